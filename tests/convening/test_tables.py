"""Tables from a sheet of the workbook, from a file next to the list, or from a file that the convening names."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from seating.api.request import Request
from seating.api.solve import solve_request
from seating.convening import read_convening
from seating.convening.tables import holds_tables
from seating.profiles import People
from seating.sources import read_bytes
from tests.convening.made_up import people, problems, slugs, written
from tests.examples import seeded

Sheet = list[list[Any]]

GUESTS: Sheet = [["id", "name"], *([f"p{n}", f"Guest {n}"] for n in range(1, 22))]
LISTED = people(*(f"p{n}" for n in range(1, 22)))


def book(tmp_path: Path, **sheets: Sheet) -> Path:
    """Return the path of a workbook with these sheets, in this order."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "guests.xlsx"
    made.save(path)
    return path


def held(path: Path, given: Any = None, listed: People = LISTED) -> dict[str, tuple[int, int | None]]:
    """Return the least and the most people of each table, by name."""
    tables = read_convening(listed, given, path).convening.tables
    return {table.name: (table.seats.minimum, table.seats.maximum) for table in tables}


SHEETS: dict[str, tuple[Sheet, dict[str, int | None]]] = {
    "plain": ([["Table", "Capacity"], ["Oak", 8], ["Elm", 8], ["Ash", 10]], {"Oak": 8, "Elm": 8, "Ash": 10}),
    "places": (
        [["Table name", "Seats", "Location"], ["Oak", 12, "North"], ["Elm", 12, "South"]],
        {"Oak": 12, "Elm": 12},
    ),
    "total": ([["Table", "Chairs"], ["Oak", 12], ["Elm", 12], ["Total", 24]], {"Oak": 12, "Elm": 12}),
    "blank": ([["Table", "Max"], ["Oak", None], ["Elm", 12]], {"Oak": None, "Elm": 12}),
    "title above": (
        [["The great hall"], ["Table No.", "Max. guests"], [1, 12], [2, 12]],
        {"Table 1": 12, "Table 2": 12},
    ),
    "words": ([["Room", "Holds"], ["Blue", "11 people"], ["Red", "10 seats"]], {"Blue": 11, "Red": 10}),
    "Spanish": ([["Mesa", "Sillas"], ["Sol", 11], ["Luna", 11]], {"Sol": 11, "Luna": 11}),
    "Spanish capacity": ([["Mesa", "Cupo"], ["Sol", 11], ["Luna", 11]], {"Sol": 11, "Luna": 11}),
    "French": ([["Table", "Couverts"], ["Lilas", 11], ["Rose", 11]], {"Lilas": 11, "Rose": 11}),
    "Polish": ([["Table", "Miejsc"], ["Dąb", 11], ["Lipa", 11]], {"Dąb": 11, "Lipa": 11}),
    "caterer": ([["Spot", "Max pax"], ["Lilac", 11], ["Fern", 11]], {"Lilac": 11, "Fern": 11}),
    "names": ([["Name", "Seats"], ["Sun", 11], ["Moon", 11]], {"Sun": 11, "Moon": 11}),
}


@pytest.mark.parametrize("case", SHEETS)
def test_a_sheet_of_the_workbook_gives_the_tables(tmp_path: Path, case: str) -> None:
    rows, expected = SHEETS[case]
    path = book(tmp_path, Cover=[["A supper"]], Guests=GUESTS, Tables=rows)
    assert {name: high for name, (_, high) in held(path).items()} == expected
    reading = read_convening(LISTED, None, path)
    (note,) = [note for note in reading.notes if note.slug == "tables-from-sheet"]
    assert "guests.xlsx, sheet Tables" in note.text
    assert all(name in note.text for name in expected)


def test_a_file_called_tables_beside_the_list_gives_the_tables(tmp_path: Path) -> None:
    written(tmp_path, "Table,Capacity,Notes\nOak,12,by the door\nElm,12,\n", "tables.csv")
    path = written(tmp_path, "id,name\n", "people.csv")
    assert {name: high for name, (_, high) in held(path).items()} == {"Oak": 12, "Elm": 12}
    (note,) = [note for note in read_convening(LISTED, None, path).notes if note.slug == "tables-from-sheet"]
    assert 'Not used: "Notes" (C)' in note.text


def test_a_convening_names_the_file_of_its_tables(tmp_path: Path) -> None:
    written(tmp_path, "Table,Capacity\nOak,12\nElm,12\n", "room.csv")
    given = written(tmp_path, "tables: room.csv\nrequirements: [{kind: pin, people: [p1], tables: [Oak]}]\n")
    assert held(given, given) == {"Oak": (0, 12), "Elm": (0, 12)}


def test_what_is_wrong_with_a_named_file_is_told(tmp_path: Path) -> None:
    given = written(tmp_path, "tables: rom.csv\n")
    written(tmp_path, "Table,Capacity\nOak,12\n", "room.csv")
    (missing,) = problems(LISTED, given)
    assert (missing.slug, missing.value, "room.csv" in (missing.hint or "")) == ("tables-none", "rom.csv", True)
    written(tmp_path, "Colour,Capacity\nOak,12\n", "rom.csv")
    assert [(p.slug, p.file) for p in problems(LISTED, given)] == [("tables-headings", "rom.csv")]


def test_a_wrong_number_of_seats_is_named_at_its_row(tmp_path: Path) -> None:
    path = book(tmp_path, Guests=GUESTS, Tables=[["Table", "Seats"], ["Oak", 12], ["Elm", "many"], ["Ash", 3]])
    found = problems(LISTED, beside=path)
    assert [(p.slug, p.file, p.line, p.value) for p in found] == [
        ("seats-wrong", "guests.xlsx, sheet Tables", 3, "many")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Table", "Seats"], ["Ana", "Oak", 1], ["Ben", "Oak", 2]],  # people at tables
        [["Table", "People"], ["Oak", "Ana; Ben"], ["Elm", "Cam; Dee"]],  # who sits where
        [["Dish", "Capacity"], ["Soup", 4]],
        [["Table"], ["Oak"]],
        [["Table", "Capacity"]],
    ],
)
def test_other_sheets_hold_no_tables(rows: Sheet) -> None:
    text = "\n".join(",".join(str(cell) for cell in row) for row in rows)
    assert not holds_tables(read_bytes(text.encode(), "x.csv"), "Plan")


def test_the_sheet_of_the_people_is_never_one_of_tables(tmp_path: Path) -> None:
    rows = [["Group", "People"], ["Fox", 4], ["Holt", 3]]
    listed = people({"id": "a", "Group": "Fox", "People": "4"}, columns=["Group", "People"])
    path = book(tmp_path, Guests=rows, Menu=[["Soup"]])
    listed = People(listed.persons, {key: listed.headings[key] for key in ("Group", "People")}, "guests.xlsx")
    assert "tables" in read_convening(listed, None, path).convening.inferred


def test_tables_of_a_convening_go_before_those_of_a_sheet(tmp_path: Path) -> None:
    path = book(tmp_path, Guests=GUESTS, Room=[["Table", "Capacity"], ["Oak", 30]])
    reading = read_convening(LISTED, {"tables": {"count": 2}}, path)
    assert len(reading.convening.tables) == 2
    assert "tables-not-used" in slugs(reading)


def fills(path: Path, given: dict[str, Any] | None = None) -> dict[int, tuple[str, ...] | None]:
    """Return the tables at which so many people are wished."""
    found = read_convening(LISTED, given, path).convening.requirements
    return {one.at_least: one.at for one in found if one.kind == "fill" and not one.is_must}


def test_no_minimum_is_inferred_but_a_wish_where_nobody_wrote_requirements(tmp_path: Path) -> None:
    path = book(tmp_path, Guests=GUESTS, Tables=SHEETS["plain"][0])
    assert held(path) == {"Oak": (0, 8), "Elm": (0, 8), "Ash": (0, 10)}
    assert fills(path) == {4: ("oak", "elm"), 6: ("ash",)}
    assert held(path, {"requirements": []}) == held(path)
    assert fills(path, {"requirements": []}) == {}
    rows = [["Table", "Min", "Capacity"], ["Oak", 1, 12], ["Elm", None, 12]]
    path = book(tmp_path, Guests=GUESTS, Tables=rows)
    assert held(path) == {"Oak": (1, 12), "Elm": (0, 12)}
    assert fills(path) == {7: ("elm",)}


def test_a_room_with_many_seats_may_leave_tables_empty_but_nobody_alone(tmp_path: Path) -> None:
    path = book(tmp_path, Guests=GUESTS, Tables=[["Table", "Seats"], *([f"T{n}", 8] for n in range(10))])
    tables = read_convening(LISTED, None, path).convening.tables
    assert {(table.seats.minimum, table.open_if_needed) for table in tables} == {(0, True)}
    assert fills(path) == {2: None}


@seeded(8)
def test_what_is_inferred_fits_groups_of_any_size(seed: int) -> None:
    """A group that `with` ties goes to one table; first the largest, then the others, always finds seats."""
    rng = random.Random(seed)
    rows: list[dict[str, str]] = []
    while len(rows) < rng.randint(6, 60):
        first, size = len(rows), rng.choice([1, 1, 2, 3, 5, 9])
        rows += [{"id": f"p{first + n}", "with": f"p{first}" if n else ""} for n in range(size)]
    tables = read_convening(people(*rows, columns=["with"])).convening.tables
    sizes = [0] * len(tables)
    groups: dict[str, int] = {}
    for row in rows:
        groups[row["with"] or row["id"]] = groups.get(row["with"] or row["id"], 0) + 1
    for size in sorted(groups.values(), reverse=True):
        sizes[sizes.index(min(sizes))] += size
    assert all(n <= (t.seats.maximum or n) for t, n in zip(tables, sizes, strict=True))


@pytest.mark.parametrize("number", range(2, 60))
def test_nobody_is_wished_alone_at_an_inferred_table(number: int) -> None:
    convening = read_convening(people(*(f"p{n}" for n in range(number)))).convening
    (fill,) = (one for one in convening.requirements if one.kind == "fill")
    assert fill.at is None
    assert 2 <= fill.at_least <= number // len(convening.tables)


def test_runs_follow_the_sheet_until_the_convening_is_edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    def solve(rows: Sheet) -> dict[str, int | None]:
        path = book(tmp_path, Guests=GUESTS, Tables=rows)
        result = solve_request(Request(people=path, out=Path("out"), packet=False))
        return {table.name: table.seats.maximum for table in result.room.tables}

    assert solve(SHEETS["plain"][0]) == SHEETS["plain"][1]
    assert solve(SHEETS["plain"][0]) == SHEETS["plain"][1]
    assert solve(SHEETS["places"][0]) == SHEETS["places"][1]
    convening = Path("out/convening.yaml")
    convening.write_text(convening.read_text().replace("name: Oak", "name: Old Oak"))
    assert solve(SHEETS["plain"][0]) == {"Old Oak": 12, "Elm": 12}
