"""What may leave: the one maker of figures that are shown, suppressed or missing (house law 3).

A walk of the data. Each figure comes in with its counts and the places it would be printed in
(`Figure`); all that leave together are a `Release`, with the units that lie inside one another
(`Dimension`), counts that make up others (`Composition`, `Sum`), counts that nobody prints but the
ledger knows (`background`), and what earlier releases published (`earlier`). `Release.protect`

1. takes the figures apart into cells, so that one count is one cell wherever it is printed;
2. reads from the cells' names which sums anybody could write down (`derive`);
3. hides what is too few by itself, then what else is needed so that nobody can work it out, and
   shows again what was not needed;
4. gives the whole to an attacker who knows only what is published (`attack`), and refuses, with
   the cells named, if anything can be undone;
5. answers with a `Released`: for each figure `Shown`, `Suppressed` or `Missing`, in print as
   `[c]` and `[x]`, and never as nought or blank.

`Released.published` is to be kept (`keep_release` puts it on the shelf of the ledger) and given to
the next one as earlier (`earlier_releases`). The room knows nothing of measures: it is asked with
plain values.
"""

from touchpoint.disclosure.attack import Disclosed, attack, interval
from touchpoint.disclosure.cells import Cell, Composition, Dimension, Level, Sum
from touchpoint.disclosure.figures import Figure
from touchpoint.disclosure.inverting import numerators_behind, printed_rate
from touchpoint.disclosure.known import Structure, derive
from touchpoint.disclosure.outcomes import (
    LOW_MARK,
    MISSING_MARK,
    SUPPRESSED_MARK,
    Missing,
    Outcome,
    Shown,
    Suppressed,
)
from touchpoint.disclosure.published import Published, Rate, read_published
from touchpoint.disclosure.release import Release
from touchpoint.disclosure.released import Released, ReleasedFigure
from touchpoint.disclosure.settings import Settings
from touchpoint.disclosure.shelf import earlier_releases, keep_release

__all__ = [
    "LOW_MARK",
    "MISSING_MARK",
    "SUPPRESSED_MARK",
    "Cell",
    "Composition",
    "Dimension",
    "Disclosed",
    "Figure",
    "Level",
    "Missing",
    "Outcome",
    "Published",
    "Rate",
    "Release",
    "Released",
    "ReleasedFigure",
    "Settings",
    "Shown",
    "Structure",
    "Sum",
    "Suppressed",
    "attack",
    "derive",
    "earlier_releases",
    "interval",
    "keep_release",
    "numerators_behind",
    "printed_rate",
    "read_published",
]
