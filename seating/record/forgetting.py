"""What `seating forget --json` prints: what is done about each file."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seating.record.fields import Count, OutputRecord, Positive, Record, Text
from seating.record.problems import NoteRecord


class FileChangeRecord(Record):
    """What happens to one file."""

    file: Text
    fate: Literal["changed", "removed", "left"] = Field(
        description="`left` if it names the person and the program does not change it."
    )
    says: Text = Field(description="What happens to it, in words.")
    lines: list[Positive] = Field(description="The lines that this is about, if it has lines.")
    texts: list[Text] = Field(description="For a file that is left, the text of each line.")


class ForgettingRecord(OutputRecord):
    """What is done to forget a person, or would be. It is for the convener only."""

    done: bool = Field(description="Whether it was done; if not, nothing was changed.")
    people: Count = Field(description="How many people; 0 if the text is no person's name.")
    tokens: list[Text] = Field(description="What stands for each of them from now on.")
    files: list[FileChangeRecord]
    not_searched: list[Text] = Field(description="Files and folders that were not searched.")
    notes: list[NoteRecord]


class FinishedRecord(OutputRecord):
    """Without a person: whether an interrupted run was waiting, which is finished now."""

    finished: bool
