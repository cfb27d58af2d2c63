"""A table as a spreadsheet to take away: what its columns are, and the answer that carries it."""

from datetime import date, datetime
from typing import Final

from django.http import HttpResponse

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Column = tuple[str, int]
"""The heading of a column, and how wide it is in characters."""
Value = str | int | date | datetime | None


def download(name: str, content: bytes) -> HttpResponse:
    """An answer that browsers keep as a file. `name` is ours and holds nothing that was typed."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
