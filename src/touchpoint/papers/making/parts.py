"""What every paper says beside its own sections: changes, restated figures, coverage, breaks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from touchpoint.measures.catalogue import measure_named
from touchpoint.measures.definition.dimensions import NOT_RECORDED
from touchpoint.measures.definition.measure import Population
from touchpoint.papers.claims.tested import Tested
from touchpoint.papers.description.paper import Key, PartAsked
from touchpoint.papers.document import (
    Block,
    Cell,
    Column,
    Listed,
    Notice,
    Paragraph,
    Row,
    Section,
    Sentence,
    Table,
)
from touchpoint.papers.making.collecting import ABOUT, RESTATED, Collected
from touchpoint.papers.making.given import FACTS, Given
from touchpoint.papers.making.meanwhile import Likely
from touchpoint.papers.making.wanted import CHANGES
from touchpoint.papers.releasing.values import Value
from touchpoint.papers.showing.cells import Marks
from touchpoint.papers.wording import numbers
from touchpoint.papers.wording.periods import day_in_words, heading, in_words
from touchpoint.papers.wording.sentences import Saying
from touchpoint.papers.wording.words import within_a_sentence

RESTATED_MARK = "[r]"
RESTATED_MEANING = "Restated: it was another figure in the last paper."


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the parts of a paper are made with."""

    given: Given
    collected: Collected
    values: Mapping[Key, Value]
    changes: Sequence[Tested]
    saying: Saying
    used: dict[str, str]

    def part(self, asked: PartAsked) -> Iterator[Block]:
        """The blocks of a part that a description names."""
        match asked.part:
            case "changes":
                yield from self.since_last()
            case "restated":
                yield from self.restated()
            case "coverage":
                yield from self.coverage()
            case "breaks":
                yield from self.breaks()
            case _:
                yield from self.reconciled(asked)

    def about(self, placed: Sequence[str], omitted: Sequence[str]) -> Section:
        """The section that says all that was not placed elsewhere."""
        sections = [
            Section(id=id_, heading=title, blocks=tuple(make()))
            for part, id_, title, make in (
                ("changes", CHANGES, "Changes since the last paper", self.since_last),
                ("restated", RESTATED, "Figures restated", self.restated),
                ("coverage", "coverage", "What is recorded, and since when", self.coverage),
                ("breaks", "breaks-in-method", "Breaks in method", self.breaks),
            )
            if part not in placed
        ]
        return Section(
            id=ABOUT,
            heading="About these figures",
            blocks=(
                _said(
                    "Sentences say what the figures of this paper show, and each was tested; those "
                    "marked as the author's are not. What cannot be said is said to be so."
                ),
                *_left_out(omitted),
            ),
            sections=tuple(sections),
        )

    def since_last(self) -> Iterator[Block]:
        """What changed since the last paper, by the tests of this one."""
        last = self.given.last
        if last is None:
            yield _said(
                "No earlier paper of this name is kept here, so nothing is compared with it."
            )
            return
        yield _said(
            f"The last paper is that of {in_words(last.period)}, as at "
            f"{day_in_words(last.as_at)}. Both periods are compared as they are known now."
        )
        told = [self.saying.sentence(tested) for tested in self.changes]
        moved = [s for s, t in zip(told, self.changes, strict=True) if t.finding == "supported"]
        others = [s for s, t in zip(told, self.changes, strict=True) if t.finding != "supported"]
        if moved:
            yield Listed(sentences=tuple(moved))
        if not moved and others:
            yield _said("The figures show no change of any headline measure.")
        if others:
            yield Listed(sentences=tuple(others))

    def restated(self) -> Iterator[Block]:
        """Figures of the last paper that come out otherwise now."""
        last = self.given.last
        if last is None:
            yield _said("No earlier paper of this name is kept here, so no figure is restated.")
            return
        found = self.collected.restated
        if not found:
            yield _said(f"No figure of the paper of {in_words(last.period)} is restated.")
            return
        self.used[RESTATED_MARK] = RESTATED_MEANING
        marks = Marks(used=self.used)
        number = "1 figure" if len(found) == 1 else f"{len(found):,} figures"
        yield _said(
            f"{number} of the paper of {in_words(last.period)} {'is' if len(found) == 1 else 'are'}"
            " restated: what was recorded later, corrected or withdrawn since counts now."
        )
        rows = []
        for figure in found:
            value = self.values[figure.key]
            now = marks.cell(value, "rate_and_counts", silent=True)
            was = numbers.in_full(_as_it_was(value, figure.numerator, figure.denominator))
            group = [self.given.words.heading(*pair) for pair in figure.group]
            title = ", ".join([self.given.words.title(value.measure), *group])
            rows.append(
                Row(
                    heading=f"{title}, {heading(figure.period)}",
                    cells=(
                        Cell(text=was),
                        Cell(text=now.text, figure=now.figure, mark=RESTATED_MARK),
                    ),
                )
            )
        yield Table(
            id=f"{RESTATED}-table",
            caption="Figures restated since the last paper",
            stub="Figure",
            columns=(Column(heading="In the last paper"), Column(heading="Now")),
            rows=tuple(rows),
        )

    def coverage(self) -> Iterator[Block]:
        """Which source records what the paper counts, and since when."""
        rows = self.given.coverage.rows
        if not rows:
            yield Notice(
                heading="No coverage is stated",
                sentences=(
                    _sentence(
                        "The ledger has no coverage rows: it claims that every source records "
                        "everything, so a figure of none may be one that nobody recorded."
                    ),
                ),
            )
            return
        kinds = self._kinds()
        if not kinds and not self._judges():
            yield _said(
                "No figure of this paper counts what sources record of a journey: answers, "
                "findings, returns and persons are counted from tables of their own."
            )
            return
        wanted = [row for row in rows if row["kind"] in kinds] or list(rows)
        wanted.sort(key=lambda row: (row["kind"], row["source"], row["from_on"]))
        yield Table(
            id="coverage-table",
            caption="What each source records of what this paper counts, and since when",
            stub="Recorded",
            columns=tuple(
                Column(heading=each, align="left") for each in ("Source", "From", "To", "Note")
            ),
            rows=tuple(
                Row(
                    heading=str(row["kind"]),
                    cells=tuple(
                        Cell(text=text)
                        for text in (
                            self.given.words.name("source", str(row["source"])),
                            day_in_words(row["from_on"]),
                            day_in_words(row["to_on"]) if row["to_on"] else "to this day",
                            str(row["note"] or "none"),
                        )
                    ),
                )
                for row in wanted
            ),
        )

    def breaks(self) -> Iterator[Block]:
        """Every change in the way of recording that the figures of the paper reach across."""
        told: dict[str, list[str]] = {}
        for key, value in self.values.items():
            first = min((k.period for k in self.values if k.measure == key.measure),
                        key=lambda period: period.from_on)  # fmt: skip
            for said in self.given.breaks(value.measure, first, key.period, None):
                told.setdefault(said, []).append(self.given.words.title(value.measure))
        if not told:
            yield _said("The ledger and the settings of the force tell of no break in method.")
            return
        yield Listed(
            sentences=tuple(
                _sentence(f"{said.removeprefix('[b] ')} It concerns {_listed(titles)}.")
                for said, titles in told.items()
            )
        )

    def reconciled(self, asked: PartAsked) -> Iterator[Block]:
        """What each source says of a fact, and the likely rate of all of them together."""
        keys = self.collected.by_source(asked)
        for fact in asked.facts:
            mine = [key for key in keys if key.measure == FACTS.get(fact)]
            yield self._by_source(fact, mine)
            for likely in self.given.likely:
                if likely.fact == fact:
                    shown = all(self.values[key].shown or self.values[key].status == "missing"
                                for key in mine if key.period == likely.period)  # fmt: skip
                    yield Paragraph(sentences=(self._likely(likely, mine, shown=shown),))

    def _by_source(self, fact: str, keys: Sequence[Key]) -> Table:
        marks = Marks(used=self.used)
        named = dict.fromkeys(k.group[0][1] for k in keys if k.group[0][1] != NOT_RECORDED)
        sources = self.given.ordered("source", list(named))
        periods = sorted({key.period.from_on: key.period for key in keys}.items())
        by_place = {(key.group[0][1], key.period): key for key in keys}
        notes = dict.fromkeys(
            f"{marks.missing} {value.why}"
            for key in keys
            if (value := self.values[key]).status == "missing"
        )
        return Table(
            id=f"reconciled-{fact.replace('.', '-')}",
            caption=f"{self._title(fact)}: what each source says",
            stub="Source",
            columns=tuple(Column(heading=heading(period)) for _, period in periods),
            rows=tuple(
                Row(
                    heading=self.given.words.heading("source", source),
                    cells=tuple(
                        marks.cell(self.values[by_place[source, period]], "rate_and_counts")
                        if (source, period) in by_place
                        else Cell(text=marks.take(marks.missing))
                        for _, period in periods
                    ),
                )
                for source in sources
            ),
            notes=tuple(notes),
        )

    def _title(self, fact: str) -> str:
        return self.given.words.title(measure_named(FACTS[fact])) if fact in FACTS else fact

    def _likely(self, likely: Likely, keys: Sequence[Key], *, shown: bool) -> Sentence:
        ids = tuple(self.values[key].id for key in keys if key.period == likely.period)
        then = in_words(likely.period)
        title = within_a_sentence(self._title(likely.fact))
        if not shown:
            return Sentence(
                text=f"The likely rate of {title} in {then} cannot be said, because a figure "
                "that it rests on is kept back.",
                standing="cannot_tell",
                figures=ids,
            )
        if likely.rate is None or likely.low is None or likely.high is None:
            why = (likely.note or "the sources do not say enough").rstrip(".")
            why = why.removeprefix("Cannot tell: ")
            return Sentence(
                text=f"The likely rate of {title} in {then} cannot be said: {why}.",
                standing="cannot_tell",
                figures=ids,
            )
        return Sentence(
            text=f"Held against one another, the sources make a rate of "
            f"{numbers.percent(likely.rate)} likely for {title} in {then} (95% interval "
            f"{numbers.percent(likely.low)} to {numbers.percent(likely.high)}).",
            standing="stated",
            figures=ids,
            test="A model of what each source leaves out or says wrongly; its interval is that of "
            "the profile likelihood.",
        )

    def _judges(self) -> bool:
        """Whether a figure counts verdicts, which rest on whatever their duties need."""
        return any(v.measure.population is Population.VERDICTS for v in self.values.values())

    def _kinds(self) -> set[str]:
        measures = {value.measure.name: value.measure for value in self.values.values()}
        return {
            kind
            for measure in measures.values()
            for kind in (*(k for group in measure.needs for k in group), *measure.also)
        }


def _as_it_was(value: Value, numerator: int | None, denominator: int | None) -> Value:
    rate = numerator / denominator if numerator is not None and denominator else None
    return replace(
        value, status="shown", numerator=numerator, denominator=denominator, rate=rate,
        weighted=False,
    )  # fmt: skip


def _listed(titles: Sequence[str]) -> str:
    found = list(dict.fromkeys(within_a_sentence(title) for title in titles))
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


def _left_out(omitted: Sequence[str]) -> Iterator[Block]:
    if omitted:
        yield _said("Left out, because no figure of them can be shown:")
        yield Listed(sentences=tuple(_sentence(f"{each}.") for each in omitted))


def _sentence(text: str) -> Sentence:
    return Sentence(text=text, standing="stated")


def _said(text: str) -> Paragraph:
    return Paragraph(sentences=(_sentence(text),))
