"""The marks of representative types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from seating.present.languages import Words
from seating.profiles import Role
from seating.wording import said


@dataclass(frozen=True, slots=True)
class RoleMark:
    """The mark of a representative type: a shape (the id of a drawing), a letter and a word."""

    shape: str
    letter: str
    word: str


ROLE_MARKS: Mapping[Role | None, RoleMark] = {
    Role.DECISION_MAKER: RoleMark("decision-maker", said("D"), said("decision-maker")),
    Role.DOER: RoleMark("doer", said("W"), said("doer")),
    Role.DESIGNEE: RoleMark("designee", said("R"), said("designee")),
    None: RoleMark("no-role", "", said("type not stated")),
}
"""The marks in legend order; the letters stand for decides, works and represents."""


def role_marks(words: Words) -> Mapping[Role | None, RoleMark]:
    """Return the marks in a language, in legend order."""
    return {
        role: replace(mark, letter=words.tell(mark.letter), word=words.tell(mark.word))
        for role, mark in ROLE_MARKS.items()
    }
