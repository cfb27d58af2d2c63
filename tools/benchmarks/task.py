"""What is asked of every program that is measured, so that all of them answer the same question."""

from typing import Final

THREADS: Final = 2
MEMORY: Final = "5GB"
PORTION: Final = 500_000
"""How many journeys DuckDB judges at a time."""
SCATTERED: Final = 1_500_000
"""How many where the touchpoints do not lie journey by journey."""

AS_AT: Final = "2024-12-31"

FIVE: Final = ("R2.RECORD", "R3.WRITTEN", "R4.REFER", "R6.CONTACT", "R6.NFA")
"""The duties that touchpoints answer most often in the made-up force; the page says how often."""
