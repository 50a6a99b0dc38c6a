"""Lists of the four shapes that conveners have: a city, four bodies, a listening tour, and a learning circle.

The people are invented. The columns are those of `tests/report/claims.py`, so that each claim can be read a second
time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from tests.report.claims import NEEDS, ROLES, SAID_NO, Row

FIRST = (
    *(
        "Aurelio",
        "Beatrix",
        "Consuelo",
        "Dagny",
        "Emeka",
        "Fenna",
        "Gustavo",
        "Hao",
        "Imogen",
        "Jamal",
        "Keiko",
        "Lupe",
    ),
    *(
        "Marisol",
        "Nkechi",
        "Oswaldo",
        "Priya",
        "Quentin",
        "Rafaela",
        "Soledad",
        "Tuan",
        "Ulla",
        "Vidal",
        "Wren",
        "Yolanda",
    ),
)
LAST = ("Archuleta", "Brandvold", "Castellanos", "Dang", "Eisenberg")
NAMES = tuple(f"{first} {last}" for last, first in product(LAST, FIRST))


@dataclass(frozen=True)
class Shape:
    """How many people, tables and organizations a list has, and what else its convening asks for.

    Attributes
    ----------
    people, staff, organizations : int
        Staff are among the people.
    tables : tuple of str
        The ids of the tables, which are their focuses too.
    seats : int
        The number of seats at each table.
    asks : tuple of mappings
        Requirements in addition to voices, roles, needs and focus.
    languages : tuple of str
        The cells from which that of a person is drawn.
    is_season : bool
        Whether the tables are sessions, each on a day of its own.
    has_bodies : bool
        Whether there are a leadership and a steering table.
    """

    people: int
    staff: int
    organizations: int
    tables: tuple[str, ...]
    seats: int
    asks: tuple[Mapping[str, Any], ...]
    languages: tuple[str, ...] = ("en", "en", "en; es", "es", "")
    is_season: bool = False
    has_bodies: bool = True


SHAPES: Mapping[str, Shape] = {
    "city": Shape(
        people=110,
        staff=7,
        organizations=24,
        tables=("capital", "talent", "housing", "health", "culture"),
        seats=26,
        asks=(
            {"kind": "staff", "duty": "facilitator"},
            {"kind": "duty", "name": "reporter"},
            {"kind": "duty", "name": "liaison"},
            {"kind": "continuity", "at_least": "1/2"},
            {"kind": "balance", "of": "tenure"},
        ),
    ),
    "bodies": Shape(
        people=36,
        staff=0,
        organizations=9,
        tables=("board", "partners", "residents", "streets"),
        seats=11,
        asks=({"kind": "duty", "name": "liaison"}, {"kind": "cap", "of": "organization", "at_most": 2}),
    ),
    "tour": Shape(
        people=92,
        staff=4,
        organizations=30,
        tables=("elders", "renters", "makers", "schools", "clinics", "farmers", "riders"),
        seats=20,
        asks=({"kind": "staff", "duty": "facilitator"},),
        languages=("en", "en", "es", "en; es", "vi", "en; vi", ""),
        is_season=True,
        has_bodies=False,
    ),
    "circle": Shape(
        people=15,
        staff=0,
        organizations=5,
        tables=("first", "second", "third"),
        seats=6,
        asks=({"kind": "cap", "of": "organization", "at_most": 2}, {"kind": "new_company"}),
        has_bodies=False,
    ),
}


def draw_shape(random: Random, shape: Shape) -> tuple[list[Row], dict[str, Any]]:
    """Draw the rows of a list and the convening, as `tests/report/claims.py` reads them."""
    rows = [_draw_row(random, number, shape) for number in range(shape.people)]
    coming = [row["id"] for row in rows if row["attending"] != SAID_NO and not row["duty"]]
    tables: list[dict[str, Any]] = []
    for number, table in enumerate(shape.tables):
        needs = random.sample(NEEDS, random.randint(0, 2))
        one = {"id": table, "name": table.title(), "focus": table, "seats": {"max": shape.seats}, "needs": needs}
        tables.append(one | ({"chair": [coming[number]]} if shape.has_bodies else {}))
    if shape.has_bodies:
        tables.append({"id": "lead", "name": "Leadership", "kind": "leadership", "from": "chair"})
        tables.append({"id": "steer", "name": "Steering", "kind": "steering", "people": coming[3:7]})
    requirements = [
        *_list_voices(random, shape.tables),
        {"kind": "assets", "id": "needs"},
        {"kind": "focus", "id": "focus"},
    ]
    requirements.append({"kind": "role_mix", "id": "roles", "at_least": dict.fromkeys(ROLES, 1), "must": False})
    requirements += map(dict, shape.asks)
    return rows, {"title": "Crossing", "working_language": "en", "tables": tables, "requirements": requirements}


def _draw_row(random: Random, number: int, shape: Shape) -> Row:
    rated = random.sample(shape.tables, min(3, len(shape.tables)))
    is_staff = number >= shape.people - shape.staff
    return {
        "id": f"p{number:03d}",
        "name": NAMES[number],
        "organization": f"Organization {number * 7 % shape.organizations + 1}",
        "age": random.choice(("youth", "elder", "adult", "adult", "adult", "")),
        "tenure": random.choice(("renter", "owner", "owner", "owner")),
        "helps": random.choice(("youth", "", "", "")),
        "representative_type": "" if is_staff else random.choice((*ROLES, *ROLES, "")),
        "assets": random.choice((*(f"skill: {need}" for need in NEEDS), "", "", "", "")),
        "languages": random.choice(shape.languages),
        "interests": "; ".join(f"{table}:{random.randint(0, 3)}" for table in rated),
        "attending": SAID_NO if random.random() < 0.06 and not is_staff else "yes",
        "duty": "facilitator" if is_staff else "",
    }


def _list_voices(random: Random, tables: Sequence[str]) -> list[dict[str, Any]]:
    """Return three voices: at two tables, where there are any, and in the room."""
    asked = [
        ({"age": "youth"}, {"at": random.sample(tables, 2)}),
        ({"tenure": "renter"}, {"or_none": True}),
        ({"age": "elder", "tenure": "renter"}, {"at": "the room", "serves": {"helps": "youth"}}),
    ]
    return [
        {"kind": "voice", "id": f"v{n}", "name": f"Voice {n}", "who": who, "at_least": 2, "weight": 3, **form}
        for n, (who, form) in enumerate(asked)
    ]
