"""Claims and sentences as a description gives them, each checked for what it needs.

What a claim asserts decides which keys it has; a claim without figures, or of periods that share
days, is a fault.
"""

from collections.abc import Mapping
from typing import Final, cast

from touchpoint.papers.description.addresses import (
    Checking,
    check_split,
    dimension_in,
    group_in,
    period_in,
    share_in,
    texts_in,
)
from touchpoint.papers.description.paper import (
    AuthorSentence,
    ClaimAsked,
    DriversAsked,
    Says,
    SentenceAsked,
)
from touchpoint.papers.description.periods import (
    PREVIOUS,
    THIS,
    PeriodAsked,
    example_of,
    overlapping,
)
from touchpoint.rights.reading.entries import Entry

SAYS: Final[Mapping[str, str]] = {
    "rose": "against",
    "fell": "against",
    "changed": "against",
    "did_not_change": "against margin",
    "is": "",
    "is_highest": "by value",
    "is_lowest": "by value",
    "met_standard": "standard",
    "differs_between": "by adjust_for",
    "is_driven_by": "outcome drivers driver survey months",
}
"""Every claim there is, and the keys that it has beside measure, group and period."""

LONGEST: Final = 60


def sentence_in(
    entry: Entry, checking: Checking, standards: Mapping[str, float], name: str
) -> SentenceAsked | None:
    """A sentence: a claim, or a text of the author's own."""
    if entry.says("text"):
        text = entry.text("text")
        entry.close()
        return None if text is None else AuthorSentence(text=text)
    return _claim(entry, checking, standards, name)


def _claim(
    entry: Entry, checking: Checking, standards: Mapping[str, float], name: str
) -> ClaimAsked | None:
    says = entry.word("claim", list(SAYS))
    id_ = entry.text("id", needed=False) or name
    must = entry.truth("must", needed=False) or False
    if says is None or says not in SAYS:
        return None
    entry.place = f"{entry.place} ({says})"
    keys = SAYS[says].split()
    claim = ClaimAsked(id=id_, says=cast("Says", says), place=entry.place, must=must)
    if says == "is_driven_by":
        return _driven(entry, claim, checking)
    measure = entry.text("measure")
    found = None if measure is None else checking.measure(entry, measure)
    group = group_in(entry)
    period = period_in(entry, "period", checking) or THIS
    if "by" in keys and not entry.says("by"):
        entry.fault("by is missing: name the dimension whose groups are compared, like unit:area.")
    by = dimension_in(entry) if "by" in keys else None
    adjust_for = dimension_in(entry, "adjust_for") if "adjust_for" in keys else None
    if found is not None:
        labels = [label for label, _ in group] + [x for x in (by, adjust_for) if x]
        check_split(entry, [found.name], labels, checking)
        if says in ("met_standard", "did_not_change") and not found.is_share:
            entry.fault(f"{found.name} is no share: {says} is said of shares alone.")
    claim = ClaimAsked(
        id=id_, says=claim.says, place=claim.place, must=must, measure=measure or "", group=group,
        period=period, by=by, adjust_for=adjust_for,
        value=entry.text("value", needed=False) if "value" in keys else None,
        against=_against(entry, period, checking) if "against" in keys else None,
        margin=_margin(entry) if "margin" in keys else None,
        standard=_standard(entry, measure, standards) if "standard" in keys else None,
    )  # fmt: skip
    entry.close()
    return claim


def _margin(entry: Entry) -> float | None:
    margin = share_in(entry, "margin", needed=True)
    if margin == 0:
        entry.fault("margin is 0: no figures show that nothing at all changed; give 0.02 or more.")
    return margin


def _against(entry: Entry, period: PeriodAsked, checking: Checking) -> PeriodAsked | None:
    own = example_of(checking.own)
    against = period_in(entry, "against", checking)
    if against is None:
        against = PREVIOUS if period.label is None else None
        if against is None:
            entry.fault("against is missing: name the period that it is held against.")
            return None
        if period.kind is not None:
            against = PeriodAsked(which="previous", kind=period.kind)
        if period.which != "this":
            entry.fault("against is missing: name the period that it is held against.")
    elif against.label is None and against.kind is None and period.kind is not None:
        against = PeriodAsked(which=against.which, kind=period.kind)
    one_label = (period.label is None) != (against.label is None)
    if not one_label and overlapping(period, against, own):
        entry.fault(
            f"{period.written} and {against.written} share days, so a test between them would find "
            "nearly nothing: name periods that share none."
        )
    if not one_label and period.of(own).to_on < against.of(own).from_on:
        entry.fault(
            f"{period.written} ends before {against.written}: give the later one as period, and "
            "hold it against the earlier."
        )
    if period.of(own).kind != against.of(own).kind:
        entry.fault(f"{period.written} and {against.written} are not equally long.")
    return against


def _standard(entry: Entry, measure: str | None, standards: Mapping[str, float]) -> float | None:
    if entry.says("standard"):
        return share_in(entry, "standard")
    if measure is not None and measure in standards:
        return standards[measure]
    entry.fault(
        f"there is no standard for {measure or 'it'}: give standard = 0.9 here, or one under "
        "[standards] of the paper or of the settings."
    )
    return None


def _driven(entry: Entry, claim: ClaimAsked, checking: Checking) -> ClaimAsked | None:
    driver = entry.text("driver", needed=False)
    asked = drivers_in(entry, checking)
    if asked is not None and driver is not None and driver not in asked.drivers:
        entry.fault(f"driver is {driver!r}, which is none of the drivers.")
    entry.close()
    if asked is None:
        return None
    return ClaimAsked(
        id=claim.id, says=claim.says, place=claim.place, must=claim.must, drivers=asked,
        driver=driver,
    )  # fmt: skip


def drivers_in(entry: Entry, checking: Checking) -> DriversAsked | None:
    """Which answers are to explain which."""
    outcome = entry.text("outcome")
    drivers = texts_in(entry, "drivers")
    if len(drivers) < 2:  # noqa: PLR2004 - one driver is not ranked
        entry.fault("drivers must name two questions or more.")
    checking.questions(entry, [*([outcome] if outcome else []), *drivers])
    if outcome in drivers:
        entry.fault(f"{outcome} is the outcome, and explains itself: take it out of the drivers.")
    survey = entry.text("survey", needed=False)
    gain = entry.text("gain", needed=False) if entry.says("gain") else None
    months = entry.number("months", needed=False) or 12
    if not 1 <= months <= LONGEST:
        entry.fault(f"months is {months}: it must be 1 to {LONGEST}.")
    if gain is not None and gain not in drivers:
        entry.fault(f"gain is {gain!r}, which is none of the drivers.")
    if outcome is None:
        return None
    return DriversAsked(outcome=outcome, drivers=drivers, survey=survey, months=months, gain=gain)
