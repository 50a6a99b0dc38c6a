"""Tiny random models for column generation: the size of every table is a must; other terms are arbitrary."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np

from seating.engines.column_generation.table_costs import is_searchable
from seating.model import Model
from seating.room.plan import IntArray
from seating.terms import CountTerm, Term
from tests.engines.drawn import random_convening, random_model
from tests.engines.every import every


def sized(rng: Random, model: Model) -> Model:
    """Return the model with one more must: table sizes that add up, some of them ranges."""
    sizes = np.bincount(np.arange(model.n_people) % model.n_tables, minlength=model.n_tables)
    spread = rng.choice([0, 0, 1])
    everyone = np.arange(model.n_people, dtype=np.int64)
    terms: list[tuple[int, Term]] = [
        (
            len(model.requirement_ids),
            CountTerm.constant(everyone, np.array([t]), max(0, int(size) - spread), int(size) + spread),
        )
        for t, size in enumerate(sizes)
    ]
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, "sizes"),
        musts=np.append(model.musts, True),
        weights=np.append(model.weights, 0),
        terms=(*model.terms, *terms),
    )


def suited(rng: Random, real: bool) -> Model:
    """Return a random model for column generation, from real requirements or directly from random terms."""
    while True:
        model = sized(rng, random_convening(rng) if real else random_model(rng, must=0.2))
        if is_searchable(model):
            return model


def min_penalty(model: Model) -> int | None:
    """Return the smallest penalty of any seating that meets the musts, by brute force; None if there is none."""
    return min(every(model).meeting.penalty.tolist(), default=None)


def some_seating(rng: Random, model: Model) -> IntArray:
    """Return a random seating, regardless of the musts."""
    return np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
