"""The figures that a ledger gives for what a paper needs, each under its own address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from touchpoint.calendar import Period
from touchpoint.measures.asking import ask_together
from touchpoint.measures.catalogue import catalogue
from touchpoint.measures.counting.asked import Question
from touchpoint.measures.definition.dimensions import NOT_APPLICABLE, read_dimension
from touchpoint.measures.definition.measure import Measure
from touchpoint.measures.figuring.figure import Figure
from touchpoint.measures.running import Runner
from touchpoint.papers.asking.needs import Need
from touchpoint.papers.description.measures import measure_of
from touchpoint.papers.description.paper import Key
from touchpoint.rights.code.duty import Edition
from touchpoint.voice.instrument import Instruments

Split = tuple[tuple[str, ...], str, date, date]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """How a ledger is asked: by which engine, as at which day, by which editions."""

    runner: Runner
    as_at: date
    editions: Sequence[Edition]
    loads: Mapping[int, date]
    instruments: Instruments
    whenever: bool = False
    """Whether the editions judge every journey, whatever the day of its report."""

    judged_by: str = ""
    """The options of a command that ask for these editions."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Every figure, by its key; and the measures, by their names."""

    by_key: Mapping[Key, Figure]
    measures: Mapping[str, Measure]
    said: tuple[str, ...] = ()

    def at(self, key: Key) -> Figure | None:
        """The figure of a key; none where the ledger has no such group."""
        return self.by_key.get(key)

    def values(self, measure: str, period: Period, given: Key, label: str) -> list[str]:
        """The values of a dimension beside a group that is given."""
        labels = tuple(sorted({*given.labels, label}))
        held = dict(given.group)
        found = []
        for key in self.by_key:
            if key.measure != measure or key.period != period or key.labels != labels:
                continue
            group = dict(key.group)
            if all(group[name] == value for name, value in held.items()):
                found.append(group[label])
        return found


def answered(asking: Asking, needs: Iterable[Need]) -> Figures:
    """The figures of every need: one question for each way of splitting and stretch of time."""
    splits: dict[Split, dict[str, Measure]] = {}
    measures: dict[str, Measure] = {}
    for need in needs:
        measure = measure_of(need.measure, asking.instruments)
        measures[need.measure] = measure
        ends = [period.to_on for period in need.periods]
        split = (need.labels, need.periods[0].kind, min(ends), max(ends))
        splits.setdefault(split, {})[need.measure] = measure
    questions = [
        Question(
            measures=tuple(some.values()),
            period=kind,  # type: ignore[arg-type] # the kind of a period that was read
            dimensions=tuple(read_dimension(label) for label in labels),
            from_on=first,
            to_on=last,
            as_at=asking.as_at,
        )
        for (labels, kind, first, last), some in splits.items()
    ]
    every = tuple({m.name: m for m in (*catalogue(), *measures.values())}.values())
    answers = ask_together(
        asking.runner,
        questions,
        editions=asking.editions,
        loads=asking.loads,
        measures=every,
        whenever=asking.whenever,
    )
    by_key = {
        key_of(figure): figure
        for answer in answers
        for figure in answer.figures
        if NOT_APPLICABLE not in figure.groups.values()
    }
    said = tuple(dict.fromkeys(sentence for answer in answers for sentence in answer.said))
    return Figures(by_key=by_key, measures=measures, said=said)


def key_of(figure: Figure) -> Key:
    """The key of a figure."""
    return Key(
        measure=figure.measure.name, period=figure.period, group=tuple(figure.groups.items())
    )
