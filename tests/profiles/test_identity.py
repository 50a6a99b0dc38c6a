"""Ids: text as written, or computed from name and organization alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.profiles import People, Person
from seating.profiles.person import is_forgotten, without_tokens
from seating.profiles.rows import compute_id
from seating.wording import fold
from tests.profiles.lists import persons, said, wrong


def ids(text: str) -> list[str]:
    return [person.id for person in persons(text)]


def test_ids_are_texts():
    """007, 7 and 0x7 are three people; NA and nan are no blanks."""
    values = ["007", "7", "0x7", "NA", "nan", "1e5", "../../etc/passwd", "."]
    assert ids("name,id\n" + "".join(f"P,{value}\n" for value in values)) == values


def test_a_computed_id_depends_on_name_and_organization_only():
    (one,) = ids("name,organization,sector\nAda Kim,Tern,food\n")
    (other,) = ids("sector,organization,name,email\nland, TERN,ada  kim,a@x.example\n")
    assert one == other
    assert re.fullmatch(r"p-[0-9a-f]{10}", one)


def test_computed_ids_stay_the_same_between_versions():
    """Ledgers and badges hold them; this value may never change."""
    assert compute_id("Ada Kim", "Tern Island") == "p-5b86a560a0"


def test_the_border_between_name_and_organization_counts():
    assert compute_id("Ada", "Kim Tern") != compute_id("Ada Kim", "Tern")


def test_equal_rows_are_told_apart_by_their_e_mails():
    """Whatever the order of the rows."""
    rows = ["Ada,Tern,a@x.example", "Ada,Tern,b@x.example", "Bo,Tern,"]
    found = ids("\n".join(["name,organization,email", *rows]) + "\n")
    assert len(set(found)) == 3
    assert ids("\n".join(["name,organization,email", *rows[::-1]]) + "\n") == found[::-1]


def test_no_id_confirms_a_guessed_e_mail():
    """Two namesakes have the same ids, whatever their addresses are."""
    one = ids("name,organization,email\nAda,Tern,a@x.example\nAda,Tern,b@x.example\n")
    other = ids("name,organization,email\nAda,Tern,c@x.example\nAda,Tern,d@x.example\n")
    assert one == other


def test_rows_equal_in_every_cell_are_one_person_and_all_lines_are_named():
    text = "name,organization\nAda,Tern\nBo,Slate\nADA , tern\nAda,Tern\n"
    assert [person.name for person in persons(text)] == ["Ada", "Bo"]
    (note,) = said(text, "rows-equal")
    assert note.text.startswith(
        'people.csv:2, people.csv:4 and people.csv:5: "Ada": these rows are identical, except perhaps for a row number'
    )


def test_names_equal_after_normalisation_are_equal_rows():
    assert len(persons("name,organization\nJosé,Tern\nJose\u0301,Tern\n")) == 1


def test_equal_rows_with_a_party_are_counted_once():
    text = "Name,Party size\nAna Soto,2\nBen Ode,2\nAna Soto,2\n"
    assert len(persons(text)) == 4


@pytest.mark.parametrize("heading", ["#", "No.", "Lp.", "Row"])
def test_a_row_number_does_not_tell_equal_rows_apart(heading):
    text = f"{heading},Name,Town\n1,Ana Soto,X\n2,Ben Ode,X\n3,Ana Soto,X\n4,Ana Soto,Z\n"
    assert [person.own["Town"] for person in persons(text) if person.name == "Ana Soto"] == [("X",), ("Z",)]
    (note,) = said(text, "rows-equal")
    assert "are identical, except perhaps for a row number" in note.text


def test_equal_rows_with_the_same_id_are_one_person():
    assert ids("id,name,town\n1,Ana,Elm\n2,Ben,Elm\n1,Ana,Elm\n") == ["1", "2"]


def test_a_form_sent_twice_with_the_same_answers_is_one_person():
    text = "Timestamp,Name,Attending\n2024-01-01 10:00,Ana Soto,yes\n2024-01-01 10:01,Ana Soto,yes\n"
    assert len(persons(text)) == 1


@pytest.mark.parametrize("name", ["Guest", "TBD", "+1"])
def test_people_without_a_name_are_never_one(name):
    assert len(set(ids(f"name,organization\n{name},Tern\n{name},Tern\nBo,Tern\n"))) == 3


@pytest.mark.parametrize(
    "rows",
    [
        ["Name,Town", "Ana Soto,X", "Ana Soto,Z"],
        ["Name,Phone", "Ana Soto,555-0101", "Ana Soto,555-0102"],
        ["Name,Email", "Ana Soto,a@x.example", "Ana Soto,"],
        ["Name,Attending,Class", "Ana Soto,yes,4A", "Ana Soto,no,4B"],
        ["Name,Attending,Email", "Ana Soto,yes,a@x.example", "Ana Soto,no,b@x.example"],
    ],
)
def test_one_name_with_other_cells_is_two_people_whatever_the_order(rows):
    heading, *people = rows
    found = ids("\n".join([heading, *people]))
    assert len(set(found)) == 2
    assert ids("\n".join([heading, *people[::-1]])) == found[::-1]


@pytest.mark.parametrize(
    "rows",
    [
        ["2024-01-01,Ana Soto,yes,a@x.example,vegan", "2024-01-05,Ana Soto,no,a@x.example,"],
        ["2024-01-01,Ana Soto,yes,,we look forward to it all", "2024-01-05,Ana Soto,no,,we are so very sorry"],
    ],
)
def test_a_person_who_says_yes_and_later_no_is_asked_about(rows):
    text = "\n".join(["Timestamp,Name,Attending,Email,Message", *rows])
    with pytest.raises(InputError) as failure:
        persons(text)
    (problem,) = failure.value.problems
    assert (problem.slug, problem.line) == ("id-needed", 2)
    assert "yes on line 2 (2024-01-01) and no on line 3 (2024-01-05)" in str(problem.says)
    assert "Line 3 is the last of these rows" in str(problem.says)


def test_two_answers_with_parties_are_one_question():
    assert wrong("Name,Attending,Party size\nAna,yes,2\nBen,yes,1\nAna,no,2\n") == [(2, "Name", "id-needed")]


def test_repeated_ids_are_named_once_each():
    assert wrong("name,id\nAda,a\nBo,b\nCleo,A\nDan,a\n") == [(4, "id", "id-repeated"), (5, "id", "id-repeated")]


def test_a_blank_id_in_a_column_of_ids_is_computed_and_said():
    text = "name,id\nAda,1\nBo,\n"
    assert ids(text) == ["1", compute_id("Bo", "")]
    assert "line 3" in said(text, "id-computed")[0].text


TEXTS = st.text(alphabet="abc é\x1f", max_size=6)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TEXTS, min_size=1, max_size=3))
def test_ids_are_equal_exactly_for_texts_that_compare_equal(one, other):
    if "\x1f" in "".join([*one, *other]):  # no cell contains the separator
        return
    assert (compute_id(*one) == compute_id(*other)) is (list(map(fold, one)) == list(map(fold, other)))


@given(st.lists(st.sampled_from(["Ana", "Ben", "Cleo"]), min_size=1, max_size=6))
def test_rows_that_nothing_distinguishes_are_counted_once(names):
    text = "name,organization\n" + "".join(f"{name},Tern\n" for name in names)
    assert [person.name for person in persons(text)] == list(dict.fromkeys(names))
    told_apart = "name,email\n" + "".join(f"{name},{at}@x.example\n" for at, name in enumerate(names))
    assert len(set(ids(told_apart))) == len(names)


@pytest.mark.parametrize(
    ("identity", "is_so"),
    [
        ("forgotten-1", True),
        ("forgotten-12+2", True),
        ("forgotten-harvest", False),
        ("forgotten-1-b", False),
        ("forgotten-", False),
    ],
)
def test_only_a_whole_token_stands_for_someone_who_was_forgotten(identity: str, is_so: bool):
    assert is_forgotten(identity) is is_so
    removed = "a person whose data was removed"
    text = without_tokens(f"forgotten-hill people and {identity} sit apart")
    assert text == f"forgotten-hill people and {removed if is_so else identity} sit apart"


def test_someone_who_was_forgotten_is_in_a_saved_list_and_on_no_list():
    saved = People((Person(id="forgotten-1"), Person(id="ana")))
    assert list(saved.by_id) == ["forgotten-1", "ana"]
    assert list(saved.on_list) == ["ana"]


def test_a_person_with_an_id_like_a_token_keeps_the_name():
    (one,) = persons("id,name\nforgotten-harvest,Forgotten Harvest\n")
    assert one.label == "Forgotten Harvest"


@pytest.mark.parametrize("organization", ["", "Tern Island"])
@pytest.mark.parametrize(
    "name",
    [
        *("Reserved", "Open seat", "Oak Fund", "Guest of Ana Soto", "Hall – X", "Reserved for press", "VIP", "Held"),
        *(
            "Guest",
            "TBC",
            "Plus one",
            "?",
            "Ana Soto's guest",
            "Reservado",
            "Invitado de Ana",
            "Sponsor 1",
            "partner tbc",
        ),
    ],
)
def test_equal_rows_that_name_no_person_hold_a_seat_each(name, organization):
    text = f"Name,Organization,Side\nBen Ode,,a\n{f'{name},{organization},a{chr(10)}' * 3}"
    assert len(persons(text)) == 4
    assert said(text, "duplicate-name") == []


@pytest.mark.parametrize(
    "name", ["Ana Soto", "Madonna", "ana soto", "Guest, Edgar", "Ana Soto - vegan", "Ana Friend", "Ana Held"]
)
def test_equal_rows_of_a_person_are_one(name):
    assert len(persons(f'Name,Side\nBen Ode,a\n"{name}",a\n"{name}",a\n')) == 2
