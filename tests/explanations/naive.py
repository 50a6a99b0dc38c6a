"""A second, simple program for some kinds: one variable for each person and table, directly from the specification."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from seating.profiles import Person
from seating.requirements.apart import ApartRequirement
from seating.requirements.base.kind import Requirement
from seating.requirements.cap import CapRequirement
from seating.requirements.count import CountRequirement
from seating.requirements.gather import GatherRequirement
from seating.requirements.keep_from import KeepFromRequirement
from seating.requirements.pin import PinRequirement
from seating.requirements.role_mix import RoleMixRequirement
from seating.requirements.share import ShareRequirement
from seating.requirements.size import SizeRequirement
from seating.requirements.together import TogetherRequirement
from seating.requirements.variety import VarietyRequirement
from seating.requirements.voice import VoiceRequirement
from seating.room.arrays import numbers_by_value
from seating.room.plan import Plan, Room

ROOMY = 60.0
"""In seconds; these programs take one or two."""


def seating_for(room: Room, requirements: Iterable[Requirement]) -> Plan | None:
    """Return a plan that meets all of these as if they were musts; None if there is none."""
    naive = _Naive(room)
    for requirement in requirements:
        naive.ask(requirement)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 8
    solver.parameters.interleave_search = True
    solver.parameters.max_time_in_seconds = ROOMY
    status = solver.solve(naive.program)
    assert status in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE}, "the plain program was not decided"
    if status == cp_model.INFEASIBLE:
        return None
    return Plan({person: table for (person, table), seat in naive.seats.items() if solver.value(seat)})


class _Naive:
    def __init__(self, room: Room) -> None:
        self.room = room
        self.program = cp_model.CpModel()
        ids = [(p.id, t.id) for p in room.persons for t in room.tables]
        self.seats = {key: self.program.new_bool_var("") for key in ids}
        for person in room.persons:
            self.program.add_exactly_one(self.seats[person.id, t.id] for t in room.tables)

    def count(self, persons: Iterable[Person], table: str) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.sum([self.seats[person.id, table] for person in persons])

    def ask(self, asked: Requirement) -> None:
        tables = [table.id for table in self.room.tables_at(asked.at)]
        people = self.room.people
        match asked:
            case SizeRequirement():
                for table in self.room.tables:
                    most = len(people) if table.seats.maximum is None else table.seats.maximum
                    self.program.add_linear_constraint(self.count(people, table.id), table.seats.minimum, most)
            case CountRequirement() | VoiceRequirement():
                self._between(asked, [p for p in people if asked.who.matches(p)], tables)
            case ShareRequirement():
                who = [p for p in people if asked.who.matches(p)]
                assert asked.at_most is not None
                assert asked.at_least is None
                for table in tables:  # whole people, so over the floor of the share is over the share
                    share = asked.at_most
                    left = share.denominator * self.count(who, table)
                    self.program.add(left <= share.numerator * self.count(people, table))
            case RoleMixRequirement():
                for role, least in asked.at_least.items():
                    for table in tables:
                        self.program.add(
                            self.count([p for p in people if p.representative_type == role], table) >= least
                        )
            case CapRequirement():
                for value, members in numbers_by_value(self.room, asked.of).items():
                    assert value
                    for table in tables:
                        self.program.add(self.count([people[i] for i in members], table) <= asked.at_most)
            case VarietyRequirement():
                self._variety(asked, tables)
            case GatherRequirement():
                assert asked.who is not None
                self._gather([p for p in people if asked.who.matches(p)], asked.at_most_tables)
            case TogetherRequirement():
                for a, b in combinations(asked.people or (), 2):
                    for table in tables:
                        self.program.add(self.seats[a, table] == self.seats[b, table])
            case ApartRequirement():
                for a, b in combinations(asked.people or (), 2):
                    for table in tables:
                        self.program.add(self.seats[a, table] + self.seats[b, table] <= 1)
            case PinRequirement() | KeepFromRequirement():
                wanted = isinstance(asked, PinRequirement)
                for person in asked.people or ():
                    there = [self.seats[person, table] for table in asked.tables or ()]
                    self.program.add(cp_model.LinearExpr.sum(there) == int(wanted))
            case _:
                raise AssertionError(f"{asked.kind} is not written down here")

    def _between(self, asked: CountRequirement | VoiceRequirement, who: Sequence[Person], tables: list[str]) -> None:
        least = asked.at_least or 0
        most = getattr(asked, "at_most", None)
        for table in tables:
            self.program.add_linear_constraint(
                self.count(who, table), least, len(self.room.people) if most is None else most
            )

    def _variety(self, asked: VarietyRequirement, tables: list[str]) -> None:
        groups = numbers_by_value(self.room, asked.of).values()
        for table in tables:
            present = []
            for members in groups:
                present.append(self.program.new_bool_var(""))
                self.program.add(self.count([self.room.people[i] for i in members], table) >= present[-1])
            self.program.add(cp_model.LinearExpr.sum(present) >= asked.at_least)

    def _gather(self, who: Sequence[Person], most: int) -> None:
        used = []
        for table in self.room.tables:
            used.append(self.program.new_bool_var(""))
            for person in who:
                self.program.add_implication(self.seats[person.id, table.id], used[-1])
        self.program.add(cp_model.LinearExpr.sum(used) <= most)
