"""Cells that name people: no letter is lost, what is written is read alike, and no order changes who is read."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.profiles.name_cells.cell import Doubt, Kind, NameCell
from seating.profiles.name_cells.list_names import know_names
from seating.profiles.name_cells.reader import read_companions, read_name_cell
from tests.profiles.lists import persons, wrong

GIVEN = ("Ana", "Ben", "Cleo", "Dr. Lena", "José", "Anna-Lena", "Wei")
FAMILY = ("Soto", "Ode", "Hart", "de la Cruz", "O'Neal", "Ash-Vane")
PIECES = (
    *("Ana", "Ben Ode", "Mr", "Hill, Tom", "The Fox family", "ana@x.example", "<ben@x.example>", "(vegan)", "(2)"),
    *("(2 adults, 1 kid)", "+1", "guest", "2 kids", "my husband", "yes,", "family of 4", "PhD", "12 Oak Street", "?"),
    *("her", "tbc", ":", "-", "(", ")", "Law", "José", "山田 花子", "n.n.", "none", "(and Bo)", "partner: Ben", "12"),
)
JOINS = (" ", ", ", " & ", " and ", "; ", " + ", "/", "\n", " y ", "")
FULL = st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILY)).map(" ".join)
COUNT = st.sampled_from(["guest", "2 kids", "her husband", "1 adult", "3 people", "baby"])
CELLS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(JOINS)), min_size=1, max_size=5).map(
    lambda parts: "".join(piece + join for piece, join in parts)
)


def counted(cell: NameCell) -> tuple[object, ...]:
    return cell.names, cell.family, cell.more, cell.children, cell.total, cell.is_open


@given(CELLS | st.text(max_size=40))
def test_every_letter_ends_as_a_name_a_count_an_address_a_note_or_unknown(text):
    for cell, written in ((read_name_cell(text), " ".join(text.split())), (read_companions(text), None)):
        if cell is None:
            continue
        read = "".join(token.text for token in cell.tokens)
        assert read == written if written is not None else "".join(read.split()) == "".join(text.split())
        letters = Counter("".join((*cell.texts(Kind.NAME), *cell.texts(Kind.ADDRESS))))
        assert all(not Counter(filter(str.isalnum, person.given)) - letters for person in cell.people)


@given(CELLS)
def test_what_is_read_of_a_companion_leaves_nothing_unknown(text):
    cell = read_companions(text)
    assert cell is None or not cell.texts(Kind.UNKNOWN)


@given(CELLS)
def test_what_is_read_is_written_and_read_alike(text):
    cell = read_name_cell(text)
    if cell.doubt is None and not cell.commas and all(person.family for person in cell.people):
        assert counted(read_name_cell(cell.written)) == counted(cell)


@given(
    st.lists(FULL, min_size=1, max_size=4, unique=True), st.lists(COUNT, max_size=2), st.randoms(use_true_random=False)
)
def test_the_order_of_the_parts_does_not_change_who_is_read(names, counts, shuffler):
    first = read_name_cell(" & ".join([*names, *counts]))
    assert first.names == tuple(names)
    parts = [*names[1:], *counts]
    shuffler.shuffle(parts)
    other = read_name_cell(" & ".join([names[0], *parts]))
    assert (sorted(other.names), other.more, other.children) == (sorted(first.names), first.more, first.children)
    shuffled = [*names, *counts]
    shuffler.shuffle(shuffled)
    along = read_companions("; ".join(shuffled))
    assert along is not None
    assert (sorted(along.names), along.more, along.children) == (sorted(names), first.more, first.children)


@given(st.lists(st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILY)), min_size=1, max_size=3, unique=True))
def test_a_cell_of_last_names_first_is_the_same_people_in_every_role(names):
    known = know_names([f"{family}, {given}" for given, family in names] + ["Moss, Gina", "Penn, Hal", "Rush, Jan"])
    whole = sorted(f"{given} {family}" for given, family in names)
    text = " & ".join(f"{family}, {given}" for given, family in names)
    assert sorted(read_name_cell(text, known).names) == whole
    along = read_companions(text, known)
    assert along is not None
    assert sorted(along.names) == whole
    assert sorted(read_name_cell(read_name_cell(text, known).turned).names) == whole


@pytest.mark.parametrize(
    ("text", "names", "more"),
    [
        ("Ana Soto and her husband Ben", ("Ana Soto", "Ben Soto"), 0),
        ("Ana Soto (and Ben)", ("Ana Soto", "Ben Soto"), 0),
        ("Ana Soto (partner: Ben Ode)", ("Ana Soto", "Ben Ode"), 0),
        ("Ana Soto (with a guest)", ("Ana Soto",), 1),
        ("Ana Soto, Ben Ode & 2 kids", ("Ana Soto", "Ben Ode"), 2),
        ("Ana Soto, and Ben Ode", ("Ana Soto", "Ben Ode"), 0),
        ("Ana Soto <a@x.example>, Ben Ode <b@x.example>", ("Ana Soto", "Ben Ode"), 0),
        ("Kim, Ada & Park, Lee", ("Ada Kim", "Lee Park"), 0),
        ("Ana Soto (vegan) + 1", ("Ana Soto (vegan)",), 1),
        ("Tom Hill, Acme & Ben Ode, Elm", ("Tom Hill, Acme & Ben Ode, Elm",), 0),
    ],
)
def test_the_people_of_a_row_are_named_in_one_cell(text, names, more):
    cell = read_name_cell(text)
    assert (cell.names, cell.more) == (names, more)


@pytest.mark.parametrize(
    ("text", "names", "more"),
    [
        ("Mr & Mrs Ode", ("Mr Ode", "Mrs Ode"), 0),
        ("Dr. Lena and Paul Hart", ("Dr. Lena Hart", "Paul Hart"), 0),
        ("Ben (husband)", ("Ben",), 0),
        ("Ben Ode (+1)", ("Ben Ode",), 1),
        ("Dr. Ben Ode, PhD", ("Dr. Ben Ode, PhD",), 0),
        ("Ben Ode, Jr.; Cleo", ("Ben Ode, Jr.", "Cleo"), 0),
        ("Me and Ben", ("Ben",), 0),
        ("yes, my wife Cleo and 2 kids", ("Cleo",), 2),
        ("Kaya, Milo and Bo", ("Kaya", "Milo", "Bo"), 0),
        ("2 kids (Tom and Ann)", ("Tom", "Ann"), 0),
    ],
)
def test_those_who_come_along_are_named_in_one_cell(text, names, more):
    cell = read_companions(text)
    assert cell is not None
    assert (cell.names, cell.more) == (names, more)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Tom & Tim", Doubt.SEVERAL),
        ("Ana Moss, Ben Penn", Doubt.SEVERAL_OR_TURNED),
        ("Ode, Zork", Doubt.TURNED_OR_SEVERAL),
        ("Ana Kim (2)", Doubt.NUMBER),
    ],
)
def test_what_a_cell_leaves_open_is_a_doubt_with_both_readings(text, doubt):
    cell = read_name_cell(text)
    assert cell.doubt is doubt
    assert cell.others
    assert cell.names == (text,)


def test_a_companion_of_a_turned_name_has_its_family_name():
    rows = "".join(f'"{name}",\n' for name in ("Moss, Gina", "Penn, Hal", "Rush, Jan"))
    named = [person.name for person in persons(f'Name,Plus one\n"de la Cruz, Luis","Ana"\n{rows}')]
    assert named[:2] == ["Luis de la Cruz", "Ana de la Cruz"]


def test_a_text_that_is_no_name_is_asked_about():
    assert [slug for *_, slug in wrong("Name,Plus one\nAna Soto,12 Oak Street\nBen Ode,\n")] == ["party-unclear"]
