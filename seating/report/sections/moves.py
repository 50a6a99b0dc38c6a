"""Who moved in a repair and why, and who is new."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import ARROW, Block, Column, Heading, Lines, Row, Table, data, paragraph
from seating.report.places import link_person
from seating.result import Repair, Result
from seating.wording import Said, said, said_count, said_joined

ORDER = 45
TITLE = "What the repair changed"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield how many people moved, and whether fewer moves are enough; who moved and why; and who is new."""
    if result.repair is None:
        return
    yield paragraph(_describe_moves(result, result.repair))
    label = result.room.label_of
    rows = [
        Row(
            (
                link_person(result, move.person),
                (data(label(move.origin)), " ", ARROW, " ", data(label(move.target))),
                move.reason,
            )
        )
        for move in result.moves
    ]
    yield Table(said("Who moved"), (Column(said("Name")), Column(said("Move")), Column(said("Why"))), rows, "moves")
    if result.repair.newcomers:
        yield Heading(said("New at their tables"))
        seats = result.plan.seats
        new = [
            (link_person(result, one), " ", data(label(seats[one]), style="quiet")) for one in result.repair.newcomers
        ]
        yield Lines(new, "bullets", "movers")


def _describe_moves(result: Result, repair: Repair) -> Said:
    """Return how many people moved, and whether it is proven to be the fewest."""
    made = len(result.moves)
    if not made:
        return said("Nobody had to move.")
    moved = said_count("%(number)s person moved.", "%(number)s people moved.", made)
    if result.review.unmet:
        return moved
    if made > repair.fewest:
        fewest = said("Not all of these moves were required; the others improve the seating.")
    elif repair.fewest_proven:
        fewest = said("No seating that meets every must takes fewer moves.")
    else:
        fewest = said("Fewer moves may be enough, but no such seating was found.")
    return said_joined([moved, fewest], " ")
