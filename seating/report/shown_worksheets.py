"""What several pages show of a worksheet: the names in a cell, and how long a request has waited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from seating.analysis.promises import find_date
from seating.forms.cells import Named
from seating.forms.worksheets import REQUESTS, UNPLACED, Line
from seating.groups import group_by_key
from seating.present.blocks import Text, data
from seating.profiles.person import is_forgotten
from seating.result import Result
from seating.result.meanings import find_former, list_people_hinted, list_people_meant
from seating.result.readers import Audience
from seating.wording import Said, fold, said, said_list


def list_names(result: Result, names: Iterable[Named]) -> list[str]:
    """Return the names in a cell that the reader may read.

    Pages for everyone do not name people who declined or are not invited yet, because that would announce them. A name,
    or a part of one, that several people have is shown if one of them may be named. Words that name no one stand for
    people who were forgotten, on pages that are not for everyone.
    """
    shown, is_for_everyone = [], result.reader is Audience.EVERYONE
    for one in names:
        person = result.people.by_id.get(one.person or "")
        meant = list_people_hinted(result, one.text) if person is None else (person,)
        named = result.shown_persons(meant)
        is_removed = is_forgotten(fold(one.text))
        if is_removed and is_for_everyone:
            continue
        if is_removed or not meant or any(each.status.is_seated or not is_for_everyone for each in named):
            shown.append(one.label if person is None else person.label)
    return shown


def name_people(result: Result, names: Iterable[Named]) -> str:
    """Return the names that `list_names` finds as one text; "" for none."""
    shown = list_names(result, names)
    return said_list(shown) if shown else ""


def name_others(result: Result) -> dict[str, Text]:
    """Return the names of what rows and promises can be about other than the tables of today.

    Former tables come first, then `UNPLACED`, and the whole room last.
    """
    commitments = result.commitments
    former = (*result.worksheets.former, *(commitments.former if commitments is not None else ()))
    named: dict[str, Text] = {table.id: data(table.label) for table in former}
    return {**named, UNPLACED: said("Table not known"), "": said("The whole room")}


def list_by_table(result: Result, lines: Iterable[Line]) -> list[tuple[str, Text, list[Line]]]:
    """Return the rows of each table that has some, with its id and its name: first the tables of today, in their order.

    The others follow as in `name_others`. In a round that was saved, a table of today may be one that is not known.
    """
    named: dict[str, Text] = {table.id: data(table.label) for table in result.convening.tables}
    named |= name_others(result)
    found = group_by_key((line.table if line.table in named else UNPLACED, line) for line in lines)
    return [(one, name, found[one]) for one, name in named.items() if one in found]


def is_answered(line: Line) -> bool:
    """Whether a request has an answer or the day of one."""
    return bool(line["answer"]) or "answered" in line.days


def has_to_answer(result: Result, line: Line, person: str) -> bool:
    """Whether a person owns a request, or is the one who was asked; for the rest, see `is_named`."""
    cell = line.cells.get("asked of", "")
    meant = list_people_meant(result, cell) if cell else ()
    asked = [Named(cell, meant[0].id if len(meant) == 1 else None)] if cell else []
    return is_named(result, person, (*line.names["owner"], *asked))


def is_named(result: Result, person: str, names: Iterable[Named]) -> bool:
    """Whether a cell names a person: on the list, or by the id or the name that they had on an earlier list.

    A name on an earlier list is found with or without its title.
    """

    def is_meant(text: str) -> bool:
        return fold(text) == fold(person) or any(one.id == person for one in find_former(result).named(text))

    return any(one.person == person or (one.person is None and is_meant(one.text)) for one in names)


def tell_unread() -> Said:
    """Return that the requests are not known where the list was not named."""
    return said("The requests of the tables are not shown, because this page was made without the list.")


def list_waiting(result: Result) -> list[tuple[Line, int | None]]:
    """Return the requests without an answer and the days that each has waited: the oldest first, those undated last.

    The days are None if the row has no date, if the convening has neither `today` nor a day for this round, or if that
    day is before the request.
    """
    used = find_date(result.convening, result.room.round_number)
    open_ones = [line for line in result.worksheets.of(REQUESTS) if not is_answered(line)]
    open_ones.sort(key=lambda line: line.days.get("asked", date.max))
    return [(line, _count_days(line.days.get("asked"), None if used is None else used.day)) for line in open_ones]


def _count_days(asked: date | None, day: date | None) -> int | None:
    return None if asked is None or day is None or asked > day else (day - asked).days
