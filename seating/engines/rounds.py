"""Large neighbourhood search: a few tables are set free and the rest fixed, round after round."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from seating.engines.counts import Counts
from seating.engines.neighbourhood import Rule, choose
from seating.engines.questions import Improve
from seating.engines.replies import Answer, Word
from seating.model import Model, penalty_of
from seating.plan import IntArray

__all__ = ["following", "rounds"]

QUICK_ROUND = 0.01
"""Work units for a neighbourhood under which more tables are set free at once."""

SLOW_ROUND = 0.1
"""Work units for each table set free after which a neighbourhood is left as it is."""

MOST_FREE = 6
"""Tables set free together, at most."""

SIDE_BY_SIDE = 2
"""Neighbourhoods in a round; fixed, so that a run repeats itself whatever the machine."""

RULES = (Rule.WORST, Rule.RELATED, Rule.WORST, Rule.RANDOM)
"""The rules, in turn."""


def rounds(model: Model, tables: IntArray, seed: int, patience: int) -> Generator[Improve, Answer, None]:
    """Yield the question of each round and take its answer, until nothing more comes of it.

    More tables are set free while that is quick, or nothing comes of fewer; fewer when it takes long.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        A complete seating to begin with.
    seed : int
    patience : int
        Rounds without a better seating after which more tables are set free; three times as many, or
        as many with the most tables free, and it ends.
    """
    rng = np.random.default_rng([seed, 1])
    counts = Counts.of(model, tables)
    value = penalty_of(model, tables)
    size, idle, turn, most = 2, 0, 0, min(MOST_FREE, model.n_tables)
    while idle < (3 if size < most else 1) * patience:
        groups = choose(RULES[turn % len(RULES)], counts, size, SIDE_BY_SIDE, rng)
        answer = yield Improve(counts.tables, groups, seed + turn, SLOW_ROUND * size)
        before = value
        if answer.tables is not None:
            counts.seat(answer.tables)
            value = penalty_of(model, answer.tables)
        turn += 1
        idle = 0 if value < before else idle + 1
        quick = answer.word is Word.PROVEN and answer.work < QUICK_ROUND * len(groups)
        if size < most and (quick or idle % patience == patience - 1):
            size += 1
        elif answer.word is not Word.PROVEN and size > 2 and turn % 2:
            size -= 1


def following(chain: Generator[Improve, Answer, None], answer: Answer) -> Improve | None:
    """Return the next round's question, given the answer to the last; None at the end."""
    try:
        return chain.send(answer)
    except StopIteration:
        return None
