"""Print a batch: each convening when it is done, and a table of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

from seating.api.batch import Batch, BatchRow, batch_record
from seating.cli import exits
from seating.cli.console import Console
from seating.present.terminal import align
from seating.wording import counted

STATUSES = {
    "optimal": "optimal",
    "feasible": "good, not proven optimal",
    "impossible": "musts cannot all be met",
    "no_seating": "no seating found that meets all musts",
    "failed": "failed",
    "not_seated": "not seated",
}


def show_row(console: Console) -> Callable[[BatchRow, int], None]:
    """Return a function that shows how many convenings are done.

    Parameters
    ----------
    console : Console
    """
    numbers = count(1)

    def show(row: BatchRow, of: int) -> None:
        console.progress(f"{next(numbers):,} of {of:,} convenings done, the last one {row.folder}")

    return show


def print_batch(console: Console, batch: Batch, files: Mapping[str, str]) -> None:
    """Print all convenings as a table, and what failed: with --json as one record.

    Parameters
    ----------
    console : Console
    batch : Batch
    files : mapping of str to str
        The files that were written.
    """
    if console.as_json:
        console.record(batch_record(batch.rows, files))
        return
    seated = [row for row in batch.rows if row.people is not None]
    whole = sum(row.unmet == 0 for row in seated)
    verdict = f"{counted(len(seated), 'convening is', 'convenings are')} seated; all musts are met in {whole:,}."
    if len(seated) < len(batch.rows):
        verdict += f" {counted(len(batch.rows) - len(seated), 'convening is', 'convenings are')} not seated."
    console.verdict(verdict, good=whole == len(batch.rows))
    headings = ("convening", "people", "tables", "musts", "penalty", "bound", "met", "voices heard", "")
    console.section("Convenings", align([headings, *map(_cells, seated)]) if seated else [])
    console.section("Not seated", [f"{row.folder}: {row.message}" for row in batch.rows if row.people is None])
    console.section("Ended early", [f"{row.folder}: {row.message}" for row in seated if row.message])
    console.result(f"\nThe summary was written to {files['batch_html']} and {files['batch_csv']}.")


def exit_code_of(batch: Batch, strict: bool) -> int:
    """Return the exit code of a batch: that of Ctrl-C or of an error, otherwise that of the worst seating.

    Parameters
    ----------
    batch : Batch
    strict : bool
        Whether an unmet should or a voice that is not heard counts as a failure.
    """
    if batch.is_interrupted:
        return exits.INTERRUPTED
    for row in batch.rows:
        if row.people is None:
            return row.exit_code or exits.UNEXPECTED
    statuses = {row.status for row in batch.rows}
    if "no_seating" in statuses:
        return exits.NO_SEATING
    if "impossible" in statuses or any(row.unmet for row in batch.rows):
        return exits.IMPOSSIBLE
    is_lacking = any(row.met != row.requirements or row.heard != row.voices for row in batch.rows)
    return exits.UNMET if strict and is_lacking else exits.DONE


def _cells(row: BatchRow) -> tuple[str, ...]:
    return (
        row.folder,
        f"{row.people:,}",
        f"{row.tables:,}",
        "met" if not row.unmet else f"unmet by {row.unmet:,}",
        f"{row.penalty:,}",
        "" if row.bound is None else f"{row.bound:,}",
        f"{row.met:,} of {row.requirements:,}",
        f"{row.heard:,} of {row.voices:,}",
        STATUSES[row.status],
    )
