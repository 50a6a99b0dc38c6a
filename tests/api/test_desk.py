"""The desk: who is found, what is counted, the free seats for one person, and the moves of a repair."""

from __future__ import annotations

import random
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest

from seating.analysis.arrivals import Arrivals, ArrivalState
from seating.api.day.desk import count_arrivals, list_desk, without_walk_ins
from seating.api.day.desk_arrivals import add_walk_in, mark_arrival
from seating.api.day.free_seats import list_free_seats
from seating.api.day.repair import NEW_SEATING_WORK, propose_repair
from seating.api.inputs import RoundInputs, read_round
from seating.api.manual_seating import Locks, ManualSeating
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.engines import best_plan
from seating.errors import UsageError
from seating.judge import review
from seating.profiles import People, Person
from seating.room.plan import Plan
from tests.examples import seeded

CONVENING = """
tables: [{id: north, seats: 2-4}, {id: south, seats: 2-4}, {id: west, seats: 2-3}]
requirements:
  - {kind: balance, of: sector}
  - {kind: cap, of: organization, at_most: 1, weight: 7}
  - {kind: cap, of: area, at_most: 2, must: true}
"""
NAMES = [
    "Ana Ruiz",
    "Ben Ruiz-López",
    "Chloé Åkesson",
    "山田 花子",
    "Dee Stone",
    "Eli Stone",
    "Fay Ash",
    "Gus Ash",
    "Hoa Le",
]


def write(folder: Path, rows: list[str] | None = None) -> Request:
    cells = [
        f"p{n},{name},Org {n % 4},{('labor', 'health', 'arts')[n % 3]},{'NS'[n % 2]}," for n, name in enumerate(NAMES)
    ]
    head = "id,name,organization,sector,area,attending"
    (folder / "people.csv").write_text("\n".join([head, *(rows or cells), ""]), encoding="utf-8")
    (folder / "convening.yaml").write_text(CONVENING)
    return Request(folder / "people.csv", out=folder / "out", packet=False)


def seated(inputs: RoundInputs, seed: int, without: int) -> dict[str, str]:
    ids = [person.id for person in inputs.room.people]
    random.Random(seed).shuffle(ids)
    places = [table.id for table in inputs.room.tables for _ in range(3)]
    return dict(zip(ids[without:], places, strict=False))


def test_a_held_seat_is_expected_only_once_someone_has_come_for_it(tmp_path):
    head, *rows = (
        "id,name,organization,sector,area,status",
        "p0,Ana,,arts,,",
        "p1,Ben,,labor,,",
        "h0,a tenant,,arts,,open",
    )
    request = write(tmp_path)
    request.people.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    counts = count_arrivals(list_desk(read_round(request), {}))
    assert (counts.arrived, counts.expected) == (0, 2)
    request.out.mkdir()
    mark_arrival(request.out, read_round(request).people, 1, "h0", ArrivalState.ARRIVED)
    counts = count_arrivals(list_desk(read_round(request), {}))
    assert (counts.arrived, counts.expected) == (1, 3)


def test_the_desk_counts_who_is_here(tmp_path: Path) -> None:
    request = write(tmp_path)
    first = solve_request(request)
    out, people = request.out, first.people
    mark_arrival(out, people, 1, "p0", ArrivalState.ARRIVED, time="9:00")
    mark_arrival(out, people, 1, "p1", ArrivalState.ABSENT)
    add_walk_in(out, people, 1, "Zoe Quill")
    inputs = read_round(request)
    entries = {entry.id: entry for entry in list_desk(inputs, first.plan.seats)}
    counts = count_arrivals(entries.values())
    assert (counts.arrived, counts.expected, counts.absent, counts.walk_ins, counts.without_seat) == (2, 9, 1, 1, 1)
    assert (entries["p0"].arrival.time, entries["p0"].is_here, entries["p0"].table) == (
        "9:00",
        True,
        first.plan.seats["p0"],
    )
    assert (entries["p1"].is_absent, entries["p1"].comes) == (True, False)
    assert (entries["walk-in-1"].table, entries["walk-in-1"].comes) == ("", True)
    assert {p.id for p in without_walk_ins(inputs.people, inputs.arrivals)} == {p.id for p in people}
    assert isinstance(inputs.arrivals, Arrivals)


def test_a_walk_in_is_added_once(tmp_path: Path) -> None:
    request = write(tmp_path)
    people = solve_request(request).people
    add_walk_in(request.out, people, 1, "Zoe Quill")
    with pytest.raises(UsageError, match="was already added"):
        add_walk_in(request.out, people, 1, " zoe  QUILL")


def test_a_walk_in_with_a_name_of_the_list_can_be_added_under_another(tmp_path: Path) -> None:
    """Two people of the list are told apart; a third one of that name is no one of them."""
    people = People(
        tuple(Person(id=one, name="Noor Bashir", organization=one.title()) for one in ("hospice", "school"))
    )
    with pytest.raises(UsageError) as refused:
        add_walk_in(tmp_path, people, 1, "noor bashir", "Clinic")
    assert str(refused.value) == (
        '"noor bashir" is on the list. Mark Noor Bashir (Hospice) or Noor Bashir (School) as arrived instead. If the '
        "walk-in is a different person with the same name, add something after the name."
    )
    added = add_walk_in(tmp_path, people, 1, "Noor Bashir, Clinic", "Clinic").after
    assert (added.name, added.organization, added.is_walk_in) == ("Noor Bashir, Clinic", "Clinic", True)


@seeded(3)
def test_the_free_seats_are_those_the_judge_finds_best(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """The order, the musts and the points of every offer are those of the judge for the seating with the guest."""
    inputs = read_round(write(tmp_path_factory.mktemp("desk")))
    seats = seated(inputs, seed, without=2)
    guest = next(person.id for person in inputs.room.people if person.id not in seats)
    found = list_free_seats(inputs, seats, guest).seats
    before = review(inputs.room, inputs.requirements, Plan(seats))
    judged = []
    for table in inputs.room.tables:
        heads = sum(at == table.id for at in seats.values())
        if heads < (table.seats.maximum or 99):
            after = review(inputs.room, inputs.requirements, Plan({**seats, guest: table.id}))
            taken = -inf if table.seats.maximum is None else heads - table.seats.maximum
            judged.append((after.unmet - before.unmet, after.penalty - before.penalty, taken, table.id))
    ranked = sorted(judged, key=lambda one: one[:3])
    offers = [(seat.gain.units, seat.gain.points, seat.free, seat.table) for seat in found]
    assert [(*gain, -inf if free is None else -free, table) for *gain, free, table in offers] == ranked
    full = {"west"} if sum(at == "west" for at in seats.values()) == 3 else set()
    assert full.isdisjoint(seat.table for seat in found)


def test_a_table_without_a_limit_has_the_most_free_seats(tmp_path: Path) -> None:
    request = write(tmp_path)
    tables = "tables: [{id: north, seats: 2-9}, {id: south, seats: {min: 2}}]\nrequirements: []\n"
    (tmp_path / "convening.yaml").write_text(tables)
    seats = {**dict.fromkeys(("p1", "p2", "p3"), "north"), **dict.fromkeys(("p4", "p5", "p6"), "south")}
    found = list_free_seats(read_round(request), seats, "p0").seats
    assert [(seat.table, seat.free) for seat in found] == [("south", None), ("north", 6)]


def test_a_head_table_is_offered_after_all_others_unless_a_must_falls_shorter_there(tmp_path: Path) -> None:
    """The list chose all at North, where the guest would cost the least."""
    request = write(tmp_path)
    tables = "tables: [{id: north, seats: 1-9}, {id: south, seats: 1-9}]\n"
    balance = "{kind: balance, of: sector, weight: 9}"
    chosen = "{kind: pin, people: [p1, p2], tables: [north]}"
    seats = {**dict.fromkeys(("p1", "p2"), "north"), **dict.fromkeys(("p3", "p6"), "south")}
    orders = []
    for asked in ([balance], [balance, chosen]):
        (tmp_path / "convening.yaml").write_text(f"{tables}requirements: [{', '.join(asked)}]\n")
        orders.append([seat.table for seat in list_free_seats(read_round(request), seats, "p0").seats])
    assert orders == [["north", "south"], ["south", "north"]]


def test_a_full_room_has_no_free_seat_and_a_stranger_none_at_all(tmp_path: Path) -> None:
    request = write(tmp_path)
    people = solve_request(request).people
    for n in range(3):
        add_walk_in(request.out, people, 1, f"Guest {'ABC'[n]}")
    inputs = read_round(request)
    ids = [person.id for person in inputs.room.people]
    places = [table.id for table in inputs.room.tables for _ in range(table.seats.maximum or 0)]
    seats = dict(zip(ids, places, strict=False))
    assert len(ids) == len(places) + 1
    assert list_free_seats(inputs, seats, ids[-1]).seats == ()
    with pytest.raises(UsageError, match="not the id of anyone who is coming to round 1"):
        list_free_seats(inputs, seats, "nobody")


def test_a_repair_is_proposed_and_nothing_is_written(tmp_path: Path) -> None:
    request = write(tmp_path)
    solve_request(request)
    add_walk_in(request.out, read_round(request).people, 1, "Zoe Quill")
    inputs = read_round(request)
    seats = dict(inputs.past.last.seats) if inputs.past.last else {}
    before = {path: path.read_bytes() for path in request.out.rglob("*") if path.is_file()}
    found = propose_repair(inputs, ManualSeating(seats, tray=("walk-in-1",)), request)
    assert [(move.person, move.origin) for move in found.moves] == [("walk-in-1", "")]
    assert {path: path.read_bytes() for path in request.out.rglob("*") if path.is_file()} == before


def test_a_repair_moves_as_few_as_the_musts_need_and_keeps_what_is_locked(tmp_path: Path) -> None:
    inputs = read_round(request := write(tmp_path))
    ids = [person.id for person in inputs.room.people]
    north = [one for one in ids if inputs.room.persons[inputs.room.index[one]].own["area"] == ("N",)][:3]
    others = [one for one in ids if one not in north]
    seats = {**dict.fromkeys(north, "north"), **{one: ("south", "west")[n % 2] for n, one in enumerate(others)}}
    free = propose_repair(inputs, ManualSeating(seats), request)
    assert free.unmet == 0
    assert free.moves
    assert all(move.reason for move in free.moves)
    locks = Locks(people=frozenset(north[:2]))
    held = propose_repair(inputs, ManualSeating(seats, locks=locks), request)
    assert held.unmet == 0
    assert not {move.person for move in held.moves} & set(north[:2])


def test_the_offers_rank_by_private_requirements_and_do_not_tell_them(tmp_path: Path) -> None:
    """Two people must sit apart. This counts against the table of the other one, and no line says so."""
    request = write(tmp_path)
    listed = (tmp_path / "people.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{row}," for row in listed[1:]]
    rows[0] = f"{rows[0]}p1"
    (tmp_path / "people.csv").write_text("\n".join([f"{listed[0]},apart", *rows, ""]), encoding="utf-8")
    inputs = read_round(request)
    assert inputs.private_names
    seats = {**dict.fromkeys(("p1", "p2", "p3"), "north"), **dict.fromkeys(("p4", "p5", "p6"), "south")}
    offered = list_free_seats(inputs, seats, "p0")
    found = offered.seats
    assert "Private requirements count in this order, but are not named here." in offered.leaves_out
    north = next(seat for seat in found if seat.table == "north")
    assert found[0].table == "west"
    assert (north.gain.units, north.gain.worse) == (1, ("apart:p0",))
    assert (north.shown.units, north.shown.points, north.lines) == (0, 0, ())
    assert not {line.requirement for seat in found for line in seat.lines} & set(inputs.private_names)
    assert all(str(line.says) for seat in found for line in seat.lines)
    assert any(seat.lines for seat in found)


def test_a_walk_in_is_read_beside_a_list_with_headings_of_its_own(tmp_path: Path) -> None:
    """The file of arrivals has none of the headings that the convening maps, and a guest may come from anywhere."""
    people = tmp_path / "replies.csv"
    rows = "".join(f"{n},Person {n},Org {n % 4}\n" for n in range(12))
    people.write_text("No.,Who is it,Comes from\n" + rows, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(
        "columns: {id: No., name: Who is it, organization: Comes from}\n"
        "vocabulary: {organization: {Org 0: [Org 3], Org 1: [], Org 2: []}}\n"
        "tables: [{id: a, seats: 4-9}, {id: b, seats: 4-9}]\n",
        encoding="utf-8",
    )
    request = Request(people, out=tmp_path / "out")
    first = solve_request(request)
    add_walk_in(request.out, first.people, 1, "Zoe Quill")
    add_walk_in(request.out, first.people, 1, "Abe Quill", "Harbor Choir")
    found = read_round(request).room.index
    assert {"walk-in-1", "walk-in-2"} <= set(found)


@pytest.mark.room
def test_a_repair_that_cannot_meet_the_musts_takes_no_long_search(tmp_path: Path, monkeypatch) -> None:
    """People queue: the search for a new seating has a few work units, however large the room is."""
    request = write(tmp_path)
    clash = [f"  - {{kind: {kind}, people: [Ana Ruiz, Dee Stone], must: true}}\n" for kind in ("together", "apart")]
    (tmp_path / "convening.yaml").write_text(CONVENING + "".join(clash))
    inputs = read_round(request)
    seats = seated(inputs, 1, without=0)
    efforts = []

    def search(model, effort, *others):
        efforts.append(effort)
        return best_plan(model, effort, *others)

    monkeypatch.setattr("seating.api.repair.best_plan", search)
    found = propose_repair(inputs, ManualSeating(seats), request)
    assert found.unmet
    assert [effort.work for effort in efforts] == [NEW_SEATING_WORK]


def test_someone_for_whom_no_table_is_open_is_not_among_those_expected(tmp_path: Path) -> None:
    """They are here without a seat; otherwise, more people could have arrived than are expected."""
    request = write(tmp_path)
    first = solve_request(request)
    entries = [
        replace(entry, arrival=replace(entry.arrival, state=ArrivalState.ARRIVED))
        for entry in list_desk(read_round(request), first.plan.seats)
    ]
    entries[0] = replace(entries[0], comes=False, table="")
    counts = count_arrivals(entries)
    assert (counts.arrived, counts.expected, counts.without_seat) == (len(entries) - 1, len(entries) - 1, 1)
