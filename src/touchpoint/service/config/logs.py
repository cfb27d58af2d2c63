"""What is logged and how: one JSON object a line, with ids and never a name or a search."""

from typing import Any

from touchpoint.service.config.settings import Settings


def logging_settings(settings: Settings) -> dict[str, Any]:
    """What logging is to be configured with."""
    return {"version": 1, "root": {"level": settings.log_level.upper()}}
