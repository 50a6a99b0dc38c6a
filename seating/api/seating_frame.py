"""A seating as a data frame, and as the table that a notebook shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from seating.api.data_frames import build_source
from seating.convening.schema import Convening
from seating.groups import group_by_key
from seating.present.blocks import Column, Row, Table, data, join
from seating.present.environment import render_template
from seating.present.settings import STANDARD
from seating.profiles import Person
from seating.profiles.list_rules import ListRules
from seating.profiles.reader import read_by_rules
from seating.report.sort_keys import by_name
from seating.report.spreadsheets import HEADINGS, seating_headings, seating_rows
from seating.result import Result
from seating.room.plan import Plan, Room
from seating.wording import said

if TYPE_CHECKING:
    import pandas as pd

LISTED = frozenset(HEADINGS[1:3])
"""The columns of a seating that repeat the list."""


def build_frame(result: Result) -> pd.DataFrame:
    """Return the seating, one row for each person, with the columns of `seating.csv`."""
    import pandas as pd

    return pd.DataFrame(seating_rows(result), columns=list(seating_headings(result)), dtype=str)


def extend_frame(result: Result, like: Any) -> Any:
    """Return a list as a frame of pandas or polars with the seats of its people in further columns.

    A row that stands for several people has the tables of all of them.

    Parameters
    ----------
    result : Result
    like : data frame
    """
    source = build_source(like, "like")
    persons = read_by_rules(source, _find_rules(result.convening), large=True).people
    on_row = group_by_key((one.line, one.id) for one in persons if one.line)
    headings = seating_headings(result)
    seats = {row[0]: row for row in seating_rows(result)}
    lines = range(source.rows[0].line + 1, len(source.rows) + 1)
    columns = {
        heading: [_join_cells([seats[one][at] for one in on_row.get(line, ()) if one in seats]) for line in lines]
        for at, heading in enumerate(headings)
        if at and heading not in LISTED
    }
    if hasattr(like, "assign"):
        return like.assign(**columns)
    added = type(like)(columns)
    return like.with_columns(added[heading] for heading in columns)


def _find_rules(convening: Convening) -> ListRules:
    """Return the rules by which the list of a convening was read, but for rows that are in no file."""
    return ListRules(
        vocabulary=convening.vocabulary,
        columns=convening.columns,
        parties=convening.parties if "parties" in convening.model_fields_set else None,
        corrections=convening.corrections,
        ids=convening.ids,
    )


def _join_cells(cells: Sequence[str]) -> str | None:
    """Return the different cells of the people on a row; None if no one on it has a seat."""
    return "; ".join(dict.fromkeys(filter(None, cells))) if cells else None


def list_members(room: Room, plan: Plan) -> dict[str, list[Person]]:
    """Return the people at each table by name, by the id of the table."""
    members = room.members(plan)
    return {table.id: by_name(members[table.id]) for table in room.tables}


def render_tables(result: Result) -> str:
    """Return the tables of the room with their people as HTML, without styles or scripts."""
    members = list_members(result.room, result.plan)
    rows = [
        Row((data(table.label), len(own), join([data(result.people.label_apart(one)) for one in own], ", ")))
        for table in result.room.tables
        if (own := members[table.id])
    ]
    columns = (Column(said("Table")), Column(said("People"), is_number=True), Column(said("Name")))
    caption = said("Round %(number)s", number=result.room.round_number)
    return render_template(STANDARD, "notebook.html.j2", block=Table(caption, columns, rows))
