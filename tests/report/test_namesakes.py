"""Two people of the same name can be told apart on paper: by their organization, or by a number."""

from __future__ import annotations

from dataclasses import replace

import pytest

import seating
from seating.analysis.contacts import Introducer
from seating.analysis.initiative.memberships import Membership
from seating.convening import NotSeated
from seating.forms.resources import Resources
from seating.present.blocks import paragraph
from seating.present.settings import Settings
from seating.profiles import People, Person
from seating.report import resources
from seating.report.alone import stipends
from seating.report.finding_words import describe_finding, says_apart
from seating.report.packet import change_kit, door_list, wall_chart
from seating.report.packet import governance as bodies
from seating.report.places import places
from seating.report.sections import changed, governance, meetings, not_seated
from seating.report.shown_invitations import describe_introducer
from seating.report.steering import sheet as steering
from seating.requirements.base.findings import UNTOLD, Finding
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.wording import said
from tests.builders import requirement
from tests.present.told import cells, told

from .made_up import result_of, small
from .packet.test_governance_members import LEAD
from .rich import after_rounds


def renamed(*, organization: str | None, listed: bool = True) -> Result:
    """Return a seating in which p01 and p02 have the same name; p02 is of this organization, or of that of p01."""
    result = small()
    first = result.people.by_id["p01"].organization
    update = {"name": "Ana Ruiz", "organization": first if organization is None else organization, "listed": listed}
    people = [person.model_copy(update=update) if person.id == "p02" else person for person in result.people]
    return result_of(People(tuple(people)), result.convening, dict(result.plan.seats))


def names(result: Result) -> dict[str, str]:
    """Return the names on pages for everyone, by id."""
    found = places(for_reader(result, Audience.EVERYONE), Settings().words)
    return {person.id: person.name for place in found for person in place.people}


def test_people_of_one_name_and_organization_have_numbers() -> None:
    shown = names(renamed(organization=None))
    assert (shown["p01"], shown["p02"]) == ("Ana Ruiz (1)", "Ana Ruiz (2)")


def test_another_organization_is_enough() -> None:
    shown = names(renamed(organization="Tern Trust"))
    assert (shown["p01"], shown["p02"]) == ("Ana Ruiz", "Ana Ruiz")


def test_a_page_without_organizations_adds_them_to_the_name() -> None:
    chart = wall_chart.fill(for_reader(renamed(organization="Tern Trust"), Audience.EVERYONE), Settings())
    assert chart is not None
    names = {person.alone for page in chart.names for _, person in page}
    assert "Ana Ruiz (Tern Trust)" in names
    assert "Ana Ruiz" not in names
    doors = door_list.fill(for_reader(renamed(organization="Tern Trust"), Audience.EVERYONE), Settings()).room
    assert doors is not None
    assert "Ruiz, Ana (Tern Trust)" in {entry.name for entry in doors.by_last_name}


def test_a_person_on_no_page_gives_others_no_number() -> None:
    assert names(renamed(organization=None, listed=False))["p01"] == "Ana Ruiz"


def test_the_number_stays_last_in_the_index_by_last_name() -> None:
    found = door_list.fill(for_reader(renamed(organization=None), Audience.EVERYONE), Settings()).room
    assert found is not None
    assert {"Ruiz, Ana (1)", "Ruiz, Ana (2)"} <= {entry.name for entry in found.by_last_name}


def test_people_who_could_introduce_someone_are_told_apart() -> None:
    result = renamed(organization="Tern Trust")
    person = result.people.by_id["p02"]
    ways = (Introducer(person, "", serves=True), Introducer(person, "Casa"), Introducer(person, "", is_of_it=True))
    for way in (*ways, Introducer(person, "")):
        assert describe_introducer(result, way).startswith("Ana Ruiz (Tern Trust) (")


def test_changes_since_the_last_round_tell_people_of_one_name_apart() -> None:
    result = renamed(organization="Tern Trust")
    assert "Ana Ruiz (Tern Trust)" in told([paragraph(changed._describe_move(result, result.people.by_id["p02"], {}))])


def test_pairs_who_meet_again_and_holders_of_duties_are_told_apart() -> None:
    result = after_rounds(renamed(organization="Tern Trust"), {"p01": "capital", "p02": "capital"})
    assert "Tern Trust)" in cells(changed.list_blocks(result))["Pairs who meet again"][0][0]
    result = replace(result, duties={"p02": ("chair",)})
    assert "Ana Ruiz (Tern Trust)" in told(governance.list_blocks(result))


def test_what_is_brought_but_not_used_tells_people_of_one_name_apart() -> None:
    rows = [{"id": "a", "name": "Ana Ruiz", "organization": "Tern Trust", "assets": "a van", "pin": "south"}]
    rows += [{"id": "b", "name": "Ana Ruiz", "organization": "Bank", "pin": "north"}]
    tables = [{"id": "north", "seats": "1", "needs": ["a van"]}, {"id": "south", "seats": "1"}]
    (table,) = resources._list_unused(seating.solve(rows, {"tables": tables, "requirements": []}))
    assert cells([table])["Brought but not used"][0][1] == "Ana Ruiz (Tern Trust)"


def test_the_map_of_resources_tells_people_of_one_name_apart() -> None:
    rows = [{"id": "a", "name": "Ana Ruiz", "organization": "Tern Trust", "assets": "a van"}]
    rows += [{"id": "b", "name": "Ana Ruiz", "organization": "Bank"}]
    result = seating.solve(rows, {"tables": [{"id": "north"}], "requirements": []})
    shown = told(resources.list_resource_blocks(replace(result, resources=Resources((), (), ()))))
    assert "a van (Ana Ruiz (Tern Trust))" in shown


def alike() -> Result:
    """Return four people at a table, two of one name, with a wish and a counterpart that cannot be met."""
    rows = [
        {
            "id": "a",
            "name": "Ana Ruiz",
            "organization": "Tern Trust",
            "wishes": "cam",
            "languages": "fr",
            "pin": "north",
        },
        {"id": "b", "name": "Ana Ruiz", "organization": "Bank", "languages": "en", "pin": "north"},
        {"id": "ben", "name": "Ben", "organization": "Bank", "languages": "en", "pin": "north"},
        {"id": "cam", "name": "Cam", "organization": "Mill", "languages": "en", "pin": "south", "attending": "yes"},
    ]
    tables = [{"id": "north", "seats": "4"}, {"id": "south", "seats": "1"}]
    asked = [
        {"kind": "wish"},
        {"kind": "common_language", "others": 1},
        {"kind": "voice", "who": {"organization": "Bank"}, "at": "north", "at_least": 2},
    ]
    return seating.solve(rows, {"tables": tables, "requirements": asked})


def test_findings_tell_people_of_one_name_apart() -> None:
    result = alike()
    told = [describe_finding(result, one) for verdict in result.review.verdicts.values() for one in verdict.findings]
    assert "Ana Ruiz (Tern Trust) shares a language with no one else here, not counting staff" in told
    assert "Ana Ruiz (Tern Trust) sits with no one they wished to sit with" in told


def at_one_table(*people: tuple[str, str]) -> Result:
    """Return people at the only table, by name and organization, of whom the first two should sit apart."""
    rows = [{"id": f"p{n}", "name": name, "organization": of} for n, (name, of) in enumerate(people, start=1)]
    asked = [{"kind": "apart", "people": ["p1", "p2"]}]
    return seating.solve(rows, {"tables": [{"id": "north", "seats": len(rows)}], "requirements": asked})


def test_a_finding_about_two_people_of_one_name_names_both() -> None:
    result = at_one_table(("Ana Ruiz", "Mill"), ("Ana Ruiz", "Bank"))
    (finding,) = result.by_requirement["apart-1"].check(result.room, result.plan)
    assert says_apart(result, finding) == "Ana Ruiz (Mill) and Ana Ruiz (Bank) share this table"


def test_a_name_in_a_finding_stays_where_it_is_unclear_who_is_meant() -> None:
    result = at_one_table(("Ana Ruiz", "Mill"), ("Ben", "Mill"), ("Ana Ruiz", "Bank"))
    says = said("%(person)s has not met %(other)s", person="Ana Ruiz", other="Ana Ruiz")
    finding = Finding(None, "Ana Ruiz", "", UNTOLD, 1, ("p1",), says=says)
    assert says_apart(result, finding) == "Ana Ruiz has not met Ana Ruiz"


def test_the_change_kit_and_the_matrix_tell_people_of_one_name_apart() -> None:
    result = alike()
    assert "Ana Ruiz (Bank)" in told(change_kit.list_blocks(result))
    assert [row.name for row in meetings._rows_of_people(result, result.room.people)][:2] == [
        "Ana Ruiz (Tern Trust)",
        "Ana Ruiz (Bank)",
    ]


def test_a_person_is_found_by_the_name_that_pages_print() -> None:
    people = alike().people
    assert [one.id for one in people.named("Ana Ruiz (Tern Trust)")] == ["a"]
    assert [one.id for one in people.named("ana ruiz (bank)")] == ["b"]
    assert people.named("Ana Ruiz (Mill)") == people.named("Ben (Bank)") == ()


def of_organizations(*organizations: str) -> People:
    """Return people with the name Ana Soto from these organizations, with the ids 1, 2, and so on."""
    people = (
        Person(id=f"p{n}", line=n, name="Ana Soto", organization=of) for n, of in enumerate(organizations, start=1)
    )
    return People(tuple(people))


def test_a_huge_number_after_a_name_finds_no_one() -> None:
    assert of_organizations("", "").named(f"Ana Soto ({'9' * 5_000})") == ()


@pytest.mark.parametrize(
    ("reference", "ids"),
    [
        ("Ana Soto (1)", ["p1"]),
        ("Ana Soto (Elm)", ["p2"]),
        ("Ana Soto (2)", ["p3"]),
        ("Soto, Ana (2)", ["p3"]),
        ("Ana Soto (3)", ["p3"]),
        ("Ana Soto (Oak)", ["p1", "p3"]),
        ("Ana Soto (0)", []),
        ("Ana Soto (4)", []),
    ],
)
def test_the_number_after_a_name_is_the_one_that_pages_print(reference: str, ids: list[str]) -> None:
    assert [one.id for one in of_organizations("Oak", "Elm", "Oak").named(reference)] == ids


def test_a_number_that_several_people_have_means_each_of_them() -> None:
    people = of_organizations("Oak", "Elm", "Oak", "Elm")
    assert [one.id for one in people.named("Ana Soto (2)")] == ["p3", "p4"]
    assert [one.id for one in people.named("Ana Soto (3)")] == ["p3"]


@pytest.mark.parametrize("reference", ["Ana Soto (Oak (North))", "Soto, Ana (Oak (North))"])
def test_an_organization_with_parentheses_is_found(reference: str) -> None:
    assert [one.id for one in of_organizations("Oak (North)", "Oak (South)").named(reference)] == ["p1"]


def test_a_charter_tells_its_members_apart() -> None:
    result = renamed(organization="Tern Trust")
    tables = tuple(table.model_copy(update={"meets": "weekly"}) for table in result.convening.tables)
    seats = {**result.plan.seats, "p02": result.plan.seats["p01"]}
    result = result_of(result.people, result.convening.model_copy(update={"tables": tables}), seats)
    pages = bodies.fill(result, Settings())
    assert pages is not None
    members = {name for page in pages for name in page.members}
    assert "Ana Ruiz (Tern Trust)" in members
    assert "Ana Ruiz" not in members


def test_those_without_a_seat_have_the_numbers_that_others_of_their_name_have() -> None:
    result = renamed(organization=None)
    absent = NotSeated(result.people.by_id["p02"], "no session fits")
    rows = cells(not_seated.list_blocks(replace(result, not_seated=(absent,))))
    assert [row[0] for found in rows.values() for row in found] == ["Ana Ruiz (2)"]


@pytest.mark.parametrize(
    ("organization", "hidden", "name"),
    [
        ("Tern Trust", (), "Ana Ruiz (Tern Trust)"),
        ("Tern Trust", ("organization",), "Ana Ruiz (2)"),
        (None, (), "Ana Ruiz (2)"),
    ],
)
def test_a_sentence_about_a_requirement_tells_people_apart(
    organization: str | None, hidden: tuple[str, ...], name: str
) -> None:
    asked = requirement("together", people=["p02", "p03"])
    base = renamed(organization=organization)
    result = replace(base, requirements=(asked,), private_columns=base.private_columns | set(hidden))
    other = result.people.by_id["p03"].label
    assert result.sentence_of(asked) == f"{name} and {other} share a table."
    assert asked.sentence(result.room) == f"Ana Ruiz and {other} share a table.", "as the ledger has it"


def test_the_sheets_of_governance_tables_tell_people_of_one_name_apart() -> None:
    result = renamed(organization="Tern Trust")
    tables = (*result.convening.tables, LEAD)
    seats = {**result.plan.seats, "p02": "capital", "p01": "capital"}
    found = tuple(Membership("lead", person, "chair of capital") for person in ("p01", "p02"))
    chairs = {"p01": ("chair",), "p02": ("chair",)}
    convening = result.convening.model_copy(update={"tables": tables})
    seated = result_of(result.people, convening, seats)
    led = replace(seated, memberships=found, duties=chairs)
    (lead,) = (one for one in bodies.fill(led, Settings()) or () if one.table.id == "lead")
    assert lead.governing is not None
    assert "Ana Ruiz (Tern Trust)" in {name for line in lead.governing.heard.rows for name in line.carriers}
    leading = steering.draw_sheet(led, Settings())
    assert leading is not None
    assert any("Ana Ruiz (Tern Trust)" in line.chairs for line in leading.lines)
    assert "Ana Ruiz (Tern Trust) (chair of Capital, suggested until elected)" in lead.members


def test_lists_of_stipends_and_notes_tell_people_of_one_name_apart() -> None:
    rows = [{"id": "a", "name": "Ana Ruiz", "organization": "Tern Trust", "stipend": "40", "can_come": "2027-03-02"}]
    rows += [{"id": "b", "name": "Ana Ruiz", "organization": "Bank", "stipend": "40", "can_come": "2027-03-09"}]
    days = [{"id": "one", "day": "2027-03-02", "seats": "1-4"}]
    result = seating.solve(rows, {"tables": days, "requirements": []})
    (sheet,) = stipends.list_sheets(result)
    assert cells(sheet.blocks)["Who is paid what"] == [("Ana Ruiz (Tern Trust)", "40", "")]
    assert [note.text for note in result.notes if note.slug == "no-session-fits"] == [
        "No session works for Ana Ruiz (Bank). Offer another date, or hold one more session."
    ]
