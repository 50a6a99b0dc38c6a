"""What the tables found, as the report shows it: plain data, filled by its section."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Found", "Heading", "Said", "ThemeLine", "VoiceLine"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A table as the head of a column."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: its words, where, to which question, and whose they are when the sheet says so."""

    text: str
    table: str
    question: str
    voice: str


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme; `by_table` is in the order of the columns, and () where there are none."""

    name: str
    statements: int
    tables: int
    by_table: tuple[int, ...]
    said: tuple[Said, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A voice, and for each of the first themes how often it spoke of it, and how often its tables did."""

    name: str
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Themes, the voices beside them, and what has no theme yet."""

    file: str
    statements: int
    tables: int
    headings: tuple[Heading, ...]
    themes: tuple[ThemeLine, ...]
    voices: tuple[VoiceLine, ...]
    names_speakers: bool
    without_theme: tuple[Said, ...]
    without_theme_unshown: int
    silent: str
