"""The musts that conflict and the ways out, if the musts cannot all be met."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import Block, Heading, Lines, paragraph, quiet, strong
from seating.report.invitations import list_invitations
from seating.report.privacy import is_clash_complete, shared_conflicts, shared_ways_out
from seating.result import Result
from seating.wording import said

ORDER = 20
TITLE = "What cannot be met"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the conflicting sets, smallest first, and the ways out of all of them; nothing without a conflict."""
    conflicts = shared_conflicts(result)
    if not conflicts:
        return
    for conflict in conflicts:
        if conflict.is_private:
            yield paragraph(conflict.sentences[0], "intro")
            continue
        about = said("This must cannot be met even on its own.")
        if len(conflict.sentences) > 1:
            about = said(
                "These %(number)s musts cannot all be met together. Dropping any one of them resolves this conflict.",
                number=len(conflict.sentences),
            )
        confirmed = said("A second calculation confirmed this.")
        yield paragraph((about, " ", confirmed) if conflict.confirmed else about, "intro")
        yield Lines(conflict.sentences, "numbers", "clash")
    if not is_clash_complete(result):
        yield paragraph(said("There may be other conflicts."), "quiet")
    elif len(result.conflicts) > 1:
        yield paragraph(said("There are no other conflicts."), "quiet")
    if ways := shared_ways_out(result):
        tested, untested = said("Tested: it works."), said("Not tested.")
        yield Heading(said("Ways out"))
        yield Lines(
            [(strong(way.sentence), " ", quiet(tested if way.confirmed else untested)) for way in ways],
            "bullets",
            "ways",
        )
    if result.recruit:
        yield Heading(said("Whom to invite"))
        yield Lines(list(list_invitations(result)), "bullets", "plain")
