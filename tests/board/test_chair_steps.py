"""Chairs that are chosen by hand: whoever is not moved keeps theirs, and what is shown is what is saved."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from seating.api.repair import repair_request
from seating.api.saved_rounds.saved_result import saved_result

from .conftest import Client, make_session
from .hands import Mouse
from .test_browser import open_board

ROWS = "".join(f"Guest {n:02},Guest {n ^ 1:02},{'bride' if n % 2 else 'groom'}\n" for n in range(18))
ROOM = """
tables:
  - {id: north, seats: 8}
  - {id: south, seats: 8, shape: long}
  - {id: west, seats: 6}
chairs: {together: beside, alternate: side}
requirements: []
"""

SEATS = {"north": 8, "south": 8, "west": 6, "": 99}


@pytest.fixture
def listed(tmp_path):
    (tmp_path / "people.csv").write_text(f"name,with,side\n{ROWS}", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(ROOM, encoding="utf-8")
    return tmp_path / "people.csv"


@pytest.fixture
def wedding(listed, tmp_path) -> Client:
    client = Client(make_session(listed, tmp_path / "out"))
    seat_all(client)
    return client


def seat_all(client: Client) -> None:
    for number, person in enumerate(client.session.read().inputs.room.index):
        to = ("north", "south", "west")[number // 2 % 3]
        client.post("seats/move", person=person, alone="1", to=to, **{"from": ""})


def places(client: Client) -> dict[str, tuple[str, int]]:
    """Return the table and the chair of everybody with a seat."""
    opened = client.session.read()
    return {one: (table, opened.judged.chairs[one]) for one, table in opened.seating.seats.items()}


def at(client: Client, table: str) -> dict[int, str]:
    """Return who sits on which chair of a table."""
    return {chair: one for one, (there, chair) in places(client).items() if there == table}


def test_people_at_one_table_swap_chairs_and_undo_takes_it_back(wedding):
    before, (first, second) = places(wedding), sorted(at(wedding, "north").items())[:2]
    told = wedding.post("seats/chair", person=first[1], chair=second[0], **{"from": "north"}).text
    assert "swap chairs" in told
    changed = {first[1]: before[second[1]], second[1]: before[first[1]]}
    assert places(wedding) == {**before, **changed}
    wedding.post("seats/undo")
    assert places(wedding) == before
    wedding.post("seats/redo")
    assert places(wedding) == {**before, **changed}


def test_a_free_chair_is_taken_and_one_that_is_gone_or_taken_is_not(wedding):
    before = places(wedding)
    person, taken = next(iter(at(wedding, "west").values())), at(wedding, "north")
    free = next(chair for chair in range(1, 9) if chair not in taken)
    asked = {"person": person, "to": "north", "from": "west", "alone": "1"}
    told = wedding.post("seats/move", chair=next(iter(taken)), **asked).text
    assert "Someone else has this chair now. Nothing was done." in told
    assert "This chair no longer exists." in wedding.post("seats/move", chair=99, **asked).text
    assert places(wedding) == before
    wedding.post("seats/move", chair=free, **asked)
    assert places(wedding) == {**before, person: ("north", free)}
    own = wedding.post("seats/chair", person=person, chair=free, **{"from": "north"}).text
    assert "This person already has this chair. Nothing was done." in own


def test_two_who_swap_seats_swap_chairs_and_what_is_not_met_now_is_told(wedding):
    before = places(wedding)
    one, other = at(wedding, "north"), at(wedding, "south")
    mine, theirs = one[min(one)], other[min(other)]
    sent = {"person": mine, "other": theirs, "from": "north", "other_from": "south", "alone": "1"}
    told = wedding.post("seats/exchange", **sent).text
    assert places(wedding) == {**before, mine: before[theirs], theirs: before[mine]}
    unmet = {one for each in wedding.session.read().chair_orders.unmet.values() for one in each}
    wedding.post("seats/undo")
    met = {one for each in wedding.session.read().chair_orders.unmet.values() for one in each}
    assert unmet - met
    assert all(sentence in told for sentence in unmet - met)


@pytest.mark.room
def test_whoever_has_a_chair_too_many_gets_the_one_that_is_freed(wedding):
    from_west = iter([one for _, one in sorted(at(wedding, "west").items())])
    while len(at(wedding, "north")) < 9:
        told = wedding.post("seats/move", person=next(from_west), to="north", alone="1", **{"from": "west"}).text
        assert "now has seat" not in told
    before, north = places(wedding), at(wedding, "north")
    leaves = north[min(north)]
    told = wedding.post("seats/move", person=leaves, to="", alone="1", **{"from": "north"}).text
    stays = {one: place for one, place in before.items() if one not in {leaves, north[9]}}
    assert places(wedding) == {**stays, north[9]: before[leaves]}
    name = wedding.session.read().inputs.people.by_id[north[9]].name
    assert f"{name} now has seat {min(north)} at north." in re.sub(r"<[^>]*>", "", told)
    wedding.post("seats/undo")
    assert places(wedding) == before


@pytest.mark.room
def test_chairs_on_the_board_are_saved_and_unsaved_ones_are_told(wedding):
    wedding.post("seats/save")
    assert wedding.session.read().seating.is_saved
    chair, person = min(at(wedding, "north").items())
    free = next(number for number in range(1, 9) if number not in at(wedding, "north"))
    wedding.post("seats/chair", person=person, chair=free, **{"from": "north"})
    opened = wedding.session.read()
    assert not opened.seating.is_saved
    assert not opened.has_saved_steps
    shown = places(wedding)
    wedding.post("seats/save")
    assert wedding.session.read().seating.is_saved
    assert dict(saved_result(wedding.session.request).result.chairs) == {one: at for one, (_, at) in shown.items()}
    wedding.post("seats/undo")
    assert places(wedding)[person] == ("north", chair)
    assert not wedding.session.read().seating.is_saved


@pytest.mark.room
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.night) for seed in (1, 2))])
def test_after_random_gestures_only_those_who_were_moved_have_another_chair(wedding, seed):
    """Whoever a step moves, and whoever sat on the chair that it names, may have another one; nobody else."""
    rng, people = random.Random(seed), list(wedding.session.read().inputs.room.index)
    for _ in range(40):
        before = places(wedding)
        person, other, table = rng.choice(people), rng.choice(people), rng.choice(list(SEATS))
        here, there = (before.get(one, ("", 0))[0] for one in (person, other))
        moved, what = {person}, rng.choice(("move", "chair", "exchange", "undo"))
        chair, is_full = rng.randint(1, 9), len(at(wedding, table)) >= SEATS[table]
        if what == "move" and not is_full:  # a chair that was added for one too many goes with any of them
            wedding.post("seats/move", person=person, to=table, alone="1", **{"from": here})
        elif what == "chair":
            moved |= {one for one, place in before.items() if place == (here, chair)}
            wedding.post("seats/chair", person=person, chair=chair, **{"from": here})
        elif what == "exchange":
            moved |= {other}
            sent = {"person": person, "other": other, "from": here, "other_from": there, "alone": "1"}
            wedding.post("seats/exchange", **sent)
        elif what == "undo":
            done = wedding.session.read().seating.done
            moved = {*done[-1].seats, *done[-1].chairs} if done else set()
            wedding.post("seats/undo")
        now = places(wedding)
        assert {one: now.get(one) for one in people if one not in moved} == {
            one: before.get(one) for one in people if one not in moved
        }
        assert len(set(now.values())) == len(now)


@pytest.mark.browser
def test_people_are_dropped_on_chairs_with_the_mouse_and_by_the_list(page, running, listed):
    board = running(None, listed)
    client = Client(board.session)
    seat_all(client)
    open_board(page, board, as_room=True)
    (_, one), (_, other) = sorted(at(client, "north").items())[:2]
    before = places(client)
    mouse = Mouse(page)
    mouse.put_on(one, mouse.card(other))
    page.locator(f'#room [data-person="{one}"][data-chair="{before[other][1]}"]').wait_for()
    assert places(client) == {**before, one: before[other], other: before[one]}
    free = page.locator('#room [data-table="south"] [data-drop][data-chair]').last
    chair = int(free.get_attribute("data-chair"))
    mouse.put_on(one, free)
    page.locator(f'#room [data-person="{one}"][data-at="south"]').wait_for()
    now, (companion,) = places(client), client.session.read().inputs.people.by_id[one].with_
    assert now == {**before, one: ("south", chair), other: before[one], companion: now[companion]}
    assert now[companion][0] == "south"
    page.locator(f'#room [data-person="{other}"]').focus()
    page.keyboard.press("Enter")
    page.locator("#chair-to").select_option(str(before[other][1]))
    page.locator("#picked-chair").press("Enter")
    page.locator(f'#room [data-person="{other}"][data-chair="{before[other][1]}"]').wait_for()
    assert places(client)[other] == before[other]


@pytest.mark.room
@pytest.mark.parametrize("which", ["saved", "own"])
def test_whoever_goes_on_from_a_seating_keeps_its_chairs(wedding, which):
    wedding.post("seats/save")
    north = at(wedding, "north")
    free = next(number for number in range(1, 9) if number not in north)
    moved = next(iter(north.values()))
    wedding.post("seats/chair", person=moved, chair=free, **{"from": "north"})
    chosen = places(wedding)
    saved = repair_request(replace(wedding.session.request, packet=False))
    assert wedding.session.read().seating.newer_entry is not None
    wedding.post("seats/begin", which=which)
    assert wedding.session.read().seating.newer_entry is None
    ledger = {one: (table, saved.chairs[one]) for one, table in saved.plan.seats.items()}
    assert places(wedding) == (ledger if which == "saved" else chosen)


def test_the_inspector_names_what_is_not_met_and_no_one_has_a_role(wedding):
    wedding.http.cookies.set("look", "view=room", domain="127.0.0.1", path=wedding.base)
    north = at(wedding, "north")
    one = north[min(north)]
    wedding.post("seats/chair", person=one, chair=max(north), **{"from": "north"})
    unmet = wedding.session.read().chair_orders.unmet
    for table in ("north", "south", "west"):
        told = wedding.post("seats/choose", table=table, thing="").text
        told = re.sub(r"<[^>]*>", "", told)
        assert ("Not met around the table" in told) == (table in unmet), told
        assert all(sentence in told for sentence in unmet.get(table, ()))
    assert "type not stated" not in re.sub(r"<[^>]*>", "", wedding.get("seats").text)
