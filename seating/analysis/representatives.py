"""Who sends whom: people of each organization or sector by representative type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.groups import groups_of
from seating.profiles import Person, Role, Status

__all__ = ["Sent", "sent_by"]


@dataclass(frozen=True, slots=True)
class Sent:
    """Whom an organization or a sector has in the room, by representative type.

    Attributes
    ----------
    name : str
    types : mapping of Role to int
    untold : int
        People whose type is blank.
    """

    name: str
    types: Mapping[Role, int]
    untold: int

    @property
    def people(self) -> int:
        """All of them."""
        return sum(self.types.values()) + self.untold

    @property
    def only_designees(self) -> bool:
        """Whether everybody is a designee: they carry word back, and decide and do nothing here."""
        return self.people > 0 and self.types.get(Role.DESIGNEE, 0) == self.people

    @property
    def without_decision_maker(self) -> bool:
        """Whether nobody decides, as far as is known; a blank type leaves it open."""
        return self.people > 0 and not self.untold and not self.types.get(Role.DECISION_MAKER, 0)


def sent_by(people: Iterable[Person], column: str) -> tuple[Sent, ...]:
    """Return whom each value of a column has in the room, most people first; an open seat is nobody."""
    groups = groups_of((person for person in people if person.status is not Status.OPEN), column)
    return tuple(_sent(value, members) for value, members in groups.items())


def _sent(name: str, people: Sequence[Person]) -> Sent:
    types = {role: number for role in Role if (number := sum(p.representative_type is role for p in people))}
    return Sent(name, types, sum(p.representative_type is None for p in people))
