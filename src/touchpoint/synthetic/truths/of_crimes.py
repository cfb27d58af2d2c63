"""What the tables of crimes come to: pathways, outcomes, traits, and victims who return.

These shares are multiplied out of the tables and stand in none of them as such.
"""

from collections.abc import Callable, Iterator
from datetime import date

from touchpoint.calendar import month_of
from touchpoint.synthetic.force.offences import OUTCOMES, PATHWAYS, WITHDRAWN, Case, offences
from touchpoint.synthetic.force.plan import Plan
from touchpoint.synthetic.people.repeats import repeat_shares
from touchpoint.synthetic.people.victims import TRAITS
from touchpoint.synthetic.shares.planted import Share, chance, table
from touchpoint.synthetic.truths.asking import Questions, ask, sql_date

PERSONS_RETURN = 2.0
"""A trait is drawn once for a person, and persons return: the variance is larger by so much."""

OFTEN_IN_A_MONTH = 1.5
"""Some persons are victims more than once in a month and count once."""


def crime_shares() -> Iterator[Share]:
    yield from _pathways()
    yield from _outcomes()
    yield from _kinds_of_crime()
    yield from _traits()


def _expected(these: Callable[[Case], bool], among: Callable[[Case], bool] | None = None) -> float:
    return offences().expected(these, among or (lambda _: True))


def _taking(pathway: str) -> Callable[[Case], bool]:
    return lambda case: case.pathway == pathway


def _ending(outcome: str) -> Callable[[Case], bool]:
    return lambda case: case.outcome == outcome


def _of_all(*, name: str, share: float, says: str, also: str) -> Share:
    """A share of all investigations, known as soon as they are reported."""
    return Share(name=name, share=share, says=says, of="investigations", also=also, settles=0)


def _pathways() -> Iterator[Share]:
    for pathway in PATHWAYS:
        yield _of_all(
            name=f"pathway.{pathway}",
            share=_expected(_taking(pathway)),
            says=f"The pathway of {{share}} of investigations is {pathway}.",
            also=f"i.pathway = '{pathway}'",
        )


def _outcomes() -> Iterator[Share]:
    closed = "i.closed_on IS NOT NULL"
    for outcome in OUTCOMES:
        yield Share(
            name=f"outcome.{outcome}",
            share=_expected(_ending(outcome)),
            says=f"The outcome of {{share}} of closed investigations is {outcome}.",
            of="investigations",
            where=closed,
            also=f"i.outcome = '{outcome}'",
        )
    yield Share(
        name="support_withdrawn",
        share=_expected(lambda case: case.outcome in WITHDRAWN, lambda case: case.victim_based),
        says="Of closed investigations of victim-based crime {share} end with outcome 14 or 16.",
        of="investigations",
        where=f"{closed} AND i.victim_based",
        also="i.outcome IN ('14', '16')",
    )


def _kinds_of_crime() -> Iterator[Share]:
    tables = offences()
    yield _of_all(
        name="victim_based",
        share=_expected(lambda case: case.victim_based),
        says="{share} of investigations are of victim-based crime.",
        also="i.victim_based",
    )
    yield _of_all(
        name="domestic_abuse",
        share=_expected(lambda case: case.domestic_abuse),
        says="{share} of investigations are of domestic abuse.",
        also="list_contains(i.marks, 'domestic_abuse')",
    )
    for group, share in zip(tables.groups, tables.weights.shares, strict=True):
        yield _of_all(
            name=f"group.{group}",
            share=share,
            says=f"{{share}} of investigations are of the group {group}.",
            also=f"i.offence_group = '{group}'",
        )
    told = table("persons")["victims_in_one_crime"]
    yield _of_all(
        name="several_victims",
        share=1 - told["1"] / sum(told.values()),
        says="{share} of investigations have two victims or more.",
        also="{several}",
    )


def _traits() -> Iterator[Share]:
    for trait in TRAITS:
        told = table("persons")[trait]
        for word, weight in told.items():
            holds = f"j.{trait} = '{word}'" if word else f"j.{trait} IS NULL"
            yield Share(
                name=f"{trait}.{word or 'not_recorded'}",
                share=weight / sum(told.values()),
                says=f"Of {{share}} of persons, {trait} is {word or 'not recorded'}.",
                of="journeys",
                where="j.role <> 'business'",
                also=holds,
                settles=0,
                design_effect=PERSONS_RETURN,
            )


Repeat = tuple[str, float, str, Questions, float]


def repeat_truths(plan: Plan) -> Iterator[Repeat]:
    """Repeat victims by reading B, in the months that have 12 months of reports before them."""
    start = _steady(plan.from_on)
    if start > plan.to_on:
        return
    shares = repeat_shares()
    since = f"reported_on >= {sql_date(start)}"
    for name, share, who, these in (
        ("all", chance("repeat.all"), "anybody", since),
        ("domestic_abuse", shares.of_abuse, "victims of domestic abuse", f"{since} AND abuse"),
        ("others", shares.of_others, "victims of other crime", f"{since} AND NOT abuse"),
    ):
        percent = f"{share * 100:.3g}%"
        yield (
            f"repeat_offences.{name}",
            share,
            f"Of offences against {who}, {percent} follow another against the person in 12 months.",
            ask("offences", these, "again", plan.landmarks),
            1.0,
        )
        yield (
            f"repeat_victims.{name}",
            share,
            f"Of {who} in a month, {percent} are repeat victims (reading B).",
            ask("months", "true", "again", plan.landmarks, these=these),
            OFTEN_IN_A_MONTH,
        )


def _steady(from_on: date) -> date:
    """The first day of the first month with 12 whole months of reports before it."""
    first = month_of(from_on)
    month = first if from_on == first.from_on else first.next()
    return date(month.from_on.year + 1, month.from_on.month, 1)
