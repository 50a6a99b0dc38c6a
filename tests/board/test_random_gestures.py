"""Random moves, swaps, changes of tables, undo and redo: what the board shows is what the judge finds in the seats."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from seating.api.inputs import read_round
from seating.judge import review
from seating.room.plan import Plan
from tests.examples import seeded

from .conftest import Client, copy_example, make_session, shown_points

pytestmark = pytest.mark.room

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


def follow(city: Client, seed: int, number: int) -> None:
    """Make so many gestures. The list and the convening are read again, so that nothing is judged that is kept."""
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


@seeded(3, shrinks=False)
def test_what_the_board_shows_is_what_the_judge_finds(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("gestures")
    follow(Client(make_session(copy_example("city", folder / "in"), folder / "out")), seed, SHOWN_EACH)


@pytest.mark.night
@pytest.mark.parametrize("seed", range(1, 3))
def test_so_it_is_after_many_gestures(city: Client, seed: int) -> None:
    follow(city, seed, 1_000)
