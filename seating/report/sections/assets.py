"""What people bring, by focus area; what is missing at tables, and who could bring it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.analysis.assets import Lender, Need, list_assets, list_needs
from seating.present.blocks import NOTHING, Block, Column, Row, Table, Text, data, join, paragraph
from seating.present.shortening import tell_unshown
from seating.profiles import Person, Who
from seating.report.places import column_name, sort_key
from seating.result import Result
from seating.wording import Said, fold, said, said_count, said_joined, squashed

ORDER = 63
TITLE = "What people bring"

TYPE = "entrepreneurtype"
"""The squashed name of the column of entrepreneur types."""

MOST_ROWS, MOST_GROUPS = 60, 10


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield what people bring; nothing if no one states assets or they are private."""
    if result.may_see("assets") and any(person.assets for person in result.room.coming):
        yield paragraph(said("How many people bring something of each kind. A dash means no one."), "intro")
        yield from _list_assets(result)
        yield from _list_needs(result)


def _list_assets(result: Result) -> Iterator[Block]:
    """Yield the number of people who bring something, by focus area, entrepreneur type and asset group."""
    named = (heading for heading in result.people.headings if squashed(heading) == TYPE)
    column = next((heading for heading in named if result.may_total(heading)), None)
    found = list_assets(result.room, column, may_read_interests=result.may_see("interests"))
    sizes: dict[str, set[str]] = {}
    for row in found.values():
        for group, members in row.items():
            sizes.setdefault(group, set()).update(person.id for person in members)
    groups = sorted(sizes, key=lambda group: (group == "", -len(sizes[group]), group))[:MOST_GROUPS]
    ungrouped = said("People") if groups == [""] else said("other")
    titles = [
        Column(said("Focus area")),
        *([Column(column_name(column))] if column else []),
        *(Column(data(group) if group else ungrouped, is_number=True) for group in groups),
    ]
    keys = sorted(
        (key for key in found if found[key]), key=lambda key: (not key[0], sort_key(key[0]), sort_key(key[1]))
    )
    rows = []
    for area, value in keys[:MOST_ROWS]:
        counts = [len(found[area, value].get(group, ())) or NOTHING for group in groups]
        rows.append(Row((_stated(area), *([_stated(value)] if column else []), *counts)))
    yield Table(said("Assets by focus area"), titles, rows)
    yield from tell_unshown(len(keys) - MOST_ROWS)


def _stated(value: str) -> Text:
    return data(value) if value else said("not stated")


def _list_needs(result: Result) -> Iterator[Block]:
    """Yield the needs that are unmet at tables, and those that are met more often than necessary."""
    robust = (one.at for one in result.requirements if one.asks_for_needs and one.robust)
    needs = list_needs(result.room, result.plan, {t.id for at in robust for t in result.room.tables_at(at)})
    is_least_told = any(need.surplus and need.least > 1 for need in needs)
    numbers = {table.id: number for number, table in enumerate(result.room.tables, start=1)}
    brought = {fold(t) for person in result.room.coming for one in person.assets for t in (one.word, str(one))}
    staff = [person for person in result.shown_persons(result.room.staff) if person.assets]
    lacks, surpluses = [], []
    for need in needs:
        start = (said_joined([str(numbers[need.table.id]), need.table.label], " "), need.need)
        if not need.people:
            named = [_describe_lender(lender, numbers) for lender in need.lenders] or _describe_staff(need, staff)
            more = [said_count("and %(number)s more", "and %(number)s more", n) for n in [need.more_lenders] if n]
            who = join((*map(data, named), *more), "; ")
            spared = said("no one in the room can be spared")
            nobody = spared if fold(need.need) in brought else said("no one in the room brings it")
            lacks.append(Row((*map(data, start), who or nobody)))
        if need.surplus:
            least = (need.least,) if is_least_told else ()
            surpluses.append(Row((*map(data, start), *least, join([data(one.label) for one in need.people], ", "))))
    table, what = Column(said("Table")), Column(said("What"))
    about = said("What tables need but no participant there brings")
    yield Table(about, (table, what, Column(said("Who could bring it"))), lacks)
    about = said("What tables have more of than they need")
    titles = [table, what, Column(said("Who brings it (one of them is needed)"))]
    if is_least_told:
        titles[2:] = [Column(said("Needed"), is_number=True), Column(said("Who brings it"))]
    yield Table(about, titles, surpluses)


def _describe_staff(need: Need, staff: Sequence[Person]) -> list[Said]:
    """Return the staff who bring what a table needs; they are no participants of a table and meet no need there."""
    bring = Who.model_validate({"assets": need.need})
    return [said("%(name)s, on staff", name=person.label) for person in staff if bring.matches(person)]


def _describe_lender(lender: Lender, numbers: Mapping[str, int]) -> Said:
    told = {"name": lender.person.label, "table": lender.table.label_with(numbers[lender.table.id])}
    if lender.is_spare:
        return said("%(name)s from %(table)s, which has more than it needs", **told)
    return said("%(name)s from %(table)s, which does not need this", **told)
