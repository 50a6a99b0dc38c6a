"""The judge agrees with a second reading of each kind, from its description alone, on rows as a list has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from random import Random
from typing import Any

import pytest

from seating.judge import review
from seating.requirements.base.voices import VoiceState
from seating.room.plan import Plan, Room
from tests.builders import past, plan, requirement, room

Row = dict[str, Any]
SECTORS, SKILLS, TONGUES = ("labor", "arts", "health", ""), ("a", "b", "a; b", "c", ""), ("en", "es", "vi; es", "")
ROLES, DUTIES, AREAS = ("doer", "designee", ""), ("facilitator", "interpreter"), ("capital", "talent", "land")


@dataclass
class Case:
    """Rows, who sits where, the tables, and who shared which table in earlier rounds."""

    rows: list[Row]
    seats: dict[str, str]
    tables: list[Row]
    history: list[dict[str, list[str]]] = field(default_factory=list)

    def at(self, table: str) -> list[Row]:
        """Return the people at a table, without staff."""
        return [row for row in self.rows if self.seats[row["id"]] == table and "duty" not in row]

    def used(self, asked: Row) -> list[Row]:
        """Return the tables that a requirement is about, without those that may stay empty and do."""
        named = asked.get("at") or [table["id"] for table in self.tables]
        return [t for t in self.tables if t["id"] in named and (self.at(t["id"]) or "open" not in t)]

    def room(self) -> Room:
        return room(self.rows, self.tables, "en", len(self.history) + 1, past(*self.history))

    def plan(self) -> Plan:
        return plan(**{t["id"]: [p for p, at in self.seats.items() if at == t["id"]] for t in self.tables})

    def people(self) -> list[Row]:
        return [row for row in self.rows if "duty" not in row]

    def watched(self, asked: Row, *persons: str) -> bool:
        """Whether any of the persons sits at a table that the requirement is about."""
        return "at" not in asked or any(self.seats[person] in asked["at"] for person in persons)


def cell(row: Row, column: str) -> list[str]:
    return [value.strip() for value in row.get(column, "").split(";") if value.strip()]


def short(have: int, asked: Row) -> int:
    return max(0, asked.get("at_least", 0) - have) + max(0, have - asked.get("at_most", have))


READINGS: dict[str, tuple[Callable[[Random, Case], Row], Callable[[Case, Row], int]]] = {}
"""For each kind, what may be asked and what is then lacking."""


def kind(name: str, draw: Callable[[Random, Case], Row]) -> Callable[[Callable[[Case, Row], int]], None]:
    def add(reading: Callable[[Case, Row], int]) -> None:
        READINGS[name] = draw, reading

    return add


def some_ids(rng: Random, case: Case, least: int = 1) -> list[str]:
    return rng.sample([row["id"] for row in case.rows], rng.randint(min(least, len(case.rows)), len(case.rows)))


def some_tables(rng: Random, case: Case) -> list[str]:
    return rng.sample([t["id"] for t in case.tables], rng.randint(1, len(case.tables)))


def band(rng: Random, numbers: Iterable[Any]) -> Row:
    low, high = sorted(rng.choices(list(numbers), k=2))
    return rng.choice([{"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}])


@kind("size", lambda rng, case: {})
def _(case: Case, asked: Row) -> int:
    return sum(
        short(len(case.at(t["id"])), dict(zip(("at_least", "at_most"), map(int, t["seats"].split("-")), strict=True)))
        for t in case.used(asked)
    )


@kind("count", lambda rng, case: {"who": {"sector": "labor"}, **band(rng, range(4))})
def _(case: Case, asked: Row) -> int:
    return sum(short(sum(r.get("sector") == "labor" for r in case.at(t["id"])), asked) for t in case.used(asked))


@kind("share", lambda rng, case: {"who": {"skill": "a"}, **band(rng, ("0.25", "0.33", "0.5", "0.75"))})
def _(case: Case, asked: Row) -> int:
    found = 0
    for t in case.used(asked):
        sitting = case.at(t["id"])
        have = sum("a" in cell(row, "skill") for row in sitting)
        found += max(0, ceil(Fraction(asked.get("at_least", "0")) * len(sitting)) - have)
        found += max(0, have - floor(Fraction(asked.get("at_most", "1")) * len(sitting)))
    return found


@kind("cap", lambda rng, case: {"of": rng.choice(["sector", "skill"]), "at_most": rng.randint(0, 2)})
def _(case: Case, asked: Row) -> int:
    counts = [Counter(v for row in case.at(t["id"]) for v in cell(row, asked["of"])) for t in case.used(asked)]
    return sum(max(0, n - asked["at_most"]) for count in counts for n in count.values())


@kind("variety", lambda rng, case: {"of": rng.choice(["sector", "skill"]), "at_least": rng.randint(1, 3)})
def _(case: Case, asked: Row) -> int:
    here = [{v for row in case.at(t["id"]) for v in cell(row, asked["of"])} for t in case.used(asked)]
    return sum(max(0, asked["at_least"] - len(values)) for values in here)


@kind("gather", lambda rng, case: rng.choice([{"of": "skill", "at_most_tables": rng.randint(1, 2)}, {}]))
def _(case: Case, asked: Row) -> int:
    used: dict[str, set[str]] = {}
    if not asked.keys() & {"of"}:
        tables = [t for t in case.tables if t["id"] in asked.get("at", [each["id"] for each in case.tables])]
        left, fewest = len(case.people()), 0
        for most in sorted((int(t["seats"].split("-")[1]) for t in tables), reverse=True):
            fewest, left = fewest + (left > 0), left - most
        here = {case.seats[row["id"]] for row in case.people() if case.watched(asked, row["id"])}
        return max(0, len(here) - max(1, fewest))
    for row in case.people():
        for value in cell(row, "skill"):
            if case.watched(asked, row["id"]):
                used.setdefault(value, set()).add(case.seats[row["id"]])
    return sum(max(0, len(tables) - asked["at_most_tables"]) for tables in used.values())


@kind(
    "counterpart",
    lambda rng, case: {
        "of": "wishes",
        "at": None,
        "at_least": rng.randint(1, 2),
        **dict(zip(("from", "to"), rng.sample(["attic", *(t["id"] for t in case.tables)], 2), strict=True)),
    },
)
def _(case: Case, asked: Row) -> int:
    there = [named for row in case.at(asked["to"]) for named in row.get("wishes", ())]
    return sum(max(0, asked["at_least"] - there.count(row["id"])) for row in case.at(asked["from"]))


@kind("role_mix", lambda rng, case: {"at_least": {"doer": rng.randint(0, 2), "designee": rng.randint(0, 2)}})
def _(case: Case, asked: Row) -> int:
    return sum(
        max(0, number - sum(row.get("representative_type") == role for row in case.at(t["id"])))
        for t in case.used(asked)
        for role, number in asked["at_least"].items()
    )


@kind("apart", lambda rng, case: {"people": some_ids(rng, case, 2)})
def _(case: Case, asked: Row) -> int:
    pairs = combinations(asked["people"], 2)
    return sum(case.seats[a] == case.seats[b] and case.watched(asked, a) for a, b in pairs)


@kind("together", lambda rng, case: {"people": some_ids(rng, case, 2)})
def _(case: Case, asked: Row) -> int:
    pairs = combinations(asked["people"], 2)
    return sum(case.seats[a] != case.seats[b] and case.watched(asked, a, b) for a, b in pairs)


@kind("pin", lambda rng, case: {"people": some_ids(rng, case), "tables": some_tables(rng, case)})
def _(case: Case, asked: Row) -> int:
    return sum(case.seats[p] not in asked["tables"] and case.watched(asked, p) for p in asked["people"])


@kind("keep_from", lambda rng, case: {"people": some_ids(rng, case), "tables": some_tables(rng, case)})
def _(case: Case, asked: Row) -> int:
    return sum(case.seats[p] in asked["tables"] and case.watched(asked, p) for p in asked["people"])


@kind("balance", lambda rng, case: {"of": rng.choice(["sector", "skill"]), "count_blank": rng.random() < 0.5})
def _(case: Case, asked: Row) -> int:
    def values(row: Row) -> list[str]:
        return cell(row, asked["of"]) or ([""] if asked["count_blank"] else [])

    counted = [row for row in case.people() if values(row)]
    found = 0
    for t in case.used(asked):
        here = [row for row in case.at(t["id"]) if values(row)]
        for value in {v for row in counted for v in values(row)}:
            share = Fraction(sum(value in values(row) for row in counted) * len(here), len(counted))
            have = sum(value in values(row) for row in here)
            found += max(0, floor(share) - have) + max(0, have - ceil(share))
    return found


@kind("level", lambda rng, case: {"of": "years", **rng.choice([{}, {"tolerance": "1/2"}])})
def _(case: Case, asked: Row) -> int:
    years = {row["id"]: Fraction(row["years"]) for row in case.people() if row.get("years")}
    if not years:
        return 0
    mean, found = Fraction(sum(years.values())) / len(years), 0
    for t in case.used(asked):
        here = [years[row["id"]] for row in case.at(t["id"]) if row["id"] in years]
        off = abs(sum(here) - len(here) * mean) - len(here) * Fraction(asked.get("tolerance", 0))
        found += max(0, ceil(off))
    return found


@kind("common_language", lambda rng, case: {"others": rng.randint(1, 2)})
def _(case: Case, asked: Row) -> int:
    def spoken(row: Row) -> set[str]:
        return set(cell(row, "languages")) or {"en"}

    return sum(
        sum(bool(spoken(row) & spoken(other)) for other in case.at(t["id"]) if other is not row) < asked["others"]
        for t in case.used(asked)
        for row in case.at(t["id"])
    )


@kind("buddy", lambda rng, case: {})
def _(case: Case, asked: Row) -> int:
    seen = {person for held in case.history for members in held.values() for person in members}
    if not case.history:
        return 0  # in a first round nobody is a newcomer
    here = [[row["id"] in seen for row in case.at(t["id"])] for t in case.used(asked)]
    return sum(len(known) for known in here if not any(known))


@kind(
    "new_company",
    lambda rng, case: {"grows": rng.random() < 0.5, **rng.choice([{}, {"within": 1}, {"at_most": 1}])},
)
def _(case: Case, asked: Row) -> int:
    rounds, again = case.history[-asked.get("within", 99) :], Counter[str]()
    for t in case.used(asked):
        for a, b in combinations([row["id"] for row in case.at(t["id"])], 2):
            times = sum(a in members and b in members for held in rounds for members in held.values())
            again.update(dict.fromkeys((a, b), times if asked["grows"] else min(1, times)))
    if "at_most" in asked:
        return sum(max(0, number - asked["at_most"]) for number in again.values())
    return sum(again.values()) // 2


@kind("new_table", lambda rng, case: {})
def _(case: Case, asked: Row) -> int:
    return sum(
        any(row["id"] in held.get(t["id"], ()) for held in case.history)
        for t in case.used(asked)
        for row in case.at(t["id"])
    )


@kind("wish", lambda rng, case: rng.choice([{}, {"at_least": 2}]))
def _(case: Case, asked: Row) -> int:
    seated, found = {row["id"] for row in case.people()}, 0
    for row in case.people():
        wished = set(row.get("wishes", ())) & seated
        if wished and case.watched(asked, row["id"]):
            have = sum(case.seats[other] == case.seats[row["id"]] for other in wished)
            found += max(0, min(asked.get("at_least", 1), len(wished)) - have)
    return found


@kind("focus", lambda rng, case: rng.choice([{}, {"at_least": 2}]))
def _(case: Case, asked: Row) -> int:
    def score(row: Row, table: Row) -> int:
        return max((row["interests"].get(area, 0) for area in table["focus"]), default=0)

    found = 0
    for t in case.used(asked):
        for row in case.at(t["id"]):
            best, own = max(score(row, other) for other in case.tables), score(row, t)
            found += own < asked["at_least"] <= best if "at_least" in asked else best - own
    return found


@kind("staff", lambda rng, case: {"duty": rng.choice(DUTIES), "at_least": rng.randint(1, 2)})
def _(case: Case, asked: Row) -> int:
    on_duty = Counter(case.seats[row["id"]] for row in case.rows if row.get("duty") == asked["duty"])
    return sum(max(0, asked["at_least"] - on_duty[t["id"]]) for t in case.used(asked))


@kind(
    "voice", lambda rng, case: {"who": {"sector": "arts"}, "at_least": rng.randint(1, 2), "or_none": rng.random() < 0.5}
)
def _(case: Case, asked: Row) -> int:
    have = [sum(row.get("sector") == "arts" for row in case.at(t["id"])) for t in case.used(asked)]
    return sum(max(0, asked["at_least"] - n) for n in have if n or not asked["or_none"])


def drawn(rng: Random) -> Case:
    """Return up to nine persons, staff among them, at one to three tables, after up to three rounds."""
    tables: list[Row] = [
        {"id": t, "seats": rng.choice(("1-3", "2-2", "0-4")), "focus": rng.sample(AREAS, rng.randint(0, 2))}
        for t in ("north", "south", "west")[: rng.randint(1, 3)]
    ]
    for t in tables[1:]:
        if rng.random() < 0.3:
            t["open"] = "if needed"
    ids, rows = [f"p{n}" for n in range(rng.randint(1, 9))], []
    for identity in ids:
        cells = {
            "sector": rng.choice(SECTORS),
            "skill": rng.choice(SKILLS),
            "languages": rng.choice(TONGUES),
            "representative_type": rng.choice(ROLES),
            "years": rng.choice(("1", "2.5", "7", "1/3", "")),
            "interests": {area: rng.randint(0, 3) for area in rng.sample(AREAS, 2)},
            "wishes": rng.sample([other for other in ids if other != identity], rng.randint(0, min(2, len(ids) - 1))),
            "duty": rng.choice(DUTIES) if identity != "p0" and rng.random() < 0.2 else "",
        }
        rows.append(
            {
                "id": identity,
                **{column: value for column, value in cells.items() if value},
                "interests": cells["interests"],
            }
        )
    held = [
        {t: [p for p in ids if rng.randrange(3) == n] for n, t in enumerate(("north", "south"))}
        for _ in range(rng.randint(0, 3))
    ]
    seats = {identity: rng.choice(tables)["id"] for identity in ids}
    return Case(rows, seats, tables, [{t: list(dict.fromkeys(p)) for t, p in one.items()} for one in _disjoint(held)])


def _disjoint(rounds: list[dict[str, list[str]]]) -> list[dict[str, list[str]]]:
    """Return rounds in which nobody sits at two tables."""
    return [{"north": one["north"], "south": [p for p in one["south"] if p not in one["north"]]} for one in rounds]


def asked_of(rng: Random, case: Case, name: str) -> Row:
    asked = READINGS[name][0](rng, case)
    return {**asked, "at": some_tables(rng, case)} if "at" not in asked and rng.random() < 0.3 else asked


@pytest.mark.parametrize("name", sorted(READINGS))
def test_the_judge_counts_what_the_description_of_the_kind_says(name: str) -> None:
    lacking = met = 0
    for seed in range(150):
        rng = Random(f"{name} {seed}")
        case = drawn(rng)
        asked = asked_of(rng, case, name)
        if len(asked.get("people", ("", ""))) < 2 and name in ("apart", "together"):
            continue
        verdict = requirement(name, **asked).judge(case.room(), case.plan())
        expected = READINGS[name][1](case, asked)
        assert verdict.shortfall == expected, (seed, asked, case)
        assert all(finding.shortfall > 0 for finding in verdict.findings)
        lacking, met = lacking + (expected > 0), met + (expected == 0)
    assert lacking > 10
    assert met > 10


def test_a_review_adds_up_the_musts_and_weighs_the_shoulds() -> None:
    """Several requirements at once: each has a verdict, in their order, and none counts in both sums."""
    for seed in range(60):
        rng = Random(f"review {seed}")
        case = drawn(rng)
        names = rng.sample(sorted(set(READINGS) - {"apart", "together"}), rng.randint(1, 6))
        told = [(name, asked_of(rng, case, name), rng.random() < 0.4, rng.randint(1, 9)) for name in names]
        asked = [
            requirement(name, id=f"r{n}", must=must, weight=w, **keys) for n, (name, keys, must, w) in enumerate(told)
        ]
        found = review(case.room(), asked, case.plan())
        lacks = [READINGS[name][1](case, keys) for name, keys, _, _ in told]
        assert list(found.verdicts) == [f"r{n}" for n in range(len(told))]
        assert [verdict.shortfall for verdict in found.verdicts.values()] == lacks
        assert found.unmet == sum(n for n, (_, _, must, _) in zip(lacks, told, strict=True) if must)
        assert found.penalty == sum(w * n for n, (_, _, must, w) in zip(lacks, told, strict=True) if not must)


def test_voices_and_gaps_are_told_apart_and_the_worst_comes_first() -> None:
    """Perspectives of `voice` are voices; roles and needs are gaps."""
    seen = set[VoiceState]()
    for seed in range(60):
        rng = Random(f"voices {seed}")
        case = drawn(rng)
        asked = [
            requirement("role_mix", id="roles", at_least={"doer": 1, "designee": 1}),
            *(requirement("voice", id=f"voice-{s}", who={"sector": s}) for s in ("labor", "arts", "health")),
        ]
        found = review(case.room(), asked, case.plan())
        assert {voice.id for voice in found.voices} == {"voice-labor", "voice-arts", "voice-health"}
        assert [gap.id for gap in found.gaps] == ["roles", "roles"]
        for states in ([v.state for v in found.voices], [g.state for g in found.gaps]):
            assert states == sorted(states, key=list(VoiceState).index)
            seen.update(states)
    assert len(seen) > 3


def test_a_review_of_nothing_is_met() -> None:
    case = drawn(Random(1))
    found = review(case.room(), [], case.plan())
    assert (found.verdicts, found.unmet, found.penalty, found.voices, found.gaps) == ({}, 0, 0, (), ())
