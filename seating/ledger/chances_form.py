"""How an entry keeps the chances of a round."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from seating.ledger.form_parts import Count, Form

__all__ = ["Chances"]

Probability = Annotated[float, Field(ge=0, le=1)]


class _Chance(Form):
    id: str = ""
    name: str = ""
    chance: Probability
    low: Probability
    high: Probability
    draws: Count


class Chances(Form):
    """What is known of the day."""

    uncertain: Count
    musts: _Chance | None
    requirements: list[_Chance]
    voices: list[_Chance]
    hanging: Count
