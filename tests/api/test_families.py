"""A wedding with more in some families than one table holds: each family sits at the fewest tables that hold it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

import seating
from seating.api.inputs import read_round
from seating.api.manual_seating import Locks
from seating.api.request import Request
from seating.api.searches.improve import improve
from seating.api.solve import solve_request
from seating.engines.outcome import Status
from seating.judge import review
from seating.room.plan import Plan

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


CONVENING = {
    "tables": {"count": 13, "seats": "7-9"},
    "requirements": [{"kind": "size"}, {"kind": "together", "by": "family"}],
}


def write_guests(folder: Path) -> Path:
    """Write the list of the wedding, and return its path."""
    rows = [
        f"{family.title()} {number},{family},{'yes' if number < guests else ''}"
        for family, (size, guests) in FAMILIES.items()
        for number in range(size)
    ]
    people = folder / "guests.csv"
    people.write_text("\n".join(["name,family,plus one", *rows]), encoding="utf-8")
    return people


def seat(folder: Path, **keys: Any) -> seating.Solved:
    """Seat the wedding at 13 tables of 7 to 9."""
    people = write_guests(folder)
    requirements = [{"kind": "size"}, {"kind": "together", "by": "family", **keys}]
    result = seating.solve(people, {"tables": {"count": 13, "seats": "7-9"}, "requirements": requirements})
    assert len(result.plan.seats) == 104
    return result


@pytest.mark.room
@pytest.mark.parametrize("must", [False, True])
def test_each_family_is_at_its_fewest_tables(tmp_path: Path, must: bool) -> None:
    """And so proven best; as a wish, nobody is without others of the family either."""
    result = seat(tmp_path, must=must)
    assert (result.status, result.review.unmet, result.penalty) == (Status.OPTIMAL, 0, 0)
    for family, at in tables_of(result).items():
        assert len(at) == FEWEST.get(family, 1), family
        assert must or min(at.values()) > 1, family


def test_a_second_search_moves_only_those_whom_the_list_requires(tmp_path: Path) -> None:
    """Another variant finds other seats; families of the same size then keep their tables."""
    people = tmp_path / "guests.csv"
    rows = [f"Guest {n},Family {n // 4}" for n in range(24)]
    people.write_text("\n".join(["name,family", *rows]), encoding="utf-8")
    convening = {"tables": {"count": 6, "seats": 4}, "requirements": [{"kind": "together", "by": "family"}]}
    request = Request(people, convening, out=tmp_path / "out", packet=False)
    first = solve_request(request)
    again = solve_request(replace(request, seed=7))
    assert (first.penalty, again.penalty) == (0, 0)
    assert dict(again.plan.seats) == dict(first.plan.seats)
    people.write_text("\n".join(["name,family", *rows[:-1], "Zoe,Family 5"]), encoding="utf-8")
    third = solve_request(replace(request, seed=3))
    kept = {one: table for one, table in first.plan.seats.items() if one in third.plan.seats}
    assert len(kept) == 23
    assert all(third.plan.seats[one] == table for one, table in kept.items())


@pytest.mark.room
@pytest.mark.parametrize("seed", [0, 1])
def test_improving_twice_moves_only_those_who_gain_or_are_needed(tmp_path: Path, seed: int) -> None:
    """From the best seating with some people exchanged, hardly more people move than were; then nobody does."""
    inputs = read_round(Request(write_guests(tmp_path), CONVENING, write=False))
    request = Request(write_guests(tmp_path), CONVENING, write=False, time_limit=20)
    best = seating.solve(tmp_path / "guests.csv", CONVENING)
    seats, rng = dict(best.plan.seats), Random(seed)
    changed = rng.sample(sorted(seats), 10)
    for one, other in zip(changed[::2], changed[1::2], strict=True):
        seats[one], seats[other] = seats[other], seats[one]
    before = review(inputs.room, inputs.requirements, Plan(seats))
    first = improve(inputs, seats, Locks(), request)
    moved = [one for one, table in first.plan.seats.items() if seats[one] != table]
    assert (first.review.unmet, first.penalty) < (before.unmet, before.penalty)
    assert first.penalty == 0
    assert len(moved) <= len(changed)
    second = improve(inputs, first.plan.seats, Locks(), request)
    assert second.plan.seats == first.plan.seats


def test_a_new_seating_names_the_cards_that_change(tmp_path: Path) -> None:
    """Once a packet is written; and only people who sit elsewhere than in it."""
    people = tmp_path / "guests.csv"
    rows = [f"Guest {n},Family {n // 4}" for n in range(8)]
    people.write_text("\n".join(["name,family", *rows]), encoding="utf-8")
    convening = {"tables": {"count": 2, "seats": 4}, "requirements": [{"kind": "together", "by": "family"}]}
    request = Request(people, convening, out=tmp_path / "out")
    assert not [note for note in solve_request(request).notes if note.slug == "cards-changed"]
    assert not [note for note in solve_request(replace(request, seed=3)).notes if note.slug == "cards-changed"]
    people.write_text("\n".join(["name,family", *rows[:3], "Guest 3,Family 1", *rows[4:7], "Guest 7,Family 0"]))
    (note,) = [note for note in solve_request(request).notes if note.slug == "cards-changed"]
    assert note.text == "2 cards of the written packet change: Guest 3 and Guest 7."
