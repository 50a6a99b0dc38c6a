"""Terms stay few and small in a large room: arrays, never an object for each person and table."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.requirements import kinds
from seating.room.plan import Room
from seating.terms import LinkTerm, PlaceTerm, PresenceTerm, Term
from tests.builders import past, requirement, room
from tests.requirements.worked import cases_of

N_PEOPLE = 1000
N_TABLES = 100
N_VALUES = 8
"""Different values of every column but the organization."""

KEYS: dict[str, dict[str, Any]] = {
    "role_mix": {"at_least": {"designee": 1, "doer": 2, "decision-maker": 1}},
    "count": {"who": {"sector": "s1"}, "at_least": 1},
    "fill": {"at_least": 7},
    "voice": {"who": {"sector": "s1"}, "at_least": 2, "or_none": True},
    "share": {"who": {"sector": "s1"}, "at_most": "1/3"},
    "balance": {"of": "sector"},
    "level": {"of": "years"},
    "variety": {"of": "sector", "at_least": 4},
    "cap": {"of": "sector", "at_most": 2},
    "gather": {"of": "sector", "at_most_tables": 2},
    "counterpart": {"of": "organization", "from": "t0", "to": ["t1", "t2"]},
    "together": {"by": "sector"},
    "apart": {"relation": "funds"},
    "pin": {"of": "chose"},
    "keep_from": {"of": "declined"},
    "named": {"charts": 20, "named": {f"p{n:04}": {f"t{n % N_TABLES}": 1 + n % 20} for n in range(N_PEOPLE)}},
    "staff": {"duty": "facilitator", "speaks": True},
    "new_company": {"grows": True},
    "continuity": {"at_least": "2/3", "at_most": "3/4"},
    "meet": {"who": {"sector": "s1"}, "whom": {"sector": "s2"}},
    "duty": {"name": "chair", "each": 2, "differ": "sector"},
    "similarity": {"file": [[f"p{n:04}", f"p{n + 1:04}", 1 + n % 9] for n in range(N_PEOPLE - 1)], "wanted": "low"},
}


PAIRS_OR_PLACES = {"focus", "named", "apart", "pin", "keep_from", "new_table", "meet"}
GROUP_FOR_EACH_TABLE = {"continuity"}
"""Kinds whose one term has a row for each person or pair concerned."""


ROUNDS = [
    {
        f"t{n}": [f"p{i:04}" for i in range(N_PEOPLE) if i % 20 and (i * step // 10) % N_TABLES == n]
        for n in range(N_TABLES)
    }
    for step in (1, 3)
]


@cache
def large_room() -> Room:
    rng = Random("large")
    people = []
    for number in range(N_PEOPLE):
        row: dict[str, Any] = {
            "id": f"p{number:04}",
            "sector": f"s{rng.randrange(N_VALUES)}",
            "organization": f"o{number // 3}",
            "representative_type": rng.choice(["designee", "doer", "decision-maker"]),
            "interests": {f"a{rng.randrange(N_VALUES)}": rng.randint(1, 3)},
            "languages": rng.choice(["en", "es", "en; es", ""]),
            "assets": f"x{rng.randrange(N_VALUES)}",
            "years": number % 40,
            "wishes": f"p{(number + 7) % N_PEOPLE:04}",
            "chose": f"t{rng.randrange(N_TABLES)}",
            "declined": f"t{rng.randrange(N_TABLES)}",
        }
        if number % 50 == 0:
            row["funds"] = f"o{rng.randrange(300)}"
        people.append(row)
    people += [{"id": f"staff{number}", "duty": "facilitator", "languages": "en"} for number in range(N_TABLES)]
    tables = [
        {"id": f"t{n}", "focus": f"a{n % N_VALUES}", "seats": "8-12", "needs": f"x{n % N_VALUES}"}
        for n in range(N_TABLES)
    ]
    return room(people, tables, "en", len(ROUNDS) + 1, past(*ROUNDS))


def keys_of(kind: str) -> dict[str, Any]:
    """Return keys for the large room; those of the first case if `KEYS` has none."""
    return KEYS.get(kind) or next(iter(cases_of(kind).values()))["requirement"]


def numbers_in(term: Term) -> int:
    """Return how many numbers the arrays of a term hold."""
    held = [getattr(term, field.name) for field in fields(term)]
    if isinstance(term, PresenceTerm):
        held += term.groups
    if isinstance(term, LinkTerm):
        held += term.members + term.counterparts
    return sum(array.size for array in held if isinstance(array, np.ndarray))


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_terms_are_as_many_as_groups_not_people(kind: str) -> None:
    terms = list(requirement(kind, **keys_of(kind)).encode(large_room()))
    most = N_TABLES if kind in GROUP_FOR_EACH_TABLE else 2 * N_VALUES
    assert 1 <= len(terms) <= most, "a term for each value, not for each person or table"
    allowed = N_PEOPLE * N_TABLES + N_PEOPLE if kind in PAIRS_OR_PLACES else 5 * N_PEOPLE * N_VALUES
    allowed += N_TABLES if any(isinstance(term, PlaceTerm) for term in terms) else 0  # the column of each table
    assert sum(map(numbers_in, terms)) <= allowed


def test_tables_with_the_same_focus_share_a_column_of_costs() -> None:
    (term,) = requirement("focus").encode(large_room())
    assert numbers_in(term) <= N_PEOPLE * N_VALUES + N_PEOPLE + N_TABLES


def test_capping_organizations_names_only_those_that_could_exceed_it() -> None:
    """334 organizations of three: none can be over a cap of 3, all over a cap of 2."""
    assert not list(requirement("cap", of="organization", at_most=3).encode(large_room()))
    assert len(list(requirement("cap", of="organization", at_most=2).encode(large_room()))) == 333


def test_wishes_for_one_are_one_term_of_pairs() -> None:
    (term,) = requirement("wish").encode(large_room())
    assert numbers_in(term) == 3 * N_PEOPLE + N_TABLES
