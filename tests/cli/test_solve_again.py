"""In a terminal, a new seating of a saved round is shown before it replaces the saved one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run

pytestmark = pytest.mark.room

LIST = "name,team\n" + "".join(f"{name},{team}\n" for name, team in zip("ABCDEFGH", "wxyzwxyz", strict=True))
CONVENING = "tables: {count: 2, seats: 4}\nrequirements:\n  - {kind: KIND, by: team}\n"
MIXED = CONVENING.replace("{kind: KIND, by: team}", "{kind: cap, of: team, at_most: 1, must: false}")
TOGETHER = CONVENING.replace("KIND", "together")


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Save a round in which the people of each team sit apart, then ask that they sit together."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(LIST, encoding="utf-8")
    Path("convening.yaml").write_text(MIXED, encoding="utf-8")
    assert run("solve people.csv --quiet").exit_code == 0
    Path("convening.yaml").write_text(TOGETHER, encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_changes_is_shown_and_nothing_is_written_if_the_saved_seating_is_kept(saved, monkeypatch):
    """The terminal told afterwards who had moved, when the saved seating was gone."""
    monkeypatch.setattr("seating.cli.console.Console.can_ask", True)
    before = contents(saved)
    kept = run("solve people.csv", input="n\n")
    assert kept.exit_code == 0, kept.output
    assert "4 people move; 12 more wishes met" in kept.stdout
    assert "4 cards of the written packet change" in kept.stdout
    assert "The saved seating stays. Nothing was written." in kept.stdout
    assert contents(saved) == before
    applied = run("solve people.csv", input="y\n")
    assert applied.exit_code == 0, applied.output
    assert contents(saved) != before
    again = run("solve people.csv", input="")
    assert again.exit_code == 0, again.output
    assert "Save this seating?" not in again.stdout


def test_outside_a_terminal_the_new_seating_is_saved(saved):
    before = contents(saved)
    done = run("solve people.csv")
    assert done.exit_code == 0, done.output
    assert "Save this seating?" not in done.stdout
    assert contents(saved) != before
