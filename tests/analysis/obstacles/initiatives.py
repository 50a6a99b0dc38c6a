"""Small initiatives, drawn at random: people in every state, two tables, and two governance tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from seating.analysis.initiative.memberships import list_memberships
from seating.analysis.invitations import Invitations, Invitee
from seating.analysis.obstacles import Situation
from seating.api.result import Solved, assign_duties
from seating.convening import Convening
from seating.convening.relations import list_relations
from seating.convening.schema import Power
from seating.engines.outcome import Status as Found
from seating.judge import review
from seating.profiles import Attendance, Duty, People, Person, Status
from seating.profiles.cells.replies import Reply
from seating.profiles.people import Heading
from seating.profiles.person import Party
from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from tests.builders import person, requirement, room, table

NAMES = ("ana", "ben", "cam", "dee", "eli", "fay", "gus", "hal", "ida", "jon")
TABLES = ("north", "south")
BODIES = ("lead", "steer")
LANGUAGES = (("en",), ("vi",), ("en", "vi"), ("es",), ())
HEADINGS = {one: Heading(one, "A") for one in ("name", "organization", "languages", "Works for", "Deputy")}


@dataclass(frozen=True)
class Initiative:
    """People with their seats and everything that keeps them from a place."""

    room: Room
    plan: Plan
    tables: tuple[Table, ...]
    requirements: tuple[Requirement, ...]
    refused: frozenset[str]

    @property
    def people(self) -> People:
        return self.room.listed

    def situate(self, **more: Any) -> Situation:
        """Return what the table of obstacles asks."""
        members = frozenset((t.id, p.id) for t in self.tables for word in t.people for p in self.people.named(word))
        power = Power()
        known = {"members": members, "relations": list_relations(HEADINGS, power), "power": power}
        at = {"tables": self.tables, "requirements": self.requirements, "refused": self.refused}
        return Situation(self.people, self.room, self.plan, **{**at, **known, **more})

    def judge(self) -> Solved:
        """Return the result with drawn duties, and with the members whom they bring."""
        duties = assign_duties(
            self.people, self.room, self.tables, self.requirements, self.plan, situation=self.situate()
        )
        rows = tuple(Invitee("elder", one, one, Reply.NO) for one in self.refused)
        return Solved(
            people=self.people,
            convening=Convening(tables=self.tables, requirements=self.requirements),
            room=self.room,
            requirements=self.requirements,
            plan=self.plan,
            review=review(self.room, self.requirements, self.plan),
            status=Found.OPTIMAL,
            bound=0,
            seconds=1.0,
            seed=0,
            duties={one: held for one, held in duties.items() if one in self.plan.seats},
            memberships=list_memberships(self.people, self.tables, self.room, self.plan, duties),
            invitations=Invitations("invitations.csv", rows),
        )


def _draw_person(rng: Random, identity: str) -> Person:
    others = [one for one in NAMES if one != identity]
    row: dict[str, Any] = {"id": identity, "organization": rng.choice(("Oak", "Elm")), "sector": rng.choice("xy")}
    row["languages"] = rng.choice(LANGUAGES)
    if rng.random() < 0.4:
        row["Works for"] = rng.choice(others)
    if rng.random() < 0.3:
        row["Deputy"] = rng.choice(others).capitalize()
    if rng.random() < 0.15:
        row[rng.choice(("declined", "can_come"))] = rng.choice(TABLES)
    found, changes = person(row), dict[str, Any]()
    match rng.randrange(14):
        case 0:
            changes = {"status": Status.OPEN}
        case 1:
            changes = {"status": Status.DECLINED}
        case 2:
            changes = {"status": Status.IDEA}
        case 3:
            changes = {"attending": Attendance(is_absent=True)}
        case 4:
            changes = {"attending": Attendance(rounds=frozenset({2}))}
        case 5:
            changes = {"attending": Attendance(chance=0)}
        case 6 | 7:
            changes = {"duty": Duty.FACILITATOR}
        case 8:
            changes = {"party": Party(id=identity, name="Fox", number=2, size=2, children=1)}
        case 9:
            changes = {"party": Party(id=identity, name="Fox", number=2, size=2), "name": "Fox 2"}
    return found.model_copy(update=changes)


def draw_initiative(seed: int) -> Initiative:
    """Return an initiative in which people are held seats, staff, children, absent, declined, or guests without names.

    Some depend on others, some are named members of the steering table, or elected there.
    """
    rng = Random(f"initiative {seed}")
    names = rng.sample(NAMES, rng.randint(5, len(NAMES)))
    people = [_draw_person(rng, one) for one in names]
    there = rng.sample(names, 2)
    steer = {"id": "steer", "kind": "steering", "people": there[:1], **({"chair": there[1:]} if seed % 2 else {})}
    lead = {"id": "lead", "kind": "leadership", "from": "chair", "people": rng.sample(names, rng.choice((0, 1)))}
    tables = (*map(table, TABLES), table(lead), table(steer))
    here = room(people, tables[:2], "en")
    here = replace(here, listed=People(here.listed.persons, headings=HEADINGS))
    who = {"sector": "x"} if rng.random() < 0.3 else None
    asked = (
        requirement("duty", name="chair", id="chair", who=who),
        requirement("cap", id="cap", of="organization", at_most=rng.choice((1, 2, 9)), must=True),
        requirement("staff", id="staff", duty="facilitator", at_least=1),
    )
    plan = Plan({one.id: rng.choice(TABLES) for one in here.persons})
    return Initiative(here, plan, tables, asked, frozenset(rng.sample(names, rng.choice((0, 1)))))
