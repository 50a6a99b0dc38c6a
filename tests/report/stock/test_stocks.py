"""The table of stocks, by arithmetic: every sheet sums, nothing overlaps, every number is found."""

from __future__ import annotations

import itertools
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seating.report.stock as package
from seating.errors import InputError
from seating.present.languages import words_in
from seating.report.stock.catalog import (
    BADGES,
    PLACE_CARDS,
    TENTS,
    faults,
    find_stock,
    listed_stocks,
    read_stock,
    stock_from_file,
    usual_stock,
)
from seating.report.stock.layout import warnings
from seating.report.stock.sheet import Holds, Stock

SHEETS = {
    ("Letter", False): (215.9, 279.4),
    ("A4", False): (210, 297),
    ("Letter", True): (279.4, 215.9),
    ("A4", True): (297, 210),
}
RAW = tomllib.loads((Path(package.__file__).parent / "stocks.toml").read_text(encoding="utf-8"))["stock"]
by_number = pytest.mark.parametrize("stock", listed_stocks(), ids=lambda stock: stock.number)


def stock(**changes) -> Stock:
    sound = {"number": "x", "paper": "A4", "x": 15, "y": 13.5, "width": 85, "height": 54, "columns": 2, "rows": 5}
    return read_stock({**sound, "pitch_x": 95, "pitch_y": 54, **changes})


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
    assert min(stock.x, stock.page_width - stock.end_x) + stock.inset_x >= 6
    assert min(stock.y, stock.page_height - stock.end_y) + stock.inset_y >= 6


@by_number
def test_no_stock_of_the_table_is_odd(stock):
    assert warnings(stock, words_in("en")) == ()
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
        ("no-such.toml", BADGES, "cannot be read as TOML"),
    ],
)
def test_a_stock_that_is_not_there_is_said_with_what_is(asked, holds, told):
    with pytest.raises(InputError) as caught:
        find_stock(asked, holds, "Letter")
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"columns": 2, "x": 15, "pitch_x": 105, "width": 95}, "ends at 215.00 mm on a sheet of 210"),
        ({"pitch_x": 80}, "cards that overlap"),
        ({"right": 12}, "adds up to 207.00 mm"),
        ({"bottom": 13.6}, "adds up to 297.10 mm"),
        ({"holds": "table tents"}, "has no `fold`"),
        ({"holds": "table tents", "fold": 53}, "has its fold at 53"),
        ({"rows": 0}, "has no card"),
        ({"inset_x": 40}, "too small to write a name on"),
        ({"x": -1}, "below zero"),
        ({"paper": "A5"}, "has the paper 'A5'; choose from Letter and A4"),
        ({"width": "85"}, "not a number of millimeters"),
        ({"x": float("nan")}, "not a number of millimeters"),
        ({"rows": 2.5}, "not a whole number"),
        ({"pitchx": 95}, 'an unknown key "pitchx" (did you mean "pitch_x"?)'),
        ({"aliases": "5"}, "not a list of texts"),
        ({"cut": 1}, "write true or false"),
    ],
)
def test_a_stock_that_cannot_be_is_refused(changes, told):
    with pytest.raises(InputError) as caught:
        stock(**changes)
    assert told in str(caught.value)


def test_everything_wrong_with_a_stock_is_said_at_once():
    with pytest.raises(InputError) as caught:
        read_stock({"number": "x", "paper": "A5", "rows": "3"})
    assert len(caught.value.problems) == 3


def test_cards_out_of_the_middle_are_warned_about():
    assert warnings(stock(), words_in("en")) == ()
    assert warnings(stock(x=15.2), words_in("en")) == ()
    assert warnings(stock(x=14.0, y=10.0), words_in("en")) == (
        "The left and right margins differ (14.00 and 16.00 mm). Compare them with the stock.",
        "The top and bottom margins differ (10.00 and 17.00 mm). Compare them with the stock.",
    )


def test_a_convener_s_own_stock_is_read_from_a_file(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('number = "mine"\npaper = "A4"\nx = 20\ny = 20\nwidth = 90\nheight = 60\n', encoding="utf-8")
    mine = find_stock(str(file), BADGES, "Letter")
    assert (mine.number, mine.per_sheet, mine.holds, mine.confidence) == ("mine", 1, Holds.BADGES, "yours")
    assert stock_from_file(file) == mine


@settings(deadline=None)
@given(
    st.floats(0, 30), st.floats(0, 30), st.floats(20, 120), st.floats(20, 120), st.integers(1, 4), st.integers(1, 9),
    st.floats(-5, 10),
)  # fmt: skip
def test_what_the_checks_pass_is_a_sheet(x, y, width, height, columns, rows, gap):
    """Whatever the checks let through lies on the sheet, card beside card."""
    found = Stock("h", "A4", x, y, width, height, columns, rows, width + gap, height + gap)
    if faults(found):
        assert faults(replace(found, right=1.0)) != ()
        return
    corners = list(found.corners())
    assert max(left + width for left, _ in corners) <= 210.06
    assert max(top + height for _, top in corners) <= 297.06
    assert (columns == 1 and rows == 1) or gap >= -0.06
