"""Which control chart suits a measure, and its points: for `touchpoint spc` and for papers.

Shares go on p charts, events among others on u charts, counts on c or XmR charts; weighted shares
do not follow from their counts and go on XmR charts. A part period is shown and not judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean, median
from typing import Any, Final, Literal

from touchpoint.errors import Refused
from touchpoint.measures.definition.measure import Measure
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.charts.plain import ControlChart, Scale
from touchpoint.papers.charts.telling.control import ASSURANCES, variation_in_words
from touchpoint.papers.charts.wording import between, counted, listed, period_in_words, said
from touchpoint.papers.charts.worked_out import KINDS, control_chart
from touchpoint.papers.releasing.values import is_part
from touchpoint.papers.showing.kept_back import with_hidden
from touchpoint.statistics.charts.counted import (
    c_chart,
    p_chart,
    p_prime_chart,
    u_chart,
    u_prime_chart,
)
from touchpoint.statistics.charts.points import Chart, Kind, Point
from touchpoint.statistics.charts.xmr import xmr

Asked = Literal["auto", "xmr", "p", "pp", "u", "up", "c"]

COLUMNS: Final = (
    "period", "from_on", "to_on", "numerator", "denominator", "value", "mean", "lower", "upper",
    "signal", "judgement", "baseline", "status", "note",
)  # fmt: skip
VERY_LARGE: Final = 10_000
"""From this many cases a month chance alone spreads so little that a p chart flags everything."""

RARE: Final = 10
"""Counts below this a month are too few for the moving ranges of an XmR chart."""

PER: Final = 1_000
SPOKEN: Final[Mapping[str, Kind]] = {
    "xmr": "xmr", "p": "p", "pp": "p_prime", "u": "u", "up": "u_prime", "c": "c",
}  # fmt: skip
SIGNALS: Final = {
    "above_upper_limit": "above",
    "below_lower_limit": "below",
    "trend_rising": "trend",
    "trend_falling": "trend",
    "two_of_three_above": "two_of_three",
    "two_of_three_below": "two_of_three",
    "seven_above_mean": "shift",
    "seven_below_mean": "shift",
}
JUDGEMENTS: Final = {
    "improvement": "improvement",
    "concern": "concern",
    "neutral_high": "neutral",
    "neutral_low": "neutral",
}


@dataclass(frozen=True, kw_only=True)
class Charting:
    """The figures of one measure in one group, and how a chart of them was asked for."""

    measure: Measure
    group: str
    figures: Sequence[Figure]
    as_at: date
    kind: Asked = "auto"
    rebase: tuple[str, ...] = ()
    fix_after: int | None = None
    screen: bool = False
    target: float | None = None
    parts: frozenset[str] | None = None
    """The periods that are known in part, by their labels; told from the figures, unless given."""

    title_of: str | None = None
    """What the measure is called, where it is not by its own title."""

    def __post_init__(self) -> None:
        if not any(map(_has_value, self.figures)):
            reasons = list(dict.fromkeys(f.note for f in self.figures if f.note))
            raise Refused(f"{self.measure.name} has no figure to chart.", reasons[:5])
        faults = []
        if self.chosen in ("p", "p_prime", "u", "u_prime") and not self.has_denominator:
            faults.append(f"{self.measure.name} is a plain count: choose xmr or c.")
        if self.chosen in ("p", "p_prime") and not self.measure.is_share:
            faults.append(f"{self.measure.name} is no share of its denominator: choose u or up.")
        if self.screen and self.chosen != "xmr":
            faults.append(f"only XmR charts are screened, and this is a {self.kind_said} chart.")
        if faults:
            raise Refused("This chart cannot be drawn as asked.", faults)

    @property
    def has_denominator(self) -> bool:
        """Whether its figures are counted among something."""
        return any(figure.denominator is not None for figure in self.figures)

    @property
    def known(self) -> list[Figure]:
        """The figures that are shown and of whole periods."""
        return [f for f in self.figures if _has_value(f) and not self.is_part(f)]

    @property
    def kind_said(self) -> str:
        """The kind of chart as it is written."""
        return KINDS[self.chosen]

    @property
    def chosen(self) -> Kind:
        """The kind of chart asked for, or the one that suits the figures."""
        if self.kind != "auto":
            return SPOKEN[self.kind]
        known = self.known or [f for f in self.figures if _has_value(f)]
        if any(figure.weighted for figure in known):
            return "xmr"
        if self.measure.is_share and self.has_denominator:
            usual = median(figure.denominator or 0 for figure in known)
            return "p_prime" if usual >= VERY_LARGE else "p"
        if self.has_denominator:
            return "u"
        return "c" if _few([figure.numerator or 0 for figure in known]) else "xmr"

    @property
    def why(self) -> str:
        """Why this kind was chosen, in a sentence."""
        if self.kind != "auto":
            return f"{self.kind_said} chart, as asked."
        reason = {
            "p": "for it is a share of known numbers",
            "p_prime": "for its numbers are very large",
            "u": "for it counts events among others",
            "c": "for it counts rare events",
            "xmr": "for it is a weighted share"
            if any(figure.weighted for figure in self.known)
            else "for it is a count",
        }[self.chosen]
        return f"{self.kind_said} chart, {reason}."

    @property
    def scale(self) -> Scale:
        """On what scale its values are."""
        if not self.has_denominator or self.chosen == "c":
            return "count"
        return "share" if self.measure.is_share else "per_1000"

    def is_part(self, figure: Figure) -> bool:
        """Whether only a part of its period is known."""
        if self.parts is not None:
            return figure.period.label in self.parts
        return is_part(figure, self.as_at)

    def value(self, figure: Figure) -> float | None:
        """The value of a figure on the scale of the chart."""
        if figure.numerator is None:
            return None
        match self.scale:
            case "count":
                return float(figure.numerator)
            case "per_1000":
                return (
                    None if not figure.denominator else PER * figure.numerator / figure.denominator
                )
            case _ if self.chosen == "xmr":
                return figure.rate
            case _:
                return None if not figure.denominator else figure.numerator / figure.denominator

    def chart(self) -> Chart:
        """The control chart: part periods, and those of which nothing is known, are gaps."""
        hidden = sum(figure.status == "suppressed" for figure in self.figures)
        return with_hidden(self._worked_out(), hidden)

    def _worked_out(self) -> Chart:
        judged = [f if _has_value(f) and not self.is_part(f) else None for f in self.figures]
        some = [None if f is None else f.numerator for f in judged]
        settings: dict[str, Any] = {
            "periods": [figure.period for figure in self.figures],
            "rebase": self.rebase,
            "fix_after_n": self.fix_after,
            "improvement": self.measure.direction,
            "target": self.target,
        }
        if self.chosen == "xmr":
            values = [None if f is None else self.value(f) for f in judged]
            return xmr(values, screen=self.screen, **settings)
        if self.chosen == "c":
            return c_chart(some, **settings)
        over = PER if self.scale == "per_1000" else 1
        of = [None if f is None or f.denominator is None else f.denominator / over for f in judged]
        draw = {"p": p_chart, "p_prime": p_prime_chart, "u": u_chart, "u_prime": u_prime_chart}
        return draw[self.chosen](some, of, **settings)

    def rows(self, chart: Chart) -> list[dict[str, Any]]:
        """A row for each period, in order."""
        by_period = {figure.period.label: figure for figure in self.figures}
        return [self._row(point, by_period[_label(point)]) for point in chart.points]

    def _row(self, point: Point, figure: Figure) -> dict[str, Any]:
        part = _has_value(figure) and self.is_part(figure)
        note = f"Part period, not judged. {figure.note or ''}".strip() if part else figure.note
        return {
            "period": figure.period.label,
            "from_on": figure.period.from_on,
            "to_on": figure.period.to_on,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "value": self.value(figure),
            "mean": point.mean,
            "lower": point.low,
            "upper": point.high,
            "signal": SIGNALS[point.signal] if point.signal else None,
            "judgement": JUDGEMENTS.get(point.judgement or ""),
            "baseline": point.baseline,
            "status": figure.status,
            "note": note,
        }

    @property
    def title(self) -> str:
        """The measure's title, with the value that it is held to."""
        if self.title_of is not None:
            return self.title_of
        _, colon, value = self.measure.name.partition(":")
        held = value.replace("_", " ")
        return f"{self.measure.title}: {held}" if colon else self.measure.title

    def picture(self, chart: Chart) -> ControlChart:
        """The chart as it is drawn and told."""
        group = f" ({self.group})" if self.group else ""
        per = f", per {PER:,} {(self.measure.per or '').replace('_', ' ')}"
        picture = control_chart(
            chart,
            title=f"{self.title}{group}{per if self.scale == 'per_1000' else ''}",
            scale=self.scale,
            statuses={
                f.period.label: "suppressed" if f.status == "suppressed" else "missing"
                for f in self.figures
                if not _has_value(f)
            },
            parts={
                f.period.label: self.value(f)
                for f in self.figures
                if _has_value(f) and self.is_part(f)
            },
            notes=chart.notes,
        )
        return _from_the_first_known(picture)

    def sentences(self, chart: Chart) -> list[str]:
        """The summary: the kind, the lines, variation and assurance, and what to know beside."""
        picture = self.picture(chart)
        told = [f"{picture.title}: {self.why}"]
        judged = [point for point in picture.points if point.mean is not None]
        if judged:
            last = judged[-1]
            lines = f"Mean {said(last.mean or 0.0, self.scale)}"
            if last.low is not None and last.high is not None:
                lines += f", limits {between(last.low, last.high, self.scale)}"
            told.append(f"{lines}, in {last.period}.")
        told.append(f"Variation: {variation_in_words(picture)}.")
        told.append(self._assurance(chart))
        signalled = [f"{_label(p)} ({SIGNALS[p.signal]})" for p in chart.points if p.signal]
        if signalled:
            points = counted(len(signalled), "point")
            told.append(f"{points} to be explained: {listed(signalled)}.")
        told += list(chart.notes)
        if self.chosen == "xmr":
            told.append(f"Moving ranges are {'' if self.screen else 'not '}screened for outliers.")
        return told

    def _assurance(self, chart: Chart) -> str:
        if chart.target is None:
            return "Assurance: cannot be told, for no target was given."
        target = said(chart.target, self.scale)
        if chart.assurance is None:
            why = (
                "neither way is better" if chart.improvement == "neutral" else "there are no limits"
            )
            return f"Assurance: the target of {target} cannot be judged, for {why}."
        return f"Assurance: the target of {target} is {ASSURANCES[chart.assurance]}."


def _from_the_first_known(picture: ControlChart) -> ControlChart:
    """The picture without the periods before the first that has a figure, which are only said.

    A figure that is kept back is one: it is there, and may not be read.
    """
    first = next(n for n, point in enumerate(picture.points) if point.status != "missing")
    if first == 0:
        return picture
    begins = period_in_words(picture.points[first].period)
    note = f"Nothing is available before {begins}."
    return replace(picture, points=picture.points[first:], notes=(note, *picture.notes))


def _has_value(figure: Figure) -> bool:
    """Whether it can stand on a chart: events among nobody are a count without a rate."""
    return figure.numerator is not None and figure.denominator != 0


def _few(counts: Sequence[float]) -> bool:
    return bool(counts) and fmean(counts) < RARE


def _label(point: Point) -> str:
    return str(getattr(point.period, "label", point.period))
