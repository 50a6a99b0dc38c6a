"""One child for all tests that need one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from seating.engines import Child


@pytest.fixture(scope="session")
def child() -> Iterator[Child]:
    with Child() as started:
        yield started
