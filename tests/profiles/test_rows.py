"""Rows: blank, short, long, nameless; and whatever may be odd about a cell."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.profiles import ALWAYS_PRIVATE, Status
from seating.profiles import reader as reading_of_people
from seating.profiles.name_cells.reader import read_name_cell
from seating.profiles.reader import read_people
from seating.sources import read_bytes
from tests.profiles.lists import persons, reading, said, wrong

VALUE = st.text(st.characters(exclude_categories=("C",), exclude_characters=";"), min_size=1).filter(str.strip)


def is_one_name(text: str) -> bool:
    found = read_name_cell(text)
    return found.names == (text,) and found.number == 1 and not (found.total or found.is_open)


@given(VALUE.filter(lambda name: "@" not in name and is_one_name(f"A {name}")), VALUE)
def test_names_and_own_values_come_back_as_typed(name, value):
    """Nothing is silently altered but space around a value."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([["name", "id", "own"], ["A " + name, "1", "b" + value]])
    (person,) = persons(written.getvalue())
    assert person.name == ("A " + name).strip()
    assert person.own["own"] == (("b" + value).strip(),)


def test_blank_rows_are_skipped_and_counted():
    text = "name,x\n\n ,\u00a0\nAda,1\n,,\nBo,2\n"
    assert [(person.name, person.line) for person in persons(text)] == [("Ada", 4), ("Bo", 6)]


def test_missing_cells_at_the_end_are_empty_and_said():
    (note,) = said("name,x,y\nAda\nBo,1,2\nCleo,1\n", "cells-missing")
    assert "lines 2 and 4" in note.text


def test_each_surplus_cell_is_named():
    assert wrong("name,x\nAda,1,2,,3\nBo,1,\n") == [(2, None, "cell-surplus"), (2, None, "cell-surplus")]


def test_columns_of_one_meaning_are_added_up():
    (ada, bo) = persons("name,Dietary needs,Access needs\nAda,vegan,step-free\nBo,,hearing loop\n")
    assert (ada.needs, bo.needs) == (("vegan", "step-free"), ("hearing loop",))


def test_padding_is_nothing():
    assert len(persons("name,x,,\nAda,1,,\n,,,\n")) == 1


def test_headings_without_people():
    assert wrong("name,organization\n,\n") == [(1, None, "no-people")]


def test_rows_without_a_name_are_all_named():
    assert wrong("name,organization\n,Slate\n  ,Tern\nAda,\n") == [
        (2, "name", "name-missing"),
        (3, "name", "name-missing"),
    ]


def test_an_open_seat_may_have_no_name_when_it_says_who_is_meant():
    (seat,) = persons("name,status,sector\n,open,labor\n")
    assert (seat.status, seat.label) == (Status.OPEN, "open seat (labor)")
    assert wrong("name,status,sector\n,open,\n") == [(2, "name", "open-seat-unsaid")]
    assert wrong("name,status,sector\n,invited,labor\n") == [(2, "name", "name-missing")]


def test_a_list_of_ids_is_printed_by_its_ids():
    text = "id,organization\n007,Tern\nx,Slate\n"
    assert [(person.id, person.name, person.label) for person in persons(text)] == [
        ("007", "007", "007"),
        ("x", "x", "x"),
    ]
    assert len(said(text, "name-from-id")) == 1


def test_a_placeholder_for_a_name_is_noted():
    assert len(said("name,id\nTBD,1\n?,2\nTad Bede,3\n", "name-placeholder")) == 2


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#n/a"])
@pytest.mark.parametrize("column", ["organization", "representative_type", "interests", "own"])
def test_a_spreadsheets_error_is_no_value(column, value):
    assert wrong(f"name,{column}\nAda,{value}\n") == [(2, column, "error-value")]


def test_an_error_for_a_name_is_no_missing_name():
    assert wrong("name,own\n#NAME?,1\n") == [(2, "name", "error-value")]


@pytest.mark.parametrize("value", ["=SUM(A1:A9)", "@SUM(A1:A9)", "+Open Orchard", "-x", "=1"])
def test_what_begins_like_a_formula_is_kept_and_said(value):
    text = f"name,organization\nAda,{value}\n"
    assert persons(text)[0].organization == value
    (note,) = said(text, "formula-text")
    assert "people.csv:2" in note.text
    assert value in note.text


@pytest.mark.parametrize("value", ["-", "-5", "3-4", "+1 555 01 02", "- none", "#1 Bakery", "@Cleo", "-- Public --"])
def test_a_dash_or_a_number_is_no_formula(value):
    assert said(f"name,organization\nAda,{value}\n", "formula-text") == []


def test_invisible_characters_are_named_and_kept():
    (note,) = said("name,id\nA\u200bda,1\n", "invisible-characters")
    assert "U+200B" in note.text
    assert persons("name,id\nA\u200bda,1\n")[0].name == "A\u200bda"


@pytest.mark.parametrize("name", ["👩🏽‍🌾 Fern", "نور الهدى", "می‌خواهم", "Zoë"])
def test_joiners_within_a_word_are_at_home(name):
    assert said(f"name,id\n{name},1\n", "invisible-characters") == []


def test_equal_remarks_make_one_note_and_many_notes_are_counted():
    rows = "".join(f"P{number},DM,=x{number}\n" for number in range(30))
    notes = reading("name,representative_type,x\n" + rows).notes
    assert len([note for note in notes if note.slug == "role-abbreviated"]) == 1
    formulas = [note.text for note in notes if note.slug == "formula-text"]
    assert len(formulas) == 11
    assert "20 more" in formulas[-1]


@pytest.mark.room
def test_many_equal_problems_are_one_with_a_count():
    rows = "".join(f"P{number},observer,{number}\n" for number in range(3000))
    with pytest.raises(InputError) as failure:
        reading("name,representative_type,x\n" + rows + "Last,doer,#REF!\n")
    role, value = failure.value.problems
    assert (role.slug, role.count, role.lines) == ("role-unknown", 3000, tuple(range(2, 14)))
    assert (value.line, value.column, value.slug) == (3002, "x", "error-value")


def test_problems_are_in_the_order_of_their_lines():
    text = "name,representative_type,interests\nAda,x,capital\nBo,doer,capital:9\n,doer,a\nCleo,y,:1\n"
    assert [line for line, _, _ in wrong(text)] == [2, 3, 4, 5, 5]


@pytest.mark.parametrize("column", [*sorted(ALWAYS_PRIVATE - {"email", "phone", "attending", "status"}), "case notes"])
def test_a_note_for_others_has_no_private_value(column):
    """`shared_text` goes into files that others see."""
    text = f"name,id,{column}\n=Ada,1,=Bo\n=Bo,2,\nCleo,3,\u200bBo\n"
    if column in {"with", "wishes", "apart", "avoids"}:
        text = text.replace("\u200bBo", "\u200b=Bo")
    notes = [note for note in reading(text).notes if f'column "{column}"' in note.text]
    assert notes
    for note in notes:
        assert "Bo" not in str(note.shared_text)
        assert note.shared_text is not None


def test_more_people_than_any_room_holds_are_refused_at_once(monkeypatch):
    monkeypatch.setattr(reading_of_people, "MOST_PEOPLE", 3)
    with pytest.raises(InputError, match=r"4 rows of people; it can have at most 3.*\[too-many-rows\]"):
        persons("name\nAna\nBen\nCam\nDov\n")
    with pytest.raises(InputError, match=r"stand for 5 people; a list can have at most 3.*\[too-many-rows\]"):
        persons("name,party size\nAna,2\nBen,3\n")


def test_too_many_people_in_columns_are_refused_before_their_rows_are_read(monkeypatch):
    monkeypatch.setattr(reading_of_people, "MOST_PEOPLE", 5)
    monkeypatch.setattr(reading_of_people, "read_rows", None)
    with pytest.raises(InputError, match=r"stand for 6 people; a list can have at most 5.*\[too-many-rows\]"):
        persons("Table 1,Table 2\nAna Soto,Ben Ode\nCam Lee,Dov Kim\nEli Roth,Fay Lund\n")


def test_a_command_reads_a_list_of_many_people_only_with_an_option(monkeypatch):
    monkeypatch.setattr(reading_of_people, "USUAL_PEOPLE", 3)
    monkeypatch.setattr(reading_of_people, "MOST_PEOPLE", 4)
    source = read_bytes(b"name\nAna\nBen\nCam\nDov\n", "people.csv")
    assert len(read_people(source).people) == 4
    with pytest.raises(InputError, match=r"4 rows of people; it can have at most 3\. Delete.*batch.*`--large`"):
        read_people(source, large=False)
    source = read_bytes(b"name\nAna\nBen\nCam\nDov\nEli\n", "people.csv")
    with pytest.raises(InputError, match=r"5 rows of people; it can have at most 3\. Split the list"):
        read_people(source, large=False)
