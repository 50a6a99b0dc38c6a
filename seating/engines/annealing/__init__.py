"""Simulated annealing over counts kept up to date, compiled.

`chains` is where to begin reading: several chains of swaps, each from warm to cold. `chain` is one of
them from Python's side, `kernel` its compiled search, `board` the arrays that reads, with one module
for each family of terms. Importing this compiles, or loads compiled code, so only the child process
does it.
"""

from seating.engines.annealing.cooling import anneal, warm_up

__all__ = ["anneal", "warm_up"]
