"""People who are named by their e-mail addresses, wherever a cell or a convening names people."""

from __future__ import annotations

from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.convening import read_convening
from seating.errors import InputError
from seating.profiles.addresses import find_address
from tests.profiles.lists import persons, reading, said, wrong

ADDRESSES = {"Ana Soto": "ana@x.example", "Ben Ode": "ben@x.example", "Cara Lind": "c.lind+2@x.example"}
SPELLINGS = ("{0}", "<{0}>", "mailto:{0}", "{1} <{0}>", '"{1}" <{0}>', "{1} ({0})", "{1} {0}", "{0}.")
SEPARATORS = ("; ", ";", ", ", "\n", " ", " / ", " & ", " and ")


def listed(heading: str, cell: str) -> str:
    """Return a list whose first person, Eva Roth, names others in a column."""
    quoted = cell.replace('"', '""')
    rows = "".join(f"{name},{address},\n" for name, address in ADDRESSES.items())
    return f'Name,Email,{heading}\nEva Roth,eva@x.example,"{quoted}"\n{rows}'


@given(
    st.sampled_from(["with", "apart", "wishes", "avoids", "Friends", "Do not seat with", "Sits with"]),
    st.permutations(list(ADDRESSES)).flatmap(lambda names: st.sampled_from([names[:1], names[:2], names])),
    st.sampled_from(SPELLINGS),
    st.sampled_from(SEPARATORS),
    st.booleans(),
)
def test_an_address_on_the_list_names_its_person(heading, names, spelling, separator, is_upper):
    def written(name):
        return spelling.format(ADDRESSES[name].upper() if is_upper else ADDRESSES[name], name)

    by_name, by_address = "; ".join(names), separator.join(map(written, names))
    fields = attrgetter("with_", "apart", "wishes", "avoids")
    meant, read = (fields(persons(listed(heading, cell))[0]) for cell in (by_name, by_address))
    assert any(meant)
    assert read == meant


@pytest.mark.parametrize("heading", ["Team request", "Group members", "Teammate email", "Requested by", "Notes"])
@pytest.mark.parametrize("cell", ["ben@x.example", "ben@x.example c.lind+2@x.example"])
def test_a_column_of_addresses_is_asked_about_as_one_of_names(heading, cell):
    (note,) = said(listed(heading, cell), "heading-own")
    assert heading in note.text


@pytest.mark.parametrize("heading", ["Plus one", "Companions"])
def test_an_address_of_somebody_on_the_list_is_no_further_guest(heading):
    people = persons(listed(heading, "ben@x.example"))
    assert sorted(person.name for person in people) == sorted(["Eva Roth", *ADDRESSES])
    eva, ben, *_ = sorted(people, key=lambda person: person.name != "Eva Roth" and person.name != "Ben Ode")
    assert {eva.party and eva.party.id, ben.party and ben.party.id} != {None}


@pytest.mark.parametrize("cell", ["zed@y.example", "Finn Ash; zed@y.example"])
def test_an_address_of_nobody_is_asked_about(cell):
    assert [slug for _, _, slug in wrong(listed("Plus one", cell))] == ["party-unclear"]
    assert [slug for _, _, slug in wrong(listed("with", "zed@y.example"))] == ["reference-unknown"]


def test_people_are_found_by_address_as_by_name():
    people = reading(listed("Notes", "")).people
    for written in ("Ben@X.example", "mailto:ben@x.example", "Ben Ode <ben@x.example>"):
        assert people.find(written) == people.find("Ben Ode")


def test_an_address_tells_people_of_one_name_apart():
    text = "Name,Email,with\nBen Ode,b1@x.example,\nBen Ode,b2@x.example,\nAna Soto,ana@x.example,b2@x.example\n"
    one, other, ana = persons(text)
    assert ana.with_ == (other.id,)
    assert one.id != other.id


def test_an_address_that_people_share_is_ambiguous():
    with pytest.raises(InputError) as failure:
        reading("Name,Email,with\nAna Soto,s@x.example,\nBen Soto,s@x.example,\nEva Roth,e@x.example,s@x.example\n")
    assert [problem.slug for problem in failure.value.problems] == ["reference-ambiguous"]


def test_a_second_column_of_addresses_stays():
    rows = "".join(f"{name},{address},{address}\n" for name, address in ADDRESSES.items())
    people = persons(f"Name,Email,Account\n{rows}")
    assert [person.own["Account"] for person in people] == [(address,) for address in ADDRESSES.values()]


def test_words_around_an_address_are_kept():
    eva = persons(listed("Notes", "please seat me near ben@x.example, by the door"))[0]
    assert eva.own["Notes"] == ("please seat me near Ben Ode, by the door",)
    assert find_address("please seat me near ben@x.example") == ""


@pytest.mark.parametrize("spelling", ["ben@x.example", "Ben Ode <ben@x.example>", "mailto:BEN@x.example"])
def test_the_convening_names_people_by_address(spelling):
    people = reading(listed("Notes", "")).people
    pin = {"kind": "pin", "people": [spelling], "tables": ["a"]}
    stated = {"tables": [{"id": "a", "seats": 4}, {"id": "b", "seats": 4}], "requirements": [pin]}
    found = read_convening(people, stated).convening.requirements
    (requirement,) = [one for one in found if one.kind == "pin"]
    assert requirement.people == (people.named("Ben Ode")[0].id,)
