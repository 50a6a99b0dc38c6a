"""Print a result to the terminal. It is for the convener, so it includes private information."""

from __future__ import annotations

from collections.abc import Sequence

from seating.cli.columns import aligned
from seating.cli.console import Console
from seating.cli.lacks import asking_in, conflict_in, missing_in, not_seated_in, unmet_in
from seating.cli.verdict import chance_in, seated_in, worth_by_hand, worth_of
from seating.result import Result

__all__ = ["tell", "tell_reviewed", "tell_solved"]

FIRST_FILES = {
    "report": "the report: open it in a browser",
    "seating_csv": "who sits where, for a spreadsheet",
    "packet": "pages to print for the day",
    "convening": "the inferred convening: edit it and run again",
}
"""The files that a convener opens first, by their names in `Result.files`, with a description of each."""


def tell_solved(console: Console, result: Result) -> None:
    """Print the result of a solve: the record with --json, otherwise text."""
    console.end_progress()
    tell(console, result, worth_of(result), asking=asking_in(result))


def tell_reviewed(console: Console, result: Result) -> None:
    """Print the check of a seating made by hand: the record with --json, otherwise text."""
    tell(console, result, worth_by_hand(result))


def tell(
    console: Console,
    result: Result,
    worth: str,
    first: Sequence[tuple[str, Sequence[str]]] = (),
    asking: Sequence[str] = (),
) -> None:
    """Print the record with --json, otherwise the verdict and the sections of the result.

    Parameters
    ----------
    console : Console
    result : Result
    worth : str
        The verdict, in sentences.
    first : sequence of (str, sequence of str)
        Title and lines of the sections to print before the others.
    asking : sequence of str
        Lines to add at the end of the section on unmet requirements.
    """
    if console.as_json:
        from seating.report.record import as_record

        console.record(as_record(result))
        return
    console.notes(note for note in result.notes if note.slug != "heading-matched")
    console.verdict(" ".join([seated_in(result), worth, *chance_in(result)]), good=not result.review.unmet)
    for title, lines in (
        *first,
        ("What clashes", conflict_in(result)),
        ("Ways out", [way.sentence for way in result.ways_out]),
        ("Whom to invite", [recruit.sentence for recruit in result.recruit]),
        ("Not seated", not_seated_in(result)),
        ("Who is missing", missing_in(result)),
        ("What is unmet", [*unmet_in(result), *asking]),
        ("Files", _files(result)),
    ):
        _section(console, title, lines)
    for ahead in result.ahead:
        console.heading(f"Round {ahead.room.round_number}, planned ahead")
        _section(console, "", [f"{seated_in(ahead)} {worth_of(ahead)}", *missing_in(ahead), *unmet_in(ahead)])
        _section(console, "", _files(ahead))


def _section(console: Console, title: str, lines: Sequence[str]) -> None:
    if lines:
        if title:
            console.heading(title)
        for line in lines:
            console.result("  " + line.replace("\n", "␊"))  # a name may contain a line break


def _files(result: Result) -> list[str]:
    return aligned([(result.files[name], what) for name, what in FIRST_FILES.items() if name in result.files])
