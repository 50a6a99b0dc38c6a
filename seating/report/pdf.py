"""Print pages as PDF with the Chrome, Edge or Chromium on this machine.

The browser runs without a window. Nothing is downloaded and nothing is sent.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from seating.errors import Problem, UsageError, as_text, reason_of
from seating.ledger.atomic_files import move_into_place, readable_reasons, write_whole
from seating.report.joined_pdf import UnreadablePdfError, join_pdfs

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
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",
)
"""No window, no network, and no date or file name on the page (the last two options, for new and old browsers)."""

PATIENCE = 180
"""The time limit for one page, in seconds."""

AT_ONCE = 3
"""Maximum number of browsers that run in parallel."""

LINK = re.compile(
    r"""(<a\b[^>]*?)\shref=(?:"(?!\#|https?:|mailto:)[^"]*"|'(?!\#|https?:|mailto:)[^']*')""", re.IGNORECASE
)
"""A link to another file. A browser would print the whole path of that file into the PDF."""

PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF that was written, and its number of pages."""

    path: Path
    n_pages: int


def print_pages(pages: Mapping[Path, Path], watch: Callable[[int], None] | None = None) -> tuple[Printed, ...]:
    """Print HTML files, each to the PDF it maps to, with the browser on this machine.

    Each PDF is written completely or not at all. It counts as printed if the browser exits without an error and the
    file is a PDF with at least one page.

    Parameters
    ----------
    pages : mapping of Path to Path
        The PDF for each HTML file.
    watch : callable, optional
        Called with the number of printed files after each one.

    Raises
    ------
    UsageError
        If there is no browser, a browser fails, or a file cannot be written.
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


def join_printed(parts: Sequence[tuple[str, Path]], pdf: Path, title: str, language: str) -> Printed:
    """Join PDFs that `print_pages` wrote into one, with a bookmark for each.

    Parameters
    ----------
    parts : sequence of (str, Path)
        The bookmark and the file of each, in order.
    pdf : Path
        The file to write. It is written completely or not at all.
    title : str
        The title of the document.
    language : str
        The code of its language.

    Raises
    ------
    UsageError
        If the browser writes PDFs that cannot be joined, or a file cannot be read or written.
    """
    with readable_reasons(pdf):
        try:
            content = join_pdfs([(name, path.read_bytes()) for name, path in parts], title, language)
        except UnreadablePdfError as error:
            hint = "Print each page by itself."
            says = f"The PDFs of this browser cannot be joined: {error}"
            raise UsageError(as_text(Problem("print-failed", says, hint=hint))) from None
        write_whole(pdf, content)
    return Printed(pdf, _count(pdf))


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


def _printed(browser: Path, page: Path, pdf: Path) -> Printed:
    with readable_reasons(pdf):
        pdf.parent.mkdir(parents=True, exist_ok=True)
        # In the PDF's folder, because a browser in a sandbox may have no access to the system's temporary folder.
        with tempfile.TemporaryDirectory(prefix="printing-", dir=pdf.parent, ignore_cleanup_errors=True) as folder:
            made = Path(folder).resolve() / "page.pdf"
            printed = made.with_name(page.name)
            printed.write_text(LINK.sub(r"\1", page.read_text(encoding="utf-8")), encoding="utf-8")
            said = _run(browser, printed, made)
            n_pages = _count(made)
            if n_pages == 0:
                raise _failed(browser, page, said)
            move_into_place(made, pdf)
    return Printed(pdf, n_pages)


def _run(browser: Path, page: Path, made: Path) -> str:
    """Run the browser on one page with a new profile, and return its standard error."""
    command = [os.fspath(browser), *OPTIONS, f"--user-data-dir={made.parent / 'profile'}", f"--print-to-pdf={made}"]
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
        raise _failed(browser, page, f"it took more than {PATIENCE} seconds") from None
    except OSError as error:
        raise _failed(browser, page, reason_of(error)) from None
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode != 0:
        raise _failed(browser, page, said or f"it ended with status {done.returncode}")
    return said


def _count(pdf: Path) -> int:
    """Return the number of pages of a PDF; 0 if the file does not exist or is not a PDF."""
    content = pdf.read_bytes() if pdf.is_file() else b""
    return len(PAGE.findall(content)) if content.startswith(b"%PDF-") else 0


def _failed(browser: Path, page: Path, said: str) -> UsageError:
    last = said.splitlines()[-1] if said else "it said nothing"
    hint = "Open the page in a browser and print it from there at 100 %."
    return UsageError(
        as_text(Problem("print-failed", f"{browser.name} could not print {page.name}: {last}", hint=hint))
    )
