"""What a place of a profile wants of a value: a type of the ledger, for some one of its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from touchpoint.extracts.profile.taking import none_of
from touchpoint.extracts.profile.values import (
    Always,
    Cell,
    DateAndTime,
    Day,
    EachName,
    First,
    Flags,
    Join,
    Lists,
    OnlyIf,
    PeriodDay,
    RowKey,
    ShorthandOf,
    Value,
)
from touchpoint.extracts.profile.words import WordList
from touchpoint.ledger.tables import Column, Type

YES: Final = ("yes", "true")
NO: Final = ("no", "false")

_SAID: Final[Mapping[Type, str]] = {
    Type.STRING: "a text",
    Type.BOOL: "yes or no",
    Type.INT32: "a whole number",
    Type.DOUBLE: "a number",
    Type.DATE: "a day",
    Type.TIMESTAMP: "a moment",
    Type.LIST: "a list",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The type wanted, and the closed list of words where there is one, with what it is called."""

    type: Type
    words: Mapping[str, str] | None = None
    called: str = ""

    @property
    def said(self) -> str:
        return _SAID[self.type]


TEXT: Final = Wanted(type=Type.STRING)
MOMENT: Final = Wanted(type=Type.TIMESTAMP)
DAY: Final = Wanted(type=Type.DATE)


def wanted_by(column: Column) -> Wanted:
    """What a column of the ledger wants."""
    called = {"kind": "kind of touchpoint"}.get(column.name, f"word for {column.name}")
    return Wanted(type=column.type, words=column.words, called=called)


def misfits(value: Value, wanted: Wanted) -> list[str]:
    """Why a value cannot be what is wanted; the values inside it have been asked already."""
    match value:
        case Always():
            return _constant(value, wanted)
        case Cell():
            return _cell(value, wanted)
        case First() | OnlyIf() | EachName() if wanted.type is not Type.LIST:
            return []
        case OnlyIf():
            return []
        case Join() | RowKey() | ShorthandOf() if wanted.type is Type.STRING:
            return [] if wanted.words is None else ["a text put together is no word of the ledger."]
        case DateAndTime() if wanted.type in {Type.DATE, Type.TIMESTAMP, Type.STRING}:
            return []
        case Day() | PeriodDay() if wanted.type in {Type.DATE, Type.TIMESTAMP, Type.STRING}:
            return []
        case Flags() | Lists() if wanted.type is Type.LIST:
            return []
        case _:
            return [f"this cannot be {wanted.said}, which is wanted here."]


def word_faults(words: WordList, wanted: Wanted) -> list[str]:
    """The meanings of a list that what is wanted does not know."""
    match wanted.type:
        case Type.STRING | Type.LIST:
            if wanted.words is None:
                return []
            known = wanted.words
            return [
                f"[words.{words.name}]: {none_of(word, known, wanted.called)}"
                for word in words.meant
                if word not in known
            ]
        case Type.INT32 | Type.DOUBLE:
            return [
                f"[words.{words.name}]: the meaning '{word}' is not {wanted.said}."
                for word in words.meant
                if not _is_number(word, whole=wanted.type is Type.INT32)
            ]
        case Type.BOOL:
            return [
                f"[words.{words.name}]: the meaning '{word}' is neither yes nor no."
                for word in words.meant
                if word not in (*YES, *NO)
            ]
        case _:
            return [f"a list of words cannot give {wanted.said}."]


def _cell(value: Cell, wanted: Wanted) -> list[str]:
    found = []
    if value.words is not None:
        found += word_faults(value.words, wanted)
    if value.split is not None and wanted.type is not Type.LIST:
        found.append(f"split makes a list, and {wanted.said} is wanted here.")
    if (
        value.split is None
        and wanted.type is Type.LIST
        and value.words is None
        and not wanted.words
    ):
        found.append("a list is wanted here: say by what the cell is split.")
    return found


def _constant(value: Always, wanted: Wanted) -> list[str]:
    found = value.value
    # By its exact type: true is no number, and a moment no day.
    fits = {
        Type.STRING: (str,),
        Type.BOOL: (bool,),
        Type.INT32: (int,),
        Type.DOUBLE: (int, float),
    }
    if wanted.type is Type.LIST:
        if not isinstance(found, tuple):
            return ['always must be a list here, like ["a"].']
        return _unknown(found, wanted)
    if wanted.type in {Type.DATE, Type.TIMESTAMP}:
        return _constant_day(value, wanted)
    if type(found) not in fits[wanted.type]:
        return [f"always must be {wanted.said} here."]
    return _unknown((found,), wanted) if isinstance(found, str) else []


def _constant_day(value: Always, wanted: Wanted) -> list[str]:
    kinds = ("date",) if wanted.type is Type.DATE else ("date", "datetime")
    if type(value.value).__name__ not in kinds:
        return [f"always must be {wanted.said} without quotes here, like 2024-04-01."]
    return []


def _unknown(words: tuple[str, ...], wanted: Wanted) -> list[str]:
    if wanted.words is None:
        return []
    return [none_of(w, wanted.words, wanted.called) for w in words if w not in wanted.words]


def _is_number(word: str, *, whole: bool) -> bool:
    try:
        number = float(word)
    except ValueError:
        return False
    return number == number // 1 if whole else abs(number) != float("inf") and number == number  # noqa: PLR0124 - what is no number does not equal itself
