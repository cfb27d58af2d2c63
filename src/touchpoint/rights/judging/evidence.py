"""What answers each occurrence of a duty: what was done, chosen, excused, and what sets its day.

A matcher says either that anything at or after the trigger counts (`any`), or that only what
answers the trigger does (`trigger`): by name, by kind, or by being the next after it.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text, identity_in, key_of
from touchpoint.rights.code.expression import columns_in
from touchpoint.rights.judging.journey_rows import Rows, reason_given, where_holds
from touchpoint.rights.judging.occurrences import ANSWERS, OCCURRENCE
from touchpoint.rights.judging.rules import BY_TOUCHPOINT, EVIDENCE

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


def matched(rows: Rows, rules: ir.Table, touchpoints: ir.Table | None = None) -> ir.Table:
    """The touchpoints that rules of evidence match, each with the part it plays for a duty."""
    looked_at = rows.touchpoints if touchpoints is None else touchpoints
    joined = looked_at.inner_join(rules.drop("kind"), "slot")
    return joined.filter(where_holds(joined, rows.rules, EVIDENCE))


def with_reason(joined: ir.Table) -> ir.Table:
    """Add the reason of an excuse; one without a reason is none."""
    is_excuse = joined.part == "excuse"
    reason = ibis.ifelse(is_excuse, reason_given(joined), "")
    return joined.filter(~is_excuse | (reason != "")).mutate(reason=reason)


def earliest_key(found: ir.Table, plays: ir.BooleanValue) -> ir.StringValue:
    """The key of the earliest of the touchpoints that play a part."""
    return key_of(found.happened_at, found.touchpoint_id, found.reason).min(where=plays)


def _anything_after(rows: Rows, owed: ir.Table) -> ir.Table:
    rules = rows.evidence.filter(
        rows.evidence.set_off_by == BY_TOUCHPOINT, rows.evidence.answers == "any"
    )
    found = with_reason(matched(rows, rules))
    triggered = owed.select("journey_id", "duty_no", "occurrence", "triggered_at")
    joined = found.inner_join(triggered, ["journey_id", "duty_no"])
    return joined.filter(joined.happened_at >= joined.triggered_at).select("occurrence", *FOUND)


def _what_answers(rows: Rows, owed: ir.Table) -> ir.Table:
    rules = rows.evidence.filter(rows.evidence.answers == "trigger")
    triggered = owed.select("journey_id", "duty_no", "occurrence")
    replies = ibis.union(_by_name(rows, rules), _by_order(rows, rules))
    found = replies.inner_join(
        triggered,
        [
            replies.journey_id == triggered.journey_id,
            replies.answered == triggered.occurrence,
        ],
    )
    found = found.filter(found.only_duty.isnull() | (found.only_duty == found.duty_no))
    joined = found.inner_join(rules.drop("kind"), ["duty_no", "slot"])
    return with_reason(joined.filter(where_holds(joined, rows.rules, EVIDENCE))).select(
        "occurrence", *FOUND
    )


def _nameless(rows: Rows, rules: ir.Table) -> ir.Table:
    """Replies that name no touchpoint, with the kind that their detail says they are of."""
    replies = rows.touchpoints.filter(rows.touchpoints.about.isnull())
    uses = rules.group_by("slot").agg(only_excuses=(rules.part == "excuse").all())
    replies = replies.inner_join(uses, "slot")
    # What can only excuse and gives no reason is nothing, and there are many of those.
    replies = replies.filter(~replies.only_excuses | (reason_given(replies) != ""))
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


def _by_order(rows: Rows, rules: ir.Table) -> ir.Table:
    """Replies that name nothing: they answer the latest touchpoint of a kind at or before them.

    The kind is the one that their detail says, or else those that set the duty off.
    """
    nameless = rows.keep("nameless_replies", _nameless(rows, rules))
    said = nameless.filter(nameless.of.notnull())
    silent = nameless.filter(nameless.of.isnull(), nameless.kind != "victim.told")
    kinds = (
        rules.select("duty_no", "kind")
        .distinct()
        .inner_join(rows.triggers.select("duty_no", earlier_kind="kind").distinct(), "duty_no")
        .select("kind", "earlier_kind", only_duty="duty_no")
    )
    columns = (*_reply_columns(rows), "earlier_kind", "only_duty")
    wanted = ibis.union(
        said.mutate(earlier_kind=said.of, only_duty=ibis.null("int32")).select(*columns),
        silent.inner_join(kinds, "kind").select(*columns),
    )
    earlier = _earlier(rows, nameless)
    return _latest(
        rows,
        wanted.inner_join(
            earlier,
            [
                wanted.journey_id == earlier.earlier_journey,
                wanted.earlier_kind == earlier.kind,
                earlier.earlier_at <= wanted.happened_at,
            ],
        ),
    )


def _earlier(rows: Rows, replies: ir.Table) -> ir.Table:
    """What replies may answer: touchpoints, on their journeys, of the kinds that set duties off."""
    kinds = rows.slots.filter(rows.slots.kind.isin(rows.rules.trigger_kinds))
    touchpoints = rows.touchpoints.semi_join(replies, "journey_id")
    setting_off = touchpoints.inner_join(kinds.select("slot", "kind"), "slot")
    return setting_off.select(
        earlier_journey="journey_id",
        kind="kind",
        earlier_at="happened_at",
        earlier_id="touchpoint_id",
    )


def _latest(rows: Rows, pairs: ir.Table) -> ir.Table:
    """Of the pairs of a reply and what came before it, the one with the latest."""
    # A reply is one row, so its columns are the same in all of its pairs.
    own = {name: pairs[name].max() for name in _reply_columns(rows) if name != "touchpoint_id"}
    latest = pairs.group_by("touchpoint_id", "only_duty").agg(
        **own, answered=identity_in(key_of(pairs.earlier_at, pairs.earlier_id, "").max())
    )
    return _shaped(rows, latest)
