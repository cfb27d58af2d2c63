"""Everything found about one fact, as rows of one table with the columns of COLUMNS.

Each row says to which part it belongs; docs/how-to/reconcile-sources.md lists the parts.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from touchpoint.extracts.reconciling.likely.simple_shares import naive_interval
from touchpoint.extracts.reconciling.likely.truth import Likely
from touchpoint.extracts.reconciling.reconciling import Reconciled

COLUMNS = (
    "part",
    "by",
    "group",
    "name",
    "numerator",
    "denominator",
    "rate",
    "low",
    "high",
    "status",
    "note",
)
SHOWN, CANNOT_TELL = "shown", "cannot_tell"


def rows_of(found: Reconciled) -> Iterator[Mapping[str, Any]]:
    """Everything found, as rows of one table."""
    yield from _likely_rows(found)
    yield from _naive_rows(found)
    yield from _said_rows(found)
    for one in found.counts:
        yield _row(one.part, one.name, by=one.by, group=one.group, share=(one.number, one.of))
    yield from _error_rows(found.likely)
    yield from _rule_rows(found)
    for record in found.mend:
        yield _row("mend", record.journey_id, numerator=record.rank, note=record.reason)
    for number, note in enumerate(found.notes, 1):
        yield _row("note", str(number), note=note)


def _row(
    part: str, name: str, *, share: tuple[int, int] | None = None, **more: object
) -> dict[str, Any]:
    row: dict[str, Any] = {**dict.fromkeys(COLUMNS), "part": part, "name": name, "status": SHOWN}
    if share is not None:
        number, of = share
        row |= {"numerator": number, "denominator": of, "rate": number / of if of else None}
    return row | more


def _likely_rows(found: Reconciled) -> Iterator[Mapping[str, Any]]:
    likely = found.likely
    note = " ".join(likely.notes) or None
    yield _row(
        "likely",
        "likely rate",
        denominator=likely.journeys,
        rate=likely.rate,
        low=likely.low,
        high=likely.high,
        status=SHOWN if likely.can_tell else CANNOT_TELL,
        note=note,
    )
    for part in found.parts:
        can_tell = part.found.rate is not None
        yield _row(
            "likely",
            "likely rate",
            by=part.by,
            group=part.group,
            denominator=part.found.journeys,
            rate=part.found.rate,
            low=part.found.low,
            high=part.found.high,
            status=SHOWN if can_tell else CANNOT_TELL,
            note=None if can_tell else "Too few journeys to tell.",
        )


def _naive_rows(found: Reconciled) -> Iterator[Mapping[str, Any]]:
    """Rates that take records at their word, with the interval of a simple share."""
    told = found.heard
    answers, count = told.answers, told.count
    blank = told.codes == told.fact.code("blank")
    for place, source in enumerate(told.sources):
        yes, spoken = (int(count[answers[:, place] >= least].sum()) for least in (1, 0))
        yield _naive(source, yes, spoken)
        yield _naive(f"{source}, blank as no", yes, spoken + int(count[blank[:, place]].sum()))
    spoken_of = (answers >= 0).any(axis=1)
    any_yes = (answers == 1).any(axis=1)
    all_yes = spoken_of & (answers != 0).all(axis=1)
    everybody = int(count[spoken_of].sum())
    yield _naive("any yes", int(count[any_yes].sum()), everybody)
    yield _naive("all yes", int(count[all_yes].sum()), everybody)
    yield _naive("any yes, silence as no", int(count[any_yes].sum()), found.journeys)


def _naive(name: str, yes: int, of: int) -> Mapping[str, Any]:
    if not of:
        note = "It says nothing of any journey."
        return _row("naive", name, share=(yes, of), status=CANNOT_TELL, note=note)
    low, high = naive_interval(yes, of)
    return _row("naive", name, share=(yes, of), low=low, high=high)


def _said_rows(found: Reconciled) -> Iterator[Mapping[str, Any]]:
    told = found.heard
    for place, source in enumerate(told.sources):
        for code, word in enumerate(told.fact.words):
            number = int(told.count[told.codes[:, place] == code].sum())
            if number:
                share = (number, found.journeys)
                yield _row("says", word, by="source", group=source, share=share)


def _error_rows(likely: Likely) -> Iterator[Mapping[str, Any]]:
    for one in likely.errors:
        for name in ("sensitivity", "specificity", "blank_when_true", "blank_when_false"):
            value = getattr(one, name)
            rate = None if np.isnan(value) else value
            yield _row(
                "error", name, by="source", group=one.source, rate=rate,
                status=SHOWN if likely.can_tell else CANNOT_TELL,
            )  # fmt: skip


def _rule_rows(found: Reconciled) -> Iterator[Mapping[str, Any]]:
    likely = found.likely.rate
    for one in found.rules:
        yield _row("rule", one.rule.name, share=(one.yes, one.answered), note=one.rule.says)
        yield _row("rule_changed", one.rule.name, share=(one.changed, found.journeys))
        yield _row("rule_overrules", one.rule.name, share=(one.overruled, found.journeys))
        known = likely is not None and one.rate is not None
        yield _row(
            "rule_distance",
            one.rule.name,
            rate=one.rate - likely if likely is not None and one.rate is not None else None,
            status=SHOWN if known else CANNOT_TELL,
        )
