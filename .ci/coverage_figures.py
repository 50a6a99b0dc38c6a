"""Print how much of each package the tests run, from the data of `coverage`, and write it to docs/quality.md.

    python .ci/coverage_figures.py            print the table
    python .ci/coverage_figures.py --write    also write it to docs/quality.md

`nox -s coverage` runs the tests under `coverage` first. The floor of the whole is in `pyproject.toml`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.quality import write  # noqa: E402  # found only once the folder above is on the path

COUNTS = ("num_statements", "covered_lines", "num_branches", "covered_branches")


def read_figures() -> dict[str, Any]:
    """Return what `coverage json` says of the combined data."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        subprocess.run(
            [sys.executable, "-m", "coverage", "json", "--fail-under=0", "-q", "-o", path], cwd=ROOT, check=True
        )
        figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return figures


def add_up(files: Mapping[str, Any]) -> dict[str, Counter[str]]:
    """Return the counts of each package directly in `seating`; single modules there are one row."""
    packages: dict[str, Counter[str]] = defaultdict(Counter)
    for name, figures in files.items():
        parts = Path(name).parts
        package = f"seating/{parts[1]}" if len(parts) > 2 else "seating/*.py"
        packages[package].update({key: figures["summary"][key] for key in COUNTS})
    return dict(sorted(packages.items()))


def percent(counts: Mapping[str, int]) -> float:
    """Return lines and branches that were run, in percent of all, as `coverage` computes it."""
    return (
        100
        * (counts["covered_lines"] + counts["covered_branches"])
        / (counts["num_statements"] + counts["num_branches"])
    )


def lines_of(figures: Mapping[str, Any]) -> Iterator[str]:
    """Yield the table in Markdown, under a line that says what was measured."""
    packages = add_up(figures["files"])
    total = sum(packages.values(), Counter())
    yield (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} by `nox -s coverage`: the tests of `./check` run "
        f"**{percent(total):.1f}%** of the lines and branches."
    )
    yield ""
    yield "| package | lines | branches | run, % |"
    yield "| --- | ---: | ---: | ---: |"
    for name, counts in packages.items():
        yield f"| `{name}` | {counts['num_statements']:,} | {counts['num_branches']:,} | {percent(counts):.1f} |"


if __name__ == "__main__":
    table = list(lines_of(read_figures()))
    print("\n".join(table))
    if "--write" in sys.argv[1:]:
        write("coverage", table)
