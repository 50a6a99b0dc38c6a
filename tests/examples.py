"""How many examples a random test draws: few at every landing, always the same; many at night, always others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

NIGHTLY = 10
"""How many times as many examples are drawn at night."""

SEEDS = st.integers(0, 999_999)
"""What seeds a `random.Random` that draws a room."""

# Without a time limit: a busy machine is not a fault of the code.
settings.register_profile("landing", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("night", max_examples=25 * NIGHTLY, deadline=None, print_blob=True)


def examples(number: int) -> settings:
    """Return the settings of a random test with this many examples, and `NIGHTLY` times as many at night.

    Parameters
    ----------
    number : int
        Examples at a landing.
    """
    return settings(max_examples=number * (NIGHTLY if settings.get_current_profile_name() == "night" else 1))


def seeded(
    number: int, name: str = "seed", *, shrinks: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that runs a test with this many seeds, and `NIGHTLY` times as many at night.

    Parameters
    ----------
    number : int
        Seeds at a landing.
    name : str
        The argument of the test that takes the seed.
    shrinks : bool
        Whether smaller seeds are tried after a failure. A slow test would be repeated many times, to no use.
    """
    phases = tuple(Phase) if shrinks else (Phase.explicit, Phase.generate)

    def decorate(test: Callable[..., Any]) -> Callable[..., Any]:
        return settings(examples(number), phases=phases)(given(**{name: SEEDS})(test))

    return decorate
