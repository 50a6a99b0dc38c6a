"""The dashboard's pages as printed by a real browser: five sites and a dozen raters fit on a portrait sheet."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest

from seating.addons.dashboard.board import Board, build_board
from seating.addons.dashboard.dashboard_page import FormRow, render_dashboard, render_form, render_raters
from seating.addons.dashboard.ratings import Ratings
from seating.addons.dashboard.sites import render_sites
from seating.present.settings import Settings
from tests.addons.dashboard.sheets import ratings

pdfplumber = pytest.importorskip("pdfplumber", reason="printed pages are not read")

pytestmark = pytest.mark.browser

COMPONENTS = {"Collective impact": 6, "Public sector innovation": 6, "Capital innovation": 8}
SITES = [f"Greater {name} Area" for name in ("Harborside", "Millbrook", "Stonefield", "Copperville", "Northumber")]
RATERS = [f"Wilhelmina Featherstonehaugh {n:02}" for n in range(12)]
COLORS = ("red", "yellow", "green", "gray")
MM = 72 / 25.4


def names() -> list[tuple[str, str]]:
    return [
        (element, f"Part {n} of the {element} work") for element, number in COMPONENTS.items() for n in range(number)
    ]


def written(rows) -> Ratings:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return ratings(text.getvalue(), headings="element,component,quarter,site,rater,group,rating\n")


@pytest.fixture(scope="module")
def of_sites() -> tuple[Ratings, list[Board]]:
    """Return five sites; the last one is red everywhere, and no other is."""
    rows = [
        (*name, f"2026-Q{quarter}", site, "agreed", "", "red" if site == SITES[-1] else "green")
        for site in SITES
        for quarter in (1, 2, 3)
        for name in names()
    ]
    found = written(rows)
    return found, [build_board(found, found.quarters[-1], site=site) for site in SITES]


@pytest.fixture(scope="module")
def rated() -> tuple[Ratings, Board]:
    rows = [
        (*name, "2026-Q3", "", rater, f"group {n % 3}", COLORS[(n + part) % 4])
        for n, rater in enumerate(RATERS)
        for part, name in enumerate(names())
    ]
    found = written(rows)
    return found, build_board(found, found.quarters[-1])


@pytest.fixture(scope="module")
def printed(chromium, tmp_path_factory):
    """Print HTML, check that nothing is outside of the sheet or scaled down, and return the words of each sheet."""
    folder = tmp_path_factory.mktemp("printed")

    def words_of(html: str, width: float, size: float) -> list[list[str]]:
        page, pdf = folder / "page.html", folder / "page.pdf"
        page.write_text(html, encoding="utf-8")
        chromium(page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
        with pdfplumber.open(pdf) as sheets:
            for sheet in sheets.pages:
                assert sheet.width == pytest.approx(width * MM, abs=1)
                assert all(char["x0"] >= 10 * MM and char["x1"] <= sheet.width - 10 * MM for char in sheet.chars)
                assert all(char["top"] >= 4 * MM and char["bottom"] <= sheet.height - 4 * MM for char in sheet.chars)
            sizes = Counter(round(char["size"], 1) for sheet in sheets.pages for char in sheet.chars)
            assert size in sizes, sizes
            return [[word["text"] for word in sheet.extract_words()] for sheet in sheets.pages]

    return words_of


@pytest.mark.parametrize(("paper", "width"), [("Letter", 215.9), ("A4", 210.0)])
def test_five_sites_fit_on_two_sheets_with_every_cell(printed, of_sites, paper, width):
    """The table with all cells is on the first two sheets, the charts follow."""
    found, boards = of_sites
    sheets = printed(render_sites(boards, found, "Two rivers", Settings(paper=paper)), width, 8.5)
    table = [word for sheet in sheets[:2] for word in sheet]
    assert table.count("Red") == 20 + 3
    assert table.count("Green") == 4 * (20 + 3)
    assert len(sheets) <= 4


@pytest.mark.parametrize(("paper", "width"), [("Letter", 215.9), ("A4", 210.0)])
def test_a_dozen_raters_are_all_named_on_the_page_for_the_convener(printed, rated, paper, width):
    _, board = rated
    words = [word for sheet in printed(render_raters(board, "X", Settings(paper=paper)), width, 9.0) for word in sheet]
    assert words.count("Wilhelmina") == 12 * 20


@pytest.mark.parametrize(("paper", "width"), [("Letter", 215.9), ("A4", 210.0)])
def test_the_counts_of_a_dozen_raters_fit_on_the_dashboard(printed, rated, paper, width):
    found, board = rated
    sheets = printed(render_dashboard(board, found, "X", Settings(paper=paper)), width, 9.0)
    assert sum(word == "Part" for sheet in sheets for word in sheet) == 2 * 20


@pytest.mark.parametrize(("paper", "width"), [("Letter", 215.9), ("A4", 210.0)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_form_for_twenty_components_is_two_sheets(printed, paper, width, language):
    found = written([("E", "C", "2026-Q3", "", "", "", "")])
    about = "Those whose decisions the outcomes depend on sit at the table, public agencies among them; the convener "
    rows = [FormRow(element, component, about * 2) for element, component in names()]
    html = render_form(rows, found.quarters[-1], "", "", Settings(language=language, paper=paper))
    sheets = printed(html, width, 8.5)
    assert len(sheets) <= 3
    color = "Red" if language == "en" else "Rojo"
    assert sum(word == color for sheet in sheets for word in sheet) == 20
