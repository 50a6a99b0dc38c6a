"""Ways out when the musts cannot all be met: relax, recruit, seat, drop.

Each way out states what to give up, what that costs in units of shortfall, and whether it is known to help. This
module does not solve; questions to the solver are passed in as functions.
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
"""Maximum number of findings in a sentence; a longer list ends with the number of the others."""


MOST_DROPS = 8
"""Maximum number of ways out that drop requirements."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way to make it possible to meet the musts.

    Attributes
    ----------
    kind : "relax", "recruit", "seat" or "drop"
    sentence : str
    cost : int
        Units of shortfall accepted, people invited, or seats added.
    confirmed : bool
        Whether a known seating shows that it helps.
    requirements : tuple of str
        Ids of the requirements it affects.
    """

    kind: Kind
    sentence: str
    cost: int
    confirmed: bool
    requirements: tuple[str, ...] = ()


def relaxation(requirements: Mapping[str, Requirement], verdicts: Mapping[str, Verdict], room: Room) -> WayOut | None:
    """Return the way out of accepting the shortfalls of the closest seating, which shows that this is enough.

    Parameters
    ----------
    requirements : mapping of id to Requirement
    verdicts : mapping of id to Verdict
        The verdicts on the closest seating.
    room : Room

    Returns
    -------
    WayOut or None
        Of the kind `seat` if only seats are missing, otherwise `relax`. None if the seating meets every must, or
        exceeds the limit of some `may_relax_to`.
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
    """Return the shortfall to accept, in words: "1 instead of at least 2 at Capital (doer)"."""
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
    """Whether a finding exceeds the requirement's `may_relax_to`."""
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
    """Return the ways out of dropping musts so that all others can be met.

    Parameters
    ----------
    lifts : sequence of frozenset of str
        Ids of the musts to drop together. For each set, a seating that meets all other musts is known.
    requirements : mapping of id to Requirement
    room : Room
    shortfall_without : callable
        Returns the total shortfall of a set of musts in a seating that meets every other must; None if unknown.

    Returns
    -------
    list of WayOut
        One for each of the first `MOST_DROPS` sets.
    """
    found = []
    for lift in lifts[:MOST_DROPS]:
        dropped = [identity for identity in requirements if identity in lift]
        said = " ".join(requirements[identity].sentence(room) for identity in dropped)
        cost = max(len(lift), shortfall_without(lift) or 0)
        found.append(WayOut("drop", f"Drop {listed(dropped)}: {said}", cost, True, tuple(dropped)))
    return found


def untried_drops(conflict: Sequence[str], requirements: Mapping[str, Requirement], room: Room) -> list[WayOut]:
    """Return the way out of dropping each member of a conflict; none of these is confirmed.

    Parameters
    ----------
    conflict : sequence of str
        Ids of the conflicting requirements.
    requirements : mapping of id to Requirement
    room : Room
    """
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
    """Return the ways out in display order: confirmed first, then cheapest first."""
    kinds: tuple[Kind, ...] = ("relax", "seat", "recruit", "drop")
    return tuple(sorted(ways, key=lambda way: (not way.confirmed, way.cost, kinds.index(way.kind))))
