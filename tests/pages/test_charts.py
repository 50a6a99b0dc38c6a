"""What charts say together, as `seating charts` prints it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from seating.api.charts import ChartsRequest, summarize_charts
from seating.pages.charts import list_blocks
from seating.present.languages import words_in
from seating.present.settings import Settings
from tests.cli import test_charts
from tests.pages.stored import compare
from tests.present.told import told

folder = test_charts.folder


def test_the_page_is_as_stored(folder: Path) -> None:
    request = ChartsRequest(
        ("sheets",), "people.csv", None, None, ("earlier.csv",), ("Ana Kim", "Cy"), None, Path("reports")
    )
    summary = summarize_charts(request, Settings())
    for language in ("en", "es"):
        words = words_in(language)
        compare("charts", partial(list_blocks, summary, words, with_groups=True), languages=(language,))


@pytest.mark.parametrize(
    ("other", "told_of"),
    [
        ("Ana,staff,Talent,me\n", "1 of them left no clear name. No other chart names any of the others at a table."),
        ("", "Whether other charts name them is not known, because they left no clear name."),
    ],
)
def test_of_authors_without_a_name_it_is_not_told_who_names_them(tmp_path: Path, other: str, told_of: str) -> None:
    rows = f"chart of,group,table,who\n{other},staff,Talent,me\nBen,residents,Talent,a nurse\n"
    (tmp_path / "charts.csv").write_text(rows, encoding="utf-8")
    request = ChartsRequest((str(tmp_path / "charts.csv"),), None, None, None, (), None, None, tmp_path / "reports")
    assert told_of in told(list_blocks(summarize_charts(request, Settings()), words_in("en"), with_groups=True))


def test_a_section_without_rows_has_no_heading_and_one_author_is_one(tmp_path: Path) -> None:
    """No one is named by two charts, so no table tells the groups apart."""
    rows = "chart of,group,table,who\nAna,staff,Talent,me\nAna,staff,Talent,a welder\nBen,residents,Talent,a nurse\n"
    (tmp_path / "charts.csv").write_text(rows, encoding="utf-8")
    request = ChartsRequest((str(tmp_path / "charts.csv"),), None, None, None, (), None, None, tmp_path / "reports")
    page = told(list_blocks(summarize_charts(request, Settings()), words_in("en"), with_groups=True))
    assert "Who each group names" not in page
    assert "1 person placed themselves at a table. No other chart names them at a table." in page
