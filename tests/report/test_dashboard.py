"""The dashboard's page: as stored, sound, escaped, and without anything it would have to fetch."""

from __future__ import annotations

import difflib
import json
import os
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.dashboard import Color, Measure, Quarter, QuarterState, build_board
from seating.dashboard.average import Average
from seating.report.charts import BOTTOM, LEFT, RIGHT, TOP, chart_of
from seating.report.dashboard import dashboard_record, render_dashboard
from tests.dashboard.sheets import ratings

from .conftest import Page

GOLDEN = Path(__file__).parents[1] / "golden" / "dashboard.html"
ROWS = """\
Collective impact,Shared result,2026-Q1,yellow,,
Collective impact,Outcomes,2026-Q1,red,,
Collective impact,Shared result,2026-Q2,green,,Agreed in May
Collective impact,Outcomes,2026-Q2,gray,,
Collective impact,Baseline data,2026-Q2,,,
Capital innovation,,2026-Q2,,down,The lender left
Capital innovation,Deals,2026-Q2,red,steady,
"""
MEASURES = [
    Measure(("Baseline data",), Color.YELLOW, "Half of it is there."),
    Measure(("Voices heard",), Color.RED, "Voices heard, round 1: 0 of 2."),
]
HOSTILE = "<script>alert(1)</script>\" onload='x' {{ 'seven' ~ 'seven' }} </title></svg>\u202e\u2066]]>"


def page_of(rows: str, measures=(), title: str = "") -> str:
    found = ratings(rows)
    return render_dashboard(build_board(found, found.quarters[-1], measures), found, title)


PAGE = page_of(ROWS, MEASURES, "Harborside")


def test_the_page_is_as_stored():
    """Accept a change with SEATING_ACCEPT=1, and read the difference in git."""
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", PAGE, flags=re.DOTALL)
    text = re.sub(r'<svg class="marks".*?</svg>', '<svg class="marks">…</svg>', text, flags=re.DOTALL)
    if os.environ.get("SEATING_ACCEPT"):
        GOLDEN.write_text(text, encoding="utf-8")
    stored = GOLDEN.read_text(encoding="utf-8").splitlines()
    shown = "\n".join(difflib.unified_diff(stored, text.splitlines(), "stored", "now", lineterm="", n=1))
    assert not shown, shown


def test_the_markup_is_sound():
    page = Page(PAGE)
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert [name for name, n in Counter(ids).items() if n > 1] == []
    targets = [a["href"][1:] for tag, a, _ in page.elements if a.get("href", "").startswith("#")]
    named = [word for _, a, _ in page.elements for word in a.get("aria-labelledby", "").split()]
    assert set(targets) | set(named) <= set(ids)
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert len(page.all("main")) == 1
    assert len(page.all("table")) == len(page.all("caption"))
    assert all(a.get("scope") in {"col", "row"} for a in page.all("th"))
    assert all(a.get("role") == "img" or "aria-hidden" in a for a in page.all("svg"))


def test_nothing_is_fetched_and_nothing_runs():
    page = Page(PAGE)
    assert page.all("script") == page.all("link") == page.all("img") == []
    assert not re.search(r"https?://|url\(|@import", PAGE)
    assert "default-src 'none'" in PAGE


@pytest.mark.parametrize("field", ["element", "component", "notes", "about"])
def test_hostile_text_is_shown_and_nothing_else(field):
    cells = {"element": "E", "component": "C", "notes": "", "about": "", field: HOSTILE}
    row = ",".join(
        '"' + text.replace('"', '""') + '"'
        for text in (cells["element"], cells["component"], "2026-Q1", "red", "", cells["notes"], cells["about"])
    )
    found = ratings(f"{row}\n", headings="element,component,quarter,rating,trend,notes,about\n")
    html = render_dashboard(build_board(found, found.quarters[-1]), found, HOSTILE)
    page = Page(html)
    assert page.all("script") == []
    assert not any(name.startswith("on") for _, attributes, _ in page.elements for name in attributes)
    assert HOSTILE in "".join(page.texts)
    assert "sevenseven" not in "".join(page.texts)
    assert html.count("</style>") == 1


def test_a_proposal_is_marked_as_one():
    page = Page(PAGE)
    assert "Proposed: Yellow" in page.texts
    assert "Half of it is there." in page.texts
    text = " ".join(" ".join(page.texts).split())
    assert "1 component rated , 1 gray (not counted), 1 not rated yet".replace(" ,", ",") in text
    assert "Other measurements" in text


def test_the_record_says_the_same():
    found = ratings(ROWS)
    record = dashboard_record(build_board(found, found.quarters[-1], MEASURES), found, (), {"dashboard": "x.html"})
    assert json.loads(json.dumps(record)) == record
    impact, capital = record["elements"]
    assert (impact["average"], impact["average_exact"], impact["shown"], impact["rating"]) == (3.0, "3", "3.0", "green")
    assert (impact["rated"], impact["gray"], impact["blank"]) == (1, 1, 1)
    assert (impact["trend"], impact["trend_from"]) == ("up", "earlier quarter")
    assert impact["earlier"] == {"quarter": "2026-Q1", "was": "1.5", "same_components": False}
    assert (capital["trend"], capital["trend_from"], capital["notes"]) == ("down", "person", "The lender left")
    assert [one["rating"] for one in impact["components"]] == ["green", "gray", None]
    assert [one["proposed"] for one in impact["components"]][:2] == [None, None]
    assert impact["components"][2]["proposed"] == {"rating": "yellow", "says": "Half of it is there."}
    assert [one["component"] for one in record["measured"]] == ["Voices heard"]


SCORES = st.one_of(st.none(), st.integers(1, 30).flatmap(lambda n: st.tuples(st.integers(n, 3 * n), st.just(n))))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), SCORES), min_size=1, max_size=40))
def test_dots_stand_in_the_field_in_the_order_of_time(steps):
    quarter, history = Quarter(2000, 1), []
    for step, scores in steps:
        quarter = quarter.before(-step)
        history.append(QuarterState(quarter, Average(*(scores or (0, 0)), 0, 0), None))
    chart = chart_of(history)
    rated = [past for past in history if past.average.rated]
    if len(rated) < 2:
        assert chart is None
        return
    assert [dot.average for dot in chart.dots] == [past.average for past in rated]
    assert all(LEFT <= dot.x <= RIGHT and TOP <= dot.y <= BOTTOM for dot in chart.dots)
    assert all(one.x < other.x for one, other in pairwise(chart.dots))
    for (one, first), (other, second) in pairwise(zip(chart.dots, rated, strict=True)):
        assert (one.y > other.y) == (first.average.value < second.average.value) or abs(one.y - other.y) <= 0.1
    assert len(chart.ticks) <= 6
    assert chart.ticks[-1].text == str(history[-1].quarter)
