"""Files that are small as they lie, and huge or endless work when they are opened, are refused."""

import zipfile
from pathlib import Path
from typing import Final

from touchpoint.errors import Refused
from touchpoint.extracts.reading import tables_of

LARGEST: Final = 1 << 31
"""How many bytes a workbook may hold when it is opened: more than the largest sheet of Excel."""

WIDEST: Final = 1_000
"""How many columns a file may have: to look through so many takes half a minute, for which every
other file waits."""

AT_A_TIME: Final = 1 << 20
_LIES: Final = "The file is damaged: what it says of itself is not so. Export it again."


def refuse_what_swells(file: Path) -> None:
    """Refuse a workbook that would swell beyond reason, or that says less of itself than is so."""
    if not zipfile.is_zipfile(file):
        return
    try:
        with zipfile.ZipFile(file) as packed:
            told = sum(part.file_size for part in packed.infolist())
            if told > LARGEST:
                raise Refused(
                    f"The file would swell to {told // (1 << 20):,} MB when it is opened; "
                    f"{LARGEST // (1 << 20):,} MB is the most. Export it in parts, or as CSV."
                )
            for part in packed.infolist():
                _read_through(packed, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        raise Refused(_LIES) from fault


def refuse_what_is_wide(file: Path) -> None:
    """Refuse a file of more columns than could be looked through while others wait."""
    width = max((table.width for table in tables_of(file)), default=0)
    if width > WIDEST:
        raise Refused(
            f"The file has {width:,} columns; {WIDEST:,} is the most. "
            "Export those alone that are needed."
        )


def _read_through(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read as much of a part as it says that it holds; it is an error where that is not so."""
    with packed.open(part) as opened:
        while opened.read(AT_A_TIME):
            pass
