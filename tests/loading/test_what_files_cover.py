"""Coverage of loaded files: whatever is claimed, no day is told twice, and none is lost."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from little_force import NOW, OURS, Crime, empty_ledger, rows_of, write_csv

from touchpoint.cli.commands.check import faults_of
from touchpoint.extracts.loading import load, undo
from touchpoint.extracts.loading.covering import CLOSE, Claim, merged
from touchpoint.extracts.profile import Profile
from touchpoint.extracts.profile.values import Covering

COVERED = (
    "SELECT from_on::VARCHAR, to_on::VARCHAR, note FROM {coverage} "
    "WHERE kind = 'needs.assessed' ORDER BY from_on"
)
FIRST = date(2024, 1, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return empty_ledger(tmp_path / "ledger")


def noted(note: str | None, *, then: tuple[str, date, date] | None = None) -> Profile:
    """The profile of the made-up crimes with a note, and with days of another note behind it."""
    (covering,) = (replace(covering, note=note) for covering in OURS.coverage)
    if then is None:
        return replace(OURS, coverage=(covering,))
    words, first, last = then
    fixed = Covering(kinds=covering.kinds, from_on=first, to_on=last, note=words)
    return replace(OURS, coverage=(covering, fixed))


def test_a_note_worded_anew_stands_for_the_days_that_are_loaded_with_it(
    ledger: Path, tmp_path: Path
) -> None:
    march = write_csv(tmp_path / "a.csv", [Crime(number=n).cells for n in (1, 9, 20)])
    load(ledger, noted("those told of"), march, loaded_at=NOW)
    late = write_csv(tmp_path / "b.csv", [Crime(number=n).cells for n in (9, 20)])
    load(ledger, noted("those the team was told of"), late, loaded_at=NOW)
    assert rows_of(ledger, COVERED) == [
        ("2024-03-01", "2024-03-08", "those told of"),
        ("2024-03-09", "2024-03-20", "those the team was told of"),
    ]
    assert faults_of(ledger) == []
    load(ledger, noted("all"), march, loaded_at=NOW)
    assert rows_of(ledger, COVERED) == [("2024-03-01", "2024-03-20", "all")]
    undo(ledger, 3, undone_at=NOW)
    undo(ledger, 2, undone_at=NOW)
    assert rows_of(ledger, COVERED) == [("2024-03-01", "2024-03-20", "those told of")]


def test_a_second_coverage_of_a_profile_has_its_days_out_of_the_first(
    ledger: Path, tmp_path: Path
) -> None:
    profile = noted("all", then=("hardly kept", date(2024, 3, 5), date(2024, 3, 8)))
    march = write_csv(tmp_path / "a.csv", [Crime(number=n).cells for n in (1, 20)])
    load(ledger, profile, march, loaded_at=NOW)
    assert rows_of(ledger, COVERED) == [
        ("2024-03-01", "2024-03-04", "all"),
        ("2024-03-05", "2024-03-08", "hardly kept"),
        ("2024-03-09", "2024-03-20", "all"),
    ]
    assert faults_of(ledger) == []


CLAIMS = st.builds(
    lambda start, days, note, by_hand: Claim(
        source="s",
        kind="needs.assessed",
        from_on=FIRST + timedelta(days=start),
        to_on=None if days is None else FIRST + timedelta(days=start + days),
        note=note,
        by_hand=by_hand,
    ),
    st.integers(0, 60),
    st.none() | st.integers(0, 30),
    st.sampled_from([None, "one", "other"]),
    st.booleans(),
)


def days_of(claim: Claim) -> set[date]:
    last = claim.to_on or FIRST + timedelta(days=120)
    return {claim.from_on + timedelta(days=n) for n in range((last - claim.from_on).days + 1)}


@given(claims=st.lists(CLAIMS, max_size=8))
def test_no_two_rows_of_coverage_share_a_day_and_every_claimed_day_is_in_one(
    claims: list[Claim],
) -> None:
    rows = [days_of(row) for row in merged(claims)]
    told = set().union(*rows)
    claimed = set().union(*map(days_of, claims))
    assert sum(map(len, rows)) == len(told)
    assert claimed <= told
    near = {day + timedelta(days=n) for day in claimed for n in range(-CLOSE.days, CLOSE.days)}
    assert told <= near


@given(claims=st.lists(CLAIMS, min_size=1, max_size=8), day=st.integers(0, 90))
def test_the_note_of_a_day_is_that_by_hand_or_that_of_the_last_load_that_claims_it(
    claims: list[Claim], day: int
) -> None:
    asked = FIRST + timedelta(days=day)
    claiming = [claim for claim in claims if asked in days_of(claim)]
    by_hand = [claim for claim in claiming if claim.by_hand and claim.note]
    loaded = [claim for claim in claiming if not claim.by_hand]
    if claiming:
        (row,) = (row for row in merged(claims) if asked in days_of(row))
        assert row.note == (by_hand or loaded or claiming)[-1].note
