"""Worksheets that the tables and the convener keep between meetings."""

from __future__ import annotations

from datetime import date

import pytest

from seating.errors import InputError
from seating.forms.worksheets import (
    FEEDBACK,
    IDEAS,
    MEASURE,
    POLICY,
    REQUESTS,
    RESULTS,
    THEORY,
    UNPLACED,
    WORKSHEETS,
    Line,
    Worksheet,
    Worksheets,
    read_worksheet,
)
from seating.profiles import People
from seating.room.tables import SheetTables
from seating.sources import read_bytes
from tests.builders import person, table

PEOPLE = People(tuple(map(person, ("ana", "ben"))))
TABLES = SheetTables(tuple(table(one) for one in ({"id": "north", "name": "North hall"}, {"id": "south"})))


def reading(worksheet: Worksheet, text: str) -> Worksheets:
    return read_worksheet(read_bytes(text.encode(), worksheet.file), worksheet, PEOPLE, TABLES)


def lines_of(worksheet: Worksheet, text: str) -> tuple[Line, ...]:
    return reading(worksheet, text).of(worksheet)


def test_a_request_has_its_table_owner_kind_and_days() -> None:
    (one,) = lines_of(
        REQUESTS, "table,ask,kind,owner,asked on\nnorth HALL,Permit dates,Policy,ana; Mill School,2026-09-01\n"
    )
    assert (one.table, one["request"], one["kind"], one.days) == (
        "north",
        "Permit dates",
        POLICY,
        {"asked": date(2026, 9, 1)},
    )
    assert [(name.text, name.person) for name in one.names["owner"]] == [("Ana", "ana"), ("Mill School", None)]


def test_another_table_is_named_as_it_is_called_today() -> None:
    """By its earlier name, its earlier id or its number; other texts stay as typed."""
    now = tuple(table(one) for one in ({"id": "north", "name": "North hall", "was": ["shed"]}, {"id": "south"}))
    then = tuple(table(one) for one in ({"id": "shed", "name": "Old shed"}, {"id": "south"}))
    tables = SheetTables(now, {1: then})
    rows = "table,right table,better table\n" + "".join(
        f"south,no,{one}\n" for one in ("old SHED", "shed", "1", "Home")
    )
    lines = read_worksheet(read_bytes(rows.encode(), FEEDBACK.file), FEEDBACK, PEOPLE, tables).of(FEEDBACK)
    assert [one["better table"] for one in lines] == ["North hall", "North hall", "North hall", "Home"]
    rows = "request,asked of\nPermits,old shed\nPermits,Mayor\n"
    lines = read_worksheet(read_bytes(rows.encode(), REQUESTS.file), REQUESTS, PEOPLE, tables).of(REQUESTS)
    assert [one["asked of"] for one in lines] == ["North hall", "Mayor"]


def test_headings_and_words_are_read_in_spanish() -> None:
    (one,) = lines_of(THEORY, "mesa,parte,texto\n2,indicador,Préstamos\n")
    assert (one.table, one["part"], one["text"]) == ("south", MEASURE, "Préstamos")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hypothesis", "assumption"),
        ("Key drivers", "measure"),
        ("key driver", "measure"),
        ("Prioritized outcome", "goal"),
        ("hipótesis", "assumption"),
    ],
)
def test_a_theory_may_be_written_in_other_common_words(written: str, meant: str) -> None:
    found = reading(THEORY, f"table,part,text\nnorth,{written},Loans\n")
    assert ([one["part"] for one in found.of(THEORY)], found.notes) == ([meant], ())


def test_cells_without_a_meaning_are_notes_and_the_row_counts() -> None:
    found = reading(REQUESTS, "table,request,kind,asked\nwest,A van,resorce,soon\n")
    (one,) = found.of(REQUESTS)
    assert (one.table, one["kind"], one.days) == ("", "other", {})
    assert [note.slug for note in found.notes] == ["table-unknown", "worksheet-word", "cell-no-date"]
    assert 'Did you mean "resource"?' in found.notes[1].text


def test_a_row_about_nothing_is_a_note_and_dashes_are_blank() -> None:
    found = reading(IDEAS, "idea,theme,from\n–,Capital,ana\nMicro loans,n/a,\n")
    (one,) = found.of(IDEAS)
    assert (one["idea"], one["theme"], one.names["from"]) == ("Micro loans", "", ())
    assert [(note.slug, "line" in note.text or ":2" in note.text) for note in found.notes] == [
        ("worksheet-empty", True)
    ]


def test_a_file_without_its_headings_is_refused_with_the_row_to_write() -> None:
    with pytest.raises(InputError, match=r"table,part,text,baseline,target,source"):
        reading(THEORY, "a,b\n1,2\n")


def test_a_story_has_consent_only_where_the_cell_tells() -> None:
    found = lines_of(RESULTS, "result,story,consent\na,s,signed\nb,s,\nc,s,perhaps\n")
    assert [one["consent"] for one in found] == ["yes", "no", "no"]


@pytest.mark.parametrize("worksheet", [*WORKSHEETS, RESULTS], ids=lambda one: one.name)
def test_each_declaration_is_complete(worksheet: Worksheet) -> None:
    names = [one.name for one in worksheet.fields]
    assert worksheet.subject in names
    assert {*worksheet.names, *worksheet.days, *worksheet.words} <= set(names)
    assert all("" in words for words in worksheet.words.values())


NORTH, SOUTH = TABLES.now
FAR, NEAR = (table({"id": one, "was": ["north"]}) for one in ("far", "near"))
SPLIT = SheetTables((FAR, NEAR, SOUTH), {1: (NORTH, SOUTH), 2: (FAR, NEAR, SOUTH)})


@pytest.mark.parametrize("cell", ["north", "North hall", "1"])
def test_a_row_of_a_table_that_was_split_stays_with_the_table_as_it_was(cell: str) -> None:
    """As a saved promise does."""
    text = f"table,request,round\n{cell},A van,1\n"
    found = read_worksheet(read_bytes(text.encode(), "requests.csv"), REQUESTS, PEOPLE, SPLIT)
    assert [line.table for line in found.of(REQUESTS)] == ["north"]
    assert [one.id for one in found.former] == ["north"]
    assert not found.notes


@pytest.mark.parametrize(("cell", "told"), [("2", "could be south in round 1 or near in round 2"), ("2,9", "round 9")])
def test_a_number_that_could_be_of_several_rounds_is_a_note_and_the_row_is_kept(cell: str, told: str) -> None:
    table_cell, _, number = cell.partition(",")
    text = f"table,right table,round\n{table_cell},no,{number}\nsouth,yes,\n"
    found = read_worksheet(read_bytes(text.encode(), "feedback.csv"), FEEDBACK, PEOPLE, SPLIT)
    assert [line.table for line in found.of(FEEDBACK)] == [UNPLACED, "south"]
    (note,) = found.notes
    assert note.slug == "table-of-round"
    assert told in note.text
    assert "so the row is listed without a table" in note.text


def test_texts_have_words_for_people_who_were_forgotten() -> None:
    (one,) = lines_of(
        REQUESTS, "table,ask,owner,answer\nnorth,A letter from forgotten-1,forgotten-1,forgotten-12 wrote\n"
    )
    assert one["request"] == "A letter from a person whose data was removed"
    assert one["answer"] == "a person whose data was removed wrote"
    assert [name.text for name in one.names["owner"]] == ["forgotten-1"], "hand-overs are found by it"
