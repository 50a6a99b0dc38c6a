"""All smallest clashing sets, when they are few, and the least that has to go for the musts to hold.

What hits every conflict, a member of each, is a way to make the musts hold, or shows another
conflict: R. Reiter, "A Theory of Diagnosis from First Principles", Artificial Intelligence 32, 1987.
When everything that just hits the conflicts found is known to help, there are no others, since
either kind of set is what just hits all of the other kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seating.explain.conflict import Conflict, HoldsTogether, find_conflict

__all__ = ["Conflicts", "find_conflicts", "hitting_sets"]

MOST_CONFLICTS = 5
"""Conflicts that are looked for, at most."""

MOST_QUESTIONS = 40
"""Sets whose leaving out is asked about, at most."""

MOST_HITS = 200
"""Sets that hit the conflicts found which are kept in mind, the smallest first."""

ENOUGH_LIFTS = 8
"""Ways to lift all conflicts after which no more are asked about, once no conflict is being looked for."""


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What clashes, and what lifts it.

    Attributes
    ----------
    found : tuple of Conflict
        The smallest first; never empty.
    complete : bool
        Whether it is known that there are no others.
    lifts : tuple of frozenset of str
        Requirements without which all others can hold, as a seating shows, and none of which could
        be kept; those with the fewest first.
    """

    found: tuple[Conflict, ...]
    complete: bool
    lifts: tuple[frozenset[str], ...]


def find_conflicts(
    requirements: Sequence[str],
    holds_together: HoldsTogether,
    once_more: HoldsTogether | None = None,
    suspects: Sequence[str] = (),
    unmet: frozenset[str] = frozenset(),
) -> Conflicts:
    """Return the conflicts among requirements that cannot all hold.

    Parameters
    ----------
    requirements, holds_together, once_more
        As for `find_conflict`.
    suspects : sequence of str
        Those among which the first conflict is sought, where some are already known to clash.
    unmet : frozenset of str
        Those that some known seating does not meet, all others being met; a last resort as a lift.

    Examples
    --------
    >>> clashes = [{"a", "b"}, {"b", "c"}]
    >>> both = find_conflicts("abcd", lambda ids: not any(clash <= ids for clash in clashes))
    >>> [conflict.requirements for conflict in both.found], both.complete
    ([('a', 'b'), ('b', 'c')], True)
    >>> [sorted(lift) for lift in both.lifts]
    [['b'], ['a', 'c']]
    """
    order = list(dict.fromkeys(requirements))
    found = [find_conflict(suspects or order, holds_together, once_more)]
    answers: dict[frozenset[str], bool | None] = {}
    hits, are_all = _hits(found, order)
    while len(answers) < MOST_QUESTIONS:
        left_out = next((hit for hit in hits if hit not in answers), None)
        enough = sum(answer is True for answer in answers.values()) >= ENOUGH_LIFTS
        if left_out is None or (enough and len(found) >= MOST_CONFLICTS):
            break
        rest = [identity for identity in order if identity not in left_out]
        answers[left_out] = holds_together(frozenset(rest))
        if answers[left_out] is False and len(found) < MOST_CONFLICTS:
            found.append(find_conflict(rest, holds_together, once_more))
            hits, are_all = _hits(found, order)
    lifts = [hit for hit in hits if answers.get(hit)]
    complete = are_all and len(lifts) == len(hits) and all(conflict.confirmed for conflict in found)
    if not lifts and unmet:
        lifts = [_without_needless(unmet, order, holds_together)]
    return Conflicts(tuple(sorted(found, key=lambda c: len(c.requirements))), complete, tuple(lifts))


def _hits(found: Sequence[Conflict], order: Sequence[str]) -> tuple[list[frozenset[str]], bool]:
    return hitting_sets([frozenset(conflict.requirements) for conflict in found], order)


def hitting_sets(
    sets: Sequence[frozenset[str]], order: Sequence[str], most: int = MOST_HITS
) -> tuple[list[frozenset[str]], bool]:
    """Return sets that share a member with each of these and need every one of their own, and whether it is all.

    The smallest come first, then those that come first in the order. One set after the other is
    taken in, and what is needless goes: C. Berge, Hypergraphs, 1989.

    Examples
    --------
    >>> hits, are_all = hitting_sets([frozenset("ab"), frozenset("bc")], "abc")
    >>> [sorted(hit) for hit in hits], are_all
    ([['b'], ['a', 'c']], True)
    """
    place = {identity: number for number, identity in enumerate(order)}
    hits, are_all = [frozenset[str]()], True
    for one in sets:
        kept = [hit for hit in hits if hit & one]
        grown = {hit | {member} for hit in hits if not hit & one for member in one}
        kept += [new for new in grown if not any(hit <= new for hit in kept)]
        kept.sort(key=lambda hit: (len(hit), sorted(place[identity] for identity in hit)))
        hits, are_all = kept[:most], are_all and len(kept) <= most
    return hits, are_all


def _without_needless(unmet: frozenset[str], order: Sequence[str], holds_together: HoldsTogether) -> frozenset[str]:
    """Return those of a set that have to be left out for the others to hold, as far as that is known."""
    left_out = unmet
    for identity in order:
        fewer = left_out - {identity}
        if identity in left_out and holds_together(frozenset(order) - fewer) is True:
            left_out = fewer
    return left_out
