"""The result of `seating batch`: all convenings as a table, and what failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from seating.addons.batch.batch_page import tabulate_convenings
from seating.addons.batch.batch_run import Batch
from seating.errors import Note
from seating.present.blocks import Block, Heading, Span, Text, data, paragraph, titled
from seating.wording import said, said_count, said_joined


def list_notes(batch: Batch) -> Iterator[Note]:
    """Yield a note if the run went on with a batch that had ended early."""
    if batch.is_continued:
        text = said(
            "An earlier run of this command ended before all convenings were seated. The rounds that it saved "
            "are kept, and this run continued with the rest."
        )
        yield Note("batch-continued", text)


def list_blocks(batch: Batch, files: Mapping[str, str]) -> Iterator[Block]:
    """Yield how many convenings are seated, the table of these, what failed, and where the summary is.

    Parameters
    ----------
    batch : Batch
    files : mapping of str to str
        The files that were written.
    """
    seated = [row for row in batch.rows if row.people is not None]
    whole = sum(row.unmet == 0 for row in seated)
    found = [
        said_count(
            "%(number)s convening is seated, %(whole)s with all musts met.",
            "%(number)s convenings are seated, %(whole)s with all musts met.",
            len(seated),
            whole=f"{whole:,}",
        )
    ]
    if unchanged := sum(row.is_unchanged for row in seated):
        found.append(said_count("%(number)s is unchanged.", "%(number)s are unchanged.", unchanged))
    if failed := len(batch.rows) - len(seated):
        found.append(said_count("%(number)s convening is not seated.", "%(number)s convenings are not seated.", failed))
    yield paragraph(Span(said_joined(found, " "), tone="good" if whole == len(batch.rows) else "open"))
    if seated:
        heading = said("Convenings")
        yield Heading(heading)
        yield tabulate_convenings(heading, [vars(replace(row, message="", report="")) for row in seated])
    yield from titled(said("Not seated"), [_tell(row.folder, row.message) for row in batch.rows if row.people is None])
    yield from titled(said("Ended early"), [_tell(row.folder, row.message) for row in seated if row.message])
    yield paragraph(
        said("The summary was written to %(page)s and %(file)s.", page=files["batch_html"], file=files["batch_csv"])
    )


def _tell(folder: str, message: str) -> Text:
    return (data(folder), ": ", message)
