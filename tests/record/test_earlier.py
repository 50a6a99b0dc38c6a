"""Records of an earlier version load, and are written back to the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.ledger import Ledger
from seating.ledger.entry import entry_of

EARLIER = Path(__file__).parent / "earlier"
ENTRIES = sorted(EARLIER.glob("*/rounds/*.json"))
FOLDERS = sorted({path.parent.parent for path in ENTRIES})


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_an_entry_keeps_its_bytes(path):
    data = path.read_bytes()
    entry = entry_of(data)
    assert entry.as_bytes() == data
    assert entry.file_name == path.name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_ledger_is_sound(folder):
    ledger = Ledger.open(folder)
    assert ledger.sound.entries
    assert ledger.notes == ()
