"""Problems and notes as data, and the exceptions that carry them.

    SeatingError                 any error that a user can cause
    ├── UsageError               the command was called incorrectly (exit 2)
    │   └── StorageError         a file or folder cannot be written (exit 2)
    ├── InputError               cells or lines of the input are wrong (exit 3)
    ├── FolderHeldError          another run is using the output folder (exit 7)
    └── EngineError              the solver and the checker disagree, or an engine crashed (exit 1)

Each problem and each note has a slug; `docs/messages.toml` explains it.

Two results become problems as soon as their location is known: `InvalidValueError`, which validators raise, and `Miss`,
which `People.find`, `People.find_each` and `find_table` return for a text that names no person or table, or several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from seating.groups import group_by_key
from seating.near_words import NearWords, ask_near, did_you_mean, nearest
from seating.wording import (
    Said,
    listed,
    message,
    name_column,
    name_line,
    quoted,
    said,
    said_joined,
    said_list,
    shortened,
)

_LONG_WORD = re.compile(r"\S{300,}")

SHOWN_PROBLEMS = 50
"""Maximum number of problems of one kind that are shown in full; the rest are only counted."""

SHOWN_CAUSES = 3
"""Maximum number of causes with the same hint that are reported separately."""

SHOWN_PLACES = 12
"""Maximum number of lines listed for one cause."""

SHOWN_WORDS = 12
"""Maximum number of words per value in a suggested `vocabulary` block."""

SHOWN_IDS = 5
"""Maximum number of ids that the hint for an ambiguous name lists."""

UNDECIDED = "CHOOSE"
"""Placeholder in a suggested block where no value resembles the word; the convener has to replace it."""

REASONS = (
    message("Permission denied"),
    message("No such file or directory"),
    message("Is a directory"),
    message("Not a directory"),
    message("File exists"),
    message("No space left on device"),
    message("Read-only file system"),
    message("Input/output error"),
    message("File name too long"),
    message("Address already in use"),
)
"""The most frequent reasons of the operating system why a file cannot be used, for the translation catalogs."""

GOES_INTO = {
    "new": (
        message("in the same folder as the list, make a text file named convening.yaml with this line"),
        message("in the same folder as the list, make a text file named convening.yaml with one of these lines"),
    ),
    "file": (message("write this in the convening"), message("write one of these lines in the convening")),
    "columns": (
        message("in the convening, change `columns` to"),
        message("in the convening, change `columns` to one of these lines"),
    ),
    "board": (
        message("choose it under Columns on the List screen, or write this in the convening"),
        message("choose it under Columns on the List screen, or write one of these lines in the convening"),
    ),
}
"""How one line and several lines reach the convening: where there is none yet, where there is one, where it has a line
`columns` already, and on the board."""

LONGEST_WORD = 200
"""Maximum length, in characters, of a word in a suggested block; longer words are left out."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word in a column that the convening can define: `vocabulary: {column: {value: [word]}}`.

    Attributes
    ----------
    column, word : str
        The word and the column that contains it.
    value : str
        The value that the word probably means; "" where no value resembles it.
    values : tuple of str
        All values that the word could mean.
    """

    column: str
    value: str
    word: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One error in the input.

    Attributes
    ----------
    slug : str
        Kebab-case name; `docs/messages.toml` explains it.
    says : str
        What is wrong, without the location and without a final period.
    file, line, column, letter : optional
        The location: file name, physical line (from 1), heading as written,
        and spreadsheet letter of the column.
    subject : str, optional
        The part of the convening concerned, where there is no column: `table "t1", seats`.
    value : str, optional
        The value as written; shown when `says` follows it ("VALUE" is not a …).
    hint : str, optional
        What to write instead, as a sentence.
    meaning : Meaning, optional
        The word to define in the convening, where that would solve the problem.
    count : int
        Number of cells or lines with this problem.
    lines : tuple of int
        The first lines with this problem, at most `SHOWN_PLACES`, where there are several.
    block : str
        Lines to paste into the convening as one possible fix; "" for none.
    place : str
        Where these lines go: a key of `GOES_INTO`.
    """

    slug: str
    says: str
    file: str | None = None
    line: int | None = None
    column: str | None = None
    letter: str | None = None
    value: str | None = None
    hint: str | None = None
    subject: str | None = None
    meaning: Meaning | None = None
    count: int = 1
    lines: tuple[int, ...] = ()
    block: str = ""
    place: str = "file"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on input that was accepted.

    `text` may name people; only the convener sees it, on the terminal. Files that other people may read
    contain `shared_text` if there is one, and `text` otherwise. `column` is the column that the note is
    about. If that column is private, these files omit the note entirely: its location or slug alone
    would reveal who has a value in the column.

    Attributes
    ----------
    slug : str
        Kebab-case name; `docs/messages.toml` explains it.
    text : str
        The whole remark, for the convener.
    shared_text : str or None
        The remark without names, for files that other people read; None if `text` names no one.
    column : str or None
        The column that the note is about.
    unseated : tuple of str
        The ids of people who have no seat, as the note states. Once all of them have one, it is untrue.
    """

    slug: str
    text: str
    shared_text: str | None = None
    column: str | None = None
    unseated: tuple[str, ...] = ()


def reason_of(error: BaseException) -> str:
    """Return why the operating system refused something."""
    why: str = getattr(error, "strerror", None) or str(error)
    return said(why) if why in REASONS else why


def text_of(error: Exception) -> str:
    """Return the message of an error, so that pages can show it in their language if it was made with `said`."""
    says = error.args[0] if error.args else ""
    return says if isinstance(says, str) else str(error)


class SeatingError(Exception):
    """Base class of errors that a user can cause and that are reported to the user."""

    exit_code = 1
    """The exit code of a command that ends with the error."""


class UsageError(SeatingError):
    """The command was called incorrectly."""

    exit_code = 2


class StorageError(UsageError):
    """The system refuses to change a file: a full disk, for example. The same command can succeed later."""


class InputError(SeatingError):
    """Some cells or lines of the input are wrong; the error lists all of them.

    Parameters
    ----------
    problems : iterable of Problem
        Kept as the tuple `problems`, in the same order.
    """

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(said_joined(map(as_text, self.problems), "\n"))


class FolderHeldError(SeatingError):
    """Another run is using the output folder."""

    exit_code = 7


class EngineError(SeatingError):
    """An engine crashed, or its result differs from the checker's."""

    exit_code = 1


class InvalidValueError(ValueError):
    """A value that does not fit its key, with the parts of the message as data.

    Validators of models raise it. The reader of the convening adds the location and makes it a `Problem`.

    Parameters
    ----------
    says : str
        What is wrong, without the value and a final period.
    hint : str, optional
        What to write instead, as a sentence.
    value : object, optional
        The wrong value, if `says` follows it ("VALUE" is not a …).
    slug : str, optional
        The name of the problem; by default the key decides.
    """

    def __init__(self, says: str, hint: str | None = None, *, value: object = None, slug: str | None = None) -> None:
        self.says = says
        self.hint = hint
        self.value = None if value is None else str(value)
        self.slug = slug
        stated = says if self.value is None else f"{quoted(self.value)} {says}"
        super().__init__(f"{stated}. {hint}" if hint else stated)

    def problem(self, slug: str, file: str, line: int | None, subject: str | None) -> Problem:
        """Return the problem of this value.

        Parameters
        ----------
        slug : str
            The name of the problem if the error has none.
        file : str
            The file name, as messages show it.
        line : int or None
            Physical line, from 1.
        subject : str or None
            The part of the convening concerned.
        """
        return Problem(self.slug or slug, self.says, file, line, value=self.value, hint=self.hint, subject=subject)


def one_of(words: type[StrEnum]) -> Callable[[object], object]:
    """Return a validator of texts that must be one of a few words; it raises `InvalidValueError` for other texts."""

    def read(value: object) -> object:
        if value is None or (isinstance(value, str) and value in set(words)):
            return value
        allowed = [word.value for word in words]
        hint = ask_near(str(value), allowed, said("Write %(allowed)s.", allowed=said_list(allowed, last="or")))
        raise InvalidValueError(said("is not an allowed value"), hint, value=value, slug="value-wrong")

    return read


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a text does not identify exactly one person or table.

    Attributes
    ----------
    slug : str
        `person-unknown`, `person-ambiguous`, `table-unknown` or `table-ambiguous`.
    says : str
        What is wrong, without the text itself, the location and a final period.
    hint : str
        What to write instead, as a sentence.
    near : str or None
        The most similar id or name, if any is similar.
    """

    slug: str
    says: str
    hint: str
    near: str | None = None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the text matches more than one person or table."""
        return self.slug.endswith("-ambiguous")


def unknown_name(
    noun: str, says: str, text: str, names: Iterable[str], otherwise: str, near_words: NearWords | None = None
) -> Miss:
    """Return the miss for a text that matches nothing.

    Parameters
    ----------
    noun : str
        `person` or `table`.
    says : str
        What is wrong if the text is not blank.
    text : str
        The text that was looked up.
    names : iterable of str
        Ids and names to search for a similar one.
    otherwise : str
        The hint if no name is similar.
    near_words : NearWords, optional
        Limits the number of comparisons over many texts.
    """
    slug = "person-unknown" if noun == "person" else "table-unknown"
    if not text.strip():
        is_person = noun == "person"
        return Miss(slug, said("the row names no person") if is_person else said("the row names no table"), otherwise)
    near = nearest(text, names) if near_words is None else near_words.nearest(text, names)
    return Miss(slug, says, did_you_mean(near) if near else otherwise, near)


def ambiguous_name(noun: str, says: str, lines_by_id: Mapping[str, int]) -> Miss:
    """Return the miss for a text that matches more than one person or table.

    Parameters
    ----------
    noun : str
        `person` or `table`.
    says : str
        What is wrong.
    lines_by_id : mapping of str to int
        The matching ids, each with its line in the list; 0 if it has none.
    """
    shown = [
        said("%(name)s (line %(line)s)", name=quoted(one), line=line) if line else quoted(one)
        for one, line in lines_by_id.items()
    ]
    return Miss(
        "person-ambiguous" if noun == "person" else "table-ambiguous",
        says,
        said("Write the id: %(shown)s.", shown=said_list(shown[:SHOWN_IDS], last="or")),
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by file and line, and merge those with the same cause.

    Problems in one column have the same cause if they share the slug and the value. If more than three problems in a
    column share the slug, the hint and the sentence, whatever it quotes, they count as one cause too. A merged problem
    has the number of cells and the first lines. Per slug and column, the first `SHOWN_PROBLEMS` problems are kept and
    a last entry counts the others.
    """
    ordered = sorted(problems, key=lambda problem: (problem.file or "", problem.line or 0))
    by_value = _gathered(ordered, lambda problem: (*_kind(problem), problem.value, problem.says))
    by_hint = Counter(_cause(problem) for problem in by_value)
    several = [problem for problem in by_value if by_hint[_cause(problem)] > SHOWN_CAUSES and problem.column]
    alone = [problem for problem in by_value if by_hint[_cause(problem)] <= SHOWN_CAUSES or not problem.column]
    gathered = [*alone, *_gathered(several, _cause)]
    shown: list[Problem] = []
    counts: Counter[tuple[Any, ...]] = Counter()
    for problem in sorted(gathered, key=lambda problem: (problem.file or "", problem.line or 0)):
        counts[_kind(problem)] += 1
        if counts[_kind(problem)] <= SHOWN_PROBLEMS:
            shown.append(problem)
    for (slug, file, heading), count in counts.items():
        if count > SHOWN_PROBLEMS:
            shown.append(
                Problem(
                    slug,
                    said("and %(number)s more of the same kind", number=f"{count - SHOWN_PROBLEMS:,}"),
                    file,
                    column=heading,
                )
            )
    return tuple(shown)


def _kind(problem: Problem) -> tuple[Any, ...]:
    return problem.slug, problem.file, problem.column


def _cause(problem: Problem) -> tuple[Any, ...]:
    sentence = problem.says.message if isinstance(problem.says, Said) else problem.says
    return *_kind(problem), problem.subject, problem.hint, sentence


def _gathered(problems: Iterable[Problem], key: Callable[[Problem], tuple[Any, ...]]) -> list[Problem]:
    """Merge problems that have the same key into the first of them, with their count and one block for all words."""
    groups = group_by_key((key(problem), problem) for problem in problems)
    found = []
    for first, *others in groups.values():
        alike = [first, *others]
        lines = sorted({line for each in alike for line in (each.lines or (each.line,)) if line is not None})
        count = sum(each.count for each in alike)
        explained = [each.meaning for each in alike if each.meaning is not None]
        meanings = [meaning for meaning in explained if len(meaning.word) <= LONGEST_WORD]
        found.append(
            replace(
                first,
                count=count,
                lines=tuple(lines[:SHOWN_PLACES]) if others else first.lines,
                block=_block(meanings) if meanings else first.block,
            )
        )
    return found


def _block(meanings: Iterable[Meaning]) -> str:
    """Return the lines of a convening that define words of a column."""
    words: dict[tuple[str, str], dict[str, None]] = {}
    others: dict[tuple[str, str], tuple[str, ...]] = {}
    for meaning in meanings:
        words.setdefault((meaning.column, meaning.value), {})[meaning.word] = None
        others[meaning.column, meaning.value] = tuple(v for v in meaning.values if v != meaning.value)
    import json  # few lists have such words

    lines = ["vocabulary:"]
    for (column, value), written in words.items():
        if f"  {column}:" not in lines:
            lines.append(f"  {column}:")
        shown = [json.dumps(word, ensure_ascii=False) for word in list(written)[:SHOWN_WORDS]]
        values = listed(others[column, value], last="or")
        comment = f"or {values}" if value else f"write {values} instead of {UNDECIDED}"
        lines.append(f"    {value or UNDECIDED}: [{', '.join(shown)}]  # {comment}")
    return "\n".join(lines)


def as_text(problem: Problem) -> str:
    """Format a problem as one line, followed by the block to paste if there is one.

    >>> as_text(Problem("role-unknown", "is not a representative type", "a.csv", 14, "Role", "C", "boss"))
    'a.csv:14: column "Role" (C): "boss" is not a representative type. [role-unknown]'
    """
    parts = [*_parts_of(problem), f"[{problem.slug}]"]
    block = "".join(f"\n    {line}" for line in problem.block.splitlines())
    text = said_joined(parts, " ")
    return said_joined([text, block], "") if block else text


def as_remark(problem: Problem) -> str:
    """Format a problem as a remark, without its slug.

    >>> as_remark(Problem("role-unknown", "is not a representative type", "a.csv", 14, "Role", "C", "boss"))
    'a.csv:14: column "Role" (C): "boss" is not a representative type.'
    """
    return said_joined(_parts_of(problem), " ")


def _parts_of(problem: Problem) -> list[str]:
    """Return the place of a problem, what is wrong, and the hint."""
    place = problem.file or ""
    if problem.line is not None:
        place = name_line(place, problem.line)
    parts: list[str] = [said("%(place)s:", place=place)] if place else []
    if problem.column is not None:
        parts.append(said("column %(column)s:", column=name_column(problem.column, problem.letter)))
    if problem.subject is not None:
        parts.append(said("%(place)s:", place=_with_short_words(problem.subject)))
    if problem.value is not None:
        parts.append(quoted(problem.value))
    parts.append(said("%(text)s.", text=said_joined([_with_short_words(problem.says), *_places(problem)], " ")))
    if problem.hint:
        parts.append(_with_short_words(problem.hint))
    if problem.block:
        parts.append(_above_block(problem))
    return parts


def _above_block(problem: Problem) -> Said:
    """Return the sentence above the lines to paste into the convening."""
    if problem.place == "new":
        or_make = said(
            "Or, in the same folder as the list, make a text file named convening.yaml that defines the meaning:"
        )
        return (
            or_make
            if problem.hint
            else said("In the same folder as the list, make a text file named convening.yaml that defines the meaning:")
        )
    or_define = said("Or define the meaning in the convening:")
    return or_define if problem.hint else said("Define the meaning in the convening:")


def write_lines(aim: str, lines: Sequence[str], place: str) -> Said:
    """Return a sentence that offers lines of the convening to copy. It ends with the last line, without a period.

    Parameters
    ----------
    aim : str
        What the line is for, after "To": "keep it as your own column".
    lines : sequence of str
        The lines to choose from. They are never shortened.
    place : str
        A key of `GOES_INTO`.

    >>> write_lines("confirm this", ['columns: {name: "Who"}'], "file")
    'To confirm this, write this in the convening: columns: {name: "Who"}'
    """
    one, many = GOES_INTO[place]
    return said(
        "To %(aim)s, %(where)s: %(lines)s",
        aim=aim,
        where=said(one if len(lines) == 1 else many),
        lines=said_list(lines, last="or"),
    )


def _with_short_words(text: str) -> str:
    """Shorten words of 300 or more characters, such as a number with thousands of digits."""
    return _LONG_WORD.sub(lambda found: shortened(found[0]), text) if _LONG_WORD.search(text) else text


def _places(problem: Problem) -> Iterator[str]:
    """Yield the number of affected cells or lines and the first line numbers, if more than one is affected."""
    if problem.count == 1:
        return
    if len(problem.lines) == 1:  # several on the line that the message names already
        return
    number, where = f"{problem.count:,}", ", ".join(map(str, problem.lines))
    if not where:
        yield said("(%(number)s times)", number=number)
    elif len(problem.lines) < SHOWN_PLACES or len(problem.lines) == problem.count:
        if problem.column is not None:
            yield said("(%(number)s cells like this one, on lines %(lines)s)", number=number, lines=where)
        else:
            yield said("(%(number)s lines like this one: %(lines)s)", number=number, lines=where)
    elif problem.column is not None:
        yield said("(%(number)s cells like this one; the first are on lines %(lines)s)", number=number, lines=where)
    else:
        yield said("(%(number)s lines like this one; the first are lines %(lines)s)", number=number, lines=where)
