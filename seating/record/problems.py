"""Notes, and errors in the input: what every output has, and what `--json` prints with exit code 3."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from seating.errors import Problem
from seating.record.fields import SCHEMA_VERSION, Message, OutputRecord, Positive, Record, Slug, Text, TextOrNull


class NoteRecord(Record):
    """One note for the user."""

    slug: Slug
    """The name under which docs/reference/messages.md explains it."""
    text: Message


class ProblemRecord(Record):
    """One error in the input."""

    slug: Slug
    """The name under which docs/reference/messages.md explains it."""
    file: Text | None
    line: int | None
    column: Text | None
    """The heading of the column."""
    value: Text | None
    """The value that comes before `says` in the message; null if there is none."""
    says: Text
    """A description of the error, without the place and without a final period."""
    hint: Text | None
    """A suggestion of what to write instead."""
    count: Positive
    """The number of cells or lines with this error."""
    lines: Annotated[list[int], Field(json_schema_extra={"maxItems": 3})]
    """The first lines with this error."""
    block: TextOrNull
    """Lines that you can paste into the convening as one possible solution."""


class ProblemsRecord(OutputRecord):
    """Every error in the input. Commands print this record with exit code 3."""

    problems: list[ProblemRecord]


def problem_records(problems: Iterable[Problem]) -> list[ProblemRecord]:
    """Return errors in the input as records."""
    return [
        ProblemRecord.of(
            problem,
            lines=problem.lines or ([] if problem.line is None else [problem.line]),
        )
        for problem in problems
    ]


def problems_record(problems: Iterable[Problem]) -> ProblemsRecord:
    """Return what a command prints about errors in the input."""
    return ProblemsRecord(schema_version=SCHEMA_VERSION, problems=problem_records(problems))
