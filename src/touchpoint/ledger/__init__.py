"""The ledger: the one form in which journeys travel, its tables, words, files and faults."""

from touchpoint.ledger.appending import Batch, appending
from touchpoint.ledger.faults import Fault, Finding, unreadable
from touchpoint.ledger.folder import LedgerFolder, open_folder
from touchpoint.ledger.schemas import arrow_schema, ibis_schema
from touchpoint.ledger.structure import Structure, inspect, sound_structure
from touchpoint.ledger.tables import CALENDAR, FORMAT, TABLES, TIME_ZONE, Column, Table, Type
from touchpoint.ledger.writing import append, new_ledger, write_part

__all__ = [
    "CALENDAR",
    "FORMAT",
    "TABLES",
    "TIME_ZONE",
    "Batch",
    "Column",
    "Fault",
    "Finding",
    "LedgerFolder",
    "Structure",
    "Table",
    "Type",
    "append",
    "appending",
    "arrow_schema",
    "ibis_schema",
    "inspect",
    "new_ledger",
    "open_folder",
    "sound_structure",
    "unreadable",
    "write_part",
]
