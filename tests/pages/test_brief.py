"""What a terminal prints after a search that meets all musts: at most fifteen lines, whatever the size."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from seating.convening import Convening
from seating.engines.outcome import Status
from seating.pages import brief, repaired, solved
from seating.pages.solved import FIRST_FILES
from seating.profiles.people import People
from seating.result import Move, Repair, Result
from seating.room.plan import Plan
from tests.differential import random_convening
from tests.examples import seeded
from tests.pages.stored import compare
from tests.present.told import told
from tests.report.made_up import impossible, large, result_of, small, visited

FILES = {name: f"reports/round-1/{name}" for name in FIRST_FILES}
RESULTS = {"small": small, "season": visited}


def random_result(seed: int) -> Result:
    """Return a random room in which everyone sits somewhere, and nothing that it asks for is a must."""
    rng = Random(seed)
    room, drawn = random_convening(rng)
    asked = tuple(one.model_copy(update={"must": False}) for one in drawn)
    convening = Convening(tables=room.tables, requirements=asked, working_language=room.working_language)
    seats = {person.id: rng.choice(room.tables).id for person in room.persons}
    return replace(result_of(People(room.listed), convening, seats), files=FILES)


def lines(result: Result, page=brief.list_blocks, language: str = "en") -> list[str]:
    return told(page(result), language).splitlines()


def check(result: Result, page=brief.list_blocks) -> None:
    """Fail if the page is too long, or shows what only a computer reads."""
    for language in ("en", "es"):
        shown = lines(result, page, language)
        assert len(shown) <= brief.MOST_LINES, "\n".join(shown)
        assert "{kind:" not in "\n".join(shown)
        assert not [one.id for one in result.requirements if f"[{one.id}" in "\n".join(shown)]


@pytest.mark.parametrize("name", RESULTS)
def test_the_page_is_as_stored(name):
    compare(f"{name}-in-short", lambda: brief.list_blocks(replace(RESULTS[name](), files=FILES)), ("en", "es"))


@seeded(25)
def test_any_seating_fits_fifteen_lines_and_details_have_what_is_left_out(seed):
    result = random_result(seed)
    check(result)
    unmet = [one for one in result.requirements if not result.verdict(one).met]
    detailed = told(solved.list_blocks(result))
    assert all(f"[{one.id}]" in detailed for one in unmet[:1])
    assert sum(line.startswith("  Not met") for line in lines(result)) <= len(unmet)


@pytest.mark.parametrize("count", [(10, 2), (300, 30), (5000, 500)])
def test_rooms_of_any_size_fit(count):
    check(replace(large(*count), files=FILES))


def test_rounds_planned_ahead_take_one_line():
    ahead = tuple(replace(small(), room=replace(small().room, round_number=n)) for n in range(2, 51))
    result = replace(small(), files=FILES, ahead=ahead)
    check(result)
    assert "Rounds planned ahead, each with its own report: 2, 3, 4" in "\n".join(lines(result))


@pytest.mark.parametrize("number", [0, 1, 4, 5, 14])
def test_a_repair_shows_the_first_moves_and_counts_the_others(number):
    result = small()
    tables = [table.id for table in result.room.tables]
    moved = [Move(one.id, tables[0], tables[1], "to make room") for one in result.room.people[:number]]
    result = replace(result, files=FILES, moves=tuple(moved), repair=Repair(True, number))
    check(result, repaired.list_in_short)
    shown = "\n".join(lines(result, repaired.list_in_short))
    assert shown.count(", to make room.") == (number if number <= brief.MOST_MOVES else brief.MOST_MOVES - 1)
    assert ("more: open the report, or add --details" in shown) or number <= brief.MOST_MOVES
    assert told(repaired.list_blocks(result)).count(", to make room.") == number


def test_nothing_is_cut_where_a_must_is_not_met():
    for result in (impossible(), replace(small(), ahead=(impossible(),)), replace(small(), governance=(impossible(),))):
        assert not brief.has_succeeded(result)
        assert lines(result) == lines(result, solved.list_blocks)
    assert not brief.has_succeeded(replace(small(), status=Status.NO_SEATING))


def test_the_worst_requirement_is_told_first():
    result = replace(small(), files=FILES)
    unmet = [one for one in result.requirements if not result.verdict(one).met and one.kind != "voice"]
    assert len(unmet) > 1
    worst = max(unmet, key=lambda one: result.verdict(one).shortfall * one.weight)
    first = next(line for line in lines(result) if line.startswith("  Not met"))
    assert first.endswith(worst.sentence(result.room))


def test_a_voice_that_is_named_as_missing_is_not_told_again():
    result = replace(small(), files=FILES)
    unheard = {one.id for one in result.review.asked if one.state != "heard"}
    lacking = [one for one in result.requirements if one.kind == "voice" and one.id in unheard]
    shown = "\n".join(lines(result))
    assert lacking
    assert all(one.name in shown and one.sentence(result.room) not in shown for one in lacking)


def test_who_has_no_seat_is_counted_by_reason():
    result = small()
    reasons = ("said no", "no session fits", "said no", "is away", "no table fits")
    absent = tuple(replace(result.not_seated[0], reason=one) for one in reasons)
    shown = "\n".join(lines(replace(result, not_seated=absent)))
    assert "5 people have no seat. said no (2), no session fits (1), is away (1) and 1 more" in shown


def test_needs_are_counted_and_no_one_is_named():
    seats = {"ana": "carts", "ben": "shops", "cam": "carts", "flo": "shops"}
    result = replace(visited(), plan=Plan(seats))
    shown = "\n".join(lines(result))
    assert "  No one at the table to talk with, or no interpreter: 2 people\n  To see who, add --details." in shown
    assert "Ana Ruiz" not in shown
