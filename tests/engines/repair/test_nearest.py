"""The nearest seating by single moves and swaps: never worse, still where nothing is broken, and of limited work."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.engines.local_search.incremental import IncrementalCosts
from seating.engines.repair import nearest, settle
from seating.model import build_model, penalty_of
from tests.engines.repairs import baseline_of, former_of, random_repair


@pytest.mark.parametrize("seed", range(3))
def test_settling_never_worsens_and_moves_no_one_where_musts_are_met(seed: int) -> None:
    """From the earlier seating, and from another one."""
    rng, still = Random(seed), 0
    for _ in range(25):
        room, requirements, seats = random_repair(rng)
        model = build_model(room, requirements)
        baseline = former_of(model, seats)
        start = baseline.start(model)
        weighed = baseline.pricing_moves(model, 1 + penalty_of(model, start).penalty)
        drawn = np.array([rng.randrange(model.n_tables) for _ in start], dtype=np.int64)
        for begun in (start, drawn):
            found = settle(weighed, baseline, begun)
            assert penalty_of(weighed, found) <= penalty_of(weighed, begun)
        if not penalty_of(model, start).unmet:
            still += 1
            assert (settle(weighed, baseline, start) == start).all()
    assert still


def test_settling_prices_a_limited_number_of_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is left to try."""
    monkeypatch.setattr(nearest, "MOST_PRICED", 30)
    asked: list[int] = []
    prices = IncrementalCosts.prices

    def count(counts: IncrementalCosts, person: int, *at: object) -> object:
        asked.append(counts.model.n_tables)
        return prices(counts, person, *at)  # type: ignore[arg-type]

    rng, most = Random(5), 0
    for _ in range(20):
        room, requirements, _ = random_repair(rng)
        model = build_model(room, requirements)
        tables = np.array([rng.randrange(model.n_tables) for _ in room.persons], dtype=np.int64)
        baseline = baseline_of(np.roll(tables, 1), model.n_tables)
        weighed = baseline.pricing_moves(model, 1 + penalty_of(model, tables).penalty)
        with monkeypatch.context() as patched:
            patched.setattr(IncrementalCosts, "prices", count)
            asked.clear()
            settle(weighed, baseline, tables)
        most = max(most, sum(asked))
        assert sum(asked) <= 2 * (
            30 + model.n_persons * model.n_tables
        )  # units, then persons; the last one is finished
    assert most > 0
