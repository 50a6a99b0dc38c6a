"""A network of convenings side by side: which perspectives are missing in several, and which could help another.

A city is one convening of the network. What is known of it here names no person and no organization, except the contact
that its own convening gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from seating.analysis.promises import PromiseState
from seating.voices import VoiceState
from seating.wording import fold

LACKING = frozenset({VoiceState.MISSING, VoiceState.ABSENT, VoiceState.HELD})
"""States of a perspective that no one in the room speaks for."""

PARTLY = frozenset({VoiceState.TOO_FEW, VoiceState.ELSEWHERE, VoiceState.UNHEARD})
"""States of a perspective whose people are in the room, but not heard as asked."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How many of the perspectives that a round asked for were heard in it."""

    round_number: int
    heard: int
    asked: int


@dataclass(frozen=True, slots=True)
class City:
    """What the network knows about one convening.

    Attributes
    ----------
    name : str
        The name of its folder.
    perspectives : mapping of str to VoiceState
        The state of each perspective that is not private, by its name.
    lacking : tuple of str
        What a table needs and no one in the room brings.
    brought : mapping of str to int
        The number of people in the room who bring something, by its folded word with and without its group. Empty if
        the convening keeps this private.
    promises : mapping of PromiseState to int
    rounds : tuple of Heard
        The rounds so far, in order.
    contact : str
        Where other cities can ask; "" if the convening gives none.
    """

    name: str
    perspectives: Mapping[str, VoiceState] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    brought: Mapping[str, int] = field(default_factory=dict)
    promises: Mapping[PromiseState, int] = field(default_factory=dict)
    rounds: tuple[Heard, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A perspective that several cities ask for.

    Attributes
    ----------
    name : str
        As the first city writes it.
    lacking, partly, heard, open : tuple of str
        The names of the cities where no one speaks for it, where it is in the room but not heard as asked, where it is
        heard, and where this is not known or only an organization that serves it is in the room.
    """

    name: str
    lacking: tuple[str, ...]
    partly: tuple[str, ...]
    heard: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What at least one city lacks and another one has; `has` holds each of these with the number of its people."""

    what: str
    lacking: tuple[str, ...]
    has: tuple[tuple[City, int], ...]


def compare_perspectives(cities: Iterable[City]) -> tuple[Shared, ...]:
    """Return the perspectives that more than one city asks for; those that most cities lack come first.

    Parameters
    ----------
    cities : iterable of City
        Names that differ only in case, accents and spaces are one perspective.
    """
    spelled: dict[str, str] = {}
    found: dict[str, dict[str, VoiceState]] = {}
    for city in cities:
        for name, state in city.perspectives.items():
            spelled.setdefault(fold(name), name)
            found.setdefault(fold(name), {})[city.name] = state
    rows = [_share(spelled[key], states) for key, states in found.items() if len(states) > 1]
    return tuple(sorted(rows, key=lambda row: (-len(row.lacking), -len(row.partly), fold(row.name))))


def _share(name: str, states: Mapping[str, VoiceState]) -> Shared:
    found: dict[str, list[str]] = {"lacking": [], "partly": [], "heard": [], "open": []}
    for city, state in states.items():
        found[_classify(state)].append(city)
    return Shared(name, **{kind: tuple(cities) for kind, cities in found.items()})


def _classify(state: VoiceState) -> str:
    """Return the field of `Shared` for a state."""
    if state in LACKING:
        return "lacking"
    if state in PARTLY:
        return "partly"
    return "heard" if state is VoiceState.HEARD else "open"


def list_offers(cities: Sequence[City]) -> tuple[Offer, ...]:
    """Return what one city lacks and another one has; what most cities lack comes first."""
    spelled: dict[str, str] = {}
    lacking: dict[str, list[str]] = {}
    for city in cities:
        for need in city.lacking:
            spelled.setdefault(fold(need), need)
            lacking.setdefault(fold(need), []).append(city.name)
    found = (Offer(spelled[key], tuple(names), tuple(_find_holders(key, cities))) for key, names in lacking.items())
    return tuple(sorted((one for one in found if one.has), key=lambda one: (-len(one.lacking), fold(one.what))))


def _find_holders(need: str, cities: Iterable[City]) -> Iterator[tuple[City, int]]:
    """Yield each city whose people bring something, with their number; a city that lacks it has no such people."""
    yield from ((city, people) for city in cities if (people := city.brought.get(need, 0)))
