"""Forms: headings found wherever they stand, rows under them, and what lies beyond."""

from __future__ import annotations

import tomllib

import pytest

from seating.addons.dashboard import ratings
from seating.analysis import arrivals_file, invitations, promises
from seating.charts import form_words, join_decisions
from seating.errors import InputError
from seating.forms import worksheets
from seating.forms.entries import MOST_ROWS, Field, read_form
from seating.present.languages import words_in
from seating.profiles.notebook import Notebook
from seating.report.shown_promises import PROMISE_STATES
from seating.sources import read_bytes
from seating.wording import squashed
from tests.shape import ROOT

FIELDS = (Field("table", ("session",), is_needed=True), Field("text", is_needed=True), Field("voice"))


def form(text: str):
    source = read_bytes(text.encode(), "form.csv")
    notebook = Notebook(source.file)
    return read_form(source, FIELDS, notebook), notebook


def test_headings_are_found_below_titles_and_in_any_order():
    found, _ = form("Our harvest,,\n\nTÉXT,Session,Own\na,t1,x\n\n b , t2 ,\n")
    assert [(entry.line, entry["table"], entry["text"], entry["voice"]) for entry in found.entries] == [
        (4, "t1", "a", ""),
        (6, "t2", "b", ""),
    ]
    assert (found.columns["table"].letter, found.columns["text"].heading) == ("B", "TÉXT")


def test_a_column_of_ones_own_is_passed_over_and_named():
    _, notebook = form("table,text,Owner\nt1,a,Ana\n")
    (note,) = notebook.notes()
    assert note.slug == "column-unread"
    assert '"Owner"' in note.text
    assert not notebook.has_problems


def test_a_cell_beyond_the_last_heading_is_noted_and_a_problem_only_where_the_convener_writes():
    _, notebook = form("table,text\nt1,a, and b\n")
    (doubt,) = notebook.doubts()
    assert (doubt.slug, doubt.line, doubt.value, notebook.has_problems) == ("cell-surplus", 2, "and b", False)
    notebook = Notebook("f.csv")
    read_form(read_bytes(b"table,text\nt1,a, and b\n", "f.csv"), FIELDS, notebook, is_conveners=True)
    assert [problem.slug for problem in notebook.problems()] == ["cell-surplus"]


def test_a_short_row_has_blanks():
    found, _ = form("table,text,voice\nt1\n")
    assert (found.entries[0]["table"], found.entries[0]["text"]) == ("t1", "")


@pytest.mark.parametrize(
    ("text", "slug", "says"),
    [
        ("table,voice\nt1,a\n", "form-headings", 'the heading "text" is missing'),
        ("one,two\nt1,a\n", "form-headings", 'no heading row was found; it must contain "table" and "text"'),
        ("table,session,text\nt1,t2,a\n", "heading-ambiguous", "could be the column"),
    ],
)
def test_without_its_headings_nothing_is_read(text, slug, says):
    with pytest.raises(InputError) as caught:
        form(text)
    assert [problem.slug for problem in caught.value.problems] == [slug]
    assert says in caught.value.problems[0].says


def test_a_form_with_more_rows_than_can_be_compared_is_refused():
    for number in (MOST_ROWS, MOST_ROWS + 1):
        text = "table,text\n" + "t,x\n,\n" * number
        if number == MOST_ROWS:
            assert len(form(text)[0].entries) == MOST_ROWS
            continue
        with pytest.raises(
            InputError, match=r"form.csv:10002: the file has 5,001 filled rows; at most 5,000 are allow"
        ):
            form(text)


WORDS = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "seating" / "forms" / "words").glob("*.toml")
}

ALL_WORKSHEETS = (
    *worksheets.WORKSHEETS,
    worksheets.HARVEST,
    worksheets.RESOURCES,
    worksheets.COMMITMENTS,
    worksheets.RESULTS,
)

FORMS = {
    "invitations": invitations.FIELDS,
    "arrivals": arrivals_file.FIELDS,
    "joined": join_decisions.FIELDS,
    "ratings": ratings.FIELDS,
    "charts": form_words.FIELDS,
    "chart labels": form_words.LABELS,
    "chart grid": form_words.GRID,
    "chart questions": form_words.ASKED,
    **{one.name: one.fields for one in ALL_WORKSHEETS},
}


@pytest.mark.parametrize("language", sorted(WORDS))
def test_words_of_a_language_name_headings_and_meanings_that_there_are(language):
    for form, tables in WORDS[language].items():
        names = {field.name for field in FORMS[form]}
        for column, words in tables.items():
            known = names if column == "headings" else WORDS["en"][form][column].keys()
            assert words.keys() <= known, f"{language}: {form}, {column}"
            assert column == "headings" or column in names


@pytest.mark.parametrize("form", FORMS)
def test_no_word_names_two_headings_or_has_two_meanings(form):
    for column in {column for words in WORDS.values() for column in words.get(form, {})}:
        found = {}
        for words in WORDS.values():
            for name, others in words.get(form, {}).get(column, {}).items():
                for word in others:
                    assert found.setdefault(word, name) == name, f"{form}, {column}: {word}"


PRINTED = {
    "commitments": {
        "Action": "what",
        "Who": "who",
        "By when": "by",
        "Help needed": "note",
        "Who was missing from this table": "missing",
    },
    "requests": {"Table": "table", "What it asks for": "request", "Asked of": "asked of", "Asked on": "asked"},
    "theory": {"Baseline": "baseline", "Target": "target", "Where the number comes from": "source"},
}
"""The headings that the sheets of some forms have in print, and the columns that they are."""


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("form", PRINTED)
def test_the_headings_of_a_printed_sheet_are_read_when_they_are_typed_back(form, language):
    for heading, column in PRINTED[form].items():
        words = [column, *WORDS[language][form]["headings"].get(column, ())]
        assert squashed(words_in(language).gettext(heading)) in map(squashed, words)


def test_the_state_that_reports_print_is_read_when_it_is_typed_back():
    for state in promises.PromiseState:
        printed = words_in("es").gettext(PROMISE_STATES[state])
        assert squashed(printed) in map(squashed, WORDS["es"]["commitments"]["state"][state.value])
