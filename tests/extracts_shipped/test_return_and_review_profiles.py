"""A provider's return and a dip-sample: figures with reasons, findings with their reviewer."""

from datetime import date

from made_up_force import force, refused, rows


def figures(indicator: str, area: str) -> list[tuple[object, ...]]:
    return rows(
        "SELECT from_on, to_on, value, note FROM returns "
        "WHERE indicator = ? AND area = ? ORDER BY from_on",
        indicator,
        area,
    )


def test_each_quarter_of_a_return_is_a_figure_of_its_own() -> None:
    assert figures("Referrals received", "North") == [
        (date(2023, 10, 1), date(2023, 12, 31), 412, None),
        (date(2024, 1, 1), date(2024, 3, 31), 398, None),
        (date(2024, 4, 1), date(2024, 6, 30), 1021, None),
    ]


def test_a_figure_that_is_missing_has_its_reason_and_is_no_nought() -> None:
    assert [told[2:] for told in figures("Referrals received", "South")] == [
        (377, None),
        (None, "..: not returned"),
        (405, None),
    ]
    assert [told[2:] for told in figures("Conferences held", "All")] == [
        (None, "[c]: too small to show"),
        (6, None),
        (None, "[c]: too small to show"),
    ]


def test_a_percentage_of_a_return_is_a_share() -> None:
    shares = [told[2] for told in figures("Satisfied with the service (%)", "North")]
    assert shares == [0.91, 0.93, 0.92]


def test_the_total_of_a_return_is_no_figure() -> None:
    counts = force().loads["provider-return"].counts
    assert (counts.read, counts.loaded, counts.refused) == (9, 9, 0)
    assert rows("SELECT count(*) FROM returns") == [(27,)]


def findings(of: str) -> dict[object, object]:
    held = rows("SELECT question, verdict FROM reviews WHERE review_id LIKE ?", f"2024-05/{of}/%")
    return {question: verdict for question, verdict in held}  # noqa: C416 - rows are tuples of any length


def test_each_criterion_of_a_reading_is_a_finding() -> None:
    assert findings("99/0101/24/A01") == {
        "needs_assessed": "yes",
        "statement_offered": "yes",
        "victim_updated": "yes",
        "rights_explained": "yes",
        "closure_discussed": "not_applicable",
    }
    assert findings("99/0103/24/A01") == {
        "needs_assessed": "no",
        "statement_offered": "no",
        "victim_updated": "not_applicable",
        "rights_explained": "cannot_tell",
        "closure_discussed": "no",
    }


def test_a_second_reading_is_told_from_the_first() -> None:
    assert findings("99/0105/24/A02")["statement_offered"] == "cannot_tell"
    assert findings("99/0105/24/A01")["statement_offered"] == "yes"
    held = rows(
        "SELECT DISTINCT reviewer_id, second, reviewed_on FROM reviews "
        "WHERE investigation_id = '99/0105/24' ORDER BY 1"
    )
    assert held == [("A01", True, date(2024, 6, 5)), ("A02", False, date(2024, 6, 4))]


def test_a_finding_of_a_crime_that_is_not_in_the_ledger_is_refused() -> None:
    assert refused("dip-sample") == ("Row 12, Crime Ref: no investigation of the ledger fits.",)
