"""The numbers of each round as `seating rounds report` prints them."""

from __future__ import annotations

from pathlib import Path

from seating.pages.rounds import list_closing
from tests.pages.stored import compare
from tests.report.closing_story import close_story


def test_the_page_is_as_stored(tmp_path: Path) -> None:
    rounds = close_story(tmp_path).closing.rounds
    compare("closing", lambda: list_closing(rounds, ["reports/closing.html"]), languages=("en", "es"))
