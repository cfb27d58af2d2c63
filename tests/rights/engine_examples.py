"""The worked examples of the held files, put together into as few ledgers as judge them all.

An expression over a nation costs about what it costs over one journey, so the examples share
ledgers: by the oracle, an example may be judged on another day than its own where its verdicts are
the same on that day, and beside the coverage of others where that changes nothing for it.
"""

import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from oracle import duties_of, judge, rows_of_example, verdicts_of_example

import touchpoint

Row = dict[str, Any]

_ROOM = Path(touchpoint.__file__).parent / "rights"
CODE = tomllib.loads((_ROOM / "editions" / "victims-code-2021.toml").read_text("utf-8"))
CHARTER = tomllib.loads((_ROOM / "local" / "example-charter.toml").read_text("utf-8"))
FILES = [CODE, CHARTER]

FAR = date(2027, 1, 4)
"""A day on which nearly every example is settled."""

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
        """What the oracle says of this duty on another day, with other coverage."""
        rows = self.rows | {"coverage": list(coverage)}
        file = {**self.file, "duties": [self.duty]}
        files = [file, CODE] if file["status"] == "local" else [file]
        return [v for v in judge(files, rows, as_at) if v["edition"] == file["edition"]]

    def _named(self, row: Row) -> Row:
        return {
            key: self._own(cell) if key in _NAMES and cell is not None else cell
            for key, cell in row.items()
        }

    def _own(self, name: str) -> str:
        return f"{self.name}/{name}"


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Examples that are judged together."""

    as_at: date
    coverage: tuple[Row, ...]
    worked: tuple[Worked, ...]

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

    def with_one_more(self, one: Worked) -> "Ledger | None":
        """The ledger with this example as well, if the verdicts of all stay as they are."""
        more = Ledger(
            as_at=self.as_at,
            coverage=(*self.coverage, *one.rows["coverage"]),
            worked=(*self.worked, one),
        )
        return (
            more if all(_settled(each, more.as_at, more.coverage) for each in more.worked) else None
        )


def every_example() -> Iterator[Worked]:
    for file in FILES:
        for duty in file["duties"]:
            for number, example in enumerate(duty["examples"], 1):
                name = f"{duty['id']}-{number}"
                yield Worked(name=name, file=file, duty=duty, example=example)


@cache
def ledgers() -> tuple[Ledger, ...]:
    """Ledgers that judge every example, the largest first."""
    every = list(every_example())
    left = [one for one in every if not one.rows["coverage"]]
    found = []
    days: list[date] = [FAR]
    while left:
        settled = {day: [one for one in left if _settled(one, day, ())] for day in days}
        day = max(days, key=lambda day: len(settled[day]))
        found.append(Ledger(as_at=day, coverage=(), worked=tuple(settled[day])))
        left = [one for one in left if one not in settled[day]]
        days = sorted({one.example["as_at"] for one in left})
    return (*found, *_partly_covered([one for one in every if one.rows["coverage"]]))


def _partly_covered(examples: Sequence[Worked]) -> list[Ledger]:
    found: list[Ledger] = []
    for one in examples:
        for place, ledger in enumerate(found):
            more = ledger.with_one_more(one)
            if more is not None:
                found[place] = more
                break
        else:
            day = FAR if _settled(one, FAR, one.rows["coverage"]) else one.example["as_at"]
            found.append(Ledger(as_at=day, coverage=tuple(one.rows["coverage"]), worked=(one,)))
    return found


def _settled(one: Worked, as_at: date, coverage: Sequence[Row]) -> bool:
    """Whether the example says the same on a day, with this coverage, as it does by itself."""
    own = one.given(one.example["as_at"], one.rows["coverage"])
    return one.given(as_at, coverage) == own
