"""Who is let in: another host name, another site, another user and another path are refused."""

from __future__ import annotations

import re
import socket
import threading

import pytest
from starlette.testclient import TestClient

from seating.board.app import build_app
from seating.board.rendering import STATIC
from seating.board.security import COOKIE, POLICY, Access
from seating.board.server import serve, write_entry
from seating.errors import UsageError
from seating.share.serving import LOOPBACK, listen
from tests.waiting import PATIENCE

from .conftest import make_session


@pytest.fixture
def access() -> Access:
    return Access(8000)


@pytest.fixture
def client(access, tmp_path) -> TestClient:
    """Return a client that was not let in yet."""
    app = build_app(make_session(None, tmp_path), access)
    return TestClient(app, base_url=access.origin, follow_redirects=False)


def let_in(client: TestClient, access: Access) -> None:
    client.get(access.address)


def test_the_address_lets_in_and_loses_its_token(client, access):
    answer = client.get(access.address)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{access.path}/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert f"Path=/{access.path}/" in cookie
    assert client.get(f"/{access.path}/files").status_code == 200


@pytest.mark.parametrize("path", ["", "files", "seats", "events", "static/board.js", "style.css", "output/report.html"])
def test_nobody_is_let_in_without_the_token(client, access, path):
    assert client.get(f"/{access.path}/{path}").status_code == 403


def test_a_page_of_another_site_with_the_token_is_led_in_by_a_page_of_ours(client, access):
    """The browser is started like that: from a file, so that the token is in no command line."""
    answer = client.get(access.address, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert f'content="0;url=/{access.path}/"' in answer.text
    assert access.token not in answer.text
    assert client.get(f"/{access.path}/files").status_code == 200


def test_the_cookie_is_not_the_token(client, access):
    answer = client.get(access.address)
    assert access.token not in answer.headers["set-cookie"]
    client.cookies.clear()
    assert client.get(f"/{access.path}/?token={access.cookie}").status_code == 403


@pytest.mark.parametrize("other", ["foo@bar=1", "a,b=2", "path", f"{COOKIE}=x", '"', 'x="a;b"'])
def test_cookies_of_other_servers_lock_nobody_out(client, access, other):
    for cookies in (f"{other}; {COOKIE}={access.cookie}", f"{COOKIE}={access.cookie}; {other}"):
        assert client.get(f"/{access.path}/files", headers={"cookie": cookies}).status_code == 200


def test_the_browser_is_started_with_a_file_that_only_the_user_can_read(tmp_path):
    page = write_entry(tmp_path, "http://127.0.0.1:1/x/?token=secret")
    assert page.stat().st_mode & 0o077 == 0
    assert "secret" in page.read_text(encoding="utf-8")
    assert write_entry(tmp_path, "http://127.0.0.1:1/y/?token=other") == page
    assert "secret" not in page.read_text(encoding="utf-8")


def test_a_wrong_token_is_refused(client, access):
    assert client.get(f"/{access.path}/?token=x").status_code == 403
    client.cookies.set(COOKIE, "x")
    assert client.get(f"/{access.path}/files").status_code == 403


def test_the_path_is_a_secret_too(client, access):
    let_in(client, access)
    assert client.get("/files", cookies={COOKIE: access.cookie}).status_code == 403
    assert client.get("/00000000/files", cookies={COOKIE: access.cookie}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:9999", "localhost.evil.example:8000", ""])
def test_another_host_name_is_refused(client, access, host):
    let_in(client, access)
    assert client.get(f"/{access.path}/files", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8000"])
def test_another_origin_is_refused(client, access, origin):
    let_in(client, access)
    for method in ("GET", "POST"):
        answer = client.request(method, f"/{access.path}/stop", headers={"origin": origin})
        assert answer.status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_pages_of_other_sites_are_refused(client, access, site):
    let_in(client, access)
    assert client.get(f"/{access.path}/files", headers={"sec-fetch-site": site}).status_code == 403


def test_a_form_without_an_origin_is_refused(client, access):
    let_in(client, access)
    assert client.post(f"/{access.path}/stop").status_code == 403


def test_every_answer_has_the_policy_and_no_permission_for_others(client, access):
    let_in(client, access)
    for path in ("files", "static/board.js", "static/parts.js", "style.css", "missing"):
        headers = client.get(f"/{access.path}/{path}").headers
        assert headers["content-security-policy"] == POLICY
        assert not [name for name in headers if name.startswith("access-control")]
        assert headers["cache-control"] == "no-store"


def test_the_server_listens_on_the_loopback_interface_only():
    with listen(LOOPBACK, 0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_taken_port_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="cannot be used"):
            serve(make_session(None, tmp_path), taken.getsockname()[1], lambda address: None)


@pytest.mark.room
def test_the_button_stops_the_server(running):
    board = running(example=None)
    board.session.is_stopping = True
    board.thread.join(PATIENCE)
    assert not board.thread.is_alive()
    assert isinstance(board.thread, threading.Thread)


def test_each_module_of_the_script_is_there_and_comes_as_javascript(client, access):
    let_in(client, access)
    names = {path.name for path in STATIC.glob("*.js")}
    for name in names:
        answer = client.get(f"/{access.path}/static/{name}")
        assert answer.headers["content-type"].startswith("text/javascript")
        assert set(re.findall(r'^import .*"\./(.*)";$', answer.text, re.MULTILINE)) <= names
