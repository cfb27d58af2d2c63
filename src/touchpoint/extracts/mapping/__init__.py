"""A profile over the rows of a file, as SQL: rows of the ledger's tables, and faults of rows."""

from touchpoint.extracts.mapping.mapped import DATES, WHY, Covered, Entry, Mapped, mapped

__all__ = ["DATES", "WHY", "Covered", "Entry", "Mapped", "mapped"]
