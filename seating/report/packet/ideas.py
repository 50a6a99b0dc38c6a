"""Which ideas become tables: proposals by theme, with who asks for each, and who is lost if only some are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seating.analysis.demand import choose_score, list_scores
from seating.harvest import count_themes
from seating.present.blocks import BOX, BREAK, NOTHING, Block, Column, Row, Table, Text, below, data, join, paragraph
from seating.report.privacy import Audience
from seating.report.shown_worksheets import name_people
from seating.result import Result
from seating.wording import fold, message, said, said_count
from seating.worksheets import IDEAS, Line

ORDER = 96
TITLE = message("Which ideas become tables")
ABOUT = message(
    "Proposals by theme, beside the themes of listening sessions and the interests on the list, and who is lost."
)
AUDIENCE = Audience.CONVENER
IS_LANDSCAPE = True

MOST_SHOWN = 6
"""Maximum number of ideas shown for one theme; the others are counted."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its ideas, who proposed them, and who else asks for it.

    Attributes
    ----------
    name : str
        "" for ideas without a theme.
    ideas : tuple of Line
    proposers : int
        Different people and organizations that proposed an idea.
    statements : int
        Statements with this theme in the harvest of the listening sessions.
    interested : frozenset of str
        Ids of the people whose interests include it.
    """

    name: str
    ideas: tuple[Line, ...]
    proposers: int
    statements: int
    interested: frozenset[str]

    @property
    def support(self) -> tuple[int, int, int]:
        """What themes are sorted by: people interested, statements, and proposers together, then ideas."""
        return (len(self.interested) + self.proposers, self.statements, len(self.ideas))


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the themes, the ones that most people ask for first; nothing if there is no file of ideas."""
    themes = list_themes(result)
    if not themes:
        return
    tables = sum(table.seats_people for table in result.convening.tables)
    about = said(
        "The themes that most people ask for come first. Check the ones that become tables, and join ideas that mean "
        "the same by giving them one theme in %(file)s.",
        file=IDEAS.file,
    )
    yield paragraph(about, "intro")
    titles = (
        Column(said("Keep")),
        Column(said("Theme")),
        Column(said("Ideas")),
        Column(said("Proposed by"), is_number=True),
        Column(said("Listening sessions"), is_number=True),
        Column(said("Interested"), is_number=True),
    )
    rows = [
        Row(
            (
                BOX,
                data(theme.name) if theme.name else said("without a theme"),
                _name_ideas(result, theme.ideas),
                theme.proposers or NOTHING,
                theme.statements or NOTHING,
                len(theme.interested) or NOTHING,
            )
        )
        for theme in themes
    ]
    yield Table(said("Ideas by theme"), titles, rows, "ideas", stacks=False, is_wide=True)
    yield from _list_lost(themes, tables)


def list_themes(result: Result) -> list[Theme]:
    """Return the themes of the ideas, the ones with most support first, and ideas without a theme last."""
    ideas: dict[str, list[Line]] = {}
    names: dict[str, str] = {"": ""}
    for line in result.worksheets.of(IDEAS):
        ideas.setdefault(fold(line["theme"]), []).append(line)
        names.setdefault(fold(line["theme"]), line["theme"])
    heard = (
        {} if result.harvest is None else {fold(one.name): len(one.statements) for one in count_themes(result.harvest)}
    )
    scores = {person.id: list_scores(person) for person in result.people}
    found = [
        Theme(
            name=names[key],
            ideas=tuple(lines),
            proposers=len({fold(one.text) for line in lines for one in line.names["from"]}),
            statements=heard.get(key, 0) if key else 0,
            interested=frozenset(person for person, own in scores.items() if key and choose_score(own, (names[key],))),
        )
        for key, lines in ideas.items()
    ]
    return sorted(found, key=lambda theme: (bool(theme.name), theme.support), reverse=True)


def _name_ideas(result: Result, lines: Sequence[Line]) -> Text:
    shown: list[Text] = []
    for line in lines[:MOST_SHOWN]:
        proposers = name_people(result, line.names["from"], AUDIENCE)
        shown.append((data(line["idea"]), *((" ", below(proposers, is_data=True)) if proposers else ())))
    more = len(lines) - MOST_SHOWN
    if more > 0:
        shown.append(said_count("%(number)s more idea", "%(number)s more ideas", more))
    return join(shown, BREAK)


def _list_lost(themes: Sequence[Theme], tables: int) -> Iterator[Block]:
    """Yield who would lose their theme if as many themes are kept as there are tables."""
    named = [theme for theme in themes if theme.name]
    kept, left = named[:tables], named[tables:]
    if not left:
        return
    lost = frozenset[str]().union(*(theme.interested for theme in left)).difference(*(t.interested for t in kept))
    yield paragraph(
        said_count(
            "If the convening keeps as many themes as it has tables (%(tables)s), %(number)s person is interested "
            "only in themes that it leaves out.",
            "If the convening keeps as many themes as it has tables (%(tables)s), %(number)s people are interested "
            "only in themes that it leaves out.",
            len(lost),
            tables=f"{tables:,}",
        )
    )
