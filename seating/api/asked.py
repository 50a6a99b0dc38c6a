"""Whom and what a question means: a person by id or name, a requirement by id."""

from __future__ import annotations

from seating.api.inputs import Opened
from seating.errors import InputError, Problem
from seating.profiles import Person
from seating.requirement import Requirement
from seating.wording import fold, listed, nearest, quoted

__all__ = ["asked_person", "asked_requirement"]


def asked_person(opened: Opened, reference: str) -> Person:
    """Return the seated person of an id or name.

    Raises
    ------
    InputError
        When it names nobody, several people, or somebody without a seat.
    """
    named = opened.people.named(reference)
    if len(named) > 1:
        ids = listed((one.id for one in named), last="or")
        raise _wrong(
            "person-ambiguous", opened.people.file, reference, "is the name of several people", f"Write {ids}."
        )
    if not named:
        words = [word for one in opened.people for word in (one.name, one.id) if word]
        hint = _meant(reference, words) or "Write a name or an id that is on the list."
        raise _wrong("person-unknown", opened.people.file, reference, "is nobody on the list", hint)
    if named[0].id not in opened.room.index:
        says = "is on the list but has no seat this round"
        hint = "Look at `attending` and `status` in their row."
        raise _wrong("person-without-seat", opened.people.file, reference, says, hint)
    return named[0]


def asked_requirement(opened: Opened, reference: str) -> Requirement:
    """Return the requirement of an id, or of the name under which reports know a private one.

    Raises
    ------
    InputError
        When there is none.
    """
    word = fold(reference)
    for asked in opened.requirements:
        if word in {fold(asked.id), fold(opened.private_names.get(asked.id, asked.id))}:
            return asked
    ids = [asked.id for asked in opened.requirements]
    hint = _meant(reference, ids) or f"The ids are {listed(ids[:20])}{', …' if len(ids) > 20 else ''}."
    raise _wrong("requirement-unknown", opened.convening.file, reference, "is no requirement of this round", hint)


def _meant(word: str, choices: list[str]) -> str:
    near = nearest(word, choices)
    return f"Did you mean {quoted(near)}?" if near else ""


def _wrong(slug: str, file: str | None, value: str, says: str, hint: str) -> InputError:
    return InputError([Problem(slug, says, file, value=value, hint=hint)])
