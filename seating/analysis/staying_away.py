"""Staying away as a table more, at which only newcomers may be and no requirement looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from seating.model import Model
from seating.terms import NO_LIMIT, PlaceTerm, Term

__all__ = ["AWAY", "with_must", "with_staying_away"]

AWAY = "(away)"
"""The id of staying away, which no table can have."""


def with_staying_away(model: Model, first: int, newcomers: int) -> Model:
    """Return a model with one table more, at which only the newcomers may be."""
    away = model.n_tables
    here = np.array([n for n in range(model.n_persons) if not first <= n < first + newcomers], dtype=np.int64)
    barred = np.zeros((len(here), away + 1), dtype=np.int64)
    barred[:, away] = 1
    wider = replace(
        model,
        table_ids=(*model.table_ids, AWAY),
        capacity=np.append(model.capacity, NO_LIMIT),
        may_be_empty=np.append(model.may_be_empty, False),  # if empty, it is held to its numbers all the same
        musts=np.ones(len(model.requirement_ids), dtype=bool),
        weights=np.zeros(len(model.requirement_ids), dtype=np.int64),
        terms=tuple((number, _wider(term)) for number, term in model.terms),
    )
    return with_must(wider, "who has a seat keeps one", [PlaceTerm(here, barred)])


def _wider(term: Term) -> Term:
    if not isinstance(term, PlaceTerm):
        return term
    return PlaceTerm(term.people, np.hstack([term.costs, np.zeros((len(term.costs), 1), dtype=np.int64)]))


def with_must(model: Model, identity: str, terms: Sequence[Term]) -> Model:
    """Return a model with one must more."""
    number = len(model.requirement_ids)
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, f"({identity})"),
        musts=np.append(model.musts, True),
        weights=np.append(model.weights, 0),
        terms=(*model.terms, *((number, term) for term in terms)),
    )
