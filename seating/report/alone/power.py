"""Power at the tables, for the convener only: who sits with a person they depend on, and how to reduce the effect."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter

from seating.analysis.power import find_namings, gather
from seating.analysis.season.hosts import find_host_dependences
from seating.convening.relations import list_relations
from seating.present.blocks import Block, Column, Row, Span, Table, data, join, paragraph, quiet
from seating.profiles import Duty, Person
from seating.profiles.power_headings import Meaning
from seating.profiles.private_columns import relation_columns
from seating.report.counts import tell_unread
from seating.report.duty_names import MEMBERS_MEET
from seating.report.members import governance_places
from seating.report.person_names import label_apart
from seating.result import Result
from seating.result.memberships import pair_members, rests_on_suggestion
from seating.room.tables import Table as TableOfPeople
from seating.room.tables import in_order_of_numbers
from seating.wording import Said, fold, said

FACILITATOR = said(
    "Ask the facilitator to let the people in the right-hand column speak first, or ask one person in the pair to "
    "change tables."
)
NO_FACILITATOR = said(
    "Where a table has no facilitator, ask a person there who has no power over others to let the people in the "
    "right-hand column speak first, or ask one person in the pair to change tables."
)
OTHER_FACILITATOR = said(
    "A facilitator in the right-hand column leads a table where someone has power over them. Ask another person to "
    "facilitate there, or ask one person in the pair to change tables."
)
ELECT_OTHERS = said(
    "Where a table says “suggested until elected”, the two meet only if the people suggested are elected. Tell the "
    "tables that elect them."
)
ADVICE = (FACILITATOR, NO_FACILITATOR, OTHER_FACILITATOR, ELECT_OTHERS)
"""What to do at a table, by who facilitates it; who does is not asked to let themselves speak."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield who sits with whom, table by table, and the share of the initiative's home; nothing without both."""
    yield from _describe_home(result)
    power = result.convening.power
    headings = result.people.headings
    relations = list_relations(headings, power, relation_columns(result.requirements))
    if not relations:
        return
    yield paragraph(
        (said("Columns used:"), " ", *join([data(headings[one].text) for one in relations], ", "), "."), "intro"
    )
    if pair_members(result):
        yield paragraph(MEMBERS_MEET, "intro")
    yield from tell_unread(result.room, result.unread)
    tables = in_order_of_numbers(result.convening.tables)
    numbers = {table.id: number for number, table in enumerate(tables, start=1)}
    dependences: list[Row] = []
    names: list[Row] = []
    led = {table for one in result.room.persons if _facilitates(result, one) for table in result.plan.tables_of(one.id)}
    advice: set[Said] = set()
    suggested = {(one.table, one.person) for one in result.memberships if rests_on_suggestion(result, one)}
    for found in find_namings(result.room, result.plan, relations, power, tables, pair_members(result)):
        is_known = found.meaning is not Meaning.UNKNOWN
        one, other = (found.above, found.below) if is_known else (found.one, found.other)
        who = (label_apart(result, one), headings[found.relation].text, label_apart(result, other))
        is_suggested = any((found.table.id, person.id) in suggested for person in (one, other))
        row = _pair(numbers, found.table, *who, is_suggested=is_suggested)
        (dependences if is_known else names).append(row)
        if is_suggested:
            advice |= {ELECT_OTHERS}
            continue
        is_led_by_other = _facilitates(result, other) and found.table.id in result.plan.tables_of(other.id)
        what = OTHER_FACILITATOR if is_led_by_other else FACILITATOR if found.table.id in led else NO_FACILITATOR
        advice |= {what} if is_known else set()
    met = gather(result.room, result.plan, tables, pair_members(result))
    here = {table: [person for person in people if person.duty is None] for table, people in met.items()}
    hosts, named_hosts = _list_hosts(result, relations, here, numbers)
    yield from _list_dependences(dependences, advice, has_names=bool(names))
    if hosts:
        about = said(
            "People seldom speak frankly when their host is someone they depend on. Choose another host or place."
        )
        yield paragraph(about)
        yield _list_pairs(
            said("People at a table whose host they depend on"), said("Host"), said("Depends on them"), hosts
        )
    if names or named_hosts:
        about = said(
            "The columns below do not show which of the two has power. State it in the convening with power: "
            "{over: [column]} or {under: [column]}."
        )
        yield paragraph(about)
    if names:
        caption = said("People at the same table as someone named in their row")
        yield _list_pairs(caption, said("Person"), said("Person named"), names)
    if named_hosts:
        caption = said("People at a table whose host is named in their row")
        yield _list_pairs(caption, said("Person"), said("Host"), named_hosts)


def _list_hosts(
    result: Result, relations: Sequence[str], here: Mapping[str, Sequence[Person]], numbers: Mapping[str, int]
) -> tuple[list[Row], list[Row]]:
    """Return the hosts that someone depends on, and those that someone names without showing who has power."""
    certain: list[Row] = []
    unclear: list[Row] = []
    tables = in_order_of_numbers(result.convening.tables)
    for one in find_host_dependences(here, tables, result.people, relations, result.convening.power):
        host, guest = one.table.hosted_by, label_apart(result, one.person)
        column = result.people.headings[one.relation].text
        if one.is_certain:
            certain.append(_pair(numbers, one.table, host, column, guest))
        else:
            unclear.append(_pair(numbers, one.table, guest, column, host))
    return certain, unclear


def _facilitates(result: Result, person: Person) -> bool:
    """Whether a person leads the conversation at their table."""
    return person.duty is Duty.FACILITATOR or Duty.FACILITATOR.value in result.duties.get(person.id, ())


def _list_dependences(rows: Sequence[Row], advice: Collection[Said], *, has_names: bool) -> Iterator[Block]:
    """Yield the pairs, and what to do."""
    if rows:
        caption = said("People at the same table as someone they depend on")
        yield from (paragraph(text) for text in ADVICE if text in advice)
        yield _list_pairs(caption, said("Has power"), said("Depends on them"), rows)
    elif not has_names:
        about = said(
            "According to the list, no one sits with a person they depend on, and no one is a member of the "
            "same table as such a person."
        )
        yield paragraph(about)


def _pair(
    numbers: Mapping[str, int], table: TableOfPeople, one: str, relation: str, other: str, *, is_suggested: bool = False
) -> Row:
    name: tuple[str | Span, ...] = (str(numbers[table.id]), " ", data(table.label))
    if is_suggested:
        name = (*name, " ", quiet(said("suggested until elected")))
    return Row((name, data(one), data(relation), data(other)))


def _list_pairs(caption: Said, first: Said, last: Said, rows: Sequence[Row]) -> Table:
    return Table(caption, list(map(Column, (said("Table"), first, said("Column"), last))), rows)


def _describe_home(result: Result) -> Iterator[Block]:
    """Yield how much of the initiative is in the hands of the organization that is its home."""
    home = result.convening.host
    if not home:
        return
    theirs = {person.id for person in result.people.from_organization(home)}
    seated = [p.id for p in result.room.coming if p.id in result.plan.seats]
    staff = {person.id for person in result.room.staff}
    holders = [person for person, duties in result.duties.items() if person not in staff for _ in duties]
    members = [
        member.id
        for at in filter(attrgetter("table.governs"), governance_places(result))
        for member in at.members
        if member.id not in staff or result.plan.seats.get(member.id) != at.table.id  # staff who serve there are none
    ]
    hosted = [table for table in result.convening.tables if table.hosted_by]
    counts = (
        (said("People with a seat"), sum(p in theirs for p in seated), len(seated)),
        (said("Duties such as chair"), sum(p in theirs for p in holders), len(holders)),
        (said("Places at governance tables"), sum(p in theirs for p in members), len(members)),
        (said("Tables with a host"), sum(fold(t.hosted_by) == fold(home) for t in hosted), len(hosted)),
    )
    rows = [Row((what, f"{number}/{of}")) for what, number, of in counts if of]
    titles = (Column(said("Share")), Column(data(home), is_number=True))
    yield Table(said("The home organization’s share"), titles, rows, "pairs")
