"""What differs on Windows, simulated on every system: open files, names of devices, and paths with drives."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.errors import UsageError
from seating.ledger import atomic_files
from seating.ledger.atomic_files import replace_file, write_whole
from seating.present.languages import words_in
from seating.report.calendar import calendars
from seating.report.output import Manifest
from tests.report.made_up import result_of, small


class OpenElsewhere:
    """A file that another program has open during the first attempts to replace it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, attempts: int) -> None:
        self.left = attempts
        self._replace = Path.replace
        monkeypatch.setattr(atomic_files, "WAITS", (0.0, 0.0, 0.0))
        monkeypatch.setattr(Path, "replace", lambda source, target: self.replace(source, target))

    def replace(self, source: Path, target: Path) -> Path:
        if self.left:
            self.left -= 1
            raise PermissionError(13, "Permission denied")
        return self._replace(source, target)


@pytest.mark.parametrize("write", [write_whole, replace_file])
def test_a_file_that_is_open_for_a_moment_is_replaced(write, tmp_path, monkeypatch):
    path = tmp_path / "seating.csv"
    path.write_bytes(b"old")
    OpenElsewhere(monkeypatch, 3)
    write(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("write", [write_whole, replace_file])
def test_a_file_that_stays_open_is_kept_and_the_message_says_what_to_do(write, tmp_path, monkeypatch):
    path = tmp_path / "seating.xlsx"
    path.write_bytes(b"old")
    OpenElsewhere(monkeypatch, 99)
    with pytest.raises(UsageError, match="another program has the file open, close it there and try again"):
        write(path, b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("seating.xlsx", b"old")]


@pytest.mark.parametrize(
    "line", ["C:/Users/ada/list.csv", "c:list.csv", r"..\list.csv", r"\\server\list.csv", r"\list.csv"]
)
def test_a_list_of_files_leads_nowhere_on_windows_either(line, tmp_path):
    """The program removes files that it listed; a forged list must name none outside the folder."""
    (tmp_path / ".seating-files").write_text(f"round-1/report.html\n{line}\n", encoding="utf-8")
    assert Manifest(tmp_path)._names == {"round-1/report.html"}


@pytest.mark.parametrize(("identity", "file"), [("con", "con_.ics"), ("lpt1", "lpt1_.ics"), ("council", "council.ics")])
def test_a_table_that_is_called_like_a_device_has_a_calendar_file(identity, file):
    result = small()
    first, *others = result.convening.tables
    renamed = first.model_copy(update={"id": identity, "day": "2027-03-05", "time": "9:30-11:00"})
    convening = result.convening.model_copy(update={"tables": (renamed, *others)})
    seats = {person: identity if table == first.id else table for person, table in result.plan.seats.items()}
    assert file in calendars(result_of(result.people, convening, seats), words_in("en"))
