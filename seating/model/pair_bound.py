"""The least penalty of seatings that meet the musts, by arithmetic: pairs of people are counted by partners.

Whoever sits at a table of s has s - 1 partners there. The cheapest partners of everybody, added up, are twice what all
pairs that share a table cost at least. This is the bound by the largest, or smallest, entries of each row that is known
from graph partitioning: W. E. Donath and A. J. Hoffman, "Lower Bounds for the Partitioning of Graphs", IBM Journal of
Research and Development 17, 1973, and E. R. Barnes, "An Algorithm for Partitioning the Nodes of a Graph", SIAM Journal
on Algebraic and Discrete Methods 3, 1982, sharpen it by eigenvalues; here all numbers stay whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.model.model import Model
from seating.model.trivial_bound import least_value
from seating.plan import IntArray
from seating.terms import CountTerm, FixedTerm, PartedTerm, SharedTerm, Term

__all__ = ["least_penalty", "with_pairs_counted"]

MOST_PEOPLE = 2_000
"""People up to which every pair has a number: some 100 MB."""

LARGEST = 2**52
"""What all pairs may cost together, so that no sum leaves 64 bits."""

COUNTED = "pairs counted"
"""The id of the requirement that stands for all pairs; no requirement's own id has a space."""


def least_penalty(model: Model) -> int:
    """Return the least penalty that arithmetic proves for every seating that meets the musts."""
    # terms are bounded one by one, or all pairs together and the others one by one: bounds of different terms add up
    return max(least_value(model).penalty, least_value(with_pairs_counted(model)).penalty)


def with_pairs_counted(model: Model) -> Model:
    """Return a model without the shoulds about pairs, whose bound is one fixed cost instead.

    No seating that meets the musts has a lower penalty in the model given. Where there are no pairs, or too many
    people, it is the model itself.
    """
    pairs = _of_pairs(model)
    if pairs is None:
        return model
    kept = tuple((r, term) for r, term in model.terms if not _is_priced_pair(model, r, term))
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, COUNTED),
        musts=np.append(model.musts, False),
        weights=np.append(model.weights, 1),
        terms=(*kept, (len(model.requirement_ids), FixedTerm(pairs))),
    )


def _is_priced_pair(model: Model, requirement: int, term: Term) -> bool:
    """Whether a term is a should about pairs, at whatever table; other pairs are left to others."""
    if not isinstance(term, SharedTerm | PartedTerm) or model.musts[requirement]:
        return False
    return len(np.unique(term.tables)) == model.n_tables


class _Sizes(NamedTuple):
    """How many people each table has at least and at most, where the musts hold, shape (tables,)."""

    low: IntArray
    high: IntArray


def _of_pairs(model: Model) -> int | None:
    """Return what pairs cost at least in seatings that meet the musts; None where they are not counted."""
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
        alike = one == other  # who shares a table with themselves always does
        offset += int(sharing[alike].sum()) + int(np.minimum(sharing[~counted & ~alike], 0).sum())
        np.add.at(costs, (one[counted], other[counted]), sharing[counted])
        np.add.at(costs, (other[counted], one[counted]), sharing[counted])
    apart, tied = _bound_pairs(model)
    return offset + _half_up(_least_of_partners(costs, _sizes(model), apart, tied))


def _half_up(twice: int) -> int:
    return -(-twice // 2)


def _sizes(model: Model) -> _Sizes:
    """Return the sizes of tables as far as musts say them; a table that may be empty has nobody at least."""
    everybody = np.arange(model.n_people, dtype=np.int64)
    low, high = np.zeros(model.n_tables, np.int64), np.full(model.n_tables, model.n_people, np.int64)
    for requirement, term in model.terms:
        if not model.musts[requirement] or not isinstance(term, CountTerm) or len(term.low) > 1 or term.or_none:
            continue
        if np.array_equal(np.sort(term.group), everybody):
            low[term.tables] = np.maximum(low[term.tables], term.low[0])
            high[term.tables] = np.minimum(high[term.tables], term.high[0])
    low[model.may_be_empty] = 0
    return _Sizes(np.minimum(low, high), high)


def _bound_pairs(model: Model) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which people may not, and which have to, share a table by a must about them, shape (people, people)."""
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
    """Return what everybody's partners cost at least, so that each pair counts twice.

    Partners are taken in the order of what they cost, those that a must asks for first. Of each place in that order
    it is known how few and how many people have so many partners; those for whom it costs least are taken.
    """
    n = len(costs)
    never = apart & ~tied
    np.fill_diagonal(never, val=True)
    # nobody has a forbidden partner; where too few others are left, what they cost says nothing
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
    """Return how many people have at least so many partners: at least, and at most."""
    low, high = sizes
    large = low > partners  # tables where everybody has
    small = high <= partners  # and where nobody has
    elsewhere = int(np.minimum(high, partners)[~large].sum())
    least = max(int(low[large].sum()), n_people - elsewhere)
    most = min(n_people, int(high[~small].sum()), n_people - int(low[small].sum()))
    return max(0, min(least, most)), max(0, most)
