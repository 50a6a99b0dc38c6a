"""Evenings on the board, from a raw spreadsheet to a printed packet: by mouse, by keyboard alone, and by touch."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from seating.api.inputs import read_round
from seating.api.request import Request
from seating.board.screens import solving
from seating.judge import review
from seating.ledger import Ledger
from seating.room.plan import Plan

from .conftest import Running, show_columns, shown_points
from .hands import Finger, Keys, Mouse, named
from .raw_list import write_raw_list

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="there is no pdftotext"),
]

MEANINGS = {
    "Who is it": "name",
    "Comes from": "organization",
    "Line of work": "sector",
    "Hat": "representative_type",
    "Cares most about": "interests",
    "Tongues": "languages",
    "No.": "id",
}


class Evening:
    """One evening: what a convener does from the list to the last print."""

    def __init__(self, hand: Mouse, board: Running, pictures: Path, seconds: int) -> None:
        self.hand, self.page, self.board, self.pictures = hand, hand.page, board, pictures
        self.seconds = seconds
        self.page.set_default_timeout(60_000)

    @property
    def out(self) -> Path:
        return self.board.session.out

    def button(self, word: str, about: str = "", within=None):
        return (within or self.page).get_by_role("button", name=named(word, about))

    def go(self, screen: str) -> None:
        with self.page.expect_navigation():
            if self.page.locator("#menu > summary").is_visible():
                self.hand.press(self.page.locator("#menu > summary"))
            self.hand.press(self.page.get_by_role("navigation").get_by_role("link", name=screen, exact=True))

    def told(self, text: str) -> str:
        """Wait for a status message, which must be in view."""
        said = self.page.get_by_role("status").filter(has_text=text)
        said.wait_for()
        box = said.bounding_box()
        assert 0 <= box["y"] < self.page.viewport_size["height"], f"the message is out of view: {text}"
        return said.inner_text()

    def look(self, name: str) -> None:
        self.page.screenshot(path=self.pictures / f"{name}.png")

    def seats(self) -> dict[str, str]:
        return dict(self.board.session.read().seating.seats)

    def check(self) -> None:
        """Compare the seats and the penalty shown with the files and with what the judge says of them."""
        request = Request(self.board.session.request.people, out=self.out)
        inputs = read_round(request)
        shown = {
            one.get_attribute("data-person"): one.get_attribute("data-at") for one in self.page.locator(".seat").all()
        }
        seats = {person: table for person, table in shown.items() if table}
        assert seats == self.seats()
        judged = review(inputs.room, inputs.all_requirements, Plan(seats))
        assert shown_points(self.page.content()) == judged.penalty
        assert (self.page.locator(".score .tone-bad").count() > 0) == (judged.unmet > 0)

    def read_list(self, path: Path) -> None:
        """Choose the spreadsheet, and say what its headings and words mean."""
        page, hand = self.page, self.hand
        show_columns(page, self.board.address)
        page.goto(self.board.address)
        hand.give(page.locator("#list"), path)
        hand.press(self.button("Use this list"))
        page.get_by_text("The list cannot be used yet.").wait_for()
        self.look("list-1")
        for heading, meaning in MEANINGS.items():
            hand.choose(page.get_by_label(f"Read {heading} as", exact=True), meaning)
        for heading in MEANINGS:
            hand.stay(self.button("Change", heading))
            self.told(f"{heading}: ")
        hand.stay(self.button("Hide from others", "Donor band"))
        self.told("Donor band is private")
        hand.choose(page.get_by_label("Read “boss” as"), "decision-maker")
        hand.stay(page.get_by_role("button", name="Use this", exact=True))
        self.told("boss read as decision-maker")
        page.get_by_text("The list can be read:").wait_for()
        hand.press(page.get_by_role("link", name=named("Merge spellings", "Comes from")))
        hand.press(page.get_by_role("checkbox", name=re.compile(r"^Slate Hill Coop ")))
        hand.write(page.get_by_label("Read them as"), "Slate Hill Co-op")
        hand.stay(self.button("Use this"))
        self.told("Slate Hill Coop read as Slate Hill Co-op")
        self.look("list-2")

    def state_requirements(self) -> None:
        """Add a table, change one, add a requirement and change one."""
        page, hand = self.page, self.hand
        self.go("Rules")
        hand.press(page.get_by_role("link", name="Add a table"))
        hand.write(page.get_by_label("Name", exact=True), "The annex")
        hand.write(page.get_by_label("Seats"), str(len(self.board.session.read().inputs.room.persons) // 5))
        hand.press(self.button("Save"))
        self.told("Saved: The annex.")
        tables = [table.label for table in self.board.session.read().inputs.convening.tables]
        work = next(label for label in tables if label.startswith("Work"))  # a large list has several for one area
        hand.press(page.get_by_role("link", name=named("Change", work)))
        hand.stay(page.locator("#more > summary"))
        hand.write(page.get_by_label("Place", exact=True), "Upstairs")
        hand.press(self.button("Save"))
        self.told(f"Saved: {work}.")
        hand.press(page.locator("#kinds summary"))
        hand.press(page.locator("#kinds a[href$='kind=cap']"))
        hand.choose(page.get_by_label("Column", exact=True), "sector")
        hand.write(page.get_by_label("At most"), "6")
        page.locator("#preview").get_by_text("Every table has at most 6 people").wait_for()
        hand.press(self.button("Save"))
        hand.press(
            page.get_by_role(
                "link", name=named("Change", "cap: sector: Every table has at most 6 people with the same sector.")
            )
        )
        hand.write(page.get_by_label("At most"), "7")
        hand.press(page.get_by_role("switch", name="Must"))
        page.locator("#preview").get_by_text("Every table has at most 7 people").wait_for()
        self.look("requirements")
        hand.press(self.button("Save"))
        hand.stay(page.get_by_role("checkbox", name=re.compile("different sectors")))
        self.told("Removed: ")
        hand.stay(self.button("Undo"))
        page.get_by_role("checkbox", name=re.compile("different sectors")).wait_for()

    def solve(self) -> None:
        page, hand = self.page, self.hand
        self.go("Find seats")
        hand.stay(page.get_by_text("Time limit and variant"))
        hand.write(page.get_by_label("Time limit in seconds"), str(self.seconds))
        hand.stay(self.button("Seat everyone"))
        page.get_by_text("The search has ended", exact=True).wait_for(timeout=180_000)
        self.look("solved")
        hand.press(page.get_by_role("link", name="See the seating on the board"))
        page.wait_for_selector("#board")
        assert page.locator(".tray").count() == 0
        self.check()

    def move_people(self) -> None:
        """Move somebody, exchange two, undo, redo, lock, keep a candidate, and improve the rest."""
        page, hand = self.page, self.hand
        tables = [one.get_attribute("data-table") for one in page.locator(".table").all()]
        before = self.seats()
        first = next(person for person, table in before.items() if table == tables[0])
        hand.put(first, tables[1])
        page.wait_for_selector(f'[data-person="{first}"][data-at="{tables[1]}"]')
        self.look("moved")
        self.check()
        self.exchange(tables)
        after = self.seats()
        hand.stay(self.button("Undo"))
        self.told("Undone: ")
        assert self.seats() != after
        hand.stay(self.button("Redo"))
        page.wait_for_selector("#redo[disabled]")
        assert self.seats() == after
        hand.pick(first)
        hand.stay(self.button("Lock this seat"))
        self.told("is locked at")
        hand.press(page.locator("#more > summary"))
        hand.stay(self.button("Keep this seating as A for comparison"))
        self.told("This seating is kept as candidate A.")
        hand.press(page.locator("#more > summary"))
        hand.press(self.button("Improve the seating"))
        page.locator("#keep-mine, #unchanged").first.wait_for(timeout=180_000)
        if page.locator("#keep-mine").count():
            hand.press(page.locator("#keep-mine"))
            page.locator("#searching").wait_for(state="hidden")
        assert self.seats()[first] == after[first]
        self.check()

    def exchange(self, tables: list[str]) -> None:
        """Exchange two people at a table where a seat alone would break a must."""
        page, hand, before = self.page, self.hand, self.seats()
        for person in list(before)[:12]:
            hand.pick(person)
            offers = page.locator("[data-slot^='exchange:'] button:visible")
            page.locator("[data-slot=best]").filter(has_not_text="Looking for").wait_for(state="attached")
            if offers.count():
                self.look("exchange")
                hand.stay(offers.first)
                self.told("swap seats")
                changed = [one for one, table in self.seats().items() if before[one] != table]
                assert len(changed) == 2
                self.check()
                return
            hand.press(self.hand.card(person))
        raise AssertionError("no exchange was offered")

    def save(self) -> None:
        self.hand.press(self.page.locator("#more > summary"))
        self.hand.stay(self.button("Update the report and packet"))
        self.told("The seating is saved.")
        self.look("saved")

    def find(self, name: str) -> None:
        """Look for a person in the list of the day; whoever else is left has another name."""
        self.hand.write(self.page.get_by_label("Find a person"), name)
        self.page.locator("#everyone li:visible").get_by_text(name, exact=True).wait_for()

    def run_the_day(self) -> str:
        """Mark arrivals and an absence, seat a late guest, repair, and save; return who is absent."""
        page, hand = self.page, self.hand
        people = {person.id: person for person in self.board.session.read().inputs.people}
        self.go("The day")
        here, gone = next(iter(self.seats())), next(one for one, at in self.seats().items() if at == "the-annex")
        self.find(people[here].name)
        hand.stay(page.get_by_role("button", name=named("Mark arrived", people[here].name)))
        self.told("has arrived")
        self.find(people[gone].name)
        hand.stay(page.locator("#everyone .row").filter(has_text=people[gone].name))
        hand.stay(page.locator("#picked [id^=absent-]"))
        self.told("is marked absent")
        hand.press(page.locator("#walk-in-open"))
        hand.write(page.get_by_label("Name", exact=True), "Zoe Quill")
        hand.stay(page.locator("#guest-add"))
        page.get_by_role("heading", name="A seat for Zoe Quill").wait_for()
        self.look("day")
        hand.stay(page.locator("#picked").get_by_role("button", name=re.compile("^Seat at")).first)
        page.locator("#picked").get_by_role("button", name="Print the badge").wait_for()
        hand.press(page.locator("#repair-open"))
        hand.stay(self.button("List the moves"))
        page.locator("form[aria-busy]").first.wait_for(state="detached", timeout=120_000)
        if page.get_by_role("button", name="Make these moves").count():
            hand.stay(self.button("Make these moves"))
        hand.stay(self.button("Update the report and packet"))
        self.told("saved")
        assert gone not in self.seats()
        assert "walk-in-1" in self.seats()
        self.look("day-saved")
        return gone

    def print_packet(self, absent: str) -> None:
        """Print the sheets of all tables with the browser, and find everybody on the sheet of their table."""
        page, hand = self.page, self.hand
        self.go("Seating")
        self.check()
        hand.press(page.locator("#more > summary"))
        with page.context.expect_page() as opened:
            hand.press(page.get_by_role("link", name="Open the packet"))
        packet = opened.value
        with packet.expect_navigation():
            type(hand)(packet).press(packet.get_by_role("link", name="Table sheets").first)
        made = self.pictures / "sheets.pdf"
        packet.pdf(path=made, prefer_css_page_size=True)
        packet.close()
        sheets = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, text=True, check=True).stdout
        inputs = read_round(Request(self.board.session.request.people, out=self.out))
        entry = Ledger.open(self.out).last
        seats, names = dict(entry.seats), {person.id: person.label for person in inputs.room.persons}
        assert seats == self.seats()
        assert absent not in seats
        for number, table in enumerate(inputs.room.tables, 1):
            (page_of,) = [
                one for one in sheets.split("\f") if re.search(rf"Table {number}\b", one) and "At this table" in one
            ]
            text = " ".join(page_of.split())
            mine = sorted(names[one] for one, at in seats.items() if at == table.id)
            assert sorted(name for name in names.values() if name in text) == mine, table.label


def spend(hand: Mouse, board: Running, tmp_path: Path, number: int, seconds: int = 4) -> Evening:
    """Spend a whole evening with a list of so many people, whose searches take so many seconds each."""
    evening = Evening(hand, board, tmp_path, seconds)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "USUAL", seconds)
        evening.read_list(write_raw_list(tmp_path / "replies.xlsx", number))
        evening.state_requirements()
        evening.solve()
        evening.move_people()
        evening.save()
        evening.print_packet(evening.run_the_day())
    return evening


def review_on_the_command_line(evening: Evening, python, tmp_path: Path) -> None:
    """Let the command line review what the board saved; it states the same penalty."""
    people, seats = Path(evening.board.session.request.people), evening.seats()
    by_hand = tmp_path / "by-hand.csv"
    by_hand.write_text("id,table\n" + "".join(f"{one},{at}\n" for one, at in seats.items()), encoding="utf-8")
    reviewed = python.run("-m", "seating", "review", people, by_hand, "--out", evening.out, "--json")
    assert json.loads(reviewed.stdout)["penalty"] == shown_points(evening.page.content()), reviewed.stderr


def test_an_evening_by_mouse(page, running, tmp_path, python):
    evening = spend(Mouse(page), running(example=None), tmp_path, 30, seconds=1)
    review_on_the_command_line(evening, python, tmp_path)


def test_an_evening_by_keyboard(page, running, tmp_path):
    spend(Keys(page), running(example=None), tmp_path, 30)


def test_an_evening_by_touch(chromium, running, tmp_path):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    spend(Finger(context.new_page()), running(example=None), tmp_path, 30)
    context.close()


def test_an_evening_by_mouse_with_112_people(page, running, tmp_path):
    spend(Mouse(page), running(example=None), tmp_path, 112)
