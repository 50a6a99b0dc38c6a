"""Each table beside the room: how many people have each value of a column that the convening compares or balances.

Held seats are left out: no one sits there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.present.blocks import NOTHING, Block, Column, Row, Table, Text, data, paragraph, quiet
from seating.profiles import Person, Role
from seating.profiles.heads import without_held_seats
from seating.report.claims.labels import PERCENT
from seating.report.column_names import column_name
from seating.report.role_marks import ROLE_MARKS
from seating.report.sort_keys import sort_key
from seating.requirements.base.kind import Requirement, WordedRequirement
from seating.result import Result
from seating.result.cells import lacks_cells
from seating.result.readers import may_tell, may_total
from seating.result.shared_requirements import list_public
from seating.room.plan import Plan, Room, as_seated
from seating.wording import fold, said

MOST_VALUES = 7
"""Maximum number of values with a column of their own; if there are more, the rarer ones are combined as "others"."""

MOST_KINDS = 20
"""A column with more distinct values than this is not counted."""

MOST_ROWS = 40
"""With more tables than this, only those that differ most from the room are shown."""

ROLE = "representative_type"

UNKNOWN_COLUMNS = said(
    "Columns that requirements balance are not counted here, because the page was made from a saved round, which keeps "
    "only the sentences of requirements."
)


@dataclass(frozen=True, slots=True)
class Counts:
    """The people at one table, or in the room (`table` is ""), and how many of them have each of the shown values."""

    label: Text
    people: int
    of_each: tuple[int, ...]
    table: str = ""


def list_counts(result: Result) -> Iterator[Block]:
    """Yield a table of counts for each column that the convening compares or balances."""
    for column in _list_columns(result):
        yield from _count_column(result, column)
    public = list_public(result, result.requirements)
    if any(isinstance(one, WordedRequirement) and one.mixes == "of" for one in public):
        yield paragraph(UNKNOWN_COLUMNS, "quiet")


def _list_columns(result: Result) -> Iterator[str]:
    """Yield the columns that the convening compares, and those that public requirements balance."""
    asked = map(_balanced_column, list_public(result, result.requirements))
    for column in dict.fromkeys((*result.convening.compare, *asked)):
        if column is not None and may_total(result, column) and not lacks_cells(result.room, result.unread, column):
            yield column


def _balanced_column(requirement: Requirement) -> str | None:
    column = getattr(requirement, "of", None) if requirement.mixes == "of" else requirement.mixes
    return column if isinstance(column, str) and column else None


def _count_column(result: Result, column: str) -> Iterator[Block]:
    """Yield the counts of a column; nothing if it has no values, or too many."""
    people = as_seated(result.room.coming, result.plan)
    counted = Counter(key for person in people for key in _keys(person, column))
    labels = {key: value for person in people for key, value in _keys(person, column).items()}
    kinds = sorted((key for key in counted if key), key=lambda key: (-counted[key], sort_key(key)))
    if not kinds or len(kinds) > MOST_KINDS:
        return
    own = kinds if len(kinds) <= MOST_VALUES else kinds[: MOST_VALUES - 1]
    rest = kinds[len(own) :]
    groups = [[key] for key in own] + ([rest] if rest else []) + ([[""]] if counted[""] else [])
    room = _count(said("The room"), people, column, groups)
    tables = _count_tables(result.room, result.plan, column, groups) if may_tell(result, column) else []
    if len(tables) > MOST_ROWS:
        tables = sorted(tables, key=lambda table: -_distance(table, room))[:MOST_ROWS]
        about = said("Only the tables that differ most from the room are shown.")
        yield paragraph(about, "intro")
    titles = [Column(said("Table")), *(Column(_name(group, column, labels), is_number=True) for group in groups)]
    caption = (column_name(column), " ", quiet(said("people at each table, and their share")))
    yield Table(caption, titles, [_show(one) for one in (room, *tables)])


def _count_tables(room: Room, plan: Plan, column: str, groups: Sequence[Sequence[str]]) -> list[Counts]:
    members = room.members(plan)
    return [
        _count(data(table.label_with(number)), without_held_seats(members[table.id]), column, groups, table.id)
        for number, table in enumerate(room.tables, start=1)
    ]


def _keys(person: Person, column: str) -> dict[str, str]:
    """Return the spelling of each of a person's values by its folded form; a blank cell has the value ""."""
    return {fold(value): value for value in person.values(column)} or {"": ""}


def _count(
    label: Text, people: Sequence[Person], column: str, groups: Sequence[Sequence[str]], table: str = ""
) -> Counts:
    """Return how many people have a value of each group; someone with several of them counts once."""
    keys = [_keys(person, column).keys() for person in people]
    return Counts(label, len(people), tuple(sum(not own.isdisjoint(group) for own in keys) for group in groups), table)


def _name(group: Sequence[str], column: str, labels: Mapping[str, str]) -> Text:
    if list(group) == [""]:
        return said("not stated")
    if len(group) > 1:
        return said("others")
    return said(ROLE_MARKS[Role(group[0])].word) if column == ROLE else data(labels[group[0]])


def _show(counts: Counts) -> Row:
    numbers = (_show_count(number, counts.people) for number in counts.of_each)
    return Row((counts.label, *numbers), table=counts.table)


def _show_count(number: int, people: int) -> Text:
    """Return a number of people, and their share in percent."""
    if not number:
        return NOTHING
    return (number, " ", quiet(PERCENT(number=round(100 * number / people))))


def _distance(table: Counts, room: Counts) -> float:
    """Return by how many people a table's counts differ from the room's shares, summed over the values."""
    return sum(
        abs(here - whole * table.people / room.people) for here, whole in zip(table.of_each, room.of_each, strict=True)
    )
