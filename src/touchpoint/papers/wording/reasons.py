"""What cannot be said, and why: a figure missing, kept back or known in part, or a break."""

from touchpoint.calendar import Period
from touchpoint.papers.claims.tested import Trial, Unsaid
from touchpoint.papers.description.paper import ClaimAsked
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.wording.periods import in_words, when
from touchpoint.papers.wording.words import PLURALS, Subject, Words, within_a_sentence
from touchpoint.rights.telling.wording import listed


def because(trial: Trial, words: Words, own: Period) -> str:
    """The sentence of a claim that cannot be tested."""
    return f"it cannot be said {_what(trial, words, own)}, because {_why(trial, words)}."


def _what(trial: Trial, words: Words, own: Period) -> str:
    claim = trial.claim
    if claim.drivers is not None:
        outcome = words.within("question", claim.drivers.outcome)
        return f"what satisfaction with {outcome} is associated with"
    value = trial.value or trial.before or (trial.unsaid.value if trial.unsaid else None)
    if value is None:
        return f"how {PLURALS.get(claim.by or '', 'groups')} compare"
    subject = words.subject(value.measure, claim.group)
    groups = PLURALS.get(claim.by or "", "groups")
    then = when(claim.period.of(own), own)
    place = words.phrase(claim.by or "", claim.value) if claim.value else "there"
    told = {
        "is": f"what {subject.text} {subject.were}{then}",
        "is_highest": f"whether {subject.text} {subject.were} highest {place}",
        "is_lowest": f"whether {subject.text} {subject.were} lowest {place}",
        "met_standard": f"whether {subject.text} met {standard_of(claim, value, subject)}",
        "differs_between": f"whether {subject.text} differed between {groups}",
        "did_not_change": f"whether {subject.text} stayed the same",
    }
    return told.get(claim.says, f"whether {subject.text} {claim.says}")


def _why(trial: Trial, words: Words) -> str:
    unsaid = trial.unsaid or Unsaid(reason="missing")
    figure = _figure(unsaid.value, trial, words)
    if trial.claim.drivers is not None:
        figure = "the number of answers it rests on"
    match unsaid.reason:
        case "missing":
            return f"{figure} is missing: {said(unsaid.value.why if unsaid.value else None)}"
        case "suppressed":
            return f"{figure} is kept back, as it could tell of single people"
        case "part":
            note = unsaid.value.note if unsaid.value else None
            return f"{figure} is known only in part: {said(note)}"
        case "break":
            return f"the way of recording changed between the two periods: {said(unsaid.said)}"
        case "immature":
            return (
                "victims of the later period have been followed for a shorter time, which may be "
                "all that differs"
            )
        case "no_model":
            return said(unsaid.said or "the answers it rests on were not given")
        case _:
            return "fewer than two groups are large enough and may be shown"


def _figure(value: Value | None, trial: Trial, words: Words) -> str:
    if value is None:
        return "the figure"
    by = trial.claim.by
    group = dict(value.key.group)
    where = f" {words.phrase(by, group[by])}" if by is not None and by in group else ""
    return f"the figure for {in_words(value.key.period)}{where}"


def left_out(trial: Trial) -> str:
    """How many groups a sentence that compares the others is not about, and why; or nothing.

    Within strata a group whose own figure is hidden is compared too, but none of its numbers named.
    """
    groups = trial.left_out
    if not groups:
        return ""
    reasons = (
        (groups.kept_back, "is kept back", "are kept back"),
        (groups.without_figure, "has no figure", "have no figure"),
        (groups.too_small, "is too small", "are too small"),
    )
    told = [f"{many:,} {one if many == 1 else several}" for many, one, several in reasons if many]
    number, _, reason = told[0].partition(" ")
    told[0] = f"{number} {'other' if number == '1' else 'others'} {reason}"
    they = "it is" if groups.number == 1 else "they are"
    compared = "compared" if trial.claim.adjust_for is None else "named"
    return f"; {listed(told, 'and')}, so {they} not {compared}"


def standard_of(claim: ClaimAsked, value: Value, subject: Subject) -> str:
    """A standard, with the side on which it is met."""
    less = " or less" if value.measure.direction == "down" else ""
    return f"{subject.their} standard of {100 * (claim.standard or 0.0):g}%{less}"


def said(text: str | None) -> str:
    """A note as a part of a sentence."""
    told = (text or "nobody has it").removeprefix("[b] ").removeprefix("Part period: ")
    told = told.split(". ")[0].rstrip(".")
    return within_a_sentence(told)
