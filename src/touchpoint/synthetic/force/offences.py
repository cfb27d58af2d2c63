"""The kinds of crime and what comes of them, as tables to draw from.

Read from shares/offences.toml. `expected` multiplies the tables out, so that truths/ can state
how often a pathway or an outcome comes without a second set of numbers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from touchpoint.ledger.vocabulary import MARKS
from touchpoint.synthetic.drawing.arrays import Bools, Floats, Ints
from touchpoint.synthetic.drawing.weights import Table, Weights
from touchpoint.synthetic.shares.planted import table

PATHWAYS = (
    "telephone", "attended", "cid", "online", "domestic_abuse_team", "public_protection",
)  # fmt: skip
OUTCOMES = ("1", "3", "8", "14", "15", "16", "18", "20", "21", "22")
WITHDRAWN = ("14", "16")
MARK_BIT = {mark: 1 << place for place, mark in enumerate(MARKS)}
HIGH_HARM = ("domestic_abuse", "sexual", "stalking", "hate_crime", "fatal")
CHANCE_MARKS = ("hate_crime", "cyber", "anti_social_behaviour", "hate_incident")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One combination of what a crime may be, and how likely it is."""

    share: float
    group: str
    victim_based: bool
    business: bool
    domestic_abuse: bool
    pathway: str
    outcome: str


class Offences:
    """The tables of crimes, each looked up by the place of the group in `groups`."""

    def __init__(self) -> None:
        told = table("offences")
        self._told = told
        self._rows: list[dict[str, Any]] = told["group"]
        self.groups = tuple(row["name"] for row in self._rows)
        self.weights = Weights([row["weight"] for row in self._rows])
        self.victim_based: Bools = np.array([row.get("victim_based", True) for row in self._rows])
        self.business = self._column("business")
        self.domestic_abuse = self._column("domestic_abuse")
        self.chance_marks = {mark: self._column(mark) for mark in CHANCE_MARKS}
        self.marks: Ints = np.array(
            [sum(MARK_BIT[mark] for mark in row["marks"]) for row in self._rows], dtype=np.int64
        )
        self._set_pathways()
        self._set_outcomes()
        self._set_codes()

    def _column(self, name: str) -> Floats:
        return np.array([row.get(name, 0.0) for row in self._rows])

    def _set_pathways(self) -> None:
        of_abuse = self._told["domestic_abuse"]["pathways"]
        rows = [row["pathways"] for row in self._rows] + [of_abuse]
        self.pathways = Table([[row.get(name, 0.0) for name in PATHWAYS] for row in rows])

    def _set_outcomes(self) -> None:
        courses = self._told["courses"]
        names = tuple(courses)
        self.outcomes = Table(
            [[course.get(o, 0.0) for o in OUTCOMES] for course in courses.values()]
        )
        self.telephone = names.index("telephone")
        self.course_of_abuse = names.index(self._told["domestic_abuse"]["course"])
        self.courses: Ints = np.array([names.index(row["course"]) for row in self._rows])

    def _set_codes(self) -> None:
        """Codes stand one group after another; a group without any holds one empty place."""
        listed = [list(row["codes"].items()) or [("", 1)] for row in self._rows]
        self.codes = tuple(code for codes in listed for code, _ in codes)
        longest = max(len(codes) for codes in listed)
        self.code_weights = Table(
            [[weight for _, weight in codes] + [0] * (longest - len(codes)) for codes in listed]
        )
        self.first_code: Ints = np.cumsum([0, *(len(codes) for codes in listed[:-1])])

    def by_outcome(self, name: str) -> Floats:
        """A chance for each outcome: `arrested` or `interviewed`."""
        return np.array([self._told[name].get(outcome, 0.0) for outcome in OUTCOMES])

    def cases(self) -> Iterator[Case]:
        """Every combination of group, victim, pathway and outcome with its chance."""
        for place, row in enumerate(self._rows):
            business = float(self.business[place])
            abuse = (1 - business) * float(self.domestic_abuse[place])
            for share, is_business, is_abuse in (
                (business, True, False),
                (abuse, False, True),
                (1 - business - abuse, False, False),
            ):
                of_pathway = self.pathways.rows[len(self._rows) if is_abuse else place].shares
                for pathway, chance_of_it in zip(PATHWAYS, of_pathway, strict=True):
                    course = self._course(place, pathway, abuse=is_abuse)
                    of_outcome = self.outcomes.rows[course].shares
                    for outcome, chance_of_outcome in zip(OUTCOMES, of_outcome, strict=True):
                        yield Case(
                            share=self.weights.shares[place]
                            * share
                            * chance_of_it
                            * chance_of_outcome,
                            group=row["name"],
                            victim_based=bool(self.victim_based[place]),
                            business=is_business,
                            domestic_abuse=is_abuse,
                            pathway=pathway,
                            outcome=outcome,
                        )

    def _course(self, place: int, pathway: str, *, abuse: bool) -> int:
        if pathway == "telephone":
            return self.telephone
        return self.course_of_abuse if abuse else int(self.courses[place])

    def expected(self, these: Callable[[Case], bool], among: Callable[[Case], bool]) -> float:
        """The share of some cases among others, by the tables alone."""
        whole = [case for case in self.cases() if among(case)]
        return sum(case.share for case in whole if these(case)) / sum(case.share for case in whole)


@cache
def offences() -> Offences:
    return Offences()
