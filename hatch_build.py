"""Build the kernels, compile the catalogs, and make the README into the page of the package.

On that page, links and the picture get absolute addresses.

The kernels are one shared library, which `seating/native/build.py` compiles; a wheel has it and is for one platform.
`SEATING_TARGET` names another platform, see `TARGETS` there.

A package index shows the page apart from the repository, so a relative link there leads nowhere. The address of the
repository is that of the workflow that builds (`GITHUB_SERVER_URL`, `GITHUB_REPOSITORY`), or `SEATING_REPOSITORY`.
Where neither is known, as in a build from a clone, links become plain text and the picture is left out.
"""

from __future__ import annotations

import os
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
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


ZIGLANG = "ziglang>=0.15,<1"
"""The C compiler as a package, needed where the system has none, and for other platforms."""


def load_module(path: Path) -> ModuleType:
    """Return a module of the program; the package around it needs packages that are not installed yet."""
    spec = spec_from_file_location(f"seating_{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Compiled(BuildHookInterface[Any]):
    """Compiles the kernels and the catalogs into wheels, and the kernels beside their sources for an editable one."""

    def dependencies(self) -> list[str]:
        """Ask for a compiler if there is none."""
        if self.target_name != "wheel":
            return []
        builder = load_module(Path(self.root) / "seating" / "native" / "build.py")
        needs_zig = os.environ.get(builder.TARGET_VARIABLE) or builder.find_compiler() is None
        return [ZIGLANG] if needs_zig else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the library and the catalogs; a wheel contains them, and is named after its platform."""
        if self.target_name != "wheel":
            return
        builder = load_module(Path(self.root) / "seating" / "native" / "build.py")
        target = os.environ.get(builder.TARGET_VARIABLE) or None
        compiler = None if target else builder.find_compiler()
        out = builder.library_path()
        if target:
            out = Path(self.root) / "build" / "native" / target / f"_kernels{builder.TARGETS[target][2]}"
        builder.build(out, target, compiler)
        build_data["pure_python"] = False
        build_data["tag"] = builder.tag_of(target, is_zig=compiler is None)
        if version != "editable":
            build_data["force_include"][str(out)] = f"seating/native/{out.name}"
            build_data["force_include"] |= self._compile_catalogs()

    def _compile_catalogs(self) -> dict[str, str]:
        """Return where each compiled catalog belongs in the wheel."""
        root, folder = Path(self.root), Path("seating", "present", "languages")
        made = {}
        for path in sorted((root / folder).glob("*.po")):
            out = (root / "build" / "languages" / path.name).with_suffix(".mo")
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_bytes(load_module(root / folder / "catalogs.py").compile_catalog(path))
            made[str(out)] = (folder / out.name).as_posix()
        return made
