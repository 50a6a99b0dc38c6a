"""Presses in quick succession: each one counts, also while an earlier one is being written."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from seating.api.editing.convening_edits import read_history
from tests.waiting import wait_until

from .test_browser import open_board
from .test_room import seat_in_turn, write_people

pytestmark = pytest.mark.browser

BURSTS, PRESSES = 20, 50

PRESS = """(ids) => {
  for (const id of ids) document.getElementById(id).click();
}"""


def seats(board) -> dict[str, int]:
    return {table.id: table.seats.maximum for table in board.session.read().inputs.room.tables}


def test_of_a_thousand_presses_on_steppers_none_is_lost(page, running, tmp_path):
    """Each burst begins while the sum of the one before is under way."""
    tables = "".join(f"  - {{id: t{n}, seats: 600}}\n" for n in range(4))
    board = running(None, write_people(tmp_path, tables=tables))
    open_board(page, board)
    page.goto(page.url.rsplit("/", 1)[0] + "/rules")
    rng, wanted = random.Random(7), Counter(seats(board))
    for _ in range(BURSTS):
        presses = [(rng.choice(list(wanted)), rng.choice((1, 1, -1))) for _ in range(PRESSES)]
        with page.expect_request("**/rules/tables/seats"):
            page.evaluate(PRESS, [f"{'more-seats' if by > 0 else 'fewer'}-{table}" for table, by in presses])
            for table, by in presses:
                wanted[table] += by
            shown = {table: page.locator(f"form:has(#fewer-{table}) > span").inner_text() for table in wanted}
            assert shown == {table: str(number) for table, number in wanted.items()}
    wait_until(lambda: seats(board) == wanted)


def test_presses_at_a_table_of_the_room_are_one_step(page, running, tmp_path):
    board = running(None, write_people(tmp_path))
    seat_in_turn(board.session)
    open_board(page, board, as_room=True)
    page.locator("#hub-t1").click()
    page.locator("#more-seats-t1").wait_for()
    page.evaluate(PRESS, ["more-seats-t1"] * 5 + ["fewer-t1"] * 2)
    wait_until(lambda: seats(board)["t1"] == 8)
    assert [step.name for step in board.session.read().seating.done] == ["t1: 8 seats"]


def test_what_this_window_has_changed_itself_is_no_conflict(page, running):
    board = running()
    open_board(page, board)
    page.goto(page.url.rsplit("/", 1)[0] + "/rules")
    first, second = (page.locator("select[name=strength]").nth(n).get_attribute("id") for n in (0, 1))
    before = {page.locator(f"#{one}").input_value() for one in (first, second)}
    page.evaluate(
        """([first, second]) => {
          document.getElementById("more-seats-talent").click();
          for (const id of [first, second]) {
            const field = document.getElementById(id);
            field.value = field.value === "must" ? "nice" : "must";
            field.dispatchEvent(new Event("input", {bubbles: true}));
          }
        }""",
        [first, second],
    )
    wait_until(lambda: len(read_history(board.session.request).done) == 3)
    page.locator("#undo:enabled").wait_for()
    page.evaluate(PRESS, ["undo", "undo", "undo"])
    page.locator("#undo:disabled").wait_for()
    assert {page.locator(f"#{one}").input_value() for one in (first, second)} == before
