"""What charts say together, as `seating charts` prints it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

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


def test_a_section_without_rows_has_no_heading_and_one_author_is_one(tmp_path: Path) -> None:
    """No one is named by two charts, so no table tells the groups apart."""
    rows = "chart of,group,table,who\nAna,staff,Talent,me\nAna,staff,Talent,a welder\nBen,residents,Talent,a nurse\n"
    (tmp_path / "charts.csv").write_text(rows, encoding="utf-8")
    request = ChartsRequest((str(tmp_path / "charts.csv"),), None, None, None, (), None, None, tmp_path / "reports")
    page = told(list_blocks(summarize_charts(request, Settings()), words_in("en"), with_groups=True))
    assert "Who each group names" not in page
    assert re.search(r"placed themselves at a table +1\n", page)
