"""Whatever happens to the files of a ledger is named, and the sound entries stay usable."""

from __future__ import annotations

import shutil
from random import Random

import pytest

from seating.errors import InputError
from seating.ledger import Kind, Ledger
from seating.ledger.entry import build_entry
from seating.present.languages import words_in
from tests.ledger.made_up import ROUND_1, ROUND_2, record, seated, two_rounds


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a folder with a ledger of three entries, which costs a few waits for the disk."""
    folder = tmp_path_factory.mktemp("saved")
    two_rounds(folder)
    return folder


@pytest.fixture
def folder(saved, tmp_path):
    shutil.copytree(saved / "rounds", tmp_path / "rounds")
    return tmp_path / "rounds"


def found(folder):
    """Return the problems by slug and file name, and the numbers of the sound entries."""
    ledger = Ledger.open(folder.parent)
    return {(p.slug, p.file.rpartition("/")[2]) for p in ledger.problems}, [e.number for e in ledger.entries]


@pytest.mark.parametrize("name", ["0001-round-1.json", "0002-round-1.json", "0003-round-2.json"])
@pytest.mark.parametrize("seed", range(10))
def test_an_edited_byte_is_named(folder, name, seed):
    random = Random(seed)
    data = bytearray((folder / name).read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    (folder / name).write_bytes(data)
    problems, sound = found(folder)
    assert problems == {("ledger-damaged", name)}
    assert sound == [n for n in (1, 2, 3) if n != int(name[:4])]
    with pytest.raises(InputError, match=name):
        Ledger.open(folder.parent).add(Kind.SEATED, seated(2, ROUND_2))


@pytest.mark.parametrize("length", [0, 1, 100])
def test_a_file_cut_short_is_named(folder, length):
    path = folder / "0002-round-1.json"
    path.write_bytes(path.read_bytes()[:length])
    assert found(folder) == ({("ledger-damaged", "0002-round-1.json")}, [1, 3])


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_deleted_entry_is_named_even_the_newest(folder, number):
    next(folder.glob(f"{number:04d}-*")).unlink()
    problems, sound = found(folder)
    assert problems == {("ledger-missing", f"{number:04d}-….json")}
    assert sound == [n for n in (1, 2, 3) if n != number]


def test_swapped_files_are_named(folder):
    one, two = folder / "0001-round-1.json", folder / "0002-round-1.json"
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)
    assert found(folder) == ({("ledger-misplaced", one.name), ("ledger-misplaced", two.name)}, [3])


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_entry_rewritten_with_a_digest_of_its_own_is_named(folder, number):
    """The entry after it, or the note of the newest, knows better."""
    before = Ledger.open(folder.parent).entries[number - 1]
    content = {**before.content.plain(), "rounds": [record(before.seating.rounds[0].round, {"zoe": "north"})]}
    forged = build_entry(before.number, before.kind, before.saved, before.previous, content)
    (folder / forged.file_name).write_bytes(forged.as_bytes())
    assert found(folder) == ({("ledger-edited", forged.file_name)}, [n for n in (1, 2, 3) if n != number])


def test_a_second_copy_is_a_note_and_another_one_a_problem(folder):
    same = folder / "0002-round-1 (1).json"
    same.write_bytes((folder / "0002-round-1.json").read_bytes())
    ledger = Ledger.open(folder.parent)
    assert [note.slug for note in ledger.notes] == ["ledger-copy"]
    assert ledger.sound.last.seats == ROUND_2
    (folder / "0003-round-2 (conflicted copy 2026-03-02).json").write_bytes(b"{}")
    problems, sound = found(folder)
    assert problems == {("ledger-conflict", "0003-round-2 (conflicted copy 2026-03-02).json")}
    assert sound == [1, 2, 3]


def test_an_entry_of_another_computer_is_never_used(folder, tmp_path_factory):
    """Two computers saved entry 3 before their folders met: the one with the name is used, the other named."""
    other = tmp_path_factory.mktemp("other")
    for name in ("0001-round-1.json", "0002-round-1.json"):
        (other / "rounds").mkdir(exist_ok=True)
        (other / "rounds" / name).write_bytes((folder / name).read_bytes())
    theirs = Ledger.open(other).add(Kind.SEATED, seated(1, ROUND_2)).entries[-1]
    (folder / "0003-round-2-LAPTOP.json").write_bytes(theirs.as_bytes())
    assert found(folder) == ({("ledger-conflict", "0003-round-2-LAPTOP.json")}, [1, 2, 3])
    (folder / "0003-round-2-LAPTOP.json").rename(folder / theirs.file_name)
    problems, sound = found(folder)
    assert {slug for slug, _ in problems} >= {"ledger-conflict"}
    assert sound.count(3) <= 1


def test_other_files_are_left_alone(folder):
    for name in (".DS_Store", "desktop.ini", "Thumbs.db", "notes.txt", "notes.json", ".0004-round-2.json.1.part"):
        (folder / name).write_bytes(b"anything")
    assert found(folder) == (set(), [1, 2, 3])
    Ledger.open(folder.parent).add(Kind.SEATED, seated(2, ROUND_1))
    assert (folder / "notes.txt").exists()
    assert not (folder / ".0004-round-2.json.1.part").exists()


def test_a_note_of_the_newest_that_is_behind_is_no_fault(folder):
    """So a run killed between the two leaves it."""
    entry = Ledger.open(folder.parent).entries[1]
    (folder / "newest").write_text(f"0002 {entry.sha256}\n")
    assert found(folder) == (set(), [1, 2, 3])
    (folder / "newest").unlink()
    assert found(folder) == (set(), [1, 2, 3])


def test_a_note_of_the_newest_that_says_nothing_is_named(folder):
    (folder / "newest").write_text("three")
    assert found(folder) == ({("ledger-damaged", "newest")}, [1, 2, 3])


def test_an_entry_that_is_a_folder_is_named(folder):
    (folder / "0002-round-1.json").unlink()
    (folder / "0002-round-1.json").mkdir()
    assert found(folder) == ({("ledger-damaged", "0002-round-1.json")}, [1, 3])
    (problem,) = Ledger.open(folder.parent).problems
    assert problem.says == "cannot be read: it is not a file"
    assert words_in("es").tell(problem.says) == "no se puede leer: no es un archivo"


def test_line_ends_of_another_system_are_named(folder):
    path = folder / "0002-round-1.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert found(folder) == ({("ledger-damaged", "0002-round-1.json")}, [1, 3])
