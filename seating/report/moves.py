"""Who moved in a repair and why, and who is new."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from seating.present.blocks import ARROW, Block, Column, Heading, Lines, Row, Table, data, paragraph
from seating.profiles.heads import count_heads, say_gone
from seating.report.claims.moves import FEWER_MOVES, FEWEST_MOVES, MOVED, NO_MOVE_NEEDED, NO_ONE_MOVES
from seating.report.person_names import link_person
from seating.result import Repair, Result
from seating.room.lineage import label_of
from seating.wording import Said, said, said_joined


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield how many people moved, and whether fewer moves are enough; who moved and why; and who is new."""
    if result.repair is None:
        return
    yield paragraph(describe_moves(result, result.repair))
    label = partial(label_of, result.room)
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
    yield Table(said("Who moved"), (Column(said("Name")), Column(said("Tables")), Column(said("Why"))), rows, "moves")
    if result.repair.newcomers:
        yield Heading(said("New at their tables"))
        seats = result.plan.seats
        new = [
            (link_person(result, one), " ", data(label(seats[one]), style="quiet")) for one in result.repair.newcomers
        ]
        yield Lines(new, "bullets", "movers")


def describe_moves(result: Result, repair: Repair) -> Said:
    """Return how many people and held seats move, and whether it is proven to be the fewest."""
    made, fewest = len(result.moves), repair.fewest
    if not made:
        return NO_ONE_MOVES()
    moved = count_moves(result)
    if result.review.unmet or made < fewest:  # the search counts seats; a guest of the former session has not moved
        return moved
    if made == fewest:
        return said_joined([moved, FEWEST_MOVES()], " ") if repair.fewest_proven else moved
    return said_joined([moved, FEWER_MOVES(number=fewest) if fewest else NO_MOVE_NEEDED()], " ")


def count_moves(result: Result) -> Said:
    """Return how many people and held seats move: "1 person and 2 held seats move."."""
    heads = count_heads(result.people.by_id[move.person] for move in result.moves)
    return MOVED(number=heads.seats, heads=say_gone(heads))
