"""The languages of a room: what each person there speaks, and what most of them do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from seating.room.plan import Room
from seating.wording import language_key

if TYPE_CHECKING:  # the solver process only reads arrays and starts faster without these imports
    from seating.profiles import Person


def languages_of(room: Room, person: Person) -> frozenset[str]:
    """Return the languages of a person as they are compared; a blank means the working language.

    On a held seat, a blank means nothing: only its filled cells count.
    """
    usual = () if person.is_held else (language_key(room.working_language),)
    return frozenset(map(language_key, person.languages)) or frozenset(usual)


def find_main_languages(room: Room) -> frozenset[str]:
    """Return the language of the room as compared: the working language, or the most usual one if no one speaks that.

    If it has no name, because cells are blank, English counts too: no cell then tells the two apart.
    """
    return room.remember("main languages", lambda: _find_main_languages(room))


def _find_main_languages(room: Room) -> frozenset[str]:
    spoken = Counter(language for person in room.people for language in languages_of(room, person))
    main = language_key(room.working_language)
    if spoken and main not in spoken:
        main = min(spoken, key=lambda each: (-spoken[each], each))
    return frozenset({main} if main else {main, "en"})


def with_others(room: Room, **changes: Any) -> Room:
    """Return a room with other people or tables, but with the same language of the room."""
    found, main = replace(room, **changes), find_main_languages(room)
    found.remember("main languages", lambda: main)
    return found


def speaks_main(room: Room, person: Person) -> bool:
    """Whether a person speaks the language of the room, or is a held seat with no language."""
    spoken = languages_of(room, person)
    return not spoken or not find_main_languages(room).isdisjoint(spoken)


def first_language(room: Room, identity: str) -> str:
    """Return the first language of the person with this id; the working language if the cell is blank."""
    return next(iter(room.persons[room.index[identity]].languages), room.working_language)
