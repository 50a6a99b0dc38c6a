"""Print which pages of a saved round were written again, and convert pages to PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from seating.cli.columns import aligned
from seating.cli.console import Console
from seating.cli.verdict import seated_in
from seating.result import Result
from seating.wording import counted

__all__ = ["pdf_pages", "tell_rendered"]

_SAID = {"without-list", "list-changed", "round-finished", "round-unfinished"}
"""Slugs of the notes on how pages were made. The other notes were printed when the round was seated."""

ABOUT = {
    "report": "the report",
    "seating_csv": "who sits where, for a spreadsheet",
    "packet": "pages to print for the day",
    "shared": "what can be handed out",
    "pdf": "the pages as PDF",
}


def pdf_pages(console: Console, pages: Iterable[Path], out: Path | None) -> Mapping[str, str]:
    """Print pages to PDF files beside them, and show progress.

    Parameters
    ----------
    console : Console
    pages : iterable of Path
    out : Path or None
        The output folder with the pages, whose manifest lists the files that this program wrote. None if the pages are
        in a folder without a manifest.

    Returns
    -------
    mapping of str to str
        The folder of the first PDF under the key "pdf"; empty if there are no pages.

    Raises
    ------
    UsageError
        When a PDF of this name exists that this program did not write, or when pages cannot be printed.
    """
    from seating.report.output import Manifest
    from seating.report.pdf import print_pages

    wanted = {page: page.with_suffix(".pdf") for page in pages}
    if out is not None:
        ours = Manifest(out)
        ours.refuse_others(wanted.values())
        ours.add(wanted.values())
    console.progress(f"printing … {counted(len(wanted), 'file')}")
    printed = print_pages(wanted, lambda done: console.progress(f"printing … {done} of {counted(len(wanted), 'file')}"))
    console.end_progress()
    return {"pdf": printed[0].path.parent.as_posix()} if printed else {}


def tell_rendered(console: Console, result: Result, more: Mapping[str, str]) -> None:
    """Print the record with --json, otherwise the files that were written.

    Parameters
    ----------
    console : Console
    result : Result
    more : mapping of str to str
        Paths of more files, by name.
    """
    files = {**result.files, **more}
    if console.as_json:
        from seating.report.record import as_record

        console.record({**as_record(result), "files": files})
        return
    typed_back = () if result.harvest is None else result.harvest.notes
    said = (note for note in result.notes if note.slug in _SAID or note in typed_back)
    console.notes(said)
    console.result(f"{seated_in(result)} As saved; nothing was solved.")
    console.heading("Files")
    for line in aligned([(files[name], what) for name, what in ABOUT.items() if name in files]):
        console.result(f"  {line}")
