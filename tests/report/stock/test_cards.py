"""Cards on sheets: each content has one place, sheets are as many as are needed, spares fill the last one."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.errors import InputError
from seating.report.stock.catalog import listed_stocks
from seating.report.stock.layout import cut_marks, fold_marks
from seating.report.stock.sheet import sheets_needed, spares_for, spread

STOCKS = {stock.number: stock for stock in listed_stocks()}
ANY_STOCK = st.sampled_from(listed_stocks())


@settings(deadline=None)
@given(ANY_STOCK, st.integers(0, 200), st.integers(1, 30), st.integers(0, 20))
def test_everybody_has_one_card(stock, n, start_at, spares):
    start_at = min(start_at, stock.per_sheet)
    sheets = spread(stock, range(n), start_at, spares)
    cards = [card for sheet in sheets for card in sheet.cards]
    assert [card.content for card in cards if card.content is not None] == list(range(n))
    assert all(len({(card.x, card.y) for card in sheet.cards}) == len(sheet.cards) for sheet in sheets)
    assert len(sheets) == (math.ceil((n + spares + start_at - 1) / stock.per_sheet) if n + spares else 0)
    blank = sum(card.content is None for card in cards)
    assert blank >= spares
    if spares:
        assert len(sheets[-1].cards) == (stock.per_sheet if len(sheets) > 1 else stock.per_sheet - start_at + 1)
        assert blank < spares + stock.per_sheet


def test_a_partly_used_sheet_is_begun_where_it_is_free():
    stock = STOCKS["5395"]
    first, second = spread(stock, "abcdefg", start_at=3)
    assert (first.cards[0].x, first.cards[0].y) == pytest.approx((17.4625, 78.3167))
    assert [card.content for card in second.cards] == ["g"]
    assert (second.cards[0].x, second.cards[0].y) == pytest.approx((17.4625, 14.8167))


@pytest.mark.parametrize("start_at", [0, 9, -1])
def test_a_card_that_is_not_there_cannot_be_the_first(start_at):
    with pytest.raises(InputError, match="8 per sheet"):
        spread(STOCKS["5395"], "ab", start_at)


@pytest.mark.parametrize(("n", "spares"), [(0, 0), (1, 1), (10, 1), (11, 2), (500, 50)])
def test_one_spare_for_ten(n, spares):
    assert spares_for(n) == spares


@pytest.mark.parametrize(
    ("number", "sheets"), [("5395", 69), ("74541", 92), ("5160", 19), ("L4785", 55), ("L7160", 27), ("C32015", 69)]
)
def test_sheets_for_500_people_with_their_spares(number, sheets):
    assert sheets_needed(STOCKS[number], 550) == sheets


def test_marks_lie_where_a_printer_reaches():
    for stock in STOCKS.values():
        for mark in (*fold_marks(stock), *cut_marks(stock)):
            assert mark.x + mark.width >= 6.35
            assert mark.x <= stock.page_width - 6.35
            assert mark.y + mark.height >= 6.35
        assert len(fold_marks(stock)) == (2 * stock.per_sheet if stock.fold else 0)


def test_cards_cut_by_hand_have_their_edges_marked():
    stock = STOCKS["plain-badges-a4"]
    levels = {mark.y for mark in cut_marks(stock) if mark.height == 0}
    uprights = {mark.x for mark in cut_marks(stock) if mark.width == 0}
    assert levels == {38.5, 93.5, 148.5, 203.5, 258.5}
    assert uprights == {19, 105, 191}
    assert {mark.y for mark in cut_marks(STOCKS["plain-tents-letter"])} == {139.7}
