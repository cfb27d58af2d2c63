"""Real charts of made-up figures, as a paper holds them: picture, alternative text and table."""

from functools import cache

from sample_tables import BY_AREA

from touchpoint.papers.charts import (
    AnyChart,
    ControlChart,
    ControlPoint,
    Figure,
    RatesChart,
    drawing_of,
)
from touchpoint.papers.document import Cell, Column, Picture, Row, Table

SHARES = (0.061, 0.066, 0.058, 0.071, 0.064, 0.069, 0.074, 0.068, 0.066, 0.171, 0.188, 0.203)
MONTHS = (*(f"2023-{month:02}" for month in range(7, 13)), *(f"2024-{m:02}" for m in range(1, 7)))


@cache
def needs_by_month() -> Picture:
    """A control chart of twelve months."""
    points = tuple(
        ControlPoint(
            period=period,
            value=share,
            mean=0.067,
            low=0.052,
            high=0.082,
            signal="above the upper limit" if share > 0.1 else None,
            reading="improvement" if share > 0.1 else "usual",
        )
        for period, share in zip(MONTHS, SHARES, strict=True)
    )
    chart = ControlChart(
        title="Needs assessed", kind="p", scale="share", points=points, variation="improvement"
    )
    table = Table(
        id="needs-by-month-table",
        caption="Share of crimes with a needs assessment, by month",
        stub="Month",
        columns=tuple(Column(heading=each) for each in ("Share", "Lower limit", "Upper limit")),
        rows=tuple(
            Row(
                heading=period,
                cells=(Cell(text=f"{share:.1%}"), Cell(text="5.2%"), Cell(text="8.2%")),
            )
            for period, share in zip(MONTHS, SHARES, strict=True)
        ),
    )  # fmt: skip
    notes = ("The limits are those of the nine months before April 2024.",)
    return _picture("needs-by-month", "Needs assessed, by month", chart, table, notes)


@cache
def needs_by_area() -> Picture:
    """Rates of four areas, one of them suppressed."""
    figures = (
        Figure(label="Northern", value=0.211, low=0.202, high=0.220, base=8000),
        Figure(label="Central", value=0.187, low=0.178, high=0.196, base=9000),
        Figure(label="Coast", status="suppressed"),
        Figure(label="Southern", value=0.172, low=0.163, high=0.181, base=7900),
    )
    chart = RatesChart(
        title="Needs assessed by area", scale="share", figures=figures, reference=0.19
    )
    return _picture("needs-area", "Needs assessed, by area, with 95% intervals", chart, BY_AREA)


def _picture(
    id_: str, caption: str, chart: AnyChart, table: Table, notes: tuple[str, ...] = ()
) -> Picture:
    drawing = drawing_of(chart)
    return Picture(
        id=id_,
        caption=caption,
        svg=drawing.svg(),
        png=drawing.png(),
        alternative_text=drawing.alternative_text,
        table=table,
        notes=notes,
    )
