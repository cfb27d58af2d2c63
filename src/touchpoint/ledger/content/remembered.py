"""What a ledger remembers of its loads: whether its files can be read at all.

They are no tables of the contract and only loads read them, so damage to them shows when something
is to be loaded or undone, and not in any figure.
"""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from touchpoint.ledger.faults import Fault, Finding
from touchpoint.ledger.folder import MEMORY, LedgerFolder
from touchpoint.ledger.structure import first_line

WITHOUT = "Without it nothing can be loaded or undone: put it back from a copy of the ledger."


def memory_findings(folder: LedgerFolder) -> Iterator[Finding]:
    """A finding for each file of the memory that cannot be read, every value of it."""
    for name in MEMORY:
        for file in folder.files(name):
            place = file.relative_to(folder.path).as_posix()
            try:
                rows = pq.ParquetFile(file)
            except (pa.ArrowException, OSError, ValueError) as error:
                said = f"{place} cannot be read as a Parquet file: {first_line(error)}"
                yield _finding(Fault.FILE_UNREADABLE, name, place, said)
                continue
            said = _damage_of(rows, place)
            if said:
                yield _finding(Fault.VALUE_UNREADABLE, name, place, said)


def _damage_of(rows: pq.ParquetFile, place: str) -> str:
    try:
        for batch in rows.iter_batches():
            batch.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        return f"{place} holds what cannot be read: {first_line(error)}"
    return ""


def _finding(fault: Fault, name: str, place: str, said: str) -> Finding:
    return Finding(
        fault=fault,
        table=name,
        column="",
        count=1,
        examples=(place,),
        sentence=f"{said}. {WITHOUT}",
    )
