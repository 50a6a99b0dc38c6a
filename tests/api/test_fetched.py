"""A list is fetched only from an address that is named together with `--fetch`, and kept for later runs."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request

import pytest

from seating import UsageError
from seating.api.lists import fetched
from tests.cli.running import run

LIST = "name,organization\nAna,A\nBen,B\nCleo,C\nDee,D\n"

Answer = Callable[[BaseHTTPRequestHandler], None]


def answer(body: str, kind: str = "text/csv; charset=utf-8") -> Answer:
    """Return what sends a text."""

    def send(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(200)
        asked.send_header("Content-Type", kind)
        asked.end_headers()
        asked.wfile.write(body.encode())

    return send


def redirect(address: str) -> Answer:
    """Return what sends elsewhere."""

    def send(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(307)
        asked.send_header("Location", address)
        asked.end_headers()

    return send


class Server:
    """A server of this computer, with the paths it was asked for, and what it sends for each."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, Answer] = {"/pub?output=csv": answer(LIST)}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                outer.answers[self.path](self) if self.path in outer.answers else self.send_error(404)

            def log_message(self, *_: object) -> None:
                """Print nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.home = f"http://127.0.0.1:{self.http.server_port}"
        self.sheet = f"{self.home}/pub?output=csv"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever)
    thread.start()
    yield made
    made.http.shutdown()
    thread.join()
    made.http.server_close()


def test_a_later_repair_reads_the_rows_that_were_fetched(server: Server, tmp_path: Path):
    out = tmp_path / "out"
    solved = run(f"solve '{server.sheet}' --fetch --out {out} --no-packet")
    assert solved.exit_code == 0, solved.output
    kept = out / "list" / "fetched.csv"
    assert f"is kept in {kept.as_posix()}" in solved.stderr
    assert kept.read_text() == LIST
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    server.answers["/pub?output=csv"] = answer(LIST + "Eve,E\n")
    assert run(f"repair {kept} --out {out} --no-packet").exit_code == 0
    seating = (out / "round-1" / "seating.csv").read_text()
    assert all(name in seating for name in ("Ana", "Ben", "Cleo", "Dee"))
    assert "Eve" not in seating
    assert server.asked == ["/pub?output=csv"]


def test_fetching_again_replaces_what_is_kept_unless_it_is_no_list(server: Server, tmp_path: Path):
    kept = fetched.fetch_list(server.sheet, tmp_path)
    server.answers["/pub?output=csv"] = answer("name\nZoe\n")
    assert fetched.fetch_list(server.sheet, tmp_path) == kept
    server.answers["/pub?output=csv"] = answer("")
    assert run(f"check {server.sheet} --fetch --out {tmp_path}").exit_code == 3
    assert kept.read_text() == "name\nZoe\n"


@pytest.mark.parametrize("line", ["check {}", "solve {}", "repair {}", "explain {} --conflict", "review {} s.csv"])
def test_an_address_alone_is_never_asked(server: Server, tmp_path: Path, line: str):
    refused = run(line.format(server.sheet) + f" --out {tmp_path}")
    assert (refused.exit_code, server.asked) == (2, [])
    assert f"{server.sheet} is an address" in refused.stderr
    assert "--fetch" in refused.stderr


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/edit", "it is a web page, not a list"),
        ("/nothing", "HTTP Error 404: Not Found"),
        ("/plain", "it leads to an address that does not begin with https://"),
        ("/file", "HTTP Error 307: Temporary Redirect - Redirection to url 'file:///etc/passwd' is not allowed"),
    ],
)
def test_what_is_no_published_list_is_refused_by_its_address(server: Server, tmp_path: Path, path: str, reason: str):
    server.answers |= {
        "/edit": answer("<!DOCTYPE html><title>Sign in</title>", "text/html"),
        "/plain": redirect(server.sheet),
        "/file": redirect("file:///etc/passwd"),
    }
    refused = run(f"check {server.home}{path} --fetch --out {tmp_path / 'out'}")
    assert refused.exit_code == 2
    assert f"{server.home}{path} cannot be fetched: {reason}. In Google Sheets, choose File" in refused.stderr
    assert not (tmp_path / "out").exists()
    assert server.asked == [path]


@pytest.mark.parametrize("address", ["http://lists.example/a.csv", "file:///etc/passwd", "ftp://a.example/", "a.csv"])
def test_only_https_and_this_computer_are_asked(tmp_path: Path, address: str):
    with pytest.raises(UsageError, match="it does not begin with https://"):
        fetched.fetch_list(address, tmp_path)


def test_a_redirect_to_https_is_followed():
    asked = Request("https://docs.example/pub")
    followed = fetched._SecureRedirects().redirect_request(asked, None, 307, "", {}, "https://content.example/a.csv")
    assert followed is not None
    assert followed.full_url == "https://content.example/a.csv"


def test_a_server_that_sends_too_much_or_takes_too_long_is_given_up(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fetched, "MAX_BYTES", 100)
    monkeypatch.setattr("seating.sources.MAX_BYTES", 100)
    server.answers["/large"] = answer(LIST * 100)
    assert "larger than" in run(f"check {server.home}/large --fetch --out {tmp_path}").stderr
    ended = threading.Event()
    server.answers["/silent"] = lambda _: ended.wait()
    monkeypatch.setattr(fetched, "LONGEST_FETCH", 0.1)
    try:
        with pytest.raises(UsageError, match=r"did not send all of it within 0\.1 seconds"):
            fetched.fetch_list(f"{server.home}/silent", tmp_path)
    finally:
        ended.set()
    assert not (tmp_path / "list").exists()
