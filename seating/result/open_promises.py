"""What tables promised at earlier meetings, with the states in the round of a result."""

from __future__ import annotations

from seating.analysis.promises import Promise, PromiseState, list_promises
from seating.result.result_facts import Facts


def find_promises(result: Facts) -> list[tuple[Promise, PromiseState]]:
    """Return the promises with their states, as `list_promises` orders them."""
    if result.commitments is None:
        return []
    return list_promises(result.commitments, result.convening, result.room.round_number)


def find_unkept(result: Facts) -> list[tuple[Promise, PromiseState]]:
    """Return the promises that are late or open."""
    return [(promise, state) for promise, state in find_promises(result) if state is not PromiseState.KEPT]
