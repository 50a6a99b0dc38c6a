"""Compile a catalog. `hatch_build.py` loads this module alone, without the package around it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalog(path: Path) -> bytes:
    """Return the content of a `.mo` file for a `.po` file, which is named after its language."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()
