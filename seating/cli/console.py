"""The only module that prints: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TextIO

import click

from seating.errors import Note, Problem, UsageError, as_text
from seating.wording import made_visible

__all__ = ["Console", "OutputError", "ReaderGoneError"]

ERASE_LINE = "\r\x1b[K"

REORDERS = re.compile("[\u202a-\u202e\u2066-\u2069\u2028\u2029]")
"""Marks that can make a line of a terminal read as another: directions that reach on, and breaks."""

UNSHOWN = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
"""What JSON leaves as it is and a terminal may obey."""


class ReaderGoneError(Exception):
    """Whoever read our output has closed it, as `| head` does."""


class OutputError(UsageError):
    """Standard output is closed, or takes no more."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Standard output cannot be written: {reason}. What was saved before is in its folder.")


@dataclass
class Console:
    """What a command says, to whom, and in which form.

    Attributes
    ----------
    quiet : bool
        No notes and no progress; the result and errors are still said.
    as_json : bool
        Standard output holds one JSON record and nothing else.
    started : float
        `time.monotonic()` when the program began.
    """

    quiet: bool = False
    as_json: bool = False
    started: float = field(default_factory=time.monotonic)
    _line_is_open: bool = False

    def result(self, text: str = "") -> None:
        """Print a line of the result."""
        if not self.as_json:
            self._write(_tame(text), sys.stdout)

    def heading(self, text: str) -> None:
        """Print a heading of the result, with a blank line before it."""
        if not self.as_json:
            self._write(f"\n{click.style(_tame(text), bold=True)}", sys.stdout)

    def verdict(self, text: str, good: bool) -> None:
        """Print what it comes to, green when all is well and yellow when not."""
        if not self.as_json:
            self._write(click.style(_tame(text), fg="green" if good else "yellow", bold=True), sys.stdout)

    def record(self, record: Mapping[str, Any]) -> None:
        """Print a record as JSON; escaped where the terminal cannot show its letters."""
        text = UNSHOWN.sub(_escaped, json.dumps(record, ensure_ascii=False, indent=2))
        if not _can_show(text, sys.stdout):
            text = json.dumps(record, ensure_ascii=True, indent=2)
        self._write(text, sys.stdout)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print all that is wrong with the input: as text, or as a record when that was asked for."""
        if self.as_json:
            from seating.report.record import problems_record

            self.record(problems_record(problems))
            return
        found = list(problems)
        for problem in found:
            self.error(as_text(problem))
        if len(found) > 1:
            self._aside(f"These {len(found):,} are all that was found. Put them right and run the command again.")

    def notes(self, notes: Iterable[Note]) -> None:
        """Print what is worth a word; with --json the record holds it instead."""
        for note in notes:
            self.note(f"{note.text} [{note.slug}]")

    def note(self, text: str) -> None:
        """Print something worth knowing that is not the result."""
        if not self.quiet and not self.as_json:
            self._aside(f"{click.style('note:', fg='cyan')} {_tame(text)}")

    def patience(self, text: str) -> None:
        """Print that work goes on; to standard error with --json too, since it may take minutes."""
        self._aside(f"{click.style('note:', fg='cyan')} {_tame(text)}")

    def error(self, text: str) -> None:
        """Print what went wrong."""
        self._aside(f"{click.style('error:', fg='red', bold=True)} {_tame(text)}")

    @property
    def shows_progress(self) -> bool:
        """Whether anybody watches standard error."""
        return not self.quiet and _is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"

    def progress(self, text: str) -> None:
        """Rewrite the one line of progress."""
        if self.shows_progress:
            self._line_is_open = True
            self._rewrite_line(text)

    def end_progress(self) -> None:
        """Wipe the line of progress, if there is one."""
        if self._line_is_open:
            self._line_is_open = False
            self._rewrite_line("")

    def _aside(self, text: str) -> None:
        """Print to standard error; where nobody can be told anything, the exit code says it."""
        self.end_progress()
        with suppress(ReaderGoneError, OutputError):
            self._write(text, sys.stderr)

    def _write(self, text: str, stream: TextIO | None) -> None:
        """Print a line.

        Raises
        ------
        ReaderGoneError
            When whoever reads the stream has closed it.
        OutputError
            When it was closed from the beginning, or takes no more.
        """
        if stream is None:
            raise OutputError("it is closed")
        _echo(f"{text}\n", stream, _has_colour(stream))

    def _rewrite_line(self, text: str) -> None:
        """Print over the line of progress; what erases it is no colour, and is sent against NO_COLOR too."""
        with suppress(ReaderGoneError, OutputError):
            _echo(ERASE_LINE + text, sys.stderr, codes=True)


def _echo(text: str, stream: TextIO, codes: bool) -> None:
    """Print, with letters that the terminal cannot show replaced instead of failing.

    Control codes are left out unless the stream takes `codes`.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    shown = text.encode(encoding, "replace").decode(encoding)
    try:
        click.echo(shown, file=stream, nl=False, color=codes)
    except BrokenPipeError:
        raise ReaderGoneError from None
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from None
    except ValueError:  # closed by somebody since the program began
        raise OutputError("it is closed") from None


def _tame(text: str) -> str:
    """Return a text that a terminal only shows, whatever stands in a cell or a file's name."""
    return REORDERS.sub(_escaped, made_visible(text))


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


def _can_show(text: str, stream: TextIO | None) -> bool:
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _has_colour(stream: TextIO) -> bool:
    """Whether to colour: only on a terminal, and never against NO_COLOR."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return _is_terminal(stream)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
