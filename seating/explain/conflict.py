"""The smallest clashing set of musts: each member is needed, and together they cannot hold.

`find_conflict` is handed the question "can these hold together?" as a function, so it knows no
solver. It follows QuickXplain: U. Junker, "QuickXplain: Preferred Explanations and Relaxations for
Over-Constrained Problems", AAAI 2004. Its slow twin, `find_conflict_slowly`, takes away one
requirement after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["Conflict", "HoldsTogether", "find_conflict", "find_conflict_slowly"]

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
