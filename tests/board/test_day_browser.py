"""The desk of the day in a browser: by keyboard, in two windows, and with the badge and the kiosk page."""

from __future__ import annotations

import re

import pytest

from seating.api.solve import solve_request

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(running, page):
    """Open the day of the example of a city, with a saved seating; return the board and the page."""
    board = running()
    solve_request(board.session.request)
    page.set_default_timeout(8_000)
    page.goto(board.address)
    page.get_by_role("link", name="The day").click()
    return board, page


def told(page, text: str) -> None:
    """Wait until the status message has a text."""
    page.get_by_role("status").filter(has_text=text).wait_for()


def test_somebody_is_ticked_by_keyboard_and_the_focus_stays(desk):
    _, page = desk
    page.get_by_label("Type three letters of a name").focus()
    page.keyboard.type("beat")
    page.get_by_role("button", name=re.compile("Arrived ?: Beatriz Quintana")).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told(page, "Beatriz Quintana has arrived.")
    assert page.evaluate("document.activeElement.textContent") == "Take back: Beatriz Quintana"
    page.keyboard.press("Enter")
    told(page, "Beatriz Quintana has not arrived yet.")
    assert page.get_by_label("Type three letters of a name").input_value() == "beat"


def test_another_window_shows_what_this_one_did(desk):
    _, page = desk
    other = page.context.new_page()
    other.goto(f"{page.url}")
    page.get_by_label("Type three letters of a name").fill("owen")
    page.get_by_role("button", name=re.compile("^Absent ?: Owen")).click()
    told(page, "is marked absent")
    other.locator("#day-lists").get_by_text("Owen Halloran").first.wait_for()
    assert "1 absent" in other.locator("#day-counts").inner_text()
    other.close()


def test_a_late_guest_gets_a_seat_and_a_badge_and_is_found_on_the_kiosk(desk):
    board, page = desk
    page.get_by_label("Name", exact=True).fill("Zoe <i>Quill</i>")
    page.get_by_role("button", name="Add the guest").click()
    page.get_by_role("heading", name="A seat for Zoe <i>Quill</i>").wait_for()
    assert page.get_by_label("Name", exact=True).input_value() == ""
    page.locator("#day-answer button").first.click()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Print the badge").click()
    badge = opened.value
    badge.get_by_text("<i>Quill</i>").first.wait_for()
    assert badge.locator(".cell").count() == 1
    badge.close()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Find your table").click()
    kiosk = opened.value
    kiosk.get_by_label("Type the first letters of your name").fill("zoe")
    kiosk.locator("#find-shown bdi").first.wait_for()
    assert kiosk.locator("#find-shown bdi").all_inner_texts() == ["Zoe <i>Quill</i>"]
    assert "walk-in-1" in board.session.read().seating.seats
    kiosk.close()


def test_the_moves_of_a_repair_are_made_when_they_are_accepted(desk):
    board, page = desk
    page.get_by_label("Name", exact=True).fill("Zoe Quill")
    page.get_by_role("button", name="Add the guest").click()
    told(page, "has no seat yet")
    page.get_by_role("button", name="List the moves").click()
    told(page, "not made yet")
    assert "walk-in-1" not in board.session.read().seating.seats
    page.get_by_role("button", name="Make these moves").click()
    told(page, "Repair:")
    assert "walk-in-1" in board.session.read().seating.seats


def test_the_desk_fits_a_phone(desk):
    _, page = desk
    page.set_viewport_size({"width": 320, "height": 700})
    page.get_by_label("Type three letters of a name").fill("a")
    page.locator(".desk-line").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    heights = page.locator("main button:visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24
