"""What `seating batch --json` prints: the numbers of each convening. None of it names a person."""

from __future__ import annotations

from typing import Annotated, Literal

from seating.record.fields import Count, From, OutputRecord, Record, Text
from seating.record.result import StatusName


class BatchRowRecord(Record):
    """One convening of a batch. If it has no seating, all numbers are null."""

    folder: Text
    """The name of the convening's folder."""
    status: StatusName | Literal["failed", "not_seated"]
    """The status in `result.json`; `failed` if it could not be read or seated; `not_seated` if the run ended before
    that."""
    people: Count | None
    tables: Count | None
    unmet: Count | None
    """The sum of the shortfalls of the musts."""
    penalty: Count | None
    bound: int | None
    requirements: Count | None
    """The number of requirements that apply."""
    met: Count | None
    """How many of these requirements are met."""
    voices: Count | None
    heard: Count | None
    """How many of the voices are heard."""
    report: Text
    """The path of the report, relative to the folder of the summary; empty if there is none."""
    message: Text
    """Why the convening failed, or what ended the search early."""
    unchanged: Annotated[bool, From("is_unchanged")]
    """Whether it was left out, because an earlier batch has seated it from the same files."""


class BatchRecord(OutputRecord):
    """The convenings of a batch, in the order of their names."""

    convenings: list[BatchRowRecord]
    files: dict[Text, Text]
    """The files of the summary, by name."""
