"""Add-ons are found by being there, and the program is whole without them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import click
import pytest
from click.testing import CliRunner

from seating.add_ons import AddOn, ExecutorOption, list_add_ons, load
from seating.cli import options
from tests.shape import ROOT

Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the program, with its compiled modules and without the folder of add-ons."""
    folder = tmp_path_factory.mktemp("alone")
    shutil.copytree(ROOT / "seating", folder / "seating", ignore=shutil.ignore_patterns("addons"))
    return folder


@pytest.fixture
def run_alone(python, alone: Path, tmp_path: Path) -> Run:
    """Return a function that runs a command of the program in a copy that has no folder of add-ons."""
    (tmp_path / "people.csv").write_text("name,sector\nAna,labor\nBen,labor\nCam,arts\nDee,arts\n", encoding="utf-8")

    def run(*words: str) -> CompletedProcess[str]:
        done: CompletedProcess[str] = python.run(*words, cwd=tmp_path, env={"PYTHONPATH": str(alone)})
        return done

    return run


@pytest.mark.room
def test_without_their_folder_the_help_names_no_add_on(run_alone: Run):
    told = run_alone("-m", "seating", "--help")
    assert told.returncode == 0, told.stderr
    assert "Seat everyone who is coming" in told.stdout
    for word in ("Add-ons", "batch", "dashboard"):
        assert word not in told.stdout
    assert "--cluster" not in run_alone("-m", "seating", "solve", "--help").stdout


@pytest.mark.room
def test_without_their_folder_a_list_is_seated(run_alone: Run, tmp_path: Path):
    done = run_alone("-m", "seating", "solve", "people.csv", "--out", "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "round-1" / "report.html").is_file()
    assert (tmp_path / "out" / "round-1" / "packet").is_dir()


@pytest.mark.room
def test_without_their_folder_their_names_are_unknown(run_alone: Run):
    refused = run_alone("-m", "seating", "solve", "people.csv", "--cluster", "local")
    assert (refused.returncode, "No such option" in refused.stderr) == (2, True)
    refused = run_alone("-m", "seating", "dashboard", "ratings.csv")
    assert (refused.returncode, 'There is no command "dashboard".' in refused.stderr) == (2, True)
    records = "from seating.record.json_output import list_printed; print(*list_printed())"
    assert {"batch", "dashboard"}.isdisjoint(run_alone("-c", records).stdout.split())


def test_everything_that_an_add_on_names_is_there():
    assert list_add_ons()
    for add_on in list_add_ons():
        assert all(load(named).name == name for name, named in add_on.commands.items())
        assert add_on.records.keys() <= add_on.commands.keys()
        named = [each for records in add_on.records.values() for each in records]
        if add_on.executor is not None:
            named += [add_on.executor.executor, add_on.executor.worker]
        assert all(callable(load(each)) for each in named)


def test_only_one_place_to_search_can_be_given(monkeypatch: pytest.MonkeyPatch):
    both = [ExecutorOption(name, "WHERE", "Search there.", 2, "", "") for name in ("--far", "--far-off")]
    monkeypatch.setattr("seating.add_ons.list_add_ons", lambda: [AddOn(executor=one) for one in both])
    command = click.command()(options.executor_options(lambda elsewhere: click.echo(elsewhere and elsewhere.where)))
    told = CliRunner().invoke(command, ["--far-off", "a"])
    assert (told.exit_code, told.output) == (0, "a\n")
    assert (
        "Give only one of --far and --far-off." in CliRunner().invoke(command, ["--far", "a", "--far-off", "b"]).output
    )
