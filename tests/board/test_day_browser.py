"""The desk of the day in a browser: by keyboard, in two windows, and with the badge and the kiosk page."""

from __future__ import annotations

import re

import pytest

from tests.waiting import let_pass, wait_until

from .conftest import seat_everyone

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(running, page):
    """Open the day of the example of a city, with a saved seating; return the board and the page."""
    board = running()
    seat_everyone(board.session)
    page.goto(board.address)
    page.get_by_role("link", name="The day", exact=True).click()
    return board, page


def told(page, text: str) -> None:
    """Wait until the status message has a text."""
    page.get_by_role("status").filter(has_text=text).wait_for()


def test_somebody_is_ticked_by_keyboard_and_the_focus_stays(desk):
    _, page = desk
    page.get_by_label("Type three letters of a name").focus()
    page.keyboard.type("beat")
    page.get_by_role("button", name=re.compile("Mark arrived ?: Beatriz Quintana")).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told(page, "Beatriz Quintana has arrived.")
    assert page.evaluate("document.activeElement.textContent") == "Clear the mark: Beatriz Quintana"
    page.keyboard.press("Enter")
    told(page, "Beatriz Quintana has not arrived yet.")
    assert page.get_by_label("Type three letters of a name").input_value() == "beat"


def test_another_window_shows_what_this_one_did(desk):
    _, page = desk
    other = page.context.new_page()
    other.goto(f"{page.url}")
    page.get_by_label("Type three letters of a name").fill("owen")
    page.get_by_role("button", name=re.compile("^Mark absent ?: Owen")).click()
    told(page, "is marked absent")
    other.locator("#day-lists").get_by_text("Owen Halloran").first.wait_for()
    assert "1 absent" in other.locator("#day-counts").inner_text()
    other.close()


def test_a_walk_in_gets_a_seat_and_a_badge_and_is_found_on_the_kiosk(desk, tmp_path):
    board, page = desk
    page.get_by_label("Name", exact=True).fill("Zoe <i>Quill</i>")
    page.get_by_role("button", name="Add the walk-in").click()
    page.get_by_role("heading", name="A seat for Zoe <i>Quill</i>").wait_for()
    assert page.get_by_label("Name", exact=True).input_value() == ""
    page.locator("#day-answer button").first.click()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Print the badge").click()
    badge = opened.value
    badge.get_by_text("<i>Quill</i>").first.wait_for()
    assert badge.locator(".cell").count() == 1
    badge.close()
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
    page.get_by_label("Name", exact=True).fill("Zoe Quill")
    page.get_by_role("button", name="Add the walk-in").click()
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


def test_a_slow_answer_shows_nobody_but_those_typed_for(desk):
    """The text that is typed while a button's answer is on its way counts, and a button sends the text of now."""
    _, page = desk
    field = page.get_by_label("Type three letters of a name")
    field.fill("owen")
    absent = page.get_by_role("button", name=re.compile("^Mark absent ?: Owen"))
    absent.wait_for()
    slow = []
    page.route("**/day/mark", lambda route: slow.append(route))
    absent.click()
    field.fill("beat")
    page.get_by_role("button", name=re.compile("Mark arrived ?: Beatriz")).wait_for()
    slow[0].continue_()
    told(page, "is marked absent")
    names = page.locator("#day-matches .desk-who").all_inner_texts()
    assert len(names) == 1
    assert names[0].startswith("Beatriz Quintana")
    page.get_by_role("button", name="List the moves").click()
    page.locator("#accept-repair").or_(page.get_by_role("status").filter(has_text="has to move")).first.wait_for()
    assert field.input_value() == "beat"
    assert page.locator("#day-matches .desk-who").all_inner_texts() == names


def test_the_answer_of_a_search_under_way_hides_no_mark(desk):
    """A search that was sent before a mark, or after it, and answered later leaves its message; older matches too."""
    _, page = desk
    field = page.get_by_label("Type three letters of a name")
    field.fill("owen")
    page.get_by_role("button", name=re.compile("^Mark absent ?: Owen")).wait_for()
    slow = []
    page.route("**/day/find", lambda route: slow.append((route, route.fetch())))

    def wait_for_search(number: int) -> None:
        wait_until(lambda: len(slow) == number, page)

    field.press("Enter")
    wait_for_search(1)
    page.get_by_role("button", name=re.compile("^Mark absent ?: Owen")).click()
    told(page, "Owen Halloran is marked absent.")
    with page.expect_response("**/day/find"):
        slow[0][0].fulfill(response=slow[0][1])
    let_pass(0.1, page)
    assert page.locator("#status").inner_text() == "Owen Halloran is marked absent."
    assert page.get_by_role("button", name=re.compile("^Clear the mark ?: Owen")).count() == 2
    field.fill("beat")
    wait_for_search(2)
    slow[1][0].fulfill(response=slow[1][1])
    page.get_by_role("button", name=re.compile("Mark arrived ?: Beatriz")).wait_for()
    assert page.locator("#status").inner_text() == "Owen Halloran is marked absent."
    assert page.locator("#day-found").inner_text() == "1 person found"


def test_a_name_that_is_typed_before_the_script_runs_is_searched(desk):
    """A browser may let a page be typed into while its script is on the way, or fill a field in again by itself.

    Nothing can be pressed in vain before the script runs: Chromium shows the page afterwards.
    """
    _, page = desk
    page.wait_for_load_state()
    held = []
    page.route("**/static/board.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.get_by_label("Type three letters of a name").fill("owen")
    assert page.evaluate("performance.getEntriesByType('paint')") == []
    held[0].continue_()
    page.get_by_role("button", name=re.compile("^Mark absent ?: Owen")).wait_for()


def test_each_item_of_a_card_and_of_a_repair_reads_as_one_sentence(desk):
    """No part of a sentence stands in a column of its own."""
    board, page = desk
    opened = board.session.read()
    room, seated = opened.inputs.room, opened.seating.seats
    table = next(t for t in room.tables if sum(seated[p.id] == t.id for p in room.people) == t.seats.minimum)
    name = next(person.name for person in room.people if seated[person.id] == table.id)
    page.get_by_label("Type three letters of a name").fill(name)
    page.get_by_role("button", name=re.compile(f"^Mark absent ?: {name}")).click()
    told(page, "is marked absent")
    page.get_by_role("heading", name="What is missing now").wait_for()
    assert page.locator("#day-answer .lacks li").count()
    assert page.locator("#day-unmet .lacks li").count()
    assert list_columns(page) == []
    page.reload()
    page.get_by_role("button", name=re.compile(f"^What to do ?: {name}")).click()
    page.get_by_role("heading", name="What is missing now").wait_for()
    page.get_by_role("button", name="List the moves").click()
    told(page, "not made yet")
    assert page.locator("#day-answer .lacks li").count()
    assert list_columns(page) == []


def list_columns(page) -> list[str]:
    """Return the items of lists whose texts are laid out side by side."""
    return page.locator("main li:not(.desk-line)").evaluate_all("""all => all.filter(one => {
        const texts = [...one.childNodes].filter(part => part.textContent.trim());
        return /flex|grid/.test(getComputedStyle(one).display) && texts.length > 1;
    }).map(one => one.textContent)""")
