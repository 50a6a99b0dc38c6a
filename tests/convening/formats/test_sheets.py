"""The sheets `Tables` and `Requirements` say what a YAML file would."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from seating.convening import read_convening
from seating.convening.formats.sheets import from_sheets
from seating.errors import as_text
from seating.sources import Row, Source
from tests.convening.made_up import by_id, people, problems

TABLES = [
    ["ID", "Name", "Seats", "Focus", "Needs", "Hosted by", "Open", ""],
    ["1", "Capital", "3-4", "capital; land", "van", "Oak", "if needed", ""],
    ["b", "7", "8", "", "", "", "", "a remark"],
]
REQUIREMENTS = [
    ["Kind", "Who", "At least", "Of", "At", "Weight", "Must", "Pairs", "Note"],
    ["role_mix", "", "doer: 2; designee: 1", "", "", "5", "", "", "12"],
    ["count", "sector: labor | land use; not id: x", "1", "", "1; b", "", "yes", "", ""],
    ["apart", "", "", "", "", "", "false", "ana & ben; ben & cam", ""],
]


def source(name: str, rows: list[list[str]]) -> Source:
    found = (Row(line, tuple(cells)) for line, cells in enumerate(rows, 1))
    return Source(f"list.xlsx, sheet {name}", "ab", tuple(found))


def test_cells_hold_what_yaml_would() -> None:
    document = from_sheets({"Tables": source("Tables", TABLES), "Requirements": source("R", REQUIREMENTS)}, "list.xlsx")
    assert document.plain["tables"] == [
        {
            "id": "1",
            "name": "Capital",
            "seats": "3-4",
            "focus": ["capital", "land"],
            "needs": "van",
            "hosted_by": "Oak",
            "open": "if needed",
        },
        {"id": "b", "name": "7", "seats": 8},
    ]
    assert document.plain["requirements"] == [
        {"kind": "role_mix", "at_least": {"doer": 2, "designee": 1}, "weight": 5, "note": "12"},
        {
            "kind": "count",
            "who": {"sector": ["labor", "land use"], "not": {"id": "x"}},
            "at_least": 1,
            "at": [1, "b"],
            "must": "yes",
        },
        {"kind": "apart", "must": False, "pairs": [["ana", "ben"], ["ben", "cam"]]},
    ]
    assert document.line(("tables", 1, "seats")) == 3
    assert document.file_of(("tables", 1)) == "list.xlsx, sheet Tables"


def test_a_sheet_of_that_name_without_ids_is_another_sheet() -> None:
    document = from_sheets({"Tables": source("Tables", [["Number", "Legs"], ["1", "4"]])}, "list.xlsx")
    assert document.plain == {}


def workbook(path: Path, tables: list[list[str]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in (("People", [["id"], ["ana"]]), ("Tables", tables), ("Requirements", REQUIREMENTS)):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, [int(c) if c.isdigit() else c for c in cells])
    return path


LISTED = people({"id": "ana", "sector": "labor"}, {"id": "ben", "name": "Ben"}, "cam")


def test_a_workbook_beside_is_a_convening(tmp_path: Path) -> None:
    tables = [row[:7] for row in TABLES]
    reading = read_convening(LISTED, beside=workbook(tmp_path / "list.xlsx", tables))
    assert [table.id for table in reading.convening.tables] == ["1", "b"]
    found = by_id(reading)
    assert found["count-1"].at == ("1", "b")
    assert found["count-1"].is_must
    assert found["apart-1"].pairs == (("ana", "ben"), ("ben", "cam"))


def test_what_is_wrong_in_a_sheet_has_its_row(tmp_path: Path) -> None:
    tables = [["Id", "Seats"], ["a", "6-4"], ["b", "many"]]
    found = problems(LISTED, workbook(tmp_path / "list.xlsx", tables))
    shown = [as_text(problem) for problem in found]
    assert any("sheet Tables:2" in text and '"6-4"' in text for text in shown), shown
    assert any("sheet Tables:3" in text and '"many"' in text for text in shown), shown
