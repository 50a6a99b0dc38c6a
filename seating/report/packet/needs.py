"""Needs and access, for the person in charge of them: who needs what, at which table, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from seating.analysis.access import advise_access, advise_interpreters, find_barriers, find_uninterpreted
from seating.analysis.power import GroupComparison, compare_group
from seating.analysis.season.session_times import have_own_doors, in_order_of_time
from seating.convening.rooms import needs_another_date
from seating.present.blocks import (
    BOX,
    NOTHING,
    Block,
    Card,
    Column,
    Heading,
    Lines,
    Row,
    Span,
    Table,
    Text,
    code,
    data,
    field,
    join,
    keep_filled,
    paragraph,
    quiet,
)
from seating.profiles import Person
from seating.profiles.heads import Heads, count_heads, say_heads
from seating.profiles.needs import Need, NeedKind, find_kind_of_column
from seating.report.claims import labels
from seating.report.claims.reasons import ONLY_AT
from seating.report.column_names import column_name
from seating.report.counts import NeedCount, count_needs, count_values, name_need, need_key, spell_need, tell_unread
from seating.report.cut_off import tell_interpreters
from seating.report.person_names import label_apart
from seating.report.sort_keys import by_name
from seating.report.unsuited import list_bars_in_words
from seating.requirements.pin import PinRequirement
from seating.result import Result
from seating.result.cells import lacks_cells, show_needs
from seating.result.readers import may_tell, may_total, private_values
from seating.room.plan import Room, as_seated
from seating.room.tables import Table as TableOfPeople
from seating.wording import Said, language_key, message, said, said_field, said_joined, said_language, said_list

ORDER = 110
TITLE = "Needs and access"
ABOUT = "Who needs what at each table, with totals: only for the person in charge of access."


@dataclass(frozen=True, slots=True)
class PersonNeeds:
    """One person's needs, spelled as in the totals, and the tables for those that decide where they can sit."""

    name: str
    needs: tuple[str, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AtTable:
    """The people with needs at one table, and the table's features.

    At a session of a season, `expected` people and `staff` are awaited, guests included, and it has totals of its own.
    """

    number: int
    table: TableOfPeople
    people: tuple[PersonNeeds, ...]
    expected: Heads
    staff: int
    totals: tuple[Total, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """How many people have a need or a value that is only counted; `heading` is its column, "" for needs."""

    heading: str
    value: str
    people: int
    tables: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unsuited:
    """A person who fits no session or table: when they can come, their needs, and why the others do not fit."""

    name: str
    can_come: tuple[str, ...]
    needs: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """Totals, then the needs by table; in a season, each session has a sheet, in order of time.

    At the end, those who fit no session. `advice` names the tables to make accessible first.
    """

    totals: tuple[Total, ...]
    tables: tuple[AtTable, ...]
    by_session: bool
    unsuited: tuple[Unsuited, ...] = ()
    advice: tuple[str, ...] = ()


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield what to do first, totals, and the needs by table; in a season, each session has a sheet."""
    found = find_needs(result)
    about = said(
        "Only for the person in charge of access. Check with each person in private that this is still right, "
        "and never mention it aloud in the room."
    )
    yield paragraph(about, "intro")
    yield from tell_unread(result.room, result.unread)
    if found.advice:
        yield Heading(said("What to do first"))
        yield Lines(found.advice, "bullets")
    at_which = said("At sessions") if found.by_session else said("At tables")
    needed = [total for total in found.totals if not total.heading]
    counted = [total for total in found.totals if total.heading]
    yield _list_totals(said("How many people need what"), needed, at_which)
    yield _list_totals(said("Other counts"), counted, at_which)
    if not needed and not any(find_kind_of_column(total.heading) for total in counted):
        yield paragraph(said("No one with a seat has stated a need. Ask them: a blank cell is not an answer."))
    yield from _compare_access(result)
    for at in found.tables:
        yield from _describe_session(at) if found.by_session else _describe_table(at)
    if found.unsuited:
        yield Card(said("No session fits"), tuple(_list_unsuited(found.unsuited)), "no-session", "session-needs")


ACCESS = message("people who need access")

FEWEST = 3
"""Smallest group that is compared with everyone else. Of a smaller one, or beside fewer others, the figures could
reveal a person's scores, duties or moves. If fewer people than this were asked to move, no moves are compared, because
the report names those people.
"""


def _compare_access(result: Result) -> Iterator[Block]:
    """Yield how people who need access fare beside everyone else, if they are several."""
    people = as_seated(result.room.coming, result.plan)
    there = [p for p in people if any(need.kind is NeedKind.ACCESS for need in show_needs("needs", p))]
    if len(there) < FEWEST:
        return
    moved = frozenset(move.person for move in result.moves)
    found = compare_group(result.room, result.plan, there, result.duties, moved)
    titles = [said("Share of seats"), said("Only one at their table")]
    if any(result.duties.get(person.id) for person in result.room.people):
        titles.append(said("Share of duties"))
    if may_total(result, "interests") and _knows_scores(result):
        titles += [said("Interest met"), said("Everyone else’s")]
    if moved:
        titles += [said("Asked to move"), said("Everyone else")]
    figures = _list_figures(found)
    caption = (said("Each group compared with everyone else"), " ", quiet(said("Needs")))
    columns = (Column(said("Needs")), *(Column(title, is_number=True) for title in titles))
    yield Table(caption, columns, [Row((said(ACCESS), *(figures[title] for title in titles)))])


def _knows_scores(result: Result) -> bool:
    """Whether there are interests, and the scores of all are known: a saved round has only the areas of who left."""
    people = result.room.coming
    unscored = any(person.id in result.unread and len(person.interests) > 1 for person in people)
    return any(person.interests for person in people) and not (
        unscored or lacks_cells(result.room, result.unread, "interests")
    )


def _list_figures(one: GroupComparison) -> Mapping[str, Text]:
    """Return the figures of the group by title, without those that would tell who belongs to it."""
    tells = one.others >= FEWEST
    duties = one.all_duties if tells else 0
    moves = tells and one.moved + one.others_moved >= FEWEST
    return {
        "Share of seats": _percent(Fraction(one.seats, one.all_seats)),
        "Only one at their table": labels.PART_OF(part=one.alone, all=one.people),
        "Share of duties": _percent(Fraction(one.duties, duties) if duties else None),
        "Interest met": _percent(one.interest if tells else None),
        "Everyone else’s": _percent(one.others_interest if tells else None),
        "Asked to move": _percent(Fraction(one.moved, one.people) if moves else None),
        "Everyone else": _percent(Fraction(one.others_moved, one.others) if moves and one.others else None),
    }


def _percent(share: Fraction | None) -> str:
    return NOTHING if share is None else labels.PERCENT(number=round(share * 100))


def _list_totals(caption: Said, totals: Iterable[Total], at_which: Said | None = None) -> Table:
    titles = [Column(said("What")), Column(said("People"), is_number=True)]
    titles += [] if at_which is None else [Column(at_which)]
    rows = []
    for total in totals:
        heading = (data(total.heading, style="quiet"), " · ") if total.heading else ()
        at = () if at_which is None else (", ".join(map(str, total.tables)),)
        rows.append(Row(((*heading, data(total.value)), total.people, *at)))
    return Table(caption, titles, rows, "totals")


def _describe_session(at: AtTable) -> Iterator[Block]:
    table = at.table
    blocks = keep_filled(
        (
            paragraph(say_heads(at.expected, at.staff)),
            *([paragraph(field(said("This session has"), _name_features(table)), "quiet")] if table.offers else []),
            paragraph(said("The numbers below include staff and leave out held seats."), "quiet"),
            _list_totals(said("Number of people at this session"), at.totals),
            _list_people(at, said("Who needs what")),
        )
    )
    above = (labels.SESSION_NUMBERED(number=f"{at.number}"), " · ", data(table.when_and_where))
    yield Card(data(table.label), blocks, f"needs-{table.id}", "session-needs", above=above)


def _describe_table(at: AtTable) -> Iterator[Block]:
    table = at.table
    name = (" · ", data(table.label)) if table.made_number != at.number else ()
    number = labels.TABLE_NUMBERED(number=f"{at.number}")
    identity = (" ", code(table.shown_id)) if table.shown_id else ()
    yield _list_people(at, (number, *name, *identity, *_list_features(table)))


def _name_features(table: TableOfPeople) -> Said:
    """Return what the place of a session offers."""
    return said_joined(map(said, table.offers), ", ")


def _list_features(table: TableOfPeople) -> tuple[str | Span, ...]:
    if not table.offers:
        return ()
    return (" ", quiet(said_joined([said("has:"), _name_features(table)], " ")))


def _list_people(at: AtTable, caption: Text) -> Table:
    has_places = any(one.places for one in at.people)
    rows = []
    for one in at.people:
        where = (data(said_joined(one.places, "; ")),) if has_places else ()
        rows.append(Row((data(one.name), join(map(data, one.needs), "; "), *where, BOX)))
    titles = (said("Name"), said("Needs"), *((said("Where"),) if has_places else ()), said("Arranged"))
    return Table(caption, list(map(Column, titles)), rows, "at-one-table ticks")


def _list_unsuited(unsuited: Iterable[Unsuited]) -> Iterator[Block]:
    about = said(
        "These people have no seat. If the only problem is that a session lacks what they need, arrange that "
        "first. Offer the others another date, or hold a session for them. The times when they can come are private."
    )
    yield paragraph(about)
    titles = (said("Name"), said("Can come to"), said("Needs"), said("Why"))
    rows = []
    for one in unsuited:
        why = said_joined(one.reasons, "; ") if one.reasons else said("Cannot come to any of these.")
        rows.append(Row((data(one.name), data("; ".join(one.can_come)), data("; ".join(one.needs)), data(why))))
    yield Table(said("People for whom no session fits"), list(map(Column, titles)), rows, "at-one-table")


def find_needs(result: Result) -> Needs:
    """Return the needs of everyone with a seat, including staff; guests and staff count at each of their sessions.

    A held seat has no needs until someone is found for it.
    """
    room, by_session = result.room, have_own_doors(result.room.tables)
    numbers = {table.id: number for number, table in enumerate(room.tables, start=1)}
    members, staff = room.members(result.plan), room.staff_members(result.plan)
    attendees = room.attendees_at(result.plan)
    columns, found = result.convening.counts_only, []
    counted = count_needs(result, "needs", columns)
    pins: dict[str, list[PinRequirement]] = {}
    for requirement in result.requirements:
        if isinstance(requirement, PinRequirement) and requirement.need:
            for person in requirement.people or ():
                pins.setdefault(person, []).append(requirement)
    for table in in_order_of_time(room.tables) if by_session else room.tables:
        people = by_name(attendees[table.id])
        needs = ((person, _spell(show_needs("needs", person), counted)) for person in people)
        wanting = tuple(
            PersonNeeds(
                label_apart(result, p),
                values,
                tuple(_where(pin, room, counted, is_only=len(values) == len(its) == 1) for pin in its),
            )
            for p, values in needs
            for its in [pins.get(p.id, [])]
            if values
        )
        if wanting or (by_session and (members[table.id] or staff[table.id])):
            here = (*_spoken(result, people), *count_needs(result, "needs", columns, people))
            totals = _totals(here, numbers, counted) if by_session else ()
            heads = count_heads(members[table.id])
            found.append(AtTable(numbers[table.id], table, wanting, heads, len(staff[table.id]), totals))
    totals = _totals(counted, numbers, counted)
    uninterpreted = find_uninterpreted(room, result.plan)
    advice = (
        *(
            tell_interpreters(result, result.plan, uninterpreted)
            if may_total(result, "languages")
            else advise_interpreters(room, uninterpreted, result.plan, partial(label_apart, result))
        ),
        *advise_access(room, find_barriers(room, result.plan, result.requirements), partial(label_apart, result)),
    )
    return Needs(totals, tuple(found), by_session, tuple(_unsuited(result, counted)), advice)


def _unsuited(result: Result, counted: Sequence[NeedCount]) -> Iterable[Unsuited]:
    """Yield the people who fit no session or table, with reasons: needs first, then when they can come."""
    now = result.room.round_number
    for person in by_name(one.person for one in result.not_seated):
        if not needs_another_date(person, result.convening, now):
            continue
        yield Unsuited(
            label_apart(result, person),
            private_values("needs", person, "can_come"),
            _spell(show_needs("needs", person), counted),
            tuple(list_bars_in_words(person, result.convening, result.room, partial(label_apart, result))),
        )


def _spoken(result: Result, people: Iterable[Person]) -> Iterable[NeedCount]:
    """Return the languages of people and staff; () if the column is private.

    A blank means the working language, except in a saved round for someone whose cells are not known.
    """
    if not may_tell(result, "languages"):
        return ()
    heading, usual = column_name("languages"), result.convening.working_language
    blank = {p.id: (usual,) if usual and p.id not in result.unread else () for p in people}
    stated = {p.id: p.languages or blank[p.id] for p in people}
    counts = count_values(result.room, result.plan, heading, stated, language_key)
    return [replace(one, value=said_language(one.value)) for one in counts]


def _spell(needs: Iterable[Need], counted: Sequence[NeedCount]) -> tuple[str, ...]:
    names = (need.name if need.is_meal else need.text for need in needs)
    return tuple(dict.fromkeys(spell_need(name, counted) for name in names))


def _totals(counts: Iterable[NeedCount], numbers: Mapping[str, int], whole: Iterable[NeedCount]) -> tuple[Total, ...]:
    """Return totals, each value spelled as in the totals over all people."""
    spelled = {(one.column, need_key(one.value)): one.value for one in whole}
    spoken = {"languages", column_name("languages")}
    return tuple(
        Total(
            c.column,
            said_language(c.value)
            if c.column in spoken
            else name_need(spelled.get((c.column, need_key(c.value)), c.value)),
            c.people,
            tuple(numbers[table] for table in c.tables),
        )
        for c in counts
    )


def _where(pin: PinRequirement, room: Room, counted: Sequence[NeedCount], *, is_only: bool) -> Said:
    """Return at which tables a need can be met; the need is named unless it is the person's only one."""
    where = ONLY_AT(tables=said_list(table.label for table in room.tables if table.id in (pin.tables or ())))
    return where if is_only else said_field(spell_need(pin.need, counted), where)
