"""Simulated annealing on running counts, compiled by numba.

Start reading at `cooling`: it runs several chains from warm to cold. `chain` is the Python side of one chain, `kernel`
its compiled loop, and `neighborhood` has its two moves; `table_pairs` is the loop for rooms in which few swaps are
accepted. `state` holds the arrays of a chain: who sits where, what each person's own seat costs, and one group of
arrays for each family of terms, from `count_energy`, `group_energy`, `link_energy`, `pair_energy` and `sum_energy`.
`acceptance` decides whether a change for the worse is accepted. The energy of a seating is one number: unmet musts
times `MUST_PRICE`, plus penalty. Importing the package compiles it or loads compiled code, so only the worker process
imports it.
"""

from seating.engines.annealing.cooling import anneal, warm_up

__all__ = ["anneal", "warm_up"]
