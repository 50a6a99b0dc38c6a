"""A running board, the clients of its tests, and a browser."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from seating.api.request import Request
from seating.api.solve import solve_request
from seating.board.app import build_app
from seating.board.security import Access
from seating.board.server import serve
from seating.board.session import Session
from seating.board.shared_pages import Sharing
from seating.present.settings import Settings
from tests.docs.blocks import ROOT
from tests.waiting import PATIENCE, wait_until

CITY = ROOT / "examples" / "city"


COLUMNS = "view=columns"
"""The cookie of a browser that shows tables as columns. Tests of the room do not set it, or choose the room."""


def show_columns(page, address: str) -> None:
    """Let a browser show tables as columns."""
    host, path = re.match(r"http://([^:/]+):\d+(/\w+/)", address).groups()
    page.context.add_cookies([{"name": "look", "value": COLUMNS, "domain": host, "path": path}])


def copy_example(name: str, into: Path) -> Path:
    """Copy an example's list and convening, and return the path of the list."""
    into.mkdir(parents=True, exist_ok=True)
    for path in (ROOT / "examples" / name).iterdir():
        if path.is_file():
            shutil.copy(path, into)
    return into / "stakeholders.csv"


def shown_points(page: str) -> int:
    """Return the points that the fold of the board shows; 0 if there is none, because nothing is unmet."""
    fold = page.partition('<details class="in-points" id="points"')[2].partition("</details>")[0]
    found = re.search(r"not met: ([\d,]+)", fold)
    return int(found[1].replace(",", "")) if found else 0


def make_session(people: Path | None, out: Path, language: str = "en") -> Session:
    request = None if people is None else Request(people, out=out, settings=Settings(language=language))
    return Session(request, out, Settings(language=language))


_SEATED = tempfile.TemporaryDirectory(prefix="seated-")
_folders: dict[str, Path] = {}


def seat_everyone(session: Session, **options: Any) -> None:
    """Save a seating by the command line's own functions, without a packet unless one is asked for.

    The same lists and settings are solved once: a session without a saved round gets a copy of the output folder.

    Parameters
    ----------
    session : Session
    options
        Settings of the request that differ.
    """
    request = replace(session.request, **{"packet": False, **options})
    if (session.out / "rounds").exists():
        solve_request(request)
        return
    listed = request.people
    files = {path.name: path.read_bytes() for path in sorted(listed.parent.iterdir()) if path.is_file()}
    asked = replace(request, people=None, out=None, watch=None, stop_signal=None, started=0.0)
    key = hashlib.sha256(repr((files, listed.name, asked)).encode()).hexdigest()
    if key not in _folders:
        folder = Path(_SEATED.name, key)
        shutil.copytree(listed.parent, folder / "in")
        solve_request(replace(request, people=folder / "in" / listed.name, out=folder / "out"))
        _folders[key] = folder / "out"
    shutil.copytree(_folders[key], session.out, dirs_exist_ok=True, copy_function=shutil.copy)


@pytest.fixture(scope="session", autouse=True)
def one_loop() -> Iterator[None]:
    """Let the apps of all clients answer in one event loop: by default, each request starts and ends its own."""
    with pytest.MonkeyPatch.context() as patch, start_blocking_portal() as portal:
        patch.setattr(TestClient, "portal", portal)
        yield


class Client:
    """A client that was let in, as the script of the page is: it asks for parts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.access = Access(8000)
        self.base = f"/{self.access.path}/"
        self.http = TestClient(build_app(session, self.access), base_url=self.access.origin)
        self.http.get(self.access.address, follow_redirects=False)  # the cookie alone, without drawing a screen
        self.http.headers["origin"] = self.access.origin
        self.http.cookies.set("look", COLUMNS, domain="127.0.0.1", path=self.base)

    def get(self, path: str, **options) -> httpx.Response:
        return self.http.get(self.base + path, **options)

    def post(self, path: str, part: bool = True, **fields) -> httpx.Response:
        headers = {"x-part": "1"} if part else {}
        files = {name: value for name, value in fields.items() if isinstance(value, tuple)}
        data = {name: value for name, value in fields.items() if name not in files}
        return self.http.post(self.base + path, data=data, files=files or None, headers=headers)


@pytest.fixture
def city(tmp_path) -> Client:
    """Return a board on a copy of the example of a city, where nobody has a seat yet."""
    return Client(make_session(copy_example("city", tmp_path / "in"), tmp_path / "out"))


@dataclass
class Running:
    """A board that answers on the loopback interface."""

    address: str
    session: Session
    thread: threading.Thread

    def stop(self) -> None:
        self.session.is_stopping = True
        self.thread.join(PATIENCE)


def start_board(session: Session, sharing: Sharing | None = None) -> Running:
    """Start a board in a thread and return once it answers."""
    told: list[str] = []
    thread = threading.Thread(target=serve, args=(session, 0, told.append, True, None, sharing), daemon=True)
    thread.start()
    wait_until(lambda: told)
    return Running(told[0], session, thread)


@pytest.fixture
def running(tmp_path) -> Iterator[Callable[..., Running]]:
    """Start boards: on a copy of an example, on a list, or on no list."""
    started: list[Running] = []

    def start(example: str | None = "city", people: Path | None = None, language: str = "en") -> Running:
        listed = copy_example(example, tmp_path / "in") if example else people
        started.append(start_board(make_session(listed, tmp_path / "out", language)))
        return started[-1]

    yield start
    for one in started:
        one.stop()


@pytest.fixture
def page(chromium, running) -> Iterator[object]:
    """Open a window of the browser, which is closed before the boards are stopped.

    Errors of the page's script, and what its policy refused, fail the test.
    """
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(f"{said.text} {said.location}") if said.type == "error" else None)
    yield opened
    context.close()
    assert faults == []


@pytest.fixture(scope="session")
def boards(tmp_path_factory) -> Iterator[object]:
    """Return the boards whose screens are shown in every state."""
    from .states import Boards  # it uses this module

    made = Boards(tmp_path_factory.mktemp("boards"))
    yield made
    made.stop()
