"""Blank charts from a list, a convening, both, or the names of tables; nothing that somebody filled in is lost."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from seating.api.charts import ChartsRequest, read_summary, read_table_names, write_blank_charts
from seating.api.request import Request
from seating.convening.convening_file import INFERRED
from seating.errors import InputError, UsageError
from seating.present.settings import Settings
from seating.profiles.sectors import USUAL_SECTORS

LIST = """name,sector,status,attending,listed,email,needs,secret
Ana Ruiz,business,,yes,,ana@example.org,hearing loop,CANARY-1
Ben Okafor,labor,,,,ben@example.org,,CANARY-2
Chloé Åkesson,faith,idea,,,chloe@example.org,,CANARY-3
Dana Whitefeather,business,,no,,,,
Jonas Petrov,arts,,yes,no,,,
"""
CONVENING = """title: City
shared_result: 1,000 more jobs
tables:
  - {id: talent, name: Talent, seats: 1-6}
  - {id: leaders, name: Leadership, kind: leadership, from: chair}
  - {id: capital, name: Capital, seats: 1-6}
private: [secret]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(CONVENING, encoding="utf-8")
    return tmp_path


def write(people=None, convening=None, tables=(), for_each=False, out="out", grid=True, **more):
    request = Request(people=people, convening=convening and Path(convening), out=Path(out), **more)
    return write_blank_charts(request, tables, for_each, grid)


def tables_of(made) -> list[tuple[int, str]]:
    return [(table.number, table.id) for table in made.form.tables]


def test_nothing_but_table_names_is_enough(folder):
    made = write(tables=("Talent; Capital", "Steering committee"))
    assert tables_of(made) == [(1, "talent"), (2, "capital"), (3, "steering-committee")]
    assert made.form.sectors == tuple(USUAL_SECTORS)
    assert made.form.people == made.names == ()
    assert (made.sheets, made.unnamed, made.inferred) == (1, 0, False)
    assert sorted(path.name for path in Path("out").iterdir()) == [
        ".seating-files",
        "chart.csv",
        "chart.html",
        "chart.xlsx",
    ]


def test_without_the_grid_two_short_charts_fit_on_a_sheet(folder):
    made = write(tables=("Talent; Capital",), grid=False)
    assert (made.sheets, made.per_sheet, made.is_short) == (1, 2, True)
    assert {path.name for path in Path("out").glob("*chart*")} == {"short-chart.html", "chart.csv", "chart.xlsx"}


@pytest.mark.parametrize("key", ["people", "convening"])
def test_a_convening_is_enough_wherever_it_is_named(folder, key):
    made = write(**{key: "mine.yaml"})
    assert tables_of(made) == [(1, "talent"), (2, "capital"), (3, "leaders")]
    assert (made.form.title, made.form.shared_result) == ("City", "1,000 more jobs")


def test_a_list_gives_its_sectors_and_the_names_of_those_who_come(folder):
    made = write("people.csv", "mine.yaml")
    assert tables_of(made) == [(1, "talent"), (2, "capital"), (3, "leaders")]
    assert made.form.sectors == ("business", "faith", "labor")
    assert made.form.people == ("Ana Ruiz", "Ben Okafor")
    assert made.unnamed == 3
    assert made.notes is not None


def test_a_list_alone_gives_inferred_tables(folder):
    made = write("people.csv")
    assert made.inferred
    assert made.form.tables
    assert not (Path("out") / INFERRED).exists(), "an inferred convening is for the seating to write"


def test_a_list_with_named_tables_needs_no_convening(folder):
    (folder / "convening.yaml").write_text("tables: [", encoding="utf-8")
    made = write("people.csv", tables=["North; South"])
    assert tables_of(made) == [(1, "north"), (2, "south")]
    assert made.form.people == ("Ana Ruiz", "Ben Okafor")


def test_one_chart_for_each_person_who_comes(folder):
    made = write("people.csv", "mine.yaml", for_each=True)
    assert made.names == ("Ana Ruiz", "Ben Okafor")
    html = Path(made.files["page"]).read_text(encoding="utf-8")
    assert re.findall(r'class="given-name"[^>]*>([^<]*)<', html) == [*made.names]


def test_a_seat_held_for_somebody_is_offered_and_gets_no_chart_of_its_own(folder):
    """Nobody is there yet to fill it in; others may still name who is to be found."""
    (folder / "people.csv").write_text(LIST + "someone from the port,labor,open,,,,,\n", encoding="utf-8")
    made = write("people.csv", "mine.yaml", for_each=True)
    assert made.names == ("Ana Ruiz", "Ben Okafor")
    assert made.unnamed == 4
    assert made.form.people == ("Ana Ruiz", "Ben Okafor", "someone from the port")


def test_charts_of_two_people_of_one_name_tell_them_apart(folder):
    (folder / "people.csv").write_text("id,name\na1,Ana Ruiz\na2,Ana Ruiz\nb1,Ben\n", encoding="utf-8")
    assert write("people.csv", tables=["North"], for_each=True).names == ("Ana Ruiz [a1]", "Ana Ruiz [a2]", "Ben")


def test_no_private_cell_and_nobody_who_is_not_to_be_named_is_on_any_sheet(folder):
    made = write("people.csv", "mine.yaml", for_each=True)
    for path in map(Path, made.files.values()):
        content = path.read_bytes()
        if path.suffix == ".xlsx":
            book = zipfile.ZipFile(io.BytesIO(content))
            content = b"".join(book.read(name) for name in book.namelist())
        told = content.decode("utf-8-sig")
        for private in ("CANARY", "example.org", "hearing loop", "Chloé", "Dana", "Jonas"):
            assert private not in told, (path.name, private)


def test_a_private_sector_is_not_a_row(folder):
    (folder / "mine.yaml").write_text(CONVENING.replace("[secret]", "[secret, sector]"), encoding="utf-8")
    assert write("people.csv", "mine.yaml").form.sectors == tuple(USUAL_SECTORS)


def test_the_sectors_that_the_convening_names_come_first(folder):
    more = "vocabulary: {sector: {labor: [unions], government: []}}\n"
    (folder / "mine.yaml").write_text(CONVENING + more, encoding="utf-8")
    assert write("mine.yaml").form.sectors == ("labor", "government")
    (folder / "people.csv").write_text("name,sector\nAna,labor\nBen,government\n", encoding="utf-8")
    (folder / "mine.yaml").write_text((CONVENING + more).replace("private: [secret]", ""), encoding="utf-8")
    assert write("people.csv", "mine.yaml").form.sectors == ("labor", "government")


def test_a_spanish_chart_has_the_usual_sectors_of_the_list_in_spanish_and_is_read_back_as_the_list(folder):
    (folder / "people.csv").write_text("name,sector\nAna,Labor\nBen,arts\nCy,government\n", encoding="utf-8")
    made = write("people.csv", tables=["North"], settings=Settings(language="es"))
    assert made.form.sectors == ("arts", "gobierno", "sindicatos")
    assert write("people.csv", tables=["North"]).form.sectors == ("arts", "government", "Labor")
    book = openpyxl.load_workbook(made.files["workbook"])
    sheet = book.worksheets[0]
    for row in (8, 11, 14):
        sheet.cell(row, 3).value = f"somebody in row {row}"
    book.save("filled.xlsx")
    (chart,) = read_summary(ChartsRequest(("filled.xlsx",), people="people.csv")).agreement.charts.charts
    assert [naming.cell.sector for naming in chart.namings] == ["arts", "government", "Labor"]


def test_two_people_of_one_name_are_offered_with_their_ids(folder):
    rows = "id,name\na1,Ana Ruiz\na2,ana ruiz\nb1,Ben; Carla\n"
    (folder / "people.csv").write_text(rows, encoding="utf-8")
    made = write("people.csv", tables=["North"])
    assert {"Ana Ruiz [a1]", "ana ruiz [a2]"} <= set(made.form.people)
    assert not [name for name in made.form.people if ";" in name]


@pytest.mark.room
def test_five_thousand_people_are_all_offered(folder):
    rows = "".join(f"Person {n} of {n % 97} Street\n" for n in range(5_000))
    (folder / "people.csv").write_text(f"name\n{rows}", encoding="utf-8")
    made = write("people.csv", tables=["North; South"])
    assert len(made.form.people) == 5_000
    book = openpyxl.load_workbook(made.files["workbook"])
    assert book["Lists"].max_row == 5_001


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["Talent; Capital"], ["talent", "capital"]),
        (["Arts, crafts & trades", 'The "open" table'], ["arts-crafts-trades", "the-open-table"]),
        (["资本; مائدة; t02; Café"], ["t01", "t03", "t02", "cafe"]),
        (["North!; North?"], ["north", "t01"]),
        ([" ; A ;; "], ["a"]),
    ],
)
def test_names_of_tables_in_any_script_get_ids_of_their_own(names, ids):
    tables = read_table_names(names)
    assert [table.id for table in tables] == ids
    assert all(table.name for table in tables)


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ([""], "names no table"),
        ([" ; "], "names no table"),
        (["Talent; talent "], '"Talent" twice'),
        (["; ".join(f"T{n}" for n in range(20_001))], "20,001 tables"),
    ],
)
def test_names_that_cannot_be_tables_are_refused(names, says):
    with pytest.raises(UsageError, match=says):
        read_table_names(names)


def test_sixty_tables_take_several_sheets(folder):
    made = write(tables=["; ".join(f"Table {n}" for n in range(1, 61))])
    assert made.sheets == 8
    assert len(made.form.tables) == 60


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Name a list, a convening, or the tables"),
        ({"tables": ["A"], "convening": "mine.yaml"}, "cannot be combined with a convening"),
        ({"tables": ["A"], "people": "mine.yaml"}, "cannot be combined with a convening"),
        ({"tables": ["A"], "for_each": True}, "--for-each needs a list"),
        ({"people": "mine.yaml", "for_each": True}, "--for-each needs a list"),
        ({"people": "nowhere.csv"}, "nowhere.csv"),
        ({"people": "nowhere.yaml"}, "nowhere.yaml"),
        ({"people": "nowhere.xlsx"}, "nowhere.xlsx"),
        ({"people": "nowhere.json"}, "nowhere.json"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(folder, given, says):
    with pytest.raises(UsageError, match=says):
        write(**given)
    assert not Path("out").exists()


def test_a_list_on_which_nobody_comes_has_no_chart_for_each(folder):
    (folder / "people.csv").write_text("name,attending\nAna,no\n", encoding="utf-8")
    with pytest.raises(UsageError, match="someone with a name on the list who is coming"):
        write("people.csv", tables=["North"], for_each=True)
    assert write("people.csv", tables=["North"]).form.people == ()


def test_an_empty_list_and_a_broken_convening_are_told(folder):
    (folder / "people.csv").write_text("", encoding="utf-8")
    with pytest.raises(InputError):
        write("people.csv", tables=["North"])
    (folder / "mine.yaml").write_text("tables: [", encoding="utf-8")
    with pytest.raises(InputError):
        write("mine.yaml")


def test_a_json_file_is_a_convening_if_it_has_tables_and_no_people(folder):
    (folder / "c.json").write_text('{"tables": [{"id": "north"}]}', encoding="utf-8")
    assert tables_of(write("c.json")) == [(1, "north")]
    (folder / "people.json").write_text('[{"name": "Ana", "sector": "arts"}]', encoding="utf-8")
    assert write("people.json", tables=["North"]).form.people == ("Ana",)


def test_in_spanish_all_files_are(folder):
    made = write(tables=["Talento"], settings=Settings(language="es", paper="A4"))
    assert made.form.sectors[0] == "empresa"
    assert "Cuadro de" in Path(made.files["page"]).read_text(encoding="utf-8")
    assert openpyxl.load_workbook(made.files["workbook"]).sheetnames[0] == "Cuadro"
    rows = csv.reader(io.StringIO(Path(made.files["typed"]).read_text(encoding="utf-8-sig")))
    assert next(rows)[0] == "Cuadro de"


def test_a_second_run_replaces_what_nobody_filled_in(folder):
    write(tables=["Talent"])
    write(tables=["Capital"], settings=Settings(language="es"))
    write(tables=["Capital"])
    assert "Capital" in Path("out/chart.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["chart.xlsx", "chart.csv"])
def test_a_file_that_was_filled_in_is_never_overwritten(folder, name):
    write(tables=["Talent"])
    path = Path("out", name)
    if name == "chart.csv":
        path.write_bytes(path.read_bytes() + b"Rosa,,,talent,,,a welder,\r\n")
    else:
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["B1"] = "Rosa"
        book.save(path)
    before = {file: file.read_bytes() for file in Path("out").iterdir()}
    with pytest.raises(UsageError, match=f"{name} has been changed since it was written"):
        write(tables=["Capital"])
    assert {file: file.read_bytes() for file in Path("out").iterdir()} == before


def test_a_file_that_somebody_else_wrote_is_never_overwritten(folder):
    Path("out").mkdir()
    Path("out/chart.xlsx").write_bytes(b"mine")
    with pytest.raises(UsageError, match="seating did not write it"):
        write(tables=["Talent"])
    assert Path("out/chart.xlsx").read_bytes() == b"mine"
