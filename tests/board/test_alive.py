"""The server stays while a window is open, be it with a screen or with a page to print."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from seating.api.solve import solve_request
from seating.board import server
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
