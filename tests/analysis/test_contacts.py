"""Who on the list could stand in, and who could introduce them."""

from __future__ import annotations

from seating.analysis.contacts import find_contacts, find_introducers
from tests.builders import person, room

PEOPLE = [
    {"id": "comes", "sector": "labor"},
    {"id": "no", "sector": "labor", "attending": 0},
    {"id": "gone", "sector": "labor", "status": "declined", "age": "youth"},
    {"id": "idea", "sector": "Labor ", "status": "idea"},
    {"id": "staff", "sector": "labor", "status": "idea", "duty": "recorder"},
    {"id": "other", "sector": "business", "status": "idea"},
]


def test_whoever_fits_and_is_not_sure_to_come_could_stand_in() -> None:
    found = find_contacts({"sector": "labor"}, room(PEOPLE, ["north"]))
    assert [(one.person.id, one.standing) for one in found] == [("idea", "idea"), ("gone", "declined"), ("no", "no")]


def test_whoever_fits_more_comes_first() -> None:
    found = find_contacts({"sector": "labor", "age": "youth"}, room(PEOPLE, ["north"]))
    assert next((one.person.id, one.fits) for one in found) == ("gone", ("labor", "youth"))
    assert {one.fits for one in found[1:]} == {("labor",)}


def test_nobody_stands_in_for_anybody_at_all() -> None:
    assert find_contacts({}, room(PEOPLE, ["north"])) == ()


def test_colleagues_and_connections_introduce() -> None:
    wanted = person({"id": "wanted", "organization": "Office of the City Council", "status": "idea"})
    people = [
        person({"id": "ana", "assets": "connection: city council"}),
        person({"id": "ben", "organization": "office of the  city council"}),
        person({"id": "cam", "assets": "skill: city council"}),
        person({"id": "dee", "assets": "connection: city"}),
        person({"id": "eli", "assets": "connection: cit"}),
        person({"id": "fay", "assets": "connection: city council", "status": "open"}),
    ]
    found = find_introducers(wanted, [*people, wanted])
    assert [(one.person.id, one.connection) for one in found] == [("ben", ""), ("ana", "city council"), ("dee", "city")]
