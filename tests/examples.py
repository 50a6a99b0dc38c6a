"""How many examples a random test draws: few at every landing, always the same; many at night, always others.

On the lowest versions a fifth of them is drawn: whether a call still exists does not depend on the seed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

SHARES = {"landing": 1.0, "night": 10.0, "lowest": 0.2}
"""How many times as many examples each profile draws as a test names."""

MOST_OF_SLOW = 3.0
"""How many times as many a slow test draws at most: a night is to end."""

USUAL = 25
"""How many examples a test draws that names no number."""

SEEDS = st.integers(0, 999_999)
"""What seeds a `random.Random` that draws a room."""

# Without a time limit: a busy machine is not a fault of the code.
for profile, share in SHARES.items():
    settings.register_profile(
        profile,
        max_examples=round(USUAL * share),
        deadline=None,
        derandomize=profile != "night",
        print_blob=profile == "night",
    )


def examples(number: int, *, is_slow: bool = False) -> settings:
    """Return the settings of a random test with this many examples, or the share of the profile of them.

    Parameters
    ----------
    number : int
        Examples at a landing.
    is_slow : bool
        Whether the share is at most `MOST_OF_SLOW`.
    """
    share = SHARES[settings.get_current_profile_name()]
    return settings(max_examples=max(1, round(number * min(share, MOST_OF_SLOW if is_slow else share))))


def seeded(
    number: int, name: str = "seed", *, shrinks: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that runs a test with this many seeds, or the share of the profile of them.

    Parameters
    ----------
    number : int
        Seeds at a landing.
    name : str
        The argument of the test that takes the seed.
    shrinks : bool
        Whether smaller seeds are tried after a failure. A slow test would be repeated many times, to no use; it draws
        fewer examples at night, too.
    """
    phases = tuple(Phase) if shrinks else (Phase.explicit, Phase.generate)

    def decorate(test: Callable[..., Any]) -> Callable[..., Any]:
        return settings(examples(number, is_slow=not shrinks), phases=phases)(given(**{name: SEEDS})(test))

    return decorate
