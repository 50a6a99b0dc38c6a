"""A blank chart as `seating chart` tells of it."""

from __future__ import annotations

from types import SimpleNamespace

from seating.pages.blank_charts import list_blocks, tell_unnamed
from seating.present.settings import Settings
from tests.pages.stored import compare


def test_the_page_is_as_stored() -> None:
    tables = [SimpleNamespace(number=n, label=f"Table {n}", id=f"t{n}") for n in range(1, 23)]
    form = SimpleNamespace(tables=tables, sectors=("arts", "labor"))
    made = SimpleNamespace(form=form, sheets=2, is_short=False, names=("Ana",), inferred=True, unnamed=3)
    files = {"page": "blank/chart.html", "workbook": "blank/chart.xlsx"}
    compare("blank-charts", lambda: list_blocks(made, Settings(), files), languages=("en", "es"))
    assert tell_unnamed(made).startswith("3 people on the list get no chart. Possible reasons: an open seat")


def test_short_charts_are_counted_by_the_sheet() -> None:
    made = SimpleNamespace(
        form=SimpleNamespace(tables=(), sectors=()), per_sheet=2, is_short=True, names=(), inferred=False
    )
    first, *_ = list_blocks(made, Settings(paper="A4"), {})
    assert (
        "2 short charts fit on one sheet of A4 paper in portrait orientation. Print one for each participant."
        in str(first)
    )


def test_those_for_whom_no_session_fits_are_not_said_to_have_no_name() -> None:
    for names in ((), ("Ana",)):
        assert "no session or table that fits" in tell_unnamed(SimpleNamespace(names=names, unnamed=3))
