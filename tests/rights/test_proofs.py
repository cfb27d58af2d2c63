"""Holds every proof to the verdict that it explains: days, evidence and what it passes over.

Verdicts are the oracle's, journeys are those of the worked examples and journeys at random, so that
an explanation cannot say one thing while docs/explanation/how-a-duty-is-judged.md says another.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import random_editions
from engine_examples import FILES, Worked, every_example
from hypothesis import given, settings
from oracle import judge
from random_journeys import LEDGERS, Made, Rows, ledgers, only
from small_language import holds

from touchpoint.calendar import count_working_days
from touchpoint.rights.code.duty import Edition, Limit, Rule, Unit
from touchpoint.rights.editions import held, with_local
from touchpoint.rights.proof.condition_on_row import holds_for
from touchpoint.rights.proof.journey_record import JourneyRecord, reason_recorded
from touchpoint.rights.proof.plain import plain_proof
from touchpoint.rights.proof.text import passages_of
from touchpoint.rights.proof.why import Proof, Step, kinds_that_meet, prove

EDITION = with_local(held()[0], "example-charter")
EVERY = {one.name: one for one in every_example()}


def record_of(rows: Rows, as_at: date) -> JourneyRecord:
    return JourneyRecord(
        journey=rows["journeys"][0],
        investigation=rows["investigations"][0],
        touchpoints=rows["touchpoints"],
        coverage=rows["coverage"],
        as_at=as_at,
    )


def proofs(
    rows: Rows, as_at: date, editions: Sequence[Edition], files: list[dict[str, Any]]
) -> Iterator[Proof]:
    """The proof of every duty of every edition on one journey."""
    given = judge(files, rows, as_at)
    for edition in editions:
        for duty in edition.duties:
            named = (duty.id, duty.edition)
            own = [row for row in given if (row["duty_id"], row["edition"]) == named]
            yield prove(duty, edition, record_of(rows, as_at), own)


def proof_of(name: str, *, as_at: date | None = None, **journey: object) -> Proof:
    """The proof of a worked example, on its own day or another, the journey changed in this."""
    one: Worked = EVERY[name]
    rows = one.rows
    rows["journeys"][0].update(journey)
    every = proofs(rows, as_at or one.example["as_at"], [EDITION], FILES)
    return next(proof for proof in every if proof.duty.id == one.duty["id"])


def told(proof: Proof) -> str:
    return "\n".join(line for passage in passages_of(proof) for line in passage.lines)


def test_the_proof_of_every_worked_example_holds_together() -> None:
    for one in EVERY.values():
        for proof in proofs(one.rows, one.example["as_at"], [EDITION], FILES):
            assert_holds_together(proof)


@settings(LEDGERS, max_examples=6)
@given(ledgers(journeys=60))
def test_the_proofs_of_journeys_at_random_hold_together(made: Made) -> None:
    editions, files = random_editions.editions(), random_editions.FILES
    for journey in made.rows["journeys"]:
        rows = only(made.rows, journey["journey_id"])
        for proof in proofs(rows, made.as_at, editions, files):
            assert_holds_together(proof)


def assert_holds_together(proof: Proof) -> None:
    assert (proof.no_verdict is None) == bool(proof.steps)
    assert len(plain_proof(proof)["occurrences"]) == len(proof.steps)
    text = told(proof)
    assert "None" not in text
    assert "  " not in text
    for step in proof.steps:
        assert step.verdict["state"].replace("_", " ") in text
        assert_days_lead_to_the_due_day(step)
        assert_every_candidate_is_accounted_for(proof, step)
        assert_what_excuses_has_the_reason(step)
        if step.evidence is not None and step.evidence.answer is not None:
            assert step.verdict["occurrence"] in step.evidence.answer.ids


def assert_what_excuses_has_the_reason(step: Step) -> None:
    if step.verdict["state"] != "excused":
        assert step.excuse is None
        return
    assert step.excuse is not None
    assert reason_recorded(step.excuse) == step.verdict["reason"]
    if step.verdict["done_on"] is None:
        assert step.excuse["touchpoint_id"] == step.verdict["evidence"]


def assert_days_lead_to_the_due_day(step: Step) -> None:
    if step.limit is None or step.limit.unit is not Unit.WORKING_DAYS:
        assert step.days == ()
        return
    last = step.days[-1]
    assert (last.day, last.number) == (step.verdict["due_on"], step.limit.value)
    assert count_working_days(step.verdict["triggered_on"], last.day) == step.limit.value


def assert_every_candidate_is_accounted_for(proof: Proof, step: Step) -> None:
    """No evidence is passed over; where nothing was done, all that might have been is."""
    passed = {each.touchpoint["touchpoint_id"] for each in step.passed_over}
    assert step.verdict["evidence"] not in passed
    undone = step.verdict["state"] in ("missed", "waiting", "cannot_tell")
    if undone and proof.duty.rule is not Rule.RECURRING:
        kinds = kinds_that_meet(proof.duty)
        candidates = {t["touchpoint_id"] for t in proof.record.touchpoints if t["kind"] in kinds}
        assert candidates - {step.verdict["occurrence"]} <= passed


@settings(LEDGERS, max_examples=1)
@given(ledgers(journeys=100))
def test_a_condition_means_for_one_row_what_it_means_to_the_oracle(made: Made) -> None:
    for file, edition in zip(random_editions.FILES, random_editions.editions(), strict=False):
        duties = {duty.id: duty for duty in edition.duties}
        for journey in made.rows["journeys"]:
            facts = dict(record_of(only(made.rows, journey["journey_id"]), made.as_at).facts)
            for row in file["duties"]:
                expected = holds(row["applies_to"], facts)
                assert holds_for(duties[row["id"]].applies_to, facts) == expected


def test_the_days_of_easter_are_counted_one_by_one() -> None:
    (step,) = proof_of("R6.ARREST-1").steps
    assert [(d.day.day, d.number, d.why_not) for d in step.days] == [
        (29, 0, "Good Friday"),
        (30, 0, "weekend"),
        (31, 0, "weekend"),
        (1, 0, "Easter Monday"),
        (2, 1, None),
        (3, 2, None),
        (4, 3, None),
        (5, 4, None),
        (6, 4, "weekend"),
        (7, 4, "weekend"),
        (8, 5, None),
    ]
    assert "Friday 29 March 2024: not counted, Good Friday" in told(proof_of("R6.ARREST-1"))


def test_the_paragraph_of_the_code_is_given_where_one_was_seen() -> None:
    assert "paragraph not yet verified. Right 6: To be provided" in told(proof_of("R6.ARREST-1"))
    assert "paragraph 8.1. Right 8" in told(proof_of("R8.HEARING-1"))
    assert "A local standard of example-charter" in told(proof_of("CHARTER.WRITTEN-1"))


def test_the_limit_says_why_it_is_that_one() -> None:
    assert "No enhanced rights are recorded. So the standard limit holds: 5 working days." in told(
        proof_of("R6.ARREST-1")
    )
    bases = ["serious_crime"]
    assert (
        "Enhanced rights are recorded since 28 March 2024 (victim of the most serious crime). "
        "So the enhanced limit holds: 1 working day. It is due by the end of 2 April 2024."
    ) in told(proof_of("R6.ARREST-1", enhanced_on=date(2024, 3, 28), enhanced_basis=bases))
    after = told(proof_of("R6.ARREST-1", enhanced_on=date(2024, 3, 29)))
    assert "recorded since 29 March 2024, after day 0. So the standard limit holds" in after


def test_what_was_passed_over_says_why() -> None:
    corrected = told(proof_of("R6.NOINV-2"))
    assert "R6.NOINV-2/b, from example); it was corrected by R6.NOINV-2/c." in corrected
    assert "“not asked”, does not count" in told(proof_of("R4.REFER-3"))
    assert "no reason is recorded with it" in told(proof_of("R6.NFA-4"))
    assert "it happened before the duty started" in told(proof_of("R4.WCU-1"))
    assert (
        "it answers something else, by name: a suspect was interviewed under caution "
        "(suspect.interviewed R6.BAIL-4/a, from example)."
    ) in told(proof_of("R6.BAIL-4"))
    early = told(proof_of("R6.ARREST-1", as_at=date(2024, 4, 5)))
    assert "it happened after 5 April 2024, the day asked about" in early


def test_what_was_done_late_with_a_good_reason_says_where_the_reason_stands() -> None:
    assert "What excuses it, on 6 June 2024: the victim was told of something" in told(
        proof_of("R6.REL-3")
    )


def test_coverage_says_which_source_records_it_since_when_or_that_none_does() -> None:
    uncovered, covered = proof_of("R6.ARREST-11").steps
    assert (uncovered.verdict["state"], uncovered.covered_by) == ("cannot_tell", ())
    text = told(proof_of("R6.ARREST-11"))
    assert "No source covers victim.told on 5 February 2024." in text
    assert covered.covered_by[0]["from_on"] == date(2024, 2, 6)
    assert "example records victim.told from 6 February 2024 on." in text
    assert "claims to record everything" in told(proof_of("R6.ARREST-1"))


def test_what_nothing_can_show_is_not_said_to_be_uncovered() -> None:
    proof = plain_proof(proof_of("R2.AVOID-2"))
    assert "No kind of touchpoint can show it" in proof["occurrences"][0]["coverage_in_words"]


def test_day_0_says_whether_the_news_was_received_or_that_nobody_recorded_when() -> None:
    assert "Day 0 is the day on which the news was received, 25 October 2024." in told(
        proof_of("R8.HEARING-1")
    )
    assert "happened, 24 October 2024: no day of receipt is recorded." in told(
        proof_of("R8.HEARING-3")
    )


def test_what_would_give_the_due_day_is_named_while_it_has_not_happened() -> None:
    assert "before this, which had not come by 1 March 2024: the offender was sentenced." in told(
        proof_of("R7.OFFER-3")
    )
    assert "on the day of this, which had not followed by 1 August 2024: the victim was" in told(
        proof_of("R9.ULS-5")
    )


def test_without_a_due_day_only_an_open_case_is_said_to_get_one() -> None:
    assert "with no due day yet." in told(proof_of("R6.AGREE-4"))
    assert told(proof_of("R4.WCU-3")).endswith("and with no due day.")


def test_a_limit_in_hours_says_that_the_clocks_changed_on_the_way() -> None:
    duty = dataclasses.replace(
        EDITION.duties[-1],
        rule=Rule.WITHIN,
        standard=Limit(value=24, unit=Unit.HOURS),
        enhanced=Limit(value=24, unit=Unit.HOURS),
    )
    rows = EVERY["R6.ARREST-6"].rows
    rows["investigations"][0]["reported_at"] = datetime(2024, 10, 26, 14, tzinfo=UTC)
    verdict = {
        "occurrence": rows["investigations"][0]["investigation_id"],
        "triggered_on": date(2024, 10, 26),
        "due_on": date(2024, 10, 27),
        "done_on": None,
        "state": "missed",
        "basis": "standard",
        "evidence": None,
        "reason": None,
    }
    text = told(prove(duty, EDITION, record_of(rows, date(2024, 11, 1)), [verdict]))
    assert "due by 27 October 2024 at 14:00, because the clocks changed in between." in text


def test_where_instants_count_the_time_is_told() -> None:
    text = told(proof_of("R7.OFFER-2"))
    assert "It is due before this, on 12 February 2024 at 10:00" in text
    assert "It was done on 12 February 2024 at 15:00" in text


def test_no_verdict_says_whether_the_duty_concerns_the_journey_or_was_not_set_off() -> None:
    assert proof_of("R1.INTERP-2").no_verdict == (
        "It does not concern this journey. It concerns victims of whom this is recorded: language "
        "is not English. Recorded here: language English."
    )
    assert proof_of("R1.COMM-3").no_verdict == (
        "The crime was reported on 31 March 2021, and victims-code-2021 judges what was reported "
        "from 1 April 2021 on."
    )
    before = proof_of("R6.ARREST-1", as_at=date(2024, 3, 1)).no_verdict
    assert before is not None
    assert "after 1 March 2024, the day asked about" in before
    assert str(proof_of("R11.REFER-3").no_verdict).endswith(
        "R11.REFER-3/a is not one that is meant, because here custody months is under 12; "
        "R11.REFER starts with none of these."
    )
    one = EVERY["R6.ARREST-1"]
    silent = {**one.rows, "touchpoints": []}
    every = proofs(silent, date(2024, 5, 1), [EDITION], FILES)
    told_why = {proof.duty.id: proof.no_verdict for proof in every}
    assert told_why["R6.ARREST"] == (
        "Nothing has set it off: this journey has no touchpoint “a suspect was arrested” "
        "(suspect.arrested)."
    )
    assert told_why["R6.CONTACT"] == (
        "Nothing has been agreed with the victim, so nothing is owed."
    )
