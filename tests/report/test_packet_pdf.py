"""One PDF of several: all pages in order, with bookmarks, tags and the texts as they were."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest

from seating.present.settings import Settings
from seating.profiles import People
from seating.report.joined_pdf import UnreadablePdfError, join_pdfs
from seating.report.output import write_packet
from seating.report.packet_pdf import is_on_stock, print_packet

from .made_up import large, result_of, small

PAGE = b"<</Type /Page /Parent 3 0 R /StructParents 0 /Note (see 2 0 R \\) 4 0 R)>>"


def write_pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, the first of which is the catalog."""
    made, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    table = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Root 1 0 R>>\n" % (len(objects) + 1, rows)
    return made + table + b"startxref\n%d\n%%%%EOF\n" % len(made)


TREE = b"<</Type /StructTreeRoot /K 7 0 R /ParentTreeNextKey 1 /ParentTree 6 0 R>>"
ONE = write_pdf(
    b"<</Pages 3 0 R /StructTreeRoot 5 0 R>>",
    PAGE,
    b"<</Type /Pages /Count 1 /Kids [2 0 R]>>",
    b"<</Length 17>> stream\n(1 0 R) 2 0 R abc\nendstream",
    TREE,
    b"<</Nums [0 8 0 R]>>",
    b"<</Type /StructElem /P 5 0 R>>",
    b"[7 0 R]",
)


def test_references_get_new_numbers_but_texts_and_streams_do_not():
    made = join_pdfs([("One", ONE), ("Two", ONE)], "Both")
    assert made.count(b"(see 2 0 R \\) 4 0 R)") == 2
    assert made.count(b"(1 0 R) 2 0 R abc") == 2
    assert b"/StructParents 0" in made
    assert b"/StructParents 1" in made
    assert b"/Nums [0 12 0 R 1 20 0 R]" in made
    assert b"/Count 2" in made


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4\n", ONE.replace(b"xref\n0", b"yref\n0"), ONE.replace(b"2 0 obj", b"9 0 obj")],
)
def test_another_kind_of_file_is_refused(content):
    with pytest.raises(UnreadablePdfError):
        join_pdfs([("One", content)], "One")


@pytest.mark.parametrize(
    ("settings", "on_stock"),
    [
        (Settings(), {"badges", "table_tents"}),
        (Settings(badge_stock="plain", tent_stock="plain"), set()),
        (Settings(place_stock="32253", paper="A4"), {"badges", "table_tents", "place_cards", "escort_cards"}),
    ],
)
def test_cards_on_stock_are_told_from_those_on_plain_paper(settings, on_stock):
    names = ("door_list", "badges", "table_tents", "place_cards", "escort_cards")
    assert {name for name in names if is_on_stock(name, settings)} == on_stock


@pytest.mark.browser
def test_all_pages_of_a_wedding_are_in_one_file(tmp_path: Path, chromium_is_here):
    settings = Settings(pages=("wedding",), tent_stock="plain", language="es")
    index = write_packet(small(), tmp_path / "round-1", settings)
    made = print_packet(index, settings, "La boda (1)", tmp_path)
    assert made.on_stock == {}
    assert made.joined.n_pages == sum(made.sheets.values())
    with pdfplumber.open(made.joined.path) as pdf:
        assert len(pdf.pages) == made.joined.n_pages
        titles = [title for _, title, *_ in pdf.doc.get_outlines()]
        text = "\n".join(page.extract_text() for page in pdf.pages)
    assert len(titles) == len(made.sheets)
    assert "Plano de la sala" in titles
    assert "Ana Ruiz" in text


GIVEN = "Ana Ben Chloe Dov Esme Fay Gus Hal Ines Jo Kiri Leo Mei Nadia Omar Pia Quinn Rosa Sam Tess Uma Vik Yara Zoe"
FAMILY = "Ruiz Okafor Lindqvist-Marchetti Yoshida Adeyemi Whitlock Petrov Haddad Vance Sund"


def first_meeting():
    """Return 110 people whose names begin with most letters, at 14 tables."""
    given, family = GIVEN.split(), FAMILY.split()
    made = large(110, 14)
    people = [
        person.model_copy(update={"name": f"{given[n % len(given)]} {family[n // len(given) + n % 6]}"})
        for n, person in enumerate(made.people)
    ]
    return result_of(People(tuple(people)), made.convening, dict(made.plan.seats))


@pytest.mark.browser
@pytest.mark.parametrize("stock", ["plain", None])
@pytest.mark.parametrize(("paper", "language"), [("Letter", "en"), ("A4", "es")])
def test_the_packet_of_110_people_takes_at_most_60_pages_and_9000_words(
    tmp_path: Path, paper, language, stock, chromium_is_here
):
    """The six documents at 14 tables, with badges and tents on plain paper or on the usual label stock."""
    settings = Settings(paper=paper, language=language, badge_stock=stock, tent_stock=stock, pages=("convening",))
    index = write_packet(first_meeting(), tmp_path / "round-1", settings)
    made = print_packet(index, settings, "The first meeting", tmp_path)
    printed = (made.joined, *made.on_stock.values())
    assert len(made.sheets) + len(made.on_stock) == 6
    assert sum(one.n_pages for one in printed) <= 60, (made.sheets, made.on_stock)
    words = 0
    for one in printed:
        with pdfplumber.open(one.path) as pdf:
            words += sum(len(page.extract_text().split()) for page in pdf.pages)
    assert words <= 9_000


@pytest.mark.browser
@pytest.mark.parametrize("at_a_table", [8, 20, 24, 40])
def test_no_page_of_the_wall_chart_is_empty_and_no_short_word_of_the_door_list_is_broken(
    tmp_path: Path, at_a_table, chromium_is_here
):
    made = large(2 * at_a_table, 2)
    tables = [one.model_copy(update={"name": "Entrepreneurship & Inclusion"}) for one in made.room.tables]
    convening = made.convening.model_copy(update={"tables": tuple(tables)})
    result = result_of(made.people, convening, dict(made.plan.seats))
    index = write_packet(result, tmp_path / "round-1", Settings(pages=("only", "door-list", "wall-chart")))
    printed = print_packet(index, Settings(), "Both", tmp_path)
    with pdfplumber.open(printed.joined.path) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    wall = [text for text in pages if "Wall chart" in text]
    first, last = [person.name.removesuffix(" Street") for person in result.people], "Street"  # may be on the next line
    assert [text for text in wall if min(sum(name in text for name in first), text.count(last)) < 3] == []
    door = "\n".join(text for text in pages if "Door list" in text)
    assert door.count("Entrepreneurship") >= 2 * at_a_table
