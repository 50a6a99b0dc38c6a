"""The kernels of several rounds do exactly what their references do."""

from __future__ import annotations

from random import Random

from tests.examples import seeded
from tests.native import drawn_rounds


@seeded(20)
def test_chains_over_several_rounds(seed: int) -> None:
    drawn_rounds.check_rounds(Random(seed))
