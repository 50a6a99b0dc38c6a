"""Print constraints that hold each dependency to the lower bound pyproject.toml declares."""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def lowest(requirements: list[str]) -> list[str]:
    """Return `name==bound` for each `name>=bound`; a dependency without a bound is an error."""
    pins = []
    for requirement in requirements:
        found = re.fullmatch(r"([A-Za-z0-9._-]+)>=([0-9.]+)", requirement)
        if found is None:
            sys.exit(f"{requirement}: write it as name>=bound, with the lowest version that was tried")
        pins.append(f"{found[1]}=={found[2]}")
    return pins


if __name__ == "__main__":
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = (extra for name, extra in project["optional-dependencies"].items() if name != "bench")  # no test needs it
    print("\n".join(lowest([*project["dependencies"], *(each for extra in extras for each in extra)])))
