"""A worked case in YAML, as docstrings and `cases/KIND.yaml` hold them: people, tables, seating, shortfall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML

from seating.model import build_model, shortfalls
from seating.plan import Plan, Room
from seating.requirement import Requirement
from tests.builders import requirement, room


@dataclass(frozen=True)
class Worked:
    """A requirement on a seated room, and the shortfall its writer worked out."""

    requirement: Requirement
    room: Room
    plan: Plan
    shortfall: int

    @property
    def checked(self) -> int:
        """What the checker finds."""
        return self.requirement.judge(self.room, self.plan).shortfall

    @property
    def encoded(self) -> int:
        """What the terms cost."""
        model = build_model(self.room, [self.requirement])
        return int(shortfalls(model, model.tables_of(self.plan))[0])


def read_yaml(text: str) -> Any:
    """Return what a YAML text holds, as plain data."""
    return YAML(typ="safe").load(text)


def worked_case(case: Mapping[str, Any]) -> Worked:
    """Return a case from its mapping; tables are those of the seating unless it lists them."""
    keys = dict(case["requirement"])
    seating = case["seating"]
    return Worked(
        requirement=requirement(keys.pop("kind"), **keys),
        room=room(case["people"], case.get("tables", list(seating)), case.get("working_language", "")),
        plan=Plan({person: table for table, members in seating.items() for person in members}),
        shortfall=case["shortfall"],
    )
