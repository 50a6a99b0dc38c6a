"""Waits for what threads, processes and browsers do. No result of a test depends on how fast they are.

`wait_until` waits for a state. `let_pass` gives others time where the test holds whatever happens meanwhile: because
nothing may happen, or because the moment is random. `tests/test_waiting.py` refuses other ways to wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 300.0
"""Seconds after which what is waited for counts as lost. It takes much less on a machine that does nothing else."""

MILLISECONDS = 1000 * PATIENCE

BETWEEN = 0.02
"""Seconds between two looks at a state."""


def wait_until(is_there: Callable[[], object], page: Any = None) -> None:
    """Wait until a state is there.

    Parameters
    ----------
    is_there : function
    page : Page, optional
        A page of a browser that is driven by this thread: it goes on meanwhile.

    Raises
    ------
    TimeoutError
        When it is not there after `PATIENCE` seconds.
    """
    deadline = time.monotonic() + PATIENCE
    while not is_there():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not after {PATIENCE:.0f} seconds: {is_there}")
        let_pass(BETWEEN, page)


def let_pass(seconds: float, page: Any = None) -> None:
    """Give others some seconds. What the test asks holds, however far they come.

    Parameters
    ----------
    seconds : float
    page : Page, optional
        As for `wait_until`.
    """
    if page is None:
        time.sleep(seconds)
    else:
        page.wait_for_timeout(1000 * seconds)


def patient(browser: Any) -> Any:
    """Return a browser of Playwright whose new pages wait for a state for `PATIENCE` seconds."""

    def with_patience(make: Callable[..., Any]) -> Callable[..., Any]:
        def made(*given: Any, **named: Any) -> Any:
            new = make(*given, **named)
            new.set_default_timeout(MILLISECONDS)
            return new

        return made

    browser.new_context, browser.new_page = with_patience(browser.new_context), with_patience(browser.new_page)
    return browser
