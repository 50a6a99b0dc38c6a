"""What `seating forget --json` prints: what is done about each file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from seating.record.fields import Count, From, OutputRecord, Positive, Record, Text
from seating.record.problems import NoteRecord


class FileChangeRecord(Record):
    """What happens to one file."""

    file: Annotated[Text, From("path")]
    fate: Literal["changed", "removed", "left"] = Field(
        description="`left` if it names the person and the program does not change it."
    )
    says: Text = Field(description="What happens to it, in words.")
    lines: list[Positive] = Field(description="The lines that this is about, if it has lines.")
    texts: list[Text] = Field(description="For a file that is left, the text of each line.")


class ForgettingRecord(OutputRecord):
    """What is done to forget a person, or would be. It is for the convener only."""

    done: Annotated[bool, From("is_done")] = Field(description="Whether it was done; if not, nothing was changed.")
    people: Annotated[Count, From("n_people")] = Field(
        description="How many people; 0 if the text is no person's name."
    )
    tokens: Annotated[list[Text], From("subjects.token")] = Field(
        description="What stands for each of them from now on."
    )
    files: Annotated[list[FileChangeRecord], From("changes")]
    not_searched: Annotated[list[Text], From("unsearched")] = Field(
        description="Files and folders that were not searched."
    )
    notes: list[NoteRecord]


class FinishedRecord(OutputRecord):
    """Without a person: whether an interrupted run was waiting, which is finished now."""

    finished: bool
