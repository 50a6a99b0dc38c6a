"""How the program was started and installed, for commands that it shows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CALLED = "SEATING_CALLED"
"""The variable in which `cli.py` tells how it was started."""

PIPX, UV = "pipx_metadata.json", "uv-receipt.toml"
"""The files that pipx and uv leave in the environment of a program."""


def name_command() -> str:
    """Return the words with which the program was started, such as `seating` or `.venv/bin/seating`."""
    typed = Path(sys.argv[0])
    if told := os.environ.get(CALLED):
        return told
    if typed.parts[-2:] == ("seating", "__main__.py"):
        return f"{_quoted(sys.executable)} -m seating"
    if typed.stem.casefold() != "seating" or _is_on_path(typed):
        return "seating"
    return _quoted(str(typed))


def tell_how_to_add(packages: tuple[str, ...]) -> str:
    """Return the command that adds packages to this installation.

    It never names the program's own package: only packages that it needs, by the names that they have on the index.

    >>> tell_how_to_add(("distributed",)).endswith("distributed")
    True
    """
    names = " ".join(packages)
    if Path(sys.prefix, PIPX).is_file():
        return f"pipx inject {Path(sys.prefix).name} {names}"
    if Path(sys.prefix, UV).is_file():
        return f"uv pip install --python {_quoted(sys.executable)} {names}"
    return f"{_quoted(sys.executable)} -m pip install {names}"


def _is_on_path(typed: Path) -> bool:
    import shutil  # not every command shows one

    found = shutil.which("seating")
    return found is not None and Path(found).resolve() == Path(shutil.which(str(typed)) or typed).resolve()


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
