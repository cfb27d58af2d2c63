"""A quarter that has had less time for what follows a report shows no fall by it."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from columnar import Building, spread
from little_papers import paper_of

from touchpoint.measures.catalogue import measure_asked
from touchpoint.papers.claims import tested
from touchpoint.papers.claims.ripening import can_only_grow, ripens
from touchpoint.papers.document import Sentence
from touchpoint.papers.making.making import Made

CRIMES = 4000
SLOWEST = 150
QUARTERS = (
    (date(2023, 4, 1), date(2023, 6, 30)),
    (date(2024, 1, 1), date(2024, 3, 31)),
    (date(2024, 4, 1), date(2024, 6, 30)),
)
ALIKE, FALLEN, RISEN = "needs.assessed", "information.sent", "contact.agreed"
SHARES = {ALIKE: (0.6, 0.6, 0.6), FALLEN: (0.6, 0.6, 0.3), RISEN: (0.23, 0.6, 0.6)}
"""For each kind the share of each quarter to whom it happens in the end, some of them late."""

SOON, LATE = date(2024, 7, 10), date(2025, 6, 30)
PAPER = """
name = "young"
title = "A young quarter"
statement = "What a young quarter may say."
period = "quarter"
[[sections]]
id = "young"
heading = "Young"
[[sections.blocks]]
paragraph = [
  { claim = "fell", measure = "needs_assessed" },
  { claim = "fell", measure = "informed" },
  { claim = "did_not_change", measure = "contact_agreed", margin = 0.04, against = "last_year" },
  { claim = "is", measure = "victim_based_crimes" },
  { claim = "is_driven_by", outcome = "whole", drivers = ["contact", "actions"] },
]
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Building()
    days = [spread(first, last, CRIMES) for first, last in QUARTERS]
    journeys = [made.crimes(some) for some in days]
    delays = (np.arange(CRIMES) * 37 % SLOWEST).astype("timedelta64[D]")
    for kind, shares in SHARES.items():
        made.covers("crime_system", kind, QUARTERS[0][0])
        for reported, some, share in zip(days, journeys, shares, strict=True):
            kept = np.arange(CRIMES) % 100 < 100 * share
            made.touch(some[kept], kind, (reported + delays)[kept])
    return made.written(tmp_path_factory.mktemp("young") / "ledger")


@pytest.fixture(scope="module")
def young(ledger: Path) -> Made:
    return paper_of(ledger, PAPER, SOON)


def _sentences(made: Made) -> list[Sentence]:
    return [s for b in made.document.every_block() for s in getattr(b, "sentences", ())]


def _shares(found: tested.Tested) -> tuple[float, float]:
    after, before = found.trial.value, found.trial.before
    assert after is not None
    assert before is not None
    return after.rate or 0, before.rate or 0


def test_a_young_quarter_would_claim_a_fall_and_is_refused_one(young: Made) -> None:
    after, before = _shares(young.tested[0])
    assert after < before - 0.1
    assert young.tested[0].trial.turns == "supported"  # by the counts of today alone
    assert young.tested[0].finding == "cannot_tell"
    assert (
        "It cannot be said whether needs assessments fell, because victims of the later period "
        "have been followed for a shorter time, which may be all that differs: they were "
    ) in _sentences(young)[0].text


def test_a_fall_that_holds_at_one_age_is_said(young: Made) -> None:
    assert young.tested[1].finding == "supported"
    told = _sentences(young)[1].test or ""
    assert "it holds too with both periods followed for equally long" in told


def test_a_rise_that_youth_hides_is_not_called_no_change(young: Made) -> None:
    after, before = _shares(young.tested[2])
    assert abs(after - before) < 0.02
    assert young.tested[2].finding == "cannot_tell"


def test_a_quarter_that_is_ripe_shows_what_there_is(ledger: Path) -> None:
    made = paper_of(ledger, PAPER, LATE)
    found = [each.finding for each in made.tested[:3]]
    assert found == ["not_shown", "supported", "not_shown"]


def test_what_drives_satisfaction_is_told_beside_what_ripens(young: Made) -> None:
    driven = young.tested[-1]
    assert (driven.claim.says, driven.finding) == ("is_driven_by", "cannot_tell")


@pytest.mark.parametrize(
    ("measure", "follows"),
    [
        ("needs_assessed", True),
        ("told_in_time", True),
        ("closure_discussed", True),
        ("victim_based_crimes", False),
        ("texts_sent", False),
        ("satisfied:whole", False),
        ("review_passed", False),
        ("repeat_victims", False),
    ],
)
def test_only_what_can_still_happen_ripens(measure: str, follows: bool) -> None:
    assert ripens(measure_asked(measure)) is follows


@pytest.mark.parametrize(
    ("measure", "grows"),
    [
        ("needs_assessed", True),
        ("told_in_time", False),  # what falls due is counted among
        ("referral_consented", False),  # so is who is offered a referral
        ("support_withdrawn", False),  # how an investigation closed is settled
        ("satisfied:whole", False),
    ],
)
def test_what_falls_short_for_now_is_told_from_what_does_for_good(
    measure: str, grows: bool
) -> None:
    assert can_only_grow(measure_asked(measure)) is grows
