"""People to contact: those on the list who fit a description but might not come, and those who could introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from seating.analysis.aims import WantedCells
from seating.profiles import Person, Status, Who
from seating.profiles.heads import without_held_seats
from seating.requirements.base.kind import Ask
from seating.room.plan import Room
from seating.wording import MOST_FOLDED, fold

NO_SESSION = "no session"
"""The standing of someone who would come, but for whom no session or table fits."""

ORDER = ("idea", "nominated", NO_SESSION, "absent", "declined", "no", "maybe", "other rounds")

COMMON_SHARE = 1 / 5
"""A value that more than this share of the people in the room have is common: it makes no one a stand-in."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person on the list who fits a description, or part of it, but might not come.

    Attributes
    ----------
    person : Person
    standing : str
        Why they might not come: `idea`, `nominated`, `absent` (marked at the desk), `declined`, `no`, `maybe`,
        `other rounds`, or `no session` for those who would come, but no session or table fits.
    fits : tuple of str
        The values of the description that fit them.
    is_whole : bool
        Whether they fit the whole description.
    """

    person: Person
    standing: str
    fits: tuple[str, ...]
    is_whole: bool


def find_contacts(who: WantedCells, room: Room, ask: Ask | None = None) -> tuple[Contact, ...]:
    """Return the people on the list who fit a description but might not come.

    People who fit only part of it are included if that part is particular: at least one of its values is not
    common in the room. Someone who shares only the language of everyone is no stand-in for young people who speak it.
    People who fit more come first, then people who only need a call: ideas and nominations. Staff are left out.

    Parameters
    ----------
    who : mapping of column to value or values
        The description; if it is empty, only people who belong to the perspective are returned.
    room : Room
    ask : Ask, optional
        The perspective. People who belong to it fit the whole description.
    """
    each = [(_in_words(wanted), Who.model_validate({column: wanted})) for column, wanted in _columns(who)]
    particular = {_in_words(wanted) for column, wanted in _columns(who) if not _is_common(column, wanted, room)}
    found = []
    for person in without_held_seats(room.listed):
        standing = "" if person.duty is not None else find_standing(person, room.round_number)
        if not standing and person.duty is None and person.id not in room.index:
            standing = NO_SESSION
        if not standing:
            continue
        fits = tuple(words for words, described in each if described.matches(person))
        is_whole = len(fits) == len(each) > 0 if ask is None else ask.fits(person)
        if is_whole or particular.intersection(fits):
            found.append(Contact(person, standing, fits, is_whole))
    return tuple(sorted(found, key=_contact_order))


def _contact_order(one: Contact) -> tuple[bool, int, int, str]:
    return (not one.is_whole, -len(one.fits), ORDER.index(one.standing), one.person.id)


def find_open_seats(ask: Ask, room: Room) -> tuple[Person, ...]:
    """Return the open seats in the room that are held for someone of a perspective."""
    return tuple(person for person in room.held if ask.fits(person))


def _columns(who: WantedCells) -> Iterator[tuple[str, str | Sequence[str]]]:
    return ((column, wanted) for column, wanted in who.items() if column != "not")


def _in_words(wanted: str | Sequence[str]) -> str:
    return wanted if isinstance(wanted, str) else " / ".join(wanted)


def _is_common(column: str, wanted: str | Sequence[str], room: Room) -> bool:
    def count() -> int:
        described = Who.model_validate({column: wanted})
        return sum(1 for person in room.people if described.matches(person))

    values = wanted if isinstance(wanted, str) else tuple(wanted)
    return room.remember(("people with", column, values), count) > COMMON_SHARE * len(room.people)


def find_standing(person: Person, round_number: int) -> str:
    """Return why a person might not come to this round; "" if they are sure to come."""
    if person.status in {Status.IDEA, Status.NOMINATED, Status.DECLINED}:
        return person.status.value
    if person.status is Status.OPEN:
        return ""
    if person.attending.is_absent:
        return "absent"
    if person.attending.chance == 0:
        return "no"
    if person.attending.rounds is not None and round_number not in person.attending.rounds:
        return "other rounds"
    return "maybe" if person.attending.chance < 1 else ""


CONNECTION = "connection"
"""The group of assets that name people or organizations a person knows."""

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Introducer:
    """A person who is coming and could introduce someone.

    Attributes
    ----------
    person : Person
    connection : str
        Their connection to the wanted person; "" if they belong to the same organization or perspective.
    is_of_it : bool
        Whether they belong to the wanted perspective themselves.
    serves : bool
        Whether they are from an organization that serves the wanted perspective.
    """

    person: Person
    connection: str
    is_of_it: bool = False
    serves: bool = False


def find_introducers_to(who: WantedCells, ask: Ask, room: Room) -> tuple[Introducer, ...]:
    """Return the people in the room who could introduce someone of a perspective who is not on the list.

    People from organizations that serve it come first, then people with a connection to it: one whose words match the
    perspective's name or a value of its description that is not common in the room. Then come people who belong to it
    themselves, unless they are many.

    Parameters
    ----------
    who : mapping of column to value or values
    ask : Ask
    room : Room
    """
    particular = [
        value
        for column, wanted in _columns(who)
        if not _is_common(column, wanted, room)
        for value in ((wanted,) if isinstance(wanted, str) else wanted)
    ]
    serving, connected, own = [], [], []
    for person in room.coming:
        if ask.serves is not None and ask.serves.matches(person):
            serving.append(Introducer(person, "", serves=True))
        elif connection := _connection(person, (ask.name, *particular)):
            connected.append(Introducer(person, connection))
        elif ask.fits(person):
            own.append(Introducer(person, "", is_of_it=True))
    return (*serving, *connected, *(own if len(own) <= COMMON_SHARE * len(room.people) else ()))


def _connection(person: Person, texts: Iterable[str]) -> str:
    """Return the first connection of a person that leads to one of these texts; "" if none does."""
    known = [asset.word for asset in person.assets if fold(asset.group) == CONNECTION]
    wanted = [words for text in texts if (words := _words(text))] if known else ()
    return next((word for word in known if _leads(_words(word), wanted)), "")


def _leads(known: frozenset[str], wanted: Iterable[frozenset[str]]) -> bool:
    return bool(known) and any(known <= words or words <= known for words in wanted)


@lru_cache(maxsize=MOST_FOLDED)
def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(fold(text)))
