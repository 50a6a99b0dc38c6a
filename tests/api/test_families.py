"""A wedding with more in some families than one table holds: each family sits at the fewest tables that hold it."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

import seating
from seating.engines.outcome import Status

FAMILIES = {
    "bride family": (13, 6),
    "school": (13, 6),
    "university": (12, 4),
    "groom family": (10, 5),
    "choir": (7, 2),
    "work": (8, 1),
    "neighbors": (9, 0),
    "rowing": (6, 2),
}
"""How many rows each family has, and how many of these bring a guest, whose family no cell states: 104 people."""

FEWEST = {"bride family": 3, "school": 3, "university": 2, "groom family": 2}
"""How many tables of nine hold each family; one holds every other."""


def tables_of(result: seating.Solved) -> dict[str, Counter[str]]:
    """Return how many people of each family, with their guests, sit at each table."""
    of_row = {person.id: person.own["family"][0] for person in result.room.people if person.own}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for person, table in result.plan.seats.items():
        found[of_row[person.partition("+")[0]]][table] += 1
    return found


def seat(folder: Path, **keys: Any) -> seating.Solved:
    """Seat the wedding at 13 tables of 7 to 9."""
    rows = [
        f"{family.title()} {number},{family},{'yes' if number < guests else ''}"
        for family, (size, guests) in FAMILIES.items()
        for number in range(size)
    ]
    people = folder / "guests.csv"
    people.write_text("\n".join(["name,family,plus one", *rows]), encoding="utf-8")
    requirements = [{"kind": "size"}, {"kind": "together", "by": "family", **keys}]
    result = seating.solve(people, {"tables": {"count": 13, "seats": "7-9"}, "requirements": requirements})
    assert len(result.plan.seats) == 104
    return result


@pytest.mark.room
@pytest.mark.parametrize("must", [False, True])
def test_each_family_is_at_its_fewest_tables(tmp_path: Path, must: bool) -> None:
    """And so proven best; as a should, nobody is without others of the family either."""
    result = seat(tmp_path, must=must)
    assert (result.status, result.review.unmet, result.penalty) == (Status.OPTIMAL, 0, 0)
    for family, at in tables_of(result).items():
        assert len(at) == FEWEST.get(family, 1), family
        assert must or min(at.values()) > 1, family
