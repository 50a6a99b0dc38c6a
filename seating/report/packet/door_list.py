"""The door list: everyone A to Z with their table, a box to check and a line to sign; one for each session of a season.

Everyone can read it, because whoever signs sees the lines of others. Stipends to sign for are therefore on the page for
the convener alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.season.session_times import have_own_doors, in_order_of_time, is_season
from seating.groups import group_by_key
from seating.present.settings import Settings
from seating.profiles.days import name_weekday
from seating.profiles.names import is_office
from seating.report.conversation import SpokenPlace, spoken_places
from seating.report.open_tables import list_open_to_walk_ins
from seating.report.places import Place, Seated, everybody, places
from seating.report.sort_keys import first_letter, sort_key
from seating.report.stock.sheet import spares_for
from seating.result import Result
from seating.wording import message, squashed

ORDER = 10
TITLE = message("Door list")
ABOUT = message(
    "Everyone A to Z with their table, a box to check, a line to sign, and lines for walk-ins. In a season, each "
    "session has its own list and a sheet for the wall."
)

REST = re.compile(r" \([^()]*\)$")
"""Matches the number or the organization after the name of people with the same name."""

FEWEST_WALK_IN_LINES = 12
"""Minimum number of blank lines for people who are not on the list."""

FEWEST_LATE_LINES = 4
"""Minimum number of blank lines on the list of a session, for people who were not expected."""

LINES_ON_A_SHEET = 30
"""Lines of the list of a session that fit on a sheet of Letter paper."""

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"})
"""Words after a last name that do not begin a look-up entry, squashed."""

FAMILY_NAME_FIRST = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
"""The start of the Unicode names of letters in scripts where a name already begins with the family name."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """A person under the other form of their name: "Vance, Boris" for "Boris Vance", and the reverse."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class RoomList:
    """The list by first letter and name as written, two indexes, the tables with free seats, and lines for walk-ins.

    `has_closed` is whether a must keeps, or may keep, free seats from an unknown person.
    `by_last_name` has the people whose first name comes first on the list, `by_first_name` has those written as
    "Vance, Boris". People whose name has one word, is an office, was made by the program, or is in a script where the
    family name comes first, are in neither. `begins_with_first_names` is whether all names have the first name first.
    """

    letters: Mapping[str, Sequence[tuple[Place, Seated]]]
    by_last_name: tuple[LookUp, ...]
    by_first_name: tuple[LookUp, ...]
    begins_with_first_names: bool
    with_room: tuple[Place, ...]
    has_closed: bool
    walk_in_lines: range


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """One session in the first of its languages, with its people and staff, A to Z, and blank lines for late arrivals.

    `people` has the guests, who have their seat at another session, and the staff. `weekday` is the English name of the
    day of the week; "" if the session has no date.
    """

    at: SpokenPlace
    people: tuple[Seated, ...]
    late_lines: range
    weekday: str


@dataclass(frozen=True, slots=True)
class DoorList:
    """The list of the whole room, None if no two sessions share a door, and the lists of the sessions of a season."""

    room: RoomList | None
    sessions: tuple[SessionSheet, ...]


def fill(result: Result, settings: Settings) -> DoorList:
    """Return the lists, without people who are not listed."""
    tables = result.room.tables
    room = None if have_own_doors(tables) else _list_room(result, settings)
    return DoorList(room, _list_sessions(result, settings) if is_season(tables) else ())


def _list_sessions(result: Result, settings: Settings) -> tuple[SessionSheet, ...]:
    found = dict[str, SpokenPlace]()
    for at in spoken_places(result, settings):
        found.setdefault(at.place.table.id, at)
    return tuple(_sheet(found[table.id]) for table in in_order_of_time(result.room.tables) if table.id in found)


def _sheet(at: SpokenPlace) -> SessionSheet:
    """Return the list of one session. There is a blank line for each free seat, as far as the sheet has room."""
    place = at.place
    people = tuple(person for _, person in everybody([place]))
    left = LINES_ON_A_SHEET - len(people)
    lines = left if place.free is None else min(place.free, left)
    return SessionSheet(at, people, range(max(FEWEST_LATE_LINES, lines)), name_weekday(place.table.day))


def _list_room(result: Result, settings: Settings) -> RoomList:
    found = places(result, settings.words)
    with_room, has_closed = list_open_to_walk_ins(result, found)
    found_people = everybody(found)
    names = [
        (person.alone, place.number)
        for place, person in found_people
        if person.held_for is None and not result.people.by_id[person.id].has_made_name
    ]
    by_last_name = _look_up((_last_name_first(name), number) for name, number in names)
    return RoomList(
        letters=group_by_key((first_letter(one.sort_name), (place, one)) for place, one in found_people),
        by_last_name=by_last_name,
        by_first_name=_look_up((_first_name_first(name), number) for name, number in names),
        begins_with_first_names=bool(names) and len(by_last_name) == len(names),
        with_room=with_room,
        has_closed=has_closed,
        walk_in_lines=range(max(FEWEST_WALK_IN_LINES, spares_for(len(found_people)))),
    )


def _look_up(entries: Iterable[tuple[str, int]]) -> tuple[LookUp, ...]:
    """Return an index of names and table numbers, A to Z; names that are "" are left out."""
    found = [LookUp(name, number) for name, number in entries if name]
    return tuple(sorted(found, key=lambda entry: (*sort_key(entry.name), entry.number)))


def _last_name_first(name: str) -> str:
    """Return "Vance, Boris" for "Boris Vance"; "" if the name has no two such parts, or begins with the family name.

    A name with a comma, of one word or of an office has none. A suffix stays with the last name: "King Jr., Martin
    Luther". What is in brackets after a name stays last.
    """
    name, rest = _without_rest(name)
    words = name.split()
    first_letter = next((unicodedata.name(sign, "") for sign in name if sign.isalpha()), "")
    if "," in name or len(words) < 2 or is_office(name) or first_letter.startswith(FAMILY_NAME_FIRST):
        return ""
    last = -2 if len(words) > 2 and squashed(words[-1]) in SUFFIXES else -1
    return f"{' '.join(words[last:])}, {' '.join(words[:last])}{rest}"


def _without_rest(name: str) -> tuple[str, str]:
    """Return a name, and what stands in brackets after it to tell people apart, with a space before it."""
    found = REST.search(name)
    return (name[: found.start()], found[0]) if found else (name, "")


def _first_name_first(name: str) -> str:
    """Return "Boris Vance" for "Vance, Boris"; "" if nothing or only a suffix follows the first comma."""
    name, rest = _without_rest(name)
    family, _, given = (part.strip() for part in name.partition(","))
    return f"{given} {family}{rest}" if given and squashed(given) not in SUFFIXES else ""
