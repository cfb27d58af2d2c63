"""Survey files of a firm, Qualtrics, SurveyMonkey and LimeSurvey become responses and answers."""

from datetime import date

import pytest
from made_up_force import force, rows


def response(name: str) -> tuple[object, ...]:
    (found,) = rows(
        "SELECT survey_id, wave, journey_id, answered_on, mode, weight FROM responses "
        "WHERE response_id = ?",
        name,
    )
    return found


def answers(name: str) -> dict[object, tuple[object, object]]:
    found = rows(
        "SELECT question, coalesce(text, value), number FROM answers WHERE response_id = ?", name
    )
    return {question: (said, number) for question, said, number in found}


@pytest.mark.parametrize("profile", ["survey-waves", "qualtrics", "surveymonkey", "limesurvey"])
def test_no_row_of_a_survey_is_refused(profile: str) -> None:
    assert force().loads[profile].counts.refused == 0


def test_a_wave_with_labels() -> None:
    day = date(2024, 5, 28)
    whose = ("99/0102/24-V1", day, "telephone", 0.84)
    assert response("W1-0001") == ("aggregate", "2024-25 Q1", *whose)
    comment = "Made-up comment: I had to ring to hear that it was closed."
    assert answers("W1-0001") == {
        "contact": ("fairly_satisfied", 5),
        "actions": ("very_dissatisfied", 2),
        "follow_up": ("completely_dissatisfied", 1),
        "treatment": ("very_satisfied", 6),
        "whole": ("fairly_dissatisfied", 3),
        "economically_active": ("yes", None),
        "comment": (comment, None),
    }


def test_a_wave_with_codes_is_turned_so_that_seven_is_best() -> None:
    assert answers("W2-0002") == {
        "contact": ("very_satisfied", 6),
        "actions": ("fairly_satisfied", 5),
        "follow_up": ("fairly_satisfied", 5),
        "treatment": ("completely_satisfied", 7),
        "whole": ("very_satisfied", 6),
        "economically_active": ("yes", None),
    }


def test_an_answer_outside_the_scale_is_kept_as_a_word_without_a_number() -> None:
    assert answers("W1-0003")["follow_up"] == ("not_applicable", None)
    assert answers("W1-0006")["actions"] == ("dont_know", None)
    assert answers("W2-0003")["follow_up"] == ("dont_know", None)


def test_an_interview_whose_crime_cannot_be_traced_is_still_an_interview() -> None:
    assert response("W2-0004")[2] is None
    assert answers("W2-0004")["contact"] == ("completely_satisfied", 7)


def test_qualtrics_previews_and_unfinished_interviews_are_passed_over() -> None:
    held = rows("SELECT response_id FROM responses WHERE response_id LIKE 'R!_%' ESCAPE '!'")
    kept = {f"R_MadeUpSample0{number}" for number in (2, 3, 4, 6, 7, 8)}
    assert {name for (name,) in held} == kept
    assert force().loads["qualtrics"].counts.read == 8


def test_a_finished_interview_of_qualtrics() -> None:
    day = date(2024, 6, 24)
    whose = ("online", None, "99/0104/24-V1", day, "online", None)
    assert response("R_MadeUpSample03") == whose
    assert answers("R_MadeUpSample03") == {
        "contact": ("fairly_dissatisfied", 3),
        "actions": ("very_dissatisfied", 2),
        "follow_up": ("completely_dissatisfied", 1),
        "treatment": ("fairly_satisfied", 5),
        "whole": ("very_dissatisfied", 2),
        "comment": ("Made-up comment,\nover two lines.", None),
    }
    assert answers("R_MadeUpSample04")["follow_up"] == ("not_applicable", None)
    assert response("R_MadeUpSample07")[2] is None


def test_ticks_of_surveymonkey_are_answers_and_no_tick_is_none() -> None:
    told = {name for name in answers("11800000003") if str(name).startswith("told")}
    assert told == {"told_of_the_code", "told_of_support"}
    assert answers("11800000004")["told_of_other"] == ("A leaflet", None)
    assert not any(str(name).startswith("told") for name in answers("11800000002"))


def test_an_interview_of_surveymonkey_is_read_month_first() -> None:
    day = date(2024, 6, 11)
    assert response("11800000002") == ("online", None, "99/0102/24-V1", day, "online", None)
    assert answers("11800000002")["whole"] == ("fairly_dissatisfied", 3)
    assert answers("11800000002")["comment"] == ("Made-up comment.", None)


def test_limesurvey_codes_are_answers_and_what_was_not_handed_in_is_passed_over() -> None:
    held = rows("SELECT count(*) FROM responses WHERE response_id LIKE 'limesurvey%'")
    assert held == [(7,)]
    assert answers("limesurvey-1") == {
        "contact": ("very_satisfied", 6),
        "actions": ("fairly_satisfied", 5),
        "follow_up": ("neither", 4),
        "treatment": ("completely_satisfied", 7),
        "whole": ("fairly_satisfied", 5),
        "updated_by": ("officer_rang", None),
    }
    assert answers("limesurvey-5")["updated_by"] == ("other", None)
    assert answers("limesurvey-5")["updated_by_other"] == ("My sister rang", None)
    comment = answers("limesurvey-3")["comment"]
    assert comment == ("Made-up comment; with a semicolon.", None)
