"""No kernel reads or writes outside its arrays, and none relies on what C leaves undefined."""

from __future__ import annotations

import pytest

from tests.native.sanitized import find_runtime, run_sanitized


@pytest.mark.room
def test_all_kernels_under_sanitizers() -> None:
    runtime = find_runtime()
    if runtime is None:
        pytest.skip("the sanitizers of gcc are not installed")
    done = run_sanitized(100, runtime)
    assert done.returncode == 0, done.stderr[-5000:]
