"""The library of kernels: built from its sources, loaded, refused when it is another one, and given arrays."""

from __future__ import annotations

import ctypes
import shutil
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from seating.native import build, library
from seating.native.arrays import Flags, Ints, Ints2, Passed, Reals, layout_of, parameter_of, struct_of
from tests.conftest import Interpreter


class Inner(NamedTuple):
    size: int
    flags: Flags
    costs: Ints2


class Outer(NamedTuple):
    table: Ints
    inner: Inner


def outer() -> Outer:
    return Outer(np.arange(3), Inner(7, np.zeros(2, np.bool_), np.zeros((2, 0), np.int64)))


def test_the_library_is_that_of_the_sources() -> None:
    assert library.load().seating_key().decode() == build.key_of(build.sources())


def test_a_missing_library_is_an_error_that_names_file_and_command(tmp_path: Path) -> None:
    with pytest.raises(library.LibraryError) as caught:
        library.load(tmp_path / "_kernels.so")
    assert str(tmp_path / "_kernels.so") in str(caught.value)
    assert library.BUILD in str(caught.value)


def test_a_file_that_is_no_library_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "_kernels.so"
    for content in (b"", b"\x7fELF no library"):
        file.write_bytes(content)
        with pytest.raises(library.LibraryError):
            library.load.__wrapped__(file)


def test_a_library_of_other_sources_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "key_of", lambda files: "other")
    with pytest.raises(library.LibraryError) as caught:
        library.load.__wrapped__()
    assert library.BUILD in str(caught.value)


def test_another_source_text_or_name_is_another_key(tmp_path: Path) -> None:
    file = tmp_path / "one.c"
    keys = set()
    for name, text in (("one.c", "int x;"), ("one.c", "int y;"), ("two.c", "int y;")):
        file = tmp_path / name
        file.write_text(text)
        keys.add(build.key_of([file]))
    assert len(keys) == 3


def test_a_struct_has_the_addresses_and_shapes_of_its_arrays() -> None:
    arrays = outer()
    struct = Passed(arrays).struct
    assert (struct.table.at, struct.table.n0) == (arrays.table.ctypes.data, 3)
    assert (struct.inner.costs.n0, struct.inner.costs.n1) == (2, 0)
    assert struct.inner.size == 7
    assert ctypes.sizeof(struct_of(Outer)) == 2 * 8 + 8 + 2 * 8 + 3 * 8
    assert layout_of(Inner) == "Inner{int64_t size;Flags flags;Ints2 costs;}"
    assert layout_of(Outer) == "Outer{Ints table;Inner inner;}"


@pytest.mark.parametrize(
    "arrays",
    [
        outer()._replace(table=np.zeros(3, np.int32)),
        outer()._replace(table=np.zeros((3, 1), np.int64)),
        outer()._replace(table=np.arange(6)[::2]),
        outer()._replace(table=[1, 2, 3]),
        outer()._replace(inner=Inner(7, np.zeros(2, np.uint8), np.zeros((2, 0), np.int64))),
    ],
)
def test_an_array_of_another_type_shape_or_order_is_refused(arrays: Outer) -> None:
    with pytest.raises(TypeError):
        Passed(arrays)


def test_arguments_of_another_type_are_refused() -> None:
    for declared, given in ((Reals, np.zeros(2, np.int64)), (Outer, outer()), (Outer, Passed(outer().inner))):
        with pytest.raises(TypeError):
            parameter_of(declared).from_param(given)


def test_a_wheel_is_named_after_its_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    assert build.tag_of("windows-x86_64", is_zig=True) == "py3-none-win_amd64"
    monkeypatch.setattr(build.sysconfig, "get_platform", lambda: "linux-x86_64")
    assert build.tag_of(None, is_zig=False) == "py3-none-linux_x86_64"
    monkeypatch.setattr(build.sysconfig, "get_platform", lambda: "macosx-10.9-universal2")
    monkeypatch.setattr(build.platform, "machine", lambda: "arm64")
    assert build.tag_of(None, is_zig=False) == "py3-none-macosx_10_9_arm64"


def test_without_a_compiler_the_error_names_the_package_that_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    monkeypatch.setattr(build, "find_spec", lambda name: None)
    with pytest.raises(build.BuildError, match="pip install ziglang"):
        build.build(tmp_path / "_kernels.so")


@pytest.mark.room
def test_no_search_begins_without_the_library(python: Interpreter, tmp_path: Path) -> None:
    """The command ends with the error, and writes no seating."""
    shutil.copytree(Path(__file__).parents[2] / "examples" / "wedding", tmp_path / "wedding")
    code = f"""
import sys
from pathlib import Path
from seating.__main__ import main
from seating.native import library
library.library_path = lambda: Path({str(tmp_path / "none.so")!r})
sys.argv = ["seating", "solve", "wedding/guests.csv"]
main()
"""
    done = python.run("-c", code, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert library.BUILD in done.stderr
    assert not list(tmp_path.rglob("seating.csv"))
