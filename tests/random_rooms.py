"""Random people, tables and rooms; the only source of randomness is the given `random.Random`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from seating.profiles import ELSEWHERE, Duty, Person, Role, Status
from seating.room.history import History
from seating.room.plan import Room
from seating.room.tables import Table
from tests.builders import person, room, table

NAMES = ("ana", "ben", "cam", "dee", "eli", "fay", "gus", "hal")
TABLES = ("north", "south", "west")
PAST_TABLES = ("north", "old", "attic")
HELD = ("chair", "Reporter", "liaison")
AREAS = ("capital", "talent", "land")
LANGUAGES = ("en", "es", "vi")
ASSETS = ("skill: bookkeeping", "space: church hall", "Bookkeeping", "skill: welding")
NEEDS = ("bookkeeping", "church hall", "skill: Welding", "Bookkeeping ")
ORGANIZATIONS = ("Oak Fund", "Elm Clinic", "oak  fund", "Ash Union")
DUTIES = ("facilitator", "interpreter", "recorder")
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "sector": ("labor", "Labor ", "government", "education"),
    "gender": ("f", "m", "x"),
    "representative_type": ("designee", "doer", "decision-maker"),
    "organization": ORGANIZATIONS,
    "years": ("3", "2.5", "1/3", "-4", "0", "10", "n/a"),
}


def _some(rng: Random, choices: Sequence[Any], most: int) -> list[Any]:
    return rng.sample(list(choices), rng.randint(0, min(most, len(choices))))


def _filled(rng: Random, **cells: Any) -> dict[str, Any]:
    """Return some of the cells; the others are blank."""
    return {column: value for column, value in cells.items() if value and rng.random() < 0.7}


def random_person(rng: Random, identity: str, ids: Sequence[str]) -> Person:
    """Return a person with blank cells, several values in a cell, different spellings, and names of other people."""
    others = [other for other in ids if other != identity]
    row = _filled(
        rng,
        **{column: rng.choice(values) for column, values in SPELLINGS.items()},
        tags=_some(rng, ("red", "Red", "blue", "green"), 3),
        interests={area: rng.randint(0, 3) for area in _some(rng, (*AREAS, "Capital"), 3)},
        assets=_some(rng, ASSETS, 2),
        languages=_some(rng, (*LANGUAGES, "EN"), 2),
        chose=_some(rng, TABLES, 2),
        declined=_some(rng, TABLES, 2),
        can_come=_some(rng, (*TABLES, "monday", "Hall"), 2),
        pin=_some(rng, TABLES, 1),
        funds=_some(rng, (*others, *ORGANIZATIONS, identity.upper(), "nobody known"), 2),
    )
    about = {column: _some(rng, others, 3) for column in ("with", "apart", "wishes", "avoids")}
    return person({"id": identity, **row, **{column: ids for column, ids in about.items() if rng.random() < 0.4}})


def random_room(rng: Random, most_persons: int = 5, most_tables: int = 3) -> Room:
    """Return a room of 1 to `most_persons` seated persons, staff among them, and 1 to `most_tables` tables.

    Some tables may stay empty, have no limit or no focus; one or two people may be listed without a seat.
    """
    n_seated = rng.randint(1, most_persons)
    ids = rng.sample(NAMES, min(len(NAMES), n_seated + rng.randint(0, 2)))
    before = Random(repr(rng.getstate()))
    people = []
    for number, identity in enumerate(ids):
        found = random_person(rng, identity, ids)
        if number >= n_seated:
            found = found.model_copy(update={"status": rng.choice([Status.IDEA, Status.DECLINED])})
        elif number and rng.random() < 0.25:
            found = found.model_copy(update={"duty": Duty(rng.choice(DUTIES))})
        elif rng.random() < 0.1:
            found = found.model_copy(update={"status": Status.OPEN})
        people.append(found)
    tables = [random_table(rng, identity) for identity in TABLES[: rng.randint(1, most_tables)]]
    working_language = rng.choice(["", "en"])
    apart = Random(repr(rng.getstate()))  # so that what came before changes nothing of what is drawn after
    tables = [t.model_copy(update={"was": tuple(_some(apart, PAST_TABLES, 2))}) for t in tables]
    history = random_history(apart, [person.id for person in people])
    number = history.last.number + 1 if history.last else 1
    people = with_types_at(Random(f"types {before.random()}"), people)
    return room(people, tables, working_language, number, history, number + apart.choice([-number, 0, 0, 1]))


def with_types_at(rng: Random, people: Sequence[Person]) -> list[Person]:
    """Return the people; in one room of three, some have another representative type at one or two tables."""
    if rng.random() < 2 / 3:
        return list(people)
    return [
        one.model_copy(
            update={
                "types_at": {
                    **{at: rng.choice(list(Role)) for at in rng.sample(TABLES, rng.randint(1, 2))},
                    ELSEWHERE: one.representative_type,
                }
            }
        )
        if rng.random() < 0.5
        else one
        for one in people
    ]


def random_history(rng: Random, ids: Sequence[str]) -> History:
    """Return 0 to 3 rounds, the first ones sometimes imported, with people and tables that no longer exist."""
    n_rounds = rng.choice([0, 1, 1, 2, 2, 3])
    first = rng.choice([1, 1, 0, -1])
    found = History()
    for number in range(first, first + n_rounds):
        there = [identity for identity in (*ids, "zoe") if rng.random() < 0.75]
        seats = {identity: rng.choice((*TABLES, *PAST_TABLES)) for identity in there}
        duties = {identity: tuple(_some(rng, HELD, 2)) for identity in there if rng.random() < 0.4}
        found = found.then(number, seats, duties)
    unmet = [frozenset(_some(rng, ("voice-1", "count-1"), 2)) for _ in found.rounds]
    planned = rng.randint(0, n_rounds)
    rounds = enumerate(zip(found.rounds, unmet, strict=True))
    return History(tuple(replace(held, unmet=lacks, is_planned=n >= planned) for n, (held, lacks) in rounds))


def random_table(rng: Random, identity: str) -> Table:
    """Return a table with any of seats, focus, needs, day and place, which may or may not stay empty."""
    low, high = sorted(rng.sample(range(5), 2))
    seats = rng.choice([None, high, f"{low}-{high}", {"max": high}, {"min": low}])
    keys = _filled(
        rng,
        seats=seats,
        focus=_some(rng, (*AREAS, "CAPITAL"), 2),
        needs=_some(rng, NEEDS, 3),
        day=rng.choice(["Monday", "tuesday"]),
        place=rng.choice(["hall", "attic"]),
    )
    return table({"id": identity, **keys, **({"open": "if needed"} if rng.random() < 0.25 else {})})
