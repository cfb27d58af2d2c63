"""Makes papers of many made-up forces, with and without planted changes: how many sentences lie.

By hand: `.venv/bin/python tools/paper_honesty.py --forces 200`. Of each force the figures of one
quarter are drawn at the rates of the quarter before (nothing planted), or 15 points higher
(planted), as ledgers of 3,000 journeys; a claim that something changed is false where nothing was
planted. The quick version at the level of claims is tests/papers/test_honesty.py.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from touchpoint.calendar import read_period
from touchpoint.cli.measuring import OnDuckDB
from touchpoint.engines import open_on_duckdb
from touchpoint.ledger import arrow_schema, new_ledger, write_part
from touchpoint.papers.asking.answering import Asking
from touchpoint.papers.description.reading import read_paper
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.making import Made, make
from touchpoint.papers.wording.settings import Settings
from touchpoint.rights.editions import in_force

AS_AT = date(2024, 8, 31)
BEFORE, AFTER = date(2024, 1, 1), date(2024, 4, 1)
KINDS = {
    "needs_assessed": "needs.assessed",
    "informed": "information.sent",
    "acknowledged": "acknowledgement.sent",
    "contact_agreed": "contact.agreed",
    "referral_offered": "referral.offered",
    "statement_offered": "statement.offered",
}
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
"""


@dataclass(frozen=True)
class Counted:
    """What the sentences of one paper came to."""

    claims: int
    false: int
    true: int
    contradictions: int


def paper_text() -> str:
    """A paper that claims of every measure that it changed, and of areas that one is lowest."""
    claims = [f'  {{ claim = "changed", measure = "{name}" }},' for name in KINDS]
    claims += [f'  {{ claim = "is_lowest", measure = "{n}", by = "unit:area" }},' for n in KINDS]
    columns = ", ".join(f'{{ measure = "{name}" }}' for name in KINDS)
    return PAPER.format(claims="\n".join(claims), columns=columns)


def write_force(folder: Path, seed: int, planted: frozenset[str]) -> None:
    """A force whose areas are alike, and whose rates change where that is planted."""
    dice = np.random.default_rng(seed)
    rates = {name: float(dice.uniform(0.1, 0.7)) for name in KINDS}
    tables: dict[str, list[dict[str, object]]] = {
        "units": [{"unit_id": "F", "name": "Made-up Police", "kind": "force"}],
        "investigations": [], "journeys": [], "touchpoints": [],
    }  # fmt: skip
    tables["units"] += [
        {"unit_id": f"A{n}", "parent_id": "F", "name": f"Area {n}", "kind": "area"}
        for n in range(5)
    ]
    for number in range(3000):
        later = number % 2 == 1
        day = (AFTER if later else BEFORE) + timedelta(days=int(dice.integers(0, 90)))
        _add_journey(tables, number, day, int(dice.integers(0, 5)))
        for name, kind in KINDS.items():
            rate = rates[name] + (0.15 if later and name in planted else 0.0)
            if dice.random() < rate:
                _add_touchpoint(tables, number, kind, day)
    with new_ledger(folder) as staging:
        for name, rows in tables.items():
            told = pa.Table.from_pylist(rows, schema=arrow_schema(name))
            write_part(staging, name, 0, told)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def _add_journey(tables: dict[str, list[dict[str, object]]], n: int, day: date, area: int) -> None:
    tables["investigations"].append(
        {
            "investigation_id": f"I{n}", "reference": f"R{n}", "offence_group": "burglary",
            "marks": [], "victim_based": True, "reported_at": _at(day), "reported_on": day,
            "unit_id": f"A{area}",
        }
    )  # fmt: skip
    tables["journeys"].append(
        {
            "journey_id": f"J{n}", "investigation_id": f"I{n}", "role": "direct",
            "enhanced_basis": [],
        }
    )  # fmt: skip


def _add_touchpoint(
    tables: dict[str, list[dict[str, object]]], n: int, kind: str, day: date
) -> None:
    tables["touchpoints"].append(
        {
            "touchpoint_id": f"T{n}{kind}", "journey_id": f"J{n}", "kind": kind,
            "happened_at": _at(day), "happened_on": day, "source": "crime_system",
        }
    )  # fmt: skip


def made(folder: Path, description: Path) -> Made:
    """The paper of a force."""
    settings = Settings()
    with open_on_duckdb(folder) as opened:
        asking = Asking(
            runner=OnDuckDB(ledger=opened),
            as_at=AS_AT,
            editions=in_force(),
            loads={},
            instruments=settings.instruments,
        )
        return make(
            Given(
                paper=read_paper(description),
                own=read_period("2024-25Q1"),
                asking=asking,
                settings=settings,
            )
        )


def counted(paper: Made, planted: frozenset[str]) -> Counted:
    """How many sentences claim what was not planted, what was, and what their table denies."""
    found = [t for t in paper.tested if t.finding == "supported"]
    false = [t for t in found if t.claim.says == "is_lowest" or t.claim.measure not in planted]
    denied = [
        t
        for t in found
        if t.claim.says == "changed" and t.trial.value is not None and t.trial.before is not None
        and t.trial.between is not None
        and (t.trial.between.point > 0)
        != ((t.trial.value.rate or 0) > (t.trial.before.rate or 0))
    ]  # fmt: skip
    return Counted(
        claims=len(paper.tested),
        false=len(false),
        true=len(found) - len(false),
        contradictions=len(denied),
    )


def papers(forces: int) -> Iterator[tuple[bool, Counted]]:
    """A paper of each force: of every other one with changes planted."""
    with TemporaryDirectory() as held:
        description = Path(held) / "honesty.toml"
        description.write_text(paper_text(), encoding="utf-8")
        for seed in range(forces):
            planted = frozenset(list(KINDS)[:2]) if seed % 2 else frozenset()
            folder = Path(held) / f"force-{seed}"
            write_force(folder, seed, planted)
            yield bool(planted), counted(made(folder, description), planted)


def main() -> None:
    """Count, and fail where more is false than was stated."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--forces", type=int, default=200)
    forces = asked.parse_args().forces
    every = list(papers(forces))
    plain = [found for planted, found in every if not planted]
    shares = [f.false / max(1, f.false + f.true) for _, f in every]
    told = {
        "papers": len(every),
        "claims": sum(found.claims for _, found in every),
        "papers_without_planted_changes_that_claim_one": sum(f.false > 0 for f in plain),
        "of": len(plain),
        "mean_share_of_false_findings": float(np.mean(shares)),
        "planted_changes_found": sum(found.true for _, found in every),
        "sentences_against_their_table": sum(found.contradictions for _, found in every),
    }
    print(json.dumps(told, indent=1))
    allowed = 0.05 + 2.6 * (0.05 * 0.95 / max(1, len(plain))) ** 0.5
    honest = sum(found.false > 0 for found in plain) <= allowed * len(plain)
    sys.exit(0 if honest and not told["sentences_against_their_table"] else 1)


if __name__ == "__main__":
    main()
