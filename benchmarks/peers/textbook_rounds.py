"""The textbook model for several rounds at once: x[round, person, table], and who shares a table in which round."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.peers import textbook
from benchmarks.peers.answering import NEW_COMPANY, Answer, answer, of_one_round
from benchmarks.peers.textbook import Textbook

ABOUT = "CP-SAT with two workers and a variable x[round, person, table] for each person and table in each round"
PACKAGE = "ortools"


def fits(task: Mapping[str, Any]) -> str:
    """Return why a task does not suit this peer; "" if it does."""
    if task.get("rounds", 1) < 2:
        return "it is for several rounds"
    return textbook.fits({"requirements": of_one_round(task)})


class _Improving(cp_model.CpSolverSolutionCallback):
    """Passes on each solution, the tables of all rounds one after the other."""

    def __init__(self, books: list[Textbook], written: Answer) -> None:
        super().__init__()
        self._books = books
        self._written = written

    def on_solution_callback(self) -> None:
        sits = [row for book in self._books for row in book.sits]
        tables = [next(t for t, x in enumerate(row) if self.value(x)) for row in sits]
        self._written.improve(tables, round(self.objective_value))


def search(task: Mapping[str, Any], written: Answer) -> None:
    """Solve a task of several rounds until the time is over or the optimum is proven."""
    model = cp_model.CpModel()
    one = {**task, "requirements": of_one_round(task)}
    books = [Textbook(one, model=model) for _ in range(task["rounds"])]
    costs = [cost for book in books for cost in book.costs]
    for keys in task["requirements"]:
        if keys["kind"] == NEW_COMPANY:
            costs += [keys["weight"] * again for again in _met_again(model, books)]
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = written.seed
    solver.parameters.max_time_in_seconds = max(0.1, written.left)
    status = solver.solve(model, _Improving(books, written))
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    bound = solver.best_objective_bound if found else None
    written.close(bound, "" if found else f"CP-SAT reported {solver.status_name(status)}")


def _met_again(model: cp_model.CpModel, books: list[Textbook]) -> list[Any]:
    """Return for each pair how often it shares a table beyond the first time."""
    found = []
    for a, b in combinations(range(len(books[0].sits)), 2):
        together = []
        for book in books:
            shares = model.new_bool_var("")
            for one, other in zip(book.sits[a], book.sits[b], strict=True):
                model.add_bool_or([~one, ~other, shares])
            together.append(shares)
        again = model.new_int_var(0, len(books) - 1, "")
        model.add(again >= sum(together) - 1)
        found.append(again)
    return found


if __name__ == "__main__":
    answer(search)
