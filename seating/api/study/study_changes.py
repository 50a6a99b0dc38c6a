"""What a case changes: edits of the convening, and the people who come or stay away."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from seating.analysis.arrivals import AWAY
from seating.analysis.attendance.absences import is_uncertain, read_chance
from seating.analysis.table_demand import compute_demand
from seating.api.editing.convening_edits import list_entries, list_needed_edits, name_requirements
from seating.api.editing.convening_text import ConveningText, read_convening_text
from seating.api.inputs import RoundInputs, read_inputs, read_list, read_rounds, read_rules
from seating.api.request import Request
from seating.api.study.variation import Factor, Variation
from seating.convening.convening_file import ListRules
from seating.convening.document import KeyPath
from seating.convening.edit import Edit, Insert, Remove, Set, apply_edits
from seating.convening.formats import Document
from seating.convening.rooms import reason_without_seat
from seating.convening.schema import WRITTEN_KEYS
from seating.convening.tables import MOST_TABLES
from seating.errors import InputError, Miss, Problem, UsageError
from seating.near_words import ask_near
from seating.profiles import Attendance, People, Person, Status
from seating.profiles.columns import TABLE_COLUMNS
from seating.profiles.reader import Reading
from seating.tables import Table
from seating.wording import fold, listed

ON, OFF, MUST = "on", "off", "must"

NO_TABLE = "none"
"""What stands in `can_come` for no table and no day."""

PLAIN = ("tables", "seats", "date", "without", "with", "absences")
"""Factors that are no path in the convening."""


@dataclass
class Changes:
    """What a case changes.

    Attributes
    ----------
    edits : list of Edit
        Edits of the convening that set values.
    removed : set of key path
        Tables and requirements that the case leaves out.
    added : list of Insert
    counted : dict
        Keys of tables that the convening only counts: their number, their seats.
    common : dict
        Keys that every table gets, also those in `added`.
    out, included : set of str
        Ids of people who stay away, and of people who come although the list states otherwise.
    is_drawn : bool
        Whether chance decides who stays away.
    seed : int
    """

    edits: list[Edit] = field(default_factory=list)
    removed: set[KeyPath] = field(default_factory=set)
    added: list[Insert] = field(default_factory=list)
    counted: dict[str, Any] = field(default_factory=dict)
    common: dict[str, Any] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)
    included: set[str] = field(default_factory=set)
    is_drawn: bool = False
    seed: int = 0

    def listed(self, *, with_requirements: bool = True) -> tuple[Edit, ...]:
        """Return the edits in an order in which every path means what it means in the convening as it is.

        Parameters
        ----------
        with_requirements : bool
            Whether edits of requirements are included. Without them, all cases are judged by the same requirements.
        """
        removals = sorted(self.removed, key=lambda path: (str(path[0]), path[-1]), reverse=True)
        counted = [Set(("tables",), self.counted)] if self.counted else []
        added = [replace(one, value={**one.value, **self.common}) for one in self.added]
        every = (*counted, *self.edits, *(Remove(path) for path in removals), *added)
        return tuple(edit for edit in every if with_requirements or edit.path[0] != "requirements")


@dataclass(frozen=True)
class Base:
    """The list and the convening as they are, which every case changes.

    Attributes
    ----------
    request : Request
    text : ConveningText
    rules : ListRules
        How the list is read.
    listed : Reading
        The list. Dates among which a study chooses are taken out of `can_come`.
    inputs : RoundInputs
        The round that is seated, as it is without changes.
    choices : tuple of str
        The dates among which a study chooses.
    dates : mapping of person id to set of str
        The folded dates to which people said that they can come; only people who named some.
    tables, requirements : tuple of mapping
        As the convening states them; () for tables that are only counted.
    """

    request: Request
    text: ConveningText
    rules: ListRules
    listed: Reading
    inputs: RoundInputs
    choices: tuple[str, ...]
    dates: Mapping[str, frozenset[str]]
    tables: tuple[Mapping[str, Any], ...]
    requirements: tuple[Mapping[str, Any], ...]
    _needed: dict[frozenset[str], list[Set]] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The ids of the requirements as stated."""
        return name_requirements(self.requirements)

    @cached_property
    def at(self) -> Mapping[str, int]:
        """The place of each stated table where people sit, by id, in their order."""
        tables = self.inputs.convening.tables
        seated = {table.id for table in tables if table.seats_people}
        return {table.id: n for n, table in enumerate(tables) if table.id in seated and n < len(self.tables)}

    @property
    def keys(self) -> tuple[str, ...]:
        """Everything that can vary, for hints."""
        return (*PLAIN, *self.names, *(f"tables.{table}" for table in self.at), *WRITTEN_KEYS)

    def document(self, edits: tuple[Edit, ...]) -> Document:
        """Return the convening with its data after these edits. Its text is not written."""
        keys = frozenset(str(edit.path[0]) for edit in edits)
        if keys not in self._needed:
            self._needed[keys] = list_needed_edits(self.request, self.text, edits)
        plain = apply_edits(self.text.plain, [*self._needed[keys], *edits])
        return replace(self.text.document(), plain=plain)


def open_base(request: Request, variation: Variation) -> Base:
    """Return the list and the convening that a study changes.

    Raises
    ------
    UsageError
        When the convening is not a YAML file, or the list is standard input.
    InputError
        With the errors in the list or the convening, or in what varies.
    """
    if str(request.people) == "-":
        raise UsageError("A study reads the list again when it goes on. Give the list as a file, not as -.")
    rules = read_rules(request)
    choices = next((factor.values for factor in variation.factors if factor.key == "date"), ())
    listed, dates = _take_dates(read_list(request, rules), choices)
    inputs = read_rounds(replace(request, inputs=read_inputs(request, listed)))[0]
    text = read_convening_text(request)
    is_counted = isinstance(text.plain.get("tables"), dict)
    tables = () if is_counted else tuple(list_entries(request, "tables", listed))
    requirements = tuple(list_entries(request, "requirements", listed))
    base = Base(request, text, rules, listed, inputs, choices, dates, tables, requirements)
    problems = [problem for factor in variation.factors for problem in _find_problems(base, factor)]
    if problems:
        raise InputError(problems)
    return base


def read_case(base: Base, changes: Changes, edits: tuple[Edit, ...]) -> RoundInputs:
    """Return the inputs of a case.

    Parameters
    ----------
    base : Base
    changes : Changes
        Give the people.
    edits : tuple of Edit
        Of the convening.

    Raises
    ------
    InputError
        When the program cannot read the list with this convening, or no one is left.
    """
    request = replace(base.request, convening=base.document(edits), seed=changes.seed) if edits else base.request
    rules, listed = read_rules(request), base.listed
    if rules != base.rules:  # the texts of the convening say which columns of the list are used
        listed, _ = _take_dates(read_list(request, rules), base.choices)
    gone = _list_gone_words(base, request.convening.plain) if isinstance(request.convening, Document) else frozenset()
    people = listed.people.with_persons(
        _without_tables(_with_changes(base, person, changes), gone) for person in listed.people
    )
    try:
        return read_rounds(replace(request, inputs=read_inputs(request, replace(listed, people=people))))[0]
    except InputError as error:
        raise InputError([_tell_left_out(problem, gone) for problem in error.problems]) from error


def _tell_left_out(problem: Problem, gone: frozenset[str]) -> Problem:
    """Return a problem; that a table is unknown is told of a table that the case leaves out as it is."""
    if problem.slug != "table-unknown" or fold(str(problem.value)) not in gone:
        return problem
    says = "is a table that this case leaves out"
    return replace(problem, says=says, hint="To compare cases without the table, take it out of the requirement.")


def _list_gone_words(base: Base, plain: Mapping[str, Any]) -> frozenset[str]:
    """Return the folded ids, names, days and places that only tables have which a case does not have."""
    tables, written = base.inputs.convening.tables, plain.get("tables")
    left: Sequence[Table] = tables
    if isinstance(written, Mapping) and isinstance(written.get("count"), int):
        left = tables[: written["count"]]
    elif isinstance(written, list | tuple) and base.tables:
        ids = {str(entry.get("id")) for entry in written if isinstance(entry, Mapping)}
        left = [table for table in tables if table.id in ids]
    every, kept = (
        {fold(word) for table in some for word in (table.id, table.name, table.day, table.place) if word}
        for some in (tables, left)
    )
    return frozenset(every - kept)


def _without_tables(person: Person, gone: frozenset[str]) -> Person:
    """Return a person without what their cells say of tables that a case does not have.

    Someone who could come to no others can come to none.
    """
    found: dict[str, Any] = {}
    for column in TABLE_COLUMNS if gone else ():
        words = person.values(column)
        left = tuple(word for word in words if fold(word) not in gone)
        if left != words:
            found[column] = left or ((NO_TABLE,) if column == "can_come" else ())
    types = {word: role for word, role in person.types_at.items() if fold(word) not in gone}
    return person.model_copy(update={**found, "types_at": types}) if found or types != person.types_at else person


def find_changes(base: Base, values: Mapping[str, Any]) -> Changes:
    """Return what a case changes.

    Parameters
    ----------
    base : Base
    values : mapping of str to value
        By the keys of the factors.

    Raises
    ------
    InputError
        With the errors in keys and values.
    """
    changes = Changes()
    for key, value in values.items():
        _add_change(base, changes, Factor(key, (value,)), value)
    removed = {int(path[-1]) for path in changes.removed if path[0] == "requirements"}
    for number in removed:  # ids that count the kind must not move to other requirements
        for later in range(number + 1, len(base.requirements)):
            is_same = base.requirements[later].get("kind") == base.requirements[number].get("kind")
            if is_same and later not in removed and not base.requirements[later].get("id"):
                edit = Set(("requirements", later, "id"), base.names[later])
                changes.edits += [] if edit in changes.edits else [edit]
    return changes


def _add_change(base: Base, changes: Changes, factor: Factor, value: Any) -> None:
    """Add what one value changes. Raise `InputError` if the value has no meaning."""
    match factor.key:
        case "seed":
            changes.seed = value
        case "tables":
            _change_count(base, changes, factor, value)
        case "seats":
            if base.tables:
                _change_every_table(base, changes, "seats", value)
            else:
                _change_counted(base, changes, "seats", value)
        case "date":
            away = {person for person, dates in base.dates.items() if fold(value) not in dates}
            if len(away) == len(base.dates) or not base.dates:
                words = sorted({date for dates in base.dates.values() for date in dates})
                raise InputError(
                    [factor.as_problem("is no day in the column can_come of the list", _near(value, words), value)]
                )
            changes.out |= away
            _change_every_table(base, changes, "day", value)
        case "without" | "with" as key:
            (changes.out if key == "without" else changes.included).update(_find_people(base, factor, value))
        case "absences":
            if not any(is_uncertain(person) for person in base.inputs.room.persons):
                hint = "Write maybe, or a chance such as 70%, in the column attending."
                raise InputError([factor.as_problem("draws no one, because everyone is certain to come", hint)])
            changes.out |= set(_draw_absences(base.inputs.room.persons, value))
            changes.is_drawn = value != 0  # a case without absences draws no one, and can be taken
        case key:
            _change_key(base, changes, factor, key, value)


def _change_count(base: Base, changes: Changes, factor: Factor, value: Any) -> None:
    """Keep the tables that most people are interested in, or add plain ones with as many seats as the last."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_TABLES:
        raise InputError([factor.as_problem("is not a number of tables", "Write for example tables=5,6.", value)])
    if not base.tables:
        _change_counted(base, changes, "count", value)
        return
    places = list(base.at.values())
    asked = {one.table.id: (one.interested, one.best) for one in compute_demand(base.inputs.room)}
    most = sorted(base.at, key=lambda identity: asked.get(identity, (0, 0)), reverse=True)  # of equals, the first ones
    changes.removed |= {("tables", base.at[identity]) for identity in most[value:]}
    taken = {table.id for table in base.inputs.convening.tables}
    free = (f"table-{n}" for n in range(len(places) + 1, len(places) + len(taken) + value + 1))
    new = [identity for identity in free if identity not in taken][: max(0, value - len(places))]
    seats = base.tables[places[-1]].get("seats")
    for number, identity in enumerate(new, start=len(places) + 1):
        entry = {"id": identity, "name": f"Table {number}"} | ({} if seats is None else {"seats": seats})
        changes.added.append(Insert(("tables",), entry))


def _change_every_table(base: Base, changes: Changes, key: str, value: Any) -> None:
    changes.edits += [Set(("tables", n, key), value) for n in base.at.values()]
    changes.common[key] = value


def _change_counted(base: Base, changes: Changes, key: str, value: Any) -> None:
    changes.counted = {**base.text.plain["tables"], **changes.counted, key: value}


def _change_key(base: Base, changes: Changes, factor: Factor, key: str, value: Any) -> None:
    """Change a table, a requirement, or any key of the convening by its path."""
    path = _find_path(base, factor, key)
    if path is None:
        choices = base.keys
        raise InputError([factor.as_problem("is nothing that can vary", _near(key, choices), None)])
    if len(path) > 2 or path[0] not in {"tables", "requirements"}:
        changes.edits.append(Set(path, value))
        return
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if value == OFF or value is False:
        changes.removed.add(path)
    elif path[0] == "requirements" and value == MUST:
        changes.edits.append(Set((*path, "must"), True))
    elif path[0] == "requirements" and is_number:
        changes.edits += [Set((*path, "weight"), value), Set((*path, "must"), False)]
    elif value != ON and value is not True:
        allowed = [ON, OFF, MUST, "5"] if path[0] == "requirements" else [ON, OFF]
        what = "a requirement can be" if path[0] == "requirements" else "a table can be"
        hint = (
            f"Write {listed(allowed, last='or')}. A number is its weight." if len(allowed) > 2 else "Write on or off."
        )
        raise InputError([factor.as_problem(f"is nothing that {what}", hint, value)])


def _find_path(base: Base, factor: Factor, key: str) -> KeyPath | None:
    """Return the path in the convening that a key means; None for none."""
    head, _, rest = key.partition(".")
    if head == "tables" and rest:
        found = _match(rest, base.at)
        if found is None and base.tables:
            raise InputError([factor.as_problem("names no table", _near(rest, tuple(base.at)), rest)])
        return ("tables", base.at[found[0]], *found[1]) if found else ("tables", *rest.split("."))
    if head == "requirements" and rest:
        found = _match(rest, base.names)
        if found is None:
            raise InputError([factor.as_problem("names no requirement", _near(rest, base.names), rest)])
        return ("requirements", base.names.index(found[0]), *found[1])
    found = _match(key, base.names)
    if found is not None:
        return ("requirements", base.names.index(found[0]), *found[1])
    if head not in WRITTEN_KEYS or key == "requirements":
        return None
    return tuple(int(part) if part.isdecimal() else part for part in key.split("."))


def _match(text: str, ids: Any) -> tuple[str, tuple[str, ...]] | None:
    """Return the id with which a text begins, and the keys after it."""
    for identity in sorted(ids, key=len, reverse=True):
        if fold(text) == fold(identity):
            return identity, ()
        if fold(text).startswith(f"{fold(identity)}."):
            return identity, tuple(text[len(identity) + 1 :].split("."))
    return None


def _near(word: str, choices: Any) -> str:
    if not choices:
        return "There is none."
    return ask_near(str(word), choices, f"Write one of {listed(sorted(choices)[:30])}.")


def _find_people(base: Base, factor: Factor, names: list[str]) -> Iterator[str]:
    for name in names:
        found = base.listed.people.find_each(name)
        if isinstance(found, Miss):
            raise InputError([factor.as_problem(found.says, found.hint, name)])
        yield from (person.id for person in found)


def _draw_absences(persons: tuple[Person, ...], number: int) -> Iterator[str]:
    """Yield who stays away on one day that is drawn by its number; on day 0 everyone comes."""
    for person in persons if number else ():
        if is_uncertain(person) and random.Random(f"{number}:{person.id}").random() >= read_chance(person):
            yield person.id


def _with_changes(base: Base, person: Person, changes: Changes) -> Person:
    if person.id in changes.out:
        known = (person, base.inputs.people.by_id[person.id])  # on the list, and at the desk
        has_seat = any(reason_without_seat(one) is None for one in known)
        return person.model_copy(update={"attending": AWAY}) if has_seat else person
    if person.id in changes.included and reason_without_seat(person) is not None:
        status = person.status if person.status.is_seated else Status.CONFIRMED
        return person.model_copy(update={"attending": Attendance(), "status": status})
    return person


def _take_dates(listed: Reading, choices: Iterable[str]) -> tuple[Reading, Mapping[str, frozenset[str]]]:
    """Return the list without the dates that vary, and the dates that people named."""
    asked = set(map(fold, choices))
    found: dict[str, frozenset[str]] = {}
    persons = []
    for person in listed.people:
        dates = frozenset(map(fold, person.can_come)) & asked
        if dates:
            found[person.id] = dates
            kept = tuple(word for word in person.can_come if fold(word) not in asked)
            person = person.model_copy(update={"can_come": kept})
        persons.append(person)
    people: People = listed.people.with_persons(persons)
    return replace(listed, people=people), found


def _find_problems(base: Base, factor: Factor) -> Iterator[Any]:
    """Yield the errors in a factor. Values that only make a case unreadable are none, unless all of them do."""
    failed: list[tuple[Any, InputError | UsageError]] = []
    for value in factor.values:
        try:
            changes = Changes()
            _add_change(base, changes, factor, value)
        except InputError as error:
            yield from error.problems
            continue
        if "." in factor.key and changes.edits:
            try:
                read_case(base, changes, changes.listed())
            except (InputError, UsageError) as error:
                failed.append((value, error))
    if failed and len(failed) == len(factor.values):
        value, why = failed[0]
        first = why.problems[0] if isinstance(why, InputError) else None
        says = f"cannot be read: {first.says}" if first else f"cannot vary: {why}"
        yield factor.as_problem(
            says.rstrip("."), (first.hint if first else None) or "Compare with the reference.", json.dumps(value)
        )
