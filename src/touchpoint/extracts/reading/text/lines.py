"""The lines of a text file as letters, one at a time, with room to go back over some of them.

Any of the three line endings ends a line, and they may be mixed. A line that is longer than any
table has is cut, so that a file without line endings cannot fill the memory.
"""

import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from touchpoint.extracts.reading.text.encoding import Encoding

LONGEST = 8 << 20
LONGEST_SHOWN = 1000
CUT = "\uffff"  # no letter: stands where a line was cut


class Lines:
    """An iterator over the lines of a file that can be given lines back."""

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self._file = path.open("rb")
        self._file.seek(encoding.mark)
        wide = encoding.codec.startswith(("utf-16", "utf-32"))
        self._text = io.TextIOWrapper(
            self._file,
            encoding=encoding.codec,
            errors="replace" if wide else "surrogateescape",
            newline="",
        )
        self._back: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._back:
            return self._back.popleft()
        line = self._text.readline(LONGEST)
        if not line:
            raise StopIteration
        if len(line) == LONGEST and line[-1] not in "\r\n":
            return line[:LONGEST_SHOWN] + CUT + self._skipped()
        return line

    def _skipped(self) -> str:
        """Go past the rest of a line that is too long; the ending that it has."""
        while rest := self._text.readline(LONGEST):
            if rest[-1] in "\r\n":
                return "\n"
        return ""

    def give_back(self, lines: list[str]) -> None:
        """Lines that are to be read again, before any other."""
        self._back.extendleft(reversed(lines))

    def close(self) -> None:
        """Let go of the file."""
        self._text.close()


def legible(text: str) -> str:
    """A text that can be written to a file: bytes that are no letters show as their numbers."""
    text = text.replace("\0", "\\x00")
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
