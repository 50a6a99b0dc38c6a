"""What charts say together, as `seating charts` prints it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from seating.api.charts import ChartsRequest, summarize_charts
from seating.pages.charts import list_blocks
from seating.present.languages import words_in
from seating.present.settings import Settings
from tests.cli import test_charts
from tests.pages.stored import compare

folder = test_charts.folder


def test_the_page_is_as_stored(folder: Path) -> None:
    request = ChartsRequest(
        ("sheets",), "people.csv", None, None, ("earlier.csv",), ("Ana Kim", "Cy"), None, Path("reports")
    )
    summary = summarize_charts(request, Settings())
    for language in ("en", "es"):
        words = words_in(language)
        compare("charts", partial(list_blocks, summary, words, with_groups=True), languages=(language,))
