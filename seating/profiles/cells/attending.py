"""The cell that says whether somebody comes: yes, no, maybe, a chance, or rounds."""

from __future__ import annotations

import re
from fractions import Fraction

from seating.profiles.cells.outcome import Fault, Outcome, split
from seating.profiles.cells.words import NO, YES
from seating.profiles.person import Attendance
from seating.wording import fold

__all__ = ["read_attending"]

HINT = "Write yes, no, maybe, a chance from 0 to 1, or rounds: round 1; round 3."
CHANCE = re.compile(r"(\d*[.,]?\d+)\s*(%?)|(\d+)\s*/\s*(\d+)")
ROUND = re.compile(r"rounds?\s*(\d{1,4})")


def read_attending(text: str) -> Outcome:
    """Read a chance, and the rounds it holds for; blank is yes to all."""
    chances: list[Fraction] = []
    rounds: set[int] = set()
    for item in split(text):
        word = fold(item)
        if found := ROUND.fullmatch(word):
            if int(found[1]) < 1:
                fault = Fault("attending-unknown", "is no round; rounds count from 1", HINT, item)
                return Outcome(Attendance(), (fault,))
            rounds.add(int(found[1]))
            continue
        chance = _chance(word)
        if chance is None:
            return Outcome(Attendance(), (Fault("attending-unknown", "does not say who comes", HINT, item),))
        if not 0 <= chance <= 1:
            return Outcome(Attendance(), (Fault("attending-unknown", "is not a chance from 0 to 1", HINT, item),))
        chances.append(chance)
    if len(set(chances)) > 1:
        return Outcome(Attendance(), (Fault("attending-unknown", "says two different things", HINT),))
    return Outcome(Attendance(chance=chances[0] if chances else Fraction(1), rounds=frozenset(rounds) or None))


def _chance(word: str) -> Fraction | None:
    if word in YES:
        return Fraction(1)
    if word in NO:
        return Fraction(0)
    if word == "maybe":
        return Fraction(1, 2)
    if not (found := CHANCE.fullmatch(word)) or not word.isascii():
        return Fraction(-1) if re.fullmatch(r"-\d+(\.\d+)?", word) else None
    if found[3]:
        return Fraction(int(found[3]), int(found[4])) if int(found[4]) else None
    return Fraction(found[1].replace(",", ".")) / (100 if found[2] else 1)
