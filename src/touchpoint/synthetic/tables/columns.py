"""Columns of Arrow from arrays: ids spelled in fixed width, words from their lists, days, instants.

An id is a letter and digits, so that a whole column of them is one rectangle of characters.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from touchpoint.synthetic.drawing.arrays import NONE, Bools, Ints

Letters = npt.NDArray[np.uint8]
DIGIT_0 = ord("0")

SERIAL = 8
"""Digits of a serial number."""


def digits(numbers: Ints, width: int) -> Letters:
    """Each number in so many digits, one row for each."""
    left = numbers.astype(np.uint32)
    spelled = np.empty((len(numbers), width), dtype=np.uint8)
    for place in range(width - 1, -1, -1):
        left, digit = np.divmod(left, np.uint32(10))
        spelled[:, place] = digit + DIGIT_0
    return spelled


def letters(numbers: Ints, width: int) -> Letters:
    """Each number in so many capital letters."""
    left, spelled = numbers, np.empty((len(numbers), width), dtype=np.uint8)
    for place in range(width - 1, -1, -1):
        left, letter = np.divmod(left, 26)
        spelled[:, place] = letter + ord("A")
    return spelled


def spell(n: int, *parts: str | Letters) -> Letters:
    """Rows of characters put together from words that all share and columns of their own."""
    columns = [
        np.broadcast_to(np.frombuffer(part.encode("ascii"), np.uint8), (n, len(part)))
        if isinstance(part, str)
        else part
        for part in parts
    ]
    return np.concatenate(columns, axis=1)


def named(letter: str, numbers: Ints) -> pa.Array:
    """A column of ids, each a letter and a serial number."""
    return strings(spell(len(numbers), letter, digits(numbers, SERIAL)))


def strings(spelled: Letters, there: Bools | None = None) -> pa.Array:
    """A column of strings from rows of characters; empty where it is not there."""
    n, width = spelled.shape
    if there is None or there.all():
        offsets = np.arange(n + 1, dtype=np.int32) * np.int32(width)
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(spelled))]
        return pa.Array.from_buffers(pa.string(), n, buffers)
    offsets = np.zeros(n + 1, dtype=np.int32)
    offsets[1:] = np.cumsum(there) * width
    valid = pa.py_buffer(np.packbits(there, bitorder="little"))
    buffers = [valid, pa.py_buffer(offsets), pa.py_buffer(spelled[there])]
    return pa.Array.from_buffers(pa.string(), n, buffers)


def words(codes: Ints, listed: Sequence[str]) -> pa.Array:
    """A column of words from their places in a list; empty where the code is NONE."""
    places = pa.array(codes.astype(np.int32), mask=codes == NONE)
    return pa.DictionaryArray.from_arrays(places, pa.array(listed, pa.string())).cast(pa.string())


def emptied(codes: Ints, empty: Bools) -> Ints:
    """The codes with some of them made empty."""
    return np.where(empty, NONE, codes)


def lists(codes: Ints, listed: Sequence[Sequence[str]]) -> pa.Array:
    """A column of lists of words from their places in a list of lists."""
    return pa.array(listed, pa.list_(pa.string())).take(pa.array(codes))


def subsets(words_of_bits: Sequence[str]) -> list[list[str]]:
    """Every subset of some words, in the place that its bits make."""
    return [
        [word for place, word in enumerate(words_of_bits) if bits >> place & 1]
        for bits in range(1 << len(words_of_bits))
    ]


def dates(days: Ints, empty: int | None = None) -> pa.Array:
    """A column of dates from days since 1970, empty where a day is the one for empty."""
    mask = None if empty is None else days == empty
    there = days if mask is None else np.where(mask, 0, days)
    return pa.array(there.astype(np.int32), mask=mask).view(pa.date32())


def instants(micros: Ints, there: Bools | None = None) -> pa.Array:
    """A column of instants from microseconds in UTC."""
    mask = None if there is None else ~there
    return pa.array(micros, mask=mask).view(pa.timestamp("us", tz="UTC"))
