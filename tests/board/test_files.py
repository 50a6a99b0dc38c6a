"""The files of the output folder: which are shown, how lists are kept, and who can read what the board writes."""

from __future__ import annotations

import os
import re
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.solve import solve_request
from seating.board.security import ENTRY
from seating.board.server import write_entry
from seating.board.session import find_chosen_list

from .conftest import Client, make_session

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions, links or names")


@pytest.fixture
def empty(tmp_path) -> Client:
    """Return a board without a list."""
    (tmp_path / "out").mkdir()
    return Client(make_session(None, tmp_path / "out"))


def modes(out: Path) -> dict[str, int]:
    """Return who may read each file and folder below a folder, by its path."""
    return {path.relative_to(out).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in out.rglob("*")}


@posix
def test_files_that_are_not_shown_because_of_their_names_are_counted(empty):
    out = empty.session.out
    assert "not UTF-8 text" not in empty.get("files").text
    folder = Path(os.fsdecode(os.fsencode(out) + b"/bad\xff"))
    folder.mkdir()
    (folder / "inner.csv").write_text("a\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(out) + b"/\xe9.csv")).write_text("a\n", encoding="utf-8")
    shown = empty.get("files").text
    assert "2 files are not shown, because their names" in shown
    assert "The folder is empty" not in shown


@posix
def test_names_that_are_no_text_and_folders_named_like_files_break_nothing(empty):
    out = empty.session.out
    (out / "report.html").write_text("<p>report</p>", encoding="utf-8")
    (out / "d.csv").mkdir()
    (out / "d.csv" / "inner.csv").write_text("a\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(out) + b"/bad\xff.csv")).write_text("a\n", encoding="utf-8")
    (out / "bell\x07 1.csv").write_text("a\n", encoding="utf-8")
    os.mkfifo(out / "pipe.csv")
    shown = empty.get("files")
    assert shown.status_code == 200
    assert "report.html" in shown.text
    assert 'output/d.csv"' not in shown.text
    assert "pipe.csv" not in shown.text
    assert "1 file is not shown, because its name" in shown.text
    for found in ("d.csv/inner.csv", "bell%07%201.csv"):
        assert f'output/{found}"' in shown.text
        assert empty.get(f"output/{found}").text == "a\n"
    for missing in ("d.csv", "pipe.csv", "bad%FF.csv", "bad%EF%BF%BD.csv"):
        assert empty.get(f"output/{missing}").status_code == 404


@posix
def test_links_to_other_places_are_not_followed(empty, tmp_path):
    out, outside = empty.session.out, tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.csv").write_text("secret\n", encoding="utf-8")
    (out / "link.csv").symlink_to(outside / "secret.csv")
    (out / "folder").symlink_to(outside)
    (out / "up.csv").symlink_to("../outside/secret.csv")
    shown = empty.get("files").text
    for name in ("link.csv", "folder/secret.csv", "up.csv", "folder/../folder/secret.csv"):
        assert name not in shown
        assert empty.get(f"output/{name}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../people.csv", "..%2fpeople.csv", "%2e%2e/people.csv", "%2e%2e%2fpeople.csv", "..%5cpeople.csv",
        "%252e%252e%252fpeople.csv", "%2e%2freport.csv", "sub%2f..%2freport.csv", "/etc/passwd", "%2fetc%2fpasswd",
        "report.csv%00.html", "report.csv/", ".hidden.csv", "", "board/open.html", "board%2fopen.html",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_folder(empty, tmp_path, path):
    (tmp_path / "people.csv").write_text("secret\n", encoding="utf-8")
    (empty.session.out / "sub").mkdir()
    for name in ("report.csv", ".hidden.csv"):
        (empty.session.out / name).write_text("secret\n", encoding="utf-8")
    write_entry(empty.session.out, "http://127.0.0.1:1/?token=secret")
    answer = empty.http.get(f"{empty.base}output/{path}")
    assert "secret" not in answer.text
    assert answer.status_code in {404, 405, 403}


def test_the_page_with_the_token_is_not_listed(empty):
    write_entry(empty.session.out, empty.access.address)
    assert ENTRY.name not in empty.get("files").text


@posix
def test_only_the_user_can_read_what_the_board_keeps(city):
    before = os.umask(0o022)
    try:
        write_entry(city.session.out, city.access.address)
        room = city.session.read().inputs.room
        city.post("seats/move", person=room.people[0].id, **{"from": "", "to": room.tables[0].id})
        city.post("day/mark", person=room.people[0].id, state="arrived")
        city.post("people/private", letter="A", private="yes")
        place = str(city.http.post(city.base + "charts/next").url).split(city.base)[1]
        city.post(place, name="Ana", **{"table-0": room.tables[0].id})
        files = {"list": ("other.csv", b"name\nAna\nBen\n")}
        city.http.post(f"{city.base}files/choose", files=files)
    finally:
        os.umask(before)
    found = modes(city.session.out)
    kept = {path: mode for path, mode in found.items() if path.startswith(("board", "list", "arrivals.csv"))}
    assert {Path(path).parts[:2] for path in kept} >= {
        ("board",), ("board", "steps.jsonl"), ("board", "charts"), ("board", "convenings"), ("board", "open.html"),
        ("list",), ("list", "other.csv"), ("arrivals.csv",),
    }  # fmt: skip
    for path, mode in kept.items():
        if ".lock" not in path:
            assert mode == (0o700 if (city.session.out / path).is_dir() else 0o600), path
    assert stat.S_IMODE(city.session.out.stat().st_mode) == 0o755, "the output folder is as usual"


@posix
def test_who_may_read_an_older_file_does_not_change(city):
    city.session.out.mkdir()
    arrivals = city.session.out / "arrivals.csv"
    arrivals.write_text("round,id,name,state\n", encoding="utf-8")
    arrivals.chmod(0o640)
    city.post("day/mark", person=city.session.read().inputs.room.people[0].id, state="arrived")
    assert "arrived" in arrivals.read_text(encoding="utf-8")
    assert stat.S_IMODE(arrivals.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x.csv", "x.csv"),
        ("C:\\lists\\x.csv", "x.csv"),
        ("x" * 300 + ".csv", "x" * 50 + ".csv"),
        ("left\u202eright.csv", "leftright.csv"),
        ("..hidden.csv", "hidden.csv"),
        ("🙂.csv", "🙂.csv"),
        ("Convening.CSV", "list.csv"),
    ],
)
def test_a_list_is_kept_under_a_plain_name(empty, name, kept):
    answer = empty.http.post(f"{empty.base}files/choose", files={"list": (name, b"name\nAna\nBen\n")})
    assert answer.status_code == 200
    assert [path.name for path in (empty.session.out / "list").iterdir()] == [kept]
    assert find_chosen_list(empty.session.out).name == kept


def test_a_spreadsheet_that_is_open_elsewhere_leaves_the_choice_as_it_was(empty):
    for name in ("guests.csv", "others.csv"):
        empty.http.post(f"{empty.base}files/choose", files={"list": (name, b"name\nAna\nBen\n")})
    folder = empty.session.out / "list"
    for name in ("~$others.csv", ".~lock.others.csv#", ".others.csv"):
        (folder / name).write_bytes(b"x")
    (folder / "guests.csv").write_bytes(b"name\nAna\nBen\nCam\n")  # edited later
    assert find_chosen_list(empty.session.out) == folder / "others.csv"
    (folder / "others.csv").unlink()
    assert find_chosen_list(empty.session.out) == folder / "guests.csv"


def test_a_list_that_was_chosen_earlier_can_be_chosen_again(empty):
    for name in ("guests.csv", "others.csv"):
        empty.http.post(f"{empty.base}files/choose", files={"list": (name, b"name\nAna\nBen\n")})
    shown = empty.get("files").text
    assert 'name="list" value="guests.csv"' in shown
    assert 'name="list" value="others.csv"' not in shown
    empty.post("files/earlier", part=False, list="guests.csv")
    assert empty.session.request.people == find_chosen_list(empty.session.out) == empty.session.out / "list/guests.csv"
    refused = empty.post("files/earlier", list="../secret.csv")
    assert "no longer in the output folder" in refused.text
    assert "This list is in use." in empty.post("files/remove", list="guests.csv").text
    empty.post("files/remove", part=False, list="others.csv")
    assert 'value="others.csv"' not in empty.get("files").text
    assert [path.name for path in (empty.session.out / "list").iterdir()] == ["guests.csv"]


@pytest.mark.parametrize("name", ["action-tables", "wedding", "dinner"])
def test_one_click_opens_an_example_with_its_convening(empty, name):
    shown = empty.post("files/example", part=False, name=name)
    assert shown.url.path.endswith("/rules")
    assert "Invented" in empty.get("people").text
    opened = empty.session.read()
    assert opened.inputs.convening.file == "convening.yaml"
    assert find_chosen_list(empty.session.out) == empty.session.out / "list" / name / f"{name}.csv"
    empty.post("files/example", part=False, name=name)
    assert find_chosen_list(empty.session.out).parent.name == f"{name}-2"
    empty.post("files/remove", part=False, list=f"{name}/{name}.csv")
    assert not (empty.session.out / "list" / name).exists()
    assert empty.post("files/example", name="../secret").status_code == 404


def test_without_its_file_the_list_is_chosen_under_files(city):
    city.session.request.people.unlink()
    shown = city.get("")
    assert shown.url.path.endswith("/files")
    assert "The list file is gone." in shown.text


@pytest.mark.parametrize("name", ["notes.doc", ".csv", "x" * 500])
def test_other_files_are_refused(empty, name):
    answer = empty.http.post(f"{empty.base}files/choose", files={"list": (name, b"name\nAna\n")})
    assert answer.status_code == 422
    assert "is not a list" in answer.text
    assert not (empty.session.out / "list").exists()


@pytest.mark.room
def test_every_address_answers_without_a_list(empty):
    """Windows that were open before, and parts that they fetch again, get an answer."""
    from seating.board.app import SCREENS

    for _, _, routes in SCREENS:
        for route in routes:
            path = route.path.lstrip("/").replace("{path:path}", "x.csv").replace("{identity}", "0" * 16)
            path = path.replace("{part}", "tables").replace("{letter}", "A").replace("{page}", "projector")
            for part in ({}, {"x-part": "1"}):
                if "GET" in route.methods:
                    assert empty.http.get(empty.base + path, headers=part).status_code in {200, 404, 422}, path
                else:
                    assert empty.http.post(empty.base + path, headers=part).status_code in {200, 404, 422}, path


def notice_of_people_gone(client: Client) -> str:
    found = re.search(r'<p class="notice" id="gone">(.*?)</p>', client.get("seats").text)
    return "" if found is None else re.sub("<[^>]+>", "", found[1])


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Ana", "Ben", "Cam"), "1 person who had a seat is not on this list."),
        (("Eve", "Fay", "Gus"), "This list has none of the people who had seats."),
    ],
)
def test_a_list_without_people_who_had_seats_is_told_about_them(empty, names, told):
    def choose(*people: str) -> None:
        content = "\n".join(("name", *people)).encode()
        empty.http.post(f"{empty.base}files/choose", files={"list": ("guests.csv", content)})

    choose("Ana", "Ben", "Cam", "Dan")
    solve_request(replace(empty.session.request, time_limit=1))
    assert notice_of_people_gone(empty) == ""
    choose(*names)
    notice = notice_of_people_gone(empty)
    assert notice.startswith(told)
    assert "Choose an earlier list" in notice
    is_another = "Eve" in names
    assert (
        "Rounds for this list cannot be saved in the same folder as rounds for another list." in notice
    ) == is_another
    assert ("None of the people who had seats is on this list." in empty.get("solving").text) == is_another
    empty.post("files/earlier", part=False, list="guests.csv")
    assert notice_of_people_gone(empty) == ""
    assert len(empty.session.read().seating.seats) == 4
