"""No newcomer sits at a table of newcomers only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from seating.profiles import Person
from seating.requirements.base.findings import Finding, state
from seating.requirements.base.keys import Column
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import only_at
from seating.room.arrays import number_people, numbers_where, people_at
from seating.room.plan import Room
from seating.room.tables import Table
from seating.terms import NO_LIMIT, CountTerm
from seating.wording import message, said


class BuddyRequirement(Requirement):
    """Every table with newcomers has someone who attended an earlier round.

    A newcomer has been to no earlier round; a returner has been to at least one. With `of`, a newcomer is a
    person whose cell in that column is blank, and a returner is a person whose cell is filled: with `of:
    sessions`, each person who has not been to a session sits with someone who has. One unit of shortfall is one
    newcomer at a table without a returner. Staff are not counted. Without `of`, no one counts as a newcomer in
    a first round, so the requirement does not apply. With `of`, it applies if any cell is filled.

    Example
    -------
    ```yaml
    requirement: {kind: buddy}
    history: [{north: [ana, ben]}]
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}, {id: eli}]
    seating: {north: [ana, ben, cam], south: [dee, eli]}
    shortfall: 2
    because: Dee and Eli are new, and no one else sits at South; Cam is new and sits with Ana and Ben.
    ```
    """

    kind: ClassVar[str] = "buddy"
    kind_label: ClassVar[str] = message("buddy")
    topic: ClassVar[str] = message("who is needed")

    of: Column | None = Field(default=None, description="a column that is blank for newcomers")

    def applies(self, room: Room) -> bool:
        if self.of is None:
            return bool(room.history)
        return any(person.values(self.of) for person in room.people)

    def sentence(self, room: Room) -> str:
        if self.of is not None:
            return said(
                'People with a blank cell in the column "%(column)s" sit with someone whose cell is filled%(where)s.',
                column=self.of.replace("_", " "),
                where=only_at(room, self.at),
            )
        return said(
            "Newcomers sit with someone who has been to an earlier round%(where)s%(first)s.",
            where=only_at(room, self.at),
            first="" if room.history else said("; in a first round, no one counts as a newcomer"),
        )

    def encode(self, room: Room) -> Iterable[CountTerm]:
        seen, low, high = room.history.seen, np.zeros(2, dtype=np.int64), np.array([0, NO_LIMIT], dtype=np.int64)

        def has_been(person: Person) -> bool:
            return person.id in seen if self.of is None else bool(person.values(self.of))

        for people, tables in people_at(room, room.numbers_at(self.at), self.asks_columns):
            returners = numbers_where(room, has_been, people)
            newcomers = np.setdiff1d(number_people(room), returners)
            if self.applies(room) and len(newcomers):
                yield CountTerm(newcomers, tables, low, high, returners)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        if self.of is not None:
            if any(person.values(self.of) for person in room.people):
                yield from self._check_column(self.of, table, members)
            return
        rounds = room.history.rounds
        new = [person for person in members if not any(person.id in past.seats for past in rounds)]
        if rounds and len(new) == len(members):
            for person in new:
                yield Finding(
                    table.id,
                    person.label,
                    said("only newcomers"),
                    state(said("a returner")),
                    1,
                    (person.id,),
                    says=said("%(person)s sits only with newcomers", person=person.label),
                )

    def _check_column(self, column: str, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        """Yield a finding for each person at a table at which everyone's cell is blank."""
        if any(person.values(column) for person in members):
            return
        lacks = said("only people without %(column)s", column=column)
        for person in members:
            text = said(
                "%(person)s sits only with people whose %(column)s is blank", person=person.label, column=column
            )
            wanted = state(said("someone with %(column)s", column=column))
            yield Finding(table.id, person.label, lacks, wanted, 1, (person.id,), says=text)
