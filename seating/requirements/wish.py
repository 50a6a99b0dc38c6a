"""Everyone has at least one person they wished for at their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from seating.errors import InvalidValueError
from seating.findings import Finding, at_least
from seating.key_types import Column, PersonRef, Persons, only_columns
from seating.phrases import names, only_at
from seating.plan import Plan, Room
from seating.requirement import Requirement
from seating.terms import NO_LIMIT, CountTerm, PartedTerm
from seating.wording import message, said

_Cell = Annotated[
    Column,
    only_columns(
        ("wishes",),
        said("is not a column that lists wishes"),
        said("`of` must be `wishes`."),
    ),
]


class WishRequirement(Requirement):
    """Everyone who wished to sit with certain people has at least one of them at their table.

    One unit of shortfall is one person who has none of the people they wished for at their table. Wishes for
    people who are not seated, or who are staff, are ignored. With `at`, only people at those tables count.

    Example
    -------
    ```yaml
    requirement: {kind: wish, of: wishes}
    people:
      - {id: ana, wishes: ben; cam}
      - {id: ben, wishes: ana}
      - {id: cam, wishes: ben}
      - {id: dee}
    seating: {north: [ana, cam], south: [ben, dee]}
    shortfall: 2
    because: Ana sits with Cam; Ben does not sit with Ana, nor Cam with Ben; Dee wished for no one.
    ```
    """

    kind: ClassVar[str] = "wish"
    kind_label: ClassVar[str] = message("wish")
    topic: ClassVar[str] = message("who sits together")
    counts_guests: ClassVar[bool] = False
    can_govern: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True
    hidden_keys: ClassVar[frozenset[str]] = frozenset({"person", "wishes"})

    of: _Cell = Field(default="wishes", description="`wishes`, the only possible value")
    person: PersonRef | None = Field(
        default=None, description="do not write it; the program sets it from a single cell"
    )
    wishes: Persons | None = Field(default=None, description="do not write it; the program sets it from a single cell")

    @model_validator(mode="after")
    def _one_person_or_all(self) -> Self:
        if (self.person is None) != (self.wishes is None):
            raise InvalidValueError(said("only one of `person` and `wishes` is given"), said("Give both, or neither."))
        return self

    def sentence(self, room: Room) -> str:
        if self.person is not None:
            wished = names(room, self.wishes or (), last="or")
            return said(
                "%(person)s shares a table with %(wished)s%(where)s.",
                person=names(room, [self.person]),
                wished=wished,
                where=only_at(room, self.at),
            )
        return said(
            "Everyone shares a table with someone they wished to sit with%(where)s.", where=only_at(room, self.at)
        )

    def encode(self, room: Room) -> Iterable[CountTerm | PartedTerm]:
        single: Counter[tuple[int, int]] = Counter()
        # The upper limit is 0 at a table with none of the people wished for, and unlimited with any of them.
        low, high = np.array([0, 0], dtype=np.int64), np.array([0, NO_LIMIT], dtype=np.int64)
        if self.person is None:
            cells = [(i, person.wishes) for i, person in enumerate(room.people)]
        else:
            cells = [(room.index.get(self.person, len(room.people)), self.wishes or ())]
        for i, named in cells:
            wished = sorted({room.index.get(other, i) for other in named} - {i})
            wished = [j for j in wished if max(i, j) < len(room.people)]
            if len(wished) == 1 and self.at is None:
                single[min(i, wished[0]), max(i, wished[0])] += 1
            elif wished:
                group, base = np.array([i], dtype=np.int64), np.array(wished, dtype=np.int64)
                yield CountTerm(group, room.numbers_at(self.at), low, high, base)
        if single:
            pairs, costs = np.array(list(single), dtype=np.int64), np.array(list(single.values()), dtype=np.int64)
            yield PartedTerm(pairs, costs, room.numbers_at(None))

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        for person in room.people if self.person is None else room.seated([self.person]):
            named = person.wishes if self.person is None else self.wishes or ()
            wished = {other.id for other in room.seated(named) if other.duty is None} - {person.id}
            if person.duty is not None:
                continue
            table = plan.seats.get(person.id)
            if table is None or not wished or not self.watches(table):
                continue
            waits = self.at is None and len(wished) == 1 and not wished & plan.seats.keys()  # the two are a pair
            if not waits and all(plan.seats.get(other) != table for other in wished):
                yield Finding(
                    table,
                    person.label,
                    0,
                    at_least(1, phrase=said("at least 1 of their wishes")),
                    1,
                    (person.id,),
                    says=said("%(person)s sits with no one they wished to sit with", person=person.label),
                )
