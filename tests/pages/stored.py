"""Pages of the terminal compared with stored ones, in English and in Spanish.

When a page changes on purpose, accept all changes with one command and read the difference in git:

    SEATING_ACCEPT=1 python -m pytest tests/pages
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from seating.present.blocks import Block
from tests.present.told import told

GOLDEN = Path(__file__).parents[1] / "golden" / "terminal"


def compare(name: str, list_blocks: Callable[[], Iterable[Block]], languages: Iterable[str] = ("en",)) -> None:
    """Fail if a page is not as stored in each of the languages, which are English alone by default."""
    for language in languages:
        path, now = GOLDEN / f"{name}.{language}.txt", told(list_blocks(), language) + "\n"
        if os.environ.get("SEATING_ACCEPT"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(now, encoding="utf-8")
        stored = path.read_text(encoding="utf-8") if path.exists() else ""
        changes = difflib.unified_diff(stored.splitlines(), now.splitlines(), "stored", "now", lineterm="", n=1)
        shown = "\n".join(changes)
        assert not shown, f"{path.name} has changed (accept with SEATING_ACCEPT=1):\n{shown}"
