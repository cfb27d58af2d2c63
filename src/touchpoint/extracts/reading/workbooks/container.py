"""The container of an Excel 97-2003 workbook: sectors and chains, as in Microsoft's [MS-CFB]."""

import struct
from collections.abc import Iterator

_NO_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_ROOT = 5


def workbook_stream(content: bytes) -> bytes:
    """The stream of records of the workbook, put together out of the sectors of the container."""
    return _Container(content).workbook()


def _chain(first: int, links: list[int]) -> Iterator[int]:
    """The sectors of a stream in their order; a chain that goes round in a circle ends."""
    steps = 0
    while first < len(links) and steps <= len(links):
        yield first
        first, steps = links[first], steps + 1


class _Container:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._size = 1 << struct.unpack_from("<H", content, 30)[0]
        self._small_size = 1 << struct.unpack_from("<H", content, 32)[0]
        self._directory, _, self._least, self._small_table = struct.unpack_from(
            "<IIII", content, 48
        )
        self._links = self._all_links()

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack_from(f"<{self._size // 4}I", self._content, (sector + 1) * self._size)

    def _all_links(self) -> list[int]:
        """For each sector the one that follows it."""
        tables = list(struct.unpack_from("<109I", self._content, 76))
        (more,) = struct.unpack_from("<I", self._content, 68)
        for _ in range(len(self._content) // self._size):
            if more >= _NO_SECTOR:
                break
            block = self._numbers(more)
            tables += block[:-1]
            more = block[-1]
        return [link for table in tables if table < _NO_SECTOR for link in self._numbers(table)]

    def _stream(self, first: int) -> bytes:
        size = self._size
        sectors = _chain(first, self._links)
        return b"".join(self._content[(at + 1) * size : (at + 2) * size] for at in sectors)

    def workbook(self) -> bytes:
        """The stream called Workbook, or Book in files of Excel 95."""
        entries = self._stream(self._directory)
        root, found = b"", b""
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            entry = entries[at : at + _ENTRY]
            length = max(0, struct.unpack_from("<H", entry, 64)[0] - 2)
            name = entry[:length].decode("utf-16-le", "replace").casefold()
            root = entry if entry[66] == _ROOT else root
            found = entry if name == "workbook" or (name == "book" and not found) else found
        if not found:
            raise ValueError("there is no workbook in the container")
        first, length = struct.unpack_from("<II", found, 116)
        if length >= self._least:
            return self._stream(first)[:length]
        return self._small_stream(first, struct.unpack_from("<I", root, 116)[0])[:length]

    def _small_stream(self, first: int, kept_in: int) -> bytes:
        """A short stream, kept in small sectors within the root's own stream."""
        small, size = self._stream(kept_in), self._small_size
        table = self._stream(self._small_table)
        links = list(struct.unpack(f"<{len(table) // 4}I", table))
        return b"".join(small[at * size : (at + 1) * size] for at in _chain(first, links))
