"""`touchpoint why`: why one duty says what it says of one journey, in plain English."""

import json
import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import MINYEAR, date
from typing import Annotated, Any

import ibis
import ibis.expr.types as ir
import typer

from touchpoint.cli.editions_asked import EditionsAsked, editions_asked
from touchpoint.cli.options import AsAtOption, EditionOption, LedgerArgument, LocalOption, today
from touchpoint.cli.output import Format, FormatOption
from touchpoint.engines import DuckLedger, open_on_duckdb
from touchpoint.errors import Refused
from touchpoint.rights.code.duty import Duty, Edition
from touchpoint.rights.judging.rules import rules_of
from touchpoint.rights.judging.verdicts import verdicts
from touchpoint.rights.proof.journey_record import JourneyRecord
from touchpoint.rights.proof.plain import plain_proof
from touchpoint.rights.proof.text import passages_of
from touchpoint.rights.proof.why import Proof, prove
from touchpoint.rights.telling.wording import day_in_words

WIDTH = 80

UNTOLD = (
    "This journey cannot be told: a day or an instant that it needs is missing, or lies in no "
    "calendar. `touchpoint check` tells all that is wrong with the ledger."
)

Tables = Mapping[str, ir.Table]


def why(
    ledger: LedgerArgument,
    journey: Annotated[
        str, typer.Argument(metavar="JOURNEY", help="A journey of it.", show_default=False)
    ],
    duty: Annotated[
        str, typer.Argument(metavar="DUTY", help="A duty, like R6.ARREST.", show_default=False)
    ],
    *,
    as_at: AsAtOption = None,
    edition: EditionOption = None,
    local: LocalOption = None,
    chosen: FormatOption = None,
) -> None:
    """Tell why a duty says what it says of one journey.

    The rule with its citation, what set it off, the days counted one by one, and what met it or did
    not.
    """
    if chosen is Format.CSV:
        raise typer.BadParameter("A proof is no table: ask for --format json, or for neither.")
    asked = editions_asked(edition, local)
    found = asked.duties(duty)
    with open_on_duckdb(ledger) as opened:
        tables = of_journey(opened.tables, journey)
        record = _record(opened, tables, journey, as_at or today())
        judging, owed = _judging(found, asked, record.investigation["reported_on"])
        rows = _verdicts(opened, tables, replace(judging, duties=(owed,)), record.as_at, asked)
    proof = prove(owed, judging, record, rows, whenever=asked.whenever)
    _tell(proof, as_json=chosen is Format.JSON)


def of_journey(tables: Tables, journey: str) -> Tables:
    """The tables of a ledger, with one journey alone and its touchpoints."""
    cut = {
        name: tables[name].filter(tables[name].journey_id == journey)
        for name in ("journeys", "touchpoints")
    }
    return {**tables, **cut}


def _record(opened: DuckLedger, tables: Tables, journey: str, as_at: date) -> JourneyRecord:
    found = _rows(opened, tables["journeys"])
    if not found:
        raise Refused(
            f"There is no journey {journey!r} in this ledger: check the name; it is the "
            "journey_id, letter by letter."
        )
    told = tables["investigations"]
    of = told.filter(told.investigation_id == found[0]["investigation_id"])
    investigations = _rows(opened, of)
    if not investigations:
        raise Refused(
            f"The investigation of {journey} is missing: `touchpoint check` tells all that is "
            "wrong with the ledger."
        )
    record = JourneyRecord(
        journey=found[0],
        investigation=investigations[0],
        touchpoints=_rows(opened, tables["touchpoints"]),
        coverage=_rows(opened, tables["coverage"]),
        as_at=as_at,
    )
    if not _placed_in_time(record):
        raise Refused(UNTOLD)
    return record


def _placed_in_time(record: JourneyRecord) -> bool:
    """Whether the report and every touchpoint have their day, and an instant that has a local one.

    No instant of the first year has: London's clocks ran behind, into the year before.
    """
    reported = (record.investigation["reported_at"], record.investigation["reported_on"])
    happened = [(each["happened_at"], each["happened_on"]) for each in record.touchpoints]
    return all(at and on and at.year > MINYEAR for at, on in (reported, *happened))


def _judging(
    found: list[tuple[Edition, Duty]], asked: EditionsAsked, reported_on: date
) -> tuple[Edition, Duty]:
    """The edition that judges the journey; else the last that has the duty, to say why not."""
    judging = [each for each in found if asked.whenever or each[0].was_in_force(reported_on)]
    return (judging or found)[-1]


def _verdicts(
    opened: DuckLedger, tables: Tables, edition: Edition, as_at: date, asked: EditionsAsked
) -> list[dict[str, Any]]:
    rules = rules_of([edition], whenever=asked.whenever)
    beside = {**opened.hold(rules.tables), **tables}
    return _rows(opened, verdicts(beside, rules, ibis.date(as_at.isoformat())))


def _rows(opened: DuckLedger, expression: ir.Table) -> list[dict[str, Any]]:
    found = opened.answer(expression)
    try:
        rows: list[dict[str, Any]] = found.to_pylist()
    except (OverflowError, ValueError) as error:
        raise Refused(UNTOLD) from error
    return rows


def _tell(proof: Proof, *, as_json: bool) -> None:
    if as_json:
        json.dump(plain_proof(proof), sys.stdout, default=_iso, indent=1, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    for line in _page(proof):
        typer.echo(line)


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"JSON has no form for {type(value).__name__}")


def _page(proof: Proof) -> Iterator[str]:
    duty, record = proof.duty, proof.record
    yield from _wrapped(f"{duty.id}  {duty.title}", 0)
    on = f"Journey {record.journey['journey_id']}, as at {day_in_words(record.as_at)}"
    yield from _wrapped(on, 0)
    for passage in passages_of(proof):
        yield from ("", passage.heading)
        for line in passage.lines:
            yield from _wrapped(line, 2)


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
