"""Who holds which duty, who carries word from which table to which, and how well governance tables are composed.

In later rounds, the members of tables who are away and the tables of staff follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.analysis.channels import COUNTERPART, Channel, find_drawn_from, find_unheard
from seating.analysis.initiative.memberships import Membership
from seating.convening import Convening
from seating.engines.outcome import Status
from seating.groups import group_by_key
from seating.present.blocks import (
    BREAK,
    NOTHING,
    Block,
    Column,
    Heading,
    Raw,
    Row,
    Table,
    Text,
    code,
    data,
    join,
    paragraph,
    quiet,
    strong,
)
from seating.profiles import Person
from seating.report import members_away
from seating.report.claims.labels import MORE_IN, PART_OF
from seating.report.duty_names import DUTIES, as_named, duty_in_words, name_duty
from seating.report.finding_words import describe_finding
from seating.report.members import awaited_memberships, name_elected_away
from seating.report.person_names import label_apart, link_person
from seating.report.quality import list_counted
from seating.report.shown_channels import draw_channels, list_channels, list_targets
from seating.report.sort_keys import by_name
from seating.result import Judged, Result
from seating.result.memberships import has_chosen_members, is_named_member, is_suggested, list_governance_tables
from seating.result.naming import may_hide_ways
from seating.result.proof import measure_distance
from seating.room.plan import Plan, Room
from seating.room.tables import ELECTED
from seating.room.tables import Table as TableOfPeople
from seating.wording import Said, fold, name_some, said, said_field, said_joined, said_list

ORDER = 56
TITLE = "Who represents whom"

MEMBER = said("member")
"""The role of a person at a governance table who was not drawn from another table."""

MOST_LACKS = 6
"""Maximum number of findings of a requirement at governance tables; the others are counted."""

MOST_NAMED = 8
"""Maximum number of earlier holders of a duty who are named, the latest first; the others are counted."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the governance, and who is away; nothing without a governance table, a duty and an earlier round."""
    channels = list_channels(result)
    targets = list_targets(result.convening, result.room, channels)
    if targets:
        about = said(
            "Members of governance tables carry messages between these tables and the tables where they sit. "
            "Counterparts and liaisons carry messages in the same way."
        )
        yield paragraph(about, "intro")
        yield _list_bodies(result)
        for view in result.governance:
            yield from _list_verdicts(view)
        yield from _list_ways(result, targets, channels)
    yield _list_own_members(result)
    yield _list_duties(result)
    yield from members_away.list_blocks(result)


def _list_bodies(result: Result) -> Table:
    """Return the governance tables, with how many members each has and how they were found."""
    titles = (said("Governance table"), said("Members"), said("How they were found"))
    awaited, rows = awaited_memberships(result), []
    for table in result.convening.tables:
        if not table.seats_people:
            here = [one for one in awaited if one.table == table.id]
            members = {one.person for one in here}
            named = {one.person for one in here if is_named_member(result, one)}
            rows.append(
                Row((data(table.label), len(members), _describe_choice(result.convening, table, len(named)) or NOTHING))
            )
    return Table(said("Governance tables and how their members were found"), list(map(Column, titles)), rows)


def _describe_choice(convening: Convening, table: TableOfPeople, named: int) -> Said:
    """Return how the members of a governance table were found; `named` of them are those of the convening."""
    ways = []
    if table.drawn_from:
        duty = fold(table.drawn_from)
        word = name_duty(duty) if duty in DUTIES else table.drawn_from
        ways.append(said_field(said("drawn from other tables by duty"), word))
    if named:
        ways.append(said_field(said("named"), str(named)))
    if table.liaisons:
        labels = [convening.table(origin).label for origin in table.liaisons]
        ways.append(said_field(said("liaisons"), said_list(labels)))
    if table.chooses_members:
        ways.append(said("the others chosen by the program") if ways else said("chosen by the program"))
    return said_joined(ways, "; ")


def _list_verdicts(view: Result) -> Iterator[Block]:
    """Yield the requirements of a result at governance tables, unmet ones first, and what is proven of them."""
    every = sorted(view.judged, key=lambda one: (one.met, not one.is_must, -one.penalty))
    tables = said_list([table.label for table in list_governance_tables(view.room)])
    heading = (said("Requirements at"), " ", data(tables))
    yield Heading(heading)
    yield paragraph(summarize(view))
    titles = (Column(said("Requirement")), Column(said("Must or wish")), Column(said("State")))
    yield Table(heading, titles, [_describe_verdict(view, one) for one in every], repeats_heading=True)


def summarize(view: Result) -> Said:
    """Return how many requirements at governance tables are met, and what is proven."""
    counted = list_counted(view.judged)
    met = PART_OF(part=sum(one.met for one in counted), all=len(counted))
    return said_joined([said("Requirements met:"), " ", met, ". ", _prove(view)], "")


def _prove(view: Result) -> Said:
    """Return what is proven of the choice of members."""
    if not has_chosen_members(view.room):
        return said("The members were not chosen by the program, so it did not search for better ones.")
    if view.review.unmet:
        if view.status is Status.IMPOSSIBLE:
            return said("Proven: no choice of members meets all musts.")
        return said("No choice of members that meets all musts was found; there might be one.")
    if view.repair is not None and not view.repair.fewest:
        return said("Since last time, no member has been replaced.")
    if view.repair is not None:
        counted = said("Members who joined or left since last time, without those who no longer come:")
        changes = said_joined([counted, f"{view.repair.fewest:,}."], " ")
        if not view.repair.fewest_proven:
            return changes
        return said_joined([changes, said("Proven: the musts cannot be met with fewer changes.")], " ")
    if measure_distance(view).points == 0:
        return said("Proven: no choice of members is better.")
    return said("A better choice of members might exist.")


def _describe_verdict(view: Result, one: Judged) -> Row:
    binds = said("Must") if one.is_must else said("Wish")
    state = said("Met") if one.met else said("Unmet")
    shown: Text = state if one.met else strong(state)
    lines = [shown if one.applies else quiet(said("does not apply"))]
    lacks = [describe_finding(view, finding) for finding in one.verdict.findings]
    lines += [data(lack) for lack in lacks[:MOST_LACKS] if lack]
    if (left := len(lacks) - MOST_LACKS) > 0:
        lines.append(quiet(MORE_IN(number=left, file="result.json")))
    cells = ((view.sentence_of(one.requirement), " ", code(one.id)), binds, join(lines, BREAK))
    return Row(cells)


def _list_ways(result: Result, targets: Sequence[TableOfPeople], channels: Sequence[Channel]) -> Iterator[Block]:
    """Yield who carries word from each table to each of the tables that hear others, as a picture and a table."""
    if channels and (picture := draw_channels(result.room.tables, targets, channels)):
        yield Raw("sections/governance.html.j2", picture)
    if unheard := find_unheard(result.room, result.plan, channels):
        names = data(said_list([result.room.table(table).label for table in unheard]))
        title, about = said("No way to be heard"), said("No one carries messages from there to another table.")
        if may_hide_ways(result):
            title = said("No way to be heard is shown for")
            about = said(
                "Links that come from private requirements or from columns that may only be counted, and links that "
                "are not in the record, are left out."
            )
        yield paragraph((strong(title), ": ", names, ". ", about), "unheard-tables")
    titles = [Column(said("From")), *(Column((said("to"), " ", data(table.label))) for table in targets)]
    between = group_by_key(((channel.origin, channel.target), channel) for channel in channels)
    rows = []
    for table in result.room.tables:
        cells = [_describe_way(result, table, target, between) for target in targets]
        rows.append(Row((data(table.label, f"#table-{table.id}"), *cells)))
    yield Table(said("Who carries messages between which tables"), titles, rows)


def _describe_way(
    result: Result,
    origin: TableOfPeople,
    target: TableOfPeople,
    between: Mapping[tuple[str, str], Sequence[Channel]],
) -> Text:
    """Return who carries word from a table to another, with the duty they were drawn for, marked if only suggested.

    If the convening names a person with a suggested duty for the other table, this is told too.
    """
    if origin.id == target.id:
        return NOTHING
    lines: list[Text] = []
    for one in between.get((origin.id, target.id), ()):
        holds = one.role in result.duties.get(one.person, ())
        role = duty_in_words(result, one.person, one.role) if holds else _name_role(one.role)
        is_named = is_named_member(result, Membership(target.id, one.person, one.role))
        if holds and is_named and is_suggested(result, one.person, one.role):
            role = as_named(role)
        lines.append((link_person(result, one.person), " ", data(role, style="quiet")))
    return join(lines, BREAK) or quiet(said("none shown") if may_hide_ways(result) else said("no one"))


def _name_role(role: str) -> str:
    return said(role) if role in (*DUTIES, MEMBER, COUNTERPART) else role


def _list_own_members(result: Result) -> Table:
    """Return the members of governance tables who were drawn from no other table, with their seats."""
    titles = (said("Name"), said("Governance table"), said("Role"), said("Sits at"))
    rows = []
    for one in awaited_memberships(result):
        if not find_drawn_from(result.room, one.role):
            seat = result.plan.seats.get(one.person)
            at = quiet(said("no seat in this round"))
            if seat is not None:
                at = data(result.room.table(seat).label, f"#table-{seat}")
            governance = data(result.convening.table(one.table).label)
            rows.append(Row((link_person(result, one.person), governance, data(_name_role(one.role)), at)))
    return Table(
        said("Members of governance tables who were not drawn from another table"), list(map(Column, titles)), rows
    )


def _list_duties(result: Result) -> Table:
    """Return the duties at each table, in the order in which they first occur; staff are left out."""
    titles: list[Text] = [said("Table"), said("Duty"), said("Held by")]
    titles.append((said("Previously held by"), " ", quiet(said("(rounds)"))))
    away = {
        (table.id, duty): names
        for table in result.room.tables
        for duty in ELECTED
        if (names := name_elected_away(result, table, duty))
    }
    held = (duty for person in result.room.people for duty in result.duties.get(person.id, ()))
    duties = dict.fromkeys((*held, *(duty for _, duty in away)))
    rows = []
    for at, members in _members(result.room, result.plan).items():
        table = result.room.table(at)
        for duty in duties:
            holders: list[Text] = [
                _describe_holder(result, person.id, duty)
                for person in members
                if duty in result.duties.get(person.id, ())
            ]
            holders += map(data, away.get((at, duty), ()))
            if holders:
                before = _before(result, table, duty)
                place = data(table.label, f"#table-{at}")
                held_before = data(before) if before else NOTHING
                rows.append(Row((place, data(name_duty(duty)), join(holders, BREAK), held_before)))
    return Table(said("Duties at the tables"), list(map(Column, titles)), rows)


def _describe_holder(result: Result, person: str, duty: str) -> Text:
    name = link_person(result, person)
    return (name, " ", quiet(said("suggested until elected"))) if is_suggested(result, person, duty) else name


def _members(room: Room, plan: Plan) -> Mapping[str, tuple[Person, ...]]:
    return {table: tuple(by_name(members)) for table, members in room.members(plan).items()}


def _before(result: Result, table: TableOfPeople, duty: str) -> Said:
    """Return who held a duty at a table in earlier rounds, latest first; suggestions and plans are no history.

    Whoever has left the list since is told by the name on the earlier one.
    """
    former = result.former_list
    left = {} if former is None else {one: was.name for one, was in (*former.earlier.items(), *former.people.items())}
    rounds: dict[str, list[str]] = {}
    for past in (one for one in reversed(result.room.history.rounds) if not one.is_planned):
        names = table.lineage(result.room.tables, past.tables)
        for person, duties in sorted(past.duties.items()):
            has_held = {fold(one) for one in duties if (person, one) not in past.suggested}
            if past.seats.get(person) in names and fold(duty) in has_held:
                known = result.people.by_id.get(person)
                if name := left.get(person) if known is None else label_apart(result, known):
                    rounds.setdefault(name, []).insert(0, str(past.number))
    told = [f"{name} ({', '.join(numbers)})" for name, numbers in rounds.items()]
    return said_list(name_some(told, MOST_NAMED))
