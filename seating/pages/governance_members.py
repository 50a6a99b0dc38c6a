"""The members of governance tables, and whether requirements that name these tables are met."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from seating.pages.unmet import list_conflicts, list_unmet
from seating.present.blocks import Block, Card, Lines, Text, data, join
from seating.report.claims import labels
from seating.report.members import awaited_memberships
from seating.report.person_names import named
from seating.report.sections.governance import summarize
from seating.result import Result
from seating.result.memberships import list_governance_tables, rests_on_suggestion
from seating.room.tables import Table
from seating.wording import said, said_list


def list_governance(result: Result) -> Iterator[Block]:
    """Yield the members of each governance table without seats, then what is met and unmet there.

    Tables whose members were chosen are described together, since no one is chosen for two of them.
    """
    judged = {table.id: view for view in result.governance for table in list_governance_tables(view.room)}
    inner: list[Block] = []
    for table in result.convening.tables:
        if not table.seats_people:
            inner.append(Lines([_list_members(result, table)]))
            view = judged.get(table.id)
            if view is not None and table == list_governance_tables(view.room)[-1]:
                inner += _describe(view)
    if inner:
        yield Card(said("Governance tables"), inner)


def _list_members(result: Result, table: Table) -> Text:
    """Return the members of a table by name, and how many are members only by a suggested duty."""
    members = [one for one in awaited_memberships(result) if one.table == table.id]
    names = named(result, [one.person for one in members])
    about = [labels.MEMBERS(number=len(members))]
    if suggested := sum(map(partial(rests_on_suggestion, result), members)):
        about.append(labels.SUGGESTED_MEMBERS(number=suggested))
    shown = (data(table.label), ": ", *join(about, ", "))
    return (*shown, ": ", data(names), ".") if names else (*shown, ".")


def _describe(view: Result) -> Iterator[Block]:
    """Yield how well the members fit, the unmet requirements, and conflicts with the ways out."""
    tables = said_list([table.label for table in list_governance_tables(view.room)])
    about: Text = (data(tables), ": ", summarize(view))
    yield Lines([about, *list_unmet(view)], "bullets")
    yield from list_conflicts(view)
