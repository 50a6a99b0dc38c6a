"""Blank charts in English and in Spanish are the same chart: what is written on them is counted in the same rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from seating.api.charts import ChartsRequest, read_summary, write_blank_charts
from seating.api.request import Request
from seating.charts import Cell
from seating.charts.agreement import find_agreement
from seating.charts.joins import join_alike
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.profiles import Role
from seating.profiles.sectors import USUAL_SECTORS
from seating.report.agreement.agreement_page import draw_picture
from tests.charts.forms import charts, long, people

NOBODY = {"en": "nobody needed", "es": "no hace falta nadie"}
FIRST_ROW, FIRST_COLUMN = 8, 3
BUSINESS, LABOR = (list(USUAL_SECTORS).index(name) for name in ("business", "labor"))


def fill_in(folder: Path, language: str, by: str, cells: dict[tuple[int, int], str]) -> Path:
    """Write a blank chart and fill in cells, by the row and the column of the grid, from 0; return the workbook."""
    out = folder / by
    write_blank_charts(Request(None, out=out, settings=Settings(language=language)), ("Talent; Capital",))
    book = openpyxl.load_workbook(out / "chart.xlsx")
    book.worksheets[0]["B1"] = by
    for (row, column), text in cells.items():
        book.worksheets[0].cell(FIRST_ROW + row, FIRST_COLUMN + column, text)
    book.save(out / "chart.xlsx")
    return out / "chart.xlsx"


@pytest.fixture(params=[("en", "es"), ("es", "en"), ("en", "en"), ("es", "es")], ids="-".join)
def both(request: pytest.FixtureRequest, tmp_path: Path) -> ChartsRequest:
    """Return two charts in these languages that say the same."""
    files = []
    for by, language in zip(("Ana Kim", "Rosa Diaz"), request.param, strict=True):
        cells = {
            (3 * BUSINESS, 0): "a baker",
            (3 * LABOR + 1, 1): "a welder",
            (3 * LABOR + 2, 0): NOBODY[language],
        }
        files.append(fill_in(tmp_path, language, by, cells))
    return ChartsRequest(tuple(files), out=tmp_path / "out")


def test_the_rows_of_both_are_counted_together(both: ChartsRequest) -> None:
    agreement = read_summary(both).agreement
    assert len(agreement.cells) == 2 * 3 * len(USUAL_SECTORS)
    assert {one.shown for one in agreement.cells} == {2}
    assert sorted((one.named, one.not_needed, one.empty) for one in agreement.cells if one.empty < 2) == [
        (0, 2, 0),
        (2, 0, 0),
        (2, 0, 0),
    ]
    assert len({one.cell.sector for one in agreement.cells}) == len(USUAL_SECTORS)


def test_the_picture_has_three_rows_for_each_sector(both: ChartsRequest) -> None:
    picture = draw_picture(read_summary(both), words_in("en"))
    assert [row.first_of for row in picture.rows] == [3, 0, 0] * len(USUAL_SECTORS)


def test_rows_of_typed_lists_are_shared_by_the_name_of_a_sector_and_not_by_a_part_of_one() -> None:
    rows = [("labor", "a roofer"), ("Sindicatos", "a welder"), ("county", "a clerk"), ("city", "a planner")]
    read = charts(*(long([f"By {text}", "", "", "talent", sector, "doer", text, ""]) for sector, text in rows))
    agreement = find_agreement(join_alike([read], people()), people())
    assert [(one.cell.sector, one.named) for one in agreement.cells] == [("labor", 2), ("county", 1), ("city", 1)]


@pytest.mark.parametrize("sectors", [("gobierno", "Government"), ("Government", "gobierno"), ("gobierno", "gobiernos")])
def test_a_chart_in_spanish_leaves_the_rows_in_english(sectors: tuple[str, str]) -> None:
    read = charts(*(long([f"By {n}", "", "", "talent", sector, "doer", "x", ""]) for n, sector in enumerate(sectors)))
    (cell,) = find_agreement(join_alike([read], people()), people()).cells
    assert cell.cell.sector == ("Government" if "Government" in sectors else "government")
    assert cell.named == 2


@pytest.mark.parametrize("how", ["name", "answer"])
def test_a_vote_for_a_table_by_its_name_in_the_other_language_is_counted(tmp_path: Path, how: str) -> None:
    name = "Talent / Talento" if how == "name" else "Talent"
    (tmp_path / "convening.yaml").write_text(f"tables: [{{id: talent, name: {name}, seats: 2}}]\n")
    (tmp_path / "people.csv").write_text("id,name\nana,Ana Kim\n")
    for number, table in enumerate(("Talent", "Talento", "talento", "talent")):
        (tmp_path / f"{number}.csv").write_text(long([f"By {number}", "", "", table, "", "", "Ana Kim", ""]))
    files = tuple(tmp_path / f"{number}.csv" for number in range(4))
    mentions = tmp_path / "mine.csv"
    mentions.write_text("description,joined with,join\n" + ("Talento,Talent,yes\n" if how == "answer" else ""))
    request = ChartsRequest(
        files, str(tmp_path / "people.csv"), convening=tmp_path / "convening.yaml", joins=mentions, out=tmp_path / "out"
    )
    (ana,) = read_summary(request).agreement.named
    assert {table: len(charts) for table, charts in ana.at.items()} == {"talent": 4}


def test_the_words_of_the_convening_are_words_of_a_chart(tmp_path: Path) -> None:
    (tmp_path / "convening.yaml").write_text(
        "vocabulary:\n  representative_type: {decision-maker: [signs off]}\n  sector: {labor: [Trades]}\n"
        "tables: [{id: talent, name: Talent, seats: 2}]\n"
    )
    (tmp_path / "people.csv").write_text("id,name,sector,representative_type\nana,Ana Kim,trades,Signs off\n")
    (tmp_path / "chart.csv").write_text(long(["Ana Kim", "", "", "talent", "Trades", "Signs off", "a welder", ""]))
    request = ChartsRequest((tmp_path / "chart.csv",), str(tmp_path / "people.csv"), out=tmp_path / "out")
    summary = read_summary(request)
    assert [one.cell for one in summary.agreement.cells] == [Cell("talent", "labor", Role.DECISION_MAKER)]
    assert "role-unknown" not in {note.slug for note in summary.notes}
