"""A blank chart as `seating chart` tells of it."""

from __future__ import annotations

from types import SimpleNamespace

from seating.pages.blank_charts import list_blocks
from seating.present.settings import Settings
from tests.pages.stored import compare
from tests.present.told import told


def test_the_page_is_as_stored() -> None:
    tables = [SimpleNamespace(number=n, label=f"Table {n}", id=f"t{n}") for n in range(1, 23)]
    form = SimpleNamespace(tables=tables, sectors=("arts", "labor"))
    made = SimpleNamespace(form=form, sheets=2, is_short=False, names=("Ana",), inferred=True, unnamed=3)
    files = {"page": "blank/chart.html", "workbook": "blank/chart.xlsx"}
    compare("blank-charts", lambda: list_blocks(made, Settings(), files), languages=("en", "es"))


def test_short_charts_are_counted_by_the_sheet() -> None:
    form = SimpleNamespace(tables=(), sectors=())
    made = SimpleNamespace(form=form, per_sheet=2, is_short=True, names=(), inferred=False, unnamed=3)
    shown = " ".join(told(list_blocks(made, Settings(paper="A4"), {}), "en").split())
    assert "Paper A4, portrait Charts on one sheet 2 On the list and not named 3" in shown
    assert "Print one for each participant." in shown
