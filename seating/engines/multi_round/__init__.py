"""Several rounds searched at once, as long as what ties them together is who meets whom in which of them.

`rounds` is where to begin reading: the rounds as one model, and the cost of company. `chains` anneals it, with
the families of terms of `engines.annealing` and one more, `company`; importing that compiles, so only a child does.
`search` is the parent's side.
"""

from __future__ import annotations

__all__ = ["warm_up"]


def warm_up() -> None:
    """Have everything compiled, on the fewest rounds there are."""
    from seating.engines.multi_round.chains import warm_up

    warm_up()
