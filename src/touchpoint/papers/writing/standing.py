"""How a reader is told what stands behind a sentence, in the same words in every form."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from touchpoint.papers.document import (
    Block,
    Document,
    Listed,
    Notice,
    Paragraph,
    Sentence,
    Standing,
)

MARKS: Final[dict[Standing, str | None]] = {
    "supported": None,
    "stated": None,
    "author": "Author's words",
    "not_shown": "Not shown",
    "cannot_tell": "Cannot be told",
}
"""What is printed before a sentence; what a test or a figure supports needs no mark."""

BEHIND: Final[dict[Standing, str]] = {
    "supported": "Tested, and supported",
    "stated": "Reads a figure, and needs no test",
    "author": "The author alone",
    "not_shown": "Tested, and not shown",
    "cannot_tell": "Figures are missing or kept back",
}
"""The same, for the annex that lists every sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Sentences that follow one another and are marked alike."""

    standing: Standing
    sentences: tuple[Sentence, ...]

    @property
    def mark(self) -> str | None:
        """What is printed before them."""
        return MARKS[self.standing]

    @property
    def text(self) -> str:
        """What they say, one after the other."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A sentence with the heading that it stands under."""

    where: str
    sentence: Sentence


def runs(sentences: tuple[Sentence, ...]) -> tuple[Run, ...]:
    """The sentences of a paragraph, those that are marked alike together."""
    grouped = groupby(sentences, key=lambda sentence: MARKS[sentence.standing])
    held = (tuple(group) for _, group in grouped)
    return tuple(Run(standing=group[0].standing, sentences=group) for group in held)


def every_sentence(document: Document, summary: str) -> Iterator[Said]:
    """Every sentence of a paper with the heading it stands under, in reading order."""
    yield from _said(summary, document.summary)
    for _, section in document.every_section():
        yield from _said(section.heading, section.blocks)


def _said(where: str, blocks: tuple[Block, ...]) -> Iterator[Said]:
    for block in blocks:
        if isinstance(block, Paragraph | Listed | Notice):
            under = f"{where}: {block.heading}" if isinstance(block, Notice) else where
            yield from (Said(where=under, sentence=sentence) for sentence in block.sentences)
