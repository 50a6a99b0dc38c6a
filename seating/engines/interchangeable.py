"""Which persons are alike to a model: no term of it tells one from the other, so only their number matters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from seating.model import Model
from seating.plan import IntArray
from seating.terms import CountTerm, FixedTerm, PartedTerm, PlaceTerm, PresenceTerm, SharedTerm, SpreadTerm, Term
from seating.terms.cliques import cliques

__all__ = ["cliques_of", "components_of", "kinds_of_persons", "times_in"]


def kinds_of_persons(model: Model) -> IntArray:
    """Return a number for each person, from 0, shape (persons,): persons of one number are interchangeable.

    Exchanging the seats of two of a kind changes no term's shortfall to or from 0.
    """
    kinds = (np.arange(model.n_persons) >= model.n_people).astype(np.int64)  # staff open no table
    seen: set[bytes] = set()
    for _, term in model.terms:
        for mark in _marks(model, term):
            key = mark.tobytes()
            if key not in seen:
                seen.add(key)
                values, codes = np.unique(mark, return_inverse=True)
                kinds = np.unique(kinds * len(values) + codes, return_inverse=True)[1].astype(np.int64)
    return np.unique(kinds, return_inverse=True)[1].astype(np.int64)


def times_in(group: IntArray, n_persons: int) -> IntArray:
    """Return how often each person stands in a group, shape (persons,)."""
    return np.bincount(group, minlength=n_persons).astype(np.int64)


def _marks(model: Model, term: Term) -> Iterator[IntArray]:
    """Yield what a term reads of each person, shape (persons,) each."""
    n = model.n_persons
    match term:
        case FixedTerm():
            return
        case CountTerm():
            yield times_in(term.group, n)
            if term.base is not None:
                yield times_in(term.base, n)
        case PresenceTerm():
            for group in term.groups:
                yield times_in(group, n)
        case SpreadTerm():
            yield times_in(term.group, n)
        case PlaceTerm():
            barred = np.zeros((n, model.n_tables), dtype=np.int64)
            np.add.at(barred, term.people, (term.costs != 0).astype(np.int64))
            yield np.unique(barred > 0, axis=0, return_inverse=True)[1].astype(np.int64).ravel()
        case SharedTerm():
            for clique in cliques_of(term):
                yield times_in(np.array(clique, dtype=np.int64), n)
        case PartedTerm():
            yield components_of(term, n)
        case _:
            yield term.values
            yield term.allowances


def cliques_of(term: SharedTerm) -> list[list[int]]:
    """Return sets of people of whom no two may share a table; together they are all pairs that cost anything."""
    return cliques(term.pairs[term.costs != 0])


def components_of(term: PartedTerm, n_persons: int) -> IntArray:
    """Return for each person the first one they are tied to, over any number of others; -1 for whoever is free."""
    first = np.arange(n_persons, dtype=np.int64)
    for a, b in term.pairs[term.costs != 0].tolist():
        low, high = sorted((int(first[a]), int(first[b])))
        first[first == high] = low
    tied = np.bincount(first, minlength=n_persons)[first] > 1
    return np.where(tied, first, -1)
