"""Who may stand in without breaking a must."""

from __future__ import annotations

from seating.analysis.attendance import may_stand_in
from seating.plan import Plan
from tests.builders import requirement, room


def test_staff_stay_at_all_their_sessions_when_somebody_else_moves() -> None:
    here = room(["ana", "ben", "cam", {"id": "flo", "duty": "facilitator"}], ["north", "south"])
    must = requirement("staff", duty="facilitator", must=True)
    seats = {"ana": "north", "ben": "south", "cam": "south", "flo": "north"}
    plan = Plan(seats, {"flo": ("south",)})
    assert may_stand_in(here, [must], plan, here.persons[here.index["ben"]], "north", "ana")
