"""What tables need, who brings it there, and where an asset belongs."""

from __future__ import annotations

from random import Random

import pytest

from seating.analysis.assets import find_areas, index_areas, list_needs
from seating.api.interface import solve
from seating.profiles import Person, Status, Who
from seating.room.plan import Plan
from seating.wording import fold
from tests.builders import person, plan, room
from tests.random_rooms import random_room

TABLES = [
    {"id": "north", "focus": "capital", "needs": ["books", "van"]},
    {"id": "south", "focus": "talent", "needs": ["skill: books"]},
    {"id": "west", "focus": "talent"},
]
PEOPLE = [
    {"id": "ana", "assets": "van"},
    {"id": "ben", "assets": "skill: books; skill: law", "kind": "micro"},
    {"id": "cam", "assets": "skill: Books"},
    {"id": "dee", "assets": "skill: books"},
    {"id": "eli", "assets": "skill: bookkeeping"},
    {"id": "fay", "assets": "skill: books", "status": "open"},
]
HERE = room(PEOPLE, TABLES)
SEATS = plan(north=["ana", "eli", "fay"], south=["ben", "cam"], west=["dee"])


def test_whole_words_are_needed() -> None:
    books, van, at_south = list_needs(HERE, SEATS)
    assert (books.need, books.people) == ("books", ())
    assert [[one.id for one in need.people] for need in (van, at_south)] == [["ana"], ["ben", "cam"]]


@pytest.mark.parametrize(
    ("asset", "interests", "may_read", "areas"),
    [
        ("van", {"talent": 3}, True, ("capital",)),  # a table needs it
        ("Talent: mentoring", {"capital": 3}, True, ("talent",)),  # its group is an area
        ("listeners", {"capital": 2, "talent": 3, "art": 5}, True, ("talent",)),
        ("listeners", {"capital": 2, "talent": 2}, True, ("capital", "talent")),
        ("listeners", {"talent": 3}, False, ()),
        ("listeners", {"talent": 0}, True, ()),
    ],
)
def test_an_asset_belongs_where_it_is_needed_or_wanted(asset, interests, may_read, areas) -> None:
    one = person({"id": "ana", "assets": asset, "interests": interests})
    assert find_areas(one.assets[0], one, index_areas(HERE.tables), may_read_interests=may_read) == areas


def test_synonyms_hold_for_assets_needs_and_who_and_other_words_stay_free() -> None:
    people = [{"name": "Ana", "assets": "skill: accounting; van"}, {"name": "Ben", "assets": "hall"}]
    convening = {
        "tables": [{"id": "north", "needs": ["books", "skill: Accounting"]}],
        "requirements": [{"kind": "assets"}, {"kind": "count", "who": {"assets": "skill: books"}, "at_least": 1}],
        "vocabulary": {"assets": {"bookkeeping": ["accounting", "books"]}},
    }
    solved = solve(people, convening)
    assert solved.room.tables[0].needs == ("bookkeeping", "skill: bookkeeping")
    assert [str(asset) for asset in solved.people.persons[0].assets] == ["skill: bookkeeping", "van"]
    assert solved.penalty == 0


def test_needs_are_what_a_search_through_all_people_gives() -> None:
    """Every need of a table once, with those who bring it there."""
    met = 0
    for seed in range(400):
        rng = Random(f"assets {seed}")
        here = random_room(rng, 8)
        seats = Plan({p.id: rng.choice(here.tables).id for p in here.persons})
        found = list_needs(here, seats)
        assert [(n.table.id, fold(n.need)) for n in found] == [
            (table.id, need)
            for table in here.tables
            if not table.open_if_needed or table.id in {seats.seats[p.id] for p in here.people}
            for need in dict.fromkeys(map(fold, table.needs))
        ]
        for need in found:
            brings = [p for p in here.people if _brings(p, need.need) and p.status is not Status.OPEN]
            at = need.table.id
            assert list(need.people) == [p.at(at) for p in brings if seats.seats[p.id] == at]
            met += bool(need.people)
    assert met > 3


def _brings(person: Person, need: str) -> bool:
    return Who.model_validate({"assets": need}).matches(person)
