"""A file of another system as a table of text cells, each row with its place."""

from touchpoint.extracts.reading.found import Alike, Found, SetAside, Sheet, Unreadable, Wish
from touchpoint.extracts.reading.reader import read, tables_of

__all__ = ["Alike", "Found", "SetAside", "Sheet", "Unreadable", "Wish", "read", "tables_of"]
