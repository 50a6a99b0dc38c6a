"""Tell which tests no result file has, and which were skipped: every test runs at a landing or at night.

    python .ci/collected.py build/tests/*.xml

The files are those that `pytest --junitxml` writes; `.ci/run` and `nox -s night` leave theirs in `build/tests`. Ends
with 1 if a test that pytest collects is in none of them, or one of them names a test that pytest does not collect.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from _pytest.junitxml import bin_xml_escape, mangle_test_address

ROOT = Path(__file__).resolve().parent.parent

Name = tuple[str, str]
"""What a result file knows of a test: its module or class, and its name with the parameters."""


def list_collected(*paths: str) -> set[Name]:
    """Return every test that pytest finds, in these files or in all."""
    words = [sys.executable, "-m", "pytest", "--collect-only", "-n", "0", *paths]  # quiet already: a line for each test
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {_name(line) for line in listed.splitlines() if "::" in line}


def _name(identity: str) -> Name:
    *places, name = mangle_test_address(identity)
    return bin_xml_escape(".".join(places)), bin_xml_escape(name)


def read_results(path: Path) -> dict[Name, str]:
    """Return what became of each test in a result file: passed, failed, error or skipped."""
    found: dict[Name, str] = {}
    for case in ET.parse(path).iter("testcase"):
        ends = [part.tag for part in case if part.tag in {"failure", "error", "skipped"}]
        found[case.get("classname", ""), case.get("name", "")] = ends[0] if ends else "passed"
    return found


def main() -> int:
    """Compare the files with what pytest collects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--tests", nargs="*", default=(), help="collect only these files")
    given = parser.parse_args()
    seen: dict[Name, str] = {}
    for path in given.files:
        results = read_results(path)
        seen |= results
        print(
            f"{path.name}: {', '.join(f'{number} {end}' for end, number in sorted(Counter(results.values()).items()))}"
        )
    collected = list_collected(*given.tests)
    skipped = sorted(name for name, end in seen.items() if end == "skipped")
    missing, unknown = sorted(collected - seen.keys()), sorted(seen.keys() - collected)
    print(f"{len(collected)} tests are collected, {len(missing)} of them ran nowhere, {len(skipped)} were skipped.")
    for title, names in (("Skipped", skipped), ("Ran nowhere", missing), ("Not collected", unknown)):
        for module, name in names:
            print(f"  {title}: {module}::{name}")
    return 1 if missing or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
