"""Take the pictures of docs/tutorial/the-board.md: `python docs/screenshots.py`, on a machine with Chromium.

The script opens a board on examples/city and does in a browser what the tutorial says, step by step. It ends with an
error if a button, a field or a heading that the tutorial names is not there. The people in the pictures are invented.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image  # pdfplumber needs it, so the tests have it
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent

IMAGES = ROOT / "docs" / "images"

WINDOW = {"width": 1120, "height": 720}

PATIENCE = 300_000
"""Milliseconds to wait for a part of a page; a search may take a minute on a busy machine."""

PICTURES = (
    "board-list",
    "board-requirement",
    "board-solve",
    "board",
    "board-saved",
    "board-packet",
    "board-day",
    "board-late-guest",
)
"""Names of the pictures, in the order of the tutorial."""


class Camera:
    """A window of the browser that keeps pictures in a folder."""

    def __init__(self, page: Any, folder: Path) -> None:
        self.page = page
        self._folder = folder

    def take(self, name: str) -> None:
        """Keep what the window shows, in 256 colors, which makes the file small."""
        assert name in PICTURES, name
        path = self._folder / f"{name}.png"
        self.page.screenshot(path=str(path), animations="disabled", caret="hide")
        with Image.open(path) as taken:
            taken.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)

    def go(self, screen: str) -> None:
        """Open a screen by its link."""
        self.page.locator("header nav").get_by_role("link", name=screen, exact=True).click()

    def press(self, button: str, about: str = "") -> None:
        """Press a button. Its name for screen readers may go on with what it is about."""
        name = rf"^{re.escape(button)}\s*:\s*{re.escape(about)}" if about else rf"^{re.escape(button)}(?!\w)"
        self.page.get_by_role("button", name=re.compile(name)).first.click()

    def expect(self, heading: str) -> None:
        """Wait for a heading."""
        self.page.get_by_role("heading", name=heading).first.wait_for()

    def told(self, text: str) -> None:
        """Wait for a message of the board."""
        self.page.get_by_role("status").filter(has_text=text).wait_for()


def look_at_the_list(camera: Camera) -> None:
    """2. Look at the list."""
    camera.go("List")
    camera.expect("Columns")
    camera.take("board-list")


def look_at_a_requirement(camera: Camera) -> None:
    """3. Look at a requirement."""
    camera.go("Rules")
    camera.expect("What matters")
    row = camera.page.locator(".sentences > li").filter(has=camera.page.get_by_text(re.compile("^Weight"))).first
    row.get_by_role("link").click()
    camera.page.get_by_role("slider", name="Weight").wait_for()
    camera.take("board-requirement")
    camera.page.get_by_role("link", name="Cancel").click()


def solve(camera: Camera) -> None:
    """4. Seat everyone."""
    camera.go("Find seats")
    camera.press("Seat everyone")
    camera.expect("The search has ended")
    camera.page.get_by_role("img", name="Plan of the room").wait_for()  # until then, the best seating so far
    camera.take("board-solve")
    camera.page.get_by_role("link", name="See the seating on the board").click()


def move_somebody(camera: Camera) -> None:
    """5. Move someone."""
    page = camera.page
    page.wait_for_load_state("load")  # the field answers only then
    page.get_by_label("Find a person").fill("Gus")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_label("Move to…").wait_for()
    page.locator(".exchange").first.wait_for(state="attached")
    camera.take("board")
    page.locator("#room .table").filter(has=page.get_by_role("button", name="Talent and skill")).locator(".hub").click()
    camera.told("Gus Wetherby to")
    camera.press("Undo")
    camera.told("Undone")


def lock_a_seat(camera: Camera) -> None:
    """6. Lock a seat."""
    page = camera.page
    page.locator("#room .seat").filter(has_text="Gus Wetherby").click()
    camera.press("Lock this seat")
    camera.told("Gus Wetherby is locked at")
    page.keyboard.press("Escape")
    page.locator("#to-print.main").wait_for()
    camera.take("board-saved")


def print_the_packet(camera: Camera) -> None:
    """7. Print the packet."""
    camera.go("Print")
    camera.page.wait_for_load_state("networkidle")
    camera.take("board-packet")


def run_the_day(camera: Camera) -> None:
    """8. Run the day."""
    page = camera.page
    camera.go("The day")
    camera.press("Mark arrived", "Beatriz Quintana")
    camera.told("has arrived")
    page.locator("#everyone .row").filter(has_text="Owen Halloran").click()
    camera.press("What if this person is absent?", "Owen Halloran")
    camera.expect("If this person does not come")
    camera.take("board-day")


def seat_a_walk_in(camera: Camera) -> None:
    """9. Seat a walk-in."""
    page = camera.page
    page.locator("#walk-in-open").click()
    page.get_by_label("Name", exact=True).fill("Zoe Quill")
    page.get_by_label("Organization", exact=True).fill("Harbor Choir")
    camera.press("Add the walk-in")
    camera.expect("A seat for Zoe Quill")
    camera.take("board-late-guest")
    camera.press("Seat at")
    camera.expect("Zoe Quill")
    page.get_by_role("button", name="Print the badge").wait_for()
    camera.press("Update the report and packet")
    camera.told("is saved")


STEPS: tuple[Callable[[Camera], None], ...] = (
    look_at_the_list,
    look_at_a_requirement,
    solve,
    move_somebody,
    lock_a_seat,
    print_the_packet,
    run_the_day,
    seat_a_walk_in,
)
"""What the tutorial says, one function for each of its headings after the first."""


def start_board(folder: Path) -> tuple[str, Any]:
    """Start a board on a copy of the example, with paths that name no machine; return its address and its session."""
    from seating.api.request import Request
    from seating.board.server import serve
    from seating.board.session import Session

    shutil.copytree(ROOT / "examples" / "city", folder / "examples" / "city")
    os.chdir(folder)
    out = Path("reports/board")
    session = Session(Request(Path("examples/city/stakeholders.csv"), out=out), out)
    told: list[str] = []
    threading.Thread(target=serve, args=(session, 0, told.append, True), daemon=True).start()
    deadline = time.monotonic() + PATIENCE / 1000
    while not told and time.monotonic() < deadline:
        time.sleep(0.05)
    return told[0], session


def take_pictures(images: Path) -> None:
    """Do what the tutorial says, and keep its pictures in a folder."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address, session = start_board(Path(folder))
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            context = browser.new_context(
                viewport=WINDOW, color_scheme="light", locale="en-US", reduced_motion="reduce"
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto(address)
            page.get_by_role("button", name="Seat everyone").wait_for()
            for step in STEPS:
                step(Camera(page, images))
            browser.close()
        finally:
            session.is_stopping = True
            os.chdir(before)


if __name__ == "__main__":
    chosen = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else IMAGES
    chosen.mkdir(parents=True, exist_ok=True)
    take_pictures(chosen)
