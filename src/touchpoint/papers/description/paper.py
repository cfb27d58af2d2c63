"""What a paper is made of: sections with blocks, figures by their addresses, and what it claims.

Plain frozen values, as reading took them from a file; nothing here has looked at a ledger.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from touchpoint.calendar import Kind, Period
from touchpoint.papers.description.periods import THIS, PeriodAsked, PeriodsAsked
from touchpoint.statistics.surveys.bases import HIDE_BELOW

Group = tuple[tuple[str, str], ...]
"""One value of each of some dimensions, by their labels."""

Says = Literal[
    "rose", "fell", "changed", "did_not_change", "is", "is_highest", "is_lowest", "met_standard",
    "differs_between", "is_driven_by",
]  # fmt: skip
Show = Literal[
    "count", "base", "rate", "rate_and_counts", "interval", "per_1000", "excused",
    "declined", "cannot_tell", "waiting",
]  # fmt: skip
ChartKind = Literal[
    "control", "rates", "multiples", "periods", "funnel", "diverging", "roadmap", "drivers", "gap"
]
Order = Literal["as_given", "lowest", "highest"]
Part = Literal["changes", "restated", "coverage", "breaks", "reconciled"]


@dataclass(frozen=True, kw_only=True)
class DriversAsked:
    """Which answers are to explain which, of the responses of the last so many months."""

    outcome: str
    drivers: tuple[str, ...]
    survey: str | None = None
    months: int = 12
    gain: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimAsked:
    """What a sentence asserts, of which figures, and what happens when it does not hold."""

    id: str
    says: Says
    place: str
    measure: str = ""
    group: Group = ()
    period: PeriodAsked = THIS
    against: PeriodAsked | None = None
    by: str | None = None
    value: str | None = None
    margin: float | None = None
    standard: float | None = None
    adjust_for: str | None = None
    drivers: DriversAsked | None = None
    driver: str | None = None
    must: bool = False


@dataclass(frozen=True, kw_only=True)
class AuthorSentence:
    """A sentence written by hand: it is printed as it is, and marked as the author's."""

    text: str


SentenceAsked = ClaimAsked | AuthorSentence


@dataclass(frozen=True, kw_only=True)
class EntryAsked:
    """A row or a column of a table, or several: what each adds to the address of its figures."""

    heading: str | None = None
    above: str | None = None
    measures: tuple[str, ...] = ()
    period: PeriodAsked | PeriodsAsked | None = None
    group: Group = ()
    by: str | None = None
    values: tuple[str, ...] = ()
    show: Show | None = None
    total: bool = False


@dataclass(frozen=True, kw_only=True)
class ParagraphAsked:
    """Sentences that stand together."""

    sentences: tuple[SentenceAsked, ...]


@dataclass(frozen=True, kw_only=True)
class ListAsked:
    """Sentences that are points of a list."""

    sentences: tuple[SentenceAsked, ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class NoticeAsked:
    """A box with a heading."""

    heading: str
    sentences: tuple[SentenceAsked, ...]


@dataclass(frozen=True, kw_only=True)
class TableAsked:
    """A table: every cell is the figure at the address of its row and its column together."""

    id: str
    caption: str
    stub: str
    rows: tuple[EntryAsked, ...]
    columns: tuple[EntryAsked, ...]
    measure: str | None = None
    period: PeriodAsked = THIS
    group: Group = ()
    show: Show = "rate_and_counts"
    order: Order = "as_given"
    top: int | None = None
    missing: str | None = None
    part: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChartAsked:
    """A chart of a kind, and what it is of."""

    id: str
    kind: ChartKind
    caption: str
    measures: tuple[str, ...] = ()
    group: Group = ()
    by: str | None = None
    values: tuple[str, ...] = ()
    period: PeriodAsked = THIS
    periods: PeriodsAsked | None = None
    target: float | None = None
    rebase: tuple[str, ...] = ()
    drivers: DriversAsked | None = None
    questions: tuple[str, ...] = ()
    survey: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PartAsked:
    """Something that every paper says of itself, put where the description wants it."""

    part: Part
    facts: tuple[str, ...] = ()
    period: PeriodAsked | PeriodsAsked = THIS


BlockAsked = ParagraphAsked | ListAsked | NoticeAsked | TableAsked | ChartAsked | PartAsked


@dataclass(frozen=True, kw_only=True)
class SectionAsked:
    """A heading with what stands under it."""

    id: str
    heading: str
    blocks: tuple[BlockAsked, ...] = ()
    sections: tuple["SectionAsked", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper as its file describes it."""

    name: str
    title: str
    statement: str
    period: Kind
    summary: tuple[BlockAsked, ...]
    sections: tuple[SectionAsked, ...]
    headline: tuple[str, ...] = ()
    """The measures whose change since the last paper is said; those of its claims, unless named."""

    standards: Mapping[str, float] = field(default_factory=dict)
    subtitle: str | None = None
    fewest_answers: int = HIDE_BELOW
    """Of how many answers a survey figure is shown at the least."""

    file: str = ""

    def every_block(self) -> Iterator[tuple[str, BlockAsked]]:
        """Every block with the id of its section, in reading order."""
        yield from (("summary", block) for block in self.summary)
        for section in every_section(self.sections):
            yield from ((section.id, block) for block in section.blocks)

    def claims(self) -> Iterator[tuple[str, ClaimAsked]]:
        """Every claim with the id of its section, in reading order."""
        for where, block in self.every_block():
            for sentence in sentences_of(block):
                if isinstance(sentence, ClaimAsked):
                    yield where, sentence

    def tables(self) -> Iterator[TableAsked]:
        """Every table, in reading order."""
        yield from (block for _, block in self.every_block() if isinstance(block, TableAsked))

    def charts(self) -> Iterator[ChartAsked]:
        """Every chart, in reading order."""
        yield from (block for _, block in self.every_block() if isinstance(block, ChartAsked))


def every_section(sections: tuple[SectionAsked, ...]) -> Iterator[SectionAsked]:
    """Every section, those inside one after it."""
    for section in sections:
        yield section
        yield from every_section(section.sections)


def sentences_of(block: BlockAsked) -> tuple[SentenceAsked, ...]:
    """The sentences that a block holds."""
    match block:
        case ParagraphAsked() | ListAsked() | NoticeAsked():
            return block.sentences
        case _:
            return ()


@dataclass(frozen=True, kw_only=True)
class Key:
    """One figure, wholly: of which measure, in which period, in which group."""

    measure: str
    period: Period
    group: Group = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "group", tuple(sorted(self.group)))

    @property
    def labels(self) -> tuple[str, ...]:
        """The dimensions of its group."""
        return tuple(label for label, _ in self.group)
