"""The tutorial of the board shows pictures that its script takes, and the script does what the tutorial says."""

from __future__ import annotations

import importlib.util
import re
import shutil

import pytest

from tests.docs.blocks import ROOT

TUTORIAL = ROOT / "docs" / "tutorial" / "the-board.md"

SCRIPT = ROOT / "docs" / "screenshots.py"

MOST_BYTES = 150_000
"""Largest size of a picture, so that the page opens quickly."""


@pytest.fixture(scope="module")
def script():
    pytest.importorskip("playwright.sync_api")
    spec = importlib.util.spec_from_file_location("screenshots", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pictures_are_those_of_the_script_and_small(script):
    shown = re.findall(r"!\[[^\]]+\]\(\.\./images/([\w-]+)\.png\)", TUTORIAL.read_text(encoding="utf-8"))
    assert shown == list(script.PICTURES)
    for name in script.PICTURES:
        content = (script.IMAGES / f"{name}.png").read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) <= MOST_BYTES, name


def test_each_step_of_the_script_has_its_heading(script):
    headings = re.findall(r"^## (\d+\. .+)$", TUTORIAL.read_text(encoding="utf-8"), re.M)
    assert [f"{heading}." for heading in headings[1:]] == [step.__doc__ for step in script.STEPS]


def test_everything_that_the_tutorial_names_is_used_or_on_a_screen(script):
    """What is bold is a link, a button, a field or a heading."""
    named = re.findall(r"\*\*([^*]+)\*\*", TUTORIAL.read_text(encoding="utf-8").replace("\n", " "))
    bold = {re.sub(r" \d+$", "", name) for name in named}
    text = SCRIPT.read_text(encoding="utf-8")
    screens = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "seating" / "board").rglob("*")
        if path.suffix in {".j2", ".py"}
    )
    used = {name for name in bold if f'"{name}' in text}
    assert {name for name in bold - used if f'"{name}' not in screens} == set()
    assert len(used) > len(bold) / 2


@pytest.mark.browser
def test_the_steps_of_the_tutorial_work(script, tmp_path, python):
    """The script runs in a process of its own, because other tests may have a browser in this one."""
    if shutil.which("chromium") is None:
        pytest.skip("there is no Chromium")
    done = python.run(SCRIPT, tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.stem for path in tmp_path.glob("*.png")) == sorted(script.PICTURES)
