"""The worked examples of the held files, put together into a few ledgers that judge them all.

An expression over a nation costs about what it costs over one journey, so the examples share
ledgers. What says the same on the day of a ledger stands in it as it is written. Another example,
as of a duty that is waiting, is moved in time as a whole, until its own day is that of the ledger.
"""

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from oracle import duties_of, judge, rows_of_example, verdicts_of_example

import touchpoint
from touchpoint.rights.code.duty import Edition
from touchpoint.rights.editions import held, with_local
from touchpoint.rights.judging.rules import Rules, rules_of

Row = dict[str, Any]

_ROOM = Path(touchpoint.__file__).parent / "rights"
CODE = tomllib.loads((_ROOM / "editions" / "victims-code-2021.toml").read_text("utf-8"))
CHARTER = tomllib.loads((_ROOM / "local" / "example-charter.toml").read_text("utf-8"))
FILES = [CODE, CHARTER]

FAR = date(2027, 4, 21)
"""A day by which nearly every example is settled, and to which nearly every other can be moved."""

# Its duties say everything themselves, so that they can be judged without those they are like.
_STANDING_ALONE = {
    **CHARTER,
    "duties": [{**duty, "like": None} for duty in duties_of(CHARTER, FILES)],
}

_NAMES = ("touchpoint_id", "about", "replaces", "journey_id", "investigation_id")


@dataclass(frozen=True, kw_only=True)
class Worked:
    """One example, under names of its own."""

    name: str
    file: Row
    duty: Row
    example: Row

    @property
    def as_at(self) -> date:
        """The day on which the example itself is judged."""
        day: date = self.example["as_at"]
        return day

    @property
    def rows(self) -> dict[str, list[Row]]:
        rows = rows_of_example(self.duty, self.example)
        return {table: [self._named(row) for row in some] for table, some in rows.items()}

    @property
    def said(self) -> list[Row]:
        """The verdicts worked out by hand."""
        said = verdicts_of_example(self.file, self.duty, self.example)
        own = ("journey_id", "occurrence", "evidence")
        return [
            row | {name: self._own(row[name]) for name in own if row[name] is not None}
            for row in said
        ]

    def given(self, as_at: date, coverage: Sequence[Row]) -> list[Row]:
        """What the oracle says of this duty on a day, with this coverage."""
        rows = self.rows | {"coverage": list(coverage)}
        file = {**self.file, "duties": [self.duty]}
        files = [file, CODE] if file["status"] == "local" else [file]
        return [v for v in judge(files, rows, as_at) if v["edition"] == file["edition"]]

    @property
    def given_alone(self) -> list[Row]:
        """What the oracle says of this duty on the day and with the coverage of the example."""
        return self.given(self.as_at, self.rows["coverage"])

    def moved_to(self, day: date) -> "Worked":
        """The example as if all of it had come about so much later that this is its day."""
        later = day - self.as_at
        example = _moved(self.example, later)
        moved = replace(self, duty={**self.duty, "examples": [example]}, example=example)
        # Weekends, holidays and the changes of the clocks stay where they are.
        return moved if moved.given_alone == _moved(self.given_alone, later) else self

    def _named(self, row: Row) -> Row:
        return {
            key: self._own(cell) if key in _NAMES and cell is not None else cell
            for key, cell in row.items()
        }

    def _own(self, name: str) -> str:
        return f"{self.name}/{name}"


def _moved(cell: Any, later: timedelta) -> Any:  # noqa: ANN401 - whatever an example may hold
    match cell:
        case dict():
            return {key: _moved(each, later) for key, each in cell.items()}
        case list():
            return [_moved(each, later) for each in cell]
        case date():
            return cell + later
    return cell


@dataclass(kw_only=True)
class Ledger:
    """Examples that are judged together."""

    as_at: date
    coverage: tuple[Row, ...] = ()
    worked: tuple[Worked, ...] = ()

    @property
    def rows(self) -> dict[str, list[Row]]:
        together: dict[str, list[Row]] = {
            name: [row for one in self.worked for row in one.rows[name]]
            for name in ("investigations", "journeys", "touchpoints")
        }
        return together | {"coverage": list(self.coverage)}

    @property
    def duties(self) -> frozenset[str]:
        """The duties that the examples are of."""
        return frozenset(one.duty["id"] for one in self.worked)

    def given(self, duties: Collection[str]) -> list[Row]:
        """What the oracle says of these duties on every journey."""
        files = [
            {**file, "duties": [duty for duty in file["duties"] if duty["id"] in duties]}
            for file in (CODE, _STANDING_ALONE)
        ]
        return [
            verdict
            for one in self.worked
            for verdict in judge(files, one.rows | {"coverage": list(self.coverage)}, self.as_at)
        ]

    def takes(self, one: Worked) -> bool:
        """Take in an example, moved or not, if everything then says here what it says alone."""
        coverage = (*self.coverage, *one.rows["coverage"])
        in_doubt = (*self.worked, one) if one.rows["coverage"] else (one,)
        taken = all(each.given(self.as_at, coverage) == each.given_alone for each in in_doubt)
        if taken:
            self.coverage = coverage
            self.worked = (*self.worked, one)
        return taken


def every_example() -> Iterator[Worked]:
    for file in FILES:
        for duty in file["duties"]:
            for number, example in enumerate(duty["examples"], 1):
                name = f"{duty['id']}-{number}"
                yield Worked(name=name, file=file, duty=duty, example=example)


@cache
def ledgers() -> tuple[Ledger, ...]:
    """Ledgers that judge every example: first the largest, which claims to record everything."""
    found = [Ledger(as_at=FAR)]
    # What is partly covered comes first: the rest has to fit in with it.
    for one in sorted(every_example(), key=lambda one: not one.rows["coverage"]):
        for ledger in found[1:] if one.rows["coverage"] else found:
            if ledger.takes(one) or ledger.takes(one.moved_to(ledger.as_at)):
                break
        else:
            found.append(Ledger(as_at=one.as_at, coverage=(*one.rows["coverage"],), worked=(one,)))
    return tuple(found)


@cache
def held_with_charter() -> Edition:
    """Everything that the examples are of: the edition held, with the charter over it."""
    (edition,) = held()
    return with_local(edition, "example-charter")


def rules_for(ledger: Ledger) -> Rules:
    """Every rule for the largest ledger; for another, those of the duties it has examples of."""
    edition = held_with_charter()
    if ledger is ledgers()[0]:
        return rules_of([edition])
    own = tuple(duty for duty in edition.duties if duty.id in ledger.duties)
    return rules_of([replace(edition, duties=own)])


WHITE = tuple(each for each in map(chr, range(0x3100)) if each.isspace())
"""Every character that Python's own `strip` takes away; none lies above these."""

NOT_WHITE = ("x", "\u200b", "\x1fx\x1f")
"""A letter, a character without a width, and a letter between signs that engines part keys by."""


def reasons_of_every_white_character() -> Ledger:
    """Excuses with a reason of one white character, which is blank, or with one that is not.

    Arrested on Wednesday 6 March 2024; the fifth working day after it is Wednesday the 13th.
    """
    (duty,) = (duty for duty in CODE["duties"] if duty["id"] == "R6.ARREST")
    ledger = Ledger(as_at=date(2024, 6, 1))
    for letter in (*WHITE, *NOT_WHITE):
        example = _excused_for(letter, blank=letter in WHITE)
        own = {**duty, "examples": [example]}
        named = f"reason-{letter.encode().hex()}"
        ledger.worked += (Worked(name=named, file=CODE, duty=own, example=example),)
    return ledger


def _excused_for(reason: str, *, blank: bool) -> Row:
    excuse = {"result": "unable", "about": "a", "detail": {"reason": reason}}
    given = (
        {"state": "missed"} if blank else {"state": "excused", "evidence": "b", "reason": reason}
    )
    return {
        "shows": "not_met",
        "journey": {"reported": date(2024, 3, 5)},
        "touchpoints": [
            {"id": "a", "kind": "suspect.arrested", "at": date(2024, 3, 6)},
            {"id": "b", "kind": "victim.told", "at": date(2024, 3, 7), **excuse},
        ],
        "as_at": date(2024, 6, 1),
        "verdicts": [{"of": "a", "due": date(2024, 3, 13), "basis": "standard", **given}],
    }
