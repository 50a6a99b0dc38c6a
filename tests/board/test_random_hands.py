"""Random clicks, drags, taps and keys in the drawn room: the seats are those that a hand asked for, and no others."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from seating.api.inputs import read_round
from seating.judge import review
from seating.room.plan import Plan
from tests.waiting import wait_until

from .conftest import Running, seat_everyone, shown_points
from .test_browser import open_board

pytestmark = pytest.mark.browser

SCREENS = {"laptop": (1280, 720), "desk": (1440, 900), "phone": (390, 844)}

SHOWN = """() => Object.fromEntries([...document.querySelectorAll("#room .seat[data-person]")]
  .map((one) => [one.dataset.person, one.dataset.at]))"""

HELD = """() => [...document.querySelectorAll('#room [aria-pressed="true"]')].map((one) => one.dataset.person)"""


class Hand:
    """A hand on the room of a board, and the seats that its gestures should leave."""

    def __init__(self, page, board: Running, seed: int, *, has_touch: bool) -> None:
        self.page, self.board, self.has_touch = page, board, has_touch
        self.rng = random.Random(seed)
        self.seats = dict(board.session.read().seating.seats)
        self.tables = [table.id for table in board.session.read().inputs.room.tables]
        self.done: list[dict[str, str]] = []
        self.undone: list[dict[str, str]] = []

    def press(self, selector: str) -> None:
        """Click or tap the middle of something."""
        at = self.page.locator(selector)
        if self.has_touch:
            at.tap()
        else:
            at.click()

    def mark(self, person: str) -> str:
        """Return where the mark of a person is."""
        return f'#room .seat[data-person="{person}"]'

    def hub(self, table: str) -> str:
        """Return where the middle of a table is."""
        return f"#hub-t{self.tables.index(table)}"

    def pick_up(self, person: str) -> None:
        """Pick a person up, and see that this one is held; from the overview of a phone, the table is tapped first."""
        if not self.page.locator(self.mark(person)).is_visible():
            self.press(self.hub(self.seats[person]))
        self.press(self.mark(person))
        wait_until(lambda: person in self.page.evaluate(HELD), self.page)

    def make(self) -> str:
        """Make a random gesture, and return what it was."""
        what = self.rng.choice(("move", "move", "exchange", "exchange", "drag", "back", "undo", "redo"))
        person, other = self.rng.sample(sorted(self.seats), 2)
        to = self.rng.choice([one for one in self.tables if one != self.seats[person]])
        now = dict(self.seats)
        if what == "move" or (what == "drag" and self.has_touch):
            self.pick_up(person)
            self.press(self.hub(to))
            now[person] = to
        elif what == "drag":
            self.page.locator(self.mark(person)).drag_to(self.page.locator(self.hub(to)))
            now[person] = to
        elif what == "exchange" and self.seats[person] != self.seats[other] and not self.has_touch:
            self.page.locator(self.mark(person)).drag_to(self.page.locator(self.mark(other)))
            now |= {person: self.seats[other], other: self.seats[person]}
        elif what == "back":
            self.pick_up(person)
            self.pick_up(other)  # in place of the first
            self.page.keyboard.press("Escape")
            wait_until(lambda: not self.page.evaluate(HELD), self.page)
        elif what == "undo" and self.done:
            self.page.keyboard.press("Control+z")
            self.undone.append(self.seats)
            self.seats = now = self.done.pop()
        elif what == "redo" and self.undone:
            self.page.keyboard.press("Control+Shift+z")
            self.done.append(self.seats)
            self.seats = now = self.undone.pop()
        if now != self.seats:
            self.done.append(self.seats)
            self.undone.clear()
            self.seats = now
        return f"{what} {person} {other} {to}"


@pytest.fixture(params=SCREENS)
def hand(request, chromium, running) -> Iterator[Hand]:
    """Return a hand at a screen of this size, with everyone seated."""
    board = running()
    seat_everyone(board.session)
    has_touch = request.param == "phone"
    width, height = SCREENS[request.param]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, has_touch=has_touch, is_mobile=has_touch
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    open_board(page, board, as_room=True)
    yield Hand(page, board, 1, has_touch=has_touch)
    context.close()
    assert faults == []


def follow(hand: Hand, number: int) -> None:
    """Make so many gestures; after each, the saved seats and those shown are as asked, and the judge's points are."""
    fresh = read_round(hand.board.session.request)
    told: list[str] = []
    for _ in range(number):
        told = [*told[-5:], hand.make()]
        wait_until(lambda: dict(hand.board.session.read().seating.seats) == hand.seats, hand.page)
        wait_until(lambda: hand.page.evaluate(SHOWN) == hand.seats, hand.page)
        wait_until(lambda: not hand.page.evaluate(HELD), hand.page)
        found = review(fresh.room, fresh.requirements, Plan(hand.seats))
        judged = hand.board.session.read().judged
        assert (judged.review.unmet, judged.penalty) == (found.unmet, found.penalty), told
        wait_until(lambda penalty=found.penalty: shown_points(hand.page.content()) == penalty, hand.page)


def test_what_hands_do_is_what_is_saved_shown_and_judged(hand):
    follow(hand, 12)


@pytest.mark.night
def test_so_it_is_after_many_gestures_of_hands(hand):
    follow(hand, 400)
