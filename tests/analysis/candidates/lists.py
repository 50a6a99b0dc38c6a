"""Invented lists: some on which nobody is missing, and a city on which somebody is.

`whole_list` draws lists in which every usual sector and every value that groups people is shared by several, next to
columns that group nobody: ids, sentences, names, dates, and values that nearly everybody has alone.
"""

from __future__ import annotations

from random import Random
from typing import Any

Row = dict[str, Any]

GIVEN = [
    "Ana",
    "Ben",
    "Cam",
    "Dee",
    "Eli",
    "Fay",
    "Gus",
    "Hal",
    "Ida",
    "Jon",
    "Kim",
    "Lou",
    "Mia",
    "Ned",
    "Ola",
    "Pam",
    "Quin",
    "Rosa",
    "Sol",
    "Tam",
    "Uma",
    "Vic",
    "Wes",
    "Xia",
    "Yan",
    "Zoe",
]
FAMILY = [
    "Abara",
    "Brandt",
    "Cole",
    "Diaz",
    "Endo",
    "Farr",
    "Gomez",
    "Hale",
    "Ito",
    "Jara",
    "Klein",
    "Lowe",
    "Mora",
    "Nash",
    "Ortiz",
    "Park",
    "Quist",
    "Reyes",
    "Soto",
    "Tran",
]
SECTORS = (
    *(("government", "Government", "Public sector"), ("business", "Private sector", "Small business")),
    *(("nonprofit", "Non-profit", "Nonprofits"), ("philanthropy", "Foundations", "Philanthropic")),
    *(("education", "Higher education", "Schools"), ("labor", "Labor unions", "Organized labor")),
    ("community", "Residents", "Community members"),
)
TYPES = ("designee", "doer", "doer", "decision-maker")
GROUPS = {
    "Neighborhood": ("Old Town", "South Mesa", "Heights", "North Valley", "River", "Foothills"),
    "Entrepreneur type": ("micro", "main street", "second stage", "high growth"),
    "Age group": ("under 25", "25 to 40", "41 to 60", "over 60"),
    "Gender": ("woman", "man", "nonbinary"),
    "District": ("District A", "District B", "District C", "District D", "District E"),
    "Member type": ("founder", "member", "guest"),
}


def names(rng: Random, number: int) -> list[str]:
    """Return this many different names."""
    every = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    return rng.sample(every, number)


def shared(rng: Random, number: int, values: tuple[str, ...], least: int, blank: float = 0.0) -> list[str]:
    """Return a value for each person, each value at least this many times, the rest at random or blank."""
    fixed = [value for value in values for _ in range(least)]
    rest = ["" if rng.random() < blank else rng.choice(values) for _ in range(number - len(fixed))]
    cells = [*fixed, *rest]
    rng.shuffle(cells)
    return cells


def _paperwork(rng: Random, number: int) -> dict[str, list[str]]:
    """Return columns that group nobody; each list has some of them."""
    words = [
        "we",
        "would",
        "like",
        "to",
        "hear",
        "more",
        "about",
        "loans",
        "rents",
        "permits",
        "buses",
        "and",
        "child",
        "care",
        "before",
        "the",
        "next",
        "meeting",
    ]
    sizes = ["S"] + ["M"] * (number // 3) + ["L"] * number + ["XXL"]
    titles = ["CEO", "Mayor", "Dean"] + ["Director"] * (number // 3) + ["Coordinator"] * number
    return {
        "Badge": [f"B-{n:04d}" for n in rng.sample(range(9999), number)],
        "Code": [f"{rng.choice('ABCDEF')}{rng.randrange(10)}" for _ in range(number)],
        "Notes": [" ".join(rng.sample(words, 9)) if rng.random() < 0.7 else "" for _ in range(number)],
        "Comment": [rng.choice(["ok", "call", "ok", "", "see e-mail of Tuesday"]) for _ in range(number)],
        "Manager": [f"Boss {n}" for n in rng.sample(range(900), number)],
        "Joined": [
            f"20{rng.randrange(10, 26)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 28):02d}" for _ in range(number)
        ],
        "Year of birth": [str(rng.randrange(1940, 2004)) for _ in range(number)],
        "Zip": [rng.choice(["87101", "87102", "87105", "87120", "87123"]) for _ in range(number)],
        "Employees": [str(rng.choice([1, 1, 2, 3, 5, 8, 40])) for _ in range(number)],
        "Home town": [f"Town {n % (number - 4)}" for n in range(number)],
        "T-shirt size": rng.sample(sizes, number) if rng.random() < 0.5 else sizes[:number],
        "Job title": rng.sample(titles, number),
        "Meal": ["kosher", *rng.choices(["meat", "fish", "vegetarian"], k=number - 1)],
        "Hotel": [rng.choice(["Plaza", "Plaza", "Inn", ""]) for _ in range(number - 1)] + ["Lodge"],
        "First time": ["yes", *["no"] * (number - 1)],
        "Arrival": [f"{rng.randrange(7, 10)}:{rng.randrange(10, 59)}" for _ in range(number)],
        "Website": [f"https://w{n}.example.org" for n in range(number)],
        "Phone": [f"555-01{n:02d}" for n in range(number)],
        "Invited by": [f"Host {rng.randrange(9)}" for _ in range(number)],
        "Paid": ["no", "waived", *["yes"] * (number - 2)],
    }


def _organizations(rng: Random, rows: list[Row]) -> None:
    """Give every person an organization of their sector; each one with several people sends somebody who decides."""
    by_sector: dict[str, list[Row]] = {}
    for row in rows:
        by_sector.setdefault(row["sector"], []).append(row)
    number = 0
    for members in by_sector.values():
        left = list(members)
        while left:
            size = rng.choice((1, 1, 2, 3, 5))
            group, left = left[:size], left[size:]
            number += 1
            for place, row in enumerate(group):
                row["organization"] = f"Organization {number}"
                row["representative_type"] = "decision-maker" if place == 0 and size > 1 else rng.choice(TYPES)


def whole_list(seed: int) -> list[Row]:
    """Return a list on which nobody is missing."""
    rng = Random(f"whole {seed}")
    number = rng.randint(45, 140)
    rows: list[Row] = [{"name": name} for name in names(rng, number)]
    kind = rng.choice(("city", "city", "city", "industry", "party"))
    groups = rng.sample(sorted(GROUPS), rng.randint(1, 4))
    if kind != "party":
        sectors = tuple(rng.choice(spellings) for spellings in SECTORS)
        if kind == "industry":  # sectors of another kind: nobody expects labor or philanthropy among them
            sectors = ("Technology", "Retail", "Construction", "Food", "Health care")
        for row, sector in zip(rows, shared(rng, number, sectors, 4), strict=True):
            row["sector"] = sector
        _organizations(rng, rows)
        for row, languages in zip(
            rows, shared(rng, number, ("en", "en", "es", "en; es", "vi; en", "so"), 4), strict=True
        ):
            row["languages"] = languages
        areas = ("capital", "talent", "culture", "land")
        for row, area in zip(rows, shared(rng, number, areas, 5), strict=True):
            row["interests"] = f"{area}:3"
        for row, topic in zip(rows, shared(rng, number, ("policy", "practice", "funding"), 4, 0.5), strict=True):
            row["speaks_to"] = topic
        if rng.random() < 0.4:  # nobody on the list is named
            for row in rows:
                row["Funded by"] = rng.choice(("", "", "Elsewhere Fund", "A bank"))
    for group in groups:
        blank = 0.6 if group == "Entrepreneur type" else 0.1
        for row, value in zip(rows, shared(rng, number, GROUPS[group], 4, blank), strict=True):
            row[group] = value
    paperwork = _paperwork(rng, number)
    for column in rng.sample(sorted(paperwork), rng.randint(2, 8)):
        for row, value in zip(rows, paperwork[column], strict=True):
            row[column] = value
    return rows


PLANTED = {
    "sector-labor",
    "sector-philanthropy",
    "language-vi",
    "alone-entrepreneur-type-micro",
    "alone-sector-arts",
    "depends-funded-by",
    "decides-organization-transit",
    "decides-sector-education",
}
"""The ids of what is planted in `city`."""

DEPENDENCES = {("Ana Abara", "Ben Brandt"), ("Cam Cole", "Dee Diaz"), ("Eli Endo", "Dee Diaz")}
"""Who depends on whom in `city`."""


def city(seed: int = 0, number: int = 110) -> list[Row]:
    """Return a city of 110 people with planted absences, singles and dependences, in random order."""
    rng = Random(f"city {seed}")
    planted = ["Ana Abara", "Ben Brandt", "Cam Cole", "Dee Diaz", "Eli Endo"]
    others = [name for name in names(rng, number + 5) if name not in planted][: number - 5]
    rows: list[Row] = [{"name": name} for name in (*planted, *others)]
    sectors = shared(rng, number, ("government", "business", "nonprofit", "community"), 12)
    for row, sector, area, home in zip(
        rows,
        sectors,
        shared(rng, number, ("capital", "talent", "culture", "land", "buses"), 10),
        shared(rng, number, ("Old Town", "South Mesa", "Heights", "River"), 10),
        strict=True,
    ):
        row |= {
            "sector": sector,
            "interests": f"{area}:3",
            "neighborhood": home,
            "languages": rng.choice(("en", "en", "en; es")),
        }
        row |= {"entrepreneur_type": rng.choice(("", "", "main street", "second stage")), "funded_by": ""}
    for place, row in enumerate(rows[20:26]):
        row |= {"sector": "education", "organization": f"School {place}", "representative_type": "doer"}
    for row in rows[70:72]:
        row |= {"organization": "Transit", "representative_type": "designee", "sector": "government"}
    for row in rows[:5]:
        row |= {"organization": f"Studio {row['name']}", "representative_type": "doer"}
    _organizations(rng, [row for row in rows if "organization" not in row])
    rows[0]["funded_by"], rows[2]["funded_by"], rows[4]["funded_by"] = "Ben Brandt", "Dee Diaz", "Dee Diaz"
    rows[40]["languages"] = "vi"
    rows[50]["entrepreneur_type"] = "micro"
    rows[60]["sector"] = "arts"
    rng.shuffle(rows)
    return rows
