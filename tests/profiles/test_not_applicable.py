"""`n/a` says that a column does not apply to somebody: the cell is answered, and has no value."""

from __future__ import annotations

import pytest

from seating.profiles import Who, read_people
from seating.sources import read_bytes
from tests.profiles.lists import persons, said


@pytest.mark.parametrize(
    "column", ["organization", "sector", "representative_type", "languages", "needs", "interests", "assets", "Own"]
)
@pytest.mark.parametrize(
    "text",
    ["n/a", "N/A", "n.a.", "Not applicable", "does not apply", "No aplica", "NO CORRESPONDE", "-", "--", "–", "—"],
)
def test_it_is_not_a_value(column, text):
    (person,) = persons(f"name,{column}\nAna Kim,{text}\n")
    assert person.values(column) == ()
    assert person.not_applicable == {column}


def test_it_is_left_out_among_values():
    (person,) = persons("name,languages\nAna Kim,Spanish; n/a\n")
    assert person.languages == ("Spanish",)
    assert person.not_applicable == frozenset()


def test_it_is_answered_and_can_be_picked():
    asked, blank = persons("name,sector,Own\nAna Kim,n/a,x\nBen Lee,,x\n")
    assert not Who.model_validate({"sector": "labor"}).could_be(asked)
    assert Who.model_validate({"sector": "labor"}).could_be(blank)
    assert Who.model_validate({"sector": "N/A"}).matches(asked)
    assert not Who.model_validate({"sector": "n/a"}).matches(blank)


def test_a_vocabulary_may_give_it_a_meaning():
    source = read_bytes(b"name,sector\nAna Kim,n/a\n", "people.csv")
    (person,) = read_people(source, {"sector": {"other": ("n/a",)}}).people.persons
    assert person.sector == "n/a"


def test_two_spellings_of_it_are_not_reported():
    teams = ["Red", "n/a", "Blue", "N/A"]
    text = "name,team\n" + "".join(f"Ana Kim{n},{teams[n % 4]}\n" for n in range(8))
    assert not said(text, "spelling-equal")


def test_a_value_that_may_mean_that_nothing_is_known_is_noted_and_kept() -> None:
    text = 'name,organization,sector,Own\nAna Kim,?,TBD,"red; ?"\nBen Lee,Oak,none,unknown\nCam Loy,n/a,labor,\n'
    read = read_people(read_bytes(text.encode(), "people.csv"))
    ana, ben, cam = read.people.persons
    assert (ana.organization, ana.sector, ana.values("Own"), ben.sector) == ("?", "TBD", ("red", "?"), "none")
    assert cam.organization == ""
    told = [note.text for note in read.notes if note.slug == "value-unclear"]
    assert [one.partition('"')[0] for one in told] == ["people.csv:2: column "] * 3 + ["people.csv:3: column "]
    assert (
        'column "organization" (B): "?" counts as a value in requirements; clear the cell if it is not known.'
        in told[0]
    )
