"""Ways out when the musts cannot all be met: relax, soften, recruit, seat, drop.

Each way out tells what to relax or drop or who to invite, its cost in units of shortfall, and whether it is known to
help. This module does not solve; questions to the solver are passed in as functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from seating.profiles import Who
from seating.requirements.base.findings import Finding, Unit, Verdict
from seating.requirements.base.kind import Requirement
from seating.room.plan import Room
from seating.room.tables import map_labels
from seating.wording import message, said, said_count, said_first, said_joined, said_list

Kind = Literal["access", "relax", "soften", "recruit", "seat", "drop"]

SHOWN = 6
"""Maximum number of findings, or of musts, in a sentence; a longer list ends with the number of those left out."""

MOST_DROPS = 8
"""Maximum number of ways out that drop requirements."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """The people missing for one requirement.

    Attributes
    ----------
    requirement : str
        The id of the requirement.
    clause : str
        Their description in words: "whose sector is labor"; "" for anyone.
    who : mapping of column to value
        The cells of one of them; empty for anyone.
    people : int
        How many are missing.
    tables : tuple of str
        Ids of the tables that need them.
    clause_of_one : str
        The description of a single person: "who is a doer"; "" if it is the same.
    """

    requirement: str
    clause: str
    who: Mapping[str, str]
    people: int
    tables: tuple[str, ...]
    clause_of_one: str = field(default="", compare=False)

    @property
    def phrase(self) -> str:
        """The people in words: "2 more people whose sector is labor"."""
        number = said_count("%(number)s more person", "%(number)s more people", self.people)
        clause = self.clause_of_one if self.people == 1 and self.clause_of_one else self.clause
        return said_joined([number, clause], " ") if clause else number


@dataclass(frozen=True, slots=True)
class Invitation:
    """People to invite together, and the number of seats to add for them at each table.

    `confirmed` tells whether a known seating shows that this helps.
    """

    shortages: tuple[Shortage, ...]
    seats: int
    confirmed: bool

    def sentence(self, phrases: Iterable[str]) -> str:
        """Return the invitation as a sentence; `phrases` name the people to invite."""
        asked = list(phrases)
        if self.seats:
            asked.append(
                said_count("add %(number)s seat at each table", "add %(number)s seats at each table", self.seats)
            )
        whom = asked[0]
        for further in asked[1:]:
            whom = said("%(these)s; and %(further)s", these=whom, further=further)
        return said("Invite %(whom)s.", whom=whom)


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way to make it possible to meet the musts.

    Attributes
    ----------
    kind : "access", "relax", "soften", "recruit", "seat" or "drop"
        "access" means to meet a need of people at other tables too, "soften" to make a must a wish.
    sentence : str
    cost : int
        Units of shortfall accepted, people invited, or seats added.
    confirmed : bool
        Whether a known seating shows that it helps.
    requirements : tuple of str
        Ids of the requirements it affects.
    invitation : Invitation or None
        Who to invite, if its kind is `recruit`.
    """

    kind: Kind
    sentence: str
    cost: int
    confirmed: bool
    requirements: tuple[str, ...] = ()
    invitation: Invitation | None = None


def find_relaxation(
    requirements: Mapping[str, Requirement], verdicts: Mapping[str, Verdict], room: Room
) -> WayOut | None:
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
        Its kind is `seat` if only seats are missing, otherwise `relax`. None if the seating meets every must, or
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
        places = said_list(
            said("%(number)s at %(table)s", number=finding.shortfall, table=_place(room, finding))
            for _, finding in findings
        )
        seats = said_count("Add %(number)s seat: %(places)s.", "Add %(number)s seats: %(places)s.", cost, places=places)
        return WayOut("seat", seats, cost, True, touched)
    needed = [(requirement, finding) for requirement, finding in findings if requirement.is_need]
    other = [finding for requirement, finding in findings if not requirement.is_need]
    parts: list[str] = [
        said(
            "Find a place for %(table)s that meets this: %(sentence)s",
            table=_place(room, finding),
            sentence=requirement.sentence(room),
        )
        for requirement, finding in needed
    ]
    allowed = [_allowance(room, finding) for finding in other[:SHOWN]]
    if left := sum(finding.number for finding in other[SHOWN:]):
        allowed.append(said_count("%(number)s more shortfall", "%(number)s more shortfalls", left))
    if len(allowed) > 1:
        parts.append(said("Allow all of this: %(shortfalls)s.", shortfalls=said_joined(allowed, "; ")))
    elif allowed:
        parts.append(said("Allow %(shortfall)s.", shortfall=allowed[0]))
    return WayOut("relax" if other else "access", said_joined(parts, " "), cost, True, touched)


def list_drops(
    lifts: Sequence[frozenset[str]],
    requirements: Mapping[str, Requirement],
    room: Room,
    shortfall_without: Callable[[frozenset[str]], int | None],
    name: Callable[[str], str] = str,
) -> list[WayOut]:
    """Return the ways out of dropping musts, or making them wishes, so that all others can be met.

    Parameters
    ----------
    lifts : sequence of frozenset of str
        Ids of the musts to drop together. For each set, a seating that meets all other musts is known.
    requirements : mapping of id to Requirement
    room : Room
    shortfall_without : callable
        Returns the total shortfall of a set of musts in a seating that meets every other must; None if unknown.
    name : callable
        Returns the id of a requirement as it is printed.

    Returns
    -------
    list of WayOut
        One or two for each of the first `MOST_DROPS` sets.
    """
    found = []
    for lift in lifts[:MOST_DROPS]:
        dropped = [requirement for identity, requirement in requirements.items() if identity in lift]
        short = shortfall_without(lift)
        cost = max(len(lift), short or 0)
        found += [*_soften(dropped, room, cost, short), _lift(dropped, room, cost, name, confirmed=True)]
    return found


def _soften(musts: Sequence[Requirement], room: Room, cost: int, short: int | None, after: str = "") -> list[WayOut]:
    """Return the way out of making musts wishes; none if one of them is not written in the convening, or is a need.

    Parameters
    ----------
    musts : sequence of Requirement
    room : Room
    cost : int
    short : int or None
        By how much they fall short of them in a seating that meets all other musts, if one is known.
    after : str
        A sentence to add. With one, it is not known whether this helps.
    """
    if any(must.is_need or must.is_about_seats or ":" in must.id for must in musts):
        return []
    form = message("Make %(names)s a wish:") if len(musts) == 1 else message("Make %(names)s wishes:")
    parts: list[str] = [said(form, names=said_first((must.id for must in musts), SHOWN))]
    parts += [must.sentence(room) for must in musts[:SHOWN]]
    if short is not None:
        parts.append(said("A seating that meets all other musts falls short by %(number)s.", number=f"{short:,}"))
    if after:
        parts.append(after)
    return [WayOut("soften", said_joined(parts, " "), cost, not after, tuple(must.id for must in musts))]


def _lift(
    dropped: Sequence[Requirement], room: Room, cost: int, name: Callable[[str], str], *, confirmed: bool
) -> WayOut:
    """Return the way out of lifting musts. A need of a person is never dropped: it is met at more tables."""
    needs = [requirement for requirement in dropped if requirement.is_need]
    others = [requirement for requirement in dropped if not requirement.is_need]
    parts: list[str] = []
    if needs:
        parts += [said("Meet these needs at more tables:"), *(r.sentence(room) for r in needs)]
    if others:
        parts.append(said("Drop %(names)s:", names=said_first((name(r.id) for r in others), SHOWN)))
        parts += [r.sentence(room) for r in others[:SHOWN]]
    sentence, touched = said_joined(parts, " "), tuple(r.id for r in dropped)
    return WayOut("drop" if others else "access", sentence, cost, confirmed, touched)


def list_untried_drops(
    conflict: Sequence[str], requirements: Mapping[str, Requirement], room: Room, name: Callable[[str], str] = str
) -> list[WayOut]:
    """Return the ways out of dropping each member of a conflict, or making it a wish; none of these is confirmed.

    Parameters
    ----------
    conflict : sequence of str
        Ids of the conflicting requirements.
    requirements : mapping of id to Requirement
    room : Room
    name : callable
        Returns the id of a requirement as it is printed.
    """
    others, ways = said("Other musts can still conflict."), list[WayOut]()
    for identity in conflict:
        way = _lift([requirements[identity]], room, 1, name, confirmed=False)
        ways += _soften([requirements[identity]], room, 1, None, others)
        ways.append(replace(way, sentence=said_joined([way.sentence, others], " ")))
    return ways


def find_shortages(
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
    of_one: dict[tuple[str, str], str] = {}
    for identity, verdict in verdicts.items():
        for finding in verdict.findings if requirements[identity].is_must else ():
            asks_for_more = bool(finding.people) or finding.asks_for_more
            described = requirements[identity].describes(finding, room) if asks_for_more else None
            if described is not None:
                key = identity, _clause(finding, described)
                found.setdefault(key, []).append(finding)
                who[key] = described
                of_one[key] = _clause(finding, described, is_one=True)
    return tuple(
        Shortage(
            key[0],
            key[1],
            who[key],
            _number(lacks),
            tuple(dict.fromkeys(f.table for f in lacks if f.table)),
            of_one[key],
        )
        for key, lacks in found.items()
    )


def list_trials(shortages: Sequence[Shortage]) -> Iterator[Invitation]:
    """Yield invitations that may help: the missing people, the same with seats, one more of each, and twice as many.

    More people than are missing may be needed, because the people invited also count in shares. Staff do not, and they
    take no seat.
    """
    missing = tuple(shortages)
    one_more = tuple(short if "duty" in short.who else replace(short, people=short.people + 1) for short in missing)
    twice = tuple(short if "duty" in short.who else replace(short, people=short.people * 2) for short in missing)
    yield Invitation(missing, 0, confirmed=False)
    if seats := sum(short.people for short in missing if "duty" not in short.who):
        yield Invitation(missing, seats, confirmed=False)
    yield Invitation(one_more, 0, confirmed=False)
    yield Invitation(twice, 0, confirmed=False)


def list_invitation_ways(found: Iterable[Invitation], room: Room) -> list[WayOut]:
    """Return a way out for each invitation; its cost is the people invited plus the seats added at each table."""
    labels = map_labels(room.tables)
    ways = []
    for invitation in found:
        asked = [
            said(
                "%(people)s, for %(tables)s",
                people=shortage.phrase,
                tables=said_list(labels.get(t, t) for t in shortage.tables),
            )
            if shortage.tables
            else shortage.phrase
            for shortage in invitation.shortages
        ]
        cost = sum(shortage.people for shortage in invitation.shortages) + invitation.seats
        touched = tuple(dict.fromkeys(shortage.requirement for shortage in invitation.shortages))
        sentence = invitation.sentence(asked)
        ways.append(WayOut("recruit", sentence, cost, invitation.confirmed, touched, invitation))
    return ways


def sort_ways(ways: Sequence[WayOut]) -> tuple[WayOut, ...]:
    """Return the ways out in display order: access for people first, then confirmed ones, then the cheapest."""
    kinds: tuple[Kind, ...] = ("access", "relax", "soften", "seat", "recruit", "drop")
    return tuple(
        sorted(ways, key=lambda way: (way.kind != "access", not way.confirmed, way.cost, kinds.index(way.kind)))
    )


def _place(room: Room, finding: Finding) -> str:
    labels = map_labels(room.tables)
    return said("the room") if finding.table is None else labels.get(finding.table, finding.table)


def _allowance(room: Room, finding: Finding) -> str:
    """Return the shortfall to accept, in words: "1 instead of at least 2 at Capital (doer)"."""
    if finding.people and isinstance(finding.have, str):
        return said_joined([finding.group or "", finding.compared()], " ")
    if finding.wanted.unit is Unit.TABLES:
        return said("%(group)s at %(compared)s", group=finding.group, compared=finding.compared())
    whole = said("in the room as a whole")
    where = whole if finding.table is None else said("at %(table)s", table=_place(room, finding))
    if isinstance(finding.have, str):
        return said_joined([finding.group or "", finding.compared(said_joined([finding.have, where], " "))], " ")
    if finding.people:
        told = {"group": finding.group, "where": where, "compared": finding.compared()}
        return said("%(group)s %(where)s with %(compared)s", **told)
    allowed = said_joined([finding.compared(), where], " ")
    return said("%(shortfall)s (%(group)s)", shortfall=allowed, group=finding.group) if finding.group else allowed


def _goes_too_far(requirement: Requirement, finding: Finding) -> bool:
    """Whether a finding exceeds the requirement's `may_relax_to`."""
    limit = requirement.may_relax_to
    if limit is None or not isinstance(finding.have, int):
        return False
    if finding.asks_for_more:
        return finding.have < limit
    return finding.asks_for_fewer and finding.have > limit


def _clause(finding: Finding, described: Mapping[str, str], *, is_one: bool = False) -> str:
    """Return the description of the missing people in words.

    If the finding is about a person in the room, `finding.who` does not describe the people they need.
    """
    if not described:
        return ""
    who = finding.who if finding.who is not None and not finding.people else Who.model_validate(described)
    return who.clause(is_one=is_one)


def _number(lacks: Sequence[Finding]) -> int:
    """Return how many people to try: those missing, or one for each table where people lack company."""
    return len({f.table for f in lacks}) if lacks[0].people else sum(finding.shortfall for finding in lacks)
