"""Print why a person sits where they do."""

from __future__ import annotations

from seating.cli.console import Console
from seating.cli.explained_words import changes_in, more_in_words, named_in
from seating.explain.person import Elsewhere, Whereabouts
from seating.result import Result
from seating.wording import counted, listed

__all__ = ["tell_whereabouts"]


def tell_whereabouts(console: Console, result: Result, found: Whereabouts) -> None:
    """Print a person's table, and what each other table would cost.

    Parameters
    ----------
    console : Console
    result : Result
    found : Whereabouts
    """
    person = result.people.by_id[found.person]
    console.result(f"{person.label} sits at {result.room.table(found.table).label}. {_why(result, found)}")
    for other in found.elsewhere:
        console.heading(result.room.table(other.table).label)
        for line in _elsewhere(result, found, other):
            console.result(f"  {line}")


def _why(result: Result, found: Whereabouts) -> str:
    """Return a summary of the other tables. It says "every" and "no" only if the answer for each table is proven."""
    now = found.now.penalty or 0
    possible = [other for other in found.elsewhere if other.best.penalty is not None]
    is_proven = all(other.best.is_proven for other in found.elsewhere)
    if not found.elsewhere:
        return "There is no other table."
    if not possible:
        return "No other table is possible." if is_proven else "No seating with them at another table was found."
    best = min(other.best.penalty or 0 for other in possible)
    labels = listed(
        [result.room.table(other.table).label for other in possible if other.best.penalty == best], last="or"
    )
    if best < now:
        return f"This check found a better seating, with them at {labels}. Solve again with more time."
    if best == now:
        return f"A seating with them at {labels} costs no more."
    if not is_proven:
        return f"No seating as good was found with them at another table; the best has them at {labels}."
    every = "Every other table" if len(possible) == len(found.elsewhere) else "Every other table that is possible"
    return f"{every} costs more; {labels} costs least."


def _elsewhere(result: Result, found: Whereabouts, other: Elsewhere) -> list[str]:
    if other.best.penalty is None:
        if not other.best.is_proven:
            return ["No seating with them there was found that meets every must."]
        lines = [f"  {named_in(result, identity)}" for identity in other.against]
        return ["Not possible. These requirements prevent it:" if lines else "Not possible.", *lines]
    exact = found.now.is_proven and other.best.is_proven
    more = other.best.penalty - (found.now.penalty or 0)
    moved = f", with {counted(other.moved, 'other')} seated elsewhere than now" if other.moved else ""
    best = f"The {'cheapest seating' if exact else 'best seating found'} with them there"
    worth = f"{'' if exact or more <= 0 else 'at most '}{more_in_words(more)}"
    lines = [f"{best} has a penalty of {other.best.penalty:,}, {worth}{moved}."]
    lines += changes_in(result, other.changed)
    if other.moved:
        lines.append(_alone(other))
    return lines


def _alone(other: Elsewhere) -> str:
    if other.alone.unmet:
        return "If only they moved, a must would be unmet."
    return f"If only they moved, the penalty would be {other.alone.penalty:,}."
