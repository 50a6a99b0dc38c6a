"""A step on the board that the system refuses is told in words, loses nothing, and can be made again afterwards."""

from __future__ import annotations

import html
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from seating.api.request import Request
from seating.board.session import Session
from seating.ledger import Ledger
from seating.ledger.steps import read_steps
from seating.present.settings import Settings
from tests.board.conftest import Client
from tests.board.test_charts import finish
from tests.cli.running import run
from tests.faults.injected import FULL, GONE, HELD, READ_ONLY, Faults, Refusal
from tests.faults.matrix import BOARD, covers
from tests.faults.test_every_write import CONVENING, LIST, PEOPLE, assert_safe, restore
from tests.faults.test_the_system import as_nobody, files_of, fill, full_disk, needs_root

STEPS = Path("out/board/steps.jsonl")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with a list and a saved round."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "in").mkdir()
    (folder / "in/people.csv").write_text(PEOPLE)
    (folder / "in/convening.yaml").write_text(CONVENING)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        ran = run(f"solve {LIST} --no-packet")
    assert ran.exit_code == 0, ran.output
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    shutil.copytree(made, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def open_board() -> Client:
    """Return a board on the current folder. An unexpected error is answered with a page, as by the server."""
    out = Path("out")
    client = Client(Session(Request(Path("in/people.csv"), out=out, settings=Settings()), out, Settings()))
    http = TestClient(client.http.app, base_url=client.access.origin, raise_server_exceptions=False)
    http.get(client.access.address)
    http.headers["origin"] = client.access.origin
    client.http = http
    return client


def move(client: Client) -> Any:
    """Move a person to the other table."""
    here = client.session.read().seating.seats["p01"]
    return client.post("seats/move", person="p01", **{"from": here, "to": {"north": "south", "south": "north"}[here]})


def solve(client: Client) -> Any:
    """Start a solve, wait for its end, and return the page then."""
    answer = client.post("solving/start", what="new", sure="yes", seconds="", seed="0")
    if answer.status_code == 200 and client.session.solving.run is not None:
        assert client.session.solving.run.join(120)
        return client.get("solving")
    return answer


def mark_a_table_absent(client: Client) -> None:
    for person, table in client.session.read().seating.seats.items():
        if table == "north":
            client.post("day/mark", person=person, state="absent")


def repair(client: Client) -> Any:
    """List the moves after absences, and accept them if there are any."""
    listed = client.post("day/repair")
    found = re.search('name="moves" value="([^"]*)"', listed.text)
    return client.post("day/accept", moves=html.unescape(found[1])) if found else listed


def fill_in_chart(client: Client) -> Any:
    begun = client.http.post(client.base + "charts/next")
    if begun.status_code != 200:
        return begun
    return finish(client, str(begun.url).split(client.base)[1], name="Ana", who_0_0_0="Ben Two")


def upload(client: Client) -> Any:
    return client.http.post(f"{client.base}files/choose", files={"list": ("other.csv", PEOPLE.encode())})


@dataclass(frozen=True)
class Act:
    """Something that is done on the board, and what is done before it."""

    do: Callable[[Client], Any]
    before: Callable[[Client], Any] = lambda client: None
    is_once: bool = False


ACTS = {
    "move": Act(move),
    "lock": Act(lambda client: client.post("seats/lock", lock="table:north", on="1")),
    "keep": Act(lambda client: client.post("seats/keep")),
    "undo": Act(lambda client: client.post("seats/undo"), lambda client: (move(client), move(client))),
    "save": Act(lambda client: client.post("seats/save"), move),
    "solve": Act(solve),
    "arrival": Act(lambda client: client.post("day/mark", person="p01", state="arrived")),
    "walk-in": Act(lambda client: client.post("day/guest", name="Zoe Quill", organization=""), is_once=True),
    "repair": Act(repair, mark_a_table_absent),
    "chart": Act(fill_in_chart),
    "private column": Act(lambda client: client.post("people/private", letter="C", private="yes"), is_once=True),
    "upload": Act(upload),
}


def text_of(answer: Any) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", answer.text)).split())


def count_changes(act: Act, folder: Path, refusal: Refusal, before: Path) -> int:
    """Return how many operations of a step can be refused, and restore the folder."""
    client, faults = open_board(), Faults(folder, refusal)
    act.before(client)
    with faults.active():
        assert act.do(client).status_code == 200
    restore(folder, before)
    assert faults.count
    return faults.count


def refuse_at(number: int, act: Act, folder: Path, refusal: Refusal, before: Path) -> bool:
    """Let one operation of a step be refused, then do it again. Return whether there was one to refuse."""
    client = open_board()
    act.before(client)
    steps = STEPS.read_bytes() if STEPS.exists() else b""
    faults = Faults(folder, refusal, number)
    with faults.active():
        answer = act.do(client)
        shown = client.get("seats")
    said = f"{refusal.name}, operation {number}: {faults.refused[:1]}\n{answer.status_code} {text_of(answer)[-1500:]}"
    assert answer.status_code in {200, 422}, said
    assert shown.status_code == 200, said
    if answer.status_code == 422:
        assert os.strerror(refusal.number) in text_of(answer), said
        assert re.search(r"\bout\b|in.convening.yaml", text_of(answer)), said
    assert (STEPS.read_bytes() if STEPS.exists() else b"").startswith(steps), said
    if act is not ACTS["private column"]:  # it changes the convening
        assert_safe(folder, before, refusal)
    again = act.do(client)
    assert again.status_code == 200 or (answer.status_code == 200 and act.is_once), f"{said}\n{text_of(again)}"
    assert "Errno" not in text_of(again)
    return bool(faults.refused)


def as_parameter(name: str, refusal: Refusal):
    return pytest.param(name, refusal, id=f"{name}-{refusal.name}", marks=covers(refusal.name, f"{BOARD}{name}"))


DAILY = [("move", FULL), ("arrival", READ_ONLY), ("upload", FULL)]
CASES = [(name, refusal) for name in ACTS for refusal in (FULL, READ_ONLY, GONE, HELD)]
MOMENTS = 10


@pytest.mark.room
@pytest.mark.parametrize(("name", "refusal"), [as_parameter(*one) for one in DAILY])
def test_the_first_and_the_last_change_of_a_step_are_refused(name, refusal, folder, made):
    for number in (1, count_changes(ACTS[name], folder, refusal, made)):
        assert refuse_at(number, ACTS[name], folder, refusal, made)
        restore(folder, made)


@pytest.mark.night
@pytest.mark.parametrize(("name", "refusal"), [as_parameter(*one) for one in CASES])
def test_a_step_is_refused_at_any_moment(name, refusal, folder, made):
    count = count_changes(ACTS[name], folder, refusal, made)
    for number in range(1, count + 1, max(1, count // MOMENTS)):
        refuse_at(number, ACTS[name], folder, refusal, made)
        restore(folder, made)


@needs_root
@covers("actual full disk", *(f"{BOARD}{name}" for name in ("move", "save", "solve", "arrival", "upload")))
@pytest.mark.room
def test_the_disk_fills_up_while_the_board_is_open(made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(made / "in", "in")
    with full_disk(tmp_path / "out"):
        shutil.copytree(made / "out", "out", dirs_exist_ok=True)
        client = open_board()
        assert move(client).status_code == 200
        fill(tmp_path / "out")
        for _ in range(100):  # the last block of the file of steps has room for some
            seats, steps = client.session.read().seating.seats, read_steps(STEPS)
            if move(client).status_code != 200:
                break
        for name in ("move", "save", "solve", "arrival", "upload"):
            answer = ACTS[name].do(client)
            assert answer.status_code == (200 if name == "solve" else 422), (name, text_of(answer))
            assert "No space left on device" in text_of(answer), (name, text_of(answer))
            assert re.search(r"\bout\b", text_of(answer))
            assert client.get("seats").status_code == 200
            assert client.session.read().seating.seats == seats
        assert read_steps(STEPS) == steps
        assert len(Ledger.open(Path("out")).entries) == 1
        assert not [*Path("out").rglob(".*.part")]
        (tmp_path / "out/filler").unlink()
        for name in ("arrival", "move", "save"):
            answer = ACTS[name].do(client)
            assert answer.status_code == 200, (name, text_of(answer))
        assert len(Ledger.open(Path("out")).entries) == 2
        assert read_steps(STEPS)[: len(steps)] == steps


@covers("folder removed", f"{BOARD}move", f"{BOARD}arrival")
def test_the_output_folder_vanishes_while_the_board_is_open_and_comes_back(folder):
    client = open_board()
    assert move(client).status_code == 200
    seats = client.session.read().seating.seats
    (folder / "out").rename(folder / "away")
    for path in ("seats", "day", "files"):
        assert client.get(path).status_code == 200, path
    (folder / "away").rename(folder / "out")
    assert client.session.read().seating.seats == seats
    assert move(client).status_code == 200
    assert client.post("day/mark", person="p01", state="arrived").status_code == 200


@covers("folder removed", f"{BOARD}move")
def test_the_list_vanishes_while_the_board_is_open_and_comes_back(folder):
    client = open_board()
    assert move(client).status_code == 200
    seats = client.session.read().seating.seats
    (folder / "in").rename(folder / "away")
    for answer in (client.get("seats"), client.get("day"), client.post("seats/undo")):
        assert answer.status_code == 422
        assert re.search("in.people.csv", text_of(answer))
    (folder / "away").rename(folder / "in")
    assert client.get("seats").status_code == 200
    assert client.session.read().seating.seats == seats


class Clock(datetime):
    """A clock that goes back by an hour each time it is asked."""

    asked = 0

    @classmethod
    def now(cls, zone=None):
        Clock.asked += 1
        return datetime(2026, 3, 2, 17, 45, tzinfo=UTC) - timedelta(hours=Clock.asked)


def set_files_back(folder: Path) -> None:
    """Give all files the time of the clock, as if they had been written now."""
    seconds = Clock.now().timestamp()
    for path in folder.rglob("*"):
        os.utime(path, (seconds, seconds))


@covers("clock set back", *(f"{BOARD}{name}" for name in ("move", "undo", "save", "arrival", "walk-in")))
def test_the_clock_is_set_back_while_the_board_is_open(folder, monkeypatch):
    for module in ("seating.ledger.steps", "seating.ledger.ledger", "seating.board.screens.day"):
        monkeypatch.setattr(f"{module}.datetime", Clock)
    client, other = open_board(), open_board()
    for window in (client, other, client):
        before = other.session.read().seating.seats
        assert move(window).status_code == 200
        set_files_back(folder / "out")
        assert other.session.read().seating.seats == client.session.read().seating.seats != before
    for name in ("undo", "walk-in", "arrival"):
        assert ACTS[name].do(client).status_code == 200, name
        set_files_back(folder / "out")
    assert "Zoe Quill" in other.get("day").text
    numbers = [step.number for step in read_steps(STEPS)]
    assert numbers == sorted(numbers)
    client.post("day/seat", person="walk-in-1", table="north")
    assert client.post("seats/save").status_code == 200
    saved = [entry.saved for entry in Ledger.open(folder / "out").entries]
    assert Ledger.open(folder / "out").problems == ()
    assert saved[-1] < saved[0], "the clock was set back"
    assert run("rounds list --out out").exit_code == 0


@needs_root
@covers("other user", *(f"{BOARD}{name}" for name in ("move", "save", "arrival", "upload")))
@pytest.mark.room
def test_the_board_of_another_user_who_may_only_read(shared, monkeypatch):
    monkeypatch.chdir(shared)
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    shutil.copytree("out", "before")
    for name in ("move", "save", "arrival", "upload"):  # everything is imported
        assert ACTS[name].do(open_board()).status_code == 200, name
    shutil.rmtree("out")
    Path("before").rename("out")
    before = files_of(shared)

    with as_nobody():
        client = open_board()
        shown = client.get("seats")
        refused = [ACTS[name].do(client) for name in ("move", "save", "arrival", "upload")]
        shown_again = client.get("seats")
    assert (shown.status_code, shown_again.status_code) == (200, 200)
    for answer in refused:
        assert answer.status_code == 422, text_of(answer)
        assert re.search(r"\bout\b.*([Pp]ermission)", text_of(answer)), text_of(answer)
    assert files_of(shared) == before
