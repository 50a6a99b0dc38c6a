"""The scripts that check the project."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("script", ["check", ".ci/run"])
def test_a_script_is_sound_bash_and_may_be_run(script):
    path = ROOT / script
    assert path.stat().st_mode & 0o111 or sys.platform == "win32"  # Windows has no such permission
    assert subprocess.run(["bash", "-n", str(path)]).returncode == 0


def test_every_dependency_has_a_lowest_version(python):
    """What .ci/run pins is every dependency, each at its bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = python.run(ROOT / ".ci" / "lowest.py")
    assert done.returncode == 0, done.stderr
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["board"], *extras["cluster"]]
    assert done.stdout.splitlines() == [text.replace(">=", "==") for text in needed]


def test_the_shim_asks_for_what_the_project_needs():
    """`cli.py` looks for each dependency by the name it is imported under."""
    import cli

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    imported = {text.partition(">=")[0].lower().replace("ruamel.yaml", "ruamel") for text in project["dependencies"]}
    assert set(cli.NEEDED) == imported - {"numpy"}


def test_paths_locks_encodings_and_faults_are_tested_on_each_system():
    """The workflow runs `nox -s systems` on three systems; every place that the session names exists."""
    job = YAML(typ="safe").load(ROOT / ".github/workflows/check.yml")["jobs"]["everyday"]
    assert set(job["strategy"]["matrix"]["system"]) == {"ubuntu-latest", "macos-latest", "windows-latest"}
    runs = {step["run"]: step.get("if", "") for step in job["steps"] if "run" in step}
    assert runs["nox -s tests"] == ""
    version = runs["nox -s systems"].partition("'")[2].partition("'")[0]
    assert version in job["strategy"]["matrix"]["python"]
    named = re.search(
        r"^SYSTEM = (\[.*?\])", (ROOT / "noxfile.py").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert named is not None
    assert all((ROOT / place).exists() for place in ast.literal_eval(named[1]))


def test_no_deliberate_break_is_stale():
    """What a break replaces occurs exactly once, and the tests that notice it exist."""
    breaks = tomllib.loads((ROOT / ".ci" / "breaks.toml").read_text(encoding="utf-8"))["break"]
    for one in breaks:
        assert (ROOT / one["file"]).read_text(encoding="utf-8").count(one["old"]) == 1, one["name"]
        assert all((ROOT / place.partition("::")[0]).exists() for place in one["tests"]), one["name"]
