"""What may be said of chances to people besides the convener: of requirements and voices, never of a person.

A chance that hangs on one uncertain person is that person's chance, and a private requirement's tells of what
is private; neither is shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from seating.analysis.attendance import Chances, Reckoned
from seating.result import Result

__all__ = ["chances_record", "shared_chances"]

Record = dict[str, Any]


def shared_chances(result: Result) -> Chances | None:
    """Return the chances without what others may not see: no private requirement, no card, nobody's own chance."""
    found = result.chances
    if found is None:
        return None
    return replace(
        found,
        musts=found.musts if found.musts is not None and found.musts.hangs_on != 1 else None,
        requirements=_shared(result, found.requirements),
        voices=_shared(result, found.voices),
        pairs=(),
        cards=(),
    )


def _shared(result: Result, reckoned: Iterable[Reckoned]) -> tuple[Reckoned, ...]:
    return tuple(each for each in reckoned if each.hangs_on > 1 and each.id not in result.private_names)


def chances_record(result: Result) -> Record | None:
    """Return the chances as `result.json` holds them; None where they were not reckoned."""
    found = shared_chances(result)
    if found is None:
        return None
    return {
        "uncertain": found.uncertain,
        "musts": None if found.musts is None else _chance(found.musts),
        "requirements": [{"id": each.id, **_chance(each)} for each in found.requirements],
        "voices": [{"id": each.id, "name": each.name, **_chance(each)} for each in found.voices],
        "hanging": found.hanging,
    }


def _chance(reckoned: Reckoned) -> Record:
    chance = reckoned.chance
    return {
        "chance": round(chance.value, 9),
        "low": round(chance.low, 9),
        "high": round(chance.high, 9),
        "exact": chance.is_exact,
        "draws": chance.draws,
    }
