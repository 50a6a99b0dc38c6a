"""Solving in a browser, and in a server that is killed."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

import httpx
import pytest

from seating.ledger import Ledger
from tests.conftest import Interpreter
from tests.faults.matrix import BOARD, covers

from .conftest import copy_example, show_columns
from .test_solving import CLASH, PEOPLE, ROOM

pytestmark = pytest.mark.room

OPTIONS = {"what": "new", "seconds": "", "seed": "0"}


def open_solving(page, board) -> None:
    show_columns(page, board.address)
    page.goto(board.address)
    page.wait_for_selector("#board")
    page.get_by_role("link", name="Find seats", exact=True).click()
    page.wait_for_selector("#start")


@pytest.mark.browser
def test_a_run_is_started_and_stopped_with_the_keyboard_and_seen_in_two_windows(page, running):
    board = running()
    open_solving(page, board)
    other = page.context.new_page()
    open_solving(other, board)
    page.locator("#limits summary").click()
    page.get_by_label("Variant").focus()
    page.keyboard.press("Enter")
    page.locator("#run h2:not(.visually-hidden)").wait_for()
    other.locator("#run h2:not(.visually-hidden)").wait_for()
    if page.locator("#stop:not([disabled])").count():
        page.locator("#stop").focus()
        page.keyboard.press("Enter")
    for window in (page, other):
        window.get_by_text("The search has ended", exact=True).wait_for(timeout=60_000)
    assert page.locator("#run").inner_text() == other.locator("#run").inner_text()
    page.get_by_role("link", name="See the seating on the board").click()
    page.wait_for_selector("[data-person]")
    assert page.locator(".tray").count() == 0


@pytest.mark.browser
def test_a_way_out_is_tried_and_taken_with_the_mouse(page, running, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    convening = tmp_path / "convening.yaml"
    convening.write_text(ROOM + CLASH, encoding="utf-8")
    open_solving(page, board := running(example=None, people=people))
    page.locator("#start").click()
    page.locator("#try-0").wait_for(timeout=60_000)
    page.locator("#try-0:not([disabled])").click()
    page.get_by_text("With this change, all musts are met.").first.wait_for(timeout=60_000)
    assert convening.read_text(encoding="utf-8") == ROOM + CLASH
    page.locator("#take-0:not([disabled])").click()
    page.get_by_text("The convening has changed. Seat everyone again.").wait_for()
    assert convening.read_text(encoding="utf-8") != ROOM + CLASH
    page.locator("#start").click()
    page.get_by_text("The search has ended", exact=True).wait_for(timeout=60_000)
    assert board.session.solving.run.result.review.unmet == 0


@covers("killed", f"{BOARD}solve")
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process")
@pytest.mark.parametrize("seconds", [0.3, 1.5, 2.5, 3.5])
def test_a_server_that_is_killed_while_it_solves_leaves_whole_files(
    seconds: float, tmp_path: Path, python: Interpreter
) -> None:
    people, out = copy_example("city", tmp_path / "in"), tmp_path / "out"
    words = ("-m", "seating", "open", people, "--out", out, "--no-browser", "--stay")
    server = python.start(*words, stdout=subprocess.PIPE)
    assert server.stdout is not None
    found = re.search(r"http://\S+", server.stdout.readline())
    assert found is not None
    with httpx.Client(follow_redirects=True) as client:
        page = client.get(found[0])
        base = re.search(r'data-base="([^"]+)"', page.text)
        assert base is not None
        origin = f"{page.url.scheme}://{page.url.netloc.decode()}"
        answer = client.post(f"{origin}{base[1]}solving/start", data=OPTIONS, headers={"origin": origin})
        assert answer.status_code == 200
    with pytest.raises(subprocess.TimeoutExpired):
        server.wait(seconds)
    server.kill()
    server.wait()
    before = Ledger.open(out).sound.entries if out.is_dir() else ()
    done = python.run("-m", "seating", "solve", people, "--out", out, "--no-packet", "--quiet")
    assert done.returncode in {0, 6}, done.stderr
    ledger = Ledger.open(out)
    assert not ledger.is_unfinished(ledger.last)
    assert len(ledger.entries) >= len(before)
