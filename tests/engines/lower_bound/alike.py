"""Tiny random models with interchangeable tables, so that classes contain more than one table."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np

from seating.model import Model
from seating.terms import FixedTerm, LinkTerm, PlaceTerm, Term
from tests.engines.drawn import SHAPES, random_model


def alike_model(rng: Random, shapes: tuple[str, ...] = SHAPES, must: float = 0.3) -> Model:
    """Return a random model in which every term concerns all tables, or all except the first."""
    model = random_model(rng, shapes, must)
    all_tables = np.arange(model.n_tables, dtype=np.int64)
    rest = all_tables[1:] if model.n_tables > 1 and rng.random() < 0.3 else all_tables

    def widened(term: Term) -> Term:
        match term:
            case FixedTerm():
                return term
            case PlaceTerm():
                costs = term.costs_at_tables
                costs[:, rest] = costs[:, rest[:1]]
                return PlaceTerm.of(term.people, costs)
            case LinkTerm():
                sides = {side: rng.choice([rest, all_tables]) for side in ("sources", "targets")}
                return replace(term, **sides)
            case _:
                return replace(term, tables=rng.choice([rest, all_tables]))

    may_be_empty = model.may_be_empty.copy()
    may_be_empty[rest] = rng.random() < 0.25
    return replace(model, may_be_empty=may_be_empty, terms=tuple((r, widened(term)) for r, term in model.terms))
