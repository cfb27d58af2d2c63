"""What each source says of a journey: yes, no, blank and uncovered are four things."""

from datetime import date

import pytest
from recorded import AS_AT, OFFERED, TAKEN, Records, reconciled_by, words

from touchpoint.errors import Refused
from touchpoint.extracts.reconciling import Reconciled, journey_batches, rows_of


def first_yes(found: Reconciled) -> object:
    """How often the first source says yes."""
    return next(row["numerator"] for row in rows_of(found) if row["part"] == "naive")


@pytest.fixture
def records() -> Records:
    """One journey of March 2024 that a form records in time, with a system beside it."""
    made = Records()
    made.journey("J1", closed=date(2024, 4, 30))
    made.says("J1", "form", "not_asked")
    made.covers("form", date(2023, 4, 1))
    return made


def test_a_source_that_covers_a_journey_and_says_nothing_is_blank(records: Records) -> None:
    records.covers("system", date(2023, 4, 1))
    with reconciled_by(records) as found:
        assert words(found) == {"J1": {"form": "not_asked", "system": "blank"}}


@pytest.mark.parametrize(
    ("begun", "ended", "said"),
    [
        (date(2024, 4, 30), None, "blank"),  # from the last day of the investigation
        (date(2024, 5, 1), None, "uncovered"),  # from the day after
        (date(2023, 4, 1), date(2024, 3, 1), "blank"),  # until the day of the report
        (date(2023, 4, 1), date(2024, 2, 29), "uncovered"),  # until the day before
    ],
)
def test_coverage_counts_from_the_report_to_the_closing_with_both_days(
    records: Records, begun: date, ended: date | None, said: str
) -> None:
    records.covers("system", begun, ended)
    with reconciled_by(records) as found:
        assert words(found)["J1"]["system"] == said


def test_an_open_investigation_is_covered_until_the_as_at_day() -> None:
    made = Records()
    made.journey("J1")
    made.says("J1", "form", "accepted")
    made.covers("system", date(2024, 6, 1))
    with reconciled_by(made) as found:
        assert words(found)["J1"]["system"] == "blank"


def test_a_source_that_begins_after_the_as_at_day_is_no_source() -> None:
    made = Records()
    made.journey("J1")
    made.says("J1", "form", "accepted")
    made.covers("form", date(2023, 4, 1))
    made.covers("system", date(2024, 6, 1))
    with reconciled_by(made, as_at=date(2024, 5, 31)) as found:
        assert found.said.sources == ("form",)


def test_coverage_of_another_kind_is_no_claim_to_record_the_fact(records: Records) -> None:
    records.covers("system", date(2023, 4, 1), kind=TAKEN)
    records.journey("J2")
    records.says("J2", "system", "done", kind=TAKEN)
    with reconciled_by(records) as found:
        assert words(found)["J1"]["system"] == "uncovered"
        assert words(found)["J2"]["system"] == "accepted"


def test_what_an_uncovered_source_says_counts(records: Records) -> None:
    records.says("J1", "letter", "declined")
    with reconciled_by(records) as found:
        assert words(found)["J1"]["letter"] == "declined"


def test_without_coverage_rows_every_source_that_appears_covers_everything() -> None:
    made = Records()
    made.journey("J1")
    made.journey("J2")
    made.says("J1", "form", "accepted")
    made.says("J2", "system", "accepted")
    with reconciled_by(made) as found:
        assert words(found)["J1"] == {"form": "accepted", "system": "blank"}
        assert "no coverage rows" in found.notes[0]


def test_a_statement_taken_counts_as_one_offered(records: Records) -> None:
    records.says("J1", "system", "done", kind=TAKEN)
    records.says("J1", "sheet", None, kind=TAKEN)
    records.says("J1", "letter", "not_asked", kind=TAKEN)
    with reconciled_by(records) as found:
        assert words(found)["J1"] == {
            "form": "not_asked",
            "sheet": "accepted",
            "system": "accepted",
        }


def test_a_replaced_touchpoint_counts_nowhere(records: Records) -> None:
    wrong = records.says("J1", "system", "accepted")
    records.says("J1", "system", "declined", replaces=wrong)
    with reconciled_by(records) as found:
        assert words(found)["J1"]["system"] == "declined"


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (["not_asked", "declined"], "declined"),
        (["deferred", "accepted"], "accepted"),
        (["accepted", "not_asked"], "accepted"),
        (["unable", None], "open"),
        (["no_contact", "not_asked"], "no_contact"),
    ],
)
def test_of_several_records_of_one_source_the_most_telling_is_its_word(
    results: list[str | None], said: str
) -> None:
    made = Records()
    made.journey("J1")
    for result in results:
        made.says("J1", "system", result)
    with reconciled_by(made) as found:
        assert words(found) == {"J1": {"system": said}}


def test_nothing_after_the_as_at_day_counts(records: Records) -> None:
    records.says("J1", "form", "accepted", on=date(2024, 7, 1))
    records.journey("J2", reported=date(2024, 7, 1))
    with reconciled_by(records) as found:
        assert words(found) == {"J1": {"form": "not_asked"}}


def test_the_period_is_of_reports_and_holds_both_its_days() -> None:
    made = Records()
    for number in range(1, 6):
        made.journey(f"J{number}", reported=date(2024, 3, number))
        made.says(f"J{number}", "form", "accepted")
    with reconciled_by(made, from_on=date(2024, 3, 2), to_on=date(2024, 3, 4)) as found:
        assert sorted(words(found)) == ["J2", "J3", "J4"]


def test_an_assessment_that_was_declined_did_not_happen_though_an_offer_did() -> None:
    made = Records()
    made.journey("J1")
    made.says("J1", "form", "declined", kind="needs.assessed")
    made.says("J1", "form", "declined")
    with reconciled_by(made, fact="needs.assessed") as found:
        assert first_yes(found) == 0
    with reconciled_by(made, fact=OFFERED) as found:
        assert first_yes(found) == 1


def test_names_of_sources_may_hold_any_marks() -> None:
    made = Records()
    made.journey("J1")
    made.says("J1", "O'Brien's \"sheet\"; --", "accepted")
    with reconciled_by(made) as found:
        assert words(found) == {"J1": {"O'Brien's \"sheet\"; --": "accepted"}}
        told = [row for batch in journey_batches(found.said) for row in batch.to_pylist()]
    assert told[0]["source"] == "O'Brien's \"sheet\"; --"


def test_a_result_that_is_no_word_says_nothing_and_is_told(records: Records) -> None:
    records.says("J1", "system", "Y?")
    with reconciled_by(records) as found:
        assert words(found) == {"J1": {"form": "not_asked"}}
        assert any("1 touchpoint has a result that is no word" in note for note in found.notes)


def test_each_journey_is_told_with_each_source(records: Records) -> None:
    records.says("J1", "system", "declined", on=date(2024, 5, 2))
    with reconciled_by(records) as found:
        told = [row for batch in journey_batches(found.said) for row in batch.to_pylist()]
    signs = "declined marked as not offered; dated after the file closed"
    both = {"journey_id": "J1", "class": "contradiction", "signs": signs}
    assert sorted(told, key=lambda row: str(row["source"])) == [
        {"source": "form", "says": "not_asked", **both},
        {"source": "system", "says": "declined", **both},
    ]


def test_what_cannot_be_asked_is_refused_in_a_sentence(records: Records) -> None:
    for fact, said in (
        ("statment.offered", "Did you mean statement.offered"),
        ("appeal.lodged", "No source of this ledger records appeal.lodged"),
    ):
        with pytest.raises(Refused, match=said), reconciled_by(records, fact=fact):
            pass
    with (
        pytest.raises(Refused, match="No investigation of this ledger"),
        reconciled_by(records, from_on=date(2024, 5, 1), to_on=AS_AT),
    ):
        pass
    with (
        pytest.raises(Refused, match="before it begins"),
        reconciled_by(records, from_on=AS_AT, to_on=date(2024, 1, 1)),
    ):
        pass


@pytest.mark.parametrize("result", [None, ""])
def test_an_empty_result_is_left_open_and_is_no_unknown_word(
    records: Records, result: str | None
) -> None:
    records.journey("J2")
    records.says("J2", "form", result)
    records.journey("J3")
    records.says("J3", "form", result, kind=TAKEN)
    with reconciled_by(records) as found:
        assert words(found) == {
            "J1": {"form": "not_asked"},
            "J2": {"form": "open"},
            "J3": {"form": "accepted"},
        }
        assert found.said.unreadable == 0
