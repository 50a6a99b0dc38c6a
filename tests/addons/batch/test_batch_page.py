"""The page that sums up a batch: sound, escaped, in every language, with a link to each report."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from seating.addons.batch.batch_page import render_batch
from seating.addons.batch.batch_rows import FAILED, NOT_SEATED, BatchRow
from seating.present.settings import Settings
from tests.report.conftest import Page

BAD = '"><script>alert(1)</script>&{{ 7 * 7 }}'


def page(language: str) -> str:
    rows = [
        BatchRow("a b", "optimal", 40, 5, 0, 3, 3, 12, 11, 4, 4, "a b/round-1/report.html"),
        BatchRow("c", "feasible", 41, 5, 0, 9, 2, 12, 10, 0, 0, "c/round-1/report.html"),
        BatchRow(BAD, FAILED, message=BAD),
        BatchRow("d", NOT_SEATED),
    ]
    return render_batch([asdict(row) for row in rows], BAD, Settings(language=language))


@pytest.mark.parametrize("language", ["en", "es"])
def test_hostile_texts_stay_texts_and_reports_are_linked(language):
    html = page(language)
    made = Page(html)
    assert "<script" not in html
    assert "49" not in html.partition("</style>")[2]
    assert sum(BAD in text for text in made.texts) >= 3
    links = [attrs["href"] for tag, attrs, _ in made.elements if tag == "a"]
    assert links == ["#main", "a%20b/round-1/report.html", "c/round-1/report.html"]


def test_the_page_says_what_each_convening_reached():
    text = " ".join(" ".join(Page(page("en")).texts).split())
    for part in ("4 convenings", "2 of them have a seating.", "11 of 12", "at least 2", "failed", "not seated"):
        assert part in text
