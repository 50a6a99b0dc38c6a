"""Solve small lists from Python, each with one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import seating

Rows = list[dict[str, Any]]


def rows(number: int, **cells: Mapping[int, str]) -> Rows:
    """Return people p1, p2, … named N1, N2, …; `cells` fills a column for some of them, by number."""
    return [
        {"id": f"p{n}", "name": f"N{n}"} | {column: given[n] for column, given in cells.items() if n in given}
        for n in range(1, number + 1)
    ]


def each(number: int, column: str, *values: str) -> Rows:
    """Return this many people; one column takes these values in turn."""
    return rows(number, **{column: {n: values[(n - 1) % len(values)] for n in range(1, number + 1)}})


def solved(people: Rows, *requirements: Mapping[str, Any], tables: Any = None, **keys: Any) -> seating.Solved:
    """Seat people at two tables, or at the given ones, with exactly these requirements."""
    here = {"count": 2} if tables is None else tables
    return seating.solve(people, {"tables": here, "requirements": list(requirements), **keys})


def wrong(people: Rows, *requirements: Mapping[str, Any], tables: Any = None, **keys: Any) -> list[str]:
    """Return the slugs of the problems of such a convening."""
    try:
        solved(people, *requirements, tables=tables, **keys)
    except seating.InputError as failure:
        return [problem.slug for problem in failure.problems]
    return []


def asked(result: seating.Solved) -> dict[str, Mapping[str, Any]]:
    """Return the record's requirements, by id."""
    return {each["id"]: each for each in first_round(result)["requirements"]}


def first_round(result: seating.Solved) -> Mapping[str, Any]:
    """Return the round of a record."""
    (only,) = result.to_record()["rounds"]
    return only


def slugs(result: seating.Solved) -> list[str]:
    """Return the slugs of the notes."""
    return [note.slug for note in result.notes]


def at(result: seating.Solved, *ids: str) -> Sequence[str]:
    """Return the tables of these people."""
    return [result.plan.seats[identity] for identity in ids]
