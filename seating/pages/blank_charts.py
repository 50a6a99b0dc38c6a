"""The result of `seating chart`: what a chart asks about, and the files that were written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from seating.api.charts import BlankCharts
from seating.present.blocks import Block, Figures, Heading, Lines, Text, data, paragraph, titled
from seating.present.settings import Settings
from seating.wording import Said, said, said_count, said_joined, said_list

SHOWN_TABLES = 20

FILES = {
    "page": said("to print"),
    "pdf": said("the same, as a PDF"),
    "workbook": said("to mail and fill in"),
    "typed": said("for typing up paper charts, with one row for each entry"),
}


def list_blocks(made: BlankCharts, settings: Settings, files: Mapping[str, str]) -> Iterator[Block]:
    """Yield what was written.

    Parameters
    ----------
    made : BlankCharts
    settings : Settings
        The paper of the charts.
    files : mapping of str to str
        The paths of the files, by name.
    """
    tables, sectors = made.form.tables, made.form.sectors
    about = said(
        "A blank chart with %(tables)s and %(sectors)s.",
        tables=said_count("%(number)s table", "%(number)s tables", len(tables)),
        sectors=said_count("%(number)s sector", "%(number)s sectors", len(sectors)),
    )
    yield paragraph(said_joined([about, *_count_sheets(made, settings)], " "))
    yield Heading(said("Tables"))
    shown: list[tuple[Text, Text]] = [
        (str(table.number), (data(table.label), " [", data(table.id), "]")) for table in tables[:SHOWN_TABLES]
    ]
    yield Figures(shown, "facts")
    left = len(tables) - SHOWN_TABLES
    more = [said("… and %(number)s more", number=f"{left:,}")] if left > 0 else []
    inferred = said("The tables were inferred from the list. Name others with --tables or in a convening.")
    yield Lines([*more, *([inferred] if made.inferred else [])], "bullets")
    yield from titled(said("Sectors"), [data(said_list(sectors))] if sectors else [])
    written: list[tuple[Text, Text]] = [(data(files[name]), text) for name, text in FILES.items() if name in files]
    yield Heading(said("Files"))
    yield Figures(written, "facts")
    called = os.environ.get("SEATING_CALLED", "seating")
    command = said("%(program)s charts FILE…", program=called)
    yield paragraph(said("Once the charts are filled in, read them with: %(command)s", command=command))


def tell_unnamed(made: BlankCharts) -> str:
    """Return how many people on the list get no chart, or are not named; "" for none."""
    if not made.unnamed:
        return ""
    if made.names:
        return said_count(
            "%(number)s person on the list gets no chart. Possible reasons: an open seat, no name, not coming, "
            "no session or table that fits, or `listed: no`.",
            "%(number)s people on the list get no chart. Possible reasons: an open seat, no name, not coming, "
            "no session or table that fits, or `listed: no`.",
            made.unnamed,
        )
    return said_count(
        "%(number)s person on the list is not named. Possible reasons: no name, not coming, no session or "
        "table that fits, or `listed: no`.",
        "%(number)s people on the list are not named. Possible reasons: no name, not coming, no session or "
        "table that fits, or `listed: no`.",
        made.unnamed,
    )


def _count_sheets(made: BlankCharts, settings: Settings) -> Iterator[Said]:
    """Yield how many sheets there are, and how many to print."""
    if made.is_short:
        yield said_count(
            "%(number)s short chart fits on one sheet of %(paper)s paper in portrait orientation.",
            "%(number)s short charts fit on one sheet of %(paper)s paper in portrait orientation.",
            made.per_sheet,
            paper=settings.paper,
        )
    else:
        yield said_count(
            "One chart takes %(number)s sheet of %(paper)s paper in landscape orientation.",
            "One chart takes %(number)s sheets of %(paper)s paper in landscape orientation.",
            made.sheets,
            paper=settings.paper,
        )
    if made.names:
        yield said_count(
            "%(number)s chart has a name on it.", "%(number)s charts have a name on them.", len(made.names)
        )
    else:
        yield said("Print one for each participant.")
