"""Bounds by linear programs in whole numbers, solved through MathOpt.

`classes` of interchangeable tables keep a program small; every term gives a lower bound on its
shortfall there. With each table a class by itself the same program is exact. Parts: `program` (columns and
rows), `seats` (who may sit where), `counts`, `steps`, `others`, `pairs` (what each term costs), `build` (all
of them), `mathopt` (to solvers and back), `certificate` (what duals prove), `pace` (work), `run` (the
bound), `whole` (the whole room). Only a child process imports this package.
"""

from seating.engines.lower_bound.class_bound import bound
from seating.engines.lower_bound.mip import can_solve, solve_mip

__all__ = ["bound", "can_solve", "solve_mip"]
