"""What the tables found: themes counted by table and by voice, with the statements behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from seating.forms.harvest import Harvest, Statement, Theme, count_themes, count_themes_by_voice
from seating.present.blocks import (
    NOTHING,
    Block,
    Column,
    Figures,
    Heading,
    Lines,
    Row,
    Table,
    Text,
    below,
    data,
    paragraph,
)
from seating.present.shortening import tell_unshown
from seating.requirements.base.voices import Voice
from seating.result import Result
from seating.result.shared_requirements import list_public
from seating.room.tables import Table as TableOfPeople
from seating.room.tables import in_order_of_numbers, map_labels
from seating.wording import said, said_field, said_joined, said_list

ORDER = 55
TITLE = said("What the tables found")

MOST_WORDS = 8
"""Maximum number of statements shown for one theme; the harvest file has all of them."""

MOST_COLUMNS = 12
"""With more tables than this, a theme shows only how many tables named it, without a column for each table."""

MOST_QUESTIONS = 8
"""With more questions than this, themes are not counted by question."""

MOST_THEMES_BY_VOICE = 8


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the themes, then the statements behind them; nothing if no harvest was entered."""
    harvest = result.harvest
    if harvest is None:
        return
    themes = count_themes(harvest)
    voices = list_public(result, result.review.voices)
    at_work = map_labels(result.room.tables)
    here = result.room.attendees
    in_use = {table for one in here for table in result.plan.tables_of(one.id)}
    awaited = {table: label for table, label in at_work.items() if table in in_use}
    yield from _count_statements(harvest, themes, awaited)
    if themes:
        yield _count_by_table(themes, in_order_of_numbers(result.convening.tables), harvest.former)
        yield from _count_by_question(harvest, themes)
        yield from _count_by_voice(themes, _find_where_voices_sit(result, voices))
    shown = {voice.name for voice in voices}
    places = {**harvest.former, **map_labels(result.convening.tables), **at_work, "": said("the whole room")}
    for theme in themes:
        worded = [statement for statement in theme.statements if statement.text]
        yield from _list_statements(data(theme.name), worded, places, shown)
    bare = [statement for statement in harvest.statements if not statement.themes]
    yield from _list_statements(said("No theme yet"), bare, places, shown)


def _count_statements(harvest: Harvest, themes: Sequence[Theme], awaited: Mapping[str, str]) -> Iterator[Block]:
    """Yield how many statements there are, and the tables where someone sits that made none."""
    spoke = {statement.table for statement in harvest.statements if statement.table}
    silent = [label for table, label in awaited.items() if table not in spoke]
    yield Figures(
        [
            (said("statements"), len(harvest.statements)),
            (said("tables with statements"), len(spoke)),
            (said("themes"), len(themes)),
        ]
    )
    about = said("Themes named by the most tables come first.")
    lack = (" ", said("No sheet was entered from:"), " ", data(said_list(silent)), ".")
    yield paragraph((about, *lack) if silent else about, "intro")


def _count_by_table(themes: Sequence[Theme], tables: Sequence[TableOfPeople], former: Mapping[str, str]) -> Block:
    """Return the themes by table: those that seat people, and the others from which there are statements.

    Parameters
    ----------
    themes : sequence of Theme
    tables : sequence of Table
        In the order of their numbers.
    former : mapping of str to str
        The names of tables of earlier rounds, which have no number now.
    """
    spoke = {table for theme in themes for table in theme.by_table}
    numbered = [(n, table) for n, table in enumerate(tables, 1) if table.seats_people or table.id in spoke]
    named: dict[str, Text] = {
        table.id: data(said_joined([str(number), table.label], " ")) for number, table in numbered
    }
    named |= {table: label for table, label in former.items() if table in spoke}
    columns = named if len(named) <= MOST_COLUMNS else {}
    titles = [
        Column(said("Theme")),
        Column(said("Statements"), is_number=True),
        Column(said("Tables"), is_number=True),
        *(Column(label, is_number=True) for label in columns.values()),
    ]
    rows = []
    for theme in themes:
        counts = (theme.by_table.get(table) or NOTHING for table in columns)
        rows.append(Row((data(theme.name), len(theme.statements), len(theme.by_table), *counts)))
    return Table(said("Number of statements on each theme, by table"), titles, rows, "themes")


def _count_by_question(harvest: Harvest, themes: Sequence[Theme]) -> Iterator[Block]:
    asked = list(dict.fromkeys(s.question for s in harvest.statements if s.question))
    if 0 < len(asked) <= MOST_QUESTIONS:
        titles = [Column(said("Theme")), *(Column(data(question), is_number=True) for question in asked)]
        rows = [
            Row((data(theme.name), *(theme.by_question.get(question) or NOTHING for question in asked)))
            for theme in themes
        ]
        yield Table(said("Number of statements on each theme, by question"), titles, rows, "themes")


def _find_where_voices_sit(result: Result, voices: Sequence[Voice]) -> Mapping[str, Collection[str]]:
    """Return the tables at which people of each voice have a seat, whether or not these tables need it.

    A voice is left out if its description is not known, as in a saved round whose list has changed.
    """
    people = result.room.coming
    asks = {(identity, ask.name): ask for identity, ask in result.asks}
    known = [(voice.name, asks[voice.id, voice.name]) for voice in voices if (voice.id, voice.name) in asks]
    return {
        name: {t for one in people for t in result.plan.tables_of(one.id) if ask.matches(one.at(t))}
        for name, ask in known
    }


def _count_by_voice(themes: tuple[Theme, ...], sat_at: Mapping[str, Collection[str]]) -> Iterator[Block]:
    """Yield, for the first themes, how many statements each voice made and how many its tables made."""
    first = themes[:MOST_THEMES_BY_VOICE]
    rows = []
    for voice, counts in count_themes_by_voice(first, sat_at).items():
        cells: list[Text] = [data(voice)]
        for by_them, at_tables in counts.values():
            own = below(said_field(said("in their own words"), str(by_them)))
            cells.append((at_tables or NOTHING, " ", own) if by_them else at_tables or NOTHING)
        rows.append(Row(cells))
    if rows:
        titles = [Column(said("Voice")), *(Column(data(theme.name), is_number=True) for theme in first)]
        yield Table(said("Themes at the tables where people with each voice had a seat"), titles, rows, "themes")
        about = said(
            "The numbers count the statements from tables where people with the voice had a seat, and its own words "
            "from elsewhere. A statement counts as the voice’s own words only if the sheet names the voice next to it."
        )
        yield paragraph(about, "intro")
        yield from tell_unshown(len(themes) - len(first))


def _list_statements(
    heading: Text, statements: Sequence[Statement], places: Mapping[str, str], voices: Collection[str]
) -> Iterator[Block]:
    """Yield statements with their table, question and voice, as far as these are known and may be shown."""
    if not statements:
        return
    yield Heading(heading)
    lines = []
    for one in statements[:MOST_WORDS]:
        about = (places[one.table], one.question, one.voice if one.voice in voices else "")
        text = data(one.text) if one.text else NOTHING
        lines.append((text, " ", below(said_joined(filter(None, about), " · "), is_data=True)))
    yield Lines(lines, "bullets", "plain")
    yield from tell_unshown(len(statements) - MOST_WORDS)
