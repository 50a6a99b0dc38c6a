"""Who on the list could stand in, and who could introduce them."""

from __future__ import annotations

from seating.analysis.contacts import find_contacts, find_introducers_to, find_open_seats
from seating.requirements.base.kind import Ask
from seating.room.plan import Room
from tests.builders import requirement, room

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


CROWD = [{"id": f"c{n}", "sector": "business", "languages": "en"} for n in range(9)]


def test_whoever_fits_more_comes_first() -> None:
    found = find_contacts({"sector": "labor", "age": "youth"}, room([*PEOPLE, *CROWD], ["north"]))
    assert next((one.person.id, one.fits) for one in found) == ("gone", ("labor", "youth"))
    assert {one.fits for one in found[1:]} == {("labor",)}


def test_whoever_fits_only_the_common_part_is_no_stand_in() -> None:
    """Somebody who shares only the language of everybody cannot stand in for young people who speak it."""
    people = [
        *CROWD,
        {"id": "speaks", "languages": "en", "age": "adult", "status": "idea"},
        {"id": "young", "languages": "fr", "age": "youth", "status": "idea"},
        {"id": "both", "languages": "en", "age": "youth", "status": "declined"},
    ]
    found = find_contacts({"languages": "en", "age": "youth"}, room(people, ["north"]))
    assert [(one.person.id, one.fits) for one in found] == [("both", ("en", "youth")), ("young", ("youth",))]


def test_whoever_fits_a_description_of_one_common_value_wholly_is_a_stand_in() -> None:
    people = [*CROWD, {"id": "more", "sector": "business", "status": "idea"}]
    assert [one.person.id for one in find_contacts({"sector": "business"}, room(people, ["north"]))] == ["more"]


def test_the_perspective_decides_who_fits_wholly() -> None:
    """A value may have alternatives, and `not` may leave somebody out whom the cells would fit."""
    people = [
        *CROWD,
        {"id": "union", "sector": "union", "status": "idea"},
        {"id": "boss", "sector": "labor", "age": "old", "status": "idea"},
    ]
    here = room(people, ["north"])
    voice = requirement("voice", name="Labor", who={"sector": ["labor", "union"], "not": {"age": "old"}}, at="the room")
    (ask,) = voice.asks(here)
    found = find_contacts({"sector": ("labor", "union")}, here, ask)
    assert [(one.person.id, one.is_whole) for one in found] == [("union", True), ("boss", False)]


def test_a_connection_or_the_perspective_itself_leads_to_somebody_new() -> None:
    people = [
        *CROWD,
        {"id": "dee", "sector": "labor"},
        {"id": "eli", "assets": "connection: airport flats neighbors"},
        {"id": "fay", "assets": "connection: labor council"},
        {"id": "gil", "assets": "skill: labor"},
        {"id": "held", "sector": "labor", "status": "open"},
    ]
    here = room(people, ["north"])
    labor = ask_for("Organized labor", {"sector": "labor"}, here)
    found = find_introducers_to({"sector": "labor"}, labor, here)
    assert [(one.person.id, one.connection, one.is_of_it) for one in found] == [
        ("fay", "labor council", False),
        ("dee", "", True),
    ]
    flats = ask_for("Flats", {"neighborhood": "Airport Flats"}, here)
    found = find_introducers_to({"neighborhood": "Airport Flats"}, flats, here)
    assert [one.person.id for one in found] == ["eli"]
    assert find_open_seats(labor, here)[0].id == "held"


def test_organizations_that_serve_a_perspective_lead_to_it_first() -> None:
    people = [
        *CROWD,
        {"id": "dee", "assets": "connection: labor"},
        {"id": "eli", "organization": "Workers Center", "assets": "connection: labor"},
    ]
    here = room(people, ["north"])
    asked = requirement(
        "voice", name="Labor", who={"sector": "labor"}, at="the room", serves={"organization": "Workers Center"}
    )
    (ask,) = asked.asks(here)
    found = find_introducers_to({"sector": "labor"}, ask, here)
    assert [(one.person.id, one.serves) for one in found] == [("eli", True), ("dee", False)]


def test_many_who_belong_to_it_are_not_all_named() -> None:
    here = room(CROWD, ["north"])
    assert find_introducers_to({"sector": "business"}, ask_for("Firms", {"sector": "business"}, here), here) == ()


def ask_for(name: str, who: dict[str, str], here: Room) -> Ask:
    (ask,) = requirement("voice", name=name, who=who, at="the room").asks(here)
    return ask


def test_nobody_stands_in_for_anybody_at_all() -> None:
    assert find_contacts({}, room(PEOPLE, ["north"])) == ()
