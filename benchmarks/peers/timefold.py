"""The solver Timefold, through its Python package: the balance of columns as constraint streams."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from benchmarks.peers.answering import Answer, answer, of_one_round

ABOUT = (
    "Timefold, from the package index. Its model has one entity per person and round, with balance and repeated "
    "meetings as constraint streams. It runs its default search, and its time begins when Java has started"
)
PACKAGE = "timefold.solver"


def fits(task: Mapping[str, Any]) -> str:
    """Return why a task does not suit this peer; "" if it does."""
    if {keys["kind"] for keys in of_one_round(task)} != {"size", "balance"}:
        return "the Timefold model handles seats and balance, and nothing else"
    if any(table["min"] != table["max"] for table in task["tables"]):
        return "the Timefold model requires tables of a fixed size"
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
        round: int
        table: int
        column: int
        value: str
        low: int
        high: int
        price: int

    @planning_entity
    @dataclass
    class Seat:
        """One person's seat in one round."""

        id: Annotated[int, PlanningId]
        round: int
        person: int
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
            Joiners.equal(lambda quota: quota.round, lambda seat: seat.round),
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

    def meetings(factory: Any) -> list[Any]:
        """Return the constraint that no pair shares a table twice; seats are in the order of the persons."""
        return [
            factory.for_each_unique_pair(
                Seat, Joiners.equal(lambda seat: seat.round), Joiners.equal(lambda seat: seat.table)
            )
            .group_by(lambda one, other: one.person, lambda one, other: other.person, ConstraintCollectors.count_bi())
            .filter(lambda one, other, count: count > 1)
            .penalize(HardSoftScore.ONE_SOFT, lambda one, other, count: count - 1)
            .as_constraint("meetings")
        ]

    n_rounds = task.get("rounds", 1)
    n_columns = len(_values(task)[0])

    @constraint_provider
    def constraints(factory: Any) -> list[Any]:
        seats = (
            counted(factory, 0)
            .filter(lambda quota, count: count > quota.high)
            .penalize(HardSoftScore.ONE_HARD, lambda quota, count: count - quota.high)
            .as_constraint("seats")
        )
        again = meetings(factory) if n_rounds > 1 else []
        return [seats, *again, *(one for column in range(1, n_columns) for one in balanced(factory, column))]

    of_all = [(number, quota) for number in range(n_rounds) for quota in _quotas(task)]
    quotas = [Quota(n, number, *quota) for n, (number, quota) in enumerate(of_all)]
    persons = [(number, person, values) for number in range(n_rounds) for person, values in enumerate(_values(task))]
    seats = [Seat(n, *person) for n, person in enumerate(persons)]
    config = SolverConfig(
        solution_class=Seating,
        entity_class_list=[Seat],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=constraints),
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=int(1000 * written.seconds))),
        random_seed=written.seed,
    )
    solver = SolverFactory.create(config).build_solver()
    written.restart_clock()  # starting Java and translating the constraints took up to half a minute
    solved = solver.solve(Seating(list(range(len(task["tables"]))), quotas, seats))
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
