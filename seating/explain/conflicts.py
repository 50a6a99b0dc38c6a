"""Musts that conflict: the smallest sets of them, and the smallest sets to drop so that all others are met.

Some conflicts follow from counting alone (`clashes`). The others are found by asking "can these be met together?",
a question that is handed in as a function, so nothing here knows a solver. `find_conflict` follows QuickXplain:
U. Junker, "QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems", AAAI 2004. Its slow
reference, `find_conflict_slowly`, removes one requirement after the other.

A set that has a member in every conflict either makes the musts hold when it is dropped, or reveals another
conflict: R. Reiter, "A Theory of Diagnosis from First Principles", Artificial Intelligence 32, 1987. When every
minimal such set is known to help, all conflicts have been found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from seating.model import Model
from seating.model.trivial_bound import Tally, least_shortfalls, tallies

__all__ = [
    "Clash",
    "Conflict",
    "Conflicts",
    "HoldsTogether",
    "clashes",
    "find_conflict",
    "find_conflict_slowly",
    "find_conflicts",
    "hitting_sets",
]

HoldsTogether = Callable[[frozenset[str]], bool | None]
"""Whether requirements, by id, can all hold in one seating; None when that stays undecided."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Requirements that cannot all hold.

    Attributes
    ----------
    requirements : tuple of str
        Their ids, in the order in which they were given.
    confirmed : bool
        Whether every answer it rests on was definite and a second question said the same: together
        they clash, and without any one of them they do not.
    """

    requirements: tuple[str, ...]
    confirmed: bool


def find_conflict(
    requirements: Sequence[str], holds_together: HoldsTogether, once_more: HoldsTogether | None = None
) -> Conflict:
    """Return a conflict among requirements that cannot all hold.

    Parameters
    ----------
    requirements : sequence of str
        Ids, those the convener values least first: among several conflicts the one they make up is named.
    holds_together : callable
    once_more : callable, optional
        A second, independent way to answer the same question; the set found is put to it.

    Examples
    --------
    >>> clash = {frozenset({"size-1", "pin:ana"})}
    >>> find_conflict(["pin:ana", "cap-1", "size-1"], lambda ids: not any(c <= ids for c in clash))
    Conflict(requirements=('pin:ana', 'size-1'), confirmed=True)
    """
    order = list(dict.fromkeys(requirements))
    single = next((r for r in order if holds_together(frozenset({r})) is False), None)
    if single is not None:
        found = frozenset({single})
    else:
        found = frozenset(_explain(frozenset(), False, order, holds_together))
    return _judged(order, found, holds_together, once_more or holds_together)


def find_conflict_slowly(
    requirements: Sequence[str], holds_together: HoldsTogether, once_more: HoldsTogether | None = None
) -> Conflict:
    """Return what `find_conflict` returns, by leaving out one requirement after the other."""
    order = list(dict.fromkeys(requirements))
    single = next((r for r in order if holds_together(frozenset({r})) is False), None)
    kept = order if single is None else [single]
    for requirement in reversed(kept.copy()):
        fewer = [other for other in kept if other != requirement]
        if fewer and holds_together(frozenset(fewer)) is False:
            kept = fewer
    return _judged(order, frozenset(kept), holds_together, once_more or holds_together)


def _explain(held: frozenset[str], grew: bool, suspects: list[str], holds_together: HoldsTogether) -> list[str]:
    """Return the suspects that clash with what is held, the later ones only where there is no other way.

    `grew` says whether `held` has grown since it was last known not to clash by itself.
    """
    if grew and holds_together(held) is False:
        return []
    if len(suspects) == 1:
        return suspects
    middle = len(suspects) // 2
    first, second = suspects[:middle], suspects[middle:]
    of_second = _explain(held | set(first), bool(first), second, holds_together)
    of_first = _explain(held | set(of_second), bool(of_second), first, holds_together)
    return of_first + of_second


def _judged(
    order: Sequence[str], found: frozenset[str], holds_together: HoldsTogether, once_more: HoldsTogether
) -> Conflict:
    """Return the conflict, confirmed only when every answer about it and its parts is definite."""
    clashes = once_more(found) is False
    needed = all(holds_together(found - {r}) is True for r in found if len(found) > 1)
    return Conflict(tuple(r for r in order if r in found), clashes and needed)


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


@dataclass(frozen=True, slots=True)
class Clash:
    """One must that cannot hold whatever the seating.

    `needed` people, or places for people, are asked for over all tables, and there are `available`.
    `sentence` says so. `group` holds the numbers of the people who are too few or too many.
    """

    requirement: str
    needed: int
    available: int
    sentence: str
    group: tuple[int, ...] | None = None


def clashes(model: Model) -> tuple[Clash, ...]:
    """Return the musts that ask for more than there is: of people, of seats, or of anything that adds up.

    The check is sound, not complete: what it names is impossible; what it does not name may be too.
    """
    found = []
    explained = set()
    for tally in tallies(model):
        if model.musts[tally.requirement] and (tally.missing or tally.over):
            explained.add(tally.requirement)
            found.append(_of_people(model, tally))
    least = least_shortfalls(model)
    for number in np.flatnonzero(model.musts & (least > 0)).tolist():
        if number not in explained:
            short = int(least[number])
            found.append(Clash(model.requirement_ids[number], short, 0, f"{short:,} short, whatever the seating."))
    return tuple(found)


def _of_people(model: Model, tally: Tally) -> Clash:
    identity = model.requirement_ids[tally.requirement]
    if tally.missing or tally.room is None:
        there = f"there {'is' if tally.people == 1 else 'are'} {tally.people:,}"
        says = f"It takes {tally.asked:,} people over all tables, and {there}."
        return Clash(identity, tally.asked, tally.people, says, tuple(tally.group.tolist()))
    says = f"The tables take {tally.room:,} of these people, and {tally.people:,} are coming."
    return Clash(identity, tally.people, tally.room, says, tuple(tally.group.tolist()))
