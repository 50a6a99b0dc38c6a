"""What a page consists of: blocks, in reading order. A page is a function from facts to blocks; a renderer prints them.

The texts of the program are English. Those made with `said` are printed in the language of the page, and a renderer
marks all others as English. What comes from the list or the convening is `data`, which is never translated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from seating.present.languages import Words
from seating.wording import said

Style = Literal["plain", "strong", "quiet", "code", "below", "tag", "box", "screen", "break"]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text that is more than words of the program.

    Attributes
    ----------
    text : str
    style : "plain", "strong", "quiet", "code", "below", "tag", "box", "screen" or "break"
        What is below stands under the text before it, as a quiet line of its own. A tag is a short label beside a
        text. A box is there to be checked by hand; its text is read aloud. What is for a screen is neither printed on
        paper nor shown in a terminal. A break is a new line.
    is_data : bool
        Whether the text comes from the list or the convening. Only a name that the program made is translated.
    link : str
        Where the text leads: a fragment of the page with its `#`, or a path; "" for no link.
    spoken : str
        What is read aloud in place of a sign such as an arrow; "" if the text is read.
    tone : str
        What the color of the text means: "bad", "open", "good" or "gray"; "" for the color of other text.
    mark : str
        The ids of the drawings before the text, separated by spaces; "" for none.
    is_figure : bool
        Whether the text is a figure of the search, such as a penalty. A terminal shows it with `--details` alone.
    """

    text: str
    style: Style = "plain"
    is_data: bool = False
    link: str = ""
    spoken: str = ""
    tone: str = ""
    mark: str = ""
    is_figure: bool = False


Text = str | int | Span | tuple[str | int | Span, ...]
"""A text; the parts of a tuple follow each other without a space. A number is printed with thousands separators."""

ARROW = Span("→", spoken=said("to"))
"""From one table to another."""

BOX = Span(said("box to check"), "box")
"""A box to check on paper."""

BREAK = Span("; ", "break")
"""A new line inside a text; a semicolon where a text has only one line."""

NOTHING = "–"
"""A cell without a value."""


def data(text: str, link: str = "", style: Style = "plain") -> Span:
    """Return a text of the list or the convening, with the place where it leads."""
    return Span(text, style, is_data=True, link=link)


def strong(text: str) -> Span:
    """Return a text that stands out."""
    return Span(text, "strong")


def quiet(text: str) -> Span:
    """Return a text that matters less than what is beside it."""
    return Span(text, "quiet")


def below(text: str, is_data: bool = False) -> Span:
    """Return a quiet line under the text before it."""
    return Span(text, "below", is_data)


def code(text: str) -> Span:
    """Return a text that can be typed or searched for, such as an id or a command."""
    return Span(text, "code")


def tag(text: str) -> Span:
    """Return a short label, such as a duty beside a name."""
    return Span(text, "tag")


def figure(text: str) -> Span:
    """Return a figure of the search, which is for readers who ask for details."""
    return Span(text, is_figure=True)


def field(name: Text, value: Text) -> tuple[str | int | Span, ...]:
    """Return a value with its label before it, in one line.

    >>> field("Tables", 3)
    ('Tables', ': ', 3)
    """
    return (*parts_of(name), ": ", *parts_of(value))


def parts_of(text: Text) -> tuple[str | int | Span, ...]:
    """Return the parts of a text; none of an empty one."""
    if isinstance(text, tuple):
        return text
    is_empty = text == "" or (isinstance(text, Span) and not text.text and not text.mark)
    return () if is_empty else (text,)


def join(texts: Iterable[Text], separator: str | Span) -> tuple[str | int | Span, ...]:
    """Return texts one after another, with a separator between them.

    >>> join(["Ana", "Ben"], ", ")
    ('Ana', ', ', 'Ben')
    """
    found: list[str | int | Span] = []
    for text in texts:
        found += [separator, *parts_of(text)] if found else parts_of(text)
    return tuple(found)


def say(text: Text, words: Words) -> str:
    """Return a text without markup, in the language of the page."""
    return "".join(_say(part, words) for part in parts_of(text))


def _say(part: str | int | Span, words: Words) -> str:
    if isinstance(part, int):
        return f"{part:,}"
    if isinstance(part, Span):
        return "" if part.style in {"screen", "box"} else words.tell(part.spoken or part.text)
    return words.tell(part)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section, which has a heading of its own.

    Attributes
    ----------
    text : Text
    depth : int
        How many levels it stands below the other headings of the section.
    """

    text: Text
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs, or the items of a list.

    Attributes
    ----------
    items : sequence of Text
    form : "paragraphs", "bullets" or "numbers"
    name : str
        Tells a style sheet what the lines are, such as "intro", "quiet" or "notes".
    """

    items: Sequence[Text]
    form: Literal["paragraphs", "bullets", "numbers"] = "paragraphs"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, with its title. The cells of the first column are the headings of their rows."""

    title: Text
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes
    ----------
    cells : sequence of Text
        One for each column.
    anchor : str
        The fragment with which a link leads here, without `#`; "" for none.
    table : str
        The id of the table that the row is about; "" for none.
    tone : str
        What the color of the row means, as for a `Span`; "" for none.
    """

    cells: Sequence[Text]
    anchor: str = ""
    table: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns with a caption; one without rows is not printed.

    Attributes
    ----------
    caption : Text
    columns : sequence of Column
    rows : sequence of Row
    name : str
        Tells a style sheet what the table is.
    repeats_heading : bool
        Whether the caption repeats the heading before the table, so that it is only read aloud.
    stacks : bool
        Whether each row becomes a card on a narrow screen; the style sheet has another layout for a table that does
        not.
    is_wide : bool
        Whether the table can be wider than a screen, so that it scrolls in a region of its own.
    """

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Row]
    name: str = ""
    repeats_heading: bool = False
    stacks: bool = True
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers or facts, each with its label; `name` is "figures" for large numbers and "facts" for texts."""

    items: Sequence[tuple[Text, Text]]
    name: Literal["figures", "facts"] = "figures"


@dataclass(frozen=True, slots=True)
class Card:
    """A group of blocks.

    Attributes
    ----------
    title : Text
        "" for a group without a heading of its own.
    blocks : sequence of Block
    anchor : str
        The fragment of the group. One with a title that cannot be folded has one.
    name : str
        Tells a style sheet what the group is.
    tone : str
        What the color of the group means, as for a `Span`; "" for none.
    folds : bool
        Whether a reader can fold the group.
    is_open : bool
        Whether a group that folds is open at first. One that is not is left out on paper.
    above : Text
        A line over the title of a group that cannot be folded; "" for none.
    """

    title: Text
    blocks: Sequence[Block]
    anchor: str = ""
    name: str = ""
    tone: str = ""
    folds: bool = False
    is_open: bool = True
    above: Text = ""


@dataclass(frozen=True, slots=True)
class Raw:
    """What only a template can print; other renderers leave it out.

    Attributes
    ----------
    template : str
    data : Any
        What the template prints, as `data`.
    """

    template: str
    data: Any


Block = Heading | Lines | Table | Figures | Card | Raw


def keep_filled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks without lists that have no items and tables that have no rows."""
    return tuple(block for block in blocks if _is_filled(block))


def _is_filled(block: Block) -> bool:
    match block:
        case Lines(items) | Figures(items):
            return bool(items)
        case Table(rows=rows):
            return bool(rows)
        case _:
            return True


def paragraph(text: Text, name: str = "") -> Lines:
    """Return one paragraph."""
    return Lines((text,), name=name)


def list_sections(parts: Iterable[tuple[str, Text, Iterable[Block]]]) -> Iterator[Card]:
    """Yield the sections of a page from the name, the title and the blocks of each; one without blocks is left out."""
    for name, title, blocks in parts:
        if filled := keep_filled(blocks):
            yield Card(title, filled, f"{name}-heading", "section")


def fold_away(title: Text, blocks: Iterable[Block]) -> Iterator[Card]:
    """Yield a group that a reader on a screen can unfold and that is not printed; nothing if it has no blocks."""
    if filled := keep_filled(blocks):
        yield Card(title, filled, folds=True, is_open=False)


def titled(title: Text, items: Iterable[Text]) -> Iterator[Block]:
    """Yield a heading and a list; nothing if the list is empty."""
    if shown := tuple(items):
        yield Heading(title)
        yield Lines(shown, "bullets")
