"""Solving `SessionModel` with CP-SAT, one level of its value after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from seating.engines.messages import Answer, AssignSessions, Found, SolveStatus
from seating.model import Model
from seating.model.session_model import FormerVisit, Level, SessionModel, SessionNeed, Visits
from seating.terms.cliques import cliques

LEVELS = 5
"""Musts, penalty, usual needs, visits of before that are lost, spread."""


def assign(model: Model | None, question: AssignSessions, progress: Callable[[Found], None] | None = None) -> Answer:
    """Return who goes to which session; `PROVEN` if no other assignment has a smaller value.

    Parameters
    ----------
    model : Model or None
        Not used, because the question has a model of its own.
    question : AssignSessions
    progress : function, optional
        Never called.

    Returns
    -------
    Answer
        Its `tables` is 1 where a person goes to a session, shape (persons * sessions,). Its `bound` is a bound on the
        penalty, with the musts as nearly met as possible; None if that is not proven.
    """
    program = _Program(question.sessions)
    status, visits, bound, work = SolveStatus.UNDECIDED, None, None, 0.0
    for level in range(LEVELS):
        objective = program.objective(level)
        if isinstance(objective, int) and level < LEVELS - 1:  # nothing to decide
            bound = objective if level == Level.SHOULD else bound
            continue
        solver = _solver(question, max(0.01, question.work - work))
        program.model.minimize(objective)
        code = solver.solve(program.model)
        work += float(solver.response_proto.deterministic_time)
        if code not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            break
        visits = program.read(solver.boolean_value)
        status = SolveStatus.PROVEN if code == cp_model.OPTIMAL and level == LEVELS - 1 else SolveStatus.FOUND
        if code != cp_model.OPTIMAL:
            break
        if level < LEVELS - 1:
            least = round(solver.objective_value)
            bound = least if level == Level.SHOULD else bound
            program.model.add(objective <= least)
            program.hint(visits)
    tables = None if visits is None else visits.astype(np.int64).ravel()
    return Answer(status, tables, None, bound, work)


def _solver(question: AssignSessions, work: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = question.seed % 2**31
    parameters.max_deterministic_time = work
    parameters.linearization_level = 2
    if question.seconds is not None:
        parameters.max_time_in_seconds = max(0.01, question.seconds / LEVELS)
    return solver


class _Program:
    """The CP-SAT model: a variable ``x[p, s]`` for each allowed visit, and the objective of each level."""

    def __init__(self, sessions: SessionModel) -> None:
        self.model = cp_model.CpModel()
        self._sessions = sessions
        self._visits = {(p, s): self.model.new_bool_var("") for p, s in np.argwhere(sessions.allowed).tolist()}
        self._limit_persons()
        for session in range(sessions.allowed.shape[1]):
            here = [x for (_, s), x in self._visits.items() if s == session]
            if len(here) > sessions.room[session]:
                self.model.add(sum(here) <= int(sessions.room[session]))
            for pair in sessions.apart.tolist():
                both = [self._visits[p, session] for p in pair if (p, session) in self._visits]
                if len(both) > 1:
                    self.model.add_at_most_one(both)
            for row in sessions.together:
                first, *others = (self._visits.get((p, session), 0) for p in row.tolist())
                for other in others:
                    self.model.add(first == other)
        self._levels: list[Any] = [0, 0, 0]
        for need in sessions.needs:
            self._levels[need.level] += self._cost_of(need)
        for (p, s), x in self._visits.items():
            if sessions.costs[p, s]:
                self._levels[Level.SHOULD] += int(sessions.costs[p, s]) * x
        self._levels.append(sum(self._is_lost(one) for one in sessions.former))
        self._levels.append(self._measure_spread())

    def _limit_persons(self) -> None:
        sessions = self._sessions
        conflicting = cliques(sessions.clashes)
        for person in range(len(sessions.allowed)):
            own = [x for (p, _), x in self._visits.items() if p == person]
            for clique in conflicting:
                both = [self._visits[person, s] for s in clique if (person, s) in self._visits]
                if len(both) > 1:
                    self.model.add_at_most_one(both)
            if own:
                self.model.add_linear_constraint(sum(own), min(sessions.least, len(own)), int(sessions.most[person]))

    def _cost_of(self, need: SessionNeed) -> Any:
        """Return the cost of a need as an expression."""
        coming = [x for p in need.persons.tolist() if (x := self._visits.get((p, need.session))) is not None]
        most = min(need.step, need.at_least)
        if most <= 0:
            return 0
        short = self.model.new_int_var(0, most, "")
        if need.step < need.at_least:  # at `step` the shortfall stops growing, so `short` may not say how many lack
            lacks = [self.model.new_bool_var("") for _ in range(most)]
            for number, lack in enumerate(lacks):
                # without this unit of shortfall, at least so many come
                self.model.add(sum(coming) >= need.at_least - number).only_enforce_if(~lack)
            self.model.add(short == sum(lacks))
        else:
            self.model.add(short + sum(coming) >= need.at_least)
        return need.weight * need.people * short

    def _is_lost(self, one: FormerVisit) -> Any:
        """Return 1 if a visit of before is not kept, as an expression."""
        places = ((one.person, session) for session in one.sessions.tolist())
        goes = [x for place in places if (x := self._visits.get(place)) is not None]
        if not goes:
            return 1
        lost = self.model.new_bool_var("")
        self.model.add_bool_or([lost, *goes])
        return lost

    def _measure_spread(self) -> Any:
        """Return the last level: the sum of squares as ``1 + 3 + 5 + …``, or minus the number of visits."""
        if not self._sessions.is_even:
            return -sum(self._visits.values())
        total: Any = 0
        for person in range(len(self._sessions.allowed)):
            own = [x for (p, _), x in self._visits.items() if p == person]
            steps = [self.model.new_bool_var("") for _ in own]
            self.model.add(sum(own) == sum(steps))
            total += sum((2 * number + 1) * step for number, step in enumerate(steps))
        return total

    def objective(self, level: int) -> Any:
        """Return what is minimized at a level."""
        return self._levels[level]

    def hint(self, visits: Visits) -> None:
        """Start the next level from these visits."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # not annotated in OR-Tools
        for (p, s), x in self._visits.items():
            self.model.add_hint(x, bool(visits[p, s]))

    def read(self, value: Callable[[Any], bool]) -> Visits:
        """Return the visits of a solution, shape (persons, sessions)."""
        visits = np.zeros_like(self._sessions.allowed)
        chosen: Sequence[tuple[int, int]] = [place for place, x in self._visits.items() if value(x)]
        for place in chosen:
            visits[place] = True
        return visits
