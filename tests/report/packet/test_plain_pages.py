"""Door list and wall chart as a browser prints them: everybody is there, pages and tables have their numbers."""

from __future__ import annotations

import re

import pytest

from seating.present.paper import POSTERS
from seating.present.settings import STANDARD, Settings, choose_paper
from seating.report.pages import render_packet
from seating.report.pdf import print_pages

from ..made_up import large
from ..stock.guests import plain

pytestmark = pytest.mark.browser
pdfplumber = pytest.importorskip("pdfplumber", reason="printed pages are not read")
MM = 25.4 / 72


@pytest.fixture(scope="module", params=[{"paper": "A4"}, {"paper": "Letter", "large_print": True}], ids=["A4", "large"])
def printed(request, tmp_path_factory, chromium_is_here):
    """Print both pages for 200 people, and return the text and the letters of each page."""
    folder = tmp_path_factory.mktemp("plain")
    made = render_packet(large(200, 20), Settings(**request.param))
    read = {}
    for name in ("door-list", "wall-chart", "room-plan"):
        page = folder / f"{name}.html"
        page.write_text(made[f"{name}.html"], encoding="utf-8")
        (pdf,) = print_pages({page: page.with_suffix(".pdf")})
        with pdfplumber.open(pdf.path) as opened:
            read[name] = [
                (p.width * MM, p.extract_text(), p.chars, p.height * MM, [rect["top"] * MM for rect in p.rects])
                for p in opened.pages
            ]
    return request.param, read


@pytest.mark.parametrize(("name", "times"), [("door-list", 2), ("wall-chart", 2), ("room-plan", 1)])
def test_everybody_is_there(printed, name, times):
    _, read = printed
    text = plain("".join(text for _, text, *_ in read[name]))
    for person in large(200, 20).room.persons:
        first = plain(person.label).removesuffix("Street").removesuffix("Number").removesuffix("of")
        assert len(re.findall(rf"{first}(?!\d)", text)) == times


@pytest.mark.parametrize("name", ["door-list", "wall-chart"])
def test_pages_are_numbered_and_on_the_paper_asked_for(printed, name):
    settings, read = printed
    assert read[name]
    for number, (width, text, *_) in enumerate(read[name], start=1):
        assert f"Page {number} of {len(read[name])}" in text
        assert width == pytest.approx({"A4": 210, "Letter": 215.9}[settings["paper"]], abs=0.2)


def test_table_numbers_on_the_wall_are_two_centimetres_high(printed):
    _, read = printed
    largest = [c for _, _, letters, *_ in read["wall-chart"] for c in letters if c["size"] * MM > 25]
    assert len(largest) == sum(len(str(n)) for n in range(1, 21))
    assert min(c["size"] for c in largest) * MM * 0.688 >= 20


def test_large_print_is_large(printed):
    settings, read = printed
    sizes = [c["size"] for _, _, letters, *_ in read["door-list"] for c in letters if c["text"] == "P"]
    names = [size for size in sizes if size >= 11]
    assert min(names) >= (17.9 if settings.get("large_print") else 11.9)


def test_no_table_is_begun_at_the_foot_of_a_page(printed):
    """The line over a table is not drawn below the text of the page before, as browsers do at a page's very top."""
    _, read = printed
    assert all(line < height - 18 for _, _, _, height, lines in read["wall-chart"] for line in lines)


def test_the_plan_of_the_room_is_on_the_first_page_with_every_table(printed):
    """The lists begin on the next page."""
    _, read = printed
    (_, text, *_), *lists = read["room-plan"]
    assert "Who sits at which table" not in text
    assert "Who sits at which table" in lists[0][1]
    assert set(map(str, range(1, 21))) <= set(text.split())


def test_a_larger_poster_shows_on_fewer_sheets_what_a3_shows(tmp_path, chromium_is_here):
    seen = {}
    for choice, poster in POSTERS.items():
        made = render_packet(large(200, 20), choose_paper(STANDARD, choice))
        for name, turned in (("wall-chart", False), ("room-plan", True), ("convener-only/seating-chart", True)):
            page = tmp_path / f"{choice}-{name.replace('/', '-')}.html"
            page.write_text(made[f"{name}.html"], encoding="utf-8")
            (pdf,) = print_pages({page: page.with_suffix(".pdf")})
            with pdfplumber.open(pdf.path) as opened:
                sizes = [(p.width * MM, p.height * MM) for p in opened.pages]
                text = plain("".join(p.extract_text() for p in opened.pages))
                largest = max(c["size"] for c in opened.pages[0].chars)
            for size in sizes:
                assert size == pytest.approx(poster.size[::-1] if turned else poster.size, abs=0.3), (choice, name)
            names = {plain(person.label) for person in large(200, 20).room.persons}
            seen.setdefault(name, []).append((len(opened.pages), {one for one in names if one in text}, largest))
    for name, (small, *others) in seen.items():
        for n_pages, names, largest in others:
            if name != "room-plan":  # its narrow columns break names over lines
                assert names == small[1], name
            if name == "wall-chart":
                assert n_pages <= 3 < small[0], "all tables on one sheet, and everyone A to Z on one or two"
            else:
                assert n_pages <= small[0], name
                assert largest == pytest.approx(small[2] * 2, rel=0.1), name
