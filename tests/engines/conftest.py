"""The fixture for tests of engines and of their processes."""

from __future__ import annotations

import pytest

from seating.engines import prestart


@pytest.fixture
def kept_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start and stop each solver process as a user's run does."""
    monkeypatch.setattr(prestart, "_keepers", [])
    monkeypatch.setattr(prestart, "_waiting", {})
