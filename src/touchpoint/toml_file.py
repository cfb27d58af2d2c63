"""A TOML file as a table, or the sentence that says why it cannot be read."""

import tomllib
from pathlib import Path
from typing import Any

from touchpoint.errors import Refused


def table_of(path: Path) -> dict[str, Any]:
    """What a TOML file holds; refused where there is no such file, or it is something else."""
    try:
        # Some editors put a mark of the byte order before everything else.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refused(f"{path.name} cannot be read: {error.strerror or error}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(f"{path.name} cannot be read as TOML: {error}.") from None
