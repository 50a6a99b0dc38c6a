"""What one command found, as frozen data, and what its reader may see of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from seating.analysis.aims import list_asks
from seating.analysis.initiative.changes import FormerList
from seating.analysis.initiative.memberships import Membership
from seating.analysis.invitations import Invitations
from seating.analysis.promises import Commitments
from seating.analysis.season.staffing import Season
from seating.charts.nominations import Nominations
from seating.convening import Convening
from seating.convening.rooms import NotSeated
from seating.engines.engine_runs import EngineRun
from seating.engines.interruption import Ending
from seating.engines.outcome import Status
from seating.errors import Note
from seating.explanations.conflicts import Conflict
from seating.explanations.departures import Departure, Source, Wish
from seating.explanations.ways_out import WayOut
from seating.forms.harvest import Harvest
from seating.forms.resources import Resources
from seating.forms.worksheets import NO_WORKSHEETS, Worksheets
from seating.judge import Review
from seating.ledger import Revision
from seating.profiles import People, Person
from seating.requirements.base.findings import Verdict
from seating.requirements.base.kind import Ask, Requirement
from seating.requirements.base.voices import Voice
from seating.result.readers import Audience, list_columns_for, may_be_named, may_tell, shown_persons
from seating.room.plan import Plan, Room, tell_names_apart
from seating.wording import said, said_count

P = ParamSpec("P")
R = TypeVar("R", bound="Facts")
T = TypeVar("T")

PRIVATE_NAME = said("A private requirement")
PRIVATE_SENTENCE = said("A private requirement.")
PRIVATE_CLASH = said(
    "A private must cannot be met, either on its own or together with other musts. The terminal "
    "shows the convener which one it is, and the ways out."
)
"""What others read in place of the name and the sentence of a private requirement, and of a conflict with one."""


@dataclass(frozen=True, slots=True)
class Move:
    """One person's move from one table to another, and why.

    Attributes
    ----------
    person, origin, target : str
        Ids. The table of origin may no longer exist.
    reason : str
        The end of a sentence on who moves: "since Capital lost its only doer". Others may read it.
    full_reason : str
        The same, for the convener only.
    """

    person: str
    origin: str
    target: str
    reason: str
    full_reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Moves that no must requires, and how much these moves alone would reduce the penalty.

    Attributes
    ----------
    moves : tuple of Move
    saves : int
        Penalty points.
    """

    moves: tuple[Move, ...]
    saves: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What is known about the moves of a seating that was made from an earlier one.

    Attributes
    ----------
    fewest_proven : bool
        Whether it is proven that no seating that meets the musts takes fewer than `fewest` moves.
    fewest : int
        The smallest number of moves found after which the musts are met.
    newcomers : tuple of str
        Ids of people who had no seat before. Their seats do not count as moves.
    offers : tuple of Offer
        Sorted by penalty saved per move, the largest first. No one is in two offers. Empty for readers who are not the
        convener, and in a saved seating.
    is_better_known : bool
        Whether a better seating is known, which these offers lead to, or moves to a head table, which is not offered.
    """

    fewest_proven: bool
    fewest: int
    newcomers: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    is_better_known: bool = False


@dataclass(frozen=True, slots=True)
class Recruit:
    """People to invite: how many, of which description, and which requirement that serves.

    Each is about one perspective. If the musts cannot all be met, each is about one shortage.

    Attributes
    ----------
    who : mapping of column to values
        A description as in a convening.
    people : int
        How many to invite.
    serves : tuple of str
        Ids of requirements.
    sentence : str
        The whole advice.
    confirmed : bool
        Whether a seating is known that meets everything with all the people to invite.
    smallest : bool
        Whether no list with fewer people in all would be enough.
    tables : tuple of str
        Ids of the tables at which they would sit, as far as that is known.
    needs_seats : bool or None
        Whether these tables have too few seats for them; None if the sentence is about more or less than these parts.
    name : str
        The name of the perspective; "" for a shortage.
    """

    who: Mapping[str, Any]
    people: int
    serves: tuple[str, ...]
    sentence: str
    confirmed: bool
    smallest: bool = False
    tables: tuple[str, ...] = ()
    needs_seats: bool | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class FewestPeople:
    """The fewest people who could cover all unmet perspectives, if one person may be several of them.

    Attributes
    ----------
    people : int
    confirmed : bool
        Whether a seating with them is known that meets everything.
    smallest : bool
        Whether it is proven that fewer people are not enough.
    """

    people: int
    confirmed: bool
    smallest: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """The tables that people chose, those that charts name for them, and who sits elsewhere.

    Attributes
    ----------
    wishes : tuple of Wish
        Choices first; each person at most once for each source.
    departures : tuple of Departure
        The wishes that the seating does not follow, in the same order.
    """

    wishes: tuple[Wish, ...]
    departures: tuple[Departure, ...]

    def asked(self, source: Source) -> int:
        """Return for how many people a source asks for a table."""
        return sum(1 for wish in self.wishes if wish.source is source)

    def followed(self, source: Source) -> int:
        """Return how many of these people sit at such a table."""
        return self.asked(source) - sum(1 for one in self.departures if one.wish.source is source)

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many people sit where they chose, and where charts name them; nothing on what no one asked for."""
        chose, named = self.asked(Source.CHOSE), self.asked(Source.NAMED)
        found = []
        if chose == 1 and self.followed(Source.CHOSE):
            found.append(said("The one person who chose a table sits there."))
        elif chose == 1:
            found.append(said("The one person who chose a table sits elsewhere."))
        elif chose:
            found.append(
                said_count(
                    "%(number)s of the %(asked)s people who chose a table sits at one they chose.",
                    "%(number)s of the %(asked)s people who chose a table sit at one they chose.",
                    self.followed(Source.CHOSE),
                    asked=f"{chose:,}",
                )
            )
        if named:
            found.append(
                said_count(
                    "%(followed)s of %(number)s person named by at least two charts for a table with seats sits "
                    "where charts name them most often.",
                    "%(followed)s of %(number)s people named by at least two charts for a table with seats sit "
                    "where charts name them most often.",
                    named,
                    followed=self.followed(Source.NAMED),
                )
            )
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a seating is from optimal, as far as this is proven.

    Attributes
    ----------
    points : int or None
        Maximum number of penalty points that a better seating could save; 0 if the seating is optimal, None if
        nothing is proven.
    for_one_round : bool
        Whether this holds for the round alone. The plan of all rounds of which it is one may not be optimal.
    """

    points: int | None
    for_one_round: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """One requirement of a result with its verdict; of a private one, a reader who is not the convener sees little.

    Attributes
    ----------
    requirement : Requirement
    verdict : Verdict
    sentence : str
    is_private : bool
        Whether only the convener may know what it asks for.
    """

    requirement: Requirement
    verdict: Verdict
    sentence: str
    is_private: bool

    @property
    def id(self) -> str:
        """The id of the requirement."""
        return self.requirement.id

    @property
    def is_must(self) -> bool:
        """Whether it is a must."""
        return self.requirement.is_must

    @property
    def met(self) -> bool:
        """Whether the requirement is met."""
        return self.verdict.met

    @property
    def applies(self) -> bool:
        """Whether the requirement applies in this round."""
        return self.verdict.applies

    @property
    def penalty(self) -> int:
        """What the requirement adds to the penalty; 0 for a must."""
        return 0 if self.is_must else self.requirement.weight * self.verdict.shortfall


@dataclass(frozen=True)
class Facts:
    """A seating of one round, with the checker's verdict.

    Attributes
    ----------
    people : People
        The whole list.
    convening : Convening
    room : Room
        Who was seated, and at which tables.
    requirements : tuple of Requirement
        The requirements that apply to this round, with ids.
    private_names : mapping of requirement id to str
        `private-1` … for each requirement whose sentence and people are shown on convener-only pages only.
    private_columns : frozenset of str
        Columns that must not appear on pages for everyone, in the report or in `result.json`.
    plan : Plan
    review : Review
        The checker's verdict on the plan. Every figure that is shown comes from here.
    status : Status
    bound : int or None
        A proven lower bound on the penalty. None if the musts cannot all be met or if nothing was solved.
    seconds : float
    seed : int
    is_manual : bool
        Whether it was saved on the board, where seats can be changed by hand.
    is_over : bool
        Whether the meeting is over: it is recorded who attended.
    ending : Ending
        Why the search ended.
    longer_limit : int or None
        A time limit in seconds with which a search would likely improve the seating or prove it optimal. None if
        nothing suggests that.
    engines : tuple of EngineRun
        Which engines ran in the search for this seating, and what they brought; empty if it was read from the ledger.
    conflicts : tuple of Conflict
        The conflicting sets of musts that were found, the smallest first, if the status is impossible.
    conflicts_complete : bool
        Whether it is proven that there are no others.
    ways_out : tuple of WayOut
    recruit : tuple of Recruit
        One for each unmet perspective.
    fewest : FewestPeople or None
        The fewest people who could cover all of `recruit`; None if they were not searched for or no one helps.
    not_seated : tuple of NotSeated
    unread : frozenset of str
        The ids of people in a saved round who are not on the present list: only what was saved about them is known.
    memberships : tuple of Membership
    governance : tuple of Facts
        How the governance tables meet the requirements that name them: one result for all tables whose members were
        chosen, and one for each other governance table that a requirement names. Its room has these tables and one more
        for everyone who is no member.
    duties : mapping of person id to tuple of str
        Staff duties and elected ones (chair, reporter, …).
    chairs : mapping of person id to int
        The chairs of people (not staff), from 1, as on the plan of the room; empty without an order.
    moves : tuple of Move
    repair : Repair or None
        Set if this seating was made from an earlier seating of the same round.
    notes : tuple of Note
    read_again : tuple of Note
        Those of the notes that are about files which were read again, because the pages of a saved round show them.
    files : mapping of str to str
        The files that were written, by name: `report`, `seating_csv`, …
    harvest : Harvest or None
        The tables' answers, if they were given with --harvest.
    nominations : Nominations or None
        The people named on filled-in charts, if charts were read.
    chart_files : tuple of (str, str)
        The files with charts that were read, each with its hash.
    charts_count : bool or None
        Whether these charts counted in the seating, or were only shown; None for a record without charts.
    choices : Choices or None
        Who sits at a table that they chose or that charts name for them; None if no one asked for a table.
    invitations : Invitations or None
        The states of invitations, with rows for what is unmet now.
    resources : Resources or None
        What there is and what is missing, if there is a file of resources.
    commitments : Commitments or None
        The promises of earlier meetings, from files or from the last saved round.
    worksheets : Worksheets
        The rows of the worksheets beside the list.
    season : Season or None
        In a season of sessions with staff: what is known about the seats and the staff plan.
    former_list : FormerList or None
        The last list before this one, if it was different.
    ahead : tuple of Facts
        Later rounds that were planned together with this one.
    planned : mapping of round number to mapping of person id to table id
        The seats of all rounds that were planned together, this one included; empty if this one was planned alone.
    revision : Revision or None
        The revision of the round in the ledger; None if it is not saved, or its pages are not being written.
    reader : Audience
        Who may read it: what this reader may not know was removed.
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
    is_manual: bool = False
    is_over: bool = False
    ending: Ending = Ending.DONE
    longer_limit: int | None = None
    engines: tuple[EngineRun, ...] = ()
    private_names: Mapping[str, str] = field(default_factory=dict)
    private_columns: frozenset[str] = frozenset()
    conflicts: tuple[Conflict, ...] = ()
    conflicts_complete: bool = False
    ways_out: tuple[WayOut, ...] = ()
    recruit: tuple[Recruit, ...] = ()
    fewest: FewestPeople | None = None
    not_seated: tuple[NotSeated, ...] = ()
    unread: frozenset[str] = frozenset()
    memberships: tuple[Membership, ...] = ()
    governance: tuple[Self, ...] = ()
    duties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    chairs: Mapping[str, int] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    repair: Repair | None = None
    notes: tuple[Note, ...] = ()
    read_again: tuple[Note, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    harvest: Harvest | None = None
    nominations: Nominations | None = None
    chart_files: tuple[tuple[str, str], ...] = ()
    charts_count: bool | None = None
    choices: Choices | None = None
    invitations: Invitations | None = None
    resources: Resources | None = None
    commitments: Commitments | None = None
    worksheets: Worksheets = NO_WORKSHEETS
    season: Season | None = None
    former_list: FormerList | None = None
    ahead: tuple[Self, ...] = ()
    planned: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    revision: Revision | None = None
    reader: Audience = Audience.CONVENER

    @property
    def penalty(self) -> int:
        """Sum of weight times shortfall over the wishes; 0 is ideal."""
        return self.review.penalty

    @property
    def conflict(self) -> Conflict | None:
        """The smallest conflicting set of musts; None unless the status is impossible."""
        return self.conflicts[0] if self.conflicts else None

    @property
    def gap(self) -> float | None:
        """How far the penalty may be above the best possible one, as a share of it; None without a bound."""
        if self.bound is None:
            return None
        return (self.penalty - self.bound) / max(1, self.penalty)

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """Every requirement with its verdict, in the order of the convening."""
        return tuple(
            Judged(one, self.verdict(one), one.sentence(self.room), self.is_private(one)) for one in self.requirements
        )

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """What functions decorated with `keep` found about this result."""
        return {}

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy or a file needs: all but `kept`, whose keys are functions."""
        return {name: value for name, value in vars(self).items() if name != "kept"}

    def sentence_of(self, requirement: Requirement) -> str:
        """Return the sentence of a requirement as pages print it: it tells people of one name apart."""
        return requirement.sentence(_find_room_apart(self))

    @cached_property
    def by_requirement(self) -> Mapping[str, Requirement]:
        """Each requirement by id."""
        return {requirement.id: requirement for requirement in self.requirements}

    @cached_property
    def asks(self) -> Sequence[tuple[str, Ask]]:
        """Every voice, role and need, with the id of the requirement or the frame cell that asks for it."""
        return tuple(list_asks(self.requirements, self.convening.frame, self.room))

    def verdict(self, requirement: Requirement) -> Verdict:
        """Return the checker's verdict on one requirement."""
        return self.review.verdicts[requirement.id]

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The columns that the reader may see, in the order in which they are shown."""
        return list_columns_for(self, self.reader)

    def may_see(self, column: str) -> bool:
        """Whether the reader may see a column."""
        return column in self.shown_columns

    def may_name(self, person: Person) -> bool:
        """Whether the reader may see who a person is."""
        return may_be_named(person, self.reader)

    def shown_persons(self, persons: Iterable[Person]) -> tuple[Person, ...]:
        """Return the people that the reader may see."""
        return shown_persons(persons, self.reader)

    def is_private(self, one: Requirement | Voice) -> bool:
        """Whether the sentence and the people of a requirement, or of its voice, are on convener-only pages only."""
        return one.id in self.private_names


def keep(find: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """Let a function about a result compute its answer once, because many pages ask for it.

    The answer is kept with the result, for each combination of the other arguments, which have to be hashable.
    """

    @wraps(find)
    def found(result: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (find, args, *kwargs.items())
        if key not in result.kept:
            result.kept[key] = find(result, *args, **kwargs)
        answer: T = result.kept[key]
        return answer

    return found


@keep
def _find_room_apart(result: Facts) -> Room:
    """Return the room with the names of pages: with the organization or, if readers may not see it, a number."""
    return tell_names_apart(result.room, hides_organizations=not may_tell(result, "organization"))
