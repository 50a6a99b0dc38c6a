"""The kernels of column generation do exactly what their references do."""

from __future__ import annotations

from random import Random

from tests.examples import seeded
from tests.native import drawn_sets


@seeded(60)
def test_all_sets_at_a_table(seed: int) -> None:
    drawn_sets.check_walk(Random(seed))


@seeded(40)
def test_sums_over_sets(seed: int) -> None:
    drawn_sets.check_sums(Random(seed))


@seeded(60)
def test_the_best_sets_by_branch_and_bound(seed: int) -> None:
    drawn_sets.check_seek(Random(seed))


@seeded(60)
def test_the_best_members_by_exchanges(seed: int) -> None:
    drawn_sets.check_pricing(Random(seed))
