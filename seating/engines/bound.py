"""A sound lower bound at no cost: what each requirement lacks in every seating whatever.

Each term is looked at alone, so their least shortfalls may be added up.
"""

from __future__ import annotations

import numpy as np

from seating.model import Model, Value
from seating.terms import NO_LIMIT, CountTerm, FixedTerm, PlaceTerm, PresenceTerm, SpreadTerm, Term

__all__ = ["least_value"]


def least_value(model: Model) -> Value:
    """Return the least sum of unmet musts and the least penalty that arithmetic proves."""
    least = np.zeros(len(model.requirement_ids), dtype=np.int64)
    counted: dict[tuple[int, bytes], list[CountTerm]] = {}
    for requirement, term in model.terms:
        if isinstance(term, CountTerm):
            counted.setdefault((requirement, term.group.tobytes()), []).append(term)
        else:
            least[requirement] += _least(model, term)
    for (requirement, _), terms in counted.items():
        least[requirement] += _least_of_counts(model, terms)
    return Value(int(least[model.musts].sum()), int((least * model.weights).sum()))


def _least(model: Model, term: Term) -> int:
    match term:
        case FixedTerm():
            return term.shortfall
        case PlaceTerm():
            return int(term.costs.min(axis=1, initial=NO_LIMIT).sum()) if model.n_tables else 0
        case PresenceTerm():
            asked = term.low * int((~model.may_be_empty[term.tables]).sum())
            there = sum(min(len(group), len(term.tables)) for group in term.groups)
            return max(0, asked - there)
        case SpreadTerm():
            everywhere = len(term.tables) == model.n_tables
            return max(0, 1 - term.high) if everywhere and len(term.group) else 0
        case _:
            return 0


def _least_of_counts(model: Model, terms: list[CountTerm]) -> int:
    """Return what count terms about one group lack together: too few of it, or too many."""
    size = len(terms[0].group)
    tables = np.concatenate([term.tables for term in terms])
    if len(np.unique(tables)) < len(tables):  # bands at one table twice: their parts are not apart
        return 0
    asked = sum(
        0 if term.or_none else int(term.low.min()) * int((~model.may_be_empty[term.tables]).sum()) for term in terms
    )
    taken = sum(min(int(term.high.max()), size) * len(term.tables) for term in terms)
    over = size - taken if len(tables) == model.n_tables and not _may_hide(model, terms) else 0
    return max(0, asked - size) + max(0, over)


def _may_hide(model: Model, terms: list[CountTerm]) -> bool:
    """Whether some of the group may sit where nothing is counted: staff at a table without people."""
    return bool(model.may_be_empty.any() and (terms[0].group >= model.n_people).any())
