"""People who may be on the list twice: same name, the same in another spelling, same e-mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seating.profiles.lookalikes import one_edit_apart, skeleton
from seating.profiles.notebook import SHOWN_NOTES, Notebook
from seating.profiles.people import People
from seating.profiles.person import Person
from seating.wording import counted, fold, quoted

__all__ = ["note_duplicates"]

SHORTEST = 6
"""Letters of a name for which one letter's difference says anything."""


def note_duplicates(people: People, notebook: Notebook) -> None:
    """Write down who may be on the list twice. Nobody is merged."""
    named = [person for person in people if person.name and person.name != person.id]
    spelled = "one name in two spellings, perhaps"
    _note_pairs(notebook, "duplicate-name", "the same name", _same_name(named), "organization")
    _note_pairs(notebook, "duplicate-spelling", spelled, _other_spelling(named), "organization")
    _note_pairs(notebook, "duplicate-email", "the same e-mail", _same_email(people), "email")


def _note_pairs(notebook: Notebook, slug: str, says: str, pairs: Iterable[Sequence[Person]], column: str) -> None:
    count = 0
    for one, other in pairs:
        if one.party and other.party and one.party.id == other.party.id:  # their row itself tells them apart
            continue
        count += 1
        if count <= SHOWN_NOTES:
            places = f"{notebook.file}:{one.line} and {notebook.file}:{other.line}"
            names = f"{_described(one)} and {_described(other)}"
            text = f"{places}: {says}: {names}. Are they one person? Both are kept."
            notebook.note(slug, text, column=column)
    if count > SHOWN_NOTES:
        more = f"{notebook.file}: {counted(count - SHOWN_NOTES, 'more pair')} of people with {says}."
        notebook.note(slug, more, column=column)


def _described(person: Person) -> str:
    return quoted(person.label) + (f" of {quoted(person.organization)}" if person.organization else "")


def _same_name(named: Sequence[Person]) -> Iterable[tuple[Person, Person]]:
    """Yield each later person of a name with the first of it."""
    first: dict[str, Person] = {}
    for person in named:
        earlier = first.setdefault(fold(person.name), person)
        if earlier is not person:
            yield earlier, person


def _same_email(people: People) -> Iterable[tuple[Person, Person]]:
    first: dict[str, Person] = {}
    for person in people:
        if "@" in person.email:
            earlier = first.setdefault(fold(person.email), person)
            if earlier is not person:
                yield earlier, person


def _other_spelling(named: Sequence[Person]) -> Iterable[tuple[Person, Person]]:
    """Yield people whose names look alike, or are a letter apart within one organization."""
    by_name = {fold(person.name): person for person in reversed(named)}
    first: dict[str, Person] = {}
    for person in by_name.values():
        shape = skeleton(person.name)
        if not shape:
            continue
        earlier = first.setdefault(shape, person)
        if earlier is not person:
            yield _in_order(earlier, person)
    together: dict[str, list[str]] = {}
    for shape, person in first.items():
        if len(shape) >= SHORTEST:
            together.setdefault(fold(person.organization), []).append(shape)
    for shapes in together.values():
        for one, other in one_edit_apart(shapes) if len(shapes) > 1 else ():
            yield _in_order(first[one], first[other])


def _in_order(one: Person, other: Person) -> tuple[Person, Person]:
    return (one, other) if one.line <= other.line else (other, one)
