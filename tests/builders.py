"""Tiny rooms, requirements and plans in a few words, for every test; and random ones.

`room(["ana", {"id": "ben", "sector": "labor"}], ["north", {"id": "south", "seats": 2}])` is a room;
`requirement(kind="cap", of="sector", at_most=1)` a requirement, `plan(north=["ana"], south=["ben"])` a plan.
The random ones draw on nothing but the `random.Random` they are given.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from seating.convening.rooms import reason_without_seat
from seating.history import History
from seating.model import Value
from seating.plan import Plan, Room
from seating.profiles import Asset, Attendance, Duty, People, Person, Status
from seating.requirement import Requirement
from seating.requirements import kinds
from seating.tables import Table

SEVERAL = {
    "speaks_to",
    "languages",
    "needs",
    "with",
    "apart",
    "wishes",
    "avoids",
    "chose",
    "declined",
    "can_come",
    "pin",
}
SINGLE = set(Person.model_fields) - {name.rstrip("_") for name in SEVERAL} - {"with_", "own", "assets", "interests"}


def person(row: str | Mapping[str, Any]) -> Person:
    """Return a person from an id, or from the filled cells of a row; cells split at `;` as in a list."""
    cells = {"id": row} if isinstance(row, str) else dict(row)
    known: dict[str, Any] = {"name": cells["id"].capitalize()}
    own = {}
    for column, value in cells.items():
        if column == "interests":
            known[column] = value if isinstance(value, Mapping) else _interests(value)
        elif column == "assets":
            known[column] = tuple(_asset(item) for item in _split(value))
        elif column == "attending":
            known[column] = value if isinstance(value, Attendance) else Attendance(chance=int(value))
        elif column in SEVERAL:
            known["with_" if column == "with" else column] = _split(value)
        elif column in SINGLE:
            known[column] = value
        else:
            own[column] = _split(value)
    return Person.model_validate({**known, "own": {column: cell for column, cell in own.items() if cell}})


def _split(value: Any) -> tuple[str, ...]:
    items = value.split(";") if isinstance(value, str) else value if isinstance(value, list | tuple) else [str(value)]
    return tuple(item.strip() for item in items if item.strip())


def _interests(text: str) -> dict[str, int]:
    pairs = (item.partition(":") for item in _split(text))
    return {area.strip(): int(score or 1) for area, _, score in pairs}


def _asset(text: str) -> Asset:
    group, colon, word = text.partition(":")
    return Asset(group=group.strip(), word=word.strip()) if colon else Asset(word=text)


def room(
    people: Iterable[str | Mapping[str, Any] | Person],
    tables: Iterable[str | Mapping[str, Any] | Table] = ("north", "south"),
    working_language: str = "",
    round_number: int = 1,
    history: History | None = None,
    last_round: int = 0,
) -> Room:
    """Return the room of these rows: staff apart, and those who get no seat only on the list."""
    listed = tuple(row if isinstance(row, Person) else person(row) for row in people)
    seated = sorted((p for p in listed if reason_without_seat(p, round_number) is None), key=lambda p: p.id)
    return Room(
        people=tuple(p for p in seated if p.duty is None),
        staff=tuple(p for p in seated if p.duty is not None),
        tables=tuple(table(t) for t in tables),
        listed=People(listed),
        working_language=working_language,
        round_number=round_number,
        history=history or History(),
        last_round=last_round,
    )


def past(*rounds: Mapping[str, Iterable[str]]) -> History:
    """Return the history of rounds in which these people (ids) sat at each table, oldest first, from round 1."""
    found = History()
    for number, members in enumerate(rounds, 1):
        found = found.then(number, plan(**members).seats)
    return History(tuple(replace(held, is_planned=False) for held in found.rounds))


def table(what: str | Mapping[str, Any] | Table) -> Table:
    """Return a table from its id, or from its mapping in a convening."""
    return what if isinstance(what, Table) else Table.model_validate({"id": what} if isinstance(what, str) else what)


def requirement(kind: str, /, **keys: Any) -> Requirement:
    """Return a requirement with its keys as a convening has them; its id is `KIND-1` unless given."""
    return kinds()[kind].model_validate({"id": f"{kind}-1", **keys})


def plan(**members: Iterable[str]) -> Plan:
    """Return the plan in which these people (ids) sit at each table (keyword: its id)."""
    return Plan({member: table_id for table_id, ids in members.items() for member in ids})


def every_plan(room: Room) -> Iterator[Plan]:
    """Yield every way to seat everybody, staff included: tables ** persons of them."""
    ids = [p.id for p in room.persons]
    for tables in itertools.product([t.id for t in room.tables], repeat=len(ids)):
        yield Plan(dict(zip(ids, tables, strict=True)))


def value_of(room: Room, requirements: Sequence[Requirement], plan: Plan) -> Value:
    """Return what the checkers say a plan is worth."""
    shortfalls = [(r, r.judge(room, plan).shortfall) for r in requirements]
    return Value(
        sum(shortfall for r, shortfall in shortfalls if r.is_must),
        sum(r.weight * shortfall for r, shortfall in shortfalls if not r.is_must),
    )


def brute_force(room: Room, requirements: Sequence[Requirement]) -> tuple[Value, int]:
    """Return the least value of any plan, by the checkers alone, and how many plans meet all the musts."""
    values = [value_of(room, requirements, candidate) for candidate in every_plan(room)]
    return min(values), sum(1 for value in values if value.unmet == 0)


# --- random rooms -------------------------------------------------------------------------------

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
    """Return a person with blanks, several values in a cell, other spellings, and words about other people."""
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
    return room(people, tables, working_language, number, history, number + apart.choice([-number, 0, 0, 1]))


def random_history(rng: Random, ids: Sequence[str]) -> History:
    """Return 0 to 3 rounds, the first ones at times from elsewhere, with people and tables that are no more."""
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


# --- random requirements ------------------------------------------------------------------------

Generator = Callable[[Random, Room], dict[str, Any]]

GENERATORS: dict[str, Generator] = {}
"""For each kind a function that draws its own keys; the shared keys are added for all alike."""


def _draws(kind: str) -> Callable[[Generator], Generator]:
    def add(generator: Generator) -> Generator:
        GENERATORS[kind] = generator
        return generator

    return add


def random_requirement(rng: Random, room: Room, kind: str) -> Requirement:
    """Return a requirement of a kind with random keys, `at`, `must`, `weight` and `robust`; its id is `KIND-1`."""
    keys = GENERATORS[kind](rng, room)
    if "at" not in keys and rng.random() < 0.4:
        ids = [t.id for t in room.tables]
        keys["at"] = rng.choice([rng.choice(ids), rng.sample(ids, rng.randint(1, len(ids))), "every table"])
    apart = Random(repr(rng.getstate()))  # so that what came before changes nothing of what is drawn after
    must = rng.choice([None, None, True, False])
    keys |= {} if must is None else {"must": must}
    keys |= {"robust": 1} if apart.random() < 0.3 and _may_be_robust(kind, keys) else {}
    return requirement(kind, **keys, weight=rng.choice([1, 1, 2, 5]))


def _may_be_robust(kind: str, keys: Mapping[str, Any]) -> bool:
    """Whether a requirement of these keys may be asked to hold after any one absence."""
    is_fixed = kind == "count" and keys.get("at_least", 0) == keys.get("at_most", -1) > 0
    return kinds()[kind].can_be_robust and not is_fixed


def _who(rng: Random) -> dict[str, Any]:
    column = rng.choice(["sector", "gender", "representative_type", "tags", "languages", "assets", "interests"])
    values = {**SPELLINGS, "tags": ("red", "blue"), "languages": LANGUAGES, "assets": NEEDS, "interests": AREAS}[column]
    found: dict[str, Any] = {column: rng.choice([rng.choice(values), rng.sample(values, 2)])}
    if rng.random() < 0.2:
        found["not"] = {"tags": rng.choice(("red", "green"))}
    return found


def _column(rng: Random) -> str:
    return rng.choice(["sector", "gender", "tags", "organization", "languages", "speaks_to", "interests"])


def _people(rng: Random, room: Room, least: int = 1) -> list[str]:
    ids = sorted(p.id for p in room.listed)
    ids += [name for name in NAMES if name not in ids][: max(0, least - len(ids))]
    return rng.sample(ids, rng.randint(min(least, len(ids)), min(len(ids), 4)))


def _pairs(rng: Random, room: Room) -> list[list[str]]:
    return [_people(rng, room, 2)[:2] for _ in range(rng.randint(1, 3))]


def _tables(rng: Random, room: Room) -> str | list[str]:
    ids = [*(t.id for t in room.tables), "drawn"]
    return rng.choice([rng.choice(ids), rng.sample(ids, rng.randint(1, len(ids)))])


def _band(rng: Random, choices: Sequence[Any], as_number: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    low, high = sorted(rng.choices(choices, k=2), key=as_number)
    return rng.choice([{"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}])


@_draws("size")
def _size(rng: Random, room: Room) -> dict[str, Any]:
    return {}


@_draws("focus")
def _focus(rng: Random, room: Room) -> dict[str, Any]:
    return rng.choice([{}, {"at_least": rng.randint(0, 3)}])


@_draws("role_mix")
def _role_mix(rng: Random, room: Room) -> dict[str, Any]:
    roles = rng.sample(["designee", "Doer", "decision_maker"], rng.randint(1, 3))
    return {"at_least": {role: rng.randint(0, 2) for role in roles}}


@_draws("count")
def _count(rng: Random, room: Room) -> dict[str, Any]:
    return {"who": _who(rng), **_band(rng, range(4))}


@_draws("voice")
def _voice(rng: Random, room: Room) -> dict[str, Any]:
    form = rng.choice([{}, {"or_none": True}, {"at": "The  Room"}])
    return {"name": "Voices", "who": _who(rng), "at_least": rng.randint(1, 3), **form}


@_draws("share")
def _share(rng: Random, room: Room) -> dict[str, Any]:
    return {"who": _who(rng), **_band(rng, ["0", "1/3", "0.33", 0.5, "2/3", 1], lambda share: Fraction(str(share)))}


@_draws("balance")
def _balance(rng: Random, room: Room) -> dict[str, Any]:
    return {"of": _column(rng), "count_blank": rng.random() < 0.5}


@_draws("level")
def _level(rng: Random, room: Room) -> dict[str, Any]:
    return {"of": "years", **rng.choice([{}, {"tolerance": rng.choice([1, 0.5, "1/3", 2])}])}


@_draws("variety")
def _variety(rng: Random, room: Room) -> dict[str, Any]:
    return {"of": _column(rng), "at_least": rng.randint(0, 3)}


@_draws("cap")
def _cap(rng: Random, room: Room) -> dict[str, Any]:
    return {"of": _column(rng), "at_most": rng.randint(0, 2)}


@_draws("assets")
def _assets(rng: Random, room: Room) -> dict[str, Any]:
    return {}


@_draws("gather")
def _gather(rng: Random, room: Room) -> dict[str, Any]:
    return {**rng.choice([{"who": _who(rng)}, {"of": _column(rng)}]), "at_most_tables": rng.randint(1, 2)}


@_draws("together")
def _together(rng: Random, room: Room) -> dict[str, Any]:
    forms: list[dict[str, Any]] = [{"people": _people(rng, room, 2)}, {"pairs": _pairs(rng, room)}]
    return rng.choice([*forms, {"by": _column(rng)}, {"of": "with"}])


@_draws("apart")
def _apart(rng: Random, room: Room) -> dict[str, Any]:
    forms: list[dict[str, Any]] = [{"people": _people(rng, room, 2)}, {"pairs": _pairs(rng, room)}]
    return rng.choice([*forms, {"relation": "funds"}, {"of": "apart"}, {"of": "avoids"}])


@_draws("wish")
def _wish(rng: Random, room: Room) -> dict[str, Any]:
    ids = _people(rng, room, 2)
    return rng.choice([{}, {"of": "wishes"}, {"person": ids[0], "wishes": ids[1:]}])


@_draws("pin")
def _pin(rng: Random, room: Room) -> dict[str, Any]:
    explicit = {"people": _people(rng, room), "tables": _tables(rng, room)}
    return rng.choice([explicit, {"of": "pin"}, {"of": "chose"}])


@_draws("keep_from")
def _keep_from(rng: Random, room: Room) -> dict[str, Any]:
    explicit = {"people": _people(rng, room), "tables": _tables(rng, room)}
    return rng.choice([explicit, {"of": "declined"}, {"of": "can_come"}])


@_draws("similarity")
def _similarity(rng: Random, room: Room) -> dict[str, Any]:
    ids = sorted(p.id for p in room.listed)
    pairs = [pair for pair in itertools.combinations(ids, 2) if rng.random() < 0.7] or [("nobody", "known")]
    rows = [[*rng.sample(pair, 2), rng.choice([0, 1, 1, 2, 7])] for pair in pairs]
    return {"file": rows, "wanted": rng.choice(["high", "low"])}


@_draws("common_language")
def _common_language(rng: Random, room: Room) -> dict[str, Any]:
    return rng.choice([{}, {"others": rng.randint(1, 3)}])


@_draws("staff")
def _staff(rng: Random, room: Room) -> dict[str, Any]:
    return {"duty": rng.choice(DUTIES), **rng.choice([{}, {"at_least": 2}, {"speaks": True}])}


@_draws("new_company")
def _new_company(rng: Random, room: Room) -> dict[str, Any]:
    return {**rng.choice([{}, {"within": rng.randint(1, 2)}]), "grows": rng.random() < 0.5}


@_draws("continuity")
def _continuity(rng: Random, room: Room) -> dict[str, Any]:
    return _band(rng, rng.choice([range(4), ["1/3", "1/2", 0.33, "2/3", "1.0"]]), lambda end: Fraction(str(end)))


@_draws("new_table")
def _new_table(rng: Random, room: Room) -> dict[str, Any]:
    return {}


@_draws("buddy")
def _buddy(rng: Random, room: Room) -> dict[str, Any]:
    return {}


@_draws("meet")
def _meet(rng: Random, room: Room) -> dict[str, Any]:
    forms: list[dict[str, Any]] = [{"people": _people(rng, room, 2)}, {"pairs": _pairs(rng, room)}]
    return rng.choice([*forms, {"who": _who(rng), "whom": _who(rng)}])


@_draws("duty")
def _duty(rng: Random, room: Room) -> dict[str, Any]:
    form = {"name": rng.choice(HELD), "each": rng.randint(1, 3), "rotate": rng.random() < 0.7}
    return {**form, **rng.choice([{}, {"who": _who(rng)}]), **rng.choice([{}, {"differ": _column(rng)}])}
