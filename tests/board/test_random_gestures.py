"""Random moves, swaps, changes of tables, undo and redo: what the board shows is what the judge finds in the seats."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from seating.api.inputs import read_round
from seating.judge import review
from seating.plan import Plan

from .conftest import Client, shown_points

EVERYDAY, NIGHT = 20, 2_500
"""Gestures of one case."""

SHOWN_EACH = 20
"""After how many gestures the whole screen is drawn and read."""


def gestures(client: Client, rng: random.Random) -> Iterator[dict[str, str]]:
    """Make gestures without end, and yield for each the seats that it should leave."""
    room = client.session.read().inputs.room
    people, tables = list(room.index), [table.id for table in room.tables]
    seats: dict[str, str] = {}
    done: list[dict[str, str]] = []
    undone: list[dict[str, str]] = []
    for person in people[::3]:  # so that swaps and rules matter from the first gesture
        seats = {**seats, person: rng.choice(tables)}
        client.post("seats/move", person=person, to=seats[person], alone="1", **{"from": ""})
    while True:
        what = rng.choice(("move", "move", "exchange", "exchange", "away", "undo", "redo"))
        person, other = rng.sample(people, 2)
        here, there = seats.get(person, ""), seats.get(other, "")
        to = "" if what == "away" else rng.choice(tables)
        now = dict(seats)
        if what in {"move", "away"} and here != to:
            client.post("seats/move", person=person, to=to, alone="1", **{"from": here})
            now.pop(person, None)
            now |= {person: to} if to else {}
        elif what == "exchange" and here and there and here != there:
            sent = {"person": person, "other": other, "from": here, "other_from": there, "alone": "1"}
            client.post("seats/exchange", **sent)
            now |= {person: there, other: here}
        elif what == "undo" and done:
            client.post("seats/undo")
            undone.append(seats)
            seats = now = done.pop()
        elif what == "redo" and undone:
            client.post("seats/redo")
            done.append(seats)
            seats = now = undone.pop()
        if now != seats:
            done.append(seats)
            undone.clear()
            seats = now
        yield seats


@pytest.mark.parametrize(
    ("seed", "number"), [(0, EVERYDAY), *(pytest.param(seed, NIGHT, marks=pytest.mark.slow) for seed in range(1, 5))]
)
def test_what_the_board_shows_is_what_the_judge_finds(city: Client, seed: int, number: int) -> None:
    """The list and the convening are read again, so that nothing is judged that the board keeps."""
    fresh = read_round(city.session.request)
    for count, seats in enumerate(gestures(city, random.Random(seed)), 1):
        opened = city.session.read()
        assert dict(opened.seating.seats) == seats
        found = review(fresh.room, fresh.requirements, Plan(seats))
        assert (opened.judged.review.unmet, opened.judged.penalty) == (found.unmet, found.penalty)
        if count % SHOWN_EACH == 0:
            assert shown_points(city.get("seats").text) == found.penalty
        if count == number:
            return
