"""The schema of what a record holds of promises and of the people that tables named as missing."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from seating.record.fields import From, PersonId, PersonName, Record, SparseRecord, TableId, Text

TableOrNull = Annotated[TableId | None, BeforeValidator(lambda table: table or None)]


class PromiserRecord(Record):
    """A person who promised something."""

    name: Annotated[PersonName, From("text")]
    id: Annotated[PersonId | None, From("person")]
    """null for someone who is not on the list."""


class PromiseRecord(SparseRecord):
    """One promise, with its state in the round of the record."""

    table: TableOrNull
    """null for the whole room."""
    who: list[PromiserRecord]
    what: Text
    by: Text
    """As typed: a date or a round; empty if none was agreed."""
    state: Literal["late", "open", "kept"]
    """In the round of the record; if rounds were planned together, in the first of them."""
    note: Text = ""


class MissingNameRecord(Record):
    """Someone, or a kind of people, that a table named as missing."""

    table: TableOrNull
    """null if no table is named."""
    name: Annotated[PersonName, From("text")]
    id: Annotated[PersonId | None, From("person")]
    """null for someone who is not on the list."""


class PromisesRecord(Record):
    """What tables promised, in the order of the file, and who they named as missing."""

    promises: list[PromiseRecord]
    missing: list[MissingNameRecord]
