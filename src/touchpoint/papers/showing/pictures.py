"""A chart with its picture, its alternative text and its table, all of the same values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from touchpoint.papers.charts import AnyChart, Figure, drawing_of
from touchpoint.papers.charts.plain import Scale
from touchpoint.papers.document import Cell, Column, Picture, Row, Table
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.cells import Marks
from touchpoint.papers.wording.numbers import PER


def scale_of(value: Value) -> Scale:
    """On what scale a value is drawn."""
    if value.measure.is_share:
        return "share"
    return "per_1000" if value.measure.per is not None else "count"


def drawn(value: Value, label: str) -> Figure:
    """A value as a chart draws it; what may not be seen has no number."""
    if not value.shown:
        return Figure(label=label, status=value.status, note=value.note or value.why)
    factor = PER if scale_of(value) == "per_1000" else 1
    rate = value.rate if value.rate is not None else float(value.numerator or 0) / factor
    ends = (value.low, value.high)
    within = ends[0] is not None and ends[1] is not None
    return Figure(
        label=label,
        value=rate * factor,
        low=None if not within else (ends[0] or 0.0) * factor,
        high=None if not within else (ends[1] or 0.0) * factor,
        part=value.part,
        base=value.denominator,
        note=value.note,
    )


@dataclass(frozen=True, kw_only=True)
class Charted:
    """A chart and the table of what it draws."""

    id: str
    caption: str
    chart: AnyChart
    table: Table
    notes: tuple[str, ...] = ()

    def picture(self) -> Picture:
        """The picture, drawn."""
        drawing = drawing_of(self.chart, headed=False)
        svg, png = drawing.both()
        return Picture(
            id=self.id,
            caption=self.caption,
            svg=svg,
            png=png,
            alternative_text=drawing.alternative_text,
            table=self.table,
            notes=self.notes,
        )


def table_of(
    id_: str, caption: str, stub: str, rows: Iterable[tuple[str, Value]], marks: Marks
) -> Table:
    """The table of a chart: every value with its counts and its interval."""
    found = list(rows)
    has_base = any(value.denominator is not None for _, value in found)
    shows = ("rate", "interval", "count", "base") if has_base else ("count",)
    headings = {"rate": "Rate", "interval": "95% interval", "count": "Number", "base": "Of"}
    if found and has_base and not found[0][1].measure.is_share:
        headings["rate"] = f"Per {PER:,}"
    return Table(
        id=f"{id_}-table",
        caption=caption,
        stub=stub,
        columns=tuple(Column(heading=headings[show]) for show in shows),
        rows=tuple(
            Row(
                heading=label,
                cells=tuple(
                    marks.cell(value, show, silent=place > 0)  # type: ignore[arg-type] # one of the shows above
                    for place, show in enumerate(shows)
                ),
            )
            for label, value in found
        ),
    )


def plain_table(
    id_: str, caption: str, stub: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> Table:
    """A table of texts that are no single figures, such as shares of a model."""
    return Table(
        id=f"{id_}-table",
        caption=caption,
        stub=stub,
        columns=tuple(Column(heading=heading) for heading in columns),
        rows=tuple(
            Row(heading=row[0], cells=tuple(Cell(text=text) for text in row[1:])) for row in rows
        ),
    )
