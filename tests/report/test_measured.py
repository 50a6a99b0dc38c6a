"""What a seating shows for the dashboard: counts recomputed from the list, and nothing of private columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.analysis.initiative.memberships import Membership
from seating.convening import Convening
from seating.profiles import Asset, Duty, People, Person, Role
from seating.report.measured import CAPITAL_WORDS, PUBLIC_WORDS, measured_record
from seating.result import Result
from seating.room.tables import Table

from .made_up import result_of

TABLES = ("north", "south", "east")


def seated(persons: Sequence[Person], seats: dict[str, str], members: Sequence[tuple[str, str]] = (), **more) -> Result:
    tables = (*(Table(id=name) for name in TABLES), Table(id="steering", kind="steering", people=("p0",)))
    convening = Convening(title="T", tables=tables, requirements=(), **more.pop("convening", {}))
    memberships = tuple(Membership(table, person, "member") for table, person in members)
    return result_of(People(tuple(persons)), convening, seats, memberships=memberships, **more)


def groups(result: Result) -> dict[str, tuple[int, dict[str, int], list[str]]]:
    return {one.group: (one.people, one.tables, one.words) for one in measured_record(result).players}


SECTORS = st.sampled_from(["government", "Public  Sector", "City", "business", "publicity", ""])
ROLES = st.sampled_from([*Role, None])
ITEMS = st.sampled_from(["money: small loans", "skill: lending", "Funding", "skill: grant writing", "space: hall", ""])
PEOPLE = st.tuples(SECTORS, ROLES, ITEMS, st.booleans(), st.sampled_from(TABLES), st.booleans(), st.booleans())


def asset(text: str) -> tuple[Asset, ...]:
    group, colon, word = text.partition(": ")
    return () if not text else (Asset(group=group, word=word),) if colon else (Asset(word=text),)


@settings(deadline=None, max_examples=60)
@given(st.lists(PEOPLE, min_size=1, max_size=9))
def test_every_count_is_recomputed_from_the_list(rows):
    """By hand, over action tables and memberships; staff count nowhere."""
    persons, seats, members, places = [], {}, [], []
    for n, (sector, role, item, speaks, table, is_member, is_staff) in enumerate(rows):
        duty = Duty.FACILITATOR if is_staff else None
        spoken = ("funding",) if speaks else ("policy",)
        persons.append(
            Person(id=f"p{n}", sector=sector, representative_type=role, assets=asset(item), speaks_to=spoken, duty=duty)
        )
        seats[f"p{n}"] = table
        members += [("steering", f"p{n}")] if is_member else []
        if not is_staff:
            places += [(table, n)] + ([("steering", n)] if is_member else [])
    found = groups(seated(persons, seats, members))
    here = {table for table, _ in places}

    def expected(fits) -> tuple[int, dict[str, int]]:
        counts = {table: sum(fits(rows[n]) for where, n in places if where == table) for table in here}
        return len({n for _, n in places if fits(rows[n])}), counts

    def is_public(row) -> bool:
        return row[0] in {"government", "Public  Sector", "City"}

    def brings(row) -> bool:
        return row[2] in {"money: small loans", "skill: lending", "Funding"}

    stated = [rows[n] for _, n in places]
    wanted = {}
    if any(row[0] for row in stated):
        wanted["public"] = expected(is_public)
        if any(row[1] for row in stated):
            wanted["public decision-makers"] = expected(lambda row: is_public(row) and row[1] is Role.DECISION_MAKER)
    if any(row[2] for row in stated):
        wanted["capital"] = expected(brings)
    if stated:
        wanted["funding"] = expected(lambda row: row[3])
    assert {group: (people, tables) for group, (people, tables, _) in found.items()} == wanted
    for group, (people, _, words) in found.items():
        assert bool(words) == bool(people), group


def test_the_words_are_those_that_matched():
    persons = [
        Person(id="p0", sector="City", representative_type=Role.DECISION_MAKER, assets=asset("money: small loans")),
        Person(id="p1", sector="government", representative_type=Role.DOER, assets=asset("skill: lending")),
    ]
    found = groups(seated(persons, {"p0": "north", "p1": "south"}))
    assert found["public"] == (2, {"north": 1, "south": 1}, ["city", "government"])
    assert found["public decision-makers"] == (1, {"north": 1, "south": 0}, ["city", "decision-maker"])
    assert found["capital"] == (2, {"north": 1, "south": 1}, ["lending", "money", "small loans"])
    assert {"city", "government", "public office", "council", "ministry"} <= PUBLIC_WORDS
    assert {"lending", "money", "small loans", "mortgages"} <= CAPITAL_WORDS


def test_a_held_seat_is_no_one_who_sits_there():
    """Its table counts among the tables, and its sector among no sectors, until someone takes it."""
    persons = [Person(id="p0", sector="City"), Person(id="p1", sector="government", status="open")]
    result = seated(persons, {"p0": "north", "p1": "south"})
    assert groups(result)["public"] == (1, {"north": 1, "south": 0}, ["city"])
    assert measured_record(result).sectors == {"north": 1, "south": 0}


def test_members_by_a_duty_that_is_only_suggested_are_told_apart():
    """The chair that north elected is a member, and the one that the program drew at south only a suggestion."""
    persons = [Person(id=one, sector="City") for one in ("p0", "p1")]
    tables = (
        Table(id="north", chair=("p0",)),
        Table(id="south"),
        Table(id="lead", kind="leadership", **{"from": "chair"}),
    )
    members = (Membership("lead", "p0", "chair of north"), Membership("lead", "p1", "chair of south"))
    convening = Convening(title="T", tables=tables, requirements=())
    result = result_of(People(tuple(persons)), convening, {"p0": "north", "p1": "south"}, memberships=members)
    (public,) = measured_record(replace(result, duties={"p0": ("chair",), "p1": ("chair",)})).players
    assert (public.tables, public.suggested) == ({"north": 1, "south": 1, "lead": 2}, {"lead": 1})
    assert "suggested" not in measured_record(result).players[0].plain()


@pytest.mark.parametrize(
    ("column", "left"),
    [
        ("sector", {"capital", "funding"}),
        ("representative_type", {"public", "capital", "funding"}),
        ("assets", {"public", "public decision-makers", "funding"}),
        ("speaks_to", {"public", "public decision-makers", "capital"}),
    ],
)
def test_a_private_column_is_no_evidence(column, left):
    person = Person(
        id="p0",
        sector="government",
        representative_type=Role.DECISION_MAKER,
        assets=asset("money: loans"),
        speaks_to=("funding",),
    )
    result = seated([person], {"p0": "north"}, private_columns=frozenset({column}), convening={"private": (column,)})
    assert set(groups(result)) == left


def test_a_list_without_these_columns_writes_no_key():
    record = measured_record(seated([Person(id="p0")], {"p0": "north"}))
    assert record.players == []
    assert "players" not in record.plain()


def test_tables_with_a_name_are_recorded_with_it():
    tables = (Table(id="north", name="North Side"), Table(id="south"))
    person = Person(id="p0", sector="government")
    convening = Convening(title="T", tables=tables, requirements=())
    assert measured_record(result_of(People((person,)), convening, {"p0": "north"})).labels == {"north": "North Side"}
