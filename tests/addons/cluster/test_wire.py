"""What processes of a cluster send each other: no name and no private cell, in any message, log or page."""

from __future__ import annotations

import csv
import os
import re
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from random import Random
from types import SimpleNamespace
from urllib.request import urlopen

import pytest

pytest.importorskip("distributed", reason="needs Dask: pip install 'seating-chart[cluster]'")

from seating.addons.batch.batch_folders import find_folders
from seating.addons.batch.batch_run import run_batch
from seating.addons.cluster import CLUSTER, chains, dask
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.engines import Ending, search_steps
from seating.engines.decomposition import grouping
from seating.profiles.private_columns import ALWAYS_PRIVATE
from seating.tasks import task
from tests.addons.cluster.processes import cluster_of
from tests.addons.cluster.wire import holds, read_wire, recorded

CANARY = "Zyzzyva"
"""In every name, label, id and private cell that can hold any text."""

CHANCE = "0.7310585"
"""A private cell that can only hold a number."""

AS_NUMBER = tuple(struct.pack(order, float(CHANCE)) for order in ["<d", ">d", "<f", ">f"])

SECRETS = (CANARY, CHANCE, "invited", "example.org")
"""Texts that no message may hold."""

PEOPLE, TABLES = 66, 15

PRIVATE = {
    "needs": lambda n: f"{CANARY} ramp {n}",
    "email": lambda n: f"{CANARY.lower()}-{n}@example.org",
    "phone": lambda n: f"{CANARY} 555 {n}",
    "with": lambda n: f"{CANARY}-{n + 1}" if n == 0 else "",
    "apart": lambda n: f"{CANARY}-{n + 1}" if n == 2 else "",
    "wishes": lambda n: f"{CANARY}-{(n + 5) % PEOPLE}",
    "avoids": lambda n: f"{CANARY}-{(n + 9) % PEOPLE}",
    "chose": lambda n: f"{CANARY.lower()}-{n % TABLES}" if n % 4 == 0 else "",
    "declined": lambda n: f"{CANARY.lower()}-{(n + 1) % TABLES}" if n % 4 == 1 else "",
    "can_come": lambda n: f"{CANARY} day" if n % 4 == 2 else "",
    "pin": lambda n: f"{CANARY.lower()}-3" if n == 7 else "",
    "attending": lambda n: CHANCE if n % 3 == 0 else "",
    "status": lambda n: "invited" if n % 3 == 1 else "",
    "funds": lambda n: f"{CANARY}-{(n + 11) % PEOPLE}",
}
"""The cell of each person, by number, in columns that are always private, and in one that is a relation."""

TABLE = f"{{id: {CANARY.lower()}-%d, name: {CANARY} table %d, day: {CANARY} day, seats: 4-5}}"

ROOM = f"""
title: {CANARY} meeting
private: [income, {CANARY} illness]
tables: [{", ".join(TABLE % (n, n) for n in range(TABLES))}]
requirements:
  - {{kind: balance, id: {CANARY.lower()}-income, of: income}}
  - {{kind: balance, of: "{CANARY} illness"}}
  - {{kind: balance, of: sector}}
  - {{kind: cap, of: organization, at_most: 1}}
  - {{kind: apart, relation: funds, must: false}}
  - {{kind: voice, name: {CANARY} voice, who: {{income: {CANARY} 1}}, at_least: 2, or_none: true, private: true}}
"""


def write_room(folder: Path) -> Path:
    """Write a list that has a canary in every name, label and private column, and its convening; return the list."""
    folder.mkdir(parents=True)
    rng = Random(5)
    words = {
        "organization": [f"{CANARY} Org {n}" for n in range(30)],
        "sector": [f"{CANARY} {n}" for n in range(5)],
        "income": [f"{CANARY} {n}" for n in range(4)],
        f"{CANARY} illness": [f"{CANARY} illness {n}" for n in range(3)],
    }
    people = folder / "people.csv"
    with people.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", *words, *PRIVATE])
        for n in range(PEOPLE):
            others = [rng.choice(each) for each in words.values()]
            writer.writerow([f"{CANARY}-{n}", f"{CANARY} Person {n}", *others, *(cell(n) for cell in PRIVATE.values())])
    (folder / "convening.yaml").write_text(ROOM, encoding="utf-8")
    return people


def request_for(people: Path, out: Path, cluster: str) -> Request:
    return Request(people, out=out, packet=False, jobs=8, work=0.05, elsewhere=CLUSTER.at(cluster))


class PatientChains(chains.Chains):
    """Chains that wait for each answer. A bound proven at once could end a search before a worker hears of it."""

    def ask(self, question, deadline=None, on_progress=None, *ignored):
        return super().ask(question, None, on_progress)

    def ask_each(self, asked, *ignored, **ignored_too):
        return super().ask_each(asked)


def solve(folder: Path, cluster: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chains, "Chains", PatientChains)
        solved = solve_request(request_for(write_room(folder / "room"), folder / "out", cluster))
    assert solved.ending is Ending.DONE, "without its workers, the search would end with the seating of its beginning"
    assert solved.plan.seats[f"{CANARY}-0"]


def solve_in_parts(folder: Path, cluster: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "PART_PERSONS", 20)
        patch.setattr(search_steps, "IN_PARTS", 0)
        patch.setattr(search_steps, "PART_WORK", 0.0002)
        patch.setattr(PatientChains, "ask", None)  # no chain of the whole room
        solve(folder, cluster)


def batch(folder: Path, cluster: str) -> None:
    for n in range(3):
        write_room(folder / "rooms" / f"{CANARY} {n}")
    out = folder / "rooms" / "reports"
    found = run_batch(find_folders(folder / "rooms", out), request_for(Path(), out, cluster), lambda row, of: None)
    assert [row.penalty is None for row in found.rows] == [False] * 3


PAGES = (
    *("/info/main/exceptions.html", "/info/main/logs.html", "/json/identity.json", "/json/counts.json"),
    *("/individual-plots.json", "/metrics", "/health"),
)


def look_at_pages(cluster: SimpleNamespace, pages: list[bytes], is_over: threading.Event) -> None:
    """Fetch Dask's pages again and again, those of each worker and of the last tasks too."""

    def fetch(page: str) -> str:
        # some pages need other packages, and a busy computer may answer too late
        with suppress(OSError, HTTPException), urlopen(cluster.page + page, timeout=2) as shown:
            pages.append(shown.read())
            return pages[-1].decode()
        return ""

    while not is_over.wait(0.3):
        for page in PAGES:
            fetch(page)
        for worker in set(re.findall(r'href="[^"]*worker/([^"]+)\.html"', fetch("/info/main/workers.html"))):
            for part in ("worker", "logs", "call-stacks"):
                fetch(f"/info/{part}/{worker}.html")
        keys = re.findall(r"seating-(?:model|task)-[\w-]+", cluster.logs[0].read_text(encoding="utf-8"))
        for key in {*keys[-10:]}:
            fetch(f"/info/task/{key}.html")


def overhear(folder: Path, work) -> SimpleNamespace:
    """Work on a cluster of two workers; return what its processes sent, their logs and Dask's pages."""
    pages: list[bytes] = []
    is_over = threading.Event()
    with recorded(folder / "wire"):
        with cluster_of(folder, workers=2) as cluster:
            looking = threading.Thread(target=look_at_pages, args=[cluster, pages, is_over])
            looking.start()
            try:
                work(folder, cluster.address)
            finally:
                is_over.set()
                looking.join()
        logs = [log.read_bytes() for log in cluster.logs]
    nannies = {each.pid: "nanny" for each in cluster.nannies}
    wire = read_wire(folder / "wire", {os.getpid(): "driver", cluster.scheduler.pid: "scheduler", **nannies})
    return SimpleNamespace(wire=wire, logs=logs, pages=pages)


KNOWN = {
    ("driver", "scheduler"): "update-graph",
    ("scheduler", "driver"): "key-in-memory",
    ("scheduler", "worker"): "compute-task",
    ("worker", "scheduler"): "task-finished",
    ("nanny", "scheduler"): "register_nanny",
    ("scheduler", "nanny"): "nanny-plugins",
}
"""What each kind of process tells another in any case, and no request for a page says."""


@pytest.mark.room
@pytest.mark.parametrize("work", [solve, solve_in_parts, batch])
def test_no_name_and_no_private_cell_reaches_a_wire_a_log_or_a_page(tmp_path, work):
    assert set(PRIVATE) >= ALWAYS_PRIVATE
    heard = overhear(tmp_path, work)
    for link, known in KNOWN.items():
        assert holds(heard.wire.get(link, b""), known), link
    sent = {*re.findall(rb"seating-model-[0-9a-f]{16}", heard.wire["driver", "scheduler"])}
    assert len(sent) >= {solve: 1, solve_in_parts: 6, batch: 3}[work]
    if work is solve:  # only its tasks share a model
        assert holds(heard.wire["worker", "worker"], "get_data")
        assert b"seating-model" in b"".join(heard.pages)
    assert heard.pages
    assert all(b"distributed" in log for log in heard.logs)
    for part in (*heard.wire.values(), *heard.logs, *heard.pages):
        assert not any(secret in part for secret in AS_NUMBER)
        assert not any(holds(part, secret) for secret in SECRETS)


@pytest.mark.room
def test_what_leaks_is_found_wherever_it_travels(tmp_path, monkeypatch):
    for module in (task, chains):
        monkeypatch.setattr(module, "without_names", lambda model: model)
    monkeypatch.setattr(dask, "_key", lambda what: f"seating-{what}-leak-{os.urandom(8).hex()}")
    heard = overhear(tmp_path, solve)
    for link in (("driver", "scheduler"), ("scheduler", "worker"), ("worker", "worker")):
        assert holds(heard.wire[link], f"{CANARY}-{PEOPLE - 1}"), link
    told = [sent for link, sent in heard.wire.items() if "nanny" not in link and "other" not in link]
    assert len(told) == 5
    for part in (*told, *heard.logs, b"".join(heard.pages)):
        assert holds(part, "-leak-")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
def test_a_text_is_found_in_any_encoding(encoding):
    assert holds(b"\x00\x01" + f"a {CANARY.upper()}!".encode(encoding), CANARY)
    assert not holds(CANARY[1:].encode(encoding), CANARY)


SOLVE = (
    "import pathlib, sys; from tests.addons.cluster.test_wire import solve; solve(pathlib.Path(sys.argv[1]), 'local:2')"
)


@pytest.mark.room
def test_workers_that_the_command_starts_hear_no_name_either(tmp_path):
    """In a process of its own, as the command has one.

    On a busy machine, one of the two workers can do all tasks, so nothing here needs them to talk to each other.
    """
    with recorded(tmp_path / "wire"):
        command = subprocess.Popen([sys.executable, "-c", SOLVE, str(tmp_path)])
        assert command.wait(300) == 0
    wire = read_wire(tmp_path / "wire", {command.pid: "driver"})
    told = {
        link: [word for word in ("seating-task", "compute-task") if holds(sent, word)] for link, sent in wire.items()
    }
    assert holds(wire["driver", "driver"], "seating-task"), told
    assert holds(wire["driver", "worker"], "compute-task"), told
    assert holds(wire["worker", "driver"], "task-finished"), told
    for sent in wire.values():
        assert not any(secret in sent for secret in AS_NUMBER)
        assert not any(holds(sent, secret) for secret in SECRETS)
