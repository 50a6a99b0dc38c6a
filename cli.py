#!/usr/bin/env python3
"""Run `seating` from a bare checkout; makes its own .venv when the dependencies are not there."""

import os
import subprocess
import sys
from importlib.util import find_spec

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.join(HERE, ".venv", "Scripts" if os.name == "nt" else "bin", "python")
NEEDED = (
    "babel",
    "chardet",
    "click",
    "ftfy",
    "jinja2",
    "ortools",
    "pandas",
    "pydantic",
    "ruamel",
    "xlsxwriter",
)
BOARD = ("python_multipart", "starlette", "uvicorn")  # what `open` needs in addition
if sys.argv[1:2] == ["open"]:
    NEEDED += BOARD
KERNELS = os.path.join(HERE, "seating", "native", "build.py")
LOOK = f"""import sys, runpy, importlib.util as u
sys.exit(not (all(u.find_spec(m) for m in {("seating", *NEEDED)!r}) and runpy.run_path({KERNELS!r})["is_current"]()))"""


LOCKED = os.path.join(HERE, "requirements", "run.txt")


def _run(*command):
    """Run a step of the set-up, its talk on standard error, so that the result stays alone."""
    return subprocess.run(command, stdout=sys.stderr, cwd=HERE).returncode == 0


def _set_up():
    """Make .venv and install the project and its dependencies into it, each compared with its locked hash."""
    print("Setting up .venv, once; this takes a minute or two.", file=sys.stderr)
    if not _run(sys.executable, "-m", "venv", os.path.dirname(os.path.dirname(BIN))):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"This Python cannot make a venv. On Debian or Ubuntu: apt-get install python{version}-venv python3-venv"
        )
    install = (BIN, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    locked = _run(*install, "--require-hashes", "--only-binary", ":all:", "-r", LOCKED)
    if not (locked and _run(*install, "--no-deps", "-e", HERE)):
        sys.exit("The dependencies could not be installed; what pip says above tells why (no network, perhaps).")


def _start():
    if sys.version_info < (3, 11):
        sys.exit("seating needs Python 3.11 or later; this is " + sys.version.split()[0] + ".")
    os.environ["SEATING_CALLED"] = "python3 " + sys.argv[0]
    if all(find_spec(module) for module in NEEDED):
        sys.path.insert(0, HERE)
        from seating.__main__ import main

        main()
    if not (os.path.exists(BIN) and subprocess.run([BIN, "-c", LOOK]).returncode == 0):
        _set_up()
    command = [BIN, "-m", "seating", *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.execv(BIN, command)


if __name__ == "__main__":
    _start()
