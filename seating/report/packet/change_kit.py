"""The change kit for the convener on the day: who the seating depends on, free seats, and lines for changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from seating.analysis.access import would_be_cut_off
from seating.analysis.aims import list_asks
from seating.analysis.attendance import may_stand_in
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Person, Status
from seating.report.labels import duty_in_words, name_voice
from seating.report.places import Place, by_name, list_closed, places, sort_key
from seating.report.privacy import Audience, private_values
from seating.requirement import Ask
from seating.result import Result
from seating.voices import list_held_seats

ORDER = 120
TITLE = "Change kit"
ABOUT = "Who the seating depends on, who could take their place, where there are free seats, and lines for changes."
AUDIENCE = Audience.CONVENER

MOST_STAND_INS = 3
CHANGE_LINES = 12

MOST_LOOKS = 10_000_000
"""Maximum number of people checked over all musts; after that, nobody is named."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StandIn:
    """A person on the list who is not coming yet and could stand in, with how to reach them."""

    name: str
    reach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fragile:
    """A perspective that depends on few people: without any one of `people`, the table lacks more than it does now.

    `table` is "" if the room as a whole would have too few. `could_move` are people at tables that have more people of
    the perspective than needed, those without a duty first. `could_be_asked` have no seat, have not declined, and have
    a chance of attending above 0. Both break no must and can talk with someone there, whoever of `people` is away.
    `has_others` is whether anyone else belongs to the perspective and has not declined, and `are_cut_off` whether one
    of them could talk with no one there.
    """

    perspective: str
    number: int | None
    table: str
    people: tuple[str, ...]
    could_move: tuple[str, ...]
    could_be_asked: tuple[StandIn, ...]
    has_others: bool = False
    are_cut_off: bool = False


@dataclass(frozen=True, slots=True)
class ChangeKit:
    """Fragile points, the tables with their free seats, and lines for changes.

    `held` has the number of open seats by table id, for tables with some. `taken` of a place counts them. `has_cards`
    is whether the packet has cards on what to do if somebody does not come. `closed` are tables with room where a must
    forbids a person about whom nothing is known.
    """

    fragile: tuple[Fragile, ...]
    places: tuple[Place, ...]
    held: Mapping[str, int]
    at_their_fewest: tuple[Place, ...]
    lines: range
    has_cards: bool = False
    closed: frozenset[str] = frozenset()


def fill(result: Result, settings: Settings) -> ChangeKit:
    """Return the kit, including private perspectives, because only the convener reads it."""
    found = places(result, AUDIENCE, settings.words)
    used = [place for place in found if place.taken]
    chances = result.chances
    held = Counter(table.id for _, table in list_held_seats(result.room, result.plan))
    return ChangeKit(
        fragile=tuple(dict.fromkeys(_fragile(result, found, settings.words))),
        places=found,
        held=held,
        at_their_fewest=tuple(p for p in used if 0 < p.table.seats.minimum >= p.taken - held[p.table.id]),
        lines=range(CHANGE_LINES),
        has_cards=chances is not None and bool(chances.cards or not chances.hanging),
        closed=list_closed(result, AUDIENCE, found) or frozenset(),
    )


def _fragile(result: Result, found: Sequence[Place], words: Words) -> Iterator[Fragile]:
    members = result.room.members(result.plan)
    trying = _Trying(result, words)
    for _, ask in list_asks(result.requirements, result.convening.frame, result.room):
        here = {place.table.id: _known(p for p in members[place.table.id] if ask.matches(p)) for place in found}
        if ask.for_room:
            everybody = [person for people in here.values() for person in people]
            if _depends(ask, everybody):
                yield trying.point(ask, None, everybody, [])
            continue
        asked_at = [place for place in found if place.table.id in ask.tables]
        spare = [(p, place) for place in asked_at for p in _spare(ask, here[place.table.id])]
        spare += [(p, place) for place in found if place not in asked_at for p in here[place.table.id]]
        for place in asked_at:
            if _depends(ask, here[place.table.id]):
                yield trying.point(ask, place, here[place.table.id], spare)


def _depends(ask: Ask, people: Sequence[Person]) -> bool:
    """Whether each of these people is needed; where none of them would do as well, a voice alone is not."""
    return len(people) == ask.at_least or (not ask.or_none and 0 < len(people) < ask.at_least)


def _known(people: Iterable[Person]) -> list[Person]:
    """Return these people without open seats, on which no perspective can depend."""
    return [person for person in people if person.status is not Status.OPEN]


def _spare(ask: Ask, people: Sequence[Person]) -> Sequence[Person]:
    """Return the people at a table if one of them can be spared, otherwise ()."""
    return people if len(people) > ask.at_least else ()


class _Trying:
    """Finds who could stand in without breaking a must, until the work limit is reached."""

    def __init__(self, result: Result, words: Words) -> None:
        self._result, self._words = result, words
        self._looks = 0
        self._are_cut_off = False

    def point(
        self, ask: Ask, place: Place | None, people: Sequence[Person], spare: Iterable[tuple[Person, Place]]
    ) -> Fragile:
        """Return a fragile point with those who could stand in for any of its people."""
        result = self._result
        others = [(p, at) for p, at in spare if p not in people]
        moved = sorted(
            others, key=lambda each: (bool(result.duties.get(each[0].id)), *sort_key(each[0].label), each[0].id)
        )
        absent = _known(found.person for found in result.not_seated)
        absent = [p for p in absent if p.status is not Status.DECLINED and p.attending.chance > 0]
        asked = by_name(p for p in absent if p.duty is None and not p.attending.unsuited and ask.matches(p))
        target = place.table.id if place else None
        self._are_cut_off = False
        return Fragile(
            perspective=name_voice(ask.name),
            number=place.number if place else None,
            table=place.table.label if place else "",
            people=tuple(person.label for person in by_name(people)),
            could_move=tuple(self._moved(p, at) for p, at in self._first(moved, lambda each: each[0], target, people)),
            could_be_asked=tuple(StandIn(p.label, _reach(p)) for p in self._first(asked, lambda p: p, target, people)),
            has_others=bool(moved or asked),
            are_cut_off=self._are_cut_off,
        )

    def _moved(self, person: Person, at: Place) -> str:
        """Return a person with the number of their table, and the duties that it would lose."""
        duties = [
            self._words.tell(duty_in_words(self._result, person.id, d)) for d in self._result.duties.get(person.id, ())
        ]
        return f"{person.label} ({'; '.join((str(at.number), *duties))})"

    def _first(
        self, candidates: Iterable[T], person_of: Callable[[T], Person], target: str | None, people: Iterable[Person]
    ) -> Iterator[T]:
        """Yield the first candidates who break no must and can talk there, whichever of `people` they stand in for."""
        allowed = (one for one in candidates if self._may(person_of(one), target, people))
        return islice(allowed, MOST_STAND_INS)

    def _may(self, person: Person, target: str | None, people: Iterable[Person]) -> bool:
        room, requirements, plan = self._result.room, self._result.requirements, self._result.plan
        for away in people:
            self._looks += 2 * len(room.persons) * sum(r.is_must for r in requirements)
            at = target or plan.seats[away.id]
            if self._looks > MOST_LOOKS or not may_stand_in(room, requirements, plan, person, at, away.id):
                return False
            if would_be_cut_off(room, plan, person, at, {away.id}):
                self._are_cut_off = True
                return False
        return True


def _reach(person: Person) -> tuple[str, ...]:
    """Return the ways to reach a person: phone, then e-mail."""
    return tuple(value for column in ("phone", "email") for value in private_values("change_kit", person, column))
