"""What the documentation site adds to the pages of `docs/`.

Pages link to each other and to other files of the project as in the repository. On the site, these links must lead
somewhere too: `PUBLISHED` says which files outside `docs/` are on the site, and where. MkDocs calls the functions
named `on_…`; see docs/decisions/0234.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent

PUBLISHED = {
    "docs": "",
    "examples": "examples",
    "reports/sample": "sample",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "CONTRIBUTING.md": "contributing.md",
    "README.md": "index.md",
}
"""Path in the repository, of a folder or a file, and its path on the site. Pages of `docs/` replace the last two."""

ARCHIVE = "examples/examples.zip"

DOWNLOAD = """

[Download all examples](examples.zip) as a zip file. Unpack it, and type the commands in the folder that contains
`examples`.

"""
"""What the site says before the first paragraph of the examples, because the wheel has none."""

TABLE = re.compile(r"<table>(?P<rows>.*?</table>)", re.DOTALL)

SEARCH = 'data-md-component="search" role="dialog" aria-label="Search">'

LINK = re.compile(r"(?<=\]\()(?P<target>[^)\s:#]+)(?P<anchor>#[^)\s]*)?(?=\))")

FENCE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Replace `decisions` in the navigation by the pages of that folder."""
    for entry in config.nav or ():
        for title, pages in entry.items():
            if pages == "decisions":
                entry[title] = list_folder(Path(config.docs_dir), pages)
    return config


def list_folder(docs: Path, folder: str) -> list[str]:
    """Return the pages of a folder, relative to `docs`, the README first."""
    names = sorted(path.name for path in (docs / folder).glob("*.md") if path.name != "README.md")
    return [f"{folder}/{name}" for name in ("README.md", *names)]


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the published files outside `docs/`."""
    from mkdocs.structure.files import File

    for source, path in list_published():
        files.append(File.generated(config, path, abs_src_path=str(ROOT / source)))
    files.append(File.generated(config, ARCHIVE, content=make_archive()))
    return files


def make_archive() -> bytes:
    """Return the examples as a zip file. Only the content of the examples changes its bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for source, _ in list_published():
            if source.startswith("examples/"):
                archive.writestr(zipfile.ZipInfo(source), (ROOT / source).read_bytes(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def list_published() -> list[tuple[str, str]]:
    """Return the published files outside `docs/`: the path in the repository and the path on the site."""
    found = []
    for source, place in PUBLISHED.items():
        if (ROOT / source).is_dir() and place:
            files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / source).rglob("*") if path.is_file())
            found += [(file, find_on_site(file)) for file in files if not _is_output(file)]
        elif place and not (ROOT / "docs" / place).exists():
            found.append((source, place))
    return found


def _is_output(file: str) -> bool:
    """Whether a command wrote the file in a folder of the examples. The saved rounds there are part of an example."""
    return file.startswith("examples/") and "/reports/" in file and "/reports/rounds/" not in file


def find_on_site(path: str) -> str:
    """Return the place on the site of a path in the repository; the path itself if it is not on the site."""
    for source, place in PUBLISHED.items():
        if path == source:
            return place
        if path.startswith(f"{source}/"):
            return posixpath.join(place, path.removeprefix(f"{source}/"))
    return path


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make links to files outside `docs/`, and from there, lead to their place on the site."""
    assert page.file.abs_src_path is not None
    source = Path(page.file.abs_src_path).relative_to(ROOT).as_posix()
    if source == "examples/README.md":
        markdown = markdown.replace("\n\n", DOWNLOAD, 1)
    parts = FENCE.split(markdown)
    fences = FENCE.findall(markdown)
    moved = [LINK.sub(lambda link: _move(link, source, page.file.src_uri), part) for part in parts]
    return "".join(text + fence for text, fence in zip(moved, [*fences, ""], strict=True))


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the keyboard reach tables without links, because a wide table scrolls."""
    return TABLE.sub(lambda table: table[0] if "<a " in table[0] else f'<table tabindex="0">{table["rows"]}', html)


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Name the search for screen readers; the theme leaves its dialog without a name."""
    return output.replace('data-md-component="search" role="dialog">', SEARCH, 1)


def _move(link: re.Match[str], source: str, page: str) -> str:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link["target"]))
    place = find_on_site(target)
    if posixpath.isdir(ROOT / target):
        place = posixpath.join(place, "README.md")
    return posixpath.relpath(place, posixpath.dirname(page) or ".") + (link["anchor"] or "")
