"""The record held against the voice: what both say of each duty that a question touches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from touchpoint.errors import Refused
from touchpoint.measures.running import Runner
from touchpoint.papers.voices.gapping import Gap, Spoken, gaps_of
from touchpoint.papers.voices.listening import Listening, rows_of
from touchpoint.rights.code.duty import Edition
from touchpoint.rights.judging.rules import rules_of
from touchpoint.rights.judging.verdicts import verdicts
from touchpoint.voice.asked import closures_of, touches_of
from touchpoint.voice.instrument import Question
from touchpoint.voice.recorded import OnRecord, by_duty, by_journey
from touchpoint.voice.voices import Dimension, Voice, closure_voices

PEOPLE = "people_who_spoke"


@dataclass(frozen=True, kw_only=True)
class RecordAndVoice:
    """What is asked of the ledger: which voices, which questions, by which editions, as at when."""

    listening: Listening
    day: date
    questions: tuple[Question, ...]
    editions: Sequence[Edition]
    whenever: bool = False

    def gaps(self, runner: Runner, dimensions: Sequence[Dimension]) -> list[Gap]:
        spoken = self._spoken(runner, dimensions)
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
        record = self._record(runner, everybody, spoken)
        return gaps_of(self.questions, spoken, record, [each.label for each in dimensions])

    def _spoken(self, runner: Runner, dimensions: Sequence[Dimension]) -> Spoken:
        names = [question.name for question in self.questions if question.asked_in == "survey"]
        closed = self._closed(runner, dimensions) if self.listening.survey is None else []
        try:
            surveyed = self.listening.voices(runner, names, dimensions) if names else []
        except Refused:
            if not closed:
                raise
            surveyed = []
        return Spoken(surveyed=surveyed, closed=closed)

    def _closed(self, runner: Runner, dimensions: Sequence[Dimension]) -> list[Voice]:
        asked = [question for question in self.questions if question.asked_in == "closure"]
        details = [question.detail or question.name for question in asked]
        names = {f"said_{place}": question.name for place, question in enumerate(asked)}
        rows = rows_of(
            runner,
            closures_of(
                runner.tables, details, from_on=self.listening.from_on, to_on=self.listening.to_on
            ),
        )
        return closure_voices(rows, names, dimensions) if asked else []

    def _record(self, runner: Runner, everybody: Sequence[Voice], spoken: Spoken) -> OnRecord:
        """What is on the record of those who spoke."""
        journeys = sorted({voice.journey for voice in everybody if voice.journey is not None})
        people = runner.hold({PEOPLE: pa.table({"journey_id": pa.array(journeys, pa.string())})})[
            PEOPLE
        ]
        used = [question for question in self.questions if spoken.to(question)]
        records = [question.record for question in used if question.record is not None]
        kinds = sorted({kind for record in records for kind in record.kinds})
        duties = sorted({record.duty for record in records if record.by == "verdicts"})
        touches = rows_of(runner, touches_of(runner.tables, kinds, people)) if kinds else []
        found = self._verdicts(runner, people, duties) if duties else []
        return OnRecord(
            touches=by_journey(touches),
            verdicts=by_duty(found),
            coverage=tuple(rows_of(runner, runner.tables["coverage"])),
        )

    def _verdicts(
        self, runner: Runner, people: ir.Table, duties: Sequence[str]
    ) -> list[dict[str, Any]]:
        """The verdicts on some duties, of the journeys of those who spoke and no others."""
        editions = [
            replace(edition, duties=tuple(d for d in edition.duties if d.id in duties))
            for edition in self.editions
        ]
        held = {duty.id for edition in editions for duty in edition.duties}
        missing = [duty for duty in duties if duty not in held]
        if missing:
            raise Refused(
                "A question is held against a duty that no edition in use has.",
                [f"there is no duty {duty!r}: `touchpoint duties` lists them." for duty in missing],
            )
        rules = rules_of(editions, whenever=self.whenever)
        tables = _of_people({**runner.hold(rules.tables)}, people)
        day = ibis.date(self.day.isoformat())
        wanted = ("journey_id", "duty_id", "due_on", "done_on", "state")
        found = runner.whole(
            lambda keep: {"kept": verdicts(tables, rules, day, keep).select(*wanted)}
        )
        rows: list[dict[str, Any]] = found["kept"].to_pylist()
        return rows


def _of_people(tables: Mapping[str, ir.Table], people: ir.Table) -> Mapping[str, ir.Table]:
    cut = {
        name: tables[name].semi_join(people, "journey_id") for name in ("journeys", "touchpoints")
    }
    return {**tables, **cut}
