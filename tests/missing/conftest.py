"""One child for all tests that need one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from seating.engines import Child, start_child


@pytest.fixture(scope="session")
def child() -> Iterator[Child]:
    with start_child() as started:
        yield started
