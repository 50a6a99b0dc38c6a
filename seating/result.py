"""What one command found, as frozen data: the report, the packet and `--json` are filled from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from seating.analysis.attendance import Chances
from seating.analysis.nominations import Nominations
from seating.convening import Convening
from seating.convening.rooms import NotSeated
from seating.engines.outcome import Ending, Status
from seating.errors import Note
from seating.explain.conflicts import Conflict
from seating.explain.ways_out import WayOut
from seating.findings import Verdict
from seating.harvest import Harvest
from seating.judge import Review
from seating.plan import Plan, Room
from seating.profiles import People
from seating.requirement import Requirement
from seating.tables import ELECTED

__all__ = ["Move", "Offer", "Recruit", "Repair", "Result", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's place at a table drawn from others: `role` is "chair of capital" or "member"."""

    table: str
    person: str
    role: str


@dataclass(frozen=True, slots=True)
class Move:
    """One person's way from one table to another, and why.

    Attributes
    ----------
    person, origin, target : str
        Ids; the table of origin may be one that is no more.
    reason : str
        How a sentence goes on that says who moves: "since Capital lost its only doer". Others may read it.
    full_reason : str
        The same for the convener only.
    """

    person: str
    origin: str
    target: str
    reason: str
    full_reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Moves that no must asks for, and what the penalty would be less by with them alone."""

    moves: tuple[Move, ...]
    saves: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What is known of a seating that was made from an earlier one.

    Attributes
    ----------
    fewest_proven : bool
        Whether no seating that meets the musts takes fewer moves. With more moves allowed than are
        needed: whether `fewest` is.
    fewest : int
        Moves after which the musts hold, as few as were found.
    newcomers : tuple of str
        Ids of those who had no seat before; their seats are no moves.
    offers : tuple of Offer
        The one that saves most for a move first; nobody is in two of them.
    """

    fewest_proven: bool
    fewest: int
    newcomers: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Recruit:
    """People to invite: how many, of which description, and which requirements that serves.

    `smallest` says whether no list of fewer people would do, all its lines together; `tables` are the
    ids of those at which they would sit, where that is known.
    """

    who: Mapping[str, str]
    people: int
    serves: tuple[str, ...]
    sentence: str
    confirmed: bool
    smallest: bool = False
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """A seating of one round, judged.

    Attributes
    ----------
    people : People
        The whole list.
    convening : Convening
    room : Room
        Who was seated, and at which tables.
    requirements : tuple of Requirement
        Those that were active this round, with ids.
    private_names : mapping of requirement id to str
        `private-1` … for the requirements whose sentence and people stay on convener-only pages.
    private_columns : frozenset of str
        Columns that no page for everybody, no report and no `result.json` may show.
    plan : Plan
    review : Review
        The checker's word on the plan; every figure that is shown comes from here.
    status : Status
    bound : int or None
        A proven lower bound on the penalty; None when the musts cannot all hold, or nothing was solved.
    seconds : float
    seed : int
    ending : Ending
        Why the search ended.
    longer_limit : int or None
        Seconds of time limit with which a search would likely prove the seating or better it; None where nothing
        speaks for it.
    conflicts : tuple of Conflict
        The clashing sets of musts that were found, the smallest first, when the status is impossible.
    conflicts_complete : bool
        Whether it is known that there are no others.
    ways_out : tuple of WayOut
    recruit : tuple of Recruit
    not_seated : tuple of NotSeated
    standing : tuple of Standing
    duties : mapping of person id to tuple of str
        Staff duties and elected ones (chair, reporter, …).
    moves : tuple of Move
    repair : Repair or None
        Where this seating was made from an earlier one of the same round.
    notes : tuple of Note
    files : mapping of str to str
        What was written, by name: `report`, `seating_csv`, …
    harvest : Harvest or None
        What the tables found, where their sheets were typed back.
    nominations : Nominations or None
        Who was named on filled charts, where they were typed back.
    chances : Chances or None
        What is known of the day, where that was reckoned.
    ahead : tuple of Result
        The rounds after this one that were planned together with it.
    """

    people: People
    convening: Convening
    room: Room
    requirements: tuple[Requirement, ...]
    plan: Plan
    review: Review
    status: Status
    bound: int | None
    seconds: float
    seed: int
    ending: Ending = Ending.DONE
    longer_limit: int | None = None
    private_names: Mapping[str, str] = field(default_factory=dict)
    private_columns: frozenset[str] = frozenset()
    conflicts: tuple[Conflict, ...] = ()
    conflicts_complete: bool = False
    ways_out: tuple[WayOut, ...] = ()
    recruit: tuple[Recruit, ...] = ()
    not_seated: tuple[NotSeated, ...] = ()
    standing: tuple[Standing, ...] = ()
    duties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    repair: Repair | None = None
    notes: tuple[Note, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    harvest: Harvest | None = None
    nominations: Nominations | None = None
    chances: Chances | None = None
    ahead: tuple[Result, ...] = ()

    @property
    def penalty(self) -> int:
        """Sum of weight times shortfall over the shoulds; 0 is ideal."""
        return self.review.penalty

    @property
    def conflict(self) -> Conflict | None:
        """The smallest clashing set of musts; None unless the status is impossible."""
        return self.conflicts[0] if self.conflicts else None

    @property
    def gap(self) -> float | None:
        """How far the penalty may be from the best possible, as a share; None without a bound."""
        if self.bound is None:
            return None
        return (self.penalty - self.bound) / max(1, self.penalty)

    @property
    def asks_only_seats(self) -> bool:
        """Whether nothing was asked but that tables keep to their seats."""
        is_about_seats = all(requirement.is_about_seats for requirement in self.requirements)
        return is_about_seats and not self.review.voices and not self.review.gaps

    @cached_property
    def by_requirement(self) -> Mapping[str, Requirement]:
        """Each requirement under its id."""
        return {requirement.id: requirement for requirement in self.requirements}

    @cached_property
    def _elected(self) -> frozenset[tuple[str, str]]:
        """Who was elected to what, by the tables that name them."""
        return frozenset((p, duty) for t in self.convening.tables for duty in ELECTED for p in getattr(t, duty))

    def is_suggested(self, person: str, duty: str) -> bool:
        """Whether a duty is only suggested: the program chose the person, who is no staff and was not elected."""
        listed = self.people.by_id.get(person)
        return (listed is None or listed.duty is None) and (person, duty) not in self._elected

    def verdict(self, requirement: Requirement) -> Verdict:
        """Return the checker's verdict on one requirement."""
        return self.review.verdicts[requirement.id]

    def is_private(self, requirement: Requirement) -> bool:
        """Whether the requirement's sentence and people stay on convener-only pages."""
        return requirement.id in self.private_names
