"""Classes of agreement add up; signs, groups and the records to mend come out as worked by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from recorded import TAKEN, Records, classes, reconciled_by

from touchpoint.errors import Refused
from touchpoint.extracts.reconciling import CLASSES, Reconciled
from touchpoint.ledger.vocabulary import RESULTS


def counted(found: Reconciled, name: str, by: str | None = None, group: str | None = None) -> int:
    [one] = [c for c in found.counts if (c.by, c.group, c.name) == (by, group, name)]
    return one.number


@pytest.mark.parametrize(
    ("form", "system", "expected"),
    [
        ("accepted", "declined", "all agree"),  # both say that it was offered
        ("not_asked", "not_asked", "all agree"),
        ("accepted", "not_asked", "contradiction"),
        ("accepted", None, "single source"),
        (None, None, "nobody says"),
    ],
)
def test_two_sources_are_classed_by_whether_they_say_that_it_happened(
    form: str | None, system: str | None, expected: str
) -> None:
    made = Records()
    made.journey("J1")
    made.journey("other")
    for source, result in (("form", form), ("system", system)):
        made.says("other", source, "accepted")
        if result is not None:
            made.says("J1", source, result)
    with reconciled_by(made) as found:
        assert classes(found)["J1"] == expected


def test_blank_in_one_needs_two_that_agree_and_one_that_covers_and_is_silent() -> None:
    made = Records()
    made.journey("blank", closed=date(2024, 4, 1))
    made.journey("uncovered", closed=date(2024, 3, 20))
    for name in ("blank", "uncovered"):
        made.says(name, "form", "accepted")
        made.says(name, "system", "deferred")
    for source in ("form", "system"):
        made.covers(source, date(2023, 4, 1))
    made.covers("sheet", date(2024, 3, 25))
    with reconciled_by(made) as found:
        assert classes(found) == {"blank": "blank in one", "uncovered": "all agree"}


def test_taken_without_offered_is_where_no_source_has_the_offer() -> None:
    made = Records()
    for name in ("alone", "offered", "denied"):
        made.journey(name)
        made.says(name, "system", "done", kind=TAKEN)
    made.says("offered", "form", "accepted")
    made.says("denied", "form", "not_asked")
    with reconciled_by(made) as found:
        assert counted(found, "taken without offered") == 2
        assert classes(found)["denied"] == "contradiction"


def test_dated_after_the_file_closed_is_after_the_day_and_not_on_it() -> None:
    made = Records()
    for name, day in (("on", 1), ("after", 2)):
        made.journey(name, closed=date(2024, 4, 1))
        made.says(name, "form", "accepted", on=date(2024, 4, day))
    with reconciled_by(made) as found:
        assert counted(found, "dated after the file closed") == 1


@settings(max_examples=12, deadline=None)
@given(
    told=some.lists(
        some.dictionaries(
            some.sampled_from(["form", "system", "sheet"]), some.sampled_from([*RESULTS, None])
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_journey_is_in_one_class_whatever_is_recorded(
    told: list[dict[str, str | None]],
) -> None:
    made = Records()
    made.covers("form", date(2023, 4, 1))
    for number, said in enumerate(told):
        made.journey(f"J{number}")
        for source, result in said.items():
            made.says(f"J{number}", source, result)
    with reconciled_by(made, by=("source", "month")) as found:
        assert sum(counted(found, name) for name in CLASSES) == len(told)
        for name in CLASSES:
            assert counted(found, name, "month", "2024-03") == counted(found, name)
        for source in found.said.sources:
            spoke = sum(source in said for said in told)
            by_source = [c for c in found.counts if c.group == source and c.part == "class"]
            assert sum(one.number for one in by_source) == spoke


def test_a_unit_counts_those_below_it() -> None:
    made = Records()
    for unit, parent in (("force", None), ("north", "force"), ("team", "north")):
        row = {"unit_id": unit, "parent_id": parent, "name": unit, "kind": "team"}
        made.rows["units"].append(row)
    made.journey("J1", unit_id="team", officer_id="O1")
    made.journey("J2", unit_id="north", officer_id="O1")
    made.journey("J3")
    for name in ("J1", "J2", "J3"):
        made.says(name, "form", "accepted")
    with reconciled_by(made, by=("unit", "officer")) as found:
        told = {(c.by, c.group): c.number for c in found.counts if c.name == "single source"}
    assert told == {
        (None, None): 3,
        ("unit", "force"): 2,
        ("unit", "north"): 2,
        ("unit", "team"): 1,
        ("officer", "O1"): 2,
        ("officer", "not recorded"): 1,
        ("unit", "not recorded"): 1,
    }


def test_records_to_mend_begin_with_contradictions_open_and_enhanced() -> None:
    made = Records()
    closed = date(2024, 4, 1)
    made.journey("late", closed=closed)
    made.says("late", "form", "accepted", on=date(2024, 4, 20))
    made.journey("taken")
    made.says("taken", "form", "done", kind=TAKEN)
    for name, enhanced, ended, day in (
        ("old", None, None, 1),
        ("new", None, None, 9),
        ("enhanced", date(2024, 3, 1), None, 1),
        ("closed", date(2024, 3, 1), closed, 9),
    ):
        made.journey(name, closed=ended, enhanced_on=enhanced)
        made.says(name, "form", "declined")
        made.says(name, "system", "not_asked", on=date(2024, 3, day))
    made.journey("fine")
    made.says("fine", "form", "accepted")
    with reconciled_by(made, first=9) as found:
        order = [record.journey_id for record in found.mend]
        assert order == ["enhanced", "new", "old", "closed", "taken", "late"]
        assert found.to_mend == 6
        assert found.mend[0].reason == (
            "Sources contradict one another: form says declined, system says not asked; declined "
            "marked as not offered; the investigation is open, enhanced rights, last record on "
            "2024-03-01."
        )
        assert found.mend[-1].reason == (
            "Form says accepted; dated after the file closed; closed on 2024-04-01, last record "
            "on 2024-04-20."
        )


def test_a_source_is_out_of_reach_of_many_like_journeys_of_which_it_never_speaks() -> None:
    made = Records()
    for number in range(500):
        charged = number < 250
        name = f"J{number:03}"
        made.journey(name, closed=date(2024, 5, 1), pathway="attended")
        made.says(name, "system", "not_asked")
        if charged:
            made.says(name, "court", None, kind="suspect.charged")
        if charged and number % 5:
            made.says(name, "sheet", "accepted")
    with reconciled_by(made) as found:
        codes = found.said.rows("SELECT charged, s1, count(*) FROM reconciled GROUP BY ALL")
        known = found.said.question.fact.words
        told = {(charged, known[int(str(code))]): n for charged, code, n in codes}
        assert found.said.sources == ("system", "sheet")
        assert told == {
            (True, "accepted"): 200,
            (True, "blank"): 50,
            (False, "out_of_reach"): 250,
        }
        assert any("sheet says nothing of any of 250 journeys" in note for note in found.notes)


def test_groups_that_cannot_be_had_are_refused() -> None:
    made = Records()
    made.journey("J1")
    made.says("J1", "form", "accepted")
    with (
        pytest.raises(Refused, match="Cannot group by planet, moon: --by takes source, unit"),
        reconciled_by(made, by=("unit", "planet", "moon")),
    ):
        pass
