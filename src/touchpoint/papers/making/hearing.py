"""What a paper asks of victims' voices: drivers of satisfaction, and the record beside the voice.

Both are models or pairs and no figures of a measure, so what they rest upon goes into the release
of the paper, and they are shown only where all of that may be read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from touchpoint.disclosure import Composition
from touchpoint.disclosure import Figure as ToLeave
from touchpoint.errors import Refused
from touchpoint.papers.charts import DriversChart, GapChart, GapRow
from touchpoint.papers.claims.tested import Ranked
from touchpoint.papers.description.paper import ChartAsked, DriversAsked, Paper
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.meanwhile import Heard
from touchpoint.papers.showing.pictures import Charted, plain_table
from touchpoint.papers.voices import drivers_drawn, gaps_drawn
from touchpoint.papers.voices.driving import Driving, Found, in_a_line
from touchpoint.papers.voices.gapping import Gap
from touchpoint.papers.voices.listening import Listening
from touchpoint.papers.voices.record import RecordAndVoice
from touchpoint.papers.wording.numbers import percent, points
from touchpoint.papers.wording.periods import day_in_words
from touchpoint.statistics.rounding import round_half_up

SAMPLES: Final = 2_000
CELLS: Final = ("both", "recorded_only", "remembered_only", "neither")
HIDDEN: Final = "[c]"
MISSING: Final = "[x]"


@dataclass(frozen=True, kw_only=True)
class Rest:
    """Counts that something shown rests upon, by the id of what is shown."""

    id: str
    figures: tuple[ToLeave, ...]
    compositions: tuple[Composition, ...] = ()


@dataclass(frozen=True)
class Hearing:
    """The voices of a ledger, as one paper asks of them."""

    given: Given

    @property
    def drivers(self) -> Mapping[DriversAsked, tuple[Driving, Found] | Refused]:
        """The model of every ranking that the paper asks for, or why there is none."""
        return self._heard.drivers

    @property
    def gaps(self) -> Mapping[str, Sequence[Gap] | Refused]:
        """The record against the voice, for every chart of it."""
        return self._heard.gaps

    @cached_property
    def _heard(self) -> Heard:
        elsewhere = self.given.meanwhile().heard
        return self.heard() if elsewhere is None else elsewhere

    def heard(self) -> Heard:
        """Hear the voices that the paper asks for."""
        charts = [chart for chart in self.given.paper.charts() if chart.kind == "gap"]
        return Heard(
            drivers={each: self._model(each) for each in _drivers(self.given.paper)},
            gaps={chart.id: self._gap(chart) for chart in charts},
        )

    def rests(self) -> Iterator[Rest]:
        """Everything that the rankings and the pairs rest upon."""
        for asked, found in self.drivers.items():
            if not isinstance(found, Refused) and found[1].model is not None:
                first, last = self._days(asked.months)
                used = ToLeave(
                    measure=f"answers to {asked.outcome} and {', '.join(asked.drivers)}",
                    from_on=first,
                    to_on=last,
                    where=(("survey", asked.survey),) if asked.survey else (),
                    numerator=found[1].model.used,
                )
                yield Rest(id=id_of(asked), figures=(used,))
        for chart in self.given.paper.charts():
            gaps = self.gaps.get(chart.id, [])
            for gap in gaps if not isinstance(gaps, Refused) else []:
                yield self._rest_of_gap(chart, gap)

    def _rest_of_gap(self, chart: ChartAsked, gap: Gap) -> Rest:
        first, last = self._days(chart.drivers.months if chart.drivers else 12)
        name = gap.question.name
        survey = chart.drivers.survey if chart.drivers else None
        where = (("survey", survey),) if survey else ()
        counts = {f"{name} {cell}": gap.counts[cell] for cell in CELLS}
        whole = f"{name} pairs"
        counts[whole] = sum(counts.values())
        return Rest(
            id=f"{chart.id} {name}",
            figures=tuple(
                ToLeave(measure=of, from_on=first, to_on=last, where=where, numerator=count)
                for of, count in counts.items()
            ),
            compositions=(Composition(whole=whole, parts=tuple(f"{name} {c}" for c in CELLS)),),
        )

    def rankings(self, readable: Mapping[str, bool]) -> dict[str, Ranked]:
        """For every claim about drivers, by its id, what was found."""
        return {
            claim.id: self._ranked(claim.drivers, readable)
            for _, claim in self.given.paper.claims()
            if claim.drivers is not None
        }

    def charted(self, asked: ChartAsked, readable: Mapping[str, bool]) -> Charted:
        """The chart of drivers, or of the record beside the voice."""
        if asked.kind == "gap":
            return self._gap_charted(asked, readable)
        return self._drivers_charted(asked, readable)

    def _ranked(self, asked: DriversAsked, readable: Mapping[str, bool]) -> Ranked:
        found = self.drivers[asked]
        if isinstance(found, Refused):
            return Ranked(outcome=asked.outcome, why_not=in_a_line(str(found)))
        model = found[1].model
        if model is None:
            return Ranked(outcome=asked.outcome, why_not=in_a_line(str(found[1].refusal)))
        if not readable.get(id_of(asked), False):
            return Ranked(outcome=asked.outcome, readable=False)
        if model.first is None:
            return Ranked(outcome=asked.outcome, why_not=model.why_not_ranked)
        share = model[model.first].share
        return Ranked(
            outcome=asked.outcome,
            first=model.first,
            share=share.point,
            low=share.low,
            high=share.high,
        )

    def _drivers_charted(self, asked: ChartAsked, readable: Mapping[str, bool]) -> Charted:
        wanted = asked.drivers or DriversAsked(outcome="", drivers=())
        found = self.drivers[wanted]
        columns = ("Share of what is explained", "95% interval", "Rank", "Rank from", "Rank to")
        outcome = self.given.words.name("question", wanted.outcome)
        why = None
        if isinstance(found, Refused):
            why = in_a_line(str(found))
        elif not readable.get(id_of(wanted), False):
            why = "The number of answers it rests on is kept back."
        if why is not None or isinstance(found, Refused):
            chart = DriversChart(title=asked.caption, outcome=outcome, figures=(), why_not=why)
            table = plain_table(asked.id, asked.caption, "Question", columns, ())
            return Charted(
                id=asked.id, caption=asked.caption, chart=chart, table=table, notes=asked.notes
            )
        driving, model = found
        chart = drivers_drawn.picture_of(driving, [model])
        return Charted(
            id=asked.id,
            caption=asked.caption,
            chart=chart,
            table=plain_table(
                asked.id, asked.caption, "Question", columns, list(_rows(driving, model))
            ),
            notes=(*asked.notes, *self._about(wanted, driving, model)),
        )

    def _about(self, asked: DriversAsked, driving: Driving, found: Found) -> Iterator[str]:
        first, last = self._days(asked.months)
        model = found.model
        if model is not None:
            yield (
                f"{model.used:,} answers from {day_in_words(first)} to {day_in_words(last)}. What "
                "is associated is not thereby the cause: one good contact colours every answer."
            )
        if found.gain is not None:
            yield drivers_drawn.gain_told(driving, found.gain)

    def _gap_charted(self, asked: ChartAsked, readable: Mapping[str, bool]) -> Charted:
        found = self.gaps[asked.id]
        columns = ("Record says yes", "Victim says yes", "Difference", "95% interval", "Pairs")
        if isinstance(found, Refused):
            chart = GapChart(title=asked.caption, rows=(), notes=(in_a_line(str(found)),))
            table = plain_table(asked.id, asked.caption, "Question", columns, ())
            return Charted(id=asked.id, caption=asked.caption, chart=chart, table=table)
        rows: list[GapRow] = []
        for gap in found:
            if readable.get(f"{asked.id} {gap.question.name}", False):
                rows += gaps_drawn.picture_of([gap], ()).rows
            else:
                rows.append(GapRow(label=gap.question.title, status="suppressed"))
        chart = GapChart(
            title=asked.caption,
            rows=tuple(rows),
            notes=("Linked pairs alone. Neither side is the truth.",),
        )
        table = plain_table(
            asked.id, asked.caption, "Question", columns, [_gap_row(row) for row in rows]
        )
        return Charted(
            id=asked.id, caption=asked.caption, chart=chart, table=table, notes=asked.notes
        )

    def _days(self, months: int) -> tuple[date, date]:
        """From the first day of so many months to the last of the paper's own period."""
        first = self.given.own.months()[-1]
        for _ in range(months - 1):
            first = first.previous()
        return first.from_on, min(self.given.own.to_on, self.given.asking.as_at)

    def _listening(self, survey: str | None, months: int) -> Listening:
        first, last = self._days(months)
        return Listening(survey=survey, from_on=first, to_on=max(first, last))

    def _model(self, asked: DriversAsked) -> tuple[Driving, Found] | Refused:
        names = (asked.outcome, *asked.drivers)
        try:
            voices = self._listening(asked.survey, asked.months).voices(
                self.given.asking.runner, names, ()
            )
            driving = Driving(
                voices=voices,
                outcome=asked.outcome,
                drivers=asked.drivers,
                questions=self.given.asking.instruments.questions,
                dimensions=(),
                samples=SAMPLES,
                seed=1,
                gain=asked.gain,
            )
            return driving, driving.found()[0]
        except Refused as refused:
            return refused

    def _gap(self, chart: ChartAsked) -> list[Gap] | Refused:
        held = self.given.asking.instruments
        questions: Sequence[str] = chart.questions or [q.name for q in held.touching()]
        try:
            asking = RecordAndVoice(
                listening=self._listening(
                    chart.drivers.survey if chart.drivers else None,
                    chart.drivers.months if chart.drivers else 12,
                ),
                day=self.given.asking.as_at,
                questions=tuple(held.named(name) for name in questions),
                editions=self.given.asking.editions,
                whenever=self.given.asking.whenever,
            )
            return asking.gaps(self.given.asking.runner, ())
        except Refused as refused:
            return refused


def listens(paper: Paper) -> bool:
    """Whether a paper asks anything of voices."""
    return bool(_drivers(paper)) or any(chart.kind == "gap" for chart in paper.charts())


def _drivers(paper: Paper) -> list[DriversAsked]:
    """Every ranking that a paper asks for."""
    charts = [chart.drivers for chart in paper.charts() if chart.kind == "drivers"]
    claims = [claim.drivers for _, claim in paper.claims()]
    return [each for each in dict.fromkeys((*charts, *claims)) if each is not None]


def id_of(asked: DriversAsked) -> str:
    """The id of a ranking among what the paper rests upon."""
    return f"drivers {asked}"


def _rows(driving: Driving, found: Found) -> Iterator[list[str]]:
    for driver in found.model.drivers if found.model is not None else ():
        share = driver.share
        within = f"{_percent(share.low)} to {_percent(share.high)}"
        ranks = (driver.rank, driver.rank_best, driver.rank_worst)
        yield [
            driving.title(driver.name),
            _percent(share.point),
            within,
            *(MISSING if rank is None else str(rank) for rank in ranks),
        ]


def _percent(share: float | None) -> str:
    return MISSING if share is None else percent(share)


def _gap_row(row: GapRow) -> list[str]:
    if row.status != "shown" or row.gap is None:
        mark = HIDDEN if row.status == "suppressed" else MISSING
        return [row.label, *[mark] * 5]
    within = MISSING
    if row.low is not None and row.high is not None:
        within = f"{points(row.low)} to {points(row.high)}"
    return [
        row.label,
        _percent(row.recorded),
        _percent(row.remembered),
        points(row.gap),
        within,
        f"{round_half_up(row.pairs):,}",
    ]
