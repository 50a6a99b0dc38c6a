"""Counts for the kitchen, childcare, interpreters and the door: how much of what at which table, never for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from seating.analysis.season.sessions import have_own_doors, in_order_of_time
from seating.present.languages import Words, translatable
from seating.present.settings import Settings
from seating.profiles import Duty
from seating.profiles.need_words import find_kind
from seating.profiles.person import FIELDS
from seating.report.conversation import name_in_language
from seating.report.counts import NeedCount, count_languages, count_needs, count_values, name_need
from seating.report.privacy import Audience, may_total
from seating.result import Result
from seating.wording import fold

ORDER = 112
TITLE = "Kitchen and childcare"
ABOUT = "Meals, children, interpreting and access in counts without names, for each table: for those who prepare them."
AUDIENCE = Audience.CONVENER

AGE, ADULT = frozenset({"age", "ages", "age group", "edad", "edades"}), 18
"""Folded headings of columns with ages, of which only those of children are counted; and the age of an adult."""

WITH_A_SEAT = translatable("with a seat")
"""What is said of the children whom the rows of the list bring along."""

KINDS = (
    ("food", translatable("Meals")),
    ("children", translatable("Children")),
    ("interpreting", translatable("Interpreting")),
    ("access", translatable("Access and other needs")),
)
"""What the sheet is about. Other needs are counted in one number, and the page of needs has them as written."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How many people need something."""

    what: str
    people: int


@dataclass(frozen=True, slots=True)
class Group:
    """What people need of one kind; `without` is the number of people and staff who state nothing of this kind."""

    title: str
    amounts: tuple[Amount, ...]
    without: int


@dataclass(frozen=True, slots=True)
class Line:
    """One table, with how many people and staff go there; held seats count as people.

    `interpreters` are those of the staff. `cells` are what people need, by kind, in the order of the groups.
    """

    number: int
    table: str
    when_and_where: str
    people: int
    staff: int
    interpreters: int
    features: tuple[str, ...]
    cells: tuple[tuple[Amount, ...], ...]


@dataclass(frozen=True, slots=True)
class Kitchen:
    """The groups of needs, then the tables at which somebody is expected.

    Interpreting is left out if there is nobody to interpret for: a blank in `languages` is the working language.

    `people` and `staff` count everybody with a seat. `is_season` says that people go to sessions, some to several.
    `others` are the people whose entry is about something else, such as a remark.
    `working_language` is "" if no languages are counted.
    """

    people: int
    staff: int
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    others: int
    is_season: bool
    working_language: str


def fill(result: Result, settings: Settings) -> Kitchen | None:
    """Return the counts; None if nobody has a seat."""
    if not result.room.persons:
        return None
    words = settings.words
    others: set[str] = set()
    found: dict[str, list[NeedCount]] = {kind: [] for kind, _ in KINDS}
    for count in count_needs(result, "kitchen", _list_columns(result)):
        if (kind := _find_kind(count)) is not None:
            found[kind].append(replace(count, value=name_need(count.value, words)))
        elif not count.column:
            others |= set(count.persons)
    children = {person.id: [WITH_A_SEAT] for person in result.room.people if person.is_child_of_a_party}
    found["children"] += [
        replace(one, value=words.gettext(one.value)) for one in count_values(result, "party", children)
    ]
    languages = count_languages(result) if may_total(result, "languages") else ()
    found["interpreting"] += [replace(one, value=_speaking(one.value, words)) for one in languages]
    if not found["interpreting"]:
        del found["interpreting"]
    working = result.convening.working_language if languages else ""
    return Kitchen(
        people=len(result.room.people),
        staff=len(result.room.staff),
        groups=tuple(
            Group(
                words.gettext(title),
                tuple(Amount(one.value, one.people) for one in found[kind]),
                len(result.room.persons) - len({person for one in found[kind] for person in one.persons}),
            )
            for kind, title in KINDS
            if kind in found
        ),
        lines=tuple(_lines(result, tuple(found.values()))),
        others=len(others),
        is_season=have_own_doors(result.room.tables),
        working_language=name_in_language(working, words) if working else "",
    )


def _speaking(language: str, words: Words) -> str:
    return words.gettext("speaking %(language)s", language=name_in_language(language, words))


def _list_columns(result: Result) -> Iterator[str]:
    """Yield the columns about meals, children or interpreting whose values may be counted."""
    for column in dict.fromkeys((*result.convening.counts_only, *result.people.headings)):
        if column not in FIELDS and may_total(result, column) and _kind_of_heading(column) is not None:
            yield column


def _kind_of_heading(column: str) -> str | None:
    heading = column.replace("_", " ")
    if fold(heading) in AGE:
        return "children"
    kind = find_kind(heading)
    return None if kind == "access" else kind


def _find_kind(count: NeedCount) -> str | None:
    """Return the kind of a need; None for the age of an adult, and for what is no need of these kinds."""
    if not count.column:
        return find_kind(count.value)
    if fold(count.column.replace("_", " ")) not in AGE:
        return _kind_of_heading(count.column)
    is_child = int(count.value) < ADULT if count.value.isdecimal() else find_kind(count.value) == "children"
    return "children" if is_child else None


def _lines(result: Result, kinds: Sequence[Sequence[NeedCount]]) -> Iterator[Line]:
    """Yield the tables, sessions in order of time."""
    tables = result.room.tables
    numbers = {table.id: number for number, table in enumerate(tables, start=1)}
    people, staff = result.room.members(result.plan), result.room.staff_members(result.plan)
    for table in in_order_of_time(tables) if have_own_doors(tables) else tables:
        if people[table.id] or staff[table.id]:
            yield Line(
                number=numbers[table.id],
                table=table.label,
                when_and_where=table.when_and_where,
                people=len(people[table.id]),
                staff=len(staff[table.id]),
                interpreters=sum(person.duty is Duty.INTERPRETER for person in staff[table.id]),
                features=table.features,
                cells=tuple(
                    tuple(Amount(one.value, one.tables[table.id]) for one in counts if table.id in one.tables)
                    for counts in kinds
                ),
            )
