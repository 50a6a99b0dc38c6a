"""The board in a browser: by mouse, by keyboard, by touch, and in two windows."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import pytest

from seating.board.server import write_entry
from tests.docs.blocks import ROOT

from .conftest import copy_example

pytestmark = pytest.mark.browser


def open_board(page, board) -> None:
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
    windows[-1].get_by_role("button", name=re.compile("^Undo")).click()
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
    page.get_by_role("button", name=re.compile("^Undo")).click()
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


def test_a_killed_board_goes_on_where_it_was(page, tmp_path):
    people = copy_example("city", tmp_path / "in")
    command = [sys.executable, "-m", "seating", "open", str(people), "--out", str(tmp_path / "out"), "--no-browser"]

    def start() -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout is not None
        return process, process.stdout.readline().split()[-1]

    process, address = start()
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
    assert process.wait(20) == 0
