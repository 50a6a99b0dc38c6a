"""What the cells of a column show where its heading tells nothing: people, replies, needs."""

from __future__ import annotations

from collections.abc import Iterator

from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.headings.competing_columns import Decisions, SheetColumn
from seating.profiles.headings.contents import (
    has_only_digits,
    is_about_coming,
    is_need,
    is_need_of_access,
    is_nothing,
    is_worded_reply,
    words,
)
from seating.profiles.headings.evidence import FEW, HALF, MIN_POINTS, Candidate
from seating.profiles.headings.heading_phrases import excludes, plain
from seating.profiles.headings.polarity import Sense, is_marked_or_not, read_sense
from seating.profiles.private_columns import tells_contact_details
from seating.wording import said, squashed

MOSTLY_NEEDS = 0.8
"""The share of cells about needs from which a column is read as needs, if a need in it is not about food."""


def find_meaning_by_cells(state: Decisions, one: SheetColumn, kept: str) -> Iterator[Candidate]:
    """Yield what only the cells of a column show, which counts if its heading gives it no meaning.

    Parameters
    ----------
    state : Decisions
    one : SheetColumn
    kept : str
        What the column is otherwise: "own" or "private".
    """
    cells = one.contents
    if not cells.filled or squashed(one.heading) in state.used or names_people(one):
        return
    if holds_replies(one):
        if not is_own(state, one) and is_about_the_event(one):
            evidence = said(
                "%(number)s of %(all)s cells are replies",
                number=round(cells.replies * cells.filled),
                all=cells.filled,
            )
            is_of_part = bool(spoken_in(one) & words("parts"))
            yield Candidate("attending", 0, MIN_POINTS - is_of_part, evidence, is_by_cells=True)
        return
    if refuses(one):
        return
    evidence = said(
        "%(number)s of %(all)s cells are about needs",
        number=round(cells.share(is_need) * cells.filled),
        all=cells.filled,
    )
    is_free = kept == "own"
    if is_free and cells.share_of_told(is_need) >= MOSTLY_NEEDS and cells.number(is_need_of_access):
        yield Candidate("needs", 0, MIN_POINTS, evidence, is_by_cells=True)
    elif is_free and tells_needs(one) and cells.number(is_need) < FEW:
        yield Candidate("private", 0, 0, said("some of its cells might be about needs"), is_by_cells=True)
    elif is_free and tells_needs(one):
        yield Candidate("needs", 0, MIN_POINTS, evidence, is_by_cells=True)
    elif tells_contact_details(cells, is_own=is_own(state, one)):
        told = said("its cells contain addresses or contact details")
        yield Candidate("private", 0, 0, told, is_by_cells=True)


def spoken_in(one: SheetColumn) -> set[str]:
    """Return the words of a heading."""
    return set(plain(one.heading).split())


def is_own(state: Decisions, one: SheetColumn) -> bool:
    """Whether the heading of a column marks it as a custom column."""
    return any(each.key == "own" for each in state.ranked.get(one.index, ()))


def names_people(one: SheetColumn) -> bool:
    """Whether most cells of a column name people on the list."""
    cells = one.contents
    are_named = cells.people >= 0.5 or (cells.given_names >= 0.8 and cells.different >= 0.7)
    return are_named and cells.filled > 2 and cells.share(has_only_digits) < 0.5


def holds_replies(one: SheetColumn) -> bool:
    """Whether the cells of a column are replies in a few words, and its heading is not about consent.

    A cell that means none tells nothing about the column.
    """
    cells = one.contents
    told = cells.filled - cells.number(is_nothing)
    return told > 2 and cells.number(is_worded_reply) >= 0.8 * told and not spoken_in(one) & words("consent")


def says_no(one: SheetColumn) -> bool:
    """Whether a cell of a column is a no, or that the person waits for a place."""
    return any(read_reply(text) in {Reply.NO, Reply.WAITING} for text in one.contents.texts)


def is_about_the_event(one: SheetColumn) -> bool:
    """Whether replies in a column are about coming, rather than about a bus or a room for the night."""
    return not spoken_in(one) & words("offers") and one.contents.share(is_about_coming) >= 0.5


def refuses(one: SheetColumn) -> bool:
    """Whether a column has marks, yes and no below a heading that turns them round: "Cancelled"."""
    cells = one.contents
    if read_sense(one.heading) is not Sense.TURNED or spoken_in(one) & words("consent") or _counts(one):
        return False
    told = cells.share(is_marked_or_not)
    return told == 1 or (told >= HALF and cells.share(has_only_digits) < HALF)


def _counts(one: SheetColumn) -> bool:
    """Whether a column has numbers under a heading about numbers, such as "Declined count"."""
    return one.contents.share(has_only_digits) >= HALF and excludes(one.heading, "attending")


def tells_needs(one: SheetColumn) -> bool:
    """Whether several cells of a column are about needs, in more than a word, and not only about the menu."""
    cells = one.contents
    are_told = cells.share(is_need) >= 0.3 and cells.length > 1.3 and cells.share(has_only_digits) < 0.5
    return are_told and not spoken_in(one) & words("food")
