"""`touchpoint papers`: the papers there are, or one described: its sections and what it claims."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from touchpoint.cli.output import FormatOption, OutOption, show
from touchpoint.cli.voices_asked import is_drawn
from touchpoint.papers.description.paper import (
    AuthorSentence,
    BlockAsked,
    ChartAsked,
    ClaimAsked,
    ListAsked,
    NoticeAsked,
    Paper,
    ParagraphAsked,
    PartAsked,
    SectionAsked,
    TableAsked,
    sentences_of,
)
from touchpoint.papers.description.reading import paper_file, read_paper, shipped_papers
from touchpoint.papers.wording.settings import read_settings

COLUMNS = ("name", "title", "period", "statement")
PARTS = ("section", "heading", "block", "id", "says", "measures")
SettingsOption = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE",
        help="A force's words, names, standards and breaks, a .toml file.",
        show_default=False,
    ),
]


def papers(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            help="One paper described, by its name or your own .toml file.",
            show_default=False,
        ),
    ] = None,
    *,
    settings: SettingsOption = None,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Show the papers there are, or one: its sections, its tables and charts, its claims."""
    said = read_settings(settings)
    if name is None:
        every = [read_paper(path, standards=said.standards) for path in shipped_papers()]
        show(COLUMNS, [_row(paper) for paper in every], chosen=form, out=out)
        return
    paper = read_paper(paper_file(name), standards=said.standards, instruments=said.instruments)
    if is_drawn(form, out):
        for line in (f"{paper.name}  {paper.title}", "", paper.statement, ""):
            typer.echo(line)
    show(PARTS, list(_parts(paper)), chosen=form, out=out)


def _row(paper: Paper) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in COLUMNS}


def _parts(paper: Paper) -> Iterator[dict[str, Any]]:
    summary = SectionAsked(id="summary", heading="Summary", blocks=paper.summary)
    for section in [summary] if paper.summary else []:
        yield from _section(section)
    for section in paper.sections:
        yield from _section(section)


def _section(section: SectionAsked) -> Iterator[dict[str, Any]]:
    for block in section.blocks:
        for told in _block(block):
            yield {"section": section.id, "heading": section.heading} | told
    for inner in section.sections:
        yield from _section(inner)


def _block(block: BlockAsked) -> Iterator[dict[str, Any]]:
    match block:
        case ParagraphAsked() | ListAsked() | NoticeAsked():
            yield from (_sentence(sentence) for sentence in sentences_of(block))
        case TableAsked():
            names = [block.measure, *(m for e in (*block.rows, *block.columns) for m in e.measures)]
            yield _told("table", block.id, block.caption, [name for name in names if name])
        case ChartAsked():
            yield _told(f"{block.kind} chart", block.id, block.caption, block.measures)
        case PartAsked():
            yield _told("part", "", block.part, block.facts)


def _sentence(sentence: ClaimAsked | AuthorSentence) -> dict[str, Any]:
    if isinstance(sentence, AuthorSentence):
        return _told("sentence of the author", "", sentence.text, ())
    group = "".join(f", {label} {value}" for label, value in sentence.group)
    against = f" against {sentence.against.written}" if sentence.against is not None else ""
    by = f" by {sentence.by}" if sentence.by is not None else ""
    must = ", must hold" if sentence.must else ""
    says = f"{sentence.says.replace('_', ' ')}{by}{against}{group}{must}"
    measures = [sentence.measure] if sentence.measure else []
    if sentence.drivers is not None:
        measures = [sentence.drivers.outcome, *sentence.drivers.drivers]
    return _told("claim", sentence.id, says, measures)


def _told(block: str, id_: str, says: str, measures: Iterable[str]) -> dict[str, Any]:
    return {
        "block": block,
        "id": id_,
        "says": says,
        "measures": ", ".join(dict.fromkeys(measures)),
    }
