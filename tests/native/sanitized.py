"""Run every check of the kernels with a library that stops at the first wrong access or undefined result.

    python -m tests.native.sanitized SEEDS

builds the library with the sanitizers for addresses and undefined behavior and with the assertions of `AT`, and runs
all checks with this many seeds in a process of its own. The sanitizers come with gcc.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from unittest.mock import patch

from seating.native import build, library
from tests.native.checks import CHECKS

FLAGS = (
    *(flag for flag in build.FLAGS if flag not in ("-O3", "-DNDEBUG")),
    *("-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"),
)

RUNTIME = "libasan.so"
"""Must be loaded before Python, whose memory it watches."""


def find_runtime() -> str | None:
    """Return the path of gcc's `RUNTIME`; None where there is none."""
    try:
        found = subprocess.run(["gcc", f"-print-file-name={RUNTIME}"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    path = found.stdout.strip()
    return path if Path(path).is_absolute() else None


def run_checks(seeds: int) -> None:
    """Run all checks with the sanitized library that `SEATING_SANITIZED` names."""
    path = Path(os.environ["SEATING_SANITIZED"])
    with patch.object(build, "FLAGS", FLAGS), patch.object(library, "library_path", lambda: path):
        for check in CHECKS:
            for seed in range(seeds):
                try:
                    check(Random(seed))
                except Exception as error:
                    error.add_note(f"{check.__name__}, seed {seed}")
                    raise


def run_sanitized(seeds: int, runtime: str) -> subprocess.CompletedProcess[str]:
    """Build the library, and run all checks in a process that has loaded the runtime."""
    with tempfile.TemporaryDirectory() as folder:
        with patch.object(build, "FLAGS", FLAGS):
            path = build.build(Path(folder) / build.library_path().name, compiler=["gcc"])
        settings = {
            "LD_PRELOAD": runtime,
            "ASAN_OPTIONS": "detect_leaks=0",  # Python keeps memory until it ends
            "UBSAN_OPTIONS": "print_stacktrace=1",
            "SEATING_SANITIZED": str(path),
        }
        command = [sys.executable, "-m", "tests.native.sanitized", "--here", str(seeds)]
        return subprocess.run(command, env=os.environ | settings, capture_output=True, text=True)


def main(arguments: list[str]) -> None:
    """Run the checks here, or build the library and run them in a process of their own."""
    if arguments[0] == "--here":
        run_checks(int(arguments[1]))
        return
    runtime = find_runtime()
    if runtime is None:
        sys.exit("The sanitizers of gcc are not installed.")
    done = run_sanitized(int(arguments[0]), runtime)
    sys.exit(done.stderr if done.returncode else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
