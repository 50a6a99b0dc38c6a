"""What changed: who moved since the last round, which pairs meet again, and how the list differs from the last one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from seating.analysis.arrivals_file import find_round_of_id
from seating.analysis.initiative.changes import Change, FormerList, ListChange, find_list_changes
from seating.convening import Convening
from seating.present.blocks import (
    ARROW,
    NOTHING,
    Block,
    Card,
    Column,
    Figures,
    Heading,
    Lines,
    Row,
    Span,
    Table,
    Text,
    data,
    fold_away,
    paragraph,
)
from seating.present.shortening import tell_unshown
from seating.profiles import Person
from seating.profiles.cells import split_type
from seating.profiles.person import MARKED_ABSENT
from seating.report import moves
from seating.report.column_names import column_name
from seating.report.hand_over import HandOver, list_hand_overs
from seating.report.person_names import label_apart, link_person, name_alone
from seating.report.renamed_tables import ABSENT_AT_THEIR_SEAT, TABLES_RENAMED, tell_renamed, tell_renumbered
from seating.report.sort_keys import by_name, name_key
from seating.result import Result, keep
from seating.room.history import PastRound, count_company, is_same_visit
from seating.room.lineage import descends, heir_of, label_of
from seating.room.plan import TYPE, Plan, Room
from seating.room.tables import map_labels
from seating.wording import Said, said, said_field, said_in_small_letters, said_joined, said_list

ORDER = 45
TITLE = "What changed"

MOST_MEETINGS = 20
"""Maximum number of pairs that are named; those who have shared a table most often come first."""


MOST_IN_LIST = 200
"""Maximum number of changes of the list that are shown: who is new, who left, who has a seat, then changed cells."""


@dataclass(frozen=True, slots=True)
class Group:
    """The people, or the held seats, with the same change, A to Z, and where they were in the last round."""

    title: Said
    people: Sequence[Person]
    before: Mapping[str, str]


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield what a repair, the time since the last round and another list changed, and what people hand over."""
    if result.repair is not None:
        yield Heading(said("What the repair changed"))
        yield from moves.list_blocks(result)
    if (last := result.room.history.last) is not None:
        yield from _list_since_round(result, last, bool(last.away.keys() & result.room.index.keys()))
    if result.former_list is not None:
        yield from _list_since_list(result, result.former_list)
    yield from _list_hand_overs(result)


def _list_since_round(result: Result, past: PastRound, has_absent: bool) -> Iterator[Block]:
    """Yield who moved since a round. `has_absent` tells whether someone who is here was absent then."""
    before = past.placed
    groups, again = [*_group_people(result, before), *_group_held_seats(result, past)], _again(result.room, result.plan)
    both = [person for person in _list_placed(result) if person.id in before]
    gone = before.keys() - result.people.on_list.keys() - result.plan.seats.keys()
    walked_in = {one for one in gone if one in past.walked_in or find_round_of_id(one) == past.number}  # never listed
    has_absent = has_absent or not before.keys().isdisjoint(_find_marked(result))
    figures: list[tuple[Text, Text]] = [
        (said("at the same table"), len(both) - len(groups[0].people)),
        *((said_in_small_letters(group.title), len(group.people)) for group in groups),
        (said("no longer on the list"), len(gone - walked_in)),
    ]
    if walked_in:
        figures.append((said("walk-ins who are not on the list"), len(walked_in)))
    if again is not None:
        figures.append((said("pairs who meet again"), again[0]))
    yield paragraph(said("Since the last round:"), "intro")
    yield Figures(figures)
    if has_absent:
        yield paragraph(ABSENT_AT_THEIR_SEAT, "quiet")
    if renamed := _tell_renamed(result.convening, past):
        yield Card(TABLES_RENAMED, [Lines(renamed, "bullets", "renamed")], folds=True)
    if renumbered := tell_renumbered(past.numbers, past.labels, result.convening.tables):
        yield Card(said("Tables with another number"), [Lines(renumbered, "bullets", "renumbered")], folds=True)
    for group in groups:
        if group.people:
            people = [_describe_move(result, person, group.before) for person in group.people]
            yield Card(group.title, [Lines(people, "bullets", "movers")], folds=True)
    if again is not None:
        yield from fold_away(said("Pairs who meet again"), _list_meetings(result, *again))


def _list_meetings(result: Result, number: int, named: Sequence[tuple[tuple[str, str], int]]) -> Iterator[Block]:
    """Yield the pairs who meet again that are named, and how many others do."""
    caption = said("Pairs who meet again")
    titles = (Column(said("Who")), Column(said("Table")), Column(said("Earlier rounds together"), is_number=True))
    rows = [_describe_meeting(result, pair, times) for pair, times in named]
    yield Table(caption, titles, rows, "meetings", repeats_heading=True)
    yield from tell_unshown(number - len(named))


def _tell_renamed(convening: Convening, past: PastRound) -> list[Said]:
    """Return a sentence on each table with another name than in a round of which the names are known."""
    tables, then, seated = convening.tables, past.labels, frozenset(past.placed.values())
    was = {one.id: one.lineage(tables, seated if one.seats_people else then) for one in tables}
    renamed = sorted((one, table) for table, former in was.items() for one in former if one in then and one != table)
    return tell_renamed(renamed, then, map_labels(tables))


def _group_people(result: Result, before: Mapping[str, str]) -> tuple[Group, ...]:
    """Return who moved, is new, is back and has no seat any more since the last round."""
    here, seen = _list_placed(result), result.room.history.placed
    now = {person.id for person in here}
    invited = {*now, *result.room.index}
    out = by_name(p for p in result.people.on_list.values() if p.id in before and p.id not in invited)
    moved = _list_moved(result, (p for p in here if p.id in before), before)
    back = [p for p in here if p.id in seen and p.id not in before]
    return (
        Group(said("Moved"), moved, before),
        Group(said("New"), [p for p in here if p.id not in seen], before),
        Group(said("Back after a round without a seat"), back, before),
        Group(said("Still on the list, but no longer seated"), out, before),
    )


def _group_held_seats(result: Result, past: PastRound) -> Iterator[Group]:
    """Yield the seats that were held at another table in the last round, if there are any."""
    held = [seat for seat in result.room.held if seat.id in past.held]  # whoever fills one then did not sit there
    moved = by_name(_list_moved(result, held, past.held))
    if moved:
        yield Group(said("Held seats at another table"), moved, past.held)


def _list_placed(result: Result) -> list[Person]:
    """Return the people who sit in this round or are marked absent and had a seat in it, by name."""
    marked = [result.people.by_id[person] for person in _find_marked(result)]
    return by_name([*result.room.coming, *marked])


@keep
def _find_marked(result: Result) -> Mapping[str, str]:
    """Return the tables at which people had a seat in this round before they were marked absent."""
    saved = result.room.history.saved
    marked = (one.person.id for one in result.not_seated if one.reason == MARKED_ABSENT)
    at = {person: heir_of(result.room, saved[person]) for person in marked if person in saved}
    return {person: table for person, table in at.items() if table is not None}


def _find_tables(result: Result, person: Person) -> Sequence[str]:
    """Return where a person sits, with further sessions, or had a seat before they were marked absent."""
    at = _find_marked(result).get(person.id)
    return result.plan.tables_of(person.id) if at is None else (at,)


def _list_moved(result: Result, people: Iterable[Person], before: Mapping[str, str]) -> list[Person]:
    """Return the people who do not go where they went in the last round; a renamed table is the same."""
    room, last, there = result.room, result.room.history.last, frozenset(before.values())

    def is_same(then: str, now: str) -> bool:
        return descends(room, then, now, there)

    further = {} if last is None else last.further
    visits = ((p, (before[p.id], *further.get(p.id, ()))) for p in people)
    return [person for person, tables in visits if not is_same_visit(tables, _find_tables(result, person), is_same)]


def _describe_move(result: Result, person: Person, before: Mapping[str, str]) -> Text:
    """Return a person with the tables where they sat and sit, as far as there are any, or why they have no seat."""
    seat = next(iter(_find_tables(result, person)), None)
    parts: list[str | Span] = [link_person(result, person.id, name_alone(result, person)), " "]
    if person.id in before:
        parts.append(data(label_of(result.room, before[person.id]), style="quiet"))
    if seat is not None:
        parts += [" ", replace(ARROW, style="quiet"), " ", data(label_of(result.room, seat), style="quiet")]
    elif told := _explain_no_seat(result, person):
        parts += [" ", Span(said_joined(told, "; "), style="quiet")]
    return tuple(parts)


def _explain_no_seat(result: Result, person: Person) -> list[Said | str]:
    """Return why a person has no seat, and whether they count as absent in the last round, when they had one."""
    told: list[Said | str] = [one.reason for one in result.not_seated if one.person.id == person.id]
    last = result.room.history.last
    if last is not None and person.id in last.away:
        is_assumed = person.id in last.assumed
        told.append(
            said("not counted as present in the last round") if is_assumed else said("absent in the last round")
        )
    return told


def _again(room: Room, plan: Plan) -> tuple[int, list[tuple[tuple[str, str], int]]] | None:
    """Return how many pairs at one table have shared a table before, and those who did most often, with the times.

    None if too many people share a table to count their pairs.
    """
    ids = [person.id for person in room.coming]
    here = {table: [p.id for p in people] for table, people in room.members(plan).items()}
    now = count_company(ids, [here])
    before = count_company(ids, (held.tables for held in room.history.rounds))
    if now is None or before is None:
        return None
    size = len(ids)
    codes = before.pairs[:, 0] * size + before.pairs[:, 1]
    is_again = np.isin(codes, now.pairs[:, 0] * size + now.pairs[:, 1], assume_unique=True)
    pairs, times = before.pairs[is_again], before.times[is_again]
    first = np.argsort(-times, kind="stable")[:MOST_MEETINGS]  # pairs are sorted by id
    named = [(before.people[one], before.people[other]) for one, other in pairs[first].tolist()]
    return len(pairs), list(zip(named, times[first].tolist(), strict=True))


def _describe_meeting(result: Result, pair: tuple[str, str], times: int) -> Row:
    one, other = (data(label_apart(result, result.people.by_id[person])) for person in pair)
    first, second = map(result.plan.tables_of, pair)
    at = said_list(label_of(result.room, table) for table in first if table in second)
    return Row(((one, ", ", other), data(at), times))


def _list_since_list(result: Result, former: FormerList) -> Iterator[Block]:
    found = _find_list_changes(result, former)
    number = former.round_number
    is_earlier = former.is_replaced or number == result.room.round_number
    of_round = (
        said("Compared with the earlier list of round") if is_earlier else said("Compared with the list of round")
    )
    since = said_field(of_round, str(number))
    heading = said("What changed on the list")
    yield Heading(heading)
    yield paragraph(since if found else (since, ". ", said("The report shows no changes.")))
    titles = (Column(said("Who")), Column(said("What")), Column(said("Was")), Column(said("Now")))
    rows = [_describe_in_list(result, former, one) for one in found[:MOST_IN_LIST]]
    yield Table(heading, titles, rows, repeats_heading=True)
    yield from tell_unshown(len(found) - MOST_IN_LIST)


def _list_hand_overs(result: Result) -> Iterator[Block]:
    """Yield what people who left the list or declined leave to others."""
    titles = (
        Column(said("Who")),
        Column(said("Had a seat at")),
        Column(said("What they brought, and where it is lacking now")),
        Column(said("Promises that have not been kept yet")),
        Column(said("Requests waiting for an answer")),
    )
    rows = [_describe_hand_over(result.room, one) for one in list_hand_overs(result)]
    if rows:
        yield Table(said("People who left and have something to hand over"), titles, rows, repeats_heading=True)
        yield paragraph(said("Agree with each table on who takes over what."), "quiet")


def _describe_hand_over(room: Room, one: HandOver) -> Row:
    brought = [
        said_joined([each.word, " (", said_list(table.label for table in each.lacking), ")"], "") for each in one.assets
    ]
    told = (brought, [each.label for each in one.promises], [line["request"] for line in one.requests])
    at = _name_tables(room, one.tables) or NOTHING
    return Row((data(one.name), at, *(data(said_joined(texts, "; ")) if texts else NOTHING for texts in told)))


def _find_list_changes(result: Result, former: FormerList) -> tuple[ListChange, ...]:
    """Return how the list differs from another, in the columns that the report shows; walk-ins are on neither.

    People who are marked absent in this round have the seat that they had before, as in `_list_placed`.
    """
    columns = result.shown_columns
    number = result.room.round_number
    listed = (one for one in result.people if not (one.walked_in or find_round_of_id(one.id) == number))
    people = result.people.with_persons(tuple(listed))
    given = {**_find_marked(result), **result.plan.seats}
    found = find_list_changes(_with_heirs(former, result), people, columns, given)
    order = list(Change)
    return tuple(sorted(found, key=lambda one: (order.index(one.change), name_key(one.name), one.person)))


def _with_heirs(former: FormerList, result: Result) -> FormerList:
    """Return a former list with the types at tables under the present ids of renamed, split and joined tables."""
    tables = result.convening.tables
    present = {table.id for table in tables}

    def follow(cell: str) -> list[str]:
        at, role = split_type(cell)
        heirs = [table.id for table in tables if at in table.was] if at and at not in present else []
        return [f"{heir}: {role}" for heir in heirs] or [cell]

    people = dict(former.people)
    for one, was in former.people.items():
        if any(split_type(cell)[0] for cell in was.cells.get(TYPE, ())):
            types = tuple(dict.fromkeys(cell for each in was.cells[TYPE] for cell in follow(each)))
            people[one] = replace(was, cells={**was.cells, TYPE: types})
    return replace(former, people=people)


def _describe_in_list(result: Result, former: FormerList, one: ListChange) -> Row:
    name = link_person(result, one.person, _name_in_list(result, former, one))
    if one.change is Change.CELL:
        what = said("Name") if one.column == "name" else column_name(one.column)
        is_type = one.column == TYPE
        was, now = (
            said_list(_name_type(result.room, cell) if is_type else cell for cell in cells)
            for cells in (one.was, one.now)
        )
        return Row((name, what, data(was) if was else NOTHING, data(now) if now else NOTHING))
    reasons = {absent.person.id: absent.reason for absent in result.not_seated}
    # a row that left the list has nothing to compare, but it may have had tables
    was_at = former.people[one.person].tables if one.change is Change.LEFT else one.was
    if one.change is Change.NEW:  # a walk-in had a seat in the round of the former list, without being on it
        then = (past for past in result.room.history.rounds if past.number == former.round_number)
        sat = (past.placed[one.person] for past in then if one.person in past.walked_in and one.person in past.placed)
        was_at = next(((table,) for table in sat), was_at)
    now_at = _name_tables(result.room, result.plan.tables_of(one.person)) or reasons.get(one.person, NOTHING)
    now_shown = NOTHING if one.change is Change.LEFT else now_at
    return Row((name, _CHANGES[one.change], _name_tables(result.room, was_at) or NOTHING, now_shown))


def _name_tables(room: Room, tables: Sequence[str]) -> Text:
    """Return the names of the tables of a person; "" without any."""
    return data(said_list(map(partial(label_of, room), tables))) if tables else ""


def _name_in_list(result: Result, former: FormerList, one: ListChange) -> str:
    """Return the name, with the organization if others have the same name and the report shows that column."""
    if person := result.people.by_id.get(one.person):
        return label_apart(result, person)
    cells = former.people[one.person].cells
    organization = "".join(cells.get("organization", ())) if result.may_see("organization") else ""
    is_shared = organization and result.people.spelled(one.name)
    return said_joined([one.name, f"({organization})"], " ") if is_shared else one.name


def _name_type(room: Room, cell: str) -> Said:
    """Return a representative type in words, with the name of the table if it is the one at a table."""
    table, role = split_type(cell)
    return said_field(label_of(room, table), said(role)) if table else said(role)


_CHANGES = {
    Change.NEW: said("New on the list"),
    Change.LEFT: said("No longer on the list"),
    Change.SEAT: said("Seat"),
}
