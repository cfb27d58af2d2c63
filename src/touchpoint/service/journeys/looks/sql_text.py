"""The SQL of this room, for the migration."""

from pathlib import Path
from typing import Final

LOOKS: Final = (Path(__file__).parent / "sql" / "looks.sql").read_text(encoding="utf-8")
