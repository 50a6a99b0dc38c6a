"""Random convenings on paper, and a reading of them that shares no code with the program.

What is so is computed from the written cells and the seats alone: who is of a voice, brings a thing or holds a role, at
which table they sit, and so the state of each voice, role and need at each table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

Row = Mapping[str, str]

TABLES = ("capital", "talent", "housing")
ROLES = ("designee", "doer", "decision-maker")
NEEDS = ("small loans", "church hall", "teaching")
FIRST = ("Ada", "Bo", "Cy", "Di", "Ed", "Fi", "Gil", "Hal", "Ida", "Jan", "Kit", "Lou", "Max", "Nia")
LAST = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum")
SAID_NO = "no"


@dataclass(frozen=True)
class Asked:
    """A voice, a role or a need: who is of it, at which tables it is asked for, and how many are needed there."""

    id: str
    name: str
    who: Mapping[str, str]
    least: int
    tables: tuple[str, ...]
    for_room: bool = False
    may_be_none: bool = False
    is_need: bool = False
    serves: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Written:
    """A list and a convening as they are written."""

    rows: tuple[Row, ...]
    convening: Mapping[str, Any]
    known: frozenset[tuple[str, str]] = frozenset()
    """Id and name of each voice of which an earlier seating knew whether it comes; a blank cannot hide its loss."""
    further: frozenset[tuple[str, str]] = frozenset()
    """Ids of staff, each with the id of a session where they serve in addition to that of their seat."""

    @property
    def people(self) -> tuple[Row, ...]:
        """The people who are not staff."""
        return tuple(row for row in self.rows if not row["duty"])

    @property
    def names(self) -> Mapping[str, Row]:
        return {row["name"]: row for row in self.rows}

    def named(self, identity: str) -> str:
        """Return the name of a person."""
        return next(row["name"] for row in self.rows if row["id"] == identity)

    @property
    def labels(self) -> Mapping[str, str]:
        """The number and the name of each table that seats people, by its id."""
        seating = [table for table in self.convening["tables"] if table.get("kind") in {None, "listening"}]
        return {table["id"]: f"{number} {table['name']}" for number, table in enumerate(seating, start=1)}

    @property
    def needs(self) -> Mapping[str, Sequence[str]]:
        return {table["id"]: table.get("needs", ()) for table in self.convening["tables"] if table["id"] in self.labels}

    @property
    def focus(self) -> Mapping[str, str]:
        """The focus of each table that seats people."""
        return {table["id"]: table["focus"] for table in self.convening["tables"] if table["id"] in self.labels}

    def asked(self) -> tuple[Asked, ...]:
        """Return everything that the convening asks for, with the needs of tables that something asks for."""
        every = tuple(self.labels)
        found: list[Asked] = []
        for one in self.convening["requirements"]:
            if one["kind"] == "voice":
                room = one.get("at") == "the room"
                named = every if room or "at" not in one else tuple(t for t in every if t in one["at"])
                may = one.get("or_none", False) and "at" not in one
                serves = one.get("serves")
                found.append(
                    Asked(one["id"], one["name"], one["who"], one["at_least"], named, room, may, serves=serves)
                )
            elif one["kind"] == "role_mix":
                roles = one["at_least"].items()
                found += [Asked(one["id"], role, {"representative_type": role}, n, every) for role, n in roles]
            elif one["kind"] == "assets":
                for need in dict.fromkeys(need for needs in self.needs.values() for need in needs):
                    at = tuple(table for table in every if need in self.needs[table])
                    found.append(Asked(one["id"], need, {"assets": need}, 1, at, is_need=True))
        return tuple(found)

    def at(self, seats: Mapping[str, str], table: str) -> list[Row]:
        """Return the people who sit at a table, without staff."""
        return [row for row in self.people if seats.get(row["id"]) == table]

    def have(self, one: Asked, seats: Mapping[str, str], table: str) -> int:
        return sum(is_of(row, one.who, table) for row in self.at(seats, table))

    def short(self, one: Asked, seats: Mapping[str, str]) -> list[str]:
        """Return the tables with too few of the people asked for."""
        if one.for_room:
            return []
        counts = {table: self.have(one, seats, table) for table in one.tables}
        return [table for table, n in counts.items() if n < one.least and not (one.may_be_none and not n)]

    def needed(self, one: Asked) -> int:
        return one.least * (1 if one.for_room or one.may_be_none else len(one.tables))

    def coming(self, seats: Mapping[str, str]) -> list[Row]:
        return [row for row in self.people if row["id"] in seats]

    def attending(self, one: Asked, seats: Mapping[str, str]) -> int:
        return sum(fits(row, one) for row in self.coming(seats))

    def state(self, one: Asked, seats: Mapping[str, str]) -> str:
        """Return the state of a voice, role or need, by its English word on the pages."""
        coming, attending = self.coming(seats), self.attending(one, seats)
        if not attending:
            if one.serves and any(is_of(row, one.serves) for row in coming):
                return "Missing"
            if any(fits(row, one) for row in self.people):
                return "Missing"
            is_open = (one.id, one.name) not in self.known and self.is_open(one, seats)
            return "Not known" if is_open else "Missing"
        if attending < self.needed(one):
            return "Too few"
        if self.short(one, seats):
            return "Elsewhere"
        for table in one.tables:
            speakers = [row for row in self.at(seats, table) if is_of(row, one.who, table)]
            others = [r for r in self.rows if seats.get(r["id"]) == table or (r["id"], table) in self.further]
            if speakers and not any(talk(s, o) for s in speakers for o in others if s["id"] != o["id"]):
                return "Elsewhere"
        return "Heard"

    def without_staff(self, seats: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
        """Return the tables that lack staff of a duty that the convening asks for, by the duty."""
        found: dict[str, list[str]] = {}
        for one in self.convening["requirements"]:
            if one["kind"] == "staff":
                serving = {row["id"] for row in self.rows if row["duty"] == one["duty"]}
                at = {table for person, table in (*seats.items(), *self.further) if person in serving}
                if lacking := [table for table in self.labels if table not in at]:
                    found[one["duty"]] = lacking
        return found

    def blank(self, one: Asked) -> int:
        """Return the number of people on the list whose blank cells leave open whether they are of it."""
        if one.is_need and any(row["assets"] for row in self.rows):  # then a blank brings nothing
            return 0
        return sum(may_be_of(row, one.who) for row in self.people)

    def is_open(self, one: Asked, seats: Mapping[str, str]) -> bool:
        """Whether it would be heard if everyone were of it whose blank cell leaves that open, a tenth of the list."""
        if one.is_need and any(row["assets"] for row in self.rows):  # then a blank brings nothing
            return False
        if not all(any(values(row, column) for row in self.rows) for column in one.who):  # the list cannot tell
            return False
        blank = [row["id"] for row in self.people if may_be_of(row, one.who)]
        at = [sum(seats.get(person) == table for person in blank) for table in one.tables]
        sitting = sum(person in seats for person in blank)
        enough = sitting >= one.least if one.for_room else (any if one.may_be_none else all)(n >= one.least for n in at)
        return bool(sitting) and enough and 10 * len(blank) >= len(self.people)

    def knows(self, seats: Mapping[str, str]) -> frozenset[tuple[str, str]]:
        """Return the id and the name of each voice, role and need of which the seating knows whether it comes."""
        return frozenset((one.id, one.name) for one in self.asked() if self.state(one, seats) != "Not known")


def values(row: Row, column: str, table: str = "") -> list[str]:
    """Return the values of a cell; an asset is told by its word, without its group, and a type is that at the table."""
    parts = [part.strip() for part in row[column].split(";") if part.strip()]
    if column == "representative_type":
        there = [part.partition(": ")[2] for part in parts if table and part.startswith(f"{table.title()}: ")]
        return there or [part for part in parts if ":" not in part]
    return [part.removeprefix("skill: ") for part in parts] if column == "assets" else parts


def is_of(row: Row, who: Mapping[str, str], table: str = "") -> bool:
    return all(value in values(row, column, table) for column, value in who.items())


def fits(row: Row, one: Asked) -> bool:
    """Whether a person is of it at some table where it is asked for, or in the room."""
    return is_of(row, one.who) if one.for_room else any(is_of(row, one.who, table) for table in one.tables)


def may_be_of(row: Row, who: Mapping[str, str]) -> bool:
    """Whether blank cells leave it open, and no filled one decides against it."""
    if "representative_type" in who and row["representative_type"]:  # a type at one table leaves nothing open
        return False
    cells = [(values(row, column), value) for column, value in who.items()]
    return any(not cell for cell, _ in cells) and all(value in cell for cell, value in cells if cell)


def talk(one: Row, other: Row) -> bool:
    return bool(set(values(one, "languages") or ["en"]) & set(values(other, "languages") or ["en"]))


def draw(random: Random) -> Written:
    """Draw 8 to 14 rows, two or three tables with needs, governance tables, and requirements."""
    ids = TABLES[: random.randint(2, 3)]
    rows = tuple(draw_row(random, number) for number in range(random.randint(8, 14)))
    coming = [row for row in rows if row["attending"] != SAID_NO and not row["duty"]]
    most = -(-len(coming) // len(ids)) + random.randint(0, 3)
    tables: list[dict[str, Any]] = []
    for identity in ids:
        table = {"id": identity, "name": identity.title(), "focus": identity, "seats": {"max": max(2, most)}}
        tables.append(table | {"needs": random.sample(NEEDS, random.randint(0, 2))})
    for number, table in enumerate(tables):
        if coming and random.random() < 0.6:
            table["chair"] = [coming[number % len(coming)]["id"]]
    if random.random() < 0.7:
        tables.append({"id": "lead", "name": "Leadership", "kind": "leadership", "from": "chair"})
    if coming and random.random() < 0.7:
        member = random.choice(coming)["id"]
        tables.append({"id": "steer", "name": "Steering", "kind": "steering", "people": [member]})
    asked = [*_asked(random, ids), {"kind": "assets", "id": "needs"}, {"kind": "focus", "id": "focus"}]
    return Written(rows, {"working_language": "en", "tables": tables, "requirements": asked})


def draw_row(random: Random, number: int) -> Row:
    """Draw the cells of one person."""
    return {
        "id": f"p{number:02d}",
        "name": f"{FIRST[number]} {random.choice(LAST)}",
        "age": random.choice(("youth", "elder", "adult", "adult", "")),
        "tenure": random.choice(("renter", "owner", "owner", "owner")),
        "helps": random.choice(("youth", "", "")),
        "representative_type": draw_types(random),
        "assets": random.choice((*(f"skill: {need}" for need in NEEDS), "", "", "")),
        "languages": random.choice(("en", "en; es", "es", "")),
        "interests": "; ".join(f"{t}:{random.randint(0, 3)}" for t in TABLES if random.random() < 0.6),
        "attending": random.choice(("yes", "yes", "yes", "yes", SAID_NO)),
        "duty": random.choice(("facilitator", *[""] * 9)),
    }


def draw_types(random: Random) -> str:
    """Draw a cell of representative types; at times another one at a table or two."""
    found = [random.choice((*ROLES, ""))]
    for table in random.sample(TABLES[:2], random.choice((0, 0, 0, 1, 2))):
        found.append(f"{table.title()}: {random.choice(ROLES)}")
    return "; ".join(filter(None, found))


def _asked(random: Random, ids: Sequence[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, who in enumerate(({"age": "youth"}, {"tenure": "renter"}, {"age": "elder", "tenure": "renter"})):
        some = {"at": random.sample(ids, random.randint(1, len(ids)))}
        form = random.choice(({}, {"or_none": True}, {"at": "the room"}, some, {"or_none": True, **some}))
        voice = {"kind": "voice", "id": f"v{number}", "name": f"Voice {number}", "who": who}
        voice |= {"at_least": random.randint(1, 2), "weight": random.randint(1, 5), **form}
        if random.random() < 0.3:
            voice["serves"] = {"helps": "youth"}
        found.append(voice)
    if random.random() < 0.5:
        found.append({"kind": "role_mix", "id": "roles", "at_least": {"doer": random.randint(1, 2)}, "must": False})
    if random.random() < 0.3:
        found.append({"kind": "staff", "duty": "facilitator"})
    return found
