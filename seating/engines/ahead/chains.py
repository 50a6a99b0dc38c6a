"""Several chains over several rounds, from warm to cold; the best of their seatings counts."""

from __future__ import annotations

from collections.abc import Callable

from seating.engines.ahead.chain import RoundsChain
from seating.engines.ahead.question import AnnealRounds
from seating.engines.ahead.rounds import worth
from seating.engines.anneal.chains import cool
from seating.engines.replies import Answer, Found

__all__ = ["anneal_rounds"]


def anneal_rounds(question: AnnealRounds, tell: Callable[[Found], None]) -> Answer:
    """Answer a question; `tell` hears of every better seating, at the same moments on any run."""
    chains = [RoundsChain(question.rounds, question.tables, question.seed, n) for n in range(question.chains)]
    return cool(chains, worth(question.rounds, question.tables), question, tell)
