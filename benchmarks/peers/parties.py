"""CP-SAT over parties: x[party, table], as the literature on seating weddings has it, with two workers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.peers.answering import Answer, answer

ABOUT = "CP-SAT with two workers and a variable x[party, table] for each party and table; parties stay together"
PACKAGE = "ortools"

KINDS = {"size", "together", "apart", "similarity"}

Keys = Mapping[str, Any]


class Parties:
    """The model of a task with parties, pairs and ranges of seats.

    Attributes
    ----------
    model : CpModel
    party : list of int
        The party of each person.
    sits : list of list of variables
        By party and table.
    """

    def __init__(self, task: Keys) -> None:
        self.model = cp_model.CpModel()
        self.party = _parties(task)
        tables = task["tables"]
        sizes = [self.party.count(party) for party in range(max(self.party) + 1)]
        self.sits = [[self.model.new_bool_var("") for _ in tables] for _ in sizes]
        for row in self.sits:
            self.model.add_exactly_one(row)
        for t, table in enumerate(tables):
            load = sum(size * row[t] for size, row in zip(sizes, self.sits, strict=True))
            self.model.add_linear_constraint(load, table["min"], table["max"])
        self._costs: list[Any] = []
        for keys in task["requirements"]:
            if keys["kind"] in {"apart", "similarity"}:
                self._pairs(keys)
        self.model.minimize(sum(self._costs))

    def _pairs(self, keys: Keys) -> None:
        sign = 1 if keys.get("wanted") == "high" else -1
        weights = keys["weights"] or [1] * len(keys["pairs"])
        for (a, b), weight in zip(keys["pairs"], weights, strict=True):
            one, other = self.sits[self.party[a]], self.sits[self.party[b]]
            liked = sign * weight > 0
            if one is other:
                self._costs += [] if liked else [abs(weight) * keys["weight"]]
                continue
            if keys["must"]:
                for x, y in zip(one, other, strict=True):
                    self.model.add_bool_or(~x, ~y)
                continue
            cost = self.model.new_bool_var("")
            for x, y in zip(one, other, strict=True):
                if liked:
                    self.model.add_bool_or(~x, y, cost)
                else:
                    self.model.add_bool_or(~x, ~y, cost)
            self._costs.append(abs(weight) * keys["weight"] * cost)


def _parties(task: Keys) -> list[int]:
    """Return the number of each person's party, from the pairs who must sit together."""
    first = list(range(len(task["people"])))
    for keys in task["requirements"]:
        if keys["kind"] == "together" and keys["must"]:
            for a, b in keys["pairs"]:
                low, high = sorted((first[a], first[b]))
                first = [low if each == high else each for each in first]
    numbers = {person: number for number, person in enumerate(sorted(set(first)))}
    return [numbers[each] for each in first]


def fits(task: Keys) -> str:
    """Return why a task does not suit this peer; "" if it does."""
    strange = sorted({keys["kind"] for keys in task["requirements"]} - KINDS)
    strange += ["together by a column"] if any("groups" in keys for keys in task["requirements"]) else []
    return f"it has no way to say {', '.join(strange)}" if strange else ""


class _Improving(cp_model.CpSolverSolutionCallback):
    """Passes on each solution when it is found."""

    def __init__(self, book: Parties, written: Answer) -> None:
        super().__init__()
        self._book, self._written = book, written

    def on_solution_callback(self) -> None:
        tables = [next(t for t, x in enumerate(row) if self.value(x)) for row in self._book.sits]
        self._written.improve([tables[party] for party in self._book.party], round(self.objective_value))


def search(task: Keys, written: Answer) -> None:
    """Solve a task until the time is over or the optimum is proven."""
    book = Parties(task)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = written.seed
    solver.parameters.max_time_in_seconds = max(0.1, written.left)
    status = solver.solve(book.model, _Improving(book, written))
    known = status in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN}
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    written.close(solver.best_objective_bound if known else None, "" if found else solver.status_name(status))


if __name__ == "__main__":
    answer(search)
