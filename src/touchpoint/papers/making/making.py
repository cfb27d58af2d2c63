"""A paper made, from its description to the finished document and what is kept of it.

Everything is asked, then everything is released at once, and only then is anything said of it:
tables, charts, sentences and workbook hold the same values.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from touchpoint.errors import Refused
from touchpoint.measures.definition.measure import Measure
from touchpoint.papers.claims.tested import Tested
from touchpoint.papers.claims.testing import Testing
from touchpoint.papers.description.measures import measure_of
from touchpoint.papers.description.paper import (
    AuthorSentence,
    BlockAsked,
    ChartAsked,
    Key,
    ListAsked,
    NoticeAsked,
    ParagraphAsked,
    PartAsked,
    SectionAsked,
    SentenceAsked,
    TableAsked,
)
from touchpoint.papers.document import (
    Block,
    Document,
    Listed,
    Notice,
    Paragraph,
    Section,
    Sentence,
    Shorthand,
)
from touchpoint.papers.kept.file import Kept, kept_figures
from touchpoint.papers.making.collecting import Collected, collected
from touchpoint.papers.making.definitions import definitions, printed_figures, sql_of_each
from touchpoint.papers.making.drawing import Drawing
from touchpoint.papers.making.facts import facts
from touchpoint.papers.making.given import Given
from touchpoint.papers.making.hearing import Hearing, Rest
from touchpoint.papers.making.omitting import Omitted
from touchpoint.papers.making.parts import Parts
from touchpoint.papers.making.wanted import CHANGES, needs_of, ripening_of
from touchpoint.papers.releasing.release import Leaving, Printed, Releasing
from touchpoint.papers.releasing.tree import Tree
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.charts import Charts
from touchpoint.papers.showing.pictures import Charted
from touchpoint.papers.showing.tables import Tables
from touchpoint.papers.wording.periods import heading, in_words
from touchpoint.papers.wording.sentences import Saying

HELD = ("supported", "stated")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A paper that may leave: the document, and what stands beside it for the next one."""

    unhung: Document
    """The document with a place for each picture, some of which may still be being drawn."""

    drawing: Drawing
    kept: Kept
    tested: tuple[Tested, ...]
    values: Mapping[Key, Value]

    @cached_property
    def document(self) -> Document:
        """The document with its pictures, once they are drawn."""
        return self.drawing.hung(self.unhung)


def make(given: Given) -> Made:
    """The paper; refused where a claim that must hold does not, or a figure could be undone."""
    return _Making(given).made()


@dataclass(frozen=True)
class _Making:
    given: Given

    def made(self) -> Made:
        counted_by = self.given.hands.give(sql_of_each, self._needed(), self.given.asking.as_at)
        for chart in self._shown_charts():
            self._drawing.draw(self._charted(chart))
        self._refuse_unheld()
        unhung = self._without_pictures(counted_by)
        kept = Kept(
            paper=self.given.paper.name,
            period=self.given.own,
            as_at=self.given.asking.as_at,
            force=self.given.force,
            figures=kept_figures(self.values.values()),
            published=self._leaving.published,
        )
        return Made(
            unhung=unhung,
            drawing=self._drawing,
            kept=kept,
            tested=self._tested,
            values=self.values,
        )

    def _without_pictures(self, counted_by: Callable[[], Mapping[str, str]]) -> Document:
        """The document, with a place for each picture that is being drawn."""
        return Document(
            name=self.name,
            title=self.given.paper.title,
            subtitle=self._subtitle(),
            force=self.given.force,
            as_at=self.given.asking.as_at,
            facts=tuple(facts(self.given, self.values, self._tests)),
            summary=tuple(self._blocks(self.given.paper.summary, "summary")),
            sections=(
                *self._sections(self.given.paper.sections),
                self._parts.about(self._placed(), self._omitted.said()),
            ),
            figures=tuple(printed_figures(self.given, self.values, self._printed.keys)),
            definitions=tuple(definitions(self.given, self.values.values(), counted_by())),
            shorthands=tuple(
                Shorthand(mark=mark, meaning=meaning) for mark, meaning in sorted(self.used.items())
            ),
        )

    @property
    def name(self) -> str:
        """What the files of the paper are called."""
        return f"{self.given.paper.name}-{self.given.own.label.replace('/', 'r')}"

    @cached_property
    def used(self) -> dict[str, str]:
        """Every mark that the paper uses, with what it means."""
        return {}

    @cached_property
    def _collected(self) -> Collected:
        return collected(self.given)

    @cached_property
    def _hearing(self) -> Hearing:
        return Hearing(self.given)

    @cached_property
    def _rests(self) -> tuple[Rest, ...]:
        return tuple(self._hearing.rests())

    @cached_property
    def _printed(self) -> Printed:
        return replace(
            self._collected.printed(),
            rests=tuple(figure for rest in self._rests for figure in rest.figures),
            compositions=tuple(c for rest in self._rests for c in rest.compositions),
        )

    @cached_property
    def _readable(self) -> dict[str, bool]:
        """Of everything that is no figure of a measure, whether all it rests on may be read."""
        readable, place = {}, 0
        for rest in self._rests:
            readable[rest.id] = all(self._leaving.rests[place : place + len(rest.figures)])
            place += len(rest.figures)
        return readable

    @cached_property
    def _leaving(self) -> Leaving:
        return Releasing(
            figures=self._collected.figures,
            as_at=self.given.asking.as_at,
            tree=Tree(units=self.given.ledger["units"]),
            rules=self.given.settings.rules,
            earlier=self.given.earlier,
            fewest_answers=self.given.paper.fewest_answers,
            right_of={duty.id: str(duty.right) for duty in self.given.duties},
            spoken=self.given.spoken,
        ).leaving(self._printed)

    @property
    def values(self) -> Mapping[Key, Value]:
        """Every figure of the paper as it may leave."""
        return self._leaving.values

    @cached_property
    def _tested(self) -> tuple[Tested, ...]:
        claims = [claim for _, claim in self._collected.claims()]
        ripening = replace(ripening_of(self.given), held=dict(self.given.meanwhile().ripened))
        testing = Testing(
            own=self.given.own,
            values=self.values,
            breaks=self.given.breaks,
            rankings=self._hearing.rankings(self._readable),
            strata=self._collected.strata(),
            at_one_age=ripening.at_one_age,
        )
        return testing.tested(claims)

    @property
    def _tests(self) -> int:
        return sum(tested.adjusted is not None for tested in self._tested)

    @cached_property
    def _saying(self) -> Saying:
        return Saying(own=self.given.own, words=self.given.words, tests=self._tests)

    @cached_property
    def _by_claim(self) -> dict[str, Tested]:
        return {tested.claim.id: tested for tested in self._tested}

    @cached_property
    def _parts(self) -> Parts:
        return Parts(
            given=self.given,
            collected=self._collected,
            values=self.values,
            changes=[t for t in self._tested if t.claim.place == CHANGES],
            saying=self._saying,
            used=self.used,
        )

    def _refuse_unheld(self) -> None:
        """Refuse a paper of which a claim that must hold does not."""
        unheld = [t for t in self._tested if t.claim.must and t.finding not in HELD]
        if unheld:
            claims = "a claim that must hold" if len(unheld) == 1 else "claims that must hold"
            raise Refused(
                f"{self.given.paper.title} of {in_words(self.given.own)} is not made, for {claims} "
                "cannot be upheld. Take must away, or the claim.",
                [f"{t.claim.place}: {self._saying.sentence(t).text}" for t in unheld],
            )

    @cached_property
    def _omitted(self) -> Omitted:
        return Omitted(collected=self._collected, values=self.values)

    def _shown_charts(self) -> Iterator[ChartAsked]:
        """Every chart that the paper shows, which is drawn while claims are tested."""
        for block in (*self.given.paper.summary, *self._shown(self.given.paper.sections)):
            if isinstance(block, ChartAsked) and not self._omitted.omits_block(block):
                yield block

    def _shown(self, asked: Sequence[SectionAsked]) -> Iterator[BlockAsked]:
        for section in asked:
            if not self._omitted.omits(section):
                yield from section.blocks
                yield from self._shown(section.sections)

    def _sections(self, asked: Sequence[SectionAsked]) -> Iterator[Section]:
        for section in asked:
            if self._omitted.omits(section):
                continue
            yield Section(
                id=section.id,
                heading=section.heading,
                blocks=tuple(self._blocks(section.blocks, section.id)),
                sections=tuple(self._sections(section.sections)),
            )

    def _blocks(self, asked: Sequence[BlockAsked], where: str) -> Iterator[Block]:
        for block in asked:
            if self._omitted.omits_block(block):
                continue
            match block:
                case ParagraphAsked() | ListAsked() | NoticeAsked():
                    yield from self._spoken(block, where)
                case TableAsked():
                    yield self._tables.table(self._collected.tables[block.id])
                case ChartAsked():
                    yield self._drawing.places[block.id]
                case PartAsked():
                    yield from self._parts.part(block)

    def _spoken(
        self, block: ParagraphAsked | ListAsked | NoticeAsked, where: str
    ) -> Iterator[Block]:
        told = self._sentences(
            [each for each in block.sentences if not self._omitted.omits_claim(each, where)]
        )
        if not told:
            return
        match block:
            case ParagraphAsked():
                yield Paragraph(sentences=told)
            case ListAsked():
                yield Listed(sentences=told, numbered=block.numbered)
            case NoticeAsked():
                yield Notice(heading=block.heading, sentences=told)

    def _charted(self, asked: ChartAsked) -> Charted:
        if asked.kind in ("drivers", "gap"):
            return self._hearing.charted(asked, self._readable)
        return self._charts.charted(asked)

    @cached_property
    def _drawing(self) -> Drawing:
        return Drawing(hands=self.given.hands)

    @cached_property
    def _tables(self) -> Tables:
        return Tables(
            values=self.values, words=self.given.words, own=self.given.own, used=self.used
        )

    @cached_property
    def _charts(self) -> Charts:
        return Charts(
            keys=self._collected.charts,
            values=self.values,
            words=self.given.words,
            used=self.used,
            rights={duty.id: f"Right {duty.right}" for duty in self.given.duties},
        )

    def _sentences(self, asked: Sequence[SentenceAsked]) -> tuple[Sentence, ...]:
        told = {(s.text, s.standing): s for s in reversed([self._sentence(each) for each in asked])}
        return tuple(reversed(told.values()))

    def _sentence(self, asked: SentenceAsked) -> Sentence:
        if isinstance(asked, AuthorSentence):
            return Sentence(text=asked.text, standing="author")
        return self._saying.sentence(self._by_claim[asked.id])

    def _placed(self) -> list[str]:
        return [
            block.part
            for _, block in self.given.paper.every_block()
            if isinstance(block, PartAsked)
        ]

    def _needed(self) -> tuple[Measure, ...]:
        """Every measure that anything of the paper is counted by."""
        names = dict.fromkeys(need.measure for need in needs_of(self.given))
        return tuple(measure_of(name, self.given.asking.instruments) for name in names)

    def _subtitle(self) -> str:
        said = self.given.paper.subtitle
        own = self.given.own
        when = in_words(own) if own.kind == "month" else f"{heading(own)}, {in_words(own)}"
        return f"{said}: {when}" if said else when
