"""Why each person sits where they do, in one sentence made of what others may know.

Only requirements that are not private, and that read nothing but columns the report may show, give a
reason. What a cell asked in private (a pin, a wish, somebody to sit with) is never one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from seating.missing.interest import scores_of
from seating.profiles import Role
from seating.report.languages import Words
from seating.report.places import DUTIES, named
from seating.report.privacy import Audience, may_see, shown_columns
from seating.requirement import Ask, Requirement
from seating.requirements.pin import PinRequirement
from seating.requirements.together import TogetherRequirement
from seating.result import Result
from seating.tables import Table
from seating.wording import fold

__all__ = ["whys"]

MOST_REASONS = 3
"""Reasons of one sentence; the strongest come first."""


def whys(result: Result, words: Words) -> Mapping[str, str]:
    """Return one sentence for each seated person's id."""
    told = [r for r in result.requirements if _may_be_told(result, r)]
    found: dict[str, list[str]] = {person.id: [] for person in result.room.persons}
    reasons = chain(
        _by_duty(result, words),
        chain.from_iterable(_by_name(result, r, words) for r in told),
        chain.from_iterable(_by_ask(result, r, ask, words) for r in told for ask in r.asks(result.room)),
        _by_interest(result, words),
    )
    for person, reason in reasons:
        if reason not in found[person]:
            found[person].append(reason)
    free = words.gettext("nothing that was asked ties them to one table")
    return {person: _sentence(parts or [free]) for person, parts in found.items()}


def _sentence(parts: list[str]) -> str:
    joined = "; ".join(parts[:MOST_REASONS])
    return f"{joined[:1].upper()}{joined[1:]}."


def _may_be_told(result: Result, requirement: Requirement) -> bool:
    """Whether the requirement may be told of a person by name."""
    return not result.is_private(requirement) and set(requirement.asks_columns) <= set(
        shown_columns(result, Audience.TEAM)
    )


def _by_duty(result: Result, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what people do at their table."""
    staff = {person.id for person in result.room.staff}
    for person, duties in result.duties.items():
        if person in result.room.index and duties:
            duty = words.listed([words.gettext(duty) if duty in DUTIES else duty for duty in duties])
            is_staff = person in staff
            yield (
                person,
                words.gettext("staff, as %(duty)s", duty=duty)
                if is_staff
                else words.gettext("serves as %(duty)s", duty=duty),
            )


def _by_name(result: Result, requirement: Requirement, words: Words) -> Iterator[tuple[str, str]]:
    """Yield what the convening says of people by their names, as far as the seating does it."""
    seats = result.plan.seats
    match requirement:
        case PinRequirement(people=(_, *_) as people, tables=tables):
            for person in people:
                if tables and seats.get(person) in tables:
                    yield person, words.gettext("the convening puts them here")
        case TogetherRequirement(people=(_, *_) as people):
            for person in people:
                with_them = [p for p in people if p != person and p in seats and seats[p] == seats.get(person)]
                if with_them:
                    yield person, words.gettext("is to sit with %(people)s", people=named(result, with_them))
        case _:
            return


def _by_ask(result: Result, requirement: Requirement, ask: Ask, words: Words) -> Iterator[tuple[str, str]]:
    """Yield who is needed here: at most as many as were asked for, or any number where only some tables ask."""
    members = result.room.members(result.plan)
    if ask.for_room or ask.at_least == 0:
        return
    for table in ask.tables:
        here = [person for person in members[table] if ask.matches(person)]
        is_told = len(here) <= ask.at_least or len(ask.tables) < len(result.room.tables)
        if here and is_told:
            reason = _needed(ask.name, len(here), words)
            for person in here:
                yield person.id, reason


def _needed(name: str, people: int, words: Words) -> str:
    is_role = name in {role.value for role in Role}
    what = words.gettext(name) if is_role else name
    if people == 1 and is_role:
        return words.gettext("needed here as %(what)s (the only one)", what=what)
    if people == 1:
        return words.gettext("needed here for %(what)s (the only one)", what=what)
    if is_role:
        return words.gettext("needed here as %(what)s (one of %(people)s)", what=what, people=people)
    return words.gettext("needed here for %(what)s (one of %(people)s)", what=what, people=people)


def _by_interest(result: Result, words: Words) -> Iterator[tuple[str, str]]:
    """Yield how a table's focus meets each person's interests, where the report may show them."""
    if not may_see(result, Audience.TEAM, "interests"):
        return
    focused = [(table, {fold(area): area for area in table.focus}) for table in result.room.tables if table.focus]
    areas_of = {table.id: areas for table, areas in focused}
    if not focused:
        return
    best_table = {area: table for table, areas in reversed(focused) for area in areas}
    for person in result.room.people:
        scores = {area: score for area, score in scores_of(person).items() if area in best_table and score}
        here = areas_of.get(result.plan.seats[person.id], {})
        yield person.id, _of_interest(scores, here, best_table, words)


def _of_interest(scores: dict[str, int], here: dict[str, str], tables: Mapping[str, Table], words: Words) -> str:
    if not scores:
        return words.gettext("stated no interest that a table is about")
    best = max(scores, key=lambda area: scores[area])
    met = max((area for area in scores if area in here), key=lambda area: scores[area], default=None)
    if met is not None and scores[met] == scores[best]:
        return words.gettext("interested in %(area)s most (score %(score)s)", area=here[met], score=scores[met])
    score = scores[met] if met is not None else 0
    return words.gettext(
        "would rather be at %(table)s (score %(there)s there, %(here)s here)",
        table=tables[best].label,
        there=scores[best],
        here=score,
    )
