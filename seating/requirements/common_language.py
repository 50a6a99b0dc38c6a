"""Everyone shares a language with others at their table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from typing import ClassVar

import numpy as np

from seating.groups import group_by_key
from seating.profiles import Person
from seating.requirements.base.findings import Finding, at_least
from seating.requirements.base.keys import Count
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import only_at
from seating.room.languages import first_language, languages_of
from seating.room.plan import Room
from seating.room.tables import Table
from seating.terms import NO_LIMIT, CountTerm
from seating.wording import message, said, said_count


class CommonLanguageRequirement(Requirement):
    """Everyone shares a language with at least a given number of others at their table.

    One unit of shortfall is one person who shares a language with fewer others. A blank means the
    working language. Staff do not count as others. For staff, use the kind `staff` with `speaks: true`.

    Example
    -------
    ```yaml
    requirement: {kind: common_language}
    people:
      - {id: ana, languages: es}
      - {id: ben, languages: en; es}
      - {id: cam, languages: vi}
      - {id: dee}
      - {id: eli}
    seating: {north: [ana, ben, cam], south: [dee, eli]}
    shortfall: 1
    because: Cam shares no language with anyone; Dee and Eli both speak the working language.
    ```
    """

    kind: ClassVar[str] = "common_language"
    kind_label: ClassVar[str] = message("common language")
    topic: ClassVar[str] = message("languages")
    misses_people: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    others: Count = 1

    @property
    def asks_columns(self) -> tuple[str, ...]:
        return ("languages",)

    def sentence(self, room: Room) -> str:
        return said_count(
            "Everyone shares a language with at least %(number)s other person at their table%(where)s.",
            "Everyone shares a language with at least %(number)s other people at their table%(where)s.",
            self.others,
            where=only_at(room, self.at),
        )

    def encode(self, room: Room) -> Iterable[CountTerm]:
        spoken = ((languages_of(room, person), i) for i, person in enumerate(room.people))
        alike = group_by_key((languages, i) for languages, i in spoken if languages)
        # The s people at a table who share a language with a person include that person, so s - 1 are others.
        high = np.array([0] * (self.others + 1) + [NO_LIMIT], dtype=np.int64)
        low = np.zeros_like(high)
        for languages, members in alike.items():
            sharing = [i for others, group in alike.items() if others & languages for i in group]
            base = np.sort(np.array(sharing, dtype=np.int64))
            yield CountTerm(np.array(members, dtype=np.int64), room.numbers_at(self.at), low, high, base)

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        spoken = first_language(room, finding.people[0])
        return {"languages": spoken} if spoken else {}

    def list_relied_on(
        self, room: Room, members: Sequence[Person]
    ) -> Iterator[tuple[Person, tuple[Person, ...], Callable[[Person], bool]]]:
        """Yield each person at a table who relies on others there, with those others, and who else would do as well.

        Without any one of these others, the requirement would be met less well.

        Parameters
        ----------
        room : Room
        members : sequence of Person
            The people at the table.
        """
        for own, people in group_by_key((languages_of(room, person), person) for person in members).items():
            sharing = [person for person in members if own & languages_of(room, person)]
            if 1 < len(sharing) <= self.others + 1:
                for person in people:
                    others = tuple(other for other in sharing if other is not person)
                    yield person, others, partial(_speaks_one_of, room, own)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        spoken = [(person, own) for person in members if (own := languages_of(room, person))]
        for person, own in spoken:
            have = sum(1 for other, theirs in spoken if other is not person and own & theirs)
            if have < self.others:
                yield Finding(
                    table.id,
                    person.label,
                    have,
                    at_least(self.others, phrase=said("at least %(number)s to talk with", number=self.others)),
                    1,
                    (person.id,),
                    says=_few(person.label, have),
                )


def _speaks_one_of(room: Room, languages: Set[str], person: Person) -> bool:
    return not languages.isdisjoint(languages_of(room, person))


def _few(person: str, number: int) -> str:
    """Return a sentence saying that a person shares a language with too few others.

    An interpreter might speak it, so the sentence states who is counted.
    """
    if not number:
        return said("%(person)s shares a language with no one else here, not counting staff", person=person)
    return said_count(
        "%(person)s shares a language with only %(number)s other person here, not counting staff",
        "%(person)s shares a language with only %(number)s other people here, not counting staff",
        number,
        person=person,
    )
