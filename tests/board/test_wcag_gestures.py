"""Each gesture is announced, keeps the focus in place, and needs no dragging: tried with the keyboard in a browser."""

from __future__ import annotations

import re

import pytest

from tests.docs.blocks import ROOT
from tests.waiting import wait_until

from .conftest import seat_everyone, show_columns

pytestmark = pytest.mark.browser


class Keyboard:
    """A window that is used with the keyboard alone, and the messages that a screen reader would read out."""

    def __init__(self, page, board) -> None:
        self.page, self.board = page, board

    def go(self, screen: str) -> None:
        self.page.locator("header nav").get_by_role("link", name=screen, exact=True).press("Enter")
        self.page.locator(f"header nav [aria-current]:text-is('{screen}')").wait_for()

    def press(self, control, says: str, key: str = "Enter") -> None:
        """Press a key on a control; wait for a message with a text, and look where the focus is afterwards."""
        control.wait_for()
        self.page.evaluate("() => { document.getElementById('status').textContent = ''; }")
        control.press(key)
        self.told(says)
        self.page.locator("form[aria-busy]").wait_for(state="detached")
        tag, where = self.page.evaluate(
            "[document.activeElement.tagName, document.activeElement.outerHTML.slice(0, 90)]"
        )
        assert tag != "BODY", f"the focus is lost after {says!r}"
        assert "disabled" not in where

    def told(self, text: str) -> None:
        self.page.get_by_role("status").filter(has_text=re.compile(text)).wait_for()

    def button(self, name: str):
        return self.page.get_by_role("button", name=re.compile(name)).first


@pytest.fixture
def keyboard(page, running):
    board = running()
    seat_everyone(board.session)
    show_columns(page, board.address)
    page.goto(board.address)
    page.locator(".seat").first.wait_for()
    return Keyboard(page, board)


def test_every_gesture_is_announced_and_keeps_the_focus(keyboard):
    page, press, button = keyboard.page, keyboard.press, keyboard.button
    card = page.locator(".seat").first
    name = card.locator("b").inner_text()
    card = page.locator(".seat").filter(has_text=name)
    press(page.locator("#find"), "People found: [1-9]", "a")
    press(card, f"{name} is picked up")
    press(card, "The card is back in its place", "Escape")
    press(card, f"{name} is picked up")
    page.locator("#move-to").wait_for()
    press(page.locator("#picked-lock"), f"^{name} is locked at ")
    press(page.locator("#picked-lock"), f"^{name} is no longer locked")
    press(page.locator("#picked-move"), f"^{name} to ")
    press(card, f"{name} is picked up")
    press(page.locator("#picked").get_by_role("button", name="Move"), f"^{name} to ")
    press(page.locator("#undo-moved"), "^Undone")
    press(button("^Redo"), f"^{name} to ")
    press(card, f"{name} is picked up")
    press(page.locator(".exchange button:visible").first, "swap seats")
    press(card, f"{name} is picked up")
    press(button("^Lock table"), "is locked")
    page.locator("#more > summary").press("Enter")
    press(button("^Keep this seating as A for comparison"), "kept as candidate A")
    press(card, "The card is back in its place", "Escape")
    for _ in range(8):
        if button("^Undo").is_enabled():
            press(button("^Undo"), "^Undone")
    page.locator("#candidates > summary").press("Enter")


def test_every_change_of_the_convening_is_announced_and_keeps_the_focus(keyboard):
    page, press, button = keyboard.page, keyboard.press, keyboard.button
    keyboard.go("Rules")
    page.locator("#more-tables-talent > summary").press("Enter")
    press(button("^Move down"), "^Move ")
    assert page.evaluate("document.activeElement.id") == "down-tables-talent", "the focus stays with the table"
    press(page.locator("#more-seats-culture"), "Culture of enterprise: 13 seats")
    press(page.get_by_label(re.compile("How much it counts: .*same organization")), ": a must", "m")
    page.locator("#more-tables-business > summary").press("Enter")
    press(page.locator("#remove-tables-business"), "^Removed: ")
    press(button("^Undo"), "undone")
    press(button("^Redo"), "redone")
    page.locator("#kinds > summary").press("Enter")
    page.locator("#kinds a[href$='kind=count']").press("Enter")
    press(page.locator("#f-at_least"), "corrected first|Counting alone", "9")


def test_every_change_of_the_list_is_announced_and_keeps_the_focus(keyboard):
    page, press, button = keyboard.page, keyboard.press, keyboard.button
    keyboard.go("List")
    press(page.locator("#text"), "rows?\\.", "b")
    press(page.locator("#private-D"), "is private")
    press(page.locator("#map-D"), ": ")
    press(button("^Undo"), "^Undone")
    press(button("^Redo"), "^Redone")
    press(button("^Undo"), "^Undone")


def test_every_gesture_of_the_day_is_announced_and_keeps_the_focus(keyboard):
    page, press, button = keyboard.page, keyboard.press, keyboard.button
    keyboard.go("The day")
    press(page.locator("#find"), "People found: [1-9]", "a")
    press(button("^Mark arrived"), "has arrived")
    press(button("^Clear the mark"), "has not arrived")
    page.locator("#everyone .row").first.press("Enter")
    press(button("^What if this person is absent"), "does not come")
    press(button("^Mark absent"), "marked absent")
    page.locator("#walk-in-open").press("Enter")
    page.get_by_label("Name", exact=True).fill("Zoe Quill")
    press(page.locator("#guest-add"), "has no seat yet")
    page.locator("#repair-open").press("Enter")
    press(button("^List the moves"), "not made yet|has to move")
    press(button("^Make these moves"), "^Repair")
    press(page.locator("#day-save"), "is saved")


def test_the_start_and_the_end_of_a_search_are_announced_and_keep_the_focus(keyboard):
    keyboard.go("Find seats")
    keyboard.page.locator("#other-starts > summary").press("Enter")
    keyboard.press(keyboard.page.locator("#start"), "has begun")
    assert keyboard.board.session.solving.run.join(120)
    keyboard.told("The search has ended")


WATCH_CLICKS = """() => {
  document.onclick = (event) =>
    setTimeout(() => (window.clicked = [event.target.id, event.isTrusted, event.defaultPrevented]), 0);
}"""


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_enter_and_space_click_the_field_of_a_list(page, running, key):
    """Chromium opens the chooser on such a click unless a script prevents it. It does not always tell Playwright so."""
    page.goto(running(example=None).address)
    page.evaluate(WATCH_CLICKS)
    page.on("filechooser", lambda chooser: None)
    page.locator("#list").press(key)
    wait_until(lambda: page.evaluate("window.clicked"), page)
    assert page.evaluate("window.clicked") == ["list", True, False]


def test_a_list_is_chosen_without_dragging(page, running):
    page.goto(running(example=None).address)
    page.locator("#list").set_input_files(ROOT / "examples" / "city" / "stakeholders.csv")
    page.get_by_role("button", name="Use this list").press("Enter")
    page.get_by_role("heading", name="Rules").wait_for()
