"""Delimited text: cells come back exactly, lines are those an editor shows, nothing is shifted."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.sources import Source, read_bytes
from seating.sources.list_limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)))
ROWS = st.lists(st.lists(TEXT, min_size=2, max_size=4), max_size=6)


def read(text: str, suffix: str = ".csv") -> Source:
    return read_bytes(text.encode(), "people.csv", suffix)


def wrong(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as failure:
        read(text)
    return [(problem.line, problem.slug) for problem in failure.value.problems]


@given(ROWS, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_comes_back_exactly(rows, delimiter, end):
    """Nothing is silently altered: whatever csv writes is read again, character by character."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    table.writerows([["name", "organization"], *rows])
    kept = [row for row in rows if any(row)]
    assert [list(row.cells) for row in read(written.getvalue()).rows[1:]] == kept


@given(ROWS)
def test_each_row_has_the_first_line_of_its_record(rows):
    """A record with line breaks inside quotes is at its first line and counts all of them."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writerow(["name", "organization"])
    starts = []
    for row in rows:
        starts.append(len(io.StringIO(written.getvalue(), newline="").readlines()) + 1)
        table.writerow(row)
    kept = [start for start, row in zip(starts, rows, strict=True) if any(row)]
    assert [row.line for row in read(written.getvalue()).rows[1:]] == kept


@pytest.mark.parametrize("value", ["007", "NA", "nan", "N/A", "1/2", "3-4", "1e5", "5.10", "TRUE", " x ", "None"])
def test_nothing_becomes_a_number_a_date_or_blank(value):
    assert read(f"name,id\nAda,{value}\n").rows[1].cells == ("Ada", value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_known(end):
    """Old Mac files are not one long heading."""
    assert [row.line for row in read(f"name,x{end}Ada,1{end}{end}Bo,2").rows] == [1, 2, 4]


@pytest.mark.parametrize(("delimiter", "word"), [(";", "semicolon"), ("\t", "tab"), ("|", "pipe")])
def test_the_delimiter_is_found_and_said(delimiter, word):
    source = read(f"name{delimiter}interests\nAda, Kim{delimiter}x\n")
    assert source.rows[1].cells == ("Ada, Kim", "x")
    assert [(note.slug, word in note.text) for note in source.notes] == [("delimiter-found", True)]


def test_semicolons_within_cells_are_no_delimiter():
    source = read("name,interests\nAda,capital:3; talent:1; land:2\nBo,land; talent; food; more\n")
    assert [len(row.cells) for row in source.rows] == [2, 2, 2]
    assert source.notes == ()


def test_a_comma_in_a_title_does_not_decide():
    """Headings may stand below title rows."""
    source = read("Stakeholders, spring\n\nname;organization\nAda;Tern\nBo;Slate\n")
    assert source.rows[1].cells == ("name", "organization")


def test_tabs_in_a_tsv_need_no_note():
    assert read("name\tid\nAda\t1\n", ".tsv").notes == ()


def test_a_sep_line_counts_and_is_no_heading():
    source = read("sep=;\nname;x\nAda;1\n")
    assert [(row.line, row.cells) for row in source.rows] == [(2, ("name", "x")), (3, ("Ada", "1"))]


def test_an_unclosed_quote_is_named_where_it_opens():
    """A lenient reader would swallow everybody below."""
    assert wrong('name,x\nAda,1\nBo,"2\nCleo,3\nDan,4\n') == [(3, "quote-unclosed")]


def test_the_line_of_the_quote_is_not_that_of_the_record():
    assert wrong('name,x,y\n"A\nda","two ""quoted"" words","open\nCleo,3,4\n') == [(3, "quote-unclosed")]


def test_all_stray_quotes_are_named_at_once():
    assert wrong('name,x\n"Ada" Kim,1\nBo,2\n"Cleo"s,3\n') == [(2, "quote-stray"), (4, "quote-stray")]


def test_quotes_inside_an_unquoted_cell_are_text():
    assert read('name,x\nBoris "Bo" Vance,1\n').rows[1].cells[0] == 'Boris "Bo" Vance'


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_a_file_with_nothing_in_it_is_empty(text):
    assert wrong(text) == [(None, "file-empty")]


def test_a_long_cell_is_named_and_shortened():
    with pytest.raises(InputError) as failure:
        read(f"name,needs\nAda,{'x' * (MAX_CELL + 1)}\n")
    (problem,) = failure.value.problems
    assert (problem.line, problem.column, problem.letter, problem.slug) == (2, "needs", "B", "cell-too-long")
    assert len(str(failure.value)) < 400


def test_the_longest_cell_is_read():
    assert len(read(f"name,needs\nAda,{'x' * MAX_CELL}\n").rows[1].cells[1]) == MAX_CELL


def test_too_many_columns_are_named_but_padding_is_not():
    assert wrong("name" + ",x" * MAX_COLUMNS + "\n") == [(1, "too-many-columns")]
    assert len(read("name" + "," * 2 * MAX_COLUMNS + "\n").rows) == 1


@pytest.mark.room
def test_too_many_rows_are_refused_whole():
    """Reading only the first would leave people out in silence."""
    assert wrong("name\n" + "x\n" * (MAX_ROWS + 1)) == [(MAX_ROWS + 2, "too-many-rows")]


def test_csv_has_its_own_limit_again_afterwards():
    before = csv.field_size_limit()
    read("name\nAda\n")
    assert csv.field_size_limit() == before


def test_marks_on_one_letter_are_limited():
    """Normalizing them takes the square of their number."""
    with pytest.raises(InputError) as caught:
        read(f"name,needs\nAda,a{chr(0x301) * 31}\n")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.letter, problem.slug) == (2, "needs", "B", "marks-too-many")
    assert read(f"name,needs\nAda,a{chr(0x301) * 30}\n").rows[1].cells[1] == "a" + chr(0x301) * 30
