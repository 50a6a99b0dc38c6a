"""Prints pages as PDF with the Chrome, Edge or Chromium on this machine.

The browser runs without a window. Nothing is downloaded and nothing is sent.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from seating.errors import Problem, UsageError, as_text
from seating.report.files import readable_reasons

__all__ = ["CHOSEN", "Printed", "find_browser", "print_pages"]


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
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",
)
"""No window, no network, and no date or file name printed on the page (the last two say so to new and old browsers)."""

PATIENCE = 180
"""Seconds that one page may take."""

AT_ONCE = 3
"""Browsers that run side by side."""

LINK = re.compile(
    r"""(<a\b[^>]*?)\shref=(?:"(?!\#|https?:|mailto:)[^"]*"|'(?!\#|https?:|mailto:)[^']*')""", re.IGNORECASE
)
"""A link from one page to another file: a browser would print the whole path of that file into the PDF."""

PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF that was written, and how many pages it has."""

    path: Path
    n_pages: int


def print_pages(pages: Mapping[Path, Path], watch: Callable[[int], None] | None = None) -> tuple[Printed, ...]:
    """Print HTML files, each to the PDF it maps to, with the browser on this machine.

    A PDF is there whole or not at all. It counts as printed when the browser ends well, the file is a PDF,
    and it has a page.

    Parameters
    ----------
    pages : mapping of path to path
        Each HTML file, and the PDF it becomes.
    watch : callable, optional
        Told how many are printed, after each.

    Raises
    ------
    UsageError
        When there is no browser, when one fails, or when a file cannot be written.
    """
    if not pages:
        return ()
    browser = find_browser()
    with ThreadPoolExecutor(max_workers=min(AT_ONCE, os.cpu_count() or 1)) as pool:
        printed: list[Printed] = []
        for each in pool.map(lambda job: _printed(browser, *job), pages.items()):
            printed.append(each)
            if watch is not None:
                watch(len(printed))
    return tuple(printed)


def find_browser() -> Path:
    """Return the browser to print with: the one that `SEATING_BROWSER` names, otherwise the first one found.

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
                as_text(Problem("browser-missing", "is not a program that can be run", value=chosen, hint=hint))
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


def _printed(browser: Path, page: Path, pdf: Path) -> Printed:
    with readable_reasons(pdf):
        pdf.parent.mkdir(parents=True, exist_ok=True)
        # Beside the PDF and not in the system's folder, which a browser in a sandbox of its own may not see.
        with tempfile.TemporaryDirectory(prefix="printing-", dir=pdf.parent, ignore_cleanup_errors=True) as folder:
            made = Path(folder).resolve() / "page.pdf"
            printed = made.with_name(page.name)
            printed.write_text(LINK.sub(r"\1", page.read_text(encoding="utf-8")), encoding="utf-8")
            said = _run(browser, printed, made)
            n_pages = _count(made)
            if n_pages == 0:
                raise _failed(browser, page, said)
            made.replace(pdf)
    return Printed(pdf, n_pages)


def _run(browser: Path, page: Path, made: Path) -> str:
    """Run the browser on one page and return what it said on standard error; its profile is a new one."""
    command = [os.fspath(browser), *OPTIONS, f"--user-data-dir={made.parent / 'profile'}", f"--print-to-pdf={made}"]
    if sys.platform != "win32" and os.geteuid() == 0:
        command.append("--no-sandbox")  # for the administrator it does not start otherwise
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
        raise _failed(browser, page, f"it took more than {PATIENCE} seconds") from None
    except OSError as error:
        raise _failed(browser, page, error.strerror or str(error)) from None
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode != 0:
        raise _failed(browser, page, said or f"it ended with status {done.returncode}")
    return said


def _count(pdf: Path) -> int:
    """Return how many pages a PDF has; 0 when it is none."""
    content = pdf.read_bytes() if pdf.is_file() else b""
    return len(PAGE.findall(content)) if content.startswith(b"%PDF-") else 0


def _failed(browser: Path, page: Path, said: str) -> UsageError:
    last = said.splitlines()[-1] if said else "it said nothing"
    hint = "Open the page in a browser and print it from there at 100 %."
    return UsageError(
        as_text(Problem("print-failed", f"{browser.name} could not print {page.name}: {last}", hint=hint))
    )
