"""One evening in several windows, browsers and commands, and on a server that is killed again and again."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from seating.api.inputs import read_round
from seating.api.manual_seating import read_manual_seating
from seating.api.request import Request
from seating.convening.yaml import parse
from tests.conftest import Interpreter
from tests.waiting import let_pass

from .conftest import show_columns
from .hands import Mouse, named
from .raw_list import write_raw_list

pytestmark = pytest.mark.browser


def board_at(page, address: str) -> Mouse:
    show_columns(page, address)
    page.goto(address)
    page.wait_for_selector("#board, #list, #state")
    return Mouse(page)


def shown(page) -> dict[str, str]:
    cards = page.locator(".seat").evaluate_all("all => all.map(one => [one.dataset.person, one.dataset.at])")
    return {person: table for person, table in cards if table}


def saved(people: Path, out: Path) -> dict[str, str]:
    """Return the seats as the files have them, read anew."""
    return dict(read_manual_seating(out, read_round(Request(people, out=out))).seats)


def undo(page) -> None:
    page.get_by_role("button", name=named("Undo")).click()
    page.get_by_role("status").filter(has_text="Undone").wait_for()


def test_two_windows_two_browsers_and_commands_lose_no_step(page, chromium, running, python: Interpreter):
    board = running()
    people, out = Path(board.session.request.people), board.session.out
    done = python.run("-m", "seating", "solve", people, "--out", out, "--time-limit", "3", "--quiet", "--no-packet")
    assert done.returncode in {0, 6}, done.stderr
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    second = chromium.browser_type.launch(executable_path=path, args=["--no-sandbox"])
    try:
        hands = [board_at(page, board.address), board_at(page.context.new_page(), board.address)]
        hands += [board_at(second.new_page(), board.address)]
        before = shown(page)
        assert before == saved(people, out)
        tables = sorted(set(before.values()))
        expected = dict(before)
        for number, person in enumerate(list(before)[:9]):
            hand = hands[number % 3]
            target = tables[(tables.index(before[person]) + 1) % len(tables)]
            hand.put(person, target)  # at once after what another window did
            expected[person] = target
            hand.page.wait_for_selector(f'[data-person="{person}"][data-at="{target}"]')
        for hand in hands:
            for person in list(before)[:9]:
                hand.page.wait_for_selector(f'[data-person="{person}"][data-at="{expected[person]}"]')
            assert shown(hand.page) == expected
        assert saved(people, out) == expected
        undo(hands[2].page)
        last = list(before)[8]
        expected[last] = before[last]
        hands[0].page.wait_for_selector(f'[data-person="{last}"][data-at="{before[last]}"]')
        assert saved(people, out) == expected
        done = python.run(
            "-m", "seating", "solve", people, "--out", out, "--seed", "7", "--time-limit", "3", "--quiet", "--no-packet"
        )
        assert done.returncode in {0, 6}, done.stderr
        for hand in hands:  # told of what the command did; the own steps are still there
            hand.page.get_by_text("A command has saved another seating while").wait_for()
            assert shown(hand.page) == expected
        hands[1].page.locator("#begin-own").click()
        for hand in hands:
            hand.page.locator("#begin-own").wait_for(state="detached")
        assert saved(people, out) == expected
        arrivals = out / "arrivals.csv"
        arrivals.write_text(f"round,id,state\n1,{last},absent\n", encoding="utf-8")
        for hand in hands:
            hand.page.locator(f'[data-person="{last}"]').wait_for(state="detached")
    finally:
        second.close()


class Killed:
    """A board in its own process, which is killed and started again with the same words."""

    def __init__(self, page, python: Interpreter, out: Path) -> None:
        self.page, self.python, self.out = page, python, out
        self.start()

    def start(self) -> None:
        words = ("-m", "seating", "open", "--out", self.out, "--no-browser", "--stay")
        self.process = self.python.start(*words, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found is not None
        board_at(self.page, found[0])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.page.goto("about:blank")
        self.start()

    def go(self, screen: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name=screen, exact=True).click()

    def convening(self) -> dict:
        return parse((self.out / "convening.yaml").read_text(encoding="utf-8"), "").plain


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process")
def test_an_evening_outlives_a_server_that_is_killed_again_and_again(chromium, tmp_path, python: Interpreter):
    out = tmp_path / "out"
    page = chromium.new_context(viewport={"width": 1400, "height": 900}).new_page()
    board = Killed(page, python, out)
    page.locator("#list").set_input_files(write_raw_list(tmp_path / "replies.xlsx", 24))
    page.get_by_role("button", name="Use this list").click()
    page.wait_for_selector("#state")
    board.kill()
    page.get_by_text("The list cannot be used yet.").wait_for()  # the list that was chosen is still there
    for heading, meaning in (("Who is it", "name"), ("Comes from", "organization"), ("Cares most about", "interests")):
        page.get_by_label(f"Read {heading} as", exact=True).select_option(meaning)
        page.get_by_role("button", name=named("Change", heading)).click()
        page.get_by_role("status").filter(has_text=f"{heading}: ").wait_for()
    board.kill()
    assert board.convening()["columns"] == {
        "name": "Who is it", "organization": "Comes from", "interests": "Cares most about"
    }  # fmt: skip
    board.go("Rules")
    page.locator("#kinds summary").click()
    page.locator("#kinds a[href$='kind=cap']").click()
    page.get_by_label("Column", exact=True).select_option("organization")
    page.get_by_label("At most").fill("3")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("#rules")
    board.kill()
    kept = board.convening()
    assert {"kind": "cap", "of": "organization", "at_most": 3}.items() <= kept["requirements"][-1].items()
    board.go("Find seats")
    page.get_by_role("button", name="Seat everyone").click()
    page.get_by_text("The search is running").wait_for()
    board.kill()  # while it solves: the search is lost, and nothing else
    assert board.convening() == kept
    board.go("Find seats")
    page.locator("#limits summary").click()
    page.get_by_label("Time limit in seconds").fill("3")
    page.get_by_role("button", name="Seat everyone").click()
    page.get_by_text("The search has ended", exact=True).wait_for(timeout=120_000)
    board.go("Seating")
    page.wait_for_selector("#board")
    hand, people = Mouse(page), next((out / "list").glob("*.xlsx"))
    expected = shown(page)
    tables = sorted(set(expected.values()))
    for person in list(expected)[:3]:
        target = tables[(tables.index(expected[person]) + 1) % len(tables)]
        hand.put(person, target)
        if person != list(expected)[2]:
            page.wait_for_selector(f'[data-person="{person}"][data-at="{target}"]')
            expected[person] = target
    board.kill()  # right after a card is dropped: this step is there or not, all others are
    board.go("Seating")
    page.wait_for_selector("#board")
    under_way = list(expected)[2]
    assert {one: at for one, at in shown(page).items() if one != under_way} == {
        one: at for one, at in expected.items() if one != under_way
    }
    assert shown(page) == saved(people, out)
    expected = shown(page)
    page.locator("#more > summary").click()
    page.get_by_role("button", name=named("Update the report and packet")).click()
    let_pass(0.7, page)
    board.kill()  # while a round is saved
    board.go("Seating")
    page.wait_for_selector("#board")
    assert shown(page) == expected
    page.locator("#more > summary").click()
    if page.locator("#save:not([disabled])").count():
        page.locator("#save").click()
    page.locator("#save[disabled]").wait_for()
    assert saved(people, out) == expected
    done = python.run("-m", "seating", "solve", people, "--out", out, "--next-round", "--time-limit", "3", "--quiet")
    assert done.returncode in {0, 6}, done.stderr
