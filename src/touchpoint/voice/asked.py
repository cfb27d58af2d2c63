"""Who was asked and what they said, as expressions over the ledger's tables.

A response that names no journey of the ledger is not linked: it is kept, and says so. Nothing here
runs an expression.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.functions import detail_text

Tables = Mapping[str, ir.Table]

OF_RESPONSES = ("survey", "wave", "mode", "stratum")
CLOSURE = "closure.discussed"

_OF_A_JOURNEY = (
    "reported_on",
    "pathway",
    "offence_group",
    "unit_id",
    "sex",
    "ethnicity",
    "disability",
    "age",
    "enhanced_on",
    "is_enhanced",
)


def responses_of(
    tables: Tables,
    *,
    survey: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> ir.Table:
    """Responses to surveys with what is known of the journey that each is linked to."""
    found = tables["responses"]
    if survey is not None:
        found = found.filter(found.survey_id == survey)
    found = _within(found, found.answered_on, from_on, to_on)
    people = _people(tables)
    joined = found.left_join(people, found.journey_id == people.linked_id)
    return joined.select(
        "response_id",
        "weight",
        "answered_on",
        journey_id=joined.linked_id,
        survey=joined.survey_id,
        wave=joined.wave,
        mode=joined["mode"],
        stratum=joined.stratum,
        **{name: joined[name] for name in _OF_A_JOURNEY},
    ).order_by("response_id")


def closures_of(
    tables: Tables,
    details: Sequence[str],
    *,
    from_on: date | None = None,
    to_on: date | None = None,
) -> ir.Table:
    """The last closing discussion of each journey, with what its detail says under some names."""
    found = counting(tables)
    found = found.filter(found.kind == CLOSURE)
    found = _within(found, found.happened_on, from_on, to_on)
    window = ibis.window(
        group_by=found.journey_id,
        order_by=[found.happened_at.desc(), found.touchpoint_id.desc()],
    )
    found = found.mutate(place=ibis.row_number().over(window))
    found = found.filter(found.place == 0)
    people = _people(tables)
    joined = found.inner_join(people, found.journey_id == people.linked_id)
    said = {f"said_{n}": detail_text(joined.detail, name) for n, name in enumerate(details)}
    nothing = ibis.null("string")
    return joined.select(
        response_id=joined.touchpoint_id,
        weight=ibis.null("float64"),
        answered_on=joined.happened_on,
        journey_id=joined.linked_id,
        survey=ibis.literal("closure"),
        wave=nothing,
        mode=joined.channel,
        stratum=nothing,
        **{name: joined[name] for name in _OF_A_JOURNEY},
        **said,
    ).order_by("response_id")


def answers_of(tables: Tables, responses: ir.Table, questions: Sequence[str]) -> ir.Table:
    """The answers of some responses to some questions."""
    found = tables["answers"]
    found = found.filter(found.question.isin(list(questions)))
    kept = found.semi_join(responses.select("response_id"), "response_id")
    return kept.select("response_id", "question", "value", "number")


def questions_answered(tables: Tables, responses: ir.Table) -> ir.Table:
    """How many answers there are to each question of some responses."""
    found = tables["answers"].semi_join(responses.select("response_id"), "response_id")
    return found.group_by("question").agg(answers=found.count()).order_by("question")


def counting(tables: Tables) -> ir.Table:
    """Touchpoints that count: those that no other replaces."""
    found = tables["touchpoints"]
    replaced = found.filter(found.replaces.notnull()).select(replaced_id="replaces").distinct()
    return found.anti_join(replaced, found.touchpoint_id == replaced.replaced_id)


def touches_of(tables: Tables, kinds: Sequence[str], journeys: ir.Table) -> ir.Table:
    """The touchpoints of some kinds on some journeys that count."""
    found = counting(tables)
    found = found.filter(found.kind.isin(list(kinds)))
    kept = found.semi_join(journeys, "journey_id")
    return kept.select("journey_id", "kind", "result", "happened_on")


def _people(tables: Tables) -> ir.Table:
    """Journeys with their investigations, by the name under which a response is linked."""
    crimes = tables["investigations"].select(
        "investigation_id", "reported_on", "pathway", "offence_group", "unit_id"
    )
    journeys = tables["journeys"].select(
        "journey_id", "investigation_id", "sex", "ethnicity", "disability", "age",
        "enhanced_on", "enhanced_basis",
    )  # fmt: skip
    joined = journeys.inner_join(crimes, "investigation_id")
    joined = joined.mutate(is_enhanced=(joined.enhanced_basis.length() > 0).fill_null(False))
    return joined.select(*_OF_A_JOURNEY, linked_id="journey_id")


def _within(
    found: ir.Table, day: ir.DateValue, from_on: date | None, to_on: date | None
) -> ir.Table:
    if from_on is not None:
        found = found.filter(day >= ibis.date(from_on.isoformat()))
    if to_on is not None:
        found = found.filter(day <= ibis.date(to_on.isoformat()))
    return found
