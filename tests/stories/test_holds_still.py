"""It holds still: one walk-in, one absence, one split table or one more chart changes only what follows from it."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from seating.analysis.arrivals import ArrivalState
from seating.api.day.desk_arrivals import add_walk_in, mark_arrival
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.closing_report import write_closing_report
from seating.api.solve import solve_request
from seating.report.sections.changed import MOST_MEETINGS
from tests.examples import seeded
from tests.stories.still import Drawn, draw, list_differences, list_unaffected, read_pages, write_rows

MEET_AGAIN = re.compile(r" in \d+ earlier rounds?$")
"""How a row ends in the list of pairs who share a table once more. That list names only the first pairs."""


def round_of(seed: int) -> int:
    """Return the number of the round in which somebody arrives or stays away: 1, 2 or 3."""
    return 1 + seed % 3


class Held:
    """A convening in a folder, seated once for each round."""

    def __init__(self, seed: int, folder: Path, rounds: int = 1) -> None:
        self.drawn: Drawn = draw(seed)
        self.rng = Random(f"change {seed}")
        self.folder = folder
        self.names = {row["id"]: row["name"] for row in self.drawn.rows}
        self.write()
        write_rows(folder / "commitments.csv", self.drawn.promises)
        self.rounds = rounds
        self.first = solve_request(self.request())
        for _ in range(1, rounds):
            self.first = solve_request(self.request(next_round=True))
        self.pages = self.read()

    def read(self) -> dict[str, Counter[str]]:
        """Return the lines of all files of the last round, and of the closing report."""
        write_closing_report(self.folder / "out")
        return read_pages(self.folder / f"out/round-{self.rounds}")

    def write(self, **convening: object) -> None:
        write_rows(self.folder / "people.csv", self.drawn.rows)
        (self.folder / "convening.yaml").write_text(json.dumps(convening or self.drawn.convening), encoding="utf-8")

    def request(self, **more: object) -> Request:
        return Request(self.folder / "people.csv", out=self.folder / "out", **more)

    def differences(self, after: Solved, changed: tuple[str, ...] = ()) -> list[str]:
        """Return what changed on paper for people whom the change does not reach.

        In a full list of those who meet again, the next pair takes the place of a pair that is gone.
        """
        still = list_unaffected(self.first.plan.seats, after.plan.seats, changed)
        now = self.read()
        found = list_differences(self.pages, now, self.names, still)
        if any(count_meetings(pages) < MOST_MEETINGS for pages in (self.pages, now)):
            return found
        return [line for line in found if not (line.startswith("report.html: + ") and MEET_AGAIN.search(line))]

    def staff(self, result: Solved) -> dict[str, str]:
        return {person.id: result.plan.seats[person.id] for person in result.room.staff}


def count_meetings(pages: dict[str, Counter[str]]) -> int:
    """Return the number of rows in the report's list of pairs who meet again."""
    return sum(number for line, number in pages["report.html"].items() if MEET_AGAIN.search(line))


PAGES_OF_CHARTS = ("packet/convener-only/for-you-alone.html: +", "packet/who-is-missing.html: +", "report.html: +")
"""The pages on which a chart that names somebody adds lines."""


def test_the_reading_finds_what_shifts_and_leaves_out_what_follows() -> None:
    names = {"a": "Ana Roe", "b": "Ben Lim", "c": "Cam Vue", "d": "Dee Ash"}
    before = {"a": "x", "b": "x", "c": "y", "d": "y"}
    still = list_unaffected(before, {"a": "x", "b": "x", "c": "y"})
    assert still == {"a", "b"}
    assert list_unaffected(before, before, ["a"]) == {"c", "d"}
    one, other = (
        {"door.html": Counter(["Ana Roe 1", "Cam Vue 2", "Ben Lim, Dee Ash"])},
        {"door.html": Counter(["Ana Roe 1 chair", "Cam Vue 3", "Ben Lim"])},
    )
    found = ["door.html: - Ana Roe 1", "door.html: + Ana Roe 1 chair", "door.html: + Ben Lim"]
    assert list_differences(one, other, names, still) == found


def test_the_pages_of_everybody_are_read(tmp_path: Path) -> None:
    held = Held(0, tmp_path)
    lines = [line for page in held.pages.values() for line in page]
    assert len(held.pages) > 24
    assert {"report.html", "seating.csv", "seating.xlsx", "breakout-rooms.csv", "closing.html"} <= held.pages.keys()
    assert {"packet/letters.csv", "packet/badges.html", "packet/convener-only/for-you-alone.html"} <= held.pages.keys()
    for person in held.first.plan.seats:
        assert sum(held.names[person] in line for line in lines) >= 6


@pytest.mark.room
@seeded(10, shrinks=False)
def test_a_walk_in_changes_only_their_table(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("held")
    held = Held(seed, folder, round_of(seed))
    added = add_walk_in(folder / "out", held.first.people, held.rounds, "Zoe Quillfeather", "Walk In Works")
    held.names[added.after.id] = "Zoe Quillfeather"
    after = repair_request(held.request())
    assert held.differences(after) == []
    assert held.staff(after) == held.staff(held.first)
    assert len(after.plan.seats) == len(held.first.plan.seats) + 1
    assert {p: t for p, t in after.plan.seats.items() if p != added.after.id} == dict(held.first.plan.seats)


@pytest.mark.room
@seeded(10, shrinks=False)
def test_an_absence_changes_only_their_table(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("held")
    held = Held(seed, folder, round_of(seed))
    gone = held.rng.choice([person.id for person in held.first.room.people])
    mark_arrival(folder / "out", held.first.people, held.rounds, gone, ArrivalState.ABSENT)
    after = repair_request(held.request())
    assert held.differences(after) == []
    assert held.staff(after) == held.staff(held.first)
    assert set(held.first.plan.seats) - set(after.plan.seats) == {gone}


@pytest.mark.room
@seeded(10, shrinks=False)
def test_a_chart_changes_no_page_of_the_packet_but_those_about_charts(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("held")
    held = Held(seed, folder)
    who, about = held.rng.sample([row for row in held.drawn.rows if not row["duty"]], 2)
    table = held.rng.choice(held.first.room.tables)
    rows = [{"chart of": who["name"], "table": table.id, "who": words} for words in (about["name"], "a night baker")]
    write_rows(folder / "chart.csv", rows)
    counts = seed % 2 == 0  # a chart that counts may move the person whom it names
    after = solve_request(held.request(charts=(folder / "chart.csv",), charts_count=counts))
    assert counts or after.plan.seats == held.first.plan.seats
    for line in held.differences(after):
        assert line.startswith(PAGES_OF_CHARTS), line
        assert "named, but" in line or about["name"] in line or "a night baker" in line, line


@pytest.mark.room
@seeded(10, shrinks=False)
def test_a_split_changes_only_the_table_that_was_split(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Two second rounds, with and without a split; whoever the two seat alike reads the same on paper."""
    folder = tmp_path_factory.mktemp("split")
    held = Held(seed, folder)
    parent = held.first.room.tables[-1].id  # the numbers of the tables before it stay
    others = [one for one in held.drawn.promises if one["table"] != parent]  # a split table loses its promises
    write_rows(folder / "commitments.csv", others)
    held.first = solve_request(held.request(next_round=True, time_limit=20))
    held.pages = read_pages(folder / "out/round-2")
    again = folder / "again"
    again.mkdir()
    other = Held(seed, again)
    other.drawn = replace(other.drawn, tables=tuple(other.drawn.split(parent)["tables"]))
    other.write()
    write_rows(again / "commitments.csv", others)
    after = solve_request(other.request(next_round=True))
    still = list_unaffected(held.first.plan.seats, after.plan.seats)
    assert list_differences(held.pages, read_pages(again / "out/round-2"), held.names, still) == []
