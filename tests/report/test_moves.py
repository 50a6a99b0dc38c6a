"""The report's section on a repair."""

from __future__ import annotations

from dataclasses import replace

from seating.engines.outcome import Status
from seating.report.moves import list_blocks
from seating.report.pages import render_report
from seating.result import Move, Offer, Repair
from tests.present.told import told

from .made_up import small


def repaired(**changed):
    """Return a small result as if its first person had moved there from the last table."""
    result = small()
    person, tables = result.room.people[0], result.room.tables
    move = Move(person.id, tables[-1].id, result.plan.seats[person.id], "since it lost its only doer", "in full")
    offer = Offer((Move(result.room.people[1].id, tables[0].id, tables[-1].id, "since that helps"),), 3)
    known = {"fewest_proven": True, "fewest": 1, "newcomers": (result.room.people[2].id,), "offers": (offer,)}
    known["is_better_known"] = True
    return replace(result, moves=(move,), repair=Repair(**{**known, **changed}))


def test_a_seating_made_anew_has_no_such_section():
    assert not list(list_blocks(small()))


def test_who_moved_and_why_and_newcomers_are_told_and_no_offers():
    """The reason is the one that others may read; what an offer saves would tell what somebody wishes."""
    result = repaired()
    moved, _, _, _, move, _, heading, newcomer = told(list_blocks(result)).split("\n")
    assert moved == "1 person moves. No seating that meets all musts takes fewer moves."
    assert move.endswith("since it lost its only doer")
    assert heading == "New at their tables"
    assert newcomer.strip().startswith(result.room.people[2].label)
    page = render_report(repaired())
    assert "points less" not in page
    assert "since it lost its only doer" in page
    section = page.partition("What the repair changed</h3>")[2].partition("<h2")[0]
    assert section
    assert "in full" not in section


def test_a_better_seating_that_the_repair_offers_is_known():
    plain = {"status": Status.FEASIBLE, "bound": None, "private_names": {}}
    assert "A better seating is known, but no must requires the moves it takes." in render_report(
        replace(repaired(), **plain)
    )
    assert "It is not known whether a better" in render_report(
        replace(repaired(offers=(), is_better_known=False), **plain)
    )


def test_what_is_not_proven_is_not_claimed():
    """Nor where more people moved than the musts need."""
    assert "takes fewer moves" not in told(list_blocks(repaired(fewest_proven=False)))
    assert "No must requires a move." in told(list_blocks(repaired(fewest=0)))
    none = replace(repaired(newcomers=()), moves=())
    assert told(list_blocks(none)) == "No one moves."
    assert told(list_blocks(none), "es") == "Nadie cambia de mesa."
