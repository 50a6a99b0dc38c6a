"""Every screen of the board in the states that a convener meets: empty, full, wrong, busy, and with everything open."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from seating.board.session import Session
from seating.board.solve_run import SolveRun
from seating.model import Value
from tests.waiting import PATIENCE, let_pass

from .conftest import Client, Running, copy_example, make_session, start_board
from .test_solving import CLASH, PEOPLE, ROOM

WRONG = "name,representative_type,attending\nAna Kim,docter,yes\nBo Lund,doer,perhaps\n,doer,yes\n"

MINUTE = 60_000


@dataclass(frozen=True)
class State:
    """A screen with content.

    Attributes
    ----------
    name : str
    board : str
        The key of `BOARDS`.
    path : str
        Its address, relative to the board.
    prepare : callable or None
        Does in the browser what brings it into this state. Nothing that it does changes another state.
    """

    name: str
    board: str
    path: str
    prepare: Callable[[Any], None] | None = None


def pick_up_a_card(page) -> None:
    page.locator(".table:not(.tray) button.seat").first.evaluate("card => card.click()")
    page.locator("[data-drop]").first.wait_for()
    page.locator(".exchange").first.wait_for(state="attached")
    page.locator("[data-slot=best]").filter(has_text=re.compile(r"\.\s*$")).wait_for()  # the best of all is known
    page.locator("[data-offer]:not([hidden]) [data-slot^='follow:'] > *").first.wait_for(state="attached")


def find_in_the_room(page) -> None:
    page.locator("#find").fill("a")
    page.locator("#find-next").click()
    page.locator(".chair.current").wait_for()


def ask_why_not(page) -> None:
    pick_up_a_card(page)
    page.get_by_role("button", name="Why not here?").or_(page.locator("[id^=why-not]")).first.click()
    page.locator("#why").get_by_role("button").last.wait_for(timeout=MINUTE)
    open_everything(page)


def open_everything(page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach((one) => (one.open = true))")


def search_the_rows(page) -> None:
    page.get_by_role("searchbox").fill("labor")
    page.locator(".cells tbody tr").nth(30).wait_for(state="detached")


def edit_a_row(page) -> None:
    page.locator(".cells .edit").first.click()
    page.locator("#save-row").wait_for()


def tick_what_matters(page) -> None:
    page.locator(".sentences [type=checkbox]").first.check()
    chosen = re.compile(r'strength"?[=\s]+must')
    with page.expect_response(lambda answer: chosen.search(answer.request.post_data or "")):
        page.locator(".sentences select[name=strength]").first.select_option("must")
    page.locator("[aria-busy=true]").wait_for(state="detached")
    open_everything(page)


def type_what_cannot_be(page) -> None:
    page.locator("#f-at_least").fill("99")
    page.locator("#preview .notice").wait_for()


def look_somebody_up(page) -> None:
    page.locator("#find").fill("beat")
    page.locator("#everyone .row").filter(has_text="Beatriz").click()
    page.locator("#picked [id^=absent-]").wait_for()


def ask_about_an_absence(page) -> None:
    """Ask about people until something would be missing without one of them; who that is depends on the seats."""
    for row in page.locator("#everyone .row").all():
        row.click()
        name = row.locator("b").inner_text()
        page.locator("#picked h2").filter(has_text=name).wait_for()
        with page.expect_response(lambda answer: "day/card" in answer.url):
            page.locator("[id^=card-]").click()
        page.locator("[aria-busy=true]").first.wait_for(state="detached")
        if page.locator("#picked h3").count():
            return
    raise AssertionError("nobody would be missing")


def look_for_a_seat(page) -> None:
    page.get_by_role("button", name="here without a seat").click()
    page.locator("#everyone [data-traits~=waiting] .row").first.click()
    page.locator("[id^=seat-]").click()
    page.locator("#picked .offers").wait_for()


def list_the_moves(page) -> None:
    page.locator("#repair-open").click()
    page.locator("#day-repair").click()
    page.locator("#accept-repair").wait_for(timeout=MINUTE)


def finish_without_a_name(page) -> None:
    page.locator("[formaction]").click()
    page.get_by_role("alert").wait_for()


def open_the_draft(page) -> None:
    page.locator("#charts a[href*=fill]").first.click()
    page.locator("#name").wait_for()


def thank(page) -> None:
    page.locator(".chart-next button").click()
    page.locator("#name").fill("Mia Ocampo")
    page.locator("[formaction]").click()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_url("**/charts/finish/**")


def find_a_table(page) -> None:
    page.locator("#find-name").fill("a")
    page.locator("#find-shown li").first.wait_for()


def close_the_board(page) -> None:
    page.locator(".top form button:not([name])").click()
    page.wait_for_url("**/stop")


STATES = (
    State("no list", "none", "files"),
    State("list", "city", "people"),
    State("list, rows found", "city", "people", search_the_rows),
    State("list, a row is edited", "city", "people", edit_a_row),
    State("list, problems", "wrong", "people"),
    State("list, spellings", "city", "people/values/D"),
    State("error page", "wrong", "seats"),
    State("no such page", "city", "nowhere"),
    State("rules", "city", "rules"),
    State("rules, ticked", "guests", "rules", tick_what_matters),
    State("rules, all open", "city", "rules", open_everything),
    State("form of a requirement", "city", "rules/requirements/form?number=10", open_everything),
    State("form of a new requirement", "city", "rules/requirements/form?kind=role_mix"),
    State("form, counting rules it out", "city", "rules/requirements/form?kind=count", type_what_cannot_be),
    State("form of a table", "city", "rules/tables/form?number=0"),
    State("solve", "fresh", "solving"),
    State("solve, running", "running", "solving"),
    State("solve, done", "city", "solving"),
    State("solve, conflict", "clash", "solving", open_everything),
    State("seating, nobody seated", "fresh", "seats?view=columns"),
    State("seating", "city", "seats?view=columns"),
    State("seating, card picked up", "city", "seats?view=columns", pick_up_a_card),
    State("seating, all open", "city", "seats?view=columns", open_everything),
    State("seating, room", "city", "seats?view=room", open_everything),
    State("seating, room, nobody seated", "fresh", "seats?view=room"),
    State("seating, room, card picked up", "city", "seats?view=room", pick_up_a_card),
    State("seating, room, person found", "city", "seats?view=room&color=role", find_in_the_room),
    State("seating, why not here", "city", "seats?view=columns", ask_why_not),
    State("print", "solved", "print", open_everything),
    State("print, someone has no seat", "city", "print"),
    State("day", "city", "day"),
    State("day, somebody found", "city", "day", look_somebody_up),
    State("day, absence", "city", "day", ask_about_an_absence),
    State("day, late guest", "city", "day", look_for_a_seat),
    State("day, repair", "city", "day", list_the_moves),
    State("projector", "city", "day/page/projector"),
    State("find your table", "city", "output/round-1/packet/find-table.html", find_a_table),
    State("charts", "city", "charts"),
    State("chart of a participant", "city", "charts", open_the_draft),
    State("chart with a problem", "city", "charts", lambda page: (open_the_draft(page), finish_without_a_name(page))),
    State("thanks for a chart", "other charts", "charts", thank),
    State("files", "city", "files"),
    State("board is closed", "closing", "files", close_the_board),
)


def _city(folder: Path, language: str) -> Session:
    """Return a city with a seating, two candidates, steps, an absence, a late guest, a chart and a draft of one."""
    session = make_session(copy_example("city", folder / "in"), folder / "out", language)
    client = Client(session)
    assert client.post("solving/start", what="new", seconds="", seed="0").status_code == 200
    assert session.solving.run.join(PATIENCE)
    room = session.read().inputs.room
    seats = session.read().seating.seats
    first, second, *_ = (person.id for person in room.people)
    done = [
        client.post("seats/keep"),
        client.post("seats/move", person=first, **{"from": seats[first], "to": _other(room, seats[first])}),
        client.post("seats/lock", lock=f"person:{second}", on="1"),
        client.post("seats/keep"),
        client.post("day/mark", person=second, state="arrived"),
        client.post("day/mark", person=room.people[5].id, state="absent"),
        client.post("day/guest", name="Zoe Quill", organization="Harbor Choir"),
        client.post("people/private", letter="E", private="yes"),
        client.post("charts/next", part=False),
    ]
    draft = _draft(done[-1])
    done += [client.post(f"charts/fill/{draft}", name="Ana Kim", group="residents")]
    done += [client.post(f"charts/finish/{draft}", name="Ana Kim", group="residents")]
    done += [client.post("charts/next", part=False)]
    done += [client.post(f"charts/fill/{_draft(done[-1])}", name="", group="staff")]
    assert [one.status_code for one in done if one.status_code not in {200, 303}] == []
    return session


def _other(room, table: str) -> str:
    return next(one.id for one in room.tables if one.id != table)


def _draft(answer) -> str:
    found = re.search(r"charts/fill/(\w+)", str(answer.url) + answer.text)
    assert found is not None
    return found[1]


def _solved(folder: Path, language: str) -> Session:
    """Return a city where everyone has a seat."""
    session = _fresh(folder, language)
    assert Client(session).post("solving/start", what="new", seconds="", seed="0").status_code == 200
    assert session.solving.run.join(PATIENCE)
    return session


def _clash(folder: Path, language: str) -> Session:
    """Return a room whose musts conflict, with one way out that was tried."""
    people = _write(folder, "people.csv", PEOPLE)
    _write(folder, "convening.yaml", ROOM + CLASH)
    client = Client(session := make_session(people, folder / "out", language))
    client.post("solving/start", what="new", seconds="", seed="0")
    assert session.solving.run.join(PATIENCE)
    client.post("solving/try", way="0")
    assert session.solving.trials[0].join(PATIENCE)
    return session


def _running(folder: Path, language: str) -> Session:
    """Return a board on which a search has found two seatings and goes on until it is stopped."""
    session = _fresh(folder, language)

    def search(request):
        watch = request.watch
        watch.progress(Value(0, 40), 5, 1.0)
        watch.progress(Value(0, 30), 8, 2.0)
        while True:
            request.stop_signal.check()
            let_pass(0.05)

    session.solving.begin(SolveRun(search, session.request, session.windows.announce))
    return session


def _fresh(folder: Path, language: str) -> Session:
    return make_session(copy_example("city", folder / "in"), folder / "out", language)


def _guests(folder: Path, language: str) -> Session:
    """Return a list of guests for whom nothing is asked yet."""
    rows = [f"Guest {n} Example,{'Ana' if n % 2 else 'Ben'},{'ABCD'[n % 4]} group" for n in range(24)]
    return make_session(_write(folder, "guests.csv", "\n".join(["Name,Side,Group", *rows])), folder / "out", language)


def _wrong(folder: Path, language: str) -> Session:
    return make_session(_write(folder, "people.csv", WRONG), folder / "out", language)


def _write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


BOARDS: dict[str, Callable[[Path, str], Session]] = {
    "none": lambda folder, language: make_session(None, folder / "out", language),
    "city": _city,
    "solved": _solved,
    "guests": _guests,
    "wrong": _wrong,
    "clash": _clash,
    "running": _running,
    "fresh": _fresh,
    "other charts": _fresh,
    "closing": _fresh,
}


class Boards:
    """Boards that are started when a state needs them first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: dict[tuple[str, str], Running] = {}

    def open(self, page, state: State, language: str = "en") -> None:
        """Show a state in a window."""
        key = (state.board, language)
        if key not in self._started or not self._started[key].thread.is_alive():
            folder = self._folder / f"{state.board}-{language}-{len(self._started)}".replace(" ", "-")
            self._started[key] = start_board(BOARDS[state.board](folder, language))
        board = self._started[key]
        page.goto(board.address)
        page.wait_for_load_state()
        base = page.url.rsplit("/", 1)[0]
        page.goto(f"{base}/{state.path}")
        if state.prepare is not None:
            state.prepare(page)

    def stop(self) -> None:
        for one in self._started.values():
            one.session.solving.stop(5)
            one.stop()


ALWAYS = {
    "no list",
    "list, problems",
    "rules, ticked",
    "form of a requirement",
    "solve, done",
    "seating, card picked up",
    "print",
    "day, absence",
    "chart of a participant",
    "files",
}
"""The names of the states that are tried at every landing, one for each screen."""

TRIED = tuple(
    pytest.param(state, id=state.name, marks=() if state.name in ALWAYS else pytest.mark.night) for state in STATES
)
"""The states as parameters of a test."""
