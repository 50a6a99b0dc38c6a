"""Events of a log, and steps that are undone and redone, against a list with a place in it."""

from __future__ import annotations

from pathlib import Path
from random import Random

from seating.ledger.event_log import EventLog, Undoable


def test_events_are_read_as_they_were_appended_and_damaged_ones_are_left_out(tmp_path: Path) -> None:
    log = EventLog(tmp_path, Path("board", "events.jsonl"), ".lock")
    assert log.read(dict) == ()
    with log.lock():
        log.append([{"n": 1}, "no mapping", {"n": "ñ"}])
        log.append([{"n": 3}])
    assert log.path.stat().st_mode & 0o077 == 0
    assert log.read(lambda plain: plain["n"]) == (1, "ñ", 3)
    assert log.read(lambda plain: int(plain["n"])) == (1, 3)


def test_steps_are_undone_and_redone_as_in_a_list_with_a_place() -> None:
    for seed in range(50):
        rng = Random(seed)
        steps: list[int] = []
        place, made = 0, Undoable[int]()
        for number in range(30):
            match rng.choice(["do", "undo", "redo", "go"]):
                case "do":
                    steps[place:], place = [number], place + 1
                    made.do(number)
                case "undo":
                    place = max(0, place - 1)
                    made.undo()
                case "redo":
                    place = min(len(steps), place + 1)
                    made.redo()
                case "go":
                    wanted = rng.randint(-2, 40)
                    place = max(0, min(wanted, len(steps)))
                    made.go_to(wanted)
            assert (list(made.done), list(made.undone)) == (steps[:place], steps[place:])
