"""Who carries word from which table to which, as far as others may know, and a picture of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seating.analysis.channels import Channel, find_channels
from seating.convening import Convening
from seating.report.members import awaited_memberships, find_electors
from seating.result import Result
from seating.result.naming import may_tell_links
from seating.room.plan import Room
from seating.room.tables import Table

BOX_WIDTH, BOX_HEIGHT, ROW, WIDTH = 230, 34, 46, 700
"""The size of a table in the picture, the distance between the tops of two, and the width of the picture."""

MOST_DRAWN = 24
"""Maximum number of tables on a side of the picture; with more, the lines cannot be told apart."""

MOST_CELLS = 27
"""Maximum width of a name in the picture, in cells; wide characters, such as Chinese ones, take two."""


@dataclass(frozen=True, slots=True)
class Box:
    """A table in the picture: its name, cut if it is long, and the upper left corner; `is_unheard` draws it dashed."""

    x: int
    y: int
    label: str
    is_unheard: bool


@dataclass(frozen=True, slots=True)
class ChannelPicture:
    """Tables on the left, the tables that hear them on the right, and a line for each way that word takes.

    The sizes are in units of the drawing; `lines` are the paths of the lines.
    """

    width: int
    height: int
    box_width: int
    box_height: int
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]


def list_channels(result: Result) -> tuple[Channel, ...]:
    """Return who carries word between which tables, without what follows from requirements that `may_tell_links` hides.

    What is carried by people hidden from the reader is left out, because it tells of which table they are members.
    Members who declined, or are not invited yet, carry nothing.
    """
    public = [requirement for requirement in result.requirements if may_tell_links(result, requirement)]
    awaited, people = awaited_memberships(result), result.people.by_id
    members = [(each.table, each.person, each.role) for each in awaited]
    elected_by = {
        (each.table, each.person): find_electors(result.people, result.room, people[each.person], each.table)
        for each in awaited
        if each.person not in result.plan.seats and people[each.person].duty is None
    }
    channels = [*find_channels(result.room, result.plan, members, public, elected_by)]
    for view in result.governance:
        linking = [requirement for requirement in view.requirements if may_tell_links(view, requirement)]
        channels += find_channels(view.room, view.plan, (), linking)
    return tuple(one for one in channels if one.person not in people or result.may_name(people[one.person]))


def list_targets(convening: Convening, room: Room, channels: Iterable[Channel]) -> tuple[Table, ...]:
    """Return the tables that hear others: the governance tables, then tables in the room to which word is carried."""
    hearing = {channel.target for channel in channels}
    governing = (table for table in convening.tables if not table.seats_people)
    return (*governing, *(table for table in room.tables if table.id in hearing))


def draw_channels(
    origins: Sequence[Table], targets: Sequence[Table], channels: Sequence[Channel]
) -> ChannelPicture | None:
    """Return the picture of the ways from the tables on the left to those on the right; None if it is too large.

    Parameters
    ----------
    origins, targets : sequence of Table
    channels : sequence of Channel
        Those from tables that are not among the origins are left out.
    """
    most = max(len(origins), len(targets))
    if most > MOST_DRAWN:
        return None
    left = {table.id: number * ROW + 2 for number, table in enumerate(origins)}
    right = {table.id: number * ROW + 2 for number, table in enumerate(targets)}
    heard = {channel.origin for channel in channels}
    boxes = [Box(2, left[table.id], _cut(table.label), table.id not in heard) for table in origins]
    x = WIDTH - BOX_WIDTH - 2
    boxes += [Box(x, right[table.id], _cut(table.label), False) for table in targets]
    ways = dict.fromkeys((channel.origin, channel.target) for channel in channels if channel.origin in left)
    middle = WIDTH // 2
    lines = []
    for origin, target in ways:
        start, end = left[origin] + BOX_HEIGHT // 2, right[target] + BOX_HEIGHT // 2
        lines.append(f"M{BOX_WIDTH + 2} {start}C{middle} {start} {middle} {end} {x - 6} {end}")
    return ChannelPicture(WIDTH, (most - 1) * ROW + BOX_HEIGHT + 4, BOX_WIDTH, BOX_HEIGHT, tuple(boxes), tuple(lines))


def _cut(label: str) -> str:
    """Return a name that fits into a box; a longer one ends with an ellipsis."""
    cells = 0
    for position, character in enumerate(label):
        cells += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if cells > MOST_CELLS:
            return label[: position - 1].rstrip() + "…"
    return label
