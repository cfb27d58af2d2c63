"""The three exports of a crime system make what a person would make of their samples by hand."""

from datetime import date

from made_up_force import detail_of, force, made_of, refused, rows


def test_every_investigation_is_loaded_and_title_and_footer_are_not() -> None:
    counts = force().loads["crime-investigations"].counts
    assert (counts.read, counts.loaded, counts.refused) == (12, 12, 0)


def test_an_investigation_is_what_its_row_says() -> None:
    said = rows(
        "SELECT reference, offence_code, marks, victim_based, "
        "strftime(reported_at::TIMESTAMPTZ, '%d/%m/%Y %H:%M'), pathway, unit_id, outcome, "
        "closed_on FROM investigations ORDER BY reference"
    )
    assert said[0] == (
        *("99/0101/24", "8N", ["domestic_abuse", "violence"], True, "02/04/2024 21:15"),
        *("Domestic abuse team", "North / DAIT North", "1", None),
    )
    assert said[3] == (
        *("99/0104/24", "8Q", ["domestic_abuse", "stalking"], True, "09/04/2024 10:45"),
        *("Domestic abuse team", "North / DAIT North", "16", date(2024, 5, 20)),
    )
    assert said[5] == (
        *("99/0106/24", "92E/1", [], False, "16/04/2024 23:55"),
        *("Attended", "South / Response South", "8", date(2024, 4, 18)),
    )


def test_a_report_without_a_time_counts_from_the_start_of_its_day() -> None:
    assert rows(
        "SELECT strftime(reported_at::TIMESTAMPTZ, '%d/%m/%Y %H:%M'), reported_on "
        "FROM investigations WHERE reference = '99/0105/24'"
    ) == [("15/04/2024 00:00", date(2024, 4, 15))]


def test_a_team_stands_below_its_area() -> None:
    held = rows("SELECT unit_id, parent_id, kind FROM units ORDER BY unit_id")
    assert ("North", None, "area") in held
    assert ("North / CID North", "North", "team") in held
    assert len(held) == 8


def test_the_state_is_no_victim() -> None:
    assert rows("SELECT count(*) FROM journeys WHERE investigation_id = '99/0106/24'") == [(0,)]
    assert rows("SELECT count(*) FROM journeys") == [(14,)]


def test_journeys_are_what_the_rows_of_victims_say() -> None:
    said = {
        journey: told
        for journey, *told in rows(
            "SELECT journey_id, person_id, role, age, language, enhanced_on, enhanced_basis "
            "FROM journeys"
        )
    }
    bases = ["intimidated", "persistently_targeted"]
    assert said["99/0104/24-V1"] == ["P0001", "direct", 34, "English", date(2024, 4, 9), bases]
    assert said["99/0102/24-V2"] == ["P0003", "direct", 40, "English", None, []]
    assert said["99/0111/24-V2"] == ["P0012", "parent_or_guardian", 38, "English", None, []]
    assert said["99/0112/24-V1"] == [None, "business", None, "English", None, []]


def test_letters_outside_english_survive_the_encoding_of_windows() -> None:
    found = rows("SELECT given_name, family_name FROM identities WHERE journey_id LIKE '%02/24-V2'")
    assert found == [("Zoë", "SAMPLE")]


def test_a_business_has_no_identity() -> None:
    assert rows("SELECT count(*) FROM identities WHERE family_name LIKE '%Stores%'") == [(0,)]


def test_touchpoints_of_a_victim_whose_fields_are_all_filled() -> None:
    whose = "99/0101/24-V1"
    assert made_of("crime-victims", 2) == {
        (whose, "crime.reported", "02/04/2024 21:15", None),
        (whose, "crime.recorded", "02/04/2024 23:40", None),
        (whose, "needs.assessed", "03/04/2024 11:20", "done"),
        (whose, "enhanced.decided", "03/04/2024 23:59", None),
        (whose, "referral.offered", "02/04/2024 21:15", "accepted"),
        (whose, "referral.sent", "04/04/2024 23:59", None),
        (whose, "contact.agreed", "03/04/2024 23:59", None),
        (whose, "statement.offered", "10/04/2024 23:59", "accepted"),
    }
    assert detail_of("crime-victims", 2, "contact.agreed") == (
        "phone",
        '{"every_days": 7, "method": "phone"}',
    )


def test_no_in_the_statement_field_is_not_asked_and_not_declined() -> None:
    whose = "99/0102/24-V1"
    assert made_of("crime-victims", 3) == {
        (whose, "crime.reported", "03/04/2024 08:10", None),
        (whose, "crime.recorded", "03/04/2024 09:05", None),
        (whose, "referral.offered", "03/04/2024 08:10", "declined"),
        (whose, "statement.offered", "03/04/2024 23:59", "not_asked"),
    }


def test_an_assessment_that_was_declined_in_words_is_kept_as_declined() -> None:
    whose = "99/0105/24-V2"
    assert (whose, "needs.assessed", "16/04/2024 23:59", "declined") in made_of("crime-victims", 8)


def test_a_crime_against_the_state_makes_no_touchpoint() -> None:
    assert made_of("crime-victims", 9) == set()


def test_an_entry_about_the_case_belongs_to_every_victim_of_it() -> None:
    assert made_of("crime-enquiry-log", 9) == {
        ("99/0102/24-V1", "investigation.filed", "12/04/2024 00:00", None),
        ("99/0102/24-V2", "investigation.filed", "12/04/2024 00:00", None),
    }


def test_an_entry_about_one_victim_belongs_to_that_victim() -> None:
    assert made_of("crime-enquiry-log", 10) == {
        ("99/0102/24-V1", "victim.told", "15/04/2024 09:10", None)
    }
    assert detail_of("crime-enquiry-log", 10, "victim.told") == (
        "letter",
        '{"of": "investigation.filed"}',
    )


def test_a_risk_assessment_keeps_its_tool_grade_and_ticks() -> None:
    assert detail_of("crime-enquiry-log", 2, "risk.assessed") == (
        "in_person",
        '{"tool": "DASH", "grade": "high", "ticks": 16}',
    )


def test_an_update_that_reached_nobody_is_an_attempt() -> None:
    assert made_of("crime-enquiry-log", 14) == {
        ("99/0104/24-V1", "contact.attempted", "23/04/2024 17:00", "no_contact")
    }


def test_an_apostrophe_of_a_word_processor_is_an_apostrophe() -> None:
    assert detail_of("crime-enquiry-log", 16, "wishes.recorded") == (
        "in_person",
        '{"attested": "signed statement"}',
    )


def test_an_entry_of_a_crime_without_victims_or_of_an_unknown_victim_makes_nothing() -> None:
    assert made_of("crime-enquiry-log", 20) == set()
    assert made_of("crime-enquiry-log", 25) == set()
    told = " ".join(force().loads["crime-enquiry-log"].told)
    assert "2 rows fit no journey of the ledger" in told


def test_a_type_of_entry_that_no_list_has_refuses_its_row_alone() -> None:
    (reason,) = refused("crime-enquiry-log")
    assert reason.startswith("Row 28, Entry Type: 'Vic contact' is none of Suspect arrested,")
    counts = force().loads["crime-enquiry-log"].counts
    assert (counts.read, counts.loaded, counts.refused) == (27, 26, 1)
