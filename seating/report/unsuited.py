"""Why no session or table fits a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from seating.convening import Convening
from seating.convening.requirements import are_on_several_days, list_bars
from seating.convening.rooms import list_tables_by_round
from seating.profiles import Person
from seating.report.sort_keys import by_name
from seating.requirements.base.kind import can_judge
from seating.room.plan import Room
from seating.wording import message, said, said_field, said_list

BARS = {
    "needs": message("does not have what they need"),
    "can_come": message("would fit, but they cannot come"),
    "declined": message("declined"),
    "for": message("is for other people"),
    "keep_from": message("is ruled out by the convening"),
}
"""What rules out a table, in words. The first two come first."""


def list_bars_in_words(
    person: Person, convening: Convening, room: Room, label: Callable[[Person], str]
) -> Iterator[str]:
    """Yield why each session or table does not fit a person: needs first, then when they can come.

    Nothing is told of the tables if the person can come to none of them.

    Parameters
    ----------
    person : Person
        One who fits no session or table.
    convening : Convening
    room : Room
    label : callable
        Returns the name of a person.
    """
    unsuited = person.attending.find_unsuited(room.round_number)
    tied = unsuited.tied if unsuited is not None else ()
    if not tied and person.is_companion and person.party is not None and person.party.id in room.listed.by_id:
        yield said_field(said("comes with"), label(room.listed.by_id[person.party.id]))
        return
    is_known = can_judge(convening.requirements)
    compared = list_tables_by_round(convening).get(room.round_number, room.tables)
    tables, asked = (compared, convening.requirements) if is_known else ((), ())
    bars = dict(list_bars(person, tables, asked, is_asked=bool(tied) or are_on_several_days(tables)))
    never_comes = set(bars.values()) == {"can_come"}
    free = person.model_copy(update={"can_come": ()})
    otherwise = list_bars(free, tables, asked, is_asked=True)
    willing = free.model_copy(update={"declined": (), "needs": ()})
    for table_id, why_not in list_bars(willing, tables, asked, is_asked=True).items():
        if bars.get(table_id) == "needs":  # a session for others is not said to lack what this person needs
            bars[table_id] = why_not
    shown = [
        table
        for table in tables
        if bars.get(table.id) in BARS and (bars[table.id] != "can_come" or table.id not in otherwise)
    ]
    order = ("needs", "can_come")
    shown.sort(key=lambda table: order.index(bars[table.id]) if bars[table.id] in order else len(order))
    for table in () if never_comes else shown:
        yield said_field(table.label, said(BARS[bars[table.id]]))
    if not is_known:
        yield said("not checked, because only the wording of the musts is saved")
    if tied:
        others = by_name(one for one in room.listed if one.id in tied)
        yield said_field(said("must share a table with"), said_list(map(label, others)))
