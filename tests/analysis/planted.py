"""Rooms that are built so that one perspective has a given state."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan, Room
from tests.builders import plan, requirement, room

STATES = ("missing", "seat_held", "not_coming", "too_few", "elsewhere", "no_shared_language", "unknown", "heard")
"""The states, or the reasons of those that have one."""

FORMS = ("table", "room", "or_none", "role", "need")
"""The forms: a voice at each table, of the room, and with at least two or none; a role; a need."""

COLUMN = {"role": "representative_type", "need": "assets"}
VALUE = {"role": "doer", "need": "books"}
OTHER = {"role": "designee", "need": "van"}


@dataclass(frozen=True)
class Planted:
    """A case: the state or its reason, and the tables where the perspective has it."""

    state: str
    form: str
    room: Room
    plan: Plan
    requirement: Requirement
    attending: int
    needed: int


@dataclass
class _Builder:
    """People one by one, each with a cell that makes them of the perspective, not of it, or unknown.

    A need is unknown only while nobody has written what they bring; the list `is_silent` then.
    """

    rng: Random
    form: str
    people: list[dict[str, Any]]
    seats: dict[str, list[str]]
    is_silent: bool = False

    def add(self, table: str | None, cell: str | None, **cells: Any) -> None:
        identity = f"p{len(self.people):02d}"
        column = COLUMN.get(self.form, "age")
        row = {"id": identity, "languages": "en", **({column: cell} if cell else {}), **cells}
        self.people.append(row)
        if table is not None:
            self.seats[table].append(identity)

    def member(self, table: str | None, **cells: Any) -> None:
        self.add(table, VALUE.get(self.form, "youth"), **cells)

    def other(self, table: str | None, **cells: Any) -> None:
        self.add(table, None if self.is_silent else OTHER.get(self.form, "adult"), **cells)


def planted(rng: Random, state: str, form: str) -> Planted | None:
    """Return a case of a state; None if a form cannot have it (people of the room are never elsewhere)."""
    if state == "elsewhere" and form == "room":
        return None
    tables = ["north", "south", "west"][: rng.randint(2, 3)]
    least = {"role": rng.randint(1, 2), "need": 1, "or_none": 2}.get(form, rng.randint(1, 3))
    needed = least if form in {"room", "or_none"} else least * len(tables)
    silent = form == "need" and state == "unknown"
    made = _Builder(rng, form, [], {table: [] for table in tables}, silent)
    for table in tables:
        for _ in range(rng.randint(1, 2)):
            made.other(table)
    come = _members(made, state, tables, least, needed)
    if state == "unknown":  # enough blank cells that the perspective could be heard
        for table in _where_needed(rng, form, tables, least):
            made.add(table, None)
    if state == "seat_held" and rng.random() < 0.5:
        made.add(rng.choice(tables), None)  # a seat that is held is the finding, whatever cells are blank
    if state == "seat_held":
        made.member(rng.choice(tables), status="open")  # nobody yet
    if state == "unknown" and rng.random() < 0.5:
        made.other(rng.choice(tables), status="open")
    if state not in {"missing", "unknown"} and (state != "seat_held" or rng.random() < 0.5):
        made.member(None, status=rng.choice(["declined", "idea"]))
    if state in {"missing"} and rng.random() < 0.5:
        made.member(rng.choice(tables), duty="facilitator")  # staff are no voice
    shown = [{"id": t, **({"needs": ["books"]} if form == "need" else {})} for t in tables]
    asked = _asked(form, least)
    return Planted(state, form, room(made.people, shown, "en"), plan(**made.seats), asked, come, needed)


def _asked(form: str, least: int) -> Requirement:
    if form == "role":
        return requirement("role_mix", at_least={"doer": least})
    if form == "need":
        return requirement("assets")
    more: dict[str, Any] = {"room": {"at": "the room"}, "or_none": {"or_none": True}}.get(form, {})
    return requirement("voice", name="Youth", who={"age": "youth"}, at_least=least, **more)


def _members(made: _Builder, state: str, tables: list[str], least: int, needed: int) -> int:
    """Seat the people of the perspective so that it has the state; return how many come."""
    rng, form = made.rng, made.form
    if state == "too_few":
        come = rng.randint(1, needed - 1) if needed > 1 else 0
        for number in range(come):
            made.member(tables[number % len(tables)])
        return come
    if state == "elsewhere":  # enough, but not where they should be
        seats = [tables[0]] * 2 + [tables[1]] if form == "or_none" else [tables[0]] * (needed + rng.randint(0, 1))
        for table in seats:
            made.member(table)
        return len(seats)
    if state in {"heard", "no_shared_language"}:
        seats = _where_needed(rng, form, tables, least)
        lonely = rng.choice(sorted(set(seats)))
        for number, table in enumerate(seats):  # whoever is unheard has a language of their own, each another
            alone = state == "no_shared_language" and table == lonely
            made.member(table, **({"languages": f"own {number}"} if alone else {}))
        return len(seats)
    return 0


def _where_needed(rng: Random, form: str, tables: list[str], least: int) -> list[str]:
    if form == "or_none":
        return [rng.choice(tables)] * (least + rng.randint(0, 1))
    if form == "room":
        return [rng.choice(tables) for _ in range(least + rng.randint(0, 2))]
    return [table for table in tables for _ in range(least + rng.randint(0, 1))]
