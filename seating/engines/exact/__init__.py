"""The exact engine: the terms of a model as a CP-SAT model, solved from a given start with some tables set free.

`variables` creates the variables, `constraints` the shortfall of each term. `solver` sets the objective, solves, and
reads the seating back. Only workers import this package.
"""

from seating.engines.exact.solver import solve

__all__ = ["solve"]
