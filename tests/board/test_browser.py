"""The board in a browser: by mouse, by keyboard, by touch, and in two windows."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from seating.api.manual_seating import add_steps
from seating.board.screens import seats as seats_screen
from seating.board.server import write_entry
from seating.ledger.steps import Action, Step
from tests.docs.blocks import ROOT
from tests.waiting import PATIENCE, let_pass, wait_until

from .conftest import copy_example, seat_everyone, show_columns

pytestmark = pytest.mark.browser


def open_board(page, board, *, as_room: bool = False) -> None:
    if not as_room:
        show_columns(page, board.address)
    page.goto(board.address)
    page.wait_for_selector("#board, #list")


def seat_of(board, person: str) -> str:
    return board.session.read().seating.seats.get(person, "")


def first_in_tray(page) -> str:
    return page.locator(".tray [data-person]").first.get_attribute("data-person")


def table(page, number: int = 0):
    return page.locator(".table:not(.tray)").nth(number)


def wait_for_seat(page, person: str, at: str) -> None:
    page.wait_for_selector(f'[data-person="{person}"][data-at="{at}"]')


def test_the_token_leaves_the_address(page, running):
    board = running()
    open_board(page, board)
    assert "token" not in page.url
    assert re.search(r"/seats$", page.url)


def test_the_browser_is_led_in_from_a_file(page, running, tmp_path):
    board = running()
    page.goto(write_entry(tmp_path / "entry", board.address).as_uri())
    page.wait_for_selector("#board")
    assert "token" not in page.url


def test_many_windows_of_one_browser_stay_alive(page, running):
    board = running()
    windows = [page, *(page.context.new_page() for _ in range(8))]
    for window in windows:
        open_board(window, board)
    person = first_in_tray(windows[-1])
    windows[-1].locator(f'[data-person="{person}"]').click()
    windows[-1].locator("#move-to").wait_for()
    at = windows[-1].locator("#move-to").input_value()
    windows[-1].get_by_role("button", name="Move", exact=True).click()
    for window in windows:
        wait_for_seat(window, person, at)
    windows[0].close()  # the next window listens now
    windows[-1].get_by_role("button", name=re.compile("^Undo(?! this)")).click()
    for window in windows[1:]:
        wait_for_seat(window, person, "")


def test_a_card_is_dragged_with_the_mouse(page, running):
    board = running()
    open_board(page, board)
    person, target = first_in_tray(page), table(page)
    at = target.get_attribute("data-table")
    card = page.locator(f'[data-person="{person}"]')
    start, end = card.bounding_box(), target.locator("h2").bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 10, steps=8)
    page.mouse.up()
    wait_for_seat(page, person, at)
    assert seat_of(board, person) == at
    page.get_by_role("button", name=re.compile("^Undo(?! this)")).click()
    wait_for_seat(page, person, "")
    assert seat_of(board, person) == ""


def test_a_card_is_moved_by_its_menu(page, running):
    board = running()
    open_board(page, board)
    person = first_in_tray(page)
    page.locator(f'[data-person="{person}"]').focus()
    page.keyboard.press("Enter")
    page.locator("#move-to").wait_for()
    at = page.locator("#move-to option").nth(1).get_attribute("value")
    page.locator("#move-to").select_option(at)
    page.get_by_role("button", name="Move", exact=True).click()
    wait_for_seat(page, person, at)


def test_two_windows_show_the_same(page, running):
    board = running()
    open_board(page, board)
    other = page.context.new_page()
    open_board(other, board)
    person = first_in_tray(page)
    page.locator(f'[data-person="{person}"]').click()
    page.locator("#move-to").wait_for()
    at = page.locator("#move-to").input_value()
    page.get_by_role("button", name="Move", exact=True).click()
    wait_for_seat(other, person, at)


def test_a_card_is_moved_by_keyboard_alone(page, running):
    board = running()
    open_board(page, board)
    person = first_in_tray(page)
    name = page.locator(f'[data-person="{person}"] b').inner_text()
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != "find":
        page.keyboard.press("Tab")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.person") == person
    page.keyboard.press("Enter")
    page.locator("[data-drop]").first.wait_for()
    page.keyboard.press("ArrowRight")
    at = page.evaluate("document.activeElement.closest('[data-table]').dataset.table")
    page.keyboard.press("Enter")
    wait_for_seat(page, person, at)
    assert page.evaluate("document.activeElement.dataset.person") == person
    assert name in page.get_by_role("status").inner_text()


@pytest.fixture
def ten_tables(running, tmp_path):
    """Start a board with ten people at each of ten tables, one of whom has no seat."""
    rows = "".join(f"Leonora Okafor-Lane {n},doer\n" for n in range(100))
    (tmp_path / "people.csv").write_text(f"name,representative_type\n{rows}", encoding="utf-8")
    tables = "".join(f"  - {{id: t{n}, name: Table {n}, seats: 10}}\n" for n in range(10))
    (tmp_path / "convening.yaml").write_text(f"tables:\n{tables}", encoding="utf-8")
    board = running(None, tmp_path / "people.csv")
    opened = board.session.read()
    seats = {person: f"t{n // 10}" for n, person in enumerate(opened.inputs.room.index) if n}
    add_steps(board.session.out, opened.inputs, opened.seating, Step(Action.BEGIN, seats=seats))
    return board


def test_the_room_shows_a_hundred_people_without_scrolling(page, ten_tables):
    page.set_viewport_size({"width": 1280, "height": 760})
    open_board(page, ten_tables)
    page.locator("#more > summary").click()
    page.get_by_role("link", name="Room", exact=True).click()
    page.wait_for_selector(".room")
    chairs = page.locator("#room [data-person]")
    assert chairs.count() == 99
    assert page.locator("#room .seat-free").count() == 1
    in_view = """all => all.filter((one) => {
      const box = one.getBoundingClientRect();
      const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return box.width >= 24 && one.contains(at);
    }).length"""
    wait_until(lambda: chairs.evaluate_all(in_view) == 99, page)  # it is drawn again when the menu above it closes
    group = page.get_by_role("group", name=re.compile("^Table 2: 10 people"))
    assert group.get_by_role("button", name=re.compile("^Leonora Okafor-Lane [0-9]+, doer$")).count() == 10
    page.get_by_role("link", name="Files", exact=True).click()
    page.get_by_role("link", name="Seating", exact=True).click()
    page.wait_for_selector("#board.room")


def test_marks_in_the_room_are_moved_like_cards(page, ten_tables):
    page.goto(ten_tables.address)
    page.wait_for_selector("#board")
    page.goto(page.url + "?view=room")
    free, mark = page.locator('#room [data-table="t0"]'), page.locator('#room [data-at="t3"]').first
    person = mark.get_attribute("data-person")
    start, end = mark.bounding_box(), free.locator(".top").bounding_box()
    page.mouse.move(start["x"] + 9, start["y"] + 9)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()
    wait_for_seat(page, person, "t0")
    assert seat_of(ten_tables, person) == "t0"
    other = page.locator('#room [data-at="t5"]').first
    moved = other.get_attribute("data-person")
    other.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('#room [data-table="t3"][data-tone] [data-drop] .points')
    assert other.get_attribute("aria-pressed") == "true"
    page.locator('#room [data-table="t3"] .hub').click()
    wait_for_seat(page, moved, "t3")
    expect(page.locator("#moved")).to_be_visible()
    expect(page.locator("#picked .chosen-number")).to_have_count(0)  # the press that puts down chooses no table
    card = page.locator('#room [data-at="t6"]').first
    swapped = card.get_attribute("data-person")
    card.press("Enter")
    page.wait_for_selector("#room [data-tone] [data-drop] .points")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.closest('.gain') !== null")
    page.keyboard.press("Enter")
    page.wait_for_selector(f'[data-person="{swapped}"]:not([data-at="t6"])')
    page.keyboard.press("Control+z")
    wait_for_seat(page, swapped, "t6")


def test_at_a_single_table_no_card_is_as_wide_as_the_window(page, running, tmp_path):
    people = tmp_path / "guests.csv"
    people.write_text("name\n" + "".join(f"Guest {number}\n" for number in range(6)), encoding="utf-8")
    (tmp_path / "convening.yaml").write_text("tables:\n  - {id: a, seats: 6}\n", encoding="utf-8")
    board = running(example=None, people=people)
    opened = board.session.read()
    seats = {person.id: "a" for person in opened.inputs.room.people[:5]}
    add_steps(board.session.out, opened.inputs, opened.seating, Step(Action.MOVE, "seated", seats=seats))
    for width in (1280, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        open_board(page, board)
        cards = page.locator(".seat").evaluate_all("all => all.map((one) => one.getBoundingClientRect().width)")
        assert len(cards) == 6
        assert max(cards) <= 400, (width, cards)


def test_why_not_there_is_asked_and_answered_beside_the_board(page, running):
    board = running()
    seat_everyone(board.session)
    open_board(page, board)
    card = page.locator("[data-person]").first
    person, before = card.get_attribute("data-person"), card.get_attribute("data-at")
    card.focus()
    page.keyboard.press("Enter")
    page.locator(".tables [data-drop]").first.focus()  # the panel explains the table with the focus
    button = page.get_by_role("button", name="Why not here?").first
    at = button.evaluate("button => button.closest('.offer').dataset.offer")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("This move alone:").wait_for()
    take = page.get_by_role("button", name="Use this answer")
    take.wait_for(timeout=200_000)
    assert button.evaluate("button => button === document.activeElement")
    take.click()
    wait_for_seat(page, person, at)
    page.get_by_role("button", name=re.compile("^Undo(?! this)")).click()
    wait_for_seat(page, person, before)


def test_a_question_in_a_second_window_is_told_in_the_first(page, running):
    board = running()
    seat_everyone(board.session)
    open_board(page, board)
    other = page.context.new_page()
    open_board(other, board)
    for window, number in ((page, 0), (other, 1)):
        window.locator("[data-person]").nth(number).click()
        window.locator("#why-here").click()
        window.locator("#why h3").wait_for()
    page.locator("#why").get_by_text("so this one has ended").wait_for()
    assert "so this one has ended" in page.get_by_role("status").inner_text()
    assert other.locator("#why h3").count() == 1


def test_what_was_offered_for_the_seat_before_is_gone_after_a_move(page, running):
    board = running()
    open_board(page, board)
    person, at = first_in_tray(page), table(page).get_attribute("data-table")
    page.locator(f'[data-person="{person}"]').click()
    page.locator("#move-to").wait_for()
    table(page).locator("[data-drop]").click()
    wait_for_seat(page, person, at)
    assert page.locator("#move-to").count() == 0
    assert "Pick up a card" in page.locator("#picked").inner_text()


def test_escape_puts_a_card_back(page, running):
    board = running()
    open_board(page, board)
    card = page.locator(".tray [data-person]").first
    card.focus()
    page.keyboard.press("Enter")
    page.locator("[data-drop]").first.wait_for()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert card.get_attribute("aria-pressed") == "false"
    assert page.locator("[data-drop]:visible").count() == 0
    assert page.evaluate("document.activeElement.dataset.person") == card.get_attribute("data-person")


def test_a_card_is_moved_on_a_phone(chromium, running):
    board = running()
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_board(page, board)
    person = first_in_tray(page)
    page.locator(f'[data-person="{person}"]').tap()
    seat = table(page).locator("[data-drop]")
    seat.wait_for()
    at = table(page).get_attribute("data-table")
    seat.tap()
    wait_for_seat(page, person, at)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_checkboxes_and_switches_of_a_form_stand_beside_their_words(page, running):
    board = running()
    open_board(page, board)
    page.goto(page.url.replace("/seats", "/rules/requirements/form?kind=cap"))
    boxes = page.locator("input[type=checkbox]").evaluate_all("all => all.map(one => one.offsetWidth)")
    assert len(boxes) > 3
    assert max(boxes) < 60


def test_what_was_chosen_and_not_sent_outlives_a_change_elsewhere(page, running):
    board = running()
    open_board(page, board)
    page.get_by_role("link", name="List", exact=True).click()
    page.locator("#meaning-C").select_option("sector")
    page.locator("#meaning-T").select_option("assets")
    page.locator("#map-T").click()
    page.get_by_role("status").filter(has_text="Assets").wait_for()
    assert page.locator("#meaning-C").input_value() == "sector"
    top, height = page.locator("#status").bounding_box()["y"], page.viewport_size["height"]
    assert 0 <= top < height  # a message is in view wherever the page is scrolled to


def test_a_killed_board_goes_on_where_it_was(page, tmp_path):
    people = copy_example("city", tmp_path / "in")
    command = [sys.executable, "-m", "seating", "open", str(people), "--out", str(tmp_path / "out"), "--no-browser"]

    def start() -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None
        return process, process.stdout.readline().split()[-1]

    process, address = start()
    show_columns(page, address)
    page.goto(address)
    person = first_in_tray(page)
    page.locator(f'[data-person="{person}"]').click()
    seat = table(page).locator("[data-drop]")
    seat.wait_for()
    at = table(page).get_attribute("data-table")
    seat.click()
    wait_for_seat(page, person, at)
    page.goto("about:blank")
    process.send_signal(signal.SIGKILL)
    process.wait()
    process, address = start()
    page.goto(address)
    wait_for_seat(page, person, at)
    page.get_by_role("button", name="Close the board").click()
    assert process.wait(PATIENCE) == 0


def test_a_step_is_shown_from_its_own_answer_alone(page, running):
    board = running()
    open_board(page, board)
    let_pass(0.3, page)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    person, other = first_in_tray(page), None
    for _ in range(3):
        page.locator(f'[data-person="{person}"]').click()
        page.locator("[data-drop]").first.click()
        page.wait_for_selector(f'[data-person="{person}"]:not([data-at=""])')
        other, person = person, first_in_tray(page)
    let_pass(0.5, page)
    assert fetched.count("move") == 3
    assert fetched.count("board") == 0
    assert seat_of(board, other)


def test_a_step_of_another_window_is_seen_though_its_news_come_after_a_pick(page, running):
    page.add_init_script("""window.EventSource = class extends EventSource {
        addEventListener(type, hear) { super.addEventListener(type, (event) => setTimeout(() => hear(event), 3000)); }
    };""")
    board = running()
    open_board(page, board)
    person, opened = first_in_tray(page), board.session.read()
    at = opened.inputs.room.tables[0].id
    add_steps(board.session.out, opened.inputs, opened.seating, Step(Action.MOVE, "moved", seats={person: at}))
    board.session.windows.announce()
    page.locator("[data-person]").nth(5).click()
    page.wait_for_selector(".gain .points")
    wait_for_seat(page, person, at)


def test_a_card_that_is_dropped_outside_the_tables_is_put_back_and_this_is_told(page, running):
    open_board(page, running())
    start = page.locator("[data-person]").first.bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 20, steps=3)
    page.locator("[data-drop]").first.wait_for()
    page.mouse.move(5, 5, steps=4)
    page.mouse.up()
    page.get_by_role("status").filter(has_text="The card is back in its place.").wait_for()


def test_a_step_leaves_the_tables_it_does_not_change_in_place(page, running):
    board = running()
    open_board(page, board)
    names = "[...document.querySelectorAll('.table')].map((table) => table.id)"
    before = page.evaluate(names)
    for _ in range(2):  # after the first step, all tables say what they lack
        page.evaluate("for (const table of document.querySelectorAll('.table')) table.wasThere = true")
        person = first_in_tray(page)
        page.locator(f'[data-person="{person}"]').click()
        page.locator(".table:not(.tray) [data-drop]").first.click()
        page.wait_for_selector(f'.table:not(.tray) [data-person="{person}"]')
        assert page.evaluate(names) == before
    fresh = page.evaluate(
        "[...document.querySelectorAll('.table')].filter((table) => !table.wasThere).map((table) => table.id)"
    )
    assert fresh == [before[0], "tray"]
    page.locator("#undo").click()
    page.wait_for_selector(f'.tray [data-person="{person}"]')
    assert page.evaluate(names) == before


def list_tables(page) -> list[str]:
    """Return the HTML of each table, without the mark of the card that was found or moved last."""
    found = page.evaluate("[...document.querySelectorAll('#tables > .table')].map((table) => table.outerHTML)")
    return [
        re.sub(r"\s+", " ", html).replace('class="seat found"', 'class="seat"').replace(' class=""', "")
        for html in found
    ]


def test_after_steps_the_tables_are_those_of_a_page_loaded_anew(page, running):
    board = running()
    seat_everyone(board.session)
    open_board(page, board)
    for number in range(3):
        card = table(page, number).locator("[data-person]").first
        person = card.get_attribute("data-person")
        card.click()
        table(page, number + 1).locator("[data-drop]").click()
        wait_for_seat(page, person, table(page, number + 1).get_attribute("data-table"))
    page.locator("#undo").click()
    page.wait_for_selector("#redo:not([disabled])")
    after = list_tables(page)
    page.reload()
    assert after == list_tables(page)


def test_an_answer_that_leaves_out_what_the_window_does_not_show_is_asked_for_again(page, running):
    board = running()
    seat_everyone(board.session)
    open_board(page, board)
    page.route("**/seats/move", overtake)
    card = table(page).locator("[data-person]").first
    person, at = card.get_attribute("data-person"), table(page, 1).get_attribute("data-table")
    card.click()
    table(page, 1).locator("[data-drop]").click()
    wait_for_seat(page, person, at)
    after = list_tables(page)
    page.reload()
    assert after == list_tables(page)


def overtake(route) -> None:
    """Answer as if the window had shown something else when it asked."""
    answer = route.fetch()
    text = answer.text()
    assert "data-since" in text
    route.fulfill(response=answer, body=text.replace('data-since="', 'data-since="0'))


def test_the_tray_goes_and_comes_back_after_the_tables(page, running):
    board = running()
    opened = board.session.read()
    tables, ids = [table.id for table in opened.inputs.room.tables], list(opened.inputs.room.index)
    seats = {person: tables[n % len(tables)] for n, person in enumerate(ids[1:])}
    add_steps(board.session.out, opened.inputs, opened.seating, Step(Action.BEGIN, seats=seats))
    open_board(page, board)
    page.locator(f'[data-person="{ids[0]}"]').click()
    page.locator(".table:not(.tray) [data-drop]").first.click()
    page.wait_for_selector(f'.table:not(.tray) [data-person="{ids[0]}"]')
    assert page.locator(".tray").count() == 0
    page.locator("#undo").click()
    page.wait_for_selector(f'.tray [data-person="{ids[0]}"]')
    assert page.evaluate("[...document.querySelectorAll('.table')].at(-1).id") == "tray"


def test_what_is_pressed_before_the_script_runs_is_done_in_place(page, running):
    board, held = running(), []
    show_columns(page, board.address)
    page.goto(board.address)
    page.wait_for_load_state()
    page.route("**/static/board.js", lambda route: held.append(route))
    page.goto(page.url.rpartition("/")[0] + "/people", wait_until="commit")
    page.locator("#private-D").press("Enter")
    page.evaluate("window.stayed = true")
    held[0].continue_()
    page.get_by_role("status").filter(has_text="is private").wait_for()
    assert page.evaluate("window.stayed && document.activeElement.id") == "private-D"


def test_the_best_exchanges_come_a_few_tables_at_a_time(page, running, monkeypatch):
    board = running()
    opened = board.session.read()
    tables, ids = [table.id for table in opened.inputs.room.tables], list(opened.inputs.room.index)
    seats = {person: tables[n % len(tables)] for n, person in enumerate(ids)}
    add_steps(board.session.out, opened.inputs, opened.seating, Step(Action.BEGIN, seats=seats))
    with board.session.lock:
        gains = board.session.gains()
        moves = {one: [gain for gain in gains.list_moves(one) if gain.worse and gain.table is not None] for one in ids}
    person = max(ids, key=lambda one: len(moves[one]))
    wanted = [gain.table for gain in sorted(moves[person], key=lambda gain: (gain.units, gain.points))]
    assert len(wanted) > 2
    monkeypatch.setattr(seats_screen, "EXCHANGES_AT_ONCE", 1)
    open_board(page, board)
    page.locator(f'[data-person="{person}"]').click()
    expect(page.locator(".offer .exchange")).to_have_count(len(wanted))
    shown = page.evaluate(
        "[...document.querySelectorAll('.offer .exchange')].map((e) => e.closest('.offer').dataset.offer)"
    )
    assert shown == wanted, "in the order of what a seat there would change"
    with board.session.lock:
        swaps = board.session.gains().find_exchanges(person, wanted)
        elsewhere = [one for one in gains.list_moves(person) if one.table not in {None, seats[person]}]
    best = min([*elsewhere, *swaps], key=lambda gain: (gain.units, gain.points))
    expect(page.locator("[data-slot=best]")).to_contain_text(opened.inputs.room.table(best.table).label)


def test_the_language_is_switched_without_losing_what_is_typed(page, running):
    board = running()
    show_columns(page, board.address)
    page.goto(board.address)
    page.get_by_role("link", name="Find seats", exact=True).click()
    page.locator("#limits summary").click()
    page.get_by_label("Time limit in seconds").fill("12.5")
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#limits summary").click()
    other.get_by_label("Variant").fill("7")
    page.get_by_role("link", name="Español").click()
    page.get_by_role("link", name="English").wait_for()
    assert page.evaluate("document.documentElement.lang") == "es"
    expect(page.locator("[name=seconds]")).to_have_value("12.5")
    assert other.evaluate("document.documentElement.lang") == "en", "each window has its own language"
    expect(other.locator("[name=seed]")).to_have_value("7")
    other.close()


def test_what_a_page_says_when_it_opens_replaces_no_later_message(page, running):
    """The message is written a moment after the page was loaded, so that screen readers announce it."""
    page.goto(running().address)
    page.goto(page.url.replace("/seats", "/rules"))
    page.get_by_role("link", name=re.compile("^Change")).first.click()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("status").filter(has_text="Saved: ").wait_for()
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    page.reload()
    page.get_by_role("checkbox", name=re.compile("^Every table")).first.uncheck()
    page.clock.run_for(1)
    page.get_by_role("status").filter(has_text="Removed: ").wait_for()
    page.clock.run_for(1000)
    assert page.get_by_role("status").first.inner_text().startswith("Removed: ")
