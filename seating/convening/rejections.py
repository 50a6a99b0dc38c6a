"""Problems of a convening: keys and values that its models reject, and cells of the list that do not fit it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from seating.convening.document import Document, KeyPath
from seating.convening.resolvers import table_finder
from seating.convening.rooms import reason_without_seat
from seating.errors import InvalidValueError, Note, Problem
from seating.gone import tell_gone
from seating.near_words import did_you_mean, nearest
from seating.profiles import ELSEWHERE, People, Person, Role
from seating.profiles.days import find_day, find_weekday
from seating.profiles.headings.competing_columns import STATED
from seating.profiles.headings.evidence import FEW
from seating.requirements import kinds
from seating.requirements.base.keys import as_number
from seating.requirements.base.kind import LinkRequirement, Requirement, is_about_governance, named_tables
from seating.room.tables import GOVERNANCE_KINDS, Table
from seating.wording import (
    Said,
    fold,
    listed,
    message,
    name_column,
    name_some,
    quoted,
    said,
    said_count,
    said_joined,
    said_list,
    without_accents,
)

_SLUGS = {"weight": "weight-wrong", "seats": "seats-wrong", "id": "id-wrong"}
"""The slug for an invalid value, by its key."""

_LIST_TYPES = {"tuple_type", "list_type", "too_long", "too_short"}
_MAPPING_TYPES = {"mapping_type", "dict_type", "model_type", "model_attributes_type"}
_BOOL_TYPES = {"bool_type", "bool_parsing"}
_WHOLE_TYPES = {"int_type", "int_parsing", "int_from_float", "greater_than_equal", "greater_than", "less_than_equal"}


def find_unknown_keys(
    given: Mapping[str, Any], allowed: Sequence[str], document: Document, path: KeyPath, subject: str
) -> Iterator[Problem]:
    """Yield a problem for each unknown key, with the most similar known key.

    Parameters
    ----------
    given : mapping of str to object
        The keys and values as written.
    allowed : sequence of str
        The known keys.
    document : Document
        Provides the lines.
    path : key path
        The location of the mapping in the document.
    subject : str
        The mapping in words: `table "t1"`.
    """
    for key in given:
        if key not in allowed:
            key = str(key)  # YAML and programs allow keys that are not text
            near = _meant(key, given, allowed) or _find_near_key(key, allowed)
            keys = said("The keys are %(allowed)s.", allowed=said_list(allowed))
            hint = tell_gone(key) or (did_you_mean(near) if near else keys)
            place = document.file_of((*path, key)), document.line((*path, key))
            says = said("is not a key of %(subject)s", subject=subject)
            yield Problem("key-unknown", says, *place, value=key, hint=hint)


def select_known_keys(given: Mapping[str, Any], allowed: Sequence[str]) -> dict[str, Any]:
    """Return the given values by known key; a misspelled key counts as the most similar one so its value is checked."""
    found = {key: value for key, value in given.items() if key in allowed and value is not None}
    for key, value in given.items():
        is_known = key in allowed or tell_gone(str(key)) is not None
        near = None if is_known else _meant(str(key), given, allowed)
        if near is not None and value is not None:
            found.setdefault(near, value)
    return found


def _meant(key: str, given: Mapping[str, Any], allowed: Sequence[str]) -> str | None:
    """Return the known key that is most similar to an unknown one and was not given itself."""
    return _find_near_key(key, [word for word in allowed if word not in given])


def _find_near_key(key: str, allowed: Iterable[str]) -> str | None:
    """Return the most similar key: one that begins alike, or is a part of the other. A typing error changes no more."""
    return nearest(key, [word for word in allowed if word[:1] == key[:1].lower() or key in word or word in key])


def explain_errors(
    error: ValidationError, document: Document, path: KeyPath, subject: str, example: str | None = None
) -> Iterable[Problem]:
    """Return one problem for each validation error.

    Parameters
    ----------
    error : ValidationError
    document : Document
        Provides the lines.
    path : key path
        The location of the validated data in the document.
    subject : str
        The validated data in words: `table "t1"`.
    example : str, optional
        The hint for a key that is missing or has no mapping of keys: an example, or where one is shown.
    """
    found = (_problem(detail, document, path, subject, example) for detail in error.errors(include_url=False))
    return list(dict.fromkeys(found))


def _problem(detail: ErrorDetails, document: Document, path: KeyPath, subject: str, example: str | None) -> Problem:
    loc = tuple(step for step in detail["loc"] if not (isinstance(step, str) and step.startswith("[")))
    reason = _reason(detail)
    place = (*path, *loc)
    if reason.value is not None and (*place, reason.value) in document.lines:
        place = (*place, reason.value)  # a key of a mapping that was validated as a whole
    key = next((step for step in loc if isinstance(step, str)), None)
    last = next((step for step in reversed(detail["loc"]) if isinstance(step, str)), "")
    about = said_joined((part for part in (subject, key) if part), ", ")
    slug = _SLUGS.get(last, "value-wrong")
    is_whole = not subject and len(loc) == 1  # the value of a key of the convening itself
    shaped = {"missing", "extra_forbidden", *_MAPPING_TYPES, *(_LIST_TYPES if is_whole else ())}
    if example is not None and detail["type"] in shaped:
        reason.hint = example
    return reason.problem(slug, document.file_of(place), document.line(place), about or None)


def _reason(detail: ErrorDetails) -> InvalidValueError:
    """Return the parts of the message for one validation error."""
    kind, given = detail["type"], detail["input"]
    if kind == "missing":
        key = next((step for step in reversed(detail["loc"]) if isinstance(step, str)), "")
        return InvalidValueError(said("the key `%(key)s` is missing", key=key), slug="key-missing")
    if kind == "extra_forbidden":
        outer, inner = detail["loc"][0], detail["loc"][-1]
        unknown = said("is not a key of %(subject)s", subject=outer)
        return InvalidValueError(unknown, value=str(inner), slug="key-unknown")
    if kind == "value_error":
        error = detail.get("ctx", {}).get("error")
        return error if isinstance(error, InvalidValueError) else InvalidValueError(str(error))
    if kind in _WHOLE_TYPES:
        return InvalidValueError(said("is not a whole number that is allowed here"), _bounds(detail), value=given)
    says, hint = _wanted(kind, given) or (said("is not understood (%(message)s)", message=detail["msg"]), None)
    return InvalidValueError(says, hint, value=given, slug="value-wrong")


def _wanted(kind: str, given: Any) -> tuple[str, str] | None:
    """Return the statement and the hint for a value of the wrong type; None if the type of the error is unknown."""
    if kind in _BOOL_TYPES:
        return said("is neither yes nor no"), said("Write true or false.")
    if kind == "string_type":
        is_several = isinstance(given, Mapping | list | tuple)
        return said("is not text"), said("Write only one value here.") if is_several else said("Put it in quotes.")
    if kind in _LIST_TYPES:
        return said("is not a list in the right form"), said("Write [one, another].")
    if kind in _MAPPING_TYPES:
        return said("is not a mapping"), said("Write {key: value}.")
    return None


def _bounds(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    for key, form in (
        ("ge", message("Write a whole number of at least %(number)s.")),
        ("gt", message("Write a whole number greater than %(number)s.")),
        ("le", message("Write a whole number of at most %(number)s.")),
    ):
        if key in context:
            return said(form, number=context[key])
    return said("Write a whole number, without quotes.")


def resolve_tables_in_cells(
    people: People, tables: Sequence[Table], round_days: Mapping[str, date]
) -> tuple[People, tuple[Note, ...], list[Problem]]:
    """Replace table names in cells by ids, and return notes on former names, and a problem for each unknown text.

    The columns are `pin`, `declined`, `can_come`, `chose`, and the representative type, which may name tables. In
    `can_come`, days and places are kept. What a table's `was` contains means that table. After a split it means each of
    the new ones, as if the cell named them all. What is no table's name but the focus of some means each of these.

    Parameters
    ----------
    people : People
    tables : sequence of Table
    round_days : mapping of str to date
        The days of the rounds as written, if each table has the day of its round. A day of the week means all that
        fall on it.
    """
    find_table, find_any = table_finder(tables), table_finder(tables, with_governance=True)
    former = _FormerNames(people, tables)
    checks: dict[str, Callable[[str], tuple[str, ...]]] = {
        "pin": former.finder("pin", find_table),
        "declined": former.finder("declined", find_table),
        "can_come": _find_weekdays(tables, round_days, former.finder("can_come", _place_finder(tables, round_days))),
        "chose": former.finder("chose", find_table),
    }
    find_types = former.finder("representative_type", find_any)
    persons: list[Person] = []
    problems: list[Problem] = []
    for person in people:
        found: dict[str, Any] = {}
        for column, find in checks.items():
            words: list[str] = []
            for word in person.values(column):
                try:
                    words += find(word)
                except InvalidValueError as error:
                    problems.append(_cell_problem(people, person, column, word, error))
            if tuple(words) != person.values(column):
                found[column] = tuple(dict.fromkeys(words))
        if person.types_at:
            found["types_at"], wrong = _resolve_types(people, person, find_types)
            problems += wrong
        persons.append(person.model_copy(update=found) if found else person)
    return people.with_persons(persons), former.notes(), problems


class _FormerNames:
    """Finds tables in cells by what their `was` or `focus` contains, too, and collects where `was` was needed."""

    def __init__(self, people: People, tables: Sequence[Table]) -> None:
        self._people = people
        self._heirs: dict[str, list[Table]] = {}
        self._of_focus: dict[str, list[Table]] = {}
        self._used: dict[tuple[str, str], tuple[str, list[Table]]] = {}
        for table in tables:
            for word in table.was:
                self._heirs.setdefault(fold(word), []).append(table)
            for word in table.focus if table.seats_people else ():
                self._of_focus.setdefault(fold(word), []).append(table)

    def finder(self, column: str, find: Callable[[str], str]) -> Callable[[str], tuple[str, ...]]:
        """Return a function that finds the ids of the tables for a text in a column."""

        def find_each(word: str) -> tuple[str, ...]:
            try:
                return (find(word),)
            except InvalidValueError as error:
                heirs = self._heirs.get(fold(word), [])
                meant = heirs or self._of_focus.get(fold(word), [])
                if error.slug != "table-unknown" or not meant:
                    raise
                found = tuple(find(table.id) for table in meant)
                if heirs:
                    self._used.setdefault((column, fold(word)), (word, heirs))
                return found

        return find_each

    def notes(self) -> tuple[Note, ...]:
        """Return a note for each former name in each column."""
        found = []
        for (column, _), (word, heirs) in self._used.items():
            heading = self._people.headings.get(column)
            text = said(
                "%(file)s: in column %(column)s, %(word)s is read as %(tables)s, because of `was` in the convening.",
                file=self._people.file,
                column=quoted(heading.text if heading else column),
                word=quoted(word),
                tables=said_list(table.label for table in heirs),
            )
            found.append(Note("table-former", text, column=column))
        return tuple(found)


def _tell_unseated(persons: Iterable[Person], reason: str) -> Said:
    """Return that people have no seat, and why: such as all people of one row."""
    names = [person.label for person in persons]
    return said_count(
        "%(people)s is not seated (%(reason)s)",
        "%(people)s are not seated (%(reason)s)",
        len(names),
        people=said_list(name_some(names, NAMED)),
        reason=reason,
    )


def _resolve_types(
    people: People, person: Person, find_table: Callable[[str], tuple[str, ...]]
) -> tuple[Mapping[str, Role | None], list[Problem]]:
    """Return the types of a person by the ids of tables, without those that are the usual one, and the problems."""
    usual = person.types_at[ELSEWHERE]
    found: dict[str, Role | None] = {}
    problems: list[Problem] = []
    for word, role in person.types_at.items():
        if word == ELSEWHERE:
            continue
        try:
            tables = find_table(word)
        except InvalidValueError as error:
            problems.append(_cell_problem(people, person, "representative_type", word, error))
            continue
        if any(found.setdefault(table, role) is not role for table in tables):
            says = said("is a table that already has another type in this cell")
            problems.append(people.problem(person, "representative_type", "type-at-table", says, word))
    differing = {table: role for table, role in found.items() if role is not usual}
    return {**differing, ELSEWHERE: usual} if differing else {}, problems


def keep_unknown_choices(people: People, tables: Sequence[Table]) -> tuple[People, tuple[Note, ...]]:
    """Turn `chose` and `declined` into custom columns if none of their cells names a table.

    With fewer than `FEW` filled cells, or if the convening states the meaning of the column, nothing changes;
    the cells are then reported as errors.
    """
    notes = []
    former, find_id = _FormerNames(people, tables), table_finder(tables)
    for column in ("chose", "declined"):
        find_table = former.finder(column, find_id)
        words = [word for person in people for word in person.values(column)]
        is_said = any(one.key == column and one.evidence == STATED for one in people.columns)
        if len(words) < FEW or is_said or any(_is_found(find_table, word) for word in words):
            continue
        heading = people.headings[column]
        people = _with_own(people, column)
        text = said(
            "%(file)s: column %(column)s is kept as your own column, because none of its cells names a table.",
            file=people.file,
            column=name_column(heading.text, heading.letter),
        )
        notes.append(Note("heading-own", text))
    return people, tuple(notes)


def _with_own(people: People, column: str) -> People:
    """Return the same list with a known column turned into a custom column under its heading."""
    heading = people.headings[column]
    key = heading.text.capitalize() if heading.text == column else heading.text
    persons = [
        person.model_copy(update={column: (), "own": {**person.own, key: values}})
        if (values := person.values(column))
        else person
        for person in people
    ]
    headings = {key if one == column else one: text for one, text in people.headings.items()}
    columns = tuple(replace(one, key=key, is_known=False) if one.key == column else one for one in people.columns)
    return replace(people, persons=tuple(persons), headings=headings, columns=columns)


def _is_found(find: Callable[[str], object], word: str) -> bool:
    try:
        find(word)
    except InvalidValueError as error:
        return error.slug != "table-unknown"
    return True


def find_cells_without_number(people: People, stated: Sequence[Requirement]) -> Iterator[Problem]:
    """Yield a problem for each filled cell that a requirement reads as a number but that contains none."""
    hint = said("Write a number such as 3, 2.5 or 1/3, or leave the cell blank.")
    asked = [requirement.asks_columns for requirement in stated if requirement.reads_numbers]
    for column in dict.fromkeys(column for columns in asked for column in columns):
        for person in people:
            cell = person.values(column)
            if cell and (len(cell) > 1 or as_number(cell[0]) is None):
                yield people.problem(person, column, "number-wrong", said("is not a number"), "; ".join(cell), hint)


def find_large_parties(people: People, tables: Sequence[Table], stated: Sequence[Requirement]) -> Iterator[Problem]:
    """Yield a problem for each row with more people than any table has seats.

    Nothing is reported if a requirement allows parties to be split, or if a table has no maximum.

    Parameters
    ----------
    people : People
    tables : sequence of Table
    stated : sequence of Requirement
        The requirements written in the convening or inferred.
    """
    if any(r.is_about_parties and not r.is_must for r in stated):
        return
    largest = [table.seats.maximum for table in tables if table.seats_people]
    if not largest or None in largest:
        return
    most = max(seats for seats in largest if seats is not None)
    coming = [person for person in people if person.party is not None and reason_without_seat(person) is None]
    sizes = Counter(person.party.id for person in coming if person.party is not None)
    for person in coming:
        if not person.is_companion and sizes[person.id] > most:
            says = said(
                "stands for %(sizes)s people, but the largest table has %(count)s",
                sizes=sizes[person.id],
                count=said_count("%(number)s seat", "%(number)s seats", most),
            )
            hint = said("Give a table more seats, or split the row into rows that each fit a table.")
            name = person.party.name if person.party is not None else person.name
            yield people.problem(person, "name", "party-too-large", says, name, hint)


def _cell_problem(people: People, person: Person, column: str, word: str, error: InvalidValueError) -> Problem:
    says = said("is not the id, name, day or place of a table") if column == "can_come" else said("is not a table")
    if error.slug == "table-drawn":
        says = said("is a governance table whose members sit at action tables, so no one is seated there")
    if error.slug == "table-ambiguous":
        says = said("is the name of several tables")
    return people.problem(person, column, error.slug or "table-unknown", says, word, error.hint)


def _find_weekdays(
    tables: Sequence[Table], round_days: Mapping[str, date], find_other: Callable[[str], tuple[str, ...]]
) -> Callable[[str], tuple[str, ...]]:
    """Return the function that finds the days on a day of the week, as written, and everything else with another one.

    A name of a table comes first. A day of the week on which no session falls is an answer, too, if all sessions have
    dates.
    """
    written = [table.day for table in tables if table.seats_people and table.day]
    found = {day: found.date for day in written if (found := find_day(day)) is not None}
    dates = {**{day: one for day, one in found.items() if one is not None}, **round_days}
    names = {fold(word) for table in tables for word in (table.id, table.name, table.place) if word}

    def find(word: str) -> tuple[str, ...]:
        weekday = None if fold(word) in names else find_weekday(word)
        same = tuple(day for day, one in dates.items() if one.weekday() == weekday)
        if weekday is None or not dates or (not same and None in found.values()):
            return find_other(word)
        return same or (word,)

    return find


LIMITING = frozenset(
    {
        *("not", "no", "never", "cannot", "cant", "can't", "can’t", "except", "but", "without", "other"),
        *("after", "before", "until", "till", "since", "from"),
        *("menos", "salvo", "excepto", "nunca", "sin", "antes", "despues", "hasta", "desde"),
    }
)
"""Words beside a date that mean other days than this one, folded."""


def _limits(rest: str) -> bool:
    """Whether the words beside a date mean other days."""
    return not LIMITING.isdisjoint(re.findall(r"[\w'’]+", without_accents(fold(rest))))


def _place_finder(tables: Sequence[Table], round_days: Iterable[str]) -> Callable[[str], str]:
    """Return the function that finds a day or a place, returned as written, or otherwise a table.

    A date without a table, and a word for no day at all, are also returned as written: they are answers too.
    """
    places = {fold(word): word for table in tables if table.seats_people for word in (table.day, table.place) if word}
    places |= {fold(day): day for day in round_days}
    find_table = table_finder(tables)
    days = {written: found for written in places.values() if (found := find_day(written))}

    def find(word: str) -> str:
        if fold(word) in places:
            return places[fold(word)]
        asked = find_day(word)
        is_day = asked is not None and re.search(r"\d", asked.rest) is None and not _limits(asked.rest)
        same = [written for written, day in days.items() if asked is not None and is_day and day.may_be(asked)]
        if len(same) == 1:
            return same[0]
        if fold(word) in NO_DAY or (days and is_day and not same):
            return word
        try:
            return find_table(word)
        except InvalidValueError as error:
            if error.slug != "table-unknown" or not places:
                raise
            words = [*places.values(), *(table.id for table in tables if table.seats_people)]
            near = nearest(word, words)
            known = said(
                'The days, places and tables are %(shown)s. Write "none" for a person who can come to none of them.',
                shown=listed(sorted(words)[:30]),
            )
            raise InvalidValueError(
                said("is not the id, name, day or place of a table"),
                said_joined([did_you_mean(near), known], " ") if near else known,
                value=word,
                slug="table-unknown",
            ) from None

    return find


def find_governance_problems(
    requirement: Requirement, tables: Sequence[Table], document: Document, path: KeyPath
) -> Iterator[Problem]:
    """Yield a problem if a requirement names a governance table where it means nothing, or cannot be a must."""
    named = [table for table in tables if not table.seats_people and table.id in named_tables(requirement)]
    place = document.file_of(path), document.line(path)
    subject = said('requirement "%(id)s"', id=requirement.id)
    if named and not requirement.can_govern:
        able = said_list(sorted(kind for kind, model in kinds().items() if model.can_govern))
        says = said(
            "is of kind %(kind)s and names %(id)s, whose members have no seats there",
            kind=requirement.kind,
            id=named[0].id,
        )
        hint = said("Name tables where people sit, or use another kind: %(able)s.", able=able)
        yield Problem("governance-kind", says, *place, hint=hint, subject=subject)
        return
    fixed = [table for table in named if not table.chooses_members]
    if isinstance(requirement, LinkRequirement) and not (
        is_about_governance(requirement, tables) and fixed == named
    ):  # it is decided with the seats, or with the members that are chosen
        return
    if fixed and requirement.is_must:
        how = said("drawn from other tables") if fixed[0].drawn_from else said("named")
        says = said(
            "is a must at %(id)s, but that table’s members are %(how)s, so no member can be chosen to meet it",
            id=fixed[0].id,
            how=how,
        )
        hint = said(
            "To have it checked and reported, write `must: false`. To have the members chosen, write "
            "`action_seat: yes`."
        )
        yield Problem("governance-must", says, *place, hint=hint, subject=subject)


def find_action_seat_problems(table: Table, document: Document, path: KeyPath, subject: str) -> Iterator[Problem]:
    """Yield a problem if `action_seat` contradicts the other keys of a table."""
    says, hint = "", ""
    if table.action_seat is not None and table.kind not in GOVERNANCE_KINDS and not table.drawn_from:
        says = said("is a key for governance tables only")
        hint = said("Also write `kind: governance` (or steering, leadership or data), or remove `action_seat`.")
    elif table.action_seat is False and table.drawn_from:
        says = said("is `no`, but the members drawn with `from:` sit at other tables")
        hint = said("Leave out one of the two.")
    elif table.action_seat and not table.drawn_from and not table.people and not table.seats.minimum:
        says = said("is `yes`, so the members are chosen, but the table does not state how many")
        hint = said("Write `seats: 5-7`, or name the members with `people:`.")
    if says:
        key = (*path, "action_seat")
        place = document.file_of(key), document.line(key)
        yield Problem("action-seat", says, *place, subject=said_joined([subject, "action_seat"], ", "), hint=hint)


NO_DAY = frozenset(
    {"none", "none of these", "none of them", "none of the above", "never", "no day"}
    | {"ninguna", "ninguna de estas", "ninguno", "ninguno de estos", "ninguna de las anteriores", "nunca"}
)
"""Folded answers in `can_come` of people who cannot come at all."""


NAMED = 5
"""Maximum number of cells of one column that get separate notes; the rest are only counted."""


class UnseatedReferences:
    """Collects, by column, the cells that have no effect because a person in them has no seat."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._said: dict[str, dict[tuple[int, str], dict[str, Person]]] = {}
        self._reasons: dict[str, str | None] = {}

    def _say(self, column: str, row: Person, why: str, unseated: Person | None = None) -> None:
        """Record why a cell has no effect; of people without a seat, `why` is the reason, which several can share."""
        persons = self._said.setdefault(column, {}).setdefault((row.line, why), {})
        persons |= {} if unseated is None else {unseated.id: unseated}

    def has_seat(self, column: str, row: Person, person: Person) -> bool:
        """Whether a person may be seated in some round; if not, record that the cell has no effect.

        Parameters
        ----------
        column : str
            The column of the cell.
        row : Person
            The person whose row contains the cell.
        person : Person
            The person to check: the row's own or one named in the cell.
        """
        if person.id not in self._reasons:  # many cells may name the same person
            self._reasons[person.id] = reason_without_seat(person)
        reason = self._reasons[person.id]
        if reason is not None and person.attending.find_unsuited() is None:  # a note of its own names these
            self._say(column, row, reason, person)
        return reason is None

    def of_staff(self, column: str, person: Person) -> None:
        """Record that a cell of a staff member has no effect in this column."""
        why = said(
            "%(person)s is staff (%(duty)s), and %(column)s does not apply to staff",
            person=person.label,
            duty=said(str(person.duty)),
            column=quoted(column),
        )
        self._say(column, person, why)

    def seated(self, column: str, row: Person) -> Iterator[Person]:
        """Yield the people named in a row's cell who may be seated; record the others."""
        for identity in row.values(column):
            other = self._people.by_id.get(identity)
            if other is not None and self.has_seat(column, row, other):
                yield other

    def notes(self) -> tuple[Note, ...]:
        """Return a note for each cell, and per column one note that counts the cells beyond the first few."""
        found: list[Note] = []
        for column, cells in self._said.items():
            heading = self._people.headings.get(column)
            shown = quoted(heading.text if heading else column)
            for (line, why), persons in list(cells.items())[:NAMED]:
                text = said(
                    "%(place)s: column %(column)s has no effect here: %(why)s.",
                    place=f"{self._people.file}:{line}",
                    column=shown,
                    why=_tell_unseated(persons.values(), why) if persons else why,
                )
                found.append(Note("not-seated-asks-nothing", text, column=column, unseated=tuple(persons)))
            if len(cells) > NAMED:
                more = said_count(
                    "%(number)s more cell in column %(column)s has no effect, for similar reasons.",
                    "%(number)s more cells in column %(column)s have no effect, for similar reasons.",
                    len(cells) - NAMED,
                    column=shown,
                )
                rest = list(cells.values())[NAMED:]
                unseated = tuple(dict.fromkeys(chain.from_iterable(rest))) if all(rest) else ()
                found.append(Note("not-seated-asks-nothing", more, column=column, unseated=unseated))
        return tuple(found)
