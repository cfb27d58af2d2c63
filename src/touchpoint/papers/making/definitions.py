"""What stands behind the figures: definitions with their SQL, and every figure in full."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from touchpoint.disclosure import MISSING_MARK, SUPPRESSED_MARK
from touchpoint.measures.definition.measure import Measure, Population
from touchpoint.measures.figuring.known_months import ROLLING
from touchpoint.measures.telling.sql import sql_of
from touchpoint.measures.telling.wording import covered_by, denominator_of, numerator_of
from touchpoint.papers.description.measures import is_plain
from touchpoint.papers.description.paper import Key
from touchpoint.papers.document import Definition, PrintedFigure
from touchpoint.papers.making.given import Given
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.wording import numbers
from touchpoint.papers.wording.periods import day_in_words, in_words
from touchpoint.voice.reading import shipped


def definitions(
    given: Given, values: Iterable[Value], counted_by: Mapping[str, str]
) -> Iterator[Definition]:
    """The definition of every measure of a paper, with the SQL that counted it."""
    printed: dict[Measure, list[Key]] = {}
    for value in values:
        printed.setdefault(value.measure, []).append(value.key)
    for measure, keys in printed.items():
        yield Definition(
            measure=measure.name,
            title=given.words.title(measure),
            statement=measure.statement,
            owner=measure.owner,
            numerator=numerator_of(measure),
            denominator=denominator_of(measure),
            source=_sources(given, measure),
            sql=counted_by[measure.name],
            note=" ".join(_notes(given, measure, keys)),
        )


def sql_of_each(measures: Iterable[Measure], as_at: date) -> dict[str, str]:
    """The SQL of every measure, by its name."""
    return {measure.name: _sql_of(measure, as_at) for measure in measures}


@lru_cache(maxsize=512)
def _sql_of(measure: Measure, as_at: date) -> str:
    """The SQL of a measure as at a day, which takes longer to say than a count takes to run."""
    return sql_of(measure, as_at)


def _has_rate(measure: Measure) -> bool:
    return not is_plain(measure) or measure.per is not None


def _sources(given: Given, measure: Measure) -> str:
    """Which sources record what a measure counts, and since when."""
    if measure.population is Population.VERDICTS:
        return "Whoever records what its duties are met by; the Code's edition names it."
    kinds = [kind for group in measure.needs for kind in group] + list(measure.also)
    if measure.population in (Population.ANSWERS, Population.REVIEWS, Population.RETURNS):
        return f"The ledger's {measure.population.value}, each by its own day."
    if not given.coverage.rows:
        return "The ledger has no coverage rows: it claims that every source records everything."
    if not kinds:
        return covered_by(measure)
    told = []
    for row in given.coverage.rows:
        if row["kind"] in kinds:
            source = given.words.name("source", row["source"])
            since = f"{row['kind']} in {source} since {day_in_words(row['from_on'])}"
            until = f" until {day_in_words(row['to_on'])}" if row["to_on"] else ""
            told.append(f"{since}{until}")
    return f"{'; '.join(told)}." if told else f"No loaded source records {' or '.join(kinds)}."


def _notes(given: Given, measure: Measure, keys: Sequence[Key]) -> Iterator[str]:
    if measure.note:
        yield measure.note
    yield from _again(given, measure, keys)
    yield (
        f"The rows behind a figure, for whoever holds the ledger: {given.command} --as-at "
        f"{given.asking.as_at} --figure ID --rows FILE."
    )


def _again(given: Given, measure: Measure, keys: Sequence[Key]) -> Iterator[str]:
    """The command that counts what the paper prints of a measure, of its own period if it can."""
    own = given.own
    ranked = sorted(
        keys, key=lambda k: (k.period != own, k.period.to_on != own.to_on, len(k.labels))
    )
    period = ranked[0].period
    here = [key for key in ranked if key.period == period]
    by, *more = dict.fromkeys(",".join([period.kind, *key.labels]) for key in here)
    # A rolling window holds days of others: only its last day is of it alone.
    first = period.to_on if period.kind in ROLLING else period.from_on
    voices = "" if given.asking.instruments == shipped() else " --instruments FILE"
    yield (
        f"To count it again: touchpoint measure LEDGER {measure.name} --by {by} --from {first} "
        f"--to {period.to_on} --as-at {given.asking.as_at}{given.asking.judged_by}{voices}."
    )
    if more:
        yield f"As it is split elsewhere: {' or '.join(f'--by {each}' for each in more)}."


def printed_figures(
    given: Given, values: Mapping[Key, Value], places: Mapping[Key, tuple[str, ...]]
) -> Iterator[PrintedFigure]:
    """Every figure of a paper with all that it must carry, as texts."""
    for key, value in values.items():
        hidden = SUPPRESSED_MARK if value.status == "suppressed" else MISSING_MARK
        has_rate = _has_rate(value.measure)
        none = hidden if has_rate else ""
        yield PrintedFigure(
            id=value.id,
            measure=key.measure,
            title=given.words.title(value.measure),
            period=in_words(key.period),
            from_on=key.period.from_on,
            to_on=key.period.to_on,
            groups=tuple((label, given.words.name(label, name)) for label, name in key.group),
            status=value.status,
            numerator=numbers.count(value),
            denominator=numbers.base(value) if has_rate else "",
            rate=numbers.rate(value) if value.shown and has_rate else none,
            low=_end(value, value.low) if value.shown and has_rate else none,
            high=_end(value, value.high) if value.shown and has_rate else none,
            note=value.why or value.note,
            places=places[key],
        )


def _end(value: Value, end: float | None) -> str:
    if end is None:
        return MISSING_MARK
    if value.measure.is_share:
        return numbers.percent(end)
    return numbers.interval(value).split(" to ")[0 if end == value.low else -1]
