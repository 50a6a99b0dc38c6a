"""The structs of the library are those that Python passes: the same fields, of the same types, in the same order."""

from __future__ import annotations

import ctypes

import pytest

from seating.engines.column_generation import branching, heuristic_pricing, rules, table_costs
from seating.native import annealing, rounds
from seating.native.arrays import layout_of
from seating.native.library import load

DECLARED = [
    annealing.Occupancy,
    annealing.CountRows,
    annealing.Presence,
    annealing.Sums,
    annealing.Spread,
    annealing.Links,
    annealing.SparsePairs,
    annealing.DensePairs,
    annealing.State,
    annealing.TablePairs,
    rules.Rules,
    branching.Guests,
    branching.Frames,
    branching.Found,
    table_costs.Table,
    heuristic_pricing.Members,
    rounds.Company,
]


def layouts() -> dict[str, str]:
    library = load()
    library.seating_layouts.restype = ctypes.c_char_p
    return {line.partition("{")[0]: line for line in library.seating_layouts().decode().splitlines()}


@pytest.mark.parametrize("declared", DECLARED)
def test_a_struct_is_declared_alike_in_c_and_python(declared: type) -> None:
    assert layouts()[declared.__name__] == layout_of(declared)


def test_each_struct_of_the_library_is_compared() -> None:
    assert set(layouts()) == {declared.__name__ for declared in DECLARED}
