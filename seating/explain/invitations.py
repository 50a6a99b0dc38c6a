"""People to invite when the musts cannot all be met: which people are missing, and how many would help."""

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
    """The people missing for one requirement.

    Attributes
    ----------
    requirement : str
        The id of the requirement.
    clause : str
        Their description in words: "whose sector is labor"; "" for anybody.
    who : mapping of column to value
        The cells of one of them; empty for anybody.
    people : int
        How many are missing.
    tables : tuple of str
        Ids of the tables that need them.
    """

    requirement: str
    clause: str
    who: Mapping[str, str]
    people: int
    tables: tuple[str, ...]

    @property
    def phrase(self) -> str:
        """The people in words: "2 more people whose sector is labor"."""
        number = counted(self.people, "more person", "more people")
        return f"{number} {self.clause}" if self.clause else number


@dataclass(frozen=True, slots=True)
class Invitation:
    """People to invite together, and the number of seats to add for them.

    `confirmed` says whether a known seating shows that this helps.
    """

    shortages: tuple[Shortage, ...]
    seats: int
    confirmed: bool

    def sentence(self, phrases: Iterable[str]) -> str:
        """Return the invitation as a sentence; `phrases` name the people to invite."""
        seats = [f"add {counted(self.seats, 'seat')}"] if self.seats else []
        return f"Invite {'; and '.join([*phrases, *seats])}."


def shortages_of(
    requirements: Mapping[str, Requirement], verdicts: Mapping[str, Verdict], room: Room
) -> tuple[Shortage, ...]:
    """Return the people missing for the musts in a seating, one shortage for each requirement and description.

    Only two sorts of finding count: too few people of some description, and a person who lacks company. The
    requirement must also be able to describe the people it lacks.

    Parameters
    ----------
    requirements : mapping of id to Requirement
    verdicts : mapping of id to Verdict
        The verdicts on the seating.
    room : Room
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
    """Return the description of the missing people in words.

    If the finding is about a person in the room, `finding.who` does not describe the people they need.
    """
    if not described:
        return ""
    who = finding.who if finding.who is not None and not finding.people else Who.model_validate(described)
    return who.clause()


def _number(lacks: Sequence[Finding]) -> int:
    """Return how many people to try: those missing, or one for each table where people lack company."""
    return len({f.table for f in lacks}) if lacks[0].people else sum(finding.shortfall for finding in lacks)


def worth_trying(shortages: Sequence[Shortage]) -> Iterator[Invitation]:
    """Yield invitations that may help: the missing people, the same with seats, one more of each, twice as many.

    More people than are missing may be needed, because the people invited also count in shares.
    """
    missing = tuple(shortages)
    one_more = tuple(replace(shortage, people=shortage.people + 1) for shortage in missing)
    twice = tuple(replace(shortage, people=shortage.people * 2) for shortage in missing)
    yield Invitation(missing, 0, confirmed=False)
    yield Invitation(missing, sum(shortage.people for shortage in missing), confirmed=False)
    yield Invitation(one_more, 0, confirmed=False)
    yield Invitation(twice, 0, confirmed=False)


def ways_of_inviting(found: Iterable[Invitation], room: Room) -> list[WayOut]:
    """Return a way out for each invitation; its cost is the number of people invited plus the seats added."""
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
