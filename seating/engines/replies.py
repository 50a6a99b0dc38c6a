"""What the child says to the process that talks to the user."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seating.plan import IntArray

__all__ = ["Answer", "Failed", "Found", "Ready", "Reply", "Word"]


class Word(StrEnum):
    """How a solve ended."""

    PROVEN = "proven"
    FOUND = "found"
    NONE = "none"
    """Proven: there is none."""
    UNDECIDED = "undecided"


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """A better seating, told as soon as it is found; or a better bound."""

    tables: IntArray | None
    bound: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """The end of a question.

    Attributes
    ----------
    word : Word
    tables : int array or None
        The best seating found.
    objective : int or None
        What the solver believes that seating is worth, in terms of the aim.
    bound : int or None
        Proven lower bound on it.
    work : float
        Work units it took.
    """

    word: Word
    tables: IntArray | None
    objective: int | None
    bound: int | None
    work: float


@dataclass(frozen=True, slots=True)
class Failed:
    """The child could not answer."""

    reason: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has imported, and compiled, what it is for."""


Reply = Found | Answer | Failed | Ready
