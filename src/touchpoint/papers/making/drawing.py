"""The pictures of a paper: each has its place at once, and hangs there when it is drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from touchpoint.papers.document import Block, Document, Picture, Section
from touchpoint.papers.hands import Hands
from touchpoint.papers.showing.pictures import Charted


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Charts that are drawn while the rest of the paper is put together."""

    hands: Hands
    drawn: dict[str, Callable[[], Picture]] = field(default_factory=dict)
    """For each chart by its id, what waits for its picture."""

    places: dict[str, Picture] = field(default_factory=dict)
    """For each chart by its id, what stands in the document until then."""

    def draw(self, charted: Charted) -> None:
        """Have a chart drawn, and keep its place."""
        self.drawn[charted.id] = self.hands.give(drawn, charted)
        self.places[charted.id] = Picture(
            id=charted.id,
            caption=charted.caption,
            svg="",
            png=b"",
            alternative_text="",
            table=charted.table,
            notes=charted.notes,
        )

    def hung(self, document: Document) -> Document:
        """A document with every picture in its place."""
        return replace(
            document,
            summary=self._blocks(document.summary),
            sections=self._sections(document.sections),
        )

    def _sections(self, sections: Sequence[Section]) -> tuple[Section, ...]:
        return tuple(
            replace(
                section,
                blocks=self._blocks(section.blocks),
                sections=self._sections(section.sections),
            )
            for section in sections
        )

    def _blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(
            self.drawn[block.id]() if isinstance(block, Picture) else block for block in blocks
        )


def drawn(charted: Charted) -> Picture:
    """The picture of a chart, with its table."""
    return charted.picture()
