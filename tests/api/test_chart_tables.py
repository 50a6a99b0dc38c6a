"""Charts name tables that were renamed or split since they were filled in, by what the ledger knows of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.api.charts import ChartsRequest, read_summary
from seating.api.form_files import list_chart_tables
from seating.api.reading import read_inputs
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.ledger import Ledger

FIRST = (
    "tables: [{id: shops, name: Corner shops, seats: 2-9}, {id: river, name: River, seats: 2-9}]\nrequirements: []\n"
)
SECOND = FIRST.replace("id: shops, name: Corner shops", "id: tech, name: Tech, was: shops")


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seat a first round, and rename a table. A chart that was filled in before has its former name."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("id,name\n" + "".join(f"p{n},Person {n}\n" for n in range(6)))
    Path("convening.yaml").write_text(FIRST)
    Path("chart.csv").write_text("chart of,table,who\nPerson 1,Corner shops,a baker\nPerson 1,River,Person 2\n")
    solve_request(Request("people.csv", out=Path("out"), packet=False))
    return Path("out")


def test_a_former_name_is_found_where_the_convening_has_only_the_id(out: Path) -> None:
    Path("convening.yaml").write_text(SECOND + "charts: chart.csv\n")
    charts = read_inputs(Request("people.csv", out=out)).charts
    assert charts is not None
    assert [naming.cell.table for naming in charts.charts[0].namings] == ["tech", "river"]
    assert "Corner shops" not in " ".join(note.text for note in charts.notes)
    summary = read_summary(ChartsRequest((Path("chart.csv"),), "people.csv", out=out))
    assert {naming.cell.table for chart in summary.agreement.charts.charts for naming in chart.namings} == {
        "tech",
        "river",
    }


def test_a_name_is_followed_through_several_rounds(out: Path) -> None:
    Path("convening.yaml").write_text(SECOND)
    solve_request(Request("people.csv", out=out, packet=False, next_round=True))
    Path("convening.yaml").write_text(SECOND.replace("id: tech, name: Tech, was: shops", "id: lab, was: tech"))
    convening = read_inputs(Request("people.csv", out=out)).reading.convening
    tables = {table.id: table.was for table in list_chart_tables(convening, Ledger.open(out))}
    assert tables == {"lab": ("tech", "Tech", "shops", "Corner shops"), "river": ()}


@pytest.mark.parametrize("cell", ["", "–", "a baker"])
def test_a_split_table_is_told_only_of_a_column_in_which_a_chart_names_someone(out: Path, cell: str) -> None:
    parts = "{id: tech, name: Tech, was: shops}, {id: food, name: Food, was: shops}"
    Path("convening.yaml").write_text(f"tables: [{parts}, {{id: river, name: River}}]\nrequirements: []\n")
    rows = f"Chart of,Person 1,,\nSector,Role,Corner shops,River\ncivic,doer,{cell},Person 2\n"
    Path("chart.csv").write_text(rows, encoding="utf-8")
    summary = read_summary(ChartsRequest((Path("chart.csv"),), "people.csv", out=out))
    told = [note.slug for note in summary.notes]
    assert ("table-split" in told) is (cell == "a baker")
