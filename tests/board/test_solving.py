"""The screen on which the program solves: started, watched, stopped, and the ways out when the musts conflict."""

from __future__ import annotations

import html
import re
import threading
from dataclasses import replace

import pytest

from seating.api.gains import compare_seatings
from seating.api.rounds import record_attended
from seating.api.solve import solve_request
from seating.board.screens.solving import SOON, USUAL
from seating.board.solve_run import Phase, SolveRun
from seating.engines.messages import Stage
from seating.ledger import Ledger
from seating.model import Value
from tests.waiting import PATIENCE, let_pass

from .conftest import Client, make_session

PEOPLE = "name,sector\n" + "".join(f"Person {n:02},{('labor', 'health', 'arts')[n % 3]}\n" for n in range(24))

ROOM = """
# the room has four tables
tables:
  - {id: north, seats: 5-7}
  - {id: south, seats: 5-7}
  - {id: east, seats: 5-7}
  - {id: west, seats: 5-7}
requirements:
  - {kind: balance, of: sector}
"""

CLASH = "  - {kind: count, id: labor, who: {sector: labor}, at_least: 3, must: true}\n"


def open_board(folder, convening: str = ROOM, people: str = PEOPLE) -> Client:
    (folder / "people.csv").write_text(people, encoding="utf-8")
    (folder / "convening.yaml").write_text(convening, encoding="utf-8")
    return Client(make_session(folder / "people.csv", folder / "out"))


def wait_for_end(client: Client):
    run = client.session.solving.run
    assert run.join(PATIENCE)
    return run


def wait_for_trial(client: Client, number: int):
    trial = client.session.solving.trials[number]
    assert trial.join(PATIENCE)
    return trial


def solve(client: Client, what: str = "new", **fields):
    answer = client.post("solving/start", what=what, **{"seconds": "", "seed": "0", **fields})
    assert answer.status_code == 200, answer.text
    return wait_for_end(client)


def test_everybody_is_seated_anew_and_the_round_is_saved(tmp_path) -> None:
    client = open_board(tmp_path)
    run = solve(client)
    assert (run.phase, run.error) == (Phase.DONE, "")
    saved = Ledger.open(tmp_path / "out").last
    assert {seat.id: seat.table for seat in saved.record.seats} == run.result.plan.seats
    page = client.get("solving").text
    assert "The search has ended. " not in page
    assert "All musts are met" in page or "All musts and wishes are met" in page
    told = re.search('role="status">([^<]*)', client.get("solving/run").text).group(1)  # for screen readers, once
    assert "The search has ended. " in told
    assert told.startswith("The search has begun. ") == (run.seconds < SOON)
    links = re.findall(r'href="([^"]*/output/[^"]*)"', page.partition("<main")[2])
    assert [link.rsplit("/", 1)[1] for link in links] == ["report.html", "index.html"]
    assert [client.http.get(link).status_code for link in links] == [200, 200]
    assert client.session.read().seating.seats == run.result.plan.seats
    assert client.session.read().seating.is_saved
    assert page.index('id="other-starts"') < page.index('id="start-improve"'), "no better seating exists"


def test_each_window_is_told_of_the_end_once_however_late_it_asks(tmp_path) -> None:
    client = open_board(tmp_path)
    run = solve(client)
    run._ended -= 60
    shown = client.post("solving/stop").text
    for part in (client.get("solving").text, shown):
        assert "The search has ended. " not in part
    late = client.get("solving/run?ended=0").text
    assert "The search has ended. " in late
    address = re.search('data-live="([^"]*)"', late).group(1)
    assert "The search has ended. " not in client.http.get(address).text


def test_a_seating_that_was_begun_gets_the_new_seats_as_a_step_that_can_be_undone(tmp_path) -> None:
    client = open_board(tmp_path)
    person = client.session.read().inputs.room.people[0].id
    client.post("seats/move", person=person, **{"from": "", "to": "west"})
    client.post("seats/lock", lock=f"person:{person}", on="1")
    asked = client.post("solving/start", what="new", seconds="9", seed="4")
    assert client.session.solving.run is None
    assert "2 steps on the board are not saved. 1 lock is ignored." in asked.text
    assert 'name="seconds" value="9"' in asked.text
    run = solve(client, sure="yes")
    seating = client.session.read().seating
    assert seating.seats == run.result.plan.seats
    assert (seating.is_saved, seating.newer_entry) == (True, None)
    assert seating.done[-1].name == "Seat everyone"
    client.post("seats/undo")
    assert client.session.read().seating.seats == {person: "west"}


@pytest.mark.room
def test_the_board_asks_before_it_seats_a_round_whose_attendance_is_recorded(tmp_path) -> None:
    client = open_board(tmp_path)
    solve(client)
    for person in client.session.read().inputs.room.people:
        client.post("day/mark", person=person.id, state="arrived")
    record_attended(tmp_path / "out")
    asked = client.post("solving/start", what="new", seconds="", seed="4")
    assert "Attendance for round 1 has already been recorded, so the round seems to be over." in asked.text
    assert len(Ledger.open(tmp_path / "out").entries) == 2, "the seating and who came to it"


@pytest.mark.room
def test_the_next_round_is_seated_once_the_open_one_is_saved_and_over(tmp_path) -> None:
    client = open_board(tmp_path, ROOM + "  - {kind: new_company, weight: 3}\n")
    assert "Seat the next round" not in client.get("solving").text.split("<section id")[1]
    solve(client)
    first = dict(client.session.read().seating.seats)
    absent = client.session.read().inputs.room.people[0]
    client.post("day/mark", person=absent.id, state="absent")
    asked = client.post("solving/start", what="next", seconds="", seed="0")
    assert "Round 1 is over." in asked.text
    client.post("seats/save")
    assert client.session.read().seating.is_saved
    again = client.post("solving/start", what="next", seconds="", seed="0")
    assert "Close this round and seat the next one" in again.text
    assert f"except those who are now marked as absent or not coming: {absent.name}." in asked.text
    assert "Close this round and seat the next one" in asked.text
    assert Ledger.open(tmp_path / "out").open_round == 1
    run = solve(client, "next", sure="yes")
    assert run.phase is Phase.DONE, run.error
    assert "Round 1 is over." in client.get("solving").text
    ledger, opened = Ledger.open(tmp_path / "out"), client.session.read()
    assert (ledger.open_round, opened.inputs.room.round_number) == (2, 2)
    assert ledger.rounds[1].seats == {person: table for person, table in first.items() if person != absent.id}
    assert opened.seating.seats == ledger.rounds[2].seats
    assert opened.inputs.past.history.rounds[-1].seats.keys() == first.keys() - {absent.id}
    assert (tmp_path / "out" / "round-2" / "report.html").is_file()


def test_one_mark_of_the_desk_makes_nobody_else_absent(tmp_path) -> None:
    client = open_board(tmp_path, ROOM)
    solve(client)
    came = client.session.read().inputs.room.people[0]
    client.post("day/mark", person=came.id, state="arrived")
    asked = client.post("solving/start", what="next", seconds="", seed="0")
    seated = len(client.session.read().seating.seats)
    assert f"The desk marked 1 of {seated} expected people as arrived. Did the others come?" in asked.text
    assert "Count the others as present, close this round and seat the next one" in asked.text
    assert Ledger.open(tmp_path / "out").rounds[1].attended is None
    run = solve(client, "next", sure="yes", others="present")
    assert run.phase is Phase.DONE, run.error
    assert Ledger.open(tmp_path / "out").rounds[1].attended.absent == frozenset()


def test_a_wedding_has_meals_and_no_rounds(tmp_path) -> None:
    (tmp_path / "guests.csv").write_text("name\n" + "".join(f"Guest {n}\n" for n in range(1, 13)), encoding="utf-8")
    wedding = Client(make_session(tmp_path / "guests.csv", tmp_path / "out"))
    solve(wedding)
    people = list(wedding.session.read().seating.seats)
    shown = [wedding.get("day").text, wedding.get("solving").text]
    wedding.post("day/mark", person=people[0], state="arrived")
    shown += [wedding.post("solving/start", part=False, what="next").text]
    for person in people[1:]:
        wedding.post("day/mark", person=person, state="arrived")
    shown += [wedding.post("solving/start", part=False, what="next").text, wedding.get("seats").text]
    assert "If there is another meal, seat it when this one is over." in shown[-1]
    assert "Once the meal is closed, the board can no longer change this seating." in shown[-2]
    for page in shown:
        read = re.sub(r"<[^>]*>", " ", page)
        assert not re.findall(r"\b[Rr]ounds?\b.{0,20}", read)


def test_the_next_round_waits_until_the_seating_on_the_board_is_saved(tmp_path) -> None:
    client = open_board(tmp_path)
    solve(client)
    seats = client.session.read().seating.seats
    person, table = next((p, t) for p in seats for t in ("north", "south", "east", "west") if t != seats[p])
    client.post("seats/move", person=person, **{"from": seats[person], "to": table})
    refused = client.post("solving/start", what="next", sure="yes", seconds="", seed="0")
    assert refused.status_code == 422
    assert "Save the seating first." in refused.text
    assert Ledger.open(tmp_path / "out").open_round == 1


def test_the_seating_on_the_board_is_improved_and_locks_stay(tmp_path) -> None:
    client = open_board(tmp_path)
    people = [person.id for person in client.session.read().inputs.room.people]
    for person in people[:6]:
        client.post("seats/move", person=person, **{"from": "", "to": "north"})
    client.post("seats/lock", lock="table:north", on="1")
    run = solve(client, "improve")
    assert run.phase is Phase.DONE, run.error
    seating = client.session.read().seating
    assert not seating.tray
    assert {seating.seats[person] for person in people[:6]} == {"north"}
    assert not Ledger.open(tmp_path / "out").entries  # nothing is saved until somebody saves it
    before = client.session.read().seating.seats
    solve(client, "improve")
    is_same = client.session.read().seating.seats == before
    assert ("No better seating was found. No one was moved." in client.get("solving").text) == is_same
    assert is_same
    told = client.get("seats").text.partition('id="unchanged">')[2].partition("</p>")[0]
    assert told.startswith("The search found no better seating. No one was moved.")
    assert told.endswith("Locks kept: 1 of 1.")
    assert (
        "Musts and wishes met: 1 of 1." in told or "All musts and wishes are met." in told
    )  # a lock is not counted as one
    client.post("seats/lock", lock="table:north", on="")
    assert "unchanged" not in client.get("seats").text


def shuffle_seats(client: Client) -> dict[str, str]:
    """Seat everyone, save, exchange people until much is worse, and return the seats."""
    solve(client)
    people = [person.id for person in client.session.read().inputs.room.people]
    for one, other in zip(people[:8:2], people[2:10:2], strict=True):
        seats = client.session.read().seating.seats
        client.post("seats/exchange", person=one, other=other, **{"from": seats[one], "other_from": seats[other]})
    return dict(client.session.read().seating.seats)


def test_a_better_seating_shows_who_moves_and_waits_for_an_answer(tmp_path) -> None:
    client = open_board(tmp_path)
    before = shuffle_seats(client)
    run = solve(client, "improve")
    assert run.phase is Phase.DONE, run.error
    opened = client.session.read()
    assert opened.seating.seats == before, "nothing is applied before somebody says so"
    found = run.result.plan.seats
    moved = [person for person, table in found.items() if before[person] != table]
    names = {person.id: person.name for person in opened.inputs.room.people}
    assert 0 < len(moved) <= 8, "no more people than were exchanged"
    page = client.get("solving").text
    shown = page.partition('id="proposal"')[2].partition("</section>")[0]
    movers = shown.partition('id="movers"')[2].partition("</details>")[0]
    assert f"{len(moved)} people move" in shown
    assert len(re.findall("<li>", movers)) == len(moved)
    assert all(names[person] in movers for person in moved)
    better = [line for line in compare_seatings(opened.judged, run.result) if line.units < 0]
    assert better
    assert shown.count(">better<") == len(better)
    saved = {seat.id: seat.table for seat in Ledger.open(tmp_path / "out").last.record.seats}
    reprinted = sorted(names[person] for person in found if found[person] != saved[person])
    cards = re.findall("<bdi>([^<]*)</bdi>", shown.partition('id="cards"')[2].partition("</p>")[0])
    assert sorted(cards) == reprinted
    assert client.post("solving/keep").status_code == 200
    assert 'id="proposal"' not in client.get("solving").text
    assert client.post("solving/apply").status_code == 422
    solve(client, "improve")
    assert client.post("solving/apply").status_code == 200
    opened = client.session.read()
    assert opened.seating.seats == client.session.solving.run.result.plan.seats
    assert "All musts and wishes are met" in client.get("solving").text
    client.post("seats/undo")
    assert client.session.read().seating.seats == before


@pytest.mark.room
def test_a_better_seating_is_not_applied_to_one_that_was_changed_since(tmp_path) -> None:
    client = open_board(tmp_path)
    before = shuffle_seats(client)
    solve(client, "improve")
    person = next(iter(before))
    client.post("seats/lock", lock=f"person:{person}", on="1")
    assert 'id="proposal"' not in client.get("solving").text
    assert client.post("solving/apply").status_code == 422


@pytest.mark.parametrize("must", ["true", "false"])
def test_a_search_that_finds_nothing_better_judges_a_planned_round_as_its_plan(tmp_path, must: str) -> None:
    """All pairs meet by round 3, so in round 1 no rule is broken, and no rules conflict."""
    room = (
        "tables: [{id: north, seats: 2}, {id: south, seats: 2}]\nrequirements:\n"
        f"  - {{kind: meet, pairs: [[Ana, Ben], [Ana, Cam], [Ana, Dee]], must: {must}}}\n"
    )
    client = open_board(tmp_path, room, "name\nAna\nBen\nCam\nDee\n")
    planned = solve_request(replace(client.session.request, rounds=3, packet=False)).planned
    assert not client.session.read().judged.review.unmet
    run = solve(client, "improve")
    assert run.phase is Phase.DONE, run.error
    assert (run.result.review.unmet, run.result.penalty, run.result.conflicts) == (0, 0, ())
    assert run.result.planned == planned
    assert "No better seating was found." in client.get("solving").text


def test_with_people_without_a_seat_the_main_button_moves_the_fewest_others(tmp_path) -> None:
    client = open_board(tmp_path)
    main = re.compile(r'value="(\w+)" class="main"')
    page = client.get("solving").text
    assert main.findall(page) == ["new"]
    assert "Press “Seat everyone”." in page
    person = client.session.read().inputs.room.people[0].id
    client.post("seats/move", person=person, **{"from": "", "to": "west"})
    page = client.get("solving").text
    assert main.findall(page) == ["repair"]
    assert "A seating is on the board. Improve it, or reseat everyone; reseating ignores the locks." in page
    client.post("solving/start", what="improve", seconds="100", seed="1")
    page = client.post("solving/stop").text
    wait_for_end(client)
    assert "and saved" not in page


def test_a_repair_is_a_step_with_few_moves(tmp_path) -> None:
    client = open_board(tmp_path, ROOM + "  - {kind: apart, people: [Person 00, Person 01], must: true}\n")
    solve(client)
    opened = client.session.read()
    ids = {person.name: person.id for person in opened.inputs.room.people}
    seats = opened.seating.seats
    one, other = ids["Person 00"], ids["Person 01"]
    client.post("seats/move", person=one, **{"from": seats[one], "to": seats[other]})
    assert client.session.read().judged.review.unmet
    assert 'id="repair"' in client.get("seats").text
    run = solve(client, "repair")
    assert run.phase is Phase.DONE, run.error
    assert run.plan == run.result.plan, "the room follows the repair"
    assert run.latest.unmet == 0
    assert not client.session.read().judged.review.unmet
    assert 'id="repair"' not in client.get("seats").text
    assert len(client.session.read().seating.done[-1].seats) == len(run.result.moves) == 1
    assert "1 person moves." in client.get("solving/run").text


def test_a_result_for_a_seating_that_was_changed_meanwhile_is_kept_beside_it(tmp_path, monkeypatch) -> None:
    client = open_board(tmp_path)
    from seating.board.screens import solving

    person = client.session.read().inputs.room.people[0].id

    def improve_slowly(inputs, seats, locks, request):
        client.post("seats/move", person=person, **{"from": "", "to": "west"})
        return improve(inputs, seats, locks, request)

    improve = solving.improve
    monkeypatch.setattr(solving, "improve", improve_slowly)
    run = solve(client, "improve")
    assert run.phase is Phase.DONE, run.error
    seating = client.session.read().seating
    assert seating.seats == {person: "west"}
    assert seating.candidates == {"Improve the seating": run.result.plan.seats}


def test_a_run_is_seen_by_every_window_and_stopped_by_any(tmp_path) -> None:
    client = open_board(tmp_path)
    other = Client(client.session)
    client.post("solving/start", what="new", seconds="100", seed="1")
    hard = client.session.solving.run
    part = other.get("solving/run").text
    assert "data-poll=" in part
    assert other.post("solving/start", what="new", seconds="", seed="0").status_code == 422
    other.post("solving/stop")
    assert hard.join(PATIENCE)
    assert hard.phase is Phase.DONE
    part = client.get("solving/run").text
    assert "data-poll=" not in part
    assert ("Interrupted. This is the best seating found so far." in part) == (hard.result.ending == "interrupted")
    assert Ledger.open(tmp_path / "out").last is not None
    assert client.post("solving/stop").status_code == 200


@pytest.mark.room
@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.5, 0.9, 1.4])
def test_whenever_it_is_stopped_a_whole_round_is_saved(seconds: float, tmp_path) -> None:
    client = open_board(tmp_path)
    client.post("solving/start", what="new", seconds="100", seed="1")
    run = client.session.solving.run
    let_pass(seconds)
    client.post("solving/stop")
    assert run.join(PATIENCE)
    assert run.phase is Phase.DONE
    ledger = Ledger.open(tmp_path / "out")
    assert not ledger.is_unfinished(ledger.last)
    assert client.session.read().seating.seats == run.result.plan.seats


def test_a_repair_that_is_stopped_at_once_changes_nothing(tmp_path, monkeypatch) -> None:
    client = open_board(tmp_path)
    from seating.board.screens import solving

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(solving, "repair_with_locks", stopped)
    assert solve(client, "repair").phase is Phase.NOTHING
    assert "Nothing has changed" in client.get("solving/run").text
    assert not client.session.read().seating.is_begun


@pytest.mark.room
def test_what_is_stopped_before_it_has_a_seating_keeps_none(tmp_path, monkeypatch) -> None:
    client = open_board(tmp_path)
    is_stopped = threading.Event()

    def wait_for_stop(inputs, seats, locks, request):
        while True:
            try:
                request.stop_signal.check()
            except KeyboardInterrupt:
                is_stopped.wait(PATIENCE)
                raise
            let_pass(0.01)

    from seating.board.screens import solving

    monkeypatch.setattr(solving, "repair_with_locks", wait_for_stop)
    client.post("solving/start", what="repair", seconds="100", seed="1")
    page = client.post("solving/stop").text
    assert "The search is being stopped</h2>" in page
    assert "best seating so far" not in page
    is_stopped.set()
    wait_for_end(client)
    assert "Stopped before any seating was found" in client.get("solving").text


def test_a_longer_search_is_one_press_away_and_goes_on_from_the_seating(tmp_path, monkeypatch) -> None:
    client, asked = open_board(tmp_path), []
    run = solve(client)
    run.result = replace(run.result, longer_limit=1_200)
    form = client.get("solving").text.partition('id="longer"')[2].partition("</form>")[0]
    assert "for up to 1,200 seconds" in form

    def search(inputs, seats, locks, request):
        asked.append(request.time_limit)
        raise KeyboardInterrupt

    monkeypatch.setattr("seating.board.screens.solving.improve", search)
    client.post("solving/start", **dict(re.findall(r'name="(\w+)" value="(\w*)"', form)))
    wait_for_end(client)
    assert asked == [1_200]


@pytest.mark.parametrize(("fields", "limit"), [({}, USUAL), ({"seconds": ""}, None), ({"seconds": "7"}, 7)])
def test_a_search_ends_after_a_minute_unless_another_limit_is_chosen(fields, limit, tmp_path, monkeypatch) -> None:
    client, asked = open_board(tmp_path), []

    def search(request):
        asked.append(request.time_limit)
        raise KeyboardInterrupt

    monkeypatch.setattr("seating.board.screens.solving.solve_request", search)
    shown = client.get("solving").text
    assert f'name="seconds" inputmode="decimal" autocomplete="off" value="{USUAL}"' in shown
    assert 'value="improve"' not in shown, "nobody has a seat that could be improved"
    client.post("solving/start", what="new", **fields)
    wait_for_end(client)
    assert asked == [limit]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"what": "new", "seconds": "soon", "seed": "0"}, "soon"),
        ({"what": "new", "seconds": "-1", "seed": "0"}, "not a time limit"),
        ({"what": "new", "seconds": "nan", "seed": "0"}, "not a time limit"),
        ({"what": "new", "seconds": "", "seed": "1.5"}, "not a variant"),
        ({"what": "dance", "seconds": "", "seed": "0"}, "Choose what to do"),
    ],
)
def test_bad_options_are_refused_with_a_remedy(fields, says: str, tmp_path) -> None:
    answer = open_board(tmp_path).post("solving/start", **fields)
    assert answer.status_code == 422
    assert says in answer.text


def test_an_error_is_shown_and_the_next_run_works(tmp_path) -> None:
    client = open_board(tmp_path)
    client.session.read()
    (tmp_path / "convening.yaml").write_text(ROOM.replace("balance", "balanse"), encoding="utf-8")
    client.session._fingerprint = client.session._take_fingerprint()  # the change is noticed by the run itself
    run = solve(client)
    assert run.phase is Phase.FAILED
    assert "balanse" in client.session.solving.run.error
    (tmp_path / "convening.yaml").write_text(ROOM, encoding="utf-8")
    assert solve(client).phase is Phase.DONE


@pytest.mark.room
def test_a_way_out_is_tried_on_a_copy_and_then_taken(tmp_path) -> None:
    client = open_board(tmp_path, ROOM + CLASH)
    run = solve(client)
    assert run.result.conflicts
    before = (tmp_path / "convening.yaml").read_text(encoding="utf-8")
    page = client.get("solving").text
    assert page.count("solving/try") == len(run.result.ways_out)
    assert "solving/take" not in page
    number = next(n for n, way in enumerate(run.result.ways_out) if way.kind == "drop")
    assert client.post("solving/take", way=str(number)).status_code == 422  # not tried yet
    client.post("solving/try", way=str(number))
    trial = wait_for_trial(client, number)
    assert (trial.phase, trial.result.unmet) == (Phase.DONE, 0)
    assert (tmp_path / "convening.yaml").read_text(encoding="utf-8") == before
    part = client.get("solving/run").text
    assert "With this change, all musts are met." in part
    assert "solving/take" in part
    assert client.post("solving/take", way=str(number)).status_code == 200
    after = (tmp_path / "convening.yaml").read_text(encoding="utf-8")
    assert "labor" not in after
    assert "# the room has four tables" in after
    assert client.post("solving/undo").status_code == 200
    assert (tmp_path / "convening.yaml").read_text(encoding="utf-8") == before
    assert client.post("solving/undo").status_code == 422
    solve(client)
    client.post("solving/try", way=str(number))
    wait_for_trial(client, number)
    client.post("solving/take", way=str(number))
    assert "Undo this change" in client.get("solving").text
    assert solve(client).result.review.unmet == 0


def test_invited_people_can_be_tried_but_not_taken(tmp_path) -> None:
    client = open_board(tmp_path, ROOM + CLASH)
    run = solve(client)
    ways = [n for n, way in enumerate(run.result.ways_out) if way.kind == "recruit"]
    client.post("solving/try", way=str(ways[0]))
    assert wait_for_trial(client, ways[0]).result.unmet == 0
    part = client.get("solving/run").text
    assert "This way out requires a change to the list" in part
    assert client.post("solving/take", way=str(ways[0])).status_code == 422


@pytest.mark.parametrize("way", ["", "-1", "99", "x"])
def test_a_way_out_that_is_not_there_is_refused(way: str, tmp_path) -> None:
    client = open_board(tmp_path)
    assert client.post("solving/try", way=way).status_code == 422


def test_the_screen_speaks_spanish(tmp_path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(ROOM + CLASH, encoding="utf-8")
    client = Client(make_session(tmp_path / "people.csv", tmp_path / "out", language="es"))
    solve(client)
    page = client.get("solving").text
    assert "La búsqueda ha terminado" in page
    assert "Probarla en una copia" in page


def test_choosing_another_list_stops_the_run_and_leaves_it_out_of_the_new_board(tmp_path) -> None:
    client = open_board(tmp_path)
    client.post("solving/start", what="new", seconds="100", seed="1")
    run = client.session.solving.run
    client.post("files/choose", list=("people.csv", PEOPLE.encode(), "text/csv"))
    assert run.join(PATIENCE)
    assert client.session.solving.run is None


def test_what_is_known_never_gets_worse(tmp_path) -> None:
    """Several engines report, each what it knows itself."""
    client = open_board(tmp_path)
    run = SolveRun(lambda request: None, client.session.request, lambda: None)
    known = []
    for unmet, penalty, bound in [(2, 9, None), (0, 30, 4), (0, 20, 10), (0, 25, 6), (0, 12, 12), (0, 8, 3)]:
        run.progress(Value(unmet, penalty), bound, 0.0)
        known.append((run.latest.unmet, run.latest.penalty, run.latest.bound))
    assert known == [(2, 9, None), (0, 30, 4), (0, 20, 10), (0, 20, 10), (0, 12, 12), (0, 8, 3)]
    assert not run.is_proven


@pytest.mark.parametrize(
    ("stage", "told", "button"),
    [
        (Stage.CHECKING, "Now: Checking and explaining the seating …", '<button id="stop">Stop and keep the best'),
        (Stage.PAGES, "Now: Writing pages …", '<button id="stop" disabled>'),
    ],
)
def test_the_screen_says_what_a_run_does_after_the_search(stage, told: str, button: str, tmp_path, monkeypatch) -> None:
    client = open_board(tmp_path)
    pages: list[str] = []
    note = SolveRun.stage

    def look(run: SolveRun, now: Stage) -> None:
        note(run, now)
        if now is stage:
            pages.append(client.get("solving/run").text)

    monkeypatch.setattr(SolveRun, "stage", look)
    run = solve(client)
    assert run.phase is Phase.DONE, run.error
    assert told in pages[0]
    assert button in pages[0]
    assert "The search is running" not in pages[0]
    assert "Now: " not in client.get("solving/run").text


@pytest.mark.parametrize(("seconds", "is_told"), [(0.1, False), (4.9, True), (7.0, False)])
def test_progress_is_told_every_five_seconds_and_never_over_the_start(seconds, is_told, tmp_path, monkeypatch) -> None:
    client, end = open_board(tmp_path), threading.Event()
    run = SolveRun(lambda request: end.wait(PATIENCE), client.session.request, lambda: None)
    monkeypatch.setattr(SolveRun, "seconds", seconds)
    client.session.solving.begin(run, "new")
    status = re.search('role="status">([^<]*)', client.get("solving/run").text)
    end.set()
    assert bool(status.group(1)) == is_told


def test_what_a_way_out_falls_short_of_tells_namesakes_apart(tmp_path) -> None:
    client = open_board(
        tmp_path,
        "tables: [{id: north, seats: 3}]\nrequirements: [{kind: apart, people: [a, c], must: true}]\n",
        "id,name,organization\na,Ana Roe,Slate\nb,Ana Roe,Tern\nc,Ben Fox,Slate\n",
    )
    number = next(n for n, way in enumerate(solve(client).result.ways_out) if way.kind == "soften")
    client.post("solving/try", way=str(number))
    wait_for_trial(client, number)
    assert "Ana Roe (Slate) and Ben Fox share this table" in client.get("solving/run").text


@pytest.mark.room
def test_a_must_that_cannot_be_met_is_made_a_should_and_this_can_be_undone(tmp_path) -> None:
    """Four tables ask for three of eight people; as a wish, this falls short by four."""
    client = open_board(tmp_path, ROOM + CLASH)
    run = solve(client)
    before = (tmp_path / "convening.yaml").read_text(encoding="utf-8")
    ways = run.result.ways_out
    number = next(n for n, way in enumerate(ways) if way.kind == "soften")
    assert ways[number].confirmed
    assert ways[number].sentence.startswith("Make labor a wish: ")
    assert re.search(r"falls short by [4-9]\.$", ways[number].sentence)
    assert "Make labor a wish: " in client.get("solving").text
    client.post("solving/try", way=str(number))
    trial = wait_for_trial(client, number)
    assert trial.result.unmet == 0
    assert "With this change, all musts are met. " in client.get("solving/run").text
    client.post("solving/take", way=str(number))
    after = (tmp_path / "convening.yaml").read_text(encoding="utf-8")
    assert after == before.replace("must: true", "must: false")
    assert not client.session.read().judged.by_requirement["labor"].is_must
    assert "Undo this change" in client.get("solving").text
    client.post("solving/undo")
    assert (tmp_path / "convening.yaml").read_text(encoding="utf-8") == before


def test_after_a_search_the_filled_button_leads_to_the_next_step(tmp_path) -> None:
    """A keyboard would otherwise pass all controls of the screen before the next step at its top."""
    client = open_board(tmp_path)
    solve(client)
    results = client.get("solving").text.partition('id="results"')[2].partition("</p>")[0]
    first = re.search(r"<a ([^>]*)>([^<]*)</a>", results)
    assert f'class="button main" id="to-next" href="{client.base}print"' == first[1]
    assert first[2] == "Continue to Print"


def test_what_is_not_kept_is_named_below_how_many_are_kept(tmp_path) -> None:
    wishes = "  - {kind: count, id: three, who: {sector: labor}, at_least: 3}\n"
    for kind in ("together", "apart"):
        wishes += f"  - {{kind: {kind}, people: [Person 01, Person 02], must: false}}\n"
    client = open_board(tmp_path, ROOM + wishes)
    run = solve(client)
    page = client.get("solving").text
    kept, asked = map(int, re.search(r"Musts and wishes met: (\d+) of (\d+)\.", page).groups())
    named = page.partition('id="unmet-title"')[2].partition('id="results"')[0]
    unmet = [one for one in run.result.judged if one.applies and not one.met]
    assert asked - kept == len(unmet) == named.count('<li class="tone-') > 0
    assert all(one.sentence in html.unescape(named) for one in unmet)
