"""Lines in the room, from the person who is held to those who belong to them and those whom they must not meet."""

from __future__ import annotations

import pytest

from .test_browser import open_board
from .test_room import seat_in_turn, write_people

pytestmark = pytest.mark.browser

ENDS = """all => all.map((line) => {
  const box = document.getElementById("room").getScreenCTM();
  const end = new DOMPoint(line.x2.baseVal.value, line.y2.baseVal.value).matrixTransform(box);
  const under = document.elementsFromPoint(end.x, end.y).find((one) => one.closest("[data-person]"));
  return under.closest("[data-person]").dataset.person;
})"""


def test_lines_lead_to_those_who_belong_together_and_those_who_must_not_meet(page, running, tmp_path):
    people = write_people(tmp_path)
    asked = "[{kind: together, people: [p1, p5]}, {kind: apart, people: [p1, p8, p10]}]"
    head, *rows = people.read_text(encoding="utf-8").splitlines()
    lines = [f"id,{head}", *(f"p{n},{row}" for n, row in enumerate(rows))]
    people.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (tmp_path / "convening.yaml").open("a", encoding="utf-8") as file:
        file.write(f"requirements: {asked}\n")
    board = running(None, people)
    seat_in_turn(board.session)
    open_board(page, board, as_room=True)
    assert page.locator("#room .bond").count() == 0
    page.locator('.seat[data-person="p1"]').click()
    page.locator("#room .bond").first.wait_for(state="attached")
    found = {kind: page.locator(f"#room .bond.{kind}").evaluate_all(ENDS) for kind in ("together", "apart")}
    assert (found["together"], sorted(found["apart"])) == (["p5"], ["p10", "p8"])
    page.keyboard.press("Escape")
    assert page.locator("#room .bond").count() == 0
