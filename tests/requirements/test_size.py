"""What is told about a table with too few or too many people."""

from __future__ import annotations

import pytest

from seating.profiles import Person, Status
from tests.builders import person, plan, requirement, room, table


@pytest.mark.parametrize(
    ("seats", "n_held", "words"),
    [
        ("3-4", 0, "2 people instead of at least 3"),
        ("4-5", 1, "2 people and 1 held seat instead of at least 4"),
        ("1-3", 2, "2 people and 2 held seats instead of at most 3"),
    ],
)
def test_held_seats_are_told_apart_from_people(seats: str, n_held: int, words: str) -> None:
    here: list[Person] = [person("ana"), person("ben")]
    here += [person(f"open{n}").model_copy(update={"status": Status.OPEN}) for n in range(n_held)]
    judged = requirement("size").judge(
        room(here, [table({"id": "a", "seats": seats})]), plan(a=[one.id for one in here])
    )
    assert [finding.says for finding in judged.findings] == [words]
    assert judged.shortfall == abs(len(here) - int(seats[0 if len(here) < int(seats[0]) else -1]))
