"""The members of governance tables in the terminal."""

from __future__ import annotations

import seating
from seating.cli.views.governance import list_governance


def test_members_by_a_suggested_duty_are_told_as_such() -> None:
    """Nobody has agreed to be a member only because the program drew their name."""
    people = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(4)]
    lead = {"id": "lead", "name": "Lead", "kind": "leadership", "from": "chair", "people": ["p0"]}
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}, lead]
    result = seating.solve(people, {"tables": tables, "requirements": [{"kind": "duty", "name": "chair"}]})
    suggested = {one.person for one in result.memberships if one.is_drawn}
    (line,) = list_governance(result)
    if "p0" in suggested:
        assert line.startswith("Lead: 2 members suggested until elected:")
    else:
        assert line.startswith("Lead: 3 members, 2 of them suggested until elected:")
