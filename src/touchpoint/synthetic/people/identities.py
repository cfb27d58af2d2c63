"""What the records of a block call each person, with the mistakes and changes that records have.

A person's own names, day of birth, postcode, telephone and email belong to the person; each record
alters them at the rates of shares/identities.toml. Names are from our own lists, telephone numbers
from the ranges that Ofcom keeps free for drama, postcodes from an area that does not exist.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from touchpoint.synthetic.drawing.arrays import Bools, Ints
from touchpoint.synthetic.drawing.days import first_of_month, month_and_day
from touchpoint.synthetic.drawing.dice import Dice
from touchpoint.synthetic.people.victims import Victims
from touchpoint.synthetic.shares.planted import chance, table

TYPING_ERRORS = 4
DISTRICTS, SECTORS, UNITS = 99, 10, 26 * 26
PHONES_IN_A_RANGE = 1000
VOWELS = "aeiou"


@dataclass(frozen=True, kw_only=True, slots=True)
class Records:
    """One place for each record: codes into the lists of names, numbers to be spelled, days."""

    journey: Ints
    given: Ints
    family: Ints
    born: Ints
    postcode: Ints
    phone: Ints
    email: Ints
    own_given: Ints
    own_family: Ints


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """Spellings one after another: a name, its short form (given names alone), its misspellings."""

    spellings: tuple[str, ...]
    each: int
    starts: dict[str, tuple[int, int]]


def _listed(file: str) -> list[str]:
    text = files("touchpoint.synthetic.people").joinpath(f"names/{file}.txt").read_text("utf-8")
    return text.splitlines()


def misspelt(name: str) -> tuple[str, ...]:
    """Four ways in which a name may be mistyped, each unlike the name."""
    vowel = next((place for place, letter in enumerate(name) if letter in VOWELS), len(name) - 1)
    other = VOWELS[(VOWELS.find(name[vowel]) + 1) % len(VOWELS)]
    ways = (
        name[0] + name[2:],
        name[0] + name[2] + name[1] + name[3:] if len(name) > 2 else name + name[-1],  # noqa: PLR2004 - three letters are needed to swap two
        name + name[-1],
        name[:vowel] + other + name[vowel + 1 :],
    )
    return tuple(way if way != name else f"{name}e" for way in ways)


@cache
def given_names() -> Names:
    short = dict(line.split() for line in _listed("short_forms"))
    female, male = _listed("female"), _listed("male")
    spellings = [
        spelling
        for name in (*female, *male)
        for spelling in (name, short.get(name, name), *misspelt(name))
    ]
    everybody = len(female) + len(male)
    return Names(
        spellings=tuple(spellings),
        each=2 + TYPING_ERRORS,
        starts={"female": (0, len(female)), "male": (len(female), len(male)), "": (0, everybody)},
    )


@cache
def family_names() -> Names:
    listed = _listed("family")
    return Names(
        spellings=tuple(spelling for name in listed for spelling in (name, *misspelt(name))),
        each=1 + TYPING_ERRORS,
        starts={"": (0, len(listed))},
    )


def record(dice: Dice, victims: Victims) -> Records:
    """A record for each journey of a person; a business has none."""
    n, first = len(victims), victims.first
    given, family = _own_given(dice, victims), dice.below(family_names().starts[""][1], n)[first]
    postcodes = DISTRICTS * SECTORS * UNITS
    changed = dice.happens(chance("identity.changed_surname"), n)
    written_family = np.where(changed, dice.below(family_names().starts[""][1], n), family)
    records = Records(
        journey=np.arange(n),
        given=_empty(dice, _spell_given(dice, given), "no_given_name"),
        family=written_family * family_names().each
        + _typing(dice, n, "identity.typing_error.family"),
        born=_empty(dice, _born(dice, victims.born), "no_born_on"),
        postcode=_moved(dice, first, postcodes, "identity.moved_house", "no_postcode"),
        phone=_moved(dice, first, 2 * PHONES_IN_A_RANGE, "identity.other_phone", "no_phone"),
        email=_empty(dice, dice.below(200, n)[first], "no_email"),
        own_given=given * given_names().each,
        own_family=family * family_names().each,
    )
    return _of_persons(records, ~victims.business)


def _own_given(dice: Dice, victims: Victims) -> Ints:
    """A given name from the list that goes with the person's sex, which decides nothing else."""
    sexes = tuple(table("persons")["sex"])
    starts = np.array([given_names().starts[sex][0] for sex in sexes])
    counts = np.array([given_names().starts[sex][1] for sex in sexes])
    sex = victims.traits["sex"]
    return (starts[sex] + dice.below(counts[sex], len(sex)))[victims.first]


def _spell_given(dice: Dice, name: Ints) -> Ints:
    n = len(name)
    short = dice.happens(chance("identity.nickname"), n).astype(np.int64)
    wrong = _typing(dice, n, "identity.typing_error.given")
    return name * given_names().each + np.where(wrong > 0, wrong + 1, short)


def _typing(dice: Dice, n: int, share: str) -> Ints:
    """The misspelling of each record, 0 where the name is spelt right."""
    wrong = dice.happens(chance(share), n)
    return np.where(wrong, 1 + dice.below(TYPING_ERRORS, n), 0)


def _born(dice: Dice, born: Ints) -> Ints:
    """The day of birth as written: day and month swapped, or a year out, now and then."""
    n = len(born)
    month, day = month_and_day(born)
    swaps = dice.happens(chance("identity.swapped_day_and_month"), n) & (day < 12)  # noqa: PLR2004 - only a day up to the 12th can pass for a month
    swapped = month - month % 12 + day
    day, month = np.where(swaps, month % 12, day), np.where(swaps, swapped, month)
    year_out = dice.happens(chance("identity.mistyped_birth_year"), n)
    month = month + np.where(year_out, 12 * (2 * dice.below(2, n) - 1), 0)
    written: Ints = np.minimum(first_of_month(month) + day, first_of_month(month + 1) - 1)
    return written


def _moved(dice: Dice, first: Ints, several: int, share: str, empty: str) -> Ints:
    n = len(first)
    own = dice.below(several, n)[first]
    other = dice.below(several, n)
    written = np.where(dice.happens(chance(share), n), other, own)
    return _empty(dice, written, empty)


def _empty(dice: Dice, written: Ints, share: str) -> Ints:
    return np.where(dice.happens(chance(f"identity.{share}"), len(written)), EMPTY, written)


EMPTY = -(1 << 40)
"""An empty cell: a day of birth may well be before 1970 and so below 0."""


def _of_persons(records: Records, persons: Bools) -> Records:
    return Records(
        **{name: getattr(records, name)[persons] for name in Records.__dataclass_fields__}
    )
