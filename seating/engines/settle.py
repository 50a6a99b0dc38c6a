"""The question whether requirements can hold together, put to how many of each kind of persons sit where."""

from __future__ import annotations

from dataclasses import dataclass

from seating.engines.questions import Solve

__all__ = ["Settle"]


@dataclass(frozen=True, eq=False, slots=True)
class Settle(Solve):
    """Whether requirements can all hold in one seating; each one asked about counts as a must.

    Its aim, `free` and `below` mean nothing. The answer's word is `proven` with a seating, `none`, or `undecided`.
    """
