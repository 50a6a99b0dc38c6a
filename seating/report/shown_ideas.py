"""Which ideas become tables: what is asked for most often, who asks, and who is left out if only some are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from seating.analysis.possible_tables import (
    Possible,
    count_shared_words,
    find_left_out,
    find_merges,
    find_widest,
    list_possible,
    list_same,
)
from seating.convening import Convening
from seating.forms.harvest import count_themes
from seating.forms.worksheets import IDEAS, Line
from seating.present.blocks import (
    BOX,
    BREAK,
    NOTHING,
    Block,
    Column,
    Lines,
    Row,
    Table,
    Text,
    below,
    data,
    field,
    join,
    paragraph,
)
from seating.present.shortening import tell_more, tell_unshown
from seating.report.claims import labels
from seating.report.counts import tell_unread
from seating.report.shown_worksheets import name_people
from seating.report.sort_keys import name_key
from seating.result import Result
from seating.room.tables import Table as TableOfPeople
from seating.room.tables import TableKind
from seating.wording import Said, quoted, said, said_count, said_joined, said_list

MOST_SHOWN = 3
"""Maximum number of ideas shown for one theme; the others are counted."""

MOST_KEPT = 5
"""The number of tables with which an initiative begins at most."""

MOST_ROWS = 24
"""Maximum number of possible tables in the list, so that it stays on one sheet."""

MOST_LEFT_OUT = 24
"""Maximum number of people shown who are left out; the others are counted."""

MOST_WORDS = 12
"""Maximum number of words shown that several ideas share."""

MOST_PAIRS = 6
"""Maximum number of pairs shown that may mean the same, and of those that may share a table."""


def list_idea_blocks(result: Result) -> Iterator[Block]:
    """Yield what is asked for; nothing without ideas, charts or themes of the harvest if the tables are few."""
    themes = () if result.harvest is None else count_themes(result.harvest)
    ideas = result.worksheets.of(IDEAS)
    are_many = len(_list_working(result.convening)) > MOST_KEPT
    if not (ideas or themes or result.nominations is not None or are_many):
        return
    labels = result.room.history.labels
    tables = result.convening.tables
    possible = list_possible(result.people, tables, ideas, themes, result.nominations, result.unread, labels)
    if not possible:
        return
    about = said(
        "People, charts and statements are added up, and the themes with the highest total come first. The "
        "last column counts the people on the list who ask only for something further down. Check the box of each "
        "theme that becomes a table."
    )
    first = said(
        "“First choice” counts the people on the list who chose the theme. Those who chose none count for the themes "
        "that they rated highest."
    )
    yield paragraph(said_joined([about, first], " "), "intro")
    yield from tell_unread(result.room, result.unread)
    yield _list_possible(result, possible)
    yield from tell_unshown(len(possible) - MOST_ROWS)
    yield from _list_same(possible)
    yield from _list_words([line["idea"] for line in ideas if not line["theme"]])
    yield from _list_choice(result, possible)


def _list_working(convening: Convening) -> list[TableOfPeople]:
    return [one for one in convening.tables if one.seats_people and one.kind is not TableKind.LISTENING]


def _list_possible(result: Result, possible: Sequence[Possible]) -> Table:
    titles = (
        Column(said("Keep")),
        Column(said("Theme")),
        Column(said("Ideas")),
        Column(said("People"), is_number=True),
        Column(said("First choice"), is_number=True),
        Column(said("Charts"), is_number=True),
        Column(said("Statements"), is_number=True),
        Column(said("Total"), is_number=True),
        Column(said("Left out"), is_number=True),
    )
    rows = []
    for number, one in enumerate(possible[:MOST_ROWS], start=1):
        counts = (len(one.people) + len(one.others), len(one.first), one.charts, one.statements, one.asked)
        out = len(find_left_out(possible, possible[:number])) if one.name else NOTHING
        name = data(one.name) if one.name else said("without a theme")
        rows.append(Row((BOX, name, _name_ideas(result, one.ideas), *(count or NOTHING for count in counts), out)))
    return Table(said("What is asked for"), titles, rows, "ideas", stacks=False, is_wide=True)


def _name_ideas(result: Result, lines: Sequence[Line]) -> Text:
    shown: list[Text] = []
    for line in lines[:MOST_SHOWN]:
        proposers = name_people(result, line.names["from"])
        shown.append((data(line["idea"]), *((" ", below(proposers, is_data=True)) if proposers else ())))
    more = len(lines) - MOST_SHOWN
    if more > 0:
        shown.append(tell_more(more))
    return join(shown, BREAK)


def _list_same(possible: Sequence[Possible]) -> Iterator[Block]:
    pairs = [_list_quoted(pair) for pair in list_same(possible)]
    if not pairs:
        return
    about = said_count(
        "These two might mean the same thing. To count them as one, use the same theme for both:",
        "Each of these pairs might mean the same thing. To count a pair as one, use the same theme for both:",
        len(pairs),
    )
    yield paragraph(about)
    yield Lines([data(pair) for pair in pairs[:MOST_PAIRS]], "bullets", "plain")


def _list_words(texts: Sequence[str]) -> Iterator[Block]:
    """Yield the words that several ideas without a theme share."""
    words = [said_joined([quoted(word), f"({number})"], " ") for word, number in count_shared_words(texts)[:MOST_WORDS]]
    if words:
        yield paragraph(field(said("Words that several ideas without a theme share"), data(said_list(words))))


def _list_choice(result: Result, possible: Sequence[Possible]) -> Iterator[Block]:
    """Yield who is left out if the first ones become tables, and a choice that leaves out fewer, if any."""
    named = [one for one in possible if one.name]
    number = min(MOST_KEPT, len(_list_working(result.convening)) or MOST_KEPT)
    if len(named) <= number:
        return
    kept = named[:number]
    left_out = find_left_out(possible, kept)
    if not left_out:
        return
    yield _list_left_out(said("With tables for"), kept, len(left_out))
    widest = find_widest(possible, number)
    fewest = left_out if widest is None else find_left_out(possible, widest)
    if widest is not None and len(fewest) < len(left_out):
        yield _list_left_out(said("Fewest left out with"), widest, len(fewest))
    people = sorted((result.people.by_id[one] for one in left_out), key=lambda one: name_key(one.label))
    rows = [
        Row(
            (
                data(person.label),
                data(person.organization) if person.organization else NOTHING,
                data(said_list(_list_asked(possible, person.id))),
            )
        )
        for person in people[:MOST_LEFT_OUT]
    ]
    titles = (Column(said("Name")), Column(said("Organization")), Column(said("Asks for")))
    yield Table(said("Who is left out"), titles, rows, "left-out")
    if (more := len(people) - MOST_LEFT_OUT) > 0:
        yield paragraph(tell_more(more))
    yield from _list_merges(possible, kept)


def _list_left_out(about: Said, kept: Sequence[Possible], number: int) -> Lines:
    """Return which themes become tables, and how many people who ask only for something else are left out."""
    return paragraph((*field(about, data(_list_quoted(kept))), "; ", *field(said("left out"), number)))


def _list_asked(possible: Iterable[Possible], person: str) -> list[str]:
    """Return what a person asks for: themes, and ideas without one."""
    asked = [one for one in possible if person in one.people]
    ideas = (line for one in asked if not one.name for line in one.ideas)
    own = [line["idea"] for line in ideas if any(each.person == person for each in line.names["from"])]
    return [one.name for one in asked if one.name] + own


def _list_merges(possible: Sequence[Possible], kept: Sequence[Possible]) -> Iterator[Block]:
    """Yield which of the others could share a table with one that is kept, because the same people ask for both."""
    merges = [
        field(said_list(map(quoted, (one.name, host.name))), labels.PART_OF(part=len(shared), all=len(one.people)))
        for one, host, shared in find_merges(possible, kept)
    ]
    if merges:
        yield paragraph(said("Themes that the same people ask for, of all who ask for the first one:"))
        yield Lines(merges[:MOST_PAIRS], "bullets", "plain")


def _list_quoted(possible: Iterable[Possible]) -> Said:
    """Return the names of possible tables as one text; many contain the word "and"."""
    return said_list([quoted(one.name) for one in possible])
