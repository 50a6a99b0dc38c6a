"""The seating as tables for a spreadsheet.

`seating.csv` and `seating.xlsx` contain everyone who has a table. `breakout-rooms.csv`, `letters.csv` (for a mail
merge) and `recruit.csv` (people to invite, in the columns of the list) are for the convener only. `write_list` makes a
workbook of the list itself.

The cells of the CSV files are made safe by `seating.forms.entries.neutral`. In the workbook every cell is stored as
text and left unchanged.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from seating.analysis.invitations import InvitationState
from seating.analysis.season.session_times import in_order_of_time
from seating.analysis.season.staffing import has_staff_plan
from seating.forms.entries import csv_bytes
from seating.present.languages import SOURCE_LANGUAGE, Words, words_in
from seating.profiles import People, Person, Status
from seating.profiles.columns import NAME_PARTS
from seating.profiles.heads import count_heads, without_held_seats
from seating.report.duty_names import duty_in_words, governance_roles
from seating.report.letter import list_people_to_meet, list_reasons
from seating.report.members import governance_places
from seating.report.named_before import list_missing
from seating.report.person_names import label_apart
from seating.report.places import MANY_TABLES, Place, Seated, member_places, type_at_seat
from seating.report.planned_seats import planned_seats
from seating.report.renamed_tables import find_numbers_before
from seating.report.shown_promises import PROMISE_STATES
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.result.cells import show_cell
from seating.result.known_rounds import count_meetings, count_rounds
from seating.result.meanings import list_people_meant
from seating.result.memberships import is_suggested
from seating.result.open_promises import find_unkept
from seating.result.readers import private_values
from seating.room.plan import Room
from seating.room.tables import Table, map_labels
from seating.wording import fold, shortened, without_marks

LONGEST_SHEET_NAME = 31

LONGEST_TITLE = 200
"""Maximum number of characters of the title in a workbook's properties."""

LONGEST_CELL = 32_767
"""Maximum number of characters in a workbook's cell; a longer text ends in an ellipsis there, but not in the CSV."""

WIDE_COLUMNS = {"name", "organization", "table_name"}

WIDE, NARROW = 28, 16
"""The widths of columns, in characters."""

CREATED = datetime(2000, 1, 1)
"""The creation date of every workbook, so that the same seating gives the same bytes."""

LETTERS = "letters.csv"

LETTER_HEADINGS = (
    *("name", "organization", "email", "table_number", "table_id", "table_name"),
    *("purpose", "place", "day", "time", "hosted_by", "duties", "title", "shared_result", "round"),
    *("promises", "governance", "rotation", "missing", "read_before", "why_here", "meet", "further_sessions"),
)

NUMBER_BEFORE = "number_before"
"""The heading of the number that someone's table had in the last round, for those whose table has another number now,
also if it was merged into another; a column that is there only if there is someone."""

MOST_IN_MATRIX = 250
"""With more people than this, the workbook has no sheet of who meets whom."""

RECRUIT = "recruit.csv"

HEADINGS = ("id", "name", "organization", "table_id", "table_name", "duties")

SUGGESTED = "suggested_duties"
"""The heading of the duties for which people are only suggested, a column that is there only if someone is."""

CHAIR = "chair"
"""The heading of the number of everyone's chair, a column that only an order around the tables has."""

TYPE_AT_TABLE = "representative_type"
"""The heading of the type at the table, a column that only a list with several types for one person has."""

FURTHER = "further_sessions"
"""The heading of the ids of further sessions, a column that only a season of sessions has."""

STAFF_HEADINGS = ("session_id", "session", "day", "time", "place", "people", "id", "name", "duties")
"""The headings of the workbook's sheet of the staff plan."""

GOVERNANCE_HEADINGS = (*HEADINGS[:5], "role", "sits_at")
"""The headings of the workbook's sheet of members of governance tables."""


def seating_csv(result: Result) -> bytes:
    """Return `seating.csv`: UTF-8 with a byte order mark, which spreadsheets need to show accents correctly."""
    return csv_bytes(seating_headings(result), seating_rows(result))


def seating_xlsx(result: Result) -> bytes:
    """Return `seating.xlsx`: everyone A to Z, a sheet per table, and any governance tables and staff plan.

    A room of more than `MANY_TABLES` tables has one sheet of all tables instead.
    If several rounds are known, another sheet shows who meets whom. Every cell is text.
    """
    return write_workbook(result.convening.title, partial(_fill, sheets=_sheets(result)))


def write_workbook(title: str, fill: Callable[[Any], None], created: datetime = CREATED) -> bytes:
    """Return a workbook with what a function writes into it. The same content gives the same bytes.

    No text becomes a formula, a link or a number.

    Parameters
    ----------
    title : str
    fill : function
        Receives the `xlsxwriter.Workbook`.
    created : datetime
    """
    import xlsxwriter  # it is read only where a workbook is written

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.set_properties({"title": shortened(without_marks(title), LONGEST_TITLE), "created": created})
    fill(workbook)
    workbook.close()
    return stream.getvalue()


def _fill(workbook: Any, sheets: Sequence[_Sheet]) -> None:
    bold = workbook.add_format({"bold": True, "bottom": 1})
    for name, content in zip(_sheet_names([sheet.label for sheet in sheets]), sheets, strict=True):
        sheet = workbook.add_worksheet(name)
        for line, row in enumerate((content.headings, *content.rows)):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, shortened(cell, LONGEST_CELL), bold if line == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(content.rows), len(content.headings) - 1)
        for column, heading in enumerate(content.headings):
            sheet.set_column(column, column, WIDE if heading in WIDE_COLUMNS else NARROW)


def seating_headings(result: Result) -> tuple[str, ...]:
    """Return the headings of `seating.csv`. Only a season in which someone goes to a further session has `FURTHER`."""
    has_suggested = any(is_suggested(result, one, duty) for one, held in result.duties.items() for duty in held)
    has_further = any(result.plan.further.values())
    has_types = any(type_at_seat(result, person) for person in result.room.persons)
    return (
        *HEADINGS,
        *([SUGGESTED] if has_suggested else ()),
        *([CHAIR] if result.chairs else ()),
        *([FURTHER] if has_further else ()),
        *([TYPE_AT_TABLE] if has_types else ()),
    )


def seating_rows(result: Result) -> list[tuple[str, ...]]:
    """Return one row per seated person, by table and then by name; the cells are those of `seating_headings`."""
    result, headings = result.for_team, seating_headings(result)
    here: dict[str, list[Person]] = {table.id: [] for table in result.room.tables}
    for person in by_name(result.room.persons):
        here[result.plan.seats[person.id]].append(person)
    organization = {p.id: show_cell(result, p, "organization") for p in result.room.persons}
    return [
        (
            *(p.id, p.label, organization[p.id], table.id, table.label, _list_duties(result, p, suggested=False)),
            *((_list_duties(result, p, suggested=True),) if SUGGESTED in headings else ()),
            *((str(result.chairs.get(p.id, "")),) if CHAIR in headings else ()),
            *(("; ".join(result.plan.further.get(p.id, ())),) if FURTHER in headings else ()),
            *((p.type_at(table.id) or "",) if TYPE_AT_TABLE in headings else ()),
        )
        for table in result.room.tables
        for p in here[table.id]
    ]


def _list_duties(result: Result, person: Person, *, suggested: bool) -> str:
    """Return the duties of a person that are only suggested, or those of staff and of people that a table elected."""
    held = result.duties.get(person.id, ())
    return "; ".join(duty for duty in held if is_suggested(result, person.id, duty) is suggested)


def has_email(room: Room) -> bool:
    """Whether any seated person has an e-mail address."""
    return any(person.email for person in room.attendees)


def breakout_csv(result: Result) -> bytes:
    """Return `breakout-rooms.csv`, for the convener only: the table and e-mail address of everyone who has one.

    In a season of sessions, a person has a row for each of their sessions.

    The address on a held seat is not that of the person who will sit there.
    """
    labels = map_labels(result.room.tables)
    order = {table.id: number for number, table in enumerate(result.room.tables)}
    found = [
        (order[table], address)
        for person in result.room.attendees
        for table in result.plan.tables_of(person.id)
        for address in private_values("breakout-rooms.csv", person, "email")
    ]
    tables = list(labels.values())
    return csv_bytes(("table", "email"), [(tables[number], email) for number, email in sorted(found)])


def letters_csv(result: Result, words: Words) -> bytes:
    """Return `letters.csv`: everyone with a seat A to Z, including people who are on no other page.

    No one who was forgotten gets a letter, and neither does a seat that is held.

    Members of governance tables who have no seat have a row too, with the first governance table as their table.
    """
    at = {person.id: place for place in member_places(result, words) for person in place.people}
    awaited = (*result.room.persons, *(result.people.by_id[person] for person in at))
    persons = by_name(without_held_seats(person for person in awaited if person.id in result.people.on_list))
    why, meet = list_reasons(result), list_people_to_meet(result, words)
    rows = [_row(result, one, at.get(one.id), why.get(one.id, ""), meet.get(one.id, ()), words) for one in persons]
    more = {
        CHAIR: {one: str(chair) for one, chair in result.chairs.items()},
        NUMBER_BEFORE: {one: str(number) for one, number in find_numbers_before(result).items()},
    }
    more = {heading: cells for heading, cells in more.items() if cells}
    added = [tuple(cells.get(person.id, "") for cells in more.values()) for person in persons]
    return csv_bytes((*LETTER_HEADINGS, *more), [(*row, *cells) for row, cells in zip(rows, added, strict=True)])


def recruit_csv(result: Result) -> bytes:
    """Return `recruit.csv`: one row per person to invite, with the wanted cells filled in and all others blank.

    The headings are those of the list, in its order; a wanted column that the list lacks comes last. If the list has a
    status, it is `invited`. The file is for the convener. Cells that a private requirement or column asks for
    are blank; only the page of missing voices shows them. A person who said yes and is not on the list has their name
    and the status confirmed.
    """
    agreed = agreed_people(result)
    wanted = result.for_team.recruit
    parts = _name_parts(result.people)
    headings = {column: heading.text for column, heading in result.people.headings.items()} or {"name": "name"}
    if parts:
        del headings["name"]
    for recruit in wanted:
        headings.update({column: column for column in recruit.who if column not in {*headings, "not"}})
    rows = []
    for own, recruit in zip(result.recruit, wanted, strict=True):
        cells = {column: value for column, value in recruit.who.items() if isinstance(value, str)}
        names = agreed.pop(fold(own.name), ())
        for name in (*names, *[""] * (recruit.people - len(names))):
            status = (Status.CONFIRMED if name else Status.INVITED).value
            told = {**_in_parts(name, parts), **({"status": status} if "status" in headings else {}), **cells}
            rows.append(tuple(told.get(column, "") for column in headings))
    for name in (name for names in agreed.values() for name in names):
        told = {**_in_parts(name, parts), "status": Status.CONFIRMED.value}
        rows.append(tuple(told.get(column, "") for column in headings))
    return csv_bytes(tuple(headings.values()), rows)


def _name_parts(people: People) -> Mapping[str, str]:
    """Return the headings of the first and the last names by these words, if the list has no column of whole names."""
    found = {one.part: one.heading for one in people.columns if one.key == "name"}
    return found if found.keys() == set(NAME_PARTS) else {}


def _in_parts(name: str, parts: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a name: one, or first and last name; the last word is the last name."""
    if not parts:
        return {"name": name}
    first, last = NAME_PARTS
    before, _, after = name.rpartition(" ")
    return {parts[first]: before or after, parts[last]: after if before else ""}


def agreed_people(result: Result) -> dict[str, tuple[str, ...]]:
    """Return the people who said yes but are not on the list, by the folded name of their perspective."""
    found: dict[str, tuple[str, ...]] = {}
    for row in result.invitations.rows if result.invitations is not None else ():
        # several people may have the name
        is_listed = row.person is not None or bool(list_people_meant(result, row.text))
        if row.state is InvitationState.YES and row.text and not is_listed:
            found[fold(row.perspective)] = (*found.get(fold(row.perspective), ()), row.text)
    return found


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of the workbook: the label from which its name is made, its headings and its rows."""

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _sheets(result: Result) -> list[_Sheet]:
    result = result.for_team
    rows, headings = {row[0]: row for row in seating_rows(result)}, seating_headings(result)
    n_duties = 2 if SUGGESTED in headings else 1
    a_to_z = tuple(rows[person.id] for person in by_name(result.room.persons))
    at: dict[str, list[tuple[str, ...]]] = {table.id: [] for table in result.room.tables}
    for person, name, organization, _, _, *others in a_to_z:
        for table in result.plan.tables_of(person):
            at[table].append((person, name, organization, *others[:n_duties]))
    at_table = (*headings[:3], *headings[5 : 5 + n_duties])
    tables = [_Sheet(t.label, at_table, tuple(at[t.id])) for t in result.room.tables]
    if len(tables) > MANY_TABLES:
        tables = [_Sheet("Tables", headings, tuple(rows.values()))]
    governance = tuple(
        (member.id, member.name, member.organization, at.table.id, at.table.label, member.role, member.sits_at)
        for at in governance_places(result, words_in(SOURCE_LANGUAGE))
        for member in at.members
        if at.table.governs or result.plan.seats.get(member.id) != at.table.id
    )
    last = [_Sheet("Governance tables", GOVERNANCE_HEADINGS, governance)] if governance else []
    if has_staff_plan(result.room):
        last.append(_Sheet("Staff plan", STAFF_HEADINGS, tuple(_staff_rows(result))))
    return [_Sheet("A–Z", headings, a_to_z), *tables, *last, *_meetings(result)]


def _meetings(result: Result) -> Iterator[_Sheet]:
    """Yield the sheet with the number of rounds that each pair of people shares a table, if several are known."""
    people = by_name(result.room.coming)
    if count_rounds(result) > 1 and 1 < len(people) <= MOST_IN_MATRIX:
        names = tuple(str(label_apart(result, one)) for one in people)
        rows = tuple(
            (
                one.id,
                name,
                *("" if one is other else str(count_meetings(result, one.id, other.id)) for other in people),
            )
            for one, name in zip(people, names, strict=True)
        )
        yield _Sheet("Who meets whom", ("id", "name", *names), rows)


def _staff_rows(result: Result) -> Iterator[tuple[str, ...]]:
    """Yield a row for each staff member at each session, in order of time; a session without staff has one row."""
    people, staff = result.room.members(result.plan), result.room.staff_members(result.plan)
    for table in in_order_of_time(result.room.tables):
        session = (table.id, table.label, table.day, table.time, table.place, str(count_heads(people[table.id]).people))
        for person in by_name(staff[table.id]):
            yield (*session, person.id, person.label, "; ".join(result.duties.get(person.id, ())))
        if people[table.id] and not staff[table.id]:
            yield (*session, "", "", "")


def _sheet_names(labels: Sequence[str]) -> list[str]:
    """Return valid, distinct sheet names: at most 31 characters, without the characters that workbooks forbid."""
    names: list[str] = []
    used: set[str] = set()
    for label in labels:
        plain = re.sub(r"[\[\]:*?/\\]", " ", without_marks(label)).replace("\t", " ").replace("\n", " ")
        plain = " ".join(plain.split()).strip("'") or "Table"
        name, number = plain[:LONGEST_SHEET_NAME].strip("' "), 1
        while fold(name) in used or fold(name) in {"", "history"}:
            number += 1
            ending = f" ({number})"
            name = plain[: LONGEST_SHEET_NAME - len(ending)].rstrip() + ending
        used.add(fold(name))
        names.append(name)
    return names


def _row(
    result: Result, person: Person, at: Place | None, why: str, meet: Iterable[Seated], words: Words
) -> tuple[str, ...]:
    """Return a person's row.

    `at` is the governance table of someone without a seat, `why` the reason for a seat, and `meet` who they can meet.
    """
    table = result.room.table(result.plan.seats[person.id]) if at is None else at.table
    number = result.room.table_index[table.id] + 1 if at is None else at.number
    return (
        words.tell(person.label),
        show_cell(result, person, "organization"),
        "; ".join(private_values(LETTERS, person, "email")),
        str(number),
        table.id,
        table.label,
        *(
            table.purpose,
            table.place,
            table.day or (result.room.day if at is None else ""),
            table.time,
            table.hosted_by,
        ),
        "; ".join(words.tell(duty_in_words(result, person.id, duty)) for duty in result.duties.get(person.id, ())),
        result.convening.title,
        result.convening.shared_result,
        str(result.room.round_number),
        "; ".join(_promises(result, person, words)),
        "; ".join(map(words.tell, governance_roles(result, person.id))),
        "; ".join(f"{one.round}: {one.number} {one.table}" for one in planned_seats(result, person.id, words)),
        "; ".join(list_missing(result, table)),
        "; ".join(one.read for one in result.convening.agenda if one.read),
        words.tell(why),
        "; ".join(f"{one.name} ({one.organization})" if one.organization else one.name for one in meet),
        "; ".join(_describe_session(result.room.table(one)) for one in result.plan.further.get(person.id, ())),
    )


def _describe_session(table: Table) -> str:
    """Return the name of a session, and when and where it is."""
    return f"{table.label} ({table.when_and_where})"


def _promises(result: Result, person: Person, words: Words) -> Iterator[str]:
    """Yield what a person promised at earlier meetings and did not keep yet."""
    for promise, state in find_unkept(result):
        if person.id in {one.person for one in promise.who}:
            about = ", ".join(filter(None, (promise.by, words.tell(PROMISE_STATES[state]))))
            yield f"{words.tell(promise.label)} ({about})"


def write_list(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook with rows of texts, of which the first has the headings. No text becomes a formula."""
    return write_workbook("", partial(_fill_list, rows=rows))


def _fill_list(workbook: Any, rows: Iterable[Sequence[str]]) -> None:
    sheet, bold = workbook.add_worksheet(), workbook.add_format({"bold": True})
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            if text:
                sheet.write_string(number, place, text, None if number else bold)
    sheet.freeze_panes(1, 1)
