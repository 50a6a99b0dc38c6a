"""What the board says of the seating is compared with the seats and requirements as they are, after every gesture."""

from __future__ import annotations

import html
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from seating.board.progress import describe_run
from seating.board.screens import solving
from seating.board.session import Session
from seating.ledger.steps import Action, Step
from tests.examples import seeded

from .conftest import Client
from .test_solving import CLASH, ROOM, open_board, solve, wait_for_end, wait_for_trial

PRAISE = re.compile(
    r"All musts are met|[Ee]very requirement[^.<]* is met"
    r"|[Nn]othing better exists|No better seating exists|No seating can be better"
    r"|Every requirement about the seats is met|(?<!after )everyone has a seat"
)

TABLES = ("north", "south", "east", "west")


def praise(shown) -> list[str]:
    """Return what a screen says is good about the seating, except in what it says of the time of a search."""
    text = re.sub(r"<p>\d+ s: [^<]*</p>", "", shown.text)
    main = text.partition("<main")[2] or text
    main = re.sub(r'<details class="menu" id="view">.*?</details>', "", main, flags=re.DOTALL)
    return PRAISE.findall(main) + re.findall(r'tone-good state"><svg class="mark"', main)


def check(client: Client) -> None:
    """Compare the screens with a new reading of the files."""
    opened = Session(client.session.request, client.session.out).read()
    room, seats = opened.inputs.room, opened.seating.seats
    is_good = not ({p.id for p in room.persons} - seats.keys()) and not opened.judged.review.unmet
    for screen in ("seats", "solving", "day"):
        found = praise(client.get(screen))
        assert is_good or not found, (screen, found)
        if any("requirement" in one or "better" in one or "optimal" in one for one in found):
            assert is_good
    shown = client.get("seats").text
    lacking = len({p.id for p in room.persons} - seats.keys())
    assert ("no seat yet" in shown) == bool(lacking and seats)


def people_of(client: Client) -> list[str]:
    return [person.id for person in client.session.read().inputs.room.persons]


def move(client: Client, person: str, table: str):
    here = client.session.read().seating.seats.get(person, "")
    return client.post("seats/move", person=person, **{"from": here, "to": table})


def test_with_people_without_a_seat_nothing_is_praised(tmp_path):
    client = open_board(tmp_path)
    solve(client)
    assert praise(client.get("seats"))
    moved = move(client, people_of(client)[0], "")
    assert praise(moved) == []
    assert "1 person has no seat yet." in moved.text
    check(client)
    client.post("seats/keep")
    client.post("seats/undo")
    assert praise(client.get("seats"))
    compared = client.get("seats").text.partition('id="candidates"')[2].partition("</details>")[0]
    cells = [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", compared)]
    assert "all followed" in cells
    assert "1 person has no seat" in cells
    assert praise(client.post("seats/take", candidate="A")) == []


def test_what_a_search_has_found_is_no_longer_praised_once_something_has_changed(tmp_path):
    client = open_board(tmp_path)
    solve(client)
    assert praise(client.get("solving"))
    move(client, people_of(client)[0], "")
    shown = client.get("solving")
    assert praise(shown) == []
    assert 'id="stale"' in shown.text
    client.post("seats/undo")
    assert praise(client.get("solving"))
    path = tmp_path / "convening.yaml"
    path.write_text(ROOM + "  - {kind: apart, people: [Person 00, Person 01]}\n", encoding="utf-8")
    assert praise(client.get("solving")) == []
    path.write_text(ROOM, encoding="utf-8")
    assert praise(client.get("solving"))
    people = tmp_path / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("health", "labor"), encoding="utf-8")
    assert praise(client.get("solving")) == []


def test_that_nothing_better_was_found_is_forgotten_once_the_requirements_change(tmp_path):
    client = open_board(tmp_path)
    solve(client)
    solve(client, "improve")
    assert 'id="unchanged"' in client.get("seats").text
    apart = "  - {kind: apart, people: [Person 00, Person 03, Person 06, Person 09, Person 12], must: true}\n"
    (tmp_path / "convening.yaml").write_text(ROOM + apart, encoding="utf-8")
    assert 'id="unchanged"' not in client.get("seats").text
    assert "No better seating was found" not in client.get("solving").text


def test_a_repair_that_changes_nothing_names_no_moves_and_praises_only_the_board(tmp_path, monkeypatch):
    """A search may end with another seating that is as good; the board keeps its own."""
    client = open_board(tmp_path)
    solve(client)
    repair = solving.repair_with_locks

    def swap(inputs, seats, locks, request):
        result = repair(inputs, seats, locks, request)
        one = people_of(client)[0]
        other = next(p for p in people_of(client) if result.plan.seats[p] != result.plan.seats[one])
        mixed = {**result.plan.seats, one: result.plan.seats[other], other: result.plan.seats[one]}
        return replace(result, plan=replace(result.plan, seats=mixed), moves=result.moves[:0])

    monkeypatch.setattr(solving, "repair_with_locks", swap)
    before = client.session.read().seating.seats
    solve(client, "repair")
    shown = client.get("solving").text
    assert client.session.read().seating.seats == before
    assert "No better seating was found" in shown
    assert "people move." not in shown
    check(client)


def test_a_way_out_of_another_convening_is_refused(tmp_path):
    """The ids of requirements may be others now, so that another one would be dropped."""
    client = open_board(tmp_path, ROOM + CLASH)
    assert solve(client).result.conflicts
    assert "solving/try" in client.get("solving").text
    (tmp_path / "convening.yaml").write_text(ROOM + "  - {kind: count, at_least: 5}\n" + CLASH, encoding="utf-8")
    assert "solving/try" not in client.get("solving").text
    assert client.post("solving/try", way="0").status_code == 422


def test_a_must_at_a_governance_table_is_not_said_to_be_met(tmp_path):
    table = "  - {id: board, kind: steering, seats: 3, people: [Person 00], action_seat: yes}\n"
    must = "  - {kind: count, at: board, who: {sector: arts}, at_least: 1, must: true}\n"
    client = open_board(tmp_path, ROOM.replace("requirements:", table + "requirements:") + must)
    solve(client)
    shown = client.get("seats").text
    assert "All musts are met." not in shown
    assert "All musts about the seats are met." in shown


def _walk_in(client: Client, rng: random.Random) -> None:
    client.post("day/guest", name=f"Guest {rng.random():.9f}", organization="")


def _mark(client: Client, rng: random.Random) -> None:
    client.post("day/mark", person=rng.choice(people_of(client)), state=rng.choice(["arrived", "absent", "absent"]))


def _clear(client: Client, rng: random.Random) -> None:
    for person in client.session.read().inputs.people:
        client.post("day/mark", person=person.id, state="expected")


def _require(client: Client, rng: random.Random) -> None:
    lines = [
        "",
        "  - {kind: apart, people: [Person 00, Person 03]}\n",
        "  - {kind: together, people: [Person 01, Person 02], must: true}\n",
    ]
    (client.session.request.people.parent / "convening.yaml").write_text(ROOM + rng.choice(lines), encoding="utf-8")


def _stopped_search(client: Client, rng: random.Random) -> None:
    client.post("solving/start", what=rng.choice(["improve", "repair"]), seconds="5", seed="0")
    client.post("solving/stop")
    wait_for_end(client)


GESTURES = (
    lambda client, rng: move(client, rng.choice(people_of(client)), rng.choice(("", *TABLES))),
    lambda client, rng: client.post("seats/pick", person=rng.choice(people_of(client))),
    lambda client, rng: client.post("seats/undo"),
    lambda client, rng: client.post("seats/redo"),
    lambda client, rng: client.post("seats/keep"),
    lambda client, rng: client.post("seats/take", candidate="A"),
    lambda client, rng: client.post("seats/save"),
    lambda client, rng: solve(client, rng.choice(["improve", "repair", "new"]), sure="yes", seconds="1"),
    _walk_in,
    _mark,
    _clear,
    _require,
    _stopped_search,
)


@pytest.mark.room
@seeded(3, shrinks=False)
def test_no_screen_praises_what_is_not_so(tmp_path_factory, seed: int):
    client, rng = open_board(tmp_path_factory.mktemp("board")), random.Random(seed)
    check(client)
    for _ in range(40):
        rng.choice(GESTURES)(client, rng)
        check(client)


BOARD_TABLE = "  - {id: board, kind: steering, seats: 3, people: [Person 00], action_seat: yes}\n"
BOARD_MUST = "  - {kind: count, at: board, who: {sector: arts}, at_least: 4, must: true}\n"


def test_rules_of_governance_tables_are_not_among_those_that_are_followed(tmp_path):
    """Four people of the arts cannot be among three members; this is about no seat."""
    convening = ROOM.replace("requirements:", BOARD_TABLE + "requirements:") + BOARD_MUST
    client = open_board(tmp_path, convening)
    run = solve(client)
    client.post("seats/keep")
    shown = client.get("seats").text
    assert '<th scope="row">Musts about the seats</th>' in shown
    assert '<th scope="row">Rules</th>' not in shown
    told = client.post("day/repair").text
    assert "All musts about the seats are met, and everyone has a seat." in told
    words = client.session.settings.words
    assert "all musts about the seats are met" in describe_run(run, words, about_seats=True)
    move(client, people_of(client)[0], "")
    assert "all musts about the seats are met" in client.get("solving").text
    assert "all musts are met" not in client.get("solving").text


def test_only_steps_after_the_last_save_are_lost(tmp_path):
    client = open_board(tmp_path)
    solve(client)
    for person in people_of(client)[:3]:
        here = client.session.read().seating.seats[person]
        move(client, person, "")
        move(client, person, here)
        move(client, person, "north" if here != "north" else "south")
        move(client, person, here)
    client.post("seats/lock", lock=f"person:{people_of(client)[0]}", on="1")
    client.post("seats/save")
    assert client.session.read().seating.is_saved
    move(client, people_of(client)[5], "")
    assert "1 step on the board is not saved." in client.post("solving/start", what="new").text
    client.post("seats/undo")
    client.post("seats/undo")
    client.post("seats/undo")
    told = client.post("solving/start", what="new").text
    assert "The seating on the board is no longer the saved one." in told
    assert "not saved" not in told


def _ask_why(client: Client, person: str) -> str:
    here = client.session.read().seating.seats[person]
    client.post("seats/why", person=person, table=next(one for one in TABLES if one != here))
    question = client.session.question
    assert question.run.join(60)
    text = client.http.get(f"{client.base}seats/why/{question.number}", headers={"x-part": "1"}).text
    return text.partition('id="why"')[2]


def test_answers_tell_which_locks_they_keep(tmp_path):
    """The person who is asked about leaves a locked seat, and a pair may move together."""
    client = open_board(tmp_path)
    solve(client)
    seats = client.session.read().seating.seats
    one = people_of(client)[0]
    beside, apart = (next(p for p in seats if p != one and (seats[p] == seats[one]) is same) for same in (True, False))
    told = "In these answers, everyone else whose seat or table is locked stays there."
    client.post("seats/lock", lock=f"person:{one}", on="1")
    assert "locked" not in _ask_why(client, one)
    client.post("seats/lock", person=one, on="1", **{"with": beside})
    shown = _ask_why(client, one)
    assert "In these answers, locked pairs stay together." in shown
    assert told not in shown
    client.post("seats/lock", lock=f"person:{apart}", on="1")
    assert told in _ask_why(client, one)


def test_a_single_table_is_not_several(tmp_path):
    client = open_board(tmp_path, "tables:\n  - {id: north, seats: 24}\nrequirements: []\n")
    shown = client.get("rules").text
    assert "There is 1 table. It has 24 seats." in shown
    assert "Together they have 24 seats." in open_two(tmp_path).get("rules").text


def open_two(folder) -> Client:
    return open_board(folder, "tables:\n  - {id: north, seats: 12}\n  - {id: south, seats: 12}\nrequirements: []\n")


HELD = "h1,,open,,arts\nh2,,open,,labor\ns1,Sam Stone,,facilitator,\n"
SIX = "".join(f"p{n},Person {n},,,{('arts', 'labor')[n % 2]}\n" for n in range(6))
TWO_TABLES = (
    "tables:\n  - {id: north, seats: 4}\n  - {id: south, seats: 4}\nrequirements:\n  - {kind: balance, of: sector}\n"
)


def read(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_held_seats_that_get_a_name_are_not_counted_as_people_who_are_gone(tmp_path):
    rows = "".join(f"Person {n},,Org {n},{('arts', 'labor')[n % 2]}\n" for n in range(5))
    content = "name,status,organization,sector\n" + rows + ",open,Mill Trust,arts\na tenant,open,,labor\n"
    client = open_board(tmp_path, TWO_TABLES, content)
    opened = client.session.read()
    places = {one.id: ("north", "south")[n % 2] for n, one in enumerate(opened.inputs.room.people)}
    client.session.add_steps(opened, Step(Action.MOVE, "Seated", seats=places))
    named = content.replace(",open,Mill Trust", "Zoe Quill,,Mill Trust").replace("a tenant,open", "Yan Low,")
    Path(client.session.request.people).write_text(named)
    shown = read(client.get("seats").text)
    assert "No longer on the list: 2 held seats." in shown
    assert "who had seats" not in shown
    assert "everyone gets their seat back" not in shown
    assert "No longer on the list: 2 held seats." in read(client.get("people").text)
    Path(client.session.request.people).write_text(content)
    client.get("seats")
    Path(client.session.request.people).write_text(named.replace("Person 4,", "Kim Other,"))
    shown = read(client.get("seats").text)
    assert "No longer on the list: 1 person and 2 held seats. Their seats are kept." in shown


def seat_by_hand(folder: Path, content: str) -> Client:
    """Return a board on a list of which everyone has a seat."""
    client = open_board(folder, TWO_TABLES, content)
    opened = client.session.read()
    places = {one.id: ("north", "south")[n % 2] for n, one in enumerate(opened.inputs.room.people)}
    client.session.add_steps(opened, Step(Action.MOVE, "Seated", seats=places))
    return client


def find_seat(client: Client, label: str) -> str | None:
    opened = client.session.read()
    (person,) = (one.id for one in opened.inputs.people if one.label == label)
    return opened.seating.seats.get(person)


HEADS = "name,status,organization,sector\n"
FIVE = "".join(f"Person {n},,Org {n},{('arts', 'labor')[n % 2]}\n" for n in range(5))


def test_who_is_found_for_a_held_seat_gets_it(tmp_path):
    content = f"{HEADS}{FIVE},open,Mill Trust,arts\n,open,Oak Fund,arts\na tenant,open,,labor\n"
    client = seat_by_hand(tmp_path, content)
    mill, tenant = find_seat(client, "open seat (Mill Trust)"), find_seat(client, "a tenant")
    named = content.replace(",open,Mill Trust", "Zoe Quill,,Mill Trust").replace("a tenant,open", "Yan Low,")
    Path(client.session.request.people).write_text(named.replace(",open,Oak Fund,arts", "Kim Ames,,Elm Fund,arts"))
    assert find_seat(client, "Zoe Quill") is None
    page = client.get("people").text
    shown = read(page)
    assert "No longer on the list: 3 held seats." in shown
    assert f"open seat (Mill Trust) → to Zoe Quill ? The person found for this seat: keep it at {mill}." in shown
    assert f"a tenant → to Yan Low ? The person found for this seat: keep it at {tenant}." in shown
    assert "Kim Ames ?" not in shown, "from another organization"
    ticks = [html.unescape(one) for one in re.findall(r'name="same" value="([^"]*)"', page)]
    kept = read(client.post("people/merge", same=ticks).text)
    assert re.search(r"(Zoe Quill and Yan Low|Yan Low and Zoe Quill): seat kept", kept)
    assert (find_seat(client, "Zoe Quill"), find_seat(client, "Yan Low")) == (mill, tenant)


def test_of_two_who_might_be_found_for_a_held_seat_none_is_offered_unless_one_has_its_line(tmp_path):
    content = f"{HEADS}{FIVE},open,Mill Trust,arts\n"
    client = seat_by_hand(tmp_path, content)
    two = "Zoe Quill,,Mill Trust,arts\nYan Low,,Mill Trust,arts\n"
    Path(client.session.request.people).write_text(HEADS + two + FIVE)
    assert "The person found for this seat" not in client.get("people").text
    Path(client.session.request.people).write_text(HEADS + FIVE + two)
    assert "open seat (Mill Trust) → to Zoe Quill ?" in read(client.get("people").text)


def test_held_seats_of_the_list_before_the_last_are_told_apart_from_people_too(tmp_path):
    content = f"{HEADS}{FIVE},open,Mill Trust,arts\n"
    client = seat_by_hand(tmp_path, content)
    without = content.replace(",open,Mill Trust,arts\n", "")
    for changed in (without, without.replace("Person 4,", "Kim Other,"), without.replace("Person 4,,Org 4,arts\n", "")):
        Path(client.session.request.people).write_text(changed)
        shown = read(client.get("seats").text)
    assert "No longer on the list: 1 person and 1 held seat." in shown
    assert "Person 4 The seat at" in read(client.get("people").text)


def test_held_seats_and_staff_are_not_counted_as_people_of_the_seating(tmp_path):
    client = open_board(tmp_path, TWO_TABLES, "id,name,status,duty,sector\n" + SIX + HELD)
    listed = read(client.get("people").text)
    assert "The list can be read: 7 people." in listed
    assert "7 people are coming. 2 more seats are held" in listed
    assert "No seat yet 6 people, 1 staff member and 2 held seats" in read(client.get("seats").text)
    solve(client)
    room = read(client.get("seats?view=room").text)
    assert "People 6 (2 held seats)" in room
    assert "At a table 6 people and 2 held seats" in room
    client.get("seats?view=columns")
    client.post("seats/keep")
    shown = read(move(client, "h1", "").text)
    assert "No seat yet: 1 held seat." in shown
    assert "Find a table for 1 held seat." in shown
    assert "1 person" not in shown
    assert "broken without a seat: 1 held seat" in shown
    assert "Who would move no one 1 held seat" in shown
    printed = read(client.get("print").text)
    assert "No seat yet: 1 held seat." in printed
    assert "Some people have no seat yet" not in printed
    shown = read(move(client, "p0", "").text)
    assert "No seat yet: 1 person and 1 held seat." in shown


FULL = (
    "tables:\n  - {id: north, seats: 2}\n  - {id: south, seats: 2}\nrequirements:\n"
    "  - {kind: pin, people: [Person 1], tables: [north]}\n  - {kind: pin, people: [Person 2], tables: [south]}\n"
)


def seated(tmp_path: Path, convening: str, content: str, **seats: str) -> Client:
    """Open a board with these people at these tables."""
    client = open_board(tmp_path, convening, content)
    client.session.add_steps(client.session.read(), Step(Action.MOVE, "Seated", seats=seats))
    return client


def test_held_seats_that_would_move_are_not_counted_as_people(tmp_path):
    """In an answer to why not there, and in the name of its step."""
    content = "id,name,status\np0,Person 0,\np1,Person 1,\np2,Person 2,\nh1,a tenant,open\n"
    client = seated(tmp_path, FULL, content, p0="north", p1="north", p2="south", h1="south")
    client.post("seats/why", person="p0", table="south")
    assert client.session.question.run.join(60)
    number = client.session.question.number
    shown = read(client.get(f"seats/why/{number}", headers={"x-part": "1"}).text)
    assert "Would move too: 1 held seat." in shown
    assert "other person" not in shown
    client.post("seats/why/take", number=number, table="south")
    assert client.session.read().seating.done[-1].name == "Person 0 to south; also moved: 1 held seat"


def test_held_seats_that_follow_are_not_counted_as_people(tmp_path):
    content = "id,name,status\np0,Person 0,\np1,Person 1,\np2,Person 2,\nh1,a tenant,open\n"
    client = seated(tmp_path, FULL, content, p0="north", p1="north", p2="south", h1="south")
    shown = read(client.post("seats/follow", person="p0", table="south", alone="").text)
    assert "Also moved: 1 held seat" in shown
    assert "other person" not in shown
    client.post("seats/move", person="p0", **{"from": "north", "to": "south", "follow": "1", "chair": "", "alone": ""})
    assert client.session.read().seating.done[-1].name == "Person 0 to south; also moved: 1 held seat"


def test_held_seats_that_a_way_out_moves_are_not_counted_as_people(tmp_path):
    """People 1 and 2 are pinned apart and asked to sit together; in the trial, a held seat makes room."""
    clash = FULL + "  - {kind: together, people: [Person 1, Person 2]}\n"
    client = open_board(
        tmp_path, clash, "id,name,status\np1,Person 1,\np2,Person 2,\nh1,a tenant,open\nh2,a teacher,open\n"
    )
    solve(client)
    for number in range(len(client.session.solving.run.result.ways_out)):
        client.post("solving/try", way=str(number))
        wait_for_trial(client, number)
    shown = read(client.get("solving").text)
    assert "Would sit at a different table: " in shown
    assert "held seat" in shown.partition("Would sit at a different table: ")[2][:40]
