"""Counts the false alarms of control charts and of drivers over whole made-up forces.

By hand: `.venv/bin/python tools/false_alarms.py --forces 200`. Charts are of measures whose rates
never change in a made-up force; the signals on them are held against those on charts of the same
numbers of cases drawn by chance alone. Drivers are asked to explain answers dealt out to the
wrong people, where no driver is to be named first; and the true answers, where only follow-up is.
Both may go wrong in 5 forces of 100.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from touchpoint.cli.measuring import OnDuckDB
from touchpoint.engines import DuckLedger, open_on_duckdb
from touchpoint.measures.asking import ask
from touchpoint.measures.catalogue import measure_asked
from touchpoint.measures.counting.asked import Question
from touchpoint.papers.showing.control import Charting
from touchpoint.papers.voices.driving import Driving
from touchpoint.papers.voices.listening import Listening
from touchpoint.rights.editions import in_force
from touchpoint.statistics.charts.counted import p_chart
from touchpoint.synthetic import synthesise
from touchpoint.voice.reading import with_own
from touchpoint.voice.voices import Answer, Voice

AS_AT = date(2026, 6, 30)
"""So late that every journey has had its time."""

STEADY = (
    "acknowledged", "referral_offered", "referral_consented", "restorative_offered",
    "statement_explained", "plan_set", "supervised",
)  # fmt: skip
STAGES = ("contact", "actions", "follow_up", "treatment")
SAMPLES = 500
REDRAWN = 40
"""How often the months of a chart are drawn again by chance alone."""


@dataclass
class Counted:
    """What has been counted so far."""

    points: int = 0
    signals: int = 0
    redrawn_points: int = 0
    redrawn_signals: int = 0
    by_measure: dict[str, list[int]] = field(default_factory=dict)
    named_on_noise: int = 0
    follow_up_first: int = 0
    another_first: int = 0


def chart(opened: DuckLedger, counted: Counted, dice: np.random.Generator) -> None:
    """Chart each steady measure by month, and the same months drawn by chance."""
    question = Question(
        measures=tuple(measure_asked(name) for name in STEADY), period="month", as_at=AS_AT
    )
    answer = ask(OnDuckDB(ledger=opened), question, editions=in_force())
    for measure in question.measures:
        figures = [figure for figure in answer.figures if figure.measure == measure]
        charting = Charting(measure=measure, group="", figures=figures, as_at=AS_AT)
        found = [p for p in charting.chart().points if p.value is not None]
        signals = sum(p.signal is not None for p in found)
        held = counted.by_measure.setdefault(measure.name, [0, 0])
        held[0] += len(found)
        held[1] += signals
        counted.points += len(found)
        counted.signals += signals
        of = [figure.denominator for figure in figures if figure.denominator]
        done = sum(figure.numerator or 0 for figure in figures)
        for again in dice.binomial(of, done / sum(of), size=(REDRAWN, len(of))):
            points = p_chart([int(n) for n in again], of, improvement=measure.direction).points
            counted.redrawn_points += len(points)
            counted.redrawn_signals += sum(p.signal is not None for p in points)


def drive(opened: DuckLedger, counted: Counted, dice: np.random.Generator, seed: int) -> None:
    """Rank the drivers of the whole experience, with the true answers and with dealt-out ones."""
    voices = Listening().voices(OnDuckDB(ledger=opened), ["whole", *STAGES], ())
    first = driven(voices, seed)
    counted.follow_up_first += first == "follow_up"
    counted.another_first += first not in (None, "follow_up")
    wholes = [{"whole": v.answers["whole"]} if "whole" in v.answers else {} for v in voices]
    order = dice.permutation(len(wholes))
    dealt = [
        replace(voice, answers={**without_whole(voice), **wholes[place]})
        for voice, place in zip(voices, order, strict=True)
    ]
    counted.named_on_noise += driven(dealt, seed) is not None


def without_whole(voice: Voice) -> dict[str, Answer]:
    """Every answer of somebody but that on the whole experience."""
    return {name: answer for name, answer in voice.answers.items() if name != "whole"}


def driven(voices: Sequence[Voice], seed: int) -> str | None:
    """The driver that is first throughout its interval of ranks, if one is."""
    driving = Driving(
        voices=voices, outcome="whole", drivers=STAGES, questions=with_own(None).questions,
        dimensions=(), samples=SAMPLES, seed=seed, gain=None,
    )  # fmt: skip
    model = driving.found()[0].model
    return model.first if model is not None and model.ranked else None


def forces(number: int, journeys: int) -> Iterator[tuple[int, Path]]:
    """One made-up force after another; each is gone when the next is asked for."""
    for seed in range(1, number + 1):
        with TemporaryDirectory() as held:
            folder = Path(held) / "force"
            synthesise(folder, journeys=journeys, seed=seed, workers=1)
            yield seed, folder


def main() -> None:
    """Count, print, and fail where there is more than chance explains."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--forces", type=int, default=200)
    asked.add_argument("--journeys", type=int, default=8_000)
    options = asked.parse_args()
    counted = Counted()
    for seed, folder in forces(options.forces, options.journeys):
        dice = np.random.default_rng(seed)
        with open_on_duckdb(folder, memory="2GB") as opened:
            chart(opened, counted, dice)
            drive(opened, counted, dice, seed)
    rate = counted.signals / counted.points
    nominal = counted.redrawn_signals / counted.redrawn_points
    told = {
        "forces": options.forces,
        "points": counted.points,
        "signals_a_point": round(rate, 5),
        "signals_a_point_by_chance_alone": round(nominal, 5),
        "by_measure": {n: round(s / p, 5) for n, (p, s) in counted.by_measure.items()},
        "a_driver_named_first_on_noise": counted.named_on_noise,
        "follow_up_named_first": counted.follow_up_first,
        "another_named_first": counted.another_first,
    }
    print(json.dumps(told, indent=1))
    allowed = 0.05 * options.forces + 2.6 * (0.05 * 0.95 * options.forces) ** 0.5
    wrong = max(counted.named_on_noise, counted.another_first)
    sys.exit(0 if rate <= 1.25 * nominal and wrong <= allowed else 1)


if __name__ == "__main__":
    main()
