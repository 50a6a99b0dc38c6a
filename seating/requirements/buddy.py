"""No newcomer sits at a table of newcomers only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

import numpy as np

from seating.findings import Finding, state
from seating.phrases import only_at
from seating.plan import Room
from seating.profiles import Person
from seating.requirement import Requirement
from seating.tables import Table
from seating.terms import NO_LIMIT, CountTerm
from seating.wording import message, said


class BuddyRequirement(Requirement):
    """Every table with newcomers has someone who has been to an earlier round.

    A newcomer has been to no earlier round; a returner has been to at least one. One unit of shortfall is
    one newcomer at a table without a returner. Staff are not counted. In a first round nobody counts as a
    newcomer, so the requirement does not apply.

    Example
    -------
    ```yaml
    requirement: {kind: buddy}
    history: [{north: [ana, ben]}]
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}, {id: eli}]
    seating: {north: [ana, ben, cam], south: [dee, eli]}
    shortfall: 2
    because: Dee and Eli are new, and nobody else sits at South; Cam is new and sits with Ana and Ben.
    ```
    """

    kind: ClassVar[str] = "buddy"
    kind_label: ClassVar[str] = message("buddy")

    def applies(self, room: Room) -> bool:
        return bool(room.history)

    def sentence(self, room: Room) -> str:
        return said(
            "Newcomers sit with someone who has been to an earlier round%(where)s%(first)s.",
            where=only_at(room, self.at),
            first="" if room.history else said("; in a first round no one counts as a newcomer"),
        )

    def encode(self, room: Room) -> Iterable[CountTerm]:
        seen = room.history.seen
        newcomers = room.where(lambda person: person.id not in seen)
        returners = room.where(lambda person: person.id in seen)
        if room.history and len(newcomers):
            low, high = np.zeros(2, dtype=np.int64), np.array([0, NO_LIMIT], dtype=np.int64)
            yield CountTerm(newcomers, room.numbers_at(self.at), low, high, returners)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
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
                    says=said("%(person)s sits with newcomers only", person=person.label),
                )
