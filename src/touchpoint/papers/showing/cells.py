"""One cell of a table: what it shows of a value, and the marks that are explained below."""

from dataclasses import dataclass, field
from typing import Final

from touchpoint.disclosure import MISSING_MARK, SUPPRESSED_MARK
from touchpoint.papers.description.paper import Show
from touchpoint.papers.document import Cell
from touchpoint.papers.releasing.values import NO_SUCH_GROUP, Value
from touchpoint.papers.wording import numbers

PART: Final = "*"
BREAK: Final = "[b]"
UNRELIABLE: Final = "[u]"
BESIDE: Final = ("excused", "declined", "cannot_tell", "waiting")
MEANINGS: Final = {
    SUPPRESSED_MARK: "Kept back: it, or what it would give away, could tell of single people.",
    MISSING_MARK: "Not available: the reason stands below the table.",
    PART: "Known only in part: what is known stands below the table.",
    BREAK: "The way of recording changed in the period: what changed stands below the table.",
    UNRELIABLE: "Fewer than 100 answers: to be read with care.",
}


@dataclass(frozen=True, kw_only=True)
class Marks:
    """The marks of a table for what is missing, and for what is known in part."""

    missing: str = MISSING_MARK
    part: str = PART
    used: dict[str, str] = field(default_factory=dict)
    """Every mark that was used, with what it means."""

    def take(self, mark: str, like: str | None = None) -> str:
        """A mark, which the paper then explains."""
        self.used[mark] = MEANINGS[like or mark]
        return mark

    def cell(self, value: Value, show: Show, *, silent: bool = False) -> Cell:
        """A cell that shows something of a value."""
        return Cell(
            text=self._text(value, show),
            figure=value.id,
            mark=None if silent else self._mark(value),
        )

    def _text(self, value: Value, show: Show) -> str:
        if show in BESIDE:
            return self._beside(value, show)
        if value.status == "missing":
            return self.take(self.missing, MISSING_MARK)
        if show == "base":
            return numbers.base(value) if value.denominator is not None else self._hidden(value)
        if show == "count" and value.numerator is not None:
            return numbers.count(value)
        if not value.shown:
            return self._hidden(value)
        match show:
            case "rate":
                return numbers.rate(value)
            case "interval":
                return numbers.interval(value)
            case "per_1000":
                return numbers.per_1000(value)
            case "count":
                return numbers.count(value)
            case _:
                return numbers.in_full(value)

    def _beside(self, value: Value, show: str) -> str:
        if value.why == NO_SUCH_GROUP:
            return "0"
        if show not in value.beside:
            return self.take(self.missing, MISSING_MARK)
        number = value.beside[show]
        return self.take(SUPPRESSED_MARK) if number is None else f"{number:,}"

    def _hidden(self, value: Value) -> str:
        if value.status == "missing":
            return self.take(self.missing, MISSING_MARK)
        return self.take(SUPPRESSED_MARK)

    def _mark(self, value: Value) -> str | None:
        if value.status == "missing":
            return None
        note = value.note or ""
        if value.part:
            return self.take(self.part, PART)
        if BREAK in note:
            return self.take(BREAK)
        return self.take(UNRELIABLE) if UNRELIABLE in note and value.shown else None
