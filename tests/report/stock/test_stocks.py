"""The table of stocks, by arithmetic: every sheet sums, nothing overlaps, every number is found."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest

import seating.report.stock as package
from seating.errors import InputError
from seating.report.stock.catalog import (
    BADGES,
    PLACE_CARDS,
    TENTS,
    find_stock,
    listed_stocks,
    usual_stock,
)
from seating.report.stock.sheet import Holds

SHEETS = {
    ("Letter", False): (215.9, 279.4),
    ("A4", False): (210, 297),
    ("Letter", True): (279.4, 215.9),
    ("A4", True): (297, 210),
}
RAW = tomllib.loads((Path(package.__file__).parent / "stocks.toml").read_text(encoding="utf-8"))["stock"]
by_number = pytest.mark.parametrize("stock", listed_stocks(), ids=lambda stock: stock.number)


@pytest.mark.parametrize("raw", RAW, ids=lambda raw: raw["number"])
def test_cards_gaps_and_margins_sum_to_the_sheet(raw):
    """Worked out from the file, not from the code."""
    wide, high = SHEETS[raw["paper"], raw.get("landscape", False)]
    gap_x, gap_y = raw["pitch_x"] - raw["width"], raw["pitch_y"] - raw["height"]
    assert min(gap_x, gap_y) > -0.001
    across = raw["x"] + raw["columns"] * raw["width"] + (raw["columns"] - 1) * gap_x + raw["right"]
    down = raw["y"] + raw["rows"] * raw["height"] + (raw["rows"] - 1) * gap_y + raw["bottom"]
    assert across == pytest.approx(wide, abs=0.05)
    assert down == pytest.approx(high, abs=0.05)


@by_number
def test_every_card_is_on_the_sheet_and_none_on_another(stock):
    corners = list(stock.corners())
    assert len(corners) == stock.per_sheet == stock.columns * stock.rows
    for x, y in corners:
        assert -0.001 <= x <= stock.page_width - stock.width + 0.05
        assert -0.001 <= y <= stock.page_height - stock.height + 0.05
    for (x, y), (other_x, other_y) in itertools.combinations(corners, 2):
        assert abs(x - other_x) >= stock.width - 0.05 or abs(y - other_y) >= stock.height - 0.05


@by_number
def test_text_keeps_three_millimeters_from_every_edge_and_six_from_the_paper_s(stock):
    assert min(stock.inset_x, stock.inset_y) >= 3
    assert min(stock.x, stock.right) + stock.inset_x >= 6
    assert min(stock.y, stock.bottom) + stock.inset_y >= 6


@by_number
def test_no_stock_of_the_table_is_odd(stock):
    assert stock.x == pytest.approx(stock.right, abs=0.6)
    assert stock.y == pytest.approx(stock.bottom, abs=0.6)
    assert (stock.fold is None) == (stock.holds is Holds.BADGES)
    assert stock.fold is None or stock.fold == pytest.approx(stock.height / 2)


def test_a_few_places_are_those_of_the_makers_lists():
    corners = {s.number: list(s.corners()) for s in listed_stocks()}
    assert corners["5395"][-1] == pytest.approx((112.7125, 205.3167))
    assert corners["L4785"][3] == pytest.approx((112.5, 68.5))
    assert corners["5160"][29] == pytest.approx((144.4625, 241.3))
    assert corners["5305"] == [pytest.approx((0, 12.7)), pytest.approx((0, 139.7))]
    assert corners["32253"][3] == pytest.approx((148.5, 105))


def test_every_number_means_one_stock():
    numbers = [number.casefold() for s in listed_stocks() for number in (s.number, *s.aliases)]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize(
    ("asked", "holds", "number"),
    [
        ("8395", BADGES, "5395"),
        (" l-4785 ", BADGES, "L4785"),
        ("zweckform 4784", BADGES, "L4784-ZW"),
        ("C32253", PLACE_CARDS, "32253"),
        ("Medium Tent", TENTS, "5305"),
        ("plain", BADGES, "plain-badges-a4"),
        ("Plain", TENTS, "plain-tents-a4"),
        ("plain", PLACE_CARDS, "plain-place-cards-a4"),
        (None, BADGES, "L4785"),
        (None, TENTS, "32257"),
    ],
)
def test_a_stock_is_found_by_what_is_on_the_box(asked, holds, number):
    assert find_stock(asked, holds, "A4").number == number


def test_each_paper_has_its_usual_stock():
    assert [usual_stock(holds, "Letter").number for holds in (BADGES, TENTS)] == ["5395", "5305"]
    assert find_stock("plain", BADGES, "Letter").number == "plain-badges-letter"


@pytest.mark.parametrize(
    ("asked", "holds", "told"),
    [
        ("5359", BADGES, 'Did you mean "5395"?'),
        ("5305", BADGES, "is for table tents, not for badges"),
        ("L4785", TENTS, "is for badges, not for table tents"),
    ],
)
def test_a_stock_that_is_not_there_is_said_with_what_is(asked, holds, told):
    with pytest.raises(InputError) as caught:
        find_stock(asked, holds, "Letter")
    assert told in str(caught.value)
