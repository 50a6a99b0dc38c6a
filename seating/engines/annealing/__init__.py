"""Simulated annealing on running counts; the loops are C kernels.

Start reading at `cooling`: it runs several chains from warm to cold. `chain` is one chain, `state` builds its arrays:
who sits where, what each person's own seat costs, and one group of arrays for each family of terms, from
`count_energy`, `group_energy`, `link_energy`, `pair_energy` and `sum_energy`. `table_pairs` is for rooms in which few
swaps are accepted. `seating.native.annealing` declares the arrays and calls the kernels. The energy of a seating is one
number: unmet musts times `MUST_PRICE`, plus penalty.
"""

from seating.engines.annealing.cooling import anneal

__all__ = ["anneal"]
