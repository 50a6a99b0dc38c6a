"""Notes about input that was accepted but deserves attention, and how the seating was made."""

from __future__ import annotations

from collections.abc import Iterator

from seating._version import __version__
from seating.present.blocks import Block, Lines, code, fold_away, paragraph
from seating.report.claims.labels import MORE
from seating.result import Result
from seating.result.proof import lacks_points
from seating.wording import Said, said, said_joined, said_list

ORDER = 90
TITLE = "Notes"

SHOWN = 5
"""Number of notes that are visible at first; the others can be unfolded."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the notes, those on the seating first, each with its slug, which names a page of the manual.

    Two lines at the end tell how the seating was made.
    """
    notes = [(note.text, " ", code(note.slug)) for note in result.notes]
    few = notes if len(notes) <= SHOWN + 1 else notes[:SHOWN]
    yield Lines(few, "bullets", "notes")
    yield from fold_away(MORE(number=len(notes) - len(few)), [Lines(notes[len(few) :], "bullets", "notes")])
    made = [*_list_made_from(result), *_list_penalty(result)]
    yield paragraph(said_joined([said_joined(pair, ": ") for pair in made], " · "), "quiet")
    yield paragraph(_describe_repetition(result), "quiet")


def _list_made_from(result: Result) -> Iterator[tuple[Said, str]]:
    """Yield what the seating was made from and how, each with its label."""
    people, convening = result.people, result.convening
    inferred = said("a convening inferred from the list")
    written = inferred if convening.is_inferred else convening.file or said("a convening written by a program")
    files = (people.file or said("a list"), written, *(file for file, _sha256 in result.chart_files))
    yield said("Made from"), said_list(files)
    if people.rows:
        yield said("Rows"), f"{people.rows:,}"
    yield said("Version"), __version__
    yield said("Seed"), str(result.seed)
    yield said("Seconds"), f"{result.seconds:.1f}"


def _list_penalty(result: Result) -> Iterator[tuple[Said, str]]:
    """Yield the penalty and, if it is known and nothing private follows from it, the lower bound."""
    is_partial = lacks_points(result.judged)
    yield said("Penalty without private requirements") if is_partial else said("Penalty"), f"{result.penalty:,}"
    if not is_partial and result.bound is not None and result.gap is not None and result.conflict is None:
        yield said("Lower bound of the penalty if every must is met"), f"{result.bound:,}"


def _describe_repetition(result: Result) -> Said:
    """Return whether the seating is the same if it is made again."""
    if result.is_manual:
        return said(
            "This seating was saved on the board, where seats can be changed by hand. It is in the file seating.csv."
        )
    if any(note.slug == "interrupted" for note in result.notes):
        return said("The search was interrupted, so the same inputs might give a different seating.")
    return said("The same inputs, seed and version give the same seating, unless a time limit cut the search short.")
