"""Values that cannot be right by themselves: ages, weights, details and enhanced rights.

On the authority of the contract's words on `detail`, `enhanced_on` and `contact.agreed`, and of
what the clocks of the duties need to run on.
"""

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir

from touchpoint.ledger.content.check import Check, Subject
from touchpoint.ledger.faults import Fault
from touchpoint.ledger.vocabulary import AGREED

OLDEST = 125
NO_NUMBERS = ("nan", "inf", "-inf", "infinity", "-infinity")
NO = ibis.literal(value=False)

_TEXTS = r'"(\\.|[^"\\])*"'
_NO_JSON = r"(?i),\s*[}\]]|nan|inf"
"""What DuckDB lets pass and other readers of JSON refuse: a comma at the end, and no number."""


def value_checks(subject: Subject) -> Iterator[Check]:
    """What the contract says of the values of one row."""
    match subject.table.name:
        case "journeys":
            yield from _ages(subject)
        case "touchpoints":
            yield from _details(subject)
        case "responses":
            yield from _weights(subject)


def _ages(subject: Subject) -> Iterator[Check]:
    if subject.has("age"):
        age = subject.rows.age
        yield subject.check(
            Fault.OUT_OF_RANGE,
            "age",
            (age < 0) | (age > OLDEST),
            f"{{n}} [row has|rows have] an age that is not between 0 and {OLDEST} ({{first}}): "
            "leave it empty where it is not known.",
            said=": " + age.cast("string"),
        )


def _weights(subject: Subject) -> Iterator[Check]:
    if subject.has("weight"):
        weight = subject.rows.weight
        # By its letters: files keep no count of what is no number, and a filter would pass it by.
        no_number = weight.cast("string").lower().isin(NO_NUMBERS)
        yield subject.check(
            Fault.OUT_OF_RANGE,
            "weight",
            (weight <= 0) | no_number,
            "{n} [row has|rows have] a weight that is not a number above 0 ({first}): "
            "leave it empty where there is none.",
            said=": " + weight.cast("string"),
        )


def _details(subject: Subject) -> Iterator[Check]:
    if not subject.has("detail"):
        return
    detail = subject.rows.detail
    readable = _is_an_object(detail)
    yield subject.check(
        Fault.DETAIL_UNREADABLE,
        "detail",
        ~readable,
        "{n} [row has|rows have] a detail that is not a JSON object ({first}): "
        "nothing in it can be read.",
    )
    if not subject.has("kind", "result"):
        return
    result = subject.rows.result
    terms = detail.try_cast("json")
    days = terms["every_days"].float
    paused = terms["paused"].bool.fill_null(NO)
    whole = ((days > 0) & (days % 1 == 0)).fill_null(NO)
    yield subject.check(
        Fault.DETAIL_UNREADABLE,
        "detail",
        (subject.rows.kind == "contact.agreed")
        & (result.isnull() | result.isin(("", *AGREED)))
        & readable.fill_null(NO)
        & ~paused
        & ~whole,
        "{n} contact.agreed [row has|rows have] a detail whose every_days is not a whole number "
        "above 0 ({first}): write one, like 28. Where no number can be read, no clock runs.",
    )


def _is_an_object(detail: ir.StringValue) -> ir.BooleanValue:
    """Whether a text is a JSON object to every reader of JSON; empty where there is no text."""
    object_to_some = detail.try_cast("json").notnull() & detail.lstrip().startswith("{")
    doubtful = detail.re_search(_NO_JSON)
    lax = doubtful.ifelse(detail.re_replace(_TEXTS, '""').re_search(_NO_JSON), NO)
    return detail.isnull().ifelse(ibis.null("boolean"), object_to_some & ~lax)
