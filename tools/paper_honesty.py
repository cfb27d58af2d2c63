"""Makes papers of many made-up forces, with and without planted changes: how many sentences lie.

By hand: `.venv/bin/python tools/paper_honesty.py --forces 200`. Of each force the figures of one
quarter are drawn at the rates of the quarter before (nothing planted), or 15 points higher for two
measures (planted), as ledgers of 3,000 journeys; every other pair of forces is young, so that what
follows a report is still to come for many of its last quarter. A sentence is false where it claims
what was not planted, and is against its table where the table prints otherwise. The quick version
at the level of claims is tests/papers/test_honesty.py.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from touchpoint.calendar import read_period
from touchpoint.cli.measuring import OnDuckDB
from touchpoint.engines import open_on_duckdb
from touchpoint.ledger import arrow_schema, new_ledger, write_part
from touchpoint.papers.asking.answering import Asking
from touchpoint.papers.claims.tested import Tested
from touchpoint.papers.description.reading import read_paper
from touchpoint.papers.document import Table
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.making import Made, make
from touchpoint.papers.wording.sentences import Saying
from touchpoint.papers.wording.settings import Settings
from touchpoint.rights.editions import in_force

RIPE, YOUNG = date(2024, 12, 31), date(2024, 7, 20)
BEFORE, AFTER = np.datetime64("2024-01-01"), np.datetime64("2024-04-01")
SLOWEST = 100
"""Within how many days of a report the touchpoints of a young force come."""

JOURNEYS = 3000
AREAS = 5
RISE = 0.15
MARGIN = 0.05
"""Less than what has come of a planted rise by the time that a young paper is made."""

OFF = 0.03
"""How far the standards of a paper lie from the rates that are drawn at."""

KINDS = {
    "needs_assessed": "needs.assessed",
    "informed": "information.sent",
    "acknowledged": "acknowledgement.sent",
    "contact_agreed": "contact.agreed",
    "referral_offered": "referral.offered",
    "statement_offered": "statement.offered",
}
PLANTED = ("needs_assessed", "informed")
MISSED, MET = "contact_agreed", "referral_offered"
"""The measures whose standard lies above their rate, and below it."""

PAPER = """
name = "honesty"
title = "Honesty"
statement = "Claims over made-up figures."
period = "quarter"
[[sections]]
id = "claims"
heading = "Claims"
[[sections.blocks]]
paragraph = [
{claims}
]
[[sections.blocks]]
[sections.blocks.table]
id = "figures"
caption = "Figures"
stub = "Quarter"
rows = {{ periods = {{ last = 2 }} }}
columns = [{columns}]
[[sections.blocks]]
[sections.blocks.table]
id = "areas"
caption = "Areas"
stub = "Area"
rows = {{ by = "unit:area" }}
columns = [{columns}]
"""
Days = npt.NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True)
class Force:
    """A made-up force: at which rates, with what planted in its last quarter."""

    seed: int

    @property
    def planted(self) -> frozenset[str]:
        """The measures that rise."""
        return frozenset(PLANTED) if self.seed % 2 else frozenset()

    @property
    def young(self) -> bool:
        """Whether its last quarter has had less time than the one before."""
        return self.seed % 4 >= 2  # noqa: PLR2004 - every other pair of forces

    @property
    def as_at(self) -> date:
        """The day on which its paper is made."""
        return YOUNG if self.young else RIPE

    @property
    def rates(self) -> Mapping[str, float]:
        """At which rate each touchpoint comes, before anything is planted."""
        dice = np.random.default_rng(self.seed)
        return {name: float(dice.uniform(0.1, 0.7)) for name in KINDS}

    def description(self) -> str:
        """Its paper: of every measure that it changed, of areas that one is lowest, and more."""
        claims = [f'{{ claim = "changed", measure = "{name}" }}' for name in KINDS]
        claims += [f'{{ claim = "is_lowest", measure = "{n}", by = "unit:area" }}' for n in KINDS]
        for name in PLANTED:
            claims.append(f'{{ claim = "differs_between", measure = "{name}", by = "unit:area" }}')
            claims.append(f'{{ claim = "did_not_change", measure = "{name}", margin = {MARGIN} }}')
        if not self.young:  # the rate of a young quarter is not yet the one that was drawn at
            for name, off in ((MISSED, OFF), (MET, -OFF)):
                standard = f"standard = {self.rates[name] + off:.4f}"
                claims.append(f'{{ claim = "met_standard", measure = "{name}", {standard} }}')
        columns = ", ".join(f'{{ measure = "{name}" }}' for name in KINDS)
        return PAPER.format(claims=",\n".join(claims), columns=columns)

    def write(self, folder: Path) -> None:
        """Its ledger, in which areas are alike."""
        dice = np.random.default_rng([self.seed, 1])
        later = np.arange(JOURNEYS) % 2 == 1
        first: Days = np.where(later, AFTER, BEFORE)
        days: Days = first + dice.integers(0, 90, JOURNEYS).astype("timedelta64[D]")
        areas = np.char.add("A", dice.integers(0, AREAS, JOURNEYS).astype(str))
        numbers = np.arange(JOURNEYS).astype(str)
        units = [{"unit_id": "F", "name": "Made-up Police", "kind": "force"}] + [
            {"unit_id": f"A{n}", "parent_id": "F", "name": f"Area {n}", "kind": "area"}
            for n in range(AREAS)
        ]
        crimes, journeys = np.char.add("I", numbers), np.char.add("J", numbers)
        tables = {
            "units": pa.Table.from_pylist(units, schema=arrow_schema("units")),
            "investigations": _rows(
                "investigations", JOURNEYS, investigation_id=crimes, reference=crimes,
                offence_group="burglary", marks=[], victim_based=True, reported_on=days,
                reported_at=_morning(days), unit_id=areas,
            ),
            "journeys": _rows(
                "journeys", JOURNEYS, journey_id=journeys, investigation_id=crimes, role="direct",
                enhanced_basis=[],
            ),
            "touchpoints": self._touchpoints(dice, days, later, journeys),
        }  # fmt: skip
        with new_ledger(folder) as staging:
            for name, rows in tables.items():
                write_part(staging, name, 0, rows)

    def _touchpoints(
        self, dice: np.random.Generator, days: Days, later: npt.NDArray[np.bool_],
        journeys: npt.NDArray[np.str_],
    ) -> pa.Table:  # fmt: skip
        parts = []
        for name, kind in KINDS.items():
            rates = self.rates[name] + np.where(later & (name in self.planted), RISE, 0.0)
            comes = dice.random(JOURNEYS) < rates
            late = dice.integers(0, SLOWEST, JOURNEYS) if self.young else np.zeros(JOURNEYS, int)
            when: Days = (days + late.astype("timedelta64[D]"))[comes]
            parts.append(
                _rows(
                    "touchpoints", len(when), kind=kind, journey_id=journeys[comes],
                    touchpoint_id=np.char.add(f"T-{name}-", journeys[comes]), happened_on=when,
                    happened_at=_morning(when), source="crime_system",
                )
            )  # fmt: skip
        return pa.concat_tables(parts)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What the sentences of one paper came to."""

    seed: int
    planted: bool
    young: bool
    claims: int
    findings: int
    false: tuple[str, ...]
    """The sentences that claim what was not planted."""

    found: int
    """The planted changes that are said."""

    kept_back: int
    """The changes that are not said because the last quarter is young."""

    against: tuple[str, ...]
    """The sentences that their table denies."""


def _morning(days: Days) -> Days:
    mornings: Days = days.astype("datetime64[us]")
    return mornings + np.timedelta64(10, "h")


def _rows(table: str, rows: int, **columns: object) -> pa.Table:
    """Rows of a table: a column is an array, or one value for all."""
    schema = arrow_schema(table)
    arrays = []
    for field in schema:
        given = columns.get(field.name)
        if isinstance(given, np.ndarray):
            column = pa.array(given)
            if pa.types.is_timestamp(field.type):
                column = column.cast(pa.timestamp("us")).cast(field.type)
            arrays.append(column.cast(field.type))
        elif given is None:
            arrays.append(pa.nulls(rows, field.type))
        else:
            arrays.append(pa.repeat(pa.scalar(given, field.type), rows))
    return pa.Table.from_arrays(arrays, schema=schema)


def paper_of(force: Force, folder: Path) -> tuple[Made, Saying]:
    """The paper of a force."""
    description = folder / f"{force.seed}.toml"
    description.write_text(force.description(), encoding="utf-8")
    force.write(folder / f"force-{force.seed}")
    settings = Settings()
    with open_on_duckdb(folder / f"force-{force.seed}", threads=1) as opened:
        asking = Asking(
            runner=OnDuckDB(ledger=opened),
            as_at=force.as_at,
            editions=in_force(),
            loads={},
            instruments=settings.instruments,
        )
        paper, own = read_paper(description), read_period("2024-25Q1")
        given = Given(paper=paper, own=own, asking=asking, settings=settings)
        made = make(given)
        tests = sum(each.adjusted is not None for each in made.tested)
        return made, Saying(own=own, words=given.words, tests=tests)


def is_false(tested: Tested, force: Force) -> bool:
    """Whether a sentence says what was not planted."""
    claim, trial = tested.claim, tested.trial
    match claim.says:
        case "changed" if tested.finding == "supported":
            up = trial.between is not None and trial.between.point > 0
            return claim.measure not in force.planted or not up
        case "did_not_change":
            return tested.finding == "supported" and claim.measure in force.planted
        case "met_standard":
            return tested.finding == ("supported" if claim.measure == MISSED else "opposite")
        case _:
            return tested.finding == "supported"


def against_table(text: str, tested: Tested, tables: Mapping[str, Table]) -> bool:
    """Whether a sentence of a finding prints other numbers, or another way, than its table."""
    trial = tested.trial
    last = -1 if tested.claim.says == "differs_between" else 0
    values = [trial.value, trial.before or (trial.others[last] if trial.others else None)]
    by_id = {
        cell.figure: cell.text for t in tables.values() for row in t.rows for cell in row.cells
    }
    printed = [by_id.get(value.id, "") for value in values if value is not None]
    shares = [cell.partition(" (")[0] for cell in printed]
    if any(not share or share not in text for share in shares):
        return True
    sizes = [float(share.rstrip("%")) for share in shares]
    if tested.claim.says == "changed":
        return (" rose to " in text) != (sizes[0] > sizes[1])
    return tested.claim.says == "is_lowest" and sizes[0] > sizes[1]


def counted(made: Made, saying: Saying, force: Force) -> Counted:
    """What the sentences of a paper came to."""
    blocks = list(made.document.every_block())
    texts = {s.text for b in blocks for s in getattr(b, "sentences", ())}
    tables = {b.id: b for b in blocks if isinstance(b, Table)}
    pairs = [(saying.sentence(each).text, each) for each in made.tested]
    if not texts >= {text for text, _ in pairs}:
        raise RuntimeError("A claim was tested, and its sentence is not printed.")
    said = [(text, t) for text, t in pairs if t.finding in ("supported", "opposite")]
    right = [t for _, t in said if t.claim.says == "changed" and not is_false(t, force)]
    return Counted(
        seed=force.seed,
        planted=bool(force.planted),
        young=force.young,
        claims=len(made.tested),
        findings=len(said),
        false=tuple(text for text, t in said if is_false(t, force)),
        found=len(right),
        kept_back=sum(
            t.trial.unsaid is not None and t.trial.unsaid.reason == "immature" for t in made.tested
        ),
        against=tuple(text for text, t in said if against_table(text, t, tables)),
    )


def papers(seeds: range) -> Iterator[Counted]:
    """A paper of each force: of every other one with changes planted."""
    for seed in seeds:
        with TemporaryDirectory() as held:
            force = Force(seed=seed)
            yield counted(*paper_of(force, Path(held)), force)


def summary(every: list[Counted]) -> tuple[dict[str, object], bool]:
    """What all papers came to, and whether no more is false than was stated."""
    plain = [each for each in every if not each.planted]
    lying = sum(bool(each.false) for each in plain)
    shares = [len(each.false) / max(1, each.findings) for each in every]
    allowed = 0.05 + 2.6 * (0.05 * 0.95 / max(1, len(plain))) ** 0.5
    told: dict[str, object] = {
        "papers": len(every),
        "claims": sum(each.claims for each in every),
        "findings": sum(each.findings for each in every),
        "false_findings": sum(len(each.false) for each in every),
        "mean_share_of_false_findings": round(float(np.mean(shares)), 4),
        "papers_with_nothing_planted": len(plain),
        "of_these_with_a_false_sentence": lying,
        "planted_changes": 2 * (len(every) - len(plain)),
        "planted_changes_said": sum(each.found for each in every),
        "changes_kept_back_for_youth": sum(each.kept_back for each in every),
        "false_by_age": Counter(
            "young" if each.young else "ripe" for each in every for _ in each.false
        ),
        "sentences_against_their_table": sum(len(each.against) for each in every),
    }
    honest = lying <= allowed * len(plain) and float(np.mean(shares)) <= allowed
    return told, honest and not told["sentences_against_their_table"]


def main() -> None:
    """Count, and fail where more is false than was stated."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--forces", type=int, default=200)
    asked.add_argument("--first", type=int, default=0, help="The number of the first force.")
    asked.add_argument("--each", action="store_true", help="Print what each paper came to.")
    options = asked.parse_args()
    every = []
    for each in papers(range(options.first, options.first + options.forces)):
        every.append(each)
        if options.each:
            print(json.dumps(asdict(each)), flush=True)
    told, honest = summary(every)
    print(json.dumps(told, indent=1))
    sys.exit(0 if honest else 1)


if __name__ == "__main__":
    main()
