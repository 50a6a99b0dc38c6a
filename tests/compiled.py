"""Compiles the search once before the tests, so that no test has to wait for the compiler.

It takes most of a minute on one core, and workers find the tests meanwhile on the others.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from seating.cache import compiled_folder

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ROOT / "seating" / "engines"
SOURCES = ("annealing", "column_generation", "multi_round", "local_search/tallies.py", "jit.py")
"""The same as `seating.engines.jit.SOURCES`, which cannot be imported here without the compiler."""

WITH_KERNELS = (
    "tests.engines.annealing.test_deltas",
    "tests.engines.annealing.test_terms",
    "tests.engines.column_generation.test_branched",
)
"""Tests with large compiled functions of their own, or of what no engine warms up. Their `warm_up` compiles these."""

PROGRAM = f"""
from contextlib import suppress
from importlib import import_module
from seating.engines import annealing, multi_round
annealing.warm_up()
multi_round.warm_up()
for name in {WITH_KERNELS}:
    with suppress(Exception):  # what is wrong here, the tests find
        import_module(name).warm_up()
"""
"""All in one process, which compiles once what several functions share."""

KEY = "seating/compiled"

COMPILER = pytest.StashKey[tuple[subprocess.Popen[bytes], str]]()
"""The process that compiles, and what it was given."""


def start_compiling(config: pytest.Config) -> None:
    """Start to compile the search, unless it was compiled before for these sources, this Python and this cache.

    Parameters
    ----------
    config : pytest.Config
        The configuration of the process that starts the workers. Its cache records what was compiled.
    """
    folder = compiled_folder()
    if folder is None:
        return
    cache = getattr(config, "cache", None)  # missing with `-p no:cacheprovider`
    state = _state(folder)
    if cache is None or (cache.get(KEY, None) == state and any(folder.iterdir())):
        return
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line("compiling the search, once for these sources")
    config.stash[COMPILER] = subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT), state


def wait_for_compiler(config: pytest.Config) -> None:
    """Wait until the search is compiled, if that was started."""
    process, state = config.stash.get(COMPILER, (None, ""))
    if process is None:
        return
    if process.wait():
        raise RuntimeError("the search cannot be compiled; the compiler's message is above")
    config.cache.set(KEY, state)


def _state(folder: Path) -> str:
    """Return everything that the compiled code depends on, as one text."""
    files = [path for name in SOURCES for path in (sorted((ENGINES / name).glob("*.py")) or [ENGINES / name])]
    files += [ROOT / f"{name.replace('.', '/')}.py" for name in WITH_KERNELS]
    sources = b"".join(path.read_bytes() for path in files)
    return f"{folder} {sys.version} {version('numba')} {hashlib.sha256(sources).hexdigest()}"
