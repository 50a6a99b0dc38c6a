"""The Chrome, Edge or Chromium on this machine, which prints and draws pages.

It runs without a window. Nothing is downloaded and nothing is sent.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from seating.errors import Problem, UsageError, as_text, reason_of

CHOSEN = "SEATING_BROWSER"
"""The environment variable that names the browser's program if it is in an unusual place."""

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

OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
"""No window and no network."""

PATIENCE = 180
"""The time limit for one page, in seconds."""


def find_browser() -> Path:
    """Return the browser to print with: the one that `SEATING_BROWSER` names, otherwise the first one found.

    Raises
    ------
    UsageError
        If there is none; the message explains what to do.
    """
    chosen = os.environ.get(CHOSEN)
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            hint = f"Correct the environment variable {CHOSEN}, or unset it so that the program looks for a browser."
            raise UsageError(
                as_text(Problem("browser-missing", "is not a program that can be run", value=chosen, hint=hint))
            )
        return Path(found)
    for place in _places(sys.platform):
        if place.is_file():
            return place
    hint = (
        "Install one of them, or open the pages in any browser and print them from there at 100 %; "
        f"if one is installed in an unusual place, name its program in the environment variable {CHOSEN}."
    )
    raise UsageError(
        as_text(Problem("browser-missing", "No Chrome, Edge or Chromium was found for printing", hint=hint))
    )


def _places(platform: str) -> Iterator[Path]:
    """Yield possible paths of a browser: commands on the search path first, then each system's usual folders."""
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


def run_browser(browser: Path, page: Path, profile: Path, options: Iterable[str]) -> str:
    """Open one page with a new profile, and return what the browser wrote to its standard error.

    Parameters
    ----------
    browser : Path
        What `find_browser` returned.
    page : Path
        The file to open.
    profile : Path
        A folder that does not exist yet.
    options : iterable of str
        What to make of the page, and where to write it.

    Raises
    ------
    UsageError
        If the browser fails, or takes longer than `PATIENCE`.
    """
    command = [os.fspath(browser), *OPTIONS, f"--user-data-dir={profile}", *options]
    if sys.platform != "win32" and os.geteuid() == 0:
        command.append("--no-sandbox")  # as root, the browser does not start without this option
    try:
        done = subprocess.run(
            [*command, page.resolve().as_uri()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise failure(browser, page.name, f"it took more than {PATIENCE} seconds") from None
    except OSError as error:
        raise failure(browser, page.name, reason_of(error)) from None
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode != 0:
        raise failure(browser, page.name, said or f"it ended with status {done.returncode}")
    return said


def failure(browser: Path, page: str, said: str) -> UsageError:
    """Return the error of a browser that could not print a page, with the last line of what it said."""
    last = said.splitlines()[-1] if said else "it said nothing"
    hint = "Open the page in a browser and print it from there at 100 %."
    return UsageError(as_text(Problem("print-failed", f"{browser.name} could not print {page}: {last}", hint=hint)))
