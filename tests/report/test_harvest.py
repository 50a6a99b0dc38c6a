"""The section on what the tables found, and the problem-solving sheets."""

from __future__ import annotations

import json
from dataclasses import replace

from seating.convening.schema import RoundPlan
from seating.harvest import Harvest, Statement
from seating.present.settings import STANDARD
from seating.report.packet import problem_solving
from seating.report.pages import render_packet, render_report
from seating.report.record import as_record
from seating.report.sections import harvest as section
from seating.tables import Stage, TableKind

from .conftest import Page
from .made_up import small

HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }}"


def found(*statements: Statement):
    result = small()
    return replace(result, harvest=Harvest("harvest.csv", "0" * 64, statements))


def said(table: str, theme: str, text: str = "words", voice: str = "") -> Statement:
    return Statement(table, "What is missing?", (theme,) if theme else (), text, voice, 2)


def test_without_a_harvest_there_is_no_section():
    assert section.fill(small(), STANDARD) is None
    assert "What the tables found" not in render_report(small())


def test_themes_are_counted_in_the_order_of_the_tables():
    result = found(said("talent", "Rent"), said("talent", "Rent"), said("capital", "Rent"), said("capital", ""))
    data = section.fill(result, STANDARD)
    (rent,) = data.themes
    assert (rent.statements, rent.tables, rent.by_table) == (3, 2, (1, 2, 0))
    assert [heading.number for heading in data.headings] == [1, 2, 3]
    assert len(data.without_theme) == 1
    assert data.silent == result.room.tables[2].label
    assert as_record(result)["themes"] == [{"theme": "Rent", "statements": 3, "tables": {"talent": 2, "capital": 1}}]
    assert "words" not in json.dumps(as_record(result)["themes"])


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
    shown = section.fill(hidden, STANDARD)
    assert all(line.name != voice.name for line in shown.voices)
    assert [one.voice for theme in shown.themes for one in theme.said] == [""]
    open_one = section.fill(replace(hidden, private_names=result.private_names), STANDARD)
    assert [one.voice for theme in open_one.themes for one in theme.said] == [voice.name]


def test_a_problem_solving_sheet_has_the_four_steps_for_each_table():
    html = render_packet(small())["problem-solving.html"]
    text = " ".join(Page(html).texts)
    assert len(Page(html).all("article")) == len(small().room.tables)
    for name in ("Define", "Interpret", "Find", "Reflect"):
        assert text.count(name) >= len(small().room.tables)


def test_a_sheet_says_stage_and_cadence():
    result = small()
    rounds = (RoundPlan(stage=Stage.NORMING, cadence="every second Tuesday"),)
    result = replace(result, convening=result.convening.model_copy(update={"rounds": rounds}))
    data = problem_solving.fill(result, STANDARD)
    assert data.cadence == "every second Tuesday"
    assert {sheet.stage for sheet in data.sheets} == {"norming"}
    assert "every second Tuesday" in render_packet(result)["problem-solving.html"]


def test_tables_that_listen_get_no_sheet():
    result = small()
    tables = tuple(table.model_copy(update={"kind": TableKind.LISTENING}) for table in result.room.tables)
    listening = replace(result, room=replace(result.room, tables=tables))
    assert problem_solving.fill(listening, STANDARD) is None
