"""Blocks of a section as a description gives them: sentences, tables, charts, and what papers say.

A block has one of the keys paragraph, list, notice, table, chart and part, and what it holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from touchpoint.papers.description.addresses import (
    Checking,
    check_split,
    dimension_in,
    group_in,
    measures_in,
    period_in,
    periods_in,
    texts_in,
)
from touchpoint.papers.description.charts import chart_in
from touchpoint.papers.description.claims import sentence_in
from touchpoint.papers.description.paper import (
    BlockAsked,
    EntryAsked,
    ListAsked,
    NoticeAsked,
    Order,
    ParagraphAsked,
    Part,
    PartAsked,
    SentenceAsked,
    Show,
    TableAsked,
)
from touchpoint.papers.description.periods import THIS
from touchpoint.rights.reading.entries import Entry

RESERVED: Final = (
    "summary", "about-these-figures", "changes-since-the-last-paper", "figures-restated",
    "figures-restated-table", "coverage", "coverage-table", "breaks-in-method",
)  # fmt: skip
"""Ids of what every paper says of itself."""

KINDS: Final = ("paragraph", "list", "notice", "table", "chart", "part")
SHOWS: Final = (
    "count", "base", "rate", "rate_and_counts", "interval", "per_1000", "excused",
    "declined", "cannot_tell", "waiting",
)  # fmt: skip
ORDERS: Final = ("as_given", "lowest", "highest")
PARTS: Final = ("changes", "restated", "coverage", "breaks", "reconciled")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What blocks are read with: the checks, the standards, and the ids that are taken."""

    checking: Checking
    standards: Mapping[str, float]
    taken: dict[str, str] = field(
        default_factory=lambda: dict.fromkeys(RESERVED, "what every paper says of itself")
    )

    def take(self, entry: Entry, id_: str | None) -> str:
        """An id, which nothing else may have."""
        if id_ is None:
            return ""
        if not id_.replace("-", "").replace("_", "").isalnum() or not id_.isascii():
            entry.fault(f"id is {id_!r}: it must be made of letters, digits, - and _.")
        if id_ in self.taken:
            entry.fault(f"id is {id_!r}, which {self.taken[id_]} has already: give another.")
        self.taken.setdefault(id_, entry.place)
        return id_

    def blocks(self, entry: Entry, section: str) -> tuple[BlockAsked, ...]:
        """The blocks of a section; those with a fault are told and left out."""
        found = []
        for number, each in enumerate(entry.entries("blocks", "block", needed=False) or [], 1):
            block = self._block(each, f"{section}-{number}")
            if block is not None:
                found.append(block)
        return tuple(found)

    def _block(self, entry: Entry, name: str) -> BlockAsked | None:
        said = [kind for kind in KINDS if entry.says(kind)]
        if len(said) != 1:
            told = " and ".join(said) if said else "none of them"
            entry.fault(f"a block has one of {', '.join(KINDS)}, and this has {told}.")
            return None
        match said[0]:
            case "table":
                return self._table(entry)
            case "chart":
                inner = entry.entry("chart")
                entry.close()
                if inner is None:
                    return None
                id_ = self.take(inner, inner.text("id"))
                return chart_in(inner, self.checking, id_)
            case "part":
                return self._part(entry)
            case "notice":
                inner = entry.entry("notice")
                entry.close()
                if inner is None:
                    return None
                heading = inner.text("heading") or ""
                sentences = self._sentences(inner, "sentences", name)
                inner.close()
                return NoticeAsked(heading=heading, sentences=sentences)
            case "list":
                sentences = self._sentences(entry, "list", name)
                numbered = entry.truth("numbered", needed=False) or False
                entry.close()
                return ListAsked(sentences=sentences, numbered=numbered)
            case _:
                sentences = self._sentences(entry, "paragraph", name)
                entry.close()
                return ParagraphAsked(sentences=sentences)

    def _sentences(self, entry: Entry, key: str, name: str) -> tuple[SentenceAsked, ...]:
        found = []
        # No id that is given has a point in it, so those without one get names of their own.
        for number, each in enumerate(entry.entries(key, "sentence") or [], 1):
            said = each.text("id", needed=False) if each.says("id") else None
            id_ = self.take(each, said) if said is not None else f"{name}.{number}"
            sentence = sentence_in(each, self.checking, self.standards, id_)
            if sentence is not None:
                found.append(sentence)
        if not found and not entry.faults:
            entry.fault(f"{key} holds no sentence: give at least one.")
        return tuple(found)

    def _part(self, entry: Entry) -> PartAsked | None:
        part = entry.word("part", PARTS)
        facts = texts_in(entry, "facts")
        period = periods_in(entry, self.checking) or THIS
        if part == "reconciled" and not facts:
            entry.fault('facts is missing: name kinds, like ["statement.offered"].')
        entry.close()
        if part is None:
            return None
        return PartAsked(part=cast("Part", part), facts=facts, period=period)

    def _table(self, outer: Entry) -> TableAsked | None:
        entry = outer.entry("table")
        outer.close()
        if entry is None:
            return None
        id_ = self.take(entry, entry.text("id"))
        entry.place = f"{entry.place} {id_}".strip()
        measures = measures_in(entry, self.checking)
        table = TableAsked(
            id=id_,
            caption=entry.text("caption") or "",
            stub=entry.text("stub", needed=False) or "",
            measure=measures[0] if measures else None,
            period=period_in(entry, "period", self.checking) or THIS,
            group=group_in(entry),
            show=cast("Show", entry.word("show", SHOWS, needed=False) or "rate_and_counts"),
            order=cast("Order", entry.word("order", ORDERS, needed=False) or "as_given"),
            top=entry.number("top", needed=False),
            missing=entry.text("missing", needed=False),
            part=entry.text("part", needed=False),
            notes=texts_in(entry, "notes"),
            rows=self._entries(entry, "rows"),
            columns=self._entries(entry, "columns"),
        )
        if table.top is not None and (table.top < 1 or table.order == "as_given"):
            entry.fault("top needs an order, lowest or highest, and is 1 or more.")
        self._check(entry, table)
        entry.close()
        return table

    def _check(self, entry: Entry, table: TableAsked) -> None:
        """Tell of cells that have no figure: without a measure, or split in a way it has not."""
        for row in table.rows:
            for column in table.columns:
                names = [*row.measures, *column.measures] or [m for m in (table.measure,) if m]
                if not names:
                    entry.fault(
                        "a cell has no figure: name a measure on the table, its rows or columns."
                    )
                    return
                if row.measures and column.measures:
                    entry.fault("rows and columns both name measures: let one of them do so.")
                    return
                if row.period is not None and column.period is not None:
                    entry.fault("rows and columns both name periods: let one of them do so.")
                    return
                labels = [label for e in (row, column) for label, _ in e.group]
                labels += [e.by for e in (row, column) if e.by] + [x for x, _ in table.group]
                before = len(entry.faults)
                check_split(entry, names, labels, self.checking)
                if len(entry.faults) > before:
                    return

    def _entries(self, entry: Entry, key: str) -> tuple[EntryAsked, ...]:
        # One table alone is a list of one.
        if isinstance(entry.peek(key).get(key), dict):
            inner = entry.entry(key)
            return () if inner is None else (self._entry(inner),)
        found = tuple(self._entry(each) for each in entry.entries(key, key[:-1]) or [])
        if not found:
            entry.fault(f"{key} holds nothing: give at least one.")
        return found

    def _entry(self, entry: Entry) -> EntryAsked:
        asked = EntryAsked(
            heading=entry.text("heading", needed=False),
            above=entry.text("above", needed=False),
            measures=measures_in(entry, self.checking),
            period=periods_in(entry, self.checking),
            group=group_in(entry),
            by=dimension_in(entry),
            values=texts_in(entry, "values"),
            show=cast("Show | None", entry.word("show", SHOWS, needed=False)),
            total=entry.truth("total", needed=False) or False,
        )
        if asked.values and asked.by is None:
            entry.fault("values are those of a dimension: name it with by.")
        entry.close()
        return asked
