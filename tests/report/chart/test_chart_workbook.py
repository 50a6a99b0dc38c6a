"""The blank chart as a workbook and as CSV: every text a text, lists that Excel accepts, nothing filled in is lost."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from seating.charts.form_words import GUIDING_QUESTIONS
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.profiles.sectors import USUAL_SECTORS
from seating.report.chart.chart_workbook import BLANK_ROWS, chart_csv, chart_xlsx, is_filled_in
from seating.report.chart.form import ChartForm
from seating.report.chart.grid import Column

HOSTILE = (
    "=1+1",
    "+1",
    "@SUM(A1)",
    'Capital, "the" fund',
    "资本与技术",
    "مائدة رأس المال",
    "http://example.org",
    "0012",
)
ROLES = ["decision-maker", "doer", "designee"]


def form(names=("Talent and skill", "Capital"), sectors=tuple(USUAL_SECTORS), people=(), **more) -> ChartForm:
    tables = tuple(Column(n, f"t{n}", name) for n, name in enumerate(names, start=1))
    told = {"title": "City", "shared_result": "1,000 more jobs", **more}
    return ChartForm(told["title"], told["shared_result"], tables, tuple(sectors), tuple(people))


def opened(chart: ChartForm, **settings):
    return openpyxl.load_workbook(io.BytesIO(chart_xlsx(chart, Settings(**settings))))


def cells(sheet) -> list[list]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def choices(book, cell: str) -> list[str] | None:
    """Return what the drop-down list of a cell on the first sheet offers; None if it has none."""
    for rule in book.worksheets[0].data_validations.dataValidation:
        if cell in rule.sqref:
            assert rule.type == "list"
            title, place = re.fullmatch(r"'([^']+)'!\$(.+)", rule.formula1).groups()
            low, top, high, bottom = range_boundaries(place.replace("$", ""))
            block = book[title].iter_rows(top, bottom, low, high, values_only=True)
            return [value for row in block for value in row]
    return None


def test_the_labels_come_first_and_the_grid_below_them():
    rows = cells(opened(form()).worksheets[0])
    labels = [row[0] for row in rows[:5]]
    assert labels == ["Chart by", "Group", "Date", "I could contribute most at", "Because I bring"]
    assert all(not any(row[1:]) for row in rows[:5]), "only the answers stand beside the labels"
    assert [cell for cell in rows[6] if cell] == ["Sector", "Role", "1 Talent and skill [t1]", "2 Capital [t2]"]
    assert [row[:2] for row in rows[7:]] == [[s, r] for s in USUAL_SECTORS for r in ROLES] + [[None] * 2] * BLANK_ROWS
    assert not any(any(row[2:]) for row in rows[7:])


def test_the_shared_result_and_the_instructions_stand_above_the_grid():
    told = cells(opened(form()).worksheets[0])[5][0]
    assert "What all tables work toward: 1,000 more jobs" in told
    assert "nobody needed" in told
    assert ";" in told
    assert "toward" not in cells(opened(form(shared_result="")).worksheets[0])[5][0]


def test_lists_offer_tables_sectors_roles_and_people_and_allow_other_text():
    book = opened(form(people=("Ana Ruiz", "明")))
    first_blank = 7 + 3 * len(USUAL_SECTORS) + 1
    assert choices(book, "B4") == ["1 Talent and skill [t1]", "2 Capital [t2]"]
    assert choices(book, "C8") == choices(book, "D20") == ["nobody needed", "Ana Ruiz", "明"]
    assert choices(book, f"A{first_blank}") == [*USUAL_SECTORS]
    assert choices(book, f"B{first_blank}") == ROLES
    last = first_blank + BLANK_ROWS - 1
    assert choices(book, f"D{last}") == ["nobody needed", "Ana Ruiz", "明"]
    assert choices(book, f"D{last + 1}") is None
    assert choices(book, "A8") is None, "the sector of a row is not for choosing"
    assert choices(book, "B1") is None
    for rule in book.worksheets[0].data_validations.dataValidation:
        assert not rule.showErrorMessage, "other text is allowed"
        assert not rule.showDropDown, "in the file format, this would hide the arrow"


def test_without_a_list_a_cell_offers_that_nobody_is_needed():
    assert choices(opened(form()), "C8") == ["nobody needed"]


def test_the_questions_have_a_column_for_the_room_and_one_for_each_table():
    rows = cells(opened(form())["Questions"])
    assert rows[0] == ["Questions", "The whole room", "1 Talent and skill [t1]", "2 Capital [t2]"]
    assert [row[0] for row in rows[1:]] == [*GUIDING_QUESTIONS]
    assert not any(any(row[1:]) for row in rows[1:])


def test_the_lists_are_on_a_hidden_sheet():
    book = opened(form())
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("Chart", "visible"),
        ("Questions", "visible"),
        ("Lists", "hidden"),
    ]


@pytest.mark.parametrize("people", [0, 110, 5_000])
def test_lists_keep_the_limits_of_excel(people):
    """A rule holds at most 255 characters, so it refers to a range; a list shows at most 32,767 entries."""
    names = [f"Person {n} of a long and winding street" for n in range(people)]
    content = chart_xlsx(form(people=names), Settings())
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert choices(book, "C8") == ["nobody needed", *names]
    for rule in book.worksheets[0].data_validations.dataValidation:
        assert len(rule.formula1) <= 255
    texts = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in texts
    assert texts.count("<dataValidation ") == 4


def test_sixty_tables_have_sixty_columns():
    rows = cells(opened(form([f"Table {n}" for n in range(1, 61)])).worksheets[0])
    assert rows[6][2:] == [f"{n} Table {n} [t{n}]" for n in range(1, 61)]


@pytest.mark.parametrize("tables", [1, 2, 3, 60])
def test_every_number_of_tables_gives_a_workbook_that_opens(tables):
    book = opened(form([f"Table {n}" for n in range(tables)], sectors=()))
    assert choices(book, "A8") is None, "there is no sector to offer"
    assert choices(book, "B8") == ROLES


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_cell_is_text_and_none_runs(language):
    book = opened(form(HOSTILE, HOSTILE, HOSTILE, title="=1+1", shared_result="=1+1"), language=language)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type == "s" or cell.value is None
                assert cell.hyperlink is None
                if sheet.sheet_state == "visible" and cell.has_style and type(cell).__name__ == "Cell":
                    assert cell.number_format == "@", "what is typed stays as typed"
    assert [cells(book.worksheets[0])[7 + 3 * n][0] for n in range(len(HOSTILE))] == [*HOSTILE]
    assert choices(book, "C8")[1:] == [*HOSTILE]


def test_in_spanish_every_word_of_ours_is_spanish():
    book = opened(form(people=("Ana",)), language="es")
    assert book.sheetnames == ["Cuadro", "Preguntas", "Listas"]
    rows = cells(book.worksheets[0])
    assert [row[0] for row in rows[:5]] == [
        "Cuadro de",
        "Grupo",
        "Fecha",
        "Podría aportar más en",
        "Porque traigo",
    ]
    assert rows[6][:2] == ["Sector", "Función"]
    assert rows[7][1] == "decisor/a"
    assert choices(book, "C8") == ["no hace falta nadie", "Ana"]
    assert cells(book["Preguntas"])[0][:2] == ["Preguntas", "Toda la sala"]
    assert cells(book["Preguntas"])[1][0] == "¿Qué resultado queremos?"


@pytest.mark.parametrize(("paper", "number"), [("Letter", 1), ("A4", 9)])
def test_it_prints_on_the_chosen_paper(paper, number):
    sheet = opened(form(), paper=paper).worksheets[0]
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (number, "landscape")
    assert sheet.freeze_panes == "C8"
    assert sheet.print_title_rows == "$7:$7"


def test_the_same_chart_is_the_same_bytes():
    assert chart_xlsx(form(), Settings()) == chart_xlsx(form(), Settings())


def test_the_csv_file_has_the_headings_of_one_row_for_each_entry():
    for language, headings in (
        ("en", "Chart by,Group,Date,Table,Sector,Role,Who,Why"),
        ("es", "Cuadro de,Grupo,Fecha,Mesa,Sector,Función,Quién,Por qué"),
    ):
        content = chart_csv(words_in(language))
        assert content.startswith(b"\xef\xbb\xbf")
        assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [headings.split(",")]


def test_a_workbook_as_written_is_not_filled_in(tmp_path):
    path = tmp_path / "chart.xlsx"
    path.write_bytes(chart_xlsx(form(people=("Ana",)), Settings(language="es")))
    assert not is_filled_in(path)


def test_a_workbook_that_somebody_saved_counts_as_filled_in(tmp_path):
    path = tmp_path / "chart.xlsx"
    path.write_bytes(chart_xlsx(form(), Settings()))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["B1"] = "Rosa"
    book.save(path)
    assert is_filled_in(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a workbook"])
def test_a_workbook_that_cannot_be_read_is_not_ours(tmp_path, content):
    path = tmp_path / "chart.xlsx"
    path.write_bytes(content)
    assert is_filled_in(path)


def test_a_csv_file_with_a_row_counts_as_filled_in(tmp_path):
    path = tmp_path / "chart.csv"
    for language in ("en", "es"):
        path.write_bytes(chart_csv(words_in(language)))
        assert not is_filled_in(path)
    path.write_bytes(chart_csv(words_in("en")) + b"Rosa,,,talent,,,a welder,\r\n")
    assert is_filled_in(path)


def test_a_workbook_with_a_damaged_part_counts_as_filled_in(tmp_path):
    """Each byte of the compressed properties may be wrong."""
    path = tmp_path / "chart.xlsx"
    whole = chart_xlsx(form(), Settings())
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        part = archive.getinfo("docProps/core.xml")
    for at in range(part.header_offset, part.header_offset + 60 + part.compress_size):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        assert is_filled_in(path) in {True, False}
    path.write_bytes(whole[: part.header_offset + 70] + bytes(40) + whole[part.header_offset + 110 :])
    assert is_filled_in(path)


def test_properties_that_unpack_to_more_than_fits_are_not_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "chart.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", b" " * 5_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))
    assert is_filled_in(path)
