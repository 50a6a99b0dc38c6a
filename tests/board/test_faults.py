"""An unexpected error: the page says what to do, and the terminal says where it happened without naming people."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from seating.board import faults
from seating.board.app import build_app
from seating.board.security import POLICY
from seating.board.session import Session

from .conftest import Client, copy_example, make_session

NAME = "Kwame Adeleke"


class FaultyClient(Client):
    """A client that is sent the answer to an unexpected error, and what the terminal shows."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.told: list[str] = []
        app = build_app(session, self.access, self.told.append)
        self.http = TestClient(app, base_url=self.access.origin, raise_server_exceptions=False)
        self.http.get(self.access.address)
        self.http.headers["origin"] = self.access.origin


@pytest.fixture(params=["en", "es"])
def faulty(request, tmp_path, monkeypatch) -> FaultyClient:
    """Return a board whose inputs cannot be read, for a reason that nobody foresaw."""
    monkeypatch.delenv("SEATING_DEBUG", raising=False)

    def fail(*_, **__):
        raise KeyError(NAME)

    session = make_session(copy_example("city", tmp_path / "in"), tmp_path / "out of town", request.param)
    made = FaultyClient(session)
    monkeypatch.setattr(Session, "read", fail)
    made.told.clear()
    return made


@pytest.mark.parametrize("path", ["seats", "day"])
def test_the_page_leads_back_and_shows_the_command(faulty, path):
    answer = faulty.get(path)
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"] == POLICY
    assert f'href="{faulty.base}seats"' in answer.text
    assert "stakeholders.csv --out &#39;" in answer.text, "the folder is quoted, since its name has spaces"
    english = "The program might or might not have carried out your last step" in answer.text
    assert english == (faulty.session.settings.language == "en")
    assert "Kwame" not in answer.text


def test_the_terminal_shows_the_place_and_nothing_of_the_list(faulty):
    faulty.get("seats")
    (told,) = faulty.told
    assert "(KeyError)" in told
    assert "seats.py" in told
    assert "Kwame" not in told


def test_debugging_shows_the_message_too(faulty, monkeypatch):
    monkeypatch.setenv("SEATING_DEBUG", "1")
    faulty.get("seats")
    assert "KeyError: 'Kwame Adeleke'" in faulty.told[0]
    assert "name no people" not in faulty.told[0]


def test_a_page_that_cannot_be_made_is_plain_text(faulty, monkeypatch):
    monkeypatch.setattr(faults, "render", lambda *_, **__: 1 / 0)
    answer = faulty.get("seats")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "text/plain; charset=utf-8")
    assert "`seating open` again" in answer.text
    assert len(faulty.told) == 1


def test_a_form_has_no_link_that_would_send_it_again(faulty):
    answer = faulty.post("seats/undo", part=False)
    assert answer.status_code == 500
    assert 'href=""' not in answer.text
    assert 'href=""' in faulty.get("seats").text


@pytest.mark.parametrize(("form", "screen"), [("day/mark", "day"), ("seats/undo", "seats")])
def test_a_form_leads_back_to_its_screen(faulty, form, screen):
    text = faulty.post(form, part=False, person="c01").text
    back = re.search(r'<p class="line"><a class="button" href="([^"]*)">([^<]*)</a></p>', text)
    words = "Go back to the board" if faulty.session.settings.language == "en" else "Volver al tablero"
    assert back.groups() == (f"{faulty.base}{screen}", words)


def test_the_page_says_what_is_kept_and_whom_to_ask(faulty):
    text = " ".join(faulty.get("day").text.split())
    if faulty.session.settings.language == "en":
        assert "What you saved and all steps before the last one are kept." in text
        assert "ask the person who started the program" in text
    else:
        assert "se conservan." in text
        assert "pida a quien inició el programa" in text


def test_the_script_says_what_is_true_whether_or_not_the_step_was_done(city):
    page = city.get("files").text
    assert "It might or might not have carried out your last step." in page
    assert "Not done: the board" not in page
