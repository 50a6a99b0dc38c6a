"""A cell on which each reading takes its characters, so that every letter ends as a name, a count or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, groupby

from seating.profiles.name_cells.cell import Kind, Token

ADDRESS = r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\"]+"

IN_TEXT = re.compile(
    rf"""(?P<quoted>"[^"\n]*"\s*)?(?P<all>[<(\[]\s*(?:mailto:)?(?P<framed>{ADDRESS})\s*[>)\]]|(?:mailto:)?(?P<bare>{ADDRESS}))""",
    re.IGNORECASE,
)
"""Matches an address within a text, with a name in quotation marks before it."""

JOINS = re.compile(r"\s*[&＆+;\n]\s*|\s+(?:and|und|et|y|e|och|og|en|i|и|a|ve|with|plus|con|avec|mit|w/)\s+")
"""Separators of people. Words match only in lower case, so "Ana Y Ruiz" stays one person."""

LIST_JOINS = re.compile(rf"{JOINS.pattern}|\s*[|/]\s*")
"""Separators of people in a cell that lists them."""

HARD = frozenset(";|\n/")
"""Separators between people who share no surname."""

EDGES = ' \t\n,"'
"""Signs around a part that say nothing."""

BRACKETS = frozenset("()[]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a cell between separators, with the separator before it."""

    start: int
    end: int
    join: str
    text: str


class Slate:
    """The text of a cell, and what each of its characters was taken for.

    Attributes
    ----------
    text : str
    plain : str
        The text of the same length with blanks in place of addresses.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._kinds: list[Kind | None] = [None] * len(self.text)
        self.addresses: list[int] = []
        plain = list(self.text)
        if "@" in self.text:
            for found in IN_TEXT.finditer(self.text):
                start, end = found.span("all")
                self.addresses.append(start)
                self.take(start, end, Kind.ADDRESS)
                plain[start:end] = " " * (end - start)
        self.plain = "".join(plain)
        self._depths = [0] * len(self.plain)
        if not BRACKETS.isdisjoint(self.plain):
            depths = list(accumulate((sign in "([") - (sign in ")]") for sign in self.plain))
            if not depths[-1]:  # all close
                self._depths = depths

    def take(self, start: int, end: int, kind: Kind) -> None:
        """Take characters for a kind; addresses stay what they are."""
        for at in range(start, end):
            if self._kinds[at] is not Kind.ADDRESS:
                self._kinds[at] = kind

    def part(self, start: int, end: int, join: str = "") -> Part:
        """Return a stretch of the text without the signs at its edges."""
        while start < end and self.plain[start] in EDGES:
            start += 1
        while end > start and self.plain[end - 1] in EDGES:
            end -= 1
        return Part(start, end, join, self.plain[start:end])

    def cut(self, start: int, end: int, joins: re.Pattern[str]) -> list[Part]:
        """Return the parts of a stretch between the separators that are in no further brackets."""
        parts, at, join = [], start, ""
        for found in joins.finditer(self.plain, start, end):
            if self._depths[found.start()] == self._depths[start]:
                parts.append(self.part(at, found.start(), join))
                at, join = found.end(), found[0].strip() or found[0][:1]
                self.take(found.start(), found.end(), Kind.JOIN)
        parts.append(self.part(at, end, join))
        return [part for part in parts if part.text]

    def tokens(self) -> tuple[Token, ...]:
        """Return the pieces of the text. Letters and digits that nothing took are unknown, other signs join."""
        signs = zip(self.text, self._kinds, strict=True)
        kinds = [kind or (Kind.UNKNOWN if sign.isalnum() else Kind.JOIN) for sign, kind in signs]
        found, start = [], 0
        for kind, run in groupby(kinds):
            end = start + len(list(run))
            found.append(Token(kind, self.text[start:end]))
            start = end
        return tuple(found)


def with_single_blanks(text: str) -> str:
    """Return a text with one space for each run of blanks, or one line break: lines separate people.

    Patterns that begin with blanks then take no longer than the text is.
    """
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
