"""Lies: a claim printed with another argument, or in place of another claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from seating.report.claims.form import Claim, Sort
from seating.wording import Said
from tests.claims.lines import CLAIMS
from tests.report.claims import NEEDS, ROLES, TABLES

ALIKE = (
    tuple(table.title() for table in TABLES),
    ("facilitator", "chair", "recorder"),
    ROLES,
    (*NEEDS, "Voice 0", "Voice 1", "Voice 2", "ramp"),
)
"""Values of which one stands for another in a lie."""

IN_PLACE_OF = {
    "NO_ONE_MOVES": "MOVED",
    "NO_MOVE_NEEDED": "FEWEST_MOVES",
    "FEWEST_MOVES": "NO_MOVE_NEEDED",
    "SEATED_HERE": "SEATED_WITH",
    "NAMED_FOCUS": "NAMED_ANOTHER",
}
"""Claims without an argument, and the one in whose place each is a lie."""


def list_lies() -> Iterator[tuple[str, str]]:
    """Yield the name of each claim with each of its arguments; with the claim whose place it takes if it has none."""
    for name, claim in CLAIMS.items():
        printed = [one for one in claim.arguments if f"%({one})s" in claim.many + claim.one]
        yield from ((name, one) for one in printed)
        if not printed:
            yield name, IN_PLACE_OF[name]


def lie(patched: pytest.MonkeyPatch, name: str, argument: str, people: list[str]) -> None:
    """Let each page print this claim with another argument, or in place of the claim that is given."""
    tell, claim = Claim.__call__, CLAIMS[name]

    def call(self: Claim, **values: Any) -> Said:
        if argument in CLAIMS:
            return tell(claim) if self is CLAIMS[argument] else tell(self, **values)
        if self is claim:
            values[argument] = _twist(claim.arguments[argument], values[argument], people)
        return tell(self, **values)

    patched.setattr(Claim, "__call__", call)


def _twist(sort: Sort, value: Any, people: list[str]) -> Any:
    """Return another value of the same sort."""
    if sort is Sort.NUMBER:
        return value + 1
    if sort is Sort.COUNT:
        return re.sub(r"\d+", lambda found: str(int(found[0]) + 1), value, count=1)
    for alike in (*ALIKE, people):
        for one, other in zip(alike, [*alike[1:], alike[0]], strict=True):
            if re.search(rf"\b{re.escape(one)}\b", value):
                return value.replace(one, other)
    raise AssertionError(f"no lie for {value!r}")
