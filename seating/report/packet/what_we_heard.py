"""What people said and ask for: the themes with their counts, each table in its own words, and which ideas could win.

The themes and the words are those of the harvest. The convener reads them out and then looks, below, at what it would
take to make the most wanted ones tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from seating.forms.harvest import Harvest, Statement, Theme, count_themes
from seating.present.blocks import (
    BREAK,
    NOTHING,
    Block,
    Card,
    Column,
    Heading,
    Lines,
    Row,
    Table,
    Text,
    data,
    join,
    keep_filled,
    paragraph,
)
from seating.report.claims.labels import MORE_THEMES
from seating.report.named_before import list_missing
from seating.report.shown_demand import list_demand_blocks
from seating.report.shown_ideas import list_idea_blocks
from seating.result import Result
from seating.room.tables import in_order_of_numbers, map_labels
from seating.wording import message, said, said_list

ORDER = 95
TITLE = message("What we heard")
ABOUT = message(
    "The themes that tables named, to read aloud with each table’s own words; what people ask for most often, and who "
    "is left out if only some themes become tables; how many people want each table, and whether it was the right one."
)
FILLED_BY = message("a harvest, ideas or charts, and the column `interests` for tables with a `focus`")
IS_LANDSCAPE = True

MOST_THEMES = 20
"""Maximum number of themes; the others are counted."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the themes and words of the harvest, the ideas that could become tables, and the demand for the tables."""
    yield from _list_harvest(result.for_team)  # it is read aloud
    yield from _under(said("Which ideas become tables"), list_idea_blocks(result))
    yield from _under(said("Demand for the tables"), list_demand_blocks(result))


def _under(heading: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks under a heading; nothing if there are none."""
    if filled := keep_filled(blocks):
        yield Heading(heading)
        yield from filled


def _list_harvest(result: Result) -> Iterator[Block]:
    """Yield the themes, then what each table said; nothing if no harvest was typed back."""
    harvest = result.harvest
    if harvest is None or not harvest.statements:
        return
    intro = said("Read this aloud, and ask: Is this what you said? Correct it here before you pass it on.")
    yield paragraph(intro, "intro")
    yield from _list_themes(harvest, {**harvest.former, **map_labels(result.convening.tables)})
    yield from _list_tables(result, harvest)


def _list_themes(harvest: Harvest, labels: Mapping[str, str]) -> Iterator[Block]:
    """Yield the themes, those of the most tables first."""
    themes = count_themes(harvest)
    spoke = {one.table for one in harvest.statements if one.table}
    rows = [
        Row((data(one.name), len(one.statements), f"{len(one.by_table)}/{len(spoke)}", _name_tables(one, labels)))
        for one in themes
    ]
    titles = (
        Column(said("Theme")),
        Column(said("Statements"), is_number=True),
        Column(said("Tables"), is_number=True),
        Column(said("Which tables")),
    )
    yield Table(said("Themes"), titles, rows[:MOST_THEMES], "shared-themes")
    if not any(len(one.by_table) > 1 for one in themes):
        yield paragraph(said("No theme was named by more than one table."))
    if len(rows) > MOST_THEMES:
        more = len(rows) - MOST_THEMES
        yield paragraph(MORE_THEMES(number=more), "quiet")


def _name_tables(theme: Theme, labels: Mapping[str, str]) -> Text:
    return data(said_list([labels.get(table, table) for table in theme.by_table])) if theme.by_table else NOTHING


def _list_tables(result: Result, harvest: Harvest) -> Iterator[Block]:
    """Yield a card for each table with its own words, its themes, and who it named as missing.

    Tables of earlier rounds come last. They have no number, and no one is missing there now.
    """
    for number, table in enumerate(in_order_of_numbers(result.convening.tables), start=1):
        if its := [one for one in harvest.statements if one.table == table.id]:
            heading = (str(number), " ", data(table.label))
            yield _card(heading, its, list_missing(result, table), f"table-{number}")
    for number, (former, label) in enumerate(harvest.former.items(), start=1):
        its = [one for one in harvest.statements if one.table == former]
        yield _card(label, its, (), f"former-{number}")


def _card(heading: Text, its: Sequence[Statement], missing: Iterable[str], identity: str) -> Card:
    """Return the card of a table with these statements."""
    themes = list(dict.fromkeys(theme for one in its for theme in one.themes))
    rows = [Row((said("Themes"), join(map(data, themes), BREAK) or NOTHING))]
    if named := list(missing):
        rows.append(Row((said("Who this table named as missing"), join(map(data, named), BREAK))))
    texts = [data(one.text) for one in its if one.text]
    words = [Lines(texts, "bullets")] if texts else []
    about = Table(said("Themes, and who is missing"), (Column(said("Part")), Column(said("What"))), rows, "said")
    return Card(heading, (*words, about), identity, "said-sheet")
