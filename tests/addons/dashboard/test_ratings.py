"""Ratings read: any encoding, delimiter and spelling, and everything wrong named at once."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seating.addons.dashboard.ratings import Color, Quarter, Trend, read_ratings
from seating.errors import InputError, as_text
from seating.sources import read_bytes
from seating.wording import fold

from .sheets import ratings


def problems(rows: str, **options) -> list[str]:
    with pytest.raises(InputError) as caught:
        ratings(rows, **options)
    return [as_text(problem) for problem in caught.value.problems]


def doubts(rows: str) -> list[str]:
    """Return the notes on rows that are read all the same."""
    return [note.text for note in ratings(rows).notes]


def slugs(rows: str, **options) -> list[str]:
    return [line.rpartition("[")[2].rstrip("]") for line in problems(rows, **options)]


def test_a_text_beside_the_last_heading_is_noted():
    found = ratings("Money,Deals,2026-Q4,red,,Slow, but sure\n")
    assert [note.slug for note in found.notes] == ["cell-surplus"]
    assert found.rows[0].notes == "Slow"


def test_a_row_says_all_it_can():
    (row,) = ratings("Money,Deals,2026-Q3,yellow,up,Slow\n").rows
    assert (row.element, row.component, row.notes) == ("Money", "Deals", "Slow")
    assert (row.quarter, row.color, row.trend, row.line) == (Quarter(2026, 3), Color.YELLOW, Trend.UP, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_encoding_and_delimiter(encoding, delimiter):
    lines = [
        ["Element", "Component", "Quarter", "Rating", "Trend", "Notes"],
        ["Économie", "Idées à réaliser", "Q3 2026", "green", "", "très bien"],
        ["Économie", "Prêts déjà faits", "Q3 2026", "red", "", "à suivre"],
    ]
    data = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    found = read_ratings(read_bytes(data, "r.csv"))
    assert [row.element for row in found.rows] == ["Économie", "Économie"]
    assert found.rows[0].notes == "très bien"


def test_a_workbook_with_a_title_above_and_other_headings():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        ["Our dashboard", None, None, None, None, None],
        [],
        ["Area", "Part", "Period", "Color", "Arrow", "Owner"],
        ["Money", "Deals", "Q3 2026", "RED", "▼", "Ana"],
    ]:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    found = read_ratings(read_bytes(data.getvalue(), "r.xlsx", ".xlsx"))
    assert [(row.element, row.color, row.trend, row.line) for row in found.rows] == [
        ("Money", Color.RED, Trend.DOWN, 4)
    ]
    assert {"column-unread", "rating-read-as"} <= {note.slug for note in found.notes}


@pytest.mark.parametrize(
    ("word", "color", "is_noted"),
    [
        ("red", "red", False),
        (" Green ", "green", False),
        ("GREY", "gray", False),
        ("gray", "gray", False),
        ("amber", "yellow", True),
        ("1", "red", True),
        ("3", "green", True),
        ("🟡", "yellow", True),
    ],
)
def test_a_color_is_understood_and_said_when_it_was_written_otherwise(word, color, is_noted):
    found = ratings(f"M,D,2026-Q3,{word},,\n")
    assert found.rows[0].color == color
    assert bool(found.notes) == is_noted


@pytest.mark.parametrize("word", ["NA", "n/a", "0", "4", "2.5", "g", "gren", "yes", "-", "red/green", "TRUE"])
def test_what_is_no_color_is_never_guessed(word):
    found = ratings(f"M,D,2026-Q3,{word},up,\nM,E,2026-Q3,red,,\n")
    (note,) = found.notes
    says = f'ratings.csv:2: column "rating" (D): "{word}" is not a rating, so the cell counts as blank.'
    assert note.text.startswith(says)
    assert note.slug == "rating-unknown"
    assert [(row.color, row.trend) for row in found.rows] == [(None, Trend.UP), (Color.RED, None)]


def test_a_likely_word_is_named():
    assert 'Did you mean "green"?' in doubts("M,D,2026-Q3,gren,,\n")[0]
    assert 'Is it "green" or "gray"?' in doubts("M,D,2026-Q3,g,,\n")[0]
    assert 'Did you mean "gray"?' in doubts("M,D,2026-Q3,grai,,\n")[0]
    assert 'Did you mean "steady"?' in doubts("M,D,2026-Q3,,stedy,\n")[0]


def test_everything_that_is_unclear_is_noted_and_left_out():
    found = ratings(
        ",Deals,2026-Q3,red,,\n"
        "Money,Deals,July,red,,\n"
        "Money,Deals,,red,,\n"
        "Money,,2026-Q3,green,,\n"
        "Money,Deals,2026-Q3,blue,sideways,\n"
        "Money,Loans,2026-Q3,green,,\n"
        "Money,Deals,2026-Q4,red,,Slow, but sure\n"
    )
    assert sorted(note.slug for note in found.notes if note.slug != "cell-surplus") == [
        "element-missing",
        "quarter-missing",
        "quarter-unknown",
        "rating-of-element",
        "rating-unknown",
        "trend-unknown",
    ]
    lines = [int(note.text.split(":")[1]) for note in found.notes if note.slug != "cell-surplus"]
    assert lines == sorted(lines)
    assert [(row.line, row.component, str(row.quarter), row.color) for row in found.rows] == [
        (3, "Deals", "None", None),
        (4, "Deals", "None", None),
        (5, "", "2026-Q3", None),
        (6, "Deals", "2026-Q3", None),
        (7, "Loans", "2026-Q3", Color.GREEN),
        (8, "Deals", "2026-Q4", Color.RED),
    ]


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [("red,,", "green,,", Color.GREEN), ("red,,", ",,", Color.RED), (",,", "red,,", Color.RED)],
)
def test_of_two_rows_in_one_file_the_later_counts_however_it_is_spelled(first, second, counts):
    found = ratings(f"M,Deals,2026-Q3,{first}\nm, DEALS ,3Q2026,{second}\n")
    (note,) = found.notes
    line = 3 if second != ",," else 2
    assert f'"Deals" has two rows for 2026-Q3, on lines 2 and 3. Only line {line} counts.' in note.text
    assert [row.color for row in found.rows if row.quarter] == [counts]


def test_a_blank_is_no_grey():
    found = ratings("M,A,2026-Q3,,,\nM,B,2026-Q3,gray,,\n")
    assert [row.color for row in found.rows] == [None, Color.GRAY]


def test_names_one_slip_apart_are_noted():
    found = ratings("M,Baseline data,2026-Q3,red,,\nM,Baseline dta,2026-Q4,red,,\n")
    assert [note.slug for note in found.notes] == ["spelling-alike"]


@pytest.mark.parametrize(
    ("headings", "slug"),
    [
        ("element,component,rating\n", "form-headings"),
        ("a,b,c\n", "form-headings"),
        ("element,component,quarter,rating,color\n", "heading-ambiguous"),
    ],
)
def test_headings_that_cannot_be_read(headings, slug):
    assert slugs("x,y,2026-Q3,red,red\n", headings=headings) == [slug]


def test_nothing_below_the_headings():
    assert slugs("") == ["ratings-none"]


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='",\n\r'), max_size=12)


def typed(cell: str) -> str:
    """Return what a reader sees in a cell: nothing, if its characters are invisible."""
    return cell.strip() if fold(cell) else ""


@pytest.mark.parametrize("blank", ["\u00ad", "\u200b", " \u2060\ufeff "])
def test_a_cell_of_invisible_characters_is_blank(blank):
    found = ratings(f"Money,{blank},2026-Q3,{blank},{blank},{blank}\n{blank},{blank},,,,\nMoney,,2026-Q4,,,\n")
    assert [(row.component, row.color, row.trend, row.notes) for row in found.rows] == [("", None, None, "")] * 2
    assert not found.notes


@settings(deadline=None)
@example([("M", "\u00ad", "", "", "", "")])
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_no_cell_is_an_error(rows):
    """Whatever is typed is either read as it stands or noted."""
    filled = [row for row in rows if any(map(typed, row))]
    found = ratings(
        "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in [*rows, ("M", "D", "", "", "", "")])
    )
    kept = [row for row in filled if typed(row[0])]
    assert [row.component for row in found.rows[:-1]] == [typed(row[1]) for row in kept]
    if not found.notes:
        assert [row.notes for row in found.rows[:-1]] == [typed(row[5]) for row in kept]
