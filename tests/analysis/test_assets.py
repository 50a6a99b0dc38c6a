"""What is in the room, what is lacking, and who could bring it."""

from __future__ import annotations

from random import Random

import pytest

from seating.analysis.assets import MOST_LENDERS, find_areas, index_areas, list_assets, list_needs
from seating.api.solve import solve
from seating.plan import Plan
from seating.profiles import Person, Status, Who
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


def test_whole_words_are_needed_and_tables_lend_only_what_they_can_spare() -> None:
    books, van, at_south = list_needs(HERE, SEATS)
    assert (books.need, books.people) == ("books", ())
    assert [(lender.person.id, lender.is_spare) for lender in books.lenders] == [("dee", False), ("cam", True)]
    assert (van.surplus, at_south.surplus) == (0, 1)


def test_a_table_that_needs_a_thing_lends_the_second_who_brings_it() -> None:
    tables = [{"id": "north", "needs": ["books"]}, {"id": "south", "needs": ["books"]}]
    people = [{"id": "ana"}, {"id": "ben", "assets": "books"}, {"id": "cam", "assets": "books"}]
    lacking, _ = list_needs(room(people, tables), plan(north=["ana"], south=["ben", "cam"]))
    assert [(lender.person.id, lender.is_spare) for lender in lacking.lenders] == [("cam", True)]
    lacking, _ = list_needs(room(people[:2], tables), plan(north=["ana"], south=["ben"]))
    assert lacking.lenders == ()


def test_no_one_is_asked_to_leave_a_table_that_has_just_enough_people() -> None:
    """A held seat counts, as it does for the size of a table."""
    tables = [{"id": "north", "needs": ["books"]}, {"id": "south", "seats": "2-4"}]
    people = [{"id": "ana"}, {"id": "ben", "assets": "books"}, {"id": "cam"}, {"id": "dee", "status": "open"}]
    for others, lenders in ((["cam"], []), (["cam", "dee"], ["ben"])):
        seats = plan(north=["ana"], south=["ben", *others])
        here = room([one for one in people if one["id"] in seats.seats], tables)
        (lacking,) = list_needs(here, seats)
        assert [lender.person.id for lender in lacking.lenders] == lenders


def test_people_stand_by_area_and_type_and_group() -> None:
    found = list_assets(HERE, "kind")
    assert {key: {group: [p.id for p in people] for group, people in row.items()} for key, row in found.items()} == {
        ("capital", ""): {"": ["ana"], "skill": ["cam", "dee"]},
        ("capital", "micro"): {"skill": ["ben"]},
        ("talent", "micro"): {"skill": ["ben"]},
        ("talent", ""): {"skill": ["cam", "dee"]},
        ("", "micro"): {"skill": ["ben"]},
        ("", ""): {"skill": ["eli"]},
    }


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


def test_needs_and_lenders_are_what_a_search_through_all_people_gives() -> None:
    """Every need of a table once, those who bring it there, and otherwise everybody whom another table can spare."""
    seen = {"met": 0, "lent": 0, "spare": 0}
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
            at = {t.id: [p.at(t.id) for p in brings if seats.seats[p.id] == t.id] for t in here.tables}
            assert list(need.people) == at[need.table.id]
            may_lend = set()
            for table in here.tables:
                keeps = fold(need.need.split(":")[-1]) in {fold(own.split(":")[-1]) for own in table.needs}
                is_spared = sum(seats.seats[p.id] == table.id for p in here.people) > table.seats.minimum
                if table.id != need.table.id and is_spared:
                    may_lend |= {(p.id, keeps) for p in at[table.id][1 if keeps else 0 :]}
            lent = [(lender.person.id, lender.is_spare) for lender in need.lenders]
            expected = set() if need.people else may_lend
            assert set(lent) <= expected
            assert len(lent) == len(set(lent)) == min(MOST_LENDERS, len(expected))
            assert need.more_lenders == len(expected) - len(lent)
            assert [is_spare for _, is_spare in lent] == sorted(is_spare for _, is_spare in expected)[: len(lent)]
            seen["met"] += bool(need.people)
            seen["lent"] += len(lent)
            seen["spare"] += sum(is_spare for _, is_spare in lent)
    assert min(seen.values()) > 3, seen


def test_assets_are_listed_once_for_each_area_of_the_table() -> None:
    for seed in range(60):
        rng = Random(f"brought {seed}")
        here = random_room(rng, 8)
        found = {
            (*key, fold(group), one.id)
            for key, row in list_assets(here, "sector").items()
            for group, people in row.items()
            for one in people
        }
        assert found == {
            (area, value, fold(asset.group), p.id)
            for p in here.people
            if p.status is not Status.OPEN
            for asset in p.assets
            for area in find_areas(asset, p, index_areas(here.tables), may_read_interests=True) or ("",)
            for value in p.values("sector") or ("",)
        }


def _brings(person: Person, need: str) -> bool:
    return Who.model_validate({"assets": need}).matches(person)
