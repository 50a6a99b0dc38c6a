"""Compile the kernels into one shared library, with the C compiler of the system or with `ziglang`.

    python -m seating.native.build              build the library beside this file
    python seating/native/build.py              the same, where nothing is installed
    python seating/native/build.py --if-stale   the same, if the library is missing or of other sources
    python seating/native/build.py --compiler   say which C compiler the system has, and fail if it has none

The build of the package calls this module before anything is installed, so it imports only the standard library.
`ziglang` is a C compiler as a Python package. It also builds for other systems, see `TARGETS`.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
SOURCES = FOLDER / "src"

FLAGS = (
    "-std=c11", "-O3", "-ffp-contract=off", "-fno-fast-math", "-fvisibility=hidden", "-DNDEBUG", "-g0",
    "-Wall", "-Wextra", "-Werror",
)  # fmt: skip
"""For every compiler. Without fused multiplications and without fast math, each compiler computes the same numbers."""

POSITION_INDEPENDENT = ("-fPIC",)

KEY_LENGTH = 16

SYSTEM_COMPILERS = ("cc", "gcc", "clang")

ZIG = ("-m", "ziglang", "cc")

TARGETS = {
    "linux-x86_64": ("x86_64-linux-gnu.2.17", "manylinux_2_17_x86_64", ".so"),
    "linux-aarch64": ("aarch64-linux-gnu.2.17", "manylinux_2_17_aarch64", ".so"),
    "macos-x86_64": ("x86_64-macos.11.0", "macosx_11_0_x86_64", ".dylib"),
    "macos-arm64": ("aarch64-macos.11.0", "macosx_11_0_arm64", ".dylib"),
    "windows-x86_64": ("x86_64-windows-gnu", "win_amd64", ".dll"),
}
"""Systems that ziglang builds for: its name for one, the tag of the wheel, and the ending of the library."""

TARGET_VARIABLE = "SEATING_TARGET"
"""The environment variable that names one of `TARGETS`; the build of a wheel then uses ziglang for that system."""

SUFFIXES = {"darwin": ".dylib", "win32": ".dll"}
"""Ending of a library by system; `.so` on all others."""


class BuildError(Exception):
    """The library cannot be built; the text says why and what helps."""


def sources(folder: Path = SOURCES) -> list[Path]:
    """Return the C files and headers, in the order of their names; an empty list where they are not installed."""
    return sorted([*folder.glob("*.c"), *folder.glob("*.h")])


def key_of(files: list[Path]) -> str:
    """Return a hash of the sources and flags, by which a library is known to be built from them."""
    found = hashlib.sha256(" ".join(FLAGS).encode())
    for file in files:
        found.update(file.name.encode())
        found.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()[:KEY_LENGTH]


def library_path(system: str = sys.platform) -> Path:
    """Return where the library of this system is, built or not."""
    return FOLDER / f"_kernels{SUFFIXES.get(system, '.so')}"


def is_current() -> bool:
    """Whether the library is there, and built from these sources: the hash of the sources is a text in it."""
    path = library_path()
    return path.is_file() and key_of(sources()).encode() in path.read_bytes()


def find_compiler() -> list[str] | None:
    """Return the command of a C compiler of the system that works: `CC`, cc, gcc or clang; None if there is none."""
    named = os.environ.get("CC")
    candidates = [shlex.split(named)] if named else [[name] for name in SYSTEM_COMPILERS]
    return next((command for command in candidates if shutil.which(command[0]) and _compiles(command)), None)


def _compiles(command: list[str]) -> bool:
    """Whether a compiler makes a library; one without the headers of the C library does not."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "try.c"
        file.write_text("#include <stdint.h>\n#include <string.h>\nint64_t one(void) { return 1; }\n")
        tried = [*command, *POSITION_INDEPENDENT, "-shared", "-o", str(file.with_suffix(".so")), str(file)]
        return subprocess.run(tried, capture_output=True).returncode == 0


def host() -> str | None:
    """Return which of `TARGETS` this system is; None if it is another one."""
    system = {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform)
    machine = platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(machine, machine)
    name = f"{system}-{machine}".replace("macos-aarch64", "macos-arm64")
    return name if name in TARGETS else None


def build(out: Path | None = None, target: str | None = None, compiler: list[str] | None = None) -> Path:
    """Build the library, and return its path.

    Parameters
    ----------
    out : Path, optional
        The file to write; beside this module if not given.
    target : str, optional
        One of `TARGETS`, to build for with ziglang. Without it, the library is for this system.
    compiler : list of str, optional
        The command of a C compiler; if not given, that of the system, or ziglang where there is none.
    """
    out = library_path() if out is None else out
    command = compiler or (_zig(target) if target else find_compiler() or _zig(host()))
    files = sources()
    c_files = [str(file) for file in files if file.suffix == ".c"]
    flags = [*FLAGS, f'-DSEATING_KEY="{key_of(files)}"']
    is_windows = target.startswith("windows") if target else sys.platform == "win32"
    flags += [] if is_windows else POSITION_INDEPENDENT
    with tempfile.TemporaryDirectory() as folder:  # the old library may be in use, and is replaced in one step
        made = Path(folder) / out.name
        done = subprocess.run([*command, *flags, "-shared", "-o", str(made), *c_files], capture_output=True, text=True)
        if done.returncode:
            raise BuildError(f"The kernels cannot be compiled with `{shlex.join(command)}`:\n{done.stderr.strip()}")
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = out.with_name(f"{out.name}.{os.getpid()}")
        shutil.copyfile(made, beside)
        beside.replace(out)
    return out


def _zig(target: str | None) -> list[str]:
    """Return the command of ziglang's C compiler.

    Raises
    ------
    BuildError
        If ziglang is not installed.
    """
    if find_spec("ziglang") is None:
        raise BuildError("No C compiler was found. `pip install ziglang` installs one.")
    # without a target, ziglang would use every instruction of this processor, and others could not run the library
    return [sys.executable, *ZIG, *(["-target", TARGETS[target][0]] if target else ["-mcpu=baseline"])]


def tag_of(target: str | None, is_zig: bool) -> str:
    """Return the tag of the wheel that has the library, such as `py3-none-manylinux_2_17_x86_64`.

    Parameters
    ----------
    target : str or None
    is_zig : bool
        Whether ziglang builds the library, against an old C library on Linux.
    """
    known = target or (host() if is_zig else None)
    if known:
        return f"py3-none-{TARGETS[known][1]}"
    system = sysconfig.get_platform().replace("universal2", platform.machine())
    return f"py3-none-{system.replace('-', '_').replace('.', '_')}"


def main(arguments: list[str]) -> None:
    """Build, or say which compiler there is."""
    if arguments == ["--compiler"]:
        found = find_compiler()
        if found is None:
            sys.exit(1)
        sys.stdout.write(f"{shlex.join(found)}\n")
        return
    if arguments == ["--if-stale"] and is_current():
        return
    try:
        sys.stdout.write(f"Built {build()}.\n")
    except BuildError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
