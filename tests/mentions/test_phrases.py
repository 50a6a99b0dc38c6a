"""Typed texts and the one meaning that each has."""

from __future__ import annotations

import pytest

from seating.mentions import MentionKind
from seating.mentions.phrases import PhraseReader
from seating.profiles import People
from seating.profiles.reader import read_people
from seating.room.tables import Table
from seating.sources import read_bytes

LIST = """name,email,organization,sector,representative type,languages,needs,Neighborhood,Team,Group,Veteran,We fund
Ana Ruiz,ana@example.org,Oak Fund,philanthropy,decision-maker,English,,Heights,Red,Red,yes,Elm Clinic; South Mesa Makers
Ben Stone,ben@example.org,Elm Clinic,nonprofit,doer,English; Spanish,wheelchair,South Mesa,Red,Blue,no,
Cleo Hart,cleo@example.org,South Mesa Makers,nonprofit,designee,Spanish,vegan,South Mesa,Blue,Blue,,
Dov Diaz,dov@example.org,Carpenters Local 12,labor,doer,English,,Heights,Blue,Red,yes,
Ana Soto,one@example.org,Oak Fund,philanthropy,designee,English,,Heights,Red,Blue,no,
Ana Soto,two@example.org,Elm Clinic,nonprofit,doer,English,,Old Town,Blue,Blue,no,
"""


def read() -> People:
    return read_people(read_bytes(LIST.encode(), "people.csv")).people


PERSON, ORGANIZATION, VALUE = MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.VALUE


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("Ana Ruiz", PERSON, {"name": "Ana Ruiz"}),
        ("  ana  RUIZ. ", PERSON, {"name": "Ana Ruiz"}),
        ("BEN@example.org", PERSON, {"name": "Ben Stone"}),
        ("Oak Fund", ORGANIZATION, {"organization": "Oak Fund"}),
        ("someone from the Oak Fund", ORGANIZATION, {"organization": "Oak Fund"}),
        ("Oak Fund people", ORGANIZATION, {"organization": "Oak Fund"}),
        ("people from South Mesa", VALUE, {"Neighborhood": "South Mesa"}),
        ("residents of Heights", VALUE, {"Neighborhood": "Heights"}),
        ("gente de Heights", VALUE, {"Neighborhood": "Heights"}),
        ("South Mesa", VALUE, {"Neighborhood": "South Mesa"}),
        ("Neighborhood: Old Town", VALUE, {"Neighborhood": "Old Town"}),
        ("doers", VALUE, {"representative_type": "doer"}),
        ("a decision maker", VALUE, {"representative_type": "decision-maker"}),
        ("people who can decide", VALUE, {"representative_type": "decision-maker"}),
        ("unions", VALUE, {"sector": "labor"}),
        ("Spanish speakers", VALUE, {"languages": "es"}),
        ("wheelchair users", VALUE, {"needs": "wheelchair"}),
        ("veterans", VALUE, {"Veteran": "yes"}),
        ("Team: red", VALUE, {"Team": "Red"}),
        ("funders", VALUE, {"We fund": ["Elm Clinic", "South Mesa Makers"]}),
        ("the groups they fund", VALUE, {"organization": ["Elm Clinic", "South Mesa Makers"]}),
        ("doers from South Mesa", VALUE, {"representative_type": "doer", "Neighborhood": "South Mesa"}),
        ("designees from Oak Fund", VALUE, {"representative_type": "designee", "organization": "Oak Fund"}),
        (
            "decision makers from Elm Clinic",
            VALUE,
            {"representative_type": "decision-maker", "organization": "Elm Clinic"},
        ),
    ],
)
def test_whatever_is_on_the_list_is_found(text, kind, who):
    people = read()
    found = PhraseReader(people).read(text)
    assert (found.kind, dict(found.who)) == (kind, who)
    assert set(found.ids) <= {person.id for person in people}


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Anna Ruiz", ("Ana Ruiz",)),
        ("Ana Soto", ("Ana Soto (Oak Fund)", "Ana Soto (Elm Clinic)")),
        ("Red", ("Team: Red", "Group: Red")),
        ("Mesa Makers", ("South Mesa Makers",)),
        ("young people", ()),
        ("people from North Mesa", ("South Mesa",)),
        ("doers from the Old Twon", ("doers from Old Town",)),
        ("the mayor", ()),
    ],
)
def test_whatever_is_not_is_unknown_and_what_is_near_resolves(text, near):
    reader = PhraseReader(read())
    found = reader.read(text)
    assert (found.kind, found.ids, found.who) == (MentionKind.UNKNOWN, (), {})
    assert found.near[: len(near)] == near
    assert all(reader.read(one).is_on_list for one in found.near)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("young people?", {"perspective": "young people"}),
        ("the mayor?", {"perspective": "mayor"}),
        ("Birch Bank?", {"organization": "Birch Bank"}),
        ("young people from Heights?", {"perspective": "young people", "Neighborhood": "Heights"}),
        ("Vietnamese speakers?", {"languages": "vi"}),
    ],
)
def test_a_question_mark_says_that_they_are_missing(text, who):
    found = PhraseReader(read()).read(text)
    assert (found.kind, found.ids, dict(found.who)) == (MentionKind.VOICE, (), who)


def test_a_side_of_a_relation_needs_its_column():
    without = read_people(read_bytes(b"name,organization\nAna Ruiz,Oak Fund\n", "people.csv")).people
    assert PhraseReader(without).read("the groups they fund").kind is MentionKind.UNKNOWN
    assert PhraseReader(read()).find_relation("the groups they fund") == "We fund"
    by = LIST.replace("We fund", "Funded by").replace("Elm Clinic; South Mesa Makers", "Elm Clinic")
    turned = PhraseReader(read_people(read_bytes(by.encode(), "people.csv")).people)
    assert dict(turned.read("funders").who) == {"organization": ["Elm Clinic"]}
    assert dict(turned.read("grantees").who) == {"Funded by": ["Elm Clinic"]}


def test_tables_are_found_by_name_and_number():
    reader = PhraseReader(read(), (Table(id="jobs", name="Jobs"), Table(id="kitchen", name="Kitchen and bar")))
    for text, identity in (("jobs", "jobs"), ("the Jobs", "jobs"), ("2", "kitchen"), ("table 1", "jobs")):
        assert reader.resolver.resolve_table(text).ids == (identity,)
    assert not reader.resolver.resolve_table("Jbos").is_known


@pytest.mark.parametrize("word", [" or ", " from ", " of "])
def test_each_part_of_a_long_text_is_looked_up_once(monkeypatch, word):
    """Without that, the number of look-ups would be three to the power of the number of parts."""
    counted = []
    look_up = PhraseReader._look_up
    monkeypatch.setattr(PhraseReader, "_look_up", lambda self, text: counted.append(text) or look_up(self, text))
    PhraseReader(read()).read(word.join(f"Xyz{number}" for number in range(12)))
    assert len(counted) == len(set(counted)) < 12 * 12


def test_an_offer_is_not_looked_up_for_a_part_of_itself():
    people = read_people(read_bytes(b"name,needs\nAna Ruiz,a ramp at the door\nBen Stone,\n", "people.csv")).people
    assert not PhraseReader(people).read("doers from a ramp at the door").is_known
