"""The steps of a convening can be undone, after a kill and after changes by other programs too."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.convening import edit_history
from seating.convening.edit_history import STEPS, ConveningHistory
from seating.errors import UsageError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "convening.yaml"
    path.write_bytes(b"one")
    return path


def read(file: Path) -> ConveningHistory:
    return ConveningHistory.read(file.parent / "history", file)


def words(history: ConveningHistory) -> tuple[list[str], list[str]]:
    return [step.what for step in history.done], [step.what for step in history.undone]


def record(file: Path, content: bytes, what: str) -> ConveningHistory:
    with read(file).lock():
        return read(file).record(content, what)


def go(file: Path, by: int) -> ConveningHistory:
    with read(file).lock():
        return read(file).go(by)


def test_every_step_is_undone_and_done_again(file: Path):
    record(file, b"two", "first")
    record(file, b"three", "second")
    assert words(read(file)) == (["first", "second"], [])
    assert words(go(file, -1)) == (["first"], ["second"])
    assert words(go(file, -1)) == ([], ["first", "second"])
    assert file.read_bytes() == b"one"
    with pytest.raises(UsageError, match="nothing to undo"):
        go(file, -1)
    go(file, 1)
    assert words(go(file, 1)) == (["first", "second"], [])
    assert file.read_bytes() == b"three"
    with pytest.raises(UsageError, match="nothing to redo"):
        go(file, 1)


def test_a_new_step_forgets_the_undone_ones(file: Path):
    record(file, b"two", "first")
    go(file, -1)
    record(file, b"three", "second")
    assert words(read(file)) == (["second"], [])


def test_a_step_that_changes_nothing_is_none(file: Path):
    assert words(record(file, b"one", "nothing")) == ([], [])


def test_a_change_by_another_program_is_a_step_without_a_name(file: Path):
    record(file, b"two", "first")
    file.write_bytes(b"other")
    assert words(read(file)) == (["first", ""], [])
    assert words(record(file, b"three", "second")) == (["first", "", "second"], [])
    go(file, -1)
    assert file.read_bytes() == b"other"
    assert words(go(file, -1)) == (["first"], ["", "second"])
    assert file.read_bytes() == b"two"
    go(file, 1)
    assert file.read_bytes() == b"other"


def test_a_change_by_another_program_can_be_undone_at_once(file: Path):
    record(file, b"two", "first")
    file.write_bytes(b"other")
    assert words(go(file, -1)) == (["first"], [""])
    assert file.read_bytes() == b"two"
    go(file, 1)
    assert file.read_bytes() == b"other"


def test_a_change_after_reading_is_never_overwritten(file: Path):
    record(file, b"two", "first")
    history = read(file)
    file.write_bytes(b"other")
    for change in (lambda: history.record(b"three", "second"), lambda: history.go(-1)):
        with pytest.raises(UsageError, match="just changed"):
            change()
    assert file.read_bytes() == b"other"


@pytest.mark.parametrize("killed", ["a step", "an undo", "a redo"])
def test_a_kill_before_the_file_is_replaced_loses_only_that_step(
    file: Path, killed: str, monkeypatch: pytest.MonkeyPatch
):
    record(file, b"two", "first")
    if killed == "a redo":
        go(file, -1)
    before, steps = file.read_bytes(), words(read(file))

    def die(path: Path, content: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(edit_history, "replace_file", die)
        with pytest.raises(KeyboardInterrupt):
            record(file, b"three", "second") if killed == "a step" else go(file, -1 if killed == "an undo" else 1)
    assert file.read_bytes() == before
    assert words(read(file))[0] == steps[0]
    record(file, b"four", "third")
    assert words(read(file)) == ([*steps[0], "third"], [])
    go(file, -1)
    assert file.read_bytes() == before


def test_a_torn_line_is_left_out(file: Path):
    record(file, b"two", "first")
    with (file.parent / "history" / STEPS).open("ab") as steps:
        steps.write(b'{"file": "')
    record(file, b"three", "second")
    assert words(read(file)) == (["first", "second"], [])


def test_a_damaged_text_is_not_brought_back(file: Path):
    record(file, b"two", "first")
    for path in (file.parent / "history").glob("*.yaml"):
        path.write_bytes(b"damaged")
    with pytest.raises(UsageError, match="missing or was changed"):
        go(file, -1)
    assert file.read_bytes() == b"two"


def test_two_convenings_have_their_own_steps(file: Path, tmp_path: Path):
    other = tmp_path / "other.yaml"
    other.write_bytes(b"a")
    record(file, b"two", "first")
    assert words(ConveningHistory.read(tmp_path / "history", other)) == ([], [])
