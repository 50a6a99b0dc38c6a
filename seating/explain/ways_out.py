"""Ways out when the musts cannot all be met: relax, recruit, seat, drop.

Each way out says what to give up, what that costs in units of shortfall, and whether it is known to help. Nothing
here solves: questions to the solver are handed in as functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from seating.findings import Finding, Unit, Verdict
from seating.plan import Room
from seating.requirement import Requirement
from seating.wording import counted, listed

__all__ = ["Kind", "WayOut", "drops", "relaxation", "sorted_ways", "untried_drops"]

Kind = Literal["relax", "recruit", "seat", "drop"]

SHOWN = 6
"""Findings that a sentence names before it says how many more there are."""


MOST_DROPS = 8
"""Ways of dropping requirements that are told, the fewest requirements first."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way to make the musts hold.

    Attributes
    ----------
    kind : "relax", "recruit", "seat" or "drop"
    sentence : str
    cost : int
        Units of shortfall given away, people invited, or seats added.
    confirmed : bool
        Whether a seating is known that shows it helps.
    requirements : tuple of str
        Ids of the requirements it touches.
    """

    kind: Kind
    sentence: str
    cost: int
    confirmed: bool
    requirements: tuple[str, ...] = ()


def relaxation(requirements: Mapping[str, Requirement], verdicts: Mapping[str, Verdict], room: Room) -> WayOut | None:
    """Return what the closest seating gives way in; that seating itself shows that it is enough.

    None when it goes further than some `may_relax_to` allows, or when it meets every must. Where only
    seats are lacking, the way out is of the kind `seat`.

    Parameters
    ----------
    requirements : mapping of id to Requirement
    verdicts : mapping of id to Verdict
        On the closest seating.
    """
    unmet = [
        (requirements[r], verdict) for r, verdict in verdicts.items() if requirements[r].is_must and verdict.shortfall
    ]
    findings = [(requirement, finding) for requirement, verdict in unmet for finding in verdict.findings]
    if not findings or any(_goes_too_far(requirement, finding) for requirement, finding in findings):
        return None
    cost = sum(finding.shortfall for _, finding in findings)
    touched = tuple(requirement.id for requirement, _ in unmet)
    if all(finding.counts_seats and finding.asks_for_fewer for _, finding in findings):
        places = listed(f"{finding.shortfall} at {_place(room, finding)}" for _, finding in findings)
        return WayOut("seat", f"Add {counted(cost, 'seat')}: {places}.", cost, True, touched)
    allowed = [_allowance(room, finding) for _, finding in findings[:SHOWN]]
    if len(findings) > SHOWN:
        allowed.append(f"{len(findings) - SHOWN} more of the kind")
    return WayOut("relax", f"Allow {listed(allowed)}.", cost, True, touched)


def _place(room: Room, finding: Finding) -> str:
    labels = {table.id: table.label for table in room.tables}
    return "the room" if finding.table is None else labels.get(finding.table, finding.table)


def _allowance(room: Room, finding: Finding) -> str:
    """Return what is to be allowed, in words: "1 instead of at least 2 at Capital (doer)"."""
    if finding.people and isinstance(finding.have, str):
        return f"{finding.group} {finding.have} instead of {finding.want}"
    if finding.wanted.unit is Unit.TABLES:
        return f"{finding.group} at {finding.have_in_words} instead of {finding.want}"
    where = "in the room as a whole" if finding.table is None else f"at {_place(room, finding)}"
    if isinstance(finding.have, str):
        return f"{finding.group} {finding.have} {where} instead of {finding.want}"
    if finding.people:
        return f"{finding.group} {where} with {finding.have} instead of {finding.want}"
    whom = f" ({finding.group})" if finding.group else ""
    return f"{finding.have} instead of {finding.want} {where}{whom}"


def _goes_too_far(requirement: Requirement, finding: Finding) -> bool:
    """Whether a finding lies beyond what the convener said a way out may come to."""
    limit = requirement.may_relax_to
    if limit is None or not isinstance(finding.have, int):
        return False
    if finding.asks_for_more:
        return finding.have < limit
    return finding.asks_for_fewer and finding.have > limit


def drops(
    lifts: Sequence[frozenset[str]],
    requirements: Mapping[str, Requirement],
    room: Room,
    shortfall_without: Callable[[frozenset[str]], int | None],
) -> list[WayOut]:
    """Return, for each set of musts without which all others hold, the way out of no longer asking for them.

    Parameters
    ----------
    lifts : sequence of frozenset of str
        A seating that meets all others is known for each.
    shortfall_without : callable
        How far some fall short together in a seating that meets every other must; None when unknown.
    """
    found = []
    for lift in lifts[:MOST_DROPS]:
        dropped = [identity for identity in requirements if identity in lift]
        said = " ".join(requirements[identity].sentence(room) for identity in dropped)
        cost = max(len(lift), shortfall_without(lift) or 0)
        found.append(WayOut("drop", f"Drop {listed(dropped)}: {said}", cost, True, tuple(dropped)))
    return found


def untried_drops(conflict: Sequence[str], requirements: Mapping[str, Requirement], room: Room) -> list[WayOut]:
    """Return, for each member of a conflict, the way out of dropping it, which nobody tried."""
    return [
        WayOut(
            "drop",
            f"Drop {identity}: {requirements[identity].sentence(room)} Other musts may still conflict.",
            1,
            False,
            (identity,),
        )
        for identity in conflict
    ]


def sorted_ways(ways: Sequence[WayOut]) -> tuple[WayOut, ...]:
    """Return the ways out as they are shown: the confirmed first, the cheapest first."""
    kinds: tuple[Kind, ...] = ("relax", "seat", "recruit", "drop")
    return tuple(sorted(ways, key=lambda way: (not way.confirmed, way.cost, kinds.index(way.kind))))
