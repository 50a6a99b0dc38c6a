"""Pages made from the program are fresh."""

from __future__ import annotations

from tests.docs.blocks import ROOT


def test_generated_pages_are_fresh(python):
    """After a change of a help text, a docstring or a message page: python docs/generate.py."""
    done = python.run(ROOT / "docs" / "generate.py", "--check", cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
