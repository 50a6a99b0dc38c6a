"""The result of `seating chart`: what a chart asks about, and the files that were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seating.api.charts import BlankCharts
from seating.installed import name_command
from seating.present.blocks import Block, Figures, Heading, Lines, Text, code, data, field, paragraph, titled
from seating.present.settings import Settings
from seating.present.shortening import tell_more
from seating.wording import said, said_list

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
    yield Figures(list(_count(made, settings)), "facts")
    if not made.names:
        yield paragraph(said("Print one for each participant."))
    yield Heading(said("Tables"))
    shown: list[tuple[Text, Text]] = [
        (str(table.number), (data(table.label), " [", data(table.id), "]")) for table in tables[:SHOWN_TABLES]
    ]
    yield Figures(shown, "facts")
    left = len(tables) - SHOWN_TABLES
    more = [tell_more(left)] if left > 0 else []
    inferred = said("The tables were inferred from the list. Name others with --tables or in a convening.")
    yield Lines([*more, *([inferred] if made.inferred else [])], "bullets")
    yield from titled(said("Sectors"), [data(said_list(sectors))] if sectors else [])
    written: list[tuple[Text, Text]] = [(data(files[name]), text) for name, text in FILES.items() if name in files]
    yield Heading(said("Files"))
    yield Figures(written, "facts")
    called = name_command()
    command = code(f"{called} charts FILE…")
    yield paragraph(field(said("Once the charts are filled in, read them with"), command))


def _count(made: BlankCharts, settings: Settings) -> Iterator[tuple[Text, Text]]:
    """Yield what a chart asks about, how many sheets there are, and who is left out."""
    yield said("Tables"), len(made.form.tables)
    yield said("Sectors"), len(made.form.sectors)
    yield said("Paper"), (settings.paper, ", ", said("portrait") if made.is_short else said("landscape"))
    if made.is_short:
        yield said("Charts on one sheet"), made.per_sheet
    else:
        yield said("Sheets for one chart"), made.sheets
    if made.names:
        yield said("Charts with a name"), len(made.names)
    if made.unnamed:
        yield said("On the list without a chart") if made.names else said("On the list and not named"), made.unnamed
