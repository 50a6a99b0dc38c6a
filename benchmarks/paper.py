"""The command `python -m benchmarks.paper FOLDER`: how many sheets and words the packet of a round has."""

from __future__ import annotations

import argparse
import html
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from seating.report.pdf import print_pages

NOT_READ = re.compile(r"<(style|script|svg|head)\b.*?</\1>", re.DOTALL)


def count_words(page: str) -> int:
    """Return the number of words that a reader of an HTML page sees.

    >>> count_words("<head><title>x</title></head><p>Two <b>words</b></p>")
    2
    """
    return len(html.unescape(re.sub(r"<[^>]+>", " ", NOT_READ.sub(" ", page))).split())


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the printed pages and the words of each page of a packet, and their sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of a packet, such as reports/round-1/packet")
    folder: Path = parser.parse_args(arguments).folder
    pages = [page for page in sorted(folder.rglob("*.html")) if page.name != "index.html"]
    with tempfile.TemporaryDirectory() as scratch:
        printed = print_pages({page: Path(scratch) / f"{number}.pdf" for number, page in enumerate(pages)})
    words = [count_words(page.read_text(encoding="utf-8")) for page in pages]
    for page, one, number in zip(pages, printed, words, strict=True):
        print(f"{one.n_pages:5} {number:7,}  {page.name}")
    print(f"{sum(one.n_pages for one in printed):5} {sum(words):7,}  in all: printed pages, words")


if __name__ == "__main__":
    main()
