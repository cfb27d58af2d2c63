"""Johnson's relative weights (Johnson 2000, the same as Genizi 1993): the check on LMG."""

import numpy as np

from touchpoint.statistics.columns import Numbers


def relative_weights(covariance: Numbers) -> Numbers:
    """Each column's part of R squared; `covariance` has the outcome last."""
    scale = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(scale, scale)
    roots, vectors = np.linalg.eigh(correlation[:-1, :-1])
    orthogonal = vectors @ np.diag(np.sqrt(roots)) @ vectors.T
    to_outcome = np.linalg.solve(orthogonal, correlation[:-1, -1])
    return np.asarray(orthogonal**2 @ to_outcome**2, dtype=np.float64)
