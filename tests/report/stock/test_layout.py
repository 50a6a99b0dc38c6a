"""The page of a stock: the parts of a card, and marks that a printer reaches."""

from __future__ import annotations

import pytest

from seating.errors import InputError
from seating.present.languages import words_in
from seating.report.places import looks_turned
from seating.report.stock.cards import PersonCard, numeral, person_card, shrunk, table_tent
from seating.report.stock.catalog import BADGES, TENTS, find_stock
from seating.report.stock.layout import Mark, Panel, cut_marks, fold_marks, stock_page
from seating.report.stock.sheet import Holds, Stock

from ..made_up import small
from .guests import LONG, room

BADGE = find_stock("5395", BADGES, "Letter")


def places_of(result):
    from seating.report.places import places
    from seating.result.privacy import for_reader
    from seating.result.readers import Audience

    return places(for_reader(result, Audience.EVERYONE), words_in("en"))


def sheet(**changes) -> Stock:
    given = {"number": "mine", "paper": "A4", "x": 15.0, "y": 43.5, "width": 90.0, "height": 70.0}
    given |= {"columns": 2, "rows": 3, "pitch_x": 90.0, "pitch_y": 70.0, "right": 15.0, "bottom": 43.5}
    given |= {"about": "", "holds": Holds.BADGES, "confidence": "exact"}
    return Stock(**{**given, **changes})


@pytest.mark.parametrize(
    ("height", "foot", "body"), [(60.0, 11.0, 47.5), (40.0, 7.6, 30.9), (39.9, 7.58, 30.82), (20.0, 5.0, 13.5)]
)
def test_the_parts_of_a_card_fill_its_height(height, foot, body):
    panel = Panel(80.0, height)
    assert (panel.foot, panel.body) == pytest.approx((foot, body))
    assert panel.foot + panel.body == pytest.approx(height - 1.5)


def test_the_box_for_the_name_of_a_table_leaves_room_for_its_number():
    width, height = Panel(80.0, 60.0).table_box
    assert (width, height) == pytest.approx((80 - 2.6 * 11 - 3, 10.0))


def test_a_fold_has_a_dash_at_both_edges_inside_what_prints():
    tent = sheet(x=0.0, y=0.0, width=210.0, height=148.5, columns=1, rows=2, pitch_y=148.5, fold=74.25)
    assert fold_marks(tent) == (
        Mark(6.35, 74.25, 5.0, 0.0),
        Mark(210 - 6.35 - 5, 74.25, 5.0, 0.0),
        Mark(6.35, 222.75, 5.0, 0.0),
        Mark(210 - 6.35 - 5, 222.75, 5.0, 0.0),
    )


def test_a_fold_inside_the_sheet_is_marked_at_the_edges_of_its_card():
    (left, right) = fold_marks(sheet(columns=1, rows=1, fold=35.0))
    assert (left, right) == (Mark(15.0, 78.5, 5.0, 0.0), Mark(100.0, 78.5, 5.0, 0.0))


def test_cards_without_a_fold_and_cards_that_are_not_cut_have_no_marks():
    assert fold_marks(sheet()) == ()
    assert cut_marks(sheet()) == ()


def test_every_corner_of_cut_cards_has_a_cross():
    marks = cut_marks(sheet(cut=True))
    level = {(mark.x, mark.y, mark.width) for mark in marks if mark.height == 0}
    upright = {(mark.x, mark.y, mark.height) for mark in marks if mark.width == 0}
    corners = [(x, y) for x in (15.0, 105.0, 195.0) for y in (43.5, 113.5, 183.5, 253.5)]
    assert level == {(x - 5, y, 10.0) for x, y in corners}
    assert upright == {(x, y - 5, 10.0) for x, y in corners}


def test_a_cross_at_the_edge_of_the_sheet_reaches_into_what_prints():
    marks = cut_marks(sheet(x=0.0, y=0.0, width=105.0, height=148.5, rows=2, pitch_x=105.0, pitch_y=148.5, cut=True))
    arms = sorted((mark.x, mark.x + mark.width) for mark in marks if mark.height == 0)
    assert arms == [(0.0, 11.35), (100.0, 110.0), (198.65, 210.0)]
    assert {mark.y for mark in marks if mark.height == 0} == {148.5}


def test_a_page_has_a_card_for_each_content_from_the_first_free_one():
    page = stock_page(BADGE, "abcdefgh", (), start_at=3, spares=2)
    assert [len(found.cards) for found in page.sheets] == [6, 8]
    assert [card.content for found in page.sheets for card in found.cards][:8] == list("abcdefgh")
    assert page.shrunk == ()


def test_a_first_card_that_is_not_on_the_sheet_is_refused():
    with pytest.raises(InputError, match="8 per sheet"):
        stock_page(BADGE, "ab", (), start_at=9)


def test_a_badge_has_the_name_and_the_table_but_no_duty_that_is_only_suggested():
    place = places_of(small())[0]
    chloe = next(person for person in place.people if person.id == "p03")
    card = person_card(place, chloe, Panel(80.0, 50.0))
    assert (card.given.text, card.rest.text, card.name) == ("Chloé", "Åkesson", "Chloé Åkesson")
    assert card.below.text == "Open Orchard"
    assert (card.number, card.table.text) == (1, "Capital")
    assert not card.is_shrunk


def test_a_name_of_one_word_is_printed_once():
    place = places_of(small())[2]
    mei = next(person for person in place.people if person.name == "Mei")
    card = person_card(place, mei, Panel(80.0, 50.0))
    assert (card.given.text, card.rest, card.below.text) == ("Mei", None, "")


@pytest.mark.parametrize("panel", [Panel(80.0, 50.0), Panel(60.0, 25.0)])
def test_the_parts_of_a_badge_fit_above_each_other(panel):
    for place in places_of(room()):
        for person in place.people:
            card = person_card(place, person, panel)
            used = card.given.height + (card.rest.height if card.rest else 0) + card.below.height
            assert used <= panel.body + 0.01


def test_names_that_had_to_be_smaller_are_reported():
    place = places_of(room())[0]
    cards: list[PersonCard] = [
        person_card(at, person, Panel(60.0, 25.0)) for at in places_of(room()) for person in at.people
    ]
    assert set(LONG[1:]) <= set(shrunk(cards))
    assert "Mei" not in shrunk(cards)
    assert place.number == 1


@pytest.mark.parametrize(
    ("number", "turned"), [(6, True), (9, True), (8, False), (68, True), (26, False), (101, False)]
)
def test_a_number_that_reads_otherwise_upside_down_is_underlined(number, turned):
    assert looks_turned(number) is turned
    assert numeral(number, Panel(200.0, 60.0)).is_underlined is turned


def test_a_numeral_fills_the_height_of_its_panel_while_the_topic_has_room():
    low, narrow = numeral(3, Panel(200.0, 60.0)), numeral(888, Panel(100.0, 60.0))
    assert low.height == pytest.approx(60.0, abs=0.05)
    assert narrow.width == pytest.approx(100 - 40 - 7, abs=0.05)
    assert numeral(3, Panel(500.0, 400.0)).size == 130.0
    assert low.line_y == pytest.approx(low.baseline + 1.2)
    assert low.line_y + low.line <= low.height + 0.01


def test_a_tent_has_the_topic_beside_the_number_and_the_purpose_below_it():
    capital, talent, third = places_of(small())
    panel = Panel(200.0, 55.0)
    tent = table_tent(capital, panel)
    assert tent.name.text == "Capital"
    assert tent.purpose.text.startswith("Make access to capital fair")
    assert tent.name.height + tent.purpose.height <= panel.height - 14.0
    assert table_tent(talent, panel).name.text == "Talent and skill"
    assert table_tent(third, panel).purpose.text == ""


def test_tents_are_the_usual_stock_of_each_paper():
    assert [find_stock(None, TENTS, paper).number for paper in ("Letter", "A4")] == ["5305", "32257"]
    assert [find_stock(None, BADGES, paper).number for paper in ("Letter", "A4")] == ["5395", "L4785"]
