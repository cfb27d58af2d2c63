"""Fits of one response on columns: least squares, and the binomial and Poisson models.

Iterated weighted least squares; overdispersion by Pearson's chi-squared over its degrees of freedom
(quasi-likelihood, Wedderburn 1974); standard errors of Newey and West 1987 where months hang
together.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from touchpoint.errors import Refused
from touchpoint.statistics.columns import Numbers

Model = Literal["binomial", "poisson", "linear"]
Errors = Literal["overdispersion", "newey_west", "model"]
STEPS = 50
ARRIVED = 1e-12


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Coefficients with their covariance; `dispersion` is 1 where the model's variance holds."""

    coefficients: Numbers
    covariance: Numbers
    dispersion: float
    fitted: Numbers
    residuals: Numbers

    @property
    def spare(self) -> int:
        """How many months there are beyond the terms of the model."""
        return len(self.fitted) - len(self.coefficients)


@dataclass(frozen=True, kw_only=True)
class Series:
    """A response by month: counts with what they are out of, or amounts (where `of` is all 1)."""

    months: Numbers
    response: Numbers
    of: Numbers


def fit(
    model: Model, series: Series, design: Numbers, *, errors: Errors, lags: int | None = None
) -> Fit:
    """The fit of a model to a series; refuses columns that cannot be told apart."""
    if np.linalg.matrix_rank(design / np.abs(design).max(axis=0).clip(1e-300)) < design.shape[1]:
        raise Refused(
            "The effect cannot be told from the trend and the seasons in these months. Use fewer "
            "harmonics, no slope, or more months."
        )
    if len(design) <= design.shape[1]:
        raise Refused(
            f"{len(design)} months are too few for {design.shape[1]} terms. Use fewer harmonics."
        )
    coefficients, weight = _solved(model, series, design)
    mean, variance = _mean(model, series, design @ coefficients)
    spare = len(design) - design.shape[1]
    off = series.response - mean
    dispersion = float((off**2 / variance).sum() / spare)
    inverse: Numbers = np.linalg.inv(design.T @ (design * weight[:, None])).astype(np.float64)
    if errors == "newey_west":
        covariance = _newey_west(inverse, design * off[:, None], series.months, lags)
    else:
        own = model != "linear" and errors == "model"
        covariance = inverse * (1.0 if own else dispersion)
    return Fit(
        coefficients=coefficients,
        covariance=covariance,
        dispersion=dispersion,
        fitted=mean,
        residuals=off / np.sqrt(variance),
    )


def _solved(model: Model, series: Series, design: Numbers) -> tuple[Numbers, Numbers]:
    """Coefficients and the weights that they were found with, on the scale of the link."""
    if model == "linear":
        exact = np.linalg.lstsq(design, series.response, rcond=None)[0]
        return exact.astype(np.float64), np.ones(len(design))
    predictor = _start(model, series)
    found: Numbers = np.zeros(design.shape[1])
    for _ in range(STEPS):
        mean, variance = _mean(model, series, predictor)
        weight = variance
        working = predictor + (series.response - mean) / weight
        root = np.sqrt(weight)
        before = found
        step = np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0]
        found = step.astype(np.float64)
        predictor = design @ found
        if np.abs(found - before).max() < ARRIVED * (1 + np.abs(found).max()):
            return found, _mean(model, series, predictor)[1]
    raise Refused("The model did not settle: some months have nothing but one answer. Pool months.")


def _start(model: Model, series: Series) -> Numbers:
    if model == "poisson":
        return np.asarray(np.log((series.response + 0.1) / series.of), dtype=np.float64)
    share = (series.response + 0.5) / (series.of + 1)
    return np.asarray(np.log(share / (1 - share)), dtype=np.float64)


def _mean(model: Model, series: Series, predictor: Numbers) -> tuple[Numbers, Numbers]:
    """The mean of the response and its variance under the model."""
    if model == "linear":
        return predictor, np.ones(len(predictor))
    if model == "poisson":
        mean = series.of * np.exp(predictor.clip(-30, 30))
        return mean, mean
    chance = 1 / (1 + np.exp(-predictor.clip(-30, 30)))
    return series.of * chance, series.of * chance * (1 - chance)


def default_lags(months: int) -> int:
    """How many months back months are taken to hang together: 4 (n / 100) ** (2 / 9)."""
    return int(4 * (months / 100) ** (2 / 9))


def _newey_west(inverse: Numbers, scores: Numbers, months: Numbers, lags: int | None) -> Numbers:
    reach = default_lags(len(months)) if lags is None else lags
    at = (months - months.min()).astype(int)
    filled = np.zeros((at.max() + 1, scores.shape[1]))
    filled[at] = scores  # a month that is missing has no score, and keeps its place
    middle = filled.T @ filled
    for lag in range(1, min(reach, len(filled) - 1) + 1):
        together = filled[lag:].T @ filled[:-lag]
        middle += (1 - lag / (reach + 1)) * (together + together.T)
    return np.asarray(inverse @ middle @ inverse, dtype=np.float64)
