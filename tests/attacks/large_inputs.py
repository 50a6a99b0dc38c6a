"""Inputs just below 2 MB that are large in one dimension, each with the commands that read it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

MOST_BYTES = 1_990_000

FORM = 5_000
"""As many rows as most forms can have."""

Write = Callable[[Path], object]
"""Writes the files of one input into an empty folder."""


def rows(heading: str, lines: Iterable[str]) -> str:
    """Return a table, cut below the size of all these files."""
    text, size = [heading], len(heading.encode())
    for line in lines:
        size += len(line.encode()) + 1
        if size >= MOST_BYTES:
            break
        text.append(line)
    return "\n".join(text) + "\n"


def people(
    number: int, heading: str = "sector", cell: Callable[[int], str] = lambda n: f"s{n % 7}"
) -> Callable[[Path], None]:
    """Return what writes a list of people with one more column."""

    def write(folder: Path) -> None:
        named = (f"p{n},{name(n)},{cell(n)}" for n in range(number))
        (folder / "l.csv").write_text(rows(f"id,name,{heading}", named))

    return write


def name(number: int) -> str:
    """Return an invented name. Neighboring numbers have names that are not alike."""
    dice = random.Random(number)
    return " ".join("".join(dice.choices("abcdeilmnorst", k=7)).title() for _ in range(2))


def convening(folder: Path, **keys: object) -> None:
    (folder / "convening.json").write_text(json.dumps({"tables": {"count": 6}, **keys}))
    assert (folder / "convening.json").stat().st_size < MOST_BYTES


def with_convening(write: Write, **keys: object) -> Write:
    """Return what writes a list and a convening."""

    def both(folder: Path) -> None:
        write(folder)
        convening(folder, **keys)

    return both


def beside(file: str, heading: str, lines: Callable[[], Iterable[str]], number: int = 60) -> Write:
    """Return what writes a short list and another file that is long."""

    def write(folder: Path) -> None:
        people(number)(folder)
        convening(folder)
        (folder / file).write_text(rows(heading, lines()))

    return write


def words(number: int, length: int = 10) -> list[str]:
    """Return different invented words."""
    dice = random.Random(number)
    return ["".join(dice.choices("abcdefghiklmnoprstu", k=length)) for _ in range(number)]


def texts(number: int, length: int = 3) -> list[str]:
    """Return different invented texts of a few words."""
    many = words(number * length, 7)
    return [" ".join(many[n::number]) for n in range(number)]


NAMES = [name(n) for n in range(60)]

SEAT = "solve l.csv{c} --out o --time-limit 1 --jobs 1"
CHECK = "check l.csv{c}"
REPORT = "report l.csv{c} --out o"

EXPLAIN = "explain l.csv{c} --conflict --out o --time-limit 1"

LIST = (CHECK, SEAT)
EVERY_LIST = (
    *LIST,
    REPORT,
    "repair l.csv{c} --out o --time-limit 1",
    "rounds report --out o",
    "forget p1 l.csv --out o",
)


def everyone_wishes(number: int) -> Write:
    everyone = ";".join(f"p{n}" for n in range(number))
    return people(number, "wishes", lambda n: everyone)


INPUTS: Mapping[str, tuple[Write, tuple[str, ...]]] = {
    # ---- the list
    "5,000 people": (people(5_000), LIST),
    "people": (people(60_000), (CHECK,)),
    "20,000 people": (people(20_000), LIST),
    "names": (lambda folder: (folder / "l.csv").write_text(rows("name", map(name, range(90_000)))), LIST),
    "columns of texts": (
        people(60, ",".join(f"c {w}" for w in words(400)), lambda n: ",".join(f"{w} {n}" for w in words(400))),
        LIST,
    ),
    "sectors": (people(15_000, "sector", lambda n: texts(1)[0] + f"{n:040d}"), LIST),
    "organizations": (people(15_000, "organization", lambda n: f"{name(n + 20_000)} {n:040d}"), LIST),
    "languages": (people(15_000, "languages", lambda n: f"language {n}"), LIST),
    "languages of each": (people(100, "languages", lambda n: ";".join(f"language {k}" for k in range(1_000))), LIST),
    "assets": (people(1_000, "assets", lambda n: "; ".join(f"skill {k}" for k in range(n, n + 120))), LIST),
    "own values": (people(3_000, "colour", lambda n: f"{'x' * 200}{n}"), LIST),
    "wishes of everyone for all": (everyone_wishes(600), EVERY_LIST),
    "wishes": (people(4_000, "wishes", lambda n: ";".join(f"p{(n + k) % 4_000}" for k in range(1, 60))), LIST),
    "apart of everyone from all": (people(600, "apart", lambda n: ";".join(f"p{k}" for k in range(600))), LIST),
    "funds of everyone for all": (people(600, "funds", lambda n: ";".join(NAMES)), LIST),
    "unknown wishes": (people(2_000, "wishes", lambda n: ";".join(words(60, 14))), LIST),
    "near names": (people(8_000, "wishes", lambda n: name(n + 1)[:-1] + "x"), LIST),
    "columns": (people(60, ",".join(f"c {w}" for w in words(990)), lambda n: ",".join(["x"] * 990)), LIST),
    "long notes": (people(60, "notes", lambda n: "word " * 6_000), LIST),
    "one family name": (people(10_000, "sector", lambda n: "x"), LIST),
    # ---- the convening
    "needed cells": (
        with_convening(
            people(300, "sector,role", lambda n: f"r{n % 150},c{n % 140}"),
            frame={
                "rows": "sector",
                "columns": "role",
                "needed": [[f"r{n % 150}", f"c{n // 150}"] for n in range(500)],
            },
            tables={"count": 40},
        ),
        LIST,
    ),
    "balances": (
        with_convening(
            people(60, "a", lambda n: f"{n % 3}"),
            requirements=[{"kind": "balance", "of": "a", "id": f"x{n}"} for n in range(2_000)],
        ),
        LIST,
    ),
    "counts": (
        with_convening(
            people(60, "sector", lambda n: f"s{n}"),
            requirements=[{"kind": "count", "who": {"sector": f"s{n % 60}"}, "at_least": 1} for n in range(500)],
        ),
        LIST,
    ),
    "together": (
        with_convening(
            people(4_000, "sector", lambda n: f"s{n % 2}"),
            tables={"count": 500},
            requirements=[{"kind": "together", "by": "sector", "must": False}],
        ),
        LIST,
    ),
    "voices": (
        with_convening(
            people(60, "sector", lambda n: f"s{n}"),
            requirements=[{"kind": "voice", "name": f"voice {n}", "who": {"sector": f"s{n}"}} for n in range(500)],
        ),
        LIST,
    ),
    "conflicting musts": (
        with_convening(
            people(60),
            requirements=[
                {
                    "kind": kind,
                    "people": [f"p{n % 60}", f"p{(n + 1 + n // 60) % 60}"],
                    "must": True,
                    "id": f"{kind}-{n}",
                }
                for kind, number in (("apart", 400), ("together", 50))
                for n in range(number)
            ],
        ),
        (*LIST, EXPLAIN),
    ),
    "pins to one table": (
        with_convening(
            people(1_000, "pin", lambda n: "t0"), tables=[{"id": f"t{n}", "seats": "0-20"} for n in range(60)]
        ),
        (*EVERY_LIST, EXPLAIN),
    ),
    "pins to three tables": (
        with_convening(
            people(2_000, "pin", lambda n: f"t{n % 3}"), tables=[{"id": f"t{n}", "seats": "0-200"} for n in range(20)]
        ),
        (*EVERY_LIST, EXPLAIN),
    ),
    "a circle of companions": (
        with_convening(people(1_000, "with", lambda n: f"p{(n + 1) % 1_000}"), tables={"count": 50, "seats": "0-20"}),
        (*EVERY_LIST, EXPLAIN),
    ),
    "usual sectors": (
        with_convening(people(2_000), usual_sectors=[f"usual {n}" for n in range(500)], tables={"count": 250}),
        LIST,
    ),
    "expected": (
        with_convening(people(2_000), expected=[f"partner {n}" for n in range(500)], tables={"count": 250}),
        LIST,
    ),
    "vocabulary": (
        with_convening(
            people(60, "sector", lambda n: words(20_000)[n]),
            vocabulary={"sector": {w: [w + "s"] for w in words(20_000)}},
        ),
        LIST,
    ),
    "tables": (with_convening(people(20), tables={"count": 20_000}), LIST),
    "needs": (
        with_convening(
            people(60, "assets", lambda n: f"skill: law {n}"),
            tables=[
                {"id": f"t{n}", "seats": "1-9", "needs": [f"law {(n * 50 + k) % 1_000}" for k in range(50)]}
                for n in range(300)
            ],
        ),
        LIST,
    ),
    "boards": (
        with_convening(
            people(300),
            tables=[
                {"id": "a"},
                *(
                    {"id": f"b{n}", "kind": "steering", "people": [f"p{(n * 7 + k) % 300}" for k in range(60)]}
                    for n in range(500)
                ),
            ],
        ),
        LIST,
    ),
    "boards at the limit": (
        with_convening(
            people(300),
            tables=[
                {"id": "a"},
                *(
                    {"id": f"b{n}", "kind": "steering", "people": [f"p{(n * 7 + k) % 300}" for k in range(50)]}
                    for n in range(100)
                ),
            ],
        ),
        LIST,
    ),
    "focus areas": (
        with_convening(
            people(60, "interests", lambda n: f"area {n}:3"),
            tables=[{"id": f"t{n}", "focus": [f"area {(n * 50 + k) % 1_000}" for k in range(200)]} for n in range(300)],
        ),
        LIST,
    ),
    "focus areas at the limit": (
        with_convening(
            people(60, "interests", lambda n: f"area {n}:3"),
            tables=[{"id": f"t{n}", "focus": [f"area {(n * 50 + k) % 1_000}" for k in range(50)]} for n in range(100)],
        ),
        LIST,
    ),
    "300 tables for 20": (with_convening(people(20), tables={"count": 300}), LIST),
    "long table names": (
        with_convening(
            people(60), tables=[{"id": f"t{n}", "name": "word " * 195 + str(n), "seats": 5} for n in range(90)]
        ),
        LIST,
    ),
    "long title": (with_convening(people(60), title="word " * 190), LIST),
    "together new company": (
        with_convening(
            people(200),
            tables={"count": 20},
            requirements=[{"kind": "new_company"}, {"kind": "together", "by": "sector"}],
        ),
        (
            "solve l.csv{c} --out o --rounds 2 --time-limit 1 --jobs 1",
            "solve l.csv{c} --out o --rounds 6 --time-limit 1 --jobs 1",
        ),
    ),
    "new company of many": (
        with_convening(people(2_000), tables={"count": 200}, requirements=[{"kind": "new_company"}]),
        (
            "solve l.csv{c} --out o --rounds 2 --time-limit 1 --jobs 1",
            "solve l.csv{c} --out o --rounds 6 --time-limit 1 --jobs 1",
        ),
    ),
    # ---- other files
    "history rows": (
        beside("h.csv", "id,round,table", lambda: (f"p{n % 60},{n // 60},t{n % 6}" for n in range(200_000))),
        (
            "solve l.csv{c} --out o --history h.csv --time-limit 1 --jobs 1",
            REPORT,
            "rounds report --out o",
            "rounds list --out o",
        ),
    ),
    "history people": (
        beside("h.csv", "name,round,table", lambda: (f"{name(n)},{n // 3000},t{n % 6}" for n in range(60_000))),
        ("solve l.csv{c} --out o --history h.csv --time-limit 1 --jobs 1", REPORT, "rounds report --out o"),
    ),
    "history tables": (
        beside("h.csv", "id,round,table", lambda: (f"p{n % 60},{n // 60},table {n}" for n in range(60_000))),
        ("solve l.csv{c} --out o --history h.csv --time-limit 1 --jobs 1", REPORT, "rounds report --out o"),
    ),
    "resources": (
        beside(
            "resources.csv",
            "resource,holder,focus,serves,state",
            lambda: (
                f"{t},{name(n)},t{n % 6},{w},gap" for n, (t, w) in enumerate(zip(texts(FORM), words(FORM), strict=True))
            ),
        ),
        (SEAT, REPORT),
    ),
    "resources of one": (
        beside(
            "resources.csv",
            "resource,holder,focus,serves,state",
            lambda: (f"r{n},{NAMES[n % 60]},t{n % 900},s{n % 900},have" for n in range(FORM)),
        ),
        (SEAT, REPORT),
    ),
    "commitments": (
        beside(
            "commitments.csv",
            "table,who,what,by,state,note,missing",
            lambda: (
                f"1,{NAMES[n % 60]},{t},2027-01-01,,,{w}"
                for n, (t, w) in enumerate(zip(texts(FORM), words(FORM), strict=True))
            ),
        ),
        (SEAT, REPORT),
    ),
    "commitments of strangers": (
        beside(
            "commitments.csv",
            "table,who,what",
            lambda: (f"1,{name(n)} {name(n + 1)},{t}" for n, t in enumerate(texts(FORM, 1))),
        ),
        (SEAT, REPORT),
    ),
    "harvest themes": (
        beside("harvest.csv", "table,question,theme,text", lambda: (f"1,1,{t},x" for t in texts(FORM))),
        (
            "solve l.csv{c} --out o --harvest harvest.csv --time-limit 1 --jobs 1",
            "report l.csv{c} --out o --harvest harvest.csv",
        ),
    ),
    "harvest short": (
        beside("harvest.csv", "table,question,theme,text", lambda: (f"1,1,a{n % 1000},x{n}" for n in range(FORM))),
        (
            "solve l.csv{c} --out o --harvest harvest.csv --time-limit 1 --jobs 1",
            "report l.csv{c} --out o --harvest harvest.csv",
        ),
    ),
    "harvest voices": (
        beside(
            "harvest.csv",
            "table,question,theme,text,voice",
            lambda: (f"1,1,a{n % 9},x,{t}" for n, t in enumerate(texts(FORM))),
        ),
        ("report l.csv{c} --out o --harvest harvest.csv",),
    ),
    "invitations": (
        beside("invitations.csv", "perspective,person,state", lambda: (f"w{n},{name(n)},idea" for n in range(FORM))),
        (
            "solve l.csv{c} --out o --invitations invitations.csv --time-limit 1 --jobs 1",
            "report l.csv{c} --out o --invitations invitations.csv",
        ),
    ),
    "arrivals": (
        beside("a.csv", "name", lambda: (name(n) for n in range(100_000))),
        ("rounds attended a.csv --out o",),
    ),
    "arrivals marked": (
        beside("a.csv", "name,here", lambda: (f"{name(n % 60)},{'yes' if n % 2 else 'no'}" for n in range(100_000))),
        ("rounds attended a.csv --out o",),
    ),
    "by hand": (
        beside("s.csv", "name,table", lambda: (f"{name(n)},t{n}" for n in range(100_000))),
        ("review l.csv s.csv{c}", "repair l.csv{c} --from s.csv --out o --time-limit 1"),
    ),
    # ---- charts
    "chart authors": (
        beside("c.csv", "chart of,table,who", lambda: (f"{name(n)},1,me" for n in range(19_900))),
        (
            "charts c.csv --people l.csv --out o",
            "charts c.csv --out o",
            "solve l.csv{c} --charts c.csv --out o --time-limit 1 --jobs 1",
        ),
    ),
    "chart people": (
        beside("c.csv", "chart of,table,who", lambda: (f"{NAMES[n % 60]},1,{name(n)}" for n in range(18_000))),
        (
            "charts c.csv --people l.csv --out o",
            "charts c.csv --groups --out o",
            "solve l.csv{c} --charts c.csv --out o --time-limit 1 --jobs 1",
        ),
    ),
    "chart descriptions": (
        beside("c.csv", "chart of,table,who", lambda: (f"{NAMES[n % 60]},1,{t}" for n, t in enumerate(texts(7_000)))),
        (
            "charts c.csv --people l.csv --out o",
            "charts c.csv --earlier c.csv --out o",
            "solve l.csv{c} --charts c.csv --out o --time-limit 1 --jobs 1",
        ),
    ),
    "chart listed": (
        beside(
            "c.csv",
            "chart of,table,who",
            lambda: (f"p{n % 2000},{n % 6 + 1},p{(n * 31) % 2000}" for n in range(150_000)),
            2_000,
        ),
        (
            "charts c.csv --people l.csv --out o",
            "charts c.csv --people l.csv --earlier c.csv --out o",
            "solve l.csv{c} --charts c.csv --out o --time-limit 1 --jobs 1",
        ),
    ),
    "joined": (
        lambda folder: (
            beside("c.csv", "chart of,table,who", lambda: (f"{NAMES[n % 60]},1,{t}" for n, t in enumerate(texts(600))))(
                folder
            ),
            (folder / "mentions.csv").write_text(
                rows(
                    "description,joined with,join",
                    (f"{a},{b},yes" for a, b in zip(texts(FORM), words(FORM), strict=True)),
                )
            ),
        )[0],
        ("charts c.csv --people l.csv --mentions mentions.csv --out o",),
    ),
    # ---- ratings
    "ratings": (
        beside(
            "r.csv",
            "element,component,quarter,rating",
            lambda: (f"E,{t},2026-Q{n % 4 + 1},red" for n, t in enumerate(texts(FORM, 2))),
        ),
        ("dashboard r.csv --out o",),
    ),
    "ratings of quarters": (
        beside(
            "r.csv",
            "element,component,quarter,rating",
            lambda: (f"E,C{n % 20},{1000 + n // 80}-Q{n // 20 % 4 + 1},red" for n in range(FORM)),
        ),
        ("dashboard r.csv --out o",),
    ),
    "ratings of sites": (
        beside(
            "r.csv",
            "site,element,component,quarter,rating",
            lambda: (f"site {n // 20},E,C{n % 20},2026-Q1,red" for n in range(FORM)),
        ),
        ("dashboard r.csv --out o",),
    ),
    "ratings of raters": (
        beside(
            "r.csv",
            "element,component,quarter,rater,rating",
            lambda: (f"E,C{n % 20},2026-Q1,{name(n // 20)},red" for n in range(FORM)),
        ),
        ("dashboard r.csv --out o",),
    ),
}
