"""The ids and sentences of requirements, and the conflicts between musts, as others may read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from seating.explanations.conflicts import Conflict
from seating.requirements.base.kind import Requirement
from seating.requirements.base.voices import Voice
from seating.result.result_facts import PRIVATE_CLASH, PRIVATE_SENTENCE, Facts

A = TypeVar("A", bound=Requirement | Voice)


def list_public(result: Facts, asked: Iterable[A]) -> tuple[A, ...]:
    """Return those of these requirements or voices of which others may know what they ask for."""
    return tuple(one for one in asked if not result.is_private(one))


def share_id(result: Facts, requirement_id: str) -> str:
    """Return the id of a requirement that others may see."""
    return result.private_names.get(requirement_id, requirement_id)


def share_sentence(result: Facts, requirement: Requirement) -> str:
    """Return the sentence of a requirement that others may read."""
    return PRIVATE_SENTENCE if result.is_private(requirement) else result.sentence_of(requirement)


def share_musts(result: Facts, conflict: Conflict) -> tuple[str, ...]:
    """Return the sentences of a conflict that others may read; one sentence if it is private."""
    musts = [result.by_requirement[identity] for identity in conflict.requirements]
    return (PRIVATE_CLASH,) if any(map(result.is_private, musts)) else tuple(map(result.sentence_of, musts))


def may_count_conflicts(result: Facts) -> bool:
    """Whether others may know how many conflicts there are: not if one of them is private."""
    return all(share_musts(result, conflict) != (PRIVATE_CLASH,) for conflict in result.conflicts)
