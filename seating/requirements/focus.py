"""People sit at the table whose focus interests them most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from seating.profiles import Person
from seating.requirements.base.findings import Finding, Op, Unit, Wanted, at_least
from seating.requirements.base.keys import Count
from seating.requirements.base.kind import Requirement, held_rounds
from seating.requirements.base.phrases import missed_before, only_at, with_carry
from seating.room.arrays import number_people
from seating.room.lineage import find_successors
from seating.room.plan import IntArray, Plan, Room
from seating.room.tables import Table
from seating.terms import PlaceTerm
from seating.wording import Said, fold, message, said


class FocusRequirement(Requirement):
    """Everyone sits at a table whose focus they gave their highest score.

    One unit of shortfall is one point of difference between a person's best score for any table's focus and
    their score for their own table's focus. If a table's focus lists several areas, the best score counts. A
    table without a focus scores 0. With `at_least: n`, one unit of shortfall is one person whose score for
    their table is below n, although they gave another table a score of n or more. It does not apply if no one
    gave any scores.

    With `carry: true`, those who missed out go first: a shortfall counts twice for someone who had one in the last
    round they attended, three times after two such rounds in a row, and so on. Earlier rounds are judged by the
    scores and tables of now. Rounds in which someone sat at a table that is gone do not count.

    Example
    -------
    ```yaml
    requirement: {kind: focus}
    tables: [{id: capital, focus: capital}, {id: talent, focus: [talent, land]}]
    people:
      - {id: ana, interests: "capital:3; talent:1"}
      - {id: ben, interests: "land:2"}
      - {id: cam}
    seating: {talent: [ana, ben], capital: [cam]}
    shortfall: 2
    because: Ana gave Capital a 3 but sits at Talent, which she gave a 1; Ben has his best table; Cam gave no scores.
    ```
    """

    kind: ClassVar[str] = "focus"
    counts_guests: ClassVar[bool] = False
    kind_label: ClassVar[str] = message("focus")
    topic: ClassVar[str] = message("tables that people chose")
    is_checked_by_person: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True

    at_least: Annotated[Count, Field(le=3)] | None = Field(default=None, description="a score up to 3")
    carry: bool = False

    @classmethod
    def is_usual(cls, tables: Sequence[Table]) -> bool:
        return any(table.focus for table in tables)

    @property
    def asks_columns(self) -> tuple[str, ...]:
        return ("interests",)

    def applies(self, room: Room) -> bool:
        return any(person.interests for person in room.people)

    def sentence(self, room: Room) -> str:
        where = with_carry(only_at(room, self.at), self._carries)
        rated = [person.has_rated for person in room.people if person.interests]
        if rated and not any(rated) and (self.at_least or 1) == 1:
            return said(
                "Everyone sits at a table whose focus they named as an interest%(where)s.",
                where=where,
            )
        if self.at_least is None:
            return said("Everyone sits at the table whose focus they rated highest%(where)s.", where=where)
        return said(
            "Everyone who rated the focus of at least one table %(score)s or higher sits at a table that "
            "they rated that high%(where)s.",
            score=self.at_least,
            where=where,
        )

    def encode(self, room: Room) -> Iterable[PlaceTerm]:
        scores, column = _scores(room)
        best = scores.max(axis=1, initial=0)[:, None]
        if self.at_least is None:
            costs = best - scores
        else:
            costs = ((scores < self.at_least) & (best >= self.at_least)).astype(np.int64)
        if self._carries:
            costs = costs * (1 + self._count_missed(room, costs[:, column]))[:, None]
        elsewhere = np.setdiff1d(np.arange(len(room.tables)), room.numbers_at(self.at))
        if len(elsewhere):  # one more column, in which no one's seat costs anything
            costs = np.pad(costs, ((0, 0), (0, 1)))
            column[elsewhere] = costs.shape[1] - 1
        term = PlaceTerm.by_column(number_people(room), costs, column)
        concerned = np.flatnonzero(term.costs.any(axis=1))
        if len(concerned):
            yield PlaceTerm(number_people(room)[concerned], term.costs[concerned], term.column)

    @property
    def _carries(self) -> bool:
        return self.carry and not self.is_must

    def _count_missed(self, room: Room, costs: IntArray) -> IntArray:
        """Return in how many rounds in a row, back from the last one, each person missed out, shape (people,).

        Parameters
        ----------
        room : Room
        costs : int array, shape (people, tables)
            What a seat of each person costs at each table.
        """
        missed, is_over = np.zeros(len(room.people), dtype=np.int64), np.zeros(len(room.people), dtype=bool)
        for past in held_rounds(self, room):
            for i, person in enumerate(room.people):
                after = find_successors(room).get(past.seats.get(person.id, ""), ())
                if after and not is_over[i]:
                    is_over[i] = not costs[i, [room.table_index[table.id] for table in after]].all()
                    missed[i] += not is_over[i]
        return missed

    def _rounds_missed(self, room: Room, person: Person, best: int) -> int:
        """Return the same for one person, whose best score for the focus of any table is given."""
        missed = 0
        for past in held_rounds(self, room) if self._carries else ():
            earlier = past.seats.get(person.id)
            tables = [table for table in room.tables if earlier in table.lineage(room.tables)]
            if tables:
                areas = {fold(area) for table in tables for area in table.focus}
                had = max((score for area, score in person.interests.items() if fold(area) in areas), default=0)
                if had >= (best if self.at_least is None else min(best, self.at_least)):
                    break
                missed += 1
        return missed

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        areas_of = room.remember("areas of tables", lambda: _areas_of_tables(room))
        areas = room.remember("areas of all tables", lambda: frozenset[str]().union(*areas_of.values()))
        held = {seat.id for seat in room.held}
        watched = areas_of if self.at is None else {table.id: areas_of[table.id] for table in room.tables_at(self.at)}
        for person in room.people:
            table = plan.seats.get(person.id, "")
            if table not in watched:
                continue
            scores = [(fold(area), score) for area, score in person.interests.items()]
            have = max((score for area, score in scores if area in watched[table]), default=0)
            best = max((score for area, score in scores if area in areas), default=0)
            is_rated = any(area in watched[table] for area, _ in scores)
            short = best - have if self.at_least is None else int(have < self.at_least <= best)
            if short:
                rated = is_rated if watched[table] else None
                missed = self._rounds_missed(room, person, best)
                found = self._finding(person, table, have, best, short, is_rated=rated)
                says = _say_seat(person) if person.id in held else found.says
                yield replace(found, shortfall=short * (1 + missed), says=missed_before(says, missed))

    def _finding(
        self, person: Person, table: str, have: int, best: int, short: int, *, is_rated: bool | None
    ) -> Finding:
        """Return the finding for one person, who rated the focus of a table `have` and that of another table `best`.

        If they did not rate it, `have` is 0. With `is_rated` None, the table has no focus. People who named areas are
        not told that they rated any.
        """
        if not person.has_rated:
            wanted = Wanted(Op.EQUAL, best, unit=Unit.POINTS, phrase=said("a focus that they named"))
            clause = said("%(person)s named another table’s focus, but not this table’s focus", person=person.label)
            if is_rated is None:
                clause = said("%(person)s named another table’s focus, and this table has none", person=person.label)
            return Finding(table, person.label, have, wanted, short, (person.id,), says=clause)
        if self.at_least is None:
            words = said("a score of %(score)s", score=best)
            unrated = message("%(person)s did not rate this table’s focus; their best available score is %(best)s")
            without = message("this table has no focus; the best available score of %(person)s is %(best)s")
            says = message("%(person)s rated this table’s focus %(have)s; their best available score is %(best)s")
            wanted = Wanted(Op.EQUAL, best, unit=Unit.POINTS, phrase=words)
        else:
            words = said("a score of at least %(score)s", score=self.at_least)
            unrated = message("%(person)s did not rate this table’s focus, but rated another table’s focus %(best)s")
            without = message("this table has no focus, but %(person)s rated another table’s focus %(best)s")
            says = message("%(person)s rated this table’s focus %(have)s, but another table’s focus %(best)s")
            wanted = at_least(self.at_least, Unit.POINTS, phrase=words)
        who = {"person": person.label, "best": best}
        clause = said(without if is_rated is None else unrated, **who)
        clause = said(says, have=have, **who) if is_rated else clause
        return Finding(table, person.label, have, wanted, short, (person.id,), says=clause)


def _say_seat(seat: Person) -> Said:
    """Return what is unmet about a held seat: it has rated nothing."""
    return said("%(seat)s is for someone with an interest in another table’s focus", seat=seat.label)


def _areas_of_tables(room: Room) -> Mapping[str, frozenset[str]]:
    """Return the folded focus areas of each table, by table id."""
    return {table.id: frozenset(fold(area) for area in table.focus) for table in room.tables}


def _scores(room: Room) -> tuple[IntArray, IntArray]:
    """Return the score of each person for each different focus, and the focus of each table.

    Returns
    -------
    scores : int array, shape (people, focuses)
        The best score for one of the areas of a focus; 0 for a focus without areas.
    focus_of : int array, shape (tables,)
    """
    column: dict[str, int] = {}
    for table in room.tables:
        for area in table.focus:
            column.setdefault(fold(area), len(column))
    by_area = np.zeros((len(room.people), len(column)), dtype=np.int64)
    for row, person in enumerate(room.people):
        for area, score in person.interests.items():
            at = column.get(fold(area))
            if at is not None:
                by_area[row, at] = max(by_area[row, at], score)
    number: dict[tuple[int, ...], int] = {}
    focuses = [tuple(column[fold(area)] for area in table.focus) for table in room.tables]
    focus_of = np.array([number.setdefault(focus, len(number)) for focus in focuses], dtype=np.int64)
    return np.stack([by_area[:, list(focus)].max(axis=1, initial=0) for focus in number], axis=1), focus_of
