"""Every stock printed through a real browser and measured: each card within half a millimeter of its place."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import pytest

from seating.present.settings import Settings
from seating.report.packet import badges, place_cards, table_tents
from seating.report.pages import packet_pages, render_packet
from seating.report.pdf import print_pages
from seating.report.stock.catalog import listed_stocks
from seating.report.stock.sheet import Holds, Stock, spares_for

from ..made_up import large
from .guests import NAMES, plain, room

pytestmark = pytest.mark.browser
pdfplumber = pytest.importorskip("pdfplumber", reason="printed pages are not measured")

MM = 25.4 / 72
NEAR = 0.5
PLAIN = ("5395", "32257")
"""A stock of badges and one of tents, which are printed at every landing."""
HANGUL, KANA_AND_HAN = "[\uac00-\ud7a3]", "[\u3040-\u30ff\u4e00-\u9fff]"
RIGHT_TO_LEFT = re.compile("[\u0590-\u06ff]")
STOCKS = {stock.number: stock for stock in listed_stocks()}
few = partial(room, NAMES[8:12])
twelve_tables = partial(room, n_tables=12)
five_hundred = partial(large, 500, 50)
many_tables = partial(large, 726, 121)
ALL = [pytest.param(number, marks=() if number in PLAIN else pytest.mark.night, id=number) for number in STOCKS]
TENTS = [one for one in ALL if STOCKS[one.id].holds is Holds.TABLE_TENTS]


def chosen(stock: Stock, **more) -> Settings:
    kind = {Holds.BADGES: "badge_stock", Holds.TABLE_TENTS: "tent_stock", Holds.PLACE_CARDS: "place_stock"}[stock.holds]
    return Settings(paper=stock.paper, **{kind: stock.number}, **more)


@pytest.fixture(scope="module")
def printed(tmp_path_factory, chromium_is_here):
    """Print the stock page of a result, and return the data it was filled with and the PDF."""
    folder = tmp_path_factory.mktemp("stock")

    @cache
    def print_it(make, stock: Stock, **more):
        result = make()
        settings = chosen(stock, **more)
        module = {Holds.BADGES: badges, Holds.TABLE_TENTS: table_tents, Holds.PLACE_CARDS: place_cards}[stock.holds]
        name = f"{module.__name__.rpartition('.')[2].replace('_', '-')}.html"
        page = folder / f"{stock.number}-{len(list(folder.iterdir()))}.html"
        page.write_text(render_packet(result, settings)[name], encoding="utf-8")
        (made,) = print_pages({page: page.with_suffix(".pdf")})
        return module.fill(result, settings), made.path

    return print_it


def box(thing) -> tuple[float, ...]:
    """Return left, top, right and bottom in millimeters, of a drawing or a letter."""
    return tuple(thing[edge] * MM for edge in ("x0", "top", "x1", "bottom"))


def assert_drawn(wanted: tuple[float, ...], drawn: list[tuple[float, ...]]) -> None:
    nearest = min((max(abs(a - b) for a, b in zip(wanted, one, strict=True)) for one in drawn), default=99)
    assert nearest <= NEAR, f"nothing is drawn at {wanted}; the nearest is {nearest:.2f} mm away"


def rules(data, card) -> Iterator[tuple[float, ...]]:
    """Yield where the line over the table's name has to be, on each side of a card."""
    stock, panel = data.layout.stock, data.panel
    left = card.x + stock.inset_x
    if stock.holds is Holds.BADGES:
        y = card.y + stock.inset_y + panel.height - panel.foot
        yield left, y, left + panel.width, y


def check_numerals(data, cards, page) -> None:
    """Hold the number's baseline on the front, and its mirror image about the fold on the back, to their places."""
    stock, panel = data.layout.stock, data.panel
    upright = [c for c in page.chars if c["size"] > 120 and c["matrix"][3] > 0]
    turned = [c for c in page.chars if c["size"] > 120 and c["matrix"][3] < 0]
    baselines = {round((page.height - c["matrix"][5]) * MM, 2) for c in upright}
    tops = {round((page.height - c["matrix"][5]) * MM, 2) for c in turned}
    for card in cards:
        numeral = card.content.numeral
        down = (panel.height - numeral.height) / 2 + numeral.baseline
        assert min(abs(card.y + data.front + down - y) for y in baselines) <= NEAR
        assert min(abs(card.y + stock.fold - (data.front - stock.fold) - down - y) for y in tops) <= NEAR
    assert len(upright) == len(turned) == sum(len(card.content.numeral.text) for card in cards)


@pytest.mark.parametrize("number", ALL)
def test_every_card_is_in_its_place_and_nothing_leaves_it(printed, number):
    data, path = printed(room, STOCKS[number])
    stock = data.layout.stock
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == len(data.layout.sheets)
        for sheet, page in zip(data.layout.sheets, pdf.pages, strict=True):
            assert (page.width * MM, page.height * MM) == pytest.approx((stock.page_width, stock.page_height), abs=0.2)
            drawn = [box(rect) for rect in page.rects] + [box(line) for line in page.lines]
            for card in sheet.cards:
                for wanted in rules(data, card):
                    assert_drawn(wanted, drawn)
            if stock.holds is Holds.TABLE_TENTS:
                check_numerals(data, sheet.cards, page)
            folds = [(left, top) for left, top, right, _ in map(box, (*page.curves, *page.lines)) if right - left < 6]
            for mark in data.layout.fold_marks:
                assert min(max(abs(mark.x - x), abs(mark.y - y)) for x, y in folds) <= NEAR
            check_letters(stock, sheet.cards, page)


def check_letters(stock: Stock, cards, page) -> None:
    """Every letter stands on one card, inside what may be printed on; its height is told by its baseline."""
    for letter in page.chars:
        if not letter["text"].strip() or (
            stock.cut and not stock.fold and letter["bottom"] * MM > stock.page_height - stock.bottom
        ):
            continue
        left, _, right, _ = box(letter)
        baseline = (page.height - letter["matrix"][5]) * MM
        on = [
            card
            for card in cards
            if card.x + stock.inset_x - NEAR <= left
            and right <= card.x + stock.width - stock.inset_x + NEAR
            and card.y + stock.inset_y <= baseline <= card.y + stock.height - stock.inset_y
        ]
        assert on, f"{letter['text']!r} at {left:.1f} to {right:.1f}, {baseline:.1f} mm is on no card"


@pytest.mark.parametrize("number", ALL)
def test_every_name_is_found_as_often_as_it_is_printed(printed, number):
    """Once on badges, twice on what is folded.

    A name written from right to left is looked for in parts, because a line may end after a space or after a maqaf.
    """
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine: printed names are not read")
    stock = STOCKS[number]
    _, path = printed(room, stock)
    text = words_of(path)
    if stock.holds is Holds.TABLE_TENTS:
        assert text.count(plain("Talent")) == 2 * sum(table.name == "Talent" for table in room().room.tables)
        return
    times = 1 if stock.holds is Holds.BADGES else 2
    needs_font = HANGUL if stock.holds is Holds.BADGES else f"{HANGUL}|{KANA_AND_HAN}"
    for name in (name for name in NAMES if not re.search(needs_font, name)):
        parts = re.split(r"\s+|(?<=\u05be)", name) if RIGHT_TO_LEFT.search(name) else [name]
        for part in parts:
            assert text.count(plain(part)) == times, name


def words_of(path: Path) -> str:
    command = ["pdftotext", "-raw", path, "-"]
    return plain(subprocess.run(command, capture_output=True, check=True).stdout.decode())


def test_a_used_sheet_is_begun_later(printed):
    stock = STOCKS["5395"]
    _, path = printed(few, stock, start_at=5)
    with pdfplumber.open(path) as pdf:
        first = min(letter["top"] for letter in pdf.pages[0].chars) * MM
    top = list(stock.corners())[4][1]
    assert top <= first <= top + stock.height


@pytest.mark.parametrize("number", [one for one in ALL if one not in TENTS])
def test_pages_for_500_people(printed, number):
    _, path = printed(five_hundred, STOCKS[number])
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == -(-(500 + spares_for(500)) // STOCKS[number].per_sheet)


@pytest.mark.parametrize("number", TENTS)
def test_pages_for_121_tables(printed, number):
    """Numbers of three digits fit too; they are as high as the panel's width allows."""
    data, path = printed(many_tables, STOCKS[number])
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == -(-121 // STOCKS[number].per_sheet)
        sheet = data.layout.sheets[-1]
        check_numerals(data, sheet.cards, pdf.pages[-1])
        check_letters(STOCKS[number], sheet.cards, pdf.pages[-1])


@pytest.mark.parametrize("number", TENTS)
def test_numbers_are_fifty_millimeters_high(printed, number):
    """Even in the lowest of the usual faces, whose digits are 0.688 em high."""
    _, path = printed(twelve_tables, STOCKS[number])
    with pdfplumber.open(path) as pdf:
        sizes = {c["size"] * MM for page in pdf.pages for c in page.chars if c["size"] > 120}
    assert min(sizes) * 0.688 >= 50


def test_the_pages_are_those_of_the_packet():
    names = {page.name for page in packet_pages()}
    assert {"badges", "table_tents", "door_list", "wall_chart"} <= names
