"""What answers each occurrence of a duty: what was done, chosen, excused, and what sets its day.

A matcher says either that anything at or after the trigger counts (`any`), or that only what
answers the trigger does (`trigger`): by name, by kind, or by being the next after it.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text, identity_in, key_of
from touchpoint.rights.judging.condition_on import columns_in
from touchpoint.rights.judging.journey_rows import Rows, reason_given, where_holds
from touchpoint.rights.judging.occurrences import ANSWERS, OCCURRENCE
from touchpoint.rights.judging.rules import EVIDENCE

PARTS = ("done", "choice", "excuse", "before", "alongside")

FOUND = (
    "journey_id",
    "duty_no",
    "part",
    "happened_at",
    "happened_on",
    "touchpoint_id",
    "reason",
)


def answered(rows: Rows, owed: ir.Table) -> ir.Table:
    """Occurrences that touchpoints set off, with the earliest of each part beside them."""
    found = ibis.union(_anything_after(rows, owed), _what_answers(rows, owed))
    # Spark cannot plan the key inside the grouping of a union: it is a step of its own.
    found = found.mutate(key=key_of(found.happened_at, found.touchpoint_id, found.reason))
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
    return _with_reason(joined.filter(where_holds(joined, rows.rules, EVIDENCE)))


def _with_reason(joined: ir.Table) -> ir.Table:
    """Add the reason of an excuse; one without a reason is none."""
    is_excuse = joined.part == "excuse"
    reason = ibis.ifelse(is_excuse, reason_given(joined), "")
    return joined.filter(~is_excuse | (reason != "")).mutate(reason=reason)


def earliest_key(found: ir.Table, plays: ir.BooleanValue) -> ir.StringValue:
    """The key of the earliest of the touchpoints that play a part."""
    return key_of(found.happened_at, found.touchpoint_id, found.reason).min(where=plays)


def _anything_after(rows: Rows, owed: ir.Table) -> ir.Table:
    rules = rows.evidence.filter(~rows.evidence.by_report, rows.evidence.answers == "any")
    found = matched(rows, rules)
    triggered = owed.select("journey_id", "duty_no", "occurrence", "triggered_at")
    joined = found.inner_join(triggered, ["journey_id", "duty_no"])
    return joined.filter(joined.happened_at >= joined.triggered_at).select("occurrence", *FOUND)


def _what_answers(rows: Rows, owed: ir.Table) -> ir.Table:
    rules = rows.evidence.filter(rows.evidence.answers == "trigger")
    triggered = owed.select("journey_id", "duty_no", "occurrence")
    nameless = rows.keep("nameless_replies", _nameless(rows, rules))
    replies = ibis.union(
        _by_name(rows, rules), _by_kind(rows, nameless), _by_order(rows, rules, nameless)
    )
    found = replies.inner_join(
        triggered,
        [
            replies.journey_id == triggered.journey_id,
            replies.answered == triggered.occurrence,
        ],
    )
    found = found.filter(found.only_duty.isnull() | (found.only_duty == found.duty_no))
    joined = found.inner_join(rules.drop("kind"), ["duty_no", "slot"])
    return _with_reason(joined.filter(where_holds(joined, rows.rules, EVIDENCE))).select(
        "occurrence", *FOUND
    )


def _nameless(rows: Rows, rules: ir.Table) -> ir.Table:
    """Replies that name no touchpoint, with the kind that their detail says they are of."""
    replies = rows.touchpoints.filter(rows.touchpoints.about.isnull())
    replies = replies.semi_join(rules.select("slot").distinct(), "slot")
    replies = replies.inner_join(rows.slots.select("slot", "kind"), "slot")
    return replies.select(*_reply_columns(rows), "kind", of=detail_text(ibis._.detail, "of"))


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
    replies = rows.touchpoints.filter(rows.touchpoints.about.notnull())
    replies = replies.semi_join(rules.select("slot").distinct(), "slot")
    corrections = rows.corrections.select(corrected="journey_id", old="old", new="new")
    named = replies.left_join(
        corrections,
        [replies.journey_id == corrections.corrected, replies.about == corrections.old],
    )
    return _shaped(
        rows,
        named.mutate(answered=ibis.coalesce(named.new, named.about), only_duty=ibis.null("int32")),
    )


def _by_kind(rows: Rows, nameless: ir.Table) -> ir.Table:
    """Replies that name a kind: they answer the latest touchpoint of it at or before them."""
    replies = nameless.filter(nameless.of.notnull())
    earlier = _earlier(rows)
    pairs = replies.inner_join(
        earlier,
        [replies.journey_id == earlier.earlier_journey, replies.of == earlier.earlier_kind],
    )
    return _latest(rows, pairs.mutate(only_duty=ibis.null("int32")))


def _by_order(rows: Rows, rules: ir.Table, nameless: ir.Table) -> ir.Table:
    """Replies that name nothing: they answer the latest trigger of the duty at or before them."""
    silent = nameless.filter(nameless.of.isnull(), nameless.kind != "victim.told")
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
    kinds = rows.slots.filter(rows.slots.kind.isin(rows.rules.trigger_kinds))
    setting_off = rows.touchpoints.inner_join(kinds.select("slot", "kind"), "slot")
    return setting_off.select(
        earlier_journey="journey_id",
        earlier_kind="kind",
        earlier_at="happened_at",
        earlier_id="touchpoint_id",
    )


def _latest(rows: Rows, pairs: ir.Table) -> ir.Table:
    """Of the pairs of a reply and what came before it, the one with the latest."""
    pairs = pairs.filter(pairs.earlier_at <= pairs.happened_at)
    # A reply is one row, so its columns are the same in all of its pairs.
    own = {name: pairs[name].max() for name in _reply_columns(rows) if name != "touchpoint_id"}
    latest = pairs.group_by("touchpoint_id", "only_duty").agg(
        **own, answered=identity_in(key_of(pairs.earlier_at, pairs.earlier_id, "").max())
    )
    return _shaped(rows, latest)
