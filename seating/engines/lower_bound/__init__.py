"""Lower bounds by integer programs, and the optimum of a whole room as a MIP, solved through MathOpt.

Classes of interchangeable tables keep the program small: each term is replaced by a lower bound on its shortfall over a
class. If each table is a separate class, the program is exact.

`program` holds columns and rows, and computes the bound that duals prove. `assignment` creates the columns for seats,
`formulation` adds the terms, and `count_terms` the count terms. `mathopt` passes programs to the solvers, solves the LP
relaxation and measures work. `class_bound` is the engine for bounds, `wish_groups` and `group_parts` for those on
wishes and groups, `mip` for whole rooms.

Only workers import this package.
"""

from seating.engines.lower_bound.class_bound import bound
from seating.engines.lower_bound.mip import can_solve, solve_mip

__all__ = ["bound", "can_solve", "solve_mip"]
