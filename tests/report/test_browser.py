"""Pages in a real browser: no sideways scrolling on a phone, and paper that can be used."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest

from seating.api.charts import ChartsRequest, summarize_charts
from seating.present.settings import Settings
from seating.profiles import People
from seating.report.asks import OpenMatter
from seating.report.output import write_outputs
from seating.report.pages import render_packet, render_report
from seating.report.steering import sheet as steering
from seating.wording import said
from tests.builders import table
from tests.charts.forms import grid
from tests.docs.blocks import ROOT

from .closing_story import close_long_story, close_story
from .made_up import large, result_of, small
from .packet.test_governance import chartered, full_charters
from .packet.test_governance_members import full_governance
from .packet.test_kitchen import wanting
from .packet.test_public import initiative
from .packet.test_steering import full_steering, steered
from .practices import crowded
from .sections.test_meetings import with_rounds
from .test_privacy import hostile_result

pytestmark = pytest.mark.browser

TABLES = [
    pytest.param(*case, marks=() if case in {(8, "en"), (26, "es")} else pytest.mark.night)
    for case in product((8, 16, 26), ("en", "es"))
]
"""Numbers of people at a table, and the language of its pages."""

GOVERNANCE = [
    pytest.param(*case, marks=() if case in {(5, 2, "en"), (26, 3, "es")} else pytest.mark.night)
    for case in ((people, 2 if people < 16 else 3, language) for people in (5, 8, 16, 26) for language in ("en", "es"))
]
"""Members of a governance table, the sheets that they take, and their language."""

MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def pages_of(pdf: Path) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine: printed pages are not read")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    return text.translate(MARKS).split("\f")[:-1]


@pytest.fixture(scope="module")
def printed(chromium, tmp_path_factory):
    """Print HTML, and return the text of each page."""
    folder = tmp_path_factory.mktemp("printed")

    def print_it(name: str, html: str) -> list[str]:
        page, pdf = folder / f"{name}.html", folder / f"{name}.pdf"
        page.write_text(html, encoding="utf-8")
        chromium(page, f"--print-to-pdf={pdf}")
        assert pdf.read_bytes().startswith(b"%PDF-")
        return pages_of(pdf)

    return print_it


def test_no_page_scrolls_sideways_on_a_phone(chromium, tmp_path):
    """320 px wide, with hostile names of 300 letters; each page sits in a frame whose width is asked for."""
    for name, result in (
        ("small", small()),
        ("hostile", hostile_result()),
        ("chartered", chartered()),
        ("steered", steered()),
    ):
        write_outputs(result, tmp_path / name, with_packet=True)
    write_outputs(with_rounds(large(30, 3), 1), tmp_path / "met", with_packet=False)
    close_story(tmp_path / "closed")
    pages = [
        page.relative_to(tmp_path).as_posix()
        for name in ("small", "hostile", "chartered", "steered", "met", "closed")
        for page in (tmp_path / name).rglob("*.html")
    ]
    frames = "".join(f'<iframe src="{page}" width="320" height="600" style="border:0"></iframe>' for page in pages)
    ask = """onload = () => document.querySelectorAll('iframe').forEach(f => { const p = document.createElement('p');
      p.textContent = f.getAttribute('src') + '=' + f.contentDocument.documentElement.scrollWidth;
      document.body.append(p) })"""
    outer = tmp_path / "frames.html"
    outer.write_text(f"<body>{frames}<script>{ask}</script></body>")
    widths = dict(re.findall(r"<p>([^=<]+)=(\d+)</p>", chromium(outer, "--allow-file-access-from-files", "--dump-dom")))
    assert set(widths) == set(pages)
    assert {page: width for page, width in widths.items() if int(width) > 320} == {}


NARROW = """onload = () => {
  const narrow = [];
  for (const frame of document.querySelectorAll('iframe'))
    for (const row of frame.contentDocument.querySelectorAll('.stacking tbody tr'))
      for (const cell of row.querySelectorAll(':scope > td[data-label]'))
        if (cell.textContent && getComputedStyle(row).display === 'block' && cell.clientWidth < row.clientWidth / 2)
          narrow.push(frame.getAttribute('src') + ': ' + cell.dataset.label);
  document.documentElement.dataset.narrow = narrow.join('; ');
}"""


def test_on_a_phone_a_cell_below_another_is_as_wide_as_its_row(chromium, tmp_path):
    """The widths of columns are for paper and wide windows: on a phone they leave a letter for each line."""
    for name, result in (("small", small()), ("steered", steered())):
        write_outputs(result, tmp_path / name, with_packet=True)
    pages = [page.relative_to(tmp_path).as_posix() for page in tmp_path.rglob("*.html")]
    frames = "".join(f'<iframe src="{page}" width="390" height="844"></iframe>' for page in pages)
    outer = tmp_path / "frames.html"
    outer.write_text(f"<body>{frames}<script>{NARROW}</script></body>")
    dom = chromium(outer, "--allow-file-access-from-files", "--dump-dom")
    assert re.search(r'data-narrow="([^"]*)"', dom)[1] == ""


BROKEN = """onload = () => {
  const broken = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument;
    for (const cell of page.querySelectorAll('.picture th')) {
      const walk = page.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let text; text = walk.nextNode();) for (const word of text.data.matchAll(/[^\\s-]+/g)) {
        const range = page.createRange();
        range.setStart(text, word.index); range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
        if (lines.size > 1) broken.push(frame.width + ': ' + word[0]);
      }
    }
    if (page.documentElement.scrollWidth > frame.width) broken.push(frame.width + ': sideways');
  }
  document.documentElement.dataset.broken = broken.join('; ');
}"""


def test_the_picture_of_ten_tables_breaks_no_word_on_a_phone_or_a_screen(chromium, tmp_path):
    """It scrolls in its frame instead, so that headings are not one letter wide."""
    labels = ("Talent and skill", "Capital", "Food and kitchens", "Rules, permits and fees", "Streets and places")
    labels += ("Culture of enterprise", "Steering committee", "Leadership table", "Data and evidence", "Transit")
    tables = [table({"id": f"t{number}", "name": label}) for number, label in enumerate(labels)]
    filled = grid(
        "Ana", {("t0", "philanthropy", "decision-maker"): "a welder"}, tables=tables, sectors=["philanthropy"]
    )
    (tmp_path / "1.csv").write_text(filled)
    summarize_charts(ChartsRequest((tmp_path / "1.csv",), out=tmp_path / "out"))
    frames = "".join(f'<iframe src="out/charts.html" width="{width}" height="900"></iframe>' for width in (360, 1100))
    outer = tmp_path / "frames.html"
    outer.write_text(f"<body>{frames}<script>{BROKEN}</script></body>")
    dom = chromium(outer, "--allow-file-access-from-files", "--dump-dom")
    assert re.search(r'data-broken="([^"]*)"', dom)[1] == ""


def test_the_door_list_prints_every_name_and_repeats_its_heading(printed):
    pages = printed("door", render_packet(small())["door-list.html"])
    text = " ".join(" ".join(pages).split())
    for name in ("Ana Ruiz", "Chloé Åkesson", "Nadia Haddad", "Ruiz, Ana"):
        assert name in text
    assert "Jonas Petrov" not in text
    heading = re.compile(r"Table\s+Name\s+Arrived\s+Signature")
    with_names = [page for page in pages if "Walk-ins" not in page and "By last name" not in page]
    assert len(with_names) >= 1
    assert all(heading.search(page) for page in with_names)
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, start=1))
    assert all("1,000 more living-wage jobs" in page for page in pages), "the shared result is on every page"


@pytest.mark.parametrize(("people", "tables", "most"), [(60, 6, 5), (110, 14, 7)])
def test_a_door_list_takes_few_pages_and_loses_nobody(printed, people, tables, most):
    """With a line to sign for each of them, lines for walk-ins, and the index by last name."""
    pages = printed(f"door{people}", render_packet(large(people, tables))["door-list.html"])
    assert len(pages) <= most
    text = " ".join(" ".join(pages).split())
    assert all(f"Person {n} of Number Street" in text for n in range(people))


def test_a_table_takes_two_pages_one_to_read_and_one_to_write(printed):
    pages = printed("sheets", render_packet(large(60, 6))["table-sheets.html"])
    assert len(pages) == 12
    assert all("At this table" in page for page in pages[::2])
    assert all("One line for the whole room" in page for page in pages[1::2])


def test_fourteen_people_and_three_questions_still_fit_on_one_page(printed):
    """A full table with all that a convening may say of it."""
    result = large(14, 1)
    full = {
        "purpose": "Make access to capital fair for every type of entrepreneur in the city and beyond it",
        "questions": {"": ["What helped you most?", "What is missing here?", "What do you fear most?"]},
        "place": "South hall",
    }
    tables = tuple(table.model_copy(update=full) for table in result.convening.tables)
    changes = {"tables": tables, "shared_result": "1,000 more living-wage jobs, owned here", "show": ("sector",)}
    crowded = result_of(result.people, result.convening.model_copy(update=changes), dict(result.plan.seats))
    pages = printed("full", render_packet(crowded)["table-sheets.html"])
    assert len(pages) == 2
    assert "Anyone may pass." in pages[0]


def test_the_sheet_of_a_large_table_cuts_no_word(printed):
    """Twenty people with long names, and organizations that take more than a line."""
    base = large(20, 1)
    organization = "Intergovernmental Telecommunications Administration of the Southside"
    people = tuple(
        person.model_copy(
            update={"name": f"Maximiliana Featherstonehaughington Cholmondeley{n}", "organization": organization}
        )
        for n, person in enumerate(base.people)
    )
    result = result_of(People(people), base.convening, dict(base.plan.seats))
    pages = printed("cut", render_packet(result)["table-sheets.html"])
    assert len(pages) == 2
    assert pages[0].split().count("Southside") == len(people)
    assert all(f"Cholmondeley{n}" in pages[0] for n in range(len(people)))


@pytest.mark.parametrize(("people", "language"), TABLES)
def test_a_charter_fits_on_both_sides_of_a_sheet(printed, people, language):
    """A full table with all that a charter may say and as many promises as a page shows; then what is signed."""
    html = render_packet(full_charters(people), Settings(language=language))["governance.html"]
    pages = printed(f"charter{people}{language}", html)
    assert len(pages) == 2
    assert f"Person {people - 1} of Number Street" in " ".join(pages[0].split())
    assert "Promise 7 " in pages[0]
    assert {"en": "Signature", "es": "Firma por"}[language] in pages[1]


def sheet_of(page: str, table: str) -> str:
    """Return a page of governance with the sheet of one table alone."""
    sheets = re.findall(r'<article class="sheet charter" id="([^"]+)".*?</article>', page, re.DOTALL)
    assert f"table-{table}" in sheets
    kept = rf'<article class="sheet charter" id="(?!table-{table}")[^"]+".*?</article>'
    return re.sub(kept, "", page, flags=re.DOTALL)


@pytest.mark.parametrize(("people", "sheets", "language"), GOVERNANCE)
def test_sheets_of_a_governance_table_waste_no_paper(printed, people, sheets, language):
    """Members, what as many tables bring and ask, and decisions share a page if they fit; none is parted."""
    packet = render_packet(full_governance(people), Settings(language=language))
    html = sheet_of(packet["governance.html"], "lead")
    pages = [" ".join(page.split()) for page in printed(f"governance{people}{language}", html)]
    assert len(pages) == sheets
    assert f"Person {people - 1} of Number Street" in pages[0]
    heard = [page for page in pages if f"Table of {people - 1}" in page and f"{people} Table of" in page]
    assert len(heard) == 1
    assert all(f"Table of {number}" in heard[0] for number in range(people))


def test_the_sheet_of_a_small_governance_table_is_one_page(printed):
    (page,) = printed("governed", sheet_of(render_packet(full_governance(1))["governance.html"], "lead"))
    assert all(text in page for text in ("Members", "What these members’ tables bring", "What we decided", "Signature"))


def assert_inside_its_sheet(pdf: Path) -> None:
    """Every letter on each page is at least 9 mm from the left and right edges of the sheet."""
    pdfplumber = pytest.importorskip("pdfplumber", reason="printed pages are not measured")
    with pdfplumber.open(pdf) as opened:
        for page in opened.pages:
            letters = [letter for letter in page.chars if letter["text"].strip()]
            assert letters
            edge = 9 * 72 / 25.4
            assert min(letter["x0"] for letter in letters) >= edge
            assert max(letter["x1"] for letter in letters) <= page.width - edge


def test_the_report_on_a_hundred_people_is_at_most_nine_sheets_without_what_is_folded(printed):
    result = with_rounds(large(100, 5), 1)
    pages = printed("report100", render_report(result))
    text = " ".join(" ".join(pages).split())
    assert len(pages) <= 9
    assert "this page has more sections: Who meets whom." in text
    assert text.count("Who meets whom") == 1
    assert all(text.count(f"Person {n} of Number Street") >= 2 for n in range(100)), "at a table, and A to Z"
    assert not re.search(r"count-[0-9]|[(]count", text), "an id"


@pytest.mark.parametrize(
    "people", [pytest.param(8, marks=pytest.mark.night), 10, pytest.param(16, marks=pytest.mark.night), 26]
)
def test_who_meets_whom_stays_inside_its_sheet(chromium, tmp_path, people):
    """Three tables of this many people: a matrix of up to 30 people, or of groups."""
    report = render_report(with_rounds(large(3 * people, 3), 1), Settings(paper="A4"))
    page, pdf = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_text(report.replace('<details class="folded">', '<details class="folded" open>'), encoding="utf-8")
    chromium(page, f"--print-to-pdf={pdf}")
    assert_inside_its_sheet(pdf)
    text = " ".join(" ".join(pages_of(pdf)).split())
    assert "Who meets whom" in text
    if people <= 10:
        assert f"{3 * people} Person {3 * people - 1} of Number Street" in text


@pytest.mark.parametrize(("people", "language"), TABLES)
def test_a_closing_report_of_twelve_rounds_stays_inside_its_sheet(chromium, tmp_path, people, language):
    for name, html in close_long_story(tmp_path / "out", 12, people, Settings(language=language)).items():
        page, pdf = tmp_path / f"{name}.html", tmp_path / f"{name}.pdf"
        page.write_text(html, encoding="utf-8")
        chromium(page, f"--print-to-pdf={pdf}")
        assert_inside_its_sheet(pdf)
        text = " ".join(" ".join(pages_of(pdf)).split())
        is_shared = name != "closing"
        assert ("Society for Trade 7" in text) is not is_shared  # a society of few people
        assert ("For the convening team" in text) is (not is_shared and language == "en")


@pytest.mark.parametrize("is_more", [False, True])
@pytest.mark.parametrize(("people", "language"), TABLES)
def test_the_page_for_the_steering_table_has_two_sides(printed, people, language, is_more, monkeypatch):
    """Few tables with everything that the front may say; or many tables, with less of each. The check-in follows.

    Everything is printed 3 % larger: the fonts of other machines are up to that much wider.
    """
    if is_more:
        more = [
            OpenMatter(said("Promises and requests of people who left"), 12),
            OpenMatter(said("Requests without an answer"), 12),
            OpenMatter(said("Tables that were the wrong ones for more than half of those who answered"), 12),
        ]
        found = steering.list_open
        monkeypatch.setattr(steering, "list_open", lambda *of: (*found(*of), *more))
    for tables in (5, 6, 7, 18):
        html = render_packet(full_steering(people, tables), Settings(language=language))["steering.html"]
        html = html.replace("</head>", "<style>body { zoom: 1.03; }</style></head>")
        pages = [" ".join(page.split()) for page in printed(f"steering{people}{tables}{language}", html)]
        assert len(pages) == 3, tables
        assert {"en": "Agreed", "es": "Acordado"}[language] in pages[2]
        assert f"group {min(tables, 12) - 1}" in pages[0]
        assert f"Promise {1 if is_more else 2}" in pages[0]


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_no_page_of_the_wall_chart_has_one_table_or_few_names(printed, paper):
    settings = Settings(paper=paper, pages=("only", "wall-chart"))
    for tables, people in ((3, 66), (5, 45), (5, 110), (9, 90), (13, 104)):
        html = render_packet(large(people, tables), settings)["wall-chart.html"]
        counts = [page.count("Person") for page in printed(f"wall{paper}{tables}{people}", html)]
        assert sum(counts) == 2 * people
        assert min(counts) >= min(2 * (people // tables), 20), (tables, people, counts)


def form_of(page: str, form: str) -> str:
    """Return a page of worksheets with one of its forms alone; any other page without a form."""
    kept = rf'<article class="sheet[^"]*"[^>]*aria-labelledby="[^"]+-{form}-[^"]+".*?</article>'
    if not form:
        return page
    sheets = "".join(found[0] for found in re.finditer(kept, page, re.DOTALL))
    assert sheets
    return re.sub(r"(<main[^>]*>).*(</main>)", lambda found: found[1] + sheets + found[2], page, flags=re.DOTALL)


@pytest.mark.parametrize(("people", "language"), TABLES)
def test_the_forms_of_a_table_fit_on_both_sides_of_a_sheet(printed, people, language):
    """Two pages for each of three tables, and the question about the right table is on one of them."""
    packet = render_packet(large(3 * people, 3), Settings(language=language))
    for name, form in (("worksheets", "harvest"), ("table-sheets", "")):
        pages = printed(f"{name}{people}{language}", form_of(packet[f"{name}.html"], form))
        assert len(pages) == 6, name
        assert sum({"en": "Count raised hands.", "es": "Cuenten las manos."}[language] in page for page in pages) == 3


@pytest.mark.parametrize(("people", "language"), TABLES)
def test_the_counts_for_the_kitchen_and_for_anybody_fit_on_a_sheet(printed, people, language):
    """Six tables with needs of every kind on one page; the numbers for anybody on at most two."""
    settings = Settings(language=language)
    html = render_packet(wanting(people), settings)["convener-only/kitchen.html"]
    (page,) = printed(f"kitchen{people}{language}", html)
    assert {"en": "CONVENER ONLY", "es": "SOLO PARA QUIEN CONVOCA"}[language] in page
    assert "Table of 5" in page
    pages = printed(f"public{people}{language}", render_packet(initiative(people), settings)["public.html"])
    assert len(pages) <= 2
    assert "Organized labor" in " ".join(pages)


def test_every_page_of_the_reasons_says_for_whom_it_is(printed):
    html = render_packet(small())["convener-only/for-you-alone.html"]
    row = re.search(r"<tbody>\s*(<tr>.*?</tr>)", html, re.DOTALL)[1]
    pages = printed("reasons", html.replace(row, row * 60))
    assert len(pages) > 2
    assert all("CONVENER ONLY" in page for page in pages)


@pytest.mark.parametrize("asked", [(), ("all",)])
def test_the_index_of_the_packet_is_one_page(printed, asked):
    html = render_packet(crowded(8), Settings(pages=asked))["index.html"]
    assert len(printed(f"index{len(asked)}", html)) == 1


def test_the_report_prints_everybody(printed):
    pages = printed("report", render_report(small()))
    text = " ".join(" ".join(pages).split())
    assert all(name in text for name in ("Ana Ruiz", "Mei", "Omar Vance", "Made from"))


def test_no_table_leaves_its_head_alone_at_the_end_of_a_page(printed):
    """What stands before the first table of a report is made higher, a little at a time."""
    style = (ROOT / "seating" / "present" / "templates" / "style.css").read_text(encoding="utf-8")
    rows = "".join(f"<tr><td>Row {n}</td></tr>" for n in range(3))
    blocks = "".join(
        f'<div style="break-before: page; height: {height}mm"></div><table><caption>Voices</caption>'
        f"<thead><tr><th>Who</th></tr></thead><tbody>{rows}</tbody></table>"
        for height in range(190, 250, 4)
    )
    pages = printed("table-heads", f"<!doctype html><html><style>{style}</style><body>{blocks}</body></html>")
    assert len(pages) > 15
    assert [page.split() for page in pages if "Who" in page and "Row" not in page] == []


OF_PRACTICES = {
    "worksheets": 16,
    "steering": 3,
    "governance": 8,
    "convener-only/what-we-heard": 4,
    "convener-only/for-you-alone": 2,
    "convener-only/resources": 1,
}
"""The pages of the practices of a second meeting, and how many sheets each takes at most."""


@pytest.mark.parametrize(("people", "language"), TABLES)
def test_pages_of_practices_are_cut_nowhere_and_take_few_sheets(chromium, tmp_path, people, language):
    packet = render_packet(crowded(people), Settings(language=language, pages=("all",)))
    taken = {}
    for name in OF_PRACTICES:
        page, pdf = tmp_path / f"{Path(name).name}.html", tmp_path / f"{Path(name).name}.pdf"
        page.write_text(packet[f"{name}.html"], encoding="utf-8")
        chromium(page, f"--print-to-pdf={pdf}")
        assert_inside_its_sheet(pdf)
        taken[name] = len(pages_of(pdf))
    assert {name: number for name, number in taken.items() if number > OF_PRACTICES[name]} == {}
