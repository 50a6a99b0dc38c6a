"""A study as `seating study` prints it."""

from __future__ import annotations

from types import SimpleNamespace

from seating.pages.study import list_blocks
from tests.pages.stored import compare
from tests.report.test_study import comparison


def test_the_page_is_as_stored() -> None:
    files = {"study_html": "reports/study.html", "study_csv": "reports/study.csv"}
    study = SimpleNamespace(is_interrupted=True)
    compare("study", lambda: list_blocks(study, comparison(), files), languages=("en", "es"))
