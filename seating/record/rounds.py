"""How a round looks in an entry: the keys that are read of it, and what each holds.

Keys beyond these are left alone, and those that may be missing have a default where they are read.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from seating.record.fields import Count, Form, RoundNumber

__all__ = ["Chances", "Move", "Round"]


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
