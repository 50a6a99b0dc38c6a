"""The exit codes. Scripts rely on them.

2 (wrong usage), 3 (wrong input) and 7 (folder in use) are the codes of the errors in `seating.errors`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seating.result import Result

DONE = 0
UNEXPECTED = 1
"""An internal error."""
DAMAGED = 3
"""Entries of the ledger are damaged. The sound entries are printed anyway."""
IMPOSSIBLE = 4
"""The musts cannot all be met. For a review: a must is unmet."""
UNMET = 5
"""With --strict: a wish or a voice is unmet."""
NO_SEATING = 6
"""No seating that meets the musts was found."""
HUNG_UP = 129
"""The terminal was closed: the process got SIGHUP, or could not print its result there. What it found is saved."""
INTERRUPTED = 130
"""The user pressed Ctrl-C. The best seating found by then was written. After SIGTERM and SIGHUP, the process ends with
143 and 129 instead."""


def exit_code(result: Result, strict: bool) -> int:
    """Return the exit code of a result.

    Parameters
    ----------
    result : Result
    strict : bool
        Whether an unmet wish or voice counts as a failure.
    """
    from seating.engines.interruption import Ending
    from seating.engines.outcome import Status
    from seating.requirements.base.voices import VoiceState

    if result.ending is Ending.INTERRUPTED:
        return INTERRUPTED
    judged = (result, *result.governance)
    if any(one.status is Status.NO_SEATING for one in judged):
        return NO_SEATING
    if any(one.status is Status.IMPOSSIBLE or one.review.unmet for one in judged):
        return IMPOSSIBLE
    lacking = any(not verdict.met for one in judged for verdict in one.review.verdicts.values())
    unheard = any(voice.state is not VoiceState.HEARD for one in judged for voice in one.review.voices)
    return UNMET if strict and (lacking or unheard) else DONE


def exit_code_of_all(results: Iterable[Result], strict: bool) -> int:
    """Return the exit code of rounds that were planned together: that of the worst round."""
    codes = {exit_code(result, strict) for result in results}
    return next((code for code in (INTERRUPTED, NO_SEATING, IMPOSSIBLE, UNMET) if code in codes), DONE)
