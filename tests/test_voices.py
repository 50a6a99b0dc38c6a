"""The states of a voice, worst first, and how many people it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from seating.voices import Voice, hear
from tests.builders import plan, requirement, room

YOUTH = {"age": "youth"}
BOTH = ("north", "south")


def voice(people: list[Any], seats: Mapping[str, list[str]], tables: Any = BOTH, **keys: Any) -> Voice:
    here = room(people, tables)
    asked = requirement("voice", who=YOUTH, **keys)
    (ask,) = asked.asks(here)
    return hear(asked.id, ask, here, plan(**seats))


def youth(identity: str, **cells: Any) -> dict[str, Any]:
    return {"id": identity, "age": "youth", **cells}


def adult(identity: str, **cells: Any) -> dict[str, Any]:
    return {"id": identity, "age": "adult", **cells}


@pytest.mark.parametrize(
    ("state", "people", "seats"),
    [
        ("missing", [adult("ana")], {"north": ["ana"]}),
        ("unknown", [adult("ana"), "ben"], {"north": ["ana"], "south": ["ben"]}),
        ("absent", [adult("ana"), youth("ben", status="declined")], {"north": ["ana"]}),
        ("too_few", [youth("ana"), adult("ben")], {"north": ["ana"], "south": ["ben"]}),
        ("elsewhere", [youth("ana"), youth("ben"), adult("cam")], {"north": ["ana", "ben"], "south": ["cam"]}),
        ("unheard", [youth("ana", languages="vi"), youth("ben"), adult("cam")], {"north": ["ana"], "south": ["ben"]}),
        ("heard", [youth("ana"), adult("cam"), youth("ben"), adult("dee")], {"north": ["ana"], "south": ["ben"]}),
    ],
)
def test_the_first_state_that_is_so(state: str, people: list[Any], seats: dict[str, list[str]]) -> None:
    placed = {person for members in seats.values() for person in members}
    rest = [row["id"] for row in people if isinstance(row, dict) and row["id"] not in placed and "status" not in row]
    full = {"north": [*seats.get("north", []), *rest[:1]], "south": [*seats.get("south", []), *rest[1:]]}
    assert voice(people, full).state == state


def test_a_table_that_stays_empty_counts_in_no_needed() -> None:
    """Two tables at two each take four; the one that may stay empty takes none unless it is used."""
    tables = ["north", {"id": "south", "open": "if needed"}]
    people = [youth("ana"), youth("ben"), adult("cam")]
    empty = voice(people, {"north": ["ana", "ben", "cam"]}, tables, at_least=2)
    assert (empty.needed, empty.state) == (2, "heard")
    used = voice(people, {"north": ["ana", "ben"], "south": ["cam"]}, tables, at_least=2)
    assert (used.needed, used.state) == (4, "too_few")


def test_an_open_seat_attends_as_nobody() -> None:
    held = voice([youth("held", status="open"), adult("ana")], {"north": ["held", "ana"]}, ["north"])
    assert (held.state, held.attending, held.tables) == ("missing", 0, {"north": 0})


def test_an_open_seat_hears_nobody() -> None:
    """Somebody beside a seat that is only held for someone has nobody to talk to."""
    beside = voice([youth("ana"), {"id": "held", "status": "open"}], {"north": ["ana", "held"]}, ["north"])
    assert beside.state == "unheard"
