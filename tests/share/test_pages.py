"""The shared pages: what each link opens, what participants send, and what ushers mark."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("segno")

from seating.api.charts import ChartsRequest, read_summary
from seating.board.shared_pages import Sharing
from seating.report.missing import Origin, list_missing
from seating.report.pages import render_page
from seating.share.facts import Purpose
from tests.board.conftest import make_session, seat_everyone

from .conftest import Event


def charts(event: Event):
    request = ChartsRequest((event.session.out / "charts",), str(event.session.request.people), out=event.session.out)
    return read_summary(request).agreement.charts.charts


def test_guests_find_their_table_and_the_screen_follows(event):
    person = next(iter(event.session.read().inputs.room.persons))
    chair, room = event.device(Purpose.CHAIR), event.device(Purpose.ROOM)
    assert person.name in chair.get().text
    before = room.get().text
    assert "follow.js" in before
    tables = event.session.read().inputs.room.tables
    event.seat({person.id: tables[1].id})
    assert room.get().text != before, "the screen shows the seating as it is now"


def test_a_page_that_is_left_out_does_not_deny_the_seats(tmp_path):
    """No one on this list is to be listed."""
    people = "id,name,listed\nana,Ana,no\nben,Ben,no\ncam,Cam,no\ndee,Dee,no\n"
    (tmp_path / "list.csv").write_text(people, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text("tables:\n  - {id: one, seats: 4}\nrequirements: []\n", encoding="utf-8")
    session = make_session(tmp_path / "list.csv", tmp_path / "out")
    seat_everyone(session)
    event = Event(session)
    shown = event.device(Purpose.CHAIR).get().text
    assert "There is nothing to see yet" in shown
    assert "No one has a table yet" not in shown
    event.sharing.stop()


def test_an_answer_becomes_a_chart_and_a_number_on_the_screen(event):
    phone, screen = event.device(Purpose.ASK), event.device(Purpose.HEAT)
    assert "0 answers" in screen.get().text
    tables = re.findall(r'<option value="([a-z-]+)"', phone.get().text)
    done = phone.send(
        own=tables[0], brings="ten years", name="Zoë", **{"others-0-who": "a welder", "others-0-kind": "labor"}
    )
    assert "Thank you" in done.text
    (chart,) = charts(event)
    assert (chart.by, chart.own_table, chart.brings) == ("Zoë", tables[0], "ten years")
    assert [(one.text, one.cell.sector) for one in chart.namings] == [("a welder", "labor")]
    shown = screen.get().text
    assert "1 answer" in shown
    assert "welder" not in shown, "no text that someone wrote"
    again = phone.get().text
    assert 'value="a welder"' in again, "the device sees its own answer"
    assert 'value="a welder"' not in event.device(Purpose.ASK).get().text, "another device does not"


def test_the_screen_counts_words_and_tables_and_no_cells(event):
    """From three answers on, and what a single answer names is not shown."""
    screen = event.device(Purpose.HEAT)
    for number, kind in enumerate(("labor", "business", "business", "")):
        shown = screen.get().text
        assert "The counts appear once there are 3 answers." in shown or number >= 3
        device = event.device(Purpose.ASK, f"10.0.1.{number}")
        own = re.findall(r'<option value="([a-z-]+)"', device.get().text)[0]
        assert "Thank you" in device.send(own=own, **{"others-0-who": "someone", "others-0-kind": kind}).text
    wall = event.sharing.draw("en")
    assert [(one.label.lower(), one.answers) for one in wall.sectors] == [("business", 2)]
    assert [one.answers for one in wall.tables] == [4]
    shown = screen.get().text
    assert "<td" not in shown
    counts, _, missing = shown.partition("Who is missing")
    assert "labor" not in counts.lower()
    everyone = list_missing(event.session.read().judged.for_everyone)
    is_cut = len(wall.missing) < len(everyone)
    assert wall.cut == (f"Who is missing: {len(wall.missing)} of {len(everyone)}." if is_cut else "")
    assert wall.missing
    assert {*wall.missing} <= {str(one.label) for one in everyone if one.origin is Origin.VOICE}
    assert all(name in missing for name in wall.missing)


def test_no_one_chooses_a_table_where_only_members_meet(event):
    form = event.device(Purpose.ASK).get().text
    tables = event.session.read().inputs.convening.tables
    own = form.partition('id="own"')[2].partition("</select>")[0]
    assert {one.id for one in tables if f'value="{one.id}"' in own} == {one.id for one in tables if one.seats_people}


def test_what_is_wrong_is_told_at_the_field_in_the_language_of_the_page(event):
    phone = event.device(Purpose.ASK)
    wrong = phone.send("es/", **{"others-0-who": "a welder"})
    assert wrong.status_code == 422
    assert 'lang="es"' in wrong.text
    assert 'aria-describedby="error-own"' in wrong.text
    assert 'value="a welder"' in wrong.text, "nothing that was typed is lost"


def test_ushers_mark_arrivals_with_the_pin(event):
    usher = event.device(Purpose.USHERS)
    person = next(iter(event.session.read().inputs.room.persons))
    assert person.name not in usher.get().text
    assert usher.send("pin", pin="no").status_code == 403
    assert usher.send("pin", pin=event.sharing.pin()).status_code == 303
    shown = usher.get().text
    assert person.name in shown
    letters = re.findall(r'href="#from-(.)"', shown)
    assert letters == re.findall(r'id="from-(.)"', shown)
    assert len(letters) > 5
    key = re.search(r'name="person" value="([0-9a-f]+)"', shown)[1]
    assert usher.send("mark", person=key, state="arrived").status_code == 303
    (row,) = event.session.read().inputs.arrivals.here().values()
    assert row.state == "arrived"
    assert "Clear the mark" in usher.get().text
    usher.send("mark", person=key, state="expected")
    assert "Clear the mark" not in usher.get().text


def test_arrivals_are_counted_in_the_singular_for_a_single_person(event, monkeypatch):
    usher = event.device(Purpose.USHERS)
    usher.send("pin", pin=event.sharing.pin())
    everyone = event.sharing.list_ushers()
    assert f"0 of {len(everyone)} people on this list have arrived." in usher.get().text
    monkeypatch.setattr(event.sharing, "list_ushers", lambda: everyone[:1])
    assert "0 of 1 person on this list has arrived." in usher.get().text


def test_a_link_opens_closes_and_ends_by_itself(event):
    phone = event.device(Purpose.ASK)
    assert phone.get().status_code == 200
    event.sharing.close(Purpose.ASK)
    assert phone.get().status_code == 404
    event.sharing.open(Purpose.ASK)
    assert phone.get().status_code == 404, "the link that was printed stays closed"
    assert event.device(Purpose.ASK).get().status_code == 200
    event.sharing._clock = lambda: 1e12
    assert event.sharing.links() == {}


def test_the_door_list_has_the_code_as_long_as_guests_can_find_their_table(event):
    def door_list() -> str:
        return render_page(event.session.read().judged, "door_list", event.session.settings)

    assert f"{event.sharing.address(Purpose.CHAIR)}</span>" in door_list()
    assert 'class="qrline"' in door_list()
    event.sharing.close(Purpose.CHAIR)
    assert "find-link" not in door_list()


def test_links_survive_a_restart_of_the_board(event):
    before = dict(event.sharing.links())
    other = Sharing(event.session, "127.0.0.1", 0)
    assert dict(other.links()) == before
    assert other.pin() == event.sharing.pin()
    other.stop()


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_page_is_there_in_each_language(event, purpose):
    device = event.device(purpose)
    for language in ("en", "es"):
        shown = device.get(f"{language}/")
        assert shown.status_code == 200
        assert f'<html lang="{language}"' in shown.text


def test_the_number_of_a_table_without_a_name_stands_once(tmp_path):
    (tmp_path / "people.csv").write_text("name\n" + "".join(f"Person {n}\n" for n in range(24)), encoding="utf-8")
    event = Event(make_session(tmp_path / "people.csv", tmp_path / "out"))
    inputs = event.session.read().inputs
    event.seat({person.id: inputs.room.tables[n % 2].id for n, person in enumerate(inputs.room.persons)})
    usher = event.device(Purpose.USHERS)
    usher.send("pin", pin=event.sharing.pin())
    shown = usher.get().text
    assert "<bdi>Table 2</bdi>" in shown
    assert "2 Table 2" not in shown
