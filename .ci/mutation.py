"""Change the core at random places, one at a time, and see whether the tests notice.

    python .ci/mutation.py                       60 mutants in all packages of the core
    python .ci/mutation.py --mutants 300 --seed 2
    ... --write                                  also write the figures into docs/quality.md

`nox -s mutation` runs it. cosmic-ray makes the mutants, in a copy of the project. A mutant that no test notices has
survived: a test is missing, or the change does not matter. Annotations are not changed, because they are not run.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.testing import run_tests
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.quality import write  # noqa: E402  # found only once the folder above is on the path

CORE = {
    "seating/judge.py": "tests/test_judge.py tests/requirements/test_cases.py",
    "seating/requirements": "tests/requirements",
    "seating/terms": "tests/terms tests/model tests/engines/test_exact.py",
    "seating/model": "tests/model tests/engines/test_sessions.py tests/requirements/test_conformance.py",
    "seating/engines/feasibility": "tests/engines/feasibility",
}
"""What is changed, and the tests that have to notice it."""

SECONDS = 600
"""A mutant whose tests take longer counts as noticed: it loops."""

CONFIG = """
[cosmic-ray]
module-path = "{module}"
timeout = {seconds}
excluded-modules = []
test-command = ""

[cosmic-ray.distributor]
name = "local"
"""


@dataclass(frozen=True)
class Result:
    """What became of the mutants of one package.

    Attributes
    ----------
    module : str
        Path of the package or module.
    possible : int
        How many mutants there are in all.
    outcomes : Counter of str
        How many of those that were tried had each outcome.
    survivors : tuple of str
        Each change that no test noticed, as a diff.
    """

    module: str
    possible: int
    outcomes: Counter[str]
    survivors: tuple[str, ...]


def try_mutants(module: str, mutants: int, rng: random.Random) -> Result:
    """Try a random sample of the mutants of a package, in the current folder.

    Parameters
    ----------
    module : str
        Path of the package or module. Its files are changed, and changed back.
    mutants : int
        How many to try.
    rng : random.Random
        Chooses them.
    """
    if run_tests(test_command(CORE[module]), SECONDS)[0] is not TestOutcome.SURVIVED:
        raise RuntimeError(f"without a change, these tests have to pass: {CORE[module]}")
    possible = find_mutants(module)
    outcomes: Counter[str] = Counter()
    survivors = []
    for mutant in rng.sample(possible, min(mutants, len(possible))):
        for tests in tests_of(module, Path(mutant.module_path)):
            result = mutate_and_test([mutant], test_command(tests), SECONDS)
            if result.test_outcome is not TestOutcome.SURVIVED:
                break
        else:
            survivors.append(result.diff or "")
        outcomes[
            "timeout" if result.output == "timeout" else str((result.test_outcome or result.worker_outcome).value)
        ] += 1
    return Result(module, len(possible), outcomes, tuple(survivors))


def find_mutants(module: str) -> list[MutationSpec]:
    """Return the mutants of a package, always in the same order, so that a seed chooses the same ones again."""
    config, session = Path("mutation.toml"), Path("mutation.sqlite")
    session.unlink(missing_ok=True)
    config.write_text(CONFIG.format(module=module, seconds=SECONDS), encoding="utf-8")
    cosmic_ray = str(Path(sys.executable).with_name("cosmic-ray"))
    subprocess.run([cosmic_ray, "init", str(config), str(session)], check=True)
    with use_db(str(session)) as db:
        found = [item.mutations[0] for item in db.work_items]
    annotations = {path: find_annotations(Path(path)) for path in {mutant.module_path for mutant in found}}
    kept = [
        mutant
        for mutant in found
        if not any(
            first <= tuple(mutant.start_pos) and tuple(mutant.end_pos) <= last
            for first, last in annotations[mutant.module_path]
        )
    ]
    return sorted(kept, key=lambda one: (str(one.module_path), one.operator_name, one.start_pos, one.occurrence))


def find_annotations(path: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the first and last position of each annotation in a file, as line and column."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    found = [getattr(node, name, None) for node in nodes for name in ("annotation", "returns")]
    return [((a.lineno, a.col_offset), (a.end_lineno, a.end_col_offset)) for a in found if a is not None]


def tests_of(module: str, path: Path) -> list[str]:
    """Return what to run for a mutant, quick tests first: for a kind of requirement, those that name the kind."""
    if module == "seating/requirements" and path.stem != "__init__":
        return [f"{CORE[module]} -k {path.stem}", CORE[module]]
    return [CORE[module]]


def test_command(tests: str) -> str:
    """Return the command that runs tests until one fails."""
    return f"{sys.executable} -m pytest -x -q -n 0 -m 'not room and not browser and not night' {tests}"


def describe(results: list[Result], seed: int) -> list[str]:
    """Return the figures as lines of Markdown."""
    rows = []
    for result in results:
        tried = sum(result.outcomes.values())
        survived = len(result.survivors)
        rows.append(f"| `{result.module}` | {result.possible:,} | {tried} | {tried - survived} | {survived} |")
    tried = sum(sum(result.outcomes.values()) for result in results)
    survived = sum(len(result.survivors) for result in results)
    return [
        f"Measured on {datetime.now(UTC):%Y-%m-%d} by `.ci/mutation.py --mutants {tried} --seed {seed}`, which "
        f"`nox -s mutation` runs. The tests noticed {tried - survived} of {tried} changes, or "
        f"{(tried - survived) / max(1, tried):.0%}.",
        "",
        "| changed | possible | tried | noticed | survived |",
        "| --- | ---: | ---: | ---: | ---: |",
        *rows,
    ]


def main() -> None:
    """Read the options, try the mutants and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=60, help="how many to try in all")
    parser.add_argument("--seed", type=int, default=1, help="chooses them")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/quality.md")
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "seating"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "node_modules", "site", "reports"))
        os.chdir(copy)
        os.environ["PYTHONPATH"] = str(copy)
        each, rest = divmod(asked.mutants, len(CORE))
        for number, module in enumerate(CORE):
            results.append(try_mutants(module, each + (number < rest), rng))
            print(f"{module}: {dict(results[-1].outcomes)}", flush=True)
            print("\n".join(results[-1].survivors), flush=True)
    lines = describe(results, asked.seed)
    print("\n".join(lines))
    if asked.write:
        write("mutation", lines)


if __name__ == "__main__":
    main()
