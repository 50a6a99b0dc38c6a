"""What can be wrong, as data: problems, notes, and the exceptions that carry them.

    SeatingError                 anything a user can cause
    ├── UsageError               the command was called wrongly (exit 2)
    ├── InputError               cells or lines of the input are wrong (exit 3)
    ├── FolderHeldError          another run is working in the output folder (exit 7)
    └── EngineError              the solver and the checker disagree, or an engine died (exit 1)

A slug names each problem and each note; `docs/messages/SLUG.md` explains it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seating.wording import quoted

__all__ = ["EngineError", "FolderHeldError", "InputError", "Note", "Problem", "SeatingError", "UsageError", "as_text"]
__all__ += ["in_order"]

SHOWN_PROBLEMS = 50
"""Problems of one kind that are shown in full; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the input.

    Attributes
    ----------
    slug : str
        Kebab-case name; `docs/messages/` has a page of that name.
    says : str
        What is wrong, without the place and without a full stop.
    file, line, column, letter : optional
        Where: the file's name, its physical line (from 1), the heading as written,
        and the spreadsheet letter of the column.
    subject : str, optional
        What of a convening it is about, where there is no column: `table "t1", seats`.
    value : str, optional
        The value as written; shown when `says` follows it ("VALUE" is not a …).
    hint : str, optional
        What would be right, as a sentence.
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


@dataclass(frozen=True, slots=True)
class Note:
    """Input worth a word: accepted, and said.

    `text` may name anyone: the terminal shows it to the convener. `shared_text` is what
    files that others may see hold instead; None means that `text` is safe everywhere, unless
    the convening makes private the `column` whose values it quotes.
    """

    slug: str
    text: str
    shared_text: str | None = None
    column: str | None = None


class SeatingError(Exception):
    """Anything that a user can cause, or can be told."""

    exit_code = 1


class UsageError(SeatingError):
    """The command was called wrongly."""

    exit_code = 2


class InputError(SeatingError):
    """Some cells or lines of the input are wrong; all of them are named at once."""

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(as_text(problem) for problem in self.problems))


class FolderHeldError(SeatingError):
    """Another run is working in the output folder."""

    exit_code = 7


class EngineError(SeatingError):
    """An engine died, or what it believes differs from what the checker finds."""

    exit_code = 1


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by file and line; of many of one kind the first, and how many more there are.

    A kind is a slug in a column of a file.
    """
    shown: list[Problem] = []
    counts: dict[tuple[str, str | None, str | None], int] = {}
    for problem in sorted(problems, key=lambda problem: (problem.file or "", problem.line or 0)):
        kind = (problem.slug, problem.file, problem.column)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= SHOWN_PROBLEMS:
            shown.append(problem)
    for (slug, file, heading), count in counts.items():
        if count > SHOWN_PROBLEMS:
            shown.append(Problem(slug, f"and {count - SHOWN_PROBLEMS:,} more of the same", file, column=heading))
    return tuple(shown)


def as_text(problem: Problem) -> str:
    """Return the one line that shows a problem.

    >>> as_text(Problem("role-unknown", "is not a representative type", "a.csv", 14, "Role", "C", "boss"))
    'a.csv:14: column "Role" (C): "boss" is not a representative type. [role-unknown]'
    """
    place = problem.file or ""
    if problem.line is not None:
        place += f":{problem.line}"
    parts = [f"{place}:"] if place else []
    if problem.column is not None:
        letter = f" ({problem.letter})" if problem.letter else ""
        parts.append(f"column {quoted(problem.column)}{letter}:")
    if problem.subject is not None:
        parts.append(f"{problem.subject}:")
    if problem.value is not None:
        parts.append(quoted(problem.value))
    parts.append(f"{problem.says}.")
    if problem.hint:
        parts.append(problem.hint)
    parts.append(f"[{problem.slug}]")
    return " ".join(parts)
