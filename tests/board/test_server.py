"""The running server: slow and silent connections, large requests, another user, and what is said about addresses."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from seating.board import routing, server
from seating.board.session import Session
from seating.cli import seating
from seating.errors import UsageError
from seating.share import serving
from tests.docs.blocks import ROOT

from .conftest import Client

SOON = 10.0
"""Seconds in which an answer must come, also on a busy machine."""


@pytest.fixture
def board(running):
    """Start a board without a list; return it with its port and its path."""
    started = running(example=None)
    parts = urlsplit(started.address)
    return started, parts.port, parts.path


def let_in(board) -> tuple[http.client.HTTPConnection, dict[str, str]]:
    """Return a connection of the user's own window, and the headers that it sends."""
    started, port, _ = board
    parts = urlsplit(started.address)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SOON)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    answer.read()
    return connection, {"cookie": answer.headers["set-cookie"].split(";")[0], "origin": f"http://127.0.0.1:{port}"}


def send(port: int, text: bytes) -> tuple[bytes, bool]:
    """Send bytes; return the answer, and whether the server closed the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=SOON) as sent:
        sent.sendall(text)
        answer = b""
        while part := sent.recv(65536):
            answer += part
        return answer, True


def is_closed(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


@pytest.mark.room
def test_slow_connections_keep_nobody_out(board):
    """Many connections that send one byte after another; only so many stay open, and windows are answered soon."""
    _, port, path = board
    window, headers = let_in(board)
    slow = [socket.create_connection(("127.0.0.1", port), timeout=SOON) for _ in range(3 * serving.MOST_SILENT)]
    for sent in b"GET / HTTP/1.1\r\nX-Slow: aaaa":
        for one in slow:
            try:
                one.send(bytes([sent]))
            except OSError:
                continue
    window.request("GET", f"{path}files", headers=headers)
    assert window.getresponse().status == 200
    fresh = http.client.HTTPConnection("127.0.0.1", port, timeout=SOON)
    fresh.request("GET", f"{path}files", headers=headers)
    assert fresh.getresponse().status == 200
    still = [one for one in slow if not is_closed(one)]
    assert len(still) <= serving.MOST_SILENT
    assert slow[0] not in still, "the oldest are closed first"
    for one in slow:
        one.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_server_may_have_as_many_files_open_as_it_can_have_connections(python):
    script = """
import resource
from seating.share import serving
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
serving.listen("127.0.0.1", 0).close()
soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
print(soft == serving.OPEN_FILES or soft == hard < serving.OPEN_FILES)
"""
    assert python.run("-c", script).stdout == "True\n"


@pytest.mark.room
def test_a_silent_connection_is_closed(running, monkeypatch):
    monkeypatch.setattr(serving, "HEAD_WAIT", 0.3)
    port = urlsplit(running(example=None).address).port
    for text in (b"", b"GET / HTTP/1.1\r\nHost: 127"):
        with socket.create_connection(("127.0.0.1", port), timeout=SOON) as silent:
            silent.sendall(text)
            assert silent.recv(1) == b""


@pytest.mark.room
def test_who_is_refused_keeps_no_connection(board):
    _, port, path = board
    lines = [b"GET %s HTTP/1.1" % path.encode(), b"Host: 127.0.0.1:%d" % port]
    answer, closed = send(port, b"\r\n".join(lines) + b"\r\n\r\n")
    assert b" 403 " in answer.split(b"\r\n")[0]
    assert closed
    slow_body = [b"POST %sfiles/choose HTTP/1.1" % path.encode(), lines[1], b"Content-Length: 1000000000"]
    answer, closed = send(port, b"\r\n".join(slow_body) + b"\r\n\r\nx")
    assert b" 403 " in answer.split(b"\r\n")[0], "refused before anything of the body is read"
    assert closed


@pytest.mark.skipif(os.name == "nt", reason="Windows frees the port at once")
def test_a_port_can_be_used_again_at_once():
    """A connection that the server has closed keeps its end of the port for a minute."""
    first = serving.listen(serving.LOOPBACK, 0)
    port = first.getsockname()[1]
    with socket.create_connection(("127.0.0.1", port), timeout=SOON) as window:
        accepted, _ = first.accept()
        first.close()
        accepted.close()
        assert window.recv(1) == b""
    serving.listen(serving.LOOPBACK, port).close()
    taken = serving.listen(serving.LOOPBACK, port)
    with pytest.raises(UsageError, match="cannot be used"):
        serving.listen(serving.LOOPBACK, port)
    taken.close()


@pytest.mark.room
def test_a_large_head_is_refused(board):
    _, port, _ = board
    answer, _ = send(port, b"GET / HTTP/1.1\r\nX: " + b"a" * serving.LONGEST_HEAD)
    assert b" 400 " in answer.split(b"\r\n")[0]


def test_a_large_form_is_refused_before_it_is_whole(city, monkeypatch):
    monkeypatch.setattr(routing, "MOST_BYTES", 10_000)
    small = city.http.post(f"{city.base}files/choose", files={"list": ("x.csv", b"name\nAna\n")})
    assert small.status_code == 200
    for options in ({"files": {"list": ("x.csv", b"x" * 20_000)}}, {"data": {"q": "x" * 20_000}}):
        refused = city.http.post(f"{city.base}files/choose", **options)
        assert refused.status_code == 422
        assert "million bytes were sent" in refused.text


@pytest.mark.room
@pytest.mark.parametrize(
    "request_line",
    [
        b"GET //evil.example/ HTTP/1.1",
        b"GET http://evil.example/ HTTP/1.1",
        b"CONNECT 127.0.0.1:80 HTTP/1.1",
        b"\0\0\0",
    ],
)
def test_strange_requests_get_nothing(board, request_line):
    _, port, _ = board
    answer, _ = send(port, request_line + b"\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % port)
    assert answer.split(b"\r\n")[0].split(b" ")[1] in {b"400", b"403"}
    assert b"evil" not in answer


@pytest.mark.room
def test_a_web_socket_is_refused(board):
    _, port, path = board
    _, headers = let_in(board)
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "AAAA",
        "Sec-WebSocket-Version": "13",
    }
    lines = [f"{name}: {value}" for name, value in {"Host": f"127.0.0.1:{port}", **headers, **upgrade}.items()]
    lines[2] = "origin: http://evil.example"
    answer, _ = send(port, "\r\n".join([f"GET {path}events HTTP/1.1", *lines, "", ""]).encode())
    assert b" 403 " in answer.split(b"\r\n")[0]


@pytest.mark.room
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can act as another user")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="there is no setpriv")
def test_another_user_of_the_machine_gets_nothing(running, tmp_path):
    """They can connect and read what is public about processes and files, but are refused."""
    started = running()
    parts = urlsplit(started.address)
    server.write_entry(started.session.out, started.address)
    tmp_path.chmod(0o755)
    script = (
        "import http.client, os, pathlib, sys\n"
        "host, path, entry = sys.argv[1:]\n"
        "assert os.getuid() == 65534\n"
        "for address in (path, path + 'seats', path + 'files', path + '?token=x', '/'):\n"
        "    one = http.client.HTTPConnection(host, timeout=20)\n"
        "    one.request('GET', address)\n"
        "    answer = one.getresponse()\n"
        "    print(answer.status, len(answer.read()) < 200)\n"
        "try:\n    print(pathlib.Path(entry).read_text())\n"
        "except PermissionError:\n    print('closed')\n"
    )
    other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-c", script]
    entry = started.session.out / server.ENTRY
    done = subprocess.run([*other, parts.netloc, parts.path, str(entry)], capture_output=True, text=True, timeout=60)
    assert done.stdout.split("\n") == ["403 True"] * 5 + ["closed", ""], done.stderr


@pytest.mark.room
def test_nothing_is_logged_and_no_command_line_has_the_token(tmp_path):
    """The command prints its address once; requests and errors of pages print nothing."""
    people = tmp_path / "people.csv"
    people.write_text("id,name\n" + "".join(f"p{n},Hidden Person {n}\n" for n in range(8)), encoding="utf-8")
    arguments = [
        sys.executable,
        "cli.py",
        "open",
        str(people),
        "--out",
        str(tmp_path / "out"),
        "--no-browser",
        "--stay",
    ]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as command:
        address = command.stdout.readline().split()[-1]
        parts = urlsplit(address)
        window = http.client.HTTPConnection(parts.netloc, timeout=60)
        window.request("GET", f"{parts.path}?{parts.query}")
        answer = window.getresponse()
        answer.read()
        headers = {"cookie": answer.headers["set-cookie"].split(";")[0], "origin": f"http://{parts.netloc}"}
        for method, place in (("GET", "seats"), ("GET", "missing/p1"), ("POST", "seats/pick"), ("POST", "stop")):
            window.request(method, parts.path + place, headers=headers)
            window.getresponse().read()
        rest = command.stdout.read()
    token = parts.query.removeprefix("token=")
    assert token not in rest
    assert "Hidden" not in rest
    assert parts.path not in rest
    assert rest.splitlines() == [
        "Only this machine can reach it. Press Ctrl-C here to stop it. Everything you do is saved at once."
    ]


def test_the_events_of_another_origin_are_refused(city):
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert city.http.get(f"{city.base}events", headers=headers).status_code == 403


def test_no_address_holds_a_name(city):
    """Addresses end up in the history of a browser: forms that name somebody are sent, not asked for."""
    room = city.session.read().inputs.room
    assert isinstance(city, Client)
    for screen in ("people", "rules", "solving", "seats", "day", "charts", "files"):
        shown = city.get(screen).text
        addresses = [part.split('"')[0] for part in shown.split('href="')[1:] + shown.split('action="')[1:]]
        for person in room.persons[:20]:
            assert not [one for one in addresses if person.name.split()[-1].lower() in one.lower()]


@pytest.mark.room
def test_the_command_says_that_the_last_window_was_closed(tmp_path, monkeypatch):
    monkeypatch.setattr(server, "GRACE", 0.0)
    session = Session(None, tmp_path)

    def start(_: str) -> None:
        session.windows.listening()
        session.windows.deaf()

    def serve(session: Session, told: Callable[[str], None]) -> bool:
        """Serve in another thread: tests with a browser leave an event loop in this one."""
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(server.serve, session, 0, told).result()

    assert serve(session, start)
    session = Session(None, tmp_path)

    def stop(_: str) -> None:
        session.is_stopping = True

    assert not serve(session, stop)
    monkeypatch.setattr(server, "serve", lambda *_: True)
    told = CliRunner().invoke(seating, ["open", "--out", str(tmp_path)]).stdout
    assert "The board has stopped, because its last window was closed." in told
