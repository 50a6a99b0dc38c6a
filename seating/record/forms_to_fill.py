"""What commands print with `--json` about forms to fill in: a starter folder, blank charts."""

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
    """The number of the table's column."""
    id: TableId
    name: Annotated[Text, From("label")]


class BlankChartsRecord(OutputRecord):
    """The blank charts that were written."""

    title: Annotated[Text, From("form.title")]
    """The title of the convening; empty if it has none."""
    shared_result: Annotated[Text, From("form.shared_result")]
    """The shared result of the convening; empty if it has none."""
    tables: Annotated[list[NumberedTableRecord], From("form.tables")]
    tables_inferred: Annotated[bool, From("inferred")]
    """Whether the tables were inferred from the list."""
    sectors: Annotated[list[Text], From("form.sectors")]
    paper: Literal["Letter", "A4"]
    language: Text
    charts: Positive
    """The number of charts; 1 if there is a single chart to copy."""
    sheets_per_chart: Annotated[Positive, From("sheets")]
    charts_per_sheet: Annotated[Positive, From("per_sheet")]
    """2 for short charts, unless they are in large print; otherwise 1."""
    named: Annotated[list[Text], From("names")]
    """The people that the charts are for; empty if there is a single chart to copy."""
    not_named: Annotated[Count, From("unnamed")]
    """The number of people on the list who do not get their own chart, or whose names the workbook does not offer."""
    notes: list[NoteRecord]
    files: dict[Text, Text]
    """The files that were written: `page`, `workbook`, `typed` and `pdf`."""
