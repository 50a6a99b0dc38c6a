"""The first evening of a convener in a browser: from an office's list to the packet, and to the second meeting."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

pytestmark = pytest.mark.browser

MINUTES = 120_000
"""Milliseconds in which a search or a PDF has to be ready."""

HEADINGS = ("Last name", "First name", "Organization", "Type of org", "Coming?", "1st choice", "Diet / access")
KINDS = ("Government", "Bank / lender", "University", "Resident", "Union")
TOPICS = ("Talent", "Capital", "Culture")

EVENT = {"title": "Las Lomas Together", "result": "500 more local businesses by 2030", "day": "2026-12-03"}

OF_THE_PROGRAM = re.compile(
    r"yaml|\bseating (?:solve|packet|check)\b|--\w|\bpenalty\b|\bsolver\b|\bshortfall\b", re.IGNORECASE
)
"""Words that no convener should meet on the way."""


def write_list(path: Path, number: int = 110) -> None:
    """Write a list as an office does: a title, a blank line, headings, people, and a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Las Lomas - first table convening (as of Nov 24)"])
    sheet.append([])
    sheet.append(HEADINGS)
    for n in range(number):
        kind = KINDS[n % len(KINDS)]
        diet = ("", "vegetarian", "", "wheelchair")[n % 4] if n < 12 else ""
        name = f"{('Baca', 'Cruz', 'Diaz')[n % 3]}{n}"
        sheet.append([name, "Ana", f"{kind} office {n % 30}", kind, "Y" if n % 9 else "?", TOPICS[n % 3], diet])
    sheet.append([])
    sheet.append(["TOTAL", number])
    book.save(path)


def read_screen(page) -> None:
    """Look for words of the program on what can be read of the screen without unfolding anything."""
    assert OF_THE_PROGRAM.findall(page.locator("body").inner_text()) == []


def test_from_a_list_to_the_packet_and_to_the_second_meeting(page, running, tmp_path):
    write_list(tmp_path / "RSVPs.xlsx")
    board = running(example=None)
    page.set_default_timeout(MINUTES)
    page.goto(board.address)
    page.locator("input[name=list]").set_input_files(tmp_path / "RSVPs.xlsx")
    page.get_by_role("button", name="Use this list").click()
    page.locator("#event-title").wait_for()
    read_screen(page)
    for key, text in EVENT.items():
        page.locator(f"#event-{key}").fill(text)
    page.locator("#event-save").click()
    page.locator("#status").filter(has_text="Saved: Name, date and tables.").wait_for()
    page.get_by_label("Mix 1st choice at every table").check()
    page.locator("#status").filter(has_text="Added to the convening: Mix 1st choice").wait_for()
    page.get_by_role("link", name=re.compile("^Change.*different sectors")).click()
    page.get_by_label("At least").fill("6")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("checkbox", name="Every table has at least 6 different sectors.").wait_for()
    read_screen(page)
    page.locator("#to-solving").click()
    page.locator("#start").click()
    page.locator("#results").wait_for()
    read_screen(page)
    counted = re.search(r"Musts and wishes met: (\d+) of (\d+)", page.locator("#run").inner_text())
    kept, asked = map(int, counted.groups())
    assert page.locator(".not-kept > li").count() == asked - kept > 0

    page.locator("#next-step a").click()
    page.get_by_role("button", name=re.compile(r"Make one PDF \(\d documents\)")).click()
    page.get_by_text("The PDF is ready").wait_for()
    read_screen(page)

    page.get_by_role("link", name="The day", exact=True).click()
    page.locator("#everyone").get_by_text("Ana Baca3", exact=True).click()
    page.get_by_role("button", name="Mark absent").click()
    page.get_by_role("heading", name="Absent").wait_for()
    page.locator("#walk-in-open").click()
    page.get_by_label("Name", exact=True).fill("Wendy Sparks")
    page.get_by_role("button", name="Add the walk-in").click()
    page.locator("#picked").get_by_role("button", name="Seat at").first.click()
    page.get_by_role("button", name="Print the badge").wait_for()
    page.locator("#day-save").click()
    page.get_by_text("The seating is saved.").wait_for()
    read_screen(page)
    page.locator("#more > summary").click()
    page.locator("#day-next").click()
    page.locator("#sure").click()
    page.get_by_text("Wendy Sparks came to round 1 as a walk-in and is not on the list").wait_for()
    assert page.locator("#to-list").is_visible()
    second = (board.session.out / "round-2" / "packet" / "table-sheets.html").read_text(encoding="utf-8")
    assert "2026-12-03" not in second, "the day of the second meeting is not known yet"
