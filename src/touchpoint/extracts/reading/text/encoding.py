"""Which encoding a text file is in, found from its bytes and told, never guessed in silence.

A byte-order mark decides. Without one, what is valid UTF-8 is UTF-8, because nothing else looks
like it by chance; zeros in every other byte are UTF-16; the rest is a one-byte encoding of Windows,
the Mac or DOS, told apart by the letters they would make.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from touchpoint.errors import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "ascii": "UTF-8",
    "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)",
    "utf-32-le": "UTF-32 (little-endian)",
    "utf-32-be": "UTF-32 (big-endian)",
    "cp1252": "windows-1252",
    "latin-1": "ISO 8859-1",
    "mac-roman": "Mac Roman",
    "cp850": "code page 850 (DOS)",
}
_USUAL_SIGNS = "\u2018\u2019“”\u2013—£€§°½¼¾·•…®©™²³±\u00d7÷«»¿¡¹\u00a0"
_RARE_LETTERS = "ƒˆªºµðÐþÞıŒŸ\ufb01\ufb02"
_PIECE = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """How to turn the bytes of a file into letters, and whether all of them can be."""

    codec: str
    mark: int = 0
    mixed: bool = False

    @property
    def name(self) -> str:
        """What a person calls it."""
        return _NAMES.get(self.codec, self.codec) + (" with a byte-order mark" if self.mark else "")


def encoding_of(path: Path, wished: str | None = None) -> Encoding:
    """The encoding of a whole text file: every byte is looked at before a word is said."""
    with path.open("rb") as file:
        head = file.read(_PIECE)
    mark, marked = next(((len(m), codec) for m, codec in _MARKS if head.startswith(m)), (0, None))
    if wished is not None:
        return _wished(path, wished, mark if marked else 0, marked)
    if marked and marked != "utf-8":
        return Encoding(codec=marked, mark=mark, mixed=not _decodes(path, marked))
    wide = _wide(head)
    if wide:
        return Encoding(codec=wide, mixed=not _decodes(path, wide))
    return _narrow(path, mark)


def _wished(path: Path, wished: str, mark: int, marked: str | None) -> Encoding:
    try:
        codec = codecs.lookup(wished).name
    except LookupError:
        raise Refused(
            f"{wished!r} is no encoding that is known here; write utf-8, windows-1252 or utf-16."
        ) from None
    codec = {"iso8859-1": "latin-1", "ascii": "utf-8", "utf-8-sig": "utf-8"}.get(codec, codec)
    if codec in {"utf-16", "utf-32"}:
        codec = marked if marked and marked.startswith(codec) else f"{codec}-le"
    if marked and codec != marked:
        raise Refused(
            f"{path.name} was said to be in {wished}, but its byte-order mark says "
            f"{_NAMES[marked]}; leave the encoding out, or name that one."
        )
    return Encoding(codec=codec, mark=mark, mixed=not _decodes(path, codec))


def _decodes(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for piece in _pieces(path):
            if codec != "utf-8" or decoder.getstate()[0] or not piece.isascii():
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: the letters of a table leave zeros in the same places."""
    sample = head[: len(head) // 4 * 4][:4096] or head
    zeros = [sample[place::4].count(0) / max(1, len(sample[place::4])) for place in range(4)]
    many, few = 0.5, 0.2
    patterns = {
        "utf-32-le": (zeros[0] < few and min(zeros[1:]) > many),
        "utf-32-be": (zeros[3] < few and min(zeros[:3]) > many),
        "utf-16-le": (max(zeros[0], zeros[2]) < few and min(zeros[1], zeros[3]) > many),
        "utf-16-be": (max(zeros[1], zeros[3]) < few and min(zeros[0], zeros[2]) > many),
    }
    return next((codec for codec, fits in patterns.items() if fits), None)


def _narrow(path: Path, mark: int) -> Encoding:
    """UTF-8 when all of it is, or most of the lines that tell are; else one byte a letter."""
    if _decodes(path, "utf-8"):
        return Encoding(codec="utf-8", mark=mark)
    good, bad, sample = 0, 0, bytearray()
    for line in _lines(path):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
            sample += line[:2000] if len(sample) < _PIECE else b""
    if mark or good > bad:
        return Encoding(codec="utf-8", mark=mark, mixed=True)
    codec = _one_byte(bytes(sample))
    return Encoding(codec=codec, mixed=good > 0 or not _decodes(path, codec))


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while line := file.readline(_PIECE):
            yield line


def _one_byte(sample: bytes) -> str:
    """The one-byte encoding in which the letters look least odd; Windows if they are as good."""
    text = {codec: sample.decode(codec, "replace") for codec in ("cp1252", "mac-roman", "cp850")}
    odd = {codec: _oddness(letters) for codec, letters in text.items()}
    best = min(odd, key=lambda codec: odd[codec])
    high = sum(byte > 127 for byte in sample)  # noqa: PLR2004 - beyond ASCII
    if odd[best] * 2 <= high:
        return best
    guessed = from_bytes(sample).best()
    if guessed is not None and not guessed.encoding.startswith("utf"):
        return guessed.encoding.replace("_", "-")
    return "latin-1"


def _oddness(text: str) -> int:
    """How many letters beyond ASCII are unlikely: capitals after small ones, rare signs."""
    odd = 0
    for before, sign in zip(" " + text, text, strict=False):
        if sign.isascii():
            continue
        if sign.isalpha():
            odd += (sign.isupper() and before.islower()) or sign in _RARE_LETTERS
        else:
            odd += sign not in _USUAL_SIGNS
    return odd
