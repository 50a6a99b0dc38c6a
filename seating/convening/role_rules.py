"""Roles are never forgotten: the mix of representative types that is asked for by default, and whether one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from seating.profiles import Person, Role
from seating.requirements.base.kind import Requirement, is_about_roles

_ROLE_MIX = {Role.DESIGNEE: 1, Role.DOER: 2, Role.DECISION_MAKER: 1}
_ROLE_WEIGHT = 5


def infer_role_mix(coming: Sequence[Person], tables: int) -> Iterable[dict[str, Any]]:
    """Yield a mix of the types of people who come, with at least one of each of these types at every table.

    Parameters
    ----------
    coming : sequence of Person
    tables : int
        The number of tables that seat people.
    """
    have = Counter(person.representative_type for person in coming)
    at_least = {role.value: min(n, max(1, have[role] // tables)) for role, n in _ROLE_MIX.items() if have[role]}
    if at_least:
        yield {"kind": "role_mix", "at_least": at_least, "weight": _ROLE_WEIGHT}


def lacks_role_rule(people: Iterable[Person], requirements: Iterable[Requirement]) -> bool:
    """Whether people have representative types, but no requirement is about these.

    Parameters
    ----------
    people : iterable of Person
    requirements : iterable of Requirement
    """
    has_roles = any(person.representative_type or person.types_at for person in people)
    return has_roles and not any(is_about_roles(requirement) for requirement in requirements)
