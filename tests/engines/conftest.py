"""The fixture for tests of engines and of their processes."""

from __future__ import annotations

import pytest


@pytest.fixture
def kept_workers() -> None:
    """Start and stop each solver process as a user's run does."""
