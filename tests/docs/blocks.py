"""The code blocks of README and docs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "examples" / "README.md", *(ROOT / "docs").rglob("*.md")])


def blocks(page: Path, language: str) -> list[str]:
    """Return the text of each block of a language."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", page.read_text(encoding="utf-8"), re.M | re.S)
    return [text for _, text in found]


def console_lines(page: Path) -> list[str]:
    """Return the commands of a page, in order; any other line is output."""
    starts = ("seating ", "python3 cli.py ")
    return [line for text in blocks(page, "console") for line in text.splitlines() if line.startswith(starts)]


def links(page: Path) -> Iterator[Path]:
    """Yield the files that a page links to."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        yield (page.parent / target).resolve()
