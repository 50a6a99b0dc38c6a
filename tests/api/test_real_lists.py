"""Lists of public projects, read as they are; each task is the one its owner set, as far as stated."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import seating
from seating.engines.outcome import Status


def seated(path: Path, convening: dict) -> seating.Solved:
    result = seating.solve(path, convening)
    assert result.review.unmet == 0
    assert {p.id for p in result.room.people} == set(result.plan.seats)
    return result


def balance(task: dict, **more: object) -> list[dict]:
    return [{"kind": "balance", "of": column, **more} for column in task["balance"]]


def tables(task: dict) -> dict:
    return {"count": task["tables"], "seats": f"{task['size_min']}-{task['size_max']}"}


def test_philipps_has_no_balance_cell_off(fetched: Path) -> None:
    """110 people at 14 tables: no cell outside floor and ceiling, and so proven best."""
    folder = fetched / "philipps"
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    result = seated(folder / task["file"], {"tables": tables(task), "requirements": balance(task)})
    assert (result.penalty, result.status) == (0, Status.OPTIMAL)
    assert any("ethnicity" in note.text for note in result.notes), "two spellings of one value go unsaid"


@pytest.mark.parametrize("number", range(2))
def test_entrofy_seats_all_with_blank_cells(fetched: Path, number: int) -> None:
    """300 applicants with blank cells at 30 tables; the owner's own shares are met nearly everywhere."""
    folder = fetched / "entrofy"
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    task = {**task, **([{}, *task["also"]][number])}
    result = seated(folder / task["file"], {"tables": tables(task), "requirements": balance(task)})
    assert result.penalty <= 6


@pytest.mark.parametrize("number", [0, 1, 4])
def test_harvard_teams_mirror_the_whole(fetched: Path, number: int) -> None:
    """Rosters with ids and no names; gender in its share at every table, experience near the mean."""
    folder = fetched / "harvard"
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    task = [task, *task["also"]][number]
    level = [{"kind": "level", "of": column, "tolerance": 3} for column in task.get("numeric_close", [])]
    result = seated(folder / task["file"], {"tables": tables(task), "requirements": balance(task) + level})
    assert result.penalty == 0


def test_harvard_nine_in_threes(fetched: Path) -> None:
    """The owner's bar for the nine: job functions together, gender off by at most 1 in sum."""
    folder = fetched / "harvard"
    convening = {
        "tables": {"count": 3, "seats": 3},
        "requirements": [
            {"kind": "balance", "of": "gender"},
            {"kind": "together", "by": "job_function", "weight": 10},
        ],
    }
    result = seated(folder / "small_test_roster.csv", convening)
    assert result.status is Status.OPTIMAL
    together = next(r for r in result.requirements if r.kind == "together")
    assert result.verdict(together).shortfall == 0
    assert result.penalty <= 1


def test_wedding_table_match_keeps_families_together(fetched: Path) -> None:
    """20 guests, far more seats than guests: nobody beside someone avoided, and no family parted."""
    folder = fetched / "wedding-table-match"
    with (folder / "relationships.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    pairs = {
        kind: [[r["guest1_id"], r["guest2_id"]] for r in rows if r["relationship_type"] == kind]
        for kind in {r["relationship_type"] for r in rows}
    }
    with (folder / "tables.csv").open(encoding="utf-8", newline="") as file:
        seats = [
            {"id": f"t{r['id']}", "name": r["name"], "seats": {"max": int(r["capacity"])}, "open": "if needed"}
            for r in csv.DictReader(file)
        ]
    convening = {
        "tables": seats,
        "requirements": [{"kind": "apart", "pairs": pairs["avoid"]}]
        + [{"kind": "together", "people": pair, "must": True} for pair in pairs["family"]]
        + [{"kind": "together", "people": pair, "must": False} for pair in pairs["friend"] + pairs["colleague"]],
    }
    result = seated(folder / "guests.csv", convening)
    assert result.status is Status.OPTIMAL


@pytest.mark.room
@pytest.mark.parametrize(("number", "best"), [(0, None), (1, 0)])
def test_or_tools_wedding_is_proven(fetched: Path, number: int, best: int | None) -> None:
    """17 guests; what is parted, weighed by acquaintance, is least. At two tables both sides sit whole."""
    folder = fetched / "or-tools-wedding"
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    task = [task, *task["also"]][number]
    with (folder / "connections.csv").open(encoding="utf-8", newline="") as file:
        known = [
            {"kind": "together", "people": [row["a"], row["b"]], "must": False, "weight": int(row["weight"])}
            for row in csv.DictReader(file)
        ]
    result = seated(folder / "guests.csv", {"tables": tables(task), "requirements": known})
    assert result.status is Status.OPTIMAL
    assert best is None or result.penalty == best
