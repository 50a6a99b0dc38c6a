"""The solver Timefold, through its Python package: the balance of columns as constraint streams."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from benchmarks.peers.answering import Answer, answer

ABOUT = "Timefold from the package index: one entity per person, balance as constraint streams, its default search"
PACKAGE = "timefold.solver"


def fits(task: Mapping[str, Any]) -> str:
    """Return why a task does not suit this peer; "" if it does."""
    if {keys["kind"] for keys in task["requirements"]} != {"size", "balance"}:
        return "its model here says seats and balance, and nothing else"
    if any(table["min"] != table["max"] for table in task["tables"]):
        return "its model here takes tables of fixed sizes"
    return ""


def search(task: Mapping[str, Any], written: Answer) -> None:
    """Search until the time is over, and keep the last seating."""
    from timefold.solver import SolverFactory
    from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
    from timefold.solver.domain import (
        PlanningEntityCollectionProperty,
        PlanningId,
        PlanningScore,
        PlanningVariable,
        ProblemFactCollectionProperty,
        ValueRangeProvider,
        planning_entity,
        planning_solution,
    )
    from timefold.solver.score import ConstraintCollectors, HardSoftScore, Joiners, constraint_provider

    @dataclass
    class Quota:
        """The number of people with one value of one column that a table should have."""

        id: Annotated[int, PlanningId]
        table: int
        column: int
        value: str
        low: int
        high: int
        price: int

    @planning_entity
    @dataclass
    class Seat:
        """One person's seat."""

        id: Annotated[int, PlanningId]
        values: list[str]
        table: Annotated[int | None, PlanningVariable] = field(default=None)

    @planning_solution
    @dataclass
    class Seating:
        """Everybody's seat."""

        tables: Annotated[list[int], ProblemFactCollectionProperty, ValueRangeProvider]
        quotas: Annotated[list[Quota], ProblemFactCollectionProperty]
        seats: Annotated[list[Seat], PlanningEntityCollectionProperty]
        score: Annotated[HardSoftScore | None, PlanningScore] = field(default=None)

    def counted(factory: Any, column: int) -> Any:
        """Return each quota of a column with the number of people who count for it."""
        return (
            factory.for_each(Quota)
            .filter(lambda quota: quota.column == column)
            .join(Seat, *joined(column))
            .group_by(lambda quota, seat: quota, ConstraintCollectors.count_bi())
        )

    def joined(column: int) -> tuple[Any, ...]:
        return (
            Joiners.equal(lambda quota: quota.table, lambda seat: seat.table),
            Joiners.equal(lambda quota: quota.value, lambda seat: seat.values[column]),
        )

    def balanced(factory: Any, column: int) -> list[Any]:
        return [
            counted(factory, column)
            .filter(lambda quota, count: count > quota.high)
            .penalize(HardSoftScore.ONE_SOFT, lambda quota, count: quota.price * (count - quota.high))
            .as_constraint(f"over {column}"),
            counted(factory, column)
            .filter(lambda quota, count: count < quota.low)
            .penalize(HardSoftScore.ONE_SOFT, lambda quota, count: quota.price * (quota.low - count))
            .as_constraint(f"under {column}"),
            factory.for_each(Quota)
            .filter(lambda quota: quota.column == column)
            .if_not_exists(Seat, *joined(column))
            .penalize(HardSoftScore.ONE_SOFT, lambda quota: quota.price * quota.low)
            .as_constraint(f"none {column}"),
        ]

    n_columns = len(_values(task)[0])

    @constraint_provider
    def constraints(factory: Any) -> list[Any]:
        seats = (
            counted(factory, 0)
            .filter(lambda quota, count: count > quota.high)
            .penalize(HardSoftScore.ONE_HARD, lambda quota, count: count - quota.high)
            .as_constraint("seats")
        )
        return [seats, *(one for column in range(1, n_columns) for one in balanced(factory, column))]

    quotas = [Quota(n, *quota) for n, quota in enumerate(_quotas(task))]
    seats = [Seat(n, values) for n, values in enumerate(_values(task))]
    config = SolverConfig(
        solution_class=Seating,
        entity_class_list=[Seat],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=constraints),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=int(1000 * max(1.0, written.left - 2)))),
        random_seed=written.seed,
    )
    solved = SolverFactory.create(config).build_solver().solve(Seating(list(range(len(task["tables"]))), quotas, seats))
    if any(seat.table is None for seat in solved.seats):
        written.close(why="it had not seated everybody when its time was over")
        return
    written.improve([seat.table for seat in solved.seats], -solved.score.soft_score)
    written.close()


def _values(task: Mapping[str, Any]) -> list[list[str]]:
    """Return each person's value in each column; the first one represents having any seat."""
    asked = [keys for keys in task["requirements"] if keys["kind"] == "balance"]
    return [["seat", *("; ".join(keys["cells"][p]) for keys in asked)] for p in range(len(task["people"]))]


def _quotas(task: Mapping[str, Any]) -> list[tuple[int, int, str, int, int, int]]:
    """Return table, column, value, minimum, maximum and price of each quota."""
    columns = list(zip(*_values(task), strict=True))
    prices = [1, *(keys["weight"] for keys in task["requirements"] if keys["kind"] == "balance")]
    found = []
    for t, table in enumerate(task["tables"]):
        for column, values in enumerate(columns):
            for value in sorted(set(values)):
                number = values.count(value) * table["max"]
                low, high = number // len(values), -(-number // len(values))
                found.append((t, column, value, low, high, prices[column]))
    return found


if __name__ == "__main__":
    answer(search)
