"""What `seating check --json` prints: how the list was read, the demand for each table, and impossible musts."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from seating.record.fields import Count, From, OtherId, OutputRecord, Record, TableId, Text
from seating.record.problems import NoteRecord
from seating.record.voices import CandidateRecord


class HeadingRecord(Record):
    """One column of the list, and how it was read."""

    heading: Text
    """As the list has it; empty if the column has none."""
    letter: Text
    """The letter of the column in a spreadsheet; `A and B` if two columns are read as one."""
    taken_as: Text
    """The column of `docs/reference/list-columns.md` that it is; `own` if it is none of them."""
    private: bool


class DemandRecord(Record):
    """How many people are interested in the focus of one table. For a table without a focus, everyone is."""

    table: Annotated[TableId, From("table.id")]
    seats: Annotated[Text, BeforeValidator(str), From("table.seats")]
    """How many seats it has: `8`, `4-8`, `at least 4`, `at most 8` or `any number`."""
    interested: Count
    """People who score its focus 1 or more."""
    score_3: Annotated[Count, From("eager")]
    """People who score its focus 3."""
    like_it_best: Annotated[Count, From("best")]
    """Interested people who score no other table's focus higher; 0 for a table without a focus."""
    roles: Annotated[dict[Text, Count], From("by_role")]
    """Interested people, by representative type."""
    sectors: Annotated[dict[Text, Count], From("by_sector")]
    """Interested people, by sector."""


class ClashRecord(Record):
    """A must that no seating can meet, as a simple count shows."""

    requirement: OtherId
    needed: Count
    """People, or places for people, that all tables together need."""
    available: Count
    """How many of them there are."""
    sentence: Text


class CheckRecord(OutputRecord):
    """How the list and the convening were read. It is for the convener only, because notes can name people."""

    seating_version: Text
    people: Count
    """People on the list."""
    to_seat: Count
    """People who get a seat in this round, without staff."""
    staff: Count
    """Members of staff who serve in this round."""
    columns: dict[Text, Text]
    """The heading of each column that the list has, by the column's name."""
    headings: list[HeadingRecord]
    """The columns from left to right."""
    inferred: Annotated[list[Text], From("sentences")]
    """A sentence for each setting that was inferred from the list."""
    demand: list[DemandRecord]
    clashes: list[ClashRecord]
    candidates: list[CandidateRecord]
    """Who may be missing, judging by the list; without candidates from private columns."""
    notes: list[NoteRecord]
