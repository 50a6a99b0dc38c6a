"""What people need at a table is the reason for their seat, and the first advice is to make other tables accessible."""

from __future__ import annotations

from dataclasses import replace

import pytest

import seating
from seating.analysis.access import (
    CutOff,
    advise_access,
    advise_interpreters,
    describe_cut_off,
    find_barriers,
    find_cut_off,
    find_cut_off_without,
    find_uninterpreted,
)
from seating.api.interface import check
from seating.pages.solved import list_access
from seating.present.settings import Settings
from seating.report.packet import needs
from seating.report.pages import render_packet, render_report
from seating.report.sections import verdict
from seating.result import Result
from seating.room.languages import languages_of
from seating.room.plan import Plan
from tests.builders import room
from tests.present.told import told

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
REASON = "only at Community"
SENTENCE = "Ana Ruiz needs “step-free”, which only Community can offer."


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
    assert [(one.people, one.table) for one in found] == [(("ana", "dee"), "talent"), (("ben",), "capital")]
    assert list(advise_access(result.room, found)) == [
        "Find a location for Talent that has what Ana Ruiz and Dee Fox need: step-free. They would prefer to "
        "sit at this table.",
        ("Find a location for Capital that has what Ben Ode needs: step-free. They would prefer to sit at this table."),
    ]


def test_a_need_that_is_not_met_where_people_sit_comes_first():
    """Their cells contradict each other, so the closest seating leaves them at a table that they cannot reach."""
    rows = [{**ROWS[0], "pin": "talent"}, {**ROWS[3], "pin": "talent"}, ROWS[1], *ROWS[4:]]
    result = seating.solve(rows, {"tables": TABLES, "requirements": []})
    assert {result.plan.seats["ana"], result.plan.seats["dee"]} == {"talent"}
    first = (
        "Find a location for Talent that has what Ana Ruiz and Dee Fox need: step-free. Their seats are at this table."
    )
    assert next(iter(needs.find_needs(result).advice)) == first
    assert first not in map(str, list_access(result)), "the terminal lists the need as unmet"
    one = seating.solve([rows[0], *rows[2:]], {"tables": TABLES, "requirements": []})
    assert needs.find_needs(one).advice[0] == (
        "Find a location for Talent that has what Ana Ruiz needs: step-free. Their seat is at this table."
    )


def test_no_place_is_advised_for_a_seat_at_a_table_that_is_for_others():
    """Ana has to move in any case."""
    rows = [
        {**row, "kind": kind, "interests": ""} for row, kind in zip((ROWS[0], ROWS[3]), ("shop", "lab"), strict=True)
    ]
    rows += [{**row, "kind": "lab"} for row in ROWS[4:]]
    tables = [{**TABLES[0], "for": {"kind": "lab"}}, *TABLES[1:]]
    result = seating.solve(rows, {"tables": tables, "requirements": []})
    moved = Plan({**result.plan.seats, "ana": "talent", "dee": "talent"})
    assert [one.people for one in find_barriers(result.room, moved, result.requirements)] == [("dee",)]


def test_no_place_is_advised_for_a_held_seat():
    """Its need cannot be met where it is held, but the page lists no needs of held seats."""
    rows = [{**ROWS[0], "pin": "talent", "status": "open"}, *ROWS[4:]]
    result = seating.solve(rows, {"tables": TABLES, "requirements": []})
    assert result.plan.seats["ana"] == "talent"
    assert "needs:ana" in {one.id for one in result.requirements}
    assert needs.find_needs(result).advice == ()


def test_no_place_is_advised_for_a_table_that_is_closed_to_those_who_prefer_it():
    """Only its members sit at the office, so a place there would not help Ana and Dee."""
    office = {"id": "office", "name": "Office", "kind": "governance", "action_seat": False, "focus": "talent"}
    tables = [*TABLES[1:], {**office, "people": ["p0", "p2"]}]
    result = seating.solve(ROWS, {"tables": tables, "requirements": [{"kind": "focus", "weight": 1}]})
    assert [(one.people, one.table) for one in find_barriers(result.room, result.plan, result.requirements)] == [
        (("ben",), "capital")
    ]


@pytest.mark.parametrize(
    "stated", [[], [{"kind": "keep_from", "of": "can_come"}, {"kind": "keep_from", "of": "declined"}]]
)
def test_no_place_is_advised_for_a_table_that_a_cell_rules_out(stated):
    """It makes no difference whether the convener states the requirement or the program makes one from each cell."""
    tables = [{**table, "day": f"2027-05-0{day}"} for day, table in enumerate(TABLES, start=3)]
    rows = [{**ROWS[0], "can_come": "2027-05-05"}, {**ROWS[1], "declined": "capital"}, *ROWS[4:]]
    result = seating.solve(rows, {"tables": tables, "requirements": [{"kind": "focus", "weight": 1}, *stated]})
    assert find_barriers(result.room, result.plan, result.requirements) == ()


def test_a_person_who_sits_where_they_would_rather_sit_meets_no_barrier():
    tables = [{**table, "features": ["step-free"]} for table in TABLES[:2]] + TABLES[2:]
    result = seating.solve(ROWS, {"tables": tables, "requirements": [{"kind": "focus", "weight": 1}]})
    assert find_barriers(result.room, result.plan, result.requirements) == ()


def test_a_need_that_another_table_of_the_same_focus_meets_is_no_barrier():
    """Ana sits at Community, where there is a seat; Talent East meets her need and is as good for her as Talent."""
    result = solved()
    east = result.room.tables[0].model_copy(update={"id": "east", "features": ("step-free",)})
    pins = [one for one in result.requirements if one.id in {"needs:ana", "needs:dee"}]
    pins = [one.model_copy(update={"tables": ("community", "east")}) for one in pins]
    there = replace(result.room, tables=(*result.room.tables, east))
    assert find_barriers(there, result.plan, pins) == ()


def test_only_the_pages_of_the_convener_tell_of_the_need():
    result = solved()
    found = needs.find_needs(result)
    (community,) = (at for at in found.tables if at.table.id == "community")
    assert {one.name: one.places for one in community.people}["Ana Ruiz"] == (REASON,)
    assert len(found.advice) == 2
    pages = render_packet(result, Settings())
    shared = [page for name, page in pages.items() if not name.startswith("convener-only/")]
    for needed in ("Ana Ruiz needs", REASON):
        assert any(needed in page for page in pages.values())
        assert not any(needed in page for page in [*shared, render_report(result, Settings())])


def test_a_choice_that_a_need_prevents_is_a_barrier_too():
    rows = [{**ROWS[0], "interests": "", "chose": "capital"}, *ROWS[4:]]
    result = seating.solve(rows, {"tables": TABLES, "requirements": []})
    assert [one.table for one in find_barriers(result.room, result.plan, result.requirements)] == ["capital"]


@pytest.mark.parametrize(("chose", "barriers"), [("capital", ["capital"]), ("community", [])])
def test_a_choice_goes_before_the_interests(chose, barriers):
    rows = [{**ROWS[0], "chose": chose}, *ROWS[4:]]
    result = seating.solve(rows, {"tables": TABLES, "requirements": []})
    assert [one.table for one in find_barriers(result.room, result.plan, result.requirements)] == barriers


def test_no_way_out_drops_a_need():
    tables = [*TABLES[:2], {**TABLES[2], "seats": 1}]
    result = seating.solve(ROWS, {"tables": tables, "requirements": []})
    assert result.ways_out[0].kind == "access"
    assert not [way.sentence for way in result.ways_out if "Drop needs:" in way.sentence or "Allow Ana" in way.sentence]


SPEAKERS = [
    *({"id": f"e{n}", "languages": "English"} for n in range(4)),
    {"id": "lan", "languages": "vi"},
    {"id": "hoa", "languages": "Vietnamese"},
    {"id": "mai", "languages": "vi; en", "duty": "interpreter"},
    {"id": "flo", "languages": "en", "duty": "facilitator"},
]


def cut_off(seats):
    here = room(SPEAKERS, ["north", "south"], working_language="en")
    return [(one.table, set(one.people)) for one in find_cut_off(here, Plan(seats))]


def test_a_person_alone_in_a_language_is_found_unless_an_interpreter_sits_there():
    north = dict.fromkeys(("e0", "e1", "e2", "lan"), "north")
    south = dict.fromkeys(("e3", "hoa", "flo"), "south")
    assert cut_off({**north, **south, "mai": "north"}) == [("south", {"hoa"})]
    assert cut_off({**north, **south, "mai": "south"}) == [("north", {"lan"})]
    together = {**north, "hoa": "north", "e3": "south", "flo": "south"}
    assert cut_off({**together, "mai": "south"}) == [("north", {"lan", "hoa"})]
    assert cut_off({**together, "mai": "north"}) == []


def test_no_one_is_called_alone_beside_a_person_whose_languages_are_not_known():
    """Their blank is not one of the list, as in a saved round after they left the list."""
    here = room([*SPEAKERS, {"id": "old"}], ["north", "south"], working_language="en")
    seats = Plan({"e0": "north", "e1": "north", "lan": "north", "old": "north", "e2": "south", "hoa": "south"})
    assert [one.table for one in find_cut_off(here, seats)] == ["north", "south", "south"]
    assert [one.table for one in find_cut_off(here, seats, unread={"old"})] == ["south", "south"]


def test_a_speaker_of_the_working_language_can_be_alone_too():
    assert cut_off({"e0": "north", "lan": "north", "hoa": "north"}) == [("north", {"e0"}), ("north", {"lan", "hoa"})]


@pytest.mark.parametrize(
    ("spoken", "asked"),
    [
        (["es", "vi"], ["Bring an interpreter between Spanish and Vietnamese to north."]),
        (["es", "es", "vi; ht"], ["Bring an interpreter between Spanish and Vietnamese to north."]),
        (["en", "vi"], ["Bring an interpreter for Vietnamese to north."]),
        (["en", "vi", "vi", "es"], [f"Bring an interpreter for {one} to north." for one in ("Vietnamese", "Spanish")]),
        (
            ["es", "vi", "ht"],
            [f"Bring an interpreter for {x} to north." for x in ("Spanish", "Vietnamese", "Haitian Creole")],
        ),
        (["en", "en", "es", "vi"], [f"Bring an interpreter for {one} to north." for one in ("Spanish", "Vietnamese")]),
    ],
)
def test_one_interpreter_is_asked_for_where_one_would_do(spoken, asked):
    """Two people who share no language were to have an interpreter for each of their languages."""
    people = [{"id": f"p{n}", "languages": one} for n, one in enumerate(spoken)]
    mai = {"id": "mai", "name": "Mai", "duty": "interpreter", "languages": "vi; es"}
    here = room([*people, {"id": "e0", "languages": "en"}, mai], ["north", "south"], working_language="en")
    plan = Plan({**{one["id"]: "north" for one in people}, "e0": "south", "mai": "south"})
    found = find_cut_off(here, plan)
    assert list(advise_interpreters(here, found)) == asked
    if "between" in asked[0]:
        told = f"{asked[0][:-1]}: Mai, who is at south, speaks both."
        assert list(advise_interpreters(here, found, plan)) == [told]
        without = find_cut_off_without(here, Plan({**plan.seats, "mai": "north"}), "mai")
        assert list(advise_interpreters(here, without)) == asked


def test_an_interpreter_for_one_language_speaks_the_language_of_the_room_too():
    here = room(
        [*SPEAKERS[:5], {"id": "mai", "languages": "vi", "duty": "interpreter"}], ["north"], working_language="en"
    )
    assert find_cut_off(here, Plan(dict.fromkeys([*(f"e{n}" for n in range(4)), "lan", "mai"], "north"))) == ()


def test_blank_cells_and_no_name_for_the_working_language_accuse_no_one():
    here = room([{"id": "ana"}, {"id": "ben"}, {"id": "cam", "languages": "en"}], ["north"])
    assert find_cut_off(here, Plan(dict.fromkeys(("ana", "ben", "cam"), "north"))) == ()


def evening(staff, **more):
    """Return a solved room in which two people at different tables speak no English."""
    tables = [{"id": t, "name": t.title(), "focus": t, "seats": "3-5"} for t in ("north", "south")]
    rows = [
        {"id": f"p{n}", "name": f"Person {n}", "languages": "en", "interests": f"{('north', 'south')[n % 2]}:3"}
        for n in range(6)
    ]
    rows.append({"id": "lan", "name": "Lan Tran", "languages": "vi", "interests": "south:3"})
    staff = [{"name": f"Staff {one['id']}", **one} for one in staff]
    convening = {"working_language": "en", "tables": tables, "requirements": [{"kind": "focus"}]}
    return seating.solve([*rows, *staff], {**convening, **more})


def test_an_interpreter_sits_where_somebody_needs_one():
    for other in ("facilitator", "recorder"):
        staff = [
            {"id": "mai", "duty": "interpreter", "languages": "vi"},
            {"id": "flo", "duty": other, "languages": "en"},
        ]
        result = evening(staff)
        assert result.plan.seats["mai"] == result.plan.seats["lan"] == "south"
        assert result.by_requirement["languages:staff"].sentence(result.room) == (
            "Everyone who does not speak English shares a language with an interpreter or a facilitator at their table."
        )


def test_a_facilitator_who_speaks_the_language_helps_as_well():
    staff = [{"id": f"f{n}", "duty": "facilitator", "languages": ("en", "en; vi")[n]} for n in range(2)]
    asked = [{"kind": "focus"}, {"kind": "staff", "duty": "facilitator"}]
    result = evening(staff, requirements=asked)
    assert (result.plan.seats["f1"], result.plan.seats["f0"]) == ("south", "north")


def test_what_the_convening_states_about_the_languages_of_interpreters_is_enough():
    staff = [{"id": "mai", "duty": "interpreter", "languages": "vi"}]
    own = {"kind": "staff", "duty": "interpreter", "at_least": 0, "speaks": True}
    assert "languages:staff" not in evening(staff, requirements=[own]).by_requirement
    assert "languages:staff" not in evening([{**staff[0], "languages": "es"}]).by_requirement
    assert "languages:staff" not in evening([]).by_requirement


VI = {"duty": "interpreter", "languages": "vi; en"}
INTERPRETED = {"id": "kim", "name": "Kim Do", "interests": "south:3", "needs": "vegan; Vietnamese interpreter"}


def needing(staff, **more):
    """Seat people of two tables, of whom one needs an interpreter by the column of needs only."""
    rows = [{"id": f"p{n}", "name": f"Person {n}", "interests": ("north:3", "south:3")[n % 2]} for n in range(6)]
    staff = [{"name": f"Staff {one['id']}", **one} for one in staff]
    tables = [{"id": name, "name": name.title(), "focus": name, "seats": "2-6"} for name in ("north", "south")]
    convening = {"working_language": "en", "tables": tables, "requirements": [{"kind": "focus"}], **more}
    return seating.solve([*rows, INTERPRETED, *staff], convening)


def test_an_interpreter_sits_where_a_need_names_the_language():
    for other in ("es", "en"):
        result = needing([{"id": "a", "duty": "interpreter", "languages": other}, {**VI, "id": "mai"}])
        assert result.plan.seats["mai"] == result.plan.seats["kim"] == "south"
        asked = result.by_requirement["needs:staff"]
        assert asked.sentence(result.room) == (
            "Everyone who needs an interpreter for a language has an interpreter or a facilitator who speaks it at "
            "their table."
        )
        apart = Plan({**result.plan.seats, "mai": "north"})
        (finding,) = asked.check(result.room, apart)
        assert (finding.people, finding.shortfall) == (("kim",), 1)
        assert finding.says == "no interpreter or facilitator here speaks the language for which Kim Do needs one"
        assert find_uninterpreted(result.room, result.plan) == ()
        (one,) = find_uninterpreted(result.room, apart)
        assert list(advise_interpreters(result.room, [one])) == ["Bring an interpreter for Vietnamese to South."]
        guest = Plan(result.plan.seats, {"kim": ("north",)})
        assert [one.table for one in find_uninterpreted(result.room, guest)] == ["north"]


def test_a_need_for_an_interpreter_stays_private():
    result = needing([{**VI, "id": "mai"}])
    assert result.is_private(result.by_requirement["needs:staff"])
    pages = {**render_packet(result, Settings()), "report": render_report(result, Settings())}
    told = [name for name, page in pages.items() if "ietnamese" in str(page)]
    assert set(told) <= {"kitchen.html", *(name for name in pages if name.startswith("convener-only"))}


def test_without_such_staff_the_convener_is_told_to_bring_an_interpreter():
    result = needing([{"id": "mai", "duty": "interpreter", "languages": "es"}])
    assert "needs:staff" not in result.by_requirement
    assert list(list_access(result)) == ["Bring an interpreter for Vietnamese to South."]
    assert needs.find_needs(result).advice == ("Bring an interpreter for Vietnamese to South.",)
    own = {"kind": "staff", "duty": "interpreter", "at_least": 0, "speaks": True}
    assert "needs:staff" not in needing([{**VI, "id": "mai"}], requirements=[own]).by_requirement


def test_a_language_that_the_program_does_not_know_is_spelled_as_on_the_list():
    rows = [
        {"id": "tito", "name": "Tito", "needs": "Quenya interpreter", "languages": "en"},
        {"id": "ana", "name": "Ana", "languages": "Quenya; en"},
    ]
    result = seating.solve(rows, {"working_language": "en", "tables": [{"id": "south", "name": "South"}]})
    found = find_uninterpreted(result.room, result.plan)
    assert list(advise_interpreters(result.room, found)) == ["Bring an interpreter for Quenya to South."]


def test_the_first_page_names_who_has_no_one_to_talk_with():
    result = evening([])
    first = told(verdict.list_blocks(result))
    says = "Lan Tran shares no language with anyone else at South."
    assert f"Who shares no language with the others\n  {says}\n" in first
    assert "1. Bring an interpreter for Vietnamese to South." in first
    hidden = evening([], private=["languages"])
    assert "Who shares no language" not in told(verdict.list_blocks(hidden))
    (one,) = find_cut_off(hidden.room, hidden.plan)
    assert describe_cut_off(hidden.room, one, "Lan Tran") == says
    assert list(advise_interpreters(hidden.room, [one])) == ["Bring an interpreter for Vietnamese to South."]


@pytest.mark.parametrize("attending", ["yes", "no"])
def test_who_speaks_only_the_language_of_the_interpreter_is_told_if_none_comes(attending: str):
    """Others at the table speak Spanish too, so the person is not cut off, but the need asks for an interpreter."""
    rows = [
        {"id": "dolores", "name": "Dolores", "languages": "es", "needs": "Spanish interpreter"},
        {"id": "ben", "name": "Ben", "languages": "en; es"},
        {"id": "joaquin", "name": "Joaquin", "languages": "en; es", "duty": "interpreter", "attending": attending},
    ]
    result = seating.solve(rows, {"tables": [{"id": "a"}], "working_language": "en"})
    found = find_uninterpreted(result.room, result.plan)
    assert [one.people for one in found] == ([] if attending == "yes" else [("dolores",)])


def test_an_interpreter_who_is_not_needed_at_their_table_is_named():
    """After a change on the day, who needs one and who interprets sit apart, and no must moves them."""
    result = evening([{"id": "mai", "name": "Mai Ngo", "duty": "interpreter", "languages": "vi; en"}])
    (table,) = {result.plan.seats[one.id] for one in result.room.people if "vi" in languages_of(result.room, one)}
    other = next(one.id for one in result.room.tables if one.id != table)
    apart = Plan({**result.plan.seats, "mai": other})
    to, here = result.room.table(table).label, result.room.table(other).label
    assert list(advise_interpreters(result.room, find_cut_off(result.room, apart), apart)) == [
        f"Bring an interpreter for Vietnamese to {to}: Mai Ngo, who is at {here}, speaks Vietnamese."
    ]
    for show in ([], ["languages"]):
        shown = replace(result, plan=apart, convening=result.convening.model_copy(update={"show": tuple(show)}))
        assert ("Mai Ngo, who is at" in told(verdict.list_blocks(shown))) == bool(show), "who speaks which language"
    both = Plan(dict.fromkeys(apart.seats, other))
    assert list(advise_interpreters(result.room, find_cut_off(result.room, both), both)) == []


def interpreters(*names: str) -> tuple[Result, Plan]:
    """Return three tables: one person alone with Vietnamese at two, and at the third these interpreters for it."""
    rows = [{"id": f"v{n}", "name": f"Viet {n}", "languages": "vi", "pin": f"t{n}"} for n in (1, 2)]
    rows += [{"id": f"e{n}", "name": f"Person {n}", "languages": "en", "pin": f"t{n % 3 + 1}"} for n in range(6)]
    staff = {"duty": "interpreter", "languages": "vi; es; en"}
    rows += [{"id": f"i{n}", "name": name, "organization": f"Org {n}", **staff} for n, name in enumerate(names)]
    tables = [{"id": f"t{n}", "name": f"Table {n}", "seats": "1-6"} for n in (1, 2, 3)]
    result = seating.solve(rows, {"working_language": "en", "tables": tables, "requirements": []})
    plan = Plan({**result.plan.seats, **{f"i{n}": "t3" for n in range(len(names))}})
    return result, plan


TO_BRING = "Bring an interpreter for Vietnamese to Table"


def test_an_interpreter_is_promised_to_one_table_only():
    result, plan = interpreters("Mai Ngo")
    assert list(advise_interpreters(result.room, find_cut_off(result.room, plan), plan)) == [
        f"{TO_BRING} 1: Mai Ngo, who is at Table 3, speaks Vietnamese.",
        f"{TO_BRING} 2.",
    ]


def test_an_interpreter_can_be_promised_to_a_table_for_two_languages():
    result, plan = interpreters("Mai Ngo")
    found = [CutOff("t1", ("v1",), (language,)) for language in ("vi", "es")]
    vietnamese, spanish = advise_interpreters(result.room, found, plan)
    assert vietnamese == f"{TO_BRING} 1: Mai Ngo, who is at Table 3, speaks Vietnamese."
    assert spanish == vietnamese.replace("Vietnamese", "Spanish")


def test_interpreters_of_one_name_are_told_apart():
    result, plan = interpreters("Mai Ngo", "Mai Ngo")
    assert list(needs.find_needs(replace(result, plan=plan)).advice) == [
        f"{TO_BRING} 1: Mai Ngo (Org 0), who is at Table 3, speaks Vietnamese.",
        f"{TO_BRING} 2: Mai Ngo (Org 1), who is at Table 3, speaks Vietnamese.",
    ]


def test_a_must_about_staff_forbids_no_suggestion():
    """A suggestion is about participants, and such a must counts staff only."""
    rows = [
        {"id": f"p{n}", "name": f"Person {n}", "sector": ("health", "government")[n % 2], "representative_type": "doer"}
        for n in range(24)
    ]
    rows[0]["representative_type"] = "decision-maker"
    staff = [{"id": f"s{n}", "name": f"Staff {n}", "duty": "facilitator"} for n in range(3)]
    asked = [{"kind": "staff", "duty": "facilitator", "must": True}]
    tables = [{"id": f"t{n}", "seats": "6-10"} for n in range(3)]
    assert check([*rows, *staff], {"tables": tables, "requirements": asked}).candidates.offered


def test_all_that_the_same_people_need_at_a_table_is_one_sentence_that_tells_namesakes_apart():
    tables = [*TABLES[:2], {**TABLES[2], "features": ["step-free", "hearing loop"]}]
    twice = {"name": "Ana Ruiz", "interests": "talent:3", "needs": "step-free; hearing loop"}
    rows = [
        {**twice, "id": "ana", "organization": "Oak"},
        {**twice, "id": "eva", "organization": "Elm"},
        *ROWS[4:],
    ]
    result = seating.solve(rows, {"tables": tables, "requirements": []})
    assert list(needs.find_needs(result).advice) == [
        "Find a location for Talent that has what Ana Ruiz (Oak) and Ana Ruiz (Elm) need: step-free and "
        "hearing loop. They would prefer to sit at this table."
    ]
