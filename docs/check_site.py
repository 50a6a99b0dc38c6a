"""Build the documentation site as strictly as MkDocs can, and follow every link on it.

Links are followed on the finished pages, including those of the sample report and its packet. Nothing is loaded from
elsewhere: a page that does so counts as a fault.

    python docs/check_site.py            build into a temporary folder, and print the figures
    python docs/check_site.py --write    also write them to docs/quality.md
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent

BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
"""Elements that a browser loads, with the attribute that names what is loaded."""


class Collector(HTMLParser):
    """Collects the ids of a page, its links, and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element has."""
        values = {name: value for name, value in attrs if value}
        self.ids.update(values[name] for name in ("id", "name") if name in values)
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in LOADED and LOADED[tag] in values and values.get("rel") != "canonical":
            self.loaded.append(values[LOADED[tag]])


@dataclass
class Site:
    """What was found on a site.

    Attributes
    ----------
    pages : int
        HTML files, the sample's included.
    followed : int
        Links and loaded files within the site; each target counts once for each page.
    faults : list of str
        Links that lead nowhere, and what would be loaded from elsewhere.
    outside : Counter of str
        Hosts that pages link to, with the number of links; each target counts once for each page.
    """

    pages: int = 0
    followed: int = 0
    faults: list[str] = field(default_factory=list)
    outside: Counter[str] = field(default_factory=Counter)


@cache
def collect(path: Path) -> Collector:
    """Return what a page has."""
    found = Collector()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def check(folder: Path) -> Site:
    """Follow all links on the pages of a finished site."""
    site = Site()
    for path in sorted(folder.rglob("*.html")):
        page, name = collect(path), path.relative_to(folder).as_posix()
        site.pages += 1
        for target in page.loaded:
            if urlsplit(target).scheme not in {"", "data"} or target.startswith("//"):
                site.faults.append(f"{name} loads {target}")
        for target in sorted({*page.links, *page.loaded}):
            parts = urlsplit(target)
            if parts.netloc:
                site.outside[parts.netloc] += 1
            elif not parts.scheme:
                site.followed += 1
                site.faults += [f"{name} links to {target}: {why}" for why in find_fault(folder, path, target)]
    return site


def find_fault(folder: Path, page: Path, target: str) -> Iterator[str]:
    """Yield why a link of a page leads nowhere."""
    parts = urlsplit(target)
    place = unquote(parts.path)
    aim = page if not place else folder / place[1:] if place.startswith("/") else page.parent / place
    aim = aim.resolve()
    if aim.is_dir():
        aim /= "index.html"
    if not aim.is_file() or folder.resolve() not in aim.parents:
        yield "there is no such file"
    elif parts.fragment and aim.suffix == ".html":
        fragment = unquote(parts.fragment)
        if fragment != "top" and fragment not in collect(aim).ids:
            yield "there is no such place on the page"


def count_snippets() -> Counter[str]:
    """Return the number of blocks of each language on the pages, and of commands in blocks that tests type."""
    found: Counter[str] = Counter()
    for page in (ROOT / "README.md", ROOT / "examples" / "README.md", *(ROOT / "docs").rglob("*.md")):
        for language, text in BLOCK.findall(page.read_text(encoding="utf-8")):
            found[language] += 1
            if language == "console":
                found["command"] += sum(line.startswith(("seating ", "python3 ")) for line in text.splitlines())
    return found


def build(folder: Path) -> str:
    """Build the site into a folder; return what MkDocs printed.

    Raises
    ------
    SystemExit
        When MkDocs finds a fault; warnings count as faults.
    """
    words = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout + done.stderr


def main(arguments: list[str]) -> int:
    """Build and check the site, print the figures, and with --write save them."""
    with tempfile.TemporaryDirectory() as name:
        folder, began = Path(name) / "site", os.times()
        build(folder)
        ended = os.times()
        site = check(folder)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    seconds = ended.children_user + ended.children_system - began.children_user - began.children_system
    lines = [
        f"Measured by `python docs/check_site.py --write` on {date.today()}.",
        "",
        f"- `mkdocs build --strict` writes {site.pages} pages ({size / 1e6:.0f} MB) in {seconds:.0f} processor "
        "seconds, without a warning.",
        f"- {site.followed:,} links within the site were followed, including links to a place on a page. "
        f"Links that lead nowhere or load something from elsewhere: {len(site.faults)}.",
        f"- {site.outside.total()} links lead to {len(site.outside)} other hosts, which were not contacted.",
    ]
    snippets = count_snippets()
    lines.append(
        f"- Tests run the {snippets['command']} commands in the pages' {snippets['console']} `console` blocks. They "
        f"run the {snippets['python']} Python blocks or compare them with the program. They read the "
        f"{snippets['yaml']} YAML blocks, and check the options of the commands in the {snippets['sh']} `sh` blocks "
        "and in `text` blocks."
    )
    print("\n".join([*site.faults, *lines]))
    if "--write" in arguments:
        from quality import write

        write("site", lines)
    return 1 if site.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
