"""What the first tutorial tells is so."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.running import run

OUT = "first/stakeholders.csv --out reports/first"
LIST = Path("first/stakeholders.csv")
SEATING = Path("reports/first/round-1/seating.csv")


def change(path: Path, name: str, column: str, value: str) -> None:
    """Write a value into a cell, as somebody does in a spreadsheet."""
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    for row in rows:
        if row["name"] == name:
            row[column] = value
    write(path, rows)


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.room
def test_the_steps_give_what_the_tutorial_says(checkout):
    assert run("init first").exit_code == 0
    made = {path.name for path in Path("first").iterdir()}
    assert made == {"stakeholders.csv", "convening.yaml", "questions.txt", ".seating"}
    assert "no must that cannot be met" in run(f"check {OUT}").output
    solved = run(f"solve {OUT} --details").output
    assert "No seating has a penalty below 7" in solved
    assert solved.index("[cap-1, 6 of 7 points]") < solved.index("[wish-1")

    convening = Path("first/convening.yaml")
    text = convening.read_text(encoding="utf-8")
    assert text.count("{kind: cap, of: organization, at_most: 1") == 1
    convening.write_text(text.replace("of: organization, at_most: 1", "of: organization, at_most: 2"), encoding="utf-8")
    again = run(f"solve {OUT} --details").output
    assert "No seating has a penalty below 1" in again
    assert "[repair-instead]" not in again, "everyone has the same seat"

    change(SEATING, "Ilse Invented", "table_id", "talent")
    reviewed = run(f"review {LIST} {SEATING} --out reports/first --details").output
    assert "The penalty is 11" in reviewed
    assert "[voice-1, 10 of 11 points]" in reviewed

    change(LIST, "Hugo Invented", "attending", "no")
    rows = list(csv.DictReader(LIST.read_text(encoding="utf-8-sig").splitlines()))
    write(LIST, [*rows, {**dict.fromkeys(rows[0], ""), "name": "Nina New"}])
    repaired = run(f"repair {OUT} --details")
    assert repaired.exit_code == 0
    assert "No one moves." in repaired.output
    assert "The penalty is 6" in repaired.output
    assert "Capital: Nina New" in repaired.output
    assert "Who is missing (2): Microentrepreneurs (too few) and open seat (Example Chamber)." in repaired.output
    (ilse,) = (row for row in csv.DictReader(SEATING.open(encoding="utf-8-sig")) if row["name"] == "Ilse Invented")
    assert ilse["table_id"] == "talent"

    change(LIST, "Alba Invented", "attending", "no")
    without = run(f"repair {OUT}")
    assert without.exit_code == 4
    assert "[assets-1]" in without.output
    assert "Ways out" in without.output
