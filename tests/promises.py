"""The promises about the source, as figures: `python -m tests.promises`. No figure is a limit of a single file.

`--since COMMIT` counts the changed lines of the commits after this one only.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from statistics import median

from tests.shape import MODULES, ROOT, code_lines, tree

LARGE = 1_000
"""Changed lines above which a commit should have only moved or generated files."""

GENERATED = re.compile(r"^reports/sample/|^docs/reference/|\.po$|^tests/golden/|slow-tests\.txt|^requirements/")
"""Files that are generated, or rewritten as a whole; their lines do not count as changed."""

PRIVACY = re.compile(r"privacy|Private|Audience|seating\.readers")


def count_repeated_names() -> int:
    """Return how many names are those of two or more modules in different folders."""
    names = Counter(path.stem for path in MODULES if path.name != "__init__.py")
    return sum(times > 1 for times in names.values())


def records() -> Iterator[ast.expr]:
    """Yield what the command line prints with `--json`."""
    for path in (path for folder in ("cli", "addons") for path in (ROOT / "seating" / folder).rglob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"console.record", "console.show"}:
                yield _find_call(node.args[0])


def _find_call(given: ast.expr) -> ast.expr:
    """Return the call that makes a record, which may be handed over as a function without arguments."""
    match given:
        case ast.Lambda(body=record):
            return record
        case ast.Call(func=ast.Name("partial"), args=[function, *values]):
            return ast.Call(function, values, [])
        case _:
            return given


def is_declared(record: ast.expr) -> bool:
    """Whether an output comes from a function that returns a record, not from a dictionary of one command."""
    return isinstance(record, ast.Call) and re.match(r"[a-z.]+\w*_record\b", ast.unparse(record.func)) is not None


def list_changes(since: str | None) -> list[int]:
    """Return the number of changed lines of each commit; generated files and merges do not count."""
    told = subprocess.run(
        ["git", "log", "--no-merges", "--numstat", "-M", "--format=%x00", f"{since}..HEAD" if since else "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    commits = []
    for commit in told.split("\0")[1:]:
        files = [line.split("\t") for line in commit.splitlines() if line.count("\t") == 2]
        counted = (int(a) + int(b) for a, b, name in files if a != "-" and not GENERATED.search(name))
        commits.append(sum(counted))
    return [lines for lines in commits if lines]


def list_figures(since: str | None) -> Iterator[tuple[str, str, str]]:
    """Yield each promise, its figure today, and its goal."""
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}
    outputs = [is_declared(record) for record in records()]
    private = [text for text in texts.values() if PRIVACY.search(text)]
    changes = list_changes(since)
    yield "outputs with --json that have a declared form", f"{sum(outputs)} of {len(outputs)}", "all"
    yield "modules that mention privacy", f"{len(private)}", "under 30"
    counted = [path for path in MODULES if "addons" not in path.parts]
    yield "lines of code without add-ons", f"{sum(map(code_lines, counted)):,}", "50,000 with the same capabilities"
    yield "modules", f"{len(MODULES)}", "no goal"
    listing = [path for path, text in texts.items() if path.name != "__init__.py" and re.search("^__all__", text, re.M)]
    yield "modules that list their names in `__all__`", f"{len(listing)}", "0"
    yield "names of modules that occur twice or more", f"{count_repeated_names()}", "25"
    yield "changed lines of a commit, median", f"{median(changes):.0f}" if changes else "none", "under 100"
    large = sum(lines > LARGE for lines in changes)
    yield f"commits with more than {LARGE:,} changed lines", f"{large} of {len(changes)}", "0"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--since", metavar="COMMIT")
    for promise, today, goal in list_figures(parser.parse_args().since):
        sys.stdout.write(f"{promise:50} {today:>12}   goal: {goal}\n")
