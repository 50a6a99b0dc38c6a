"""Several chains over several rounds, from warm to cold; the best of their seatings counts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from seating.engines.annealing.chains import cool
from seating.engines.multi_round.chain import RoundsChain
from seating.engines.multi_round.question import AnnealRounds
from seating.engines.multi_round.rounds import rounds_of, worth
from seating.engines.replies import Answer, Found
from seating.model import Model, Value
from seating.terms import CompanyTerm

__all__ = ["anneal_rounds", "warm_up"]


def anneal_rounds(question: AnnealRounds, tell: Callable[[Found], None]) -> Answer:
    """Answer a question; `tell` hears of every better seating, at the same moments on any run."""
    chains = [RoundsChain(question.rounds, question.tables, question.seed, n) for n in range(question.chains)]
    return cool(chains, worth(question.rounds, question.tables), question, tell)


def warm_up() -> None:
    """Have everything compiled, on two rounds of the smallest room there is."""
    table, none = np.zeros(2, dtype=np.int64), np.zeros(0, dtype=np.int64)
    model = Model(("a", "b"), 2, ("t",), table[:1] + 2, np.zeros(1, np.bool_), (), none == 1, none, ())
    rounds = rounds_of([model, model], [(1, CompanyTerm({}, np.array([[0, 0, 0, 1]])))])
    tables = rounds.stack.joined([table, table])
    anneal_rounds(AnnealRounds(tables, 0, 1e-4, 1, Value(-1, 0), rounds=rounds), lambda found: None)
