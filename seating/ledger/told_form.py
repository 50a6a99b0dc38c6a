"""How an entry tells what clashes, whom to invite, and which moves are offered."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from seating.ledger.form_parts import Count, Form
from seating.ledger.round_form import Move

__all__ = ["Clash", "Conflict", "Offer", "Recruit"]


class Clash(Form):
    """Musts that clash."""

    requirements: list[str]
    confirmed: bool


class _WayOut(Form):
    kind: Literal["relax", "recruit", "seat", "drop"]
    sentence: str
    cost: Count
    confirmed: bool


class Conflict(Form):
    """The smallest clash, with what could be done."""

    ways_out: list[_WayOut]


class Recruit(Form):
    """Whom to invite."""

    who: dict[str, Any]
    people: Count
    serves: list[str]
    sentence: str
    confirmed: bool
    smallest: bool = False
    tables: list[str] = Field(default_factory=list)


class Offer(Form):
    """Moves that nothing asks for."""

    saves: Count
    moves: list[Move]
