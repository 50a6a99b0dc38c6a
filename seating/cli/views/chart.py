"""Print the result of `seating chart`: what a chart asks about and the files that were written, or a record."""

from __future__ import annotations

import os
from pathlib import Path

from seating.api.charts import BlankCharts, blank_charts_record
from seating.cli.console import Console
from seating.cli.printing import write_pdfs
from seating.present.settings import Settings
from seating.present.terminal import align
from seating.wording import counted, listed

SHOWN_TABLES = 20

FILES = {
    "page": "to print",
    "pdf": "the same as a PDF",
    "workbook": "to mail and fill in",
    "typed": "to type paper charts into, one row for each entry",
}


def print_blank_charts(console: Console, made: BlankCharts, settings: Settings, pdf: Path | None) -> None:
    """Print what was written.

    Parameters
    ----------
    console : Console
    made : BlankCharts
    settings : Settings
        The paper and the language of the charts.
    pdf : Path or None
        The output folder if the page is also printed to PDF.
    """
    files = dict(made.files)
    if pdf is not None:
        page = Path(files["page"])
        write_pdfs(console, [page], pdf)
        files["pdf"] = page.with_suffix(".pdf").as_posix()
    if console.as_json:
        console.record(blank_charts_record(made, settings, files))
        return
    console.notes(made.notes)
    form = made.form
    tables = counted(len(form.tables), "table")
    console.result(f"A blank chart of {tables} and {counted(len(form.sectors), 'sector')}. {_sheets(made, settings)}")
    console.section("Tables", align([(str(t.number), t.label, f"[{t.id}]") for t in form.tables[:SHOWN_TABLES]]))
    if len(form.tables) > SHOWN_TABLES:
        console.result(f"  … and {len(form.tables) - SHOWN_TABLES:,} more")
    if made.inferred:
        console.result("  The tables were inferred from the list. Name others with --tables or in a convening.")
    console.section("Sectors", [listed(form.sectors)])
    console.section("Files", align([(files[name], text) for name, text in FILES.items() if name in files]))
    called = os.environ.get("SEATING_CALLED", "seating")
    console.result(f"\nWhen charts are filled in, read them with:\n  {called} charts FILE…")
    if made.unnamed:
        people = counted(made.unnamed, "person", "people")
        are = "get no chart: they are open seats," if made.names else "are not named: they"
        console.note(f"{people} on the list {are} have no name, are not coming, or have `listed: no`.")


def _sheets(made: BlankCharts, settings: Settings) -> str:
    """Return how many sheets there are, and how many to print."""
    size = f"One chart takes {counted(made.sheets, 'sheet')} of {settings.paper} paper, landscape."
    if made.names:
        return f"{size} {counted(len(made.names), 'chart')} with a name."
    return f"{size} Print one for each participant."
