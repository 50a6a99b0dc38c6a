"""A batch seats each convening as a single solve would; what fails in one folder stops no other."""

from __future__ import annotations

import csv
import errno
import json
import re
import shutil
import stat
import sys
import threading
from contextlib import ExitStack
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from seating.addons.batch.batch_folders import find_folders, find_list
from seating.addons.batch.batch_rows import read_row
from seating.addons.batch.batch_run import run_batch, write_batch
from seating.addons.batch.batch_start import OPTIONS, START
from seating.addons.batch.convening_task import ConveningTask
from seating.addons.batch.unchanged import KEPT
from seating.addons.cluster import CLUSTER
from seating.addons.cluster.executor import open_cluster
from seating.api.request import Request
from seating.api.solve import solve_in_steps, solve_request
from seating.engines import best_plan
from seating.engines.in_process import InProcess
from seating.engines.messages import SILENT
from seating.errors import UsageError
from seating.ledger import Ledger, lock_folder
from seating.ledger.atomic_files import readable_reasons
from seating.tasks.executor import ExecutorLostError, SequentialExecutor
from tests.cli.running import run
from tests.killed import assert_killed, copies, start

ROOM = "tables: {count: 3, seats: 4}\nrequirements:\n  - {kind: balance, of: sector}\n"


def write_convening(folder: Path, number: int = 12, name: str = "people.csv", room: str = ROOM) -> Path:
    folder.mkdir(parents=True)
    rows = [f"Person {n},{'abc'[n % 3]}" for n in range(number)]
    (folder / name).write_text("\n".join(["name,sector", *rows]) + "\n", encoding="utf-8")
    (folder / "convening.yaml").write_text(room, encoding="utf-8")
    return folder


@pytest.fixture
def cities(tmp_path):
    """Four convenings: two are sound, one has an error in its convening, one has no list."""
    folder = tmp_path / "cities"
    write_convening(folder / "ash")
    write_convening(folder / "birch", room=ROOM.replace("balance", "balanse"))
    (folder / "cedar").mkdir()
    write_convening(folder / "dogwood", number=11, name="guests.csv", room=ROOM.replace("seats: 4", "seats: 3-4"))
    (folder / ".hidden").mkdir()
    return folder


def request_for(folder: Path) -> Request:
    return Request("", out=folder / "reports", packet=False)


def seats(folder: Path) -> str:
    return (folder / "round-1" / "seating.csv").read_text(encoding="utf-8")


def rows_of(cities: Path, there: Path | None = None, at_once: int = 1, only_changed: bool = False, **more):
    shown = []
    batch = run_batch(
        find_folders(cities, cities / "reports"),
        replace(request_for(cities), **more),
        lambda row, of: shown.append((row.folder, of)),
        there,
        at_once,
        only_changed=only_changed,
    )
    assert len(shown) == len({folder for folder, _ in shown})
    return batch


def test_each_convening_is_seated_and_what_fails_is_told(cities):
    batch = rows_of(cities)
    assert [(row.folder, row.status) for row in batch.rows] == [
        ("ash", "optimal"),
        ("birch", "failed"),
        ("cedar", "failed"),
        ("dogwood", "optimal"),
    ]
    ash, birch, cedar, dogwood = batch.rows
    assert (ash.people, ash.tables, ash.penalty, ash.requirements, ash.met) == (12, 3, 0, 2, 2)
    assert "balanse" in birch.message
    assert birch.exit_code == 3
    assert "has no list" in cedar.message
    assert dogwood.people == 11
    assert (cities / "reports" / ash.report).is_file()
    alone = solve_request(Request(str(cities / "ash" / "people.csv"), out=cities / "alone", packet=False))
    assert (ash.penalty, ash.bound) == (alone.penalty, alone.bound)
    assert seats(cities / "reports" / "ash") == seats(cities / "alone")


def test_a_held_seat_is_no_person_of_a_convening(tmp_path):
    elm = write_convening(tmp_path / "cities" / "elm", number=3, room="tables: {count: 1, seats: 4}\n")
    rows = (elm / "people.csv").read_text(encoding="utf-8").splitlines()
    status = ["status", "", "", "open"]
    (elm / "people.csv").write_text("".join(f"{a},{b}\n" for a, b in zip(rows, status, strict=True)), encoding="utf-8")
    assert [row.people for row in rows_of(tmp_path / "cities").rows] == [2]


def test_on_a_cluster_the_seatings_are_the_same(cities, monkeypatch):
    class Backwards(SequentialExecutor):
        def run(self, tasks, check=lambda: None):
            yield from reversed([*super().run(tasks, check)])

    plain = rows_of(cities)
    known = {name: seats(cities / "reports" / name) for name in ("ash", "dogwood")}
    monkeypatch.setattr("seating.addons.cluster.executor.open_cluster", lambda where: Backwards())
    batch = rows_of(cities, elsewhere=CLUSTER.at("local:2"), out=cities / "again")
    assert batch.rows == plain.rows
    for name, seating in known.items():
        assert seats(cities / "again" / name) == seating


@pytest.mark.room
def test_on_a_cluster_of_two_workers_too(cities):
    pytest.importorskip("distributed", reason="needs Dask: pip install 'seating-chart[cluster]'")
    plain = rows_of(cities)
    batch = rows_of(cities, elsewhere=CLUSTER.at("local:2"), next_round=False, out=cities / "reports" / "again")
    assert [(row.status, row.penalty) for row in batch.rows] == [(row.status, row.penalty) for row in plain.rows]
    assert seats(cities / "reports" / "again" / "ash") == seats(cities / "reports" / "ash")


def written(out: Path) -> dict[str, bytes]:
    """Return the files of a batch, without times, digests of what has a time, and its own place."""
    changing = rb'"(saved|seconds|sha256|previous)": [^\n]*|Seconds: [0-9.,]+|' + str(out).encode()
    files = [path for path in out.rglob("*") if path.is_file() and path.name != "newest"]
    return {path.relative_to(out).as_posix(): re.sub(changing, b"", path.read_bytes()) for path in files}


@pytest.fixture
def in_turn(monkeypatch):
    """Take this process for the cluster."""
    monkeypatch.setattr("seating.addons.cluster.executor.open_cluster", lambda where: SequentialExecutor())


@pytest.mark.room
@pytest.mark.parametrize("where", ["processes", "here", "local:2"])
def test_workers_that_read_and_write_do_what_a_batch_does(cities, request, where):
    if where == "here":
        request.getfixturevalue("in_turn")
    elif where == "local:2":
        pytest.importorskip("distributed", reason="needs Dask: pip install 'seating-chart[cluster]'")
    plain = rows_of(cities)
    known = written(cities / "reports")
    shutil.rmtree(cities / "reports")
    if where == "processes":
        batch = rows_of(cities, at_once=2)
    else:
        batch = rows_of(cities, elsewhere=CLUSTER.at(where), there=cities)
    assert batch.rows == plain.rows
    assert written(cities / "reports") == known


@pytest.mark.room
@pytest.mark.parametrize("seconds", [0.3, 1.1, 2.3, 3.9])
def test_a_killed_worker_leaves_no_convening_out_and_seats_none_twice(tmp_path, monkeypatch, seconds):
    from tests.addons.cluster.test_dask import kill_later

    folder = tmp_path / "cities"
    for number in range(12):
        write_convening(folder / f"city-{number:02}", 12 + number % 3, room=ROOM.replace("seats: 4", "seats: 3-5"))
    rows_of(folder, packet=True)
    plain = rows_of(folder, packet=True, next_round=True)
    known = written(folder / "reports")
    shutil.rmtree(folder / "reports")
    rows_of(folder, packet=True)
    killing = []

    def open_and_kill(where):
        executor = open_cluster(where)
        killing.extend(kill_later(executor, seconds + more) for more in (0, 1.0))
        return executor

    monkeypatch.setattr("seating.addons.cluster.executor.open_cluster", open_and_kill)
    batch = rows_of(folder, elsewhere=CLUSTER.at("local:2"), there=folder, packet=True, next_round=True)
    for thread in killing:
        thread.join()
    assert batch.rows == plain.rows
    assert written(folder / "reports") == known


def seat_and_tell(folder: Path, told: Connection) -> None:
    run_batch(find_folders(folder, folder / "reports"), request_for(folder), lambda *row: told.send(row), at_once=2)


@pytest.mark.room
@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_a_batch_that_is_killed_twice_leaves_no_convening_out_and_seats_none_twice(tmp_path):
    folder = tmp_path / "cities"
    for number in range(12):
        write_convening(folder / f"city-{number:02}", 12 + number % 3, room=ROOM.replace("seats: 4", "seats: 3-5"))
    plain = rows_of(folder)
    known = written(folder / "reports")
    shutil.rmtree(folder / "reports")
    for rows in (2, 5):  # those that are seated already count again
        hears, told = copies().Pipe(duplex=False)
        killed = start(seat_and_tell, folder, told)
        told.close()
        for _ in range(rows):
            hears.recv()
        killed.kill()
        assert_killed(killed)
    batch = rows_of(folder, at_once=2)
    assert batch.is_continued
    assert batch.rows == plain.rows
    assert written(folder / "reports") == known


def test_what_a_killed_batch_left_half_written_is_removed(cities):
    shutil.rmtree(cities / "dogwood")
    left = cities / "reports" / "ash" / f".{KEPT}.0123456789abcdef.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"{")
    rows_of(cities)
    assert not left.exists()
    assert (left.parent / KEPT).is_file()


@pytest.mark.room
@pytest.mark.parametrize("is_printed", [True, False])
def test_a_task_that_is_carried_out_again_seats_no_round_twice(cities, is_printed):
    """Its worker died after it had saved the round: before or after the pages were written."""
    out = cities / "reports" / "ash"
    solve_request(Request(str(cities / "ash" / "people.csv"), out=out, packet=False))
    options = {name: getattr(request_for(cities), name) for name in OPTIONS}
    task = ConveningTask(str(cities / "ash"), str(out), {**options, "next_round": True}, newest=1)
    first = read_row(task.run().text, "ash")
    if not is_printed:
        (out / "rounds" / "0002-round-2.json.unfinished").touch()
        (out / "round-2" / "report.html").unlink()
    assert read_row(task.run().text, "ash") == first
    assert first.status == "optimal"
    assert (out / "round-2" / "report.html").is_file()
    assert [one.number for one in Ledger.open(out).sound.entries] == [1, 2]


@pytest.mark.room
@pytest.mark.parametrize("where", ["in turn", "in processes", "at once", "on workers"])
@pytest.mark.parametrize("next_round", [False, True])
def test_the_same_command_goes_on_where_a_batch_ended(cities, in_turn, next_round, where):
    """What it has seated is not seated again, and no round is closed twice; a round without its pages gets them."""
    elsewhere = CLUSTER.at("local") if where in ("at once", "on workers") else None
    more = {"next_round": next_round, "elsewhere": elsewhere}
    at_once = 2 if where == "in processes" else 1
    there = cities if where == "on workers" else None
    if next_round:
        write_batch(rows_of(cities), cities / "reports")
    entries = 2 if next_round else 1

    def stop(row, of):
        if row.status == "optimal":  # the first one that ends, of those that are seated at once
            raise KeyboardInterrupt  # as if the process were killed here

    request = replace(request_for(cities), **more)
    cut = run_batch(find_folders(cities, cities / "reports"), request, stop, there, at_once)
    assert "not_seated" in {row.status for row in cut.rows}
    write_batch(cut, cities / "reports")
    whole = rows_of(cities, there, at_once, **more)
    assert whole.is_continued
    assert [row.status for row in whole.rows] == ["optimal", "failed", "failed", "optimal"]
    write_batch(whole, cities / "reports")
    for name in ("ash", "dogwood"):
        assert [one.number for one in Ledger.open(cities / "reports" / name).sound.entries] == [*range(1, entries + 1)]
    assert not rows_of(cities, there, at_once, **more).is_continued
    assert len(Ledger.open(cities / "reports" / "ash").sound.entries) == entries + 1


def entries_of(cities: Path) -> list[int]:
    return [len(Ledger.open(cities / "reports" / name).sound.entries) for name in ("ash", "dogwood")]


@pytest.mark.room
@pytest.mark.parametrize("at_once", [1, 2])
def test_only_what_has_changed_is_seated_again(cities, at_once):
    first = rows_of(cities, at_once=at_once)
    write_batch(first, cities / "reports")
    known = {path: path.stat().st_mtime_ns for path in (cities / "reports" / "ash").rglob("*") if path.is_file()}
    people = cities / "dogwood" / "guests.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("Person 10", "Zora 10"), encoding="utf-8")
    second = rows_of(cities, at_once=at_once, only_changed=True)
    assert [(row.folder, row.is_unchanged) for row in second.rows if row.people] == [("ash", True), ("dogwood", False)]
    assert replace(second.rows[0], is_unchanged=False) == first.rows[0]
    assert entries_of(cities) == [1, 2]
    assert {path: path.stat().st_mtime_ns for path in known} == known


CHANGES = {
    "a file beside the list": lambda cities, out: (cities / "ash" / "resources.csv").write_text("resource\nTents\n"),
    "a list in the output folder": lambda cities, out: (out / "answers.csv").write_text("id\n"),
    "a page that is gone": lambda cities, out: (out / "round-1" / "report.html").unlink(),
    "a digest that is gone": lambda cities, out: (out / KEPT).unlink(),
    "a digest that is cut": lambda cities, out: (out / KEPT).write_bytes((out / KEPT).read_bytes()[:40]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_seen(cities, change):
    write_batch(rows_of(cities), cities / "reports")
    CHANGES[change](cities, cities / "reports" / "ash")
    assert [row.is_unchanged for row in rows_of(cities, only_changed=True).rows] == [False, False, False, True]
    assert [row.is_unchanged for row in rows_of(cities, only_changed=True).rows] == [True, False, False, True]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are those of POSIX")
def test_only_the_convener_can_read_the_digests(cities):
    write_batch(rows_of(cities), cities / "reports")
    assert stat.S_IMODE((cities / "reports" / "ash" / KEPT).stat().st_mode) == 0o600


def test_a_round_that_was_seated_by_hand_since_is_left_as_it_is(cities):
    write_batch(rows_of(cities), cities / "reports")
    alone = Request(str(cities / "ash" / "people.csv"), out=cities / "reports" / "ash", packet=False)
    solve_request(replace(alone, seed=3))
    (ash, *_, dogwood) = rows_of(cities, only_changed=True).rows
    assert (ash.is_unchanged, ash.people, ash.penalty, ash.report) == (True, 12, 0, "ash/round-1/report.html")
    assert entries_of(cities) == [2, 1]
    assert dogwood.is_unchanged


def test_only_what_has_changed_gets_its_next_round(cities):
    write_batch(rows_of(cities), cities / "reports")
    people = cities / "dogwood" / "guests.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("Person 10", "Zora 10"), encoding="utf-8")
    write_batch(rows_of(cities, next_round=True, only_changed=True), cities / "reports")
    rounds = {name: Ledger.open(cities / "reports" / name).sound.open_round for name in ("ash", "dogwood")}
    assert rounds == {"ash": 1, "dogwood": 2}


@pytest.mark.room
def test_what_has_changed_since_a_batch_ended_is_seated_again(cities):
    def stop(row, of):
        raise KeyboardInterrupt

    write_batch(rows_of(cities), cities / "reports")
    request = replace(request_for(cities), next_round=True)
    run_batch(find_folders(cities, cities / "reports"), request, stop)
    people = cities / "ash" / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("Person 11", "Zora 11"), encoding="utf-8")
    assert rows_of(cities, next_round=True).rows[0].people == 12
    ledger = Ledger.open(cities / "reports" / "ash").sound
    assert (len(ledger.entries), ledger.open_round) == (3, 2)
    assert "Zora 11" in (cities / "reports" / "ash" / "round-2" / "seating.csv").read_text(encoding="utf-8")
    assert not rows_of(cities, seed=3).is_continued


def test_a_convening_that_could_not_be_saved_is_seated_by_the_same_command(cities, monkeypatch):
    """A full disk ends no batch: what could not be saved follows, and an error in a list does not keep it open."""
    (cities / "reports" / "dogwood" / "rounds").mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.setattr("seating.ledger.ledger.write_new", refuse)
        patch.setattr("seating.ledger.atomic_files.write_new", refuse)
        cut = rows_of(cities)
    assert {row.status for row in cut.rows} == {"failed"}
    assert [row.is_cut for row in cut.rows] == [True, False, False, True]
    write_batch(cut, cities / "reports")
    assert (cities / "reports" / START).is_file()
    write_batch(rows_of(cities), cities / "reports")
    assert not (cities / "reports" / START).exists()


def refuse(path: Path, *rest: object, **more: object) -> None:
    with readable_reasons(path):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_task_waits_for_a_worker_that_still_uses_the_folder(cities, monkeypatch):
    """Its driver was killed, and it finishes its convening; the next driver has given the same task to another one."""
    monkeypatch.setattr("seating.addons.batch.convening_task.PAUSE", 0.01)
    out = cities / "reports" / "ash"
    out.mkdir(parents=True)
    options = {name: getattr(request_for(cities), name) for name in OPTIONS}
    task = ConveningTask(str(cities / "ash"), str(out), options)
    with ExitStack() as held:
        held.enter_context(lock_folder(out))
        other = threading.Timer(0.1, held.close)
        other.start()
        assert read_row(task.run().text, "ash").status == "optimal"
        other.join()
    with lock_folder(out):
        monkeypatch.setattr("seating.addons.batch.convening_task.HELD", 0.0)
        row = read_row(task.run().text, "ash")
    assert (row.exit_code, row.is_cut) == (7, True)


def test_a_round_that_lacks_its_pages_gets_the_list_of_invitations_too(cities):
    missing = "  - {kind: voice, name: Doers, who: {sector: a}, at_least: 5}\n"
    request = Request(str(write_convening(cities / "elm", room=ROOM + missing) / "people.csv"), out=cities / "out")
    solve_request(replace(request, packet=False))
    written_by_one_run = (request.out / "invitations.csv").read_bytes()
    (request.out / "invitations.csv").unlink()
    (request.out / "rounds" / "0001-round-1.json.unfinished").touch()
    solved = solve_request(replace(request, packet=False))
    assert "round-finished" in {note.slug for note in solved.notes}
    assert (request.out / "invitations.csv").read_bytes() == written_by_one_run


def test_a_task_starts_no_process(cities, monkeypatch):
    """The worker has the solvers already; importing them again took half of the time of a small convening."""
    monkeypatch.setattr("seating.engines.prestart._spawn", lambda *_: pytest.fail("a process was started"))
    missing = "  - {kind: voice, name: Doers, who: {sector: a}, at_least: 3}\n"  # asks who else to invite
    write_convening(cities / "elm", room=ROOM + missing)
    options = {name: getattr(request_for(cities), name) for name in OPTIONS}
    task = ConveningTask(str(cities / "elm"), str(cities / "reports" / "elm"), options)
    assert read_row(task.run().text, "elm").status == "optimal"


def test_where_the_workers_find_no_files(cities, in_turn):
    batch = rows_of(cities, elsewhere=CLUSTER.at("local"), there=cities / "elsewhere")
    assert {row.status for row in batch.rows} == {"failed"}
    assert "The worker has no folder" in batch.rows[0].message
    with pytest.raises(UsageError, match="would not find the output folder"):
        rows_of(cities, elsewhere=CLUSTER.at("local"), there=cities, out=cities.parent / "out")
    with pytest.raises(UsageError, match="needs --cluster"):
        rows_of(cities, there=cities)


@pytest.mark.parametrize(
    "changed",
    [{"folder": "birch"}, {"people": "many"}, {"report": "../x.html"}, {"report": "ash/../../x"}],
)
def test_what_is_no_row_of_the_folder_is_a_failure(changed):
    sound = {"folder": "ash", "status": "optimal", "report": "ash/round-1/report.html"}
    assert read_row(json.dumps(sound), "ash").status == "optimal"
    assert read_row(json.dumps({**sound, **changed}), "ash").message.startswith("A worker sent")


def test_a_lost_cluster_keeps_what_is_seated(cities, monkeypatch):
    class Lost(SequentialExecutor):
        def run(self, tasks, check=lambda: None):
            results = super().run(tasks, check)
            yield next(results)
            raise ExecutorLostError("the connection is lost")

    monkeypatch.setattr("seating.addons.cluster.executor.open_cluster", lambda where: Lost())
    batch = rows_of(cities, elsewhere=CLUSTER.at("local"))
    assert [row.status for row in batch.rows] == ["optimal", "not_seated", "not_seated", "not_seated"]
    assert "the connection is lost" in batch.rows[3].message
    assert {row.exit_code for row in batch.rows[1:]} == {2}, "a lost cluster is no bug of the program"
    assert seats(cities / "reports" / "ash")
    assert not batch.is_interrupted


def test_ctrl_c_ends_the_batch_and_keeps_what_is_seated(cities, monkeypatch):
    def solve(request):
        if "dogwood" in request.people:
            raise KeyboardInterrupt
        return solve_request(request)

    monkeypatch.setattr("seating.addons.batch.batch_run.solve_request", solve)
    batch = rows_of(cities)
    assert batch.is_interrupted
    assert [row.status for row in batch.rows] == ["optimal", "failed", "failed", "not_seated"]


def test_an_unexpected_failure_is_a_row_too(cities, monkeypatch):
    def solve(request):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("seating.addons.batch.batch_run.solve_request", solve)
    assert rows_of(cities).rows[0].message.startswith("ZeroDivisionError: oh. This is a bug")


def test_a_solve_in_steps_is_the_solve(cities):
    request = Request(str(cities / "ash" / "people.csv"), out=cities / "steps", packet=False)
    worker = InProcess()
    steps = solve_in_steps(request, worker)
    search = next(steps)
    with pytest.raises(StopIteration) as end:
        steps.send(best_plan(search.model, search.effort, search.seed, SILENT, worker))
    assert end.value.value.penalty == 0
    again = solve_in_steps(request, worker)  # seats the open round again
    assert next(again).model.n_persons == 12
    again.close()


def test_the_list_of_a_folder(tmp_path):
    folder = write_convening(tmp_path / "one", name="any.csv")
    assert find_list(folder).name == "any.csv"
    (folder / "resources.csv").touch()
    assert find_list(folder).name == "any.csv"
    (folder / "pairs.csv").touch()
    with pytest.raises(UsageError, match=r"any\.csv or pairs\.csv"):
        find_list(folder)
    (folder / "members.xlsx").touch()
    assert find_list(folder).name == "members.xlsx"


def test_a_folder_without_folders_is_refused(tmp_path):
    with pytest.raises(UsageError, match="has no folders"):
        find_folders(tmp_path, tmp_path / "reports")
    with pytest.raises(UsageError, match="There is no folder"):
        find_folders(tmp_path / "none", tmp_path / "reports")


def test_the_command_prints_a_table_and_writes_it(cities):
    done = run(f"batch {cities} --no-packet --quiet")
    assert done.exit_code == 3
    assert "2 convenings are seated, 2 with all musts met. 2 convenings are not seated." in done.stdout
    assert "cedar has no list" in done.stdout.replace("\n", " ")
    with (cities / "reports" / "batch.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["optimal", "failed", "failed", "optimal"]
    page = (cities / "reports" / "batch.html").read_text(encoding="utf-8")
    links = [row["report"] for row in rows if row["report"]]
    assert len(links) == 2
    assert all(f'href="{link}"' in page and (cities / "reports" / link).is_file() for link in links)
    record = json.loads(run(f"batch {cities} --no-packet --json").stdout)
    assert [row["penalty"] for row in record["convenings"]] == [0, None, None, 0]


@pytest.mark.room
def test_each_convening_is_a_line_of_json_as_it_ends(cities):
    done = run(f"batch {cities} --no-packet --json-lines --jobs 2")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 3
    whole = json.loads(run(f"batch {cities} --no-packet --json --changed").stdout)["convenings"]
    assert sorted(rows, key=lambda row: row["folder"]) == [{**row, "unchanged": False} for row in whole]
    assert [row["unchanged"] for row in whole] == [True, False, False, True]
    assert run(f"batch {cities} --json --json-lines").exit_code == 2


def test_only_a_cluster_or_this_machine_seats_several_at_once(cities):
    done = run(f"batch {cities} --jobs 2 --cluster local")
    assert done.exit_code == 2
    assert "Give only one of --jobs and --cluster." in done.stderr


def test_the_exit_code_is_that_of_the_worst(cities):
    for name in ("birch", "cedar"):
        for file in (cities / name).iterdir():
            file.unlink()
        (cities / name).rmdir()
    assert run(f"batch {cities} --no-packet --quiet --strict").exit_code == 0
    write_convening(cities / "elm", number=13)
    assert run(f"batch {cities} --no-packet --quiet").exit_code == 4
