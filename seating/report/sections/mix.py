"""The mix of people at each table: representative types, sectors, and the columns that requirements refer to.

Held seats are left out: no one sits there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seating.present.blocks import Block, Raw, paragraph
from seating.profiles import Person, Role
from seating.profiles.heads import without_held_seats
from seating.report.charts import Slice, slices
from seating.report.places import ROLE_MARKS, column_name, sort_key
from seating.requirement import LinkRequirement, Requirement, WordedRequirement
from seating.requirements import kinds
from seating.result import Result
from seating.wording import fold, said, said_joined

ORDER = 66
TITLE = "The mix at the tables"

MOST_VALUES = 7
"""Maximum number of values with their own color; if there are more, the rarer ones are combined as "others"."""

MOST_KINDS = 20
"""A column with more distinct values than this gets no chart."""

MOST_ROWS = 40
"""With more tables than this, only those that differ most from the room are shown."""

ROLE = "representative_type"

UNKNOWN_COLUMNS = said(
    "If requirements are about other columns, such as the organization, these columns have no chart here, because the "
    "page was made from a saved round, which keeps only the sentences of requirements."
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a column: its name, its CSS class for the color, and its symbol ("" for a plain square)."""

    label: str
    color: str
    shape: str


@dataclass(frozen=True, slots=True)
class Row:
    """The bar of one table, or of the room (`table` is ""), with a text alternative and the counts."""

    label: str
    table: str
    bar: tuple[Slice, ...]
    words: str
    counts: tuple[int, ...]
    n_different: int


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart of one column; `lead` tells which tables are shown, "" if all are."""

    name: str
    anchor: str
    values: tuple[Value, ...]
    rows: tuple[Row, ...]
    room: Row
    lead: str


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the charts, representative types first; nothing if the list has none of the columns or no table."""
    for number, column in enumerate(_columns(result) if result.room.tables else (), start=1):
        if chart := _chart(result, column, number):
            yield Raw("sections/mix.html.j2", chart)
    if result.room.tables and any(_compares_unknown(one) for one in result.requirements if not result.is_private(one)):
        yield paragraph(UNKNOWN_COLUMNS, "quiet")


def _compares_unknown(requirement: Requirement) -> bool:
    """Whether a requirement counts the values of a column, of which only its sentence is known."""
    if not isinstance(requirement, WordedRequirement):
        return False
    kind = kinds().get(requirement.kind)
    return kind is not None and "of" in kind.model_fields and not issubclass(kind, LinkRequirement)


def _columns(result: Result) -> tuple[str, ...]:
    """Return the columns to chart: representative type, sector, and the `of` columns of public requirements.

    A column that names people or organizations, such as `works_for`, is no mix.
    """
    counted = [r for r in result.requirements if not (result.is_private(r) or isinstance(r, LinkRequirement))]
    asked = [getattr(r, "of", None) for r in counted]
    named = (ROLE, "sector", *(column for column in asked if isinstance(column, str)))
    return tuple(column for column in dict.fromkeys(named) if result.may_total(column))


def _chart(result: Result, column: str, number: int) -> Chart | None:
    people = without_held_seats(result.room.seated_people(result.plan))
    counted = Counter(key for person in people for key in _keys(person, column))
    labels = {key: value for person in people for key, value in _keys(person, column).items()}
    kinds = [key for key in counted if key]
    if not kinds or len(kinds) > MOST_KINDS:
        return None
    ordered = _role_keys(kinds) if column == ROLE else sorted(kinds, key=lambda k: (-counted[k], sort_key(k)))
    own = ordered if len(ordered) <= MOST_VALUES else ordered[: MOST_VALUES - 1]
    rest = [key for key in ordered if key not in own]
    groups = [[key] for key in own] + ([rest] if rest else []) + ([[""]] if counted[""] else [])
    values = tuple(_value(group, column, n, labels) for n, group in enumerate(groups))
    members = {table: without_held_seats(here) for table, here in result.room.members(result.plan).items()}
    room = _row(said("The room"), "", people, column, groups, values)
    rows = [_row(t.label, t.id, members[t.id], column, groups, values) for t in result.room.tables]
    lead: str = ""
    if len(rows) > MOST_ROWS:
        lead = said("The %(number)s tables that differ most from the room.", number=MOST_ROWS)
        rows = sorted(rows, key=lambda row: -_distance(row, room))[:MOST_ROWS]
    return Chart(column_name(column), f"mix-{number}", values, tuple(rows), room, lead)


def _keys(person: Person, column: str) -> dict[str, str]:
    """Return the spelling of each of a person's values by its folded form; a blank cell has the value ""."""
    return {fold(value): value for value in person.values(column)} or {"": ""}


def _role_keys(kinds: Sequence[str]) -> list[str]:
    return [role.value for role in (Role.DECISION_MAKER, Role.DOER, Role.DESIGNEE) if role.value in kinds]


def _value(group: Sequence[str], column: str, number: int, labels: dict[str, str]) -> Value:
    if list(group) == [""]:
        return Value(said("not stated"), "slice-blank", "")
    if len(group) > 1:
        return Value(said("others"), "slice-others", "")
    if column == ROLE:
        mark = ROLE_MARKS[Role(group[0])]
        return Value(mark.word, f"slice-{mark.shape}", mark.shape)
    return Value(labels[group[0]], f"slice-{number}", "")


def _row(
    label: str,
    table: str,
    people: Sequence[Person],
    column: str,
    groups: Sequence[Sequence[str]],
    values: Sequence[Value],
) -> Row:
    counted = Counter(key for person in people for key in _keys(person, column))
    counts = tuple(sum(counted[key] for key in group) for group in groups)
    told = said_joined(
        [said_joined([value.label, str(count)], " ") for value, count in zip(values, counts, strict=True) if count],
        ", ",
    )
    different = sum(1 for key, count in counted.items() if key and count)
    return Row(label, table, slices(counts), said_joined([label, told or "0"], ": "), counts, different)


def _distance(row: Row, room: Row) -> float:
    """Return by how many people a table's counts differ from the room's shares, summed over the values."""
    size, whole = sum(row.counts), sum(room.counts)
    return sum(
        abs(here - all_of_them * size / whole) for here, all_of_them in zip(row.counts, room.counts, strict=True)
    )
