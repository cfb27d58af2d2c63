"""The worked examples of a duty as journeys of a ledger, and whether what comes out is as they say.

On the authority of docs/explanation/how-a-duty-is-judged.md, section The file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from touchpoint.calendar import local_day, utc_of
from touchpoint.ledger import TABLES
from touchpoint.rights.code.duty import Duty, Example
from touchpoint.rights.telling.stories import verdict_in_words

Row = dict[str, Any]
Said = Mapping[str, Any]

_NAMES = ("touchpoint_id", "about", "replaces", "journey_id", "investigation_id")
_COLUMNS = {
    "triggered": "triggered_on",
    "due": "due_on",
    "done": "done_on",
    "state": "state",
    "basis": "basis",
    "evidence": "evidence",
    "reason": "reason",
}


@dataclass(frozen=True, kw_only=True)
class Worked:
    """An example under a name of its own, so that many can stand in one ledger."""

    duty: Duty
    number: int
    example: Example

    @property
    def rows(self) -> dict[str, list[Row]]:
        """Its rows in each table; the journey is `J` of investigation `I`, after its name."""
        said = self.example
        rows = rows_of_example(said.journey, said.touchpoints, said.coverage)
        return {table: [self._named(row) for row in some] for table, some in rows.items()}

    def fault(self, given: Sequence[Row]) -> str | None:
        """Where the verdicts of a ledger are not what it says, in sentences; else nothing."""
        said = {verdict.get("of"): dict(verdict) for verdict in self.example.verdicts}
        found = dict(self._found(given))
        told = sorted(
            (
                (said.get(of), found.get(of))
                for of in {*said, *found}
                if not _agree(said.get(of), found.get(of))
            ),
            key=repr,
        )
        if not told:
            return None
        says, comes = (" ".join(map(_in_words, column)) for column in zip(*told, strict=True))
        return f"duty {self.duty.id}, example {self.number} says: {says} It comes out as: {comes}"

    def _found(self, given: Sequence[Row]) -> Iterator[tuple[str | None, Said]]:
        """The verdicts on this example in the words of an example, by what set them off."""
        for row in given:
            if (row["journey_id"], row["duty_id"]) != (self._own("J"), self.duty.id):
                continue
            verdict = {key: row[name] for key, name in _COLUMNS.items() if row[name] is not None}
            if "evidence" in verdict:
                verdict["evidence"] = self._short(verdict["evidence"])
            of = self._short(row["occurrence"])
            yield (None, verdict) if of == "I" else (of, {"of": of, **verdict})

    def _named(self, row: Row) -> Row:
        return {
            key: self._own(cell) if key in _NAMES and cell is not None else cell
            for key, cell in row.items()
        }

    def _own(self, name: str) -> str:
        return f"{self.duty.id}-{self.number}/{name}"

    def _short(self, name: str) -> str:
        return name.removeprefix(self._own(""))


def rows_of_example(
    journey: Said, touchpoints: Sequence[Said], coverage: Sequence[Said]
) -> dict[str, list[Row]]:
    """The ledger of a worked example: journey `J` of investigation `I`."""
    said = dict(journey)
    reported_at = _instant_of(said.pop("reported"))
    known: Row = {
        "investigation_id": "I",
        "journey_id": "J",
        "reference": "EXAMPLE",
        "offence_group": "Violence against the person",
        "marks": [],
        "victim_based": True,
        "role": "direct",
        "enhanced_basis": [],
        "reported_at": reported_at,
        "reported_on": local_day(reported_at),
        "closed_on": said.pop("closed", None),
    }
    return {
        "investigations": [_row("investigations", known | said)],
        "journeys": [_row("journeys", known | said)],
        "touchpoints": [_touchpoint(each) for each in touchpoints],
        "coverage": [
            _row("coverage", {**each, "from_on": each["from"], "to_on": each.get("to")})
            for each in coverage
        ],
    }


def _row(table: str, cells: Said) -> Row:
    return {name: cells.get(name) for name in TABLES[table].column_names}


def _touchpoint(each: Said) -> Row:
    at = _instant_of(each["at"])
    known = {
        "touchpoint_id": each["id"],
        "journey_id": "J",
        "happened_at": at,
        "happened_on": local_day(at),
        "received_on": each.get("received"),
        "source": "example",
        "detail": json.dumps(each["detail"]) if "detail" in each else None,
    }
    return _row("touchpoints", {**each, **known})


def _instant_of(local: date | datetime) -> datetime:
    """A local date and time as an instant; a day alone means noon."""
    return utc_of(local if isinstance(local, datetime) else datetime.combine(local, time(12)))


def _agree(said: Said | None, found: Said | None) -> bool:
    """Whether a verdict is the one that is said; the day of the trigger may be left unsaid."""
    if said is None or found is None:
        return said is found
    return {"triggered": found["triggered"], **said} == found


def _in_words(verdict: Said | None) -> str:
    return "no verdict." if verdict is None else verdict_in_words(verdict)
