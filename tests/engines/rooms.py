"""Rooms for searches: of any size, generated from a seed, and one that stays open."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np

from seating.api.inputs import read_round
from seating.api.request import Request
from seating.model import Model, build_model
from seating.room.plan import IntArray
from seating.terms import CountTerm, PlaceTerm, SharedTerm, Term

CONVENINGS = Path(__file__).parents[2] / "benchmarks" / "convenings"


def open_model() -> Model:
    """Return the model of a room of 60 people whose best penalty no search proves in a minute."""
    inputs = read_round(Request(CONVENINGS / "hard-60.csv", CONVENINGS / "hard-60.yaml", write=False))
    return build_model(inputs.room, inputs.requirements)


def big_model(n_people: int, n_tables: int, seed: int = 0, at_most: int = 2) -> Model:
    """Return a model of `n_people` at `n_tables` tables of one size; `n_tables` divides `n_people`."""
    rng = np.random.default_rng(seed)
    everyone = np.arange(n_people, dtype=np.int64)
    tables = np.arange(n_tables, dtype=np.int64)
    seats = n_people // n_tables
    foci = rng.integers(0, 4, n_tables)
    costs = (3 - rng.integers(0, 4, (n_people, 4)))[:, foci].astype(np.int64)
    organizations = [g for g in _groups(rng, n_people, max(2, n_people // 3)) if len(g) > at_most]
    terms: list[tuple[int, Term]] = [(0, CountTerm.constant(everyone, tables, seats, seats))]
    terms.append((1, PlaceTerm.of(everyone, costs - costs.min(axis=1, keepdims=True))))
    size = np.arange(n_people + 1, dtype=np.int64)
    for requirement, values in ((2, 2), (3, 4)):
        for group in _groups(rng, n_people, values):
            n = len(group)
            terms.append(
                (requirement, CountTerm(group, tables, n * size // n_people, -(-n * size // n_people), everyone))
            )
    terms += [(4, CountTerm.constant(group, tables, high=at_most)) for group in organizations]
    voice = np.sort(rng.permutation(n_people)[: n_people // 6]).astype(np.int64)
    terms.append((5, CountTerm.constant(voice, tables, low=2, or_none=True)))
    return Model(
        person_ids=tuple(f"p{i:05}" for i in range(n_people)),
        n_people=n_people,
        table_ids=tuple(f"t{i:03}" for i in range(n_tables)),
        capacity=np.full(n_tables, seats, dtype=np.int64),
        may_be_empty=np.zeros(n_tables, dtype=bool),
        requirement_ids=("size", "focus", "balance-1", "balance-2", "cap", "voice"),
        musts=np.array([True, False, False, False, False, False]),
        weights=np.array([0, 1, 2, 1, 3, 4], dtype=np.int64),
        terms=tuple(terms),
    )


def room_of_pairs(n_people: int, n_tables: int) -> Model:
    """Return a room in which every pair of people at one table costs something, so that no proof ends the search."""
    model, rng = big_model(n_people, n_tables), np.random.default_rng(0)
    pairs = np.array(list(combinations(range(n_people), 2)), dtype=np.int64)
    costs = rng.integers(1, 100, len(pairs), dtype=np.int64)
    term = SharedTerm(pairs, costs, np.arange(n_tables, dtype=np.int64))
    return replace(model, terms=(*model.terms, (1, term)))


def _groups(rng: np.random.Generator, n_people: int, values: int) -> list[IntArray]:
    value = rng.integers(0, values, n_people)
    return [np.flatnonzero(value == v).astype(np.int64) for v in range(values)]
