"""Every reason that is printed is true: looked at one by one in random rooms, in another way than they are found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from seating.convening import Convening
from seating.profiles import People
from seating.report.seat_reasons import seat_reasons
from seating.requirements.base.kind import Requirement
from seating.result import Result
from seating.room.plan import Plan
from tests.builders import person, requirement, table

from ..made_up import result_of

AREAS = ("capital", "talent", "space")
ROLES = ("designee", "doer", "decision-maker")
SCORED = ("", "capital:3", "talent:1; capital:2", "space:0", "schools:3", "capital:2; talent:2")
INTERESTS = (*SCORED, "talent", "capital; space")
NAME = r"P\d\d"


def drawn(rng: Random) -> Result:
    """Return a room with pins, ties, roles, voices, needs, elections, staff and wishes, seated at random."""
    ids = [f"p{n:02}" for n in range(rng.randint(3, 9))]
    tables = ["north", "south", "west"][: rng.randint(1, 3)]
    rows = [_row(rng, identity, ids, tables) for identity in ids]
    shown: list[dict[str, Any]] = []
    for identity in tables:
        row: dict[str, Any] = {"id": identity, "name": identity.title(), "focus": rng.sample(AREAS, rng.randint(0, 2))}
        row["needs"] = rng.choice([[], ["books"]])
        row["open"] = rng.choice([None, None, "if needed"])
        row["chair"] = rng.choice([[], [], [rng.choice(ids)]])
        shown.append({key: value for key, value in row.items() if value})
    asked = [_asked(rng, number, ids, tables) for number in range(rng.randint(1, 5))]
    convening = Convening(tables=tuple(map(table, shown)), requirements=tuple(asked), show=("age",))
    duties = {i: (rng.choice(["chair", "reporter", "scribe"]),) for i in ids if rng.random() < 0.2}
    people = People(tuple(map(person, rows)))
    duties |= {p.id: (str(p.duty),) for p in people if p.duty}
    private = {r.id: f"private-{r.id}" for r in asked if rng.random() < 0.2}
    return result_of(people, convening, {i: rng.choice(tables) for i in ids}, duties=duties, private_names=private)


def _row(rng: Random, identity: str, ids: list[str], tables: list[str]) -> dict[str, Any]:
    cells = {
        "representative_type": rng.choice(["", *ROLES]),
        "age": rng.choice(["", "youth", "elder"]),
        "assets": rng.choice(["", "books", "van"]),
        "interests": rng.choice(INTERESTS),
        "status": rng.choice(["", "", "", "open"]),
        "duty": rng.choice([""] * 6 + ["recorder"]),
        "pin": rng.choice(["", "", rng.choice(tables)]),
        "chose": rng.choice(["", "", rng.choice(tables)]),
        "with": rng.choice(["", "", rng.choice(ids)]),
    }
    return {"id": identity, "name": identity.title(), **{column: cell for column, cell in cells.items() if cell}}


def _asked(rng: Random, number: int, ids: list[str], tables: list[str]) -> Requirement:
    kind = rng.choice(["pin", "together", "role_mix", "voice", "voice", "assets"])
    some = rng.sample(tables, rng.randint(1, len(tables)))
    keys: dict[str, Any] = {}
    if kind == "pin":
        keys = {"people": rng.sample(ids, 2), "tables": some}
    elif kind == "together":
        keys = {"people": rng.sample(ids, rng.randint(2, 3))}
    elif kind == "role_mix":
        keys = {"at_least": {rng.choice(ROLES): rng.randint(0, 2)}, "at": some}
    elif kind == "voice":
        keys = {
            "name": f"Voice {number}",
            "who": {"age": rng.choice(["youth", "elder"])},
            "at_least": rng.randint(1, 3),
        }
        keys |= rng.choice([{}, {"at": some}, {"or_none": True}, {"at": "the room"}])
    return requirement(kind, id=f"{kind}-{number}", **keys)


def part_is_true(result: Result, identity: str, part: str) -> str:
    """Assert that a part of somebody's sentence is true; return which kind of reason it is."""
    row, seats = result.people.by_id[identity], result.plan.seats
    at = result.convening.table(seats[identity])
    told = [r for r in result.requirements if r.id not in result.private_names]
    named = [r for r in told if identity in (getattr(r, "people", None) or ())]
    if found := re.fullmatch(r"(on staff, as|serves as) (.+)", part):
        held = result.duties[identity]
        assert found[2] in held
        here = result.convening.table(result.plan.seats[identity])
        elected = found[2] == "chair" and identity in here.chair
        assert row.duty is not None if found[1] == "on staff, as" else elected and row.duty is None
        return found[1]
    if part == "the convening seats them at this table":
        assert any(r.kind == "pin" and set(r.tables) == {at.id} for r in named)
        return "pin"
    if found := re.fullmatch(r"the convening seats them at (.+)", part):
        labels = set(re.split(r", | or ", found[1]))
        assert at.label in labels
        assert any(r.kind == "pin" and {result.convening.table(t).label for t in r.tables} == labels for r in named)
        return "pins"
    if found := re.fullmatch(r"the convening seats them with (.+)", part):
        others = {name.lower() for name in re.findall(NAME, found[1])}
        assert others
        assert all(seats[other] == at.id for other in others)
        assert any(r.kind == "together" and others < set(r.people) for r in named)
        return "together"
    if found := re.fullmatch(r"needed here (?:as|for) (.+) \((?:the only one|one of (\d+))\)", part):
        assert any(_is_needed(result, r, identity, int(found[2] or 1)) for r in told if _is_about(r, found[1]))
        return "needed"
    scores = {t.label: max([row.interests.get(a, 0) for a in t.focus], default=0) for t in result.convening.tables}
    if found := re.fullmatch(r"rated this table’s focus (\d), and none higher", part):
        assert scores[at.label] == int(found[1]) == max(scores.values()) > 0
        return "best"
    assert part.startswith("named") == (set(row.interests.values()) == {1})
    if part == "named this table’s focus as an interest":
        assert set(at.focus) & set(row.interests)
        return "named"
    if found := re.fullmatch(r"named the focus of (.+), but not this table’s focus", part):
        assert not set(at.focus) & set(row.interests)
        assert scores[found[1]] == 1
        return "not named"
    found = re.fullmatch(
        r"(?:did not rate this table’s focus, but rated|rated this table’s focus (\d), and) "
        r"the focus of (.+) (\d)",
        part,
    )
    assert found, part
    assert (scores[at.label], scores[found[2]]) == (int(found[1] or 0), int(found[3]))
    assert (found[1] is not None) == any(area in row.interests for area in at.focus)
    assert int(found[3]) == max(scores.values()) > scores[at.label]
    return "better"


def _is_about(asked: Requirement, name: str) -> bool:
    if asked.kind == "voice":
        return getattr(asked, "name", None) == name
    return asked.kind == ("role_mix" if name in ROLES else "assets")


def _is_needed(result: Result, asked: Requirement, identity: str, people: int) -> bool:
    """Whether the table lacks more of it, by the checker, once somebody is gone; and so many are there now."""
    table = result.plan.seats[identity]
    left = tuple(p for p in result.room.people if p.id != identity)
    fewer = replace(result.room, people=left)
    seats = {p: t for p, t in result.plan.seats.items() if p != identity}

    def lacks(room: Any, plan: Plan) -> int:
        return sum(f.shortfall for f in asked.check(room, plan) if f.table == table)

    alike = [
        p
        for p in result.room.members(result.plan)[table]
        if not p.is_held
        and any(a.matches(p) and a.matches(result.people.by_id[identity]) for a in asked.asks(result.room))
    ]
    return lacks(fewer, Plan(seats)) > lacks(result.room, result.plan) and len(alike) == people


@pytest.mark.room
def test_every_reason_that_is_printed_is_true() -> None:
    seen = Counter[str]()
    for seed in range(800):
        result = drawn(Random(f"why {seed}"))
        for identity, why in seat_reasons(result).items():
            parts = why.removesuffix(".").split("; ") if why else []
            for part in parts:
                seen[part_is_true(result, identity, part[:1].lower() + part[1:])] += 1
            seen["none"] += not parts
    kinds = {"on staff, as", "serves as", "pin", "pins", "together", "needed", "best", "better", "none"}
    kinds |= {"named", "not named"}
    assert set(seen) == kinds
    assert min(seen.values()) >= 10, seen
