"""Terms: the few shapes of cost into which every requirement is rewritten, and the only ones engines read.

Numbers of persons are positions in `Room.persons` (people, then staff), numbers of tables positions in
`Room.tables`. `base` lists the operations that every shape has; `table_terms` holds the shapes that are sums
over tables, `pair_terms` those about pairs, `room_terms` the others. A term that is a sum over tables costs
nothing at an empty table that may stay empty; the model knows which tables those are, so terms need not.
"""

from __future__ import annotations

from seating.terms.base import NO_LIMIT
from seating.terms.pair_terms import CompanyTerm, PartedTerm, SharedTerm
from seating.terms.room_terms import FixedTerm, PlaceTerm, SpreadTerm
from seating.terms.table_terms import CountTerm, PresenceTerm, SumTerm

__all__ = [
    "NO_LIMIT",
    "CompanyTerm",
    "CountTerm",
    "FixedTerm",
    "PartedTerm",
    "PlaceTerm",
    "PresenceTerm",
    "SharedTerm",
    "SpreadTerm",
    "SumTerm",
    "Term",
]

Term = CountTerm | PresenceTerm | SpreadTerm | SumTerm | SharedTerm | PartedTerm | PlaceTerm | FixedTerm
