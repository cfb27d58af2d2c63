"""A paper out of its file, or every fault of the file at once, each with its place.

On the authority of docs/how-to/write-a-paper.md, which names every key. Nothing read with a fault
is used.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

from touchpoint.calendar import Kind  # noqa: TC001 - it is what a paper is made with
from touchpoint.errors import Refused
from touchpoint.papers.description.addresses import Checking, texts_in
from touchpoint.papers.description.blocks import Reading
from touchpoint.papers.description.paper import Paper, SectionAsked
from touchpoint.papers.description.periods import OWN_KINDS
from touchpoint.rights.reading.entries import TOP, Entry
from touchpoint.statistics.surveys.bases import HIDE_BELOW
from touchpoint.toml_file import table_of
from touchpoint.voice.instrument import Instruments
from touchpoint.voice.reading import shipped as shipped_instruments

SHIPPED: Final = Path(__file__).parent.parent / "shipped"
DEEPEST: Final = 3


def read_paper(
    path: Path,
    *,
    standards: Mapping[str, float] | None = None,
    instruments: Instruments | None = None,
) -> Paper:
    """The paper that a file describes; refused with every fault and its place.

    `standards` are a force's own, which take the place of the paper's.
    """
    faults: list[str] = []
    paper = _paper(Entry(table_of(path), TOP, faults), path, standards or {}, instruments)
    if faults or paper is None:
        raise Refused(f"{path.name} describes no paper that can be made: correct it.", faults)
    return paper


def shipped_papers() -> tuple[Path, ...]:
    """The files of the papers that come with the package."""
    return tuple(sorted(SHIPPED.glob("*.toml")))


def paper_file(name_or_path: str) -> Path:
    """The file of a paper: one that comes with the package by its name, or a path of one's own."""
    if name_or_path.endswith(".toml"):
        return Path(name_or_path)
    held = {path.stem: path for path in shipped_papers()}
    if name_or_path not in held:
        raise Refused(
            f"There is no paper {name_or_path!r}: there are {', '.join(held)}, and a file of your "
            "own is named by its path, which ends in .toml."
        )
    return held[name_or_path]


def _paper(
    entry: Entry, path: Path, own: Mapping[str, float], instruments: Instruments | None
) -> Paper | None:
    name, title = entry.text("name"), entry.text("title")
    subtitle, statement = entry.text("subtitle", needed=False), entry.text("statement")
    kind = entry.word("period", OWN_KINDS)
    if name is not None and not name.replace("-", "").isalnum():
        entry.fault(f"name is {name!r}: it names files, so it is letters, digits and -.")
    checking = Checking(
        own=cast("Kind", kind if kind in OWN_KINDS else "quarter"),
        instruments=instruments or shipped_instruments(),
    )
    standards = {**_standards(entry, checking), **own}
    headline = texts_in(entry, "headline")
    fewest = _fewest_answers(entry)
    for each in headline:
        checking.measure(entry, each)
    reading = Reading(checking=checking, standards=standards)
    summary = entry.entry("summary", needed=False)
    blocks = reading.blocks(summary, "summary") if summary is not None else ()
    if summary is not None:
        summary.close()
    sections = _sections(entry, reading, 1)
    if not sections:
        entry.fault("sections is missing: a paper has at least one, each with id and heading.")
    entry.close()
    if name is None or title is None or statement is None or kind is None:
        return None
    return Paper(
        name=name, title=title, subtitle=subtitle, statement=statement, period=checking.own,
        summary=blocks, sections=sections, headline=headline, standards=standards,
        fewest_answers=fewest, file=path.name,
    )  # fmt: skip


def _fewest_answers(entry: Entry) -> int:
    found = entry.number("fewest_answers", needed=False)
    if found is not None and found < 0:
        entry.fault(f"fewest_answers is {found}: give a whole number of 0 or more.")
    return HIDE_BELOW if found is None else found


def _standards(entry: Entry, checking: Checking) -> dict[str, float]:
    inner = entry.entry("standards", needed=False)
    found: dict[str, float] = {}
    for name, value in inner.whatever_is_left() if inner is not None else []:
        if inner is not None and checking.measure(inner, name) is not None:
            if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
                found[name] = float(value)
            else:
                inner.fault(f"{name} must be a share between 0 and 1, like 0.9.")
    return found


def _sections(entry: Entry, reading: Reading, level: int) -> tuple[SectionAsked, ...]:
    found = []
    for each in entry.entries("sections", "section", needed=False) or []:
        id_ = reading.take(each, each.text("id"))
        if id_:
            each.place = f"{each.place} {id_}"
        heading = each.text("heading") or ""
        blocks = reading.blocks(each, id_)
        inner = _sections(each, reading, level + 1)
        if inner and level >= DEEPEST:
            each.fault(f"sections lie at most {DEEPEST} deep.")
        if not blocks and not inner and not each.faults:
            each.fault("it holds nothing: give it blocks or sections.")
        each.close()
        found.append(SectionAsked(id=id_, heading=heading, blocks=blocks, sections=inner))
    return tuple(found)
