"""What every paper says of itself: edition, working days, the day, its sources, its tests."""

from collections.abc import Iterator, Mapping

from touchpoint.papers.claims.testing import LEVEL
from touchpoint.papers.description.paper import Key
from touchpoint.papers.document import Fact
from touchpoint.papers.making.given import Given
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.wording.periods import day_in_words, in_words

WORKING_DAYS = (
    "Working days are Monday to Friday without the bank holidays of England and Wales. The day of "
    "the trigger is day 0; what is due within so many working days is in time until the end of "
    "the last of them."
)
"""What the clock settings of every edition held come to (day_zero, cut_off and calendar)."""


def facts(given: Given, values: Mapping[Key, Value], tests: int) -> Iterator[Fact]:
    """Every fact that stands at the head of a paper."""
    yield Fact(name="Force", value=given.force)
    yield Fact(name="Period", value=in_words(given.own))
    yield Fact(name="As at", value=day_in_words(given.asking.as_at))
    yield Fact(name="Edition of the Victims' Code", value=_editions(given))
    yield Fact(name="Working days", value=WORKING_DAYS)
    yield Fact(name="Coverage", value=_coverage(given))
    yield Fact(name="Small numbers", value=_rules(given, values))
    yield Fact(name="Tests", value=_tests(tests))
    yield Fact(name="Last paper", value=_last(given))


def _editions(given: Given) -> str:
    told = []
    for edition in given.asking.editions:
        since = edition.in_force_from
        judges = "judges every journey" if given.asking.whenever else (
            f"in force from {day_in_words(since)}" if since else "without a first day"
        )  # fmt: skip
        told.append(f"{edition.title} ({edition.name}), {judges}")
    return "; ".join(told)


def _coverage(given: Given) -> str:
    rows = given.coverage.rows
    if not rows:
        return "The ledger has no coverage rows: it claims that every source records everything."
    first: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row["from_on"]):
        first.setdefault(row["source"], day_in_words(row["from_on"]))
    words = given.words
    told = [f"{words.name('source', s)} since {day}" for s, day in sorted(first.items())]
    said = "; ".join(told)
    return (
        f"{said[:1].upper()}{said[1:]}. What each records stands in the section on these figures."
    )


def _rules(given: Given, values: Mapping[Key, Value]) -> str:
    rules = given.settings.rules
    hidden = sum(value.status == "suppressed" for value in values.values())
    missing = sum(value.status == "missing" for value in values.values())
    if rules.method == "round":
        how = f"Every count is rounded to the nearest {rules.base}."
    else:
        how = (
            f"Counts from 1 to {rules.threshold - 1}, and what would give them away, are kept back."
        )
    return (
        f"{how} Of {len(values):,} figures {hidden:,} {_is(hidden)} kept back and {missing:,} "
        f"{_is(missing)} missing."
    )


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _tests(tests: int) -> str:
    if not tests:
        return "Nothing in this paper is tested."
    share = round(100 * LEVEL)
    claims = "1 claim is" if tests == 1 else f"{tests:,} claims are"
    return (
        f"{claims} tested, allowing for all of them: of the findings of a paper, at most {share} "
        "in 100 are expected to be false."
    )


def _last(given: Given) -> str:
    if given.last is None:
        return "No earlier paper of this name is kept beside this one."
    return f"{in_words(given.last.period)}, as at {day_in_words(given.last.as_at)}"
