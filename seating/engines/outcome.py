"""The outcome of a search: a seating, its value, and whether it is optimal (`is_optimal` decides that)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seating.engines.engine_runs import EngineRun
from seating.engines.interruption import Ending
from seating.errors import EngineError
from seating.model import Model, Value, penalty_of
from seating.room.plan import IntArray


class Status(StrEnum):
    """How certain an outcome is, as `result.json` states it."""

    OPTIMAL = "optimal"
    """All musts are met and the penalty equals the proven bound."""
    FEASIBLE = "feasible"
    """All musts are met; it is not known whether the penalty can be lower."""
    IMPOSSIBLE = "impossible"
    """Proven twice: no seating meets all musts. The seating is the closest one found."""
    NO_SEATING = "no_seating"
    """No seating that meets all musts was found, and no proof that there is none."""


@dataclass(frozen=True, eq=False, slots=True)
class Outcome:
    """A complete seating with its value.

    Attributes
    ----------
    tables : int array, shape (persons,)
        The number of the table each person sits at; always complete.
    unmet : int
        Sum of the shortfalls of the musts.
    penalty : int
    bound : int or None
        No seating that meets all musts has a lower penalty; None if a must is unmet.
    status : Status
    seconds : float
    ending : Ending
    clash : frozenset of str
        Ids of musts that provably cannot be met together, if any were found. The set need not be minimal.
    work : float
        Work units that it took.
    engines : tuple of EngineRun
        Which engines ran; empty if the first seating was the last.
    longer_limit : int or None
        Seconds in which a search would likely prove or improve the seating; None if that is unlikely.
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
    engines: tuple[EngineRun, ...] = ()

    @property
    def value(self) -> Value:
        """The sum of unmet musts and the penalty, as plans are compared."""
        return Value(self.unmet, self.penalty)


def is_optimal(value: Value, bound: int | None) -> bool:
    """Return whether a seating is proven optimal. Commands and the board decide it with this function only.

    Parameters
    ----------
    value : Value
        The value of the seating, computed from the terms.
    bound : int or None
        A proven lower bound on the penalty of every seating that meets the musts; None if there is none.
    """
    return value.unmet == 0 and bound is not None and value.penalty <= bound


def status_of(value: Value, is_best: bool, otherwise: Status = Status.NO_SEATING) -> Status:
    """Return the status of a seating. No other function sets `OPTIMAL`.

    Parameters
    ----------
    value : Value
    is_best : bool
        The result of `is_optimal`, for this seating or for all rounds of which it is one.
    otherwise : Status
        The status if a must is unmet.
    """
    if value.unmet:
        return otherwise
    return Status.OPTIMAL if is_best else Status.FEASIBLE


def outcome_of(
    model: Model,
    tables: IntArray,
    bound: int,
    seconds: float,
    ending: Ending = Ending.DONE,
    otherwise: Status = Status.NO_SEATING,
) -> Outcome:
    """Return the outcome of a seating; its value is computed from the terms.

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
        raise EngineError(f"a bound of {bound} was claimed, but a seating has a penalty of {penalty}")
    status = status_of(Value(unmet, penalty), is_optimal(Value(unmet, penalty), bound))
    return Outcome(tables, unmet, penalty, bound, status, seconds, ending)
