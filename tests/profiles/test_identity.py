"""Ids: text as written, or computed from name and organization alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

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


def test_rows_that_stay_equal_ask_for_an_id_and_name_all_lines():
    text = "name,organization\nAda,Tern\nBo,Slate\nADA , tern\nAda,Tern\n"
    assert wrong(text) == [(2, "name", "id-needed")]


def test_names_equal_after_normalisation_are_equal_rows():
    assert wrong("name,organization\nJosé,Tern\nJose\u0301,Tern\n") == [(2, "name", "id-needed")]


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
def test_rows_that_nothing_distinguishes_are_problems(names):
    text = "name,organization\n" + "".join(f"{name},Tern\n" for name in names)
    repeated = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    assert wrong(text) == [(2 + names.index(name), "name", "id-needed") for name in repeated]
    told_apart = "name,email\n" + "".join(f"{name},{at}@x.example\n" for at, name in enumerate(names))
    assert len(set(ids(told_apart))) == len(names)
