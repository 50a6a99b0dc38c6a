"""Find the candidates to offer: those that no one asks for or has declined, in the order in which they are offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from seating.analysis.candidates.absent import suggest_expected, suggest_frame_cells, suggest_sectors
from seating.analysis.candidates.candidate import Candidate, Cause, Evidence
from seating.analysis.candidates.company import (
    suggest_alone,
    suggest_deciders,
    suggest_dependences,
    suggest_languages,
)
from seating.analysis.newcomers import build_newcomer
from seating.convening.schema import Convening
from seating.errors import Note
from seating.near_words import did_you_mean, nearest
from seating.profiles import People, Person, Who
from seating.requirements.base.kind import Requirement
from seating.room.plan import Room
from seating.room.tables import Table
from seating.wording import fold, quoted

SOURCES = (
    suggest_sectors,
    suggest_expected,
    suggest_dependences,
    suggest_languages,
    suggest_alone,
    suggest_deciders,
    suggest_frame_cells,
)

MANY_OTHERS = 50
"""A number of people at a table so large that no share of it is exceeded by a candidate."""

SPREAD = 5
"""How much rank each further candidate of the same cause loses, so that the first ones are of several causes."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of one round.

    Attributes
    ----------
    offered : tuple of Candidate
        Most important first.
    declined : tuple of (Candidate, str)
        Those that the convening lists under `considered`, with the reason given there.
    """

    offered: tuple[Candidate, ...] = ()
    declined: tuple[tuple[Candidate, str], ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """All columns from which candidates were inferred."""
        every = (*self.offered, *(one for one, _ in self.declined))
        return frozenset(column for one in every for column in one.columns)

    def without(self, private: Collection[str]) -> Candidates:
        """Return the candidates that were inferred from no private column; relations are private too.

        Parameters
        ----------
        private : collection of str
            The private columns.
        """

        def is_kept(one: Candidate) -> bool:
            return one.cause is not Cause.DEPENDS and one.columns.isdisjoint(private)

        return Candidates(
            tuple(filter(is_kept, self.offered)), tuple(pair for pair in self.declined if is_kept(pair[0]))
        )

    def __bool__(self) -> bool:
        return bool(self.offered or self.declined)


def find_candidates(
    people: People, convening: Convening, room: Room, requirements: Sequence[Requirement]
) -> Candidates:
    """Return the candidates to consider.

    What a requirement asks for already is not a candidate, nor is what a must forbids, nor company for people where
    a wish asks for fewer at each table.

    Parameters
    ----------
    people : People
    convening : Convening
    room : Room
    requirements : sequence of Requirement
        All requirements of the round.
    """
    evidence = Evidence(people, convening, room, requirements)
    asked = list(_list_asked(requirements))
    found: dict[str, Candidate] = {}
    for source in SOURCES:
        for candidate in source(evidence):
            if not _is_asked(candidate, asked) and not _is_forbidden(candidate, evidence):
                found.setdefault(candidate.id, candidate)
    considered = {fold(identity): reason for identity, reason in convening.considered.items()}
    return Candidates(
        offered=_in_order(one for one in found.values() if one.id not in considered),
        declined=tuple((one, considered[one.id]) for one in found.values() if one.id in considered),
    )


def note_misspelled(found: Candidates, convening: Convening) -> Iterator[Note]:
    """Yield a note for each id under `considered` that is nearly the id of a candidate who is still offered."""
    ids = [one.id for one in found.offered]
    for identity in convening.considered:
        is_known = any(one.id == fold(identity) for one, _ in found.declined)
        near = None if is_known else nearest(fold(identity), ids)
        if near is not None:
            text = f"`considered` in the convening names no candidate {quoted(identity)}. {did_you_mean(near)}"
            yield Note("considered-unknown", text, "")


def _in_order(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates by rank; each further one of a cause ranks lower, so that the causes alternate."""
    seen = Counter[Cause]()
    ranked: list[tuple[int, str, Candidate]] = []
    for candidate in sorted(candidates, key=lambda one: (-one.rank, one.id)):
        ranked.append((SPREAD * seen[candidate.cause] - candidate.rank, candidate.id, candidate))
        seen[candidate.cause] += 1
    return tuple(candidate for *_, candidate in sorted(ranked, key=lambda entry: entry[:2]))


def _list_asked(requirements: Iterable[Requirement]) -> Iterator[Mapping[str, frozenset[str]]]:
    """Yield the folded values by column that each requirement asks for."""
    for requirement in requirements:
        for key in ("who", "whom"):
            who = getattr(requirement, key, None)
            if isinstance(who, Who):
                yield {column: frozenset(map(fold, values)) for column, values in who.columns.items()}


def _is_asked(candidate: Candidate, asked: Iterable[Mapping[str, frozenset[str]]]) -> bool:
    """Whether a requirement describes the same people by the same columns."""
    who = candidate.asks.get("who", {})
    wanted = {
        column: {fold(v) for v in (values if isinstance(values, list) else [values])} for column, values in who.items()
    }
    return bool(wanted) and any(
        one.keys() == wanted.keys() and all(one[column] & values for column, values in wanted.items()) for one in asked
    )


def _is_forbidden(candidate: Candidate, evidence: Evidence) -> bool:
    """Whether musts forbid a candidate at each table where people of the same group sit, or at every table.

    That no one is the only one of a group is also forbidden by a wish that asks for fewer of it at each table. A
    requirement that could allow the candidate once blank cells are filled forbids nothing.
    """
    cells = {
        column: str(values[0] if isinstance(values, list) else values)
        for column, values in candidate.asks.get("who", {}).items()
    }
    if not cells:
        return False
    together = candidate.asks.get("at_least", 1) if candidate.asks.get("or_none") else 1
    musts = [
        each
        for each in evidence.requirements
        if (each.is_must or candidate.cause is Cause.ALONE) and each.is_table_by_table and not each.is_about_staff
    ]
    if not musts:
        return False
    some = [build_newcomer(f"candidate {number}", cells) for number in range(together)]
    group = {column: value for column, value in cells.items() if column != "representative_type"}
    at = _where_they_may_sit(evidence.find_group(group) if group else (), musts, evidence)
    tables = [table for table in evidence.room.tables if not at or table.id in at]
    certain = [must for must in musts if not _could_allow(must, some[0])]
    return bool(tables) and all(_forbids_at(table, some, certain, evidence.room) for table in tables)


def _could_allow(requirement: Requirement, person: Person) -> bool:
    """Whether blank cells decide if a requirement excludes this person from those it is about, by `not`."""
    who = getattr(requirement, "who", None)
    return isinstance(who, Who) and who.not_ is not None and who.not_.could_be(person)


def _where_they_may_sit(people: Sequence[Person], musts: Sequence[Requirement], evidence: Evidence) -> frozenset[str]:
    """Return the ids of the tables where musts allow one of these people."""
    return frozenset(
        table.id
        for table in evidence.room.tables
        if any(not _forbids_at(table, [person], musts, evidence.room) for person in people)
    )


def _forbids_at(table: Table, some: Sequence[Person], musts: Iterable[Requirement], room: Room) -> bool:
    """Whether a must allows fewer people than these at a table, however many others sit there."""
    some = [person.at(table.id) for person in some]
    return any(
        all(
            any(found.asks_for_fewer and not found.counts_seats for found in must.check_table(room, table, here))
            for here in (some, [*some, *_others()])
        )
        for must in musts
        if must.at is None or table.id in must.at
    )


@cache
def _others() -> tuple[Person, ...]:
    return tuple(build_newcomer(f"other {number}", {}) for number in range(MANY_OTHERS))
