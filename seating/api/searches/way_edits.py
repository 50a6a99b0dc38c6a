"""Take a way out of a conflict: the edits of the convening that make the change that was tried."""

from __future__ import annotations

from seating.api.editing.convening_text import read_convening_text
from seating.api.inputs import RoundInputs
from seating.api.request import Request
from seating.api.searches.trials import WayChange
from seating.convening.convening_file import list_stated
from seating.convening.edit import Edit, Insert, Remove, Set
from seating.room.tables import Table


def list_way_edits(request: Request, inputs: RoundInputs, change: WayChange) -> tuple[Edit, ...] | None:
    """Return the edits of the convening that make a change; None if the convening alone cannot make it.

    That is so if people have to be invited, or if a requirement comes from the cells of the list.

    Raises
    ------
    UsageError, InputError
        As for `read_convening_text`.
    """
    plain, convening = read_convening_text(request).plain, inputs.convening
    written = plain.get("requirements")
    stated = convening.requirements[: len(written)] if isinstance(written, list) else list_stated(convening)
    place = {requirement.id: number for number, requirement in enumerate(stated)}
    usual = {r.id: r for r in convening.requirements if r.id not in place and r.is_usual(convening.tables)}
    if change.invited is not None or not change.dropped <= place.keys():
        return None
    edits: list[Edit] = []
    for identity, weight in change.softened.items():
        if identity in place:
            path = ("requirements", place[identity])
            edits.append(Set((*path, "must"), False))
            if weight != stated[place[identity]].weight:
                edits.append(Set((*path, "weight"), weight))
        elif identity in usual:
            edits.append(Insert(("requirements",), {"kind": usual[identity].kind, "must": False, "weight": weight}))
        else:
            return None
    for number, table in enumerate(convening.tables):
        if table.id in change.seats:
            edits.append(Set(("tables", number, "seats"), write_seats(table.with_more_seats(change.seats[table.id]))))
    last_first = sorted((place[identity] for identity in change.dropped), reverse=True)
    return (*edits, *(Remove(("requirements", number)) for number in last_first))


def write_seats(table: Table) -> str | int:
    """Return the seats of a table as the convening writes them."""
    low, high = table.seats.minimum, table.seats.maximum
    return high if low == high and high is not None else f"{low}-{high}"
