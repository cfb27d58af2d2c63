"""The verdict of every duty on every journey, as one Ibis expression made from the edition's data.

Occurrences are found, what answers them is put beside them, each kind of rule adds its due day, and
one judgement serves them all (docs/explanation/how-a-duty-is-judged.md).
"""

from collections.abc import Mapping
from typing import Final

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import identity_in, reason_in
from touchpoint.rights.code.duty import Duty, Rule, State
from touchpoint.rights.judging.at_report import owed_at_report
from touchpoint.rights.judging.deadlines import closing_day, with_deadlines
from touchpoint.rights.judging.evidence import answered
from touchpoint.rights.judging.journey_rows import Keep, Rows, rows_of
from touchpoint.rights.judging.occurrences import concerned, is_enhanced, set_off_by_touchpoints
from touchpoint.rights.judging.recurring import intervals
from touchpoint.rights.judging.rules import Rules, is_bare

COLUMNS: Final = (
    "journey_id",
    "duty_id",
    "edition",
    "occurrence",
    "triggered_on",
    "due_on",
    "done_on",
    "state",
    "basis",
    "evidence",
    "reason",
)

_JUDGED = (
    "journey_id",
    "duty_no",
    "occurrence",
    "triggered_on",
    "due_on",
    "done_at",
    "done_on",
    "done_key",
    "choice_at",
    "choice_key",
    "excuse_at",
    "excuse_key",
    "in_time",
    "enhanced",
)


def verdicts(
    tables: Mapping[str, ir.Table],
    rules: Rules,
    as_at: ir.DateValue,
    keep: Keep = lambda _, step: step,
) -> ir.Table:
    """The verdict table of a ledger on a day, by these rules."""
    rows = rows_of(tables, rules, as_at, keep)
    parts = []
    if any(_starts_at_report(duty) for duty in rules.duties):
        parts.append(owed_at_report(rows))
    if any(_is_set_off(duty) for duty in rules.duties):
        parts.append(answered(rows, rows.keep("set_off", set_off_by_touchpoints(rows))))
    judged = []
    if parts:
        judged.append(with_deadlines(rows, _together(parts)).select(*_JUDGED))
    if rules.of_rule(Rule.RECURRING):
        judged.append(intervals(rows).select(*_JUDGED))
    answers = [_judge(rows, _together(judged))] if judged else []
    if any(is_bare(duty) for duty in rules.duties):
        answers.append(_never_told(rows))
    return _together(answers)


def _starts_at_report(duty: Duty) -> bool:
    return duty.trigger.report and duty.rule is not Rule.RECURRING and not is_bare(duty)


def _is_set_off(duty: Duty) -> bool:
    return not duty.trigger.report and duty.rule is not Rule.RECURRING


def _together(parts: list[ir.Table]) -> ir.Table:
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _never_told(rows: Rows) -> ir.Table:
    """The verdicts of duties of the report that no kind of touchpoint says anything of."""
    owed = rows.journeys.cross_join(rows.duties.filter(rows.duties.bare))
    owed = owed.filter(concerned(rows, owed)).mutate(triggered_on=ibis._.reported_on)
    return owed.select(
        "journey_id",
        "duty_id",
        "edition",
        "triggered_on",
        occurrence=owed.investigation_id,
        due_on=closing_day(owed),
        done_on=ibis.null("date"),
        state=ibis.literal(State.CANNOT_TELL.value),
        basis=ibis.ifelse(is_enhanced(owed), "enhanced", "standard"),
        evidence=ibis.null("string"),
        reason=ibis.literal("not_recordable"),
    ).select(*COLUMNS)


def _judge(rows: Rows, owed: ir.Table) -> ir.Table:
    """Give each occurrence its state: the first that holds of those the explanation lists."""
    known = _with_coverage(rows, owed)
    done = known.done_on.notnull()
    chosen = known.choice_at.notnull() & ~(known.done_at < known.choice_at).fill_null(False)
    excused = known.excuse_at.notnull()
    state = ibis.cases(
        (done & known.in_time, State.MET.value),
        (chosen, State.DECLINED.value),
        (done & excused, State.EXCUSED.value),
        (done, State.LATE.value),
        (~known.covered, State.CANNOT_TELL.value),
        (known.due_on.isnull() | (rows.as_at <= known.due_on), State.WAITING.value),
        (excused, State.EXCUSED.value),
        else_=State.MISSED.value,
    )
    judged = known.mutate(state=state)
    by_choice = judged.state == State.DECLINED.value
    return judged.select(
        "journey_id",
        "duty_id",
        "edition",
        "occurrence",
        "triggered_on",
        due_on=judged.due_on.cast("date"),
        done_on=ibis.ifelse(by_choice, ibis.null("date"), judged.done_on),
        state=judged.state,
        basis=ibis.ifelse(judged.enhanced, "enhanced", "standard"),
        evidence=identity_in(
            ibis.cases(
                (by_choice, judged.choice_key),
                (judged.done_on.notnull(), judged.done_key),
                (judged.state == State.EXCUSED.value, judged.excuse_key),
                else_=ibis.null("string"),
            )
        ),
        reason=_reason(judged),
    )


def _reason(judged: ir.Table) -> ir.StringValue:
    return ibis.cases(
        (judged.state == State.EXCUSED.value, reason_in(judged.excuse_key)),
        (judged.state != State.CANNOT_TELL.value, ibis.null("string")),
        (judged.recordable, "not_covered"),
        else_="not_recordable",
    )


def _with_coverage(rows: Rows, owed: ir.Table) -> ir.Table:
    """Add the duty's name, and whether some source covered what could show that it was met."""
    named = owed.inner_join(
        rows.duties.select("duty_no", "duty_id", "edition", "recordable"), "duty_no"
    )
    stretches = _covered_stretches(rows)
    joined = named.left_join(
        stretches,
        [
            named.duty_no == stretches.covered_duty,
            named.triggered_on >= stretches.covered_from,
            named.triggered_on <= stretches.covered_to,
        ],
    )
    claims_all = rows.coverage.count().as_scalar() == 0
    return joined.mutate(covered=joined.recordable & (joined.covered_duty.notnull() | claims_all))


def _covered_stretches(rows: Rows) -> ir.Table:
    """For each duty, the stretches of days on which some source covers it; they do not overlap."""
    kinds = rows.evidence.filter(rows.evidence.part == "done").select("duty_no", "kind").distinct()
    spans = rows.coverage.inner_join(kinds, "kind").select(
        "duty_no",
        "from_on",
        to_on=rows.coverage.to_on.fill_null(ibis.date("2099-12-31")),
    )
    earlier = ibis.window(group_by="duty_no", order_by=["from_on", "to_on"], preceding=(None, 1))
    reached = spans.mutate(reached=spans.to_on.max().over(earlier))
    new = reached.reached.isnull() | (reached.from_on > reached.reached)
    begun = reached.mutate(begins=new.cast("int32"))
    so_far = ibis.window(
        group_by="duty_no", order_by=["from_on", "to_on"], preceding=None, following=0
    )
    stretched = begun.mutate(stretch=begun.begins.sum().over(so_far))
    return stretched.group_by(covered_duty="duty_no", stretch="stretch").agg(
        covered_from=stretched.from_on.min(), covered_to=stretched.to_on.max()
    )
