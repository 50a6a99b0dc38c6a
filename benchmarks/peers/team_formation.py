"""The package team-formation: a CP-SAT model that spreads values over teams of one size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.peers.answering import Answer, answer, by_size

ABOUT = "team-formation from the package index: `diversify` for each balanced column, its own solver settings"
PACKAGE = "team_formation"


def fits(task: Mapping[str, Any]) -> str:
    """Return why a task does not suit this peer; "" if it does."""
    if {keys["kind"] for keys in task["requirements"]} != {"size", "balance"}:
        return "it spreads values of columns, and nothing else"
    sizes = {table["max"] for table in task["tables"]}
    return "" if max(sizes) - min(sizes) <= 1 else "it makes teams of one size, or one person less"


def search(task: Mapping[str, Any], written: Answer) -> None:
    """Solve with the package; its answer is available only at the end."""
    import pandas as pd
    from team_formation.team_assignment import TeamAssignment

    asked = [keys for keys in task["requirements"] if keys["kind"] == "balance"]
    cells = {keys["column"]: ["; ".join(values) for values in keys["cells"]] for keys in asked}
    rows = [(keys["column"], "diversify", keys["weight"]) for keys in asked]
    constraints = pd.DataFrame(rows, columns=["attribute", "type", "weight"])
    size = max(table["max"] for table in task["tables"])
    teams = TeamAssignment(pd.DataFrame(cells), constraints, size, less_than_target=True)
    teams.solve(max_time_in_seconds=max(0.1, written.left))
    if not teams.solution_found:
        written.close(why="it found nothing in its time")
        return
    numbers = teams.participants["team_num"].tolist()
    groups = [[p for p, team in enumerate(numbers) if team == number] for number in range(teams.num_teams)]
    tables = by_size(groups, task["tables"])
    if tables is None:
        written.close(why="its teams have other sizes than the tables")
        return
    written.improve(tables, round(teams.solver.ObjectiveValue()))
    written.close()


if __name__ == "__main__":
    answer(search)
