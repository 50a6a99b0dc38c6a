"""Compile a catalog. `hatch_build.py` loads this module alone, without the package around it."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CREATED = datetime(2026, 11, 20, tzinfo=UTC)
"""When all catalogs were created, for the header; otherwise it is the present moment, and no two builds are alike."""


def compile_catalog(path: Path) -> bytes:
    """Return the content of a `.mo` file for a `.po` file, which is named after its language."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.stem, abort_invalid=True)
    catalog.creation_date = CREATED
    compiled = BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()
