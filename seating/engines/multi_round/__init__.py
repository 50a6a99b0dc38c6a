"""Search over several rounds at once, where only meetings connect the rounds: who shares a table with whom, and when.

Start reading at `rounds`: it joins the models of the rounds to one, and prices meetings. `chains` and `kernel` anneal
that model with the arrays of `engines.annealing` and one family more, `company`. Importing them compiles, so only the
worker process does. `search` runs in the parent process; `company_bound` is a lower bound by arithmetic.
"""

from __future__ import annotations

__all__ = ["warm_up"]


def warm_up() -> None:
    """Compile everything, on the smallest possible rounds."""
    from seating.engines.multi_round.chains import warm_up

    warm_up()
