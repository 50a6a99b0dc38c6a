"""The drawing of the room: a chair for each seat, a mark for each person, and no name that readers may not see."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from seating.convening import Convening
from seating.report.floor_drawing import MOST_DRAWN, FloorDrawing, draw_floor, list_marks
from seating.report.pages import render_page, render_report
from seating.report.places import places
from seating.report.record import pages_record
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.floor import count_chairs
from seating.room.hall import Fixture, Hall, Shape

from .made_up import large, small, visited


def drawing(result: Result, audience: Audience = Audience.TEAM) -> FloorDrawing:
    found = places(for_reader(result, audience))
    drawn = draw_floor(result.convening, result.room, found, list_marks(found))
    assert drawn is not None
    return drawn


def with_room(result: Result, hall: Hall | None = None, **keys: object) -> Result:
    """Return a result whose room and whose first table have these keys."""
    first, *others = result.room.tables
    tables = (first.model_copy(update=keys), *others)
    convening = result.convening.model_copy(update={"room": hall, "tables": tables})
    return replace(result, convening=convening, room=replace(result.room, tables=tables))


def test_every_person_has_a_mark_and_every_free_seat_a_chair() -> None:
    drawn = drawing(small())
    for table in drawn.tables:
        shapes = [spot.shape for spot in table.spots]
        chairs = count_chairs(table.place.table, table.place.taken)
        assert shapes.count("free") == chairs - table.place.taken
        assert table.place.free in {None, shapes.count("free")}
        assert shapes.count("staff") == len(table.place.staff)
        assert len(shapes) - shapes.count("free") - shapes.count("staff") == table.place.taken
        assert {spot.name for spot in table.spots} - {""} == {p.name for p in (*table.place.people, *table.place.staff)}


def test_roles_are_shapes_in_the_order_of_the_legend() -> None:
    (one, *_) = drawing(small()).tables
    shapes = [spot.shape for spot in one.spots if spot.shape not in {"free", "staff"}]
    assert shapes == sorted(shapes, key=["decision-maker", "doer", "designee", "no-role"].index)
    assert {spot.shape for table in drawing(small(), Audience.EVERYONE).tables for spot in table.spots} == {
        "person",
        "free",
        "staff",
    }


def test_a_chair_of_someone_who_is_not_shown_is_taken_without_a_name() -> None:
    made = small()
    hidden = next(person for person in made.room.people if made.plan.seats[person.id] == made.room.tables[0].id)
    people = tuple(p.model_copy(update={"listed": p.id != hidden.id}) for p in made.room.people)
    result = replace(made, room=replace(made.room, people=people))
    before, after = (drawing(one, Audience.EVERYONE).tables[0].spots for one in (made, result))
    assert [spot.shape for spot in after] == [spot.shape for spot in before]
    assert hidden.name not in {spot.name for spot in after}
    assert sum(spot.name == "" for spot in after) == 1 + sum(spot.name == "" for spot in before)


def test_the_room_is_drawn_as_the_convening_states_it() -> None:
    hall = Hall(width=20, depth=10, fixed=(Fixture(kind="other", name="Tanzfläche & Bühne", at=(12, 8)),))
    result = with_room(small(), hall, at=(3.0, 2.5), shape=Shape.LONG, turn=30.0)
    drawn = drawing(result)
    assert (drawn.width, drawn.depth, drawn.height, drawn.has_walls) == (2000, 1000, 1000, True)
    assert (drawn.tables[0].x, drawn.tables[0].y, drawn.tables[0].is_round) == (300, 250, False)
    page = render_page(result, "room_plan") or ""
    assert "Tanzfläche &amp; Bühne" in page
    assert 'transform="translate(300 250) rotate(30.0)"' in page
    assert 'class="walls"' in page
    assert 'class="walls"' not in (render_page(small(), "room_plan") or "")


def test_tables_without_a_free_place_are_named() -> None:
    outside = drawing(with_room(small(), Hall(width=7, depth=4))).outside
    assert outside.startswith("Drawn below the room, which has no free space for them: ")


@pytest.mark.parametrize(
    ("places_of_tables", "hall", "told"),
    [
        (("South hall", "North hall", "South hall"), None, "South hall: 1, 3; North hall: 2"),
        (("South hall", "North hall", ""), None, "South hall: 1; North hall: 2; place not stated: 3"),
        (("South hall", "South hall", ""), None, ""),
        (("South hall", "North hall", "South hall"), Hall(width=30, depth=20), ""),
    ],
)
def test_several_places_are_named_with_the_numbers_of_their_tables(
    places_of_tables: tuple[str, ...], hall: Hall | None, told: str
) -> None:
    """One place needs no name, and a room that the convening states is one place."""
    base = small()
    at = zip(base.room.tables, places_of_tables, strict=True)
    tables = tuple(table.model_copy(update={"place": place}) for table, place in at)
    drawn = drawing(with_room(replace(base, room=replace(base.room, tables=tables)), hall))
    start = "The tables are in several places, and are drawn side by side. "
    assert drawn.outside == (f"{start}{told}" if told else "")


def test_tables_of_the_report_lead_to_their_cards() -> None:
    page = render_report(small())
    links = re.findall(r'<a href="#(table-[^"]+)"><title>', page)
    assert links == [place.anchor for place in places(small())]
    assert all(f'id="{link}"' in page for link in links)


@pytest.mark.parametrize("result", [visited(), large(MOST_DRAWN + 1, MOST_DRAWN + 1)], ids=["sessions", "many"])
def test_no_room_is_drawn_for_sessions_and_very_many_tables(result: Result) -> None:
    found = places(result)
    assert draw_floor(result.convening, result.room, found, ()) is None
    assert render_page(result, "room_plan") is None


def test_names_and_numbers_fit_on_their_tables() -> None:
    long = with_room(small(), name="Donaudampfschifffahrtsgesellschaft und Partner")
    assert drawing(long).tables[0].name == ()
    for table in (*drawing(small()).tables, *drawing(large(80, 12)).tables):
        assert 0 < table.number.size < table.depth
        assert all(line.size * len(line.text) * 0.35 < table.width for line in table.name)


def test_all_names_have_one_size_and_a_long_one_has_two_lines() -> None:
    made = large(60, 6)
    names = ("Capital", "Business and technology", "Talent", "Streets and places", "Coordination", "Housing")
    tables = tuple(table.model_copy(update={"name": n}) for table, n in zip(made.room.tables, names, strict=True))
    drawn = drawing(replace(made, room=replace(made.room, tables=tables))).tables
    assert [line.text for line in drawn[0].name] == ["Capital"]
    assert [line.text for line in drawn[1].name] == ["Business and", "technology"]
    assert len({line.size for table in drawn for line in table.name}) == 1
    assert len({table.number.size for table in drawn}) == 1


def test_a_table_with_staff_has_its_name_too() -> None:
    drawn = drawing(with_room(small(), name="Capital")).tables[0]
    assert drawn.place.staff
    assert [line.text for line in drawn.name] == ["Capital"]


def named(hall: Hall | None = None, **keys: object) -> FloorDrawing:
    """Return a drawing of ten tables with these keys and a name each."""
    made = large(60, 10)
    tables = tuple(table.model_copy(update={"name": "Elm", **keys}) for table in made.room.tables)
    convening = made.convening.model_copy(update={"room": hall, "tables": tables})
    return drawing(replace(made, convening=convening, room=replace(made.room, tables=tables)))


@pytest.mark.parametrize("shape", list(Shape))
def test_a_number_touches_neither_a_name_nor_staff(shape: Shape) -> None:
    """Also where it is underlined, because it could be read upside down."""
    made = small()
    tables = tuple(table.model_copy(update={"shape": shape}) for table in made.room.tables)
    staffed = drawing(replace(made, room=replace(made.room, tables=tables)))
    drawn = named(shape=shape)
    assert any(table.place.is_underlined for table in drawn.tables)
    for table in (*drawn.tables, *staffed.tables):
        ink = table.number.below + (0.2 * table.number.size if table.place.is_underlined else 0)
        staff = [spot.y - table.y for spot in table.spots if spot.shape == "staff"]
        for line in table.name:
            assert ink <= line.below - 0.72 * line.size
            ink = line.below
        assert not staff or ink <= min(staff)


def test_names_that_would_be_too_small_on_paper_are_left_out() -> None:
    """6 pt are 2.1 mm, and the sheet has 270 mm for the width of the room."""
    assert any(table.name for table in named(Hall(width=20, depth=8)).tables)
    assert not any(table.name for table in named(Hall(width=60, depth=20)).tables)


@pytest.mark.parametrize(
    ("at", "turn", "below"),
    [((0, 5), 90, 50), ((20, 5), 90, -20), ((9, 0), 0, 50), ((9, 10), 180, -20), ((0, 5), 270, 50)],
)
def test_the_name_of_a_door_is_inside_the_room(at: tuple[float, float], turn: float, below: int) -> None:
    """The letters are read from below or from the right, and stand between the door and the middle of the room."""
    hall = Hall(width=20, depth=10, fixed=(Fixture(kind="door", at=at, turn=turn),))
    (door,) = drawing(with_room(small(), hall)).things
    assert (door.name, door.name_below) == ("door", below)
    assert -90 <= door.name_turn < 90


def test_a_saved_round_keeps_the_room() -> None:
    """Pages of a round that is read from the ledger have the same plan."""
    hall = Hall(width=20, depth=10, fixed=(Fixture(kind="stage", at=(9, 1), size=(4, 2)),))
    result = with_room(small(), hall, at=(3.0, 2.5), shape=Shape.LONG)
    saved = pages_record(result).convening
    again = Convening.model_validate(saved.plain())
    assert (again.room, again.tables[0].at, again.tables[0].shape) == (hall, (3.0, 2.5), Shape.LONG)
    plain = pages_record(small()).convening.plain()
    assert "room" not in plain
    assert not {"shape", "at", "turn", "near"} & set(plain["tables"][0])
