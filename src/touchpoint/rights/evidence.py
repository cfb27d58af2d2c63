"""What answers each occurrence of a duty: what was done, chosen, excused, and what sets its day.

A matcher says either that anything at or after the trigger counts (`any`), or that only what
answers the trigger does (`trigger`): by name, by kind, or by being the next after it.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text, key_of
from touchpoint.rights.duty import Rule
from touchpoint.rights.journey_rows import Rows, condition_holds, reason_given

PARTS = ("done", "choice", "excuse", "before", "alongside")

_MATCH = ("journey_id", "duty_no", "occurrence", "part", "happened_at", "happened_on", "key")


def answers(rows: Rows, owed: ir.Table) -> ir.Table:
    """For each occurrence, the earliest touchpoint that plays each part, side by side."""
    found = ibis.union(
        _anything_after_the_report(rows), _anything_after(rows, owed), _what_answers(rows, owed)
    )
    parts = {}
    for part in PARTS:
        plays = found.part == part
        parts[f"{part}_at"] = found.happened_at.min(where=plays)
        parts[f"{part}_on"] = found.happened_on.min(where=plays)
        parts[f"{part}_key"] = found.key.min(where=plays)
    return found.group_by(
        answered_journey=found.journey_id,
        answered_duty=found.duty_no,
        answered_occurrence=found.occurrence,
    ).agg(**parts)


def matched(rows: Rows, rules: ir.Table) -> ir.Table:
    """The touchpoints that rules of evidence match, each with the part it plays for a duty."""
    joined = rows.touchpoints.inner_join(rules, ["kind", "result"])
    joined = joined.filter(condition_holds(joined, "where", len(rows.rules.wheres)))
    return _with_key(joined)


def _with_key(joined: ir.Table) -> ir.Table:
    """Add the key by which the earliest is found; an excuse without a reason is none."""
    is_excuse = joined.part == "excuse"
    reason = ibis.ifelse(is_excuse, reason_given(joined), "")
    return joined.filter(~is_excuse | (reason != "")).mutate(
        key=key_of(joined.happened_at, joined.touchpoint_id, reason)
    )


def _anything_after_the_report(rows: Rows) -> ir.Table:
    """Matches of report-triggered duties: a journey has one occurrence, which needs no name."""
    rules = rows.evidence.filter(rows.evidence.by_report, rows.evidence.answers == "any")
    return matched(rows, rules).mutate(occurrence=ibis.literal("")).select(*_MATCH)


def _anything_after(rows: Rows, owed: ir.Table) -> ir.Table:
    rules = rows.evidence.filter(~rows.evidence.by_report, rows.evidence.answers == "any")
    found = matched(rows, rules)
    triggered = owed.filter(owed.rule != Rule.RECURRING.value).select(
        "journey_id", "duty_no", "occurrence", "triggered_at"
    )
    joined = found.inner_join(triggered, ["journey_id", "duty_no"])
    return joined.filter(joined.happened_at >= joined.triggered_at).select(*_MATCH)


def _what_answers(rows: Rows, owed: ir.Table) -> ir.Table:
    rules = rows.evidence.filter(rows.evidence.answers == "trigger")
    triggered = owed.select("journey_id", "duty_no", "occurrence")
    replies = ibis.union(_by_name(rows, rules), _by_kind(rows, rules), _by_order(rows, rules))
    found = replies.inner_join(
        triggered,
        [
            replies.journey_id == triggered.journey_id,
            replies.answered == triggered.occurrence,
        ],
    )
    found = found.filter(found.only_duty.isnull() | (found.only_duty == found.duty_no))
    joined = found.inner_join(rules, ["duty_no", "kind", "result"])
    joined = joined.filter(condition_holds(joined, "where", len(rows.rules.wheres)))
    return _with_key(joined).select(*_MATCH)


def _replying(rows: Rows, rules: ir.Table) -> ir.Table:
    """The touchpoints that could answer a trigger, with what their detail says they are `of`."""
    kinds = rules.select("kind").distinct()
    replies = rows.touchpoints.semi_join(kinds, "kind")
    return replies.mutate(of=detail_text(replies.detail, "of"))


def _shaped(replies: ir.Table, wheres: int) -> ir.Table:
    return replies.select(
        "journey_id",
        "touchpoint_id",
        "kind",
        "result",
        "happened_at",
        "happened_on",
        "detail",
        "answered",
        "only_duty",
        *(f"where_{number}" for number in range(wheres)),
    )


def _by_name(rows: Rows, rules: ir.Table) -> ir.Table:
    """Replies that name what they answer, followed through corrections of it."""
    replies = _replying(rows, rules)
    replies = replies.filter(replies.about.notnull())
    corrections = rows.corrections.select(corrected="journey_id", old="old", new="new")
    named = replies.left_join(
        corrections,
        [replies.journey_id == corrections.corrected, replies.about == corrections.old],
    )
    return _shaped(
        named.mutate(answered=ibis.coalesce(named.new, named.about), only_duty=ibis.null("int32")),
        len(rows.rules.wheres),
    )


def _by_kind(rows: Rows, rules: ir.Table) -> ir.Table:
    """Replies that name a kind: they answer the latest touchpoint of it at or before them."""
    replies = _replying(rows, rules)
    replies = replies.filter(replies.about.isnull(), replies.of.notnull())
    earlier = _earlier(rows)
    pairs = replies.inner_join(
        earlier,
        [replies.journey_id == earlier.earlier_journey, replies.of == earlier.earlier_kind],
    )
    return _latest(rows, pairs.mutate(only_duty=ibis.null("int32")))


def _by_order(rows: Rows, rules: ir.Table) -> ir.Table:
    """Replies that name nothing: they answer the latest trigger of the duty at or before them."""
    replies = _replying(rows, rules)
    silent = replies.filter(
        replies.about.isnull(), replies.of.isnull(), replies.kind != "victim.told"
    )
    pairs_of_kinds = (
        rules.select("duty_no", "kind")
        .distinct()
        .inner_join(rows.triggers.select("duty_no", earlier_kind="kind").distinct(), "duty_no")
        .select("kind", "earlier_kind", only_duty="duty_no")
    )
    earlier = _earlier(rows)
    together = silent.inner_join(earlier, [silent.journey_id == earlier.earlier_journey])
    return _latest(rows, together.inner_join(pairs_of_kinds, ["kind", "earlier_kind"]))


def _earlier(rows: Rows) -> ir.Table:
    return rows.touchpoints.select(
        earlier_journey="journey_id",
        earlier_kind="kind",
        earlier_at="happened_at",
        earlier_id="touchpoint_id",
    )


def _latest(rows: Rows, pairs: ir.Table) -> ir.Table:
    """Of the pairs of a reply and what came before it, the one with the latest."""
    pairs = pairs.filter(pairs.earlier_at <= pairs.happened_at)
    order = ibis.window(
        group_by=[pairs.journey_id, pairs.touchpoint_id, pairs.only_duty],
        order_by=[pairs.earlier_at.desc(), pairs.earlier_id.desc()],
    )
    ranked = pairs.mutate(place=ibis.row_number().over(order), answered=pairs.earlier_id)
    return _shaped(ranked.filter(ranked.place == 0), len(rows.rules.wheres))
