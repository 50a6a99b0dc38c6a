"""What people need at a table is the reason for their seat, and the first advice is to make other tables accessible."""

from __future__ import annotations

import seating
from seating.analysis.access import advise_access, find_barriers
from seating.report.packet import needs
from seating.report.pages import render_packet, render_report
from seating.report.settings import Settings

TABLES = [
    {"id": "talent", "name": "Talent", "focus": "talent", "seats": "2-4"},
    {"id": "capital", "name": "Capital", "focus": "capital", "seats": "2-4"},
    {"id": "community", "name": "Community", "focus": "community", "seats": "2-5", "features": ["step-free"]},
]
ROWS = [
    {"id": "ana", "name": "Ana Ruiz", "interests": "talent:3; capital:1", "needs": "step-free"},
    {"id": "ben", "name": "Ben Ode", "interests": "capital:3", "needs": "Step-free"},
    {"id": "cam", "name": "Cam Loy", "interests": "community:3", "needs": "step-free; vegan"},
    {"id": "dee", "name": "Dee Fox", "interests": "talent:3", "needs": "step-free"},
    *({"id": f"p{n}", "name": f"Person {n}", "interests": ("talent:3", "capital:3")[n % 2]} for n in range(4)),
]
SENTENCE = "Ana Ruiz needs step-free, which only Community can offer."


def solved():
    return seating.solve(ROWS, {"tables": TABLES, "requirements": [{"kind": "focus", "weight": 1}]})


def test_a_need_is_named_as_the_reason_and_not_the_seat_itself():
    result = solved()
    said = {r.id: r.sentence(result.room) for r in result.requirements if ":" in r.id}
    assert said["needs:ana"] == SENTENCE
    assert "vegan" not in " ".join(said.values())  # no table has it, so it decides no seat


def test_the_first_advice_is_a_place_for_the_table_that_the_people_prefer():
    result = solved()
    found = find_barriers(result.room, result.plan, result.requirements)
    assert [(one.people, one.tables) for one in found] == [(("ana", "dee"), ("talent",)), (("ben",), ("capital",))]
    assert list(advise_access(result.room, found)) == [
        "Find a place for Talent with what Ana Ruiz and Dee Fox need: step-free. They would rather sit there.",
        "Find a place for Capital with what Ben Ode needs: step-free. They would rather sit there.",
    ]


def test_a_person_who_sits_where_they_would_rather_sit_meets_no_barrier():
    tables = [{**table, "features": ["step-free"]} for table in TABLES[:2]] + TABLES[2:]
    result = seating.solve(ROWS, {"tables": tables, "requirements": [{"kind": "focus", "weight": 1}]})
    assert find_barriers(result.room, result.plan, result.requirements) == ()


def test_only_the_pages_of_the_convener_tell_of_the_need():
    result = solved()
    found = needs.fill(result, Settings())
    (community,) = (at for at in found.tables if at.table.id == "community")
    assert {one.name: one.reasons for one in community.people}["Ana Ruiz"] == (SENTENCE,)
    assert len(found.advice) == 2
    pages = render_packet(result, Settings())
    assert all(name.startswith("convener-only/") for name, page in pages.items() if "Ana Ruiz needs" in page)
    assert "Ana Ruiz needs" not in render_report(result, Settings())


def test_a_choice_that_a_need_prevents_is_a_barrier_too():
    rows = [{**ROWS[0], "interests": "", "chose": "capital"}, *ROWS[4:]]
    result = seating.solve(rows, {"tables": TABLES, "requirements": []})
    assert [one.tables for one in find_barriers(result.room, result.plan, result.requirements)] == [("capital",)]


def test_no_way_out_drops_a_need():
    tables = [*TABLES[:2], {**TABLES[2], "seats": 1}]
    result = seating.solve(ROWS, {"tables": tables, "requirements": []})
    assert result.ways_out[0].kind == "access"
    assert not [way.sentence for way in result.ways_out if "Drop needs:" in way.sentence or "Allow Ana" in way.sentence]
