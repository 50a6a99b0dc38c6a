"""Handmade results for the tests of the report: toy kinds of requirement, invented people, no solving.

`small()` is a room of three tables with a little of everything; `large(n)` is a large room, for tests of speed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from seating.analysis.season.staffing import Season
from seating.convening import Convening
from seating.convening.rooms import NotSeated
from seating.convening.schema import ChairRules, ChairSide
from seating.engines.outcome import Status
from seating.errors import Note
from seating.explanations.conflicts import Conflict
from seating.explanations.ways_out import WayOut
from seating.judge import review
from seating.profiles import Attendance, Duty, People, Person, Role, Who
from seating.profiles import Status as Invitation
from seating.requirements.base.findings import Finding, at_least, state
from seating.requirements.base.kind import Ask, Requirement
from seating.requirements.base.phrases import subject
from seating.result import Recruit, Result
from seating.room.plan import Plan, Room
from seating.room.tables import Table

DM, DOER, DESIGNEE = Role.DECISION_MAKER, Role.DOER, Role.DESIGNEE


class ToyCount(Requirement):
    """A requirement for a number of people of a description at each table."""

    kind: ClassVar[str] = "toy_count"

    who: Who
    at_least: int = 1

    def sentence(self, room: Room) -> str:
        return f"{subject(room, self.at)} has at least {self.at_least} {self.who.phrase('person')}."

    def encode(self, room: Room) -> Iterable[Any]:
        return ()

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        have = sum(1 for person in members if self.who.matches(person))
        yield Finding(table.id, self.who.phrase(), have, at_least(self.at_least), max(0, self.at_least - have))


class ToyVoice(ToyCount):
    """The same as a voice or, with the name of another kind, as a gap."""

    kind: ClassVar[str] = "voice"
    is_voice: ClassVar[bool] = True

    name: str
    everywhere: bool = True

    def asks(self, room: Room) -> Iterable[Ask]:
        tables = tuple(table.id for table in room.tables_at(self.at))
        yield Ask(
            self.name, self.who.matches, self.who.could_be, self.at_least, tables, not self.everywhere, who=self.who
        )


class ToyGap(ToyVoice):
    """A perspective that is listed as a gap."""

    kind: ClassVar[str] = "toy_gap"
    is_voice: ClassVar[bool] = False


class ToyApart(Requirement):
    """A requirement that two people sit at different tables."""

    kind: ClassVar[str] = "toy_apart"
    is_must_by_default: ClassVar[bool] = True

    people: tuple[str, str]

    def sentence(self, room: Room) -> str:
        return f"{' and '.join(self.people)} sit apart."

    def encode(self, room: Room) -> Iterable[Any]:
        return ()

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        tables = {plan.seats[person] for person in self.people}
        if len(tables) == 1:
            yield Finding(tables.pop(), None, "together", state("apart"), 1, self.people)


def small() -> Result:
    """Return a feasible seating of 14 people, one interpreter and three tables, with a private requirement unmet."""
    people = People(_people(), file="stakeholders.csv", sha256="ab" * 32)
    tables = (
        Table(
            id="capital",
            name="Capital",
            focus="capital",
            seats="4-6",
            purpose="Make access to capital fair for every type of entrepreneur",
            questions={"en": ["What helped you most?", "What is missing?"], "es": ["¿Qué le ayudó más?"]},
            place="South hall",
            time="9:30",
        ),
        Table(
            id="talent", name="Talent and skill", focus=["talent", "schools"], seats="4-5", purpose="Find the people"
        ),
        Table(id="t03", seats={"min": 2}),
    )
    requirements: tuple[Requirement, ...] = (
        ToyCount(id="roles-1", who={"representative_type": "doer"}, must=True, note="Somebody must do the work"),
        ToyCount(id="labor-1", who={"sector": "labor"}, weight=3),
        ToyApart(id="apart:p01", people=("p01", "p02"), must=False, weight=2),
        ToyApart(id="apart:p03", people=("p03", "p12")),
        ToyVoice(id="voice-1", name="Microentrepreneurs", who={"size": "micro"}, at_least=1, weight=5),
        ToyVoice(id="voice-2", name="Youth", who={"age": "young"}, at_least=2, everywhere=False),
        ToyVoice(
            id="voice-3",
            name="Elders",
            who={"representative_type": "designee", "organization": "Elders"},
            everywhere=False,
        ),
        ToyVoice(id="voice-4", name="Step-free", who={"needs": "step-free"}, everywhere=False),
        ToyGap(id="gap-1", name="bookkeeping at Capital", who={"sector": "business"}, at="capital"),
        ToyGap(id="gap-2", name="a funder at Talent and skill", who={"sector": "funder"}, at="talent"),
    )
    convening = Convening(
        title="Riverton small business convening",
        shared_result="1,000 more living-wage jobs, owned here",
        tables=tables,
        requirements=requirements,
        show=("size",),
        file="convening.yaml",
        sha256="cd" * 32,
    )
    seats = {f"p{n:02}": ("capital", "talent", "t03")[(n - 1) // 5] for n in range(1, 15)} | {"s01": "capital"}
    return result_of(
        people,
        convening,
        seats,
        status=Status.FEASIBLE,
        bound=4,
        private_names={"apart:p01": "private-1", "apart:p03": "private-2", "voice-4": "private-3"},
        notes=(
            Note("heading-matched", 'The heading "Org." was read as organization.'),
            Note("pair-absent", "Ana and Zoe: Zoe has no seat.", "One wish names somebody without a seat."),
            Note("pin-odd", "Ben is pinned twice.", ""),
        ),
        duties={"s01": ("interpreter",), "p03": ("chair",)},
        recruit=(Recruit({"age": "young"}, 2, ("voice-2",), "Invite 2 people with age young.", True),),
    )


def ordered() -> Result:
    """Return the same room with an order around the tables: no one sits by name, and some chairs stay free."""
    chairs = [3, 1, 6, 2, 5, 4, 2, 5, 1, 3, 8, 2, 7, 3]
    rules = small().convening.model_copy(update={"chairs": ChairRules(together=ChairSide.BESIDE)})
    return replace(small(), convening=rules, chairs={f"p{n:02}": chair for n, chair in enumerate(chairs, start=1)})


def impossible(with_private: bool = False) -> Result:
    """Return the same room with two conflicting musts."""
    clashing = ("roles-1", "apart:p01") if with_private else ("roles-1", "voice-2")
    ways = (
        WayOut("relax", "Ask for no doer at t03.", 1, True, ("roles-1",)),
        WayOut("drop", "Let Ana Ruiz and Ben Okafor share a table.", 2, True, clashing[1:]),
    )
    conflicts = (Conflict(clashing, True), Conflict(("labor-1", "gap-1"), False))
    changed = {"status": Status.IMPOSSIBLE, "bound": None, "conflicts": conflicts, "ways_out": ways}
    return replace(small(), **changed)


def result_of(people: People, convening: Convening, seats: dict[str, str], **more: Any) -> Result:
    """Return a result whose review is the checker's."""
    found = [person for person in people if person.id in seats]
    room = Room(
        people=tuple(sorted((p for p in found if p.duty is None), key=lambda p: p.id)),
        staff=tuple(sorted((p for p in found if p.duty is not None), key=lambda p: p.id)),
        tables=convening.tables,
        listed=people,
    )
    plan = Plan(seats)
    settled: dict[str, Any] = {
        "people": people,
        "convening": convening,
        "room": room,
        "requirements": convening.requirements,
        "plan": plan,
        "review": review(room, convening.requirements, plan),
        "status": Status.OPTIMAL,
        "bound": None,
        "seconds": 1.25,
        "seed": 0,
        "private_columns": frozenset({"needs", "email", "phone", "case_notes", "with", "apart", "attending", "status"}),
        "not_seated": tuple(NotSeated(p, "said no") for p in people if p.id not in seats),
    }
    return Result(**{**settled, **more})


def visited() -> Result:
    """Return a season of two sessions. Ana and the facilitator go to both, the later of which comes first."""
    asked = {"en": ["What helped?", "What is missing?"], "es": ["¿Qué ayudó?", "¿Qué falta?"]}
    tables = (
        Table(id="shops", name="Shops", kind="listening", seats="2-4", day="2027-03-09", time="18:00-19:30",
              place="Old mill", hosted_by="Mill Trust", questions=asked, features=("step-free",)),
        Table(id="carts", name="Carts", kind="listening", seats="2-4", day="2027-03-02", time="18:00-19:30",
              place="Chapel hall", questions=asked, language="es"),
    )  # fmt: skip
    people = (
        Person(id="ana", name="Ana Ruiz", organization="Ruiz Tamales", languages=("es",), needs=("step-free",)),
        Person(
            id="ben", name="Ben Okafor", organization="Okafor Carts", own={"meal": ("vegan",)}, needs=("childcare",)
        ),
        Person(id="cam", name="Cam Ode", organization="Ode Shoes", languages=("en", "vi"), own={"meal": ("vegan",)}),
        Person(id="flo", name="Flo Lind", languages=("en", "es"), duty=Duty.FACILITATOR),
    )
    listed = People(people, file="people.csv", sha256="cd" * 32)
    convening = Convening(title="A season", tables=tables, working_language="en", counts_only=("meal",))
    seats = {"ana": "carts", "ben": "carts", "cam": "shops", "flo": "carts"}
    result = result_of(listed, convening, seats, duties={"flo": ("facilitator",)})
    plan = Plan(seats, {"ana": ("shops",), "flo": ("shops",)})
    season = Season(0, 0, 0, 0, is_proven=True, guests=1, guests_proven=True)
    return replace(result, plan=plan, season=season, review=review(result.room, (), plan))


def large(n_people: int, n_tables: int) -> Result:
    """Return a seating of many people with a few requirements."""
    roles, sectors = (DESIGNEE, DOER, DOER, DM), ("business", "labor", "government", "nonprofit")
    persons = tuple(
        Person(
            id=f"p{n:05}",
            name=f"Person {n * 7919 % n_people} of Number Street",
            organization=f"Organization {n % 97}",
            sector=sectors[n % 4],
            representative_type=roles[n % 4],
        )
        for n in range(n_people)
    )
    tables = tuple(Table(id=f"t{n:03}", name=f"Table of {n}", focus="capital", seats="6-14") for n in range(n_tables))
    asked = tuple(ToyCount(id=f"count-{n}", who={"sector": sectors[n]}, at_least=3) for n in range(4))
    convening = Convening(title="A large one", tables=tables, requirements=asked)
    seats = {person.id: tables[n % n_tables].id for n, person in enumerate(persons)}
    return result_of(People(persons), convening, seats)


def _people() -> tuple[Person, ...]:
    rows = (
        ("Ana Ruiz", "Mesa Credit Union", "business", DM, "micro"),
        ("Ben Okafor", "Mesa Credit Union", "business", DOER, "main street"),
        ("Chloé Åkesson", "Open Orchard", "nonprofit", DOER, "micro"),
        ("D'Artagnan O’Neill-Nguyễn", "City of Riverton", "government", DESIGNEE, ""),
        ("Emeka Adeyemi", "Local 71", "labor", DOER, ""),
        ("Fern Whitlock", "Tern Island Schools", "education", DM, ""),
        ("نور الهدى السعيد", "مطبخ الميناء", "business", DOER, "micro"),
        ("Grace Lindqvist", "River Foundation", "philanthropy", DM, ""),
        ("Hana Yoshida", "Slate Roofing", "business", DOER, "second stage"),
        ("Ilse van der Berg", "Local 71", "labor", DESIGNEE, ""),
        ("Jonas Petrov", "County Clerk", "government", DESIGNEE, ""),
        ("Kiri Tamahori", "Harbor Makers", "business", DOER, "micro"),
        ("Leo Marchetti", "Harbor Makers", "", None, ""),
        ("Mei", "", "community", DOER, ""),
    )
    seated = [
        Person(
            id=f"p{n:02}",
            name=name,
            organization=organization,
            sector=sector,
            representative_type=role,
            needs=("step-free",) if n == 8 else (),
            email=f"person{n}@example.org" if n % 3 == 0 else "",
            listed=n != 11,
            own={"size": (size,)} if size else {},
        )
        for n, (name, organization, sector, role, size) in enumerate(rows, start=1)
    ]
    return (
        *seated,
        Person(id="s01", name="Nadia Haddad", organization="Two Tongues", duty=Duty.INTERPRETER),
        Person(id="x01", name="Omar Vance", organization="Local 71", attending=Attendance(chance=0)),
        Person(id="x02", name="Pia Sund", status=Invitation.DECLINED),
    )
