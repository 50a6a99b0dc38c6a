"""`seating batch`: seat many convenings, each in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.cli import exits, options, page_making
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand
from seating.wording import said

if TYPE_CHECKING:
    from seating.addons.batch.batch_rows import BatchRow
    from seating.addons.batch.batch_run import Batch
    from seating.api.request import Request
    from seating.present.languages import Words
    from seating.present.settings import Settings


@click.command(
    "batch",
    cls=GroupedCommand,
    epilog=options.format_example(
        "seating batch examples/network",
        "seating batch examples/network --out reports/network --no-packet --quiet --jobs 2",
    ),
)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The output folder. Default: the folder `reports` in FOLDER.",
)
@click.option(
    "--changed",
    "only_changed",
    is_flag=True,
    help="Leave out the convenings whose files are those from which an earlier batch has seated them.",
)
@options.next_round_option
@options.time_limit_option
@options.seed_option
@click.option(
    "--jobs",
    "at_once",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="Number of convenings that are seated at once, each on one core.",
)
@options.executor_options
@click.option(
    "--files-on-workers",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="With --cluster: the path at which the workers find FOLDER. They read the lists and write the pages there, "
    "so names leave this machine.",
)
@options.strict_option
@options.no_packet_option
@page_making.packet_options
@click.option(
    "--json-lines",
    is_flag=True,
    help="Print each convening as one line of JSON as soon as it is done, instead of text.",
)
@options.output_options
@options.as_request()
def command(
    console: Console,
    request: Request,
    folder: Path,
    out: Path | None,
    files_on_workers: Path | None,
    at_once: int,
    only_changed: bool,
    json_lines: bool,
    strict: bool,
    settings: Settings,
) -> int:
    """Seat many convenings, each in a folder of its own.

    FOLDER contains a folder for each convening, with its list and its other files. Each convening is seated as by
    `seating solve`, and its pages go into a folder of the same name in the output folder. If a convening fails, the
    command reports it and continues with the others. The summary is in batch.html and batch.csv. --time-limit applies
    to each convening. With --jobs or --cluster, several convenings are seated at once.
    """
    from seating.addons.batch.batch_folders import find_folders
    from seating.addons.batch.batch_rows import batch_record
    from seating.addons.batch.batch_run import run_batch, write_batch
    from seating.addons.batch.printed import list_blocks, list_notes

    if at_once > 1 and request.elsewhere is not None:
        raise click.UsageError(f"Give only one of --jobs and {request.elsewhere.option.name}.")
    if json_lines and console.as_json:
        raise click.UsageError("Give only one of --json and --json-lines.")
    out = folder / "reports" if out is None else out
    request = replace(request, out=out)
    on_row = _print_line(console) if json_lines else _show_row(console, settings.words)
    folders = find_folders(folder, out)
    batch = run_batch(folders, request, on_row, files_on_workers, at_once, only_changed=only_changed)
    console.end_progress()
    files = write_batch(batch, out, settings)
    if json_lines:
        console.notes(list_notes(batch), settings.words)
        return _choose_exit_code(batch, strict)
    console.show(partial(batch_record, batch.rows, files), list_notes(batch), list_blocks(batch, files), settings.words)
    return _choose_exit_code(batch, strict)


def _print_line(console: Console) -> Callable[[BatchRow, int], None]:
    """Return a function that prints a row as a line of JSON."""
    from seating.addons.batch.batch_rows import row_record

    return lambda row, _: console.record(row_record(row), on_one_line=True)


def _show_row(console: Console, words: Words) -> Callable[[BatchRow, int], None]:
    """Return a function that shows how many convenings are done.

    Parameters
    ----------
    console : Console
    words : Words
        The language.
    """
    numbers = count(1)

    def show(row: BatchRow, of: int) -> None:
        text = said(
            "%(number)s of %(of)s convenings done, most recently %(folder)s",
            number=f"{next(numbers):,}",
            of=f"{of:,}",
            folder=row.folder,
        )
        console.progress(words.tell(text))

    return show


def _choose_exit_code(batch: Batch, strict: bool) -> int:
    """Return the exit code of a batch: that of Ctrl-C or of an error, otherwise that of the worst seating.

    Parameters
    ----------
    batch : Batch
    strict : bool
        Whether an unmet wish or a voice that is not heard counts as a failure.
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
