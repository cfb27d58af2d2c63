"""What a question is: its scale, what an answer to it says, and what the record says of the same.

Blank is not no (house law 2): what is not known, not asked or not applicable stays apart from no.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from touchpoint.errors import Refused

Says = Literal["yes", "no", "unsure", "blank", "not_applicable"]
"""What an answer comes to; unsure is said (don't know), blank is nothing that can be read."""

Records = Literal["yes", "no", "unsure", "cannot_tell", "not_owed"]
"""What the record comes to, for one victim on one day."""

SAYS: Final[tuple[Says, ...]] = ("yes", "no", "unsure", "blank", "not_applicable")
RECORDS: Final[tuple[Records, ...]] = ("yes", "no", "unsure", "cannot_tell", "not_owed")
NOT_APPLICABLE: Final = ("not_applicable", "not applicable")


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How an answer is read: by a number from lowest to highest, or by words alone.

    Words of a scale with numbers stand in the order of the numbers, the lowest first.
    """

    name: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None
    yes_from: int | None = None

    @property
    def ends(self) -> tuple[float, float] | None:
        """The lowest and the highest number, where there are numbers."""
        if self.lowest is None or self.highest is None:
            return None
        return (float(self.lowest), float(self.highest))

    def number(self, value: str | None, number: float | None) -> float | None:
        """The answer as a number of the scale; None where it is none."""
        if self.lowest is None or self.highest is None:
            return None
        if number is not None:
            return number if self.lowest <= number <= self.highest else None
        word = _word(value)
        return float(self.lowest + self.words.index(word)) if word in self.words else None

    def reads(self, value: str | None, number: float | None) -> Says:
        """What an answer says."""
        word = _word(value)
        if word in NOT_APPLICABLE:
            return "not_applicable"
        if self.yes_from is not None:
            level = self.number(value, number)
            if level is not None:
                return "yes" if level >= self.yes_from else "no"
        told: tuple[tuple[Says, tuple[str, ...]], ...] = (
            ("yes", self.yes),
            ("no", self.no),
            ("unsure", self.unsure),
        )
        return next((says for says, words in told if word in words), "blank")


@lru_cache(maxsize=4096)
def _word(value: str | None) -> str:
    return "" if value is None else value.strip().lower()


@dataclass(frozen=True, kw_only=True)
class Touch:
    """A touchpoint of some kinds with some results; an empty text is an empty result."""

    kinds: tuple[str, ...]
    results: tuple[str, ...]

    def holds(self, kind: str, result: str | None) -> bool:
        """Whether a touchpoint is one of these."""
        return kind in self.kinds and (result or "") in self.results


@dataclass(frozen=True, kw_only=True)
class Record:
    """What on the record the answer is held against: touchpoints, or verdicts on the duty.

    By touchpoints: yes if any of `yes` is there by the day of the answer, else unsure if any of
    `unsure` is. By verdicts: yes if all that was due by then was met, no if any of it was not.
    """

    duty: str
    by: Literal["touchpoints", "verdicts"]
    yes: tuple[Touch, ...] = ()
    unsure: tuple[Touch, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind that says something."""
        return tuple(sorted({kind for t in (*self.yes, *self.unsure) for kind in t.kinds}))

    @property
    def covering(self) -> tuple[str, ...]:
        """The kinds of which a source has to record one, or else nothing can be told."""
        return tuple(sorted({kind for touch in self.yes for kind in touch.kinds}))

    def says(self, there: Iterable[tuple[str, str | None]], *, covered: bool = True) -> Records:
        """What touchpoints (kinds and results) on record by the day of the answer come to."""
        found = list(there)
        if any(touch.holds(*each) for touch in self.yes for each in found):
            return "yes"
        if any(touch.holds(*each) for touch in self.unsure for each in found):
            return "unsure"
        return "no" if covered else "cannot_tell"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: where it is asked, how its answers are read, and what it touches."""

    name: str
    title: str
    asks: str
    sort: Literal["memory", "satisfaction"]
    scale: Scale
    asked_in: Literal["survey", "closure"] = "survey"
    detail: str | None = None
    """For an answer at closing, its name in the detail of closure.discussed."""

    record: Record | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Instruments:
    """Every question held, by its name."""

    questions: Mapping[str, Question] = field(default_factory=dict)

    def touching(self, duties: Collection[str] | None = None) -> tuple[Question, ...]:
        """The questions that touch a duty (one of these, if any are named)."""
        return tuple(
            question
            for question in self.questions.values()
            if question.record is not None and (duties is None or question.record.duty in duties)
        )

    def laid_over(self, other: "Instruments") -> "Instruments":
        """These with the questions of another, which take the place of those of the same name."""
        return Instruments(questions={**self.questions, **other.questions})

    def named(self, name: str) -> Question:
        """The question of a name; refuse another with those that there are."""
        if name not in self.questions:
            raise Refused(f"There is no question {name!r}: there are {', '.join(self.questions)}.")
        return self.questions[name]
