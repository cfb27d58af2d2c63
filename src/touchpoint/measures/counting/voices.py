"""What victims answered, reviewers found and providers returned: rows of their own tables."""

import ibis
import ibis.expr.types as ir

from touchpoint.measures.counting.asked import Tally
from touchpoint.measures.counting.rows import (
    ROW,
    Counted,
    grouped_journeys,
    groups_in,
    month_of,
    recorded,
)
from touchpoint.measures.counting.tallies import Batch, crimes_and_victims, in_months, summed
from touchpoint.measures.definition.dimensions import OWN
from touchpoint.measures.definition.measure import Population

SCALE = (
    "completely_dissatisfied",
    "very_dissatisfied",
    "fairly_dissatisfied",
    "neither",
    "fairly_satisfied",
    "very_satisfied",
    "completely_satisfied",
)
"""The seven points, from 1, for answers that hold the word and not the number."""

NOT_APPLICABLE = ("not_applicable", "not applicable")


def of_answers(rows: Counted, batch: Batch) -> ir.Table:
    """Answers on the scale by month, group, stratum and weight, and how many each condition has."""
    question = rows.plan.question
    responses = rows.tables["responses"]
    given = responses.filter(responses.answered_on <= ibis.date(question.day.isoformat()))
    given = in_months(rows, given.mutate(month=month_of(given.answered_on)))
    given = _with_crimes(rows, given)
    given = given.mutate(is_first=_is_first(rows, given))
    if rows.by_row:
        given = given.mutate(**{ROW: given.response_id})
    found = given.inner_join(_read(rows.tables["answers"]), [("response_id", "answer_to")])
    names = [dimension.name for dimension in rows.dimensions]
    own = {"survey": found.survey_id, "question": found.question}
    found = found.mutate(
        **{f"group_{names.index(name)}": value for name, value in own.items() if name in names}
    )
    found = found.mutate(
        **{f"is_{n}": _answered(found, tally) for n, tally in enumerate(batch.tallies)}
    )
    keys = ["month", *sorted(groups_in(found)), "survey_id", "question", "stratum", "weight"]
    counts = {
        f"tally_{n}": ibis.ifelse(found[f"is_{n}"], 1, 0).sum().cast("int64")
        for n, _ in enumerate(batch.tallies)
    }
    firsts = {
        f"drawn_{n}": ibis.ifelse(found[f"is_{n}"] & found.is_first, 1, 0).sum().cast("int64")
        for n, _ in enumerate(batch.tallies)
    }
    summed_up = found.group_by(*keys).agg(**counts, **firsts)
    return summed_up.filter(ibis.or_(*(summed_up[name] > 0 for name in counts)))


def _is_first(rows: Counted, given: ir.Table) -> ir.BooleanValue:
    """Whether a row is the only one, or the first, of its response: a survey drew it once.

    A response about a crime with several marks stands there with each of them.
    """
    if all(dimension.name != "mark" for dimension in rows.dimensions):
        return ibis.literal(True)
    rows_of_it = ibis.window(group_by="response_id", order_by=groups_in(given))
    return ibis.row_number().over(rows_of_it) == 0


def _read(answers: ir.Table) -> ir.Table:
    """Answers with their point and their word, read as the room of voices reads them.

    What does not apply has no point, whatever number stands beside it.
    """
    told = answers.mutate(word=answers.value.strip().lower())
    unsaid = ibis.null("float64")
    by_word = ibis.cases(
        *((told.word == word, float(n)) for n, word in enumerate(SCALE, 1)), else_=unsaid
    )
    point = ibis.coalesce(told.number, by_word)
    return told.select(
        "question",
        "word",
        answer_to="response_id",
        point=ibis.ifelse(told.word.isin(NOT_APPLICABLE), unsaid, point),
    )


def _answered(found: ir.Table, tally: Tally) -> ir.BooleanValue:
    parts = [ibis.literal(True)]
    for asked in tally.rows:
        said = []
        if asked.numbers:
            said.append(found.point.isin([float(n) for n in asked.numbers]).fill_null(False))
        if asked.words:
            said.append(found.word.isin(asked.words).fill_null(False))
        if said:
            parts.append(ibis.or_(*said))
        if asked.questions:
            parts.append(found.question.isin(asked.questions))
    return ibis.and_(*parts)


def _with_crimes(rows: Counted, given: ir.Table) -> ir.Table:
    """Responses with the groups of the journey asked about; not recorded where it is unknown."""
    wanted = [d for d in rows.dimensions if d.name not in OWN[Population.ANSWERS]]
    if not wanted:
        return given
    journeys = grouped_journeys(rows.of_every_crime)
    groups = groups_in(journeys)
    journeys = journeys.select("enhanced_on", *groups, asked_about="journey_id")
    joined = given.left_join(journeys, [("journey_id", "asked_about")])
    said = {name: recorded(joined[name]) for name in groups}
    for place, dimension in enumerate(rows.dimensions):
        if dimension.name == "basis":
            # As drivers and gap have it: an answer is of the basis that the victim had that day.
            later = (joined.enhanced_on > joined.answered_on).fill_null(False)
            basis = said[f"group_{place}"]
            said[f"group_{place}"] = ibis.ifelse(later, "standard", basis)
    return joined.mutate(**said)


def of_reviews(rows: Counted, batch: Batch) -> ir.Table:
    """Counts of findings of first readings, by the day of the reading."""
    question = rows.plan.question
    reviews = rows.tables["reviews"]
    found = reviews.filter(
        ~reviews.second, reviews.reviewed_on <= ibis.date(question.day.isoformat())
    )
    found = in_months(rows, found.mutate(month=month_of(found.reviewed_on)))
    names = [dimension.name for dimension in rows.dimensions]
    if [name for name in names if name not in OWN[Population.REVIEWS]]:
        crimes = _crimes_read(rows)
        groups = groups_in(crimes)
        found = found.left_join(crimes, [("investigation_id", "crime_read")])
        found = found.mutate(**{name: recorded(found[name]) for name in groups})
    if "question" in names:
        found = found.mutate(**{f"group_{names.index('question')}": found.question})
    if rows.by_row:
        found = found.mutate(**{ROW: found.investigation_id})
    conditions = [
        ibis.and_(
            ibis.literal(True),
            *(found.verdict.isin(asked.verdicts) for asked in tally.rows if asked.verdicts),
            *(found.question.isin(asked.questions) for asked in tally.rows if asked.questions),
        )
        for tally in batch.tallies
    ]
    return summed(found, conditions, sorted(groups_in(found)))


def _crimes_read(rows: Counted) -> ir.Table:
    """Investigations with their groups, once for each."""
    crimes = crimes_and_victims(rows.of_every_crime)
    groups = groups_in(crimes)
    return crimes.select(crime_read="investigation_id", **{n: n for n in groups}).distinct()


def of_returns(rows: Counted, indicators: tuple[str, ...]) -> ir.Table:
    """What providers returned, for each stretch of days: values, and how many of them are empty."""
    returns = rows.tables["returns"]
    question = rows.plan.question
    found = returns.filter(returns.to_on <= ibis.date(question.day.isoformat()))
    if indicators:
        found = found.filter(found.indicator.isin(indicators))
    names = [dimension.name for dimension in rows.dimensions]
    own = {
        f"group_{names.index(name)}": recorded(found[name])
        for name in OWN[Population.RETURNS]
        if name in names
    }
    found = found.mutate(**own)
    return found.group_by("from_on", "to_on", "indicator", *sorted(own)).agg(
        value=found.value.sum(),
        number=found.count().cast("int64"),
        empty=ibis.ifelse(found.value.isnull(), 1, 0).sum().cast("int64"),
    )
