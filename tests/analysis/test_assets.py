"""What is in the room, what is lacking, and who could bring it."""

from __future__ import annotations

from seating.analysis.assets import list_assets, list_needs
from seating.api import solve
from tests.builders import plan, room

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


def test_people_stand_by_area_and_type_and_group() -> None:
    found = list_assets(HERE, SEATS, "kind")
    assert {key: {group: [p.id for p in people] for group, people in row.items()} for key, row in found.items()} == {
        ("capital", ""): {"": ["ana"], "skill": ["eli"]},
        ("talent", "micro"): {"skill": ["ben"]},
        ("talent", ""): {"skill": ["cam", "dee"]},
    }


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
