"""Cliques: sets of persons in which any two form a pair.

One constraint on a clique is stronger than one constraint on each of its pairs.
"""

from __future__ import annotations

from seating.room.plan import IntArray

MOST_WORK = 1_000_000
"""Limit on the sum of squared clique sizes, to keep it fast; beyond it, the remaining pairs stay pairs."""


def cliques(pairs: IntArray) -> list[list[int]]:
    """Return maximal cliques that together cover every pair; pairs of a person with themselves are left out.

    If there are very many pairs, the last ones are returned as cliques of two, to limit the time.

    Parameters
    ----------
    pairs : int array, shape (pairs, 2)

    Examples
    --------
    >>> import numpy as np
    >>> cliques(np.array([[0, 1], [1, 2], [0, 2], [2, 3]]))
    [[0, 1, 2], [2, 3]]
    """
    beside: dict[int, set[int]] = {}
    for a, b in pairs.tolist():
        if a != b:
            beside.setdefault(a, set()).add(b)
            beside.setdefault(b, set()).add(a)
    uncovered = {person: {each for each in beside[person] if each > person} for person in sorted(beside)}
    found = []
    work = 0
    for a, others in uncovered.items():
        for b in sorted(others):
            if b in others:
                clique, candidates = [a, b], beside[a] & beside[b] if work < MOST_WORK else set()
                while candidates:
                    clique.append(min(candidates))
                    candidates &= beside[clique[-1]]
                clique.sort()
                work += len(clique) ** 2
                for n, person in enumerate(clique, start=1):
                    uncovered[person].difference_update(clique[n:])
                found.append(clique)
    return found
