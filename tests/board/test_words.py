"""What a convener reads first: the next step, where her files are, and what each choice means."""

from __future__ import annotations

import re

import pytest

from seating.board.screens import solving
from seating.errors import InputError, UsageError
from seating.present.languages import languages, words_in
from seating.profiles import read_people
from seating.requirements import kinds
from seating.requirements.base.kind import summarize_kind
from seating.sources import read
from seating.wording import Said
from tests.conftest import BAD_INPUTS
from tests.profiles.test_bad_inputs import WRONG
from tests.waiting import PATIENCE

from .conftest import CITY, Client, copy_example, make_session, seat_everyone


def next_step(shown) -> str:
    found = re.search(r'<p id="next-step"[^>]*>(.*?)</p>', shown.text, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", "", found[1])


def status(shown) -> str:
    found = re.search(r'<p id="status"[^>]*>(.*?)</p>', shown.text, re.DOTALL)
    assert found is not None
    return found[1]


def test_without_a_list_the_next_step_is_to_choose_one_and_other_screens_are_closed(tmp_path):
    client = Client(make_session(None, tmp_path / "out"))
    shown = client.get("files")
    assert next_step(shown) == "Next step: Choose the list of people."
    assert shown.text.count('<span class="off" title="Choose the list of people first.">') == 7
    client.post("files/example", name="dinner")
    shown = client.get("rules").text
    assert re.findall(r'class="off" title="Seat everyone first.">([^<]+)<', shown) == ["Print", "The day"]
    assert shown.count('<span class="off"') == 2


def test_a_list_with_errors_closes_the_screens_that_need_it(tmp_path):
    client = Client(make_session(None, tmp_path / "out"))
    client.post("files/choose", list=("mine.csv", b"name,representative_type\nAna,docter\n"))
    shown = client.get("people").text
    closed = re.findall(r'class="off" title="(.*?)">(.*?)<', shown)
    assert ("Correct the problems in the list first.", "Find seats") in closed
    assert "Rules" not in {title for _, title in closed}


def test_what_seats_everybody_has_one_name_and_the_requirements_lead_to_it(city):
    assert f'href="{city.base}solving">Seat everyone.' in city.get("seats").text
    assert f'href="{city.base}solving">Continue to Find seats</a>' in city.get("rules").text
    shown = city.get("solving").text
    assert '<button form="search" id="start" name="what" value="new" class="main">Seat everyone</button>' in shown
    assert "Press “Seat everyone”." in shown
    assert "Start solving" not in shown
    assert ">Seat everyone</button>" in city.get("seats").text


LANGUAGE = re.compile(r'<p id="language".*?</p>')


@pytest.mark.parametrize("screen", ["people", "rules", "solving", "seats", "day", "charts", "files"])
def test_the_language_is_switched_on_every_screen_of_one_window(city, screen):
    """The address of a window has its language, so other windows and what is printed keep theirs."""
    shown = LANGUAGE.search(city.get(screen).text)
    assert shown is not None
    links = re.findall(r'href="([^"]*)"[^>]*>(.*?)<', shown[0])
    assert (f"{city.base}es/{screen}", "Español") in links
    assert [link for link, _ in links] == [f"{city.base}{code}/{screen}" for code in languages() if code != "en"]
    spanish = city.get(f"es/{screen}").text
    assert '<html lang="es"' in spanish
    assert re.search(r'<a [^>]*href="([^"]*)"[^>]*>English<', spanish)[1] == f"{city.base}en/{screen}"
    links = re.findall(rf'(?:href|action)="{city.base}([^"]*)"', spanish)
    others = [link for link in links if not link.startswith("es/")]
    assert others == [f"{code}/{screen}" for code in languages() if code != "es"]
    assert '<html lang="en"' in city.get(screen).text
    assert city.session.settings.language == "en"


def test_a_step_in_one_language_is_seen_in_the_other(city):
    person, table = city.session.read().inputs.room.people[0], city.session.read().inputs.room.tables[0]
    moved = city.post("es/seats/move", person=person.id, **{"from": "", "to": table.id})
    assert f"{person.label} está ahora en {table.label}." in moved.text or table.label in status(moved)
    assert city.session.read().seating.seats == {person.id: table.id}
    assert "Undo" in city.get("seats").text


def test_without_a_list_the_language_is_switched_and_kept_with_the_list(tmp_path):
    client = Client(make_session(None, tmp_path / "out"))
    shown = client.post("es/files/choose", part=False, list=("mine.csv", (CITY / "stakeholders.csv").read_bytes()))
    assert '<html lang="es"' in shown.text


def test_without_a_list_the_board_has_its_language(tmp_path):
    shown = Client(make_session(None, tmp_path / "out", "es")).get("files")
    assert next_step(shown) == "Paso siguiente: Elija la lista de personas."


@pytest.mark.room
def test_the_next_step_follows_the_state(city):
    assert next_step(city.get("people")) == "Next step: Seat everyone."
    person, table = city.session.read().inputs.room.people[0].id, city.session.read().inputs.room.tables[0].id
    moved = city.post("seats/move", person=person, **{"from": "", "to": table})
    assert re.fullmatch(r"Next step: Give \d+ people a seat\.", next_step(moved))
    city.post("seats/undo")
    seat_everyone(city.session, packet=True)
    assert next_step(city.get("seats")) == "Next step: Choose which of the two seatings to continue with."
    city.post("seats/begin", which="saved")
    assert next_step(city.get("seats")) == "Next step: Print what you need for the day. Then mark who has arrived."
    assert f'href="{city.base}print"' in city.get("seats").text.partition("next-step")[2]
    assert "To hand out or put up" in city.get("output/round-1/packet/index.html").text
    city.post("day/mark", person=person, state="arrived")
    assert next_step(city.get("files")) == "Next step: Mark who has arrived and who is absent."
    for person in city.session.read().seating.seats:
        city.post("day/mark", person=person, state="arrived")
    assert next_step(city.get("files")) == "Next step: When the round is over, seat the next round."


@pytest.mark.room
def test_with_unmet_musts_the_next_step_is_not_to_save(city):
    seat_everyone(city.session, packet=True)
    opened = city.session.read()
    seats, table = opened.seating.seats, opened.inputs.room.tables[0].id
    for person in [one for one in seats if seats[one] != table]:
        moved = city.post("seats/move", person=person, **{"from": seats[person], "to": table})
        if city.session.read().judged.review.unmet:
            break
    assert next_step(moved) == "Next step: Musts are not met. Undo the step, or repair the seating, before you save."
    locked = city.post("seats/lock", lock=f"table:{table}", on="1")  # a step that can be taken back, to no avail
    says = "Next step: Musts are not met. Repair the seating, or change the requirements, before you save."
    assert next_step(locked) == says
    city.post("seats/undo")
    city.post("seats/undo")
    assert "Musts are not met" not in next_step(city.get("seats"))


def filled(shown) -> list[str]:
    """Return the ids of the filled buttons of a screen that can be pressed."""
    buttons = re.findall(r"<(?:button|a)[^>]*>", shown.text)
    main = [one for one in buttons if re.search(r'class="[^"]*\bmain\b', one) and " disabled" not in one]
    return [re.search(r'id="([^"]*)"', one)[1] for one in main]


def test_the_filled_button_is_the_next_step(city):
    assert filled(city.get("rules")) == ["to-solving"]
    assert filled(city.get("solving")) == ["start"]
    assert filled(city.get("seats")) == ["solve"]
    assert filled(city.get("files")) == []
    seat_everyone(city.session, packet=True)
    for screen in ("rules", "solving", "files"):
        assert filled(city.get(screen)) == [], "to print is a link"
    assert filled(city.get("seats")) == ["to-print"]


@pytest.mark.room
def test_a_saved_round_that_breaks_musts_is_repaired_before_it_is_printed(city):
    seat_everyone(city.session, packet=True)
    text = (city.session.request.people.parent / "convening.yaml").read_text(encoding="utf-8")
    opened = city.session.read()
    ids = [person.id for person in opened.inputs.room.people][:2]
    apart = [one for one in opened.inputs.room.people if opened.seating.seats[one.id] != opened.seating.seats[ids[0]]]
    line = f"  - {{kind: together, people: [{ids[0]}, {apart[0].id}]}}\n"
    written = text.replace("requirements:\n", "requirements:\n" + line)
    (city.session.request.people.parent / "convening.yaml").write_text(written, encoding="utf-8")
    assert city.session.read().judged.review.unmet == 1
    shown = city.get("seats")
    says = "Next step: Musts are not met. Repair the seating, or change the requirements, before you print."
    assert next_step(shown) == says
    assert filled(shown) == []
    assert filled(city.get("solving")) == ["start-repair"]


def test_a_search_that_has_failed_is_no_end_of_a_search(city, monkeypatch):
    seat_everyone(city.session, packet=True)

    def fail(*given):
        raise UsageError("There is no space left on the disk.")

    monkeypatch.setattr(solving, "improve", fail)
    city.post("solving/start", what="improve")
    city.session.solving.run.join(PATIENCE)
    shown = city.get("solving/run")
    assert "The search has failed. There is no space left on the disk." in status(shown)
    assert next_step(city.get("seats")) == "Next step: The search has failed. See why, then restart it."


def test_the_next_step_is_to_correct_a_list_with_problems(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("name,representative type\nAna,boss\n", encoding="utf-8")
    client = Client(make_session(people, tmp_path / "out"))
    assert next_step(client.get("files")) == "Next step: Correct 1 problem in the list or the convening."


def test_a_part_of_a_screen_brings_the_screens_that_are_possible_by_now(city):
    """So that a window that shows the end of a search offers to print, without a reload."""
    link = f'href="{city.base}print"'
    assert link not in city.get("solving").text
    person, table = city.session.read().inputs.room.people[0].id, city.session.read().inputs.room.tables[0].id
    moved = city.post("seats/move", person=person, **{"from": "", "to": table})
    assert link in moved.text.partition('id="screens"')[2].partition("</ul>")[0]


def test_a_participant_sees_no_next_step(city):
    shown = city.post("charts/next", part=False)
    assert "next-step" not in shown.text
    assert 'id="screens"' not in shown.text


def test_the_files_of_each_round_come_first_and_those_of_the_board_are_hidden(city):
    seat_everyone(city.session, packet=True)
    city.post("seats/keep")
    shown = city.get("files").text
    first = shown.partition('id="rounds-title"')[2].partition('id="all-files"')[0]
    assert re.findall(r'output/([^"]+)"', first) == [
        "round-1/report.html",
        "round-1/packet/index.html",
        "round-1/seating.xlsx",
    ]
    assert (city.session.out / "board" / "steps.jsonl").exists()
    assert "steps.jsonl" not in shown
    assert city.get("output/board/steps.jsonl").status_code == 404


def test_the_list_says_why_fewer_people_need_a_seat(city):
    page = city.get("people").text
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "The list can be read: 63 people." in shown
    assert "60 people are coming. " in shown
    assert "3 people on the list get no seat:" in shown
    assert "Coming: 55 people and 5 staff members." in city.get("rules").text
    opened = city.session.read().inputs
    away = {person.label for person in opened.people if person.id not in opened.room.index}
    listed = page.partition('<details id="away">')[2].partition("</details>")[0]
    assert len(away) == 3
    assert set(re.findall(r"<bdi>([^<]+)</bdi>", listed)) == away


@pytest.mark.parametrize("kind", kinds())
def test_each_kind_is_offered_with_what_it_asks_for(kind, shown_requirements):
    found = re.search(rf'href="[^"]*form\?kind={kind}">[^<]+</a> <span>([^<]+)</span>', shown_requirements)
    assert found is not None
    assert found[1].replace("&#39;", "'") == summarize_kind(kinds()[kind]).replace("`", "")


@pytest.fixture(scope="module")
def shown_requirements(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("words")
    return Client(make_session(copy_example("city", folder / "in"), folder / "out")).get("rules").text


def test_the_place_of_changes_is_said_before_the_first_change(tmp_path, city):
    assert f"<code>{city.session.request.people.parent.as_posix()}/convening.yaml</code>" in city.get("rules").text
    people = tmp_path / "alone.csv"
    people.write_bytes((CITY / "stakeholders.csv").read_bytes())
    alone = Client(make_session(people, tmp_path / "alone"))
    for screen in ("rules", "people"):
        assert f"<code>{(tmp_path / 'alone').as_posix()}/convening.yaml</code>" in alone.get(screen).text


ENGLISH = re.compile(
    r"\b(the|is|are|has|have|with|and|of|people|seat|every|nothing|choose|write|must)\b", re.IGNORECASE
)


def content(shown) -> str:
    """Return a page without the choices of a language, which name each language in itself."""
    return re.sub(r'<option value="\w+" lang="[^<]*</option>', "", LANGUAGE.sub("", shown.text))


def english_in(text: str) -> list[str]:
    """Return the sentences of a page that are English and not marked as such; names and code are left out."""
    text = re.sub(r"<(script|style|code|option|bdi)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r'<g [^>]*translate="no">.*?</g>', " ", text, flags=re.DOTALL)  # names in a drawing
    text = re.sub(r'<span class="visually-hidden">: [^<]*</span>', " ", text)  # the name that a button is about
    texts = [re.sub(r"\s+", " ", part).strip() for part in re.findall(r">([^<>]+)<", text)]
    return [part for part in texts if ENGLISH.search(part)]


@pytest.fixture(scope="module")
def spanish(tmp_path_factory) -> Client:
    """Return a board in Spanish with a seating."""
    folder = tmp_path_factory.mktemp("spanish")
    client = Client(make_session(copy_example("city", folder / "in"), folder / "out", "es"))
    seat_everyone(client.session)
    return client


@pytest.mark.parametrize("screen", ["rules", "solving", "seats", "day", "charts", "files"])
def test_no_english_sentence_is_on_a_spanish_screen(spanish, screen):
    shown = content(spanish.get(screen))
    assert 'lang="en"' not in shown
    assert english_in(shown) == []


@pytest.mark.parametrize("screen", ["people", "files"])
def test_the_problems_of_a_list_are_said_in_spanish(tmp_path, screen):
    people = tmp_path / "people.csv"
    people.write_text(
        "name,representative_type,interests,with,attending,Hobby\n"
        "Ana Kim,boss,capital:9,Nobody Here,perhaps so,#REF!\n"
        "Ben Roe,doer,capital:;3,Ana Kim,yes;no,chess,more\n"
        ",doer,capital:1,Ben Roe,yes,chess\n",
        encoding="utf-8",
    )
    client = Client(make_session(people, tmp_path / "out", "es"))
    shown = content(client.get(screen))
    above, _, _ = shown.partition("<table")  # the table says in English why a column is read as it is
    assert english_in(above) == []
    assert 'lang="en"' not in above
    assert screen == "files" or shown.count('id="problem-') >= 8


@pytest.mark.parametrize("name", sorted(WRONG))
def test_each_problem_and_its_remedy_are_in_spanish(name):
    with pytest.raises(InputError) as failure:
        read_people(read(BAD_INPUTS / name))
    words = words_in("es")
    for problem in failure.value.problems:
        for text in filter(None, (problem.says, problem.hint)):
            assert isinstance(text, Said), text
            assert words.tell(text) != text
            assert "%(" not in words.tell(text)


def test_the_problems_of_a_convening_are_said_in_spanish(tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("name,sector\nAna Kim,labor\nBen Roe,labor\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(
        "tables:\n- id: A B\n  seats: ten\n- id: one\n  seats: 9-3\n- id: one\n  seets: 4\n"
        "requirements:\n- kind: cuont\n- kind: role_mix\n  at_least: {doer: 1}\n  weight: 5000\n- kind: count\n"
        "  who: {sectr: labor}\n",
        encoding="utf-8",
    )
    session = make_session(people, tmp_path / "out", "es")
    with pytest.raises(InputError) as failure:
        session.read()
    assert len(failure.value.problems) >= 6
    for problem in failure.value.problems:
        for text in filter(None, (problem.says, problem.hint)):
            assert words_in("es").tell(text) != text
    shown = content(Client(session).get("rules"))
    assert english_in(shown) == []
    assert 'lang="en"' not in shown


def test_a_clash_is_said_in_spanish(spanish):
    fields = {"number": "0", "role_mix": "", "decision_maker": "30", "must": "yes", "kind": "role_mix"}
    entry = spanish.session.read().inputs.convening.requirements[0]
    assert entry.kind == "role_mix"
    shown = spanish.post("rules/requirements/preview", **fields, **{"at_least.decision-maker": "30"}).text
    assert "Todas las mesas juntas necesitan" in shown
    assert 'lang="en"' not in shown
    assert english_in(shown) == []


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("solving/start", {"what": "x"}),
        ("solving/start", {"what": "new", "seed": "x"}),
        ("solving/start", {"what": "new", "seconds": "x"}),
        ("day/mark", {"person": "nobody"}),
        ("people/column", {"letter": "ZZ"}),
        ("people/sheet", {"sheet": "x"}),
        ("files/choose", {}),
        ("files/choose", {"list": ("page.html", b"x")}),
        ("rules/tables/remove", {"number": "99"}),
        ("seats/move", {"person": "nobody", "to": "x"}),
        ("seats/move", {"person": "c01", "from": "nowhere", "to": "talent"}),
        ("seats/save", {}),
        ("day/guest", {"name": "Beatriz Quintana"}),
        ("day/guest", {"name": " "}),
    ],
    ids=str,
)
def test_errors_of_forms_are_said_in_spanish(spanish, path, fields):
    shown = spanish.post(path, **fields).text
    says = re.search(r'role="status">([^<]+)<', shown)
    assert says is not None
    assert english_in(says[0]) == []
