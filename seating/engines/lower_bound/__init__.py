"""Lower bounds by integer programs, and the optimum of a whole room as a MIP, solved through MathOpt.

Classes of interchangeable tables keep a program small; every term is replaced by a lower bound on its shortfall there.
With each table in a class of its own, the same program is exact.

`program` holds columns and rows; `seat_columns` says who may sit where; `formulation` adds the terms, `count_terms`
those that count; `mathopt` passes programs to the solvers; `lp` is the relaxation and what its duals prove;
`work_units` counts work; `class_bound` is the engine for bounds, `mip` the engine for whole rooms.

Only workers import this package.
"""

from seating.engines.lower_bound.class_bound import bound
from seating.engines.lower_bound.mip import can_solve, solve_mip

__all__ = ["bound", "can_solve", "solve_mip"]
