"""What an engine brings back: a seating, what it is worth, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seating.errors import EngineError
from seating.model import Model, Value, penalty_of
from seating.plan import IntArray

__all__ = ["Ending", "Outcome", "Status", "outcome_of"]


class Status(StrEnum):
    """How sure an outcome is, as `result.json` says it."""

    OPTIMAL = "optimal"
    """The musts hold and the penalty equals the proven bound."""
    FEASIBLE = "feasible"
    """The musts hold; whether the penalty can be lower is open."""
    IMPOSSIBLE = "impossible"
    """Proven twice: no seating meets the musts. The seating is the closest one found."""
    NO_SEATING = "no_seating"
    """No seating that meets the musts was found, nor a proof that there is none."""


class Ending(StrEnum):
    """Why the work ended."""

    DONE = "done"
    """Proven, or the effort was spent as planned."""
    TIME = "time"
    """The time limit came first."""
    INTERRUPTED = "interrupted"
    """Ctrl-C."""
    LOST = "lost"
    """The solver's process died; the seating is the best one before that."""


@dataclass(frozen=True, eq=False, slots=True)
class Outcome:
    """A complete seating and what it is worth.

    Attributes
    ----------
    tables : int array, shape (persons,)
        The number of the table each person sits at; always complete.
    unmet : int
        Sum of the shortfalls of the musts.
    penalty : int
    bound : int or None
        No seating that meets the musts has a lower penalty; None unless the musts hold.
    status : Status
    seconds : float
    ending : Ending
    clash : frozenset of str
        Ids of musts that were proven not to hold together, where some were found; not the fewest.
    work : float
        Work units that it took.
    longer_limit : int or None
        Seconds in which a search would likely prove the seating or better it; None where nothing speaks for it.
    """

    tables: IntArray
    unmet: int
    penalty: int
    bound: int | None
    status: Status
    seconds: float
    ending: Ending = Ending.DONE
    clash: frozenset[str] = frozenset()
    work: float = 0.0
    longer_limit: int | None = None

    @property
    def value(self) -> Value:
        """The sum of unmet musts and the penalty, as plans are compared."""
        return Value(self.unmet, self.penalty)

    @property
    def gap(self) -> float | None:
        """`(penalty - bound) / max(1, penalty)`; None without a bound."""
        return None if self.bound is None else (self.penalty - self.bound) / max(1, self.penalty)


def outcome_of(
    model: Model,
    tables: IntArray,
    bound: int,
    seconds: float,
    ending: Ending = Ending.DONE,
    otherwise: Status = Status.NO_SEATING,
) -> Outcome:
    """Return the outcome of a seating; its value is computed anew from the terms.

    Parameters
    ----------
    bound : int
        A proven lower bound on the penalty of seatings that meet the musts.
    otherwise : Status
        The status when this seating does not meet the musts.
    """
    unmet, penalty = penalty_of(model, tables)
    if unmet:
        return Outcome(tables, unmet, penalty, None, otherwise, seconds, ending)
    if bound > penalty:
        raise EngineError(f"a bound of {bound} was claimed, yet a seating has the penalty {penalty}")
    status = Status.OPTIMAL if bound == penalty else Status.FEASIBLE
    return Outcome(tables, unmet, penalty, bound, status, seconds, ending)
