"""The incumbent: the best complete seating so far, and the proven lower bound on the penalty."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from seating.engines.background import BackgroundSolver
from seating.engines.limits import is_in_sight, is_near
from seating.engines.local_search.construction import round_robin
from seating.engines.messages import Watch
from seating.engines.outcome import is_optimal
from seating.model import Model, Value, penalty_of
from seating.model.units import Units
from seating.room.plan import IntArray, Plan


class Incumbent:
    """The best seating so far. It is always complete, beginning with the round-robin seating at the start.

    Parameters
    ----------
    model : Model
    trivial_bound : int
        The lower bound on the penalty that arithmetic alone proves.
    solver : BackgroundSolver
        Its bound counts too. It is read when needed, because another thread raises it.
    watch : Watch
        Receives each better value and bound.
    elapsed : function
        Returns how far the search has come, in seconds or in work units.
    units : Units or None
        The units that are the persons of the model, if musts tie people together.

    Attributes
    ----------
    tables : int array, shape (persons,)
        The seating from which the search goes on: the last one with that value.
    first : int array, shape (persons,)
        The first seating with that value, with which the search ends. How many others of that value follow depends on
        when the bound comes that ends the search.
    value : Value
        The unmet musts and the penalty of that seating.
    last_news : float
        What `elapsed` returned when the value or the bound last improved.
    """

    def __init__(
        self,
        model: Model,
        trivial_bound: int,
        solver: BackgroundSolver,
        watch: Watch,
        elapsed: Callable[[], float],
        units: Units | None = None,
    ) -> None:
        self.model = model
        self.tables = round_robin(model)
        self.first = self.tables
        self.value = penalty_of(model, self.tables)
        self.trivial_bound = trivial_bound
        self.last_news = 0.0
        self._proven = trivial_bound
        self._solver = solver
        self._watch, self._elapsed = watch, elapsed
        self._began = time.monotonic()
        self._units = units
        self._reported: tuple[Value, int | None] | None = None
        self._shown: Value | None = None

    @property
    def bound(self) -> int:
        """The proven lower bound on the penalty of seatings that meet the musts."""
        return max(self._proven, self._solver.bound)

    @property
    def meets_musts(self) -> bool:
        """Whether the seating meets all musts."""
        return self.value.unmet == 0

    @property
    def is_optimal(self) -> bool:
        """Whether no seating is better, by the rule of `outcome.is_optimal`."""
        return is_optimal(self.value, self.bound)

    @property
    def settled_bound(self) -> int:
        """The bound as of the last step that was awaited.

        The next step is chosen by it, because how far the background solver has come at a given moment differs from run
        to run.
        """
        return self._proven

    @property
    def gap(self) -> int:
        """The penalty minus the settled bound, in points."""
        return self.value.penalty - self.settled_bound

    @property
    def is_near(self) -> bool:
        """Whether the gap is so small that solving the whole room may close it."""
        return is_near(self.value.penalty, self.settled_bound)

    @property
    def is_in_sight(self) -> bool:
        """Whether a longer search may close the gap."""
        return is_in_sight(self.value.penalty, self.settled_bound)

    def accept(self, tables: IntArray | None) -> None:
        """Accept a seating if it is as good or better; None is ignored.

        An equally good one replaces the incumbent too, so that the search does not stay at one seating.
        """
        if tables is None or np.array_equal(tables, self.tables):
            return
        value = penalty_of(self.model, tables)
        if value <= self.value:
            better = value < self.value
            self.tables, self.value = tables, value
            if better:
                self.first = tables
                self.report(value, self.bound, tables)

    def raise_bound(self, bound: int | None) -> None:
        """Accept a proven bound if it is higher; None is ignored."""
        if bound is not None and bound > self._proven:
            self._proven = bound
            self.report(self.value, self.bound, self.tables)

    def retract_bounds(self) -> None:
        """Go back to the trivial bound, because a seating was found that refutes a solver's bound."""
        self._proven = self.trivial_bound
        self._solver.retract(self.trivial_bound)

    def report(self, value: Value, bound: int, tables: IntArray) -> None:
        """Report a value and a bound if either is new, and the seating if it is the best one reported so far.

        While a must is unmet, no bound is reported.
        """
        news = (value, None if value.unmet else bound)
        if news != self._reported:
            self._reported = news
            self.last_news = self._elapsed()
            self._watch.progress(*news, time.monotonic() - self._began)
        if self._shown is None or value < self._shown:
            self._shown = value
            self._watch.found(self._plan_of(tables), value)

    def _plan_of(self, tables: IntArray) -> Plan:
        """Return a seating of the model's persons, which may be units, as a plan of the people."""
        if self._units is None:
            return self.model.plan(tables)
        return self._units.whole.plan(self._units.seats_of_persons(tables))
