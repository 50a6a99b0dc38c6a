"""Random small lists and convenings, with any combination of features that a convener may use."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

FIRST = ("Ana", "Ben", "Çelik", "Dmitri", "Eun-ji", "Fay", "Gús", "Hana", "Ivo", "Jo", "Kofi", "Lena", "Moe", "Nuria")
LAST = ("Abe", "O'Dea", "de la Cruz", "Nguyễn", "Smith", "Zhou")
ORGANIZATIONS = ("Bank & Co", "City Hall", "Clinic", "Foundry", "River School")
SECTORS = ("business", "government", "nonprofit", "philanthropy")
SPEAKS = ("policy", "practice", "funding")
ROLES = ("designee", "doer", "decision-maker")
AREAS = ("capital", "talent", "housing")
LANGUAGES = ("en", "es", "en; es", "")
SECRETS = {"needs": "ramp-needed", "phone": "555-01", "case_notes": "told-us"}
"""The beginning of private cells; a unique number follows."""

FEATURES = (
    *("frame", "voices", "duties", "staff", "relations", "private", "governance", "wishes", "attendance", "choices"),
    *("roles", "assets", "email", "company", "own ids", "features", "questions", "open seats", "unlisted", "balance"),
)


@dataclass
class Inputs:
    """A list and a convening as they are written to files.

    Attributes
    ----------
    rows : list of dict
        The cells of each person by heading.
    convening : mapping or None
        None if it should be inferred.
    features : frozenset of str
    """

    rows: list[dict[str, str]]
    convening: Mapping[str, Any] | None
    features: frozenset[str]
    tables: tuple[str, ...] = ()
    requirements: list[dict[str, Any]] = field(default_factory=list)

    @property
    def list_text(self) -> str:
        return as_csv(self.rows)

    @property
    def convening_text(self) -> str:
        return json.dumps(self.convening, ensure_ascii=False, indent=1)

    def reference(self, row: Mapping[str, str]) -> str:
        return row.get("id") or row["name"]


def as_csv(rows: Sequence[Mapping[str, str]]) -> str:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def draw_inputs(random: Random) -> Inputs:
    """Draw a list of 6 to 14 people and, usually, a convening of two or three tables."""
    features = frozenset(f for f in FEATURES if random.random() < random.choice((0.2, 0.5)))
    rows = [_person(random, number, features) for number in range(random.randint(6, 14))]
    _relations(random, rows, features)
    inputs = Inputs(rows, None, features)
    if random.random() < 0.85:
        _convening(random, inputs)
        _types(random, inputs)
    return inputs


def _types(random: Random, inputs: Inputs) -> None:
    """Give some people another representative type at a table."""
    apart = Random(repr(random.getstate()))  # so that it changes nothing of what is drawn after
    for row in inputs.rows if inputs.tables else ():
        if "representative_type" in row and apart.random() < 0.2:
            other = f"{apart.choice(inputs.tables)}: {apart.choice(ROLES)}"
            row["representative_type"] = "; ".join(filter(None, (row["representative_type"], other)))


def draw_newcomer(random: Random, inputs: Inputs) -> dict[str, str]:
    """Draw a person who is not on the list yet."""
    return _person(random, random.randint(100, 999), inputs.features)


def _person(random: Random, number: int, features: frozenset[str]) -> dict[str, str]:
    row = {
        "name": f"{FIRST[number % len(FIRST)]} {random.choice(LAST)} {chr(65 + number % 26)}{number // 26 or ''}",
        "organization": random.choice((*ORGANIZATIONS, "")),
        "sector": random.choice((*SECTORS, "")),
    }
    if "own ids" in features:
        row = {"id": f"g{number:03d}", **row}
    if "frame" in features or "voices" in features:
        row["speaks_to"] = random.choice((*SPEAKS, "policy; practice", ""))
        row["tenure"] = random.choice(("renter", "owner", ""))
    if "roles" in features:
        row["representative_type"] = random.choice((*ROLES, ""))
    if "wishes" in features or random.random() < 0.1:
        row["interests"] = "; ".join(f"{area}:{random.randint(0, 3)}" for area in AREAS if random.random() < 0.6)
    if "staff" in features and number < 3:
        row["duty"] = random.choice(("facilitator", "interpreter", "recorder", ""))
    if "attendance" in features:
        row["attending"] = random.choice(("yes", "yes", "", "maybe", "0.8", "no", "round 1; round 2"))
        row["status"] = random.choice(("confirmed", "", "", "invited", "idea", "declined", "nominated"))
    if "open seats" in features and number == 4:
        row |= {"name": "" if "own ids" in features else row["name"], "status": "open", "sector": "government"}
    if "email" in features:
        row["email"] = random.choice((f"p{number}@private.example", ""))
        row["phone"] = f"{SECRETS['phone']}{number:04d}"
    if "private" in features:
        row["case_notes"] = random.choice((f"{SECRETS['case_notes']}-{number}", ""))
        row["needs"] = random.choice((f"{SECRETS['needs']}-{number}", ""))
    if "features" in features:
        row["needs"] = random.choice(("step-free", "step-free; quiet", ""))
    if "assets" in features:
        row["assets"] = random.choice(("skill: bookkeeping", "space: church hall; skill: welding", ""))
    if "unlisted" in features:
        row["listed"] = random.choice(("", "", "no"))
    row["languages"] = random.choice(LANGUAGES)
    return row


def _relations(random: Random, rows: list[dict[str, str]], features: frozenset[str]) -> None:
    def other(row: Mapping[str, str]) -> str:
        found = random.choice([one for one in rows if one is not row and one["name"]])
        return found.get("id") or found["name"]

    for row in rows:
        if "relations" in features:
            row["funds"] = random.choice((other(row), random.choice(ORGANIZATIONS), "", "", ""))
            row["apart"] = other(row) if random.random() < 0.15 else ""
            row["with"] = other(row) if random.random() < 0.15 and not row["apart"] else ""
        if "wishes" in features:
            row["wishes"] = other(row) if random.random() < 0.4 else ""
            row["avoids"] = other(row) if random.random() < 0.2 else ""


def _convening(random: Random, inputs: Inputs) -> None:
    features, rows = inputs.features, inputs.rows
    ids = random.sample(("north", "south", "west"), random.randint(2, 3))
    inputs.tables = tuple(ids)
    most = -(-len(rows) // len(ids)) + random.randint(0, 2)
    tables: list[dict[str, Any]] = []
    for number, table in enumerate(ids):
        one: dict[str, Any] = {"id": table, "name": f"{table.title()} ñ" if number else table.title()}
        one |= random.choice(({"seats": f"1-{most}"}, {"seats": {"max": most + 2}}, {}))
        if "wishes" in features:
            one["focus"] = AREAS[number]
        if "assets" in features and random.random() < 0.5:
            one["needs"] = ["bookkeeping"]
        if "features" in features and number == 0:
            one["features"] = ["step-free"]
        if "questions" in features:
            one |= {"questions": ["What helps most?"], "day": "2026-12-01", "time": "10:00", "purpose": "Talk <b>"}
        tables.append(one)
    if "choices" in features:
        for row in rows:
            row["pin"] = random.choice((*ids, *[""] * 12))
            row["chose"] = random.choice((*ids, *[""] * 4))
            row["declined"] = random.choice((*ids, *[""] * 8)) if not row["pin"] else ""
    if "governance" in features:
        steering: dict[str, Any] = {"id": "steering", "kind": "steering"}
        member = {"people": [inputs.reference(rows[0])]} if rows[0]["name"] else {}
        tables.append(steering | random.choice(({"from": "chair"}, member or {"from": "chair"})))
    convening: dict[str, Any] = {"tables": tables}
    if "questions" in features:
        convening |= {"title": "The <Big> Room & more", "shared_result": "10,000 jobs"}
    if random.random() < 0.5:
        convening["working_language"] = "en"
    if "private" in features:
        convening["private"] = ["case_notes"]
    if "frame" in features:
        cells = [[sector, speaks] for sector in SECTORS for speaks in SPEAKS]
        needed = random.sample(cells, random.randint(1, 3))
        convening["frame"] = {"rows": "sector", "columns": "speaks_to", "needed": needed}
    requirements = list(_requirements(random, features, ids))
    if requirements or random.random() < 0.5:
        convening["requirements"] = requirements
    inputs.requirements = requirements
    inputs.convening = convening


def _requirements(random: Random, features: frozenset[str], tables: Sequence[str]) -> Iterable[dict[str, Any]]:
    if "voices" in features:
        for name, who in (("Renters", {"tenure": "renter"}), ("Policy", {"speaks_to": "policy"})):
            voice = {"kind": "voice", "name": name, "who": who, "at_least": random.randint(1, 2)}
            yield voice | random.choice(({}, {"or_none": True}, {"at": "the room"}, {"carry": True}, {"weight": 3}))
    if "private" in features:
        yield {"kind": "count", "who": {"sector": "business"}, "at_most": 2, "private": True, "note": "told-us-why"}
    if "duties" in features:
        yield {"kind": "duty", "name": "chair"}
        yield {"kind": "duty", "name": "reporter"} | random.choice(({}, {"rotate": True}))
    if "staff" in features:
        yield {"kind": "staff", "duty": "facilitator"}
    if "relations" in features:
        yield {"kind": "apart", "relation": "funds", "must": random.random() < 0.3}
    if "company" in features:
        yield {"kind": "new_company"}
        yield random.choice(({"kind": "new_table"}, {"kind": "continuity", "at_least": "1/2"}, {"kind": "buddy"}))
    if "roles" in features:
        yield {"kind": "role_mix", "at_least": {"designee": 1, "doer": 1}, "must": random.random() < 0.2}
    if "balance" in features:
        yield {"kind": "balance", "of": "sector", "weight": random.randint(1, 4)}
        yield {"kind": "cap", "of": "organization", "at_most": 2, "must": random.random() < 0.2}
    if "assets" in features:
        yield {"kind": "assets"}
    if random.random() < 0.2:
        yield {"kind": "count", "who": {"sector": "government"}, "at_least": 2, "at": random.choice(tables)}
