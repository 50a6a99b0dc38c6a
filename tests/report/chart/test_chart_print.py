"""The blank chart as printed by a real browser: the sheets that were planned, with nothing cut off."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import pairwise, product

import pytest

from seating.present.settings import Settings
from seating.profiles.sectors import USUAL_SECTORS
from seating.report.chart.form import ChartForm, lay_out, render_chart
from seating.report.chart.grid import Column

pdfplumber = pytest.importorskip("pdfplumber", reason="printed pages are not read")

pytestmark = pytest.mark.browser

CITY = (
    "Talent and skill",
    "Business and technology",
    "Capital",
    "Streets and places",
    "Culture of enterprise",
    "Steering committee",
    "Executive leadership",
    "Data and evaluation",
)
RESULT = "Within ten years, 2,000 more households earn their living from their own business"
MM = 72 / 25.4

CLIPPED = """const FIXED = '.whose, .result, .legend-lines, .guiding, .contribution, .toward';
onload = () => {
  const lost = [];
  for (const sheet of document.querySelectorAll('.chart-sheet')) {
    const box = sheet.getBoundingClientRect(), inset = parseFloat(getComputedStyle(sheet).paddingLeft) - 1;
    for (const part of sheet.querySelectorAll('*')) {
      const at = part.getBoundingClientRect();
      if (part.closest('.visually-hidden') || !at.width) continue;
      const name = part.tagName + '.' + (part.getAttribute('class') || '') + ' ' + part.textContent.slice(0, 40);
      if (at.right > box.right - inset || at.bottom > box.bottom - inset || at.left < box.left + inset) lost.push(name);
      const fixed = getComputedStyle(part).overflow == 'hidden' || part.matches(FIXED);
      const hides = fixed && part.tagName != 'CODE' && part.textContent.trim();
      if (hides && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1)) {
        lost.push('cut: ' + name);
      }
    }
  }
  document.documentElement.dataset.lost = JSON.stringify(lost);
}"""


def form(tables: int, sectors: tuple[str, ...] = tuple(USUAL_SECTORS), result: str = RESULT) -> ChartForm:
    names = [CITY[n % len(CITY)] for n in range(tables)]
    across = tuple(Column(n, f"table-{n}", name) for n, name in enumerate(names, start=1))
    return ChartForm("Mesa Verde Junction convening on local enterprise", result, across, sectors)


@pytest.fixture
def printed(chromium, tmp_path):
    """Print a chart, and return the pages of the PDF."""

    def print_it(chart: ChartForm, settings: Settings, names: tuple[str, ...] = ("",)):
        page, pdf = tmp_path / "chart.html", tmp_path / "chart.pdf"
        page.write_text(render_chart(chart, settings, names), encoding="utf-8")
        chromium(page, f"--print-to-pdf={pdf}")
        return pdfplumber.open(pdf).pages

    return print_it


@pytest.fixture
def lost(chromium, tmp_path):
    """Lay a chart out at full size, and return the parts that are cut off or reach beyond the margins."""

    def ask(chart: ChartForm, settings: Settings, names: tuple[str, ...] = ("",)) -> list[str]:
        html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", render_chart(chart, settings, names))
        page = tmp_path / "asked.html"
        page.write_text(html.replace("</body>", f"<script>{CLIPPED}</script></body>"), encoding="utf-8")
        shown = chromium(page, "--window-size=1600,1000", "--dump-dom")
        return json.loads(unescape(re.search(r'data-lost="([^"]*)"', shown)[1]))

    return ask


def tick_boxes(page):
    """Return the small squares below the headings of the grid."""
    headings = next(word["bottom"] for word in page.extract_words() if word["text"] == "Sector")
    squares = (rect for rect in page.rects if abs(rect["width"] - rect["height"]) < 1 and 4.5 < rect["width"] < 8)
    return [square for square in squares if square["top"] > headings]


@pytest.mark.parametrize(
    ("paper", "language", "tables"),
    [
        pytest.param(*case, marks=() if case in {("Letter", "en", 8), ("A4", "es", 1)} else pytest.mark.night)
        for case in ((*sheet, tables) for sheet in (("Letter", "en"), ("A4", "es")) for tables in (1, 5, 8))
    ],
)
def test_a_chart_is_one_landscape_page_with_every_row_high_enough_to_write_in(printed, paper, language, tables):
    settings = Settings(paper=paper, language=language)
    (page,) = printed(form(tables), settings)
    short, long = settings.paper_size
    assert (page.width / MM, page.height / MM) == (pytest.approx(long, abs=0.5), pytest.approx(short, abs=0.5))
    boxes = tick_boxes(page)
    (planned,) = lay_out(form(tables), settings).sheets
    n_rows = 3 * len(USUAL_SECTORS) + len(planned.blank_rows)
    assert len(boxes) == n_rows * tables, "every cell has its box to tick"
    bottoms = sorted({round(box["bottom"] / MM, 1) for box in boxes})
    heights = [below - above for above, below in pairwise(bottoms) if below - above > 1]
    assert len(heights) == n_rows - 1
    assert min(heights) >= 6
    assert max(bottoms) <= page.height / MM - 8
    lefts = sorted({round(box["x0"] / MM, 1) for box in boxes})
    assert min((right - left for left, right in pairwise(lefts) if right - left > 1), default=99) >= 25


def test_every_text_of_the_city_is_on_the_page(printed):
    (page,) = printed(form(8), Settings())
    text = " ".join(page.extract_text().split())
    for part in (RESULT, "Chart by", "Who must not sit alone?", "I could contribute most at", "philanthropy"):
        assert part in text
    words = {word["text"] for word in page.extract_words()}
    assert {word for name in CITY for word in name.split()} <= words
    assert text.count("decision-maker") == 7 + 1


def test_twenty_tables_take_three_pages_a_person_and_each_says_whose_it_is(printed):
    pages = printed(form(20), Settings(), ("Rosa Delgado", "Ngozi Oyelaran"))
    assert len(pages) == 6
    texts = [page.extract_text() for page in pages]
    assert ["Rosa Delgado" in text for text in texts] == [True] * 3 + [False] * 3
    assert ["Ngozi Oyelaran" in text for text in texts] == [False] * 3 + [True] * 3
    assert all(f"Sheet {n % 3 + 1} of 3" in text for n, text in enumerate(texts))


HOSTILE = ChartForm(
    "The second convening on the future of all the neighborhoods along the river and beyond",
    RESULT + " and that of their neighbors, in every part of the city, for every kind of work, " + RESULT,
    (
        Column(1, "a", 'Capital, "quoted" & <b>'),
        Column(2, "b" * 60, "资本与技术桌子"),
        Column(3, "c", "مائدة رأس المال والتمويل"),
        Column(4, "d", "x" * 80),
        Column(5, "e", "The people who could not come to any of the other tables of this convening"),
        Column(600, "f", "שולחן ההון"),
    ),
    ("מגזר עסקי", "工会", "community development financial institutions and credit unions", "x" * 60),
)


@pytest.mark.parametrize(
    ("paper", "language", "is_large"),
    [
        pytest.param(*case, marks=() if case in {("Letter", "en", False), ("A4", "es", True)} else pytest.mark.night)
        for case in product(("Letter", "A4"), ("en", "es"), (False, True))
    ],
)
def test_nothing_is_cut_off(lost, paper, language, is_large):
    settings = Settings(paper=paper, language=language, large_print=is_large)
    for chart in (form(4), form(8), form(8, ("business",), ""), form(13, tuple(f"sector {n}" for n in range(15)))):
        assert lost(chart, settings, ("Ngozi Oyelaran-Featherstonehaugh the younger",)) == []
    assert lost(HOSTILE, settings, ("Maximiliana-Alejandrina de la Santísima Trinidad y Todos los Santos",)) == []


def test_what_is_cut_off_would_be_found(lost, monkeypatch):
    monkeypatch.setattr("seating.report.chart.form.SPARE", -30.0)
    assert lost(form(8), Settings())


def test_it_can_be_read_in_black_and_white(printed):
    """Nothing on the paper is colored, and every gray is light enough to write on or dark enough to read."""
    (page,) = printed(form(5), Settings())
    paints = {item["non_stroking_color"] for item in (*page.chars, *page.rects)}
    grays = {paint for paint in paints if not any(isinstance(part, str) for part in paint)}  # the others are patterns
    assert all(max(gray) - min(gray) < 0.01 for gray in grays)
    assert max(max(char["non_stroking_color"]) for char in page.chars) <= 0.35
    assert {box["non_stroking_color"] for box in tick_boxes(page)} == {(0.0, 0.0, 0.0)}


def test_the_page_does_not_scroll_sideways_on_a_phone(chromium, tmp_path):
    (tmp_path / "chart.html").write_text(render_chart(HOSTILE, Settings()), encoding="utf-8")
    ask = """onload = () => { document.body.dataset.wide =
      document.querySelector('iframe').contentDocument.documentElement.scrollWidth }"""
    outer = tmp_path / "outer.html"
    frame = '<iframe src="chart.html" width="320" height="600" style="border:0"></iframe>'
    outer.write_text(f"<body>{frame}<script>{ask}</script></body>", encoding="utf-8")
    shown = chromium(outer, "--allow-file-access-from-files", "--dump-dom")
    assert int(re.search(r'data-wide="(\d+)"', shown)[1]) <= 320


def test_the_whole_command_prints_one_page(chromium, python, tmp_path):
    done = python.run(
        "-m", "seating", "chart", "--grid", "--tables", "Talent; Capital", "--pdf", "--out", "blank", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    (page,) = pdfplumber.open(tmp_path / "blank" / "chart.pdf").pages
    assert "Talent" in page.extract_text()
