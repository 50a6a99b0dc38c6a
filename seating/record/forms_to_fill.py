"""What commands print with `--json` about forms to fill in: a starter folder, blank charts, a form for ratings."""

from __future__ import annotations

from typing import Annotated, Literal

from seating.record.fields import Count, From, OutputRecord, Positive, Record, TableId, Text
from seating.record.problems import NoteRecord


class StarterRecord(OutputRecord):
    """The starter folder that was written."""

    files: list[Text]
    """The paths of the files."""


class NumberedTableRecord(Record):
    """A table that a blank chart asks about."""

    number: Positive
    """The number of its column."""
    id: TableId
    name: Annotated[Text, From("label")]


class BlankChartsRecord(OutputRecord):
    """The blank charts that were written."""

    title: Annotated[Text, From("form.title")]
    """That of the convening; empty if it has none."""
    shared_result: Annotated[Text, From("form.shared_result")]
    """From the convening; empty if it names none."""
    tables: Annotated[list[NumberedTableRecord], From("form.tables")]
    tables_inferred: Annotated[bool, From("inferred")]
    """Whether the tables were inferred from the list."""
    sectors: Annotated[list[Text], From("form.sectors")]
    paper: Literal["Letter", "A4"]
    language: Text
    charts: Positive
    """The number of charts; 1 if one is there to copy."""
    sheets_per_chart: Annotated[Positive, From("sheets")]
    charts_per_sheet: Annotated[Positive, From("per_sheet")]
    """2 for short charts, unless they are in large print; else 1."""
    named: Annotated[list[Text], From("names")]
    """Whose charts they are; empty if one is there to copy."""
    not_named: Annotated[Count, From("unnamed")]
    """People on the list who get no chart of their own, or that the workbook does not offer."""
    notes: list[NoteRecord]
    files: dict[Text, Text]
    """The files that were written: `page`, `workbook`, `typed` and `pdf`."""


class RatingsFormRecord(OutputRecord):
    """The form for ratings that was written."""

    quarter: Text
    """The quarter to fill in."""
    files: list[Text]
    """The path of the form."""
