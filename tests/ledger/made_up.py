"""Small ledgers: rounds of a few people, saved without solving."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seating.ledger import Kind, Ledger
from seating.record.fields import SCHEMA_VERSION

ROUND_1 = {"ana": "north", "ben": "north", "cam": "south", "dee": "south"}
ROUND_2 = {"ana": "south", "ben": "north", "cam": "north", "dee": "south"}


NOTHING_IN_ROUND = {"standing": [], "not_seated": [], "voices": [], "gaps": [], "moves": [], "chances": None}
NOTHING_FOUND = {
    **{"schema_version": SCHEMA_VERSION, "seating_version": "", "penalty": 0, "bound": None, "gap": None},
    **{"longer_limit": None, "notes": [], "conflict": None, "conflicts": [], "conflicts_complete": None},
    **{"recruit": [], "nominations": [], "measured": None, "themes": []},
}
"""What every result has, where there is nothing to tell."""


def record(number: int, seats: Mapping[str, str], unmet: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """Return a round in the form of result.json, with the fields that the ledger reads."""
    return {
        "round": number,
        "seats": [{"id": p, "name": p.capitalize(), "table": t, "duties": []} for p, t in seats.items()],
        "requirements": [{**UNMET, "id": identity} for identity in unmet],
        **NOTHING_IN_ROUND,
        **more,
    }


UNMET = {
    **{"kind": "voice", "must": False, "weight": 1, "sentence": "Every table has 1.", "shortfall": 1, "penalty": 1},
    **{"met": False, "findings": []},
}
WHOLE = {
    **NOTHING_FOUND,
    **{"status": "feasible", "seconds": 1.5, "seed": 0},
    "inputs": {"stakeholders": {"file": "p.csv", "sha256": "", "rows": 0}, "convening": {"file": None, "sha256": None}},
    "pages": {
        **{"columns": {}, "people": [], "private": [], "reasons": {}},
        "convening": {"tables": [{"id": "north"}, {"id": "south"}]},
    },
}
"""The content of every entry of a seating, apart from its rounds."""


def seated(number: int, seats: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """Return the content of an entry that seats one round."""
    return {**WHOLE, "rounds": [record(number, seats)], **more}


def closed(number: int, absent: tuple[str, ...] = (), told_by: str = "list") -> dict[str, Any]:
    """Return the part of an entry that closes a round."""
    return {"closed": {"round": number, "absent": list(absent), "told_by": told_by}}


def two_rounds(out: Path) -> Ledger:
    """Write round 1 twice and then round 2; Ben left before round 1."""
    ledger = Ledger.open(out)
    ledger = ledger.add(Kind.SEATED, seated(1, ROUND_2))
    ledger = ledger.add(Kind.SEATED, seated(1, ROUND_1))
    return ledger.add(Kind.SEATED, seated(2, ROUND_2, **closed(1, ("ben",))))
