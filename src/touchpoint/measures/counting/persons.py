"""Persons who were victims before: an earlier offence within the 12 months before this one.

Reading B: strictly earlier by the day, another crime reference, persons and not organisations, and
nobody unknown. The day of an offence is the day of its report. In a group a person is a repeat
victim by an offence of that group; the earlier one may be of any.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.measures.counting.rows import Counted, grouped_journeys, groups_in, month_of
from touchpoint.measures.counting.tallies import Batch, in_months

MONTHS_BEFORE = 12


def of_persons(rows: Counted, batch: Batch) -> ir.Table:
    """Counts of persons by the month in which they were recorded as victims."""
    repeated = rows.keep("measure_repeats", _repeats(rows))
    victims = _persons(grouped_journeys(rows))
    victims = in_months(rows, victims.mutate(month=month_of(victims.reported_on)))
    groups = groups_in(victims)
    joined = victims.left_join(
        repeated,
        [
            ("person_id", "repeat_person"),
            ("investigation_id", "repeat_crime"),
            ("month", "repeat_month"),
        ],
    )
    running = joined.running.fill_null(0)
    marked = joined.select("month", *groups, "person_id", running=running)
    counts = {}
    for n, tally in enumerate(batch.tallies):
        least = max(asked.repeat_months for asked in tally.rows)
        who = ibis.ifelse(marked.running >= least, marked.person_id, ibis.null("string"))
        counts[f"tally_{n}"] = who.nunique().cast("int64")
    return marked.group_by("month", *groups).agg(**counts)


def _persons(journeys: ir.Table) -> ir.Table:
    known = journeys.person_id.notnull() & (journeys.person_id != "")
    return journeys.filter(known, journeys.role != "business")


def _repeats(rows: Counted) -> ir.Table:
    """The crimes by which each person was a repeat victim, and how many months running by then."""
    crimes = rows.investigations.select("investigation_id", "reference", "reported_on")
    journeys = rows.tables["journeys"].select("investigation_id", "person_id", "role")
    joined = _persons(journeys.inner_join(crimes, "investigation_id"))
    # The same reference is one offence, of the day of its first report.
    once = joined.group_by("person_id", "reference").agg(day=joined.reported_on.min())
    repeat = _after_another(once.select("person_id", "day").distinct())
    months = _running(repeat.select("person_id", month=month_of(repeat.day)).distinct())
    days = repeat.mutate(month=month_of(repeat.day)).inner_join(months, ["person_id", "month"])
    of_crimes = joined.select("person_id", "reference", "investigation_id").distinct()
    found = of_crimes.inner_join(once, ["person_id", "reference"])
    found = found.inner_join(days, ["person_id", "day"])
    return found.select(
        "running",
        repeat_person="person_id",
        repeat_crime="investigation_id",
        repeat_month="month",
    )


def _after_another(offences: ir.Table) -> ir.Table:
    """The offences of each person that came within 12 months after another."""
    by_person = ibis.window(group_by="person_id", order_by="day")
    placed = offences.mutate(before=offences.day.lag().over(by_person))
    earliest = (placed.day - ibis.interval(months=MONTHS_BEFORE)).cast("date")
    repeat = placed.filter((placed.before >= earliest).fill_null(False))
    return repeat.select("person_id", "day")


def _running(months: ir.Table) -> ir.Table:
    """The months in which each person was a repeat victim, and how many months running."""
    in_turn = ibis.window(group_by="person_id", order_by="month")
    placed = months.mutate(
        last=months.month.lag(1).over(in_turn), one_before=months.month.lag(2).over(in_turn)
    )
    second = (placed.last == placed.month - 1).fill_null(False)
    third = second & (placed.one_before == placed.month - 2).fill_null(False)
    running = ibis.cases((third, 3), (second, 2), else_=1)
    return placed.select("person_id", "month", running=running)
