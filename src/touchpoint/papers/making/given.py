"""What a paper is made of: its description, its period, the ledger, and what came before it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

import ibis.expr.types as ir

from touchpoint.calendar import Period
from touchpoint.disclosure import Published
from touchpoint.measures.counting.rows import Keep
from touchpoint.measures.definition.dimensions import AGE_BANDS, OLDEST
from touchpoint.measures.definition.measure import Measure, Population
from touchpoint.measures.figuring.coverage import Coverage, in_words
from touchpoint.papers.asking.answering import Asking
from touchpoint.papers.asking.laid_out import in_order
from touchpoint.papers.description.paper import Paper
from touchpoint.papers.hands import Hands, OwnHands
from touchpoint.papers.kept.file import Kept
from touchpoint.papers.making.meanwhile import Likely, Meanwhile
from touchpoint.papers.wording.settings import Settings
from touchpoint.papers.wording.spoken import Spoken, sources_of
from touchpoint.papers.wording.words import Words
from touchpoint.rights.code.duty import Duty

FACTS: Final[Mapping[str, str]] = {
    "statement.explained": "statement_explained",
    "statement.offered": "statement_offered",
    "statement.taken": "statement_taken",
    "needs.assessed": "needs_assessed",
    "restorative.offered": "restorative_offered",
}
"""The facts that sources can be reconciled about, and the measure that counts each by source."""


@dataclass(frozen=True)
class Given:
    """Everything that a paper is made of."""

    paper: Paper
    own: Period
    asking: Asking
    settings: Settings
    earlier: tuple[Published, ...] = ()
    last: Kept | None = None
    meanwhile: Callable[[], Meanwhile] = Meanwhile
    """Waits for what is worked out elsewhere."""

    hands: Hands = field(default_factory=OwnHands)
    """Who draws the pictures."""

    asked_by: str = ""
    """The options of the command that asked for it, as they are printed."""

    @property
    def likely(self) -> tuple[Likely, ...]:
        """What sources make likely of the facts that the paper reconciles."""
        return self.meanwhile().likely

    @cached_property
    def ledger(self) -> Mapping[str, list[dict[str, Any]]]:
        """The units of the ledger, and what it says of its coverage."""

        def made(_: Keep) -> Mapping[str, ir.Table]:
            tables = self.asking.runner.tables
            return {"units": tables["units"], "coverage": tables["coverage"]}

        found = self.asking.runner.whole(made)
        return {name: rows.to_pylist() for name, rows in found.items()}

    @cached_property
    def coverage(self) -> Coverage:
        """Which source records what, and since when."""
        return Coverage(rows=tuple(self.ledger["coverage"]))

    @cached_property
    def words(self) -> Words:
        """The words of the force, with the names that the ledger and the Code have for values."""
        return self.settings.words.laid_over(
            {
                "unit": {str(row["unit_id"]): str(row["name"]) for row in self.ledger["units"]},
                "duty": {duty.id: f"{duty.id} {duty.title}" for duty in self.duties},
                "right": {str(number): f"Right {number}" for number in range(1, 13)},
                "question": {
                    name: question.title
                    for name, question in self.asking.instruments.questions.items()
                },
            }
        )

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Every duty of the editions, the last word on each."""
        held = {duty.id: duty for edition in self.asking.editions for duty in edition.duties}
        return tuple(held.values())

    def _with_duties(self, measure: Measure) -> Measure:
        """A measure with every kind that its duties are met by: a verdict rests on all of them."""
        if measure.population is not Population.VERDICTS:
            return measure
        asked = measure.numerator
        duties = {duty for rows in asked for duty in rows.duties}
        rights = {right for rows in asked for right in rows.rights}
        kinds = {
            kind
            for duty in self.duties
            if (not duties or duty.id in duties) and (not rights or duty.right in rights)
            for matcher in duty.met_by
            for kind in matcher.kinds
        }
        return replace(measure, also=(*measure.also, *sorted(kinds)))

    @cached_property
    def spoken(self) -> Spoken:
        """How what is said of sources and touchpoints is printed."""
        sources = sources_of(str(row["source"]) for row in self.coverage.rows)
        return Spoken(self.words, sources)

    @property
    def always(self) -> Mapping[str, Sequence[str]]:
        """What stands in a table though nobody is owed it: every duty and every right."""
        rights = sorted({duty.right for duty in self.duties})
        return {"duty": [d.id for d in self.duties], "right": [str(right) for right in rights]}

    @property
    def command(self) -> str:
        """The command that makes this paper."""
        said = self.asked_by or f" --paper {self.paper.name} --period {self.own.label}"
        return f"touchpoint paper LEDGER{said}"

    @property
    def force(self) -> str:
        """What the force is called: by its settings, or by its ledger."""
        if self.settings.force is not None:
            return self.settings.force
        named = [row["name"] for row in self.ledger["units"] if row["kind"] == "force"]
        return str(named[0]) if named else "The force"

    def ordered(self, label: str, values: Sequence[str]) -> list[str]:
        """The values of a dimension in the order in which a reader expects them."""
        known: Mapping[str, Sequence[str]] = {
            "duty": [duty.id for duty in self.duties],
            "right": [str(number) for number in range(1, 13)],
            "question": list(self.asking.instruments.questions),
            "age_band": [*(band for _, band in AGE_BANDS), OLDEST],
            "basis": ["standard", "enhanced"],
        }
        head = label.partition(":")[0]
        if head in known:
            return in_order(known[head], values)
        by_name = sorted(values, key=lambda value: self.words.name(label, value).casefold())
        return in_order(by_name, values)

    def breaks(
        self, measure: Measure, first: Period, last: Period, source: str | None
    ) -> list[str]:
        """Changes in the way of recording between the first day of a period and the last of one."""
        days = (first.from_on, last.to_on)
        found = self.coverage.breaks(self._with_duties(measure), days, source)
        told = [self.spoken(each) for each in found]
        own = [
            f"[b] {each.says.rstrip('.')} on {in_words(each.on)}."
            for each in self.settings.breaks
            if each.touches(measure, first, last)
        ]
        return [*told, *own]
