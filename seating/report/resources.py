"""The resource map for pages: what there is, gaps, what is not used, and suggested needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from seating.analysis.resource_map import FOCUS, Entry, ResourceMap, Unused, build_resource_map, list_unused, needs_line
from seating.convening import Convening
from seating.forms.resources import Holder, Resources, ResourceState, list_gap_needs
from seating.present.blocks import (
    BREAK,
    NOTHING,
    Block,
    Column,
    Row,
    Span,
    Table,
    Text,
    data,
    field,
    join,
    paragraph,
)
from seating.present.shortening import tell_unshown
from seating.record.result import ResourceEntryRecord, ResourcesRecord
from seating.report.column_names import column_name
from seating.report.person_names import label_apart, name_alone
from seating.report.renamed_tables import label_tables
from seating.report.tones import Tone
from seating.report.voice_states import StateWords
from seating.result import Result
from seating.result.readers import Audience, may_tell
from seating.wording import Said, list_first, name_some, said, said_field, said_joined, said_list

MOST_COLUMNS, MOST_ROWS, MOST_ENTRIES, MOST_HOLDERS, MOST_UNUSED = 8, 40, 8, 4, 60
"""Maximum numbers of columns and rows of the map, entries of a cell, holders of an entry, and things not used."""

STATES: Mapping[ResourceState, StateWords] = {
    ResourceState.HAVE: StateWords(said("have"), Tone.GOOD, "state-heard"),
    ResourceState.PARTIAL: StateWords(said("partial"), Tone.OPEN, "state-few"),
    ResourceState.GAP: StateWords(said("gap"), Tone.BAD, "state-missing"),
    ResourceState.UNKNOWN: StateWords(said("not known"), Tone.GRAY, "state-unknown"),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line for a table in the convening, with which its gaps count as needs."""

    table: str
    line: str


def resource_map(result: Result) -> ResourceMap:
    """Return the map as the reader may see it; what people bring is left out if the assets are private.

    The team sees only shown columns next to a name, the convener all columns that are neither private
    nor only counted.
    """
    axes = result.convening.resource_map
    columns: Iterable[str] | None = None
    if result.may_see("assets"):
        columns = result.shown_columns
        if result.reader is Audience.CONVENER:
            columns = (*columns, *filter(partial(may_tell, result), result.people.headings))
    return build_resource_map(result.resources, result.room, (axes.rows, axes.columns), columns)


def list_resource_blocks(result: Result) -> Iterator[Block]:
    """Yield the resource map and its lists for the reader; nothing if there is no file of resources."""
    if result.resources is None:
        return
    found = resource_map(result)
    yield paragraph(_describe_map(result), "intro")
    if empty := _count_empty(found):  # cells about which nothing is known
        yield paragraph(field(said("Empty cells"), empty), "intro")
    yield from _draw_map(result, found)
    yield _list_lacks(found, ResourceState.GAP, said("Gaps"))
    yield from _say_how_gaps_count(result.convening)
    yield _list_lacks(found, ResourceState.UNKNOWN, said("Not known"))
    yield from _list_unused(result)


def _describe_map(result: Result) -> Said:
    """Return what is on the map: what people bring only if the reader may see it."""
    if result.may_see("assets"):
        return said(
            "What resources there are, what people bring, and who has each one. A dash means that nothing was "
            "written down, which is not the same as a gap."
        )
    return said(
        "What resources there are, and who has each one. What people bring is not shown here. A dash means that no "
        "resource was written down, which is not the same as a gap."
    )


def _draw_map(result: Result, found: ResourceMap) -> Iterator[Block]:
    """Yield the map, and how many of its rows and columns did not fit."""
    columns, rows = found.columns[:MOST_COLUMNS], found.rows[:MOST_ROWS]
    axis = result.convening.resource_map.rows
    corner = said("Focus area") if axis == FOCUS else column_name(axis)
    titles = (Column(corner), *(Column(_name_value(column)) for column in columns))
    lines = [
        Row((_name_value(row), *(_describe_cell(result, found, row, column) for column in columns))) for row in rows
    ]
    yield Table(said("Resource map"), titles, lines, "resources", is_wide=True)
    yield from tell_unshown(len(found.columns) - len(columns) + len(found.rows) - len(rows))


def _name_value(value: str) -> Span:
    return data(value or said("not stated"))


def _describe_cell(result: Result, found: ResourceMap, row: str, column: str) -> Text:
    """Return the entries of a cell. A dash asks for some, so there is none where the row or column is not stated."""
    entries = (_describe_entry(result, entry) for entry in found.entries(row, column))
    return join(list_first(entries, MOST_ENTRIES), BREAK) or (NOTHING if row and column else "")


def _describe_entry(result: Result, entry: Entry) -> Text:
    """Return one entry of a cell with those who have it; its state is not named if there simply is the resource."""
    shown = STATES[entry.state]
    state = () if entry.state is ResourceState.HAVE else (Span(shown.word, tone=shown.tone, mark=shown.shape), " ")
    who = (" (", data(_name_holders(result, entry.holders)), ")") if entry.holders else ()
    return (*state, data(entry.what, style="strong"), *who)


def _name_holders(result: Result, holders: Sequence[Holder]) -> Said:
    people = (result.people.by_id.get(one.person or "") for one in holders)
    texts = [label_apart(result, person) if person else one.text for one, person in zip(holders, people, strict=True)]
    named = zip(texts, holders, strict=True)
    names = [said_joined([text, said("(not here)")], " ") if one.is_away else text for text, one in named]
    return said_joined(name_some(names, MOST_HOLDERS), ", ")


def _list_lacks(found: ResourceMap, state: ResourceState, caption: Said) -> Table:
    """Return the entries with a state, each once with all its places in the map and who has it but is not here."""
    places: dict[str, tuple[dict[str, None], dict[str, None], dict[str, None]]] = {}
    for (row, column), entries in found.cells.items():
        for entry in entries:
            if entry.state is state:
                rows, columns, away = places.setdefault(entry.what, ({}, {}, {}))
                rows |= dict.fromkeys([row] if row else [])
                columns |= dict.fromkeys([column] if column else [])
                away |= dict.fromkeys(one.text for one in entry.holders if one.is_away)
    titles = (said("What"), said("Where"), said("Who needs it"), said("Who has it but is not here"))
    lines = [
        Row((data(what), *(data(said_list(names)) if names else NOTHING for names in found)))
        for what, found in places.items()
    ]
    return Table(caption, list(map(Column, titles)), lines)


def _say_how_gaps_count(convening: Convening) -> Iterator[Block]:
    """Yield that the gaps count as needs, if they do; the terminal offers the lines with which they would."""
    if convening.resource_map.count_gaps:
        yield paragraph(said("Gaps in a table’s focus areas count as its needs."), "intro")


def _list_unused(result: Result) -> Iterator[Block]:
    unused = list_unused_resources(result)
    labels = label_tables(result)
    titles = (said("What"), said("Who brings it"), said("Table"), said("Which table lacks it"))
    rows = []
    for one in unused[:MOST_UNUSED]:
        needed_at = said_joined([labels[table.id] for table in one.needed_at], ", ") or said("no table lacks it")
        name = name_alone(result, one.person)
        rows.append(Row((data(one.what), data(name), data(labels[one.table.id]), data(needed_at))))
    yield Table(said("Brought but not used"), list(map(Column, titles)), rows)
    yield from tell_unshown(len(unused) - MOST_UNUSED)


def list_suggestions(convening: Convening, resources: Resources | None) -> tuple[Suggestion, ...]:
    """Return the `needs` lines with which gaps would count, in table order; tables without gaps are left out."""
    if resources is None:
        return ()
    tables = convening.tables
    gaps = list_gap_needs(resources, tables)
    return tuple(Suggestion(table.id, needs_line(table, gaps[table.id])) for table in tables if table.id in gaps)


def list_unused_resources(result: Result) -> tuple[Unused, ...]:
    """Return what is brought but not used; () if no table needs anything or the assets are private."""
    if not any(table.needs for table in result.room.tables) or not result.may_see("assets"):
        return ()
    return list_unused(result.resources, result.room, result.plan)


def count_resources(result: Result) -> str:
    """Return what there is and what is missing as one line for the terminal; "" without a file of resources."""
    if result.resources is None:
        return ""
    found = result.resources.found
    number = {state: sum(1 for one in found if one.state is state) for state in ResourceState}
    parts = (
        (said("Resources"), len(found)),
        (said("gaps"), number[ResourceState.GAP]),
        (said("unknown"), number[ResourceState.UNKNOWN]),
        (said("brought but not used"), len(list_unused_resources(result))),
    )
    return said_joined((said_field(name, f"{count:,}") for name, count in parts), "; ")


def _count_empty(found: ResourceMap) -> int:
    pairs = ((row, column) for row in found.rows for column in found.columns if row and column)
    return sum(1 for row, column in pairs if not found.entries(row, column))


def resources_record(result: Result) -> ResourcesRecord | None:
    """Return the record of the resource map; None without a file of resources."""
    if result.resources is None:
        return None
    axes, found = result.convening.resource_map, resource_map(result)
    entries = [
        ResourceEntryRecord.of(entry, row=row, column=column)
        for row in found.rows
        for column in found.columns
        for entry in found.entries(row, column)
    ]
    gaps, unused = list_gap_needs(result.resources, result.convening.tables), list_unused_resources(result)
    return ResourcesRecord.of(axes, entries=entries, gap_needs=gaps, unused=unused)
