"""Themes counted: how often each was named, at which tables, and where which voices sat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seating.harvest.statement import Harvest, Statement

__all__ = ["Theme", "themes_by_voice", "themes_of"]


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme over the whole meeting.

    Attributes
    ----------
    name : str
    statements : tuple of Statement
        Those it was named for, in the order of the file.
    """

    name: str
    statements: tuple[Statement, ...]

    @property
    def by_table(self) -> Mapping[str, int]:
        """How many statements each table made, by id; tables that made none are left out."""
        return _counts(statement.table for statement in self.statements)

    @property
    def by_question(self) -> Mapping[str, int]:
        """How many statements answered each question; those that named none are left out."""
        return _counts(statement.question for statement in self.statements if statement.question)


def themes_of(harvest: Harvest) -> tuple[Theme, ...]:
    """Return the themes: those of most tables first, then of most statements, then by name.

    A theme that many tables name weighs more than one that a single table repeats.
    """
    found: dict[str, list[Statement]] = {}
    for statement in harvest.statements:
        for theme in statement.themes:
            found.setdefault(theme, []).append(statement)
    themes = [Theme(name, tuple(statements)) for name, statements in found.items()]
    return tuple(sorted(themes, key=lambda t: (-len(t.by_table), -len(t.statements), t.name.casefold(), t.name)))


def themes_by_voice(
    themes: Iterable[Theme], tables_of: Mapping[str, Iterable[str]]
) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """Count, for each voice and theme, the statements by that voice and those made where it sat.

    Of the two numbers the first is of statements that name the voice as their speaker, the second
    of those made at one of its tables: who could have said it, not who did. `tables_of` gives the
    ids of the tables at which somebody of each voice sits.
    """
    return {
        voice: {
            theme.name: (
                sum(statement.voice == voice for statement in theme.statements),
                sum(statement.table in set(tables) for statement in theme.statements),
            )
            for theme in themes
        }
        for voice, tables in {voice: tuple(tables) for voice, tables in tables_of.items()}.items()
    }


def _counts(words: Iterable[str]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts
