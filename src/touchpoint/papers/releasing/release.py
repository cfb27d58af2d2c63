"""The one release of a paper: what it prints and where, in; values that may be read, out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from touchpoint.disclosure import (
    Composition,
    Published,
    Release,
    ReleasedFigure,
    Settings,
    Shown,
)
from touchpoint.disclosure import Figure as ToLeave
from touchpoint.measures.figuring.figure import Figure
from touchpoint.papers.asking.answering import Figures
from touchpoint.papers.description.paper import Key
from touchpoint.papers.releasing.few_answers import too_few, why_too_few, without_few
from touchpoint.papers.releasing.leaving import days_of, once_a_month, to_leave
from touchpoint.papers.releasing.owed import Beside, owed_to_all
from touchpoint.papers.releasing.rights import made_of_duties
from touchpoint.papers.releasing.tree import Tree
from touchpoint.papers.releasing.values import NO_SUCH_GROUP, Value, id_of, is_part
from touchpoint.statistics.surveys.bases import HIDE_BELOW


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What a paper prints: figures by their keys, counts beside them, and other counts."""

    keys: Mapping[Key, tuple[str, ...]]
    """The places of each figure: tables, charts, sections and sentences by their ids."""

    beside: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    """Which counts beside a share are printed."""

    rests: tuple[ToLeave, ...] = ()
    """Counts that something printed rests upon, such as the answers behind a ranking."""

    compositions: tuple[Composition, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What may leave: every value by its key, and what is to be kept beside the paper."""

    values: Mapping[Key, Value]
    rests: tuple[bool, ...]
    """Of each count that something rests upon, whether it may be read."""

    published: Published

    def at(self, key: Key) -> Value:
        """The value of a key that was released."""
        return self.values[key]


@dataclass(frozen=True, kw_only=True)
class Releasing:
    """How figures are released: of which ledger, by which rules, after which earlier releases."""

    figures: Figures
    as_at: date
    tree: Tree
    rules: Settings
    earlier: tuple[Published, ...] = ()
    right_of: Mapping[str, str] = field(default_factory=dict)
    """The number of the right of every duty."""

    fewest_answers: int = HIDE_BELOW
    """Of how many answers a survey figure is shown at the least."""

    spoken: Callable[[str], str] = str
    """How a note of a figure is said in print."""

    def leaving(self, printed: Printed) -> Leaving:
        """Every figure through disclosure at once; refused if it could be undone."""
        held = {key: figure for key in printed.keys if (figure := self.figures.at(key)) is not None}
        besides = list(self._besides(printed, held))
        owed, known = owed_to_all(held, besides)
        leaving = {
            key: to_leave(figure, where=self.tree.where(key.group), places=printed.keys[key])
            for key, figure in held.items()
        }
        out = Release(
            figures=(
                *leaving.values(),
                *(each for _, _, each in besides),
                *printed.rests,
            ),
            dimensions=(self.tree.dimension,),
            compositions=(*compositions(held.values()), *printed.compositions),
            sums=(*owed, *made_of_duties(leaving, besides, self.right_of)),
            apart=frozenset(total.whole.of for total in owed),
            over_time=frozenset(name for each in held.values() for name in once_a_month(each)),
            earlier=(*self.earlier, known),
        ).protect(self.rules)
        left = list(out)
        values = dict(self._values(held, left))
        for (key, state, _), leaf in zip(besides, left[len(held) :], strict=False):
            shown = leaf.outcome.numerator if isinstance(leaf.outcome, Shown) else None
            beside = {**values[key].beside, state: shown}
            values[key] = replace(values[key], beside=beside)
        for key in printed.keys.keys() - held.keys():
            values[key] = self._nothing(key)
        rests = left[len(held) + len(besides) :]
        return Leaving(
            values=_with_own_ids({key: values[key] for key in printed.keys}),
            rests=tuple(isinstance(leaf.outcome, Shown) for leaf in rests),
            published=self._printed_of(out.published, held, leaving, besides, printed.rests),
        )

    def _printed_of(
        self,
        published: Published,
        held: Mapping[Key, Figure],
        leaving: Mapping[Key, ToLeave],
        besides: Iterable[Beside],
        rests: Iterable[ToLeave],
    ) -> Published:
        few = {key for key, figure in held.items() if too_few(figure, self.fewest_answers)}
        stand = (figure for key, figure in leaving.items() if key not in few)
        others = (*stand, *(figure for _, _, figure in besides), *rests)
        return without_few(published, [leaving[key] for key in few], others)

    def _besides(self, printed: Printed, held: Mapping[Key, Figure]) -> Iterator[Beside]:
        for key, states in printed.beside.items():
            figure = held.get(key)
            for state in states:
                if figure is not None and state in figure.beside:
                    yield (
                        key,
                        state,
                        ToLeave(
                            measure=f"{key.measure} {state}",
                            from_on=days_of(figure)[0],
                            to_on=days_of(figure)[1],
                            where=self.tree.where(key.group),
                            numerator=figure.beside[state],
                            places=printed.keys[key],
                        ),
                    )

    def _values(
        self, held: Mapping[Key, Figure], left: Sequence[ReleasedFigure]
    ) -> Iterator[tuple[Key, Value]]:
        for (key, figure), leaf in zip(held.items(), left, strict=False):
            yield key, self._value(key, figure, leaf)

    def _value(self, key: Key, figure: Figure, leaf: ReleasedFigure) -> Value:
        outcome = leaf.outcome
        note = None if figure.note is None else self.spoken(figure.note)
        value = Value(
            key=key,
            id=id_of(key),
            measure=figure.measure,
            status=outcome.status,  # type: ignore[arg-type] # one of the three words
            weighted=figure.weighted,
            part=is_part(figure, self.as_at),
            note=note,
        )
        if outcome.status == "missing":
            return replace(value, why=note)
        if not isinstance(outcome, Shown):
            return replace(
                value,
                numerator=getattr(outcome, "numerator", None),
                denominator=getattr(outcome, "denominator", None),
            )
        if too_few(figure, self.fewest_answers):
            return replace(value, status="missing", why=why_too_few(self.fewest_answers))
        weighs = figure.weighted and outcome.rounded_to is None
        return replace(
            value,
            numerator=outcome.numerator,
            denominator=outcome.denominator,
            rate=figure.rate if weighs else outcome.rate,
            low=outcome.low,
            high=outcome.high,
        )

    def _nothing(self, key: Key) -> Value:
        return Value(
            key=key,
            id=id_of(key),
            measure=self.figures.measures[key.measure],
            status="missing",
            why=NO_SUCH_GROUP,
        )


def compositions(figures: Iterable[Figure]) -> Iterator[Composition]:
    """What measures of a paper say of one another: the points of a scale, the states of duties."""
    named = {figure.measure.name: figure.measure for figure in figures}
    for name, measure in named.items():
        head, _, value = name.partition(":")
        tail = f":{value}" if value else ""
        if head == "answered_1" and measure.within:
            points = [f"answered_{point}{tail}" for point in range(1, 8)]
            if all(point in named for point in points):
                yield Composition(whole=measure.within, parts=tuple(points))
                if f"satisfied{tail}" in named:
                    yield Composition(whole=f"satisfied{tail}", parts=tuple(points[4:]))
        if head == "duty_met" and measure.within:
            states = [f"{state}{tail}" for state in ("duty_met", "duty_late", "duty_missed")]
            if all(state in named for state in states):
                yield Composition(whole=measure.within, parts=tuple(states))


def _with_own_ids(values: dict[Key, Value]) -> dict[Key, Value]:
    """Values with an id each: two keys that come to the same one are numbered."""
    seen: dict[str, int] = {}
    found = {}
    for key, value in values.items():
        seen[value.id] = seen.get(value.id, 0) + 1
        again = seen[value.id]
        found[key] = value if again == 1 else replace(value, id=f"{value.id}.{again}")
    return found
