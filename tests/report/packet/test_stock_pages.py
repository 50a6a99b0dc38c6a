"""What badges, tents, door list and wall chart hold: everybody once, and nobody who is not to be listed."""

from __future__ import annotations

import re

import pytest

from seating.api.interface import solve
from seating.convening import Convening
from seating.errors import InputError
from seating.present.settings import Settings
from seating.profiles import People, Person
from seating.profiles import Status as Invitation
from seating.report.floor_drawing import draw_floor
from seating.report.packet import badges, door_list, escort_cards, place_cards, table_tents, wall_chart
from seating.report.pages import render_packet
from seating.report.places import looks_turned, places
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.tables import Table

from ..conftest import Page
from ..made_up import large, result_of, small
from ..stock.guests import LONG, NAMES, room

UNLISTED = "Jonas Petrov"
LETTER, A4 = Settings(paper="Letter"), Settings(paper="A4")


def contents(filled) -> list:
    return [card.content for sheet in filled.layout.sheets for card in sheet.cards]


def test_everybody_listed_has_one_badge_and_the_rest_are_blank():
    filled = badges.fill(for_reader(small(), Audience.EVERYONE), LETTER)
    people = [content for content in contents(filled) if content is not None]
    assert [card.name for card in people][:3] == ["Ana Ruiz", "Ben Okafor", "Chloé Åkesson"]
    assert sorted(card.name for card in people) == sorted(p.label for p in small().room.persons if p.label != UNLISTED)
    assert contents(filled).count(None) == 2
    assert (
        filled.layout.stock.number,
        badges.fill(for_reader(small(), Audience.EVERYONE), A4).layout.stock.number,
    ) == ("5395", "L4785")


def test_a_badge_says_who_from_where_and_at_which_table():
    by_name = {
        card.name: card for card in contents(badges.fill(for_reader(small(), Audience.EVERYONE), LETTER)) if card
    }
    chair, staff, single = by_name["Chloé Åkesson"], by_name["Nadia Haddad"], by_name["Mei"]
    assert (chair.given.text, chair.below.text, chair.number, chair.table.text) == (
        "Chloé",
        "Open Orchard",
        1,
        "Capital",
    )
    assert staff.below.text == "Interpreter · Two Tongues"
    assert (single.given.text, single.rest, single.below.text) == ("Mei", None, "")


def test_no_badge_and_no_tent_shows_the_id_of_a_table():
    """Only files are typed with ids; nobody who reads a badge knows them."""
    pages = render_packet(small(), LETTER)
    assert not re.search(r">talent<", pages["badges.html"] + pages["table-tents.html"])


@pytest.mark.parametrize(
    "stock", ["5395", "74541", "5390", "5371", "5164", "L4785", "L7418", "C32011", "C32015", "plain"]
)
def test_short_names_are_large_enough_on_every_badge(stock):
    """24 points or more, which is 6 mm for capitals."""
    filled = badges.fill(
        for_reader(room(("Ana Ruiz", "Mei", "Boris Vance", "Kiri Tamahori")), Audience.EVERYONE),
        Settings(badge_stock=stock),
    )
    assert min(card.given.size for card in contents(filled) if card) >= 24
    assert filled.layout.shrunk == ()


def test_names_set_smaller_are_listed_for_the_convener():
    filled = badges.fill(for_reader(room(), Audience.EVERYONE), LETTER)
    assert set(LONG) <= set(filled.layout.shrunk) < set(NAMES)
    html = render_packet(room(), LETTER)["badges.html"]
    assert all(html.count(f'<li dir="auto">{name}</li>') == 1 for name in LONG)


def test_a_partly_used_sheet_is_begun_where_it_is_free():
    filled = badges.fill(for_reader(small(), Audience.EVERYONE), Settings(start_at=4))
    first = filled.layout.sheets[0]
    assert (len(first.cards), first.cards[0].content.name) == (5, "Ana Ruiz")
    with pytest.raises(InputError, match="stock-start"):
        badges.fill(for_reader(small(), Audience.EVERYONE), Settings(start_at=9))
    assert len(table_tents.fill(for_reader(small(), Audience.EVERYONE), Settings(start_at=9)).layout.sheets) == 2


def test_each_table_has_a_tent():
    tables = contents(table_tents.fill(for_reader(small(), Audience.EVERYONE), LETTER))
    assert [(tent.numeral.text, tent.name.text) for tent in tables] == [
        ("1", "Capital"),
        ("2", "Talent and skill"),
        ("3", "t03"),
    ]


def test_tents_and_badges_name_a_table_that_has_only_a_number_once():
    """The number is large; "Table 1" beside it would repeat it."""
    person = Person(id="p", name="Ana Soto")
    convening = Convening(tables=(Table(id="t01", name="Table 1"), Table(id="t02", name="Choir")))
    result = result_of(People((person,)), convening, {"p": "t01"})
    assert [tent.name.text for tent in contents(table_tents.fill(result, LETTER))] == ["", "Choir"]
    assert [card.table.text for card in contents(badges.fill(result, LETTER)) if card] == [""]
    tents = render_packet(result, LETTER)["table-tents.html"]
    assert tents.count('class="beside"') == 2
    assert tents.count("Table 1<") == tents.count("<title>Table 1</title>") == 2


def test_place_cards_follow_the_tables_and_escort_cards_the_alphabet():
    laid = [card for card in contents(place_cards.fill(for_reader(small(), Audience.EVERYONE), LETTER)) if card]
    assert len(laid) == 14
    assert [card.number for card in laid] == sorted(card.number for card in laid)
    met = [card for card in contents(escort_cards.fill(for_reader(small(), Audience.EVERYONE), A4)) if card]
    assert {card.name.text for card in met} == {card.name.text for card in laid}
    assert [card.name.text for card in met][:2] == ["Ana Ruiz", "Ben Okafor"]


def test_cards_with_names_have_their_table_and_blank_cards_lines_to_write_on():
    pages = render_packet(small(), Settings(pages=("wedding",)))
    assert pages["escort-cards.html"].count('class="escort-table"') == pages["escort-cards.html"].count("<article")
    assert "name-to-write" in pages["place-cards.html"]
    assert not {"badges.html", "door-list.html", "table-sheets.html", "facilitator.html", "worksheets.html"} & {*pages}
    assert {"wall-chart.html", "table-tents.html", "convener-only/kitchen.html"} <= {*pages}


def test_only_what_is_named_is_written_with_only():
    assert {*render_packet(small(), Settings(pages=("only", "door-list")))} == {"index.html", "door-list.html"}


def test_names_on_cards_have_one_size_unless_they_are_long():
    sizes = sorted(
        card.name.size for card in contents(place_cards.fill(for_reader(large(40, 5), Audience.EVERYONE), A4)) if card
    )
    assert sizes[len(sizes) // 4] == sizes[-1] >= 16


def test_place_cards_are_written_if_their_stock_is_named():
    assert "place-cards.html" in render_packet(small(), Settings(place_stock="32253", pages=()))
    assert "place-cards.html" not in render_packet(small(), Settings(pages=()))


@pytest.mark.parametrize("stock", ["5305", "5309", "32257", "plain"])
def test_numbers_are_at_least_fifty_millimeters_high(stock):
    """In the lowest of the usual faces, one and two digits alike."""
    tents = contents(table_tents.fill(for_reader(large(60, 12), Audience.EVERYONE), Settings(tent_stock=stock)))
    assert len(tents) == 12
    assert min(tent.numeral.size for tent in tents) * 0.688 >= 50


def test_numbers_that_might_be_read_upside_down_are_underlined():
    assert [n for n in range(1, 100) if looks_turned(n)] == [
        *(6, 9, 16, 19, 60, 61, 66, 68, 69, 86, 89, 90, 91, 96, 98, 99)
    ]
    tents = contents(table_tents.fill(for_reader(large(60, 12), Audience.EVERYONE), LETTER))
    assert [tent.numeral.text for tent in tents if tent.numeral.is_underlined] == ["6", "9"]


def test_the_turned_half_is_no_second_text_for_screen_readers():
    page = Page(render_packet(small(), LETTER)["table-tents.html"])
    hidden = [attributes for tag, attributes, _ in page.elements if "back" in attributes.get("class", "").split()]
    assert len(hidden) == 3
    assert all(attributes["aria-hidden"] == "true" for attributes in hidden)


def test_the_door_list_has_lines_for_all_and_tells_where_seats_are_free():
    filled = door_list.fill(for_reader(small(), Audience.EVERYONE), LETTER).room
    on_it = [person.name for lines in filled.letters.values() for _, person in lines]
    assert on_it[-1] == "نور الهدى السعيد"
    assert len(on_it) == 14
    assert [place.number for place in filled.with_room] == [1, 3]
    many = door_list.fill(for_reader(large(500, 50), Audience.EVERYONE), LETTER).room
    assert (len(filled.walk_in_lines), len(many.walk_in_lines)) == (12, 50)


def test_the_wall_chart_names_everybody_twice():
    filled = wall_chart.fill(for_reader(small(), Audience.EVERYONE), LETTER)
    at_tables = [p.name for page in filled.pages for place in page for p in (*place.people, *place.staff)]
    assert sorted(at_tables) == sorted(person.alone for page in filled.names for _, person in page)
    assert UNLISTED not in at_tables


@pytest.mark.parametrize("settings", [LETTER, A4, Settings(badge_stock="plain", place_stock="5302", language="es")])
def test_nothing_that_others_may_not_see_is_on_these_pages(settings):
    made = render_packet(small(), settings)
    for name in ("badges.html", "table-tents.html", "door-list.html", "wall-chart.html"):
        page = Page(made[name])
        assert "step-free" not in made[name]
        assert "@example.org" not in made[name]
        assert UNLISTED not in made[name]
        ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert len(page.all("h1")) == 1


def test_hostile_names_stay_text():
    result = small()
    people = [
        replace_name(person, "<script>alert(1)</script> {{ 7*7 }}") if person.id == "p01" else person
        for person in result.people
    ]
    made = render_packet(result_of(People(tuple(people)), result.convening, dict(result.plan.seats)), LETTER)
    for name in ("badges.html", "door-list.html", "wall-chart.html"):
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in made[name]
        assert "<script" not in made[name]


def replace_name(person, name):
    return person.model_copy(update={"name": name})


def test_an_empty_room_needs_no_badges():
    result = small()
    empty = result_of(result.people, result.convening.model_copy(update={"tables": (), "requirements": ()}), {})
    assert badges.fill(for_reader(empty, Audience.EVERYONE), LETTER) is None
    assert table_tents.fill(for_reader(empty, Audience.EVERYONE), LETTER) is None


def test_a_seat_that_is_held_shows_for_whom():
    held = [
        Person(id="h1", name="", status=Invitation.OPEN, organization="Oak Fund", sector="philanthropy"),
        Person(id="h2", name="", status=Invitation.OPEN, sector="labor"),
    ]
    result = small()
    people = type(result.people)((*result.people, *held))
    seated = result_of(people, result.convening, {**result.plan.seats, "h1": "capital", "h2": "talent"})
    cards = {
        card.given.text: card for card in contents(badges.fill(for_reader(seated, Audience.EVERYONE), LETTER)) if card
    }
    assert (cards["Oak Fund"].rest, cards["Oak Fund"].below.text) == (None, "Reserved seat")
    assert (cards["labor"].rest, cards["labor"].below.text) == (None, "Reserved seat")
    assert not [text for text in cards if text.startswith("open")]


def test_place_cards_follow_the_chairs_of_each_table():
    rows = [{"id": name, "name": name, "with": "Zed" if name == "Ana" else ""} for name in ("Ana", "Ben", "Cam", "Zed")]
    tables = {"tables": [{"id": "t", "seats": 4}], "requirements": []}
    ordered = solve(rows, {**tables, "chairs": {"together": "beside"}})
    cards = [card for card in contents(place_cards.fill(for_reader(ordered, Audience.EVERYONE), A4)) if card]
    assert [card.chair for card in cards] == [1, 2, 3, 4]
    assert [card.name.text for card in cards] == sorted(("Ana", "Ben", "Cam", "Zed"), key=ordered.chairs.__getitem__)
    spots = (
        draw_floor(ordered.convening, ordered.room, places(for_reader(ordered, Audience.EVERYONE)), ()).tables[0].spots
    )
    assert [(spot.chair, spot.person) for spot in spots] == [(ordered.chairs[c.name.text], c.name.text) for c in cards]
    assert {
        card.chair
        for card in contents(place_cards.fill(for_reader(solve(rows, tables), Audience.EVERYONE), A4))
        if card
    } == {None}


def test_the_card_of_a_guest_without_a_name_has_a_line_to_write_on():
    rows = [{"name": "Ana Ruiz", "plus one": "yes"}, {"name": "Ben Okafor", "plus one": ""}]
    packet = render_packet(solve(rows, {"tables": {"count": 1}}), Settings(pages=("wedding",)))
    for page, sides in (("place-cards.html", 2), ("escort-cards.html", 1)):
        small_type = re.findall(r'<p class="laid-at" dir="auto">([^<]*)</p>', packet[page])
        assert len(small_type) == sides
        assert packet[page].count(small_type[0]) == sides
