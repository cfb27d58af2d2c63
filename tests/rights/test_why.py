"""Holds every proof to the verdict that it explains: days, evidence and what it passes over.

Verdicts are the oracle's, journeys are those of the worked examples and journeys at random, so that
an explanation cannot say one thing while docs/explanation/how-a-duty-is-judged.md says another.
"""

from collections.abc import Iterator
from datetime import date

from engine_examples import FILES, Worked, every_example
from hypothesis import given, settings
from oracle import judge
from random_journeys import Made, Rows, ledgers, only
from small_language import holds
from test_engines_agree_on_random_journeys import LEDGERS

from touchpoint.calendar import count_working_days
from touchpoint.rights.condition_on_row import holds_for
from touchpoint.rights.duty import Rule, Unit
from touchpoint.rights.editions import held, with_local
from touchpoint.rights.journey_record import JourneyRecord
from touchpoint.rights.proof_plain import plain_proof
from touchpoint.rights.proof_text import passages_of
from touchpoint.rights.why import Proof, Step, kinds_that_meet, prove

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


def proofs(rows: Rows, as_at: date) -> Iterator[Proof]:
    """The proof of every duty on one journey."""
    given = judge(FILES, rows, as_at)
    for duty in EDITION.duties:
        own = [row for row in given if row["duty_id"] == duty.id]
        yield prove(duty, EDITION, record_of(rows, as_at), own)


def proof_of(name: str, as_at: date | None = None, **journey: object) -> Proof:
    """The proof of a worked example, as at its own day or another."""
    one: Worked = EVERY[name]
    rows = one.rows
    rows["journeys"][0].update(journey)
    day = as_at or one.example["as_at"]
    duty = one.duty["id"]
    return next(proof for proof in proofs(rows, day) if proof.duty.id == duty)


def told(proof: Proof) -> str:
    return "\n".join(line for passage in passages_of(proof) for line in passage.lines)


def assert_holds_together(proof: Proof) -> None:
    assert (proof.no_verdict is None) == bool(proof.steps)
    plain = plain_proof(proof)
    assert len(plain["occurrences"]) == len(proof.steps)
    text = told(proof)
    assert "None" not in text
    for step in proof.steps:
        assert_days_lead_to_the_due_day(step)
        assert_every_candidate_is_accounted_for(proof, step)
        assert step.verdict["state"].replace("_", " ") in text
        if step.evidence is not None and step.evidence.answer is not None:
            assert step.verdict["occurrence"] in step.evidence.answer.ids


def assert_days_lead_to_the_due_day(step: Step) -> None:
    if step.limit is None or step.limit.unit is not Unit.WORKING_DAYS:
        assert step.days == ()
        return
    last = step.days[-1]
    assert (last.day, last.number) == (step.verdict["due_on"], step.limit.value)
    assert count_working_days(step.verdict["triggered_on"], last.day) == step.limit.value


def assert_every_candidate_is_accounted_for(proof: Proof, step: Step) -> None:
    """Nothing passed over is evidence; where nothing was done, all that might be is passed over."""
    passed = {each.touchpoint["touchpoint_id"] for each in step.passed_over}
    assert step.verdict["evidence"] not in passed
    if (
        step.verdict["state"] in ("missed", "waiting", "cannot_tell")
        and proof.duty.rule is not Rule.RECURRING
    ):
        kinds = kinds_that_meet(proof.duty)
        candidates = {t["touchpoint_id"] for t in proof.record.touchpoints if t["kind"] in kinds}
        assert candidates - {step.verdict["occurrence"]} <= passed


def test_the_proof_of_every_worked_example_holds_together() -> None:
    for one in EVERY.values():
        for proof in proofs(one.rows, one.example["as_at"]):
            assert_holds_together(proof)


@settings(LEDGERS, max_examples=3)
@given(ledgers(journeys=60))
def test_the_proofs_of_journeys_at_random_hold_together(made: Made) -> None:
    for journey in made.rows["journeys"]:
        for proof in proofs(only(made.rows, journey["journey_id"]), made.as_at):
            assert_holds_together(proof)


@settings(LEDGERS, max_examples=1)
@given(ledgers(journeys=100))
def test_a_condition_means_for_one_row_what_it_means_to_the_oracle(made: Made) -> None:
    texts = {
        duty["id"]: duty["applies_to"]
        for file in FILES
        for duty in file["duties"]
        if "applies_to" in duty
    }
    for journey in made.rows["journeys"]:
        facts = record_of(only(made.rows, journey["journey_id"]), made.as_at).facts
        for duty in EDITION.duties:
            if duty.id in texts:
                assert holds_for(duty.applies_to, facts) == holds(texts[duty.id], dict(facts))
