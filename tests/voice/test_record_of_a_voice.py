"""What the record says for one victim on the day of the answer, and in which group a voice is."""

from datetime import date
from typing import Any

import pytest

from touchpoint.errors import Refused
from touchpoint.voice.instrument import Records
from touchpoint.voice.reading import shipped
from touchpoint.voice.recorded import OnRecord, by_duty, by_journey, by_verdicts
from touchpoint.voice.voices import Voice, read_dimensions, voices_of

DAY = date(2024, 3, 1)


def verdict(due: date | None, done: date | None, state: str) -> dict[str, Any]:
    return {"due_on": due, "done_on": done, "state": state}


KEPT = verdict(date(2024, 2, 1), date(2024, 1, 30), "met")
LATE = verdict(date(2024, 2, 1), date(2024, 2, 3), "late")
MISSED = verdict(date(2024, 2, 1), None, "missed")
LATER = verdict(date(2024, 4, 1), None, "waiting")
MISSED_LATER = verdict(date(2024, 4, 1), None, "missed")
LATE_AND_DONE_LATER = verdict(date(2024, 2, 1), date(2024, 3, 5), "late")
EXCUSED = verdict(date(2024, 2, 1), None, "excused")
UNTOLD = verdict(None, None, "cannot_tell")


@pytest.mark.parametrize(
    ("verdicts", "says"),
    [
        ([], "not_owed"),
        ([KEPT], "yes"),
        ([KEPT, LATE], "no"),
        ([MISSED], "no"),
        ([LATER], "not_owed"),
        ([KEPT, LATER], "yes"),
        ([KEPT, MISSED_LATER], "yes"),
        ([LATE_AND_DONE_LATER], "no"),
        ([EXCUSED], "unsure"),
        ([KEPT, EXCUSED], "yes"),
        ([UNTOLD], "cannot_tell"),
        ([verdict(None, date(2024, 2, 1), "met")], "yes"),
        ([verdict(date(2024, 3, 1), None, "missed")], "not_owed"),  # due on the day itself
    ],
)
def test_verdicts_are_read_as_they_stood_on_the_day(
    verdicts: list[dict[str, Any]], says: Records
) -> None:
    assert by_verdicts(verdicts, DAY) == says


def voice(journey: str | None = "J1") -> Voice:
    return Voice(
        response="R1",
        journey=journey,
        day=DAY,
        reported_on=date(2024, 1, 5),
        weight=None,
        groups=(),
    )


def touch(kind: str, day: date, result: str | None = "done") -> dict[str, Any]:
    return {"journey_id": "J1", "kind": kind, "result": result, "happened_on": day}


def test_what_happened_after_the_answer_is_not_on_the_record_yet() -> None:
    question = shipped().named("needs_asked")
    after = OnRecord(touches=by_journey([touch("needs.assessed", date(2024, 3, 2))]))
    on_the_day = OnRecord(touches=by_journey([touch("needs.assessed", DAY)]))
    assert after.says(voice(), question) == "no"
    assert on_the_day.says(voice(), question) == "yes"


def test_what_no_source_covers_cannot_be_told() -> None:
    question = shipped().named("needs_asked")
    row = {"kind": "needs.assessed", "from_on": date(2024, 2, 1), "to_on": None}
    assert OnRecord(coverage=(row,)).says(voice(), question) == "cannot_tell"
    assert OnRecord(coverage=(row | {"from_on": date(2024, 1, 1)},)).says(voice(), question) == "no"
    other = row | {"kind": "text.sent", "from_on": date(2023, 1, 1)}
    assert OnRecord(coverage=(other,)).says(voice(), question) == "cannot_tell"
    assert OnRecord().says(voice(), question) == "no"


def test_verdicts_are_those_of_the_duty_that_the_question_touches() -> None:
    question = shipped().named("kept_informed")
    rows = [{"journey_id": "J1", "duty_id": "R6.ARREST", **MISSED}]
    rows += [{"journey_id": "J1", "duty_id": "R6.CONTACT", **KEPT}]
    record = OnRecord(verdicts=by_duty(rows))
    assert record.says(voice(), question) == "yes"
    assert record.says(voice(None), question) == "not_owed"


UNITS: list[dict[str, Any]] = [
    {"unit_id": "F", "parent_id": None, "kind": "force"},
    {"unit_id": "A", "parent_id": "F", "kind": "area"},
    {"unit_id": "T", "parent_id": "A", "kind": "team"},
    {"unit_id": "X", "parent_id": "X", "kind": "team"},
]
ROW: dict[str, Any] = {
    "response_id": "R1", "journey_id": "J1", "answered_on": DAY, "reported_on": DAY, "weight": 2.0,
    "survey": "S", "wave": None, "mode": "telephone", "stratum": "violence",
    "pathway": "attended", "offence_group": "violence", "unit_id": "T", "sex": None,
    "ethnicity": "", "disability": "no", "age": 17, "enhanced_on": None, "is_enhanced": True,
}  # fmt: skip


def groups(by: str, **more: object) -> tuple[str, ...]:
    return voices_of([ROW | more], [], read_dimensions(by, UNITS))[0].groups


def test_a_voice_is_in_the_groups_of_its_response_and_of_its_journey() -> None:
    assert groups("survey,pathway,quarter") == ("S", "attended", "2023-24Q4")
    assert groups("month,wave,sex,ethnicity") == ("2024-03", *["not recorded"] * 3)
    assert groups("age_band,basis") == ("under 18", "enhanced")
    assert groups("age_band,basis", age=75, enhanced_on=date(2024, 3, 2)) == (
        "75 and over",
        "standard",
    )
    assert groups("pathway,stratum", journey_id=None) == ("not linked", "violence")


@pytest.mark.parametrize("weight", [None, float("nan"), float("inf"), 0.0, -1.0])
def test_a_weight_that_is_no_finite_number_above_nothing_is_none(weight: float | None) -> None:
    assert voices_of([ROW | {"weight": weight}], [], ())[0].weight is None
    assert voices_of([ROW], [], ())[0].weight == 2.0


def test_units_are_found_at_any_level_of_the_tree() -> None:
    assert groups("unit,unit:area,unit:force,unit:command") == ("T", "A", "F", "not recorded")
    assert groups("unit:area", unit_id=None) == ("not recorded",)
    assert groups("unit:area", unit_id="X") == ("not recorded",)  # a unit that is its own parent


def test_dimensions_that_are_none_are_all_named() -> None:
    with pytest.raises(Refused) as refusal:
        read_dimensions("colour,unit:planet,survey,survey", UNITS)
    assert len(refusal.value.faults) == 3
