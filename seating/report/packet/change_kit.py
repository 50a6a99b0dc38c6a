"""The change kit for the convener on the day: who the seating depends on, free seats, and lines for changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.profiles import Person, Status
from seating.report.places import Place, by_name, places
from seating.report.privacy import Audience, private_values
from seating.report.settings import Settings
from seating.requirement import Ask
from seating.result import Result
from seating.voices import list_held_seats

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "ChangeKit", "Fragile", "StandIn", "fill"]

ORDER = 120
TITLE = "Change kit"
ABOUT = "Who the seating depends on, who could take their place, where there are free seats, and lines for changes."
AUDIENCE = Audience.CONVENER

MOST_STAND_INS = 3
CHANGE_LINES = 12


@dataclass(frozen=True, slots=True)
class StandIn:
    """A person on the list who is not coming yet and could stand in, with how to reach them."""

    name: str
    reach: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fragile:
    """A perspective that depends on few people: without any one of `people`, the table has too few.

    `table` is "" if the room as a whole would have too few. `could_move` are people without a duty, at tables that have
    more people of the perspective than needed. `could_be_asked` have no seat, have not declined,
    and have a chance of attending above 0.
    """

    perspective: str
    number: int | None
    table: str
    people: tuple[str, ...]
    could_move: tuple[str, ...]
    could_be_asked: tuple[StandIn, ...]


@dataclass(frozen=True, slots=True)
class ChangeKit:
    """Fragile points, the tables with their free seats, and lines for changes.

    `held` has the number of open seats by table id, for tables with some. `taken` of a place counts them.
    """

    fragile: tuple[Fragile, ...]
    places: tuple[Place, ...]
    held: Mapping[str, int]
    at_their_fewest: tuple[Place, ...]
    lines: range


def fill(result: Result, settings: Settings) -> ChangeKit:
    """Return the kit, including private perspectives, because only the convener reads it."""
    found = places(result, AUDIENCE, settings.words)
    used = [place for place in found if place.taken]
    held = Counter(table.id for _, table in list_held_seats(result.room, result.plan))
    return ChangeKit(
        fragile=tuple(dict.fromkeys(_fragile(result, found))),
        places=found,
        held=held,
        at_their_fewest=tuple(p for p in used if 0 < p.table.seats.minimum >= p.taken - held[p.table.id]),
        lines=range(CHANGE_LINES),
    )


def _fragile(result: Result, found: Sequence[Place]) -> Iterator[Fragile]:
    members = result.room.members(result.plan)
    for requirement in result.requirements:
        for ask in requirement.asks(result.room):
            here = {place.table.id: _known(p for p in members[place.table.id] if ask.matches(p)) for place in found}
            if ask.for_room:
                everybody = [person for people in here.values() for person in people]
                if 0 < len(everybody) == ask.at_least:
                    yield _point(result, ask, None, everybody, [])
                continue
            asked_at = [place for place in found if place.table.id in ask.tables]
            spare = [person for place in asked_at for person in _spare(ask, here[place.table.id])]
            spare += [p for place in found if place.table.id not in ask.tables for p in here[place.table.id]]
            spare = by_name(person for person in spare if not result.duties.get(person.id))[:MOST_STAND_INS]
            for place in asked_at:
                if 0 < len(here[place.table.id]) == ask.at_least:
                    yield _point(result, ask, place, here[place.table.id], spare)


def _known(people: Iterable[Person]) -> list[Person]:
    """Return these people without open seats, on which no perspective can depend."""
    return [person for person in people if person.status is not Status.OPEN]


def _spare(ask: Ask, people: Sequence[Person]) -> Sequence[Person]:
    """Return the people at a table if one of them can be spared, otherwise ()."""
    return people if len(people) > ask.at_least else ()


def _point(result: Result, ask: Ask, place: Place | None, people: Iterable[Person], spare: Iterable[Person]) -> Fragile:
    numbers = {table.id: number for number, table in enumerate(result.room.tables, start=1)}
    absent = _known(found.person for found in result.not_seated)
    others = [p for p in absent if p.status is not Status.DECLINED and p.attending.chance > 0]
    asked = [person for person in others if person.duty is None and ask.matches(person)]
    return Fragile(
        perspective=ask.name,
        number=place.number if place else None,
        table=place.table.label if place else "",
        people=tuple(person.label for person in by_name(people)),
        could_move=tuple(f"{p.label} ({numbers[result.plan.seats[p.id]]})" for p in spare),
        could_be_asked=tuple(StandIn(p.label, _reach(p)) for p in by_name(asked)[:MOST_STAND_INS]),
    )


def _reach(person: Person) -> tuple[str, ...]:
    """Return the ways to reach a person: phone, then e-mail."""
    return tuple(value for column in ("phone", "email") for value in private_values("change_kit", person, column))
