"""A whole ledger held against the contract: its folder, its files, its columns and its rows.

`touchpoint check` is this. Whatever is wrong comes out as a finding; what is sound enough to be
read is checked all the same.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import ibis.expr.types as ir

from touchpoint.ledger.content.cells import cell_checks
from touchpoint.ledger.content.check import Check, Subject, subjects
from touchpoint.ledger.content.damage import damage, not_read_by_engine
from touchpoint.ledger.content.found import Run, circle_findings, findings
from touchpoint.ledger.content.links import link_checks
from touchpoint.ledger.content.times import time_checks
from touchpoint.ledger.content.values import value_checks
from touchpoint.ledger.faults import Fault, Finding
from touchpoint.ledger.folder import DESCRIPTION, folder_faults
from touchpoint.ledger.structure import Structure
from touchpoint.ledger.tables import TABLES

NOT_WHOLE = {Fault.TABLE_MISSING, Fault.FILE_UNREADABLE, Fault.FILE_NOT_READ}
"""With these, a row that seems to be missing may only be out of reach."""


def folder_findings(path: Path) -> list[Finding]:
    """What is wrong with the folder itself; with any of these there is nothing to open."""
    return [
        Finding(
            fault=Fault.NOT_A_LEDGER,
            table="",
            column="",
            count=1,
            examples=(DESCRIPTION,),
            sentence=sentence,
        )
        for sentence in folder_faults(path)
    ]


def check_ledger(
    tables: Mapping[str, ir.Table],
    structure: Structure,
    run: Run,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Finding]:
    """Every fault of an open ledger. `progress` is told 1 for each table of the contract."""
    found = list(structure.findings)
    sound, whole = _sound(structure), _whole(structure)
    damaged: list[Finding] | None = None
    for name in TABLES:
        try:
            found += _table_findings(subjects(tables, sound, whole)[name], run)
        except Exception:
            # Every engine has errors of its own, and none may be imported here. When cells that
            # cannot be read explain it, they are the finding; else it is no fault of the ledger.
            if damaged is None:
                damaged = list(damage(structure))
                readable = _without(sound, damaged)
                damaged += not_read_by_engine(tables, readable, run)
                found += damaged
                sound = _without(sound, damaged)
            if not damaged:
                raise
            found += _what_can_be_read(subjects(tables, sound, whole)[name], run)
        progress(1)
    return found


def content_checks(
    tables: Mapping[str, ir.Table],
    sound: Mapping[str, frozenset[str]],
    whole: frozenset[str] = frozenset(TABLES),
) -> list[Check]:
    """Every check of every table that its sound columns allow; references only into whole tables.

    Circles are not among them: see circles.py.
    """
    return [
        check
        for subject in subjects(tables, sound, whole).values()
        for check in _table_checks(subject)
    ]


def _table_findings(subject: Subject, run: Run) -> list[Finding]:
    return [*findings(_table_checks(subject), run), *circle_findings(subject, run)]


def _what_can_be_read(subject: Subject, run: Run) -> list[Finding]:
    """The findings of a table without its damaged columns; or that it could not be checked."""
    try:
        return _table_findings(subject, run)
    except Exception:  # noqa: BLE001 - the damage is found already; what is not checked is said
        name = subject.table.name
        return [
            Finding(
                fault=Fault.VALUE_UNREADABLE,
                table=name,
                column="",
                count=1,
                examples=(name,),
                sentence=(
                    f"The rows of {name} have not been checked, because of values that cannot be "
                    "read: mend them and check again."
                ),
            )
        ]


def _table_checks(subject: Subject) -> Iterator[Check]:
    for checks in (cell_checks, value_checks, time_checks, link_checks):
        yield from checks(subject)


def _whole(structure: Structure) -> frozenset[str]:
    broken = {finding.table for finding in structure.findings if finding.fault in NOT_WHOLE}
    return frozenset(TABLES) - broken


def _sound(structure: Structure) -> dict[str, frozenset[str]]:
    """The columns that can be relied on; a table that a ledger may leave out reads as empty."""
    left_out = {name for name in _whole(structure) if not structure.files[name]}
    return {
        name: frozenset(table.column_names) if name in left_out else structure.columns[name]
        for name, table in TABLES.items()
    }


def _without(
    sound: Mapping[str, frozenset[str]], damaged: list[Finding]
) -> dict[str, frozenset[str]]:
    """The columns left; none of a table that cannot be read at all."""
    lost = {(finding.table, finding.column) for finding in damaged}
    return {
        table: frozenset()
        if (table, "") in lost
        else columns - {column for where, column in lost if where == table}
        for table, columns in sound.items()
    }
