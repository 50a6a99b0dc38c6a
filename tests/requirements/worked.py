"""A worked case in YAML, as in docstrings and in `cases/KIND.yaml`: people, tables, seating, shortfall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from seating.model import build_model, shortfalls
from seating.requirements.base.kind import Requirement
from seating.room.history import History
from seating.room.plan import Plan, Room
from tests.builders import past, requirement, room

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Worked:
    """A requirement, a seated room, and the shortfall calculated by hand."""

    requirement: Requirement
    room: Room
    plan: Plan
    shortfall: int

    @property
    def checked(self) -> int:
        """The shortfall according to the checker."""
        return self.requirement.judge(self.room, self.plan).shortfall

    @property
    def encoded(self) -> int:
        """The shortfall according to the terms."""
        model = build_model(self.room, [self.requirement])
        return int(shortfalls(model, model.tables_of(self.plan))[0])


def read_yaml(text: str) -> Any:
    """Return a YAML text as plain data."""
    return YAML(typ="safe", pure=True).load(text)


@cache
def cases_of(kind: str) -> Mapping[str, Any]:
    """Return the cases of a kind by their names."""
    cases: Mapping[str, Any] = read_yaml((CASES / f"{kind}.yaml").read_text(encoding="utf-8"))
    return cases


def worked_case(case: Mapping[str, Any]) -> Worked:
    """Return a case from its mapping; tables are those of the seating unless it lists them."""
    keys = dict(case["requirement"])
    seating = case["seating"]
    return Worked(
        requirement=requirement(keys.pop("kind"), **keys),
        room=_room(case),
        plan=Plan({person: table for table, members in seating.items() for person in members}),
        shortfall=case["shortfall"],
    )


def _room(case: Mapping[str, Any]) -> Room:
    """Return the room of a case: after the rounds of its `history`, each with tables and `duties`."""
    history = past(
        *({table: ids for table, ids in told.items() if table != "duties"} for told in case.get("history", ()))
    )
    duties = [told.get("duties", {}) for told in case.get("history", ())]
    rounds = [replace(held, duties=_by_person(held_by)) for held, held_by in zip(history.rounds, duties, strict=True)]
    return room(
        case["people"],
        case.get("tables", list(case["seating"])),
        case.get("working_language", ""),
        len(rounds) + 1,
        History(tuple(rounds)),
        case.get("last_round", 0),
    )


def _by_person(held_by: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Return each person's duties, from each duty's holders."""
    people = {person for holders in held_by.values() for person in holders}
    return {person: tuple(duty for duty, holders in held_by.items() if person in holders) for person in people}
