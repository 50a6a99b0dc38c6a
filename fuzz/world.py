"""What the readers need besides the file: a list, a convening and an output folder with two rounds."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from seating.api.inputs import RoundInputs, read_round
from seating.api.reading import read_rules
from seating.api.request import Request
from seating.ledger.entry import NotAnEntryError, read_entry
from seating.profiles import People
from seating.profiles.list_rules import ListRules
from seating.profiles.reader import read_people
from seating.room.tables import Table
from seating.sources import read

CORPUS = Path(__file__).parent / "corpus"

MEMORY = Path("/dev/shm")
"""Files here never reach a disk."""


class World:
    """A folder with a list, a convening and rounds, in which files can be exchanged. It is removed with `close`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="seating-fuzz-", dir=MEMORY if MEMORY.is_dir() else None))
        shutil.copytree(CORPUS / "world", self.folder, dirs_exist_ok=True)
        self.out = self.folder / "out"
        self.entries = sorted((self.out / "rounds").glob("*.json"))

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def request(self, **changes: Any) -> Request:
        """Return the request that solves the list of this folder, with some of its fields changed."""
        return replace(Request(people=str(self.folder / "people.csv"), out=self.out), **changes)

    @cached_property
    def inputs(self) -> RoundInputs:
        """The inputs of the first round."""
        return read_round(self.request(out=self.folder / "no-rounds", convening=self.folder / "convening.yaml"))

    @property
    def people(self) -> People:
        """The people on the list."""
        return self.inputs.people

    @cached_property
    def plain_people(self) -> People:
        """The same people without cells that name tables, so that every convening fits them."""
        return read_people(read(self.folder / "plain.csv")).people

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the convening."""
        return tuple(self.inputs.convening.tables)

    @cached_property
    def rules(self) -> ListRules:
        """How the convening says the list is read."""
        return read_rules(self.request())

    def write(self, name: str | Path, data: bytes) -> Path:
        """Write a file of this folder and return its path."""
        path = self.folder / name
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
        path.write_bytes(data)
        return path

    @contextmanager
    def exchanged(self, path: Path, data: bytes) -> Iterator[None]:
        """Exchange the content of a file until the block ends."""
        before = path.read_bytes()
        path.write_bytes(data)
        try:
            yield
        finally:
            path.write_bytes(before)

    @contextmanager
    def only_entry(self, data: bytes) -> Iterator[None]:
        """Make an entry the only one of the ledger until the block ends, under the name that it belongs to."""
        rounds, aside = self.out / "rounds", self.out / "aside"
        rounds.rename(aside)
        rounds.mkdir()
        try:
            name = "0001-round-1.json"
            with suppress(NotAnEntryError):
                name = read_entry(data).file_name
            (rounds / name).write_bytes(data)
            yield
        finally:
            shutil.rmtree(rounds)
            aside.rename(rounds)
