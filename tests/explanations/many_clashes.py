"""Convenings of 30 to 60 people with very many conflicts of musts, generated from a seed."""

from __future__ import annotations

from random import Random
from typing import Any


def many_clashes(seed: int, n_people: int, n_tables: int, share: float) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """Return a list and a convening in which a share of all pairs must be apart; others are tied, pinned and capped.

    Parameters
    ----------
    share : float
        Share of the pairs of people that may not share a table.
    """
    rng = Random(seed)
    ids = [f"p{n:02}" for n in range(n_people)]
    tables = [f"t{n}" for n in range(n_tables)]
    people = [
        {
            "id": identity,
            "name": f"Person {identity[1:]}",
            "organization": f"Org {rng.randrange(n_people // 3)}",
            "sector": rng.choice("abcde"),
            "gender": rng.choice("fm"),
            "representative_type": rng.choice(["designee", "doer", "doer", "decision-maker"]),
        }
        for identity in ids
    ]
    pairs = [(a, b) for n, a in enumerate(ids) for b in ids[n + 1 :] if rng.random() < share]
    asked: list[dict[str, Any]] = [{"kind": "apart", "people": [a, b]} for a, b in pairs]
    asked += [{"kind": "together", "people": rng.sample(ids, 2)} for _ in range(n_people // 10)]
    asked += [{"kind": "pin", "people": [rng.choice(ids)], "tables": [rng.choice(tables)]} for _ in range(5)]
    asked += [
        {"kind": "cap", "of": "sector", "at_most": 3, "must": True},
        {"kind": "cap", "of": "organization", "at_most": 1, "must": True},
        {"kind": "role_mix", "at_least": {"designee": 1, "doer": 2, "decision-maker": 1}, "must": True},
        {"kind": "voice", "name": "Women", "who": {"gender": "f"}, "at_least": 3, "must": True},
        {"kind": "balance", "of": "gender"},
    ]
    most = -(-n_people // n_tables)
    written = [{"id": table, "seats": {"min": most - 1, "max": most}} for table in tables]
    return people, {"tables": written, "requirements": asked}
