"""Persons who were victims before: an earlier offence within the 12 months before this one.

Reading B: strictly earlier by the day, another crime reference, persons and not organisations, and
nobody unknown. The day of an offence is the day of its report.
"""

import ibis
import ibis.expr.types as ir

from touchpoint.measures.counting.rows import Counted, grouped_journeys, groups_in, month_of
from touchpoint.measures.counting.tallies import Batch, in_months

MONTHS_BEFORE = 12


def of_persons(rows: Counted, batch: Batch) -> ir.Table:
    """Counts of persons by the month in which they were recorded as victims."""
    repeated = rows.keep("measure_repeats", _repeats(_offences(rows)))
    victims = _persons(grouped_journeys(rows))
    victims = in_months(rows, victims.mutate(month=month_of(victims.reported_on)))
    groups = groups_in(victims)
    joined = victims.left_join(
        repeated,
        [("person_id", "repeat_person"), ("month", "repeat_month")],
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


def _offences(rows: Counted) -> ir.Table:
    """The days on which each person was the victim of an offence, each reference once."""
    crimes = rows.investigations.select("investigation_id", "reference", "reported_on")
    journeys = rows.tables["journeys"].select("investigation_id", "person_id", "role")
    joined = _persons(journeys.inner_join(crimes, "investigation_id"))
    once = joined.group_by("person_id", "reference").agg(day=joined.reported_on.min())
    return once.select("person_id", "day").distinct()


def _repeats(offences: ir.Table) -> ir.Table:
    """The months in which each person was a repeat victim, and how many months running."""
    by_person = ibis.window(group_by="person_id", order_by="day")
    placed = offences.mutate(before=offences.day.lag().over(by_person))
    earliest = (placed.day - ibis.interval(months=MONTHS_BEFORE)).cast("date")
    repeat = placed.filter((placed.before >= earliest).fill_null(False))
    months = repeat.select("person_id", month=month_of(repeat.day)).distinct()
    in_turn = ibis.window(group_by="person_id", order_by="month")
    placed = months.mutate(
        last=months.month.lag(1).over(in_turn), one_before=months.month.lag(2).over(in_turn)
    )
    second = (placed.last == placed.month - 1).fill_null(False)
    third = second & (placed.one_before == placed.month - 2).fill_null(False)
    running = ibis.cases((third, 3), (second, 2), else_=1)
    return placed.select(repeat_person="person_id", repeat_month="month", running=running)
