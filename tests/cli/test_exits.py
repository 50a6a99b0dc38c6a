"""The exit codes that scripts rely on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.cli.exits import exit_code
from seating.engines.interruption import Ending
from seating.engines.outcome import Status
from tests.report.made_up import impossible, result_of, small


def flawless():
    made = small()
    bare = made.convening.model_copy(update={"requirements": ()})
    return result_of(made.people, bare, dict(made.plan.seats), bound=0)


@pytest.mark.parametrize(
    ("result", "strict", "code"),
    [
        pytest.param(flawless(), False, 0, id="done"),
        pytest.param(flawless(), True, 0, id="done, and nothing unmet"),
        pytest.param(small(), True, 5, id="strict, with wishes unmet"),
        pytest.param(impossible(), False, 4, id="impossible"),
        pytest.param(impossible(), True, 4, id="impossible goes before strict"),
        pytest.param(replace(small(), status=Status.NO_SEATING, bound=None), False, 6, id="no seating"),
        pytest.param(replace(small(), ending=Ending.INTERRUPTED), False, 130, id="interrupted"),
    ],
)
def test_a_result_leaves_with_its_code(result, strict, code):
    assert not result.review.unmet or code != 0
    assert exit_code(result, strict) == code


def test_a_voice_that_is_not_heard_fails_a_strict_run():
    """An unknown or unheard voice has no shortfall, but it is not heard."""
    result = small()
    voices_only = tuple(r for r in result.requirements if r.kind == "voice")
    made = result_of(
        result.people,
        result.convening.model_copy(update={"requirements": voices_only}),
        dict(result.plan.seats),
        bound=0,
    )
    assert any(voice.state != "heard" for voice in made.review.voices)
    assert exit_code(made, strict=True) == 5
