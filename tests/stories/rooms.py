"""Random lists and convenings, and a second reader for them that shares no code with the program.

Everything here is computed from the written cells and the seating: who has to be seated, the shortfall of each
requirement, the state of each voice, and which reasons for a seat are true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

YES = ("Yes", "Joyfully accepts", "Attending", "will be there", "Yes, I will come")
NO = ("No", "Regretfully declines", "Not attending", "Can't make it", "Sorry, no")
OPEN = ("", "Maybe", "No response", "Pending")

ROLES = ("designee", "doer", "decision-maker")
SECTORS = ("business", "government", "nonprofit")
SPEAKS = ("policy", "practice")
AREAS = ("capital", "talent", "housing")
FIRST = ("Ana", "Boris", "Chloe", "Darius", "Elif", "Farah", "Gwen", "Hugo", "Ines", "Jonas", "Keiko", "Lars", "Mona")
LAST = ("Abernathy", "Bellweather", "Castellan", "Dunmore", "Eastwick", "Fairbank", "Galloway", "Hollins", "Inverness")


@dataclass(frozen=True)
class Guest:
    """One person: the row's first person, with its cells, or a companion, of whom only the languages are known."""

    id: str
    row: Mapping[str, str]
    is_first: bool

    def cell(self, column: str) -> list[str]:
        """Return the values of a cell; none for companions."""
        text = self.row.get(column, "") if self.is_first or column == "languages" else ""
        return [part.strip() for part in text.split(";") if part.strip()]

    def type_at(self, table: str) -> str:
        """Return the representative type at a table; "" for a blank and for companions."""
        parts = [part.rpartition(": ") for part in self.cell("representative_type")]
        named = {place: role for place, _, role in parts}
        return named.get(table, named.get("", ""))

    def is_of(self, who: Mapping[str, str]) -> bool:
        return all(value in self.cell(column) for column, value in who.items())

    def may_be_of(self, who: Mapping[str, str]) -> bool:
        """Whether a blank cell leaves the answer open; "n/a" is an answer."""
        decided = [(self.cell(column), value) for column, value in who.items()]
        blanks = [cells for cells, _ in decided if not cells]
        return self.is_first and bool(blanks) and all(value in cells for cells, value in decided if cells)


@dataclass(frozen=True)
class Raw:
    """A list and a convening as they are written."""

    rows: tuple[Mapping[str, str], ...]
    convening: Mapping[str, Any]

    @property
    def requirements(self) -> Sequence[Mapping[str, Any]]:
        return tuple(self.convening.get("requirements", ()))

    @property
    def tables(self) -> Sequence[Mapping[str, Any]]:
        return tuple(self.convening["tables"])

    @property
    def parties(self) -> list[list[Guest]]:
        """All people of each row who have to be seated."""
        return [self.people(row) for row in self.rows if row["RSVP"] not in NO]

    @property
    def guests(self) -> list[Guest]:
        return [guest for party in self.parties for guest in party]

    @property
    def everybody(self) -> list[Guest]:
        return [guest for row in self.rows for guest in self.people(row)]

    def people(self, row: Mapping[str, str]) -> list[Guest]:
        size = int(row.get("Party size") or 1)
        return [Guest(row["id"] if n == 1 else f"{row['id']}+{n}", row, n == 1) for n in range(1, size + 1)]

    # What a seating lacks ------------------------------------------------------------------------------------------

    def lacks(self, seats: Mapping[str, str]) -> dict[str, tuple[int, bool]]:
        """Return the shortfall of each requirement, by its id, and whether it is met."""
        at = {table["id"]: [g for g in self.guests if seats[g.id] == table["id"]] for table in self.tables}
        found = {one["id"]: (short := self._short(one, at), self._met(one, short, at)) for one in self.requirements}
        sizes = sum(max(0, len(at[t["id"]]) - t["seats"]["max"]) for t in self.tables)
        names = {table["id"]: table["name"] for table in self.tables}
        focus = sum(
            max(scores.values()) - scores[names[seats[g.id]]] for g in self.guests if (scores := self.scores(g))
        )
        return {**found, "size-1": (sizes, not sizes), "focus-1": (focus, not focus)}

    def _short(self, asked: Mapping[str, Any], at: Mapping[str, list[Guest]]) -> int:
        match asked["kind"]:
            case "role_mix":
                return sum(
                    max(0, number - sum(guest.type_at(table) == role for guest in here))
                    for table, here in at.items()
                    for role, number in asked["at_least"].items()
                )
            case "cap":
                return sum(
                    max(0, count - asked["at_most"])
                    for here in at.values()
                    for count in Counter(v.lower() for g in here for v in g.cell(asked["of"])).values()
                )
            case "count":
                return sum(max(0, sum(g.is_of(asked["who"]) for g in here) - asked["at_most"]) for here in at.values())
            case "pin":
                people = [g for g in self.guests if g.id in asked["people"]]
                return sum(all(g not in at[table] for table in asked["tables"]) for g in people)
            case "voice":
                counts = [sum(g.is_of(asked["who"]) for g in at[table]) for table in self.tables_of(asked)]
                if asked.get("at") == "the room":
                    return max(0, asked["at_least"] - sum(counts))
                is_free = asked.get("or_none", False)
                return sum(max(0, asked["at_least"] - count) for count in counts if count or not is_free)
        raise AssertionError(asked)

    def _met(self, asked: Mapping[str, Any], short: int, at: Mapping[str, list[Guest]]) -> bool:
        """Whether it is met; a voice with `or_none` is unmet if nobody of it comes, or nobody to a table it names."""
        if asked["kind"] == "voice" and asked.get("or_none"):
            present = [any(guest.is_of(asked["who"]) for guest in at[table]) for table in self.tables_of(asked)]
            return not short and (all(present) if "at" in asked else any(present))
        return not short

    def tables_of(self, asked: Mapping[str, Any]) -> list[str]:
        """Return the tables that a requirement names; all of them if it names none or the room."""
        every = [table["id"] for table in self.tables]
        return every if asked.get("at", "the room") == "the room" else [t for t in every if t in asked["at"]]

    def worth(self, seats: Mapping[str, str]) -> tuple[int, int]:
        """Return the shortfall of the musts and the penalty."""
        lacks = self.lacks(seats)
        pinned = sum(
            bool(guest.row.get("pin")) and seats[guest.id] != guest.row["pin"]
            for party in self.parties
            for guest in party
        )
        split = sum(
            seats[one.id] != seats[other.id]
            for party in self.parties
            for n, one in enumerate(party)
            for other in party[n + 1 :]
        )
        musts = sum(lacks[one["id"]][0] for one in self.requirements if one.get("must"))
        wishes = sum(one.get("weight", 1) * lacks[one["id"]][0] for one in self.requirements if not one.get("must"))
        elected = sum(seats[one] != table["id"] for table in self.tables for one in table.get("chair", ()))
        return musts + pinned + elected + split + lacks["size-1"][0], wishes + lacks["focus-1"][0]

    def best(self) -> tuple[int, int]:
        """Return the value of the best seating that keeps parties together, by brute force."""
        parties = self.parties
        ids = [table["id"] for table in self.tables]
        return min(
            self.worth({g.id: table for party, table in zip(parties, tables, strict=True) for g in party})
            for tables in product(ids, repeat=len(parties))
        )

    # Who is missing --------------------------------------------------------------------------------------------------

    def states(self, seats: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """Return the id, or the name, of each voice, role and cell of the frame: its name and its state."""
        every = [table["id"] for table in self.tables]
        found = {}
        for asked in self.requirements:
            if asked["kind"] == "voice":
                is_room = asked.get("at") == "the room"
                may_be_none = asked.get("or_none") and "at" not in asked
                needed = asked["at_least"] * (1 if is_room or may_be_none else len(self.tables_of(asked)))
                short = 0 if self.lacks(seats)[asked["id"]][1] else 1
                at = every if is_room else self.tables_of(asked)
                state = self._state(asked["who"], needed, short, seats, at)
                if state == "unknown" and not self._could_be_heard(asked, seats):
                    state = "missing"
                found[asked["id"]] = asked["name"], state
        for frame in [self.convening["frame"]] if "frame" in self.convening else []:
            for number, (row, column) in enumerate(frame["needed"], start=1):
                who = {frame["rows"]: row, frame["columns"]: column}
                short = 0 if any(guest.is_of(who) for guest in self.guests) else 1
                found[f"frame-{number}"] = f"{row} · {column}", self._state(who, 1, short, seats, every)
        return found

    def _state(
        self, who: Mapping[str, str], needed: int, short: int, seats: Mapping[str, str], at: Sequence[str]
    ) -> str:
        matching = [guest for guest in self.everybody if guest.is_of(who)]
        coming = [guest for guest in self.guests if guest.is_of(who)]
        if not matching:
            if not all(any(guest.cell(column) for guest in self.everybody) for column in who):
                return "missing"  # the list cannot tell
            first = [guest for guest in self.everybody if guest.is_first]
            is_enough = 10 * sum(guest.may_be_of(who) for guest in first) >= len(first)
            return "unknown" if is_enough and any(guest.may_be_of(who) for guest in self.guests) else "missing"
        if not coming:
            return "missing"
        if len(coming) < needed:
            return "too_few"
        if short:
            return "elsewhere"
        for table in {seats[guest.id] for guest in coming} & set(at):
            here = [guest for guest in self.guests if seats[guest.id] == table]
            if not any(self._talk(one, other) for one in coming if one in here for other in here if one.id != other.id):
                return "elsewhere"
        return "heard"

    def _could_be_heard(self, asked: Mapping[str, Any], seats: Mapping[str, str]) -> bool:
        """Whether a voice would be heard if everyone were of it whose blank cells leave that open."""
        at = Counter(seats[guest.id] for guest in self.guests if guest.may_be_of(asked["who"]))
        if asked.get("at") == "the room":
            return at.total() >= asked["at_least"]
        is_enough = [at[table] >= asked["at_least"] for table in self.tables_of(asked)]
        return any(is_enough) if asked.get("or_none") and "at" not in asked else all(is_enough)

    def _talk(self, one: Guest, other: Guest) -> bool:
        usual = [self.convening.get("working_language", "the unnamed one")]
        return bool(set(one.cell("languages") or usual) & set(other.cell("languages") or usual))

    # Why somebody sits where they do -------------------------------------------------------------------------------

    def scores(self, guest: Guest) -> dict[str, int]:
        """Return a person's score for each table's focus, by the table's name."""
        wrote = dict(part.split(":") for part in guest.cell("interests"))
        return {table["name"]: int(wrote.get(table.get("focus", ""), 0)) for table in self.tables}


def draw(random: Random) -> Raw:
    """Draw four to seven rows of one to three people, two or three tables, and some requirements."""
    ids = ("north", "south", "west")[: random.randint(2, 3)]
    rows = [_row(random, number, ids) for number in range(random.randint(4, 7))]
    people = sum(int(row["Party size"] or 1) for row in rows)
    tables: list[dict[str, Any]] = []
    for number, identity in enumerate(ids):
        most = max(3, -(-people // len(ids)) + random.randint(0, 2))
        table: dict[str, Any] = {"id": identity, "name": identity.title(), "seats": {"max": most}}
        if random.random() < 0.7:
            table["focus"] = AREAS[number]
        tables.append(table)
    convening: dict[str, Any] = {"tables": tables, "requirements": [*_asked(random, rows, ids)]}
    if random.random() < 0.3:
        came = [row for row in rows if row["RSVP"] not in NO]
        if came:
            tables[0]["chair"] = [random.choice(came)["id"]]
    if random.random() < 0.5:
        cells = [[sector, speaks] for sector in SECTORS for speaks in SPEAKS]
        needed = random.sample(cells, random.randint(1, 3))
        convening["frame"] = {"rows": "sector", "columns": "speaks_to", "needed": needed}
    if random.random() < 0.5:
        convening["working_language"] = "en"
    return Raw(tuple(rows), convening)


def _row(random: Random, number: int, tables: Sequence[str]) -> dict[str, str]:
    return {
        "id": f"g{number:02d}",
        "name": f"{FIRST[number]} {random.choice(LAST)}",
        "RSVP": random.choice((*YES, *YES, *NO, *OPEN)),
        "Party size": random.choice(("1", "1", "", "2", "3")),
        "organization": random.choice(("Fern Fund", "Moss Works", "")),
        "sector": random.choice((*SECTORS, "")),
        "speaks_to": random.choice((*SPEAKS, "policy; practice", "")),
        "representative_type": _types(random, tables),
        "tenure": random.choice(("renter", "owner", "n/a", "")),
        "interests": "; ".join(f"{area}:{random.randint(0, 3)}" for area in AREAS if random.random() < 0.6),
        "languages": random.choice(("en", "es", "en; es", "")),
        "pin": random.choice((*tables, *[""] * 10)),
    }


def _types(random: Random, tables: Sequence[str]) -> str:
    """Draw a cell of representative types; at times another one at a table."""
    usual, other = random.choice((*ROLES, "")), f"{random.choice(tables)}: {random.choice(ROLES)}"
    return "; ".join(filter(None, (usual, other if random.random() < 0.3 else "")))


def _asked(random: Random, rows: Sequence[Mapping[str, str]], tables: Sequence[str]) -> Iterator[dict[str, Any]]:
    def binds(one: dict[str, Any]) -> dict[str, Any]:
        return one | random.choice(({"must": True}, {"must": False, "weight": random.randint(1, 5)}, {"must": False}))

    if random.random() < 0.5:
        yield binds({"kind": "role_mix", "id": "roles", "at_least": {random.choice(ROLES): 1, "doer": 1}})
    if random.random() < 0.5:
        yield binds({"kind": "cap", "id": "cap", "of": "organization", "at_most": random.randint(1, 2)})
    if random.random() < 0.3:
        yield binds({"kind": "count", "id": "few", "who": {"sector": random.choice(SECTORS)}, "at_most": 1})
    if random.random() < 0.4:
        come = [row["id"] for row in rows if row["RSVP"] not in NO]
        for identity in random.sample(come, min(1, len(come))):
            some = random.sample(tables, random.randint(1, 2))
            yield binds({"kind": "pin", "id": "pinned", "people": [identity], "tables": some})
    for number, who in enumerate(({"tenure": "renter"}, {"tenure": "renter", "sector": "business"})):
        if random.random() < 0.6:
            voice = {"kind": "voice", "id": f"voice-{number}", "name": f"Voice {number}", "who": who}
            voice |= {"at_least": random.randint(1, 2)}
            some = {"at": random.sample(tables, random.randint(1, 2))}
            forms = ({}, {"or_none": True}, {"at": "the room"}, some, {"or_none": True, **some})
            yield binds(voice | random.choice(forms))
