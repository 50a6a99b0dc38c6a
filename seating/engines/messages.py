"""Messages between the process that talks to the user and the processes that solve.

The parent sends a `Question`; the worker sends any number of `Found` messages on the way and then one `Answer`. Each
engine has its own question type, and `child_main.ENGINES` names the engine of each. Messages are pickled, so they
hold plain data only. `Watch` is the interface through which a search reports its progress to the user.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from seating.model import Model, Value
from seating.model.session_model import SessionModel
from seating.room.plan import IntArray, Plan


class Engine(StrEnum):
    """The package that a worker imports before its first question. The worker can still answer every question."""

    MULTI_ROUND = "multi_round"
    EXACT = "exact"
    ANNEAL = "annealing"
    BOUND = "lower_bound"


class Aim(StrEnum):
    """The objective of a solve."""

    PENALTY = "penalty"
    """The lowest penalty, with all musts met."""
    MUSTS = "musts"
    """Any seating that meets all musts."""
    BOTH = "both"
    """Lexicographic in one solve: the smallest sum of the musts' shortfalls, then the lowest penalty."""


@dataclass(frozen=True, eq=False, slots=True)
class Load:
    """The model that the next questions are about."""

    model: Model


@dataclass(frozen=True, eq=False, slots=True)
class Call:
    """A call instead of a question: the process calls a function of a module, and replies what that returns."""

    function: Callable[[Any], Any]
    given: Any


@dataclass(frozen=True, eq=False, slots=True)
class Moves:
    """A limit on the number of moves from an earlier seating.

    Attributes
    ----------
    counted : int array, shape (persons, tables)
        How many moves it counts as if a person sits at a table.
    most : int
        Maximum number of moves in the whole room.
    """

    counted: IntArray
    most: int


@dataclass(frozen=True, eq=False, slots=True)
class Solve:
    """One run of the exact engine.

    Attributes
    ----------
    aim : Aim
    tables : int array, shape (persons,)
        A complete seating to start from.
    seed : int
    work : float
        Maximum number of deterministic work units; about a second each.
    seconds : float or None
        Maximum number of seconds, if there is a time limit.
    free : int array, or None
        Tables set free; None for all.
    below : int or None
        Accept only penalties below this.
    without_presolve : bool
        Solve without presolve and symmetry detection, so that the result confirms a normal solve independently.
    requirement_ids : frozenset of str, or None
        Only these requirements count; None for all.
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
class SolveByClasses(Solve):
    """Whether requirements can all be met in one seating, asked of the model over classes of persons.

    Every requirement counts as a must. `aim`, `free` and `below` are ignored. The status of the answer is `PROVEN` with
    a seating, `NONE`, or `UNDECIDED`.
    """


@dataclass(frozen=True, eq=False, slots=True)
class Improve:
    """One round of large neighborhood search: each group of tables is set free separately.

    Attributes
    ----------
    tables : int array, shape (persons,)
    groups : tuple of int arrays
        Table numbers; no table is in two groups.
    seed, work, seconds : as for `Solve`, for each group
    threads : int
        Number of groups solved in parallel. It changes the time a round takes, never its result.
    """

    tables: IntArray
    groups: tuple[IntArray, ...]
    seed: int
    work: float
    seconds: float | None = None
    threads: int = 2


@dataclass(frozen=True, eq=False, slots=True)
class ImproveByCounts:
    """Large neighborhood search over counts of people who are alike; unanswered if the model does not suit it.

    Attributes
    ----------
    tables : int array, shape (persons,)
        A complete seating to start from.
    seed : int
    work : float
        Maximum number of work units; about a second each.
    seconds : float or None
        Maximum number of seconds, if there is a time limit.
    enough : int
        The search ends when all musts are met and the penalty is not above this.
    """

    tables: IntArray
    seed: int
    work: float
    seconds: float | None = None
    enough: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Anneal:
    """Simulated annealing over moves and swaps.

    Attributes
    ----------
    tables : int array, shape (persons,)
        A complete seating to start from.
    seed : int
    work : float
        Work units for each chain; about a second each. The cooling schedule stretches over them.
    chains : int
        Number of independent chains.
    enough : Value
        The search ends when it reaches this value or a better one.
    threads : int or None
        Number of chains that run in parallel; None for all. It changes the time, never the result.
    first : int
        Number of the first chain; chains with different numbers search differently.
    seconds : float or None
        Maximum number of seconds, where no one stops the process at the deadline.
    keeps : bool
        Whether to stay at the cold end, so that most of the seating is kept.
    """

    tables: IntArray
    seed: int
    work: float
    chains: int
    enough: Value
    threads: int | None = None
    first: int = 0
    seconds: float | None = None
    keeps: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class SolveMip:
    """The whole room as one mixed-integer program; unanswered if the model does not suit it.

    Attributes
    ----------
    solve : Solve
        With the aim `PENALTY` and all tables free.
    bound : int
        A lower bound on the penalty that is proven already.
    reach : float
        Penalty points. If the LP relaxation is further below the penalty than this, branch and bound is skipped.
    """

    solve: Solve
    bound: int = 0
    reach: float = math.inf


@dataclass(frozen=True, eq=False, slots=True)
class Bound:
    """A lower bound on the penalty of every seating that meets the musts. Use one of the subclasses.

    Attributes
    ----------
    tables : int array, shape (persons,)
        The best complete seating known. The engine stops once the bound reaches its penalty.
    seed : int
    work : float
        Maximum number of work units; about a second each.
    seconds : float or None
        Maximum number of seconds, if there is a time limit.
    bound : int
        A lower bound on the penalty that is proven already. An engine that cannot prove more may stop.
    """

    tables: IntArray
    seed: int
    work: float
    seconds: float | None = None
    bound: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class BoundByRelaxation(Bound):
    """A bound from linear relaxations alone, which are cheap; see `engines.lower_bound`."""


@dataclass(frozen=True, eq=False, slots=True)
class BoundByClasses(Bound):
    """A bound from the program in which interchangeable tables count as one; see `engines.lower_bound`."""


@dataclass(frozen=True, eq=False, slots=True)
class BoundByWishes(Bound):
    """A bound from groups of people who follow their wishes; see `engines.lower_bound.wish_groups`."""


@dataclass(frozen=True, eq=False, slots=True)
class BoundByGroups(Bound):
    """A bound from parts of groups that should use few tables; see `engines.lower_bound.group_parts`.

    The answer may also contain a better seating.
    """


@dataclass(frozen=True, eq=False, slots=True)
class BoundByColumns(Bound):
    """A bound from set partitioning, where each column is a whole table; see `engines.column_generation`.

    The answer and the progress reports may also contain a better seating.
    """


@dataclass(frozen=True, eq=False, slots=True)
class BoundByPairs(BoundByColumns):
    """The same bound, raised further by branching on pairs of people, who share a table or do not."""


@dataclass(frozen=True, eq=False, slots=True)
class AssignSessions:
    """Who goes to which sessions; see `engines.exact.session_solver`, which explains what the answer holds.

    Attributes
    ----------
    sessions : SessionModel
    seed : int
    work : float
        Maximum number of deterministic work units; about a second each.
    seconds : float or None
        Maximum number of seconds, if there is a time limit.
    """

    sessions: SessionModel
    seed: int
    work: float
    seconds: float | None = None


Question = Load | Solve | Improve | ImproveByCounts | SolveMip | Anneal | Bound | AssignSessions


class SolveStatus(StrEnum):
    """How a solve ended."""

    PROVEN = "proven"
    """Solved: the seating, or the bound, is proven to be the best."""
    FOUND = "found"
    """A seating was found, without a proof that it is the best."""
    NONE = "none"
    """Infeasible: it is proven that no seating meets the conditions of the question."""
    UNDECIDED = "undecided"


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """A better seating or a better bound, reported as soon as it is found."""

    tables: IntArray | None
    bound: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """The end of a question.

    Attributes
    ----------
    status : SolveStatus
    tables : int array, shape (persons,), or None
        The best seating found.
    objective : int or None
        The solver's own objective value of that seating, by the aim of the question.
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


NOTHING = Answer(SolveStatus.UNDECIDED, None, None, None, 0.0)
"""The answer of an engine that the model does not suit."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The worker could not answer."""

    reason: str


class Stage(StrEnum):
    """What a run does now."""

    SEARCHING = "searching"
    """It reads the list, or searches for a seating."""
    CHECKING = "checking"
    """It checks the seating that was found and, if musts are unmet, explains why."""
    PAGES = "pages"
    """It writes the pages of a saved round."""


class Watch(Protocol):
    """Receives progress reports. They contain only numbers; the console turns them into text."""

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        """Report the value of the best seating, the bound if there is one, and the seconds so far."""

    def found(self, plan: Plan, value: Value) -> None:
        """Report the best seating so far, with its value. Staff can still get other tables when the search is over."""

    def lost(self, reason: str) -> None:
        """Report that a solver's process died. The best seating so far is kept."""

    def stage(self, stage: Stage) -> None:
        """Report that a stage of the run begins. The first one, `SEARCHING`, is not reported."""


class Silent:
    """Ignores all reports."""

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        """Ignore the report."""

    def found(self, plan: Plan, value: Value) -> None:
        """Ignore the report."""

    def lost(self, reason: str) -> None:
        """Ignore the report."""

    def stage(self, stage: Stage) -> None:
        """Ignore the report."""


class Quiet(Silent):
    """Ignores progress, and passes on what else happens: for searches that are a part of a longer one.

    Parameters
    ----------
    watch : Watch
        Receives the other reports.
    """

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def lost(self, reason: str) -> None:
        """Pass the report on."""
        self._watch.lost(reason)


SILENT = Silent()
"""For searches whose progress is not shown."""
