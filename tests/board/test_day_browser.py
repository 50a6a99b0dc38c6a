"""The desk of the day in a browser: by keyboard, in two windows, and with the badge and the kiosk page."""

from __future__ import annotations

import re

import pytest

from tests.waiting import wait_until

from .conftest import seat_everyone

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(running, page):
    """Open the day of the example of a city, with a saved seating; return the board and the page."""
    board = running()
    seat_everyone(board.session)
    page.goto(board.address)
    page.get_by_role("link", name="The day", exact=True).click()
    page.wait_for_url("**/day")
    return board, page


def told(page, text: str) -> None:
    """Wait until the status message has a text."""
    page.get_by_role("status").filter(has_text=text).wait_for()


def tick(page, name: str):
    """Return the tick of a person who has not arrived."""
    return page.get_by_role("button", name=f"Mark arrived: {name}")


def open_person(page, name: str) -> None:
    page.locator("#everyone .row").filter(has_text=name).click()
    page.locator("#picked h2").filter(has_text=name).wait_for()


def add_walk_in(page, name: str) -> None:
    page.locator("#walk-in-open").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Add the walk-in").click()


def list_moves(page) -> None:
    page.locator("#repair-open").click()
    page.get_by_role("button", name="List the moves").click()


def test_somebody_is_ticked_by_keyboard_and_the_focus_stays(desk):
    _, page = desk
    page.get_by_label("Find a person").focus()
    page.keyboard.type("beat")
    assert page.locator("#everyone li:visible").count() == 1
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    told(page, "Beatriz Quintana has arrived.")
    assert page.evaluate("document.activeElement.ariaLabel") == "Clear the mark: Beatriz Quintana"
    page.keyboard.press("Enter")
    told(page, "Beatriz Quintana has not arrived yet.")
    assert page.get_by_label("Find a person").input_value() == "beat"


def test_who_is_missing_is_ticked_one_after_the_other(desk):
    """While only those who are missing are shown, each tick leaves the focus on the next one."""
    board, page = desk
    page.get_by_role("button", name="not here yet").click()
    names = page.locator("#everyone li:visible b").all_inner_texts()
    page.locator("#everyone .tick").first.focus()
    for name in names[:3]:
        assert page.evaluate("document.activeElement.ariaLabel") == f"Mark arrived: {name}"
        page.keyboard.press("Enter")
        told(page, f"{name} has arrived.")
        page.locator("form[aria-busy]").first.wait_for(state="detached")
    assert page.locator("#everyone li:visible b").all_inner_texts() == names[3:]
    assert page.locator("#day-room .seat-person").count() == 3
    assert "3 of " in page.locator("#day-counts").inner_text()
    assert len(board.session.read().inputs.arrivals.here()) == 3


def test_ticks_in_quick_succession_all_stay_whatever_order_their_answers_come_in(desk):
    _, page = desk
    slow = []
    page.route("**/day/mark", lambda route: slow.append((route, route.fetch())))
    for number, name in enumerate(("Beatriz Quintana", "Owen Halloran"), 1):
        tick(page, name).click()
        wait_until(lambda number=number: len(slow) == number, page)
    for route, answer in reversed(slow):
        with page.expect_response("**/day/mark"):
            route.fulfill(response=answer)
    page.locator("form[aria-busy]").first.wait_for(state="detached")
    for name in ("Beatriz Quintana", "Owen Halloran"):
        assert page.get_by_role("button", name=f"Clear the mark: {name}").count() == 1


def test_another_window_shows_what_this_one_did(desk):
    _, page = desk
    other = page.context.new_page()
    other.goto(f"{page.url}")
    open_person(page, "Owen Halloran")
    page.get_by_role("button", name="Mark absent").click()
    told(page, "is marked absent")
    other.get_by_role("button", name="Clear the mark: Owen Halloran").wait_for()
    assert "1 absent" in other.locator("#day-counts").inner_text()
    other.close()


def test_a_walk_in_gets_a_seat_and_a_badge_and_is_found_on_the_kiosk(desk, tmp_path):
    board, page = desk
    add_walk_in(page, "Zoe <i>Quill</i>")
    page.get_by_role("heading", name="A seat for Zoe <i>Quill</i>").wait_for()
    assert page.get_by_label("Name", exact=True).input_value() == ""
    page.locator("#picked").get_by_role("button", name="Seat at").first.click()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Print the badge").click()
    badge = opened.value
    badge.get_by_text("<i>Quill</i>").first.wait_for()
    assert badge.locator(".cell").count() == 1
    badge.close()
    page.locator("#more > summary").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Find your table").click()
    assert saved.value.suggested_filename == "find-table.html"
    saved.value.save_as(tmp_path / "find-table.html")
    kiosk = page.context.new_page()
    kiosk.goto((tmp_path / "find-table.html").as_uri())
    assert "127.0.0.1" not in kiosk.content()
    kiosk.get_by_label("Type the first letters of your name").fill("zoe")
    kiosk.locator("#find-shown bdi").first.wait_for()
    assert kiosk.locator("#find-shown bdi").all_inner_texts() == ["Zoe <i>Quill</i>"]
    assert "walk-in-1" in board.session.read().seating.seats
    kiosk.close()


def test_the_moves_of_a_repair_are_made_when_they_are_accepted(desk):
    board, page = desk
    add_walk_in(page, "Zoe Quill")
    told(page, "has no seat yet")
    list_moves(page)
    told(page, "not made yet")
    assert "walk-in-1" not in board.session.read().seating.seats
    page.get_by_role("button", name="Make these moves").click()
    told(page, "Repair:")
    assert "walk-in-1" in board.session.read().seating.seats


def test_the_desk_fits_a_phone(desk):
    _, page = desk
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    heights = page.locator("main button:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


def test_each_item_of_a_card_and_of_a_repair_reads_as_one_sentence(desk):
    """No part of a sentence stands in a column of its own."""
    board, page = desk
    opened = board.session.read()
    room, seated = opened.inputs.room, opened.seating.seats
    table = next(t for t in room.tables if sum(seated[p.id] == t.id for p in room.people) == t.seats.minimum)
    name = next(person.name for person in room.people if seated[person.id] == table.id)
    open_person(page, name)
    page.get_by_role("button", name="Mark absent").click()
    told(page, "is marked absent")
    page.get_by_role("heading", name="What is missing now").wait_for()
    assert page.locator("#picked .lacks li").count()
    assert page.locator("#day-unmet .lacks li").count()
    assert list_columns(page) == []
    page.reload()
    open_person(page, name)
    page.get_by_role("button", name=re.compile(f"^What to do ?: {name}")).click()
    page.get_by_role("heading", name="What is missing now").wait_for()
    list_moves(page)
    told(page, "not made yet")
    assert page.locator("#picked .lacks li").count()
    assert list_columns(page) == []


def list_columns(page) -> list[str]:
    """Return the items of lists whose texts are laid out side by side."""
    return page.locator("main li:not(.desk-row)").evaluate_all("""all => all.filter(one => {
        const texts = [...one.childNodes].filter(part => part.textContent.trim());
        return /flex|grid/.test(getComputedStyle(one).display) && texts.length > 1;
    }).map(one => one.textContent)""")
