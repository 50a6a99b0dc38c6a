"""The exact engine: the terms of a model as a CP-SAT model, solved from a given start with some tables set free.

`variables` says who may sit where and what is counted; `constraints` what each term costs; `solver` sets the objective,
solves, and reads the seating back. Only workers import this package.
"""

from seating.engines.exact.solver import solve

__all__ = ["solve"]
