"""Print results to standard output and everything else to standard error. No other module prints.

Every command imports this module, so what prints pages and records is imported when they are printed.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

import click

from seating.errors import Note, Problem, UsageError, as_text, reason_of
from seating.wording import SOURCE_LANGUAGE, Said, said, with_direction_marks_shown

if TYPE_CHECKING:
    from seating.present.blocks import Block
    from seating.present.languages import Words
    from seating.record.fields import OutputRecord, Record

ERASE_LINE = "\r\x1b[K"

UNSHOWN = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
"""Characters that JSON does not escape and that a terminal may interpret."""


COLORS = {"good": "green", "open": "yellow", "bad": "yellow"}
"""The colors of tones. A seating that falls short is no error, so it is not red."""


MOST_NOTES = 5
"""Maximum number of notes that are printed where another command prints all of them."""

NOTE, ERROR = said("note:"), said("error:")
"""What a note and an error begin with."""


class ReaderGoneError(Exception):
    """The reader of the output has closed the pipe, as `| head` does."""


class TerminalGoneError(ReaderGoneError):
    """The terminal that shows the output was closed."""


class OutputError(UsageError):
    """Standard output is closed or cannot be written."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Standard output cannot be written: {reason}. Files saved before are in the output folder.")


@dataclass
class Console:
    """The output of a command.

    Attributes
    ----------
    quiet : bool
        Whether to omit notes and progress. The result and errors are still printed.
    as_json : bool
        Whether standard output is exactly one JSON record.
    details : bool
        Whether to print the figures of the search.
    started : float
        `time.monotonic()` when the program began.
    words : Words or None
        The language of the words that notes and errors begin with. None stands for English.
    """

    quiet: bool = False
    as_json: bool = False
    details: bool = False
    started: float = field(default_factory=time.monotonic)
    words: Words | None = None
    _line_is_open: bool = False
    _turn: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)
    """Held while a line of standard error is written, because the line of progress has a thread of its own."""

    @property
    def can_ask(self) -> bool:
        """Whether a person can answer questions: the command runs in a terminal, and prints no JSON."""
        return not self.as_json and _is_terminal(sys.stdin) and _is_terminal(sys.stdout)

    def result(self, text: str = "") -> None:
        """Print a line of the result."""
        if not self.as_json:
            self._write(with_direction_marks_shown(text), sys.stdout)

    def page(self, blocks: Iterable[Block], words: Words | None = None) -> None:
        """Print blocks in a language, which is English by default."""
        if not self.as_json:
            from seating.present.languages import words_in
            from seating.present.terminal import print_blocks

            told = words or words_in(SOURCE_LANGUAGE)
            for line in print_blocks(blocks, told, _paint, with_figures=self.details):
                self._write(line, sys.stdout)

    def show(
        self,
        record: Callable[[], OutputRecord],
        notes: Iterable[Note],
        blocks: Iterable[Block],
        words: Words | None = None,
        all_notes: str = "",
    ) -> None:
        """Print what a command found: its record with `as_json`, otherwise notes and a page.

        Parameters
        ----------
        record : function
            Called only for the record.
        notes : iterable of Note
        blocks : iterable of Block
        words : Words, optional
            The language of the page, which is English by default.
        all_notes : str
            The command that prints all notes, as for `notes`.
        """
        self.end_progress()
        if self.as_json:
            self.record(record())
            return
        self.notes(notes, words, all_notes)
        self.page(blocks, words)

    def record(self, record: Record, *, on_one_line: bool = False) -> None:
        """Print a record as JSON. If the encoding of standard output lacks a character, print it as ASCII."""
        import json

        plain, indent = record.plain(), None if on_one_line else 2
        text = UNSHOWN.sub(_escape, json.dumps(plain, ensure_ascii=False, indent=indent))
        if not _can_show(text, sys.stdout):
            text = json.dumps(plain, ensure_ascii=True, indent=indent)
        self._write(text, sys.stdout)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print all problems of the input, as text or, with `as_json`, as a record."""
        if self.as_json:
            from seating.record.problems import problems_record

            self.record(problems_record(problems))
            return
        found = list(problems)
        for problem in found:
            self.error(as_text(problem))
        if len(found) > 1:
            self._aside(
                f"These {len(found):,} problems are all that were found. Correct them and run the command again."
            )

    def notes(self, notes: Iterable[Note], words: Words | None = None, all_notes: str = "") -> None:
        """Print notes with their slugs. With `as_json`, print nothing, because the record has them.

        Parameters
        ----------
        notes : iterable of Note
        words : Words, optional
            The language, which is English by default.
        all_notes : str
            The command that prints all notes; "" if this one does. Others print the first ones, unless asked for
            details.
        """
        from seating.present.languages import words_in

        told = words or words_in(SOURCE_LANGUAGE)
        found = list(notes)
        shown = found[:MOST_NOTES] if all_notes and not self.details else found
        for note in shown:
            self.note(f"{told.tell(note.text)} [{note.slug}]")
        if left := len(found) - len(shown):
            self.note(told.tell(said("and %(number)s more: %(command)s", number=f"{left:,}", command=all_notes)))

    def note(self, text: str) -> None:
        """Print a note to standard error, unless `quiet` or `as_json` is set."""
        if not self.quiet and not self.as_json:
            self.announce(text)

    def announce(self, text: str) -> None:
        """Print a note even with `quiet` or `as_json`, for example that a long run is still working."""
        self._aside(f"{click.style(self._tell(NOTE), fg='cyan')} {with_direction_marks_shown(text)}")

    def error(self, text: str) -> None:
        """Print an error to standard error."""
        self._aside(f"{click.style(self._tell(ERROR), fg='red', bold=True)} {with_direction_marks_shown(text)}")

    def _tell(self, text: Said) -> str:
        return text if self.words is None else self.words.tell(text)

    @property
    def shows_progress(self) -> bool:
        """Whether to show progress: only if standard error is a terminal and `quiet` is not set."""
        return not self.quiet and _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"

    def progress(self, text: str) -> None:
        """Replace the line of progress."""
        if self.shows_progress:
            with self._turn:
                self._line_is_open = True
                self._rewrite_line(text)

    def end_progress(self) -> None:
        """Erase the line of progress, if there is one."""
        with self._turn:
            if self._line_is_open:
                self._line_is_open = False
                self._rewrite_line("")

    def _aside(self, text: str) -> None:
        """Print to standard error. If that fails, do nothing; the exit code still reports the error."""
        with self._turn, suppress(ReaderGoneError, OutputError):
            self.end_progress()
            self._write(text, sys.stderr)

    def _write(self, text: str, stream: TextIO | None) -> None:
        """Print a line.

        Raises
        ------
        ReaderGoneError
            When the reader of the stream has closed it, or the terminal is closed.
        OutputError
            When the stream was closed from the start, or cannot be written.
        """
        if stream is None:
            raise OutputError("it is closed")
        _echo(f"{text}\n", stream, _has_color(stream))

    def _rewrite_line(self, text: str) -> None:
        """Overwrite the line of progress. The code that erases it is not a color, so NO_COLOR does not suppress it."""
        with suppress(ReaderGoneError, OutputError):
            _echo(ERASE_LINE + text, sys.stderr, codes=True)


def _paint(line: str, look: str) -> str:
    """Return a line with its look: headings and what has a tone are bold, and the tone has its color."""
    from seating.present.terminal import HEADING

    return click.style(line, bold=True) if look == HEADING else click.style(line, fg=COLORS.get(look), bold=True)


def _echo(text: str, stream: TextIO, codes: bool) -> None:
    """Print a text. Characters that the stream cannot encode are replaced.

    Terminal control codes are removed unless `codes` is set.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    shown = text.encode(encoding, "replace").decode(encoding)
    try:
        click.echo(shown, file=stream, nl=False, color=codes)
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as error:
        if _is_closed_terminal(error, stream):
            raise TerminalGoneError from None
        raise OutputError(reason_of(error)) from None
    except ValueError:  # the stream was closed after the program started
        raise OutputError("it is closed") from None


def _is_closed_terminal(error: OSError, stream: TextIO) -> bool:
    """Whether printing failed because the terminal was closed, which may be noticed before its signal comes."""
    if error.errno != errno.EIO:
        return False
    try:
        return stat.S_ISCHR(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _escape(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


def _can_show(text: str, stream: TextIO | None) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _has_color(stream: TextIO) -> bool:
    """Whether to use color: only on a terminal, and not if NO_COLOR is set."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return _is_terminal(stream)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
