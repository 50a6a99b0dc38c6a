"""Terms: the shapes of cost into which every requirement is rewritten. Engines read nothing else.

Person numbers are indices into `Room.persons` (people first, then staff), table numbers are indices into `Room.tables`.
`base` defines the operations of every shape. `table_terms` has the shapes that are sums over tables, `pair_terms` those
about pairs, `link_terms` the one about links between tables, and `room_terms` the others. A term that is a sum over
tables costs nothing at an empty table that may stay empty. Only the model knows which tables those are.
"""

from __future__ import annotations

from seating.terms.base import NO_LIMIT, Join, Part
from seating.terms.link_terms import LinkTerm
from seating.terms.pair_terms import CompanyTerm, PartedTerm, SharedTerm
from seating.terms.room_terms import FixedTerm, PlaceTerm, SpreadTerm
from seating.terms.table_terms import CountTerm, PresenceTerm, SumTerm

__all__ = [
    "NO_LIMIT",
    "CompanyTerm",
    "CountTerm",
    "FixedTerm",
    "Join",
    "LinkTerm",
    "Part",
    "PartedTerm",
    "PlaceTerm",
    "PresenceTerm",
    "SharedTerm",
    "SpreadTerm",
    "SumTerm",
    "Term",
]

Term = CountTerm | PresenceTerm | SpreadTerm | SumTerm | SharedTerm | PartedTerm | LinkTerm | PlaceTerm | FixedTerm
