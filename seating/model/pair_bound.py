"""A lower bound on the penalty of pairs, for seatings that meet the musts, by arithmetic alone.

A person at a table of s people has s - 1 partners there. The sum of everyone's cheapest partners is a lower bound on
twice the cost of all pairs that share a table. This is the bound by the smallest entries of each row of the cost
matrix, as known from graph partitioning: W. E. Donath and A. J. Hoffman, "Lower Bounds for the Partitioning of Graphs",
IBM Journal of Research and Development 17, 1973. E. R. Barnes, "An Algorithm for Partitioning the Nodes of a Graph",
SIAM Journal on Algebraic and Discrete Methods 3, 1982, sharpens it by eigenvalues; here all numbers remain integers.

`clique_bound` proves a part of the cost by cliques, and partners are then counted in what is left. The better of both
counts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.model.clique_bound import count_cliques
from seating.model.model import Model
from seating.model.trivial_bound import value_bound
from seating.model.wish_bound import with_wishes_bounded
from seating.room.plan import IntArray
from seating.terms import PartedTerm, SharedTerm, Term

MOST_PEOPLE = 2_000
"""Maximum number of people with a matrix of all pairs: about 100 MB."""

LARGEST = 2**52
"""Maximum total cost of all pairs, so that no sum exceeds 64 bits."""

COUNTED = "pairs counted"
"""Id of the requirement that stands for all pairs; ids that users write have no spaces."""


def penalty_bound(model: Model) -> int:
    """Return a lower bound on the penalty of seatings that meet the musts."""
    # the best of bounds that take every term by itself, all pairs together, all wishes together, or both
    wishes = with_wishes_bounded(model)
    found = max(value_bound(model).penalty, value_bound(with_pairs_bounded(model)).penalty)
    if wishes is model:
        return found
    return max(found, value_bound(wishes).penalty, value_bound(with_pairs_bounded(wishes)).penalty)


def with_pairs_bounded(model: Model) -> Model:
    """Return a model in which one fixed cost, their lower bound, replaces all wishes about pairs.

    A lower bound for that model is one for the given model too, over seatings that meet the musts. If there are no
    wishes about pairs, or too many people, the model is returned unchanged.
    """
    pairs = _of_pairs(model)
    if pairs is None:
        return model
    kept = tuple((r, term) for r, term in model.terms if not _is_priced_pair(model, r, term))
    return model.with_fixed_cost(kept, COUNTED, pairs)


def _is_priced_pair(model: Model, requirement: int, term: Term) -> bool:
    """Whether a term is a wish about pairs at all tables; pairs at some tables are not bounded here."""
    if not isinstance(term, SharedTerm | PartedTerm) or model.musts[requirement]:
        return False
    return len(np.unique(term.tables)) == model.n_tables


class _Sizes(NamedTuple):
    """The minimum and maximum number of people at each table, if all musts are met; arrays of shape (tables,)."""

    low: IntArray
    high: IntArray


def _of_pairs(model: Model) -> int | None:
    """Return a lower bound on the penalty of pairs in seatings that meet the musts; None if it is not computed."""
    n = model.n_people
    priced = [
        (term, int(model.weights[requirement]))
        for requirement, term in model.terms
        if isinstance(term, SharedTerm | PartedTerm) and _is_priced_pair(model, requirement, term)
    ]
    if not priced or not model.n_tables or n > MOST_PEOPLE:
        return None
    total = sum(weight * int(np.abs(term.costs).astype(object).sum()) for term, weight in priced)
    if total > LARGEST:
        return None
    costs, offset = np.zeros((n, n), dtype=np.int64), 0
    for term, weight in priced:
        sharing = term.costs * (weight if isinstance(term, SharedTerm) else -weight)
        offset += 0 if isinstance(term, SharedTerm) else weight * int(term.costs.sum())
        one, other = term.pairs.T
        counted = (one < n) & (other < n) & (one != other)
        alike = one == other  # a pair of one person always shares a table
        offset += int(sharing[alike].sum()) + int(np.minimum(sharing[~counted & ~alike], 0).sum())
        np.add.at(costs, (one[counted], other[counted]), sharing[counted])
        np.add.at(costs, (other[counted], one[counted]), sharing[counted])
    sizes, (apart, tied) = _sizes(model), _bound_pairs(model)
    counted = count_cliques(costs, *sizes)
    least = _half_up(_least_of_partners(costs, sizes, apart, tied))
    if counted.bound:
        least = max(least, counted.bound + _half_up(_least_of_partners(counted.rest, sizes, apart, tied)))
    return offset + least


def _half_up(twice: int) -> int:
    return -(-twice // 2)  # half of it, rounded up


def _sizes(model: Model) -> _Sizes:
    """Return the sizes that musts allow for each table; a table that may stay empty has a minimum of 0."""
    low, high = model.must_sizes()
    low[model.may_be_empty] = 0
    return _Sizes(np.minimum(low, high), high)


def _bound_pairs(model: Model) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the pairs that musts keep apart, and those that musts keep together, each of shape (people, people)."""
    apart, tied = np.zeros((2, model.n_people, model.n_people), dtype=bool)
    for requirement, term in model.terms:
        if not model.musts[requirement] or not isinstance(term, SharedTerm | PartedTerm):
            continue
        if len(np.unique(term.tables)) < model.n_tables:
            continue
        found = apart if isinstance(term, SharedTerm) else tied
        pairs = term.pairs[(term.costs > 0) & (term.pairs < model.n_people).all(axis=1)]
        found[pairs[:, 0], pairs[:, 1]] = found[pairs[:, 1], pairs[:, 0]] = True
    for found in (apart, tied):
        np.fill_diagonal(found, val=False)
    return apart, tied


def _least_of_partners(costs: IntArray, sizes: _Sizes, apart: NDArray[np.bool_], tied: NDArray[np.bool_]) -> int:
    """Return a lower bound on the cost of everyone's partners; each pair counts twice.

    Everyone's partners are sorted by cost, those that a must requires first. For each place k in that order, the table
    sizes give a minimum and a maximum number of people who have at least k partners; the people whose k-th
    partner is cheapest are counted.

    Parameters
    ----------
    costs : int array, shape (people, people)
        The cost of a pair that shares a table.
    sizes : _Sizes
    apart, tied : bool arrays, shape (people, people)
        Pairs that musts keep apart, and together.
    """
    n = len(costs)
    never = apart & ~tied
    np.fill_diagonal(never, val=True)
    # forbidden partners are never taken; if too few others are left, the remaining places cost 0
    ranked = np.where(tied, np.iinfo(np.int64).min, np.where(never, np.iinfo(np.int64).max, costs))
    order = np.argsort(ranked, axis=1, kind="stable")
    prices = np.take_along_axis(np.where(never, 0, costs), order, axis=1)
    found = 0
    for partners in range(1, n):
        least, most = _with_so_many(sizes, n, partners)
        if not most:
            break
        level = np.sort(prices[:, partners - 1])
        found += int(level[:least].sum()) + int(np.minimum(level[least:most], 0).sum())
    return found


def _with_so_many(sizes: _Sizes, n_people: int, partners: int) -> tuple[int, int]:
    """Return the minimum and maximum number of people who have at least `partners` partners."""
    low, high = sizes
    large = low > partners  # tables at which everyone has that many
    small = high <= partners  # tables at which no one has that many
    elsewhere = int(np.minimum(high, partners)[~large].sum())
    least = max(int(low[large].sum()), n_people - elsewhere)
    most = min(n_people, int(high[~small].sum()), n_people - int(low[small].sum()))
    return max(0, min(least, most)), max(0, most)
