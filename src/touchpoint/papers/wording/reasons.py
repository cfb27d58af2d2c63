"""What cannot be said, and why: a figure missing, kept back or known in part, or a break."""

from touchpoint.calendar import Period
from touchpoint.papers.claims.tested import Trial, Unsaid
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.wording.periods import in_words, when
from touchpoint.papers.wording.words import PLURALS, Words


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
    said = {
        "is": f"what {subject.text} {subject.were}{then}",
        "is_highest": f"whether {subject.text} {subject.were} highest there",
        "is_lowest": f"whether {subject.text} {subject.were} lowest there",
        "met_standard": f"whether {subject.text} met {subject.their} standard of "
        f"{100 * (claim.standard or 0.0):g}%",
        "differs_between": f"whether {subject.text} differed between {groups}",
        "did_not_change": f"whether {subject.text} stayed the same",
    }
    return said.get(claim.says, f"whether {subject.text} {claim.says}")


def _why(trial: Trial, words: Words) -> str:
    unsaid = trial.unsaid or Unsaid(reason="missing")
    figure = _figure(unsaid.value, trial, words)
    match unsaid.reason:
        case "missing":
            return f"{figure} is missing: {_said(unsaid.value.why if unsaid.value else None)}"
        case "suppressed":
            return f"{figure} is kept back, as it could tell of single people"
        case "part":
            note = unsaid.value.note if unsaid.value else None
            return f"{figure} is known only in part: {_said(note)}"
        case "break":
            return f"the way of recording changed between the two periods: {_said(unsaid.said)}"
        case "immature":
            return (
                "victims of the later period have been followed for a shorter time, which may be "
                "all that differs"
            )
        case "no_model":
            return _said(unsaid.said or "the answers it rests on were not given")
        case _:
            return "fewer than two groups are large enough and may be shown"


def _figure(value: Value | None, trial: Trial, words: Words) -> str:
    if value is None:
        return "the figure"
    by = trial.claim.by
    group = dict(value.key.group)
    where = f" {words.phrase(by, group[by])}" if by is not None and by in group else ""
    return f"the figure for {in_words(value.key.period)}{where}"


def _said(text: str | None) -> str:
    """A note as a part of a sentence."""
    said = (text or "nobody has it").removeprefix("[b] ").split(". ")[0].rstrip(".")
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]
