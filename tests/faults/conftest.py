"""Fixtures of the tests of faults."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.faults.test_every_write import CONVENING, PEOPLE


@pytest.fixture
def shared():
    """Return a folder that every user may enter; those of pytest are for one user only."""
    folder = Path(tempfile.mkdtemp(prefix="seating-faults-"))
    folder.chmod(0o755)
    (folder / "in").mkdir()
    (folder / "in/people.csv").write_text(PEOPLE)
    (folder / "in/convening.yaml").write_text(CONVENING)
    yield folder
    shutil.rmtree(folder)
