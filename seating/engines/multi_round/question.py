"""What a child is asked about several rounds at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from seating.engines.multi_round.rounds import Rounds
from seating.engines.questions import Anneal

__all__ = ["AnnealRounds"]


@dataclass(frozen=True, eq=False, slots=True)
class AnnealRounds(Anneal):
    """A search by small changes of seats in several rounds; its tables are those of all sitters.

    Attributes
    ----------
    rounds : Rounds
    """

    rounds: Rounds = field(kw_only=True)
