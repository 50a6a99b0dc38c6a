"""Search over several rounds at once, where only meetings connect the rounds: who shares a table with whom, and when.

Start reading at `joined_rounds`: it joins the models of the rounds into one, prices meetings, and bounds their cost.
`chains` anneals that model with the arrays of `engines.annealing` and one additional family, `round_company`. Only the
worker process imports `chains` and `round_company`, because importing them compiles them. `rounds_search` runs in the
parent process.
"""

from __future__ import annotations

__all__ = ["warm_up"]


def warm_up() -> None:
    """Compile everything, on the smallest possible rounds."""
    from seating.engines.multi_round.chains import warm_up

    warm_up()
