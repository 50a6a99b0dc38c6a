"""List the license of every package that is installed beside this Python, and fail if users would get a forbidden one.

    python .ci/licenses.py            everything that is installed
    python .ci/licenses.py --users    only what users install: the dependencies of seating and of its extras
    ... --sbom FILE                   also count the packages of a software bill of materials
    ... --write                       also write the figures into docs/quality.md

`nox -s licenses` runs it in an environment that holds what users install.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.quality import write  # noqa: E402  # found only once the folder above is on the path

ALLOWED = frozenset(
    {"0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC"}
    | {"MIT", "PSF-2.0", "Zlib"}
)
"""Licenses of packages that users install: they may be used and passed on freely. See docs/decisions/0235."""

NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD License": "BSD",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
    "Zlib License": "Zlib",
    "new BSD": "BSD-3-Clause",
}
"""Other names of a license, in metadata that is older than the SPDX names."""

EXTRAS = ("board", "cluster")


def license_of(package: Distribution) -> str:
    """Return the license of a package: as SPDX if its metadata has it, otherwise as it is named there."""
    stated = package.metadata.get("License-Expression") or ""
    if stated:
        return stated
    listed = [
        line.rpartition(" :: ")[2]
        for line in package.metadata.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    text = (package.metadata.get("License") or "").strip()
    short = text if text and "\n" not in text and len(text) < 40 else ""
    found = NAMES.get(short, short) or " AND ".join(
        sorted(NAMES.get(name, name) for name in listed if name != "OSI Approved")
    )
    return found or "not stated"


def is_allowed(stated: str) -> bool:
    """Whether a license may be used: of parts joined by OR one must be allowed, of parts joined by AND each."""
    return any(
        all(name.strip("() ") in ALLOWED for name in re.split(r"\bAND\b", part)) for part in re.split(r"\bOR\b", stated)
    )


def needed(by_name: dict[str, Distribution]) -> list[str]:
    """Return the names of the dependencies of seating and of its extras, and of theirs, if they are installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    waiting = [*project["dependencies"], *(each for extra in EXTRAS for each in extras[extra])]
    found: set[str] = set()
    while waiting:
        text, _, marker = waiting.pop().partition(";")
        name = plain(re.split(r"[\s\[<>=!~(]", text.strip())[0])
        if "extra" not in marker and name in by_name and name not in found:
            found.add(name)
            waiting += by_name[name].requires or []
    return sorted(found)


def plain(name: str) -> str:
    """Return the name of a package as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> int:
    """Return the number of packages in a lock file."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return len(set(re.findall(r"^([A-Za-z0-9._-]+)==", text, re.M)))


def main() -> int:
    """Print the list; return 1 if a package that users install has a license that is not allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", action="store_true")
    parser.add_argument("--sbom", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    by_name = {plain(each.metadata["Name"]): each for each in distributions()}
    users = needed(by_name)
    for name in users if given.users else sorted(by_name):
        print(f"{name:32} {by_name[name].version:16} {license_of(by_name[name])}")
    bad = [name for name in users if not is_allowed(license_of(by_name[name]))]
    for name in bad:
        print(f"not allowed: {name}, {license_of(by_name[name])}", file=sys.stderr)
    if given.write:
        _write(by_name, users, bad, given.sbom)
    return 1 if bad else 0


def _write(by_name: dict[str, Distribution], users: list[str], bad: list[str], sbom: Path | None) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct, extras = len(project["dependencies"]), project["optional-dependencies"]
    more = " and ".join(f"{len(extras[extra])} for `[{extra}]`" for extra in EXTRAS)
    counts = Counter(license_of(by_name[name]) for name in users).most_common()
    locks = ", ".join(f"`{name}` {locked(name)}" for name in ("run", "dev", "tools"))
    lines = [
        f"Measured on {datetime.now(UTC):%Y-%m-%d}, by `.ci/licenses.py`, which `nox -s licenses` runs:",
        "",
        f"- Direct dependencies: {direct}, plus {more}. With indirect dependencies, users install {len(users)} "
        "packages.",
        f"- Packages in the lock files, each with hashes: {locks}.",
        f"- Packages that users install with a license that is not allowed: {len(bad)}.",
        f"- Licenses: {', '.join(f'{name} {times}' for name, times in counts)}.",
    ]
    if sbom is not None:
        parts = json.loads(sbom.read_text(encoding="utf-8"))
        lines.append(f"- Packages in the SBOM (CycloneDX {parts['specVersion']}): {len(parts['components'])}.")
    write("supply-chain", lines)


if __name__ == "__main__":
    sys.exit(main())
