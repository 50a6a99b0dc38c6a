"""The members of governance tables in the terminal."""

from __future__ import annotations

import seating
from seating.pages.governance_members import list_governance
from seating.result.memberships import has_suggested_role, rests_on_suggestion
from tests.present.told import told


def test_members_by_a_suggested_duty_are_told_as_such() -> None:
    """Nobody has agreed to be a member only because the program drew their name."""
    people = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(4)]
    lead = {"id": "lead", "name": "Lead", "kind": "leadership", "from": "chair", "people": ["p0"]}
    tables = [{"id": "a", "seats": 2}, {"id": "b", "seats": 2}, lead]
    result = seating.solve(people, {"tables": tables, "requirements": [{"kind": "duty", "name": "chair"}]})
    suggested = {one.person for one in result.memberships if rests_on_suggestion(result, one)}
    _, title, line = told(list_governance(result)).splitlines()
    assert title == "Governance tables"
    assert "p0" not in suggested, "a member by name stays one"
    assert any(m.person == "p0" and has_suggested_role(result, m) for m in result.memberships), "drawn as chair too"
    drawn = len(suggested)
    assert drawn == 1
    assert line.startswith(f"  Lead: {drawn + 1} members, {drawn} suggested until elected:")
