"""What is said of saved rounds: their state, who was absent, and what changed between two of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from seating.api.rounds import Attendance, Undo
from seating.ledger import Comparison, Ledger, SavedRound
from seating.ledger.replay import Attended
from seating.pages.rounds import list_attendance, list_comparison, list_round, list_undo
from seating.profiles import People, Person
from tests.pages.stored import compare
from tests.present.told import told

NAMES = {"a": "Ana", "b": "Ben", "c": "Cam"}


def saved(number=1, absent=None, unmet=(), **tables):
    """Return a saved round in which people sit at tables, by their ids; `absent` is None without attendance."""
    seats = [
        SimpleNamespace(
            id=person,
            name=NAMES[person],
            table=table,
            duties=["chair"] if person == "a" else [],
            suggested=["chair"] if person == "a" else [],
        )
        for table, people in tables.items()
        for person in people
    ]
    shown = [SimpleNamespace(id=table, name=table.capitalize()) for table in tables]
    made = SimpleNamespace(
        number=number,
        entry=SimpleNamespace(number=number, saved="2026-03-02T17:45:12Z", file_name=f"{number}.json"),
        record=SimpleNamespace(
            seats=seats,
            further=[],
            season=None,
            requirements=[
                SimpleNamespace(
                    id=identity,
                    sentence=f"{identity} holds.",
                    met=identity not in unmet,
                    penalty=0,
                    is_private=False,
                )
                for identity in ("cap-1", "wish-1")
            ],
        ),
        seating=SimpleNamespace(pages=SimpleNamespace(convening=SimpleNamespace(tables=shown)), messages={}),
        table_labels={table.id: table.name for table in shown},
        staff=frozenset(),
        held=frozenset(),
        seated=frozenset(seat.id for seat in seats),
        seats={seat.id: seat.table for seat in seats},
        attended=None if absent is None else Attended(frozenset(absent), told_by="attended"),
        visited={},
        present={seat.id: seat.table for seat in seats if seat.id not in (absent or ())},
        penalty=1200,
        placed={seat.id: seat.table for seat in seats},
        labels={},
        numbers={},
        convened=(),
        assumed=frozenset(),
    )
    made.absent, made.n_present = SavedRound.absent.fget(made), SavedRound.n_present.fget(made)
    return made


def ledger(open_round=1, unfinished=False, problems=()):
    made = SimpleNamespace(
        open_round=open_round,
        problems=problems,
        rounds={1: None},
        folder=Path("reports/rounds"),
        is_unfinished=lambda _: unfinished,
    )
    made.state_of = partial(Ledger.state_of, made)
    return made


def test_a_round_is_shown_with_duties_absences_and_what_was_unmet():
    shown = saved(absent=["b"], unmet=["wish-1"], oak=["b", "a"], elm=["c"])
    compare("round", lambda: list_round(ledger(), shown), languages=("en", "es"))
    lines = told(list_round(ledger(), shown)).splitlines()
    assert [line.split(maxsplit=1) for line in lines[2:4]] == [["People", "3"], ["Tables", "2"]]
    assert lines[4:6] == ["  State                still open", "  Recorded attendance  2 of 3"]
    assert lines[6:] == [
        *("", "Oak", "  Ana (chair, suggested until elected)", "  Ben (absent)"),
        *("", "Elm", "  Cam"),
        *("", "Unmet requirement", "  wish-1 holds. [wish-1]"),
    ]


def test_who_came_without_a_seat_is_shown_at_their_table():
    shown = saved(absent=[], oak=["b", "a"], elm=[])
    shown.people = People((Person(id="c", name="Cam"),))
    shown.present = {**shown.present, "c": "elm"}
    lines = told(list_round(ledger(), shown)).splitlines()
    assert lines[-2:] == ["Elm", "  Cam (came without a seat)"]


def test_a_held_seat_is_told_apart_from_the_people():
    shown = saved(oak=["b", "a"])
    shown.held = frozenset({"b"})
    assert "  Ben (held seat)" in told(list_round(ledger(), shown))


def test_who_is_only_assumed_to_have_been_absent_is_not_called_absent():
    shown = saved(absent=["b"], oak=["b", "a"])
    shown.assumed = frozenset({"b"})
    assert "  Ben (not counted as present)" in told(list_round(ledger(), shown))


def test_guests_and_staff_are_shown_at_their_further_sessions():
    shown = saved(oak=["b", "a"], elm=["c"])
    shown.record.further = [SimpleNamespace(id="b", table="elm"), SimpleNamespace(id="a", table="elm")]
    shown.visited = {"a": ("elm",), "b": ("elm",)}
    lines = told(list_round(ledger(), shown)).splitlines()
    assert lines[lines.index("Elm") :][:4] == [
        "Elm",
        "  Cam",
        "  Ana (further session; seat at: Oak)",
        "  Ben (further session; seat at: Oak)",
    ]


def test_staff_are_shown_at_a_session_where_they_helped_without_a_plan():
    shown = saved(absent=[], oak=["b", "a"], elm=["c"])
    shown.attended = Attended(told_by="attended", further={"b": ("elm",)})
    shown.visited = {"b": ("elm",)}
    lines = told(list_round(ledger(), shown)).splitlines()
    assert lines[lines.index("Elm") :] == ["Elm", "  Cam", "  Ben (further session; seat at: Oak)"]


@pytest.mark.parametrize(
    ("is_recorded", "known", "told_it"),
    [(True, {}, True), (True, {"a": ("elm",)}, True), (True, {"a": ("elm",), "b": ()}, False), (False, {}, False)],
)
def test_it_is_told_that_the_sessions_of_some_people_are_not_known(is_recorded, known, told_it):
    shown = saved(absent=[] if is_recorded else None, oak=["b", "a"], elm=["c"])
    shown.record.further = [SimpleNamespace(id=person, table="elm") for person in "ab"]
    shown.visited = {"a": ("elm",), "b": ("elm",)} | known
    if is_recorded:
        shown.attended = Attended(told_by="attended", further=known)
    text = told(list_round(ledger(), shown))
    assert ("the record tells that they came, but not to which of them" in text) is told_it
    lines = text.splitlines()
    assert ("  Ben (further session; seat at: Oak) (did not come to this session)" in lines) is ("b" in known)
    assert "  Ana (further session; seat at: Oak)" in lines


def test_a_round_tells_people_of_one_name_apart():
    shown = saved(north="ab")
    shown.labels = {"a": "Ana (Mill)", "b": "Ana (Bank)"}
    text = told(list_round(ledger(), shown))
    assert "Ana (Mill)" in text
    assert "Ana (Bank)" in text


def test_who_sat_at_another_table_than_their_seat_is_shown_with_it():
    shown = saved(oak=["a", "b"], elm=["c"])
    shown.present = {**shown.present, "b": "elm"}
    lines = told(list_round(ledger(), shown)).splitlines()
    assert "  Ben (sat at: Elm)" in lines
    assert "  Cam" in lines


@pytest.mark.parametrize(
    ("number", "unfinished", "state"),
    [
        (1, False, "held"),
        (2, False, "still open"),
        (3, False, "planned"),
        (2, True, "still open; not all pages were written; rerun the command that seated it"),
    ],
)
def test_the_state_of_a_round_follows_from_the_open_one(number, unfinished, state):
    lines = told(list_round(ledger(2, unfinished), saved(number, oak=["a"]))).splitlines()
    assert lines[0] == f"Round {number}"
    assert lines[4].split(maxsplit=1) == ["State", state]


def test_a_table_that_was_split_or_ended_keeps_its_last_name_and_a_new_name_is_told():
    before, after = saved(1, oak=["a"], yew=["b"], ash=["c"]), saved(2, elm=["a"], fir=[], ash=["b"])
    after.seating.pages.convening.tables[-1].name = "Rowan"
    after.table_labels[after.seating.pages.convening.tables[-1].id] = "Rowan"
    compared = Comparison(
        before=before,
        after=after,
        names=NAMES,
        stayed=0,
        moved=(("a", "oak", "elm"), ("b", "yew", "ash")),
        renamed=(("oak", "elm"), ("oak", "fir")),
        joined=(),
        left=(("c", "ash"),),
        met=(),
        unmet=(),
    )
    assert told(list_comparison(compared)).splitlines()[6:] == [
        *("Tables renamed, split or merged", "  Oak → Elm", "  Oak → Fir", "  Ash → Rowan", ""),
        *("Moved", "  Ana: Oak to Elm", "  Ben: Yew to Rowan", ""),
        *("Only in the first", "  Cam: Rowan"),
    ]


def test_a_person_was_at_the_table_that_was_merged_and_not_at_the_one_it_was_merged_into():
    before, after = saved(1, oak=["a"], yew=["b"], ash=["c"]), saved(2, oak=[], elm=["a", "b"])
    compared = Comparison(
        before=before,
        after=after,
        names=NAMES,
        stayed=0,
        moved=(("a", "oak", "elm"), ("b", "yew", "elm")),
        renamed=(("yew", "oak"),),
        joined=(),
        left=(("c", "yew"),),
        met=(),
        unmet=(),
    )
    assert told(list_comparison(compared)).splitlines()[6:] == [
        *("Tables renamed, split or merged", "  Yew and Oak → Oak", ""),
        *("Moved", "  Ana: Oak to Elm", "  Ben: Yew to Elm", ""),
        *("Only in the first", "  Cam: Yew"),
    ]


def test_a_table_of_which_only_the_id_changed_is_not_called_renamed():
    before, after = saved(1, oak=["a"], ash=["c"]), saved(2, elm=["a"], fir=["c"], yew=[])
    after.seating.pages.convening.tables[0].name = "Oak"
    after.table_labels[after.seating.pages.convening.tables[0].id] = "Oak"
    after.seating.pages.convening.tables[1].name = "Ash"
    after.table_labels[after.seating.pages.convening.tables[1].id] = "Ash"
    compared = Comparison(
        before=before,
        after=after,
        names=NAMES,
        stayed=2,
        moved=(),
        renamed=(("ash", "fir"), ("ash", "yew"), ("oak", "elm")),
        joined=(),
        left=(),
        met=(),
        unmet=(),
    )
    assert told(list_comparison(compared)).splitlines()[6:] == [
        *("Tables renamed, split or merged", "  Ash → Ash", "  Ash → Yew"),
    ]


def test_a_comparison_lists_each_change_under_its_own_heading():
    before, after = saved(1, oak=["a", "b"]), saved(2, elm=["a"], fir=["c"])
    compared = Comparison(
        before=before,
        after=after,
        names=NAMES,
        stayed=1,
        moved=(),
        renamed=(("oak", "elm"),),
        joined=(("c", "fir"),),
        left=(("b", "oak"),),
        met=("cap-1",),
        unmet=("wish-1",),
    )
    compare("rounds-compared", lambda: list_comparison(compared), languages=("en", "es"))
    out = told(list_comparison(compared))
    assert [line.split()[-1] for line in out.splitlines()[:5]] == ["2", "1", "0", "1", "1"]
    assert [line for line in out.splitlines()[1:] if line and not line.startswith(" ")] == [
        "Tables renamed, split or merged",
        "Only in the second",
        "Only in the first",
        "Newly met",
        "Newly unmet",
    ]
    assert "  Oak → Elm\n" in out
    assert "  Ben: Elm\n" in out, "the name of today, as on the pages of the round"
    assert "Newly unmet\n  wish-1 holds. [wish-1]" in out


@pytest.mark.parametrize(
    ("absent", "says"),
    [
        ((), "Round 1 Came, with a seat 2 of 2"),
        (("b",), "Round 1 Came, with a seat 1 of 2 Absent Ben"),
    ],
)
def test_attendance_names_the_absent(absent, says):
    shown = told(list_attendance(Attendance(saved(absent=absent, oak=["a", "b"]), notes=())))
    assert " ".join(shown.split()) == says


def test_an_undone_import_is_said_to_come_from_the_option():
    entry = SimpleNamespace(number=1, saved="2026-03-02T17:45:12Z", content=SimpleNamespace())
    out = told(list_undo(Undo(entry=entry, ledger=SimpleNamespace(open_round=1, rounds={}))))
    assert out.splitlines() == [
        "  Undone  the earlier seatings given with --history",
        "",
        "No saved round is left.",
        "No entry was deleted.",
    ]


def test_attendance_tells_absent_people_of_one_name_apart():
    came = saved(absent=("b",), oak=["a", "b"])
    came.labels = {"a": "Ana (Mill)", "b": "Ana (Bank)"}
    assert told(list_attendance(Attendance(came, notes=()))).endswith("  Ana (Bank)")


@pytest.mark.parametrize(("absent", "is_told"), [(["c"], True), (["a"], True), ([], False)])
def test_who_was_absent_in_one_round_and_has_no_seat_in_the_other_did_not_sit_there(absent, is_told):
    before, after = saved(absent=absent, oak=["a", "c"]), saved(number=2, oak=["a"])
    compared = Comparison(
        before=before,
        after=after,
        names=NAMES,
        stayed=1,
        moved=(),
        renamed=(),
        joined=(),
        left=(("c", "oak"),),
        met=(),
        unmet=(),
        absent=frozenset(absent),
    )
    shown = told(list_comparison(compared))
    assert ("Cam: Oak (absent)" in shown) is ("c" in absent)
    assert ("They met no one there." in shown) is is_told
