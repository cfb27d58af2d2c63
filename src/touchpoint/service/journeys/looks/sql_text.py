"""The SQL of this room, for the migrations."""

from pathlib import Path
from typing import Final

_SQL: Final = Path(__file__).parent / "sql"

LOOKS: Final = (_SQL / "looks.sql").read_text(encoding="utf-8")
BY_STAFF: Final = (_SQL / "by_staff.sql").read_text(encoding="utf-8")
