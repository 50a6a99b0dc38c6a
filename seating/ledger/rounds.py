"""What the entries come to: which rounds there are, who sat where, and who was there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from seating.ledger.entry import Entry, Kind

__all__ = ["Attended", "SavedRound", "State", "replay"]


@dataclass(frozen=True)
class Attended:
    """Who was at a round that is over, or as good as over.

    Attributes
    ----------
    absent : frozenset of str
        Ids of those who had a seat and did not come.
    tables : mapping of person id to table id
        Where people sat who did not sit as planned.
    told_by : str
        "attended" when it was recorded, "list" when it is what the list said afterwards.
    came : frozenset of str
        Ids of those who were recorded as there.
    """

    absent: frozenset[str] = frozenset()
    tables: Mapping[str, str] = field(default_factory=dict)
    told_by: str = "list"
    came: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SavedRound:
    """The seating of one round that holds: the one saved last.

    Attributes
    ----------
    number : int
    entry : Entry
        Where it stands; an entry may hold several rounds that were planned together.
    record : mapping
        The round as `result.json` has it.
    attended : Attended or None
        Who was there; None for a round that is open, or planned.
    """

    number: int
    entry: Entry
    record: Mapping[str, Any]
    attended: Attended | None = None

    @property
    def seats(self) -> Mapping[str, str]:
        """The table of everyone who had a seat, staff included, by id."""
        return {seat["id"]: seat["table"] for seat in self.record["seats"]}

    @property
    def penalty(self) -> int:
        """What the round's requirements cost; private ones are known by their sum alone."""
        named = sum(requirement["penalty"] or 0 for requirement in self.record["requirements"])
        return named + int(self.record.get("private_penalty", 0))

    @property
    def staff(self) -> frozenset[str]:
        """The ids of the staff."""
        return frozenset(seat["id"] for seat in self.record["seats"] if seat.get("staff"))

    @property
    def present(self) -> Mapping[str, str]:
        """The table of everyone who was there, staff included; everyone seated, as long as nothing is known."""
        attended = self.attended or Attended()
        sat = {**self.seats, **attended.tables}
        return {person: table for person, table in sat.items() if person not in attended.absent}


@dataclass(frozen=True)
class State:
    """What holds after some entries.

    Attributes
    ----------
    rounds : mapping of int to SavedRound
        By number.
    open_round : int
        The round that `solve` seats; 1 for an empty ledger.
    imported : Entry or None
        Earlier seatings from elsewhere.
    effective : tuple of Entry
        Those that were not undone.
    """

    rounds: Mapping[int, SavedRound] = field(default_factory=dict)
    open_round: int = 1
    imported: Entry | None = None
    effective: tuple[Entry, ...] = ()


def replay(entries: Iterable[Entry]) -> State:
    """Return what holds after these entries, each taken in order; one that was undone counts for nothing."""
    standing: list[Entry] = []
    for entry in entries:
        if entry.kind is Kind.UNDONE:
            standing = [earlier for earlier in standing if earlier.number != entry.content["undoes"]]
        else:
            standing.append(entry)
    state = State()
    for entry in standing:
        state = _after(state, entry)
    return replace(state, effective=tuple(standing))


def _after(state: State, entry: Entry) -> State:
    match entry.kind:
        case Kind.SEATED:
            return _seated(state, entry)
        case Kind.ATTENDED:
            return _attended(state, entry)
        case Kind.IMPORTED:
            return replace(state, imported=entry)
        case Kind.UNDONE:
            return state


def _seated(state: State, entry: Entry) -> State:
    """Return the state with the rounds of an entry; what was planned beyond them before no longer holds."""
    closed = entry.content.get("closed")
    rounds = dict(state.rounds)
    if closed and closed["round"] in rounds and rounds[closed["round"]].attended is None:
        attended = Attended(frozenset(closed["absent"]), {}, closed["told_by"])
        rounds[closed["round"]] = replace(rounds[closed["round"]], attended=attended)
    first = entry.content["rounds"][0]["round"]
    rounds = {number: saved for number, saved in rounds.items() if number < first}
    for record in entry.content["rounds"]:
        rounds[record["round"]] = SavedRound(record["round"], entry, record)
    told = state.rounds[first].attended if first in state.rounds else None
    if told is not None and told.told_by == "attended":  # who came is who came, wherever they were to sit
        attended = replace(told, absent=frozenset(rounds[first].seats) - told.came)
        rounds[first] = replace(rounds[first], attended=attended)
    return replace(state, rounds=rounds, open_round=first)


def _attended(state: State, entry: Entry) -> State:
    number = entry.content["round"]
    if number not in state.rounds:
        return state
    saved = state.rounds[number]
    present = entry.content["present"]
    absent = frozenset(saved.seats).difference(present)
    attended = Attended(absent, dict(entry.content.get("tables", {})), "attended", frozenset(present))
    return replace(state, rounds={**state.rounds, number: replace(saved, attended=attended)})
