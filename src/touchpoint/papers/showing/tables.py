"""A table of a description, laid out and filled with values that may leave."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from touchpoint.calendar import Period
from touchpoint.disclosure import MISSING_MARK
from touchpoint.measures.definition.measure import Measure
from touchpoint.papers.asking.laid_out import Laid, LaidTable
from touchpoint.papers.description.paper import Key
from touchpoint.papers.document import Column, Row, Table
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.cells import BREAK, PART, Marks
from touchpoint.papers.wording.periods import heading
from touchpoint.papers.wording.words import Words, within_a_sentence

MOST_NOTES = 12
_EACH: Final = re.compile(r"(?=\[b\] )")
_OVERLAP: Final = re.compile(r"Rows overlap: [^.]*\.")
MOST_NAMED = 3
"""How many places a note names; where it holds of more, the mark in each cell says where."""


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What tables are filled with."""

    values: Mapping[Key, Value]
    words: Words
    own: Period
    used: dict[str, str]
    """The marks of the paper, which the tables add to."""

    def table(self, laid: LaidTable) -> Table:
        """A table, with the notes that its marks call for."""
        asked = laid.asked
        marks = Marks(
            missing=asked.missing or MISSING_MARK, part=asked.part or PART, used=self.used
        )
        rows = self._ordered(laid)
        return Table(
            id=asked.id,
            caption=asked.caption,
            stub=asked.stub,
            columns=tuple(
                Column(heading=self.heading(column), above=column.above) for column in laid.columns
            ),
            rows=tuple(
                Row(
                    heading=self.heading(row),
                    cells=tuple(
                        marks.cell(self.values[laid.key(row, column)], laid.show(row, column))
                        for column in laid.columns
                    ),
                    is_total=row.total,
                )
                for row in rows
            ),
            notes=(*self._notes(laid, rows, marks), *asked.notes),
        )

    def heading(self, laid: Laid) -> str:
        """What stands at the head of a row or a column."""
        if laid.heading is not None:
            return laid.heading
        parts = []
        if laid.measure is not None:
            parts.append(self.words.title(self.measure(laid.measure)))
        if laid.by is not None:
            parts.append(self.words.heading(*laid.by))
        if laid.period is not None:
            parts.append(heading(laid.period))
        if not parts and laid.group:
            parts += [self.words.heading(label, value) for label, value in laid.group]
        return ", ".join(parts) or "All"

    def measure(self, name: str) -> Measure:
        """The measure of a name."""
        return next(value.measure for key, value in self.values.items() if key.measure == name)

    def _ordered(self, laid: LaidTable) -> Sequence[Laid]:
        """The rows in their order; hidden ones last, so that their order tells nothing."""
        asked = laid.asked
        if asked.order == "as_given":
            return laid.rows
        first = laid.columns[0]

        def size(row: Laid) -> float | None:
            return _size(self.values[laid.key(row, first)])

        shown = [row for row in laid.rows if not row.total and size(row) is not None]
        hidden = [row for row in laid.rows if not row.total and size(row) is None]
        shown.sort(key=lambda row: size(row) or 0.0, reverse=asked.order == "highest")
        totals = [row for row in laid.rows if row.total]
        if asked.top is not None:
            return [*shown[: asked.top], *totals]
        return [*shown, *hidden, *totals]

    def _notes(self, laid: LaidTable, rows: Sequence[Laid], marks: Marks) -> Iterator[str]:
        told: dict[str, list[tuple[int, int]]] = {}
        for down, row in enumerate(rows):
            for across, column in enumerate(laid.columns):
                for note in _marked(self.values[laid.key(row, column)], marks):
                    told.setdefault(note, []).append((down, across))
        for note, places in list(told.items())[:MOST_NOTES]:
            where = self._where(laid, rows, places)
            alike = sum(other.split(" ")[0] == note.split(" ")[0] for other in told) > 1
            if not where and alike:
                where = f"{len(places):,} cells"
            yield f"{note} ({where})" if where else note
        yield from self._on_order(laid)
        yield from self._on_overlap(laid, rows)
        measures = {
            (value := self.values[laid.key(row, column)]).measure.note: value
            for row in rows
            for column in laid.columns
        }
        yield from (note for note in measures if note is not None)

    def _where(
        self, laid: LaidTable, rows: Sequence[Laid], places: Sequence[tuple[int, int]]
    ) -> str:
        """Of which cells a note holds, named by rows and columns; nothing where they are many."""
        downs, acrosses = (sorted({place[n] for place in places}) for n in (0, 1))
        over, beside = list(rows), list(laid.columns)
        row_names = [self.heading(over[n]) for n in downs]
        column_names = [self.heading(beside[n]) for n in acrosses]
        whole = len(places) == len(downs) * len(acrosses)
        if whole and len(downs) == len(over):
            names = column_names if len(acrosses) < len(beside) else []
        elif whole and len(acrosses) == len(beside):
            names = row_names
        elif whole and len(downs) <= MOST_NAMED >= len(acrosses):
            return f"{', '.join(column_names)}: {', '.join(row_names)}"
        elif whole and len(acrosses) == 1:
            names = column_names
        elif whole and len(downs) == 1:
            names = row_names
        else:
            names = column_names if len(acrosses) < len(beside) else []
        return "; ".join(names) if len(names) <= MOST_NAMED else ""

    def _on_overlap(self, laid: LaidTable, rows: Sequence[Laid]) -> Iterator[str]:
        """That one thing may stand in several rows, which then come to more than their total."""
        notes = (
            self.values[laid.key(row, column)].note or ""
            for row in rows
            if row.by is not None
            for column in laid.columns
        )
        for said in dict.fromkeys(found[0] for note in notes for found in _OVERLAP.finditer(note)):
            yield f"{said} They may come to more than their total."

    def _on_order(self, laid: LaidTable) -> Iterator[str]:
        if laid.asked.order == "as_given":
            return
        first = laid.columns[0]
        hidden = [row for row in laid.rows if _size(self.values[laid.key(row, first)]) is None]
        left = f" Not ranked, as no figure is shown of them: {len(hidden):,}." if hidden else ""
        by = within_a_sentence(self.heading(first))
        yield f"In order of {by}, the {laid.asked.order} first.{left}"


def _size(value: Value) -> float | None:
    """By what a row is ranked; a share of nobody is neither low nor high."""
    if not value.shown or (value.measure.is_share and value.rate is None):
        return None
    return value.rate if value.rate is not None else float(value.numerator or 0)


def _marked(value: Value, marks: Marks) -> Iterator[str]:
    """The notes that a value's marks call for."""
    if value.status == "missing":
        yield f"{marks.missing} {_plain(value.why or 'Nobody has it.', value)}"
        return
    note = value.note or ""
    if value.part:
        yield f"{marks.part} {_plain(note, value)}"
    elif BREAK in note:
        # Each change of method is said once, whatever figures reach across it.
        yield from (
            part.strip() for part in _EACH.split(_OVERLAP.sub("", _plain(note, value))) if part
        )


def _plain(note: str, value: Value) -> str:
    """A note without what is said of the measure everywhere."""
    text = note.replace(value.measure.note or "\0", "").strip()
    return text or "It is known only in part."
