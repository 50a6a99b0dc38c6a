"""How many of some people come."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

__all__ = ["arrivals"]


def arrivals(chances: Iterable[float]) -> NDArray[np.float64]:
    """Return how likely each number of these people comes, who come independently; shape (people + 1,).

    A sum of independent yes-or-no draws (the Poisson binomial distribution), one person added at a time.

    >>> arrivals([0.5, 0.5]).tolist()
    [0.25, 0.5, 0.25]
    """
    found = np.ones(1, dtype=np.float64)
    for chance in chances:
        found = np.append(found * (1 - chance), 0.0) + np.append(0.0, found * chance)
    return found
