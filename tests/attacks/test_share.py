"""What an attacker with a link of the shared pages tries: to read, to flood, to write, and to reach another page."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.waiting import PATIENCE, let_pass

pytest.importorskip("segno")

from starlette.routing import Mount, Route

from seating.board import shared_pages
from seating.board.shared_pages import KEPT
from seating.charts.totals import Totals
from seating.errors import UsageError
from seating.share import routes, serving
from seating.share.allowances import STANDARD, Limits, Meter, Rate
from seating.share.facts import Purpose
from seating.share.guard import MOST_BYTES
from seating.share.listener import read_address
from seating.share.routes import build_app
from seating.share.updates import Updates
from tests.board.conftest import make_session
from tests.share.conftest import Event, seat_in_order

from .sharing import CONVENING, OTHERS, write_list

CANARIES = {heading: f"canary{number}x" for number, heading in enumerate(OTHERS)}
"""A text for each private column that does not occur anywhere else."""

FREE = ("case_notes", "Home address", "Religion", "Salary", "Emergency contact", "Only we see this")
"""The private columns that can hold any text."""


@pytest.fixture
def event(tmp_path) -> Iterator[Event]:
    """Return an event whose list has private cells, with everyone at a table."""
    cells = {heading: CANARIES[heading] for heading in FREE if heading != "case_notes"}
    cells |= {"email": "canarymail@example.org", "phone": "555-0199", "needs": "canaryneed", "listed": ""}
    (tmp_path / "people.csv").write_text(write_list(cells, others=True))
    convening = CONVENING.replace("PRIVATE", "case_notes").replace("MORE\n", "")
    (tmp_path / "convening.yaml").write_text(convening)
    made = Event(make_session(tmp_path / "people.csv", tmp_path / "out"))
    seat_in_order(made)
    yield made
    made.sharing.stop()


def pages(event: Event) -> Iterator[str]:
    """Yield every page that the shared application can show, also to an usher, after an answer and after errors."""
    for purpose in Purpose:
        device = event.device(purpose)
        if purpose is Purpose.USHERS:
            device.send("pin", pin=event.sharing.pin())
        if purpose is Purpose.ASK:
            yield device.send(own="gone", name="Hal Hazel").text
            yield device.send(own="north", name="Hal Hazel", **{"others-0-who": "Hal Hazel; p08"}).text
        for path in ("", "en/", "es/", "style.css", "follow.js"):
            yield device.get(path).text


@pytest.mark.room
def test_no_page_has_a_private_cell(event):
    everything = "\n".join(pages(event))
    assert "Hal Hazel" in everything
    secret = [*CANARIES.values(), "canarymail", "555-0199", "canaryneed", *OTHERS.values()]
    public = {"Tule", "east", "north", "p05", "p12", "p09", "p07", "none", "maybe", "invited", "south; east"}
    assert [text for text in secret if text not in public and text in everything] == []


@pytest.mark.room
def test_a_person_who_is_not_listed_is_on_no_page(event):
    people = event.session.request.people
    people.write_text(people.read_text().replace("Hal Hazel,p08", "Zed Unlisted,p08"))
    rows = people.read_text().splitlines()
    at = rows[0].split(",").index("listed")
    rows = [",".join([*row.split(",")[:at], "no"]) if "Zed Unlisted" in row else row for row in rows]
    people.write_text("\n".join(rows) + "\n")
    assert event.session.read().inputs.people.by_id["p08"].listed is False
    assert [page for page in pages(event) if "Zed" in page] == []


def test_participants_cannot_learn_whether_a_name_is_on_the_list(event):
    """For names on the list, twice on it, and on no list, everything that comes back is the same but for the name."""
    told = []
    for number, name in enumerate(("Ana Ash", "Qua Zyx", "p01", "Kai Katsura")):
        device = event.device(Purpose.ASK, f"10.0.1.{number}")
        sent = device.send(own="north", name=name, **{"others-0-who": name, "missing-0-who": f"{name}; me"})
        told.append(re.sub(re.escape(name), "NAME", sent.text + device.get().text))
    assert len(set(told)) == 1
    screen = event.device(Purpose.HEAT).get().text
    assert re.findall(r"<td[^>]*>([1-9]\d*)</td>", screen) == [], "nor does the screen show their sector"


def test_the_form_names_no_one(event):
    page = event.device(Purpose.ASK).get().text
    names = [person.name for person in event.session.read().inputs.people]
    assert [name for name in names if name in page] == []
    assert "datalist" not in page


PATHS = (
    *("../", "..%2f", "%2e%2e/", "//", "../board/", "static/share.css", "static/../facts.py", "style.css/../../", "x"),
    *("es/../../", "events/x", "pin/", "mark/", "charts", "charts/fill/0123456789abcdef", "day", "seats", "people"),
    *("output/people.csv", "output/board/share.json", "files", "sharing", "stop", "here", "%00", "en/es/", "?token=x"),
)


@pytest.mark.room
@pytest.mark.parametrize("purpose", Purpose)
def test_a_link_reaches_no_other_page(event, purpose):
    device = event.device(purpose)
    own = {device.get(path).text for path in ("", "en/", "es/", "style.css", "follow.js")}
    secrets = [event.sharing.links()[other] for other in Purpose if other is not purpose]
    assert [one for one in secrets if any(one in page for page in own)] == [], "no page tells another link"
    for number, path in enumerate((*PATHS, *(other.value for other in Purpose))):
        for address in (device.base + path, "/" + path, f"/{purpose.value}/{path}"):
            found = event.device(purpose, f"10.9.0.{number}").http.get(address)
            assert found.status_code in {404, 405, 421} or found.text in own, (address, found.text)


def test_the_board_is_not_part_of_the_application(event):
    """The routes are these and no others."""
    inside = build_app(event.sharing, event.sharing.host, Updates())._app
    found = {}
    for mount in inside.routes:
        assert isinstance(mount, Mount)
        found[mount.path] = {(one.path, *sorted(one.methods)) for one in mount.routes if isinstance(one, Route)}
    pages = {("/", "GET", "HEAD"), ("/en/", "GET", "HEAD"), ("/es/", "GET", "HEAD")}
    live = {("/events", "GET", "HEAD"), ("/follow.js", "GET", "HEAD")}
    style = {("/style.css", "GET", "HEAD"), ("/en/style.css", "GET", "HEAD"), ("/es/style.css", "GET", "HEAD")}
    forms = {(f"{code}/{name}", "POST") for code in ("", "/en", "/es") for name in ("pin", "mark")}
    assert found == {
        "/chair": pages | style,
        "/room": pages | live | style,
        "/ask": pages | style | {("/", "POST"), ("/en/", "POST"), ("/es/", "POST")},
        "/heat": pages | live | style,
        "/ushers": pages | style | forms,
    }


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(event, method):
    device = event.device(Purpose.ASK)
    assert device.http.request(method, device.base).status_code == 405


@pytest.mark.parametrize("purpose", [Purpose.CHAIR, Purpose.ROOM, Purpose.HEAT])
def test_pages_to_read_take_no_form(event, purpose):
    assert event.device(purpose).send(own="north").status_code == 405


def test_a_secret_that_is_nearly_right_opens_nothing(event):
    secret = event.sharing.links()[Purpose.ASK]
    http = event.device(Purpose.ASK).http
    other = "%61" if secret[0] != "a" else "%62"
    tries = (secret[:-1], secret + "x", secret.swapcase(), secret[1:], "", "ask", other + secret[1:])
    for wrong in tries:
        if wrong != secret:
            assert http.get(f"/{wrong}/").status_code in {404, 421}, wrong


FORGED = {
    "another host": {"host": "evil.example"},
    "the board's host": {"host": "127.0.0.1"},
    "no origin": {"origin": None},
    "another origin": {"origin": "http://evil.example"},
    "origin null": {"origin": "null"},
    "https": {"origin": "https"},
    "cross-site": {"sec-fetch-site": "cross-site"},
    "same-site": {"sec-fetch-site": "same-site"},
    "json": {"content-type": "application/json"},
    "multipart": {"content-type": "multipart/form-data; boundary=x"},
    "no size": {"content-length": None},
    "a negative size": {"content-length": "-1"},
    "a huge size": {"content-length": str(10**12)},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_forged_headers_write_nothing(event, forged):
    device = event.device(Purpose.ASK)
    own = str(device.http.base_url)
    headers = {"origin": own, "content-type": "application/x-www-form-urlencoded"}
    forged = {name: own.replace("http", "https") if text == "https" else text for name, text in forged.items()}
    headers |= {name: text for name, text in forged.items() if text is not None}
    for name in (name for name, text in forged.items() if text is None):
        headers.pop(name, None)
    body = b"own=north"
    content = iter([body]) if "content-length" in forged and forged["content-length"] is None else body
    assert device.http.post(device.base, content=content, headers=headers).status_code in {403, 411, 413, 415, 421}
    assert not (event.session.out / "charts").exists()


def test_headers_cannot_pretend_to_be_another_device(event):
    """The limits count the address of the connection, whatever a proxy's header says."""
    for number in range(13):
        device = event.device(Purpose.ASK)
        device.http.headers["x-forwarded-for"] = f"10.1.1.{number}"
        last = device.send(own="north", name=f"Bot {number}")
    assert last.status_code == 429
    assert len(list((event.session.out / "charts").iterdir())) == 12


def test_sizes_are_limited(event):
    device = event.device(Purpose.ASK)
    assert device.send(own="north", brings="x" * 201).status_code == 422
    assert device.send(own="north", brings="x" * MOST_BYTES).status_code == 413
    many = {f"field-{number}": "x" for number in range(41)}
    assert device.send(own="north", **many).status_code == 400
    assert not (event.session.out / "charts").exists()


def test_an_attacker_writes_only_an_own_answer(event):
    """Another's name, another's cookie, and file names in every field leave the answer of a victim as it was."""
    victim = event.device(Purpose.ASK, "10.0.0.1")
    victim.send(own="north", name="Ana Ash", brings="books")
    folder = event.session.out / "charts"
    (kept,) = folder.iterdir()
    before = kept.read_bytes()
    identity = kept.stem.rsplit("-", 1)[1]
    for cookie in (identity, "../" + kept.name, "*", "x" * 9_000, "%00", ""):
        attacker = event.device(Purpose.ASK, "10.0.0.2")
        attacker.http.headers["cookie"] = f"answer={cookie}"
        assert "books" not in attacker.get().text
        attacker.send(own="south", name="Ana Ash", brings="../../people.csv")
    assert kept.read_bytes() == before
    assert sorted(path.name for path in event.session.out.iterdir()) == ["board", "charts", "steps.jsonl"] or all(
        path.suffix != ".csv" for path in event.session.out.iterdir()
    )


def test_what_is_typed_is_escaped_everywhere(event):
    phone = event.device(Purpose.ASK)
    evil = "<script>alert(1)</script>\u202e\"'"
    phone.send(own="north", name=evil, brings="=HYPERLINK(1)", **{"others-0-who": evil, "others-0-kind": "business"})
    for purpose in Purpose:
        assert "<script>alert" not in event.device(purpose).get().text
    assert "<script>alert" not in phone.get().text


def test_the_pin_cannot_be_guessed(event):
    usher = event.device(Purpose.USHERS)
    codes = [usher.send("pin", pin=str(number)).status_code for number in range(7)]
    assert codes == [403] * 5 + [429] * 2
    assert usher.send("pin", pin=event.sharing.pin()).status_code == 429, "not even the right one, for ten minutes"
    for number in range(20):
        event.device(Purpose.USHERS, f"10.2.0.{number}").send("pin", pin="0")
    late = event.device(Purpose.USHERS, "10.3.0.1")
    assert late.send("pin", pin="0").status_code == 429, "nor from many addresses"


def test_no_one_marks_arrivals_without_the_pin(event):
    usher = event.device(Purpose.USHERS)
    key = event.sharing.list_ushers()[0].key
    usher.http.headers["cookie"] = "usher=1"
    usher.send("mark", person=key, state="arrived")
    assert not (event.session.out / "arrivals.csv").exists()
    usher = event.device(Purpose.USHERS)
    usher.send("pin", pin=event.sharing.pin())
    for person in ("p01", "../p01", "0" * 16):
        usher.send("mark", person=person, state="arrived")
    assert not (event.session.out / "arrivals.csv").exists()
    event.sharing.close(Purpose.USHERS)
    event.sharing.open(Purpose.USHERS)
    usher.base = f"/{event.sharing.links()[Purpose.USHERS]}/"
    assert "Open the list" in usher.get().text, "closing the link ends the pass of every usher"


def test_a_device_cannot_flood():
    rate = Rate(5, 8, 60.0, lambda: 0.0)
    assert [rate.take("a") for _ in range(6)] == [True] * 5 + [False]
    assert [rate.take(f"b{number}") for number in range(4)] == [True] * 3 + [False], "nor can many devices"


def test_floods_are_refused_and_others_still_answered(event):
    flood = event.device(Purpose.ASK, "10.4.0.1")
    event.app._meter.requests = Rate(5, 1_000, 60.0, lambda: 0.0)
    codes = [flood.get("follow.js").status_code for _ in range(8)]
    assert codes[5:] == [429] * 3
    assert event.device(Purpose.ASK, "10.4.0.2").get().status_code == 200


@pytest.fixture
def connect(event):
    """Open connections to the running server, of devices that take almost nothing of an answer."""
    opened = []

    def connect_one() -> socket.socket:
        host, _, port = event.sharing.host.partition(":")
        one = socket.socket()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        one.settimeout(PATIENCE)
        one.connect((host, int(port)))
        opened.append(one)
        return one

    event.sharing.start()
    yield connect_one
    for one in opened:
        one.close()


def ask_for(event, purpose: Purpose, *headers: str) -> bytes:
    lines = (f"GET /{event.sharing.links()[purpose]}/ HTTP/1.1", f"Host: {event.sharing.host}", *headers)
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


@pytest.mark.room
@pytest.mark.parametrize(("headers", "then"), [((), b"G"), (("Content-Length: 9999",), b"x")], ids=["request", "body"])
def test_a_device_that_was_answered_cannot_keep_its_connection(event, connect, monkeypatch, headers, then):
    monkeypatch.setattr(serving, "HEAD_WAIT", 0.2)
    one = connect()
    one.sendall(ask_for(event, Purpose.HEAT, *headers))
    assert one.recv(65_536).startswith(b"HTTP/1.1 200")
    one.sendall(then)
    while one.recv(65_536):
        pass


@pytest.mark.room
def test_200_phones_at_one_moment_are_all_answered(event, connect):
    """They reach a server that is held up, so that it sees them all before any of them has asked."""
    connect()
    assert event.sharing._server is not None
    (listening,) = event.sharing._server._server.servers
    is_full = threading.Event()
    listening.get_loop().call_soon_threadsafe(is_full.wait, PATIENCE)
    phones = [connect() for _ in range(200)]
    for one in phones:
        one.sendall(ask_for(event, Purpose.HEAT, "Connection: close"))
    is_full.set()
    assert [one.recv(12) for one in phones] == [b"HTTP/1.1 200"] * 200


@pytest.mark.room
def test_devices_that_take_no_answer_keep_no_one_out(event, connect, monkeypatch):
    monkeypatch.setattr(serving, "MOST_UNTAKEN", 4)
    page = b"x" * 20_000_000  # more than the system takes from the program
    monkeypatch.setattr(event.sharing, "page", lambda *_: page.decode())
    greedy = [connect() for _ in range(8)]
    for one in greedy:
        one.sendall(ask_for(event, Purpose.CHAIR))
    heads = [one.recv(12) for one in greedy]
    assert heads == [b"HTTP/1.1 200"] * 8
    for _ in range(8):
        guest = connect()
        guest.sendall(ask_for(event, Purpose.HEAT, "Connection: close"))
        assert guest.recv(12) == b"HTTP/1.1 200"
    assert event.sharing._server is not None
    found = event.sharing._server._server.server_state.connections
    assert sum(bool(one.transport.get_write_buffer_size()) for one in found) <= 4


def test_links_are_answered_while_the_map_is_made(event, monkeypatch):
    """Adding up many long answers takes a while, and the guard of every request asks which links are open."""
    began, may_end = threading.Event(), threading.Event()

    def add_up(*_):
        began.set()
        assert may_end.wait(PATIENCE)
        return Totals((), (), ()), 0

    monkeypatch.setattr(shared_pages, "total_shared", add_up)
    asked: list[object] = []
    makes = threading.Thread(target=event.sharing.draw, args=["en"])
    asks = threading.Thread(target=lambda: asked.append(event.sharing.links()))
    makes.start()
    assert began.wait(PATIENCE)
    asks.start()
    asks.join(PATIENCE)
    may_end.set()
    makes.join()
    was_answered = bool(asked)
    asks.join()
    assert was_answered


def test_the_map_lists_who_is_missing_once_for_a_seating(event, monkeypatch):
    """Otherwise every answer makes the screen slower for all that follow."""
    listed, find = [], shared_pages.list_missing
    monkeypatch.setattr(shared_pages, "list_missing", lambda result: listed.append(result) or find(result))
    for number in range(2):
        event.device(Purpose.ASK, f"10.5.0.{number}").send(own="north", **{"others-0-who": "a welder from the docks"})
        event.sharing.draw("en")
    assert len(listed) == 1


def test_pages_that_follow_the_event_are_limited():
    meter = Meter(Limits(streams=2, streams_of_all=3))
    assert [meter.open_stream(client) for client in ("a", "a", "a", "b", "c")] == [True, True, False, True, False]
    meter.close_stream("a")
    assert meter.open_stream("c")


def test_a_page_follows_no_longer_when_its_link_closes(event, monkeypatch):
    monkeypatch.setattr(routes, "BEAT", 0.05)
    device, told = event.device(Purpose.HEAT), []
    threading.Timer(0.3, event.sharing.close, [Purpose.HEAT]).start()
    with device.http.stream("GET", device.base + "events") as stream:
        told += stream.iter_lines()
    assert told[0].startswith("data: ")
    assert event.app._meter.open_stream("10.0.0.7")


def test_all_answers_together_are_limited():
    meter = Meter(Limits(answers=1, answers_of_all=2, letters_of_all=10))
    assert meter.may_answer("a", "1", 4, is_new=True)
    meter.note_answer("a", "1", 4, is_new=True)
    assert not meter.may_answer("a", "2", 1, is_new=True), "a device sends one answer"
    assert meter.may_answer("a", "1", 10, is_new=False), "and can change it"
    assert not meter.may_answer("b", "2", 7, is_new=True), "all together are not longer than this"
    meter.note_answer("b", "2", 6, is_new=True)
    assert not meter.may_answer("c", "3", 0, is_new=True), "nor are they more"


@pytest.mark.room
def test_one_device_cannot_use_up_the_letters_of_all(event):
    """Neither with long answers, nor with fields that no question has."""
    others = {f"{question}-{at}-who": "x" * 190 for question in ("others", "missing") for at in range(3)}
    flood, padding = event.device(Purpose.ASK), {f"field-{number}": "x" * 200 for number in range(30)}
    codes = []
    for number in range(20):
        flood.http.cookies.clear()
        codes.append(flood.send(own="north", name=f"Bot {number}", **others, **padding).status_code)
    assert set(codes) == {200, 429}
    assert sum(letters for _, letters in event.app._meter._letters.values()) <= STANDARD.letters
    assert event.device(Purpose.ASK, "10.0.0.8").send(own="north", **padding).status_code == 200
    assert {letters for client, letters in event.app._meter._letters.values() if client == "10.0.0.8"} == {5}


@pytest.mark.room
def test_a_form_that_arrives_after_its_link_was_closed_writes_nothing(event, connect):
    """It can take seconds until all of a form is there."""
    body = b"own=north&brings=books"
    start = ask_for(event, Purpose.ASK, f"Origin: http://{event.sharing.host}", f"Content-Length: {len(body)}")
    kind = b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    late = connect()
    late.sendall(start.replace(b"GET", b"POST").removesuffix(b"\r\n") + kind + body[:5])
    let_pass(0.2)  # the guard lets the form in meanwhile, or is late and finds the link closed
    event.sharing.close(Purpose.ASK)
    late.sendall(body[5:])
    assert late.recv(12) == b"HTTP/1.1 404"
    assert not (event.session.out / "charts").exists()


def test_all_answers_have_headers_that_limit_the_page(event):
    for purpose in Purpose:
        for answer in (event.device(purpose).get(), event.device(purpose).get("nothing")):
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert answer.headers["cache-control"] == "no-store"
            assert "server" not in answer.headers
    phone = event.device(Purpose.ASK)
    cookie = phone.send(own="north").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert f"path={phone.base.lower()}" in cookie


def test_the_file_of_secrets_is_private(event):
    assert (event.session.out / KEPT).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "8.8.8.8", "localhost", "", "::1", "224.0.0.1", "192.168.1.20:x", "192.168.1.20:99999", "evil.example"],
)
def test_only_an_address_of_a_local_network_is_listened_on(address):
    with pytest.raises(UsageError):
        read_address(address)


def test_only_the_named_address_is_listened_on(event):
    with socket.socket() as other:
        other.settimeout(2)
        assert other.connect_ex(("127.0.0.2", int(event.sharing.host.rpartition(":")[2]))) != 0


def test_damaged_secrets_open_nothing(event):
    path = event.session.out / KEPT
    for content in (b"", b"{}", b"[]", b"\xff", path.read_bytes().replace(b'"pin"', b'"p"')):
        path.write_bytes(content)
        event.sharing._kept = None
        assert event.sharing.links() == {}
