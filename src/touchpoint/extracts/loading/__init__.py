"""Loading other systems' files into a ledger: a transaction with a memory.

The words: a *load* is one file taken up whole; each of its rows is *loaded*, *unchanged*,
*corrected* or *refused*; an *undoing* takes a load back. How data walks through: `load` reads the
file (reading), makes records of its rows (mapping), settles which rows are taken up (rows), finds
what is new, altered and gone against what the ledger remembers (touchpoints, entities), restates
the coverage (covering) and commits it all with its memory; what was refused goes to a file beside
the ledger (quarantine). `undo` finds what would stand without a load and adds rows that make it so.
"""

from touchpoint.extracts.loading.listing import loads
from touchpoint.extracts.loading.load import Loaded, load
from touchpoint.extracts.loading.quarantine import put_in_place
from touchpoint.extracts.loading.rows import Counts
from touchpoint.extracts.loading.undoing import Undone, undo

__all__ = ["Counts", "Loaded", "Undone", "load", "loads", "put_in_place", "undo"]
