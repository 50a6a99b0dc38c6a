"""What `seating forget --json` prints: what is done about each file."""

from __future__ import annotations

from typing import Annotated, Literal

from seating.record.fields import Count, From, OutputRecord, Positive, Record, Text
from seating.record.problems import NoteRecord


class FileChangeRecord(Record):
    """What happens to one file."""

    file: Annotated[Text, From("path")]
    fate: Literal["changed", "removed", "left"]
    """The kind of change; `left` if the file names the person and the program does not change it."""
    says: Text
    """What happens to the file, in words."""
    lines: list[Positive]
    """The numbers of the lines concerned, if the file has lines."""
    texts: list[Text]
    """What names the person in each of these lines, for a file that is not changed."""


class ForgettingRecord(OutputRecord):
    """What is done, or would be done, to forget a person. The record is for the convener only."""

    done: Annotated[bool, From("is_done")]
    """Whether the changes were made; if not, nothing was changed."""
    people: Annotated[Count, From("n_people")]
    """The number of people."""
    tokens: Annotated[list[Text], From("subjects.token")]
    """The token that replaces each person from now on."""
    files: Annotated[list[FileChangeRecord], From("changes")]
    notes: list[NoteRecord]


class FinishedRecord(OutputRecord):
    """What the command prints if no person is given: whether there was an interrupted run, which is finished now."""

    finished: bool
