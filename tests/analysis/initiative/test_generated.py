"""Generated convenings with requirements at governance tables, against enumeration and against formulas by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pytest

import seating
from seating.engines.outcome import Status
from seating.result.memberships import list_governance_tables

Row = dict[str, Any]
TYPES = ("designee", "doer", "decision-maker")
CHOSEN = {"board": 1, "staff-group": 2}


def draw_people(rng: Random) -> list[Row]:
    """Return six or seven people with organizations, representative types, and people whom they work for."""
    ids = [f"p{n}" for n in range(rng.randint(6, 7))]
    return [
        {
            "id": identity,
            "name": f"Person {identity}",
            "organization": f"Org {rng.randrange(3)}",
            "representative_type": rng.choice(TYPES),
            "works_for": rng.choice(["", *(other for other in ids if other != identity)]),
        }
        for identity in ids
    ]


def draw_requirement(rng: Random, ids: list[str]) -> Row:
    """Return a requirement at one or two governance tables; it is a must only where members are chosen."""
    at = rng.sample(["board", "staff-group", "steer", "lead"], rng.randint(1, 2))
    must = set(at) <= set(CHOSEN) and rng.random() < 0.25
    weighed = {"must": True} if must else {"weight": rng.randint(1, 5)}
    kind = rng.choice(["cap", "role_mix", "count", "keep_from", "counterpart"])
    if kind == "cap":
        return {"kind": kind, "of": "organization", "at_most": rng.randint(0, 2), "at": at, **weighed}
    if kind == "role_mix":
        return {"kind": kind, "at_least": {rng.choice(TYPES): rng.randint(1, 2)}, "at": at, **weighed}
    if kind == "count":
        bound = rng.choice(["at_least", "at_most"])
        who = {"organization": f"Org {rng.randrange(3)}"}
        return {"kind": kind, "who": who, bound: rng.randint(1, 2), "at": at, **weighed}
    if kind == "keep_from":
        return {"kind": kind, "people": rng.sample(ids, 2), "tables": at, **weighed, "must": must}
    sides = rng.sample(["board", "staff-group", "steer"], 2)
    must = must and set(sides) <= set(CHOSEN)
    of = rng.choice(["works_for", "organization"])
    return {"kind": kind, "of": of, "from": sides[:1], "to": sides[1:], "at_least": rng.randint(1, 2), **weighed}


def shortfall(asked: Row, at: dict[str, list[Row]]) -> int:
    """Return the shortfall of a requirement with these members of each table, as its description says."""
    if asked["kind"] == "counterpart":
        source, target = asked["from"][0], asked["to"][0]
        return sum(max(0, asked["at_least"] - _count_counterparts(asked["of"], one, at[target])) for one in at[source])
    tables = [at[table] for table in asked.get("at", asked.get("tables", ())) if table in at]
    if asked["kind"] == "cap":
        groups = (Counter(row["organization"] for row in members).values() for members in tables)
        return sum(max(0, number - asked["at_most"]) for numbers in groups for number in numbers)
    if asked["kind"] == "role_mix":
        ((role, least),) = asked["at_least"].items()
        return sum(max(0, least - sum(row["representative_type"] == role for row in members)) for members in tables)
    if asked["kind"] == "keep_from":
        return sum(row["id"] in asked["people"] for members in tables for row in members)
    number = [sum(row["organization"] == asked["who"]["organization"] for row in members) for members in tables]
    if "at_least" in asked:
        return sum(max(0, asked["at_least"] - have) for have in number)
    return sum(max(0, have - asked["at_most"]) for have in number)


def _count_counterparts(of: str, member: Row, there: list[Row]) -> int:
    others = [row for row in there if row["id"] != member["id"]]
    if of == "organization":
        return sum(row["organization"] == member["organization"] for row in others)
    return sum(row["works_for"] == member["id"] for row in others)


def list_choices(rows: list[Row], sizes: dict[str, int], fixed: str | None) -> Iterator[dict[str, list[Row]]]:
    """Yield the members of the board and of the staff group in every choice; `fixed` must be on the board."""
    for choice in product((0, 1, 2), repeat=len(rows)):
        at = {t: [row for row, c in zip(rows, choice, strict=True) if c == n] for t, n in CHOSEN.items()}
        is_fixed = fixed is None or fixed in {row["id"] for row in at["board"]}
        if is_fixed and all(len(at[table]) == size for table, size in sizes.items()):
            yield at


def hold_against_enumeration(seed: int) -> tuple[bool, bool]:
    """Compare one convening with enumeration. Return whether a must cannot be met, and whether a penalty remains."""
    rng = Random(f"governance {seed}")
    rows = draw_people(rng)
    ids, by_id = [row["id"] for row in rows], {row["id"]: row for row in rows}
    sizes = {"board": rng.randint(1, 3), "staff-group": rng.randint(1, 2)}
    fixed = rng.choice([None, rng.choice(ids)]) if sizes["board"] > 1 else None
    named, chairs = rng.sample(ids, rng.randint(1, 3)), rng.sample(ids, 2)
    asked = [{"id": f"r{n}", **draw_requirement(rng, ids)} for n in range(rng.randint(1, 4))]
    governance = [
        {"id": table, "kind": "governance", "action_seat": "yes", "seats": size} for table, size in sizes.items()
    ]
    if fixed is not None:
        governance[0]["people"] = [fixed]
    tables = [{"id": table, "seats": "2-7", "chair": [chair]} for table, chair in zip("ab", chairs, strict=True)]
    tables += [*governance, {"id": "steer", "kind": "steering", "people": named}, {"id": "lead", "from": "chair"}]
    result = seating.solve(rows, {"tables": tables, "requirements": asked, "columns": {"own": "works_for"}})

    known = {"steer": [by_id[one] for one in named], "lead": [by_id[one] for one in chairs]}
    at_chosen = [one for one in asked if set(one.get("at") or one.get("tables") or _sides(one)) & set(CHOSEN)]
    least = min(_value(at_chosen, at, known) for at in list_choices(rows, sizes, fixed))
    views = {list_governance_tables(view.room)[0].id: view for view in result.governance}
    chosen = views["board"]
    if least[0]:
        assert chosen.status is Status.IMPOSSIBLE
    else:
        assert (chosen.status, chosen.penalty, chosen.bound) == (Status.OPTIMAL, least[1], least[1])
        members = {t: [by_id[m.person] for m in result.memberships if m.table == t] for t in CHOSEN}
        assert _value(at_chosen, members, known) == least
    for table, there in known.items():
        for one in asked:
            if table in (one.get("at") or one.get("tables") or ()):
                assert views[table].review.verdicts[one["id"]].shortfall == shortfall(one, {table: there})
    return bool(least[0]), bool(least[1])


def _sides(asked: Row) -> list[str]:
    return [*asked["from"], *asked["to"]]


def _value(asked: list[Row], at: dict[str, list[Row]], known: dict[str, list[Row]]) -> tuple[int, int]:
    """Return the shortfall of the musts and the penalty of the wishes with these chosen members."""
    unmet = penalty = 0
    for one in asked:
        lacking = shortfall(one, {**known, **at} if one["kind"] == "counterpart" else at)
        unmet, penalty = unmet + lacking * bool(one.get("must")), penalty + lacking * one.get("weight", 0)
    return unmet, penalty


def test_governance_requirements_come_out_as_enumeration_finds() -> None:
    found = [hold_against_enumeration(seed) for seed in range(8)]
    assert any(penalty for _, penalty in found)


@pytest.mark.night
def test_two_hundred_convenings_with_governance_requirements_come_out_as_enumeration_finds() -> None:
    found = [hold_against_enumeration(seed) for seed in range(200)]
    assert sum(unmet for unmet, _ in found) >= 10
    assert sum(penalty for _, penalty in found) >= 80
