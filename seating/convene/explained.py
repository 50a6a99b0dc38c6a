"""Why the musts cannot all hold, and the ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from seating.convene.invited import with_invited
from seating.convene.solved import Solved
from seating.engines import Child, Status, Together
from seating.engines.child import ChildDiedError, OutOfTimeError
from seating.explain.arithmetic import clashes
from seating.explain.conflict import Conflict, find_conflict
from seating.explain.ways_out import Shortage, WayOut, drops, recruits, relaxation, shortages_of, sorted_ways
from seating.model import Model, build_model
from seating.plan import IntArray
from seating.requirement import Requirement
from seating.result import Recruit
from seating.wording import counted

__all__ = ["explain"]


def explain(result: Solved, model: Model, tables: IntArray, child: Child) -> Solved:
    """Return the result with the clashing set, the ways out, and whom to invite.

    Nothing is added unless it is proven that the musts cannot all hold.

    Parameters
    ----------
    result : Solved
        With the closest seating.
    model : Model
        Of the result's room and requirements.
    tables : int array, shape (persons,)
        The closest seating.
    child : Child
    """
    if result.status is not Status.IMPOSSIBLE:
        return result
    together = Together(model, child, known=[tables], seed=result.seed)
    order = _least_valued_first(result, model)
    try:
        conflict = find_conflict(order, together, together.once_more)
        ways, invited = _ways(result, conflict, together, child)
    except (KeyboardInterrupt, ChildDiedError, OutOfTimeError):
        conflict, ways, invited = Conflict(tuple(order), confirmed=False), _given_way(result), ()
    return replace(result, conflict=conflict, ways_out=sorted_ways(ways), recruit=invited)


def _least_valued_first(result: Solved, model: Model) -> list[str]:
    """Return the musts in the order of blame: what counting already rules out, then what is written, cells, seats."""
    ruled_out = {clash.requirement for clash in clashes(model)}

    def rank(requirement: Requirement) -> tuple[bool, bool, bool]:
        return requirement.id not in ruled_out, requirement.kind == "size", ":" in requirement.id

    return [requirement.id for requirement in sorted((r for r in result.requirements if r.is_must), key=rank)]


def _given_way(result: Solved) -> list[WayOut]:
    """Return the way out that the closest seating itself shows, where the convener allows it."""
    way = relaxation(result.by_requirement, result.review.verdicts, result.room)
    return [] if way is None else [way]


def _ways(
    result: Solved, conflict: Conflict, together: Together, child: Child
) -> tuple[list[WayOut], tuple[Recruit, ...]]:
    shortages = shortages_of(result.by_requirement, result.review.verdicts)
    helped: dict[Shortage, bool | None] = {}

    def helps(shortage: Shortage) -> bool | None:
        helped[shortage] = _helps(result, shortage, child)
        return helped[shortage]

    ways = _given_way(result)
    ways += recruits(shortages, result.room, helps)
    ways += drops(conflict.requirements, result.by_requirement, result.room, together.shortfall_without)
    return ways, tuple(_invitations(result, helped))


def _helps(result: Solved, shortage: Shortage, child: Child) -> bool | None:
    """Whether the musts hold once a shortage's people are there too; False where no one person would do."""
    described = result.by_requirement[shortage.requirement].describes(shortage.group)
    if described is None:
        return False
    room = with_invited(result.room, described, shortage.people)
    musts = [requirement for requirement in result.requirements if requirement.is_must]
    holds: Callable[[frozenset[str]], bool | None] = Together(build_model(room, musts), child, seed=result.seed)
    return holds(frozenset(requirement.id for requirement in musts))


def _invitations(result: Solved, helped: dict[Shortage, bool | None]) -> Iterator[Recruit]:
    for shortage, held in helped.items():
        described = result.by_requirement[shortage.requirement].describes(shortage.group)
        if held is not False and described is not None:
            sentence = f"Invite {counted(shortage.people, 'person', 'people')} more: {shortage.group}."
            yield Recruit(described, shortage.people, (shortage.requirement,), sentence, bool(held))
