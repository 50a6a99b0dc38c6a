"""Read an answer about tables as parts: numbers, sizes, topics, head tables and tables that govern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from seating.api.guided_start.answer_phrases import AND, NUMBER, QUOTED, WORDS, pattern_of, read_number
from seating.mentions.word_table import match_any, without_article
from seating.word_files import split_words
from seating.wording import fold

TABLE = pattern_of("tables", "table")
SEATS = pattern_of("tables", "seats")
EACH = pattern_of("tables", "each")
WITH = pattern_of("tables", "with")
ABOUT = pattern_of("tables", "about")
RANGE = rf"(?P<least>{NUMBER})(?:\s*(?:-|–|to|a|or)\s*(?P<most>{NUMBER}))?"

HEAD = "head"
"""A head table, beside the keys of the tables that govern."""

SIZES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"[\s,]*(?P<with>(?:{EACH}\s+)?{WITH}\s*)?(?<![\w-]){RANGE}\s*(?P<seats>{SEATS})(?P<each>\s+(?:at\s+)?{EACH})?",
        rf"[\s,]*(?:{WITH}\s*)?(?<![\w-]){RANGE}\s+{EACH}",
        rf"(?:^|(?<=\w))\s*(?:{WITH})\s*{RANGE}(?=\s*(?:$|[,;:.]|{ABOUT}))",
    )
)
"""How many people sit at a table: with 8 seats each, 10 people each, of 8."""

PLACES = frozenset({"seat", "chai", "plac", "asie", "luga", "sill", "pues"})
"""How the words begin that mean the places at one table, and not people who may be all of those who come."""

OPENING = re.compile(
    rf"^(?:{pattern_of('tables', 'opening')}\s+)?(?:{pattern_of('tables', 'around')}\s+)?", re.IGNORECASE
)
COUNT = re.compile(
    rf"^(?P<number>{NUMBER})\s*(?:(?:\w+\s+)?{TABLE}(?:\s+\w+(?=\s*$))?|(?=\s*$)|(?=\s*{ABOUT}))"
    rf"(?:\s*{ABOUT}\s+(?P<topic>.+)|\s+(?P<rest>.+))?$",
    re.IGNORECASE,
)
"""A number of tables, with what they are about or without."""

COUNTED = re.compile(rf"^(?P<topic>\D+?)\s*[(:x×]\s*(?P<number>{NUMBER})\s*(?:{TABLE})?\s*\)?$", re.IGNORECASE)
"""A topic with its number of tables: housing (2 tables), jobs: 3."""

NUMBERED = re.compile(rf"^(?P<number>{NUMBER})\s+(?P<topic>.+)$", re.IGNORECASE)
"""A number of tables before the topic: 4 housing."""

ONE_ABOUT = re.compile(
    rf"^(?:(?:one|a|an|una|un)\s+(?:{TABLE}\s+)?|{TABLE}\s+){ABOUT}\s+(?P<topic>.+)$"
    rf"|^(?:one|a|an)\s+(?P<before>.+?)\s+{TABLE}$",
    re.IGNORECASE,
)
"""One table: a table about housing, a housing table."""

TABLE_ALONE = re.compile(TABLE, re.IGNORECASE)
PLUS = re.compile(rf"\s*[,;]?\s+{pattern_of('tables', 'plus')}\s+", re.IGNORECASE)
STEM = re.compile(rf"^(?:{TABLE}|[^,;:(]*?{NUMBER}[^,;:(]*?)\s*(?P<sign>:|\(|\s[-–—]\s)", re.IGNORECASE)
"""What stands before the topics: 10 tables of 8: housing, schools."""


@dataclass(frozen=True, slots=True)
class Size:
    """The people at a table; `least` is 0 if only the most is stated. Without `is_sure`, all people may be meant."""

    least: int
    most: int
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an answer.

    Attributes
    ----------
    name : str
        What the table is about, or the name of one that governs.
    number : int or None
        How many tables; None if the part states no number.
    size : Size or None
    body : str
        "" for a table with a topic, "head", or the key of a table that governs.
    is_quoted : bool
        Whether the name is taken as it is.
    is_sure : bool
        Whether a table that governs is meant for certain, and not one about a topic of this name.
    """

    name: str = ""
    number: int | None = None
    size: Size | None = None
    body: str = ""
    is_quoted: bool = False
    is_sure: bool = True


def list_parts(text: str, is_known: Callable[[str], bool]) -> list[Part]:
    """Return the parts of an answer about tables.

    Parameters
    ----------
    text : str
    is_known : function
        Whether people on the list are interested in a topic, whose name can have "and" in it.
    """
    names: list[str] = []

    def hide(found: re.Match[str]) -> str:
        names.append(found[1])
        return f"\x00{len(names) - 1}\x00"

    hidden = QUOTED.sub(hide, text)
    if stem := STEM.match(hidden):
        hidden = f"{hidden[: stem.start('sign')]}, {hidden[stem.end('sign') :].replace(')', '', 1)}"
    parts = [part for piece in _split_pieces(hidden, is_known) for part in _read_piece(piece, is_known)]
    return [_restore(part, names) for part in parts]


def _restore(part: Part, names: Sequence[str]) -> Part:
    found = re.search("\x00(\\d+)\x00", part.name)
    return part if found is None else replace(part, name=names[int(found[1])], is_quoted=True, body="")


def _split_pieces(text: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield the pieces between commas and semicolons; "and" separates where it must."""
    for half in PLUS.split(text):
        for piece in _keep_long_names(re.split("[;,]", half)):
            bare = re.sub(r"^(?:and|y|e|&)\s+", "", piece.strip(" ."), flags=re.IGNORECASE)
            if bare:
                yield from _split_at_and(bare, is_known)


def _keep_long_names(pieces: Sequence[str]) -> Iterator[str]:
    """Yield the pieces; two that together name a table that governs are one: data, impact and evaluation."""
    at = 0
    while at < len(pieces):
        joined = ", ".join(one.strip() for one in pieces[at : at + 2])
        is_long = at + 1 < len(pieces) and bool(_find_body(joined))
        yield joined if is_long else pieces[at]
        at += 2 if is_long else 1


def _split_at_and(piece: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield the sides of an "and" of which one is a number of tables, a head table or one that governs."""
    if not is_known(piece) and not _find_body(piece):
        for found in AND.finditer(piece):
            one, other = piece[: found.start()], piece[found.end() :]
            if any(_is_special(side) for side in (one, other)):
                yield from _split_at_and(one, is_known)
                yield from _split_at_and(other, is_known)
                return
    yield piece


def _is_special(text: str) -> bool:
    found = _find_body(text)
    is_counted = any(pattern.match(OPENING.sub("", text)) for pattern in (COUNT, ONE_ABOUT))
    return is_counted or bool(found and found.is_sure)


def _read_piece(piece: str, is_known: Callable[[str], bool]) -> Iterator[Part]:
    """Yield what a piece states."""
    if is_known(piece):
        yield Part(piece)
        return
    bare, size = _take_size(piece)
    body = _find_body(bare)
    if body is not None:
        yield replace(body, size=size)
        return
    opened = OPENING.sub("", bare)
    if TABLE_ALONE.fullmatch(opened):
        return
    if found := COUNT.match(opened):
        yield Part(found["topic"] or found["rest"] or "", read_number(found["number"]), size)
    elif ((found := NUMBERED.match(opened)) and is_known(found["topic"])) or (found := COUNTED.match(opened)):
        yield Part(found["topic"], read_number(found["number"]), size)
    elif found := ONE_ABOUT.match(opened):
        yield Part(found["topic"] or found["before"], None, size)
    elif bare:
        yield Part(bare, None, size)
    elif size is not None:
        yield Part("", None, size)


def _take_size(piece: str) -> tuple[str, Size | None]:
    """Return a piece without the number of people at a table, and this number."""
    for pattern in SIZES:
        if found := pattern.search(piece):
            least, told = read_number(found["least"]), found.groupdict()
            is_sure = "seats" not in told or bool(told["with"] or told["each"]) or fold(told["seats"])[:4] in PLACES
            size = Size(least, read_number(found["most"]), is_sure) if found["most"] else Size(0, least, is_sure)
            return f"{piece[: found.start()]}{piece[found.end() :]}".strip(" ,.:–—-"), size
    if found := re.match(r"^(\d+)\s*[x×]\s*(\d+)(.*)$", piece):
        return f"{found[1]} tables{found[3]}", Size(0, int(found[2]))
    return piece, None


def _find_body(text: str) -> Part | None:
    """Return the head table, or the table that governs, that a text names; None if it names none."""
    name = without_article(re.sub(r"^(?:one|una?)\s+", "", text.strip(), flags=re.IGNORECASE))
    if re.fullmatch(match_any(split_words(WORDS["heads"]["head"])), name, re.IGNORECASE):
        return Part(name, body=HEAD)
    table = match_any(split_words(WORDS["body_words"]["table"]))
    articles = r"(?:the\s+|all\s+|las?\s+|los\s+)*"
    for body, words in WORDS["bodies"].items():
        members = match_any(split_words(words["of"])) if words["of"] else r"(?!)"
        of = rf"(?:of|from|for|with|de|con)\s+{articles}{members}"
        is_named = match_any(split_words(words["words"]))
        pattern = rf"(?P<name>(?:{table}\s+(?:de\s+)?)?{is_named}(?:\s+(?P<table>{table}))?)(?:\s+(?P<of>{of}))?"
        if found := re.fullmatch(pattern, name, re.IGNORECASE):
            has_table = bool(found["table"]) or fold(found["name"]).split()[0] in fold(table)
            return Part(found["name"], body=body, is_sure=bool(found["of"]) or has_table or body == "steering")
    return None
