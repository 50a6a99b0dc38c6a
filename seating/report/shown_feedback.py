"""What people answered when they were asked whether it was the right table, counted by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from seating.forms.worksheets import FEEDBACK, NO
from seating.present.blocks import Text, data
from seating.report.counts import is_few
from seating.report.shown_worksheets import name_others
from seating.result import Result
from seating.room.tables import Table
from seating.wording import whole_number


@dataclass(frozen=True, slots=True)
class Feedback:
    """The answers of one table.

    Attributes
    ----------
    table : Table or None
        None for a table of an earlier round, for rows whose table is not known, and for the whole room.
    name : Text
        What the answers are about, as pages name it.
    answers : mapping of str to int
        How many people gave each answer: `YES`, `PARTLY` or `NO`. Answers without a meaning are left out.
    better : mapping of str to int
        How many of them name another table, by its name, or by the text as typed if it is no table; the
        largest number first.
    """

    table: Table | None
    name: Text
    answers: Mapping[str, int]
    better: Mapping[str, int]

    @property
    def is_wrong(self) -> bool:
        """Whether more than half of enough people of a table of today answered no; fewer people could be recognized."""
        number = sum(self.answers.values())
        return self.table is not None and not is_few(number) and 2 * self.answers.get(NO, 0) > number


def count_feedback(result: Result) -> tuple[Feedback, ...]:
    """Return the answers of each table that has some, in the order of the tables; then those of `name_others`.

    A row without a number counts one person.
    """
    answers: dict[str, Counter[str]] = {}
    better: dict[str, Counter[str]] = {}
    for line in result.worksheets.of(FEEDBACK):
        number = whole_number(line["number"])
        people = 1 if number is None else number
        if line["right table"]:
            answers.setdefault(line.table, Counter())[line["right table"]] += people
            if line["better table"]:
                better.setdefault(line.table, Counter())[line["better table"]] += people
    tables = {table.id: table for table in result.convening.tables}
    names: dict[str, Text] = {table.id: data(table.label) for table in tables.values()}
    return tuple(
        Feedback(tables.get(table), name, answers[table], dict(better.get(table, Counter()).most_common()))
        for table, name in (names | name_others(result)).items()
        if table in answers
    )
