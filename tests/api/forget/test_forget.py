"""Somebody who was forgotten is in no file of the output folder any more, and the rounds go on without them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from seating.api.forget.forget_plan import Fate
from seating.api.forget.forget_run import forget_person, plan_forgetting
from seating.api.forget.subjects import find_subjects, list_known
from seating.api.saved_rounds.former import read_former
from seating.errors import UsageError
from seating.ledger import Kind, Ledger
from seating.ledger.steps import read_steps
from tests.api.forget.everything import SOLVE, left_of, make_everything, succeed
from tests.cli.running import run
from tests.report.conftest import Page

LIST = Path("people.csv")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("everything")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        make_everything(folder)
    return folder


@pytest.fixture
def out(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the output folder, relative to the current folder."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Path("reports")


@pytest.mark.room
@pytest.mark.parametrize(
    ("person", "name", "others"),
    [
        ("Ann", "Ann", ("ann@example.org", "505 555 0101", "5055550101", '"p1"')),
        ("Núñez Gil, Eva", "Eva Núñez Gil", ("eva@example.org", '"p6"', "nunez gil")),
    ],
    ids=["within other names", "last name first"],
)
def test_nothing_is_left_in_the_output_folder(out: Path, person: str, name: str, others: tuple[str, ...]):
    assert left_of(out, name, *others)
    done = forget_person(out, person, LIST)
    assert not [change.path for change in done.of(Fate.LEFT) if change.path.is_relative_to(out)]
    assert left_of(out, name, *others) == []


def test_others_stay_as_they_were(out: Path):
    before = Ledger.open(out).rounds
    forget_person(out, "Ann", LIST)
    after = Ledger.open(out).sound.rounds
    for number, saved in before.items():
        new = {"p1": "forgotten-1"}
        assert after[number].seats == {new.get(person, person): table for person, table in saved.seats.items()}
        assert after[number].penalty == saved.penalty
        names = {seat.id: seat.name for seat in after[number].record.seats}
        assert names["p2"] == "Ann Lee"
        assert names["forgotten-1"] == "forgotten-1"
    person = next(one for one in after[1].seating.pages.people if one.id == "forgotten-1")
    assert (person.organization, person.shown, person.sector) == ("", {}, "government")
    assert after[1].attended is not None
    assert "forgotten-1" in after[1].attended.came
    memberships = [one.id for one in after[1].record.standing if one.table == "lead"]
    assert "forgotten-1" in memberships
    assert "p1" not in memberships


def test_the_chain_is_sound_and_says_what_happened(out: Path):
    before = Ledger.open(out)
    forget_person(out, "p6", LIST)
    ledger = Ledger.open(out).sound
    assert [entry.kind for entry in ledger.entries] == [*(entry.kind for entry in before.entries), Kind.FORGOTTEN]
    last = ledger.entries[-1]
    assert last.content.plain() == {"people": 1, "entries": [1, 2, 3]}
    old = {entry.sha256 for entry in before.entries}
    assert not any(digest in data for digest in old for data in map(Path.read_text, (out / "rounds").iterdir()))
    assert ledger.state.effective[-1].kind is Kind.SEATED  # so `rounds undo` undoes the last seating


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_every_other_change_is_still_detected(out: Path, number: int):
    old = {path.name: path.read_bytes() for path in (out / "rounds").glob("000?-*.json")}
    forget_person(out, "p6", LIST)
    path = next((out / "rounds").glob(f"{number:04d}-*.json"))
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"saved": "2', b'"saved": "1', 1))
    assert [Path(problem.file or "").name for problem in Ledger.open(out).problems] == [path.name]
    path.unlink()
    assert Ledger.open(out).problems
    if path.name in old:  # a copy from before, with its own valid digest
        path.write_bytes(old[path.name])
        assert any("forgotten" in (problem.hint or "") for problem in Ledger.open(out).problems)
    path.write_bytes(whole)
    assert not Ledger.open(out).problems


@pytest.mark.room
def test_the_rounds_go_on(out: Path):
    forget_person(out, "Ann", LIST)
    rows = LIST.read_text().replace(",Ann,,", ",,,").replace("Ann; Dee", "Dee").replace(",p1,", ",,").splitlines()
    LIST.write_text("".join(f"{row}\n" for row in rows if not row.startswith("p1,")))
    assert "convening.yaml:6" in run("check people.csv").output  # what names them is left to the convener
    convening = Path("convening.yaml")
    convening.write_text(convening.read_text().replace("[Ann, ", "[Cam Ortiz, ").replace("Ann asked", "They asked"))
    assert '"p1" is a member of ' in run("check people.csv").output
    convening.write_text(convening.read_text().replace("p1, ", ""))
    promises = Path("commitments.csv")
    promises.write_text(promises.read_text().replace("Ask Ann about", "Ask about").replace("Ann; Dee", "Dee"))
    succeed("rounds list")
    succeed("rounds diff 1 2")
    succeed("rounds show 1")
    succeed("rounds report")
    succeed("report people.csv --round 1 --quiet")
    succeed("packet people.csv --quiet")
    succeed('explain people.csv --person "Ann Lee" --quiet')
    (out / "invitations.csv").unlink()  # of this test, not of the program
    succeed("repair people.csv --quiet --no-packet")
    succeed(f"{SOLVE} --next-round --no-packet")
    seats = Ledger.open(out).sound.rounds[3].seats
    assert sorted(seats) == ["p2", "p3", "p4", "p5", "p6", "p7", "p8"]
    assert left_of(out, "Ann", '"p1"') == []
    assert left_of(Path(), "Ann", "ann@example.org") == ["harvest.csv"]


def test_an_unchanged_list_is_not_said_to_have_changed(out: Path):
    """The digests are gone, so no one can tell. A repair saves the round with the digest of the list again."""
    forget_person(out, "Ann", LIST)
    for command in ("report people.csv", "explain people.csv --person p2"):
        told = " ".join(run(command).output.split())
        assert "The list, the convening or the charts have changed" not in told
        assert "so it is not known whether the list, the convening or the charts have changed" in told
        assert "`seating repair`" in told


def test_notes_call_no_one_by_the_token(out: Path):
    forget_person(out, "Ann", LIST)
    saved = Ledger.open(out).sound.rounds[1]
    _, former = read_former(saved, saved.people)
    assert former["forgotten-1"].name == "a person whose data was removed"
    assert "forgotten" not in former["p2"].name


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_later_packet_has_no_card_for_the_token(out: Path, language: str):
    """Nor a row; where a page for the convener has a seat that someone had, it tells that their data were removed."""
    forget_person(out, "Ann", LIST)
    succeed(f"packet --quiet --pages all --round 2 --language {language}")
    packet = out / "round-2" / "packet"
    shown = {path.name: "".join(Page(path.read_text()).texts) for path in sorted(packet.rglob("*.html"))}
    assert "AnnLee" in shown["badges.html"], "the given name is a line of its own"
    about = {"en": "a person whose data was removed", "es": "una persona cuyos datos se eliminaron"}[language]
    assert [name for name, text in shown.items() if "forgotten-" in text] == []
    assert [name for name, text in shown.items() if about in text] == ["governance.html", "steering.html"], "a promise"
    succeed(f"report people.csv --round 2 --quiet --language {language}")
    report = "".join(Page((out / "round-2" / "report.html").read_text()).texts)
    assert about in report
    assert "forgotten-" not in report
    succeed(f"packet people.csv --quiet --pages all --round 2 --language {language}")
    letters = (packet / "letters.csv").read_text()
    assert "Ann Lee" in letters
    assert not any(line.startswith((about, "forgotten-")) for line in letters.splitlines())


def test_what_people_wrote_is_not_changed(out: Path):
    mine = [path for path in Path().iterdir() if path.is_file()]
    before = [path.read_bytes() for path in mine]
    done = forget_person(out, "Ann", LIST)
    assert [path.read_bytes() for path in mine] == before
    (told,) = (change for change in done.of(Fate.LEFT) if change.path == LIST)
    assert told.lines == (2, 3, 4, 8)
    assert told.texts == ("A: p1, B: Ann, E: ann@example.org", "G: Ann", "I: Ann; Dee Fox", "I: p1")


def test_the_lines_of_the_list_and_the_convening_are_told_and_no_other_file_is_searched(out: Path):
    done = forget_person(out, "Ann", LIST)
    left = {change.path.as_posix(): change.lines for change in done.of(Fate.LEFT)}
    assert left == {"people.csv": (2, 3, 4, 8), "convening.yaml": (2, 4, 6)}


def test_steps_and_desk_forget_too(out: Path):
    forget_person(out, "Ann", LIST)
    begin, move, lock, keep = read_steps(out / "board" / "steps.jsonl")
    assert "p1" not in {**begin.seats, **move.seats, **keep.seats}
    assert begin.seats["p2"] == "a"
    assert move.name == "forgotten-1 to b"
    assert lock.locks == ("person:p6", "pair:p2+p3", "table:a")
    arrivals = (out / "arrivals.csv").read_text(encoding="utf-8-sig")
    assert "p1" not in arrivals
    assert "Gus Roy" in arrivals
    invitations = (out / "invitations.csv").read_text()
    assert "i1" not in invitations
    assert "i2,Youth,Hal Poe,forgotten-1,,Dee Fox,,,ask forgotten-1 first" in invitations


def test_a_walk_in_is_forgotten(out: Path):
    forget_person(out, "Gus Roy")
    assert left_of(out, "Gus Roy") == []


def test_a_shared_name_is_told_and_kept_for_the_other(out: Path):
    done = forget_person(out, "p7", LIST)
    assert done.shared == ("Fay Kim",)
    (told,) = (change for change in done.of(Fate.LEFT) if change.path == LIST)
    assert (told.lines, "shares with someone else" in told.says) == ((8, 9), True)
    names = {seat.id: seat.name for seat in Ledger.open(out).rounds[1].record.seats}
    assert names["forgotten-1"] == "forgotten-1"
    assert names["p8"] == "Fay Kim"
    LIST.write_text("".join(row for row in LIST.read_text().splitlines(True) if not row.startswith("p7,")))
    assert forget_person(out, "p8", LIST).shared == ()
    assert left_of(out, "Fay Kim") == []


def test_no_note_asks_whether_another_person_is_the_one_who_was_forgotten(out: Path):
    """The note describes both people by their organizations, and says that both are kept."""
    asks = "Are they the same person?"
    assert any(asks in path.read_text() for path in (out / "rounds").glob("*.json"))
    forget_person(out, "p7", LIST)
    assert not any(asks in path.read_text() for path in (out / "rounds").glob("*.json"))
    assert not any(note.slug == "duplicate-name" for note in Ledger.open(out).sound.rounds[1].seating.notes)


def test_a_second_person_gets_another_token(out: Path):
    forget_person(out, "p1", LIST)
    done = forget_person(out, "p6", LIST)
    assert [subject.token for subject in done.subjects] == ["forgotten-2"]
    seats = Ledger.open(out).sound.rounds[1].seats
    assert {"forgotten-1", "forgotten-2"} <= set(seats)


def test_nothing_is_changed_without_yes(out: Path):
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    told = succeed("forget Ann people.csv")
    assert "Nothing was changed" in told
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before
    assert str(plan_forgetting(out, "Ann", LIST).of(Fate.REMOVED)[0].path).startswith("reports")


def test_the_command_forgets(out: Path):
    told = json.loads(succeed("forget p6 people.csv --yes --json"))
    assert told["done"]
    assert told["tokens"] == ["forgotten-1"]
    assert left_of(out, "Eva Núñez Gil", "eva@example.org") == []
    assert "Left to you" in succeed("forget p6 people.csv --yes")
    assert "The program has nothing more to change." in succeed("forget p6 people.csv --yes")
    assert "forget-shared-name" in run("forget p7 people.csv").stderr
    assert "several people" in run('forget "Fay Kim" people.csv').stderr


def test_every_page_is_removed_also_one_of_no_round(out: Path):
    """The page of charts asks whether two people of one name are one person, and describes both."""
    Path("charts.csv").write_text("chart of,table,who\nCam Ortiz,a,Dee Fox\n")
    succeed("charts charts.csv --people people.csv")
    done = forget_person(out, "p7", LIST)
    assert out / "charts.html" in [change.path for change in done.of(Fate.REMOVED)]
    assert not list(out.rglob("*.html"))


def test_nobody_and_several_people_are_refused(out: Path):
    with pytest.raises(UsageError, match="several people: p7 and p8"):
        plan_forgetting(out, "Fay Kim", LIST)
    with pytest.raises(UsageError, match="is not on the list"):
        plan_forgetting(out, "Zed Zee", LIST)
    with pytest.raises(UsageError, match="No one is named"):
        find_subjects(" ", list_known(None, Ledger.open(out)))
    assert run("forget Ann --out elsewhere").exit_code == 2


def test_two_runs_at_once_are_refused(out: Path):
    from seating.ledger import lock_folder

    with lock_folder(out):
        assert run("forget Ann --yes").exit_code == 7


@pytest.mark.room
@pytest.mark.usefixtures("out")
def test_a_promise_with_the_token_in_its_file_is_the_saved_one_and_waits_for_another_owner() -> None:
    """The convener writes the token into the file, as advised; pages word it, also if they are made without a list."""
    out, promise = Path("fresh"), "table,who,what\na,Cam Ortiz,Find a hall with Cam Ortiz\n"
    Path("commitments.csv").write_text(promise)
    succeed(f"{SOLVE} --out fresh")
    forget_person(out, "p4", LIST)
    for path in (LIST, Path("commitments.csv")):
        rows = [row for row in path.read_text().splitlines(True) if not row.startswith("p4,")]
        path.write_text("".join(rows).replace("Cam Ortiz", "" if path == LIST else "forgotten-1"))
    succeed("report --quiet --out fresh")
    succeed("packet --quiet --pages all --out fresh")
    assert_told(out / "round-1", has_left=False)
    told = run("solve people.csv --seed 3 --next-round --out fresh")
    assert told.exit_code == 0
    assert "in the saved round but not in" not in told.stderr + told.stdout
    succeed("report people.csv --quiet --out fresh")
    succeed("packet people.csv --quiet --pages all --out fresh")
    assert_told(out / "round-2", has_left=True)


def assert_told(folder: Path, has_left: bool) -> None:
    """Check the report of a round, and the pages of its packet that have promises.

    Only a round whose list does not have the person any more asks for someone who takes the promise over.
    """
    about = "a person whose data was removed"
    report = "".join(Page((folder / "report.html").read_text()).texts)
    pages = {path.name: "".join(Page(path.read_text()).texts) for path in (folder / "packet").rglob("*.html")}
    for text in (report, pages["governance.html"], pages["steering.html"]):
        assert "forgotten-" not in text
        assert f"Find a hall with {about}" in text
        owner = text.count(about) > 1 if text is report else "not named here" in text
        assert owner, "the promise and its owner"
    assert ("People who left and have something to hand over" in report) == has_left
    row = "Promises and requests of people who left: 1"
    assert (row in pages["steering.html"]) == has_left
