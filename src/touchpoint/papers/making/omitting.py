"""What a paper leaves out, because no figure of it can be shown, and where it says so.

A section of dashes tells a board nothing; that it is left out, and why, stands once among what is
said of the figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from touchpoint.papers.description.paper import (
    AuthorSentence,
    BlockAsked,
    ChartAsked,
    ClaimAsked,
    Key,
    PartAsked,
    SectionAsked,
    SentenceAsked,
    TableAsked,
    sentences_of,
)
from touchpoint.papers.making.collecting import Collected
from touchpoint.papers.releasing.values import Value

NOTHING: Final = "Nothing of it is recorded"


@dataclass(frozen=True, kw_only=True)
class Omitted:
    """Sections, charts and claims of the summary of which every figure is missing."""

    collected: Collected
    values: Mapping[Key, Value]
    told: dict[str, str] = field(default_factory=dict)
    """What was left out, with why."""

    def omits(self, section: SectionAsked) -> bool:
        """Whether a section has figures and none of them can be shown."""
        if section.sections or any(self._by_hand(block) for block in section.blocks):
            return False
        keys = [key for block in section.blocks for key in self._keys(block)]
        empty = not keys and any(self._empty(block) for block in section.blocks)
        if not empty and not self._missing(keys):
            return False
        self.told.setdefault(section.heading, self._why(keys))
        return True

    def omits_block(self, block: BlockAsked) -> bool:
        """Whether a block is a chart without any figure that can be shown, or an empty table."""
        if isinstance(block, TableAsked) and self._empty(block):
            self.told.setdefault(block.caption, NOTHING)
            return True
        if not isinstance(block, ChartAsked):
            return False
        keys = self._keys(block)
        if block.kind in ("drivers", "gap") or (keys and not self._missing(keys)):
            return False
        self.told.setdefault(block.caption, self._why(keys))
        return True

    def omits_claim(self, sentence: SentenceAsked, where: str) -> bool:
        """Whether a sentence of the summary is a claim of which nothing is known."""
        if isinstance(sentence, AuthorSentence) or where != "summary" or sentence.must:
            return False
        keys = self.collected.keys_of(sentence)
        return bool(keys) and self._missing(keys)

    def said(self) -> tuple[str, ...]:
        """What was left out, one sentence each."""
        return tuple(f"{name}: {why}" for name, why in self.told.items())

    def _missing(self, keys: list[Key]) -> bool:
        return bool(keys) and all(self.values[key].status == "missing" for key in keys)

    def _why(self, keys: list[Key]) -> str:
        whys = dict.fromkeys(str(self.values[key].why).split(". ")[0].rstrip(".") for key in keys)
        return "; ".join(list(whys)[:2]) or NOTHING

    def _empty(self, block: BlockAsked) -> bool:
        """Whether a block is a table with nothing in it: of what it divides by, nothing is held."""
        if not isinstance(block, TableAsked):
            return False
        laid = self.collected.tables[block.id]
        return not laid.columns or not laid.rows

    def _by_hand(self, block: BlockAsked) -> bool:
        if isinstance(block, PartAsked):
            return True
        if isinstance(block, ChartAsked):
            return block.kind in ("drivers", "gap")
        return any(isinstance(each, AuthorSentence) or each.must for each in sentences_of(block))

    def _keys(self, block: BlockAsked) -> list[Key]:
        return list(self._each(block))

    def _each(self, block: BlockAsked) -> Iterator[Key]:
        match block:
            case TableAsked():
                yield from (key for key, _ in self.collected.tables[block.id].printed())
            case ChartAsked():
                yield from self.collected.charts.of(block)
            case _:
                for each in sentences_of(block):
                    if isinstance(each, ClaimAsked):
                        yield from self.collected.keys_of(each)
