"""Whom to invite when the musts cannot all be met: which people are missing, and how many would help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.explain.ways_out import WayOut
from seating.findings import Finding, Verdict
from seating.plan import Room
from seating.profiles import Who
from seating.requirement import Requirement
from seating.wording import counted, listed

__all__ = ["Invitation", "Shortage", "shortages_of", "ways_of_inviting", "worth_trying"]


@dataclass(frozen=True, slots=True)
class Shortage:
    """People who are missing for one requirement.

    Attributes
    ----------
    requirement : str
    clause : str
        What sets them apart: "whose sector is labor"; "" for anybody.
    who : mapping of column to value
        The cells of one of them; empty for anybody.
    people : int
        How many are missing.
    tables : tuple of str
        The tables they are for, by id.
    """

    requirement: str
    clause: str
    who: Mapping[str, str]
    people: int
    tables: tuple[str, ...]

    @property
    def phrase(self) -> str:
        """Whom it takes, in words: "2 more people whose sector is labor"."""
        number = counted(self.people, "more person", "more people")
        return f"{number} {self.clause}" if self.clause else number


@dataclass(frozen=True, slots=True)
class Invitation:
    """People who help when they come together, and how many seats are to be added for them.

    `confirmed` says whether a seating is known that shows it.
    """

    shortages: tuple[Shortage, ...]
    seats: int
    confirmed: bool

    def sentence(self, phrases: Iterable[str]) -> str:
        """Return the invitation of people in these words, with the seats it takes."""
        seats = [f"add {counted(self.seats, 'seat')}"] if self.seats else []
        return f"Invite {'; and '.join([*phrases, *seats])}."


def shortages_of(
    requirements: Mapping[str, Requirement], verdicts: Mapping[str, Verdict], room: Room
) -> tuple[Shortage, ...]:
    """Return the people that musts lack in a seating, where more people could be the way.

    Only findings that ask for at least so many count, or that somebody misses company, and only of
    people whom the requirement can describe; one shortage for each requirement and description.
    """
    found: dict[tuple[str, str], list[Finding]] = {}
    who: dict[tuple[str, str], Mapping[str, str]] = {}
    for identity, verdict in verdicts.items():
        for finding in verdict.findings if requirements[identity].is_must else ():
            asks_for_more = bool(finding.people) or finding.asks_for_more
            described = requirements[identity].describes(finding, room) if asks_for_more else None
            if described is not None:
                key = identity, _clause(finding, described)
                found.setdefault(key, []).append(finding)
                who[key] = described
    return tuple(
        Shortage(key[0], key[1], who[key], _number(lacks), tuple(dict.fromkeys(f.table for f in lacks if f.table)))
        for key, lacks in found.items()
    )


def _clause(finding: Finding, described: Mapping[str, str]) -> str:
    """Return what sets those people apart; a finding about somebody in the room does not describe whom they need."""
    if not described:
        return ""
    who = finding.who if finding.who is not None and not finding.people else Who.model_validate(described)
    return who.clause()


def _number(lacks: Sequence[Finding]) -> int:
    """Return how many people to try: those missing, or one a table for people who miss somebody."""
    return len({f.table for f in lacks}) if lacks[0].people else sum(finding.shortfall for finding in lacks)


def worth_trying(shortages: Sequence[Shortage]) -> Iterator[Invitation]:
    """Yield what may help, the least first: those missing, with seats besides, one more of each, twice as many.

    A share of the room takes more people than are missing, since those who come are part of the room.
    """
    missing = tuple(shortages)
    one_more = tuple(replace(shortage, people=shortage.people + 1) for shortage in missing)
    twice = tuple(replace(shortage, people=shortage.people * 2) for shortage in missing)
    yield Invitation(missing, 0, confirmed=False)
    yield Invitation(missing, sum(shortage.people for shortage in missing), confirmed=False)
    yield Invitation(one_more, 0, confirmed=False)
    yield Invitation(twice, 0, confirmed=False)


def ways_of_inviting(found: Iterable[Invitation], room: Room) -> list[WayOut]:
    """Return the ways out of inviting people; each costs the people invited and the seats added."""
    labels = {table.id: table.label for table in room.tables}
    ways = []
    for invitation in found:
        asked = [
            shortage.phrase + (f", for {listed(labels.get(t, t) for t in shortage.tables)}" if shortage.tables else "")
            for shortage in invitation.shortages
        ]
        cost = sum(shortage.people for shortage in invitation.shortages) + invitation.seats
        touched = tuple(dict.fromkeys(shortage.requirement for shortage in invitation.shortages))
        ways.append(WayOut("recruit", invitation.sentence(asked), cost, invitation.confirmed, touched))
    return ways
