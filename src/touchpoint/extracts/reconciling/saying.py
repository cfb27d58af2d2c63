"""What each source says of one fact on each journey, as a table made by one DuckDB query.

A source that says nothing is blank where it claims to record the fact at some time while the
investigation was open, and uncovered where it does not (the ledger's contract on coverage).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import duckdb

from touchpoint.errors import Refused
from touchpoint.extracts.facts import Fact

TABLE = "reconciled"
FOREVER = date(9999, 12, 31)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: of which fact, as at which day, of investigations reported when."""

    fact: Fact
    as_at: date
    from_on: date | None = None
    to_on: date | None = None

    def __post_init__(self) -> None:
        if self.from_on and self.to_on and self.from_on > self.to_on:
            raise Refused(
                f"The period ends ({self.to_on}) before it begins ({self.from_on}): "
                "give the earlier day with --from."
            )


@dataclass(frozen=True, kw_only=True)
class Said:
    """The table of what was said: one row for each journey, one column of codes for each source."""

    connection: duckdb.DuckDBPyConnection
    question: Question
    sources: tuple[str, ...]
    claimed: bool
    """Whether the ledger says what its sources cover; without a word it claims everything."""
    unreadable: int
    """How many touchpoints have a result that is no word of the ledger."""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(f"s{place}" for place in range(len(self.sources)))

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        return self.connection.execute(statement).fetchall()


def what_sources_say(connection: duckdb.DuckDBPyConnection, question: Question) -> Said:
    """Make the table `reconciled` of a connection on which the ledger's tables are views."""
    connection.execute(_records(question))
    unreadable = connection.execute(_UNREADABLE).fetchall()[0][0]
    connection.execute(_READABLE)
    covered = _coverage(connection, question)
    appear = [name for (name,) in connection.execute(_APPEARING).fetchall()]
    sources = tuple(dict.fromkeys([*appear, *sorted(covered or {})]))
    if not sources:
        raise Refused(
            f"No source of this ledger records {question.fact.kind}, or claims to: "
            "there is nothing to reconcile."
        )
    connection.execute(_wide(question, sources, covered))
    said = Said(
        connection=connection,
        question=question,
        sources=sources,
        claimed=covered is not None,
        unreadable=unreadable,
    )
    if said.rows(f"SELECT count(*) FROM {TABLE}") == [(0,)]:
        raise Refused("No investigation of this ledger was reported in the period that is asked.")
    return said


_UNREADABLE = "SELECT count(*) FROM fact_records WHERE code IS NULL AND itself"
_READABLE = "DELETE FROM fact_records WHERE code IS NULL"
_APPEARING = """
SELECT source FROM fact_records GROUP BY source
ORDER BY count(DISTINCT journey_id) DESC, source
"""


def _records(question: Question) -> str:
    """The touchpoints that bear on the fact, replaced ones left out, each with its code."""
    fact = question.fact
    shown = "\n".join(
        f"WHEN kind = {text(kind)} AND {_ended('done')} IN ('done', 'accepted') "
        f"THEN {fact.code(word)}"
        for kind, word in fact.implied_by
    )
    said = "\n".join(
        f"WHEN kind = {text(fact.kind)} AND {_ended('open')} = {text(word)} THEN {fact.code(word)}"
        for word in (*fact.no, *fact.yes)
    )
    kinds = ", ".join(map(text, fact.kinds))
    return f"""
CREATE OR REPLACE TEMPORARY TABLE fact_records AS
SELECT t.journey_id, t.source, t.happened_on, kind = {text(fact.kind)} AS itself,
  CASE {shown} {said} END AS code
FROM touchpoints t
ANTI JOIN (SELECT journey_id, replaces FROM touchpoints WHERE replaces IS NOT NULL) r
  ON r.journey_id = t.journey_id AND r.replaces = t.touchpoint_id
WHERE kind IN ({kinds}) AND happened_on <= {day(question.as_at)}
"""


def _ended(unsaid: str) -> str:
    """How a touchpoint ended, in SQL: an empty text is left open as a null is."""
    return f"coalesce(nullif(result, ''), {text(unsaid)})"


Spans = Sequence[tuple[date, date]]


def _coverage(
    connection: duckdb.DuckDBPyConnection, question: Question
) -> Mapping[str, Spans] | None:
    """When each source claims to record the fact; nothing where the ledger makes no claims."""
    if connection.execute("SELECT count(*) FROM coverage").fetchall() == [(0,)]:
        return None
    rows = connection.execute(
        "SELECT source, from_on, coalesce(to_on, ?) FROM coverage "
        "WHERE kind = ? AND from_on <= ? ORDER BY ALL",
        [FOREVER, question.fact.kind, question.as_at],
    ).fetchall()
    return {
        source: [(begun, ended) for _, begun, ended in spans]
        for source, spans in groupby(rows, key=lambda row: str(row[0]))
    }


def _wide(question: Question, sources: Sequence[str], covered: Mapping[str, Spans] | None) -> str:
    """One row for each journey: what it is, what each source says, and what is odd about it."""
    fact = question.fact
    codes = ",\n".join(
        f"max(code) FILTER (source = {text(source)}) AS c{place}"
        for place, source in enumerate(sources)
    )
    said = ",\n".join(
        f"CAST(coalesce(c{place}, CASE WHEN {_covers(source, covered)} "
        f"THEN {fact.code('blank')} ELSE {fact.code('uncovered')} END) AS UTINYINT) AS s{place}"
        for place, source in enumerate(sources)
    )
    period = " AND ".join(_period(question))
    return f"""
CREATE OR REPLACE TEMPORARY TABLE {TABLE} AS
WITH heard AS (
  SELECT journey_id, {codes},
    bool_or(NOT itself) AS taken,
    bool_or(itself AND code >= {fact.first_yes}) AS offered,
    max(happened_on) AS last_on
  FROM fact_records GROUP BY journey_id
), charged AS (
  SELECT DISTINCT j.investigation_id FROM touchpoints t JOIN journeys j USING (journey_id)
  WHERE t.kind = 'suspect.charged' AND t.happened_on <= {day(question.as_at)}
), files AS (
  SELECT j.journey_id, i.unit_id, i.officer_id, i.pathway, i.offence_group, i.reported_on,
    strftime(i.reported_on, '%Y-%m') AS month,
    CASE WHEN i.closed_on <= {day(question.as_at)} THEN i.closed_on END AS closed_on,
    j.enhanced_on IS NOT NULL OR len(j.enhanced_basis) > 0 AS enhanced,
    j.role = 'business' AS business,
    c.investigation_id IS NOT NULL AS charged
  FROM journeys j JOIN investigations i USING (investigation_id)
  LEFT JOIN charged c USING (investigation_id)
  WHERE {period}
), lived AS (
  SELECT *, greatest(coalesce(closed_on, {day(question.as_at)}), reported_on) AS end_on
  FROM files
)
SELECT f.* EXCLUDE (end_on),
  CASE WHEN charged THEN 'charged' WHEN closed_on IS NULL THEN 'open' ELSE 'closed uncharged' END
    || '/' || coalesce(pathway, 'no pathway')
    || CASE WHEN business THEN '/business' ELSE '' END AS likeness,
  coalesce(h.taken, false) AS taken,
  coalesce(h.offered, false) AS offered,
  h.last_on,
  coalesce(h.last_on > f.closed_on, false) AS after_close,
  {said}
FROM lived f LEFT JOIN heard h USING (journey_id)
"""


def _covers(source: str, covered: Mapping[str, Spans] | None) -> str:
    """Whether a source claims to record the fact on any day while the investigation was open."""
    if covered is None:
        return "true"
    return (
        " OR ".join(
            f"(reported_on <= {day(ended)} AND end_on >= {day(begun)})"
            for begun, ended in covered.get(source, ())
        )
        or "false"
    )


def _period(question: Question) -> Iterator[str]:
    yield f"i.reported_on <= {day(question.as_at)}"
    if question.from_on is not None:
        yield f"i.reported_on >= {day(question.from_on)}"
    if question.to_on is not None:
        yield f"i.reported_on <= {day(question.to_on)}"


def day(value: date) -> str:
    """A date as SQL writes it."""
    return f"DATE '{value.isoformat()}'"


def text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"
