"""Notes about input that was accepted but deserves attention, and how the seating was made."""

from __future__ import annotations

from collections.abc import Iterator

from seating._version import __version__
from seating.present.blocks import Block, Lines, code, fold_away, paragraph
from seating.result import Result
from seating.wording import Said, said, said_alone, said_count, said_joined, said_list

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
    more = said("%(number)s more", number=f"{len(notes) - len(few):,}")
    yield from fold_away(more, [Lines(notes[len(few) :], "bullets", "notes")])
    yield paragraph(said_joined([_describe_making(result), *_describe_penalty(result)], " "), "quiet")
    yield paragraph(_describe_repetition(result), "quiet")


def _describe_making(result: Result) -> Said:
    return said(
        "Made by seating %(version)s from %(files)s, with the seed %(seed)s, in %(seconds)s seconds.",
        version=__version__,
        files=said_list(_list_files(result)),
        seed=str(result.seed),
        seconds=f"{result.seconds:.1f}",
    )


def _list_files(result: Result) -> Iterator[str]:
    """Yield what the seating was made from."""
    people, convening = result.people, result.convening
    rows = said_count("%(number)s row", "%(number)s rows", people.rows)
    name = people.file or said("a list")
    yield said("%(file)s (%(rows)s)", file=name, rows=rows) if people.rows else name
    inferred = said("a convening inferred from the list")
    yield inferred if convening.is_inferred else convening.file or said("a convening written by a program")
    yield from (file for file, _sha256 in result.chart_files)


def _describe_penalty(result: Result) -> Iterator[Said]:
    """Yield the penalty and, if it is known and nothing private follows from it, the lower bound."""
    if result.lacks_points:
        yield said("Penalty: %(penalty)s, without the points of private requirements.", penalty=f"{result.penalty:,}")
    elif result.bound is None or result.gap is None or result.conflict is not None:
        yield said("Penalty: %(penalty)s.", penalty=f"{result.penalty:,}")
    else:
        told = {"penalty": f"{result.penalty:,}", "bound": f"{result.bound:,}"}
        yield said("Penalty: %(penalty)s; no seating that meets every must has less than %(bound)s.", **told)


def _describe_repetition(result: Result) -> Said:
    """Return what has to be the same for the same seating: earlier seatings too, if there are any."""
    if result.is_manual:
        return said(
            "This seating was saved on the board, where seats can be changed by hand. It is in the file seating.csv."
        )
    if any(note.slug == "interrupted" for note in result.notes):
        return said("The search was interrupted, so the same inputs might give a different seating.")
    is_repaired = result.repair is not None
    has_locks = any(one.is_lock for one in result.requirements)
    has_rounds = is_repaired or has_locks or result.room.round_number > 1 or bool(result.room.history.rounds)
    counts_gaps = result.resources is not None and result.convening.resource_map.count_gaps
    if has_rounds or counts_gaps or result.planned:
        inputs = (
            said("the list"),
            *((said("any arrivals"),) if is_repaired else ()),
            said("the convening"),
            *((said("the charts"),) if result.chart_files else ()),
            *((said("the resources"),) if counts_gaps else ()),
            *((said("the saved rounds"),) if has_rounds else ()),
            *((said("the number of rounds planned together"),) if result.planned else ()),
            *((said("what was kept"),) if has_locks else ()),
            said("the seed"),
            said("the version"),
        )
        told = said(
            "%(inputs)s determine the seating, unless a time limit cut the search short", inputs=said_list(inputs)
        )
        return said_alone(told)
    if result.chart_files:
        return said(
            "The same list, convening, charts, seed and version give the same seating, "
            "unless a time limit cut the search short."
        )
    return said(
        "The same list, convening, seed and version give the same seating, unless a time limit cut the search short."
    )
