"""The server stays while a window is open, be it with a screen or with a page to print."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from seating.api.solve import solve_request
from seating.board import server
from tests.docs.blocks import ROOT
from tests.waiting import PATIENCE, let_pass, wait_until

from .conftest import copy_example, make_session

GRACE = 1.0


@pytest.fixture
def board(tmp_path, monkeypatch):
    """Start a board with a saved round, which ends soon after its last window; yield its address and thread."""
    monkeypatch.setattr(server, "GRACE", GRACE)
    session = make_session(copy_example("city", tmp_path / "in"), tmp_path / "out")
    solve_request(replace(session.request, packet=True, time_limit=1))
    told: list[str] = []
    thread = threading.Thread(target=server.serve, args=(session, 0, told.append), daemon=True)
    thread.start()
    wait_until(lambda: told)
    yield told[0], thread
    session.is_stopping = True
    thread.join(PATIENCE)


@pytest.mark.browser
def test_the_links_of_the_packet_work_after_the_board_was_closed(chromium, board):
    address, thread = board
    context = chromium.new_context()
    faults: list[str] = []
    context.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    screen = context.new_page()
    screen.goto(address)
    with context.expect_page() as opened:
        screen.locator("#more > summary").click()
        screen.get_by_role("link", name="Open the packet").click()
    packet = opened.value
    packet.wait_for_load_state()
    screen.close()
    let_pass(GRACE + 5, packet)
    assert thread.is_alive()
    packet.get_by_role("link", name="Wall chart").first.click()
    packet.wait_for_load_state()
    assert packet.locator("h1").count()
    assert faults == []
    packet.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    context.close()


def open_command(out) -> tuple[subprocess.Popen[str], str]:
    """Start the command, and return it with the address that it prints."""
    arguments = [sys.executable, "cli.py", "open", "--out", str(out), "--no-browser", "--stay"]
    command = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return command, command.stdout.readline().split()[-1]


@pytest.mark.browser
def test_a_window_is_dimmed_while_the_server_is_dead_and_goes_on_after_a_restart(chromium, tmp_path):
    command, address = open_command(tmp_path)
    context = chromium.new_context()
    window = context.new_page()
    window.goto(address)
    window.wait_for_function("document.readyState === 'complete'")
    command.kill()
    command.communicate()
    window.get_by_role("alert").wait_for()
    assert "seating open" in window.get_by_role("alert").inner_text()
    assert window.evaluate("document.querySelector('main').inert")
    assert window.evaluate("getComputedStyle(document.querySelector('main')).opacity") == "0.35"
    command, again = open_command(tmp_path)
    assert again.partition("?")[0] == address.partition("?")[0]
    context.new_page().goto(again)  # as the browser does that the command starts
    window.locator("#gone:not([hidden])").wait_for(state="detached")
    window.wait_for_function("document.querySelector('main')?.inert === false")
    command.kill()
    command.communicate()
    context.close()


def test_another_port_is_taken_where_the_last_one_is_in_use(tmp_path):
    """The board has its own path still, and a file that cannot be read is as good as none."""
    first, access = server._take_address(tmp_path, 0)
    second, other = server._take_address(tmp_path, 0)
    assert (access.port != other.port, access.path == other.path) == (True, True)
    assert access.cookie != other.cookie
    assert (tmp_path / server.ADDRESS).stat().st_mode & 0o077 == 0
    (tmp_path / server.ADDRESS).write_text("99999 /")
    third, _ = server._take_address(tmp_path, 0)
    for one in (first, second, third):
        one.close()
