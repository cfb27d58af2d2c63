"""`touchpoint gap`: what the record says of a duty against what the victim says of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from touchpoint.cli.editions_asked import editions_asked
from touchpoint.cli.measuring import OnDuckDB
from touchpoint.cli.options import (
    AsAtOption,
    EditionOption,
    LedgerArgument,
    LocalOption,
    as_typed,
    today,
)
from touchpoint.cli.output import FormatOption, OutOption, show
from touchpoint.cli.voices_asked import (
    ByOption,
    ChartOption,
    FromOption,
    InstrumentsOption,
    SurveyOption,
    ToOption,
    dimensions_asked,
    is_drawn,
    tell,
)
from touchpoint.engines import open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.papers.voices.gapping import (
    COLUMNS,
    DRAWN,
    Gap,
    drawn_rows,
    rows_of_gaps,
    sentences_of,
)
from touchpoint.papers.voices.listening import Listening
from touchpoint.papers.voices.record import RecordAndVoice
from touchpoint.voice.instrument import Instruments, Question
from touchpoint.voice.reading import with_own

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
    judged = editions_asked(edition, local)
    with as_typed():
        listening = Listening(survey=survey, from_on=from_on, to_on=min(to_on or day, day))
    asking = RecordAndVoice(
        listening=listening,
        day=day,
        questions=_touching(with_own(instruments), duty),
        editions=judged.editions,
        whenever=judged.whenever,
    )
    with open_on_duckdb(ledger, memory=MEMORY) as opened:
        dimensions = dimensions_asked(opened, by)
        found = asking.gaps(OnDuckDB(ledger=opened), dimensions)
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


def _draw(found: Sequence[Gap], labels: Sequence[str], chart: Path) -> None:
    from touchpoint.papers.charts import write_chart  # noqa: PLC0415 - slow to import
    from touchpoint.papers.voices.gaps_drawn import picture_of  # noqa: PLC0415 - slow to import

    typer.echo(f"{chart.name}: {write_chart(picture_of(found, labels), chart)}", err=True)
