"""What is planted is offered: in a city of 110 people, and one thing at a time in lists that lack nothing else."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from seating.analysis.candidates import Candidates, Cause, find_candidates
from seating.analysis.candidates.words import is_named
from seating.api.inputs import read_round
from seating.api.interface import check
from seating.api.request import Request
from tests.analysis.candidates.lists import DEPENDENCES, GROUPS, PLANTED, SECTORS, Row, city, whole_list


def seeds(number: int) -> pytest.MarkDecorator:
    """Try a test with the first of these seeds, and at night with the others."""
    nightly = [pytest.param(seed, marks=pytest.mark.night) for seed in range(1, number)]
    return pytest.mark.parametrize("seed", [0, *nightly])


def offered(rows: list[Row], convening: dict | None = None) -> Candidates:
    """Return the candidates of a list, as `seating check` finds them, without checking the musts."""
    inputs = read_round(Request(rows, convening or {}, write=False))
    return find_candidates(inputs.people, inputs.convening, inputs.room, inputs.requirements)


@seeds(5)
def test_everything_planted_in_a_city_is_offered_and_nothing_else(seed: int) -> None:
    found = check(city(seed), {}).candidates.offered
    assert {one.id for one in found} == PLANTED
    (depends,) = (one for one in found if one.cause is Cause.DEPENDS)
    people = read_round(Request(city(seed), {}, write=False)).people
    assert {(people.by_id[a].name, people.by_id[b].name) for a, b in depends.pairs} == DEPENDENCES


def whole_city(seed: int) -> list[Row]:
    """Return the first list of a city, at or after this seed, on which nobody is missing."""
    return next(
        rows
        for number in range(100 * seed, 100 * seed + 100)
        if (rows := whole_list(number))[0].get("sector") in {word for words in SECTORS for word in words}
    )


def without_sector(rows: list[Row], rng: Random, left: int) -> str:
    """Take all people of a random sector but `left` off the list; return the id of the candidate."""
    words = rng.choice(SECTORS)
    members = [row for row in rows if row["sector"] in words]
    for row in members[left:]:
        rows.remove(row)
    return f"sector-{words[0]}"


def single_value(rows: list[Row], rng: Random) -> str:
    """Give one person a value of a column that nobody else has; return the id of the candidate."""
    column = next(column for column in GROUPS if column in rows[0])
    rng.choice(rows)[column] = "sole one"
    return f"alone-{column.lower().replace(' ', '-')}-sole-one"


@pytest.mark.parametrize("heading", ["Honorarium", "Stipend"])
def test_a_stipend_is_no_voice(heading: str) -> None:
    rows = whole_city(1)
    for row in rows:
        row[heading] = "£25"
    rows[0][heading] = "£50"
    assert offered(rows).offered == offered(whole_city(1)).offered


def single_language(rows: list[Row], rng: Random) -> str:
    rng.choice(rows)["languages"] = "tl"
    return "language-tl"


def only_designees(rows: list[Row], rng: Random) -> str:
    for row in rng.sample(rows, 2):
        row |= {"organization": "Water Board", "representative_type": "designee"}
    return "decides-organization-water-board"


def nobody_decides(rows: list[Row], rng: Random) -> str:
    members = [row for row in rows if row["sector"] == rows[0]["sector"]]
    for row in members:
        row |= {"representative_type": rng.choice(("doer", "designee")), "organization": row["name"]}
    members[0]["representative_type"] = "doer"
    return f"decides-sector-{rows[0]['sector'].lower().replace(' ', '-')}"


def dependence(rows: list[Row], rng: Random) -> str:
    one, other = rng.sample(rows, 2)
    for row in rows:
        row["Supervised by"] = ""
    one["Supervised by"] = other["name"]
    return "depends-supervised-by"


PLANTS: list[Callable[[list[Row], Random], str]] = [
    *(lambda rows, rng, left=left: without_sector(rows, rng, left) for left in (0, 1)),
    *(single_value, single_language, only_designees, nobody_decides, dependence),
]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: getattr(plant, "__name__", ""))
@seeds(4)
def test_one_thing_planted_is_offered(plant: Callable[[list[Row], Random], str], seed: int) -> None:
    rows = whole_city(seed)
    assert not offered(rows).offered
    wanted = plant(rows, Random(seed))
    assert wanted in {one.id for one in offered(rows).offered}


@seeds(3)
def test_a_sector_whose_people_do_not_come_is_offered_and_a_held_seat_is_not(seed: int) -> None:
    for status, says in (("declined", "has no seat"), ("open", "")):
        rows = city(seed)
        rows[0] |= {"sector": "Labor union", "status": status}
        found = {one.id: one for one in offered(rows).offered}
        assert ("sector-labor" in found) == bool(says)
        if says:
            assert says in found["sector-labor"].why
            assert found["sector-labor"].asks["who"] == {"sector": "Labor union"}


def test_a_value_that_may_be_another_spelling_is_not_called_alone() -> None:
    """A note asks whether they are one value; until then nobody is called the only one."""
    homes = ("owner", "owners") + ("owner", "renter") * 7
    rows = [{"name": f"P{n}", "organization": f"O{n}", "home": home} for n, home in enumerate(homes)]
    for replaced, wanted in ((None, set()), ("squat", {"alone-home-squat"})):
        rows[1]["home"] = replaced or "owners"
        inputs = read_round(Request(rows, {"tables": [{"id": "north"}, {"id": "south"}]}, write=False))
        found = find_candidates(inputs.people, inputs.convening, inputs.room, inputs.requirements).offered
        assert {one.id for one in found} == wanted


def test_a_column_of_counterparts_is_not_offered_as_a_dependence() -> None:
    """Those who work for a member of the board are wanted near them, and a requirement uses the column."""
    rows = [{"name": f"P{n}", "works for": "P1" if n == 0 else ""} for n in range(6)]
    tables = {"tables": [{"id": "board"}, {"id": "staff"}]}
    linked = {"kind": "counterpart", "of": "works for", "from": "board", "to": "staff"}
    for requirements, wanted in (([], {"depends-works-for"}), ([linked], set())):
        assert {one.id for one in offered(rows, tables | {"requirements": requirements}).offered} == wanted


FRAME = {"rows": "sector", "columns": "speaks_to"}


def test_frame_cells_that_are_surprisingly_empty_or_held_by_one_are_offered() -> None:
    rows = city(0)
    for place, row in enumerate(rows):
        row["speaks_to"] = ("policy", "practice")[place % 2]
        if row["sector"] == "business":
            row["speaks_to"] = "practice"
        if row["sector"] == "arts":
            row["speaks_to"] = "policy"
    ids = {one.id for one in offered(rows, {"frame": FRAME}).offered}
    assert {one for one in ids if one.startswith("frame")} == {"frame-business-policy"}
    needed = {"frame": FRAME | {"needed": [["arts", "policy"], ["business", "policy"]]}}
    ids = {one.id for one in offered(rows, needed).offered}
    assert {one for one in ids if one.startswith("frame")} == {"frame-arts-policy"}


@pytest.mark.parametrize(
    ("expected", "organization", "is_there"),
    [
        ("county", "Bernal County Works", True),
        ("county", "Countryside Alliance", False),
        ("county", "Saint Anne Parish", False),
        ({"county": ["Orleans Parish"]}, "Orleans Parish", True),
        ("state", "State of New Sonora", True),
        ("state", "Portland State University", False),
        ("university", "Portland State University", True),
        ("workforce", "Regional Workforce Board", True),
        ("housing", "Housing Authority", True),
        ("transport", "Valley Transit", True),
        ("courts", "Second District Court", True),
        ("schools", "Valley School District", True),
        ("college", "Valley Community College", True),
        ("federal", "U.S. Bureau of Water", True),
        ({"Works Board": ["WIB"]}, "Valley WIB", True),
        ({"Works Board": ["WIB"]}, "Valley Works", False),
    ],
)
def test_an_expected_partner_is_found_by_the_words_of_its_name(
    expected: str | dict, organization: str, is_there: bool
) -> None:
    rows = [{"name": "Ana", "organization": organization}, {"name": "Ben", "organization": "Mill"}]
    found = offered(rows, {"expected": [expected]}).offered
    assert (not found) == is_there
    assert all(one.id.startswith("expected-") and one.asks["kind"] == "voice" for one in found)


def test_words_are_whole() -> None:
    assert is_named("Labor & Unions", ["union", "unions"])
    assert not is_named("Reunion club", ["union"])


def with_staff(spoken: str) -> list[Row]:
    """Return a list on which one person speaks Vietnamese and Tagalog, and a staff member what is given."""
    rows = [{**row, "languages": "en"} for row in whole_city(1)]
    rows[0]["languages"] = "vi; tl"
    return [*rows, {"name": "Ina Terpreter", "duty": "interpreter", "languages": spoken}]


@pytest.mark.parametrize(
    ("spoken", "why"),
    [
        ("en", "Only 1 person speaks Vietnamese, and this person shares no language with anyone else."),
        ("en; tl", "Only 1 person speaks Vietnamese, and no one on the staff speaks it."),
    ],
)
def test_somebody_who_shares_a_language_with_the_staff_is_not_said_to_share_none(spoken: str, why: str) -> None:
    found = {one.id: one for one in offered(with_staff(spoken)).offered}
    assert found["language-vi"].why == why
    assert ("language-tl" in found) == (spoken == "en")


def test_whoever_speaks_the_language_of_the_room_needs_no_second_speaker_of_another() -> None:
    rows = [{**row, "languages": "en"} for row in whole_city(1)]
    rows[0]["languages"] = "en; tl"
    assert not offered(rows).offered
    rows[0]["languages"] = "tl"
    assert "language-tl" in {one.id for one in offered(rows).offered}


def test_a_guest_speaks_the_languages_of_the_row() -> None:
    """Whoever brings a guest is not the only one who speaks their language."""
    rows = [{**row, "languages": "en", "party size": ""} for row in whole_city(1)]
    rows[0] |= {"languages": "Tagalog", "party size": "2"}
    assert "language-tl" not in {one.id for one in offered(rows).offered}


def test_the_line_for_a_language_matches_the_cell_as_written() -> None:
    rows = [{**row, "languages": "en"} for row in whole_city(1)]
    rows[0]["languages"] = "Tagalog"
    found = {one.id: one for one in offered(rows).offered}["language-tl"]
    assert found.why == "Only 1 person speaks Tagalog, and this person shares no language with anyone else."
    assert "who: {languages: Tagalog}" in found.line


def test_a_value_written_twice_in_a_cell_is_one_person_in_a_cell_of_the_frame() -> None:
    rows = [{**row, "speaks_to": "practice"} for row in whole_city(1)]
    rows[0] |= {"sector": "labor", "speaks_to": "policy; Policy"}
    frame = {"rows": "sector", "columns": "speaks_to", "needed": [["labor", "policy"]]}
    found = {one.id: one for one in offered(rows, {"frame": frame}).offered}
    assert found["frame-labor-policy"].why.endswith(" has only 1 person.")


def test_a_partner_is_found_by_a_column_of_ones_own_and_by_the_label_of_a_held_seat() -> None:
    rows = whole_city(2)
    for number, row in enumerate(rows):
        row["Field of work"] = ("parks", "roads", "water")[number % 3]
    expected = {"expected": ["courts", "water"]}
    assert {one.id for one in offered(rows, expected).offered if one.cause is Cause.EXPECTED} == {"expected-courts"}
    held = [*rows, {"name": "Somebody of the Superior Court", "status": "open", "organization": "x"}]
    assert not [one for one in offered(held, expected).offered if one.cause is Cause.EXPECTED]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"kind": "apart", "pairs": [["p0", "p1"]]}, {"p2"}),
        ({"kind": "apart", "people": ["p0", "p1"], "must": False}, {"p2"}),
        ({"kind": "apart", "relation": "supports"}, {"p2"}),
        ({"kind": "apart", "pairs": [["p0", "p1"]], "at": ["north"]}, {"p0", "p2"}),
        ({"kind": "apart", "people": ["p0", "p1", "p2"]}, set()),
    ],
)
def test_people_whom_a_requirement_parts_are_no_dependence(asked: dict, wanted: set[str]) -> None:
    """P0 and P2 are employed by P1; another column says that P1 supports P0."""
    rows = [{"id": f"p{n}", "name": f"P{n}", "employed by": "P1" if n in {0, 2} else ""} for n in range(6)]
    rows = [{**row, "supports": "P0" if row["id"] == "p1" else ""} for row in rows]
    used = {"kind": "apart", "relation": "supports", "must": False, "at": ["south"]}
    tables = {"tables": [{"id": "north"}, {"id": "south"}], "requirements": [asked, used]}
    found = [one for one in offered(rows, tables).offered if one.id == "depends-employed-by"]
    assert {below for one in found for below, _ in one.pairs} == wanted
    assert all("no requirement asks for them to sit at different tables" in one.why for one in found)


@pytest.mark.parametrize(("third", "wanted"), [({}, {"depends-employed-by"}), ({"for": {"firm": "big"}}, set())])
def test_people_for_whom_different_tables_are_meant_are_no_dependence(third: dict, wanted: set[str]) -> None:
    rows = [{"name": f"P{n}", "employed by": "P1" if n == 0 else "", "firm": ("big", "small")[n % 2]} for n in range(6)]
    firms = ({"firm": "big"}, {"firm": "small"})
    tables = [{"id": "north", "for": firms[0]}, {"id": "south", "for": firms[1]}, {"id": "east", **third}]
    found = offered(rows, {"tables": tables}).offered
    assert {one.id for one in found if one.id.startswith("depends")} == wanted


def test_an_expected_partner_is_offered_to_all_although_columns_are_private() -> None:
    rows = [{"name": f"P{n}", "organization": "Mill", "income": "court" if n else "low"} for n in range(6)]
    found = offered(rows, {"expected": ["courts"], "private": ["income"]})
    assert [one.id for one in found.without({"income"}).offered] == ["expected-courts"]


def test_an_open_seat_depends_on_no_one() -> None:
    rows = [{"name": f"P{n}", "organization": f"Org {n}", "employed by": "", "status": ""} for n in range(6)]
    held = {"name": "", "organization": "Oak", "employed by": "P1", "status": "open"}
    tables = {"tables": [{"id": "north"}, {"id": "south"}]}
    for row, wanted in ((held, set()), (held | {"name": "Ana", "status": ""}, {"depends-employed-by"})):
        found = {one.id for one in offered([*rows, row], tables).offered}
        assert {one for one in found if one.startswith("depends")} == wanted
