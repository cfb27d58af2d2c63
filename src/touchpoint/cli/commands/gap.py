"""`touchpoint gap`: what the record says of a duty against what the victim says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import typer

from touchpoint.cli.editions_asked import EditionsAsked, editions_asked
from touchpoint.cli.gapping import (
    COLUMNS,
    DRAWN,
    Gap,
    Spoken,
    drawn_rows,
    gaps_of,
    rows_of_gaps,
    sentences_of,
)
from touchpoint.cli.options import AsAtOption, EditionOption, LedgerArgument, LocalOption, today
from touchpoint.cli.output import FormatOption, OutOption, show
from touchpoint.cli.voices_asked import (
    ByOption,
    ChartOption,
    FromOption,
    InstrumentsOption,
    SurveyOption,
    ToOption,
    VoicesAsked,
    dimensions_asked,
    is_drawn,
    rows_of,
    tell,
)
from touchpoint.engines import DuckLedger, open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.rights.judging.rules import rules_of
from touchpoint.rights.judging.verdicts import verdicts
from touchpoint.voice.asked import closures_of, touches_of
from touchpoint.voice.instrument import Instruments, Question
from touchpoint.voice.reading import with_own
from touchpoint.voice.recorded import OnRecord, by_duty, by_journey
from touchpoint.voice.voices import Dimension, Voice, closure_voices

MEMORY = "3GB"
PEOPLE = "people_who_spoke"


def gap(
    ledger: LedgerArgument,
    *,
    survey: SurveyOption = None,
    as_at: AsAtOption = None,
    from_on: FromOption = None,
    to_on: ToOption = None,
    by: ByOption = None,
    duty: Annotated[
        list[str] | None,
        typer.Option("--duty", help="Only this duty; may be repeated.", show_default=False),
    ] = None,
    instruments: InstrumentsOption = None,
    edition: EditionOption = None,
    local: LocalOption = None,
    chart: ChartOption = None,
    form: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Hold the record against the victim: who says what of each duty, and who agrees."""
    day = as_at or today()
    asking = _Asking(
        asked=VoicesAsked(survey=survey, from_on=from_on, to_on=min(to_on or day, day)),
        day=day,
        questions=_touching(with_own(instruments), duty),
        editions=editions_asked(edition, local),
    )
    with open_on_duckdb(ledger, memory=MEMORY) as opened:
        dimensions = dimensions_asked(opened, by)
        found = asking.gaps(opened, dimensions)
    labels = tuple(each.label for each in dimensions)
    rows = rows_of_gaps(found, labels)
    drawn = is_drawn(form, out)
    columns = (*labels, *(DRAWN if drawn else COLUMNS))
    show(columns, drawn_rows(rows) if drawn else rows, chosen=form, out=out)
    tell(sentences_of(found), drawn=drawn)
    if chart is not None:
        _draw(found, labels, chart)


def _touching(held: Instruments, duties: Sequence[str] | None) -> tuple[Question, ...]:
    wanted = None if duties is None else [duty.upper() for duty in duties]
    questions = held.touching(wanted)
    touched = sorted({q.record.duty for q in held.touching() if q.record is not None})
    unknown = [duty for duty in wanted or [] if duty not in touched]
    if unknown or not questions:
        raise Refused(
            f"Questions touch {', '.join(touched)}, and no other duty.",
            [f"no question touches {duty!r}." for duty in unknown],
        )
    return questions


@dataclass(frozen=True, kw_only=True)
class _Asking:
    """What is asked of the ledger: which voices, which questions, by which editions, as at when."""

    asked: VoicesAsked
    day: date
    questions: tuple[Question, ...]
    editions: EditionsAsked

    def gaps(self, opened: DuckLedger, dimensions: Sequence[Dimension]) -> list[Gap]:
        spoken = self._spoken(opened, dimensions)
        everybody = [*spoken.surveyed, *spoken.closed]
        if not any(spoken.to(question) for question in self.questions):
            names = ", ".join(question.name for question in self.questions)
            raise Refused(
                f"Nobody was asked a question that touches a duty: {names}. Questions of your own "
                "can be given with --instruments."
            )
        if not any(voice.linked for voice in everybody):
            raise Refused(
                f"None of the {len(everybody):,} responses is linked to a journey of this ledger, "
                "so there is nothing to compare: load the survey with the reference of the crime."
            )
        record = self._record(opened, everybody, spoken)
        return gaps_of(self.questions, spoken, record, [each.label for each in dimensions])

    def _spoken(self, opened: DuckLedger, dimensions: Sequence[Dimension]) -> Spoken:
        names = [question.name for question in self.questions if question.asked_in == "survey"]
        closed = self._closed(opened, dimensions) if self.asked.survey is None else []
        try:
            surveyed = self.asked.voices(opened, names, dimensions) if names else []
        except Refused:
            if not closed:
                raise
            surveyed = []
        return Spoken(surveyed=surveyed, closed=closed)

    def _closed(self, opened: DuckLedger, dimensions: Sequence[Dimension]) -> list[Voice]:
        asked = [question for question in self.questions if question.asked_in == "closure"]
        details = [question.detail or question.name for question in asked]
        names = {f"said_{place}": question.name for place, question in enumerate(asked)}
        rows = rows_of(
            opened,
            closures_of(opened.tables, details, from_on=self.asked.from_on, to_on=self.asked.to_on),
        )
        return closure_voices(rows, names, dimensions) if asked else []

    def _record(self, opened: DuckLedger, everybody: Sequence[Voice], spoken: Spoken) -> OnRecord:
        """What is on the record of those who spoke."""
        journeys = sorted({voice.journey for voice in everybody if voice.journey is not None})
        people = opened.hold({PEOPLE: pa.table({"journey_id": pa.array(journeys, pa.string())})})[
            PEOPLE
        ]
        used = [question for question in self.questions if spoken.to(question)]
        records = [question.record for question in used if question.record is not None]
        kinds = sorted({kind for record in records for kind in record.kinds})
        duties = sorted({record.duty for record in records if record.by == "verdicts"})
        touches = rows_of(opened, touches_of(opened.tables, kinds, people)) if kinds else []
        found = self._verdicts(opened, people, duties) if duties else []
        return OnRecord(
            touches=by_journey(touches),
            verdicts=by_duty(found),
            coverage=tuple(rows_of(opened, opened.tables["coverage"])),
        )

    def _verdicts(
        self, opened: DuckLedger, people: ir.Table, duties: Sequence[str]
    ) -> list[dict[str, Any]]:
        """The verdicts on some duties, of the journeys of those who spoke and no others."""
        editions = [
            replace(edition, duties=tuple(d for d in edition.duties if d.id in duties))
            for edition in self.editions.editions
        ]
        held = {duty.id for edition in editions for duty in edition.duties}
        missing = [duty for duty in duties if duty not in held]
        if missing:
            raise Refused(
                "A question is held against a duty that no edition in use has.",
                [f"there is no duty {duty!r}: `touchpoint duties` lists them." for duty in missing],
            )
        rules = rules_of(editions, whenever=self.editions.whenever)
        staging = opened.staging()
        tables = _of_people({**opened.hold(rules.tables)}, people)
        judged = verdicts(tables, rules, ibis.date(self.day.isoformat()), staging.keep)
        kept = judged.select("journey_id", "duty_id", "due_on", "done_on", "state")
        staging.run()
        return rows_of(opened, kept)


def _of_people(tables: Mapping[str, ir.Table], people: ir.Table) -> Mapping[str, ir.Table]:
    cut = {
        name: tables[name].semi_join(people, "journey_id") for name in ("journeys", "touchpoints")
    }
    return {**tables, **cut}


def _draw(found: Sequence[Gap], labels: Sequence[str], chart: Path) -> None:
    from touchpoint.cli.gapping_drawn import picture_of  # noqa: PLC0415 - slow to import
    from touchpoint.papers.charts import write_chart  # noqa: PLC0415 - slow to import

    typer.echo(f"{chart.name}: {write_chart(picture_of(found, labels), chart)}", err=True)
