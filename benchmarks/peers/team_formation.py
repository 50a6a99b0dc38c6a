"""The package team-formation: a CP-SAT model that spreads values over teams of one size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.peers.answering import Answer, answer, by_size, of_one_round

ABOUT = (
    "team-formation, from the package index. It is run with `diversify` for each balanced column and with its own "
    "solver settings. Several rounds are planned one after another, with `different` for the team in each earlier round"
)
PACKAGE = "team_formation"


def fits(task: Mapping[str, Any]) -> str:
    """Return why a task does not suit this peer; "" if it does."""
    if {keys["kind"] for keys in of_one_round(task)} != {"size", "balance"}:
        return "it spreads values of columns, and nothing else"
    sizes = {table["max"] for table in task["tables"]}
    return "" if max(sizes) - min(sizes) <= 1 else "it makes teams of one size, or one person less"


def search(task: Mapping[str, Any], written: Answer) -> None:
    """Solve each round with the package; its answer is available only at the end."""
    n_rounds = task.get("rounds", 1)
    rounds: list[list[int]] = []
    objective = 0
    while len(rounds) < n_rounds:
        tables, value = _one_round(task, rounds, written.left / (n_rounds - len(rounds)))
        if tables is None:
            written.close(why=value)
            return
        rounds.append(tables)
        objective += value
    written.improve([table for tables in rounds for table in tables], objective)
    written.close()


def _one_round(task: Mapping[str, Any], earlier: list[list[int]], seconds: float) -> tuple[list[int] | None, Any]:
    """Return each person's table and the objective of the package; without a seating, None and the reason.

    Parameters
    ----------
    task : mapping
    earlier : list of lists of int
        Each person's table in each earlier round.
    seconds : float
    """
    import pandas as pd
    from team_formation.team_assignment import TeamAssignment

    asked = [keys for keys in task["requirements"] if keys["kind"] == "balance"]
    cells: dict[str, list[str]] = {keys["column"]: ["; ".join(values) for values in keys["cells"]] for keys in asked}
    rows = [(keys["column"], "diversify", keys["weight"]) for keys in asked]
    for number, tables in enumerate(earlier, start=1):
        cells[f"round {number}"] = [f"table {table}" for table in tables]
        rows.append((f"round {number}", "different", 1))
    constraints = pd.DataFrame(rows, columns=["attribute", "type", "weight"])
    size = max(table["max"] for table in task["tables"])
    teams = TeamAssignment(pd.DataFrame(cells), constraints, size, less_than_target=True)
    teams.solve(max_time_in_seconds=max(0.1, seconds))
    if not teams.solution_found:
        return None, "it found nothing in its time"
    numbers = teams.participants["team_num"].tolist()
    groups = [[p for p, team in enumerate(numbers) if team == number] for number in range(teams.num_teams)]
    found = by_size(groups, task["tables"])
    value = round(teams.solver.ObjectiveValue())
    return (None, "its teams have other sizes than the tables") if found is None else (found, value)


if __name__ == "__main__":
    answer(search)
