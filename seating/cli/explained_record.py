"""The record that `seating explain --json` prints. It contains nothing private."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seating.api import Explanation
from seating.explain.person import Elsewhere, Whereabouts
from seating.explain.price import Change, Price
from seating.report.privacy import penalty_of, shared_id, shared_sentence
from seating.report.record import as_record
from seating.result import Result

__all__ = ["explained_record"]

Record = dict[str, Any]

KEPT = ("schema_version", "seating_version", "status", "penalty", "bound", "gap", "seconds", "seed", "inputs", "notes")
CLASHES = ("conflict", "conflicts", "conflicts_complete", "recruit")


def explained_record(explained: Explanation) -> Record:
    """Return an explanation as plain data. `docs/reference/explain.md` describes the keys."""
    result = explained.solved
    record = as_record(result)
    price, where = explained.price, explained.whereabouts
    return {
        **{key: record[key] for key in KEPT},
        "requirement": None if price is None else _price(result, price),
        "person": None if where is None else _whereabouts(result, where),
        **{key: record[key] for key in CLASHES},
    }


def _price(result: Result, price: Price) -> Record:
    name = shared_id(result, price.requirement)
    asked = result.by_requirement[price.requirement]
    met = price.met
    return {
        "id": name,
        "sentence": shared_sentence(result, asked),
        "must": asked.is_must,
        "shortfall": result.verdict(asked).shortfall,
        "penalty": penalty_of(result, asked),
        "price": price.price,
        "exact": price.is_exact,
        "without": {"penalty": price.without.penalty, "proven": price.without.is_proven},
        "robust": None
        if price.plain is None
        else {
            "price": price.price_of_robustness,
            "penalty": price.plain.penalty,
            "proven": price.plain.is_proven,
        },
        "if_met": None
        if met is None
        else {
            "penalty": met.penalty,
            "proven": met.is_proven,
            "changes": _changes(result, price.payers),
            "against": _named(result, price.against),
        },
    }


def _whereabouts(result: Result, found: Whereabouts) -> Record:
    return {
        "id": found.person,
        "name": result.people.by_id[found.person].label,
        "table": found.table,
        "tables": [_elsewhere(result, found, other) for other in found.elsewhere],
    }


def _elsewhere(result: Result, found: Whereabouts, other: Elsewhere) -> Record:
    penalty, now = other.best.penalty, found.now.penalty
    possible = penalty is not None
    return {
        "table": other.table,
        "possible": True if possible else (False if other.best.is_proven else None),
        "penalty": penalty,
        "more": None if penalty is None or now is None else penalty - now,
        "exact": found.now.is_proven and other.best.is_proven,
        "others_moved": other.moved,
        "alone": {"unmet": other.alone.unmet, "penalty": other.alone.penalty},
        "changes": _changes(result, other.changed),
        "against": _named(result, other.against),
    }


def _changes(result: Result, changed: Iterable[Change]) -> list[Record]:
    return [{**_one(result, change.requirement), "points": change.points} for change in changed]


def _named(result: Result, requirements: Iterable[str]) -> list[Record]:
    return [_one(result, identity) for identity in requirements]


def _one(result: Result, identity: str) -> Record:
    sentence = shared_sentence(result, result.by_requirement[identity])
    return {"requirement": shared_id(result, identity), "sentence": sentence}
