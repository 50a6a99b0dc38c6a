"""Decomposition: a room too large for one annealing is improved in parts, each of them some tables with their persons.

`grouping` deals tables to parts, and `distribution` persons to tables. `parts_search` improves the parts, pass
after pass.
"""

from seating.engines.decomposition.distribution import distribute
from seating.engines.decomposition.grouping import group_tables
from seating.engines.decomposition.parts_search import Settings, improve_in_parts

__all__ = ["Settings", "distribute", "group_tables", "improve_in_parts"]
