"""The papers that come with Touchpoint can be read, say what they are, and hold what they must."""

from collections.abc import Iterator

import pytest
from made_papers import shipped

from touchpoint.papers.description.paper import ChartAsked, Paper, PartAsked, TableAsked
from touchpoint.papers.description.reading import read_paper, shipped_papers
from touchpoint.papers.writing.fitting import longest_word

NAMES = [
    "code-compliance", "repeat-victims", "satisfaction", "victim-confidence",
    "victims-and-referrals",
]  # fmt: skip


def charts(paper: Paper) -> set[str]:
    return {chart.kind for chart in paper.charts()}


def measures(paper: Paper) -> set[str]:
    return {name for name in _named(paper) if name}


def _named(paper: Paper) -> Iterator[str]:
    for table in paper.tables():
        yield table.measure or ""
        for entry in (*table.rows, *table.columns):
            yield from entry.measures
    for chart in paper.charts():
        yield from chart.measures
    for _, claim in paper.claims():
        yield claim.measure


def tables(paper: Paper) -> dict[str, TableAsked]:
    return {table.id: table for table in paper.tables()}


def test_five_papers_come_with_touchpoint() -> None:
    assert [path.stem for path in shipped_papers()] == NAMES


@pytest.mark.parametrize("path", shipped_papers(), ids=lambda path: path.stem)
def test_each_is_named_like_its_file_and_says_what_it_is(path: object) -> None:
    paper = shipped(str(getattr(path, "stem", "")))
    assert paper.name == getattr(path, "stem", "")
    assert paper.statement.endswith(".")
    assert paper.subtitle
    assert len(list(paper.claims())) >= 8
    assert all(not claim.must for _, claim in paper.claims())
    assert {block.part for _, block in paper.every_block() if isinstance(block, PartAsked)} <= {
        "reconciled"
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_table_and_chart_has_a_caption_that_stands_nowhere_else(name: str) -> None:
    blocks = [b for _, b in shipped(name).every_block() if isinstance(b, TableAsked | ChartAsked)]
    captions = [block.caption for block in blocks]
    assert len(set(captions)) == len(captions)
    assert all(caption and not caption.endswith(".") for caption in captions)


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_is_asked_for_twice(name: str) -> None:
    said = [
        (claim.says, claim.measure, claim.period, claim.against, claim.group, claim.by)
        for _, claim in shipped(name).claims()
    ]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("name", NAMES)
def test_headings_of_columns_are_short_enough_to_stand_beside_one_another(name: str) -> None:
    for table in shipped(name).tables():
        headings = [column.heading or "" for column in table.columns]
        assert sum(longest_word((heading,)) for heading in headings) <= 70


def test_victim_confidence_holds_the_eight_figures_and_what_stands_behind_them() -> None:
    paper = shipped("victim-confidence")
    eight = tables(paper)["eight-figures"]
    assert len(eight.columns) == 8
    assert (eight.missing, eight.part) == ("-", "*")
    assert {
        "needs_assessed", "informed", "texts_sent", "statement_offered", "statement_taken",
        "closure_discussed", "support_withdrawn", "wishes_recorded", "referral_offered",
        "dissatisfied_no_contact", "satisfied:whole", "said_yes:confidence",
    } <= measures(paper)  # fmt: skip
    parts = [block for _, block in paper.every_block() if isinstance(block, PartAsked)]
    assert [part.facts for part in parts] == [("statement.offered", "statement.taken")]


def test_satisfaction_holds_three_surveys_windows_drivers_pathways_and_opinions() -> None:
    paper = shipped("satisfaction")
    groups = [table.group for table in paper.tables()]
    groups += [column.group for table in paper.tables() for column in table.columns]
    surveys = {value for group in groups for label, value in group if label == "survey"}
    assert surveys == {"aggregate", "domestic_abuse", "hate_crime"}
    assert {"control", "diverging", "drivers"} <= charts(paper)
    assert "said_yes:would_recommend" in measures(paper)
    asked = next(c.drivers for c in paper.charts() if c.kind == "drivers")
    assert asked is not None
    assert asked.gain == "follow_up"
    assert any(row.by == "pathway" for row in tables(paper)["by-pathway"].rows)


def test_code_compliance_holds_every_duty_the_ten_worst_the_funnel_and_the_voice() -> None:
    paper = shipped("code-compliance")
    assert {"roadmap", "funnel", "gap", "control"} <= charts(paper)
    worst = tables(paper)["ten-worst"]
    assert (worst.top, worst.order) == (10, "lowest")
    every = tables(paper)["by-duty"]
    assert "cannot_tell" in {column.show for column in every.columns}
    assert every.rows[0].values == ()  # every duty that there is


def test_victims_and_referrals_holds_the_table_by_quarter_and_by_route() -> None:
    found = tables(shipped("victims-and-referrals"))
    assert len(found["vulnerable-by-quarter"].rows) == 3
    assert found["routes-by-source"].rows[0].by == "source"


def test_a_force_overrides_the_standards_of_a_paper() -> None:
    path = next(path for path in shipped_papers() if path.stem == "code-compliance")
    paper = read_paper(path, standards={"told_in_time": 0.8})
    standards = {c.measure: c.standard for _, c in paper.claims() if c.says == "met_standard"}
    assert standards == {"told_in_time": 0.8, "referral_in_time": 0.9}
