"""A bad description is refused with every fault and its place; the shipped ones are read."""

from pathlib import Path

import pytest

from touchpoint.errors import Refused
from touchpoint.papers.description.reading import paper_file, read_paper, shipped_papers

GOOD = """
name = "little"
title = "A little paper"
statement = "What a little paper is for."
period = "quarter"

[[sections]]
id = "needs"
heading = "Needs"
[[sections.blocks]]
paragraph = [{ claim = "rose", measure = "needs_assessed" }, { text = "By hand." }]
"""

BAD = """
name = "bad paper"
title = "A bad paper"
statement = "Everything is wrong here."
period = "fortnight"
colour = "red"

[[sections]]
id = "needs"
heading = "Needs"

[[sections.blocks]]
paragraph = [
  { claim = "rose", measure = "needs_asessed" },
  { claim = "rose" },
  { claim = "improved", measure = "informed" },
  { claim = "rose", measure = "informed", against = "2024-13" },
  { claim = "rose", measure = "informed", period = "2024-03/3", against = "2024-02/3" },
  { claim = "is_highest", measure = "informed", by = "planet" },
  { claim = "met_standard", measure = "informed" },
  { claim = "did_not_change", measure = "texts_sent", margin = 2 },
  { claim = "did_not_change", measure = "informed", margin = 0 },
  { claim = "fell", measure = "informed", period = "2022-23Q1", against = "2024-25Q1" },
  { claim = "is", measure = "satisfied:hole" },
  { claim = "is_driven_by", outcome = "whole", drivers = ["whole", "actons"] },
]

[[sections.blocks]]
[sections.blocks.table]
id = "needs"
caption = "Twice the same id"
rows = { periods = { last = 0 } }
columns = [{ heading = "Nothing" }]

[[sections.blocks]]
[sections.blocks.chart]
id = "pie"
kind = "pie"
caption = "No such chart"

[[sections.blocks]]
[sections.blocks.chart]
id = "rolling"
kind = "control"
caption = "Never a rolling rate on a control chart"
measure = "informed"
periods = { kind = "rolling3", last = 24 }

[[sections.blocks]]
[sections.blocks.chart]
id = "funnel"
kind = "funnel"
caption = "Counts in a funnel"
measure = "texts_sent"
by = "unit:team"

[[sections.blocks]]
[sections.blocks.chart]
id = "summary"
kind = "periods"
caption = "Five series"
measures = ["informed", "acknowledged", "contact_agreed", "referral_offered", "needs_assessed"]

[[sections.blocks]]
[sections.blocks.chart]
id = "moved"
kind = "control"
caption = "A month that is none"
measure = "informed"
rebase = ["2024-13"]

[[sections.blocks]]
[sections.blocks.chart]
id = "bars"
kind = "diverging"
caption = "Answers to a question that nobody is asked"
questions = ["nothing"]

[[sections.blocks]]
paragraph = [{ text = "One." }]
part = "coverage"
"""


def _read(folder: Path, text: str) -> tuple[str, ...]:
    path = folder / "paper.toml"
    path.write_text(text, encoding="utf-8")
    try:
        read_paper(path)
    except Refused as refused:
        return refused.faults
    return ()


def test_a_good_description_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD) == ()


@pytest.mark.parametrize(
    "said",
    [
        "colour",
        "period 'fortnight' is none of",
        "name is 'bad paper'",
        "no measure 'needs_asessed'. Near it: needs_assessed",
        "sentence 2 (rose): measure is missing",
        "claim 'improved' is none of",
        "months are 01 to 12",
        "share days",
        "'planet' is no dimension",
        "there is no standard for informed",
        "texts_sent is no share",
        "margin is 2.0: it must be a share",
        "id is 'needs', which",
        "last is 0",
        "a cell has no figure",
        "kind 'pie' is none of",
        "a rolling rate never stands on a control chart",
        "this has paragraph and part",
        "margin is 0: no figures show",
        "2022-23Q1 ends before 2024-25Q1",
        "There is no question 'hole'",
        "There is no question 'actons'",
        "whole is the outcome, and explains itself",
        "texts_sent is no share: a funnel",
        "id is 'summary', which what every paper says of itself has already",
        "it has 5 series",
        "rebase: '2024-13'",
        "There is no question 'nothing'",
    ],
)
def test_every_fault_is_told_at_once_with_its_place(tmp_path: Path, said: str) -> None:
    faults = _read(tmp_path, BAD)
    found = [fault for fault in faults if said in fault]
    assert found, "\n".join(faults)
    assert all(":" in fault for fault in found)


ODD = [
    "", "name = 3", "sections = 3", "sections = ['a']", "summary = []", "standards = [1]",
    "[[sections]]\nblocks = 'a'", "[[sections]]\nid = 'a'\n[[sections.blocks]]\ntable = 'a'",
    "[[sections]]\nid = 'a'\n[[sections.blocks]]\nchart = {}", "headline = 3",
    "[[sections]]\nid = 'a'\n[[sections.blocks]]\nparagraph = [{ claim = 3 }]",
    "[[sections]]\nid = 'a'\n[[sections.blocks]]\nparagraph = [{ period = 2024-01-01 }]",
]  # fmt: skip


@pytest.mark.parametrize("place", range(len(ODD)))
def test_whatever_a_file_holds_its_faults_are_told(tmp_path: Path, place: int) -> None:
    faults = _read(tmp_path, ODD[place])
    assert faults
    assert all(": " in fault and fault.endswith(".") for fault in faults)


def test_a_sentence_with_an_id_is_never_taken_for_one_without(tmp_path: Path) -> None:
    text = (
        GOOD
        + """
[[sections.blocks]]
paragraph = [{ claim = "fell", measure = "informed", id = "needs-1-1" }]
"""
    )
    path = tmp_path / "paper.toml"
    path.write_text(text, encoding="utf-8")
    ids = [claim.id for _, claim in read_paper(path).claims()]
    assert len(set(ids)) == len(ids)


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "paper.toml"
    path.write_text("title = ", encoding="utf-8")
    with pytest.raises(Refused, match=r"paper\.toml cannot be read as TOML"):
        read_paper(path)


def test_a_file_that_an_editor_began_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "paper.toml"
    path.write_text(shipped_papers()[0].read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert read_paper(path).name == read_paper(shipped_papers()[0]).name


def test_the_shipped_papers_are_read_under_the_names_of_their_files() -> None:
    papers = {path.stem: read_paper(path) for path in shipped_papers()}
    assert set(papers) == {
        "victim-confidence", "satisfaction", "code-compliance", "victims-and-referrals",
        "repeat-victims",
    }  # fmt: skip
    assert all(name == paper.name for name, paper in papers.items())


def test_an_unknown_paper_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="victim-confidence"):
        paper_file("victim-konfidence")
