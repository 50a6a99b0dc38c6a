"""A board that shares, and the devices of guests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from starlette.testclient import TestClient

from seating.board.session import Session
from seating.board.shared_pages import Sharing
from seating.ledger.steps import Action, Step
from seating.share.allowances import STANDARD, Limits
from seating.share.facts import Purpose
from seating.share.routes import build_app
from seating.share.updates import Updates
from tests.board.conftest import (
    Running,
    copy_example,
    make_session,
    one_loop,  # noqa: F401  # a fixture of these tests too
    start_board,
)


class Device:
    """A phone with the link of one purpose."""

    def __init__(self, app, host: str, base: str, address: str = "10.0.0.7") -> None:
        self.base = base
        self.http = TestClient(app, base_url=f"http://{host}", client=(address, 5000), follow_redirects=False)

    def get(self, path: str = "", **options) -> httpx.Response:
        return self.http.get(self.base + path, **options)

    def send(self, path: str = "", origin: str | None = "own", **fields: str) -> httpx.Response:
        headers = {} if origin is None else {"origin": str(self.http.base_url) if origin == "own" else origin}
        return self.http.post(self.base + path, data=fields, headers=headers)


class Event:
    """A board whose links are open, and its shared application without a network."""

    def __init__(self, session: Session, limits: Limits = STANDARD, clock: Callable[[], float] | None = None) -> None:
        self.session = session
        self.sharing = Sharing(session, "127.0.0.1", 0, limits, **({} if clock is None else {"clock": clock}))
        self.app = build_app(self.sharing, self.sharing.host, Updates(), limits)
        for purpose in Purpose:
            self.sharing.open(purpose)

    def device(self, purpose: Purpose, address: str = "10.0.0.7") -> Device:
        return Device(self.app, self.sharing.host, f"/{self.sharing.links()[purpose]}/", address)

    def seat(self, seats: dict[str, str]) -> None:
        with self.session.lock:
            self.session.add_steps(self.session.read(), Step(Action.MOVE, "by hand", seats=seats))


def seat_in_order(event: Event) -> None:
    """Seat everyone, table by table."""
    room = event.session.read().inputs.room
    tables = [table.id for table in room.tables]
    event.seat({person.id: tables[number % len(tables)] for number, person in enumerate(room.persons)})


@pytest.fixture
def event(tmp_path) -> Iterator[Event]:
    """Return the city's event, with everyone at a table."""
    made = Event(make_session(copy_example("city", tmp_path / "in"), tmp_path / "out"))
    seat_in_order(made)
    yield made
    made.sharing.stop()


@dataclass
class Evening:
    """A board that answers on the loopback interface, with its shared pages."""

    board: Running
    sharing: Sharing


@pytest.fixture
def start_evening(tmp_path) -> Iterator[Callable[..., Evening]]:
    """Start a board that shares, with everyone at a table; the links are closed."""
    started: list[Evening] = []

    def start(limits: Limits = STANDARD) -> Evening:
        session = make_session(copy_example("city", tmp_path / "in"), tmp_path / "out")
        sharing = Sharing(session, "127.0.0.1", 0, limits)
        started.append(Evening(start_board(session, sharing), sharing))
        return started[-1]

    yield start
    for one in started:
        one.board.stop()
