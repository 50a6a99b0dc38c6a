"""Pages made again, in words; and printed to PDF where that is asked."""

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
"""Notes on how pages were made; what was noted when the round was seated was said then."""

ABOUT = {
    "report": "the report",
    "seating_csv": "who sits where, for a spreadsheet",
    "packet": "pages to print for the day",
    "shared": "what can be handed out",
    "pdf": "the pages as PDF",
}


def pdf_pages(console: Console, pages: Iterable[Path], out: Path | None) -> Mapping[str, str]:
    """Print pages to PDFs beside them, with a line of progress; return their folder by name.

    Parameters
    ----------
    console : Console
    pages : iterable of Path
    out : Path or None
        The output folder that they are in, which keeps a list of our files; None for a folder of nothing else.

    Raises
    ------
    UsageError
        When a PDF is there that somebody else made, or none can be printed.
    """
    from seating.report.manifest import Manifest
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
    """Print what was written: the record with --json, else the files."""
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
