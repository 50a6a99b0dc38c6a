"""Every state as planted, for voices, role mix and needs alike, per table and for the room."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from seating.judge import review
from tests.analysis.planted import FORMS, STATES, planted

REASONS = {"seat_held": "missing", "not_coming": "missing", "no_shared_language": "elsewhere"}
"""The state of each reason."""


def check(numbers: range) -> Counter[tuple[str, str]]:
    """Check a case for each number; return how often each form had each state."""
    seen: Counter[tuple[str, str]] = Counter()
    for number in numbers:
        state, form = STATES[number % len(STATES)], FORMS[number // len(STATES) % len(FORMS)]
        case = planted(Random(f"state {number}"), state, form)
        if case is None or (state == "too_few" and case.needed == 1):
            continue
        judged = review(case.room, [case.requirement], case.plan)
        (found,) = (*judged.voices, *judged.gaps)
        asked = (REASONS[state], state) if state in REASONS else (state, None)
        assert (found.state, found.why) == asked, f"{number}: {form}, {found}"
        assert (found.attending, found.needed) == (case.attending, case.needed), number
        assert bool(judged.gaps) == (form in {"role", "need"})
        seen[form, state] += 1
    return seen


def test_every_state_as_planted() -> None:
    assert sum(check(range(70)).values()) >= 60


@pytest.mark.night
def test_every_state_as_planted_in_five_hundred_cases() -> None:
    seen = check(range(1000, 1560))
    assert sum(seen.values()) >= 500
    possible = {(form, state) for form in FORMS for state in STATES} - {("room", "elsewhere")}
    assert set(seen) == possible
