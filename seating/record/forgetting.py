"""What `seating forget --json` prints: what is done about each file."""

from __future__ import annotations

from typing import Annotated, Literal

from seating.record.fields import Count, From, OutputRecord, Positive, Record, Text
from seating.record.problems import NoteRecord


class FileChangeRecord(Record):
    """What happens to one file."""

    file: Annotated[Text, From("path")]
    fate: Literal["changed", "removed", "left"]
    """`left` if it names the person and the program does not change it."""
    says: Text
    """What happens to it, in words."""
    lines: list[Positive]
    """The lines that this is about, if it has lines."""
    texts: list[Text]
    """For a file that is left, the text of each line."""


class ForgettingRecord(OutputRecord):
    """What is done to forget a person, or would be. It is for the convener only."""

    done: Annotated[bool, From("is_done")]
    """Whether it was done; if not, nothing was changed."""
    people: Annotated[Count, From("n_people")]
    """How many people; 0 if the text is no person's name."""
    tokens: Annotated[list[Text], From("subjects.token")]
    """What stands for each of them from now on."""
    files: Annotated[list[FileChangeRecord], From("changes")]
    not_searched: Annotated[list[Text], From("unsearched")]
    """Files and folders that were not searched."""
    notes: list[NoteRecord]


class FinishedRecord(OutputRecord):
    """Without a person: whether an interrupted run was waiting, which is finished now."""

    finished: bool
