"""Ledgers that hold the counts of papers which forces published, worked out by hand at the time."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from columnar import Building, evenly, named, spread

STAGES: Final = ("contact", "actions", "follow_up", "treatment", "whole")

ESSEX: Final = (
    # quarter, crimes, needs, messages, plans, no contact, no update, satisfied, texts
    ("2023-24Q3", date(2023, 10, 1), date(2023, 12, 31), 26000, 258, 0, 25608, 40, 24, 1666, 0),
    ("2023-24Q4", date(2024, 1, 1), date(2024, 3, 31), 24879, 1795, 628, 24131, 82, 42, 2978, 0),
    ("2024-25Q1", date(2024, 4, 1), date(2024, 6, 30), 24991, 4743, 6483, 24769, 95, 49, 3864,
     36612),
)  # fmt: skip
UNHAPPY: Final = 300
"""How many victims of high harm said at closing that they were not satisfied."""

CAMBRIDGESHIRE: Final = (
    (date(2018, 4, 1), date(2018, 6, 30), 13936, 2880),
    (date(2018, 7, 1), date(2018, 9, 30), 14809, 1750),
    (date(2018, 10, 1), date(2018, 12, 31), 13772, 1404),
    (date(2019, 1, 1), date(2019, 3, 31), 15917, 1441),
)
WARWICKSHIRE_STAGES: Final[Mapping[str, tuple[tuple[int, int], ...]]] = {
    # satisfied and base of: burglary, vehicle crime, violent crime, hate crime
    "contact": ((242, 250), (288, 312), (393, 430), (147, 156)),
    "actions": ((212, 248), (208, 317), (318, 432), (122, 156)),
    "follow_up": ((184, 253), (126, 264), (270, 430), (103, 142)),
    "treatment": ((236, 250), (294, 321), (395, 437), (135, 151)),
    "whole": ((213, 248), (238, 325), (324, 431), (127, 154)),
}
CRIMES: Final = ("burglary_dwelling", "vehicle", "violence")
DOMESTIC: Final[Mapping[str, tuple[int, int, int]]] = {
    # the share in each three months to November, December and January, of 300 answers
    "contact": (96, 96, 95),
    "actions": (89, 89, 90),
    "follow_up": (63, 65, 65),
    "treatment": (91, 91, 91),
    "whole": (83, 84, 85),
}
DIPPED: Final[tuple[tuple[int, ...], ...]] = (
    # six months to, in 2019: integrity, safeguarding, strategy, supervision, update, and their base
    (3, 92, 89, 81, 65, 68, 323),
    (4, 94, 90, 84, 69, 67, 298),
    (5, 95, 91, 86, 71, 67, 308),
    (6, 95, 91, 86, 72, 68, 302),
    (7, 94, 88, 85, 75, 69, 279),
    (8, 94, 88, 85, 72, 68, 275),
    (9, 93, 88, 82, 64, 68, 277),
)


class Repeats(NamedTuple):
    """A month of repeat victims, of all crime and of domestic abuse."""

    month: date
    victims: int
    repeat: int
    abused: int
    repeat_abused: int
    often: int
    """How many were repeat victims in each of the last three months."""

    often_abused: int


REPEATS: Final = (
    Repeats(date(2019, 12, 1), 2600, 712, 560, 230, 25, 8),
    Repeats(date(2020, 1, 1), 2517, 655, 514, 182, 25, 8),
)
NEW_METHOD: Final = {
    "safeguarding": 87, "investigative_strategy": 81, "supervision": 64, "victim_update": 67,
}  # fmt: skip
"""What the new sample of November 2019 passed, in per cent of 356; it asks nothing of integrity."""
DIP_QUESTIONS: Final = (
    "crime_data_integrity", "safeguarding", "investigative_strategy", "supervision",
    "victim_update",
)  # fmt: skip


def essex(path: Path) -> Path:
    """The appendix of the victim confidence paper of Essex, three quarters to June 2024."""
    ledger = Building()
    for kind in ("needs.assessed", "plan.set", "closure.discussed"):
        ledger.covers("crime_system", kind, date(2023, 10, 1))
    ledger.covers("service_desk", "dissatisfaction.raised", date(2023, 10, 1))
    ledger.covers("portal", "information.sent", date(2024, 1, 1))
    ledger.covers("messaging", "text.sent", date(2024, 5, 20))
    for _, first, last, crimes, needs, sent, plans, contact, update, satisfied, texts in ESSEX:
        days = spread(first, last, crimes)
        closed = satisfied + UNHAPPY
        harmed = set(evenly(crimes, closed).tolist())
        marks = [["high_harm"] if place in harmed else [] for place in range(crimes)]
        journeys = ledger.crimes(days, marks=marks)
        for number, kind, source in (
            (needs, "needs.assessed", "crime_system"),
            (sent, "information.sent", "portal"),
            (plans, "plan.set", "crime_system"),
        ):
            some = evenly(crimes, number)
            ledger.touch(journeys[some], kind, days[some], source=source)
        some = evenly(crimes, closed)
        happy = np.where(np.isin(np.arange(closed), evenly(closed, satisfied)), "true", "false")
        said = [f'{{"satisfied": {word}}}' for word in happy.tolist()]
        ledger.touch(journeys[some], "closure.discussed", days[some], detail=said)
        for reason, number in (("no_contact", contact), ("no_update", update)):
            some = evenly(crimes, number)
            why = [f'{{"reason": "{reason}"}}'] * number
            ledger.touch(
                journeys[some], "dissatisfaction.raised", days[some], detail=why,
                source="service_desk",
            )  # fmt: skip
        chosen = journeys[np.arange(texts) % crimes]
        when = spread(date(2024, 5, 20), date(2024, 6, 30), texts)
        ledger.touch(chosen, "text.sent", when, source="messaging")
    return ledger.written(path)


def cambridgeshire(path: Path) -> Path:
    """The table of the victims' theme of Cambridgeshire, four quarters of 2018/19."""
    ledger = Building()
    for source, kind in (
        ("crime_system", "referral.offered"),
        ("crime_system", "referral.sent"),
        ("hub", "referral.sent"),
    ):
        ledger.covers(source, kind, date(2018, 1, 1))
    for first, last, crimes, referred in CAMBRIDGESHIRE:
        days = spread(first, last, crimes)
        some = evenly(crimes, referred)
        known = set(some.tolist())
        vulnerable = [["vulnerable"] if place in known else [] for place in range(crimes)]
        journeys = ledger.crimes(days, of_journey={"enhanced_basis": vulnerable})
        for source, part in (("hub", some[::3]), ("crime_system", np.delete(some, np.s_[::3]))):
            ledger.touch(journeys[part], "referral.sent", days[part], source=source)
    return ledger.written(path)


def warwickshire(path: Path) -> Path:
    """The tables of the satisfaction report of Warwickshire: stages and dip-samples."""
    ledger = Building()
    _stages(ledger)
    _domestic(ledger)
    _dip_samples(ledger)
    return ledger.written(path)


def repeats(path: Path) -> Path:
    """The repeat victims of Warwickshire: January 2020, the December before it, and their years."""
    ledger = Building()
    usual = [(2018, 11), (2018, 12), *((2019, month) for month in range(1, 12))]
    for year, month in usual:
        # Were all who were abused in November repeat victims, the three months would be kept back.
        abused = 40 if (year, month) == usual[-1] else 0
        once = [f"once-{year}-{month}-{n}" for n in range(2400)]
        _victims(ledger, once, date(year, month, 1), abused)
    often = [f"often-{n}" for n in range(REPEATS[-1].often)]
    _victims(ledger, often, date(2019, 6, 1), 0)
    _victims(ledger, often, date(2019, 11, 1), REPEATS[-1].often_abused)
    for each in REPEATS:
        again = [f"again-{each.month}-{n}" for n in range(each.repeat - each.often)]
        _victims(ledger, again, date(2019, 6, 1), 0)
        _victims(ledger, often, each.month, each.often_abused)
        _victims(ledger, again, each.month, each.repeat_abused - each.often_abused)
        new = [f"new-{each.month}-{n}" for n in range(each.victims - each.repeat)]
        _victims(ledger, new, each.month, each.abused - each.repeat_abused)
    return ledger.written(path)


def _victims(ledger: Building, persons: Sequence[str], first: date, abused: int) -> None:
    """A crime in a month for each of some persons, the first so many of them domestic abuse."""
    days = spread(first, first.replace(day=28), len(persons))
    marks = [["domestic_abuse"] if n < abused else [] for n in range(len(persons))]
    ledger.crimes(days, marks=marks, of_journey={"person_id": list(persons)})


def _stages(ledger: Building) -> None:
    first, last = date(2019, 10, 1), date(2019, 12, 31)
    for place, (mark, survey) in enumerate(
        [*((mark, "aggregate") for mark in CRIMES), ("hate_crime", "hate_crime")]
    ):
        most = max(WARWICKSHIRE_STAGES[stage][place][1] for stage in STAGES)
        journeys = ledger.crimes(spread(date(2019, 8, 1), date(2019, 10, 1), most), marks=(mark,))
        responses = np.char.add(f"{survey}-", journeys)
        ledger.add(
            "responses", most, response_id=responses, survey_id=survey, journey_id=journeys,
            answered_on=spread(first, last, most),
        )  # fmt: skip
        for stage in STAGES:
            yes, base = WARWICKSHIRE_STAGES[stage][place]
            _answers(ledger, responses[:base], stage, yes)


def _answers(ledger: Building, responses: np.ndarray, question: str, yes: int) -> None:
    """Answers of which so many are satisfied, spread over the whole."""
    rows = len(responses)
    numbers = np.where(np.isin(np.arange(rows), evenly(rows, yes)), 6.0, 2.0)
    ledger.add("answers", rows, response_id=responses, question=question, number=numbers)


def _domestic(ledger: Building) -> None:
    """A hundred answers a month from September to January, so that windows come out whole."""
    months = [(2019, 9), (2019, 10), (2019, 11), (2019, 12), (2020, 1)]
    journeys = ledger.crimes(
        spread(date(2019, 7, 1), date(2019, 10, 31), 500), marks=("domestic_abuse",)
    )
    for place, (year, month) in enumerate(months):
        some = journeys[100 * place : 100 * place + 100]
        responses = np.char.add("domestic-", some)
        days = spread(date(year, month, 1), date(year, month, 28), 100)
        ledger.add(
            "responses", 100, response_id=responses, survey_id="domestic_abuse", journey_id=some,
            answered_on=days,
        )  # fmt: skip
        for stage, shares in DOMESTIC.items():
            _answers(ledger, responses, stage, _monthly(shares)[place])


def _monthly(shares: tuple[int, int, int]) -> list[int]:
    """How many of a hundred are satisfied in each of five months, for three windows of three."""
    first = shares[0]
    return [
        first,
        first,
        first,
        *(first + 3 * (after - before) for before, after in pairwise(shares)),
    ]


def _dip_samples(ledger: Building) -> None:
    """Reviews of twelve months to September 2019 whose windows come out as they were published."""
    days = list(_middles_of_months(date(2018, 10, 1), 12))
    for place, question in enumerate(DIP_QUESTIONS, 1):
        passed = [round(row[place] * row[-1] / 100) for row in DIPPED]
        failed = [row[-1] - yes for row, yes in zip(DIPPED, passed, strict=True)]
        for month, (yes, no) in enumerate(zip(_months_of(passed), _months_of(failed), strict=True)):
            rows = yes + no
            ledger.add(
                "reviews", rows, review_id=named(f"r-{question}-{month}-", rows),
                investigation_id=named("i", rows), question=question,
                verdict=["yes"] * yes + ["no"] * no, reviewed_on=[days[month]] * rows,
            )  # fmt: skip
    for question, share in NEW_METHOD.items():
        yes = round(share * 356 / 100)
        ledger.add(
            "reviews", 356, review_id=named(f"n-{question}-", 356),
            investigation_id=named("i", 356), question=question,
            verdict=["yes"] * yes + ["no"] * (356 - yes), reviewed_on=[date(2019, 11, 15)] * 356,
        )  # fmt: skip


def _months_of(windows: Sequence[int]) -> list[int]:
    """Twelve months of which every six that follow one another add up to one of the windows."""
    steps = [after - before for before, after in pairwise(windows)]
    months = [max(0, -step) for step in steps]  # so that the month six later is none below 0
    left = windows[0] - sum(months)
    months = [n + left // 6 + (place < left % 6) for place, n in enumerate(months)]
    return [*months, *(month + step for month, step in zip(months, steps, strict=True))]


def _middles_of_months(first: date, months: int) -> Iterator[date]:
    for place in range(months):
        year, month = divmod(first.month - 1 + place, 12)
        yield date(first.year + year, month + 1, 15)
