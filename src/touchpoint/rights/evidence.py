"""What answers each occurrence of a duty: what was done, chosen, excused, and what sets its day.

A matcher says either that anything at or after the trigger counts (`any`), or that only what
answers the trigger does (`trigger`): by name, by kind, or by being the next after it.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text, identity_in, key_of
from touchpoint.rights.condition_on import columns_in
from touchpoint.rights.journey_rows import Rows, reason_given, where_holds
from touchpoint.rights.occurrences import ANSWERS, OCCURRENCE
from touchpoint.rights.rules import EVIDENCE

PARTS = ("done", "choice", "excuse", "before", "alongside")

_MATCH = ("journey_id", "duty_no", "occurrence", "part", "happened_at", "happened_on", "key")


def answered(rows: Rows, owed: ir.Table) -> ir.Table:
    """Occurrences that touchpoints set off, with the earliest of each part beside them."""
    found = ibis.union(_anything_after(rows, owed), _what_answers(rows, owed))
    parts = {}
    for part in PARTS:
        plays = found.part == part
        parts[f"{part}_at"] = found.happened_at.min(where=plays)
        parts[f"{part}_on"] = found.happened_on.min(where=plays)
        parts[f"{part}_key"] = found.key.min(where=plays)
    earliest = found.group_by(answered=found.occurrence, answered_duty=found.duty_no).agg(**parts)
    return owed.left_join(
        earliest,
        [owed.occurrence == earliest.answered, owed.duty_no == earliest.answered_duty],
    ).select(*OCCURRENCE, *ANSWERS)


def matched(rows: Rows, rules: ir.Table) -> ir.Table:
    """The touchpoints that rules of evidence match, each with the part it plays for a duty."""
    joined = rows.touchpoints.inner_join(rules.drop("kind"), "slot")
    return _with_key(joined.filter(where_holds(joined, rows.rules, EVIDENCE)))


def _with_key(joined: ir.Table) -> ir.Table:
    """Add the key by which the earliest is found; an excuse without a reason is none."""
    is_excuse = joined.part == "excuse"
    reason = ibis.ifelse(is_excuse, reason_given(joined), "")
    return joined.filter(~is_excuse | (reason != "")).mutate(
        key=key_of(joined.happened_at, joined.touchpoint_id, reason)
    )


def _anything_after(rows: Rows, owed: ir.Table) -> ir.Table:
    rules = rows.evidence.filter(~rows.evidence.by_report, rows.evidence.answers == "any")
    found = matched(rows, rules)
    triggered = owed.select("journey_id", "duty_no", "occurrence", "triggered_at")
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
    joined = found.inner_join(rules.drop("kind"), ["duty_no", "slot"])
    return _with_key(joined.filter(where_holds(joined, rows.rules, EVIDENCE))).select(*_MATCH)


def _replying(rows: Rows, rules: ir.Table) -> ir.Table:
    """The touchpoints that could answer a trigger, with what their detail says they are `of`."""
    replies = rows.touchpoints.semi_join(rules.select("slot").distinct(), "slot")
    return replies.mutate(of=detail_text(replies.detail, "of"))


def _shaped(rows: Rows, replies: ir.Table) -> ir.Table:
    return replies.select(*_reply_columns(rows), "answered", "only_duty")


def _reply_columns(rows: Rows) -> tuple[str, ...]:
    return (
        "journey_id",
        "touchpoint_id",
        "slot",
        "happened_at",
        "happened_on",
        "detail",
        *sorted(columns_in(rows.rules.wheres)),
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
        rows,
        named.mutate(answered=ibis.coalesce(named.new, named.about), only_duty=ibis.null("int32")),
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
    """What a reply may answer: touchpoints of the kinds that set duties off."""
    setting_off = rows.touchpoints.filter(rows.touchpoints.kind.isin(rows.rules.trigger_kinds))
    return setting_off.select(
        earlier_journey="journey_id",
        earlier_kind="kind",
        earlier_key=key_of(setting_off.happened_at, setting_off.touchpoint_id, ""),
        earlier_at="happened_at",
    )


def _latest(rows: Rows, pairs: ir.Table) -> ir.Table:
    """Of the pairs of a reply and what came before it, the one with the latest."""
    pairs = pairs.filter(pairs.earlier_at <= pairs.happened_at)
    # A reply is one row, so its columns are the same in all of its pairs.
    own = {name: pairs[name].max() for name in _reply_columns(rows) if name != "touchpoint_id"}
    latest = pairs.group_by("touchpoint_id", "only_duty").agg(
        **own, answered=identity_in(pairs.earlier_key.max())
    )
    return _shaped(rows, latest)
