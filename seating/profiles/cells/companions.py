"""Read a text about people who come along: their names, and how many come without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from seating.profiles.cells.counts import BRACKETS, Count, read_count
from seating.profiles.cells.replies import Reply, read_reply
from seating.word_files import read_words
from seating.wording import fold

MOST_WORDS = 6
"""Maximum number of words of a name."""

FEW_WORDS = 4
"""Maximum number of words of a reply that stands for a companion."""

SHORT = 2
"""Length of words that are replies only before a comma or dash: Si is also a given name."""

LONGEST = 60
"""Maximum length of a name."""

BETWEEN = re.compile(r"[;\n&+/]|\s(?:and|und|et|y|with|plus)\s")
"""Separators of people; a comma is another one."""

REPLY = re.compile(r"(?P<reply>[^\W\d_]+)(?P<sign>\s*[,:;(–—-]\s*|\s+)(?P<rest>.+)", re.DOTALL)
OWNER = re.compile(r"^(?:my|our|his|her|their|the|mein|meine|unser|mi|mis|mon|ma|mes|meu|minha|mijn)\s+", re.IGNORECASE)
LABEL = re.compile(r"(?P<label>[^\W\d_]+)\s*:?\s+(?P<name>[A-ZÀ-Þ].*)")
DASH = re.compile(r"\s+[–—-]\s+")


@dataclass(frozen=True, slots=True)
class Companions:
    """The people of a text.

    Attributes
    ----------
    names : tuple of str
    more : int
        How many adults come who are not named.
    children : int
        How many children come who are not named.
    is_unsure : bool
        Whether the text says that somebody may come, or is not known yet.
    """

    names: tuple[str, ...] = ()
    more: int = 0
    children: int = 0
    is_unsure: bool = False

    @property
    def number(self) -> int:
        """All people of the text."""
        return len(self.names) + self.more + self.children


@lru_cache(maxsize=20_000)
def read_companions(text: str) -> Companions | None:
    """Return the people of a text; None if it has something else.

    >>> read_companions("Ben Soto and baby").number, read_companions("yes, Ben").names, read_companions("12 Oak Street")
    (2, ('Ben',), None)
    """
    return _read(_with_single_blanks(text).strip(" ."))


def _with_single_blanks(text: str) -> str:
    """Return a text with one space for each run of blanks, or one line break: lines separate people.

    Patterns that begin with blanks then take no longer than the text is.
    """
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _read(text: str, *, is_after_reply: bool = False) -> Companions | None:
    """Read a text with single blanks; what follows a yes has no other yes before it."""
    if in_brackets := _names_in_brackets(text):
        return _between(in_brackets)
    if (count := read_count(text)) is not None and _counts(count, text):
        return _of_count(count)
    if fold(text) in _words("no_companion") or not any(map(str.isalnum, text)):
        return Companions()
    if not is_after_reply and (found := _after_reply(text)) is not None:
        return found
    text = _without_remark(text)
    spoken = text.split()
    is_short = len(spoken) <= FEW_WORDS and not any(word[:1].isupper() for word in spoken[1:])
    reply = read_reply(text) if is_short else None
    if reply in {Reply.NO, Reply.YES, Reply.MAYBE, Reply.NO_ANSWER, Reply.MARK}:
        return Companions(more=int(reply is not Reply.NO), is_unsure=reply in {Reply.MAYBE, Reply.NO_ANSWER})
    return _between(text)


def _after_reply(text: str) -> Companions | None:
    """Read what follows a yes: "yes, Ben", "Yes (2 kids)"."""
    found = REPLY.fullmatch(text)
    if found is None or read_reply(found["reply"]) is not Reply.YES:
        return None
    rest, is_apart = found["rest"].strip(" )"), found["sign"].strip() != "" or len(found["reply"]) > SHORT
    if (count := read_count(rest)) is not None and _counts(count, rest):
        return Companions((), max(count.number - count.children, 1), count.children, count.is_unsure)
    if not is_apart or not rest[:1].isupper():
        return None
    return _read(rest.strip(" ."), is_after_reply=True)


def _names_in_brackets(text: str) -> str:
    """Return the names in brackets after as many people: "2 kids (Tom and Ann)", "girlfriend (Lia)"."""
    found = BRACKETS.fullmatch(text)
    if found is None or not found["inside"][:1].isupper() or (count := read_count(found["before"])) is None:
        return ""
    named = sum(1 for part in BETWEEN.split(found["inside"]) for piece in part.split(",") if piece.strip())
    return found["inside"] if count.number == named and read_count(found["inside"]) is None else ""


def _without_remark(text: str) -> str:
    """Return a text without a remark in brackets or after a dash, if it adds no one."""
    if found := BRACKETS.fullmatch(text):
        inside, before = found["inside"], found["before"].strip()
        added = read_count(inside)
        if added is None:
            return before
        return f"{before}?" if added.is_unsure else f"{before} + {inside.lstrip('+ ')}" if added.is_more else text
    before, *after = DASH.split(text, maxsplit=1)
    return before if after and after[0][:1].islower() else text


def _between(text: str) -> Companions | None:
    """Read the parts between separators, each of which is a name or a number of people."""
    names: list[str] = []
    more = children = 0
    is_unsure = False
    for part in _parts(text):
        count = read_count(part)
        if count is not None and _counts(count, part):
            more, children = more + count.number - count.children, children + count.children
            is_unsure = is_unsure or count.is_unsure
        elif fold(part) in _words("related"):
            more += 1
        elif fold(part) not in _words("no_companion"):
            is_unsure = is_unsure or part.endswith("?")
            names.append(part.rstrip("? "))
    if not all(map(_may_be_name, names)):
        return None
    return Companions(tuple(names), more, children, is_unsure)


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a text without the words for a relation before a name: "my husband Ben"."""
    for part in BETWEEN.split(text):
        for piece in part.split(","):
            name = OWNER.sub("", piece.strip(" \t,."))
            label = LABEL.fullmatch(name)
            if label and fold(label["label"]) in _words("companion") | _words("related"):
                name = label["name"]
            if name:
                yield name


def _counts(count: Count, text: str) -> bool:
    """Whether a text is a number of people and no name: Otto is also a number."""
    return count.is_marked or text[:1].islower() or any(map(str.isdigit, text))


def _of_count(count: Count) -> Companions:
    return Companions((), count.number - count.children, count.children, count.is_unsure)


def _may_be_name(text: str) -> bool:
    spoken = text.split()
    small = [word for word in spoken if word[:1].islower() and fold(word) not in _words("particles")]
    is_sentence = len(small) > 1 and len(small) < len(spoken)
    has_letters = any(map(str.isalpha, text)) and not any(map(str.isdigit, text))
    return len(text) <= LONGEST and len(spoken) <= MOST_WORDS and has_letters and not is_sentence


@cache
def _words(kind: str) -> frozenset[str]:
    written = read_words("seating.profiles", "name_words.toml")[kind]
    return frozenset(word.replace("_", " ") for word in written.split())
