"""Weighted pairs of people share a table as much, or as little, as possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator, Field, InstanceOf, ValidationInfo

from seating.errors import InvalidValueError, one_of
from seating.profiles.weighted_pairs import WeightedPairs, as_weight
from seating.requirements.base.findings import Finding, state
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import only_at
from seating.room.plan import IntArray, Plan, Room
from seating.terms import PartedTerm, SharedTerm
from seating.wording import message, said, said_count

NOWHERE = -1
"""The table number of someone without a seat."""


class Wanted(StrEnum):
    """Whether the total weight of pairs who share a table should be high or low."""

    HIGH = "high"
    LOW = "low"


def _read(value: Any, info: ValidationInfo) -> Any:
    """Read a file with the function `weighed_pairs` of the validation context, or take rows as given."""
    context = info.context or {}
    if isinstance(value, WeightedPairs):
        return value
    if isinstance(value, str):
        read: Callable[[str], WeightedPairs] | None = context.get("weighed_pairs")
        if read is None:
            raise InvalidValueError(
                said("is the name of a file, which cannot be read here"),
                said("Give the rows of the file instead."),
                value=value,
            )
        return read(value)
    rows = value if isinstance(value, list | tuple) else ()
    if not rows or not all(isinstance(row, list | tuple) and len(row) == 3 for row in rows):
        raise InvalidValueError(
            said("`file` must be the name of a CSV file with the columns a, b and weight, or its rows: [[ana, ben, 3]]")
        )
    find: Callable[[str], str] = context.get("person", str)
    for _, _, weight in rows:
        if isinstance(weight, bool) or as_weight(str(weight)) is None:
            raise InvalidValueError(said("is not a whole number"), said("Write a weight such as 3."), value=weight)
    return WeightedPairs.of((find(str(a)), find(str(b)), int(weight)) for a, b, weight in rows)


class SimilarityRequirement(Requirement):
    """The total weight of the pairs who share a table is as high or as low as possible.

    `file` is a CSV file next to the convening with the columns a, b and weight. The first two are people, by id
    or name, and the weight is a whole number. The file may also be a square table of weights with the same
    people in the first row and the first column. The order of the two people in a pair does not matter. A pair
    that is not in the file has weight 0. `wanted: low` makes the total weight of pairs at the same table low;
    `wanted: high` makes it high. One unit of shortfall is one unit of the weight of a pair at the same table
    (low) or at different tables (high). A negative weight has the opposite effect: with `wanted: high`, two
    people with weight -3 cost 3 at the same table. With `at`, a pair that should be apart counts only at those
    tables. A pair that should share a table counts if at least one of the two sits at one of those tables.
    Staff are not included.

    Example
    -------
    ```yaml
    requirement: {kind: similarity, file: [[ana, ben, 3], [ben, cam, 2], [ana, cam, 1]], wanted: low}
    people: [{id: ana}, {id: ben}, {id: cam}]
    seating: {north: [ana, ben], south: [cam]}
    shortfall: 3
    because: Ana and Ben share a table, and their pair has weight 3.
    ```
    """

    kind: ClassVar[str] = "similarity"
    kind_label: ClassVar[str] = message("similarity")
    topic: ClassVar[str] = message("how people are mixed")
    counts_guests: ClassVar[bool] = False
    can_govern: ClassVar[bool] = True
    is_about_all_tables: ClassVar[bool] = True

    file: Annotated[InstanceOf[WeightedPairs], BeforeValidator(_read, json_schema_input_type=str | list[list[Any]])] = (
        Field(
            description="a CSV file with the columns a, b and weight, or with a square table of numbers; "
            "or a list of rows `[a, b, weight]`"
        )
    )
    wanted: Annotated[Wanted, BeforeValidator(one_of(Wanted), json_schema_input_type=Wanted | str)]

    def sentence(self, room: Room) -> str:
        file = said(" (weights from %(file)s)", file=self.file.name) if self.file.name else ""
        where = only_at(room, self.at)
        if self.wanted is Wanted.HIGH:
            return said(
                "The total weight of pairs who share a table is as high as possible%(where)s%(file)s.",
                where=where,
                file=file,
            )
        return said(
            "The total weight of pairs who share a table is as low as possible%(where)s%(file)s.",
            where=where,
            file=file,
        )

    def encode(self, room: Room) -> Iterable[SharedTerm | PartedTerm]:
        number = {person.id: n for n, person in enumerate(room.people)}
        numbers = np.array([number.get(identity, -1) for identity in self.file.ids], dtype=np.int64)
        pairs = np.sort(numbers[self.file.ends], axis=1)
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        pairs, likings = pairs[order], self._likings[order]
        for shape, costs in ((PartedTerm, likings), (SharedTerm, -likings)):
            asked = (pairs[:, 0] >= 0) & (costs > 0)
            if asked.any():
                yield shape(pairs[asked], costs[asked], room.numbers_at(self.at))

    @property
    def _likings(self) -> IntArray:
        """How much each pair of the file should share a table; negative for pairs that should not."""
        return self.file.weights if self.wanted is Wanted.HIGH else -self.file.weights

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        seats = {person.id: plan.seats[person.id] for person in room.people if person.id in plan.seats}
        number = {table: n for n, table in enumerate(dict.fromkeys(seats.values()))}
        at = np.array([number[seats[one]] if one in seats else NOWHERE for one in self.file.ids], dtype=np.int64)
        here, there = at[self.file.ends].T
        is_here = (here != NOWHERE) & (there != NOWHERE)
        watched = np.isin(at, [n for table, n in number.items() if self.watches(table)])[self.file.ends].any(axis=1)
        is_parted = is_here & (here != there) & watched & (self._likings > 0)
        yield from self._finding(None, self.file.weights[is_parted], is_shared=False)
        is_shared = is_here & (here == there) & (self._likings < 0)
        tables, weights = here[is_shared], self.file.weights[is_shared]
        for table in room.tables_at(self.at):
            shared = weights[tables == number.get(table.id, NOWHERE)]
            yield from self._finding(table.id, shared, is_shared=True)

    def _finding(self, table: str | None, weights: IntArray, *, is_shared: bool) -> Iterable[Finding]:
        """Yield one finding with the total of these weights of pairs, unless there are none.

        Parameters
        ----------
        table : str or None
            The table's id; None for the room.
        weights : int array, shape (pairs,)
        is_shared : bool
            Whether the pairs share a table although they should not; otherwise they are apart although they should
            share a table.
        """
        if not len(weights):
            return
        total = f"{int(weights.sum()):,}"
        have = said("%(number)s with a total weight of %(weight)s", number=f"{len(weights):,}", weight=total)
        if is_shared:
            label, low, high = (
                said("Pairs at this table"),
                said("the lowest possible weight"),
                said("the highest possible weight"),
            )
            says = said_count(
                "%(number)s pair shares this table, with a weight of %(weight)s",
                "%(number)s pairs share this table, with a total weight of %(weight)s",
                len(weights),
                weight=total,
            )
        else:
            label, low, high = (
                said("Pairs at different tables"),
                said("the lowest possible weight at one table"),
                said("the highest possible weight at one table"),
            )
            says = said_count(
                "%(number)s pair sits at different tables, with a weight of %(weight)s",
                "%(number)s pairs sit at different tables, with a total weight of %(weight)s",
                len(weights),
                weight=total,
            )
        wanted = state(high if self.wanted is Wanted.HIGH else low)
        yield Finding(table, label, have, wanted, abs(int(weights.sum())), says=says)
