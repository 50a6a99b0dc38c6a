"""The reason for a move is what a must would lack if the person had stayed, with everyone's further sessions."""

from __future__ import annotations

from seating.explain.moves import Reasons
from seating.plan import Plan
from tests.builders import requirement, room


def test_staff_who_serve_at_several_sessions_are_no_reason_for_a_move() -> None:
    people = ["ana", "ben", "cam", {"id": "flo", "duty": "facilitator"}]
    here = room(people, ["north", "south"])
    asked = [
        requirement("staff", duty="facilitator", must=True),
        requirement("count", who={"name": ["ana", "ben"]}, at_least=2, at="south", must=True),
    ]
    now = Plan({"ana": "south", "ben": "south", "cam": "north", "flo": "north"}, {"flo": ("south",), "ana": ("north",)})
    reasons = Reasons(here, asked, now, {"ana": "north", "ben": "south"}, (), here.listed.columns)
    assert "facilitator" not in reasons.of("ana").full
    assert "South" in reasons.of("ana").full or "south" in reasons.of("ana").full
