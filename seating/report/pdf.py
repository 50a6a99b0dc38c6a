"""Print pages as PDF with the Chrome, Edge or Chromium on this machine."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from seating.errors import Problem, UsageError, as_text
from seating.ledger.atomic_files import move_into_place, readable_reasons, write_whole
from seating.report.browser import failure, find_browser, run_browser
from seating.report.joined_pdf import UnreadablePdfError, join_pdfs

PDF_OPTIONS = ("--no-pdf-header-footer", "--print-to-pdf-no-header")
"""No date or file name on the page, for new and old browsers."""

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


def _printed(browser: Path, page: Path, pdf: Path) -> Printed:
    with readable_reasons(pdf):
        pdf.parent.mkdir(parents=True, exist_ok=True)
        # In the PDF's folder, because a browser in a sandbox may have no access to the system's temporary folder.
        with tempfile.TemporaryDirectory(prefix="printing-", dir=pdf.parent, ignore_cleanup_errors=True) as folder:
            made = Path(folder).resolve() / "page.pdf"
            printed = made.with_name(page.name)
            printed.write_text(LINK.sub(r"\1", page.read_text(encoding="utf-8")), encoding="utf-8")
            said = run_browser(browser, printed, made.parent / "profile", (*PDF_OPTIONS, f"--print-to-pdf={made}"))
            n_pages = _count(made)
            if n_pages == 0:
                raise failure(browser, page.name, said)
            move_into_place(made, pdf)
    return Printed(pdf, n_pages)


def _count(pdf: Path) -> int:
    """Return the number of pages of a PDF; 0 if the file does not exist or is not a PDF."""
    content = pdf.read_bytes() if pdf.is_file() else b""
    return len(PAGE.findall(content)) if content.startswith(b"%PDF-") else 0
