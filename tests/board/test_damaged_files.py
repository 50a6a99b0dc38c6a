"""Damaged files of the output folder: whatever their bytes are, they are left out or told about, and nothing breaks."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from copy import deepcopy
from html import unescape

import pytest

from seating.api.charts.typed import list_drafts
from seating.api.day.desk_arrivals import read_arrivals_in
from seating.api.editing.convening_edits import read_history
from seating.api.editing.convening_text import read_convening_text
from seating.api.manual_seating import read_manual_seating
from seating.charts.chart_entry import MOST_BYTES, load_entry
from seating.convening.edit_history import STEPS as CHANGES
from seating.convening.edit_history import ConveningHistory
from seating.errors import SeatingError
from seating.ledger.steps import STEPS
from seating.present.languages import words_in

from .conftest import Client

PARTS = (
    b"", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"[", b"]", b"{", b"}", b",", b":", b"\n", b"\r", b"null", b"true",
    b"-1", b"1e999", b"NaN", b"9" * 30, b"9" * 5000, b'"\\ud800"', b'"\\u0000"', b"[]", b"{}", b"[[]]", b'""',
    b"\xf0\x9f\x99\x82", b"[" * 2000, b'{"a":' * 2000, b"=1+1", b"../../../etc/passwd",
)  # fmt: skip
"""What is written into the files, instead of some bytes or between two."""

IDENTITY = "0" * 16


def damaged(content: bytes, rng: random.Random) -> bytes:
    """Return the content with some bytes changed, taken out, put in or written twice."""
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        start = rng.randrange(len(content) + 1)
        end = min(len(content), start + rng.choice((0, 0, 1, 1, 3, 20, 200)))
        new = rng.choice((rng.choice(PARTS), rng.randbytes(rng.randrange(6)), content[start:end] * 2))
        content = content[:start] + new + content[end:]
    return content


def damage_values(content: bytes, rng: random.Random) -> bytes:
    """Return JSON whose values have other types; each line is one document."""
    values = (None, True, -1, 10**40, 1e999, "", "x" * 1000, "\ud800", "\0", [], {}, [[]], {"a": {}}, "one", "person:x")
    lines = []
    for line in content.splitlines():
        plain = json.loads(line)
        for _ in range(rng.randrange(3)):
            part = plain
            while isinstance(part, dict | list) and part:
                key = rng.choice(list(part)) if isinstance(part, dict) else rng.randrange(len(part))
                if rng.random() < 0.5 or not isinstance(part[key], dict | list) or not part[key]:
                    part[key] = deepcopy(rng.choice(values))
                    break
                part = part[key]
        lines.append(json.dumps(plain))
    return "\n".join(lines).encode()


def each_damaged(content: bytes, cases: int, is_json: bool = True) -> list[bytes]:
    """Return damaged versions of a file, always the same ones."""
    rng = random.Random(17)
    if not is_json:
        return [damaged(content, rng) for _ in range(cases)]
    return [damage_values(content, rng) if n % 2 else damaged(content, rng) for n in range(cases)]


def check(read: Callable[[], object], allowed: type[Exception]) -> bool:
    """Read a file; only an error that says what is wrong is allowed. Return whether it was one."""
    told = ""
    try:
        read()
    except allowed as error:
        told = str(error) or "nothing"
    assert told != "nothing"
    return bool(told)


@pytest.fixture(params=[200, pytest.param(3_000, marks=pytest.mark.night)])
def cases(request) -> int:
    """Return the number of damaged versions of a file: a few at a landing, thousands at night."""
    return request.param


@pytest.fixture
def worked(city) -> Client:
    """Return a board on which something of everything was done."""
    room = city.session.read().inputs.room
    one, other = (person.id for person in room.people[:2])
    first, second = (table.id for table in room.tables[:2])
    city.post("seats/move", person=one, **{"from": "", "to": first})
    city.post("seats/lock", lock=f"person:{one}", on="1")
    city.post("seats/keep")
    city.post("seats/move", person=other, **{"from": "", "to": second})
    city.post("seats/undo")
    city.post("day/mark", person=one, state="arrived")
    city.post("day/guest", name="Zoe Quill", organization="Choir")
    city.post("people/private", letter="A", private="yes")
    city.post("people/private", letter="B", private="yes")
    city.post("people/undo")
    fields = {"table-0": first, "sector-0": "labor", "who-0-0-0": "a welder", "nobody-0-0-1": "1", "answer-0-1": "x"}
    city.post(f"charts/fill/{IDENTITY}", name="Ana", own=first, **fields)
    return city


@pytest.mark.room
def test_damaged_drafts_are_told(worked, cases):
    (path,) = (worked.session.out / "board" / "charts").glob("*.json")
    content = path.read_bytes()
    as_line = json.dumps(json.loads(content)).encode()
    told = 0
    for number, case in enumerate(each_damaged(as_line, cases)):
        is_wrong = check(lambda case=case: load_entry(case), ValueError)
        told += is_wrong
        if number % 500 == 0:
            path.write_bytes(case)
            shown = worked.get("charts")
            assert shown.status_code == 200
            assert (path.name in shown.text) == is_wrong
            assert worked.get(f"charts/fill/{IDENTITY}").status_code == (422 if is_wrong else 200)
    assert cases / 4 < told < cases


@pytest.mark.room
def test_a_draft_that_cannot_be_read_is_named(worked):
    (path,) = (worked.session.out / "board" / "charts").glob("*.json")
    for content in (b"[" * 100_000, b'{"tables":' * 100_000, b" " * (MOST_BYTES + 1), b"\xff", b""):
        path.write_bytes(content)
        (draft,) = list_drafts(worked.session.out)
        assert str(path) in draft.problem
        assert words_in("es").tell(draft.problem).startswith("No se puede leer ")
        shown = unescape(worked.get("charts").text)
        assert str(path) in shown
        assert "Move the file elsewhere" in shown
        assert f"charts/fill/{IDENTITY}" not in shown


@pytest.mark.room
def test_damaged_steps_are_left_out(worked, cases):
    path = worked.session.out / STEPS
    inputs = worked.session.read().inputs
    whole = read_manual_seating(worked.session.out, inputs)
    for number, case in enumerate(each_damaged(path.read_bytes(), cases)):
        path.write_bytes(case)
        found = read_manual_seating(worked.session.out, inputs)
        assert set(found.seats) <= set(inputs.room.index)
        assert set(found.seats.values()) <= set(inputs.room.table_index)
        if number % 500 == 0:
            assert worked.get("seats").status_code == 200
    assert whole.number == 6


@pytest.mark.room
def test_damaged_arrivals_are_told(worked, cases):
    path = worked.session.out / "arrivals.csv"
    people, told = worked.session.read().inputs.people, 0
    for number, case in enumerate(each_damaged(path.read_bytes(), cases, is_json=False)):
        path.write_bytes(case)
        told += check(lambda: read_arrivals_in(worked.session.out, people, 1), SeatingError)
        if number % 500 == 0:
            assert worked.get("day").status_code in {200, 422}
    assert cases / 4 < told < cases


@pytest.mark.room
def test_a_damaged_history_of_the_convening_is_told(worked, cases):
    path = worked.session.out / "board" / "convenings" / CHANGES
    request = worked.session.request
    assert len(read_history(request).done) == 1
    convening = read_convening_text(request).path
    for number, case in enumerate(each_damaged(path.read_bytes(), cases)):
        path.write_bytes(case)
        history = ConveningHistory.read(path.parent, convening)
        check(history.text_before, SeatingError)
        check(history.text_after, SeatingError)
        if number % 500 == 0:
            assert worked.get("rules").status_code == 200
            assert worked.get("people").status_code == 200
