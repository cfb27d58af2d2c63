"""A rich paper of a made-up force, for the tests of the writers and for looking at their pages."""

from dataclasses import replace
from datetime import date
from functools import cache

from sample_charts import needs_by_area, needs_by_month
from sample_tables import APPENDIX, BY_AREA, FIGURES

from touchpoint.papers.document import (
    Block,
    Definition,
    Document,
    Fact,
    Listed,
    Notice,
    Paragraph,
    Section,
    Sentence,
    Shorthand,
)

FACTS = (
    Fact(name="Classification", value="Official"),
    Fact(name="Reporting period", value="Quarter 1 of 2024/25 (April to June 2024)"),
    Fact(name="Figures as at", value="5 July 2024"),
    Fact(name="Edition of the Code", value="Victims' Code, April 2021"),
    Fact(name="Working days", value="Monday to Friday, without bank holidays"),
    Fact(name="Sources", value="Crime system (since April 2019); portal (since 5 December 2023)"),
)  # fmt: skip

ROSE = Sentence(
    text=(
        "Needs assessments rose to 19.0% (4,743 of 24,991) from 7.2% (1,795 of 24,879), a change "
        "larger than chance explains."
    ),
    standing="supported",
    figures=("needs-q1", "needs-q4"),
    test=(
        "The difference of two shares, 11.8 percentage points, with Newcombe's 95% interval from "
        "11.2 to 12.3; false discoveries over the page held to 5%."
    ),
)
NOT_SHOWN = Sentence(
    text="The figures do not show that satisfaction at closure changed between the two quarters.",
    standing="not_shown",
    figures=("closure-q1",),
    test="The difference of two shares with Newcombe's 95% interval, which holds nought.",
)
AUTHOR = Sentence(
    text=(
        "The assessment cannot yet be completed on a mobile device. The change is with the "
        "supplier, and we expect it before the winter."
    ),
    standing="author",
)
UNKNOWN = Sentence(
    text="Whether text messages reached more victims cannot be told: they began in May 2024.",
    standing="cannot_tell",
    figures=("sms-q1",),
)
STATED = Sentence(
    text="In the quarter 24,991 crimes with a victim were recorded.",
    standing="stated",
    figures=("crimes-q1",),
)

BREAK = Notice(
    heading="A break in method",
    sentences=(
        Sentence(
            text=(
                "From 1 April 2024 an assessment counts on the day it is completed, and no longer "
                "on the day it is opened."
            ),
            standing="stated",
        ),
        Sentence(text="Earlier quarters were counted anew.", standing="stated"),
    ),
)

POINTS = Listed(
    sentences=(ROSE, NOT_SHOWN, Sentence(text="Two areas need support first.", standing="author"))
)
STEPS = Listed(
    numbered=True,
    sentences=(
        Sentence(text="Complete the needs assessment at first contact.", standing="author"),
        Sentence(text="Ask every victim about a personal statement.", standing="author"),
        UNKNOWN,
    ),
)

DEFINITIONS = (
    Definition(
        measure="needs-assessed",
        title="Needs assessed",
        statement="The share of recorded crimes with a victim with their needs assessed.",
        owner="Head of Victim Services",
        numerator="Journeys with at least one needs assessment by the as-at day",
        denominator="Journeys of crimes recorded in the period",
        source="Crime system, since April 2019",
        sql=(
            "SELECT count(*) FILTER (WHERE \"kind\" = 'needs.assessed') AS numerator,\n"
            "       count(*) AS denominator\n"
            "  FROM journeys\n WHERE recorded_on BETWEEN DATE '2024-04-01' AND DATE '2024-06-30'"
        ),
    ),
    Definition(
        measure="messages-sent",
        title="Messages sent to victims",
        statement="How many messages the portal and the control room sent.",
        owner="Head of Contact",
        numerator="Messages sent in the period",
        denominator="None: a count",
        source="Message portal, since 5 December 2023; text messages since 20 May 2024",
        sql="SELECT count(*) FROM messages WHERE sent_on <= $1",
        note="A message that was not delivered counts as sent.",
    ),
)

SHORTHANDS = (
    Shorthand(mark="[c]", meaning="kept back, because so few people stand behind it"),
    Shorthand(mark="[x]", meaning="not available: no source recorded it in the period"),
    Shorthand(mark="-", meaning="the service had not begun"),
    Shorthand(mark="*", meaning="of a part of the period only"),
)


@cache
def sample_document() -> Document:
    """The paper."""
    needs = Section(
        id="needs",
        heading="Needs assessments",
        blocks=(Paragraph(sentences=(STATED, ROSE, AUTHOR)), needs_by_month(), BREAK),
        sections=(
            Section(id="needs-by-area", heading="By area", blocks=(BY_AREA, needs_by_area())),
        ),
    )
    voice = Section(
        id="voice",
        heading="What victims say",
        blocks=(Paragraph(sentences=(NOT_SHOWN, UNKNOWN)), STEPS),
    )
    return Document(
        name="victim-confidence-2024-25Q1",
        title="Victim confidence",
        subtitle="Report to the Performance and Scrutiny Board, quarter 1 of 2024/25",
        force="Northshire Police",
        as_at=date(2024, 7, 5),
        facts=FACTS,
        summary=(Paragraph(sentences=(STATED,)), POINTS),
        sections=(
            needs,
            voice,
            Section(id="appendix", heading="The quarterly table", blocks=(APPENDIX,)),
        ),
        figures=FIGURES,
        definitions=DEFINITIONS,
        shorthands=SHORTHANDS,
    )


def long_document(tables: int = 40, charts: int = 15, figures: int = 1500) -> Document:
    """The same paper, as long as the longest that a force would write."""
    month, section = needs_by_month(), sample_document().sections[0]
    blocks: tuple[Block, ...] = (
        *(replace(BY_AREA, id=f"table-{number}") for number in range(tables)),
        *(replace(month, id=f"chart-{number}") for number in range(charts)),
    )
    held = replace(section, blocks=blocks, sections=())
    printed = tuple(
        replace(FIGURES[number % len(FIGURES)], id=f"f-{number}", places=("table-1",))
        for number in range(figures)
    )
    return replace(sample_document(), sections=(held,), figures=printed)
