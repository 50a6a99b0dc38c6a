"""What the room looks like in windows of usual sizes: what is above it, and that nothing covers something else."""

from __future__ import annotations

import pytest

from .hands import Finger
from .test_browser import open_board
from .test_room import seat_in_turn

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}

GROUPS = ("Bride", "Groom", "Both")
DIETS = ("vegan", "", "vegetarian", "halal", "", "gluten free")

APART = """() => [...document.querySelectorAll(".chair-name .meal")].map((one) => {
  const letters = one.getBoundingClientRect();
  const ring = one.closest(".sitting").querySelector(".mark").getBoundingClientRect();
  const [x, y] = [ring.x + ring.width / 2, ring.y + ring.height / 2];
  const right = Math.max(letters.left - x, x - letters.right, 0);
  const down = Math.max(letters.top - y, y - letters.bottom, 0);
  return letters.width ? Math.hypot(right, down) / (ring.width / 2) : 2;
})"""
"""How far the letters of meals are from the middle of their marks, in radii of the mark."""

NAMES = """() => {
  const labels = [...document.querySelectorAll(".chair-name")].map((one) => [
    one.firstChild.textContent.trim(), one.dataset.short, one.getBoundingClientRect(),
  ]);
  const seen = labels.filter(([text, , box]) => text && box.width);
  const meet = (one, other) => one.right > other.left && other.right > one.left
    && one.bottom > other.top + 4 && other.bottom > one.top + 4;
  const boxes = seen.map(([, , box]) => box);
  const touching = boxes.flatMap((one, n) => boxes.slice(n + 1).filter((other) => meet(one, other)));
  const place = document.getElementById("tables").getBoundingClientRect();
  return {
    readable: seen.length,
    short: seen.filter(([text, short]) => text === short).length,
    touching: touching.length,
    cut: boxes.filter((box) => box.left < place.left || box.right > place.right).length,
    rings: document.querySelectorAll(".chair .unnamed").length,
    smallest: Math.min(...boxes.map((box) => box.height)),
  };
}"""
"""How many chairs have a name or initials, and how many of these texts touch another one or are cut at the edge.

The box of a text is a line high; its letters begin and end some pixels inside it.
"""

FIRST = (
    "Abel",
    "Ana",
    "Bea",
    "Ben",
    "Cid",
    "Cora",
    "Dev",
    "Dora",
    "Eli",
    "Ella",
    "Hana",
    "Ivo",
    "Iris",
    "Jude",
    "Kira",
)
LAST = ("Santos", "Brandt", "Stone", "Wolf", "Young", "Chen", "Ruiz", "Zeller", "Marsh", "Okafor", "Ulrich")

MIDDLE = """(part) => {
  const {x, y, width, height} = part.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""

COVERED = """() => [...document.querySelectorAll("#room .table")].filter((table) => {
  const number = table.querySelector(".floor-number").getBoundingClientRect();
  const button = table.querySelector(".gain button")?.getBoundingClientRect();
  return button && button.left < number.right && button.top + 1 < number.bottom && button.bottom - 1 > number.top;
}).length"""
"""The number of tables whose number is covered by what a move would change."""


@pytest.fixture
def wedding(running, tmp_path):
    """Start a board with 104 people at the 13 tables that the program makes for them."""
    rows = "".join(f"Person {n:03},{GROUPS[n % 3]},{DIETS[n % 6]}\n" for n in range(104))
    (tmp_path / "people.csv").write_text(f"name,side,dietary needs\n{rows}", encoding="utf-8")
    board = running(None, tmp_path / "people.csv")
    seat_in_turn(board.session)
    return board


@pytest.fixture
def named(running, tmp_path):
    """Start a board with 104 people, 34 of whom are companions without a name."""
    rows = "".join(f"{FIRST[n % 15]} {LAST[n % 11]},{GROUPS[n % 3]},{'yes' if n < 34 else ''}\n" for n in range(70))
    (tmp_path / "people.csv").write_text(f"name,side,plus one\n{rows}", encoding="utf-8")
    board = running(None, tmp_path / "people.csv")
    seat_in_turn(board.session)
    return board


@pytest.mark.parametrize(("size", "short"), [((1280, 720), 85), ((1280, 800), 85), ((1440, 900), 95)])
def test_names_of_a_hundred_people_are_read_beside_their_chairs(page, named, size, short):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_board(page, named, as_room=True)
    page.locator("#tables:not(.far)").wait_for()
    seen = page.evaluate(NAMES)
    assert seen["readable"] >= 100
    assert seen["short"] >= short
    assert (seen["touching"], seen["cut"], seen["rings"]) == (0, 0, 34)
    assert seen["smallest"] >= 11


def test_a_whole_group_is_carried_by_its_chip(page, running, tmp_path):
    rows = "".join(f"{FIRST[n]} Bell,{'kin' if n % 4 == 0 else 'work'}\n" for n in range(12))
    (tmp_path / "people.csv").write_text(f"name,side\n{rows}", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text("tables:\n  - {id: a, seats: 9}\n  - {id: b, seats: 9}\n", "utf-8")
    board = running(None, tmp_path / "people.csv")
    seat_in_turn(board.session)
    open_board(page, board, as_room=True)
    page.locator("#colors > summary").click()
    page.locator("#color").select_option("side")
    page.locator("#show-marks").click()
    page.wait_for_load_state()
    chip, held = page.locator("#shades .chip").filter(has_text="kin"), page.locator('.chair[aria-pressed="true"]')
    chip.press("Shift+Enter")
    held.nth(2).wait_for()
    page.keyboard.press("Escape")
    held.first.wait_for(state="detached")
    start, end = chip.bounding_box(), page.locator("#t1 .top").bounding_box()
    page.mouse.move(start["x"] + 9, start["y"] + 9)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + 30, steps=8)
    page.mouse.up()
    opened = board.session.read()
    kin = [one.id for one in opened.inputs.room.people if one.values("side") == ("kin",)]
    page.locator(f'.chair[data-person="{kin[0]}"][data-at="b"]').wait_for()
    assert {board.session.read().seating.seats[one] for one in kin} == {"b"}
    assert chip.get_attribute("aria-pressed") == "false", "it filters nothing"


def test_chips_filter_the_list_of_people_one_at_a_time(page, named):
    open_board(page, named, as_room=True)
    rows, unnamed = page.locator("#everyone li:visible"), page.locator("[data-show=unnamed]")
    assert rows.count() == 104
    assert unnamed.inner_text() == "without a name 34"
    unnamed.click()
    assert rows.count() == 34
    page.get_by_label("Find a person").fill("Abel")
    assert 0 < rows.count() < 34
    page.get_by_label("Find a person").fill("")
    unnamed.click()
    assert rows.count() == 104
    assert unnamed.get_attribute("aria-pressed") == "false"


def test_the_panel_lies_over_the_room_and_is_closed_in_three_ways(page, named):
    page.set_viewport_size({"width": 1280, "height": 800})
    open_board(page, named, as_room=True)
    before = page.locator("#room").bounding_box()
    name = page.locator("#room .chair").nth(20)
    floor = page.locator("#tables").bounding_box()
    ways = [
        lambda: page.keyboard.press("Escape"),
        lambda: page.locator("#close-picked").click(),
        lambda: page.mouse.click(floor["x"] + 3, floor["y"] + floor["height"] - 3),
    ]
    for open_panel in (name.click, page.locator("#hub-t4").click):
        for close in ways:
            open_panel()
            page.locator("#picked:not(.idle)").wait_for()
            assert page.locator("#room").bounding_box() == before
            close()
            page.locator("#picked:visible").wait_for(state="detached")
            assert page.locator('#room [aria-pressed="true"]').count() == 0
    for menu in ("more", "add"):
        page.locator(f"#{menu} > summary").click()
        assert page.locator(f"#{menu} .popup").is_visible()
        assert page.locator("#room").bounding_box() == before
        page.keyboard.press("Escape")
        assert not page.locator(f"#{menu} .popup").is_visible()


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_everyone_can_be_picked_up_in_a_window_of_1280_pixels(page, wedding):
    page.set_viewport_size({"width": 1280, "height": 760})
    open_board(page, wedding, as_room=True)
    page.locator("#tables:not(.far)").wait_for()
    sizes = page.locator("#room .chair").evaluate_all("all => all.map((one) => one.getBoundingClientRect().width)")
    assert len(sizes) == 104
    assert min(sizes) >= 24


@pytest.mark.parametrize("size", [(1280, 720), (1280, 800), (390, 844)])
def test_the_nearest_person_is_named_picked_up_and_carried_at_any_size(page, wedding, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_board(page, wedding, as_room=True)
    page.locator("#room .chair").first.scroll_into_view_if_needed()
    for number in (0, 21, 47, 83):
        mark = page.locator("#room .chair").nth(number)
        person, name = mark.get_attribute("data-person"), mark.locator("b").inner_text()
        x, y = page.evaluate(MIDDLE, mark.element_handle())
        page.mouse.move(x + 2, y + 2)
        assert page.locator(".named").inner_text().startswith(name)
        page.mouse.down()
        page.mouse.up()
        page.locator(f'#room [data-person="{person}"][aria-pressed="true"]').wait_for(state="attached")
        page.keyboard.press("Escape")
    x, y = page.evaluate(MIDDLE, mark.element_handle())
    page.mouse.move(x + 2, y + 2)
    page.mouse.down()
    page.mouse.move(x + 12, y + 2, steps=3)
    page.locator(f'#room [data-person="{person}"][aria-pressed="true"]').wait_for(state="attached")
    page.mouse.move(*page.evaluate(MIDDLE, page.locator("#t12 .top").element_handle()), steps=5)
    page.locator("#t12.over").wait_for()
    page.mouse.up()
    page.wait_for_selector(f'#room [data-person="{person}"][data-at="t13"]', state="attached")
    assert page.locator("#tables.larger").count() == 0, "the room stays as large as it was"


def test_the_letters_of_meals_touch_no_mark(page, wedding):
    page.set_viewport_size({"width": 1280, "height": 760})
    open_board(page, wedding, as_room=True)
    page.locator("#tables:not(.far)").wait_for()
    found = page.evaluate(APART)
    assert len(found) > 50
    assert min(found) > 0.8, "the mark fills 0.8 of its square"


def test_on_a_phone_the_room_begins_in_the_upper_third(phone, wedding):
    open_board(phone, wedding, as_room=True)
    screen = phone.locator("header nav").get_by_role("link", name="Print", exact=True)
    assert phone.locator("#tables").bounding_box()["y"] < 290
    assert not screen.is_visible()
    phone.locator("#menu > summary").tap()
    assert screen.is_visible()
    phone.set_viewport_size({"width": 1000, "height": 700})
    phone.set_viewport_size(PHONE)
    assert not screen.is_visible()


def test_on_a_phone_no_number_of_a_table_is_covered(phone, wedding):
    open_board(phone, wedding, as_room=True)
    Finger(phone).press(phone.locator(".people .row").nth(2))
    phone.locator("#room .gain button").nth(11).wait_for()
    assert phone.evaluate(COVERED) == 0
    first = phone.locator("#room .gain button").first.bounding_box()
    assert first["y"] >= phone.locator("#tables").bounding_box()["y"], "it is cut at the edge of the room"
