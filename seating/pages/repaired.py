"""A repaired seating: who moves and why, who is new, and optional improvements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from seating.explanations.price import Change
from seating.judge import review
from seating.pages.brief import describe_in_short, has_succeeded
from seating.pages.solved import LIST, describe_result, describe_review, list_figures, tell_ideal
from seating.pages.unmet import list_changes
from seating.present.blocks import ARROW, Block, Span, Text, code, data, field, figure, join, titled
from seating.present.shortening import cut
from seating.report.moves import describe_moves
from seating.report.person_names import label_apart
from seating.report.quality import describe_quality
from seating.result import Move, Offer, Repair, Result
from seating.result.staff_plan import list_seat_requirements
from seating.room.lineage import label_of
from seating.wording import Said, said, said_joined, said_list

FILES = {"report": said("the report: open it in a browser"), "packet": said("pages to print for the day")}
"""The files that a convener opens after a repair, by their names in `Result.files`, with a description of each."""

NEWCOMERS_LENGTH = 160
"""Maximum length of the line with the people who are new at their tables, in characters."""


def list_in_short(result: Result, given: str = LIST) -> Iterator[Block]:
    """Yield a repaired seating in a few lines, or everything if a must is not met; the parameters are as below."""
    if not has_succeeded(result):
        return list_blocks(result, given)
    assert result.repair is not None
    newcomers = said_joined([said_joined(each, ": ") for each in _name_newcomers(result, result.repair)], "; ")
    new = [cut(newcomers, NEWCOMERS_LENGTH)] if newcomers else []
    title = said("Moves") if result.moves else said("New at their tables")
    moves = [*((said("New at their tables"), ": ", one) if result.moves else one for one in new), *_list_moves(result)]
    offers = len(result.repair.offers)
    more = [field(said("Optional improvements, shown with --details"), offers)] if offers else []
    quality = _describe_quality(result, result.repair)
    return describe_in_short(result, quality, FILES, title, moves, more)


def list_blocks(result: Result, given: str = LIST) -> Iterator[Block]:
    """Yield a repaired seating; one that does not meet the musts has no optional improvements.

    Parameters
    ----------
    result : Result
    given : str
        How the command names the list and the output folder.
    """
    assert result.repair is not None
    moves = list(_list_moves(result))
    newcomers = titled(said("New at their tables"), _list_newcomers(result, result.repair))
    if result.review.unmet:
        stays = [] if result.moves else [describe_moves(result, result.repair)]
        first = (*titled(said("Moves that lead to this closest seating"), moves), *newcomers)
        quality = said_joined([describe_quality(result), *stays], " ")
        return describe_result(result, quality, list_figures(result), first, given=given)
    quality = _describe_quality(result, result.repair)
    offers = titled(said("Optional improvements"), _list_offers(result, result.repair))
    first = (*titled(said("Moves"), moves), *newcomers, *offers)
    return describe_result(result, quality, [tell_ideal(result.penalty)], first, given=given)


def _describe_quality(result: Result, repair: Repair) -> Said:
    """Return how many people move, and how good the seating is."""
    return said_joined([describe_moves(result, repair), describe_review(result)], " ")


def _list_moves(result: Result) -> Iterator[Text]:
    """Yield who moves where, and why."""
    for one in result.moves:
        yield (*_describe_move(result, one), ", ", one.full_reason or one.reason, ".")


def _list_newcomers(result: Result, repair: Repair) -> Iterator[Text]:
    """Yield each table with new people, and their names."""
    for table, names in _name_newcomers(result, repair):
        yield (data(table), ": ", data(names))


def _name_newcomers(result: Result, repair: Repair) -> Iterator[tuple[str, Said]]:
    """Yield the name of each table with new people, and their names."""
    new = set(repair.newcomers)
    for table in result.room.tables:
        here = (p for p in result.room.persons if p.id in new and result.plan.seats[p.id] == table.id)
        names = [label_apart(result, person) for person in here]
        if names:
            yield table.label, said_list(names)


def _list_offers(result: Result, repair: Repair) -> Iterator[Text]:
    """Yield the moves that no must requires, what they would change, and the option that makes them."""
    for offer in repair.offers:
        changed = list_changes(result, _find_changes(result, offer))
        saved = said_joined([said("penalty"), f"−{offer.saves:,}"], " ")
        yield (*_describe_offer(result, offer.moves), figure(", "), figure(saved), *changed)
    if repair.offers:
        # the option counts seats; a guest of the former session, whose seat counts, has not moved
        allowed = max(len(result.moves), repair.fewest) + max(len(offer.moves) for offer in repair.offers)
        yield field(said("No must requires these moves. They are made with"), code(f"--max-moves {allowed}"))


def _find_changes(result: Result, offer: Offer) -> list[Change]:
    """Return the wishes that the moves would change, what gets better first."""
    seats = dict(result.plan.seats) | {move.person: move.target for move in offer.moves}
    after = review(result.room, list_seat_requirements(result), replace(result.plan, seats=seats))
    changed = [
        Change(one.id, one.weight * (after.verdicts[one.id].shortfall - result.verdict(one).shortfall))
        for one in list_seat_requirements(result)
        if not one.is_must
    ]
    return sorted((change for change in changed if change.points), key=lambda change: change.points)


def _describe_offer(result: Result, moves: tuple[Move, ...]) -> tuple[str | int | Span, ...]:
    """Return the moves that an offer consists of, in one line."""
    return join((_describe_move(result, move) for move in moves), "; ")


def _describe_move(result: Result, move: Move) -> tuple[str | int | Span, ...]:
    """Return a person with the table that they leave and the one that they come to."""
    name = label_apart(result, result.people.by_id[move.person])
    tables = [data(label_of(result.room, table)) for table in (move.origin, move.target)]
    return (data(name), ": ", tables[0], " ", ARROW, " ", tables[1])
