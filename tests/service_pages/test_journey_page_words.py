"""The words of the pages by themselves: due days, safe contact, every duty and every kind."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from touchpoint.ledger.vocabulary import KINDS, TOUCHPOINT_KINDS
from touchpoint.rights.code.duty import Unit
from touchpoint.rights.editions import held, in_force, with_local
from touchpoint.rights.proof.journey_record import JourneyRecord, fits
from touchpoint.service.journeys.kinds_of_roles import KINDS_OF_ROLES
from touchpoint.service.journeys.new_touchpoints import CHANNELS as KEPT_CHANNELS
from touchpoint.service.journeys.pages.telling.due_words import (
    counts_working_days,
    due_words,
    late_words,
    tagged,
)
from touchpoint.service.journeys.pages.telling.known import Known
from touchpoint.service.journeys.pages.telling.roadmap import roadmap
from touchpoint.service.journeys.pages.telling.safe_contact import Safety, safe_contact
from touchpoint.service.journeys.pages.words.channels import CHANNELS
from touchpoint.service.journeys.pages.words.happenings import HEADINGS
from touchpoint.service.journeys.pages.words.people import called
from touchpoint.service.journeys.pages.words.recordings import matcher_for, recording_of
from touchpoint.service.journeys.pages.words.tasks import task_of

SUNDAY = date(2026, 11, 29)
EDITIONS = [with_local(in_force()[0], "example-charter"), *held()]
DUTIES = {duty.id: duty for edition in EDITIONS for duty in edition.duties}


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 11, 30), "due tomorrow, Monday 30 November"),
        (date(2026, 11, 29), "due today"),
        (date(2026, 11, 27), "2 days late, was due Friday 27 November"),
        (date(2026, 11, 26), "1 working day late, was due Thursday 26 November"),
        (date(2026, 11, 24), "3 working days late, was due Tuesday 24 November"),
        (date(2026, 12, 4), "due Friday 4 December, in 5 working days"),
        (date(2027, 1, 4), "due Monday 4 January 2027, in 23 working days"),
        (None, "before the investigation closes"),
    ],
)
def test_a_due_day_is_said_as_people_say_it(due_on: date | None, words: str) -> None:
    assert due_words(due_on, SUNDAY) == words


def test_what_is_counted_in_days_is_late_by_days() -> None:
    assert late_words(date(2026, 11, 24), SUNDAY, working=False) == "5 days late"
    assert due_words(date(2026, 11, 24), SUNDAY, working=False).startswith("5 days late")


def test_which_days_are_counted_is_what_the_limit_of_the_duty_says() -> None:
    told = DUTIES["R6.ARREST"]
    assert told.standard
    assert counts_working_days(told)
    limit = replace(told.standard, unit=Unit.DAYS)
    assert not counts_working_days(replace(told, standard=limit, enhanced=limit))
    assert counts_working_days(None)


def test_a_bank_holiday_is_no_working_day_late() -> None:
    assert late_words(date(2026, 12, 24), date(2026, 12, 29)) == "1 working day late"


def test_the_tag_and_what_stands_after_it_say_it_once() -> None:
    said = tagged(date(2026, 11, 30), SUNDAY)
    assert (said.tag, said.rest) == ("Due tomorrow", "Monday 30 November")
    assert tagged(None, SUNDAY).tag == "To do"


def test_every_duty_that_can_be_recorded_says_what_to_do_for_every_person() -> None:
    for duty in DUTIES.values():
        task = task_of(duty, called("bereaved", 50).noun)
        assert "{" not in task.do
        assert len(task.short) <= 28, f"{duty.id} has no short name"
        if duty.recordable:
            assert task.do != duty.title, f"{duty.id} does not say what to do"
        for sexed in (" he ", " she ", " his ", " her "):
            assert sexed not in f" {task.do} "


def test_a_record_made_for_a_duty_meets_it() -> None:
    """By each kind that meets it, with the result that is done, and what its task says."""
    for duty in DUTIES.values():
        for kind in {kind for matcher in duty.met_by for kind in matcher.kinds}:
            matcher = matcher_for(duty, kind)
            assert matcher
            says = (
                "{" + ", ".join(f'"{k}": {_json(v)}' for k, v in task_of(duty).says.items()) + "}"
            )
            assert fits(matcher, {"kind": kind, "result": "done", "detail": says}), (duty.id, kind)


def _json(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


def test_every_kind_has_words_and_every_kind_of_a_role_has_a_form() -> None:
    assert set(HEADINGS) == set(TOUCHPOINT_KINDS)
    systems = {"crime.reported", "text.sent", "touchpoint.withdrawn"}
    for kinds in KINDS_OF_ROLES.values():
        assert {kind for kind in kinds if recording_of(kind) is None} <= systems
    assert {kind for kind in KINDS if recording_of(kind) is None} <= systems


def test_the_ways_of_contact_are_those_that_are_kept() -> None:
    assert set(CHANNELS) == set(KEPT_CHANNELS)


def test_nobody_is_called_what_is_not_recorded() -> None:
    assert called("direct", None).noun == "the victim"
    assert called("direct", 17).noun == "the child"
    assert called("direct", 18).noun == "the victim"
    assert called("parent_or_guardian", 17).noun == "the parent or guardian"
    assert called("something new", 40).noun == "the victim"


def record(*touchpoints: dict[str, Any]) -> JourneyRecord:
    """A journey with these touchpoints, a day apart."""
    rows = [
        {
            "touchpoint_id": f"t{place}",
            "kind": "contact.agreed",
            "happened_at": datetime(2026, 11, place + 1, 10, tzinfo=UTC),
            "happened_on": date(2026, 11, place + 1),
            "result": "done",
            "channel": None,
            "detail": None,
            "replaces": None,
            "about": None,
            "received_on": None,
            **touchpoint,
        }
        for place, touchpoint in enumerate(touchpoints)
    ]
    case = {"reported_on": date(2026, 10, 30), "closed_on": None, "investigation_id": "I"}
    return JourneyRecord(
        journey={"journey_id": "J", "role": "direct", "age": 41, "enhanced_on": None},
        investigation=case,
        touchpoints=rows,
        coverage=(),
        as_at=SUNDAY,
    )


AGREED = {"detail": '{"every_days": 14, "method": "phone", "safe": "any time"}'}
UNSAFE = {"kind": "victim.updated", "result": "unsafe"}


@pytest.mark.parametrize(
    ("touchpoints", "safety", "method"),
    [
        ((), Safety.UNKNOWN, None),
        ((AGREED,), Safety.SAFE, "phone"),
        (({"detail": '{"method": "phone"}'},), Safety.UNKNOWN, None),
        (({"detail": '{"method": "phone", "safe": " "}'},), Safety.UNKNOWN, None),
        ((AGREED, {**UNSAFE, "channel": "phone"}), Safety.UNSAFE, None),
        ((AGREED, {**UNSAFE, "channel": "letter"}), Safety.SAFE, "phone"),
        ((AGREED, {**UNSAFE}), Safety.UNSAFE, None),
        (({**UNSAFE, "channel": "phone"}, AGREED), Safety.SAFE, "phone"),
        (({**UNSAFE}, AGREED), Safety.SAFE, "phone"),
        (({**UNSAFE, "channel": "letter"}, AGREED), Safety.SAFE, "phone"),
        (({**UNSAFE, "channel": "letter"},), Safety.UNSAFE, None),
        ((AGREED, {"result": "declined"}), Safety.REFUSED, None),
        ((AGREED, {"detail": '{"paused": true}'}), Safety.SAFE, "phone"),
        ((AGREED, {"result": "no_contact"}), Safety.SAFE, "phone"),
        (({"detail": "not json"},), Safety.UNKNOWN, None),
    ],
)
def test_no_way_is_safe_unless_it_is_recorded_so(
    touchpoints: tuple[dict[str, Any], ...], safety: Safety, method: str | None
) -> None:
    found = safe_contact(record(*touchpoints))
    assert (found.safety, found.method) == (safety, method)


def test_a_way_that_was_unsafe_stays_unsafe_beside_one_that_is_safe() -> None:
    found = safe_contact(record({**UNSAFE, "channel": "letter"}, AGREED))
    assert found.is_unsafe("letter")
    assert not found.is_unsafe("phone")
    assert any("Letter was recorded as unsafe" in sentence for sentence in found.sentences)


@pytest.mark.parametrize(
    ("terms", "safety"),
    [
        ('"method": "phone", "safe": false', Safety.UNSAFE),
        ('"method": "phone", "safe": 0', Safety.UNSAFE),
        ('"method": "phone", "safe": "no"', Safety.UNSAFE),
        ('"method": "phone", "safe": "n\\u200bo"', Safety.UNSAFE),
        ('"method": "phone", "safe": "Not safe"', Safety.UNSAFE),
        ('"method": "phone", "safe": "it isn\u2019t safe"', Safety.UNSAFE),
        ('"safe": false', Safety.UNSAFE),
        ('"method": "pigeon", "safe": "never"', Safety.UNSAFE),
        ('"method": "phone", "safe": true', Safety.UNKNOWN),
        ('"method": "phone", "safe": "tbc"', Safety.UNKNOWN),
        ('"method": "phone", "safe": "\\u200b\\u2060"', Safety.UNKNOWN),
        ('"method": "phone", "safe": ["any time"]', Safety.UNKNOWN),
        ('"method": "phone", "safe": 5', Safety.UNKNOWN),
        ('"method": "pigeon", "safe": "any time"', Safety.UNKNOWN),
        ('"method": 5, "safe": "any time"', Safety.UNKNOWN),
        ('"method": ["phone"], "safe": "any time"', Safety.UNKNOWN),
        ('"method": "", "safe": "any time"', Safety.UNKNOWN),
        ('"method": "phone", "safe"', Safety.UNKNOWN),
    ],
)
@pytest.mark.parametrize("before", [(), (AGREED,)])
def test_an_agreement_that_says_no_or_does_not_tell_is_not_safe_whatever_came_before(
    terms: str, safety: Safety, before: tuple[dict[str, Any], ...]
) -> None:
    found = safe_contact(record(*before, {"detail": f'{{"every_days": 28, {terms}}}'}))
    assert (found.safety, found.method) == (safety, None)
    assert not found.headline.startswith("by phone")


def test_a_plain_yes_to_a_way_that_was_named_is_safe() -> None:
    found = safe_contact(record({"detail": '{"method": "phone", "safe": "Yes"}'}))
    assert (found.safety, found.method) == (Safety.SAFE, "phone")


def test_a_way_that_was_said_to_be_unsafe_is_no_safer_for_another_that_is_safe() -> None:
    no = {"detail": '{"method": "phone", "safe": "no"}'}
    found = safe_contact(record(no, {"detail": '{"method": "text", "safe": "any time"}'}))
    assert (found.method, found.is_unsafe("phone")) == ("text", True)
    assert not safe_contact(record(no, AGREED)).is_unsafe("phone")


def test_updates_that_come_round_are_one_point_with_their_count() -> None:
    contacts = [{"kind": "victim.updated"}] * 3
    verdicts = [
        {
            "duty_id": "R6.CONTACT", "occurrence": f"t{place}", "state": state, "reason": None,
            "triggered_on": date(2026, 11, 1), "due_on": date(2026, 12, 1), "done_on": None,
            "evidence": None, "basis": "standard",
        }
        for place, state in enumerate(["met", "late", "waiting"])
    ]  # fmt: skip
    known = Known(
        record=replace(record(AGREED, *contacts)),
        verdicts=verdicts,
        edition=in_force()[0],
        identities=None,
    )
    [point] = [p for stage in roadmap(known).stages for p in stage.points]
    assert point.name == "Updated as agreed"
    assert (
        point.when == "3 times: 1 done, 1 late, the next due Tuesday 1 December, in 2 working days"
    )
