"""The tables and figures of the made-up paper, dashes and stars included."""

from datetime import date
from typing import Literal

from touchpoint.papers.document import Cell, Column, PrintedFigure, Row, Table

APPENDIX = Table(
    id="appendix-1",
    caption="Victim-based crime and what followed it, by quarter",
    stub="Quarter",
    columns=(
        Column(heading="Crimes with a victim"),
        Column(heading="Needs assessments", above="Assessed and told"),
        Column(heading="Portal messages", above="Assessed and told"),
        Column(heading="Action plans", above="Assessed and told"),
        Column(heading="No contact", above="Dissatisfied"),
        Column(heading="No update", above="Dissatisfied"),
        Column(heading="Satisfied at closure (high harm)"),
        Column(heading="Text messages"),
    ),
    rows=(
        Row(
            heading="Q3 2023/24",
            cells=tuple(Cell(text=text) for text in (
                "26,000", "258", "-", "25,608", "40", "24", "1,666", "-",
            )),
        ),
        Row(
            heading="Q4 2023/24",
            cells=tuple(Cell(text=text) for text in (
                "24,879", "1,795", "628", "24,131", "82", "42", "2,978", "-",
            )),
        ),
        Row(
            heading="Q1 2024/25",
            cells=(
                Cell(text="24,991", figure="crimes-q1"),
                Cell(text="4,743", figure="needs-q1"),
                Cell(text="6,483"),
                Cell(text="24,769"),
                Cell(text="95"),
                Cell(text="49"),
                Cell(text="3,864", figure="closure-q1"),
                Cell(text="36,612", figure="sms-q1", mark="*"),
            ),
        ),
        Row(
            heading="All three quarters",
            is_total=True,
            cells=tuple(Cell(text=text) for text in (
                "75,870", "6,796", "7,111", "74,508", "217", "115", "8,508", "36,612",
            )),
        ),
    ),
    notes=("* Data from 20 May 2024 to the end of June 2024.", "- The service had not begun."),
    source="Crime system, message portal, closure form",
)  # fmt: skip

BY_AREA = Table(
    id="by-area",
    caption="Needs assessed by area, quarter 1 of 2024/25",
    stub="Area",
    columns=(
        Column(heading="Assessed"),
        Column(heading="Crimes"),
        Column(heading="Share"),
        Column(heading="95% interval"),
        Column(heading="Against its standard", align="left"),
    ),
    rows=(
        Row(heading="Northern", cells=(
            Cell(text="1,688"), Cell(text="8,000"), Cell(text="21.1%"), Cell(text="20.2% to 22.0%"),
            Cell(text="met"),
        )),
        Row(heading="Central", cells=(
            Cell(text="1,683"), Cell(text="9,000"), Cell(text="18.7%"), Cell(text="17.8% to 19.6%"),
            Cell(text="not shown to be met"),
        )),
        Row(heading="Coast", cells=(
            Cell(text="[c]"), Cell(text="[c]"), Cell(text="[c]"), Cell(text="[c]"),
            Cell(text="cannot tell"),
        )),
        Row(heading="Southern", cells=(
            Cell(text="1,359"), Cell(text="7,900"), Cell(text="17.2%"), Cell(text="16.3% to 18.1%"),
            Cell(text="missed"),
        )),
    ),
    notes=("[c] Kept back, because so few people stand behind it.",),
    source="Crime system",
)  # fmt: skip


def printed(
    id_: str,
    title: str,
    numbers: tuple[str, str, str, str, str],
    *,
    places: tuple[str, ...],
    status: Literal["shown", "suppressed", "missing"] = "shown",
    note: str | None = None,
) -> PrintedFigure:
    """A figure of the first quarter."""
    numerator, denominator, rate, low, high = numbers
    return PrintedFigure(
        id=id_,
        measure="messages-sent" if id_.startswith("sms") else "needs-assessed",
        title=title,
        period="Q1 2024/25",
        from_on=date(2024, 4, 1),
        to_on=date(2024, 6, 30),
        groups=(("area", "All"),),
        status=status,
        numerator=numerator,
        denominator=denominator,
        rate=rate,
        low=low,
        high=high,
        note=note,
        places=places,
    )


FIGURES = (
    printed("needs-q1", "Needs assessed", ("4,743", "24,991", "19.0%", "18.5%", "19.5%"),
            places=("appendix-1", "needs")),
    printed("needs-q4", "Needs assessed before", ("1,795", "24,879", "7.2%", "6.9%", "7.5%"),
            places=("needs",)),
    printed("crimes-q1", "Crimes with a victim", ("24,991", "[z]", "[z]", "[z]", "[z]"),
            places=("appendix-1",)),
    printed("closure-q1", "Satisfied at closure", ("3,864", "4,391", "88.0%", "87.0%", "88.9%"),
            places=("appendix-1", "voice")),
    printed("coast-q1", "Needs assessed, Coast", ("[c]", "[c]", "[c]", "[c]", "[c]"),
            places=("by-area",), status="suppressed"),
    printed("sms-q1", "Text messages", ("36,612", "[z]", "[z]", "[z]", "[z]"),
            places=("appendix-1",), note="From 20 May 2024 only."),
)  # fmt: skip
