"""Read and validate the tables of a convening: a list of tables, or a number of equal ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from seating.convening.document import KeyPath
from seating.convening.error_locations import UnfitError, in_known_keys, parted, problems_of, unknown_keys
from seating.convening.formats import Document
from seating.errors import Problem
from seating.tables import ELECTED, Table

__all__ = ["MOST_TABLES", "TABLE_KEYS", "read_tables"]

MOST_TABLES = 1000
"""Maximum number of tables; a larger number is a typing error."""

TABLE_KEYS = tuple({"open_if_needed": "open", "drawn_from": "from"}.get(name, name) for name in Table.model_fields)
"""The keys of a table, as written in a convening."""

_PERSON_KEYS = ("people", *ELECTED)


def read_tables(document: Document, find_person: Callable[[str], str]) -> tuple[tuple[Table, ...], list[Problem]]:
    """Return the valid tables of a document, and the problems of the others."""
    written = document.plain.get("tables")
    place = document.file_of(("tables",)), document.line(("tables",))
    if isinstance(written, Mapping):
        return _alike(document, written)
    if not isinstance(written, list | tuple):
        hint = "Write a list of tables, or {count: 12, seats: 8-10}."
        return (), [Problem("tables-none", "there are no tables", *place, subject="tables", hint=hint)]
    if len(written) > MOST_TABLES:
        says = f"there are {len(written):,} tables; the most is {MOST_TABLES:,}"
        return (), [Problem("tables-too-many", says, *place, subject="tables", hint="Is it the right file?")]
    tables: list[Table] = []
    problems: list[Problem] = []
    for number, entry in enumerate(written):
        table, wrong = _table(document, entry, ("tables", number), find_person)
        problems += wrong
        tables += [table] if table is not None else []
    problems += _twice(document, written)
    if not problems and not any(table.seats_people for table in tables):
        says = "none of the tables seats people"
        problems.append(Problem("tables-none", says, *place, subject="tables", hint="Write at least one."))
    return tuple(tables), problems


def _table(
    document: Document, entry: Any, path: KeyPath, find_person: Callable[[str], str]
) -> tuple[Table | None, list[Problem]]:
    """Return one table, or None, and its problems."""
    place = document.file_of(path), document.line(path)
    if not isinstance(entry, Mapping):
        hint = "Write {id: capital, name: Capital, seats: 6-10}."
        return None, [Problem("value-wrong", "is not a table", *place, value=str(entry), subject="tables", hint=hint)]
    subject = f'table "{entry["id"]}"' if entry.get("id") is not None else f"table {int(path[-1]) + 1}"
    problems = list(unknown_keys(entry, TABLE_KEYS, document, path, subject))
    try:
        table = Table.model_validate(in_known_keys(entry, TABLE_KEYS))
    except ValidationError as error:
        return None, [*problems, *problems_of(error, document, path, subject)]
    found: dict[str, tuple[str, ...]] = {}
    for key in _PERSON_KEYS:
        ids, wrong = _persons(document, (*path, key), getattr(table, key), find_person, f"{subject}, {key}")
        found[key] = ids
        problems += wrong
    if table.people and table.seats_people:
        says = "only a table with `from:`, or one of kind steering, leadership or data, has members of its own"
        hint = "To seat people here, use a requirement of kind pin."
        line = document.line((*path, "people"))
        problems.append(Problem("table-people", says, place[0], line, subject=f"{subject}, people", hint=hint))
    return table.model_copy(update=found), problems


def _persons(
    document: Document, path: KeyPath, references: tuple[str, ...], find: Callable[[str], str], subject: str
) -> tuple[tuple[str, ...], list[Problem]]:
    ids: list[str] = []
    problems: list[Problem] = []
    for reference in references:
        try:
            ids.append(find(reference))
        except UnfitError as error:
            value, says, hint = parted(str(error))
            place = document.file_of(path), document.line(path)
            problems.append(Problem(error.slug, says, *place, value=value, hint=hint, subject=subject))
    return tuple(ids), problems


def _twice(document: Document, written: Sequence[Any]) -> list[Problem]:
    """Return a problem for each table with the id of an earlier one."""
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(written):
        identity = entry.get("id") if isinstance(entry, Mapping) else None
        if not isinstance(identity, str):
            continue
        path = ("tables", number, "id")
        if identity in first:
            where = document.line(("tables", first[identity], "id"))
            says = "is the id of two tables" + (f"; the first is on line {where}" if where else "")
            hint = "Give each table an id of its own."
            problems.append(
                Problem("table-twice", says, document.file_of(path), document.line(path), value=identity, hint=hint)
            )
        first.setdefault(identity, number)
    return problems


def _alike(document: Document, written: Mapping[str, Any]) -> tuple[tuple[Table, ...], list[Problem]]:
    """Return the tables of `{count: 12, seats: 8-10}`: `t01`, named "Table 1", and so on."""
    path = ("tables",)
    keys = ("count", *(key for key in TABLE_KEYS if key not in {"id", "name", *_PERSON_KEYS, "from"}))
    problems = list(unknown_keys(written, keys, document, path, "tables"))
    count = written.get("count")
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_TABLES:
        says = "is not a number of tables" if "count" in written else "the number of tables is missing"
        value = str(count) if "count" in written else None
        hint = f"Write count: and a whole number from 1 to {MOST_TABLES}."
        place = document.file_of(path), document.line((*path, "count"))
        problems.append(Problem("tables-none", says, *place, value=value, subject="tables, count", hint=hint))
        count = 1
    width = max(2, len(str(count)))
    shared = {key: value for key, value in written.items() if key in keys and key != "count" and value is not None}
    try:
        tables = tuple(
            Table.model_validate({**shared, "id": f"t{n:0{width}}", "name": f"Table {n}"}) for n in range(1, count + 1)
        )
    except ValidationError as error:
        return (), [*problems, *problems_of(error, document, path, "tables")]
    return tables, problems
