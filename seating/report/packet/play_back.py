"""The play-back: what each table said, and what several tables said alike, to read out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.harvest import Harvest, Theme, count_themes
from seating.present.blocks import BREAK, NOTHING, Block, Card, Column, Lines, Row, Table, Text, data, join, paragraph
from seating.report.places import list_missing
from seating.report.shown_worksheets import is_answered, list_by_table
from seating.result import Result
from seating.tables import in_order_of_numbers
from seating.wording import message, said, said_count, said_list
from seating.worksheets import REQUESTS, Line

ORDER = 60
TITLE = message("What we heard each table say")
ABOUT = message(
    "A page to read aloud: the themes that several tables had in common, and what each table said and asked for."
)

MOST_THEMES = 20
"""Maximum number of themes; the others are counted."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the themes of several tables, then what each table said; nothing if no harvest was typed back."""
    harvest = result.harvest
    if harvest is None or not harvest.statements:
        return
    labels = result.labels_of_tables
    intro = said("Read this aloud, and ask: Is this what you said? Correct it here before you pass it on.")
    yield paragraph(intro, "intro")
    yield from _list_shared(harvest, labels)
    yield from _list_tables(result, harvest)


def _list_shared(harvest: Harvest, labels: Mapping[str, str]) -> Iterator[Block]:
    """Yield the themes that two or more tables named."""
    shared = [theme for theme in count_themes(harvest) if len(theme.by_table) > 1]
    spoke = {one.table for one in harvest.statements if one.table}
    rows = [Row((data(one.name), f"{len(one.by_table)}/{len(spoke)}", _name_tables(one, labels))) for one in shared]
    titles = (Column(said("Theme")), Column(said("Tables"), is_number=True), Column(said("Which tables")))
    yield Table(said("What several tables said"), titles, rows[:MOST_THEMES], "shared-themes")
    if not shared:
        yield paragraph(said("No theme was named by more than one table."))
    if len(rows) > MOST_THEMES:
        more = len(rows) - MOST_THEMES
        yield paragraph(said_count("%(number)s more theme", "%(number)s more themes", more), "quiet")


def _name_tables(theme: Theme, labels: Mapping[str, str]) -> Text:
    return data(said_list([labels.get(table, table) for table in theme.by_table]))


def _list_tables(result: Result, harvest: Harvest) -> Iterator[Block]:
    """Yield a card for each table with its own words, its themes and its requests."""
    by_table = list_by_table(result, result.worksheets.of(REQUESTS))
    asked = {table: lines for table, _, lines in by_table if table}
    for number, table in enumerate(in_order_of_numbers(result.convening.tables), start=1):
        its = [one for one in harvest.statements if one.table == table.id]
        requests = asked.get(table.id, ())
        if not its and not requests:
            continue
        themes = list(dict.fromkeys(theme for one in its for theme in one.themes))
        rows = [Row((said("Themes"), join(map(data, themes), BREAK) or NOTHING))]
        rows += _list_requests(requests)
        if missing := list_missing(result, table):
            rows.append(Row((said("Who this table named as missing"), join(map(data, missing), BREAK))))
        texts = [data(one.text) for one in its if one.text]
        words = [Lines(texts, "bullets")] if texts else []
        yield Card((str(number), " ", data(table.label)), (*words, _tabulate(rows)), f"table-{number}", "said-sheet")
        asked.pop(table.id, None)
    for number, (other, name, requests) in enumerate(by_table, start=1):
        if other in asked:  # a table that was split or ended, or one that is not known
            yield Card(name, (_tabulate(list(_list_requests(requests))),), f"former-{number}", "said-sheet")


def _list_requests(requests: Sequence[Line]) -> Iterator[Row]:
    """Yield what the table still asks for, and what has been answered, each with its answer."""
    waiting = [data(line["request"]) for line in requests if not is_answered(line)]
    answered = [
        join([data(part) for part in (line["request"], line["answer"]) if part], ": ")
        for line in requests
        if is_answered(line)
    ]
    if waiting:
        yield Row((said("Asks for"), join(waiting, BREAK)))
    if answered:
        yield Row((said("Asked for, with the answer"), join(answered, BREAK)))


def _tabulate(rows: Sequence[Row]) -> Table:
    return Table(said("Themes and requests"), (Column(said("Part")), Column(said("What"))), rows, "said")
