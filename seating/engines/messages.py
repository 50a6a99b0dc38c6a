"""What the process that talks to the user asks its child."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from seating.model import Model, Value
from seating.plan import IntArray

__all__ = [
    "Aim",
    "Anneal",
    "Answer",
    "Bound",
    "BoundMethod",
    "Engine",
    "Failed",
    "Found",
    "Improve",
    "Load",
    "Moves",
    "Question",
    "Ready",
    "Reply",
    "Solve",
    "SolveByClasses",
    "SolveMip",
    "SolveStatus",
]


class Engine(StrEnum):
    """What a child gets ready for, by the name of its package; it answers every question all the same."""

    AHEAD = "multi_round"
    EXACT = "exact"
    ANNEAL = "annealing"
    BOUND = "lower_bound"

    @property
    def is_compiled(self) -> bool:
        """Whether its first use on a machine compiles for some seconds, and later ones read what came of that."""
        return self in (Engine.AHEAD, Engine.ANNEAL)


class Aim(StrEnum):
    """What a solve looks for."""

    PENALTY = "penalty"
    """Musts hold; the least penalty."""
    MUSTS = "musts"
    """Musts hold; nothing else matters."""
    BOTH = "both"
    """The least sum of the musts' shortfalls, and among those the least penalty, in one go."""


@dataclass(frozen=True, eq=False, slots=True)
class Load:
    """The model that the next questions are about."""

    model: Model


@dataclass(frozen=True, eq=False, slots=True)
class Moves:
    """How many persons may sit elsewhere than before.

    Attributes
    ----------
    stays : bool array, shape (persons, tables)
        Where a seat is no move.
    most : int
        Moves in the whole room, at most.
    """

    stays: NDArray[np.bool_]
    most: int


@dataclass(frozen=True, eq=False, slots=True)
class Solve:
    """One run of the exact engine.

    Attributes
    ----------
    aim : Aim
    tables : int array, shape (persons,)
        The start, complete.
    seed : int
    work : float
        Deterministic work units at most; about a second each.
    seconds : float or None
        At most, where there is a time limit.
    free : int array, or None
        Tables set free; None for all.
    below : int or None
        Look only for penalties under this.
    without_presolve : bool
        Solve in the other way that confirms the first: without presolve and symmetry.
    requirement_ids : frozenset of str, or None
        Only these count; None for all.
    moves : Moves or None
        How far the seating may be from an earlier one; None for any distance.
    """

    aim: Aim
    tables: IntArray
    seed: int
    work: float
    seconds: float | None = None
    free: IntArray | None = None
    below: int | None = None
    without_presolve: bool = False
    requirement_ids: frozenset[str] | None = None
    moves: Moves | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Improve:
    """One round of large neighbourhood search: each group of tables is set free by itself.

    Attributes
    ----------
    tables : int array, shape (persons,)
    groups : tuple of int arrays
        Disjoint.
    seed, work, seconds : as for `Solve`, for each group
    """

    tables: IntArray
    groups: tuple[IntArray, ...]
    seed: int
    work: float
    seconds: float | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Anneal:
    """A search by small changes of seats, from warm to cold.

    Attributes
    ----------
    tables : int array, shape (persons,)
        The seating to begin with, complete.
    seed : int
    work : float
        Work units for each chain; about a second each. It sets how slowly the search cools.
    chains : int
        Searches side by side.
    enough : Value
        What is good enough to end at.
    seconds : float or None
        Where there is a time limit, this alone says how long.
    """

    tables: IntArray
    seed: int
    work: float
    chains: int
    enough: Value
    seconds: float | None = None


@dataclass(frozen=True, eq=False, slots=True)
class SolveMip:
    """The whole room as one mixed-integer program; without an answer where that does not suit it.

    Attributes
    ----------
    solve : Solve
        For the penalty, with all tables free.
    bound : int
        What is proven of the penalty; it need not be proven again.
    reach : float
        Points that the relaxed program may be below the penalty; otherwise nothing is tried.
    """

    solve: Solve
    bound: int = 0
    reach: float = math.inf


class BoundMethod(StrEnum):
    """How a bound is proven."""

    CLASSES = "classes"
    """Tables that are alike are counted as one; see `engines.bound`."""
    COLUMNS = "columns"
    """Whole tables are chosen from priced columns; see `engines.columns`."""


@dataclass(frozen=True, eq=False, slots=True)
class Bound:
    """A lower bound on the penalty of every seating that meets the musts.

    Attributes
    ----------
    way : Way
    tables : int array, shape (persons,)
        The best complete seating known; its penalty is worth stopping at.
    seed : int
    work : float
        Work units at most; about a second each.
    seconds : float or None
        At most, where there is a time limit.
    """

    way: BoundMethod
    tables: IntArray
    seed: int
    work: float
    seconds: float | None = None


Question = Load | Solve | Improve | SolveMip | Anneal | Bound


class SolveStatus(StrEnum):
    """How a solve ended."""

    PROVEN = "proven"
    FOUND = "found"
    NONE = "none"
    """Proven: there is none."""
    UNDECIDED = "undecided"


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """A better seating, told as soon as it is found; or a better bound."""

    tables: IntArray | None
    bound: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """The end of a question.

    Attributes
    ----------
    status : SolveStatus
    tables : int array or None
        The best seating found.
    objective : int or None
        What the solver believes that seating is worth, in terms of the aim.
    bound : int or None
        Proven lower bound on it.
    work : float
        Work units it took.
    """

    status: SolveStatus
    tables: IntArray | None
    objective: int | None
    bound: int | None
    work: float


@dataclass(frozen=True, slots=True)
class Failed:
    """The child could not answer."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has imported, and compiled, what it is for."""


Reply = Found | Answer | Failed | Ready


@dataclass(frozen=True, eq=False, slots=True)
class SolveByClasses(Solve):
    """Whether requirements can all hold in one seating; each one asked about counts as a must.

    Its aim, `free` and `below` mean nothing. The answer's word is `proven` with a seating, `none`, or `undecided`.
    """
