"""The door list: everybody is found under the word that they say first, and nobody under a word that is no name."""

from __future__ import annotations

from dataclasses import replace

import pytest

import seating
from seating.convening import Convening
from seating.present.settings import Settings
from seating.profiles import People, Person
from seating.profiles import Status as Invitation
from seating.profiles.person import Party
from seating.report.open_tables import list_closed
from seating.report.packet import find_table, table_sheets, wall_chart
from seating.report.packet.door_list import fill
from seating.report.pages import render_packet, render_report
from seating.requirements.base.kind import WordedRequirement
from seating.requirements.count import CountRequirement
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.tables import Table

from ..made_up import result_of, small


def door_list(*names: str, **columns):
    people = tuple(Person(id=f"p{n}", name=name, **columns) for n, name in enumerate(names))
    convening = Convening(title="A room", tables=(Table(id="one"),))
    return fill(result_of(People(people), convening, {person.id: "one" for person in people}), Settings()).room


def names_of(found):
    return [person.name for _, person in found]


def names_on(made):
    return [name for found in made.letters.values() for name in names_of(found)]


def indexes(*names: str):
    found = door_list(*names)
    return [entry.name for entry in found.by_last_name], [entry.name for entry in found.by_first_name]


@pytest.mark.parametrize(
    ("name", "last", "first"),
    [
        ("Boris Vance", ["Vance, Boris"], []),
        ("Vance, Boris", [], ["Boris Vance"]),
        ("  Ana  María   Ruiz ", ["Ruiz, Ana María"], []),
        ("Martin Luther King Jr.", ["King Jr., Martin Luther"], []),
        ("Martin Luther King, Jr.", [], []),
        ("Vance,", [], []),
        ("Mei", [], []),
        ("山田 花子", [], []),
        ("نور الهدى السعيد", ["السعيد, نور الهدى"], []),
        ("Jr Smith", ["Smith, Jr"], []),
        ("Market Superintendent", [], []),
        ("Hon. Mayor", [], []),
        ("The Park Warden", [], []),
        ("Park Warden Sylvie Mondon", ["Mondon, Park Warden Sylvie"], []),
        ("Boris Mayor", ["Mayor, Boris"], []),
    ],
)
def test_a_name_is_in_the_index_under_its_other_form(name, last, first):
    assert indexes(name) == (last, first)


def test_names_that_the_program_made_are_turned_around_nowhere():
    """Nobody looks for "guest, Ana Soto's"; the row that they came with is there."""
    made = [Party(id="p0", name="Ana Soto", number=number, size=2) for number in (1, 2)]
    assert door_list("Ana Soto's guest", party=made[1]).by_last_name == ()
    assert [one.name for one in door_list("Ana Soto", party=made[0]).by_last_name] == ["Soto, Ana"]


def test_a_companion_without_a_name_is_worded_in_the_language_of_the_page_beside_the_person_of_the_row():
    named = {"a": "Ana Soto", "a+2": "Ana Soto's guest 1", "a+3": "Ana Soto's guest 2", "z": "Bea Ruiz"}
    people = People(tuple(Person(id=one, name=name) for one, name in named.items()))
    convening = Convening(title="A room", tables=(Table(id="one"),))
    result = result_of(people, convening, dict.fromkeys(named, "one"))
    told = {one: Settings(language=one, pages=("all",)) for one in ("en", "es")}
    english, spanish = (names_on(fill(result, settings).room) for settings in told.values())
    assert english == ["Ana Soto", "Ana Soto's guest 1", "Ana Soto's guest 2", "Bea Ruiz"]
    assert spanish == ["Ana Soto", "acompañante 1 de Ana Soto", "acompañante 2 de Ana Soto", "Bea Ruiz"]
    assert list(fill(result, told["es"]).room.letters) == ["A", "B"]
    pages = render_packet(result, told["es"])
    assert [name for name, page in pages.items() if "guest" in page] == []
    assert "acompañante 1 de Ana Soto" in pages["table-sheets.html"]
    assert "guest" not in render_report(result, told["es"])


def test_each_index_is_sorted_by_the_form_it_prints():
    last, first = indexes("Ana Zed", "Zoe Abel", "Young, Bea", "Allen, Cid", "Émile Ábel")
    assert last == ["Ábel, Émile", "Abel, Zoe", "Zed, Ana"]
    assert first == ["Bea Young", "Cid Allen"]


def test_a_seat_that_is_held_is_in_no_index():
    """Nobody says "open seat" at the door."""
    held = door_list("", organization="Local 71", status=Invitation.OPEN)
    assert names_on(held) == ["open seat (Local 71)"]
    known, unknown = (
        Person(id=one, organization=organization, status=Invitation.OPEN)
        for one, organization in (("p0", "Local 71"), ("p2", ""))
    )
    people = People((known, Person(id="p1", name="Mei"), unknown))
    result = result_of(people, Convening(title="A room", tables=(Table(id="one"),)), dict.fromkeys(people.by_id, "one"))
    assert [line.name for line in find_table.fill(for_reader(result, Audience.EVERYONE), Settings())] == ["Mei"]
    (sheet,) = wall_chart.fill(for_reader(result, Audience.EVERYONE), Settings()).names
    assert [person.alone for _, person in sheet] == ["Mei"]
    assert (held.by_last_name, held.by_first_name) == ((), ())


def test_the_list_goes_by_the_name_as_written_under_plain_letters():
    letters = door_list("Ébo", "eve", "7 Up", "?").letters
    assert {letter: names_of(found) for letter, found in letters.items()} == {"E": ["Ébo", "eve"], "#": ["7 Up", "?"]}


def test_titles_and_offices_before_a_name_do_not_count_for_its_letter():
    letters = door_list("Dr. Amara Bell", "Insp. Bo Day", "Mayor Cy Fox", "Dean Martin", "Canon Amara Abel").letters
    assert [(letter, names_of(found)) for letter, found in letters.items()] == [
        ("A", ["Canon Amara Abel", "Dr. Amara Bell"]),
        ("B", ["Insp. Bo Day"]),
        ("C", ["Mayor Cy Fox"]),
        ("D", ["Dean Martin"]),
    ]


def test_a_table_that_has_only_a_number_is_named_by_it_once():
    person = Person(id="p", name="Ana Soto")
    convening = Convening(tables=(Table(id="t01", name="Table 1"), Table(id="t02", name="Choir")))
    shown = render_packet(result_of(People((person,)), convening, {"p": "t01"}), Settings())["door-list.html"]
    assert '<td class="where"><b>1</b> </td>' in shown
    assert "<li><b>2</b> <bdi>Choir</bdi>" in shown


def test_full_tables_are_not_offered_to_walk_ins():
    result = small()
    full = tuple(replace_seats(table) for table in result.room.tables)
    assert [place.number for place in fill(result, Settings()).room.with_room] == [1, 3]
    room = replace(result.room, tables=full)
    assert fill(replace(result, room=room), Settings()).room.with_room == ()


def test_walk_ins_are_not_offered_a_table_that_a_must_closes():
    """A board of decision-makers has a free seat, but not for a person about whom nothing is known."""
    deciders = {"not": {"representative_type": "decision-maker"}}
    asked = {"kind": "count", "at": "board", "who": deciders, "at_most": 0, "must": True}
    rows = [{"id": f"p{n}", "name": f"Person {n}", "representative_type": "decision-maker"} for n in range(6)]
    tables = [{"id": t, "name": t.title(), "seats": "2-6"} for t in ("board", "open")]
    result = seating.solve(rows, {"tables": tables, "requirements": [asked]})
    pages = render_packet(result, Settings())
    assert [place.table.id for place in fill(result, Settings()).room.with_room] == ["open"]
    assert "might be kept for certain people" in pages["door-list.html"]
    assert pages["convener-only/change-kit.html"].count("not everyone may sit here") == 1
    assert "might be kept for certain people" not in render_packet(small(), Settings())["door-list.html"]


def test_no_free_seat_is_kept_for_anyone_where_every_table_is_full():
    """Of a saved round, only the wording of the musts is known, and not who they keep from a seat."""
    rows = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(4)]
    asked = {"kind": "pin", "people": ["p0"], "tables": ["board"], "must": True}
    tables = [{"id": t, "name": t.title(), "seats": 2} for t in ("board", "open")]
    result = seating.solve(rows, {"tables": tables, "requirements": [asked]})
    worded = tuple(WordedRequirement(id=one.id, must=True, words="x") for one in result.requirements)
    saved = replace(result, requirements=worded)
    assert list_closed(saved) == frozenset()
    found = fill(saved, Settings()).room
    assert (found.with_room, found.has_closed) == ((), False)


def test_walk_ins_are_not_offered_a_table_where_only_its_members_sit():
    """A working group has no limit, so that its members can bring others later, but an unknown person has no seat."""
    rows = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(8)]
    group = {"id": "group", "name": "Group", "kind": "governance", "action_seat": False, "people": ["p0", "p1"]}
    result = seating.solve(rows, {"tables": [group, {"id": "open", "name": "Open", "seats": "2-8"}]})
    pages = render_packet(result, Settings())
    assert [place.table.id for place in fill(result, Settings()).room.with_room] == ["open"]
    assert pages["convener-only/change-kit.html"].count("for its members only") == 1
    assert "no limit" not in "".join(pages.values())
    assert [len(sheet.empty_lines) for sheet in table_sheets.fill(result, Settings())] == [0, 2]


def test_the_room_is_judged_once_for_all_tables_and_pages(monkeypatch):
    asked = {"kind": "count", "who": {"sector": "labor"}, "at_most": 9, "must": True}
    rows = [{"id": f"p{n}", "name": f"Person {n}", "sector": "labor"} for n in range(12)]
    tables = [{"id": t, "seats": "2-6"} for t in ("east", "north", "south")]
    result = seating.solve(rows, {"tables": tables, "requirements": [asked]})
    judged = []
    judge = CountRequirement.judge
    monkeypatch.setattr(
        CountRequirement, "judge", lambda must, room, plan: judged.append(len(room.people)) or judge(must, room, plan)
    )
    assert [list_closed(for_reader(result, Audience.EVERYONE)) for _ in range(2)] == [frozenset()] * 2
    assert judged == [12]


def replace_seats(table):
    return table.model_copy(update={"seats": table.seats.model_copy(update={"maximum": 4})})


def test_the_list_is_by_first_name_if_all_names_begin_with_it():
    assert door_list("Boris Vance", "Ana Ruiz").begins_with_first_names
    assert not door_list("Boris Vance", "Ruiz, Ana").begins_with_first_names
    assert not door_list("Boris Vance", "山田 花子").begins_with_first_names
