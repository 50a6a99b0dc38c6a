"""Pages made from the program are fresh."""

from __future__ import annotations

import subprocess
import sys

from tests.docs.blocks import ROOT


def test_generated_pages_are_fresh():
    """After a change of a help text, a docstring or a message page: python docs/generate.py."""
    words = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
