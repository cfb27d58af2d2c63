"""The sheet of statements, the witness system, the closure form and the messages, row by row."""

from datetime import date

from made_up_force import detail_of, force, made_of, refused, rows


def test_an_offer_and_a_statement_of_the_sheet() -> None:
    whose = "99/0101/24-V1"
    assert made_of("statement-spreadsheet", 5) == {
        (whose, "statement.offered", "10/04/2024 23:59", "accepted"),
        (whose, "statement.taken", "17/04/2024 23:59", "done"),
        (whose, "statement.preference", "17/04/2024 23:59", None),
    }
    told = detail_of("statement-spreadsheet", 5, "statement.preference")
    assert told == (None, '{"presented_by": "victim"}')


def test_declined_is_declined_however_the_sheet_writes_it() -> None:
    assert made_of("statement-spreadsheet", 7) == {
        ("99/0104/24-V1", "statement.offered", "09/04/2024 23:59", "declined")
    }
    assert made_of("statement-spreadsheet", 14) == {
        ("99/0111/24-V1", "statement.offered", "21/05/2024 23:59", "declined")
    }


def test_a_date_typed_as_text_is_read_day_first() -> None:
    whose = "99/0107/24-V1"
    taken = (whose, "statement.taken", "02/05/2024 23:59", "done")
    assert taken in made_of("statement-spreadsheet", 11)


def test_an_offer_without_a_day_counts_on_the_day_the_file_came() -> None:
    assert made_of("statement-spreadsheet", 12) == {
        ("99/0108/24-V1", "statement.offered", "02/05/2024 23:59", "accepted")
    }


def test_to_be_confirmed_says_nothing() -> None:
    assert made_of("statement-spreadsheet", 15) == set()


def test_the_sheet_refuses_what_cannot_be_known() -> None:
    assert refused("statement-spreadsheet") == (
        (
            "Row 9, Crime Ref, Victim Surname and Victim DOB: 2 journeys of the ledger fit: one is "
            "needed."
        ),
        (
            "Row 13, VPS offered?: 'Y?' is none of Y, Yes, Y - accepted, Y - declined, Declined, "
            "Offered - declined, Y - later, Later, N, No, tbc, ? or blank."
        ),
    )
    assert force().loads["statement-spreadsheet"].counts.read == 10


def test_news_from_the_court_keeps_the_day_on_which_the_unit_had_it() -> None:
    whose = "99/0101/24-V1"
    assert made_of("witness-system", 8) == {
        (whose, "case.decided", "16/05/2024 00:00", None),
        (whose, "victim.told", "17/05/2024 23:59", "no_contact"),
    }
    assert rows("SELECT received_on FROM touchpoints WHERE kind = 'case.decided'") == [
        (date(2024, 5, 17),)
    ]
    assert detail_of("witness-system", 8, "victim.told") == ("phone", '{"of": "case.decided"}')


def test_a_victim_is_told_of_news_and_not_of_what_was_done_with_them() -> None:
    whose = "99/0101/24-V1"
    assert made_of("witness-system", 3) == {
        (whose, "special_measures.discussed", "22/04/2024 23:59", None)
    }
    assert made_of("witness-system", 2) == {
        (whose, "hearing.listed", "05/04/2024 00:00", None),
        (whose, "victim.told", "08/04/2024 23:59", "done"),
    }


def test_a_witness_who_is_no_victim_is_passed_over_and_not_refused() -> None:
    assert made_of("witness-system", 12) == set()
    counts = force().loads["witness-system"].counts
    assert (counts.read, counts.loaded, counts.refused) == (13, 13, 0)


def test_a_closure_form_of_a_dissatisfied_victim() -> None:
    whose = "99/0102/24-V1"
    assert made_of("closure-form", 2) == {
        (whose, "closure.discussed", "12/04/2024 09:09", "done"),
        (whose, "dissatisfaction.raised", "12/04/2024 09:09", None),
        (whose, "statement.offered", "12/04/2024 09:09", "not_asked"),
        (whose, "referral.offered", "12/04/2024 09:09", "declined"),
    }
    told = '{"satisfied": false, "reason": "no_update"}'
    assert detail_of("closure-form", 2, "closure.discussed") == (None, told)
    raised = detail_of("closure-form", 2, "dissatisfaction.raised")
    assert raised == (None, '{"reason": "no_update"}')


def test_american_dates_of_the_form_are_read_month_first() -> None:
    closure = ("99/0109/24-V1", "closure.discussed", "08/05/2024 23:59", "done")
    assert closure in made_of("closure-form", 8)


def test_a_form_without_a_victims_number_is_taken_where_the_crime_has_one_victim() -> None:
    assert made_of("closure-form", 4) == {
        ("99/0103/24-V1", "closure.discussed", "13/04/2024 16:44", "no_contact"),
        ("99/0103/24-V1", "statement.offered", "13/04/2024 16:44", "not_asked"),
    }
    (reason,) = refused("closure-form")
    assert reason.startswith("Row 7, Crime reference number and Victim number")
    assert reason.endswith("2 journeys of the ledger fit: one is needed.")


def test_a_withdrawal_keeps_why_and_whether_going_on_without_was_considered() -> None:
    kinds = {kind for _, kind, _, _ in made_of("closure-form", 5)}
    assert {"support.withdrawn", "prosecution.considered"} <= kinds
    told = detail_of("closure-form", 5, "support.withdrawn")
    assert told == (None, '{"reason": "fear of reprisal"}')
    neither = detail_of("closure-form", 5, "closure.discussed")
    assert neither == (None, None)


def test_a_text_message_is_what_it_says_and_a_text_message() -> None:
    assert made_of("messaging-log", 3) == {
        ("99/0101/24-V1", "information.sent", "02/04/2024 22:40", "done"),
        ("99/0101/24-V1", "text.sent", "02/04/2024 22:40", "done"),
    }


def test_an_email_that_failed_reached_nobody_and_one_on_its_way_is_open() -> None:
    failed = ("99/0103/24-V1", "acknowledgement.sent", "05/04/2024 18:05", "no_contact")
    assert made_of("messaging-log", 6) == {failed}
    sending = ("99/0112/24-V1", "acknowledgement.sent", "04/06/2024 10:15", None)
    assert made_of("messaging-log", 16) == {sending}


def test_a_message_late_in_the_evening_by_utc_is_sent_on_the_next_local_day() -> None:
    assert made_of("messaging-log", 10) == {
        ("99/0105/24-V2", "information.sent", "16/04/2024 00:30", "done")
    }
    found = rows("SELECT happened_on FROM touchpoints WHERE source_ref LIKE '%messaging%row 10'")
    assert found == [(date(2024, 4, 16),)]


def test_a_template_that_says_nothing_is_still_a_text() -> None:
    assert made_of("messaging-log", 14) == {
        ("99/0110/24-V1", "text.sent", "24/06/2024 10:00", "done")
    }
