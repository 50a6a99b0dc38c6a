"""A search for better seats is followed and answered in the room."""

from __future__ import annotations

import pytest

from tests.waiting import wait_until

from .test_browser import open_board
from .test_room import seat_in_turn
from .test_rules_room import count_by_table, write_groups

pytestmark = pytest.mark.browser

TOGETHER = "requirements:\n  - {kind: together, by: Group}\n"


def find_better(page, board) -> dict[str, str]:
    """Improve a seating in which every group is spread, and return the seats before."""
    seat_in_turn(board.session)
    open_board(page, board, as_room=True)
    before = dict(board.session.read().seating.seats)
    page.locator("#improve").click()
    page.locator("#searching #apply").wait_for()
    assert page.url.endswith("/seats")
    assert page.locator("#room .sitting").count() == len(before), "the room stays in view"
    assert dict(board.session.read().seating.seats) == before, "no one moves before somebody says so"
    return before


def test_a_better_seating_is_applied_in_the_room(page, running, tmp_path):
    board = running(None, write_groups(tmp_path, TOGETHER))
    before = find_better(page, board)
    page.locator("#movers > summary").click()
    named = page.locator("#movers li").count()
    page.locator("#apply").click()
    page.locator("#searching").wait_for(state="hidden")
    after = dict(board.session.read().seating.seats)
    assert named == sum(before[person] != table for person, table in after.items()) > 0
    assert all(len(groups) == 1 for groups in count_by_table(board).values())
    first = next(person for person in after if before[person] != after[person])
    page.locator(f'[data-person="{first}"][data-at="{after[first]}"]').wait_for()
    assert page.url.endswith("/seats")


def test_a_better_seating_is_left_in_the_room(page, running, tmp_path):
    board = running(None, write_groups(tmp_path, TOGETHER))
    before = find_better(page, board)
    page.locator("#keep-mine").click()
    page.locator("#searching").wait_for(state="hidden")
    assert dict(board.session.read().seating.seats) == before
    page.locator("#improve:enabled").wait_for()


def test_a_search_is_stopped_in_the_room(page, running, tmp_path, monkeypatch):
    def search(inputs, seats, locks, request):
        wait_until(lambda: request.stop_signal.is_sent)
        raise KeyboardInterrupt

    monkeypatch.setattr("seating.board.screens.solving.improve", search)
    board = running(None, write_groups(tmp_path, TOGETHER))
    seat_in_turn(board.session)
    open_board(page, board, as_room=True)
    page.locator("#improve").click()
    page.locator("#searching #stop").click()
    page.locator("#searching").wait_for(state="hidden")
    assert page.url.endswith("/seats")
