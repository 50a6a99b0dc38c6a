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
    """The heading as it is in the list; empty if the column has none."""
    letter: Text
    """The letter of the column in a spreadsheet; `A and B` if two columns were read as one."""
    taken_as: Text
    """The name of the column in `docs/reference/list-columns.md`; `own` if it is not one of these."""
    private: bool
    state: Text
    """What became of the column: `read`, `asked about` in a note, `not read`, or `blank` without a filled cell."""
    could_be: list[Text]
    """The names of the columns that a column of the list's own could be instead, the likeliest first."""


class DemandRecord(Record):
    """How many people are interested in the focus of one table.

    For a table without a focus, everyone counts as interested.
    """

    table: Annotated[TableId, From("table.id")]
    seats: Annotated[Text, BeforeValidator(str), From("table.seats")]
    """The number of seats at the table: `8`, `4-8`, `at least 4`, `at most 8` or `any number`."""
    interested: Count
    """The number of people who give the focus a score of 1 or more."""
    score_3: Annotated[Count, From("eager")]
    """The number of people who give the focus a score of 3."""
    like_it_best: Annotated[Count, From("best")]
    """The number of interested people who give no other table's focus a higher score; 0 for a table without a focus."""
    roles: Annotated[dict[Text, Count], From("by_role")]
    """The number of interested people, by representative type."""
    sectors: Annotated[dict[Text, Count], From("by_sector")]
    """The number of interested people, by sector."""


class ClashRecord(Record):
    """A must that no seating can meet, or not together with others, as a simple count shows."""

    requirement: OtherId
    others: list[OtherId]
    """The musts that cannot be met together with it; none if it cannot be met alone."""
    needed: Count
    """The number of people, or of places for people, that all tables together need."""
    available: Count
    """How many of these people or places there are."""
    sentence: Text


class CheckRecord(OutputRecord):
    """How the list and the convening were read. The record is for the convener only, because notes can name people."""

    seating_version: Text
    people: Count
    """The number of people on the list, without held seats."""
    to_seat: Count
    """The number of people who get a seat in this round, without staff and held seats."""
    staff: Count
    """The number of staff members who serve in this round."""
    columns: dict[Text, Text]
    """The heading of each column in the list. The keys are the names of the columns."""
    headings: list[HeadingRecord]
    """The columns from left to right."""
    inferred: Annotated[list[Text], From("sentences")]
    """A sentence for each setting that was inferred from the list."""
    demand: list[DemandRecord]
    clashes: list[ClashRecord]
    candidates: list[CandidateRecord]
    """The people who might be missing, judging by the list; without candidates from private columns."""
    notes: list[NoteRecord]
