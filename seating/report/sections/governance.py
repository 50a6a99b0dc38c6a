"""Who holds which duty, who carries word from which table to which, and how well governance tables are composed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.analysis.channels import COUNTERPART, Channel, find_drawn_from, find_unheard
from seating.engines.outcome import Status
from seating.initiative.memberships import Membership
from seating.profiles import Person
from seating.report.channels import ChannelPicture, draw_channels, list_channels, list_targets
from seating.report.labels import DUTIES, duty_in_words
from seating.report.languages import Words, translatable
from seating.report.places import by_name, describe_finding, person_anchor
from seating.report.privacy import SharedRequirement, hides_points, shared_bound, shared_penalty, shared_requirements
from seating.report.settings import Settings
from seating.result import Result
from seating.tables import Table
from seating.wording import fold

ORDER = 56
TITLE = "Who represents whom"

MEMBER = translatable("member")
"""The role of a person at a governance table who was not drawn from another table."""

MOST_LACKS = 6
"""Maximum number of findings of a requirement at governance tables; the others are counted."""

MOST_NAMED = 8
"""Maximum number of earlier holders of a duty who are named, the latest first; the others are counted."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A member of a governance table with their role; `anchor` is "" for a person without a seat."""

    name: str
    anchor: str
    role: str


@dataclass(frozen=True, slots=True)
class Way:
    """Who carries word from one table to each table that hears others; None where that is the same table."""

    table: str
    anchor: str
    carriers: tuple[tuple[Carrier, ...] | None, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """A member of a governance table who was drawn from no other, with their seat in this round, if any."""

    governance: str
    member: Carrier
    table: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Body:
    """A governance table: how many members it has, and how they were found, in words."""

    label: str
    members: int
    found: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement at governance tables.

    `state` is "" where the requirement does not apply; `lacks` are its findings in words; `more` counts the others.
    """

    id: str
    sentence: str
    binds: str
    is_met: bool
    state: str
    lacks: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The requirements at one governance table, or at all tables whose members are chosen, and what is proven."""

    tables: str
    summary: str
    proof: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The holders of a duty at one table, and who held it there before."""

    table: str
    anchor: str
    duty: str
    holders: tuple[Carrier, ...]
    before: str


@dataclass(frozen=True, slots=True)
class Governance:
    """Who carries word from which table to which, as a table and a picture, and the duties of all tables.

    Attributes
    ----------
    tables : tuple of str
        The tables to which word is carried: governance tables, then others.
    ways : tuple of Way
    unheard : str
        The names of the tables that have no way to be heard, in words; "" for none.
    n_unheard : int
    picture : ChannelPicture or None
        None if there is no way, or more tables than a picture can show.
    bodies : tuple of Body
        The governance tables.
    verdicts : tuple of Verdicts
    own : tuple of Own
        Members of governance tables who were drawn from no other table.
    held : tuple of Held
    """

    tables: tuple[str, ...]
    ways: tuple[Way, ...]
    unheard: str
    n_unheard: int
    picture: ChannelPicture | None
    bodies: tuple[Body, ...]
    verdicts: tuple[Verdicts, ...]
    own: tuple[Own, ...]
    held: tuple[Held, ...]


def fill(result: Result, settings: Settings) -> Governance | None:
    """Return the governance; None if there is no governance table and nobody holds a duty."""
    words = settings.words
    governing = [table for table in result.convening.tables if not table.seats_people]
    held = tuple(_held(result, words))
    channels = list_channels(result)
    if not governing and not held and not channels:
        return None
    targets = list_targets(result, channels)
    unheard = find_unheard(result.room, result.plan, channels) if targets else ()
    between: dict[tuple[str, str], list[Channel]] = {}
    for channel in channels:
        between.setdefault((channel.origin, channel.target), []).append(channel)
    return Governance(
        tables=tuple(table.label for table in targets),
        ways=tuple(_way(result, table, targets, between, words) for table in result.room.tables) if targets else (),
        unheard=words.listed([result.room.table(table).label for table in unheard]),
        n_unheard=len(unheard),
        picture=draw_channels(result.room.tables, targets, channels) if channels else None,
        bodies=tuple(_body(result, table, words) for table in governing),
        verdicts=tuple(_verdicts(view, words) for view in result.governance),
        own=tuple(
            _own(result, each, words) for each in result.memberships if not find_drawn_from(result.room, each.role)
        ),
        held=held,
    )


def _body(result: Result, table: Table, words: Words) -> Body:
    """Return how the members of a governance table were found."""
    members = {one.person for one in result.memberships if one.table == table.id}
    named = len(table.own_members)
    ways = []
    if table.drawn_from:
        duty = fold(table.drawn_from)
        word = words.gettext(duty) if duty in DUTIES else table.drawn_from
        ways.append(words.gettext("drawn: those with the duty “%(duty)s” at other tables", duty=word))
    if named:
        ways.append(words.ngettext("%(number)s by name", "%(number)s by name", named))
    if table.liaisons:
        labels = [result.convening.table(origin).label for origin in table.liaisons]
        ways.append(words.gettext("the liaisons of %(tables)s", tables=words.listed(labels)))
    if table.chooses_members:
        ways.append(
            words.gettext("the others chosen by the program") if ways else words.gettext("chosen by the program")
        )
    return Body(table.label, len(members), "; ".join(ways))


def _verdicts(view: Result, words: Words) -> Verdicts:
    """Return the requirements of a result at governance tables, unmet ones first, and what is proven of them."""
    every = sorted(shared_requirements(view), key=lambda one: (one.met, not one.is_must, -(one.penalty or 0)))
    counted = [one for one in every if one.applies]
    met = sum(one.met for one in counted)
    summary = words.ngettext(
        "%(met)s of %(number)s requirement is met.",
        "%(met)s of %(number)s requirements are met.",
        len(counted),
        met=met,
    )
    penalty = words.gettext("Penalty: %(number)s.", number=f"{shared_penalty(view):,}")
    if hides_points(view):
        penalty = f"{penalty} {words.gettext('Points of private requirements are left out.')}"
    return Verdicts(
        tables=words.listed([table.label for table in view.governance_tables]),
        summary=f"{summary} {penalty}",
        proof=_prove(view, words),
        asked=tuple(_asked(view, one, words) for one in every),
    )


def _prove(view: Result, words: Words) -> str:
    """Return what is proven of the choice of members."""
    if not view.has_chosen_members:
        return words.gettext("The members were not chosen, so nothing better was searched for.")
    if view.review.unmet:
        if view.status is Status.IMPOSSIBLE:
            return words.gettext("Proven: no choice of members meets all musts.")
        return words.gettext("No choice of members that meets all musts was found; there may be one.")
    if view.repair is not None and not view.repair.fewest:
        return words.gettext("Since the last time, no member has changed.")
    if view.repair is not None:
        changes = words.ngettext(
            "Since the last time, %(number)s member changed.",
            "Since the last time, %(number)s members changed.",
            view.repair.fewest,
        )
        if not view.repair.fewest_proven:
            return changes
        return f"{changes} {words.gettext('Proven: with fewer changes the musts cannot be met.')}"
    if view.status is Status.OPTIMAL and hides_points(view):
        return words.gettext("Proven: no choice of members is better.")
    if view.status is Status.OPTIMAL:
        return words.gettext("Proven: no choice of members has a lower penalty.")
    if bound := shared_bound(view):
        return words.gettext("Proven: no choice of members has a penalty below %(bound)s.", bound=f"{bound:,}")
    return words.gettext("It is not proven that no choice of members has a lower penalty.")


def _asked(view: Result, requirement: SharedRequirement, words: Words) -> Asked:
    binds = words.gettext("Must") if requirement.is_must else words.gettext("Should")
    if requirement.weight is not None:
        binds = words.gettext("Should, weight %(weight)s", weight=requirement.weight)
    state = words.gettext("Met") if requirement.met else words.gettext("Unmet")
    if requirement.shortfall:
        state = f"{state}, {words.gettext('off by %(number)s', number=requirement.shortfall)}"
    lacks = [describe_finding(view, finding, words) for finding in requirement.findings]
    return Asked(
        id=requirement.id,
        sentence=requirement.sentence,
        binds=binds,
        is_met=requirement.met,
        state=state if requirement.applies else "",
        lacks=tuple(filter(None, lacks[:MOST_LACKS])),
        more=max(0, len(lacks) - MOST_LACKS),
    )


def _way(
    result: Result,
    table: Table,
    targets: Iterable[Table],
    between: Mapping[tuple[str, str], Sequence[Channel]],
    words: Words,
) -> Way:
    """Return who carries word from a table to each of the tables that hear others.

    Parameters
    ----------
    result : Result
    table : Table
        The table that is heard.
    targets : iterable of Table
    between : mapping of a table and a target to a sequence of Channel
        By their ids.
    words : Words
    """
    carriers = tuple(
        tuple(_drawn(result, channel, words) for channel in between.get((table.id, target.id), ()))
        if target.id != table.id
        else None
        for target in targets
    )
    return Way(table.label, f"table-{table.id}", carriers)


def _drawn(result: Result, channel: Channel, words: Words) -> Carrier:
    """Return a person who carries word, with the duty they were drawn for, marked if only suggested."""
    carrier = _carrier(result, channel.person, channel.role, words)
    if channel.role not in result.duties.get(channel.person, ()):
        return carrier
    return replace(carrier, role=duty_in_words(result, channel.person, channel.role, words))


def _own(result: Result, membership: Membership, words: Words) -> Own:
    seat = result.plan.seats.get(membership.person)
    label = result.convening.table(membership.table).label
    member = _carrier(result, membership.person, membership.role, words)
    if seat is None:
        return Own(label, member, "", "")
    return Own(label, member, result.room.table(seat).label, f"table-{seat}")


def _carrier(result: Result, person: str, role: str, words: Words) -> Carrier:
    anchor = person_anchor(person) if person in result.plan.seats else ""
    known = role in (*DUTIES, MEMBER, COUNTERPART)
    return Carrier(result.people.by_id[person].label, anchor, words.gettext(role) if known else role)


def _held(result: Result, words: Words) -> Iterable[Held]:
    """Yield the duties held at each table, in the order in which they first occur; staff are left out."""
    names = list(dict.fromkeys(duty for p in result.room.people for duty in result.duties.get(p.id, ())))
    for table, members in _members(result).items():
        for duty in names:
            holders = [p for p in members if duty in result.duties.get(p.id, ())]
            if holders:
                yield Held(
                    table=result.room.table(table).label,
                    anchor=f"table-{table}",
                    duty=words.gettext(duty) if duty in DUTIES else duty,
                    holders=tuple(_holder(result, person, duty, words) for person in holders),
                    before=_before(result, result.room.table(table), duty, words),
                )


def _holder(result: Result, person: Person, duty: str, words: Words) -> Carrier:
    suggested = words.gettext("suggested until elected") if result.is_suggested(person.id, duty) else ""
    return replace(_carrier(result, person.id, "", words), role=suggested)


def _members(result: Result) -> Mapping[str, tuple[Person, ...]]:
    return {table: tuple(by_name(members)) for table, members in result.room.members(result.plan).items()}


def _before(result: Result, table: Table, duty: str, words: Words) -> str:
    """Return who held a duty at a table in earlier rounds, latest first; a suggestion is no history."""
    names = result.room.lineage(table)
    rounds: dict[str, list[str]] = {}
    for past in reversed(result.room.history.rounds):
        for person, duties in sorted(past.duties.items()):
            has_held = {fold(one) for one in duties if (person, one) not in past.suggested}
            if past.seats.get(person) in names and fold(duty) in has_held and person in result.people.by_id:
                rounds.setdefault(result.people.by_id[person].label, []).insert(0, str(past.number))
    told = [f"{name} ({', '.join(numbers)})" for name, numbers in rounds.items()]
    left = len(told) - MOST_NAMED
    more = [words.ngettext("%(number)s other", "%(number)s others", left)] if left > 0 else []
    return words.listed([*told[:MOST_NAMED], *more])
