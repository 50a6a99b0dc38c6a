"""The dashboard's pages: as stored, sound, escaped, private where they name raters, and fetching nothing."""

from __future__ import annotations

import csv
import difflib
import io
import json
import os
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.addons.dashboard.average import Arrow, Average
from seating.addons.dashboard.board import QuarterState, build_board
from seating.addons.dashboard.dashboard_page import (
    FormRow,
    describe_origin,
    render_dashboard,
    render_form,
    render_raters,
)
from seating.addons.dashboard.dashboard_record import dashboard_record
from seating.addons.dashboard.history_chart import BOTTOM, LEFT, RIGHT, TOP, chart_of
from seating.addons.dashboard.measures import Evidence, Measure
from seating.addons.dashboard.ratings import Color, Quarter, Trend
from seating.addons.dashboard.sites import SITES_ACROSS, render_sites
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.wording import said
from tests.addons.dashboard.sheets import ratings
from tests.report.conftest import Page

GOLDEN = Path(__file__).parents[2] / "golden"
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
EVIDENCE = [
    Evidence(("Baseline data",), (said("%(number)s of 2 tables.", number=1),)),
    Evidence(("Players identified",), (said("Nobody."),)),
]
ALONE = """\
element,component,quarter,rater,group,site,rating,trend,notes
Collective impact,Shared result,2026-Q1,agreed,,Harborside,yellow,,
Collective impact,Shared result,2026-Q2,agreed,,Harborside,green,up,Agreed in May
Collective impact,Shared result,2026-Q2,CANARY-Ana,CANARY-staff,Harborside,red,down,CANARY: not at my table
Collective impact,Shared result,2026-Q2,CANARY-Ben,CANARY-lenders,Harborside,green,up,
Collective impact,Outcomes,2026-Q2,CANARY-Ana,,Harborside,yellow,,
Collective impact,Outcomes,2026-Q2,CANARY-Ben,,Harborside,gray,,
Collective impact,,2026-Q2,CANARY-Ben,,Harborside,,steady,
Collective impact,Baseline data,2026-Q2,CANARY-Ben,,Harborside,green,,
Collective impact,Shared result,2026-Q1,agreed,,Millbrook,red,,
Collective impact,Shared result,2026-Q2,agreed,,Millbrook,yellow,,
Capital innovation,Deals,2026-Q2,agreed,,Millbrook,gray,,
"""
HOSTILE = "<script>alert(1)</script>\" onload='x' {{ 'seven' ~ 'seven' }} </title></svg>\u202e\u2066]]>"


def page_of(rows: str, measures=(), title: str = "") -> str:
    found = ratings(rows)
    return render_dashboard(build_board(found, found.quarters[-1], measures), found, title)


PAGE = page_of(ROWS, MEASURES, "Harborside")


def every_page(language: str = "en") -> dict[str, str]:
    """Return a page of each kind, with raters, evidence and sites where it can have them."""
    shown = Settings(language=language)
    both = ratings(ALONE, headings="")
    boards = [build_board(both, both.quarters[-1], MEASURES, EVIDENCE, site) for site in both.sites]
    rows = [FormRow("Work", "Goals", "Everybody names the same."), FormRow("Work", "Data", "")]
    return {
        "dashboard": PAGE if language == "en" else render_dashboard(boards[1], both, "Valle", shown),
        "dashboard-of-site": render_dashboard(boards[0], both, "Two harbors", shown),
        "dashboard-sites": render_sites(boards, both, "Two harbors", shown),
        "dashboard-raters": render_raters(boards[0], "Two harbors", shown),
        "dashboard-form": render_form(rows, both.quarters[-1], "", "Harborside", shown),
    }


PAGES = every_page()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_as_stored(name):
    """Accept a change with SEATING_ACCEPT=1, and read the difference in git."""
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", PAGES[name], flags=re.DOTALL)
    text = re.sub(r'<svg class="marks".*?</svg>', '<svg class="marks">…</svg>', text, flags=re.DOTALL)
    if os.environ.get("SEATING_ACCEPT"):
        (GOLDEN / f"{name}.html").write_text(text, encoding="utf-8")
    stored = (GOLDEN / f"{name}.html").read_text(encoding="utf-8").splitlines()
    shown = "\n".join(difflib.unified_diff(stored, text.splitlines(), "stored", "now", lineterm="", n=1))
    assert not shown, shown


@pytest.mark.parametrize("name", PAGES)
def test_the_markup_is_sound(name):
    page = Page(PAGES[name])
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


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched_and_nothing_runs(name):
    page = Page(PAGES[name])
    assert page.all("script") == page.all("link") == page.all("img") == []
    assert not re.search(r"https?://|url\(|@import", PAGES[name])
    assert "default-src 'none'" in PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_raters_are_on_the_page_for_the_convener_only(name):
    """Neither a name nor a group nor a note of a single rater is on what may be shared."""
    if name == "dashboard-raters":
        assert all(word in PAGES[name] for word in ("CANARY-Ana", "CANARY-Ben", "CANARY-staff", "CANARY: not at my"))
        assert "CONVENER ONLY" in PAGES[name]
    else:
        assert "CANARY" not in PAGES[name]


def text_of(name: str, language: str = "en") -> str:
    return " ".join(" ".join(Page(every_page(language)[name]).texts).split())


def test_counts_of_raters_are_shown_with_range_median_and_what_was_agreed():
    text = text_of("dashboard-of-site")
    assert "2 people gave ratings on their own. No one is named on this page." in text
    assert re.search(r"Shared result Collective impact 1 0 1 0 red to green red and green Green", text)
    assert re.search(r"Outcomes Collective impact 0 1 0 1 only yellow yellow not yet", text)
    assert re.search(r"Baseline data Collective impact 0 0 1 0 one rating green not yet", text)
    assert text.index("Shared result Collective") < text.index("Outcomes Collective") < text.index("Baseline data Coll")
    assert "Not agreed on" in text


def test_evidence_stands_beside_a_component_and_is_called_no_rating():
    text = text_of("dashboard-of-site")
    assert "Evidence from the newest seating, not a rating. 1 of 2 tables." in text
    assert "This evidence matches no component on the board. It is not a rating. Players identified Nobody." in text


def test_sites_stand_side_by_side_and_what_a_site_does_not_rate_is_said():
    text = text_of("dashboard-sites")
    assert "Element or component Harborside Millbrook" in text
    assert re.search(r"Collective impact 3\.0 Green Up 1 of 3 rated 2\.0 Yellow Up 1 of 1 rated", text)
    assert re.search(r"Deals no such row Gray", text)
    assert len(Page(PAGES["dashboard-sites"]).all("figure")) == 3


def test_more_sites_than_fit_on_a_sheet_are_put_into_several_tables():
    rows = "".join(f"Work,Goals,2026-Q1,red,S{n}\n" for n in range(1, 8))
    found = ratings(rows, headings="element,component,quarter,rating,site\n")
    boards = [build_board(found, found.quarters[-1], site=site) for site in found.sites]
    page = Page(render_sites(boards, found))
    heads = [[a for a in page.all("th") if a.get("scope") == "col"]]
    assert len([tag for tag, a, _ in page.elements if tag == "table" and a.get("class") == "sites-table"]) == 2
    assert len(heads[0]) == (1 + SITES_ACROSS) + (1 + 2) + (1 + SITES_ACROSS) + (1 + 2)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_in_the_language_that_was_asked_for(name):
    english = {"Where raters differ most", "Notes", "Component", "How to read this page", "Rating form", "no such row"}
    shown = {text.strip() for text in Page(every_page("es")[name]).texts}
    assert not english & shown
    assert {"Componente", "Elemento o componente"} & shown


@pytest.mark.parametrize(("was", "told"), [("green", "verde"), ("2.2", "2.2")])
def test_the_color_of_an_earlier_quarter_is_in_the_language_of_the_page(was, told):
    arrow = Arrow(Trend.UP, Quarter(2026, 3), was)
    assert words_in("es").tell(describe_origin(arrow)) == f"calculada: {told} en 2026-Q3"


@pytest.mark.parametrize("field", ["element", "component", "notes", "about"])
def test_hostile_text_is_shown_and_nothing_else(field):
    cells = {"element": "E", "component": "C", "notes": "", "about": "", field: HOSTILE}
    row = ",".join(
        '"' + text.replace('"', '""') + '"'
        for text in (cells["element"], cells["component"], "2026-Q1", "red", "", cells["notes"], cells["about"])
    )
    found = ratings(f"{row}\n", headings="element,component,quarter,rating,trend,notes,about\n")
    check_hostile(render_dashboard(build_board(found, found.quarters[-1]), found, HOSTILE))


@pytest.mark.parametrize("field", ["element", "component", "rater", "group", "site", "notes"])
def test_hostile_raters_and_sites_are_shown_and_nothing_else(field):
    cells = {"element": "E", "component": "C", "rater": "R", "group": "G", "site": "S", "notes": "N", field: HOSTILE}
    lines = io.StringIO()
    headings = [*cells, "quarter", "rating"]
    csv.writer(lines).writerows([headings, [*cells.values(), "2026-Q1", "red"], [*cells.values(), "2026-Q2", "red"]])
    found = ratings(lines.getvalue(), headings="")
    board = build_board(found, found.quarters[-1], site=found.sites[0])
    check_hostile(render_raters(board, HOSTILE))
    check_hostile(render_sites([board, board], found, HOSTILE))
    check_hostile(render_form([FormRow(HOSTILE, HOSTILE, HOSTILE)], found.quarters[-1], HOSTILE, HOSTILE))


def check_hostile(html: str) -> None:
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
    record = dashboard_record(
        [build_board(found, found.quarters[-1], MEASURES)], found, (), {"dashboard": "x.html"}
    ).plain()
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


def test_the_record_names_each_rater_and_keeps_the_sites_apart():
    both = ratings(ALONE, headings="")
    boards = [build_board(both, both.quarters[-1], MEASURES, EVIDENCE, site) for site in both.sites]
    one = dashboard_record(boards[:1], both, (), {}).plain()
    assert (one["site"], one["sites"]) == ("Harborside", [])
    assert one["evidence"] == [{"component": "Players identified", "says": ["Nobody."]}]
    first = one["raters"]["components"][0]
    assert (first["component"], first["steps"], first["range"], first["median"]) == (
        "Shared result",
        2,
        ["red", "green"],
        ["red", "green"],
    )
    assert [(each["rater"], each["rating"]) for each in first["alone"]] == [
        ("CANARY-Ana", "red"),
        ("CANARY-Ben", "green"),
    ]
    assert (first["agreed"], first["pairs_apart"]) == ("green", "1")
    several = dashboard_record(boards, both, (), {}).plain()
    assert json.loads(json.dumps(several)) == several
    assert [site["site"] for site in several["sites"]] == ["Harborside", "Millbrook"]
    assert several["elements"] == several["evidence"] == []
    assert several["sites"][0]["elements"] == one["elements"]


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


def test_raters_who_agree_are_not_said_to_differ():
    headings, rows = "element,component,quarter,rating,rater\n", "Work,A,2026-Q3,green,Ann\nWork,B,2026-Q3,red,Ann\n"
    for extra, differ in (("", False), ("Work,A,2026-Q3,green,Ben\n", False), ("Work,A,2026-Q3,red,Ben\n", True)):
        found = ratings(rows + extra, headings)
        board = build_board(found, Quarter(2026, 3))
        for page in (render_dashboard(board, found), render_raters(board)):
            assert ("Where raters differ most" in page) is differ
            assert ("What raters chose alone" in page) is not differ
        assert ("Talk about the first rows" in render_dashboard(board, found)) is differ
