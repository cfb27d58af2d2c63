"""Rows of a sheet become rows of the ledger or faults: by hand, and as a law for any table."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import ARREST, CRIME, FOUND, OFFER, OFFERED, Rows, clock, map_sheet

TWO_VICTIMS = "42/0002/24"


def test_words_mean_what_the_list_says_whatever_their_case_spaces_and_dashes(
    tmp_path: Path,
) -> None:
    words = ["Yes", " y ", "YES  \u2013 Declined", "no", "n/a", None, "Y?"]
    rows: Rows = [[str(n), CRIME, "05/03/2024", word] for n, word in enumerate(words)]
    done = map_sheet(tmp_path, OFFERED + FOUND + OFFER, ["Id", "Crime", "On", "Offered"], rows)
    assert [result for (result,) in done.rows("offer", "result")] == [
        *("accepted", "accepted", "declined", "not_asked"),
        *(None, None),
    ]
    assert done.faults == [
        "Row 8, Offered: 'Y?' is none of Yes, Y, Yes - declined, No, N/A or blank."
    ]


def test_any_other_word_may_have_a_meaning_or_say_nothing(tmp_path: Path) -> None:
    for other, result in (('"deferred"', "deferred"), ('"nothing"', None)):
        listed = OFFERED.replace("nothing =", f"otherwise = {other}\nnothing =")
        done = map_sheet(
            tmp_path,
            listed + FOUND + OFFER,
            ["Id", "Crime", "On", "Offered"],
            [["1", CRIME, "05/03/2024", "perhaps"]],
        )
        assert done.rows("offer", "result") == [(result,)]


def test_a_result_without_a_day_refuses_the_row_and_a_blank_row_makes_nothing(
    tmp_path: Path,
) -> None:
    rows: Rows = [
        ["1", CRIME, None, "Yes"],
        ["2", CRIME, None, "N/A"],
        ["3", "unknown", None, None],
    ]
    done = map_sheet(tmp_path, OFFERED + FOUND + OFFER, ["Id", "Crime", "On", "Offered"], rows)
    assert done.faults == ["Row 2, On: it is blank, so that it is not known when 'offer' happened."]
    assert done.rows("offer") == []
    assert set(done.keys) == {3, 4}


def test_every_reason_of_a_row_is_told_and_nothing_that_only_follows(tmp_path: Path) -> None:
    rows: Rows = [["1", None, "31/02/2024", "Maybe"]]
    done = map_sheet(tmp_path, OFFERED + FOUND + OFFER, ["Id", "Crime", "On", "Offered"], rows)
    assert done.faults == [
        "Row 2, Offered: 'Maybe' is none of Yes, Y, Yes - declined, No, N/A or blank.",
        "Row 2, On: '31/02/2024' is no date (read day first, like 31/12/2024).",
    ]


def test_a_journey_is_found_by_a_reference_without_regard_to_case_and_spaces(
    tmp_path: Path,
) -> None:
    rows: Rows = [["1", " 42 / 0001/24", "05/03/2024"], ["2", "42/9999/24", "05/03/2024"]]
    rows = [*rows, ["3", TWO_VICTIMS, "05/03/2024"], ["4", "", "05/03/2024"]]
    done = map_sheet(tmp_path, FOUND + ARREST, ["Id", "Crime", "On"], rows)
    assert done.rows("arrest", "row", "journey_id") == [(2, "J1")]
    assert done.faults == [
        "Row 3, Crime: no journey of the ledger fits.",
        "Row 4, Crime: 2 journeys of the ledger fit: one is needed.",
        "Row 5, Crime: it is blank, so that no journey can be found by it.",
    ]


def test_attempts_to_find_a_journey_are_tried_in_order(tmp_path: Path) -> None:
    find = (
        '[journey]\nfind = [{ person_id = "URN" }, { reference = "Crime", family_name = "Name" }]\n'
    )
    rows: Rows = [
        ["1", "P3", CRIME, "Example", "05/03/2024"],
        ["2", None, TWO_VICTIMS, "sample", "05/03/2024"],
    ]
    done = map_sheet(tmp_path, find + ARREST, ["Id", "URN", "Crime", "Name", "On"], rows)
    assert done.rows("arrest", "row", "journey_id") == [(2, "J3"), (3, "J2")]


def test_an_arrest_is_a_touchpoint_of_every_victims_journey(tmp_path: Path) -> None:
    each = FOUND + 'several = "each"\nmissing = "leave out"\n'
    rows: Rows = [["1", TWO_VICTIMS, "05/03/2024"], ["2", "42/9999/24", "05/03/2024"]]
    done = map_sheet(tmp_path, each + ARREST, ["Id", "Crime", "On"], rows)
    assert done.rows("arrest", "row", "part", "journey_id") == [(2, "J2", "J2"), (2, "J3", "J3")]
    assert done.faults == []
    assert done.mapped.told == (
        (
            "1 row fits no journey of the ledger, and what needs one was left out. "
            "Load the file again when the journey is there."
        ),
    )


def test_an_investigations_export_makes_investigations_with_marks(tmp_path: Path) -> None:
    profile = """
    [investigation]
    id = { join = ["Force", "Crime"], with = "-" }
    [words.marks]
    domestic_abuse = ["DA"]
    hate_crime = ["Hate"]
    nothing = ["none"]
    [investigations]
    reference = "Crime"
    offence_group = "Group"
    victim_based = "Victim based"
    marks.lists = [{ column = "Flags", split = ";", words = "marks" }, { flags.child = "Child" }]
    reported_at = { date = "Day", time = "Time" }
    closed_on = "Closed"
    """
    columns = ["Id", "Force", "Crime", "Group", "Victim based", "Flags", "Child", "Day"]
    columns += ["Time", "Closed"]
    rows: Rows = [
        ["1", "42", "C1", "Violence", "Y", "Hate; DA;", "Yes", "05/07/2024", "9.05 am", None],
        ["2", "42", "C2", "Theft", "no", "none", "N", "05/07/2024", None, "06/07/2024"],
        ["3", "42", "C3", "Theft", "Y", "DA;Sad", None, None, "09:00", "04/07/2024"],
        ["4", "42", "C4", "Theft", "Y", None, None, "05/07/2024", None, "04/07/2024"],
    ]
    done = map_sheet(tmp_path, profile, columns, rows, known=False)
    told = ("investigation_id", "marks", "victim_based", "reported_at", "reported_on")
    assert done.rows("investigations", *told) == [
        (
            "42-C1",
            ["child", "domestic_abuse", "hate_crime"],
            True,
            clock("2024-07-05 08:05:00"),
            date(2024, 7, 5),
        ),
        ("42-C2", [], False, clock("2024-07-04 23:00:00"), date(2024, 7, 5)),
    ]
    assert done.faults == [
        "Row 4, Flags: 'Sad' is none of DA, Hate, none or blank.",
        "Row 4, Time: there is a time, and Day is blank.",
        "Row 5, Closed: 04/07/2024 is before 05/07/2024, which is Day and Time.",
    ]


def test_a_time_beside_a_date_that_is_none_is_no_reason_of_its_own(tmp_path: Path) -> None:
    timed = ARREST.replace('"On"', '{ date = "On", time = "At" }')
    rows: Rows = [["1", CRIME, "13/13/2024", "09:00"], ["2", CRIME, None, "09:00"]]
    done = map_sheet(tmp_path, FOUND + timed, ["Id", "Crime", "On", "At"], rows)
    assert done.faults == [
        "Row 2, On: '13/13/2024' is no date (read day first, like 31/12/2024).",
        "Row 3, At: there is a time, and On is blank.",
    ]


def test_the_kind_and_the_detail_of_a_touchpoint_may_come_from_the_row(tmp_path: Path) -> None:
    profile = (
        FOUND
        + """
    [words.kinds]
    "victim.told" = ["Told of arrest"]
    "contact.agreed" = ["Plan"]
    nothing = ["Note"]
    [[touchpoints]]
    entry = "entry"
    kind = { column = "Type", words = "kinds" }
    when = "On"
    detail.of = { always = "suspect.arrested", if = { column = "Type", is = ["told of arrest"] } }
    detail.every_days = "Every"
    detail.method = "By"
    """
    )
    rows: Rows = [
        ["1", CRIME, "Told of arrest", "05/03/2024 10:00", None, None],
        ["2", CRIME, "plan", "05/03/2024 10:00", "28", 'by "phone"'],
        ["3", CRIME, "Note", "05/03/2024 10:00", None, None],
        ["4", CRIME, "Plan", "05/03/2024 10:00", "0", None],
    ]
    done = map_sheet(tmp_path, profile, ["Id", "Crime", "Type", "On", "Every", "By"], rows)
    found = [
        (kind, json.loads(str(detail))) for kind, detail in done.rows("entry", "kind", "detail")
    ]
    assert found == [
        ("victim.told", {"of": "suspect.arrested"}),
        ("contact.agreed", {"every_days": 28, "method": 'by "phone"'}),
    ]
    assert done.faults == ["Row 5, Every: 0 is no number of days above 0."]


def test_a_day_written_down_at_a_time_of_that_day_had_happened_by_then(tmp_path: Path) -> None:
    profile = FOUND + OFFERED + OFFER + 'recorded_at = "Recorded"\n'
    rows: Rows = [["1", CRIME, "05/03/2024", "Yes", "05/03/2024 10:00"]]
    rows = [*rows, ["2", CRIME, "05/03/2024", "Yes", "04/03/2024 10:00"]]
    done = map_sheet(tmp_path, profile, ["Id", "Crime", "On", "Offered", "Recorded"], rows)
    assert done.rows("offer", "happened_at") == [(clock("2024-03-05 10:00:00"),)]
    assert done.refused == {3}


SURVEY = """
[words.scale7]
7 = ["Completely satisfied", "7"]
1 = ["Completely dissatisfied", "1"]
nothing = ["Don't know"]
[journey]
find = { person_id = "Person" }
missing = "leave out"
[responses]
response_id = "Id"
survey_id = { always = "victims" }
answered_on = "On"
mode = { always = "telephone" }
[[answers]]
columns = { "Q1 'Contact'" = "contact", "Q2\\"Treatment\\"" = "treatment" }
number = { each = "cell", words = "scale7" }
value = { each = "cell" }
[[answers]]
columns = { matching = 'Q9.* - (.*)' }
text = { each = "cell" }
"""


def test_each_column_of_a_survey_is_one_answer(tmp_path: Path) -> None:
    columns = ["Id", "Person", "On", "Q1 'Contact'", 'Q2"Treatment"', "Q9 - why", "Q9 - how"]
    rows: Rows = [
        ["r1", "P1", "05/03/2024", "completely  satisfied", "Don\u2019t know", "Because", None],
        ["r2", "nobody", "06/03/2024", "1", None, None, None],
        ["r3", None, "06/03/2024", "8", None, None, None],
    ]
    done = map_sheet(tmp_path, SURVEY, columns, rows)
    assert done.rows("responses", "response_id", "journey_id", "answered_on") == [
        ("r1", "J1", date(2024, 3, 5)),
        ("r2", None, date(2024, 3, 6)),
    ]
    assert done.rows("answers.1", "response_id", "question", "value", "number") == [
        ("r1", "contact", "completely  satisfied", 7.0),
        ("r1", "treatment", "Don\u2019t know", None),
        ("r2", "contact", "1", 1.0),
    ]
    assert done.rows("answers.2", "question", "text") == [("why", "Because")]
    assert done.faults == [
        (
            "Row 4, Q1 'Contact': '8' is none of Completely satisfied, 7, "
            "Completely dissatisfied, 1, Don't know or blank."
        )
    ]


def test_a_return_has_a_figure_for_each_quarter_and_keeps_its_shorthand(tmp_path: Path) -> None:
    profile = """
    [shorthand]
    "[c]" = "too small to show"
    [[returns]]
    columns = { matching = '20.*Q\\d' }
    provider = { always = "Example Support" }
    service = { always = "advice" }
    indicator = "Indicator"
    from_on = { first_day_of = { each = "name" } }
    to_on = { last_day_of = { each = "name" } }
    value = { each = "cell" }
    note = { shorthand_of = { each = "cell" } }
    """
    columns = ["Id", "Indicator", "2024/25 Q1", "2024/25 Q4"]
    rows: Rows = [["1", "referrals", "1,204", "[C]"], ["2", "waiting", "[x]", None]]
    done = map_sheet(tmp_path, profile, columns, rows, known=False)
    assert done.rows("returns.1", "indicator", "from_on", "to_on", "value", "note") == [
        ("referrals", date(2024, 4, 1), date(2024, 6, 30), 1204.0, None),
        ("referrals", date(2025, 1, 1), date(2025, 3, 31), None, "[c]: too small to show"),
    ]
    assert done.faults == ["Row 3, 2024/25 Q1: '[x]' is no number."]


def test_a_dip_sample_has_a_finding_for_each_question(tmp_path: Path) -> None:
    profile = """
    [words.found]
    yes = ["Y"]
    no = ["N"]
    not_applicable = ["N/A"]
    [investigation]
    find = { reference = "Crime" }
    [[reviews]]
    columns = { "Updated?" = "updated", "VPS?" = "statement_offered" }
    review_id = { join = ["Id", { each = "name" }], with = "/" }
    sample_id = { always = "2024-06" }
    reviewer_id = "By"
    second = { always = false }
    reviewed_on = { always = 2024-07-01 }
    verdict = { each = "cell", words = "found" }
    """
    columns = ["Id", "Crime", "By", "Updated?", "VPS?"]
    rows: Rows = [
        ["1", CRIME, "R1", "Y", "n/a"],
        ["2", "none", "R1", "Y", None],
        ["3", CRIME, None, "N", None],
    ]
    done = map_sheet(tmp_path, profile, columns, rows)
    assert done.rows("reviews.1", "review_id", "investigation_id", "verdict") == [
        ("1/statement_offered", "I1", "not_applicable"),
        ("1/updated", "I1", "yes"),
    ]
    assert done.faults == [
        "Row 3, Crime: no investigation of the ledger fits.",
        "Row 4, By: it is blank, and a finding of a review cannot do without its reviewer.",
    ]


CELLS = st.sampled_from(
    [
        "05/03/2024",
        "31/02/2024",
        "2024-03-05",
        "",
        "Yes",
        "y?",
        "N/A",
        CRIME,
        TWO_VICTIMS,
        "J'1",
        "1,2",
    ]
)


@settings(max_examples=6, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=40))
def test_every_row_is_either_known_by_its_key_or_refused_with_a_reason(
    rows: list[list[str]],
) -> None:
    with TemporaryDirectory() as folder:
        done = map_sheet(
            Path(folder), OFFERED + FOUND + OFFER, ["Id", "Crime", "On", "Offered"], rows
        )
        kept = set(done.keys)
        assert kept | done.refused == set(range(2, len(rows) + 2))
        assert not kept & done.refused
        assert {row for (row,) in done.rows("offer", "row")} <= kept


def test_rows_tell_things_apart_only_where_the_name_is_the_key_of_the_row(tmp_path: Path) -> None:
    for crime, journey, apart in (
        ('"Id"', '{ join = ["Id", { always = "V1" }], with = "-" }', [True, True]),
        ('"Crime"', '{ join = ["Crime", "Id"], with = "-" }', [False, False]),
        ('"Crime"', '"Id"', [False, True]),
    ):
        profile = f"""
            investigation.id = {crime}
            journey.id = {journey}
            [investigations]
            reference = "Crime"
            offence_group = "Group"
            victim_based = {{ always = true }}
            reported_at = "On"
            [journeys]
        """
        row = ["1", CRIME, "Robbery", "05/03/2024"]
        done = map_sheet(tmp_path, profile, ["Id", "Crime", "Group", "On"], [row])
        assert [entry.one_a_row for entry in done.mapped.entries] == apart
