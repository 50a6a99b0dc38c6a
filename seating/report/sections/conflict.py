"""The musts that conflict and the ways out, if the musts cannot all be met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.explanations.conflicts import Conflict
from seating.explanations.ways_out import WayOut
from seating.present.blocks import Block, Heading, Lines, Text, paragraph, quiet, strong
from seating.report.quality import tell_seats_alone
from seating.result import PRIVATE_CLASH, Result
from seating.result.shared_requirements import may_count_conflicts, share_musts
from seating.wording import said

ORDER = 20
TITLE = "What cannot be met"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the conflicting sets, smallest first, and the ways out of all of them; nothing without a conflict.

    If one of them is private, whether there are others is not told: how many private ones there are is private.
    """
    if not result.conflicts:
        return
    found = [share_musts(result, conflict) for conflict in result.conflicts]
    for conflict, sentences in zip(result.conflicts, found, strict=True):
        if sentences == (PRIVATE_CLASH,):
            yield paragraph(PRIVATE_CLASH, "intro")
        else:
            yield from describe_conflict(sentences, conflict)
    for about in tell_seats_alone(result):
        yield paragraph(about, "quiet")
    if may_count_conflicts(result):
        yield tell_others(len(result.conflicts), is_complete=result.conflicts_complete)
    if result.ways_out:
        yield Heading(said("Ways out"))
        yield list_ways(result.ways_out)


def describe_conflict(musts: Sequence[Text], conflict: Conflict) -> Iterator[Block]:
    """Yield what is known of musts that conflict, and the musts; one line can stand for some of them."""
    is_confirmed = conflict.confirmed
    if conflict.counted:
        about = said("Counting shows that no plan of these rounds can meet this:")
    elif not is_confirmed:
        about = said(
            "The search ended before this conflict was confirmed. It might be smaller, or it might not be a conflict."
        )
    elif len(conflict.requirements) > 1:
        about = said("These musts cannot all be met together. Dropping any one of them resolves this conflict.")
    else:
        about = said("This requirement is a must, but it cannot be met even on its own.")
    yield paragraph((about, " ", said("A second calculation confirmed this.")) if is_confirmed else about, "intro")
    yield Lines(musts, "numbers", "clash")


def tell_others(number: int, *, is_complete: bool) -> Lines:
    """Return whether there may be other conflicts than those shown; no line if there is one, and no other."""
    if not is_complete:
        return paragraph(said("There might be other conflicts."), "quiet")
    return Lines([said("There are no other conflicts.")] if number > 1 else [], name="quiet")


def list_ways(ways: Sequence[WayOut]) -> Lines:
    """Return ways out, each with whether a seating shows that it helps."""
    tested, untested = said("Tested: it works."), said("Not tested.")
    shown = [(strong(way.sentence), " ", quiet(tested if way.confirmed else untested)) for way in ways]
    return Lines(shown, "bullets", "ways")
