"""Every reason that a page gives is one that was computed: when its cause changes, the sentence changes.

Each case seats the same people twice. The second time, only the cause of the reason is different.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import seating
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.api.result import Solved, build_result
from seating.engines.outcome import Status
from seating.judge import review
from seating.present.languages import words_in
from seating.report import seat_reasons as module
from seating.report.alone.choices import list_blocks
from seating.report.claims import list_claims
from seating.report.seat_reasons import seat_reasons
from seating.requirements.pin import PinRequirement
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.plan import Plan
from tests.present.told import cells

WORDS = words_in("en")


class Case(NamedTuple):
    """A seating, the person whose reason is read, a change, and the reason before and after it."""

    people: Sequence[Mapping[str, str]]
    seats: Mapping[str, Sequence[str]]
    requirements: Sequence[Mapping[str, Any]]
    of: str
    before: str
    change: Mapping[str, Any]
    after: str
    tables: Mapping[str, Mapping[str, Any]] = {}


def seated(case: Case, change: Mapping[str, Any] | None = None) -> Solved:
    """Return the result of the seating of a case, with the changed cells, seats, tables or requirements."""
    change = change or {}
    people = deepcopy([{"name": one["id"].title(), **one} for one in case.people])
    for identity, written in change.get("people", {}).items():
        next(one for one in people if one["id"] == identity).update(written)
    seats = change.get("seats", case.seats)
    tables = [{"id": table, **case.tables.get(table, {}), **change.get("tables", {}).get(table, {})} for table in seats]
    convening = {
        "tables": tables,
        "requirements": change.get("requirements", case.requirements),
        "show": sorted({column for one in people for column in one} & {"sector"}),
    }
    request = Request(people, convening, write=False)
    inputs = read_round(request)
    plan = Plan({person: table for table, here in seats.items() for person in here})
    judged = review(inputs.room, inputs.requirements, plan)
    return build_result(request, inputs, plan, judged, Status.FEASIBLE, ())


FOUR = ({"id": "ana"}, {"id": "ben"}, {"id": "cam"}, {"id": "dee"})
PAIRS = {"north": ["ana", "ben"], "south": ["cam", "dee"]}
PIN = {"kind": "pin", "people": ["ana"], "tables": ["north"]}


def having(**cells: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the four people, some of them with more cells."""
    return [{**one, **cells.get(one["id"], {})} for one in FOUR]


SECTORS = having(ana={"sector": "labor"}, ben={"sector": "business"}, cam={"sector": "business"})
ROLES = having(ana={"representative_type": "doer"}, ben={"representative_type": "designee"})
RATED = having(ana={"interests": "land:2; money:1"})
NAMED = having(ana={"interests": "land"})
LAND = {"north": {"focus": "land"}, "south": {"focus": "money"}}
LABOR = {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}, "at": "north"}
BUSINESS = {"kind": "voice", "name": "Business", "who": {"sector": "business"}, "at": "south", "at_least": 1}
DOERS = {"kind": "role_mix", "at_least": {"doer": 1}}

CASES = {
    "on staff, as %(duty)s": Case(
        having(ana={"duty": "host"}), PAIRS, [], "ana", "On staff, as host.", {"people": {"ana": {"duty": ""}}}, ""
    ),
    "serves as %(duty)s": Case(
        FOUR,
        PAIRS,
        [],
        "ana",
        "Serves as chair; the convening seats them at this table.",
        {"tables": {"north": {"chair": "ben"}}},
        "",
        {"north": {"chair": "ana"}},
    ),
    "the convening seats them at this table": Case(
        FOUR, PAIRS, [PIN], "ana", "The convening seats them at this table.", {"requirements": []}, ""
    ),
    "the convening seats them at %(tables)s": Case(
        FOUR,
        PAIRS,
        [{**PIN, "tables": ["north", "south"]}],
        "ana",
        "The convening seats them at north or south.",
        {"requirements": [PIN]},
        "The convening seats them at this table.",
    ),
    "the convening seats them with %(people)s": Case(
        FOUR,
        PAIRS,
        [{"kind": "together", "people": ["ana", "ben"]}],
        "ana",
        "The convening seats them with Ben.",
        {"requirements": [{"kind": "together", "people": ["ben", "cam"]}]},
        "",
    ),
    "needed here as %(what)s (the only one)": Case(
        ROLES,
        PAIRS,
        [DOERS],
        "ana",
        "Needed here as doer (the only one).",
        {"people": {"ben": {"representative_type": "doer"}}},
        "",
    ),
    "needed here for %(what)s (the only one)": Case(
        SECTORS,
        PAIRS,
        [LABOR],
        "ana",
        "Needed here for Labor (the only one).",
        {"people": {"ben": {"sector": "labor"}}},
        "",
    ),
    "needed here as %(what)s (one of %(number)s)": Case(
        having(ana={"representative_type": "doer"}, ben={"representative_type": "doer"}),
        PAIRS,
        [{**DOERS, "at_least": {"doer": 2}}],
        "ana",
        "Needed here as doer (one of 2).",
        {"requirements": [DOERS]},
        "",
    ),
    "needed here for %(what)s (one of %(number)s)": Case(
        SECTORS,
        {"north": ["ana", "dee"], "south": ["ben", "cam"]},
        [{**BUSINESS, "at_least": 2}],
        "ben",
        "Needed here for Business (one of 2).",
        {"requirements": [BUSINESS]},
        "",
    ),
    "rated this table’s focus %(score)s, and none higher": Case(
        RATED,
        PAIRS,
        [],
        "ana",
        "Rated this table’s focus 2, and none higher.",
        {"people": {"ana": {"interests": "land:1; money:0"}}},
        "Rated this table’s focus 1, and none higher.",
        LAND,
    ),
    "named this table’s focus as an interest": Case(
        NAMED,
        PAIRS,
        [],
        "ana",
        "Named this table’s focus as an interest.",
        {"people": {"ana": {"interests": "land:2"}}},
        "Rated this table’s focus 2, and none higher.",
        LAND,
    ),
    "named the focus of %(table)s, but not this table’s focus": Case(
        NAMED,
        {"north": ["cam", "ben"], "south": ["ana", "dee"]},
        [{"kind": "pin", "people": ["ana"], "tables": ["south"]}],
        "ana",
        "The convening seats them at this table; named the focus of north, but not this table’s focus.",
        {"people": {"ana": {"interests": "land; money"}}},
        "The convening seats them at this table; named this table’s focus as an interest.",
        LAND,
    ),
    "rated this table’s focus %(here)s, and the focus of %(table)s %(there)s": Case(
        RATED,
        {"north": ["cam", "ben"], "south": ["ana", "dee"]},
        [{"kind": "pin", "people": ["ana"], "tables": ["south"]}],
        "ana",
        "The convening seats them at this table; rated this table’s focus 1, and the focus of north 2.",
        {"people": {"ana": {"interests": "land:3; money:1"}}},
        "The convening seats them at this table; rated this table’s focus 1, and the focus of north 3.",
        LAND,
    ),
    "did not rate this table’s focus, but rated the focus of %(table)s %(there)s": Case(
        having(ana={"interests": "land:2"}),
        {"north": ["cam", "ben"], "south": ["ana", "dee"]},
        [{"kind": "pin", "people": ["ana"], "tables": ["south"]}],
        "ana",
        "The convening seats them at this table; did not rate this table’s focus, but rated the focus of north 2.",
        {"people": {"ana": {"interests": "land:3; money:0"}}},
        "The convening seats them at this table; rated this table’s focus 0, and the focus of north 3.",
        LAND,
    ),
}


def reason_templates() -> set[str]:
    """Return the texts of the claims that `seat_reasons` makes."""
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    claims = list_claims()
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & set(claims)
    return {text for name in names for text in (claims[name].one, claims[name].many) if text}


NEED = "needs %(need)s, which only %(tables)s can offer"
"""The reason that only the convener reads."""


def test_every_reason_has_a_case() -> None:
    assert reason_templates() == {*CASES, NEED}


def test_a_suggestion_is_no_reason_for_a_seat_that_suits_somebody_less() -> None:
    """The program suggests people for duties after it has seated them, so that the reason is still unknown."""
    case = CASES["rated this table’s focus %(here)s, and the focus of %(table)s %(there)s"]
    rows = having(ana={"interests": "land:2; money:1", "representative_type": "doer"})
    drawn = {"kind": "duty", "name": "reporter", "who": {"representative_type": "doer"}, "at": "south"}
    found = seat_reasons(for_reader(seated(case._replace(people=rows, requirements=[drawn])), Audience.TEAM))["ana"]
    assert found == "Rated this table’s focus 1, and the focus of north 2."


def test_only_the_convener_reads_a_need() -> None:
    case = CASES["rated this table’s focus %(here)s, and the focus of %(table)s %(there)s"]
    need = {"id": "needs:ana", "people": ["ana"], "tables": ["south"], "need": "a ramp", "private": True}
    found = seated(case._replace(requirements=[]))
    for reader in (Audience.TEAM, Audience.CONVENER):
        assert seat_reasons(for_reader(found, reader))["ana"] == "Rated this table’s focus 1, and the focus of north 2."
    pinned = PinRequirement.model_validate(need)
    found = replace(found, requirements=(*found.requirements, pinned), private_names={pinned.id: "private-1"})
    assert "ramp" not in seat_reasons(replace(found, reader=Audience.TEAM))["ana"]
    assert seat_reasons(found)["ana"].startswith("Needs a ramp, which only south can offer;")


@pytest.mark.parametrize("template", CASES)
def test_a_reason_follows_its_cause(template: str) -> None:
    case = CASES[template]
    assert seat_reasons(for_reader(seated(case), Audience.TEAM))[case.of] == case.before
    assert seat_reasons(for_reader(seated(case, case.change), Audience.TEAM))[case.of] == case.after


CHOSE = Case(
    having(ana={"chose": "south", "sector": "labor"}, cam={"sector": "labor"}),
    PAIRS,
    [{"kind": "count", "id": "labor", "who": {"sector": "labor"}, "at_least": 1, "weight": 7, "at": "north"}],
    "ana",
    "",
    {},
    "",
)


def why(case: Case, change: Mapping[str, Any] | None = None) -> str:
    """Return the best change and its effect of the first person who does not sit where they chose."""
    first, *_ = cells(list_blocks(seated(case, change)))["Not at a table that they chose"]
    return "; ".join(first[-2:])


def test_an_exchange_that_would_be_better_is_said() -> None:
    assert why(CHOSE) == "move to: south; swap with: Cam; better for the room as a whole"


def test_an_exchange_that_costs_more_names_what_would_be_worse() -> None:
    dearer = {"people": {"cam": {"sector": "business"}}}
    assert why(CHOSE, dearer) == (
        "move to: south; worse: north: people whose sector is labor: 0 instead of at least 1."
    )


def test_what_would_be_worse_names_the_other_person_of_the_exchange_too() -> None:
    people = having(ana={"chose": "south", "interests": "land:3; money:2"}, cam={"interests": "money:3; land:1"})
    sizes = {"kind": "size", "must": True}
    stay = {"kind": "pin", "people": ["dee"], "tables": ["south"]}
    tables = {"north": {"focus": "land", "seats": 2}, "south": {"focus": "money", "seats": 2}}
    asked = [{"kind": "focus", "weight": 9}, sizes, stay]
    assert why(CHOSE._replace(people=people, tables=tables, requirements=asked)) == (
        "move to: south; swap with: Cam; worse: south: Ana rated this table’s focus 2; their best available score is "
        "3. north: Cam rated this table’s focus 1; their best available score is 3. The requirement: "
        "Everyone sits at the table whose focus they rated highest."
    )


def test_nothing_is_worse_for_someone_who_is_as_badly_off_at_the_other_table() -> None:
    """Cam would have liked the third table, so only Ana loses something by the swap."""
    people = having(ana={"chose": "south", "interests": "land:3; money:2"}, cam={"interests": "arts:3"})
    people += [{"id": "eve"}, {"id": "fay"}]
    pins = [{"kind": "pin", "people": [who], "tables": [at]} for who, at in (("dee", "south"), ("eve", "west"))]
    pins += [{"kind": "pin", "people": ["fay"], "tables": ["west"]}]
    focuses = {"north": "land", "south": "money", "west": "arts"}
    tables = {table: {"focus": focus, "seats": 2} for table, focus in focuses.items()}
    asked = [{"kind": "focus", "weight": 9}, {"kind": "size", "must": True}, *pins]
    seats = {**PAIRS, "west": ["eve", "fay"]}
    told = why(CHOSE._replace(people=people, seats=seats, tables=tables, requirements=asked))
    assert "swap with: Cam; worse: south: Ana rated" in told
    assert "Cam did not rate" not in told


def test_an_exchange_that_costs_nothing_is_said() -> None:
    even = {
        "people": {"cam": {"sector": "business"}},
        "requirements": [{**CHOSE.requirements[0], "weight": 5}],
    }
    assert why(CHOSE, even) == "move to: south; neither better nor worse for the room as a whole"


def test_a_must_in_the_way_is_named() -> None:
    bound = {"people": {"cam": {"sector": "business"}}, "requirements": [{**CHOSE.requirements[0], "must": True}]}
    bound["requirements"][0].pop("weight")
    assert why(CHOSE, bound) == "move to: south; unmet must: north has at least 1 person whose sector is labor."


def test_who_sits_where_they_chose_is_counted_and_not_listed() -> None:
    there = seated(CHOSE, {"seats": {"north": ["cam", "ben"], "south": ["ana", "dee"]}})
    assert there.choices is not None
    assert there.choices.sentences == ("The one person who chose a table sits there.",)
    assert there.choices.departures == ()
    here = seated(CHOSE)
    assert here.choices is not None
    assert here.choices.sentences == ("The one person who chose a table sits elsewhere.",)


CHOICES = (("ana", "south"), ("ben", ""), ("cam", "south"), ("dee", ""))


@pytest.mark.parametrize(
    ("south", "sentence"),
    [
        (["dee"], "0 of the 2 people who chose a table sit at one they chose."),
        (["ana"], "1 of the 2 people who chose a table sits at one they chose."),
        (["ana", "cam"], "2 of the 2 people who chose a table sit at one they chose."),
    ],
)
def test_the_verb_agrees_with_the_number_of_those_who_sit_where_they_chose(south: list[str], sentence: str) -> None:
    rows = [{"name": name, "chose": chose, "pin": "south" if name in south else "north"} for name, chose in CHOICES]
    result = seating.solve(rows, {"tables": [{"id": "north"}, {"id": "south"}], "requirements": []})
    assert result.choices is not None
    assert result.choices.sentences == (sentence,)
