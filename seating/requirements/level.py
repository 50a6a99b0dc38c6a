"""Every table has the same mean of a number as the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, lcm
from typing import ClassVar

import numpy as np
from pydantic import Field

from seating.errors import InputError, Problem
from seating.profiles import Person
from seating.requirements.base.findings import Finding, Op, Unit, Wanted
from seating.requirements.base.keys import Amount, Column, as_number
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import column_words, subject
from seating.room.plan import Room
from seating.room.tables import Table
from seating.terms import SumTerm
from seating.wording import message, said

LARGEST = 2**58
"""Largest total of scaled values and allowances; sums below it cannot overflow 64 bits."""


class LevelRequirement(Requirement):
    """The mean of a numeric column is the same at each table as in the room, within a tolerance.

    If a table has s numbers, they should add up to s times the room's mean. The sum may differ from that by up
    to s times `tolerance`. One unit of shortfall is one unit by which the sum is outside this range; a part of
    a unit counts as a whole unit. People whose cell is blank are left out.

    Example
    -------
    ```yaml
    requirement: {kind: level, of: years, tolerance: 1/2}
    people:
      - {id: ana, years: 1}
      - {id: ben, years: 2}
      - {id: cam, years: 4}
      - {id: dee, years: 5}
    seating: {north: [ana, ben], south: [cam, dee]}
    shortfall: 4
    because: The mean is 3, so two numbers should add up to 6; North's 3 and South's 9 are off by 3, and 1 is allowed.
    ```
    """

    kind: ClassVar[str] = "level"
    kind_label: ClassVar[str] = message("level")
    topic: ClassVar[str] = message("how people are mixed")
    can_govern: ClassVar[bool] = True
    is_about_all_tables: ClassVar[bool] = True
    reads_numbers: ClassVar[bool] = True

    of: Column
    tolerance: Amount = Field(default=Fraction(0), description="a number, at least 0")

    def sentence(self, room: Room) -> str:
        allowed = said(", give or take %(number)s", number=self.tolerance) if self.tolerance else ""
        where, column = subject(room, self.at), column_words(self.of)
        return said(
            "%(where)s has the same mean %(column)s as the room%(allowed)s.",
            where=where,
            column=column,
            allowed=allowed,
        )

    def encode(self, room: Room) -> Iterable[SumTerm]:
        numbers = {i: n for i, n in enumerate(map(self._number, room.people)) if n is not None}
        if not numbers:
            return
        mean = sum(numbers.values(), Fraction(0)) / len(numbers)
        off = {i: number - mean for i, number in numbers.items()}
        unit = lcm(self.tolerance.denominator, *(number.denominator for number in off.values()))
        allowance = int(self.tolerance * unit)
        scaled = {i: int(number * unit) for i, number in off.items()}
        if sum(map(abs, scaled.values())) + allowance * len(scaled) + unit > LARGEST:
            raise InputError([_too_fine(self.of)])
        values, allowances = (np.zeros(len(room.persons), dtype=np.int64) for _ in range(2))
        _put(values, scaled)
        allowances[list(scaled)] = allowance
        yield SumTerm(values, allowances, unit, room.numbers_at(self.at))

    def _number(self, person: Person) -> Fraction | None:
        """Return a person's number; a cell that is not a single number counts as blank."""
        cell = person.values(self.of)
        return as_number(cell[0]) if len(cell) == 1 else None

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        mean = room.remember((self.kind, self.of), lambda: _mean(map(self._number, room.people)))
        numbers = [self._number(person) for person in members]
        own_mean = _mean(numbers)
        if mean is None or own_mean is None:
            return
        counted = len(numbers) - numbers.count(None)
        beyond = counted * (abs(own_mean - mean) - self.tolerance)
        if beyond > 0:
            allowed = said(", give or take %(number)s", number=_short(self.tolerance)) if self.tolerance else ""
            words = said("mean %(number)s%(allowed)s", number=_short(mean), allowed=allowed)
            yield Finding(
                table.id,
                self.of.replace("_", " "),
                said("mean %(number)s%(allowed)s", number=_short(own_mean), allowed=""),
                Wanted(Op.EQUAL, mean, unit=Unit.POINTS, phrase=words),
                ceil(beyond),
            )


def _mean(numbers: Iterable[Fraction | None]) -> Fraction | None:
    """Return the mean of the known numbers, or None if there are none."""
    known = [number for number in numbers if number is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def _put(values: np.ndarray[tuple[int], np.dtype[np.int64]], scaled: Mapping[int, int]) -> None:
    values[list(scaled)] = list(scaled.values())


def _short(number: Fraction) -> str:
    """Return a number with at most two decimals."""
    return f"{float(number):.2f}".rstrip("0").rstrip(".")


def _too_fine(column: str) -> Problem:
    return Problem(
        "level-too-fine",
        said(
            'the numbers in the column "%(column)s" are too large, or have too many decimals, to be leveled exactly',
            column=column,
        ),
        hint=said("Round them, or give them in thousands or millions."),
    )
