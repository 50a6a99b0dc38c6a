"""Chances of a seating: reckoned once it is made, and read back from the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from seating.analysis.attendance import Chance, Chances, Reckoned, chances_of
from seating.api.result import Solved

__all__ = ["recorded_chances", "with_chances"]


def with_chances(result: Solved) -> Solved:
    """Return a result with what is known of the day; rounds planned ahead have none, as that is too far off."""
    return replace(result, chances=chances_of(result.room, result.requirements, result.plan, result.duties))


def recorded_chances(record: Mapping[str, Any]) -> Chances | None:
    """Return the chances that a round's record keeps: those of requirements and voices, and nobody's absence."""
    kept = record.get("chances")
    try:
        return None if kept is None else _chances(kept)
    except (KeyError, TypeError):  # written by another version
        return None


def _chances(kept: Mapping[str, Any]) -> Chances:
    return Chances(
        uncertain=kept["uncertain"],
        musts=None if kept["musts"] is None else _reckoned(kept["musts"]),
        requirements=tuple(map(_reckoned, kept["requirements"])),
        voices=tuple(map(_reckoned, kept["voices"])),
        hanging=kept["hanging"],
    )


def _reckoned(record: Mapping[str, Any]) -> Reckoned:
    """Return one chance; what was shared hangs on more than one person."""
    chance = Chance(record["chance"], record["low"], record["high"], record["draws"])
    return Reckoned(record.get("id", ""), record.get("name", ""), chance, hangs_on=2)
