"""Compiled code is cached under a key that changes with every source it depends on."""

from __future__ import annotations

import ast
import os
import shutil
import time
from importlib import import_module
from pathlib import Path

import pytest

from seating.engines import jit
from tests import compiled

SEATING = Path(jit.__file__).parents[1]
FILES = jit.source_files()


def constants_imported(file: Path) -> set[Path]:
    """Return the files of the project from which a module imports names in capital letters."""
    imports = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    modules = [node.module or "" for node in imports if any(name.name.isupper() for name in node.names)]
    paths = [SEATING.joinpath(*module.split(".")[1:]) for module in modules if module.startswith("seating.")]
    return {path / "__init__.py" if path.is_dir() else path.with_suffix(".py") for path in paths}


def has_compiled_functions(file: Path) -> bool:
    return "from seating.engines.jit import" in file.read_text(encoding="utf-8")


def test_every_module_with_compiled_functions_is_in_the_key() -> None:
    with_compiled = {file for file in SEATING.rglob("*.py") if has_compiled_functions(file)}
    assert len(with_compiled) > 8
    assert with_compiled <= set(FILES)
    others = [file for file in SEATING.rglob("*.py") if "numba import" in file.read_text(encoding="utf-8")]
    assert others == [Path(jit.__file__)]


def test_every_constant_that_compiled_modules_import_is_in_the_key() -> None:
    imported = set().union(*(constants_imported(file) for file in FILES if has_compiled_functions(file)))
    assert SEATING / "engines" / "local_search" / "tallies.py" in imported
    assert imported <= set(FILES)


@pytest.mark.parametrize(
    "name", ["local_search/tallies.py", "annealing/neighborhood.py", "column_generation/master.py"]
)
def test_the_key_changes_with_each_source(tmp_path: Path, name: str) -> None:
    copy = tmp_path / "engines"
    shutil.copytree(SEATING / "engines", copy, ignore=shutil.ignore_patterns("__pycache__"))
    key = jit.code_key(jit.source_files(copy))
    assert key == jit.code_key(FILES)
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert jit.code_key(jit.source_files(copy)) != key


def test_other_sources_leave_the_key_as_it_is(tmp_path: Path) -> None:
    copy = tmp_path / "engines"
    shutil.copytree(SEATING / "engines", copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "strategy.py").write_text("", encoding="utf-8")
    assert jit.code_key(jit.source_files(copy)) == jit.code_key(FILES)


def test_code_of_other_versions_is_deleted_a_month_after_its_last_use(tmp_path: Path) -> None:
    """Nothing else is: not the own folder, nor files, nor folders with other names."""
    own, unused, used, other = (tmp_path / name for name in ("a" * 16, "0123456789abcdef", "b" * 16, "notes"))
    for folder in (own, unused, used, other):
        (folder / "inside").mkdir(parents=True)
        os.utime(folder, (0, 0))
    (tmp_path / jit.LOCK).touch()
    os.utime(tmp_path / jit.LOCK, (0, 0))
    jit.mark_used(used)
    jit.delete_unused(own)
    assert {path.name for path in tmp_path.iterdir()} == {own.name, used.name, other.name, jit.LOCK}
    month = time.time() - jit.UNUSED
    os.utime(used, (month + 60, month + 60))
    jit.delete_unused(own)
    assert used.exists()


def test_the_tests_compile_anew_when_the_key_changes() -> None:
    assert compiled.SOURCES == jit.SOURCES


@pytest.mark.parametrize("name", compiled.WITH_KERNELS)
def test_what_tests_compile_can_be_compiled_before_them(name: str) -> None:
    """Before the tests, an error is passed over."""
    import_module(name).warm_up()
