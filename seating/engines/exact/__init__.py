"""CP-SAT: the terms of a model as a program, solved from a given start with some tables set free.

Four parts: `variables` (who may sit where, and what is counted), `constraints` (what each term
costs), `objective` (what is asked), `run` (how it is solved and read back). Only the child process
imports this package; nothing here runs in the process that talks to the user.
"""

from seating.engines.exact.solver import solve

__all__ = ["solve"]
