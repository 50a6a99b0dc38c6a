"""Random requirements of every kind; the only source of randomness is the given `random.Random`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from seating.requirements.base.kind import Requirement
from seating.room.plan import Room
from tests.builders import requirement
from tests.random_rooms import AREAS, DUTIES, HELD, LANGUAGES, NAMES, NEEDS, SPELLINGS
from tests.requirements.worked import cases_of

Generator = Callable[[Random, Room], dict[str, Any]]

GENERATORS: dict[str, Generator] = {}
"""For each kind, a function that draws its own keys; the shared keys are added in the same way for all kinds.

The keys of a kind without one are those of one of its cases.
"""

ADDED = ("counterpart", "fill")
"""Kinds that came after the tests that know random cases by their number.

Such a case would be another one if these were drawn too. Tests of their own mix them with all other kinds.
"""


def drawn_kinds() -> list[str]:
    """Return the kinds that random cases are drawn from."""
    return sorted(set(GENERATORS) - set(ADDED))


def _draws(kind: str) -> Callable[[Generator], Generator]:
    def add(generator: Generator) -> Generator:
        GENERATORS[kind] = generator
        return generator

    return add


def draw_keys(rng: Random, room: Room, kind: str) -> dict[str, Any]:
    """Return random keys of a kind, without those that all kinds share."""
    if kind in GENERATORS:
        return GENERATORS[kind](rng, room)
    return dict(rng.choice([case["requirement"] for case in cases_of(kind).values()]))


def random_requirement(rng: Random, room: Room, kind: str) -> Requirement:
    """Return a requirement of a kind with random keys, `at`, `must` and `weight`; its id is `KIND-1`."""
    keys = draw_keys(rng, room, kind)
    if "at" not in keys and rng.random() < 0.4:
        ids = [t.id for t in room.tables]
        keys["at"] = rng.choice([rng.choice(ids), rng.sample(ids, rng.randint(1, len(ids))), "every table"])
    must = rng.choice([None, None, True, False])
    keys |= {} if must is None else {"must": must}
    return requirement(kind, **keys, weight=rng.choice([1, 1, 2, 5]))


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
    keys = rng.choice([{}, {"at_least": rng.randint(0, 3)}])
    return {**keys, **_carried(rng)}


def _carried(rng: Random) -> dict[str, Any]:
    """Return the key `carry` or none, without a draw that would change what is drawn after it."""
    return Random(repr(rng.getstate())).choice([{}, {}, {"carry": True}])


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
    keys = {**rng.choice([{"who": _who(rng)}, {"of": _column(rng)}]), "at_most_tables": rng.randint(1, 2)}
    more = Random(repr(rng.getstate()))  # so that what is drawn after it stays as it was
    without = more.choice([(), (), ("at_most_tables",), ("who", "of"), ("who", "of", "at_most_tables")])
    return {key: value for key, value in keys.items() if key not in without}


@_draws("counterpart")
def _counterpart(rng: Random, room: Room) -> dict[str, Any]:
    ids = [table.id for table in room.tables]
    ids = rng.sample(ids, len(ids)) if len(ids) > 1 else [*ids, "elsewhere"]
    split = rng.randint(1, len(ids) - 1)
    keys = {"from": ids[:split], "to": rng.sample(ids[split:], rng.randint(1, len(ids) - split)), "at": None}
    return {"of": rng.choice(["funds", "funds", "organization"]), **keys, "at_least": rng.choice([1, 1, 2, 3])}


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
    form = rng.choice([{}, {"of": "wishes"}, {"person": ids[0], "wishes": ids[1:]}])
    more = Random(repr(rng.getstate()))  # so that what is drawn after it stays as it was
    return {**form, **more.choice([{}, {"at_least": more.randint(1, 3)}]), **_carried(rng)}


@_draws("named")
def _named(rng: Random, room: Room) -> dict[str, Any]:
    charts = rng.randint(1, 12)
    tables = [table.id for table in room.tables]
    who = [*_people(rng, room), "somebody else"]
    named = {person: {rng.choice(tables): rng.randint(1, charts) for _ in range(2)} for person in who}
    return {"charts": charts, "named": named}


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
    rows = [[*rng.sample(pair, 2), rng.choice([0, 1, 1, 2, 7, -1, -3])] for pair in pairs]
    return {"file": rows, "wanted": rng.choice(["high", "low"])}


@_draws("common_language")
def _common_language(rng: Random, room: Room) -> dict[str, Any]:
    return rng.choice([{}, {"others": rng.randint(1, 3)}])


@_draws("staff")
def _staff(rng: Random, room: Room) -> dict[str, Any]:
    return {"duty": rng.choice(DUTIES), **rng.choice([{}, {"at_least": 2}, {"speaks": True}])}


@_draws("new_company")
def _new_company(rng: Random, room: Room) -> dict[str, Any]:
    keys = {**rng.choice([{}, {"within": rng.randint(1, 2)}]), "grows": rng.random() < 0.5}
    more = Random(repr(rng.getstate()))  # so that what is drawn after it stays as it was
    return {**keys, **more.choice([{}, {}, {"at_most": 1}, {"at_most": 2}])}


@_draws("continuity")
def _continuity(rng: Random, room: Room) -> dict[str, Any]:
    ends = _band(rng, rng.choice([range(4), ["1/3", "1/2", 0.33, "2/3", "1.0"]]), lambda end: Fraction(str(end)))
    more = Random(repr(rng.getstate()))  # so that what is drawn after it stays as it was
    like = {"like_round": max(1, room.round_number - more.randint(1, 2))}
    return more.choice([ends, ends, {**ends, **like}, like])


@_draws("new_table")
def _new_table(rng: Random, room: Room) -> dict[str, Any]:
    return {}


@_draws("buddy")
def _buddy(rng: Random, room: Room) -> dict[str, Any]:
    return rng.choice([{}, {"of": _column(rng)}])


@_draws("meet")
def _meet(rng: Random, room: Room) -> dict[str, Any]:
    forms: list[dict[str, Any]] = [{"people": _people(rng, room, 2)}, {"pairs": _pairs(rng, room)}]
    form = rng.choice([*forms, {"who": _who(rng), "whom": _who(rng)}])
    more = Random(repr(rng.getstate()))  # so that what is drawn after it stays as it was
    return more.choice([form, form, form, {}, {"people": "Everyone"}])


@_draws("duty")
def _duty(rng: Random, room: Room) -> dict[str, Any]:
    form = {"name": rng.choice(HELD), "each": rng.randint(1, 3), "rotate": rng.random() < 0.7}
    return {**form, **rng.choice([{}, {"who": _who(rng)}]), **rng.choice([{}, {"differ": _column(rng)}])}
