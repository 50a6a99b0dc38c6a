"""Harvest sheets typed back: tables, questions and voices matched, everything wrong named at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.errors import InputError
from seating.forms.harvest import Harvest, count_themes, read_harvest
from seating.present.languages import words_in
from seating.room.tables import SheetTables, Table
from seating.sources import read_bytes

TABLES = [
    Table(id="capital", name="Capital", questions=["What helped?", "What is missing?", "What do you fear?"]),
    Table(id="talent", name="Talent and skill"),
    Table(id="t03"),
]
VOICES = ["Sole traders", "Spanish speakers"]


def harvest(rows: str, headings: str = "table,question,theme,text,voice\n") -> Harvest:
    return read_harvest(read_bytes((headings + rows).encode(), "harvest.csv"), SheetTables(tuple(TABLES)), VOICES)


@pytest.mark.parametrize("word", ["capital", "CAPITAL", "Capital", "1", "Table 1", "table 01"])
def test_a_table_is_found_by_id_name_or_number(word):
    assert harvest(f"{word},,Rent,Too dear,\n").statements[0].table == "capital"


def test_a_table_is_found_by_an_id_that_it_had_before():
    renamed = (Table(id="money", was=["capital"]), Table(id="a", was=["talent"]), Table(id="b", was=["talent"]))
    found = read_harvest(read_bytes(b"table,theme,text\ncapital,Rent,x\n", "h.csv"), SheetTables(renamed))
    assert [(one.table, found.notes) for one in found.statements] == [("money", ())]
    with pytest.raises(InputError, match="is now several tables"):
        read_harvest(read_bytes(b"table,theme,text\ntalent,Rent,x\n", "h.csv"), SheetTables(renamed))


def test_a_table_is_found_by_a_name_of_an_earlier_round():
    """A number is today's; a table that ended is not known, as nothing shows its statements."""
    then = (Table(id="end", name="Ended"), Table(id="capital", name="Small money"))
    tables = SheetTables((Table(id="money", name="Money", was=["capital"]), Table(id="b")), {1: then})
    rows = b"table,theme,text\nSmall money,Rent,x\n1,Rent,y\nEnded,Rent,z\n"
    found = read_harvest(read_bytes(rows, "h.csv"), tables)
    assert [one.table for one in found.statements] == ["money", "money", ""]
    assert ["so the row counts for the whole room" in note.text for note in found.notes] == [True]


@pytest.mark.parametrize("word", ["business", "Business", "BUSINESS"])
def test_a_row_of_a_table_that_was_split_stays_with_the_table_as_it_was(word):
    """It counted for the whole room, though a form of that round can only mean the table of that round."""
    business = Table(id="business", name="Business")
    parts = (Table(id="labs", was=["business"]), Table(id="shops", was=["business"]))
    tables = SheetTables(parts, {1: (business, Table(id="old")), 2: (business,), 3: parts})
    rows = f"table,theme,text\n{word},Rent,x\nlabs,Rent,y\n".encode()
    found = read_harvest(read_bytes(rows, "h.csv"), tables)
    assert [one.table for one in found.statements] == ["business", "labs"]
    assert found.former == {"business": "Business (round 2)"}
    assert found.notes == ()


def test_headings_can_be_spanish():
    (found,) = harvest("capital,1,Permisos,Tardan un año,\n", "mesa,pregunta,tema,texto,voz\n").statements
    assert (found.table, found.text, found.themes) == ("capital", "Tardan un año", ("Permisos",))


def test_a_row_says_all_it_can():
    (statement,) = harvest("capital,2,Rent; Permits ;rent,Too dear,sole TRADERS\n").statements
    assert statement.question == "What is missing?"
    assert statement.themes == ("Rent", "Permits")
    assert (statement.text, statement.voice, statement.line) == ("Too dear", "Sole traders", 2)


@pytest.mark.parametrize("question", ["2", "What is missing?", "¿Qué falta?", "¿QUÉ FALTA?"])
def test_a_question_counts_as_one_in_every_language(question):
    """Sheets of one session in two languages are counted together."""
    asked = {"en": ["What helped?", "What is missing?"], "es": ["¿Qué ayudó?", "¿Qué falta?", "¿Y qué más?"]}
    source = read_bytes(f"table,question,theme,text\na,{question},Rent,x\na,¿Y qué más?,Rent,y\n".encode(), "h.csv")
    first, more = read_harvest(source, SheetTables((Table(id="a", questions=asked),))).statements
    assert first.question == "What is missing?"
    assert more.question == "¿Y qué más?"


@pytest.mark.parametrize(
    ("table", "question", "words"),
    [
        ("capital", "Q1", "What helped?"),
        ("capital", "Question 3.", "What do you fear?"),
        ("capital", "Anything else?", "Anything else?"),
        ("talent", "2", "Question 2"),
        ("talent", "", ""),
    ],
)
def test_a_number_stands_for_a_question_of_the_table(table, question, words):
    assert harvest(f"{table},{question},Rent,x,\n").statements[0].question == words


def test_a_question_is_shown_in_the_language_of_the_page():
    """The first language, where the question is not written in that of the page; a number without text has a word."""
    asked = {"en-US": ["What helped?", "What is missing?"], "es": ["¿Qué ayudó?"], "vi": ["Điều gì?", "Còn gì?"]}
    source = read_bytes(b"table,question,theme,text\na,1,Rent,x\na,Q2,Rent,y\nb,3,Rent,z\n", "h.csv")
    statements = read_harvest(source, SheetTables((Table(id="a", questions=asked), Table(id="b")))).statements
    questions = [statement.question for statement in statements]
    assert questions == ["What helped?", "What is missing?", "Question 3"]
    assert [words_in("es").tell(one) for one in questions] == ["¿Qué ayudó?", "What is missing?", "Pregunta 3"]
    assert [words_in("en").tell(one) for one in questions] == questions


def test_an_english_page_shows_a_question_in_english_if_another_language_comes_first():
    asked = {"es": ["¿Qué falta?"], "en": ["What is missing?"]}
    source = read_bytes(b"table,question,theme,text\na,1,Rent,x\n", "h.csv")
    (statement,) = read_harvest(source, SheetTables((Table(id="a", questions=asked),))).statements
    assert words_in("en").tell(statement.question) == "What is missing?"


def test_themes_keep_their_first_spelling():
    found = harvest("1,,Child care,x,\n2,,CHILD  CARE,y,\n2,,,z,\n")
    assert [statement.themes for statement in found.statements] == [("Child care",), ("Child care",), ()]


def test_themes_one_slip_apart_are_noted():
    found = harvest("1,,Permits,x,\n2,,Permts,y,\n")
    assert [note.slug for note in found.notes] == ["spelling-alike"]


def test_what_cannot_be_read_is_noted_and_the_rest_counts():
    rows = (
        "captal,,Rent,no lease,\n,,Rent,x,\ncapital,4,Rent,y,?\ncapital,1,-; Rent,n/a,Soul traders\n"
        "talent,,--,TBD,\nwherever I am needed,next meeting,Rent,z,everyone\n"
    )
    found = harvest(rows)
    assert [(s.table, s.question, s.themes, s.text, s.voice) for s in found.statements] == [
        ("", "", ("Rent",), "no lease", ""),
        ("", "", ("Rent",), "x", ""),
        ("capital", "", ("Rent",), "y", ""),
        ("capital", "What helped?", ("Rent",), "", ""),
        ("", "next meeting", ("Rent",), "z", ""),
    ]
    shown = sorted(note.text for note in found.notes)
    assert [int(text.split(":")[1]) for text in shown] == [2, 4, 5, 6, 7, 7]
    assert 'the row counts for the whole room. Did you mean "capital"?' in shown[0]
    assert 'Did you mean "Sole traders"?' in shown[2]
    assert {note.shared_text for note in found.notes} == {""}


def test_a_name_of_several_tables_is_asked_for():
    tables = SheetTables((Table(id="a", name="Hall"), Table(id="b", name="Hall")))
    with pytest.raises(InputError, match="table-ambiguous"):
        read_harvest(read_bytes(b"table,theme,text\nHall,Rent,x\n", "h.csv"), tables)


def test_statements_of_the_whole_room_count_at_no_table():
    (theme,) = count_themes(harvest(",,Rent,x,\ncapital,,Rent,y,\n"))
    assert (len(theme.statements), theme.by_table) == (2, {"capital": 1})


def test_nothing_below_the_headings():
    with pytest.raises(InputError, match="harvest-none"):
        harvest("")


def test_a_comma_without_quotes_is_found():
    assert [note.slug for note in harvest("capital,,Rent,Too dear, by far,\n").notes] == ["voice-unknown"]
    found = harvest("capital,Rent,Too dear, by far\n", headings="table,theme,text\n")
    assert [note.slug for note in found.notes] == ["cell-surplus"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["capital", "2", "t03"]), st.sampled_from(["Rent", "Permits; Rent", ""]))))
def test_no_statement_is_lost_or_made_up(rows):
    text = "".join(f"{table},,{theme},words {n},\n" for n, (table, theme) in enumerate(rows))
    if not rows:
        return
    found = harvest(text).statements
    assert [statement.text for statement in found] == [f"words {n}" for n in range(len(rows))]
    assert sum(len(s.themes) for s in found) == sum({"Rent": 1, "Permits; Rent": 2, "": 0}[theme] for _, theme in rows)
