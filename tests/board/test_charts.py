"""Charts as a form: what is typed is what `seating charts` reads, drafts survive, and nobody sees another's chart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest

from seating.api.charts import ChartsRequest, open_form, read_summary
from seating.charts import Chart
from seating.charts.chart_reader import read_charts
from seating.profiles import Role
from seating.sources import read_book

from .conftest import Client, copy_example, make_session

ROLES = tuple(Role)


def begin(client: Client) -> str:
    """Press "Next participant", and return the address of the blank chart."""
    answer = client.http.post(client.base + "charts/next", follow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["location"].removeprefix(client.base)


def fields_of(text: str) -> dict[str, str]:
    """Return the fields that a browser would send, as the page is."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", text):
        given = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if given.get("type") != "checkbox" or " checked" in tag:
            found[unescape(given["name"])] = unescape(given.get("value", ""))
    for name, value in re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', text):
        found[name] = unescape(value)
    chosen = re.search(r'<option value="([^"]*)" selected>', text)
    return found | {"own": unescape(chosen[1]) if chosen else ""}


def open_chart(client: Client, place: str) -> dict[str, str]:
    shown = client.get(place)
    assert shown.status_code == 200
    return fields_of(shown.text)


def finish(client: Client, place: str, **typed: str):
    """Type into the fields of a chart, and press "I am finished" without the script."""
    fields = open_chart(client, place) | {name.replace("_", "-"): text for name, text in typed.items()}
    return client.http.post(
        client.base + place.replace("fill", "finish"), data={k: v for k, v in fields.items() if v is not None}
    )


def keep(client: Client, place: str, **typed: str):
    fields = open_chart(client, place) | {name.replace("_", "-"): text for name, text in typed.items()}
    return client.post(place, **fields)


def charts(client: Client) -> list[Chart]:
    """Return what `seating charts` reads."""
    request = client.session.request
    found = read_summary(ChartsRequest((client.session.out / "charts",), str(request.people), out=client.session.out))
    return list(found.agreement.charts.charts)


def fields_of_cells(fields: dict[str, str]) -> Iterator[tuple[str, str, Role]]:
    """Yield the number of each cell, its table's id and sector, and its role."""
    for name in fields:
        if found := re.fullmatch(r"who-(\d+)-(\d+)-(\d)", name):
            yield name[4:], fields[f"table-{found[1]}"], ROLES[int(found[3])]


@pytest.fixture
def exercise(tmp_path) -> Client:
    """Return a board on a copy of the exercise."""
    copy_example("exercise", tmp_path / "in")
    return Client(make_session(tmp_path / "in" / "people.csv", tmp_path / "out"))


def test_what_is_typed_is_what_is_read(exercise):
    place = begin(exercise)
    fields = open_chart(exercise, place)
    sectors = [text for name, text in fields.items() if name.startswith("sector-")]
    typed = {"name": "Zoë Ñandú", "group": "residents", "brings": "=1+1, ten years", "own": fields["table-1"]}
    typed |= {"who-0-0-0": "Rosa Delgado; a welder, from the night shift", "who-2-1-2": "=HYPERLINK(1)"}
    typed |= {"who-1-1-1": "007", "nobody-0-2-1": "1", "answer-room-0": "More jobs\nand homes", "answer-1-3": "_x0041_"}
    extra = len(sectors) - 1
    typed |= {f"sector-{extra}": "Faith", f"who-0-{extra}-0": "Rev. Cole"}
    done = finish(exercise, place, **typed)
    assert done.status_code == 200
    assert "Thank you" in done.text
    (chart,) = charts(exercise)
    assert (chart.by, chart.group, chart.brings) == ("Zoë Ñandú", "residents", "=1+1, ten years")
    assert chart.own_table == fields["table-1"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", chart.date)
    read = {(n.text, n.cell.table, n.cell.sector, n.cell.role) for n in chart.namings}
    assert read == {
        ("Rosa Delgado", fields["table-0"], sectors[0], ROLES[0]),
        ("a welder, from the night shift", fields["table-0"], sectors[0], ROLES[0]),
        ("=HYPERLINK(1)", fields["table-2"], sectors[1], ROLES[2]),
        ("007", fields["table-1"], sectors[1], ROLES[1]),
        ("Rev. Cole", fields["table-0"], "Faith", ROLES[0]),
    }
    assert [(c.table, c.sector, c.role) for c in chart.not_needed] == [(fields["table-0"], sectors[2], ROLES[1])]
    assert sorted(chart.answers.values()) == ["More jobs\nand homes", "_x0041_"]
    shown = {(table, sector) for table in fields_named(fields, "table") for sector in {*sectors[:-2], "Faith"}}
    assert {(cell.table, cell.sector) for cell in chart.grid} == shown, "a sector without a name was not asked about"


def fields_named(fields: dict[str, str], name: str) -> list[str]:
    return [text for field, text in fields.items() if field.startswith(f"{name}-")]


def test_every_field_reaches_its_cell(exercise):
    place = begin(exercise)
    fields = open_chart(exercise, place)
    cells = list(fields_of_cells(fields))
    typed = {f"who-{name}": f"somebody {name}" for name, _, _ in cells}
    typed |= {name: f"sector {name}" for name, text in fields.items() if name.startswith("sector-") and not text}
    finish(exercise, place, **typed)
    _, people, tables = open_form(exercise.session.request)
    (path,) = (exercise.session.out / "charts").iterdir()
    (chart,) = read_charts([read_book(path)], people, tables).charts
    sectors = fields | typed
    assert {(n.text, n.cell.table, n.cell.sector, n.cell.role) for n in chart.namings} == {
        (f"somebody {name}", table, sectors[f"sector-{name.split('-')[1]}"], role) for name, table, role in cells
    }


def test_every_table_of_every_kind_is_asked(exercise):
    fields = open_chart(exercise, begin(exercise))
    asked = {text for name, text in fields.items() if name.startswith("table-")}
    assert asked == {"talent", "capital", "space", "steering"}, "the steering table has no seats"


def test_a_table_that_has_only_a_number_is_called_by_it_once(tmp_path):
    (tmp_path / "people.csv").write_text("name\nAna\nBen\nCleo\nDov\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text("tables: {count: 2, seats: 2}\n", encoding="utf-8")
    client = Client(make_session(tmp_path / "people.csv", tmp_path / "out"))
    shown = client.get(begin(client)).text
    assert re.findall(r'<h3 id="table-\d" dir="auto">([^<]*)<', shown) == ["Table 1", "Table 2"]


def test_a_draft_survives_a_killed_server(exercise):
    place = begin(exercise)
    kept = keep(exercise, place, name="Ana", who_0_0_1="a welder", nobody_1_0_0="1", answer_0_2="the union")
    assert "Your draft is saved." in kept.text
    again = Client(make_session(exercise.session.request.people, exercise.session.out))
    fields = open_chart(again, place)
    assert fields["name"] == "Ana"
    assert fields["who-0-0-1"] == "a welder"
    assert fields["nobody-1-0-0"] == "1"
    assert fields["answer-0-2"] == "the union"
    assert "Continue the chart from" in again.get("charts").text
    assert not (exercise.session.out / "charts").exists(), "a draft does not count"


def test_a_finished_chart_leaves_no_draft(exercise):
    place = begin(exercise)
    keep(exercise, place, name="Ana", who_0_0_1="a welder")
    finish(exercise, place)
    assert "Continue the chart from" not in exercise.get("charts").text
    late = exercise.post(place, name="Ana", **{"table-0": "capital"})
    assert "finished" in late.text
    assert "Continue the chart from" not in exercise.get("charts").text
    assert "Ana" not in exercise.get(place).text, "the next person sees nothing of it"


def test_a_blank_chart_leaves_nothing(exercise):
    place = begin(exercise)
    keep(exercise, place)
    assert not (exercise.session.out / "board").exists()
    refused = finish(exercise, place)
    assert "Your chart is not finished yet." in refused.text
    assert "Nothing is written on this chart yet." in unescape(refused.text)
    assert not (exercise.session.out / "charts").exists()


@pytest.mark.room
def test_two_windows_lose_no_chart(exercise):
    places = [begin(exercise) for _ in range(8)]
    with ThreadPoolExecutor(4) as pool:
        done = pool.map(lambda n: finish(exercise, places[n], name=f"Person {n}", who_0_0_0=f"friend {n}"), range(8))
        assert {answer.status_code for answer in done} == {200}
    assert {chart.by for chart in charts(exercise)} == {f"Person {n}" for n in range(8)}


def test_one_chart_finished_in_two_windows_is_saved_twice_if_they_differ(exercise):
    place = begin(exercise)
    fields = open_chart(exercise, place) | {"who-0-0-0": "a welder"}
    end = exercise.base + place.replace("fill", "finish")
    for name in ("Ana", "Ana", "Ben"):
        assert exercise.http.post(end, data=fields | {"name": name}).status_code == 200
    assert [chart.by for chart in charts(exercise)] == ["Ana", "Ben"]
    assert len(list((exercise.session.out / "charts").iterdir())) == 2


def test_the_later_chart_of_a_person_counts(exercise):
    for text in ("first", "second"):
        finish(exercise, begin(exercise), name="Ana", who_0_0_0=text)
    assert [chart.namings[0].text for chart in charts(exercise)] == ["second"]
    shown = unescape(exercise.get("charts").text)
    assert "1 chart is counted." in shown
    assert "Files that are not counted" in shown
    assert "Ana has two charts." in shown


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"who-0-0-0": "Ben", "nobody-0-0-0": "1"}, "who-0-0-0", "Clear one of the two."),
        ({"who-1-2-1": "TRUE"}, "who-1-2-1", "This is neither a person nor a description."),
        ({"who-1-2-1": "#REF!"}, "who-1-2-1", "This is neither a person nor a description."),
        ({"who-0-1-0": "x" * 501}, "who-0-1-0", "at most 500 characters"),
        ({"own": "capital", "who-0-0-0": "me"}, "who-0-0-0", "second table"),
        ({"who-0-0-0": "Ben", "name": "Date"}, "name", "would not read this"),
        ({"who-0-0-0": "Ben", "group": "x" * 501}, "group", "too long"),
        ({"who-0-0-0": "Ben", "answer-room-1": "x" * 5001}, "answer-room-1", "too long"),
        ({"who-0-0-0": "Ben", "own": "gone"}, "own", "no longer exists"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(exercise, typed, field, says):
    place = begin(exercise)
    refused = finish(exercise, place, **{"brings": "patience", **typed})
    assert "Your chart is not finished yet." in refused.text
    shown = unescape(refused.text)
    assert re.search(rf'id="error-{field}"[^>]*>[^<]*{re.escape(says)}', shown)
    assert f'<a href="#{field}"' in shown
    assert f'aria-describedby="error-{field}"' in shown
    for fields in (fields_of(refused.text), open_chart(exercise, place)):
        assert fields["brings"] == "patience"
        assert {name: fields[name] for name in typed if name != "own"} == {n: t for n, t in typed.items() if n != "own"}
    assert not (exercise.session.out / "charts").exists()


def test_a_sector_without_a_name_is_told(exercise):
    place = begin(exercise)
    extra = max(int(name[7:]) for name in open_chart(exercise, place) if name.startswith("sector-"))
    refused = finish(exercise, place, **{f"who-0-{extra}-0": "Rev. Cole"})
    shown = unescape(refused.text)
    (field,) = re.findall(r'id="error-(sector-\d+)"', shown)
    assert "Write this sector’s name." in shown
    fields = fields_of(refused.text)
    assert fields[f"who-0-{field[7:]}-0"] == "Rev. Cole"


def test_a_name_that_several_people_have_is_told(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("id,name,sector\np1,Ana Kim,business\np2,Ana Kim,labor\np3,Ben Lee,labor\n", encoding="utf-8")
    client = Client(make_session(people, tmp_path / "out"))
    refused = finish(client, place := begin(client), **{"name": "Ben Lee", "who-0-0-0": "Ana Kim"})
    assert "Several people have this name." in refused.text
    assert 'value="Ana Kim [p2]"' in refused.text
    assert finish(client, place, **{"who-0-0-0": "Ana Kim [p2]"}).status_code == 200
    assert [(chart.person, chart.namings[0].person) for chart in charts(client)] == [("p3", "p2")]


@pytest.mark.room
def test_a_changed_convening_moves_no_text(exercise, tmp_path):
    place = begin(exercise)
    before = open_chart(exercise, place)
    keep(exercise, place, who_0_1_0="a welder", who_1_0_0="a banker", name="Ana")
    convening = tmp_path / "in" / "convening.yaml"
    first, second = before["table-0"], before["table-1"]
    text = convening.read_text(encoding="utf-8").replace(f"id: {first}", "id: renamed")
    convening.write_text(re.sub(rf"\b{first}\b(?=[,\]])", "renamed", text), encoding="utf-8")
    shown = exercise.get(place)
    fields = fields_of(shown.text)
    at = next(name[6:] for name, text in fields.items() if name.startswith("table-") and text == second)
    assert fields[f"who-{at}-0-0"] == "a banker"
    assert "<bdi>a welder</bdi>" in shown.text, "the text at the table that is gone is shown"


def test_the_page_of_a_participant_leads_nowhere(exercise):
    finish(exercise, begin(exercise), name="Ana Secret", who_0_0_0="a hidden friend")
    for place in (begin(exercise), begin(exercise)):
        shown = exercise.get(place).text
        assert "Ana Secret" not in shown
        assert "hidden friend" not in shown
        links = set(re.findall(r'(?:href|action)="([^"]*)"', shown)) - {"data:,", "#main", f"{exercise.base}style.css"}
        own = {f"{exercise.base}{place}", f"{exercise.base}{place.replace('fill', 'finish')}"}
        assert links == {*own, f"{exercise.base}charts"}


def test_no_id_opens_another_file(exercise):
    for identity in ("x", "%2e%2e%2fa", "0" * 15, "G" * 16, "0" * 17):
        assert exercise.get(f"charts/fill/{identity}").status_code in {404, 422}
        assert exercise.post(f"charts/fill/{identity}", name="Ana").status_code in {404, 405, 422}
    assert not (exercise.session.out / "board").exists()


def test_private_sectors_and_people_who_do_not_come_are_not_shown(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("name,sector,status\nAna,secret guild,confirmed\nBen,secret guild,declined\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text("private: [sector]\ntables:\n  - {id: one, name: One}\n", encoding="utf-8")
    client = Client(make_session(people, tmp_path / "out"))
    shown = client.get(begin(client)).text
    assert 'value="Ana"' in shown
    assert "Ben" not in shown
    assert "secret guild" not in shown


def test_hostile_texts_print_literally(exercise):
    bad = '<script>alert("1")</script>'
    place = begin(exercise)
    keep(exercise, place, name=bad, who_0_0_0=bad, answer_room_0="</textarea>" + bad)
    for shown in (exercise.get(place).text, exercise.get("charts").text):
        assert "<script>alert" not in shown
    assert open_chart(exercise, place)["name"] == bad
    finish(exercise, place)
    assert charts(exercise)[0].by == bad
    assert "<script>alert" not in exercise.get("charts").text


def test_the_summary_is_the_page_of_the_command(exercise):
    assert "Write the summary" not in exercise.get("charts").text
    finish(exercise, begin(exercise), name="Ana", who_0_0_0="a welder")
    listed = exercise.get("charts").text
    assert "1 chart is counted." in listed
    assert "Files that are not counted" not in listed
    shown = exercise.http.post(exercise.base + "charts/summary")
    assert 'output/charts.html"' in shown.text
    assert "a welder" in exercise.get("output/charts.html").text


def test_an_unreadable_file_is_told_and_stops_nobody(exercise):
    folder = exercise.session.out / "charts"
    folder.mkdir(parents=True)
    (folder / "broken.xlsx").write_bytes(b"no workbook")
    shown = exercise.get("charts")
    assert shown.status_code == 200
    assert "broken.xlsx" in shown.text
    assert finish(exercise, begin(exercise), name="Ana", who_0_0_0="a welder").status_code == 200


def test_the_form_is_spanish(tmp_path):
    copy_example("exercise", tmp_path / "in")
    client = Client(make_session(tmp_path / "in" / "people.csv", tmp_path / "out", "es"))
    place = begin(client)
    shown = client.get(place).text
    assert '<html lang="es"' in shown
    for english in ("Your name", "nobody needed here", "I am finished", "Guiding questions", "Save for later"):
        assert english not in shown
    refused = finish(client, place, **{"who-0-0-0": "Ben", "nobody-0-0-0": "1", "name": "Ana"})
    assert "Clear one of the two" not in refused.text
    assert finish(client, place, **{"nobody-0-0-0": None}).status_code == 200
    assert [(chart.by, chart.namings[0].text) for chart in charts(client)] == [("Ana", "Ben")]


def test_without_a_list_the_screen_asks_for_one(tmp_path):
    client = Client(make_session(None, tmp_path / "out"))
    assert "Choose a spreadsheet" in client.get("charts").text


def test_what_a_text_means_is_asked_once_and_kept_in_mentions(exercise):
    texts = ("landlord that takes vouchers", "voucher landlords")
    folder = exercise.session.out / "charts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "typed.csv").write_text("chart of,who\nA,landlord that takes vouchers\nB,voucher landlords\n")
    page = exercise.get("charts").text
    (name,) = re.findall(r'<select [^>]*name="(text:[^"]*)"', page)
    (means,) = {*texts} - {name.removeprefix("text:")}
    assert f'<option value="{means}">' in page
    exercise.post("charts/mentions", **{name: "something else"})
    assert "What texts mean" in exercise.get("charts").text, "only what was offered, or none of it, is an answer"
    exercise.post("charts/mentions", **{name: "-"})
    assert "What texts mean" not in exercise.get("charts").text
    path = exercise.session.out / "mentions.csv"
    assert f"{name.removeprefix('text:')},{means},no" in path.read_text(encoding="utf-8-sig")


def test_a_text_of_another_file_is_asked_about_without_charts(exercise):
    path = exercise.session.out / "mentions.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("description,joined with,join\nthe baker,,\n")
    page = exercise.get("charts").text
    assert re.search(r'<input [^>]*name="text:the baker"', page)
    exercise.post("charts/mentions", **{"text:the baker": "Marcus Hale"})
    assert "the baker,Marcus Hale,yes" in path.read_text(encoding="utf-8-sig")
    assert "What texts mean" not in exercise.get("charts").text
