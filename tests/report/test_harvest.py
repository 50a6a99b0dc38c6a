"""The section on what the tables found."""

from __future__ import annotations

import json
from dataclasses import replace

from seating.forms.harvest import Harvest, Statement, read_harvest
from seating.present.settings import Settings
from seating.report.packet import what_we_heard
from seating.report.pages import render_report
from seating.report.record import as_record
from seating.report.sections import harvest as section
from seating.room.tables import SheetTables, Table, TableKind
from seating.sources import read_bytes
from tests.present.told import cells, titles, told

from .conftest import Page
from .made_up import small

HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }}"


def found(*statements: Statement):
    result = small()
    return replace(result, harvest=Harvest("harvest.csv", "0" * 64, statements))


def said(table: str, theme: str, text: str = "words", voice: str = "") -> Statement:
    return Statement(table, "What is missing?", (theme,) if theme else (), text, voice, 2)


def test_without_a_harvest_there_is_no_section():
    assert not list(section.list_blocks(small()))
    assert "What the tables found" not in render_report(small())


def test_themes_are_counted_in_the_order_of_the_tables():
    result = found(said("talent", "Rent"), said("talent", "Rent"), said("capital", "Rent"), said("capital", ""))
    blocks = list(section.list_blocks(result))
    caption = "Number of statements on each theme, by table"
    assert cells(blocks)[caption] == [("Rent", "3", "2", "1", "2", "–")]
    assert [title[0] for title in titles(blocks, caption)[3:]] == ["1", "2", "3"]
    assert told(blocks).endswith("No theme yet\n  words\n      Capital · What is missing?")
    assert f"No sheet was entered from: {result.room.tables[2].label}." in told(blocks)
    assert as_record(result)["themes"] == [{"theme": "Rent", "statements": 3, "tables": {"talent": 2, "capital": 1}}]
    assert "words" not in json.dumps(as_record(result)["themes"])


def test_a_page_in_spanish_shows_the_questions_in_spanish():
    source = read_bytes("table,question,theme,text\na,1,Rent,x\na,¿Qué falta?,Rent,y\n".encode(), "h.csv")
    table = Table(id="a", questions={"en": ["What is missing?"], "es": ["¿Qué falta?"]})
    read = read_harvest(source, SheetTables((table,)))
    result = found(*(replace(one, table="talent") for one in read.statements))
    page = Page(render_report(result, Settings(language="es"))).texts
    assert "¿Qué falta?" in page
    assert any(text.endswith(" · ¿Qué falta?") for text in page)
    assert not any("What is missing?" in text for text in page)
    assert cells(section.list_blocks(result))["Number of statements on each theme, by question"] == [("Rent", "2")]


def test_what_a_governance_table_without_seats_found_is_printed_under_its_name():
    steer = Table(id="steer", name="Steering", kind=TableKind.STEERING, people=("p01",))
    result = found(said("steer", "Rent"), said("talent", "Rent"), said("steer", "", "Ours"))
    governed = result.convening.model_copy(update={"tables": (steer, *result.convening.tables)})
    blocks = list(section.list_blocks(replace(result, convening=governed)))
    caption = "Number of statements on each theme, by table"
    assert titles(blocks, caption)[-1] == "4 Steering"
    assert cells(blocks)[caption] == [("Rent", "2", "2", "–", "1", "–", "1")]
    assert "Ours\n      Steering · What is missing?" in told(blocks)
    assert "4 Steering" not in titles(
        section.list_blocks(replace(found(said("talent", "Rent")), convening=governed)), caption
    )


def test_what_a_table_said_that_was_split_since_is_printed_under_its_name():
    result = found(said("talent", "Rent"), said("business", "Rent", "Ours"))
    read = replace(result, harvest=replace(result.harvest, former={"business": "Business (round 1)"}))
    blocks = list(section.list_blocks(read))
    caption = "Number of statements on each theme, by table"
    assert titles(blocks, caption)[-1] == "Business (round 1)"
    assert cells(blocks)[caption] == [("Rent", "2", "2", "–", "1", "–", "1")]
    assert "Ours\n      Business (round 1)" in told(blocks)
    assert "Business (round 1)\n" in told(list(what_we_heard.list_blocks(read)))


def test_no_sheet_is_missed_from_a_table_where_no_one_sits():
    """A table has a sheet if someone sits there, staff too; a seat that is only held fills in no sheet."""
    result = found(said("talent", "Rent"))
    last = result.room.tables[2]
    away = {person: "talent" if table == last.id else table for person, table in result.plan.seats.items()}
    empty = replace(result, plan=replace(result.plan, seats=away, further={}))
    assert f"No sheet was entered from: Capital and {last.label}." in told(section.list_blocks(result))
    assert "No sheet was entered from: Capital." in told(section.list_blocks(empty))


def test_a_voice_is_counted_at_all_tables_where_its_people_sit():
    """Not only at the table that needs it: people of micro businesses sit at all three."""
    result = found(said("talent", "Rent"), said("capital", "Rent"))
    needed = [
        replace(voice, tables={"capital": 2}) for voice in result.review.voices if voice.name == "Microentrepreneurs"
    ]
    blocks = section.list_blocks(replace(result, review=replace(result.review, voices=tuple(needed))))
    assert cells(blocks)["Themes at the tables where people with each voice had a seat"] == [
        ("Microentrepreneurs", "2")
    ]


def test_themes_that_are_not_counted_by_voice_are_counted():
    shown = [said("talent", f"Theme {n}") for n in range(section.MOST_THEMES_BY_VOICE)]
    assert "not shown" not in told(section.list_blocks(found(*shown)))
    assert "2 more are not shown." in told(
        section.list_blocks(
            found(
                *shown,
                said(
                    "talent",
                    "Z",
                ),
                said("talent", "Y"),
            )
        )
    )


def test_hostile_text_is_shown_and_nothing_else():
    page = Page(render_report(found(said("talent", HOSTILE, HOSTILE))))
    assert page.all("img") == []
    assert not any(name.startswith("on") for _, attributes, _ in page.elements for name in attributes)
    assert page.texts.count(HOSTILE) >= 3


def test_the_name_of_a_private_voice_is_nowhere():
    """Neither in the table of voices nor beside the words somebody typed under that name."""
    result = small()
    voice = result.review.voices[0]
    harvest = Harvest("h.csv", "0" * 64, (said("talent", "Rent", "words", voice.name),))
    hidden = replace(result, harvest=harvest, private_names={**result.private_names, voice.id: "private-9"})
    assert voice.name not in told(section.list_blocks(hidden))
    open_one = section.list_blocks(replace(hidden, private_names=result.private_names))
    assert told(open_one).endswith(f"What is missing? · {voice.name}")
