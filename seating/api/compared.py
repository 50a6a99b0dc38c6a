"""Two saved rounds side by side: who moved, who came, who left, what is met now and was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seating.errors import UsageError
from seating.ledger import Ledger, SavedRound
from seating.wording import listed

__all__ = ["Compared", "compare", "round_of"]


@dataclass(frozen=True)
class Compared:
    """What differs between two rounds; everybody under their id, sorted by name.

    Attributes
    ----------
    before, after : SavedRound
    names : mapping of person id to str
    stayed : int
        People at the same table in both, whatever it is called.
    moved : tuple of (person, from, to)
    renamed : tuple of (from, to)
        Ids of tables that another one was before: renamed, split or merged. Whoever went along did not move.
    joined, left : tuple of (person, table)
    met, unmet : tuple of str
        Ids of requirements that are met now and were not, and the other way round.
    """

    before: SavedRound
    after: SavedRound
    names: dict[str, str]
    stayed: int
    moved: tuple[tuple[str, str, str], ...]
    renamed: tuple[tuple[str, str], ...]
    joined: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    met: tuple[str, ...]
    unmet: tuple[str, ...]


def round_of(ledger: Ledger, number: int) -> SavedRound:
    """Return a saved round; raise `UsageError` when there is none of that number."""
    if number not in ledger.rounds:
        known = listed(str(known) for known in sorted(ledger.rounds))
        what = f"it has {'round' if len(ledger.rounds) == 1 else 'rounds'} {known}" if known else "it has no round yet"
        raise UsageError(f"There is no round {number} in {ledger.folder}: {what}.")
    return ledger.rounds[number]


def compare(ledger: Ledger, before: int, after: int) -> Compared:
    """Compare two saved rounds.

    Raises
    ------
    UsageError
        When there is no round of one of the numbers.
    """
    one, other = round_of(ledger, before), round_of(ledger, after)
    names = {seat["id"]: seat["name"] for saved in (one, other) for seat in saved.record["seats"]}
    then, now = one.seats, other.seats
    order = sorted(names, key=lambda person: (names[person].casefold(), person))
    both = [person for person in order if person in then and person in now]
    same = _same_tables(ledger, one, other)
    moved = tuple((person, then[person], now[person]) for person in both if (then[person], now[person]) not in same)
    met_then, met_now = ({r["id"]: r["met"] for r in saved.record["requirements"]} for saved in (one, other))
    shared = [identity for identity in met_now if identity in met_then]
    return Compared(
        before=one,
        after=other,
        names=names,
        stayed=len(both) - len(moved),
        moved=moved,
        renamed=tuple(sorted(pair for pair in same if pair[0] != pair[1])),
        joined=tuple((person, now[person]) for person in order if person not in then),
        left=tuple((person, then[person]) for person in order if person not in now),
        met=tuple(identity for identity in shared if met_now[identity] and not met_then[identity]),
        unmet=tuple(identity for identity in shared if met_then[identity] and not met_now[identity]),
    )


def _same_tables(ledger: Ledger, one: SavedRound, other: SavedRound) -> frozenset[tuple[str, str]]:
    """Return which table of one round is which of the other: by its id, or by what each round says that it was.

    Each is (id in `one`, id in `other`), whichever of the two rounds came first.
    """
    first, last = sorted((one, other), key=lambda saved: saved.number)
    found = {(table, table) for table in {*first.seats.values(), *last.seats.values()}}
    lines = {(table, table) for table in last.seats.values()}  # (what it was, the table of the last round)
    for number in sorted((n for n in ledger.rounds if first.number < n <= last.number), reverse=True):
        was = {table["id"]: table.get("was", ()) for table in _tables(ledger.rounds[number])}
        lines |= {(earlier, now) for table, now in lines for earlier in was.get(table, ())}
    found |= {(earlier, now) for earlier, now in lines if earlier in set(first.seats.values())}
    return frozenset(found if first is one else ((now, earlier) for earlier, now in found))


def _tables(saved: SavedRound) -> list[Mapping[str, Any]]:
    tables: list[Mapping[str, Any]] = saved.entry.content["pages"]["convening"]["tables"]
    return tables
