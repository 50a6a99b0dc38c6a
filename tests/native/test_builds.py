"""One seed gives one seating, whatever compiled the kernels."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from seating.native import build


@pytest.mark.room
def test_two_compilers_build_the_same_search(python, tmp_path: Path) -> None:
    if build.find_compiler() is None:
        pytest.skip("the system has no C compiler")
    if find_spec("ziglang") is None or build.host() is None:
        pytest.skip("ziglang is not installed")
    libraries = [build.build(tmp_path / "system.so"), build.build(tmp_path / "zig.so", build.host())]
    found = [python.run("-m", "tests.native.digest", path).stdout for path in libraries]
    assert found[0] == found[1] != ""


@pytest.mark.room
def test_a_build_that_is_not_optimized_is_the_same_search(python, tmp_path: Path, monkeypatch) -> None:
    command = build.find_compiler()
    if command is None:
        pytest.skip("the system has no C compiler")
    optimized = build.build(tmp_path / "optimized.so")
    key = build.key_of(build.sources())  # as with the usual flags
    monkeypatch.setattr(build, "key_of", lambda files: key)
    monkeypatch.setattr(build, "FLAGS", tuple("-O0" if flag == "-O3" else flag for flag in build.FLAGS))
    plain = build.build(tmp_path / "plain.so")
    found = [python.run("-m", "tests.native.digest", path).stdout for path in (optimized, plain)]
    assert found[0] == found[1] != ""
