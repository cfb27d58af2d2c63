"""Ledgers of journeys at random, crowded where engines and people count differently.

Days lie around year ends, Easter, both changes of the clocks and the first days of an edition, at
local times just before and after midnight; everything that a touchpoint may say of another, of a
reason or of an agreement is said rightly, wrongly and not at all.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from random_editions import FILES

from touchpoint.calendar import local_day, utc_of
from touchpoint.errors import Refused
from touchpoint.ledger import vocabulary
from touchpoint.ledger.tables import TABLES

Row = dict[str, Any]
Rows = dict[str, list[Row]]

# A ledger comes from one seed, so there is nothing to shrink: the message names one bad journey.
settings.register_profile(
    "ledgers",
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
LEDGERS = settings.get_profile("ledgers")

LANDMARKS = (
    date(2021, 4, 1),  # the first day of the edition
    date(2021, 12, 27),
    date(2023, 12, 29),
    date(2024, 2, 28),
    date(2024, 3, 28),  # Easter, the clocks, and the first day of the next edition
    date(2024, 3, 30),
    date(2024, 4, 1),
    date(2024, 10, 26),
    date(2024, 10, 27),
    date(2024, 12, 31),
)

TIMES = (
    time(0, 0),
    time(0, 30),
    time(1, 30),
    time(9, 15),
    time(12, 0),
    time(23, 30),
    time(23, 59, 59, 999999),
)

UNKNOWN_KIND = "victim.waved"
RESULTS = (None, None, None, "", "done", *vocabulary.RESULTS)
REASONS = (
    "the victim was abroad",
    "not safe",
    "",
    None,
    '\u00e9 "quoted" \\',
    " ",
    "\t\n",
    "\x0b\x1c\x1f\x85\u1680\u2029\u3000",
    "ill ",
    7,
)
EVERY = (*range(1, 61), "28", "14.5", 7.5, 0, -3, "soon", "", None, 250_000, True)
MONTHS = (6, 11.5, 12, "12", "18", "a year", None)
DETAILS: dict[str, tuple[object, ...]] = {
    "topic": ("complaints", "unduly_lenient_sentence", "", 4),
    "specialist": (True, False, "false", "no", None),
    "scheme": ("court", "criminal_injuries", None),
    "custody_months": MONTHS,
    "days": EVERY,
    "every_days": EVERY,
    "paused": (True, True, False, "true", "yes", None),
}

Wanted = tuple[str, tuple[str | None, ...]]

DUTIES = [duty for file in FILES for duty in file["duties"] if "met_by" in duty]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A ledger that can be made again from its seed, and a day on which to judge it."""

    seed: int
    journeys: int
    as_at: date

    @cached_property
    def rows(self) -> Rows:
        return random_ledger(self.dice, self.journeys)

    @property
    def dice(self) -> Random:
        return Random(self.seed)  # noqa: S311 - journeys, no secrets


def ledgers(journeys: int = 150) -> st.SearchStrategy[Made]:
    """Ledgers of so many journeys."""
    days = [day + timedelta(days=later) for day in LANDMARKS[1:] for later in range(61)]
    return st.builds(
        Made,
        seed=st.integers(0, 2**32),
        journeys=st.just(journeys),
        as_at=st.sampled_from(days),
    )


def random_ledger(dice: Random, journeys: int) -> Rows:
    rows: Rows = {name: [] for name in ("investigations", "journeys", "touchpoints")}
    for number in range(journeys):
        if number == 0 or dice.random() > 0.15:
            rows["investigations"].append(_investigation(dice, f"I{number}"))
        investigation = rows["investigations"][-1]
        journey = _journey(dice, f"J{number}", investigation)
        rows["journeys"].append(journey)
        rows["touchpoints"] += Touchpoints(dice, journey, investigation).made()
    for some in rows.values():
        dice.shuffle(some)
    return rows | {"coverage": _coverage(dice)}


def only(rows: Rows, journey_id: str) -> Rows:
    """What a ledger holds of one journey."""
    (journey,) = (row for row in rows["journeys"] if row["journey_id"] == journey_id)
    told = journey["investigation_id"]
    return {
        "investigations": [r for r in rows["investigations"] if r["investigation_id"] == told],
        "journeys": [journey],
        "touchpoints": [r for r in rows["touchpoints"] if r["journey_id"] == journey_id],
        "coverage": rows["coverage"],
    }


def _row(table: str, **cells: object) -> Row:
    return {name: cells.get(name) for name in TABLES[table].column_names}


def _day(dice: Random) -> date:
    if dice.random() < 0.2:
        return date(2021, 3, 1) + timedelta(days=dice.randrange(1500))
    return dice.choice(LANDMARKS) + timedelta(days=dice.randint(-8, 4))


def _moment(dice: Random, day: date) -> datetime:
    at = dice.choice(TIMES)
    if dice.random() < 0.2:
        at = time(dice.randrange(24), dice.randrange(60), dice.randrange(60))
    clock = datetime.combine(day, at).replace(fold=dice.randint(0, 1))
    try:
        return utc_of(clock)
    except Refused:  # no clock showed that hour
        return utc_of(clock + timedelta(hours=1))


def _some(dice: Random, words: Any) -> list[str]:  # noqa: ANN401 - any closed list of words
    return dice.sample(sorted(words), dice.choice((0, 0, 1, 2)))


def _investigation(dice: Random, name: str) -> Row:
    reported_at = _moment(dice, _day(dice))
    reported_on = local_day(reported_at)
    closed = reported_on + timedelta(days=dice.choice((0, 1, 5, 28, dice.randrange(120))))
    return _row(
        "investigations",
        investigation_id=name,
        reference=f"REF {name}",
        offence_group=dice.choice(("Violence against the person", "Theft")),
        marks=_some(dice, vocabulary.MARKS),
        victim_based=dice.random() < 0.8,
        reported_at=reported_at,
        reported_on=reported_on,
        outcome=dice.choice((None, "1", "2", "2A", "16", "22")),
        closed_on=closed if dice.random() < 0.5 else None,
    )


def _journey(dice: Random, name: str, investigation: Row) -> Row:
    reported = investigation["reported_on"]
    since = reported + timedelta(days=dice.choice((-30, -1, 0, 1, dice.randrange(40))))
    return _row(
        "journeys",
        journey_id=name,
        investigation_id=investigation["investigation_id"],
        role=dice.choice(("direct", "direct", *vocabulary.ROLES)),
        age=dice.choice((None, 9, 17, 18, 40)),
        language=dice.choice((None, "English", "Polish")),
        enhanced_on=since if dice.random() < 0.5 else None,
        enhanced_basis=_some(dice, vocabulary.ENHANCED_BASES),
    )


@dataclass
class Touchpoints:
    """The touchpoints of one journey, each made from those before it."""

    dice: Random
    journey: Row
    investigation: Row
    rows: list[Row] = field(default_factory=list)

    def made(self) -> list[Row]:
        duties = self.dice.sample(DUTIES, 2)
        themes = [*_wanted(duties[0]), *_wanted(duties[1])]
        for _ in range(self.dice.choice((0, 2, 5, 8, 12))):
            self.rows.append(self._one(themes))
        if self.rows and self.dice.random() < 0.3:
            self._correct(self.dice.choice((1, 1, 2, 3, 8, 9, 10)))
        return self.rows

    def _one(self, themes: list[Wanted]) -> Row:
        dice = self.dice
        kind, results = dice.choice(themes)
        if dice.random() < 0.25:
            kind = dice.choice((*vocabulary.KINDS, "contact.agreed", "victim.told", UNKNOWN_KIND))
        at = self._when()
        return self._touchpoint(
            kind=kind,
            happened_at=at,
            received_on=self._received(local_day(at)),
            result=dice.choice(results if dice.random() < 0.7 else RESULTS),
            about=self._about(),
            channel=dice.choice((None, "phone")),
            detail=self._detail(kind, [theme for theme, _ in themes]),
        )

    def _touchpoint(self, **cells: Any) -> Row:  # noqa: ANN401 - the cells of a row
        # Names sort unlike the instants, so that a tie in time is told from a tie in name.
        name = f"{self.journey['journey_id']}/{self.dice.randrange(16**6):06x}"
        on = local_day(cells["happened_at"])
        of = {"touchpoint_id": name, "journey_id": self.journey["journey_id"], "happened_on": on}
        return _row("touchpoints", **(cells | of | {"source": "random"}))

    def _when(self) -> datetime:
        dice, reported_at = self.dice, self.investigation["reported_at"]
        known: list[datetime] = [reported_at, *(row["happened_at"] for row in self.rows)]
        chance = dice.random()
        if chance < 0.2:
            return dice.choice(known)
        if chance < 0.5:
            hours = dice.choice((-1, 1, 2, 12, 23, 24, 25, 48))
            return dice.choice(known) + timedelta(hours=hours, microseconds=dice.choice((0, 0, 1)))
        days = timedelta(days=dice.choice((-3, 0, 1, 2, 5, 7, dice.randrange(60))))
        return _moment(dice, self.investigation["reported_on"] + days)

    def _received(self, happened_on: date) -> date | None:
        if self.dice.random() < 0.6:
            return None
        return happened_on + timedelta(days=self.dice.choice((0, 1, 3, 14, -1)))

    def _about(self) -> str | None:
        if not self.rows or self.dice.random() < 0.6:
            return None
        if self.dice.random() < 0.05:
            return "a touchpoint that is not there"
        name: str = self.dice.choice(self.rows)["touchpoint_id"]
        return name

    def _detail(self, kind: str, themes: list[str]) -> str | None:
        dice = self.dice
        said: dict[str, object] = {}
        if dice.random() < (0.4 if kind == "victim.told" else 0.1):
            said["of"] = dice.choice((*themes, *themes, *vocabulary.CASE_KINDS, None))
        if dice.random() < 0.4:
            said["reason"] = dice.choice(REASONS)
        often = ("every_days", "days") if kind == "contact.agreed" else ()
        for name, values in DETAILS.items():
            if dice.random() < (0.8 if name in often else 0.15):
                said[name] = dice.choice(values)
        if not said:
            return dice.choice((None, "{}"))
        return json.dumps(said, ensure_ascii=dice.random() < 0.5)

    def _correct(self, times: int) -> None:
        """Correct one touchpoint, and mostly the correction in its turn."""
        old = self.dice.choice(self.rows)
        for _ in range(times):
            new = {**old, "replaces": old["touchpoint_id"]}
            if self.dice.random() < 0.3:
                new["happened_at"] = self._when()
            if self.dice.random() < 0.2:
                new["result"] = self.dice.choice(RESULTS)
            correction = self._touchpoint(**new)
            self.rows.append(correction)
            old = old if self.dice.random() < 0.1 else correction


def _wanted(duty: Row) -> Iterator[Wanted]:
    """What a duty looks at, kind by kind with its results; what sets it off comes up most."""
    matchers = [*duty["met_by"], *duty.get("declined_by", []), *duty.get("excused_by", [])]
    for matcher in (duty["trigger"], duty["trigger"], *matchers, duty.get("before") or {}):
        for kind in matcher.get("kinds", ["victim.told"]):
            yield kind, tuple(matcher.get("results", (None, "", "done", "accepted")))


def _coverage(dice: Random) -> list[Row]:
    """Nothing; everything; or some kinds for some time, with gaps and overlaps."""
    if dice.random() < 0.3:
        return []
    if dice.random() < 0.2:
        return [_covered(kind, date(2020, 1, 1), None) for kind in vocabulary.KINDS]
    rows = []
    for kind in dice.sample(sorted(vocabulary.KINDS), 25):
        day = _day(dice)
        for _ in range(dice.choice((1, 1, 2, 3))):
            end = day + timedelta(days=dice.choice((0, 10, 100, 400)))
            rows.append(_covered(kind, day, dice.choice((end, end, None))))
            day = end + timedelta(days=dice.choice((-5, 0, 1, 2, 30)))
    return rows


def _covered(kind: str, first: date, last: date | None) -> Row:
    return _row("coverage", source="random", kind=kind, from_on=first, to_on=last)
