"""What the tables found: themes counted by table and by voice, with the statements behind them."""

from __future__ import annotations

from dataclasses import dataclass

from seating.harvest import Statement, Theme, count_themes, count_themes_by_voice
from seating.present.languages import translatable
from seating.present.settings import Settings
from seating.report.privacy import SharedVoice, shared_voices
from seating.result import Result

ORDER = 55
TITLE = translatable("What the tables found")

MOST_WORDS = 8
"""Maximum number of statements shown for one theme; the harvest file has all of them."""

MOST_COLUMNS = 12
"""With more tables than this, a theme shows only how many tables named it, without a column for each table."""

MOST_QUESTIONS = 8
"""With more questions than this, themes are not counted by question."""

MOST_THEMES_BY_VOICE = 8


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table's column."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with its table, its question and its voice ("" if none is given or it may not be shown)."""

    text: str
    table: str
    question: str
    voice: str


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme; `by_table` and `by_question` have one count for each column, and are () if there are no columns."""

    name: str
    statements: int
    tables: int
    by_table: tuple[int, ...]
    by_question: tuple[int, ...]
    said: tuple[Said, ...]
    unshown: int


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """A voice and, for each of the first themes, how many statements it made and how many its tables made."""

    name: str
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Themes, counts by voice, statements without a theme, and the tables that made no statement (`silent`)."""

    file: str
    statements: int
    tables: int
    headings: tuple[Heading, ...]
    questions: tuple[str, ...]
    themes: tuple[ThemeLine, ...]
    voices: tuple[VoiceLine, ...]
    names_speakers: bool
    without_theme: tuple[Said, ...]
    without_theme_unshown: int
    silent: str


def fill(result: Result, settings: Settings) -> Found | None:
    """Return the themes; None if no harvest was entered."""
    harvest = result.harvest
    if harvest is None:
        return None
    columns = {table.id: table.label for table in result.room.tables}
    labels = {**columns, "": settings.words.gettext("the whole room")}
    voices = [voice for voice in shared_voices(result, result.review.voices) if not voice.is_private]
    shown = {voice.name for voice in voices}
    themes = count_themes(harvest)
    spoke = {statement.table for statement in harvest.statements if statement.table}
    bare = [statement for statement in harvest.statements if not statement.themes]
    headings = [Heading(n, table.label) for n, table in enumerate(result.room.tables, start=1)]
    has_columns = len(headings) <= MOST_COLUMNS
    asked = tuple(dict.fromkeys(s.question for s in harvest.statements if s.question))
    asked = asked if len(asked) <= MOST_QUESTIONS else ()
    return Found(
        file=harvest.file,
        statements=len(harvest.statements),
        tables=len(spoke),
        headings=tuple(headings) if has_columns else (),
        questions=asked,
        themes=tuple(_theme(theme, columns if has_columns else {}, asked, labels, shown) for theme in themes),
        voices=_voices(themes, voices),
        names_speakers=any(statement.voice in shown for statement in harvest.statements),
        without_theme=tuple(_said(statement, labels, shown) for statement in bare[:MOST_WORDS]),
        without_theme_unshown=max(0, len(bare) - MOST_WORDS),
        silent=settings.words.listed([label for table, label in columns.items() if table not in spoke]),
    )


def _theme(
    theme: Theme, columns: dict[str, str], asked: tuple[str, ...], labels: dict[str, str], voices: set[str]
) -> ThemeLine:
    worded = [statement for statement in theme.statements if statement.text]
    return ThemeLine(
        name=theme.name,
        statements=len(theme.statements),
        tables=len(theme.by_table),
        by_table=tuple(theme.by_table.get(table, 0) for table in columns),
        by_question=tuple(theme.by_question.get(question, 0) for question in asked),
        said=tuple(_said(statement, labels, voices) for statement in worded[:MOST_WORDS]),
        unshown=max(0, len(worded) - MOST_WORDS),
    )


def _said(statement: Statement, labels: dict[str, str], voices: set[str]) -> Said:
    voice = statement.voice if statement.voice in voices else ""
    return Said(statement.text, labels[statement.table], statement.question, voice)


def _voices(themes: tuple[Theme, ...], voices: list[SharedVoice]) -> tuple[VoiceLine, ...]:
    first = themes[:MOST_THEMES_BY_VOICE]
    sat_at = {voice.name: [table for table, people in voice.tables.items() if people] for voice in voices}
    return tuple(
        VoiceLine(voice, tuple(counts.values())) for voice, counts in count_themes_by_voice(first, sat_at).items()
    )
