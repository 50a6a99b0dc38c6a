"""The room beside the rules: what each rule that is ticked means for the seating as it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest

from seating.api.editing.convening_edits import list_entries, read_history
from tests.waiting import wait_until

from .test_room import seat_in_turn

pytestmark = pytest.mark.browser

GROUPS = ("School", "Work", "Choir", "Family")


def write_groups(folder, requirements: str = ""):
    rows = "".join(f"Person {n:02},{GROUPS[n // 5]}\n" for n in range(20))
    (folder / "people.csv").write_text(f"name,Group\n{rows}", encoding="utf-8")
    tables = "".join(f"  - {{id: t{n}, seats: 5}}\n" for n in range(4))
    (folder / "convening.yaml").write_text(f"tables:\n{tables}{requirements}", encoding="utf-8")
    return folder / "people.csv"


def open_rules(page, board) -> None:
    page.goto(board.address)
    page.goto(page.url.rsplit("/", 1)[0] + "/rules")


def count_by_table(board) -> dict[str, Counter[str]]:
    """Return how many of each group sit at each table, from the list and the seats alone."""
    opened, found = board.session.read(), defaultdict(Counter)
    for person in opened.inputs.room.persons:
        found[opened.seating.seats[person.id]].update(person.values("Group"))
    return found


def test_the_room_beside_the_rules_shows_what_a_tick_means(page, running, tmp_path):
    board = running(None, write_groups(tmp_path))
    open_rules(page, board)
    assert page.locator("#rules-room .top").count() == 4
    assert page.locator("#rules-room use[id^=at]").count() == 0, "no one has a seat yet"
    seat_in_turn(board.session)
    open_rules(page, board)
    marks = page.locator("#rules-room use[id^=at]")
    assert marks.count() == 20
    assert marks.first.get_attribute("class") == "seat-person"
    page.locator(".sentences li", has_text="Keep each Group together").locator("[type=checkbox]").check()
    told = page.locator(".sentences li:has(:checked) .kept")
    told.wait_for()
    said = dict(re.findall(r"(\w+): at (\d+) tables", told.inner_text()))
    at = count_by_table(board)
    assert said == {group: str(sum(group in counts for counts in at.values())) for group in GROUPS}
    assert {one.split("-")[0] for one in marks.evaluate_all("all => all.map((one) => one.className.baseVal)")} == {
        "color"
    }
    assert page.locator("#rules-room .lack").count() == sum(1 in counts.values() for counts in at.values()), "alone"
    page.get_by_label("Group", exact=True).select_option("Mix Group at every table")
    page.get_by_role("checkbox", name="Mix Group at every table", checked=True).wait_for()
    lacking = {(table, group) for table, counts in at.items() for group in GROUPS if not counts[group]}
    assert set(re.findall(r"(\w+), Group (\w+): no one", told.inner_text())) == lacking
    assert page.locator("#rules-room .lack").count() == len({table for table, _ in lacking})


def test_of_two_opposite_rules_the_word_that_is_chosen_counts(page, running, tmp_path):
    board = running(None, write_groups(tmp_path))
    open_rules(page, board)
    kept, mixed = "Keep each Group together", "Mix Group at every table"
    tick, word = page.locator(".sentences .either [type=checkbox]"), page.get_by_label("Group", exact=True)
    assert (tick.count(), tick.is_checked(), word.locator(":checked").inner_text()) == (1, False, kept)
    for chosen, kinds in ((mixed, ["balance"]), (kept, ["together"])):
        word.select_option(chosen)
        page.get_by_role("checkbox", name=chosen, checked=True).wait_for()
        assert [one["kind"] for one in list_entries(board.session.request, "requirements")] == kinds
    assert len(read_history(board.session.request).done) == 2
    tick.uncheck()
    wait_until(lambda: list_entries(board.session.request, "requirements") == [])
