"""Whether someone can talk with most of the people at a table or on a governance table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from seating.profiles import Person
from seating.profiles.heads import without_held_seats
from seating.room.languages import find_main_languages, languages_of, speaks_main
from seating.room.plan import Room

Spoken = Mapping[frozenset[str], int]
"""How many people speak these languages."""


def find_spoken(room: Room, person: Person) -> frozenset[str]:
    """Return the languages of a person, with all names of the language of the room if they speak it.

    A blank cell and a cell with English may mean the same language, if the language of the room has no name.
    """
    spoken = languages_of(room, person)
    return spoken | find_main_languages(room) if speaks_main(room, person) else spoken


def count_spoken(room: Room, people: Iterable[Person]) -> Spoken:
    """Return how many of these people speak which languages."""
    return Counter(find_spoken(room, person) for person in people)


def shares_with_few(spoken: frozenset[str], others: Spoken) -> bool:
    """Whether someone shares a language with fewer than half of the others. No one does if there are none."""
    shared = sum(number for languages, number in others.items() if not spoken.isdisjoint(languages))
    return 2 * shared < sum(others.values())


def find_few_shared(room: Room, person: Person, others: Iterable[Person]) -> tuple[str, ...]:
    """Return the language that an interpreter has to speak if a person shares one with fewer than half of the others.

    It is the first language of the person, as written, or, if they speak the language of the room, the language that
    most of the others have without it. Nothing is returned if the person shares a language with enough of them.

    Parameters
    ----------
    room : Room
    person : Person
    others : iterable of Person
        The other people there; held seats do not count.
    """
    spoken, there = find_spoken(room, person), [one for one in without_held_seats(others) if one.id != person.id]
    if not shares_with_few(spoken, count_spoken(room, there)):
        return ()
    if not speaks_main(room, person):
        return tuple(filter(None, (next(iter(person.languages), room.working_language),)))
    apart = (one for one in there if spoken.isdisjoint(find_spoken(room, one)))
    written = Counter(next(iter(one.languages), room.working_language) for one in apart)
    return tuple(filter(None, sorted(written, key=lambda one: (-written[one], one))[:1]))
