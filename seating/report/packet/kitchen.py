"""Counts for the kitchen, childcare, interpreters and the door: how much of what at which table.

Only those who left the meal blank are named, if the column of meals is neither private nor only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.analysis.season.session_times import have_own_doors, in_order_of_time
from seating.groups import group_by_key
from seating.present.blocks import (
    NOTHING,
    Block,
    Column,
    Row,
    Table,
    Text,
    below,
    data,
    field,
    join,
    paragraph,
    strong,
)
from seating.profiles import Duty, People, Person
from seating.profiles.cells.values import YES
from seating.profiles.heads import Heads, count_heads, say_heads, say_in_column
from seating.profiles.needs import NeedKind, find_kind_of_column, is_age
from seating.profiles.person import FIELDS
from seating.report.claims import labels
from seating.report.counts import NeedCount, count_languages, count_needs, count_values, name_need, tell_unread
from seating.report.person_names import label_apart
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.result.cells import lacks_cells
from seating.result.readers import may_tell, may_total
from seating.room.languages import languages_of
from seating.room.plan import Plan, Room
from seating.room.tables import Table as TableOfPeople
from seating.wording import (
    fold,
    knows_language,
    language_key,
    quoted,
    said,
    said_count,
    said_field,
    said_joined,
    said_language,
    said_list,
)

ORDER = 112
TITLE = "Kitchen and childcare"
ABOUT = "Counts of meals, children, interpreting and access needs at each table, for the people who arrange them."

WITH_A_SEAT = said("with a seat")
"""What is said of the children that the rows of the list bring along."""

KINDS = (
    ("food", said("Meals")),
    ("children", said("Children")),
    ("interpreting", said("Interpreting")),
    ("access", said("Access and other needs")),
)
"""What the sheet is about. Other needs are counted in one number, and the page of needs has them as written."""


MOST_MEALS = 8
"""As many columns of meals fit beside each other on a sheet of paper."""


@dataclass(frozen=True, slots=True)
class Amount:
    """How many people need something."""

    what: str
    people: int


@dataclass(frozen=True, slots=True)
class Group:
    """What people need of one kind.

    `needing` is the number of people it counts something for. `blank` are those who left every cell blank that asks for
    it, and `other` is the number of those who wrote something else there: "none" is an answer, and so are children who
    have seats of their own. The three add up to all people and staff. The last two are None if some state it in a
    private column, which is not counted.
    """

    title: str
    amounts: tuple[Amount, ...]
    needing: int
    other: int | None
    blank: tuple[Person, ...] | None

    @property
    def without(self) -> int | None:
        """How many people left every cell blank."""
        return None if self.blank is None else len(self.blank)


@dataclass(frozen=True, slots=True)
class Line:
    """One table, with how many people and staff go there, and how many seats are held.

    `number` is 0 if the name has it. `interpreters` are those of the staff. `cells` are what people need, by kind, in
    the order of the groups.
    """

    number: int
    table: str
    when_and_where: str
    heads: Heads
    staff: int
    interpreters: int
    features: tuple[str, ...]
    cells: tuple[tuple[Amount, ...], ...]


@dataclass(frozen=True, slots=True)
class Kitchen:
    """The groups of needs, then the tables at which someone is expected.

    Interpreting is left out if there is no one to interpret for: a blank in `languages` is the working language.

    `heads` and `staff` count everyone with a seat, and the held seats. `at_several` means that some go to several
    sessions.
    `others` are the people whose entry is about something else, such as a remark.
    `uncounted` are the headings of private columns about needs.
    `working_language` is "" if no languages are counted.
    """

    heads: Heads
    staff: int
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    others: int
    uncounted: tuple[str, ...]
    at_several: bool
    working_language: str


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the counts; nothing if no one has a seat."""
    found = count_kitchen(result)
    if found is None:
        return
    about = said(
        "Give a copy only to those who cook, look after children, interpret or open the doors: "
        "where few people sit, a count can reveal who is meant."
    )
    yield paragraph(about, "intro")
    yield paragraph(_count_everybody(found))
    yield from tell_unread(result.room, result.unread)
    titles = (
        Column(said("For")),
        Column(said("What")),
        Column(said("People"), is_number=True),
        Column(said("None, or something else"), is_number=True),
        Column(said("Nothing stated"), is_number=True),
    )
    rows = [
        Row((one.title, _tell_amounts(one.amounts), one.needing, _or_uncounted(one.other), _or_uncounted(one.without)))
        for one in found.groups
    ]
    yield Table(said("How many people need what"), titles, rows, "totals")
    yield paragraph(join(_explain_counts(found), " "), "quiet")
    yield from _list_tables(found)
    yield from _list_without_meal(result, found.groups[0])


def _list_tables(found: Kitchen) -> Iterator[Block]:
    """Yield the grid of tables and meals, then the other needs at each table. Without a grid, meals are among them."""
    table = Column(said("Table"))
    expected = (Column(said("People"), is_number=True), Column(said("Staff"), is_number=True))
    meals, *others = found.groups
    has_grid = meals.other is not None and 0 < len(meals.amounts) <= MOST_MEALS
    if has_grid:
        columns = (table, *expected, *(Column(data(one.what), is_number=True) for one in meals.amounts))
        rows = list(_fill_grid(found.lines, [one.what for one in meals.amounts]))
        yield Table(said("Meals at each table"), columns, rows, "needs-by-table meals", stacks=False, is_wide=True)
    if not has_grid or any(group.amounts for group in others):
        columns = (table, *(() if has_grid else expected), *(Column(one.title) for one in found.groups[has_grid:]))
        rows = [_describe_line(line, is_below_grid=has_grid) for line in found.lines]
        yield Table(said("Needs at each table"), columns, rows, "needs-by-table", stacks=False, is_wide=True)


def _fill_grid(lines: Sequence[Line], meals: Sequence[str]) -> Iterator[Row]:
    """Yield the numbers of people, staff and meals at each table, then their totals if there are several tables."""
    served = [{one.what: one.people for one in line.cells[0]} for line in lines]
    for line, at in zip(lines, served, strict=True):
        yield Row(
            (
                _name_table(line, line.when_and_where),
                say_in_column(line.heads),
                line.staff,
                *(at.get(meal, NOTHING) for meal in meals),
            )
        )
    if len(lines) > 1:
        heads = Heads(sum(line.heads.people for line in lines), sum(line.heads.held for line in lines))
        totals = (sum(at.get(meal, 0) for at in served) for meal in meals)
        yield Row((said("Total"), say_in_column(heads), sum(line.staff for line in lines), *totals))


def _list_without_meal(result: Result, meals: Group) -> Iterator[Block]:
    """Yield who stated no meal at each table, by name if pages may tell it; nothing if most people stated none.

    A column in which most cells are blank asks who does not eat everything.
    """
    asking = _list_asking(result, "food")
    if not asking or meals.blank is None or any(lacks_cells(result.room, result.unread, one) for one in asking):
        return
    if 2 * len(meals.blank) >= len(result.room.attendees):
        return
    is_named = all(may_tell(result, one) for one in asking) and all(map(result.for_everyone.may_name, meals.blank))
    blank, rows = {person.id for person in meals.blank}, []
    attendees = result.room.attendees_at(result.plan)
    for table in _in_order(result.room):
        if here := [person for person in attendees[table.id] if person.id in blank]:
            names = join([data(label_apart(result, person)) for person in by_name(here)], ", ")
            rows.append(Row((data(table.label), names if is_named else len(here))))
    columns = (Column(said("Table")), Column(said("People"), is_number=not is_named))
    yield Table(said("No meal stated"), columns, rows, "needs-by-table", stacks=False)


def _or_uncounted(number: int | None) -> Text:
    return said("not counted") if number is None else number


def _count_everybody(found: Kitchen) -> Text:
    people = strong(say_heads(found.heads, found.staff))
    if not found.at_several:
        return (people, ".")
    return (people, ". ", said("Some of them go to several sessions and are counted at each of them below."))


def _explain_counts(found: Kitchen) -> Iterator[Text]:
    yield said("Staff are counted, and held seats are not.")
    yield said("One person can be in several counts. A blank cell is not an answer: ask, or prepare a few extra.")
    if found.working_language:
        yield said(
            "The count for a language includes the people who speak neither the working language nor their table’s "
            "language: the one stated for it or, without one, a language that everyone there speaks."
        )
    if found.uncounted:
        about = said("Private columns, not counted here (“counts_only” in the convening counts one without names)")
        yield field(about, data(said_list(map(quoted, found.uncounted))))
    if found.others:
        about = said("With an entry about something else, shown on the page “Needs and access”")
        yield field(about, labels.PEOPLE(number=found.others))


def _tell_amounts(amounts: Sequence[Amount]) -> Text:
    return join([(strong(f"{one.people:,} ×"), " ", data(one.what)) for one in amounts], ", ") or NOTHING


def _describe_line(line: Line, *, is_below_grid: bool) -> Row:
    """Return the row of a table with its needs, without what the grid above has of the table."""
    notes = []
    if line.interpreters:
        notes.append(said_field(said("interpreters"), f"{line.interpreters:,}"))
    if line.features:
        notes.append(said_joined([said("has:"), said_joined(map(said, line.features), ", ")], " "))
    name = _name_table(line, "" if is_below_grid else line.when_and_where)
    if notes:
        name = join([name, below(said_joined(notes, " · "))], " ")
    if is_below_grid:
        return Row((name, *map(_tell_amounts, line.cells[1:])))
    return Row((name, say_in_column(line.heads), line.staff, *map(_tell_amounts, line.cells)))


def _name_table(line: Line, when_and_where: str) -> Text:
    name = (str(line.number), " ", data(line.table)) if line.number else data(line.table)
    return join([name, below(when_and_where, is_data=True)] if when_and_where else [name], " ")


def count_kitchen(result: Result) -> Kitchen | None:
    """Return the counts; None if no one has a seat."""
    if not result.room.persons:
        return None
    others: set[str] = set()
    found: dict[str, list[NeedCount]] = {kind: [] for kind, _ in KINDS}
    for count in count_needs(result, "kitchen", _list_columns(result)):
        if (kind := count.kind) is not NeedKind.OTHER:
            if kind is NeedKind.INTERPRETING and count.column and knows_language(count.value):
                count = _without_speakers(result, count)
            if count.persons:
                found[kind].append(replace(count, value=_name_value(result.people, count)))
        elif not count.column:
            others |= set(count.persons)
    found["food"] = _add_up(result, found["food"])
    children = {person.id: [WITH_A_SEAT] for person in result.room.coming if person.is_child_of_a_party}
    found["children"] += [
        replace(one, value=WITH_A_SEAT) for one in count_values(result.room, result.plan, "party", children)
    ]
    languages = count_languages(result) if may_total(result, "languages") else ()
    found["interpreting"] += [replace(one, value=labels.SPEAKING(language=one.value)) for one in languages]
    if not found["interpreting"]:
        del found["interpreting"]
    working = result.convening.working_language if languages else ""
    uncounted = {column: find_kind_of_column(column) for column in _list_uncounted(result)}
    return Kitchen(
        heads=count_heads(result.room.people),
        staff=len(result.room.staff),
        groups=tuple(
            _count_group(result, kind, title, found[kind], is_whole=kind not in uncounted.values())
            for kind, title in KINDS
            if kind in found
        ),
        lines=tuple(_lines(result.room, result.plan, found)),
        others=len(others),
        uncounted=tuple(result.people.headings[column].text for column in uncounted),
        at_several=any(len(result.plan.tables_of(person.id)) > 1 for person in result.room.persons),
        working_language=working,
    )


def _without_speakers(result: Result, count: NeedCount) -> NeedCount:
    """Return the count of a language in a column about interpreting, without the people who speak it.

    If they speak the working language too, they may interpret. If not, they are counted with their language. Where
    languages are not counted, everyone stays.
    """
    room, language = result.room, language_key(count.value)
    persons = count.persons
    if result.convening.working_language and may_total(result, "languages"):
        persons = tuple(p for p in persons if language not in languages_of(room, room.persons[room.index[p]]))
    tables = Counter(table for person in persons for table in result.plan.tables_of(person))
    return replace(count, value=said_language(count.value), persons=persons, tables=tables)


def _add_up(result: Result, counts: Sequence[NeedCount]) -> list[NeedCount]:
    """Return counts in which a meal that stands in several columns is one."""
    stated = group_by_key((person, one.value) for one in counts for person in one.persons)
    return list(count_values(result.room, result.plan, "", stated))


def _count_group(result: Result, kind: str, title: str, counts: Sequence[NeedCount], *, is_whole: bool) -> Group:
    """Return what people need of a kind. Its columns ask for it or, if there are none, the column `needs`.

    `is_whole` tells whether all columns of the kind are counted.
    """
    asking = _list_asking(result, kind)
    # the age of an adult does not answer the question of another column whether they bring children
    asking = [column for column in asking if not is_age(column)] or asking
    if kind == "interpreting" and "languages" in result.people.headings and may_total(result, "languages"):
        asking.append("languages")
    counted = {person for one in counts for person in one.persons}
    left = [p for p in result.room.attendees if p.id not in counted]
    blank = [person for person in left if not any(map(person.values, asking or ["needs"]))]
    if kind == "children":  # a row that brings children along has stated it, and they are counted themselves
        blank = [person for person in blank if person.party is None or not person.party.children]
    amounts = tuple(_list_amounts(kind, [(one, one.people) for one in counts]))
    if not is_whole:
        return Group(title, amounts, len(counted), None, None)
    return Group(title, amounts, len(counted), len(left) - len(blank), tuple(blank))


def _list_columns(result: Result) -> Iterator[str]:
    """Yield the columns about needs whose values may be counted."""
    for column in dict.fromkeys((*result.convening.counts_only, *result.people.headings)):
        if column not in FIELDS and may_total(result, column) and find_kind_of_column(column) is not None:
            yield column


def _list_asking(result: Result, kind: str) -> list[str]:
    """Return the columns about one kind of need whose values may be counted."""
    return [column for column in _list_columns(result) if find_kind_of_column(column) == kind]


def _list_uncounted(result: Result) -> Iterator[str]:
    """Yield the private columns about needs in which a person with a seat has a cell."""
    for column in result.people.headings:
        is_about_needs = column not in FIELDS and find_kind_of_column(column) is not None
        is_hidden = is_about_needs and not may_total(result, column)
        if is_hidden and any(person.values(column) for person in result.room.persons):
            yield column


def _name_value(people: People, count: NeedCount) -> str:
    """Return the words for what is counted; a yes needs the heading of its column."""
    if count.column and fold(count.value) in YES and not count.value.isdecimal():
        return said_field(people.headings[count.column].text, count.value)
    return name_need(count.value)


def _list_amounts(kind: str, counts: Iterable[tuple[NeedCount, int]]) -> Iterator[Amount]:
    """Yield how many people need what; the cells of a column about children are numbers of children, or their ages."""
    plain, numbers = [], dict[int, int]()
    for one, people in counts:
        if kind != "children" or not one.column or not one.value.isdecimal():
            plain.append(Amount(one.value, people))
        elif is_age(one.column):
            plain.append(Amount(labels.AGED(years=one.value), people))
        else:
            numbers[int(one.value)] = numbers.get(int(one.value), 0) + people
    if numbers:
        total = sum(children * people for children, people in numbers.items())
        yield Amount(said_count("child", "children", total), total)
    for children, people in sorted(numbers.items()):
        yield Amount(labels.WITH_CHILDREN(number=children), people)
    yield from plain


def _in_order(room: Room) -> Sequence[TableOfPeople]:
    """Return the tables; sessions in order of time."""
    tables = room.tables
    return in_order_of_time(tables) if have_own_doors(tables) else tables


def _lines(room: Room, plan: Plan, kinds: Mapping[str, Sequence[NeedCount]]) -> Iterator[Line]:
    """Yield the tables at which someone is expected."""
    numbers = {table.id: number for number, table in enumerate(room.tables, start=1)}
    people, staff = room.members(plan), room.staff_members(plan)
    for table in _in_order(room):
        if people[table.id] or staff[table.id]:
            yield Line(
                number=0 if table.made_number == numbers[table.id] else numbers[table.id],
                table=table.label,
                when_and_where=table.when_and_where,
                heads=count_heads(people[table.id]),
                staff=len(staff[table.id]),
                interpreters=sum(person.duty is Duty.INTERPRETER for person in staff[table.id]),
                features=table.offers,
                cells=tuple(
                    tuple(_list_amounts(kind, ((n, n.tables[table.id]) for n in counts if table.id in n.tables)))
                    for kind, counts in kinds.items()
                ),
            )
