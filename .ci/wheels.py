"""Build the wheels of all platforms on this one.

    python .ci/wheels.py DIST

ziglang compiles the kernels for each of `TARGETS` in seating/native/build.py. A wheel that is in DIST already stays as
it is. The formats of the libraries are checked; a library of another system cannot be loaded here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from seating.native.build import TARGET_VARIABLE, TARGETS  # noqa: E402  # found only once the folder above is on the path

STARTS = {
    "linux-x86_64": (b"\x7fELF", b"\x3e\x00", 18),
    "linux-aarch64": (b"\x7fELF", b"\xb7\x00", 18),
    "macos-x86_64": (b"\xcf\xfa\xed\xfe", b"\x07\x00\x00\x01", 4),
    "macos-arm64": (b"\xcf\xfa\xed\xfe", b"\x0c\x00\x00\x01", 4),
    "windows-x86_64": (b"MZ", b"", 0),
}
"""How the library of each target begins, and the number of its processor, with its place in the file."""


def build(target: str, out: Path) -> Path:
    """Build the wheel of a target, unless it is there; return its path."""
    pattern = f"*-py3-none-{TARGETS[target][1]}.whl"
    if not list(out.glob(pattern)):
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, TARGET_VARIABLE: target}, check=True)
    return next(out.glob(pattern))


def check(target: str, wheel: Path) -> None:
    """Fail if a wheel does not have exactly one library, in the format of its target."""
    with zipfile.ZipFile(wheel) as opened:
        libraries = [name for name in opened.namelist() if "_kernels" in name]
        start, processor, at = STARTS[target]
        content = opened.read(libraries[0])
    if len(libraries) != 1 or not content.startswith(start) or content[at : at + len(processor)] != processor:
        raise SystemExit(f"{wheel.name}: {libraries} is no library for {target}")


def main(out: str) -> None:
    """Build and check all wheels."""
    for target in TARGETS:
        wheel = build(target, Path(out))
        check(target, wheel)
        print(f"{target}: {wheel.name}")


if __name__ == "__main__":
    main(sys.argv[1])
