"""Which rows of a sheet are headings and people, and which are neither."""

from __future__ import annotations

from functools import partial

import pytest

from seating.convening.tables import holds_tables
from seating.errors import InputError, UsageError
from seating.profiles import read_people
from seating.profiles.reader import people_sheet
from seating.sources import Book, Row, Sheet, Source
from tests.profiles.lists import persons, said, wrong

PEOPLE = "Ana Bell,yes,fish\nBen Cole,no,fish\nCam Dean,yes,lamb\nDot Ely,yes,fish\n"


IMPORTED = ",".join(['"{""ImportId"":""QID1""}"'] * 3)


def names(text: str) -> list[str]:
    return [person.name for person in persons(text)]


ALL = ["Ana Bell", "Ben Cole", "Cam Dean", "Dot Ely"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (f"Guest,RSVP,Meal\n--------,----,----\n{PEOPLE}", "rows-ruled"),
        (f"========,====,====\nGuest,RSVP,Meal\n{PEOPLE}", "rows-ruled"),
        (f"Guest,RSVP,Meal\n{PEOPLE}(4 rows),,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}(4 rows affected),,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}Total,4,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}TOTAL,=COUNTA,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}\nUpdated by Rosa,,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}As of May,,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}Rosa 2026-11-01,,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}Page 1 of 2,,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}Actualizado el 3/5/2026,,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}TOTAL: 54,,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}Grand Totals (4 records),,\nMade 3 May by the office,,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\n{PEOPLE}Totals,4,\nConfidential Report Do Not Share,,\n", "rows-counted"),
        (f"Guest,RSVP,Meal\nAna Bell,yes,fish\nGuest,RSVP,Meal\n{PEOPLE[18:]}", "rows-repeated"),
        (f"Seating for the 12th,,\n,,\nGuest,RSVP,Meal\n{PEOPLE}", "title-rows"),
        (f"Q1,Q2,Q3\nWhat is your name?,Will you attend?,Meal\n{IMPORTED}\n{PEOPLE}", "rows-imported"),
        (f"Guest,RSVP,Meal\nBRIDE'S FAMILY,,\n{PEOPLE}", "section-rows"),
        (f"Guest,RSVP,Meal\nWORK (Kofi),,\n{PEOPLE}", "section-rows"),
    ],
)  # fmt: skip
def test_rows_that_are_nobody_are_passed_over_and_named(text, slug):
    assert names(text) == ALL
    (note,) = said(text, slug)
    assert "line" in note.text


def test_people_below_a_section_row_have_it():
    text = f"Guest,RSVP,Meal\nBRIDE'S FAMILY,,\n{PEOPLE}GROOM'S FAMILY,,\nEve Ford,yes,fish\n"
    assert [person.own["section"] for person in persons(text)] == [("BRIDE'S FAMILY",)] * 4 + [("GROOM'S FAMILY",)]


@pytest.mark.parametrize("lone", ["Eve Ford,,", "The Oxenford family,,", "Fox family,,", "EVE,,"])
def test_somebody_of_whom_only_the_name_is_known_is_somebody(lone):
    text = f"Guest,RSVP,Meal\n{PEOPLE}{lone}\n".upper() if lone == "EVE,," else f"Guest,RSVP,Meal\n{PEOPLE}{lone}\n"
    assert len(persons(text)) > 4


def test_a_dash_in_a_cell_is_no_rule():
    assert wrong("name,x\nAna,-\n-,-\n") == []
    assert len(persons("name,x\nAna,-\n-,-\n")) == 2


def test_columns_without_a_heading_at_either_end_are_kept():
    text = ",Guest,\nnew,Ana Bell,late\n,Ben Cole,\n"
    assert dict(persons(text)[0].own) == {"column A": ("new",), "column C": ("late",)}
    assert len(said(text, "heading-blank")) == 2


def test_a_cell_too_many_is_still_an_error():
    assert [slug for _, _, slug in wrong("name,x\nAna,1,2\n")] == ["cell-surplus"]


def test_a_square_of_numbers_is_people_from_its_rows():
    text = "Person,Ana,Ben,Cam\nAna,x,2,4\nBen,2,x,1\nCam,4,1,x\n"
    assert names(text) == ["Ana", "Ben", "Cam"]
    assert all(not person.own for person in persons(text))
    (note,) = said(text, "list-square")
    assert "square matrix" in note.text
    assert 'requirements: [{kind: similarity, file: "' in note.text


@pytest.mark.parametrize("corner", ["", "idx", "id", "guest"])
@pytest.mark.parametrize("people", [("Ana Bell", "Ben Cole", "Cam Dorn"), ("g1", "g2", "g3"), ("0", "1", "2")])
def test_a_square_is_read_whatever_stands_in_its_corner(corner, people):
    rows = [",".join([one, *(str(n - 3) for n in range(len(people)))]) for one in people]
    text = "\n".join([",".join([corner, *people]), *rows, ""])
    assert names(text) == list(people)
    assert all(not person.own for person in persons(text))
    assert len(said(text, "list-square")) == 1


def sheet(title: str, *rows: tuple[str, ...], merged: tuple[tuple[int, int, int], ...] = ()) -> Sheet:
    source = Source("book.xlsx", "0", tuple(Row(n, row) for n, row in enumerate(rows, 1)), (), title, merged)
    return Sheet(title, load=lambda: source)


GUESTS = sheet("Guests", ("Name", "Coming"), ("Ana Bell", "yes"), ("Ben Cole", "no"))
COVER = sheet("Cover", ("Harvest supper",), ("Prepared by", "the committee"))
ROOM = sheet("Room", ("Table name", "Seats"), ("Window", "6"), ("Door", "8"))


def chosen(*sheets: Sheet, title: str | None = None) -> Source:
    return people_sheet(Book("book.xlsx", "0", sheets), title, {}, holds_tables)


def test_the_sheet_of_people_is_chosen_and_the_others_are_named():
    source = chosen(COVER, GUESTS, ROOM)
    assert source.title == "Guests"
    assert '"Cover" and "Room" are not read as people' in source.notes[0].text


def test_two_sheets_of_people_are_asked_about_unless_one_is_named():
    last = sheet("2025", ("Name", "Coming"), ("Eve Ford", "yes"))
    with pytest.raises(InputError) as caught:
        chosen(last, GUESTS)
    assert '--sheet "Guests"' in str(caught.value.problems[0].hint)
    assert chosen(last, GUESTS, title="guests").title == "Guests"
    with pytest.raises(UsageError, match='"2025" and "Guests"'):
        chosen(last, GUESTS, title="2026")


@pytest.mark.parametrize(("number", "told"), [(20, "20 sheets"), (21, "at least 20 sheets")])
def test_of_many_sheets_of_people_twenty_are_named_and_read(number, told):
    def load(number: int) -> Source:
        assert number < 20, "a file of 70,000 sheets takes ten seconds otherwise"
        return sheet(str(number), ("Name", "Coming"), ("Eve Ford", "yes")).source

    with pytest.raises(InputError) as caught:
        chosen(*(Sheet(f"Year {n}", load=partial(load, n)) for n in range(number)))
    (problem,) = caught.value.problems
    assert problem.says.startswith(f"{told} contain people: ")
    assert problem.says.count("(1 row)") == 20


def test_a_heading_that_says_holder_names_people_and_an_unknown_one_is_asked_about_in_the_right_sheet():
    rows = (("2", "Ana Bell"), ("5", "Ben Cole"), ("8", "Cam Dean"))
    plots = sheet("Plots", ("Plot", "Plot holder"), *rows)
    assert [person.name for person in read_people(chosen(COVER, plots)).people] == ["Ana Bell", "Ben Cole", "Cam Dean"]
    with pytest.raises(InputError) as caught:
        read_people(chosen(COVER, sheet("Diggers", ("Plot", "Digger in charge"), *rows)))
    (problem,) = caught.value.problems
    assert 'in the sheet "Diggers"' in problem.says
    assert 'columns: {name: "Digger in charge"}' in str(problem.hint)


def test_headings_on_two_lines_are_read_together():
    merged = ((1, 0, 1), (1, 2, 3))
    book = sheet(
        "Camp",
        ("Camper", "", "Guardian", "", "Supper"),
        ("First", "Last", "Name", "Phone", "Coming"),
        ("Ana", "Bell", "Mx Tallis", "555-0121-2234", "yes"),
        ("Ben", "Cole", "Mx Tallis", "555-0158-1153", "no"),
        ("Cam", "Dean", "Mx Ogden", "555-0195-9072", "yes"),
        merged=merged,
    )
    people = read_people(book.source).people
    assert [person.name for person in people] == ["Ana Bell", "Ben Cole", "Cam Dean"]
    assert [column.heading for column in people.columns if column.is_private] == ["Guardian Name", "Guardian Phone"]


@pytest.mark.parametrize("last", ["z", "Zed", "p-07", "O", "Ōe", "Madonna"])
def test_a_lone_word_below_the_people_is_a_person(last):
    """Their other cells are blank, that is all."""
    found = persons(f"id,attending\nw,yes\nx,round 1\ny,no\n{last},\n")
    assert [person.id for person in found] == ["w", "x", "y", last]


def test_the_word_of_a_database_for_no_value_is_a_blank_cell_and_is_said_once():
    text = "name,attending,needs\nAna Bell,yes,NULL\nBen Null,NULL,\\N\nCam Dean,no,fish\n"
    ana, ben, _ = persons(text)
    assert (ana.needs, ben.needs, ben.attending.chance, ben.name) == ((), (), 1, "Ben Null")
    (note,) = said(text, "cells-null")
    assert '3 cells contain "NULL" and "\\N"' in note.text


def test_a_text_alone_where_every_row_has_a_code_is_no_person():
    text = "Last Name,First Name,ID,Level\nRegistered,,,\nSoto,Ana,801,Freshman\nOde,Ben,802,Senior\nLind,Cara,803,\n"
    assert [person.name for person in persons(text)] == ["Ana Soto", "Ben Ode", "Cara Lind"]


def test_a_section_that_may_unseat_people_is_asked_about():
    text = "Last Name,First Name,ID\nRegistered,,\nSoto,Ana,801\nOde,Ben,802\nWithdrawn,,\nLind,Cara,803\n"
    assert wrong(text) == [(1, "section", "column-unclear")]


def test_a_heading_between_dashes_is_a_section():
    people = persons("Name,Class\n-- Public --,\nAna Soto,A\nBen Ode,B\n-- Private --,\nDev Rao,A\n")
    assert [(person.name, person.own["section"]) for person in people] == [
        ("Ana Soto", ("Public",)),
        ("Ben Ode", ("Public",)),
        ("Dev Rao", ("Private",)),
    ]


def test_a_name_alone_stays_a_person_where_rows_have_no_codes():
    assert len(persons("Name,Town\nAna Soto,X\nBen Ode,\nCara Lind,Y\n")) == 3


def test_two_rows_of_headings_under_a_title_ask_which_event_counts():
    text = (
        "Our wedding,,,\nGuest,,RSVP,\nFirst,Last,Ceremony,Dinner\nAna,Soto,Yes,Yes\nBen,Ode,No,Yes\nCara,Lind,Yes,No\n"
    )
    assert wrong(text) == [(3, "Dinner", "heading-ambiguous")]
