"""Members of tables who are away in this round, and the table of each staff member in each round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.present.blocks import NOTHING, Block, Column, Row, Table, below, data
from seating.profiles import Person
from seating.report.labels import DUTIES
from seating.report.places import by_name, person_anchor
from seating.result import Result
from seating.wording import said, said_list

ORDER = 54
TITLE = "Members and staff"

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
        rounds = [Column(said("Round %(number)s", number=past.number)) for past in told]
        seats = (*(past.staff for past in told), result.plan.seats)
        yield Table(
            said("Where the staff sat in each round"),
            (Column(said("Name")), *rounds, Column(said("This round"))),
            [_row(result, person, seats) for person in by_name(result.room.staff)],
        )


def _list_away(result: Result) -> Iterator[Row]:
    """Yield each table's members, as of the last round, who are on the list but have no seat."""
    last = result.room.history.last
    for table in result.room.tables:
        names = last.members_of(result.room.lineage(table)) if last else frozenset()
        known = (result.people.by_id[person] for person in names if person in result.people.by_id)
        people = [p.label for p in known if p.id not in result.plan.seats and p.status.is_seated]
        if people:
            away = said_list(sorted(people, key=str.casefold))
            yield Row((data(table.label, f"#table-{table.id}"), data(away)))


def _row(result: Result, person: Person, seats: Sequence[Mapping[str, str]]) -> Row:
    tables = (data(result.room.label_of(at[person.id])) if person.id in at else NOTHING for at in seats)
    duty = person.duty.value if person.duty else ""
    name = data(person.label, f"#{person_anchor(person.id)}")
    return Row(((name, " ", below(said(duty)) if duty in DUTIES else below(duty, is_data=True)), *tables))
