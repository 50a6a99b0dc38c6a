"""If several rounds are planned together, badges and letters say where each person sits in each of them."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from seating.convening.schema import RoundPlan
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.report.packet import badges
from seating.report.pages import render_packet
from seating.report.planned_seats import planned_seats
from seating.report.spreadsheets import letters_csv
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience

from ..conftest import Page
from ..made_up import large, small
from ..stock.guests import NAMES, room

ENGLISH = words_in("en")
MM = 25.4 / 72


def rotating(result: Result, rounds: int, number: int = 1) -> Result:
    """Return a round as one of several: in each round, everybody sits one table further."""
    tables = [table.id for table in result.room.tables]
    planned = {
        n: {person: tables[(tables.index(at) + n - number) % len(tables)] for person, at in result.plan.seats.items()}
        for n in range(1, rounds + 1)
    }
    rooms = replace(result.room, round_number=number)
    return replace(result, planned=planned, room=rooms)


def cards(result: Result, **settings) -> dict:
    filled = badges.fill(for_reader(result, Audience.EVERYONE), Settings(**settings))
    return {card.content.name: card.content for sheet in filled.layout.sheets for card in sheet.cards if card.content}


def test_a_round_that_was_planned_alone_has_no_rotation():
    assert planned_seats(small(), "p01", ENGLISH) == ()
    assert cards(small())["Ana Ruiz"].rotation is None
    assert 'class="rotation"' not in render_packet(small())["badges.html"]


def test_a_badge_lists_every_round_of_the_plan():
    rotation = cards(rotating(small(), 3, number=2))["Ana Ruiz"].rotation
    assert [(stop.number, stop.table.text, stop.round.text, stop.is_now) for stop in rotation.stops] == [
        (3, "t03", "Round 1", False),
        (1, "Capital", "Round 2 · 9:30", True),
        (2, "Talent and skill", "Round 3", False),
    ]


def test_the_day_of_a_round_is_given_where_the_convening_has_it():
    result = rotating(small(), 2)
    plans = tuple(RoundPlan.model_validate({"day": day}) for day in ("2026-03-03", "2026-06-02"))
    result = replace(result, convening=result.convening.model_copy(update={"rounds": plans}))
    assert [one.round for one in planned_seats(result, "p01", ENGLISH)] == [
        "Round 1 · 2026-03-03 · 9:30",
        "Round 2 · 2026-06-02",
    ]


def test_a_later_round_without_a_day_does_not_have_that_of_the_tables():
    result = rotating(small(), 2)
    tables = tuple(table.model_copy(update={"day": "2026-03-03"}) for table in result.convening.tables)
    update = {"tables": tables, "rounds": (RoundPlan.model_validate({"day": "2026-03-03"}),)}
    room = replace(result.room, tables=tables)
    result = replace(result, convening=result.convening.model_copy(update=update), room=room)
    assert [one.round for one in planned_seats(result, "p01", ENGLISH)] == [
        "Round 1 · 2026-03-03 · 9:30",
        "Round 2",
    ]


def test_a_round_to_which_somebody_does_not_come_is_left_out():
    result = rotating(small(), 3)
    del result.planned[2]["p01"]
    assert [one.round for one in planned_seats(result, "p01", ENGLISH)] == ["Round 1 · 9:30", "Round 3"]


def test_staff_have_their_rounds_too():
    assert [stop.number for stop in cards(rotating(small(), 3))["Nadia Haddad"].rotation.stops] == [1, 2, 3]


def test_letters_list_every_round_in_the_language_of_the_packet():
    def rotation(language: str) -> str:
        rows = letters_csv(rotating(small(), 2), words_in(language)).decode("utf-8-sig").splitlines()
        return next(row["rotation"] for row in csv.DictReader(rows) if row["name"] == "Ana Ruiz")

    assert rotation("en") == "Round 1 · 9:30: 1 Capital; Round 2: 2 Talent and skill"
    assert rotation("es") == "Ronda 1 · 9:30: 1 Capital; Ronda 2: 2 Talent and skill"


@pytest.mark.parametrize("stock", ["5395", "74541", "5390", "5371", "5164", "L4785", "L7418", "C32011", "plain"])
def test_six_rounds_leave_names_large_and_can_be_read(stock):
    """Table and round are at least 4 points high with the longest of table names, and given names stay large."""
    made = cards(rotating(room(("Ana Ruiz", "Mei", "Boris Vance", "Kiri Tamahori")), 6), badge_stock=stock)
    stops = [stop for card in made.values() for stop in card.rotation.stops]
    assert len(stops) == 30
    assert min(min(stop.table.size, stop.round.size) for stop in stops) >= 4
    assert min(card.given.size for card in made.values()) >= 20


def test_everything_on_a_card_fits_above_its_rotation():
    for rounds in (2, 6, 8, 9, 50):
        result = rotating(room(), rounds)
        panel = badges.fill(for_reader(result, Audience.EVERYONE), Settings()).panel
        for card in cards(result).values():
            used = card.given.height + card.below.height + (card.rest.height if card.rest else 0)
            assert used + card.rotation.height <= panel.body + panel.foot + 0.02


def test_with_many_rounds_a_badge_gives_the_numbers():
    rotation = next(iter(cards(rotating(large(24, 4), 13)).values())).rotation
    assert rotation.stops == ()
    assert rotation.numbers.text.startswith("Round 1: ")
    assert rotation.numbers.text.count(" · ") == 12
    assert rotation.numbers.size >= 6


def test_names_in_every_script_are_on_the_page():
    html = render_packet(rotating(room(), 6))["badges.html"]
    assert html.count('<ol class="rotation"') == len(NAMES) + 1
    lists = [parents[-1] for tag, attributes, parents in Page(html).elements if attributes.get("class") == "now"]
    assert lists == ["ol"] * (len(NAMES) + 1)


@pytest.mark.browser
@pytest.mark.parametrize("stock", ["5395", "L4785"])
def test_six_rounds_are_printed_inside_each_card(chromium, tmp_path, stock):
    """Every letter of every card is inside the card's printable area, under long names too."""
    pdfplumber = pytest.importorskip("pdfplumber", reason="printed pages are not measured")
    settings = Settings(badge_stock=stock, paper="A4" if stock.startswith("L") else "Letter")
    result = rotating(room(), 6)
    filled = badges.fill(for_reader(result, Audience.EVERYONE), settings)
    page, made = tmp_path / "badges.html", tmp_path / "badges.pdf"
    page.write_text(render_packet(result, settings)["badges.html"], encoding="utf-8")
    chromium(page, f"--print-to-pdf={made}")
    stock_used, panel = filled.layout.stock, filled.panel
    with pdfplumber.open(made) as pdf:
        assert len(pdf.pages) == len(filled.layout.sheets)
        for sheet, printed in zip(filled.layout.sheets, pdf.pages, strict=True):
            for letter in (one for one in printed.chars if one["text"].strip()):
                left, right = letter["x0"] * MM, letter["x1"] * MM
                baseline = (printed.height - letter["matrix"][5]) * MM
                assert [
                    card
                    for card in sheet.cards
                    if card.x + stock_used.inset_x - 0.5 <= left
                    and right <= card.x + stock_used.inset_x + panel.width + 0.5
                    and card.y + stock_used.inset_y <= baseline <= card.y + stock_used.inset_y + panel.height
                ], f"{letter['text']!r} at {left:.1f} mm, {baseline:.1f} mm is on no card"
