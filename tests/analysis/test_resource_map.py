"""The resource map: every gap that was planted is shown, and nobody's column that may not be read."""

from __future__ import annotations

import random
from typing import Any

import pytest

from seating.analysis.resource_map import ResourceMap, build_resource_map, list_unused, needs_line
from seating.forms.resources import Holder, Resource, Resources, ResourceState, list_gap_needs
from seating.profiles import People
from seating.profiles.people import Heading
from seating.room.plan import Room
from seating.room.tables import Table
from tests.builders import plan, room, table
from tests.examples import seeded

AXES = ("focus", "serves")
NORTH = {"id": "north", "focus": ["capital"], "needs": ["bookkeeping"]}
SOUTH = {"id": "south", "focus": ["talent"], "needs": ["skill: teaching", "room"]}


def with_headings(here: Room, *columns: str) -> Room:
    listed = People(tuple(here.listed), headings={column: Heading(column, "A") for column in columns})
    return Room(here.people, here.staff, here.tables, listed)


def resource(name: str, state: str, focus: str = "", serves: str = "", **own: str) -> Resource:
    cells = {"focus": focus, "serves": serves, **own}
    split = {column: tuple(part for part in text.split(";") if part) for column, text in cells.items()}
    return Resource(name, ResourceState(state), (), split)


def resources(*found: Resource) -> Resources:
    return Resources(("resources.csv",), found, ("focus", "serves"))


def cells_of(found: ResourceMap) -> dict[tuple[str, str], list[tuple[str, str, list[str]]]]:
    return {
        key: [(one.what, one.state.value, [holder.text for holder in one.holders]) for one in entries]
        for key, entries in found.cells.items()
    }


def test_assets_and_resources_share_the_map() -> None:
    people = [
        {"id": "ana", "assets": "skill: bookkeeping; money: loans", "entrepreneur_type": "micro"},
        {"id": "ben", "assets": "loans"},
        {"id": "held", "assets": "loans", "status": "open"},
    ]
    here = with_headings(room(people, [NORTH, SOUTH]), "entrepreneur_type")
    known = resources(
        resource("Loans", "have", "capital", "micro"), resource("seed money", "gap", "capital", "main street")
    )
    found = build_resource_map(known, here, AXES, ["entrepreneur_type"])
    assert (found.rows, found.columns) == (("capital", "talent", ""), ("micro", "main street", ""))
    assert cells_of(found) == {
        ("capital", "micro"): [("Loans", "have", []), ("bookkeeping", "have", ["Ana"])],
        ("capital", "main street"): [("seed money", "gap", [])],
        ("", "micro"): [("loans", "have", ["Ana"])],
        ("", ""): [("loans", "have", ["Ben"])],
    }
    assert found.entries("talent", "micro") == ()


def test_a_thing_and_its_gap_in_one_cell_are_one_entry() -> None:
    """Loans were shown twice in the cell: as there, and as a gap. Where there are none, the gap stays."""
    here = with_headings(
        room([{"id": "ana", "assets": "loans", "entrepreneur_type": "micro"}], [NORTH, SOUTH]), "entrepreneur_type"
    )
    known = resources(
        resource("Loans", "gap", "capital", "micro"),
        resource("loans", "have", "capital", "micro"),
        resource("loans", "unknown", "capital", "micro"),
        resource("loans", "gap", "capital", "main street"),
    )
    assert cells_of(build_resource_map(known, here, AXES, ["entrepreneur_type"])) == {
        ("capital", "micro"): [("Loans", "partial", []), ("loans", "unknown", [])],
        ("capital", "main street"): [("loans", "gap", [])],
        ("", "micro"): [("loans", "have", ["Ana"])],
    }


def test_the_map_does_not_depend_on_the_seats_and_joins_spellings() -> None:
    people = [{"id": "ana", "assets": "loans", "entrepreneur_type": "innovation-led", "interests": {"talent": 3}}]
    here = with_headings(room(people, [NORTH, SOUTH]), "entrepreneur_type", "interests")
    known = resources(resource("lab", "have", "talent", "Innovation led"))
    found = build_resource_map(known, here, AXES, ["entrepreneur_type", "interests"])
    assert found.columns == ("Innovation led",)
    assert [one.what for one in found.entries("talent", "Innovation led")] == ["lab", "loans"]
    unread = build_resource_map(known, here, AXES, ["entrepreneur_type"])
    assert [one.what for one in unread.entries("", "Innovation led")] == ["loans"]


def test_a_column_that_may_not_be_read_is_not() -> None:
    here = with_headings(
        room([{"id": "ana", "assets": "loans", "entrepreneur_type": "micro"}], [NORTH]), "entrepreneur_type"
    )
    assert list(build_resource_map(None, here, AXES, []).cells) == [("", "")]
    assert build_resource_map(None, here, AXES, None).cells == {}


def test_any_two_columns_make_a_map() -> None:
    here = with_headings(room([{"id": "ana", "assets": "loans", "sector": "labor"}], [NORTH]), "sector")
    known = resources(resource("stalls", "partial", Season="fall;summer", sector="business"))
    found = build_resource_map(known, here, ("sector", "Season"), ["sector"])
    assert cells_of(found) == {
        ("business", "fall"): [("stalls", "partial", [])],
        ("business", "summer"): [("stalls", "partial", [])],
        ("labor", ""): [("loans", "have", ["Ana"])],
    }


def test_what_a_table_does_not_need_is_unused_if_another_lacks_it() -> None:
    people = [
        {"id": "ana", "assets": "skill: bookkeeping; welding; teaching"},
        {"id": "ben", "assets": "room; bookkeeping"},
        {"id": "cam", "assets": "bookkeeping"},
    ]
    here = room(people, [NORTH, SOUTH])
    found = list_unused(None, here, plan(north=["ana", "cam"], south=["ben"]))
    assert [(one.what, one.person.id, [t.id for t in one.needed_at]) for one in found] == [
        ("teaching", "ana", ["south"])
    ]


def test_a_resource_of_somebody_in_the_room_counts_as_brought() -> None:
    here = room(["ana", "ben"], [NORTH, SOUTH])
    held = Resource("room", ResourceState.HAVE, (Holder("Ana", "ana"), Holder("Mill School")), {})
    missing = Resource("van", ResourceState.GAP, (Holder("Ben", "ben"),), {})
    found = list_unused(resources(held, missing), here, plan(north=["ana"], south=["ben"]))
    assert [(one.what, one.person.id, [t.id for t in one.needed_at]) for one in found] == [("room", "ana", ["south"])]


@pytest.mark.parametrize(("state", "lacks"), [("have", False), ("partial", False), ("gap", True), ("unknown", True)])
def test_a_table_does_not_lack_what_someone_there_has(state: str, lacks: bool) -> None:
    """Ben has a room by the resources, and so Ana's room is of no use to his table."""
    here = room([{"id": "ana", "assets": "room"}, {"id": "ben"}], [NORTH, SOUTH])
    held = Resource("Room", ResourceState(state), (Holder("Ben", "ben"),), {})
    found = list_unused(resources(held), here, plan(north=["ana"], south=["ben"]))
    assert [(one.what, one.person.id) for one in found] == [("room", "ana")] * lacks


@seeded(15)
def test_planted_gaps_are_on_the_map_and_become_needs(seed: int) -> None:
    rng = random.Random(seed)
    areas, groups = ["capital", "talent", "culture"], ["micro", "main street", "second stage"]
    tables = [{"id": f"t{n}", "focus": [area]} for n, area in enumerate(areas)]
    planted: dict[tuple[str, str], set[str]] = {}
    listed = []
    for number in range(rng.randint(0, 12)):
        area, group, state = rng.choice(areas), rng.choice(groups), rng.choice(list(ResourceState))
        listed.append(resource(f"r{number}", state.value, area, group))
        if state is ResourceState.GAP:
            planted.setdefault((area, group), set()).add(f"r{number}")
    rng.shuffle(listed)
    people: list[Any] = [{"id": f"p{n}", "assets": rng.choice(["", "loans", "room"])} for n in range(6)]
    here = room(people, tables)
    found = build_resource_map(resources(*listed), here, AXES, [])
    shown = {key: {e.what for e in entries if e.state is ResourceState.GAP} for key, entries in found.cells.items()}
    assert {key: names for key, names in shown.items() if names} == planted
    needs = list_gap_needs(resources(*listed), here.tables)
    wanted = {area: {name for (row, _), names in planted.items() if row == area for name in names} for area in areas}
    assert {t.id: set(needs.get(t.id, ())) for t in here.tables} == {f"t{n}": wanted[a] for n, a in enumerate(areas)}


@pytest.mark.parametrize(
    "gaps",
    [
        ["loans"],
        ["no"],
        ["loans up to $5,000", 'a "quiet" room', "back\\slash"],
        ["child care: evenings", "# sign", "- dash", "{brace}", "[bracket]", "créditos", "a\nb", "yes", "null", "12"],
    ],
)
def test_a_suggested_line_is_yaml_that_a_convening_takes(gaps: list[str]) -> None:
    from ruamel.yaml import YAML

    here: Table = table({"id": "north", "needs": ["skill: welding"]})
    read = YAML(typ="safe", pure=True).load(needs_line(here, gaps))
    assert read == {"needs": ["skill: welding", *(gap.replace("\n", " ") for gap in gaps)]}
