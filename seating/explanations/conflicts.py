"""Musts that conflict: minimal conflicting sets, and minimal sets to drop so that all others can be met.

Some conflicts follow from counting alone (`clashes`). The others are found by asking the question "can these be met
together?", which is passed in as a function, so this module does not depend on a solver. `find_conflict` implements
QuickXplain: U. Junker, "QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems", AAAI
2004.

A set with a member in every known conflict either makes the other musts satisfiable when it is dropped, or reveals
another conflict: R. Reiter, "A Theory of Diagnosis from First Principles", Artificial Intelligence 32, 1987. When
every minimal such set is known to help, all conflicts have been found.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from seating.model import Model
from seating.model.trivial_bound import Tally, shortfall_bounds, tallies
from seating.wording import said, said_count

HoldsTogether = Callable[[frozenset[str]], bool | None]
"""Returns whether the requirements with these ids can all be met in one seating; None if undecided."""

ClashAmong = Callable[[Sequence[str]], frozenset[str] | None]
"""Returns a few of the requirements with these ids that cannot be met together; None if it found none."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Requirements that cannot all be met.

    Attributes
    ----------
    requirements : tuple of str
        Their ids, in the order given.
    confirmed : bool
        Whether it is certain, also according to the second function, that together they conflict and that removing
        any one of them resolves the conflict.
    counted : bool
        Whether counting alone proves that together they conflict in the rounds that are planned together.
    """

    requirements: tuple[str, ...]
    confirmed: bool
    counted: bool = False


def find_conflict(
    requirements: Sequence[str], holds_together: HoldsTogether, once_more: HoldsTogether | None = None
) -> Conflict:
    """Return a minimal conflict among requirements that cannot all be met.

    Parameters
    ----------
    requirements : sequence of str
        Ids, the least valued first. If there are several conflicts, one of the least valued requirements is returned.
    holds_together : HoldsTogether
    once_more : HoldsTogether, optional
        A second, independent function for the same question; it checks the conflict found.

    Examples
    --------
    >>> clash = {frozenset({"size-1", "pin:ana"})}
    >>> find_conflict(["pin:ana", "cap-1", "size-1"], lambda ids: not any(c <= ids for c in clash))
    Conflict(requirements=('pin:ana', 'size-1'), confirmed=True, counted=False)
    """
    order = list(dict.fromkeys(requirements))
    single = _find_alone(order, holds_together)
    if single is not None:
        found = frozenset({single})
    else:
        found = frozenset(_explain(frozenset(), False, order, holds_together))
    return _judged(order, found, holds_together, once_more or holds_together)


MOST_ALONE = 64
"""Maximum number of questions for a requirement that cannot be met even alone, and of requirements that are asked
about one by one."""


def _find_alone(order: list[str], holds_together: HoldsTogether) -> str | None:
    """Return the first requirement that cannot be met alone; None if none was found.

    Of many requirements, halves are asked about first: if a half can be met together, so can each of it alone.
    """
    if len(order) <= MOST_ALONE:
        return next((r for r in order if holds_together(frozenset({r})) is False), None)
    groups = [order[len(order) // 2 :], order[: len(order) // 2]]
    for _ in range(MOST_ALONE):
        if not groups:
            break
        group = groups.pop()
        answer = holds_together(frozenset(group))
        if answer is False and len(group) == 1:
            return group[0]
        if answer is not True and len(group) > 1:
            groups += [group[len(group) // 2 :], group[: len(group) // 2]]
    return None


def _explain(held: frozenset[str], grew: bool, suspects: list[str], holds_together: HoldsTogether) -> list[str]:
    """Return a minimal set of suspects that conflicts with `held`; later suspects are used only if necessary.

    `grew` tells whether `held` has grown since it was last known not to conflict by itself.
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
    """Return the conflict; it is confirmed only if every answer about it and its subsets is definite."""
    clashes = once_more(found) is False
    needed = all(holds_together(found - {r}) is True for r in found if len(found) > 1)
    return Conflict(tuple(r for r in order if r in found), clashes and needed)


MOST_CONFLICTS = 5
"""Maximum number of conflicts to search for."""

MOST_QUESTIONS = 40
"""Maximum number of sets for which dropping is tried."""

MOST_NARROWING = 200
"""Maximum number of questions for a further conflict among more than `MOST_ALONE` requirements: enough for one of ten
among a thousand. A conflict that is not found and confirmed with so many is not named."""

MOST_HITS = 200
"""Maximum number of hitting sets to keep; the smallest ones are kept."""

ENOUGH_LIFTS = 8
"""Once `MOST_CONFLICTS` have been found, the search ends after this many sets that lift all conflicts."""


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Conflicts, and the sets of requirements to drop to lift them.

    Attributes
    ----------
    found : tuple of Conflict
        The smallest first; never empty.
    complete : bool
        Whether it is known that there are no other conflicts.
    lifts : tuple of frozenset of str
        Minimal sets of requirements to drop so that all others can be met, as a seating shows; the smallest first.
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
    clash_among: ClashAmong | None = None,
) -> Conflicts:
    """Return the conflicts among requirements that cannot all be met.

    Parameters
    ----------
    requirements : sequence of str
    holds_together, once_more : HoldsTogether
        As for `find_conflict`.
    suspects : sequence of str
        Ids of requirements that are already known to conflict; the first conflict is searched for among them.
    unmet : frozenset of str
        Ids of the musts that a known seating does not meet, while it meets all others. If no other lift is found,
        the lift is taken from these.
    clash_among : ClashAmong, optional
        Of many requirements, each further conflict is searched for among those that it returns.

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
            narrowed = frozenset(rest)
            if clash_among is not None and len(rest) > MOST_ALONE:
                narrowed = clash_among(rest) or frozenset()
            ask = holds_together if len(narrowed) <= MOST_ALONE else _ask_a_few(holds_together)
            further = find_conflict([r for r in rest if r in narrowed], ask, once_more) if narrowed else None
            if further is None or (len(narrowed) > MOST_ALONE and not further.confirmed):
                break  # questions about so many would take too long
            found.append(further)
            hits, are_all = _hits(found, order)
    lifts = [hit for hit in hits if answers.get(hit)]
    complete = are_all and len(lifts) == len(hits) and all(conflict.confirmed for conflict in found)
    if not lifts and unmet:
        lifts = [_without_needless(unmet, order, holds_together)]
    return Conflicts(tuple(sorted(found, key=lambda c: len(c.requirements))), complete, tuple(lifts))


def _ask_a_few(holds_together: HoldsTogether) -> HoldsTogether:
    """Return the function that asks `MOST_NARROWING` questions, and leaves those after them undecided."""
    asked = count()
    return lambda ids: holds_together(ids) if next(asked) < MOST_NARROWING else None


def _hits(found: Sequence[Conflict], order: Sequence[str]) -> tuple[list[frozenset[str]], bool]:
    return find_hitting_sets([frozenset(conflict.requirements) for conflict in found], order)


def find_hitting_sets(
    sets: Sequence[frozenset[str]], order: Sequence[str], most: int = MOST_HITS
) -> tuple[list[frozenset[str]], bool]:
    """Return the minimal sets that share a member with each of the given sets.

    Berge's algorithm adds one set at a time and removes sets that are not minimal: C. Berge, Hypergraphs, 1989.

    Parameters
    ----------
    sets : sequence of frozenset of str
    order : sequence of str
        All members; sets of equal size are sorted by it.
    most : int
        Maximum number of sets to keep.

    Returns
    -------
    hits : list of frozenset of str
        The smallest first.
    are_all : bool
        Whether no set was left out.

    Examples
    --------
    >>> hits, are_all = find_hitting_sets([frozenset("ab"), frozenset("bc")], "abc")
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
    """Return a subset of `unmet` that must be dropped so that the others can be met, as far as is known."""
    left_out = unmet
    for identity in order:
        fewer = left_out - {identity}
        if identity in left_out and holds_together(frozenset(order) - fewer) is True:
            left_out = fewer
    return left_out


@dataclass(frozen=True, slots=True)
class Clash:
    """A must that no seating can meet, or not together with `others`.

    `needed` people, or places for people, are required at all tables together, but only `available` exist.
    `sentence` explains this. `group` holds the person numbers of the group that is too small or too large.
    """

    requirement: str
    needed: int
    available: int
    sentence: str
    group: tuple[int, ...] | None = None
    others: tuple[str, ...] = ()


def count_clashes(model: Model, split: Collection[str] = ()) -> tuple[Clash, ...]:
    """Return the musts that require more than is available, such as people or seats.

    The check is sound but not complete: every must it returns is impossible, but other musts may be impossible too.

    Parameters
    ----------
    model : Model
    split : collection of str
        The ids of requirements that may count other people at some tables.
    """
    found = []
    explained = set()
    every = [tally for tally in tallies(model) if model.musts[tally.requirement]]
    tables: dict[int, set[int]] = {}
    for tally in every:
        if model.requirement_ids[tally.requirement] in split:
            tables.setdefault(tally.requirement, set()).update(tally.tables.tolist())
    for tally in every:
        if tally.missing or tally.over:
            explained.add(tally.requirement)
            is_part = tables.get(tally.requirement, set()) > set(tally.tables.tolist())
            found.append(_of_people(model, tally, is_part))
    least = shortfall_bounds(model)
    for number in np.flatnonzero(model.musts & (least > 0)).tolist():
        if number not in explained:
            short = int(least[number])
            found.append(
                Clash(
                    model.requirement_ids[number],
                    short,
                    0,
                    said("Every seating falls short by at least %(number)s.", number=f"{short:,}"),
                )
            )
    return tuple(found)


def _of_people(model: Model, tally: Tally, is_part: bool) -> Clash:
    """Return a clash; `is_part` if other people count at some tables of the requirement."""
    identity = model.requirement_ids[tally.requirement]
    if tally.missing or tally.room is None:
        people = said_count("%(number)s person", "%(number)s people", tally.asked)
        if is_part:
            says = said_count(
                "%(number)s of the tables needs %(people)s, but only %(available)s could count toward this.",
                "%(number)s of the tables together need %(people)s, but only %(available)s could count toward this.",
                len(tally.tables),
                people=people,
                available=tally.people,
            )
            return Clash(identity, tally.asked, tally.people, says, tuple(tally.group.tolist()))
        says = said("All tables together need %(people)s, but none is available.", people=people)
        if tally.people:
            says = said(  # some of these may be held seats
                "All tables together need %(people)s, but only %(available)s could count toward this.",
                people=people,
                available=tally.people,
            )
        return Clash(identity, tally.asked, tally.people, says, tuple(tally.group.tolist()))
    says = said_count(  # some of these seats may be held
        "The tables have room for %(room)s of these people, but %(number)s seat is needed.",
        "The tables have room for %(room)s of these people, but %(number)s seats are needed.",
        tally.people,
        room=f"{tally.room:,}",
    )
    return Clash(identity, tally.people, tally.room, says, tuple(tally.group.tolist()))
