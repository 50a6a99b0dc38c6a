"""The schema of what a record holds of promises and of the people that tables named as missing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from seating.record.fields import From, PersonId, PersonName, Record, TableId, Text

TableOrNull = Annotated[TableId | None, BeforeValidator(lambda table: table or None)]


class PromiserRecord(Record):
    """A person who promised something."""

    name: Annotated[PersonName, From("text")]
    id: Annotated[PersonId | None, From("person")]
    """null for someone who is not on the list."""


class PromiseRecord(Record):
    """One promise, with its state in the round of the record."""

    table: TableOrNull
    """The table; null for the room as a whole."""
    who: list[PromiserRecord]
    what: Text
    by: Text
    """The agreed date or round, as it was typed; empty if none was agreed."""
    state: Literal["late", "open", "kept"]
    """The state in the round of the record or, if rounds were planned together, in the first of these rounds."""
    note: Text = ""


class MissingNameRecord(Record):
    """A person, or a group of people, that a table named as missing."""

    table: TableOrNull
    """The table; null if no table is named."""
    name: Annotated[PersonName, From("text")]
    id: Annotated[PersonId | None, From("person")]
    """null for someone who is not on the list."""


class PromisesRecord(Record):
    """What tables promised, in the order of the file, and the people that they named as missing."""

    promises: list[PromiseRecord]
    missing: list[MissingNameRecord]
