"""Gestures in the room: two fingers, a finger that rests, and several people who are carried together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.waiting import let_pass

from .conftest import Client, Running
from .test_browser import open_board
from .test_hands import PEOPLE, ids, seat_all, seats

pytestmark = pytest.mark.browser

ROOM = """
tables:
  - {id: north, seats: 2-10}
  - {id: south, seats: 2-10}
requirements:
  - {kind: together, by: party, must: true}
"""


@pytest.fixture
def seated(running, tmp_path) -> Running:
    """Return a board with twelve people at two tables; two of them are one party."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(ROOM, encoding="utf-8")
    board = running(None, Path(tmp_path / "people.csv"))
    seat_all(Client(board.session))
    return board


class Fingers:
    """Fingers on the touch screen of a phone."""

    def __init__(self, page) -> None:
        self.page, self._touch = page, page.context.new_cdp_session(page)

    def send(self, kind: str, *points: tuple[float, float]) -> None:
        placed = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self._touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": placed})


@pytest.fixture
def fingers(chromium, seated) -> Iterator[Fingers]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_board(page, seated, as_room=True)
    yield Fingers(page)
    context.close()


def middle(what) -> tuple[float, float]:
    box = what.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def held(page) -> set[str]:
    pressed = page.locator('#room [aria-pressed="true"]')
    return set(pressed.evaluate_all("all => all.map((one) => one.dataset.person)"))


def test_two_fingers_draw_the_room_larger_and_pick_nobody_up(fingers):
    """One finger rests on a mark, as a thumb does, while the other one moves."""
    page = fingers.page
    before = page.locator("#t0 .top").bounding_box()["width"]
    x, y = middle(page.locator("#t0 .chair").first)
    fingers.send("touchStart", (x, y))
    fingers.send("touchStart", (x, y), (x + 60, y + 60))
    let_pass(0.6, page)
    for step in range(1, 7):
        fingers.send("touchMove", (x, y), (x + 60 + 10 * step, y + 60 + 10 * step))
    fingers.send("touchEnd")
    page.wait_for_selector("#tables.larger")
    assert page.locator("#t0 .top").bounding_box()["width"] > before * 1.5
    assert held(page) == set()
    assert page.evaluate("visualViewport.scale") == 1
    page.locator("#zoom-fit").tap()
    assert page.locator("#t0 .top").bounding_box()["width"] == pytest.approx(before)


def test_a_finger_that_rests_carries_a_mark_on_a_phone_and_one_that_moves_scrolls(fingers, seated):
    page, client = fingers.page, Client(seated.session)
    person = page.locator("#t0 .chair").nth(3).get_attribute("data-person")
    x, y = middle(page.locator("#t0 .chair").nth(3))
    to = middle(page.locator("#hub-t1"))
    fingers.send("touchStart", (x, y))
    fingers.send("touchMove", (x, y - 40))
    let_pass(0.6, page)
    fingers.send("touchEnd")
    assert held(page) == set()
    page.evaluate("scrollTo(0, 0)")
    x, y = middle(page.locator("#t0 .chair").nth(3))
    to = middle(page.locator("#hub-t1"))
    fingers.send("touchStart", (x, y))
    page.locator("#room [data-tone]").first.wait_for()
    for step in range(1, 6):
        fingers.send("touchMove", (x + (to[0] - x) * step / 5, y + (to[1] - y) * step / 5))
    fingers.send("touchEnd")
    page.locator(f'[data-person="{person}"][data-at="south"]').wait_for()
    assert seats(client)[person] == "south"
    assert held(page) == set()


def test_several_with_a_party_are_carried_and_undone_and_redone(page, seated):
    """People who are chosen with Shift move in one step, and who is tied to one of them comes along."""
    client = Client(seated.session)
    zero, one, two, three, *_ = ids(client)
    before = seats(client)
    open_board(page, seated, as_room=True)
    page.locator(f'#room [data-person="{zero}"]').click()
    page.locator(f'#room [data-person="{one}"]').click(modifiers=["Shift"])
    page.locator("#picked", has_text="Also picked up: Person 01").wait_for()
    page.locator(f'#room [data-person="{three}"]').click(modifiers=["Shift"])
    page.locator(f'#room [data-person="{three}"]').click(modifiers=["Shift"])
    assert held(page) >= {zero, one}
    assert three not in held(page)
    page.locator("#hub-t1").click()
    page.locator(f'[data-person="{two}"][data-at="south"]').wait_for()
    after = seats(client)
    assert after == {**before, zero: "south", one: "south", two: "south"}
    page.keyboard.press("Control+z")
    page.locator(f'[data-person="{two}"][data-at="north"]').wait_for()
    assert seats(client) == before
    page.keyboard.press("Control+y")
    page.locator(f'[data-person="{two}"][data-at="south"]').wait_for()
    assert seats(client) == after


def test_a_frame_around_one_table_carries_its_people_and_moves_nobody_yet(page, seated):
    client = Client(seated.session)
    before = seats(client)
    open_board(page, seated, as_room=True)
    place = page.locator("#t0 .reach").bounding_box()
    page.keyboard.down("Shift")
    page.mouse.move(place["x"] + 2, place["y"] + place["height"] / 3)  # on the place of the table, where a drop seats
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] - 2, place["y"] + place["height"] * 2 / 3, steps=5)
    page.mouse.up()
    page.keyboard.up("Shift")
    page.locator("#room [data-tone]").first.wait_for()
    assert held(page) < {person for person, table in before.items() if table == "north"}
    assert seats(client) == before
    page.locator("#hub-t1").click()
    page.locator('#t0 [data-person][data-at="north"]').nth(5).wait_for(state="detached")
    assert {seats(client)[person] for person in held(page)} <= {"south"}
