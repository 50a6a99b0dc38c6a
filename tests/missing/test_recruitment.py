"""The smallest list of people to invite, against trying every list and every seating."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from seating.engines import Child
from seating.plan import Room
from seating.requirement import Requirement
from tests.builders import requirement, room
from tests.missing.asking import all_cells, fewest, invited, is_met

ROLES = ("designee", "doer")
AGES = ("youth", "elder")
BROUGHT = ("books", "van")

MOST = 2
"""People that every list of is tried; a case that takes more is drawn again."""


def drawn(rng: Random) -> tuple[Room, list[Requirement], list[dict[str, str]]]:
    """Return a small room in which something may be lacking, and every description that could matter."""
    tables = ["north", "south"][: rng.choice([1, 2, 2])]
    seats = [rng.choice([None, None, "1-4", {"max": 3}]) for _ in tables]
    needs = [rng.sample(BROUGHT, rng.choice([0, 1])) for _ in tables]
    shown = [
        {"id": t, "needs": n, **({} if s is None else {"seats": s})}
        for t, s, n in zip(tables, seats, needs, strict=True)
    ]
    people = [_person(rng, identity) for identity in ("ana", "ben", "cam")[: rng.randint(1, 3)]]
    asked: list[Requirement] = [requirement("size")]
    asked.append(requirement("role_mix", at_least={rng.choice(ROLES): 1}))
    voice: dict[str, Any] = rng.choice([{}, {"at": "the room", "at_least": 2}, {"or_none": True, "at_least": 2}])
    asked.append(requirement("voice", name="Age", who={"age": rng.choice([*AGES, list(AGES)])}, **voice))
    asked.append(requirement("assets"))
    if rng.random() < 0.4:
        asked.append(requirement("cap", of="age", at_most=1, must=True))
    if rng.random() < 0.4 and len(people) > 1:
        asked.append(requirement("apart", people=[people[0]["id"], people[1]["id"]]))
    values = {"representative_type": ROLES, "age": AGES, "assets": BROUGHT}
    return room(people, shown), asked, all_cells(values)


def _person(rng: Random, identity: str) -> dict[str, Any]:
    cells = {
        "representative_type": rng.choice(["", *ROLES]),
        "age": rng.choice(["", *AGES]),
        "assets": rng.choice(["", *BROUGHT]),
        "status": rng.choice(["", "", "", "", "open"]),
    }
    return {"id": identity, **{column: value for column, value in cells.items() if value}}


def compare(child: Child, seed: int) -> bool:
    """Compare one case with brute force; return whether it was small enough to try."""
    here, asked, cells = drawn(Random(f"recruitment {seed}"))
    found = invited(child, here, asked)
    if found is not None and found.people > MOST:
        few = fewest(here, asked, cells, 1)
        assert few is None, f"{few} would do, {found} was said"
        return False
    by_hand = fewest(here, asked, cells, MOST)
    if found is None:
        assert by_hand is None
        return False
    assert found.confirmed
    assert found.smallest
    assert found.people == by_hand, f"{found} and not {by_hand}"
    return True


def test_no_shorter_list_would_do(child: Child) -> None:
    assert sum(compare(child, seed) for seed in range(25)) >= 12


@pytest.mark.slow
def test_no_shorter_list_would_do_in_many_cases(child: Child) -> None:
    assert sum(compare(child, seed) for seed in range(100, 420)) >= 200


def test_one_person_serves_several_needs(child: Child) -> None:
    """A youth who keeps the books and is a doer is one person, not three."""
    asked = [
        requirement("role_mix", at_least={"doer": 1}),
        requirement("voice", name="Youth", who={"age": "youth"}),
        requirement("assets"),
    ]
    found = invited(child, room(["ana"], [{"id": "north", "needs": ["books"]}]), asked)
    assert found is not None
    (one,) = found.invites
    assert dict(one.who) == {"representative_type": "doer", "age": "youth", "assets": "books"}
    assert (one.people, one.tables, found.confirmed, found.smallest) == (1, ("north",), True, True)
    assert set(one.serves) == {"role_mix-1", "voice-1", "assets-1"}


def test_nobody_is_invited_where_another_seating_would_do(child: Child) -> None:
    """Two youths for two tables are enough, wherever they sit now."""
    people = [{"id": identity, "age": "youth"} for identity in ("ana", "ben")]
    found = invited(child, room(people, ["north", "south"]), [requirement("voice", who={"age": "youth"})])
    assert found is not None
    assert (found.invites, found.confirmed, found.smallest) == ((), True, True)


def test_people_who_cannot_be_where_they_are_needed_are_replaced(child: Child) -> None:
    """Enough by counting, but both youths are pinned to one table: one more it takes."""
    people = [{"id": identity, "age": "youth"} for identity in ("ana", "ben")]
    asked = [requirement("voice", who={"age": "youth"}), requirement("pin", people=["ana", "ben"], tables=["north"])]
    found = invited(child, room(people, ["north", "south"]), asked)
    assert found is not None
    (one,) = found.invites
    assert (dict(one.who), one.people, one.tables, found.smallest) == ({"age": "youth"}, 1, ("south",), True)


def test_no_list_where_there_is_no_seat(child: Child) -> None:
    asked = [requirement("size"), requirement("voice", who={"age": "youth"})]
    here = room(["ana"], [{"id": "north", "seats": 1}])
    assert not is_met(here, asked)
    assert invited(child, here, asked) is None


def test_a_large_room_is_worked_out_by_counting_and_says_so(child: Child) -> None:
    people = [{"id": f"p{n}", "age": "adult"} for n in range(600)]
    here = room(people, [f"t{n}" for n in range(30)])
    found = invited(child, here, [requirement("voice", who={"age": "youth"})])
    assert found is not None
    assert (found.people, found.confirmed, found.smallest) == (30, False, False)
