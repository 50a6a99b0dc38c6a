"""Which tables of the room a screen marks."""

from __future__ import annotations

from types import SimpleNamespace

from seating.board.drawn_room import find_unmet_tables
from seating.requirements.base.findings import Finding
from seating.room.plan import Plan


def test_a_finding_about_people_marks_the_tables_of_those_who_have_a_seat():
    """Staff whom a plan places, and people away, have none."""
    findings = (Finding(None, None, 0, 1, 1, people=("ana", "ben")), Finding("south", None, 0, 1, 1))
    judged = (SimpleNamespace(verdict=SimpleNamespace(findings=findings), is_must=True),)
    assert find_unmet_tables(SimpleNamespace(judged=judged, plan=Plan({"ana": "north"}))) == {
        "north": True,
        "south": True,
    }
