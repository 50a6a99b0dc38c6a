"""What `seating batch --json` prints: the numbers of each convening. None of it names a person."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seating.record.fields import Count, OutputRecord, Record, Text
from seating.record.result import StatusName


class BatchRowRecord(Record):
    """One convening of a batch. Without a seating all numbers are null."""

    folder: Text = Field(description="The name of its folder.")
    status: StatusName | Literal["failed", "not_seated"] = Field(
        description="That of `result.json`; `failed` if it could not be read or seated; `not_seated` if the run ended "
        "before."
    )
    people: Count | None
    tables: Count | None
    unmet: Count | None = Field(description="The sum of the shortfalls of the musts.")
    penalty: Count | None
    bound: int | None
    requirements: Count | None = Field(description="Requirements that apply.")
    met: Count | None = Field(description="How many of them are met.")
    voices: Count | None
    heard: Count | None = Field(description="How many of the voices are heard.")
    report: Text = Field(description="The report, from the folder of the summary; empty if there is none.")
    message: Text = Field(description="Why it failed, or what ended the search early.")


class BatchRecord(OutputRecord):
    """The convenings of a batch, in the order of their names."""

    convenings: list[BatchRowRecord]
    files: dict[Text, Text] = Field(description="The files of the summary, by name.")
