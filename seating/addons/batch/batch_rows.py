"""What a batch keeps of each convening: numbers, and a message if it failed. No row names a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from seating.addons.batch.records import BatchRecord, BatchRowRecord
from seating.api.result import Solved
from seating.errors import FolderHeldError, InputError, SeatingError, StorageError, as_text
from seating.forms.entries import csv_bytes
from seating.record.fields import SCHEMA_VERSION
from seating.requirements.base.voices import VoiceState

FAILED = "failed"
"""The status of a convening that could not be read or seated."""

NOT_SEATED = "not_seated"
"""The status of a convening that was not seated, because the run ended before."""


@dataclass(frozen=True)
class BatchRow:
    """One convening of a batch.

    Attributes
    ----------
    folder : str
        The name of its folder.
    status : str
        That of `result.json`, or `failed`, or `not_seated`.
    people, tables : int or None
        Numbers; None without a seating, as for all numbers below.
    unmet : int or None
        The sum of the shortfalls of the musts.
    penalty, bound : int or None
    requirements, met : int or None
        Requirements that apply, and how many of them are met.
    voices, heard : int or None
    report : str
        The report, from the folder of the summary; "" if there is none.
    message : str
        Why it failed, or what ended the search early.
    exit_code : int
        That of the error; 0 without one.
    is_cut : bool
        Whether the run ended before this convening was seated and saved, so that the same command goes on with it.
    is_unchanged : bool
        Whether it was left out, because an earlier batch has seated it from the same files.
    """

    folder: str
    status: str
    people: int | None = None
    tables: int | None = None
    unmet: int | None = None
    penalty: int | None = None
    bound: int | None = None
    requirements: int | None = None
    met: int | None = None
    voices: int | None = None
    heard: int | None = None
    report: str = ""
    message: str = ""
    exit_code: int = 0
    is_cut: bool = False
    is_unchanged: bool = False


_ROW = TypeAdapter(BatchRow)


def solved_row(folder: str, solved: Solved, out: Path) -> BatchRow:
    """Return the row of a convening that was seated.

    Parameters
    ----------
    folder : str
    solved : Solved
    out : Path
        The folder of the summary.
    """
    shared = solved.for_team
    rounds = (shared, *shared.governance)
    requirements = [one for each in rounds for one in each.judged if one.applies]
    voices = [voice for each in rounds for voice in each.review.voices]
    notes = [note.text for note in solved.notes if note.slug in ("engine-lost", "interrupted")]
    report = solved.files.get("report")
    return BatchRow(
        folder=folder,
        status=solved.status.value,
        people=len(solved.room.coming),
        tables=len(solved.room.tables),
        unmet=sum(each.review.unmet for each in rounds),
        penalty=shared.penalty,
        bound=shared.bound,
        requirements=len(requirements),
        met=sum(one.met for one in requirements),
        voices=len(voices),
        heard=sum(voice.state is VoiceState.HEARD for voice in voices),
        report="" if report is None else Path(report).relative_to(out).as_posix(),
        message=" ".join(notes),
    )


def failed_row(folder: str, error: Exception | str) -> BatchRow:
    """Return the row of a convening that failed, with the first problem of its input.

    What failed for another reason than its input, such as a lost worker, can succeed when the command is repeated.

    Parameters
    ----------
    folder : str
    error : Exception or str
        An error that is not a `SeatingError` is reported as a bug.
    """
    code = error.exit_code if isinstance(error, SeatingError) else 1
    if isinstance(error, InputError):
        first, more = error.problems[0], len(error.problems) - 1
        message = as_text(first) + (f" {more:,} more." if more else "")
    elif isinstance(error, SeatingError | str):
        message = str(error)
    else:
        message = f"{type(error).__name__}: {error}. This is a bug in the program; please report it."
    is_cut = isinstance(error, StorageError | FolderHeldError) or not isinstance(error, SeatingError)
    return BatchRow(folder, FAILED, message=message, exit_code=code, is_cut=is_cut)


def dump_row(row: BatchRow) -> str:
    """Return a row as a text, in which a worker sends it."""
    return _ROW.dump_json(row).decode()


def read_row(text: str, folder: str) -> BatchRow:
    """Return the row in a text that a worker sent; one that failed if the text is no row of this folder."""
    try:
        row = _ROW.validate_json(text)
    except ValidationError as error:
        return failed_row(folder, f"A worker sent something that is no row ({error.error_count()} errors).")
    is_here = row.report == "" or row.report.startswith(f"{folder}/")
    if row.folder != folder or not is_here or ".." in Path(row.report).parts:
        return failed_row(folder, "A worker sent the row of another convening.")
    return row


def batch_csv(rows: Iterable[BatchRow]) -> bytes:
    """Return the rows as a table for a spreadsheet."""
    cells = (row_record(row).plain().values() for row in rows)
    return csv_bytes(
        list(BatchRowRecord.model_fields), [["" if value is None else str(value) for value in row] for row in cells]
    )


def row_record(row: BatchRow) -> BatchRowRecord:
    """Return a row as a record."""
    return BatchRowRecord.of(row)


def batch_record(rows: Iterable[BatchRow], files: Mapping[str, str]) -> BatchRecord:
    """Return the rows and the files that were written as a record."""
    return BatchRecord(schema_version=SCHEMA_VERSION, convenings=[row_record(row) for row in rows], files=dict(files))
