"""Print a repaired seating to the terminal: who moves and why, and optional improvements."""

from __future__ import annotations

from seating.cli.console import Console
from seating.cli.views.result import describe_quality, describe_review, print_result
from seating.result import Move, Repair, Result
from seating.wording import counted, listed


def print_repair(console: Console, result: Result) -> None:
    """Print the result of a repair: the record with --json, otherwise text."""
    console.end_progress()
    assert result.repair is not None
    newcomers = ("New at their tables", _list_newcomers(result, result.repair))
    if result.review.unmet:
        stays = "" if result.moves else " Nobody who has a seat has to move."
        moves = ("Moves to this closest seating", _list_moves(result))
        print_result(console, result, f"{describe_quality(result)}{stays}", [moves, newcomers])
        return
    quality = f"{_describe_moves(result, result.repair)} {describe_review(result)}"
    offers = ("Optional improvements", _list_offers(result, result.repair))
    print_result(console, result, quality, [("Moves", _list_moves(result)), newcomers, offers])


def _describe_moves(result: Result, repair: Repair) -> str:
    """Return the number of people who move, and whether it is proven to be the minimum."""
    made, fewest = len(result.moves), repair.fewest
    moves = "1 person moves" if made == 1 else f"{made:,} people move"
    if made > fewest:
        would = f"meeting the musts takes only {counted(fewest, 'move')}" if fewest else "no must requires a move"
        return f"{moves}; {would}."
    if made and repair.fewest_proven:
        return f"{moves}. No seating that meets all musts takes fewer moves."
    if made:
        return f"{moves}. Fewer moves may be enough, but no such seating was found."
    if repair.newcomers:
        return "Nobody has to move: everyone keeps their seat, and new people get one."
    if repair.offers:
        return "Nobody has to move."
    return "Nobody has to move, and no single move or swap would improve the seating."


def _list_moves(result: Result) -> list[str]:
    return [f"{_describe_move(result, move)}, {move.full_reason or move.reason}." for move in result.moves]


def _list_newcomers(result: Result, repair: Repair) -> list[str]:
    """Return a line for each table with new people."""
    new = set(repair.newcomers)
    found = []
    for table in result.room.tables:
        names = [p.label for p in result.room.persons if p.id in new and result.plan.seats[p.id] == table.id]
        found += [f"{table.label}: {listed(names)}"] if names else []
    return found


def _list_offers(result: Result, repair: Repair) -> list[str]:
    """Return the moves that would only reduce the penalty, and the option that makes them."""
    lines = [
        f"{_describe_offer(result, offer.moves)}. This would reduce the penalty by {offer.saves:,}."
        for offer in repair.offers
    ]
    if lines:
        allowed = len(result.moves) + max(len(offer.moves) for offer in repair.offers)
        lines.append(f"No must requires these moves. To make them, use --max-moves {allowed} or more.")
    return lines


def _describe_offer(result: Result, moves: tuple[Move, ...]) -> str:
    """Return a move of people from one table to another, or a swap, in which people who must sit together do."""
    leaving: dict[str, list[str]] = {}
    for move in moves:
        leaving.setdefault(move.origin, []).append(result.people.by_id[move.person].label)
    if len(moves) == 1:
        return _describe_move(result, moves[0])
    if len(leaving) == 1:
        way = f"from {_table_label(result, moves[0].origin)} to {_table_label(result, moves[0].target)}"
        return f"{listed(name for names in leaving.values() for name in names)} move {way}"
    if len(moves) == len(leaving):
        names = listed(name for names in leaving.values() for name in names)
        return f"{names} swap seats ({listed(_table_label(result, table) for table in leaving)})"
    sides = [f"{listed(names)} ({_table_label(result, table)})" for table, names in leaving.items()]
    return " swap seats with ".join(sides)


def _describe_move(result: Result, move: Move) -> str:
    name = result.people.by_id[move.person].label
    return f"{name} moves from {_table_label(result, move.origin)} to {_table_label(result, move.target)}"


def _table_label(result: Result, table: str) -> str:
    """Return the name of a table, or its id if the table no longer exists."""
    return result.room.table(table).label if table in result.room.table_index else table
