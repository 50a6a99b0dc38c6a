"""Members of tables who are away in this round, and the table of each staff member in each round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.groups import group_by_key
from seating.present.blocks import NOTHING, Block, Column, Row, Table, below, data
from seating.profiles import Person
from seating.report.claims.labels import ROUND
from seating.report.duty_names import DUTIES
from seating.report.person_names import label_apart, person_anchor
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.room.lineage import find_successors, label_of
from seating.room.plan import Plan
from seating.wording import said, said_list

MOST_ROUNDS = 6
"""Maximum number of earlier rounds shown for staff; the latest ones are chosen."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield members who are away, and staff by round; nothing if there was no earlier round."""
    if not result.room.history:
        return
    yield Table(
        said("People who are away in this round, by the table where they last sat"),
        (Column(said("Table")), Column(said("Away"))),
        list(_list_away(result)),
    )
    told = [past for past in result.room.history.rounds if past.staff][-MOST_ROUNDS:]
    if told:
        rounds = [Column(ROUND(number=past.number)) for past in told]
        served = (*(Plan(past.staff, past.further) for past in told), result.plan)
        yield Table(
            said("Where the staff sat in each round"),
            (Column(said("Name")), *rounds, Column(said("This round"))),
            [_row(result, person, served) for person in by_name(result.room.staff)],
        )


def _list_away(result: Result) -> Iterator[Row]:
    """Yield each table's members, by the last round that each of them had, who are on the list but have no seat.

    It is not known why people who were forgotten have no seat.

    Members of a table that was split are under the name that it had.
    """
    belongs: dict[str, str] = {}
    for past in result.room.history.rounds:
        belongs |= {**past.members, **past.seats}
    members = group_by_key((table, person) for person, table in belongs.items())
    away: dict[tuple[str, str], list[str]] = {}
    for identity, heirs in find_successors(result.room).items():
        listed = result.people.on_list
        known = (listed[one] for one in members.get(identity, ()) if one in listed)
        people = [label_apart(result, p) for p in known if p.id not in result.plan.seats and p.status.is_seated]
        if people:
            now = identity if identity in result.room.table_index else heirs[0].id if len(heirs) == 1 else ""
            away.setdefault((label_of(result.room, identity), now and f"#table-{now}"), []).extend(people)
    for (label, link), people in away.items():
        yield Row((data(label, link), data(said_list(sorted(people, key=str.casefold)))))


def _row(result: Result, person: Person, served: Sequence[Plan]) -> Row:
    """Return where a member of staff sat in each round, in a season at which sessions they served."""
    each = ([label_of(result.room, table) for table in plan.tables_of(person.id)] for plan in served)
    tables = (data(said_list(labels)) if labels else NOTHING for labels in each)
    duty = person.duty.value if person.duty else ""
    name = data(label_apart(result, person), f"#{person_anchor(person.id)}")
    return Row(((name, " ", below(said(duty)) if duty in DUTIES else below(duty, is_data=True)), *tables))
