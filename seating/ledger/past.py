"""The history that a ledger gives to the round that is seated next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from seating.history import History, PastRound, PastVoice
from seating.ledger.entry import Entry
from seating.ledger.rounds import SavedRound, State

__all__ = ["history_of"]


def history_of(state: State, before: int) -> History:
    """Return the rounds before one of that number, oldest first; imported ones come before all others."""
    members: dict[str, str] = {}
    found: list[PastRound] = []
    for number, seats in _imported(state.imported):
        members.update(seats)
        found.append(PastRound(number, seats, dict(members)))
    for number in sorted(state.rounds):
        if number < before:
            past = _past(state.rounds[number], members)
            members = dict(past.members)
            found.append(past)
    return History(tuple(found))


def _imported(entry: Entry | None) -> Iterable[tuple[int, Mapping[str, str]]]:
    if entry is None:
        return ()
    return [(past["round"], dict(past["seats"])) for past in entry.content["earlier"]]


def _past(saved: SavedRound, members: Mapping[str, str]) -> PastRound:
    seats = {person: table for person, table in saved.present.items() if person not in saved.staff}
    duties = {seat["id"]: tuple(seat["duties"]) for seat in saved.record["seats"] if seat["duties"]}
    return PastRound(
        number=saved.number,
        seats=seats,
        members={**members, **seats},
        duties={person: held for person, held in duties.items() if person in seats},
        unmet=_unmet(saved.record["requirements"]),
        staff={person: table for person, table in saved.present.items() if person in saved.staff},
        voices={voice["id"]: PastVoice(voice["state"], voice["tables"]) for voice in saved.record.get("voices", ())},
    )


def _unmet(requirements: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(requirement["id"] for requirement in requirements if not requirement["met"])
