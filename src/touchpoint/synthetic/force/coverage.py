"""What each source of the made-up force records, and since when.

One row for each source and kind that it records, from years before the first report or from the day
the thing came into use; two rows where a source did not record for a while.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from touchpoint.ledger import arrow_schema
from touchpoint.ledger.vocabulary import KINDS
from touchpoint.synthetic.force.plan import Plan

YEARS_BEFORE = 3

OTHER_SOURCES = {
    "portal": ("information.sent",),
    "messaging": ("text.sent",),
    "closure_form": ("closure.discussed", "statement.offered", "statement.taken"),
    "cju_sheet": ("statement.offered", "statement.taken"),
    "witness_system": (
        "hearing.listed", "bail_hearing.decided", "warrant.decided", "evidence.required",
        "case.decided", "sentence.passed", "appeal.lodged", "victim.told",
        "special_measures.discussed", "contact_scheme.referred", "liaison.contacted",
        "statement.offered", "statement.taken", "statement.preference", "statement.refreshed",
    ),
    "service_desk": ("dissatisfaction.raised", "dissatisfaction.resolved"),
    "support_services": ("referral.accepted", "referral.closed", "restorative.referred"),
    "survey": ("dissatisfaction.raised",),
}  # fmt: skip

_ELSEWHERE = {kind for kinds in OTHER_SOURCES.values() for kind in kinds}
_ALSO_HERE = {"victim.told", "statement.offered", "statement.taken", "restorative.referred"}
CRIME_SYSTEM = tuple(kind for kind in KINDS if kind not in _ELSEWHERE or kind in _ALSO_HERE)
"""The crime system records whatever no other system does, and some of what others do too."""


def coverage(plan: Plan) -> pa.Table:
    known = plan.known_on
    rows = [row for row in _rows(plan) if known is None or row["from_on"] <= known]
    return pa.Table.from_pylist(rows, schema=arrow_schema("coverage"))


def _rows(plan: Plan) -> Iterator[dict[str, Any]]:
    marks = plan.landmarks
    always = date(plan.from_on.year - YEARS_BEFORE, 4, 1)
    begun = {
        "portal": marks.portal_on,
        "messaging": marks.text_on,
        "closure_form": marks.form_on,
    }
    for source, kinds in {"crime_system": CRIME_SYSTEM, **OTHER_SOURCES}.items():
        for kind in kinds:
            if source == "cju_sheet":
                yield from _interrupted(kind, always, marks.sheet_gap)
            else:
                yield _row(source, kind, begun.get(source, always), None, None)


def _interrupted(kind: str, always: date, gap: tuple[date, date]) -> Iterator[dict[str, Any]]:
    day = timedelta(days=1)
    note = "The way of recording changed and was changed back; the months between are missing."
    yield _row("cju_sheet", kind, always, gap[0] - day, note)
    yield _row("cju_sheet", kind, gap[1] + day, None, note)


def _row(
    source: str, kind: str, from_on: date, to_on: date | None, note: str | None
) -> dict[str, Any]:
    return {"source": source, "kind": kind, "from_on": from_on, "to_on": to_on, "note": note}
