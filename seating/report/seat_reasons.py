"""The reasons why people sit where they do: one sentence for each person.

For the convening team it is built from public facts only. A requirement gives a reason if it is not private and reads
only columns that the report may show. A private cell (a pin, a wish, a companion) never gives a reason. If no reason is
public, the sentence is empty. The convener also reads what a person needs.

Each reason is given only if its condition holds for that person:

- needs NEED, which only TABLES can offer: for the convener only; a must of the person's own.
- staff, as DUTY; serves as DUTY: the person holds the duty. A suggestion for a duty is no reason, because it follows
  from the seat.
- the convening seats them at this table; at one of these tables: a `pin` by name is met for them.
- the convening seats them with NAMES: a `together` by name lists them and these others, who share the table.
- needed here for NAME: without them their table would have too few, or even fewer.
- rated this table’s focus SCORE: they rated the focus of no other table higher, and at least one above 0.
- rated this table’s focus SCORE, and that of TABLE SCORE: they rated the focus of another table higher. The sentence
  begins "did not rate this table’s focus" if they gave it no score; nothing is said where the table has no focus. That
  a table suits someone less is no reason to sit there, and the true one may be private.
- named this table’s focus as an interest; did not name this table’s focus, but that of TABLE: the same for people who
  named areas and rated none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from seating.analysis.table_demand import choose_score, list_scores
from seating.profiles import Role
from seating.profiles.heads import without_held_seats
from seating.report.claims.reasons import (
    NAMED_ANOTHER,
    NAMED_FOCUS,
    NEEDED_AS,
    NEEDED_FOR,
    NEEDS_PLACE,
    ON_STAFF,
    RATED_ANOTHER,
    RATED_ANOTHER_HIGHER,
    RATED_HIGHEST,
    SEATED_AMONG,
    SEATED_HERE,
    SEATED_WITH,
    SERVES,
)
from seating.report.duty_names import DUTIES
from seating.report.person_names import named
from seating.requirements.base.kind import Ask, Requirement, is_lock
from seating.requirements.pin import PinRequirement
from seating.requirements.together import TogetherRequirement
from seating.result import Result
from seating.result.memberships import is_suggested
from seating.result.naming import may_be_reason
from seating.result.readers import Audience
from seating.room.plan import Plan, Room
from seating.wording import Said, fold, said, said_alone, said_joined, said_list

MOST_REASONS = 3
"""Maximum number of reasons in one sentence, the strongest first."""


def seat_reasons(result: Result) -> Mapping[str, str]:
    """Return one sentence for each seated person's id; "" if no reason is known that the reader may read."""
    told = [r for r in result.requirements if may_be_reason(result, r)]
    found: dict[str, list[Said]] = {person.id: [] for person in result.room.persons}
    reasons = chain(
        _by_need(result) if result.reader is Audience.CONVENER else (),
        _by_duty(result),
        chain.from_iterable(_by_name(result, r) for r in told),
        chain.from_iterable(_by_ask(result.room, result.plan, ask) for r in told for ask in r.asks(result.room)),
    )
    for person, reason in reasons:
        if reason not in found[person]:
            found[person].append(reason)
    for person, reason in _by_interest(result):
        found[person].append(reason)
    return {person: _sentence(parts) for person, parts in found.items()}


def _sentence(parts: list[Said]) -> str:
    return said_alone(said_joined(parts[:MOST_REASONS], "; ")) if parts else ""


def _by_need(result: Result) -> Iterator[tuple[str, Said]]:
    """Yield what people need and only some tables offer, if they sit at one of these tables."""
    for requirement in result.requirements:
        if not isinstance(requirement, PinRequirement) or not requirement.is_need:
            continue
        tables = [table.label for table in result.room.tables_at(requirement.tables)]
        for person in requirement.people or ():
            if result.plan.seats.get(person) in (requirement.tables or ()):
                yield person, NEEDS_PLACE(need=requirement.need, tables=said_list(tables))


def _by_duty(result: Result) -> Iterator[tuple[str, Said]]:
    """Yield each person's duties at their table; those for which they are only suggested follow from the seat."""
    staff = {person.id for person in result.room.staff}
    for person in (p for p in result.duties if p in result.room.index):
        words = [
            said(duty) if duty in DUTIES else duty
            for duty in result.duties[person]
            if not is_suggested(result, person, duty)
        ]
        if words and person in staff:
            yield person, ON_STAFF(duty=said_list(words))
        elif words:
            yield person, SERVES(duty=said_list(words))


def _by_name(result: Result, requirement: Requirement) -> Iterator[tuple[str, Said]]:
    """Yield a reason for each person that a requirement names, if the seating meets it for them."""
    seats = result.plan.seats
    if is_lock(requirement):  # it is no requirement of the convening
        return
    match requirement:
        case PinRequirement(people=(_, *_) as people, tables=(_, *_) as tables):
            labels = [table.label for table in result.room.tables_at(tables)]
            for person in people:
                if seats.get(person) in tables:
                    among = SEATED_AMONG(tables=said_list(labels, "or"))
                    yield person, SEATED_HERE() if len(labels) == 1 else among
        case TogetherRequirement(people=(_, *_) as people):
            for person in people:
                with_them = [p for p in people if p != person and p in seats and seats[p] == seats.get(person)]
                if with_them:
                    yield person, SEATED_WITH(people=named(result, with_them))
        case _:
            return


def _by_ask(room: Room, plan: Plan, ask: Ask) -> Iterator[tuple[str, Said]]:
    """Yield the people who are needed: without any one of them their table would have too few, or even fewer.

    Held seats count at their table as the requirement counts them, but only people are told and counted as needed.
    No one is needed in two cases: the requirement allows a table with none, and the table already has fewer than
    required; or the table may stay empty, and would be empty without the person.
    """
    members = room.members(plan)
    if ask.for_room or ask.at_least == 0:
        return
    for table in (room.table(identity) for identity in ask.tables):
        here = [person for person in members[table.id] if ask.matches(person)]
        is_short_without = len(here) == ask.at_least > 1 if ask.or_none else 0 < len(here) <= ask.at_least
        is_left_empty = table.open_if_needed and len(members[table.id]) == 1
        if is_short_without and not is_left_empty:
            known = without_held_seats(here)
            reason = _needed(ask.name, len(known))
            for person in known:
                yield person.id, reason


def _needed(name: str, people: int) -> Said:
    if name in {role.value for role in Role}:
        return NEEDED_AS(what=said(name), number=people)
    return NEEDED_FOR(what=name, number=people)


def _by_interest(result: Result) -> Iterator[tuple[str, Said]]:
    """Yield how each person rated their table's focus, if the report may show it and they rated any table above 0."""
    if not result.may_see("interests"):
        return
    focus_of = {table.id: table.focus for table in result.room.tables}
    foci = set(focus_of.values())  # far fewer than tables in a large room
    for person in result.room.coming:  # a held seat has no wishes
        scores = list_scores(person)
        rated = {focus: choose_score(scores, focus) for focus in foci}
        best = max(rated.values(), default=0)
        focus = focus_of[result.plan.seats[person.id]]
        here = rated[focus]
        if not best:
            continue
        if here == best:
            yield person.id, RATED_HIGHEST(score=here) if person.has_rated else NAMED_FOCUS()
            continue
        if not focus:
            continue
        other = next(table for table in result.room.tables if rated[table.focus] == best)
        if not person.has_rated:
            yield person.id, NAMED_ANOTHER(table=other.label)
        elif any(fold(area) in scores for area in focus):
            yield person.id, RATED_ANOTHER_HIGHER(here=here, table=other.label, there=best)
        else:
            yield person.id, RATED_ANOTHER(table=other.label, there=best)
