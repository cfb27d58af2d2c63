"""How a survey's rows were drawn: their weights, their strata and how large the strata are.

Every estimate needs all of it, also of a domain: rows outside keep their place with a weight of 0,
because who was drawn was chance as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from numpy.typing import ArrayLike

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers, filled, labels, numbers, same_length

Single = Literal["refuse", "certainty", "adjust"]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Design:
    """A survey design: build it with `design`. Strata are numbered; `sizes` is by stratum."""

    weights: Numbers
    stratum: npt.NDArray[np.intp]
    names: tuple[object, ...]
    sizes: Numbers | None
    single_units: Single

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.weights)

    @property
    def counts(self) -> npt.NDArray[np.intp]:
        """How many rows each stratum has."""
        return np.bincount(self.stratum, minlength=len(self.names))

    def variance(self, scores: Numbers) -> Numbers:
        """The covariances of totals of scores, rows by columns, over samples drawn like this."""
        columns = scores.reshape(self.rows, -1)
        whole = np.zeros((columns.shape[1], columns.shape[1]))
        grand = columns.mean(axis=0)
        for number, count in enumerate(self.counts):
            here = columns[self.stratum == number]
            left = 1.0 if self.sizes is None else 1 - count / self.sizes[number]
            if left <= 0 or (count == 1 and self.single_units == "certainty"):
                continue
            centre = grand if count == 1 else here.mean(axis=0)
            apart = here - centre
            whole += left * count / max(1, count - 1) * apart.T @ apart
        return whole

    def degrees(self, among: Flags) -> int:
        """Degrees of freedom of the rows named: how many, less how many strata they are in."""
        return int(among.sum()) - len(np.unique(self.stratum[among]))

    def census(self, among: Flags) -> bool:
        """Whether every stratum of the rows named was looked at whole, so that nothing is open."""
        if self.sizes is None:
            return False
        return all(self.counts[n] >= self.sizes[n] for n in np.unique(self.stratum[among]))


def design(
    weights: ArrayLike,
    strata: Sequence[Any] | None = None,
    population_sizes: Mapping[Any, float] | Sequence[float] | float | None = None,
    single_units: Single = "refuse",
) -> Design:
    """The design of a survey with one row for each answer drawn.

    Rule: rows are drawn apart from one another within each stratum. `population_sizes` is how many
    the stratum holds (by its name, or one for each row, or one number without strata) and makes the
    finite population correction; leave it out for statements about the process or the future. A
    stratum with a single row is refused unless it was certain to be drawn ("certainty") or its
    distance from the whole is to stand in ("adjust"). A blank weight or stratum is refused.
    Not for surveys that drew groups of people together, whose estimates are less sure than this.
    """
    weight = filled(np.atleast_1d(np.asarray(weights)), "weights")
    if len(weight) == 0:
        raise Refused("A survey needs rows, and none were given.")
    if (weight < 0).any() or not (weight > 0).any():
        raise Refused("Weights must be 0 or more, and some must be more than 0.")
    if single_units not in {"refuse", "certainty", "adjust"}:
        raise Refused(f"{single_units!r} is no way with single units: refuse, certainty, adjust.")
    of = labels([0] * len(weight) if strata is None else strata)
    same_length(weights=weight, strata=of)
    if any(stratum is None for stratum in of):
        raise Refused(
            f"{sum(stratum is None for stratum in of)} rows have no stratum. Leave them out of the "
            "survey and say so, or find out."
        )
    names = tuple(sorted(set(of), key=str))
    number = {name: at for at, name in enumerate(names)}
    stratum = np.array([number[each] for each in of], dtype=np.intp)
    made = Design(
        weights=weight,
        stratum=stratum,
        names=names,
        sizes=_sizes(population_sizes, names, stratum),
        single_units=single_units,
    )
    _refuse_sizes(made)
    return made


def domain_of(design: Design, domain: Sequence[Any] | ArrayLike | None) -> Flags:
    """Which rows are in a domain; a blank is refused, since who is in it must be known."""
    if domain is None:
        return np.ones(design.rows, dtype=np.bool_)
    flags = filled(np.atleast_1d(np.asarray(domain)), "domain")
    same_length(weights=design.weights, domain=flags)
    if not np.isin(flags, (0, 1)).all():
        raise Refused("A domain says of each row whether it is in it: True or False.")
    inside: Flags = flags == 1
    return inside


def answers_of(design: Design, values: ArrayLike | Sequence[Any], what: str) -> Numbers:
    """The answers of every row as numbers, blanks as NaN."""
    read = numbers(np.atleast_1d(np.asarray(values, dtype=object)), what)
    same_length(**{"weights": design.weights, what: read})
    return read


def _sizes(
    given: Mapping[Any, float] | Sequence[float] | float | None,
    names: tuple[object, ...],
    stratum: npt.NDArray[np.intp],
) -> Numbers | None:
    if given is None:
        return None
    if isinstance(given, Mapping):
        lacking = [str(name) for name in names if name not in given]
        if lacking:
            raise Refused("Some strata have no population size.", lacking)
        return filled([given[name] for name in names], "population_sizes")
    by_row = np.atleast_1d(filled(np.atleast_1d(np.asarray(given)), "population_sizes"))
    if len(by_row) == 1 and len(names) == 1:
        return by_row
    same_length(weights=stratum.tolist(), population_sizes=by_row)
    sizes = np.zeros(len(names))
    for number, name in enumerate(names):
        found = np.unique(by_row[stratum == number])
        if len(found) > 1:
            raise Refused(f"Stratum {name} has several population sizes. Give it one.")
        sizes[number] = found[0]
    return sizes


def _refuse_sizes(made: Design) -> None:
    faults = []
    for number, (name, count) in enumerate(zip(made.names, made.counts, strict=True)):
        size = None if made.sizes is None else made.sizes[number]
        if size is not None and size < count:
            faults.append(f"Stratum {name} has {count} rows out of a population of {size:g}.")
        if count == 1 and made.single_units == "refuse" and size != 1:
            faults.append(
                f"Stratum {name} has a single row: join it to another, or say how to take it."
            )
    if faults:
        raise Refused("This design cannot say how sure its estimates are.", faults)
