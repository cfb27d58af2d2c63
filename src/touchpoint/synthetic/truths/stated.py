"""Truths without a question: what no table holds, and lists of who and where.

The chances of each record given the true state of a statement are here, for whoever fits a model
of hidden states, and what the surveys were drawn and answered with.
"""

from collections.abc import Iterator
from typing import Any

from touchpoint.synthetic.force.units import force
from touchpoint.synthetic.people.repeats import repeat_shares
from touchpoint.synthetic.shares.planted import table

Stated = tuple[str, Any, str]
"""A name, a value and a sentence."""


def stated() -> Iterator[Stated]:
    yield from _statements()
    yield from _surveys()
    yield from _lists()


def _statements() -> Iterator[Stated]:
    statements = table("statements")
    states, offered = statements["states"], 1
    yield (
        "statement.records",
        {"kinds_of_record": statements["kinds_of_record"], **statements["records"]},
        (
            "The chance of each record in each source, given the true state of the statement; "
            "sources are independent of one another given the state."
        ),
    )
    for case, shares in statements["state"].items():
        said = dict(zip(states, shares, strict=True))
        yield f"statement.state.{case}", said, f"The true states of statements ({case})."
        truly = sum(shares[offered:])
        yield f"statement.offered.{case}", truly, f"Statements truly offered ({case})."
        taken = shares[states.index("taken")] / truly
        yield f"statement.taken_of_offered.{case}", taken, f"Of the offered, taken ({case})."


def _surveys() -> Iterator[Stated]:
    survey = table("survey")
    yield (
        "survey.weights",
        {name: 1 / told["rate"] for name, told in survey["stratum"].items()},
        "The weight of a response: one over the rate at which its stratum is drawn.",
    )
    yield (
        "survey.scale",
        dict(enumerate(survey["words"], 1)),
        "Numbers of answers on the scale: 7 is the most satisfied; 5, 6 and 7 count as satisfied.",
    )
    yield (
        "survey.recall",
        survey["recall"],
        (
            "What victims recall (yes, no, don't know) by whether it was so: statement_offered by "
            "the true state, needs_asked by the record, kept_informed by whether updates had come "
            "and all of them in time."
        ),
    )
    yield (
        "review.second_reader",
        table("reviews")["second_reader"],
        "The share of sampled investigations that a second reader reads, blind to the first.",
    )
    yield (
        "survey.drivers",
        survey["whole"],
        (
            "Satisfaction with the whole rests on follow-up most, then on actions and treatment, "
            "and on contact not at all; among those asked, about half of what the stages explain "
            "of it is follow-up's (LMG)."
        ),
    )


def _lists() -> Iterator[Stated]:
    yield "officers.worse", force().worse_officers, "These officers tell victims late or never."
    slow = force().areas[force().slow_area]
    yield "area.slow", slow, "In this area updates keep to what was agreed far less often."
    shares = repeat_shares()
    said = {"after_abuse": shares.abuse_to_abuse, "after_others": shares.others_to_abuse}
    yield "repeat.before", said, "How often the offence before a repeat was domestic abuse."
    yield (
        "no_effect",
        ["sex", "ethnicity", "disability", "language", "area apart from area.slow"],
        (
            "These decide nothing: any difference between their groups is chance, or comes of the "
            "kinds of crime."
        ),
    )
