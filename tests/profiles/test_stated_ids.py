"""Ids that the convening states: a person with a new name keeps the former id."""

from __future__ import annotations

import pytest

from seating.profiles import Reading, read_people
from seating.sources import read_bytes

PLAIN = "name,wishes\nAna Roe,\nBo Fox,Ana Roe\nKira Bell,Bo Fox\n"
WITH_IDS = "id,name,wishes\n1,Ana Roe,\n2,Bo Fox,3\n3,Kira Bell,1\n"


def read(text: str, ids: dict[str, str]) -> Reading:
    return read_people(read_bytes(text.encode(), "people.csv"), ids=ids)


def test_a_stated_id_replaces_the_computed_one_and_cells_that_name_the_person():
    ana, bo, kira = read(PLAIN, {"kira  bell": "p-former", "Ana Roe": "a"}).people
    assert (ana.id, kira.id) == ("a", "p-former")
    assert (bo.wishes, kira.wishes) == (("a",), (bo.id,))


def test_cells_with_the_id_of_the_list_mean_the_same_person():
    _, bo, kira = read(WITH_IDS, {"Kira Bell": "30"}).people
    assert kira.id == "30"
    assert bo.wishes == ("30",)


def test_companions_follow_the_person_of_their_row():
    people = read("name,plus ones\nAna Roe,1\nBo Fox,\n", {"Ana Roe": "a"}).people
    assert [one.id for one in people][:2] == ["a", "a+2"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (PLAIN, {"Zoe Quill": "z"}),
        (WITH_IDS, {"Kira Bell": "2"}),
        ("name,organization\nAna Roe,A\nAna Roe,B\n", {"Ana Roe": "a"}),
    ],
    ids=["not listed", "the id of someone else", "two of the name"],
)
def test_an_id_that_cannot_count_is_noted_and_left_out(text: str, ids: dict[str, str]):
    reading = read(text, ids)
    plain = read(text, {})
    assert [one.id for one in reading.people] == [one.id for one in plain.people]
    (note,) = [note for note in reading.notes if note.slug == "id-unused"]
    (name,) = ids
    assert name in note.text
    assert name not in note.shared_text
