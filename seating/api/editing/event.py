"""The name and the date of an event, and the tables as a number of one size, as edits of its convening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from seating.api.inputs import RoundInputs
from seating.convening.edit import Edit, Insert, Remove, Set
from seating.convening.suggestions import name_new_tables
from seating.convening.tables import MOST_TABLES, make_table_id
from seating.errors import UsageError
from seating.room.tables import MOST_SEATS, Table
from seating.wording import said, whole_number

HEAD = "head-table"
"""The id of a head table, as the guided start makes it from its name."""


@dataclass(frozen=True, slots=True)
class Event:
    """What the top of the rules shows and changes.

    Attributes
    ----------
    title, result : str
    day : str or None
        The day of the round, as 2026-12-01; None if tables have days of their own.
    number : str
        The number of tables that seat people, without a head table.
    seats : str
        The most seats of each of them; "" if they differ.
    has_head : bool
        Whether there is a head table.
    """

    title: str = ""
    result: str = ""
    day: str | None = ""
    number: str = ""
    seats: str = ""
    has_head: bool = False


def read_event(inputs: RoundInputs) -> Event:
    """Return the event as the convening states it."""
    convening, tables = inputs.convening, _list_ordinary(inputs)
    day = convening.round_plan(inputs.room.round_number).day
    sizes = {table.seats.maximum for table in tables}
    return Event(
        convening.title,
        convening.shared_result,
        None if any(table.day for table in convening.tables) else str(day or ""),
        str(len(tables)),
        str(sizes.pop() or "") if len(sizes) == 1 else "",
        any(map(_is_head, convening.tables)),
    )


def list_event_edits(inputs: RoundInputs, written: Mapping[str, Any], asked: Event, head_name: str) -> list[Edit]:
    """Return the edits that make an event what is asked.

    Parameters
    ----------
    inputs : RoundInputs
        The event as it is.
    written : mapping of str to object
        The data of the convening.
    asked : Event
    head_name : str
        What a new head table is called.

    Raises
    ------
    UsageError
        When a number cannot be read.
    """
    now, edits = read_event(inputs), list[Edit]()
    for key, old, text in (("title", now.title, asked.title), ("shared_result", now.result, asked.result)):
        if text != old:
            edits.append(Set((key,), text) if text else Remove((key,)))
    if now.day is not None and asked.day != now.day:
        edits.append(_edit_day(written, inputs.room.round_number, asked.day or ""))
    if (asked.number, asked.seats, asked.has_head) != (now.number, now.seats, now.has_head):
        edits += _list_table_edits(inputs, now, asked, head_name)
    return edits


def _list_ordinary(inputs: RoundInputs) -> list[Table]:
    return [table for table in inputs.convening.tables if table.seats_people and not _is_head(table)]


def _is_head(table: Table) -> bool:
    return HEAD in {table.id, make_table_id(table.name)}


def _edit_day(written: Mapping[str, Any], round_number: int, day: str) -> Edit:
    """Return the edit that states the day of a round; what else is stated about rounds stays."""
    rounds = [dict(one) for one in written.get("rounds") or ()]
    rounds += [{} for _ in range(round_number - len(rounds))]
    rounds[round_number - 1].pop("day", None)
    rounds[round_number - 1].update({"day": day} if day else {})
    return Set(("rounds",), rounds) if any(rounds) else Remove(("rounds",))


def _list_table_edits(inputs: RoundInputs, now: Event, asked: Event, head_name: str) -> Iterator[Edit]:
    """Yield the edits of the tables: those that stay are changed, then the last ones leave, and new ones come."""
    tables, ordinary = inputs.convening.tables, _list_ordinary(inputs)
    number, most = whole_number(asked.number), whole_number(asked.seats) if asked.seats else None
    if not number or number > MOST_TABLES or (asked.seats and not most) or (most or 0) > MOST_SEATS:
        raise UsageError(said("Write a number of tables from 1 to %(most)s.", most=f"{MOST_TABLES:,}"))
    seats = {"max": most} if most else {"max": ordinary[-1].seats.maximum or 8} if ordinary else {}
    places = [place for place, table in enumerate(tables) if table in ordinary]
    if asked.seats != now.seats and most:
        yield from (Set(("tables", place, "seats"), seats) for place in places[:number])
    leaving = places[number:] + [n for n, one in enumerate(tables) if _is_head(one) and not asked.has_head]
    yield from (Remove(("tables", place)) for place in sorted(leaving, reverse=True))
    for _, (identity, name) in zip(range(number - len(ordinary)), name_new_tables(tables), strict=False):
        yield Insert(("tables",), {"id": identity, "name": name, "seats": seats})
    if asked.has_head and not now.has_head:
        yield Insert(("tables",), {"id": HEAD, "name": head_name, "seats": seats}, before=0)
