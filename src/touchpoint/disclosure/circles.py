"""Whether tables go round in a circle: by team and sex, by sex and age, by age and team.

Tables that do not, and that agree wherever they overlap, can always be laid over one another in
whole counts (Vorob'ev 1962; Atserias and Kolaitis 2021 for counts): the table that would hold them
all forbids nothing that they allow. What goes round may forbid more.
"""

from collections import Counter
from collections.abc import Iterable


def goes_round(tables: Iterable[frozenset[str]]) -> bool:
    """Whether anything is left when what stands in one table only is taken away, again and again.

    That is the reduction of Graham, and of Yu and Ozsoyoglu; each table is the dimensions it has.
    """
    left = set(tables)
    while True:
        often = Counter(dimension for table in left for dimension in table)
        shared = {frozenset(d for d in table if often[d] > 1) for table in left}
        widest = {one for one in shared if not any(one < other for other in shared)}
        if widest == left:
            return any(left)
        left = widest
