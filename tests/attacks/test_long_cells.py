"""Cells and headings of tens of thousands of letters, and columns that could be anything, take no hours."""

from __future__ import annotations

import cProfile
import functools
import gc
import pstats
import random
import time
from itertools import product

import pytest

from seating.convening import Convening, column_account
from seating.convening.suggestions import suggest_requirements
from seating.errors import InputError
from seating.profiles import need_words
from seating.profiles.name_cells.reader import read_companions
from seating.profiles.reader import read_people
from seating.room.tables import Table
from seating.sources import read_bytes
from seating.wording import fold

SECONDS = 5
"""Of the processor, for what takes a tenth of one; what grows with the square of a cell takes minutes."""

PIECES = [
    *("a", " ", "\u00a0", ",", "1,", "a,", "-", "- ", "& ", "a & ", "a and ", "and guest ", "the ", "avenue ", "+1 "),
    *("(1", "yes ", "not ", "n't ", "\u202e", "가", "ﷺ", "a@b.", "2 adults, ", "will you ", "'s "),
]
HEADINGS = ["Attending", "Apart", "Plus one", "Guests' names", "Party size", "Allergies", "Interests", "Notes", "Pin"]


def spent(text: str) -> float:
    """Return the seconds of the processor that reading a list takes; it is read, or something in it is named."""
    refused = None
    start = time.process_time()
    try:
        read_people(read_bytes(text.encode(), "people.csv"))
    except InputError as error:
        refused = error
    seconds = time.process_time() - start
    assert refused is None or refused.problems
    return seconds


def cell(piece: str, length: int) -> str:
    return '"x' + (piece * length)[: length - 2] + 'y"'


def long_cells(heading: str, piece: str, length: int) -> str:
    long = cell(piece, length)
    return f"name,{heading}\nAna Ash,{long}\nBen Birch,{long}\nCam Cedar,\n"


@pytest.mark.parametrize("piece", [" ", "a", "avenue ", "and guest "])
def test_a_long_cell_takes_no_longer_than_it_is(piece):
    for text in (long_cells("Plus one", piece, 60_000), f"name\nBen\n{cell(piece, 60_000)}\n{cell(piece, 60_000)}\n"):
        assert spent(text) < SECONDS


CELLS = [
    pytest.param(*case, marks=pytest.mark.night if number % 10 else pytest.mark.room)
    for number, case in enumerate(product([*HEADINGS, "name", "first name"], PIECES))
]
"""Headings and what a cell repeats; at a landing, every tenth is tried."""


@pytest.mark.parametrize(("heading", "piece"), CELLS)
def test_no_cell_takes_longer_than_it_is(heading, piece):
    long = cell(piece, 100_000)
    if heading == "name":
        text = f"name,organization\n{long},x\n{long},y\nBen,z\n"
    elif heading == "first name":
        text = f"first name,last name\nAna,{long}\n{long},Ash\n"
    else:
        text = long_cells(heading, piece, 100_000)
    assert spent(text) < SECONDS


FILLERS = [
    *(" ", "\n", "\t", "\u00a0", "\u3000", "a", "7", ",", "(", ")", "+", "?", ":", "a ", "- ", "1-", "(a ", "a) "),
    *(
        "and ",
        "guest and ",
        "Ana, ",
        "Soto, Ana; ",
        "Yes, ",
        "yes ",
        "my ",
        "2 kids and ",
        "ages 3, ",
        "Ben (",
        "(Ben), ",
    ),
]
PARTY_HEADINGS = ["Plus one", "Guests", "Children", "Attending", "Guests' names", "Party size", "Rest of party"]


@pytest.mark.room
@pytest.mark.parametrize("heading", PARTY_HEADINGS)
def test_a_cell_about_people_is_read_at_once_whatever_fills_it(heading):
    for filler in FILLERS:
        for begins, ends in [("x", "y"), ("A ", ""), ("Ana (", "")]:
            long = f'"{begins}{(filler * 20_000)[:20_000]}{ends}"'
            assert spent(f"name,{heading}\nAna Ash,{long}\nBen Birch,\nCam Cedar,\n") < 1, (filler, begins)


def test_blanks_between_the_words_of_a_companion_say_nothing():
    for text in ("Ben Soto (vegan)", "yes, Ben Soto", "Ben Soto - my friend", "partner : Ben Soto"):
        wide = text.replace(" ", " \t\u00a0 ")
        assert read_companions(wide) == read_companions(text), text
        assert read_companions(text).names == ("Ben Soto",)


def test_names_are_looked_up_once_however_often_they_stand_in_a_cell():
    assert spent(long_cells("Apart", "1,", 100_000)) < SECONDS / 2


@pytest.mark.room
@pytest.mark.parametrize("piece", ["will you ", "the ", "name of ", "do not "])
def test_a_long_heading_takes_no_longer_than_it_is(piece):
    assert spent(f"name,{cell(piece, 60_000)}\nAna,yes\nBen,no\nCam,yes\n") < SECONDS


def test_a_block_to_paste_holds_no_page_of_text():
    long = cell("perhaps ", 30_000)
    with pytest.raises(InputError) as caught:
        read_people(read_bytes(f"name,attending\nAna,{long}\nBen,{long}\nCam,yes\n".encode(), "people.csv"))
    assert len(str(caught.value)) < 1_000


def test_a_party_of_hundreds_is_named():
    for text in (
        "name,plus one\nAna," + "guest and " * 400 + "guest\nBen,\n",
        "name,plus one,plus one,plus one,plus one\nAna,99,99,99,99\nBen,1,,,\n",
    ):
        with pytest.raises(InputError, match=r"people.csv:2: .*a row can stand for at most 99\..*\[party-unclear\]"):
            read_people(read_bytes(text.encode(), "people.csv"))


WORDS = """will you attend not coming do have any dietary needs with whom sit next to the your name first last guest
plus one party number adults children email phone organization sector language avoid apart wish chose table"""


def plausible(columns: int, kinds: list[str], seed: int = 1) -> str:
    """Return a list with columns whose headings and cells could mean anything."""
    dice = random.Random(seed)
    names = [f"Ana{number} Ash{number}" for number in range(200)]
    heads = [f"{' '.join(dice.choices(WORDS.split(), k=12))} {number}" for number in range(columns)]
    cells = {"replies": ["yes", "no x", "coming"], "people": names, "numbers": list("0123456789"), "needs": ["vegan"]}
    rows = [
        [name, *(dice.choice(cells[dice.choice(kinds)]).replace("9", "8") for _ in range(columns))] for name in names
    ]
    return "\n".join(",".join(row) for row in [["name", *heads], *rows])[:1_990_000]


def calls(text: str) -> int:
    """Return the number of function calls that reading a list takes, which is the same on every machine.

    What other tests have read is forgotten first, so that it is the same in every order of tests too.
    """
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper) and kept.__module__.startswith("seating."):
            kept.cache_clear()
    profile = cProfile.Profile()
    profile.runcall(spent, text)
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined]


KINDS = [["people"], ["replies", "people", "numbers", "needs"]]


@pytest.mark.room
def test_columns_that_could_be_anything_are_soon_recognized():
    for kinds in KINDS:
        assert spent(plausible(100, kinds)) < 2 * SECONDS


@pytest.mark.room
@pytest.mark.parametrize("kinds", KINDS, ids=len)
def test_each_of_many_columns_costs_no_more_than_one_of_few(kinds):
    few, many = (calls(plausible(columns, kinds, seed=columns)) for columns in (111, 999))
    assert many < 1.3 * 9 * few


def test_a_cell_that_many_rows_share_is_judged_once():
    digits = "".join(f"N{n},{','.join(str((n * k) % 7) for k in range(100))}\n" for n in range(200))
    people = read_people(read_bytes(f"name,{','.join(f'c{k}' for k in range(100))}\n{digits}".encode(), "l.csv")).people
    convening = Convening(tables=(Table(id="a"),))
    need_words.states_need.cache_clear()
    suggest_requirements(convening, people)
    assert need_words.states_need.cache_info().misses <= 8


def test_a_column_that_names_no_table_is_known_by_its_first_cell(monkeypatch):
    asked = []
    monkeypatch.setattr(column_account, "fold", lambda text: asked.append(text) or fold(text))
    rows = "".join(f"Ana{n} Ash{n},x\n" for n in range(300))
    people = read_people(read_bytes(f"name,colour\n{rows}".encode(), "l.csv")).people
    [_, account] = column_account.account_for_columns(Convening(tables=(Table(id="a"),)), people)
    assert "pin" not in account.could_be
    assert asked.count("x") == 1
