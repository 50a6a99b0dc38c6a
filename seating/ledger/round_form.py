"""How a round looks in an entry: the keys that are read of it, and what each holds.

Keys beyond these are left alone, and those that may be missing have a default where they are read.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seating.ledger.chances_form import Chances
from seating.ledger.form_parts import Count, Form, RoundNumber

__all__ = ["Move", "Round"]


class Move(Form):
    """Somebody's way from one table to another."""

    id: str
    origin: str = Field(alias="from")
    target: str = Field(alias="to")
    reason: str


class _Seat(Form):
    id: str
    name: str
    table: str
    duties: list[str]
    staff: bool = False


class _Finding(Form):
    table: str | None
    group: str | None
    have: int | str | None
    want: str | None
    shortfall: Count | None
    people: list[str] = Field(default_factory=list)


class _Requirement(Form):
    id: str
    kind: str
    must: bool
    weight: Count | None
    sentence: str
    shortfall: Count | None
    penalty: Count | None
    met: bool
    findings: list[_Finding]


class _Voice(Form):
    id: str
    name: str
    state: Literal["missing", "absent", "too_few", "elsewhere", "unheard", "unknown", "heard"]
    invited: Count | None
    attending: Count | None
    needed: Count | None
    tables: dict[str, Count]
    sentence: str


class _Absent(Form):
    id: str
    reason: str


class _Standing(Form):
    table: str
    id: str
    as_: str = Field(alias="as")


class Round(Form):
    """One round, as `result.json` has it."""

    round: RoundNumber
    seats: list[_Seat]
    requirements: list[_Requirement]
    private_penalty: Count = 0
    standing: list[_Standing] = Field(default_factory=list)
    not_seated: list[_Absent] = Field(default_factory=list)
    voices: list[_Voice] = Field(default_factory=list)
    gaps: list[_Voice] = Field(default_factory=list)
    moves: list[Move] = Field(default_factory=list)
    chances: Chances | None = None
    status: Literal["optimal", "feasible", "impossible", "no_seating"] | None = None
    bound: int | None = None
