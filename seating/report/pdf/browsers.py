"""Chrome, Edge or Chromium, wherever it lies on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from seating.errors import Problem, UsageError, as_text

__all__ = ["CHOSEN", "find_browser"]

CHOSEN = "SEATING_BROWSER"
"""The environment variable that names the browser's program, where it lies in an unusual place."""

COMMANDS = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
)
MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
WINDOWS = (
    ("Google", "Chrome", "Application", "chrome.exe"),
    ("Microsoft", "Edge", "Application", "msedge.exe"),
    ("Chromium", "Application", "chrome.exe"),
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432", "LOCALAPPDATA")


def find_browser() -> Path:
    """Return the program to print with: the one that `SEATING_BROWSER` names, else the first that is found.

    Raises
    ------
    UsageError
        When there is none; it says what to do.
    """
    chosen = os.environ.get(CHOSEN)
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            hint = f"Correct the environment variable {CHOSEN}, or unset it to have the browser looked for."
            raise UsageError(
                as_text(Problem("browser-missing", "is no program that can be run", value=chosen, hint=hint))
            )
        return Path(found)
    for place in _places(sys.platform):
        if place.is_file():
            return place
    hint = (
        "Install one of them, or open the pages in any browser and print them from there at 100 %; "
        f"where one lies in an unusual place, name its program in the environment variable {CHOSEN}."
    )
    raise UsageError(
        as_text(Problem("browser-missing", "No Chrome, Edge or Chromium was found to print with", hint=hint))
    )


def _places(platform: str) -> Iterator[Path]:
    """Yield where a browser may lie: what can be called by name first, then where each system installs it."""
    for command in COMMANDS:
        if found := shutil.which(command):
            yield Path(found)
    if platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            for name in MAC:
                yield folder / f"{name}.app" / "Contents" / "MacOS" / name
    if platform == "win32":
        for root in filter(None, map(os.environ.get, WINDOWS_FOLDERS)):
            for parts in WINDOWS:
                yield Path(root).joinpath(*parts)
