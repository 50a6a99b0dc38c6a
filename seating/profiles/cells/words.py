"""Cells that hold one word out of a few: representative type, status, duty, listed."""

from __future__ import annotations

from enum import StrEnum

from seating.profiles.cells.outcome import Fault, Outcome, Remark
from seating.profiles.words import Duty, Role
from seating.wording import fold, listed, nearest, quoted, squashed

__all__ = ["read_duty", "read_listed", "read_role"]

YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})


def read_role(text: str) -> Outcome:
    """Read a representative type, in any case and with any dash, space or underscore."""
    if squashed(text) == "dm":
        return Outcome(Role.DECISION_MAKER, remarks=(Remark("role-abbreviated", 'is read as "decision-maker"'),))
    return _one_of(text, Role, "role-unknown", "a representative type", "the types")


def read_duty(text: str) -> Outcome:
    """Read what somebody does as staff."""
    return _one_of(text, Duty, "duty-unknown", "a duty of staff", "the duties")


def read_listed(text: str) -> Outcome:
    """Read whether somebody stands on pages that others see."""
    word = fold(text)
    if not word or word in YES | NO:
        return Outcome(word not in NO)
    return Outcome(True, (Fault("listed-unknown", "is neither yes nor no", "Write yes or no; blank is yes."),))


def _one_of(text: str, words: type[StrEnum], slug: str, noun: str, all_of_them: str) -> Outcome:
    if not text.strip():
        return Outcome(None)
    wanted = squashed(text)
    for word in words:
        if squashed(word.value) == wanted:
            return Outcome(word)
    values = [word.value for word in words]
    near = nearest(text, values, cutoff=0.7)
    hint = f"Did you mean {quoted(near)}?" if near else f"{all_of_them.capitalize()} are {listed(values)}."
    return Outcome(None, (Fault(slug, f"is not {noun}", hint, might=() if near else tuple(values)),))
