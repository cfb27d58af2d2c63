"""`touchpoint spc`: a measure on a control chart, so that usual spread is not taken for news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer

from touchpoint.calendar import Kind, read_period
from touchpoint.calendar.periods import LENGTHS, periods_between
from touchpoint.cli.editions_asked import EditionsAsked, editions_asked
from touchpoint.cli.measures_asked import MeasuresAsked, counted_alone, measures_asked
from touchpoint.cli.measuring import OnDuckDB, days_of_loads
from touchpoint.cli.options import (
    AsAtOption,
    EditionOption,
    LedgerArgument,
    LocalOption,
    a_date,
    as_typed,
    today,
)
from touchpoint.cli.output import FormatOption, OutOption, show, so_many
from touchpoint.cli.spc_drawn import DRAWN, drawn_rows
from touchpoint.cli.voices_asked import ChartOption, InstrumentsOption, is_drawn, tell
from touchpoint.engines import open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.measures.asking import Answer, ask
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import Dimension, read_dimension
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.showing.control import COLUMNS, Charting
from touchpoint.statistics.charts.points import Chart
from touchpoint.statistics.charts.series import in_order

MEMORY = "3GB"
CHARTED = ("month", "quarter", "year")
FIRST_LISTED = 10


class ChartKind(StrEnum):
    """The kinds of control chart that can be asked for."""

    AUTO = "auto"
    XMR = "xmr"
    P = "p"
    PP = "pp"
    U = "u"
    UP = "up"
    C = "c"


def _a_target(text: str) -> float:
    """A target as it is written: 0.8, 80% or 3.5."""
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no target: write 0.8, 80% or 3.5.") from None


MeasureArgument = Annotated[
    str,
    typer.Argument(
        metavar="MEASURE",
        help="A measure, like needs_assessed; one value of one, like satisfied:follow_up.",
        show_default=False,
    ),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="PERIOD[,DIMENSION=VALUE…]",
        help="month or quarter, and of whom: month,unit:area=A2,pathway=telephone.",
    ),
]
FromOption = Annotated[
    date | None,
    typer.Option(
        "--from",
        metavar="DATE",
        parser=a_date,
        show_default=False,
        help="Periods from the one that holds this day; from the first, unless said.",
    ),
]
ToOption = Annotated[
    date | None,
    typer.Option(
        "--to",
        metavar="DATE",
        parser=a_date,
        show_default=False,
        help="Periods to the one that holds this day; to the as-at day, unless said.",
    ),
]
KindOption = Annotated[
    ChartKind,
    typer.Option(
        help="auto chooses: p for shares (pp where numbers are very large), u for events among "
        "others, c or xmr for counts."
    ),
]
RebaseOption = Annotated[
    list[str] | None,
    typer.Option(
        "--rebase",
        metavar="PERIOD…",
        show_default=False,
        help="New limits from this period on; several with commas, or repeated.",
    ),
]
FixAfterOption = Annotated[
    int | None,
    typer.Option(
        "--fix-after",
        metavar="N",
        min=2,
        show_default=False,
        help="Keep the limits of the first N points.",
    ),
]
ScreenOption = Annotated[
    bool, typer.Option("--screen", help="Leave extreme moving ranges out of XmR limits.")
]
TargetOption = Annotated[
    float | None,
    typer.Option(
        "--target",
        metavar="X",
        parser=_a_target,
        show_default=False,
        help="What is to be reached: 0.8 or 80% for shares.",
    ),
]


def spc(
    ledger: LedgerArgument,
    measure: MeasureArgument,
    *,
    by: ByOption = "month",
    from_on: FromOption = None,
    to_on: ToOption = None,
    as_at: AsAtOption = None,
    kind: KindOption = ChartKind.AUTO,
    rebase: RebaseOption = None,
    fix_after: FixAfterOption = None,
    screen: ScreenOption = False,
    target: TargetOption = None,
    instruments: InstrumentsOption = None,
    edition: EditionOption = None,
    local: LocalOption = None,
    chart: ChartOption = None,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Chart a measure: mean, limits, and the points that need a reason."""
    _refuse_shared_days(by)
    asked = measures_asked([measure], instruments)
    judged = editions_asked(edition, local)
    with as_typed():
        split = _split(by)
        begins = _periods(rebase, split.period)
        question = Question(
            measures=asked.measures, period=split.period, dimensions=split.dimensions,
            from_on=from_on, to_on=to_on, as_at=as_at or today(), while_recorded=as_at is None,
        )  # fmt: skip
    answer = _answer(ledger, question, asked, judged)
    charting = Charting(
        measure=question.measures[0], group=split.said, figures=split.of(answer.figures),
        as_at=question.day, kind=kind.value, rebase=begins,
        fix_after=fix_after, screen=screen, target=target,
    )  # fmt: skip
    worked_out = charting.chart()
    _refuse_too_few(worked_out, fix_after)
    rows = charting.rows(worked_out)
    drawn = is_drawn(form, out)
    shown = drawn_rows(rows, charting.scale) if drawn else rows
    show(DRAWN if drawn else COLUMNS, shown, chosen=form, out=out)
    tell([*answer.said, *charting.sentences(worked_out)], drawn=drawn)
    if chart is not None:
        from touchpoint.papers.charts import write_chart  # noqa: PLC0415 - slow to import

        typer.echo(f"{chart.name}: {write_chart(charting.picture(worked_out), chart)}", err=True)


def _answer(ledger: Path, question: Question, of: MeasuresAsked, judged: EditionsAsked) -> Answer:
    with open_on_duckdb(ledger, memory=MEMORY) as opened:
        runner = OnDuckDB(ledger=opened)
        of.refuse_unknown(runner)
        return counted_alone(
            ask(
                runner,
                question,
                editions=judged.editions,
                whenever=judged.whenever,
                loads=days_of_loads(ledger),
            )
        )


@dataclass(frozen=True, kw_only=True)
class _Split:
    """What --by names: the period, and the one group whose figures are charted."""

    period: Kind
    dimensions: tuple[Dimension, ...]
    values: tuple[str, ...]

    @property
    def said(self) -> str:
        """The group in words."""
        pairs = zip(self.dimensions, self.values, strict=True)
        return ", ".join(f"{dimension.label} {value}" for dimension, value in pairs)

    def of(self, figures: Sequence[Figure]) -> tuple[Figure, ...]:
        """The figures of the group; refuse a value that nothing has."""
        if not self.dimensions:
            return tuple(figures)
        found = tuple(f for f in figures if tuple(f.groups.values()) == self.values)
        if not found:
            groups = sorted({", ".join(figure.groups.values()) for figure in figures})
            more = f" and {len(groups) - FIRST_LISTED} more" if len(groups) > FIRST_LISTED else ""
            there = "; ".join(groups[:FIRST_LISTED]) or "none"
            raise Refused(f"No figure is of {self.said}. There are: {there}{more}.")
        return found


def _refuse_too_few(chart: Chart, fix_after: int | None) -> None:
    """Refuse to keep the limits of more points than there are: they would be those of all."""
    most = max((baseline.based_on for baseline in chart.baselines), default=0)
    if fix_after is not None and most < fix_after:
        points = so_many(most, "point")
        raise Refused(
            f"--fix-after {fix_after} keeps the limits of the first {fix_after} points, and no "
            f"limits here have more than {points} behind them: give a smaller number."
        )


def _refuse_shared_days(by: str) -> None:
    """Refuse rolling windows and say why, in the words of the room that knows: they share days."""
    period = by.partition(",")[0].strip()
    if period in LENGTHS and period not in CHARTED:
        in_order(2, periods_between(period, date(2024, 1, 1), date(2024, 2, 1)))


def _split(text: str) -> _Split:
    words = [word.strip() for word in text.split(",")]
    if words[0] not in CHARTED:
        raise Refused(
            f"--by {text!r} begins with no period that can be charted: begin with month or quarter."
        )
    faults, dimensions, values = [], [], []
    for word in words[1:]:
        name, equals, value = word.partition("=")
        if not equals or not value:
            faults.append(f"{word!r} says no value: write {name or 'pathway'}=VALUE.")
            continue
        dimensions.append(read_dimension(name))
        values.append(value)
    if faults:
        raise Refused("A chart is of one group at a time: name each dimension's value.", faults)
    return _Split(period=cast("Kind", words[0]), dimensions=tuple(dimensions), values=tuple(values))


def _periods(rebase: Sequence[str] | None, kind: Kind) -> tuple[str, ...]:
    """The periods from which limits are new, each written as a period of the chart is."""
    named = [word.strip() for text in rebase or () for word in text.split(",")]
    return tuple(read_period(word, kind).label for word in named if word)
