"""What stands in cells and tables commands no calendar, no spreadsheet and no mail merge."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.running import run

INJECTED = "x\r\nATTENDEE:mailto:evil@example.org\r\n" + "é" * 200 + ";,\\:\nEND:VEVENT"
IDS = ("../../x", "=1+1", "CON", "a/b")


@pytest.fixture(scope="module")
def packet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    with (folder / "p.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "id", "email"])
        writer.writerows([f"=cmd|{n}", identity, "@SUM(1)"] for n, identity in enumerate(IDS))
    said = {"name": INJECTED, "place": INJECTED, "hosted_by": INJECTED, "purpose": INJECTED}
    tables = [
        {"id": "a", "seats": "1-4", "day": "2027-03-05", "time": "9:30-11", **said},
        {"id": "b", "seats": "1-4", "day": "9999-12-31", "time": "23:59-23:58"},
        {"id": "c", "seats": "0-4", "day": "0001-01-01", "time": "0:00"},
    ]
    text = {"title": INJECTED, "shared_result": "=1+1", "tables": tables, "requirements": []}
    (folder / "c.json").write_text(json.dumps(text))
    assert run(f"solve --pages all {folder}/p.csv --convening {folder}/c.json --out {folder}/out").exit_code == 0
    return folder / "out/round-1/packet"


def test_an_event_is_one_event_whatever_it_says(packet):
    assert [path.name for path in (packet / "calendar").iterdir()] == ["a.ics"]
    data = (packet / "calendar/a.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in data.replace(b"\r\n", b"")
    properties = [line.split(b":")[0] for line in data.replace(b"\r\n ", b"").split(b"\r\n")]
    assert properties.count(b"END") == 2
    assert b"ATTENDEE" not in properties


def test_letters_run_nothing(packet):
    rows = list(csv.reader(io.StringIO((packet / "letters.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == 1 + len(IDS)
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row if cell)
