"""Whether a shared result states a number and a time, without which no one can tell when it is reached."""

from __future__ import annotations

import re
from dataclasses import dataclass

from seating.wording import without_accents

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\b(?:years?|decades?|anos?|decadas?)\b")
_NUMBER = re.compile(
    r"\d|\b(?:half|third|quarter|double|twice|all|every|none|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred"
    r"|thousand|million|mitad|tercio|tercera?|cuarto|cuarta|doble|cada|todos|todas|dos|tres|cuatro|cinco|seis|siete|ocho"
    r"|nueve|diez|docena|cien|mil|millon|millones)\b"
)
"""A number apart from a year: in digits, or one of the usual words in English and Spanish, without accents."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Whether a shared result states how much, and by when."""

    number: bool
    time: bool


def find_stated(text: str) -> Stated:
    """Return what a shared result states.

    >>> find_stated("By 2031, 10,000 more people have work"), find_stated("Better lives by 2031")
    (Stated(number=True, time=True), Stated(number=False, time=True))
    >>> find_stated("Cada tercera empresa sigue abierta tras cinco años")
    Stated(number=True, time=True)
    """
    plain = without_accents(text).casefold()
    return Stated(bool(_NUMBER.search(_YEAR.sub(" ", plain))), bool(_YEAR.search(plain) or _TIME.search(plain)))
