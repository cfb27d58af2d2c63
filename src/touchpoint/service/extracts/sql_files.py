"""The room's SQL, file by file, for its migrations."""

from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "sql"


def sql_file(name: str) -> str:
    """The text of one file."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
