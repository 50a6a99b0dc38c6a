"""Who was nominated on charts and by tables, by how many, and the outcome.

Only the convener sees who nominated them, and why.
"""

from __future__ import annotations

from collections.abc import Iterator

from seating.charts.nominations import Fate, find_fate, name_person
from seating.present.blocks import NOTHING, Block, Column, Figures, Row, Table, data
from seating.present.shortening import tell_unshown
from seating.report.fates import tell_fate
from seating.report.renamed_tables import label_tables
from seating.result import Result
from seating.result.meanings import list_people_meant
from seating.result.memberships import pair_members
from seating.wording import said

MOST_SHOWN = 200
"""Maximum number of lines shown; people nominated by the most others come first."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the nominations, the most frequent first; nothing if no charts were read and no table named anyone."""
    if result.nominations is None:
        return
    found = result.nominations.found
    room, plan, members = result.room, result.plan, pair_members(result)
    fates = [find_fate(name_person(one, result.people), room, plan, members) for one in found]
    unlisted = sum(one.person is None and not list_people_meant(result, one.text) for one in found)
    yield Figures(
        [
            (said("nominations"), len(found)),
            (said("followed"), fates.count(Fate.FOLLOWED)),
            (said("not the name of a person on the list"), unlisted),
        ]
    )
    titles = (
        Column(said("Who")),
        Column(said("For table")),
        Column(said("Nominated by"), is_number=True),
        Column(said("Outcome")),
    )
    labels = label_tables(result)
    rows = [
        Row(
            (
                data(one.label),
                data(labels[one.table]) if one.table in labels else NOTHING,
                one.number,
                tell_fate(result, one),
            )
        )
        for one in found[:MOST_SHOWN]
    ]
    yield Table(
        said("Nominated on charts or named as missing by tables; those named most often come first"), titles, rows
    )
    yield from tell_unshown(len(found) - MOST_SHOWN)
