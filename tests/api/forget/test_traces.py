"""A person is found under every form of the name, and nobody else is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from random import Random

import pytest

from seating.api.forget import search, traces
from seating.api.forget.subjects import Subject
from seating.api.forget.traces import Traces, _without_tags

ANN = Subject("p-0123456789", "forgotten-1", ("Ann",), ("ann@example.org",), ("+1 (505) 555-0101",))
ZOE = Subject("7", "forgotten-2", ("Zoë van der Berg", "Zoë Moss"))
ONE = Traces((ANN,), {"2": ("Ann Lee",), "3": ("Anna",), "4": ("Mary Ann Poe",), "p-0123456789b": ("Bo",)})
TWO = Traces((ANN, ZOE), {})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ann and Anna met Ann Lee", "forgotten-1 and Anna met Ann Lee"),
        ("Lee, Ann; Ann", "Lee, Ann; forgotten-1"),
        ("mary ann POE, ANN.", "mary ann POE, forgotten-1."),
        ("mail Ann@Example.org", "mail forgotten-1"),
        ("call 505 555 0101", "call 505 555 0101"),
        ("call 1 505 555 0101 today", "call forgotten-1 today"),
        ("+15055550101", "forgotten-1"),
        ("p-0123456789 and p-0123456789b", "forgotten-1 and p-0123456789b"),
        ("Ann [p-0123456789]", "forgotten-1"),
        ("", ""),
    ],
)
def test_a_name_within_other_names(before: str, after: str):
    assert ONE.in_text(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "van der Berg, Zoë",
        "BERG, Zoë van der",
        "Zoe\u0308  van\nder Berg",
        "zoë\u200b van der berg",
        "Moss,Zoë",
    ],
)
def test_a_name_in_several_words(text: str):
    assert TWO.in_text(text) == "forgotten-2"


def test_an_id_that_is_only_a_number_is_no_text():
    assert TWO.in_text("7 people at table 7") == "7 people at table 7"
    assert TWO.of_cell("7") is None
    assert TWO.of_cell("Moss, Zoë") == "forgotten-2"
    assert TWO.of_cell("Zoë Moss [7]") == "forgotten-2"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("keep:p-0123456789+z", "keep:forgotten-1+z"),
        ("keep:7", "keep:forgotten-2"),
        ("chair:nunez", "chair:forgotten-3"),
        ("pin-nunez", "pin-forgotten-3"),
        ("nunez_at-a", "forgotten-3_at-a"),
        ("pin-nunezes", "pin-nunezes"),
        ("cap-7", "cap-7"),
    ],
)
def test_the_id_of_a_requirement_may_hold_that_of_a_person(before: str, after: str):
    here = Traces((ANN, ZOE, Subject("nunez", "forgotten-3", ("José Núñez",))), {}, frozenset({before}))
    assert here.in_text(before) == after


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u00ad", "\u200e"])
def test_a_name_with_an_invisible_character_inside(mark: str):
    typed = Traces((Subject("x", "forgotten-1", (f"Rose{mark}Mary Zwsp",)),), {})
    found = typed.find_lines(f"one\nRose{mark}Mary Zwsp\nRoseMary Zwsp")
    assert list(found) == [(2, "RoseMary Zwsp"), (3, "RoseMary Zwsp")]
    assert typed.is_in_page(f"<td>Rose{mark}Mary</td><td>Zwsp</td>")


def test_a_shared_name_is_replaced_only_where_it_is_theirs():
    shared = Traces((ANN,), {"9": ("ann",)})
    assert shared.shared == ("Ann",)
    assert shared.in_text("Ann sits with Bo") == "Ann sits with Bo"
    assert shared.of_them.in_text("Ann sits with Bo") == "forgotten-1 sits with Bo"
    assert not shared.is_in("Ann")
    assert shared.is_in("ann@example.org")


def test_a_page_splits_names():
    assert TWO.is_in_page("<p class=given>Zoë</p> <p>van der <b>Berg</b></p>")
    assert TWO.is_in_page("A<b>n</b>n")
    assert TWO.is_in_page("<td>Ann&nbsp;</td>")
    assert not TWO.is_in_page("<style>.Ann {}</style><a href='Ann'>Anna</a>")


def test_scripts_without_spaces():
    one = Traces((Subject("x", "forgotten-1", ("王小明",)),), {})
    assert one.in_text("请王小明坐这里") == "请forgotten-1坐这里"


def test_without_a_name_nothing_is_found():
    nobody = Traces((Subject("7", "forgotten-1", ()),), {})
    assert nobody.in_text("anything") == "anything"
    assert not nobody.is_in("anything")


TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
"""What a tag is, in short; searching for it takes the square of a page that opens many and closes none."""


def test_tags_are_found_as_a_short_pattern_finds_them():
    dice = Random(1)
    for _ in range(1_000):
        page = "".join(dice.choices(["<style", "<script>", "</style>", "</SCRIPT>", "<", ">", "a", "\n"], k=8))
        assert _without_tags(page) == TAG.sub("\0", page)


class CountedPage(str):
    """Counts its characters that are searched."""

    searched = 0

    def find(self, sign: str, start: int) -> int:
        found = super().find(sign, start)
        self.searched += (len(self) if found < 0 else found) - start
        return found


class CountedPattern:
    """Counts the characters of a page that it searches."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern

    def search(self, page: CountedPage, start: int) -> re.Match[str] | None:
        found = self.pattern.search(page, start)
        page.searched += (len(page) if found is None else found.end()) - start
        return found


@pytest.mark.parametrize("text", ["<style" * 1_000, "<" * 10_000, "<style>" * 1_000, "<b></style>" * 1_000])
def test_no_part_of_a_page_is_searched_for_tags_many_times(text: str, monkeypatch: pytest.MonkeyPatch):
    for name in ("_OPENED", "_CLOSED"):
        monkeypatch.setattr(traces, name, CountedPattern(getattr(traces, name)))
    page = CountedPage(text)
    _without_tags(page)
    assert 0 < page.searched <= 3 * len(page)


def archive(**members: bytes) -> bytes:
    """Return an archive; `__` in the name of a member stands for a dot."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name.replace("__", "."), content)
    return made.getvalue()


def test_the_members_of_an_archive_are_read_up_to_a_sum(monkeypatch):
    monkeypatch.setattr(search, "LARGEST", 3_500)
    large = archive(**{f"m{number}__xml": b" " * 1_000 for number in range(10)})
    assert len(list(search._members(large))) == 3


def test_only_an_archive_that_can_be_read_whole_counts_as_searched(tmp_path, monkeypatch):
    letter = archive(a__xml=b"<p>Ann Lee</p>", photo__png=b" " * 9_000)
    inside = archive(plan__xlsx=letter)
    monkeypatch.setattr(search, "LARGEST", 3_500)
    for name, content, is_searched in (
        ("letter.docx", letter, True),
        ("inside.docx", inside, True),
        ("large.docx", archive(a__xml=b" " * 2_000, b__xml=b" " * 2_000), False),
        ("large-inside.docx", archive(plan__xlsx=archive(a__xml=b" " * 4_000)), False),
        ("damaged.docx", letter[:-30], False),
        ("locked.docx", b"\xd0\xcf\x11\xe0" + bytes(600), False),
    ):
        (tmp_path / name).write_bytes(content)
        assert search.can_search(tmp_path / name) == is_searched, name
    assert all(search.is_in_file(one, Path("x.docx"), TWO) for one in (letter, inside))


def test_an_archive_of_little_that_unpacks_to_much_is_not_searched(tmp_path, monkeypatch):
    monkeypatch.setattr(search, "UNPACKED_FREELY", 1_000)
    (tmp_path / "dense.docx").write_bytes(archive(a__xml=b" " * 40_000))
    assert not search.can_search(tmp_path / "dense.docx")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("name,table\r\nTom Moss,\r\nAnn Lee,\r\n", []),
        ("From the market: Tom Moss,\nAnn Lee", []),
        ("Moss, Ann", [1]),
        ("x\nMoss ,\tAnn", [2]),
        ("wrapped Ann\nMoss", [1]),
    ],
)
def test_a_comma_at_the_end_of_a_line_is_not_that_of_a_name(text: str, lines: list[int]) -> None:
    traces = Traces((Subject("x", "forgotten-1", ("Ann Moss",)),), {})
    assert [line for line, _ in traces.find_lines(text)] == lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Meet with Tom Moss, Ann Lee and Bo", "Meet with Tom Moss, Ann Lee and Bo"),
        ("Ask Eva Moss, Ann Moss and Bo", "Ask Eva Moss, forgotten-1 and Bo"),
        ("Ask Pat Moss, Ann Moss and Bo", "Ask Pat Moss, forgotten-1 and Bo"),  # Pat is on no list
        ("Ask Pat Moss, Ann Lee and Bo", "Ask Pat Moss, Ann Lee and Bo"),
        ("Moss, Ann and Moss, Tom", "forgotten-1 and Moss, Tom"),
        ("Lee, Ann; Moss, Ann", "Lee, Ann; forgotten-1"),
    ],
)
def test_two_names_in_a_row_are_not_one_whose_last_word_comes_first(before: str, after: str) -> None:
    others = {"2": ("Tom Moss",), "3": ("Ann Lee",), "4": ("Eva Moss",)}
    assert Traces((Subject("x", "forgotten-1", ("Ann Moss",)),), others).in_text(before) == after
