"""Make the README into the page of the package: its links and its picture get absolute addresses.

A package index shows the page apart from the repository, so a relative link there leads nowhere. The address of the
repository is that of the workflow that builds (`GITHUB_SERVER_URL`, `GITHUB_REPOSITORY`), or `SEATING_REPOSITORY`.
Where neither is known, as in a build from a clone, links become plain text and the picture is left out.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

IMAGE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<path>[^)\s:]+)\)\n*")
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]*)\]\((?P<path>[^)\s:]+)\)")


def find_repository() -> str | None:
    """Return the address of the repository, without a slash at the end; None where it is not known."""
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    known = os.environ.get("SEATING_REPOSITORY") or (f"{server}/{name}" if server and name else None)
    return known.rstrip("/") if known else None


def page_of(readme: str, repository: str | None, version: str) -> str:
    """Return the README with absolute links, or without links.

    Parameters
    ----------
    readme : str
        Markdown with links relative to the root of the repository.
    repository : str or None
    version : str
        Its tag, `v` and the version, is what the links lead to.
    """
    if repository is None:
        return LINK.sub(r"\g<text>", IMAGE.sub("", readme))
    readme = IMAGE.sub(rf"![\g<text>]({repository}/raw/v{version}/\g<path>)\n\n", readme)
    return LINK.sub(rf"[\g<text>]({repository}/blob/v{version}/\g<path>)", readme)


class PackagePage(MetadataHookInterface):
    """Sets `readme` and `urls` of the project."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the page, and the addresses if they are known."""
        repository = find_repository()
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        version = re.search(
            r'__version__ = "(.+)"', (Path(self.root) / "seating" / "_version.py").read_text(encoding="utf-8")
        )
        assert version is not None
        metadata["readme"] = {"content-type": "text/markdown", "text": page_of(readme, repository, version[1])}
        metadata["urls"] = {"Source": repository} if repository else {}
