"""What of the seating is in view in windows of usual sizes, in English and in Spanish."""

from __future__ import annotations

import pytest

from seating.api.manual_seating import add_steps
from seating.ledger.steps import Action, Step

from .conftest import seat_everyone
from .test_browser import open_board

pytestmark = pytest.mark.browser

WINDOWS = {(1120, 800): 6, (1440, 900): 8}
"""The number of tables with people that are in view, by the size of the window."""

BAR = ("#undo", "#redo", "#improve", "#to-print", "#more > summary")
"""The steps in the bar of the room."""

PEOPLE = 4
"""The number of whole cards that make a table with people."""

SEEN = """(part) => {
  const seen = (one) => {
    const box = one.getBoundingClientRect();
    const at = document.elementFromPoint(box.x + box.width / 2, box.bottom - 4);
    return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && at !== null && one.contains(at);
  };
  return [...document.querySelectorAll(part)].map((one) => [...one.querySelectorAll("h2")].every(seen)
    ? [...one.querySelectorAll(".seat")].filter(seen).length : -1);
}"""
"""The number of cards in view in each part whose heading is in view; -1 for the others."""


@pytest.fixture(params=["en", "es"])
def eight_tables(request, running, tmp_path):
    """Start a board with ten people at each of eight tables."""
    folder = tmp_path / "eight"
    folder.mkdir()
    offices = ["County Planning Department", "Sagebrush Community College", "Office of the Mayor", "Story Street Media"]
    roles = ["decision-maker", "doer", "designee"]
    rows = [f"Leonora Okafor-Lane {n},{offices[n % 4]},{roles[n % 3]}" for n in range(80)]
    (folder / "people.csv").write_text("\n".join(["name,organization,representative_type", *rows]) + "\n", "utf-8")
    tables = "".join(f"  - {{id: t{n}, name: Table of work and land {n}, seats: 10}}\n" for n in range(8))
    (folder / "convening.yaml").write_text(f"tables:\n{tables}", encoding="utf-8")
    return running(None, folder / "people.csv", request.param)


def seat_all(board) -> None:
    opened = board.session.read()
    ids, tables = list(opened.inputs.room.index), [table.id for table in opened.inputs.room.tables]
    seats = {person: tables[n % len(tables)] for n, person in enumerate(ids)}
    add_steps(board.session.out, opened.inputs, opened.seating, Step(Action.BEGIN, seats=seats))


def show(page, board, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_board(page, board)


def test_tables_with_people_are_in_view_below_one_row_of_buttons(page, eight_tables):
    seat_all(eight_tables)
    for (width, height), tables in WINDOWS.items():
        show(page, eight_tables, width, height)
        counts = page.evaluate(SEEN, ".table:not(.tray)")
        assert sum(1 for count in counts if count >= PEOPLE) >= tables, (width, counts)
        buttons = page.locator(".toolbar > :is(form, .menu) > :is(button, summary), .toolbar > a").all()
        assert all(page.locator(f"#{name}").is_visible() for name in ("undo", "redo", "improve", "to-print"))
        middles = [box["y"] + box["height"] / 2 for box in (button.bounding_box() for button in buttons)]
        assert len(middles) == 5
        assert max(middles) - min(middles) < 8, (width, middles)


def test_while_nobody_is_seated_all_tables_and_the_next_step_are_in_view(page, eight_tables):
    show(page, eight_tables, 1120, 800)
    assert page.evaluate(SEEN, ".table:not(.tray)") == [0] * 8
    tray = page.locator("#tray")
    assert page.evaluate(SEEN, ".tray")[0] >= 12
    assert tray.bounding_box()["y"] > page.locator(".table:not(.tray)").last.bounding_box()["y"]
    assert tray.evaluate("one => one.scrollHeight > one.clientHeight")
    assert page.locator("#solve.main").is_visible()
    last = tray.locator(".seat").last
    last.click()
    page.locator("[data-drop]").first.wait_for()
    assert last.is_visible()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")


def test_on_a_phone_a_picked_up_card_leaves_three_quarters_of_the_window(page, eight_tables):
    seat_all(eight_tables)
    show(page, eight_tables, 390, 844)
    held = []
    page.route("**/seats/exchanges", lambda route: held.append(route))
    with page.expect_request("**/seats/exchanges"):
        page.locator(".seat").nth(3).click()
    best = page.locator("[data-slot=best]")
    before = best.bounding_box()["height"]
    held.pop().continue_()
    page.locator(".exchange").first.wait_for(state="attached")  # with the last answer about this card
    assert best.bounding_box()["height"] - before < 32, "the buttons stay where they are when the last answer comes"
    picked = page.locator("#picked")
    assert picked.bounding_box()["height"] <= 844 / 4
    picked.evaluate("one => one.scrollTo(0, one.scrollHeight)")
    assert page.evaluate("document.getElementById('why-here').getBoundingClientRect().bottom <= innerHeight"), (
        "everything in it can be scrolled to"
    )


def test_the_choices_of_the_menu_are_not_cut(page, eight_tables):
    seat_all(eight_tables)
    for width in (1120, 390):
        show(page, eight_tables, width, 844)
        page.locator(".seat").nth(3).click()
        page.locator("#move-to").wait_for()
        page.locator(".exchange").first.wait_for(state="attached")
        given, wanted = page.evaluate("""() => {
          const menu = document.getElementById("move-to"), given = menu.offsetWidth;
          Object.assign(menu.style, { position: "absolute", width: "max-content", maxWidth: "none" });
          return [given, menu.offsetWidth];
        }""")
        assert given >= wanted, width


CUT = """() => [...document.querySelectorAll("#room .gain button")].filter((button) => {
  const { x, y, right, bottom, width } = button.getBoundingClientRect();
  const place = document.getElementById("tables").getBoundingClientRect();
  const isWide = x < place.x || right > Math.min(place.right, innerWidth) + .5;
  return !width || isWide || y < place.y || bottom > place.bottom;
}).map((button) => button.textContent)"""
"""The numbers of tables of which a part is not in the room's place."""

PLACES = """() => [...document.querySelectorAll("#tables, #room [data-person], #everyone")].map((one) => {
  const { x, y } = one.getBoundingClientRect();
  return [x, y + scrollY];
})"""


def test_on_a_phone_no_number_is_cut_and_no_band_is_kept_free(page, eight_tables):
    seat_all(eight_tables)
    page.set_viewport_size({"width": 390, "height": 844})
    open_board(page, eight_tables)
    page.goto(page.url.split("?")[0] + "?view=room")
    page.wait_for_selector("#everyone [data-row]")
    assert page.locator("#status").bounding_box()["height"] == 0
    before = page.evaluate(PLACES)
    for at in (0, 2):  # the first table, and one at the edge of the room
        page.evaluate(f"document.querySelector('#everyone [data-number=\"{at + 1}\"] [data-row]').click()")
        page.locator("#room .gain button").nth(6).wait_for(state="attached")
        page.evaluate("for (const one of document.querySelectorAll('#room .gain .points')) one.textContent = '! 12'")
        assert page.evaluate(CUT) == []
        assert page.evaluate(PLACES) == before
        assert page.locator("#status").inner_text()
        page.keyboard.press("Escape")


def test_one_bar_has_the_event_the_verdict_and_the_steps(page, running):
    """Nothing of the bar is in a second row, and what is to be done next is filled."""
    board = running()
    seat_everyone(board.session, packet=True)
    for width, height in ((1280, 720), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        open_board(page, board, as_room=True)
        parts = [page.locator("h1"), page.get_by_text("All musts are met."), *map(page.locator, BAR)]
        middles = [box["y"] + box["height"] / 2 for box in (part.bounding_box() for part in parts)]
        assert max(middles) - min(middles) < 8, (width, middles)
        assert page.locator("h1").inner_text() == "Mesa Verde Junction convening on local enterprise"
        assert page.locator("main .main").evaluate_all("all => all.map((one) => one.id)") == ["to-print"]
