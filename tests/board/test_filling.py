"""Find seats shows the room with the best seating so far: only those whom a better seating moves change place."""

from __future__ import annotations

import re
import threading
from collections import Counter
from random import Random
from typing import Any

import pytest

from seating.board import filling
from seating.board.filling import Filling
from seating.board.solve_run import SolveRun
from seating.model import Value
from seating.room.plan import Plan
from tests.waiting import PATIENCE

from .conftest import Client, make_session
from .test_room import write_people


def draw_seats(rng: Random, ids: list[str]) -> dict[str, str]:
    """Return seats of some of the people, at times more of them than a table has chairs."""
    return {person: f"t{rng.choice((0, 0, 1, 2))}" for person in ids if rng.random() < 0.8}


def test_whoever_keeps_a_table_keeps_the_chair(tmp_path) -> None:
    rng = Random(7)
    opened = make_session(write_people(tmp_path), tmp_path / "out").read()
    ids, filling = list(opened.inputs.room.index), Filling()
    before: dict[str, str] = {}
    stood: dict[str, tuple[int, int]] = {}
    kept = 0
    for _ in range(40):
        seats = {**before, **draw_seats(rng, ids[: rng.randrange(1, 12)])}
        filled = filling.draw(opened, seats)
        assert filled is not None
        stands = {spot.person: (spot.x, spot.y) for spot in filled.marks}
        assert stands.keys() == seats.keys()
        assert len(set(stands.values())) == len(stands)
        fullest = max(max(Counter(these.values()).values(), default=0) for these in (before, seats))
        for person in before:  # with more people than chairs, a table needs another place in the room
            if before[person] == seats[person] and fullest <= 5:
                assert stands[person] == stood[person]
                kept += 1
        before, stood = seats, stands
    assert kept > 50


def start_search(client: Client) -> tuple[SolveRun, threading.Event]:
    """Begin a search that finds what it is told, and ends without a result when the event is set."""
    end = threading.Event()

    def wait(request: object) -> Any:
        end.wait(60)
        raise KeyboardInterrupt

    run = SolveRun(wait, client.session.request, client.session.windows.announce)
    client.session.solving.begin(run, "new")
    return run, end


def marks_of(text: str) -> dict[str, str]:
    return dict(re.findall(r'<use id="at(\d+)".*? (x="\d+" y="\d+")', text))


def test_slow_drawings_pause_until_the_search_has_ended(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(filling, "QUICK", -100.0)
    client = Client(make_session(write_people(tmp_path), tmp_path / "out"))
    ids = client.session.read().inputs.room.index
    client.get("solving/room")
    run, end = start_search(client)
    run.found(Plan(dict.fromkeys(ids, "t1")), Value(0, 5))
    first = marks_of(client.get("solving/room").text)
    assert len(first) == 12
    run.found(Plan(dict.fromkeys(ids, "t2")), Value(0, 4))
    assert marks_of(client.get("solving/room").text) == first
    end.set()
    run.join(PATIENCE)
    assert marks_of(client.get("solving/room").text) == {}, "no one has a seat on the board"


def test_the_room_fills_up_while_the_search_runs(tmp_path) -> None:
    client = Client(make_session(write_people(tmp_path), tmp_path / "out"))
    ids = list(client.session.read().inputs.room.index)
    run, end = start_search(client)
    page = client.get("solving").text
    assert (marks_of(page), page.count('class="seat-free"')) == ({}, 15)
    assert 'data-poll="' in page.partition('id="filling"')[2].partition(">")[0]
    run.found(Plan({person: f"t{n % 3}" for n, person in enumerate(ids)}), Value(0, 5))
    first = client.get("solving/room").text
    assert len(marks_of(first)) == 12
    number = re.search(r"solving/room\?seen=(\d+)", first).group(1)
    again = client.get(f"solving/room?seen={number}").text
    assert "data-same" in again
    assert "<svg" not in again
    run.found(Plan({person: f"t{n % 2}" for n, person in enumerate(ids)}), Value(0, 9))  # a worse one is not shown
    assert "data-same" in client.get(f"solving/room?seen={number}").text
    moved = {person: f"t{(0 if n == 4 else n) % 3}" for n, person in enumerate(ids)}
    run.found(Plan(moved), Value(0, 4))
    second = marks_of(client.get(f"solving/room?seen={number}").text)
    assert [mark for mark, at in marks_of(first).items() if second[mark] != at] == ["4"]
    end.set()
    run.join(PATIENCE)
    after = client.get("solving/room").text  # no one has a seat on the board
    assert (marks_of(after), "data-poll" in after) == ({}, False)


@pytest.mark.browser
def test_a_window_moves_the_marks_of_those_who_move_alone_and_glides_only_where_motion_is_wanted(
    page, running, tmp_path
) -> None:
    board = running(None, write_people(tmp_path))
    page.goto(board.address)
    page.wait_for_selector("#main")
    run, end = start_search(board)
    ids = list(board.session.read().inputs.room.index)
    run.found(Plan({person: f"t{n % 3}" for n, person in enumerate(ids)}), Value(0, 9))
    page.goto(f"{page.url.rpartition('/')[0]}/solving")
    for number, (motion, glide) in enumerate((("no-preference", "0.6s"), ("reduce", "0s")), start=4):
        page.emulate_media(reduced_motion=motion)
        marks = page.locator("#room-plan > use")
        marks.first.wait_for(state="attached")
        before = marks.evaluate_all("(all) => (window.kept = all).map((one) => one.outerHTML)")
        seats = {person: f"t{(0 if n == number else n) % 3}" for n, person in enumerate(ids)}
        run.found(Plan(seats), Value(0, 9 - number))
        page.wait_for_function(f"(was) => document.getElementById('at{number}').outerHTML !== was", arg=before[number])
        after = marks.evaluate_all("(all) => all.map((one) => one.outerHTML)")
        moves = {number} if number == 4 else {4, 5}  # the one that moved before goes back
        assert {n for n, old in enumerate(before) if after[n] != old} == moves
        assert page.evaluate("window.kept.every((one) => one.isConnected)")
        assert page.evaluate("getComputedStyle(window.kept[4]).transitionDuration") in {glide, f"{glide}, {glide}"}
    end.set()
    page.wait_for_selector("#filling:not([data-poll])")  # no one asks on and on
