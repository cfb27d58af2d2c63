"""What does not go together in a duty, though each part of it is right.

On the authority of docs/explanation/how-a-duty-is-judged.md, sections Which touchpoints count and
Recurring.
"""

from collections.abc import Iterator

from touchpoint.rights.code.duty import Duty, Rule


def contradictions(duty: Duty) -> Iterator[str]:
    matchers = (*duty.met_by, *duty.declined_by, *duty.excused_by)
    answering = any(matcher.answers == "trigger" for matcher in matchers) or (
        duty.alongside is not None and duty.alongside.answers == "trigger"
    )
    if duty.rule is Rule.RECURRING:
        if answering:
            yield "answers = 'trigger' means nothing in a recurring duty: leave it out."
        yield from _of_recurring(duty)
    elif answering and duty.trigger.report:
        yield "answers = 'trigger' finds nothing: the trigger is the report, which none answers."


def _of_recurring(duty: Duty) -> Iterator[str]:
    if not duty.met_by:
        yield "met_by is empty: a recurring duty must say what counts as contact."
    if duty.declined_by:
        yield "declined_by must be empty: only the agreement declines contact."
    if duty.every is None:
        return
    matcher = duty.trigger.matcher
    if duty.every.days is not None and not duty.trigger.report:
        yield "every.days runs until something is agreed: its trigger is { report = true }."
    if duty.every.detail is not None and matcher is None:
        yield "every.detail is read from the agreement: its trigger must name its kinds."
    if duty.every.detail is not None and matcher is not None:
        unseen = [word for word in ("declined", "deferred") if word not in matcher.results]
        if unseen:
            yield (
                f"the results of the trigger leave out {' and '.join(unseen)}: list them, or an "
                "agreement to have no contact goes unseen."
            )
        if duty.clock == "received":
            yield "clock 'received' means nothing in a recurring duty: it is event."
