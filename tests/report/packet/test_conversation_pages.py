"""Sheets for the tables' conversations: in which language, with what on them, and of public facts alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.analysis.initiative.memberships import Membership
from seating.analysis.season.session_times import Hours
from seating.present.languages import words_in
from seating.present.settings import Settings
from seating.profiles import Asset, Person
from seating.profiles import Status as Invitation
from seating.report import conversation
from seating.report.conversation import (
    agenda,
    describe_fit,
    describe_opening,
    language_named,
    language_notes,
    list_questions,
    sheet_words,
    spoken_places,
)
from seating.report.packet import facilitator, table_sheets, worksheets
from seating.report.pages import packet_pages, render_packet
from seating.report.paper_forms import RECORDER
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.tables import Seats, Table, TableKind

from ..made_up import result_of, small

ENGLISH, SPANISH = Settings(), Settings(language="es")


def changed(table=None, languages=None, **convening):
    """Return the small room with another first table, languages by person, or another convening."""
    result = small()
    first, *others = result.convening.tables
    tables = (first.model_copy(update=table or {}), *others)
    made = result.convening.model_copy(update={"tables": tables, **convening})
    spoken = languages or {}
    persons = tuple(p.model_copy(update={"languages": spoken.get(p.id, ())}) for p in result.people)
    people = type(result.people)(persons)
    return result_of(people, made, dict(result.plan.seats))


def languages_of(result, settings, number=0) -> list[str]:
    table = result.room.tables[number]
    here = [person for person in result.room.persons if result.plan.seats[person.id] == table.id]
    return [words.language for words in sheet_words(result, table, here, settings)]


@pytest.mark.parametrize(
    ("written", "settings", "languages"),
    [
        ("es", ENGLISH, ["es"]),
        ("Spanish", ENGLISH, ["es"]),
        ("español; English", ENGLISH, ["es", "en"]),
        ("Klingon", ENGLISH, ["en"]),
        ("en", SPANISH, ["en"]),
        ("", SPANISH, ["es"]),
    ],
)
def test_a_table_says_in_which_languages_its_sheets_are(written, settings, languages):
    assert languages_of(changed({"language": written}), settings) == languages


def at_capital(language: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(("p01", "p02", "p03", "p04", "p05", "s01"), (language,))


def test_a_table_that_shares_another_language_gets_its_sheets_in_it():
    assert languages_of(changed(languages=at_capital("es"), working_language="en"), ENGLISH) == ["es"]


def test_the_rooms_own_language_is_counted_once(monkeypatch):
    result, looks = changed(languages=at_capital("vi")), []
    monkeypatch.setattr(conversation, "language_named", lambda name: looks.append(name) or language_named(name))
    assert languages_of(result, ENGLISH) == ["en"]
    first = len(looks)
    assert languages_of(result, ENGLISH) == ["en"]
    assert len(looks) - first == 6, "for the people at the table"
    assert first == 2 * 6


def test_one_who_reads_only_the_packets_language_keeps_the_sheets_in_it():
    spoken = {**at_capital("es"), "p02": ("en",)}
    assert languages_of(changed(languages=spoken, working_language="en"), ENGLISH) == ["en"]


def test_who_states_no_language_is_taken_to_read_the_packet():
    spoken = {k: v for k, v in at_capital("es").items() if k != "p02"}
    assert languages_of(changed(languages=spoken, working_language="en"), ENGLISH) == ["en"]


def test_the_rooms_own_language_does_not_undo_the_conveners_choice():
    spoken = {f"p{n:02}": ("en",) for n in range(1, 15)} | {"s01": ("en",)}
    assert languages_of(changed(languages=spoken, working_language="en"), SPANISH) == ["es"]
    assert languages_of(changed(languages=spoken), SPANISH) == ["es"]


def test_languages_that_are_private_say_nothing():
    result = changed(languages=at_capital("es"), working_language="en")
    object.__setattr__(result, "private_columns", result.private_columns | {"languages"})
    assert languages_of(result, ENGLISH) == ["en"]


def test_a_bilingual_table_has_a_sheet_and_a_form_in_each_language():
    result = changed({"language": "es; en"})
    pages = render_packet(result)
    assert pages["table-sheets.html"].count('lang="es" ') + pages["table-sheets.html"].count('lang="es">') >= 2
    for name, words in (
        ("table-sheets", "En esta mesa"),
        ("facilitator", "Orden del día"),
        ("worksheets", "Lo que haremos"),
    ):
        assert words in pages[f"{name}.html"]
    forms = worksheets.fill(for_reader(result, Audience.EVERYONE), ENGLISH).forms
    anchors = [form.at.anchor for form in forms if form.form is RECORDER]
    assert anchors == ["table-capital-es", "table-capital", "table-talent", "table-t03"]


@pytest.mark.parametrize("more", range(8))
def test_a_table_sheet_has_a_line_for_each_free_seat_or_counts_the_others(more):
    taken = len(small().room.members(small().plan)["capital"])
    result = changed({"seats": Seats(maximum=taken + more)})
    page = render_packet(result)["table-sheets.html"]
    first = page[: page.index('id="table-capital-harvest"')]
    lines = first.count("free seat")
    assert lines == min(more, table_sheets.MOST_EMPTY_LINES)
    assert (f"free seat, and {more - lines} more<" in first) == (more > lines)


def test_questions_come_first_in_the_sheets_language_and_under_a_heading_of_their_own():
    sheet = table_sheets.fill(for_reader(changed({"language": "es"}), Audience.EVERYONE), ENGLISH)[0]
    assert [(asked.language, asked.heading) for asked in sheet.questions] == [("es", "Preguntas"), ("en", "Questions")]


def test_a_heading_without_a_translation_is_in_the_language_of_the_sheet():
    pages = render_packet(changed({"questions": {"vi": ("Ai vắng mặt?",)}}))
    for page in ("table-sheets.html", "facilitator.html"):
        assert "<h3>Questions</h3>" in pages[page]
        assert '<ol class="questions" lang="vi">' in pages[page]


def test_questions_of_every_language_are_on_the_facilitators_sheet_and_a_listening_form():
    asked = {"en": ("What helped?",), "vi": ("Điều gì đã giúp?",)}
    html = render_packet(changed({"questions": asked}))["facilitator.html"]
    assert "What helped?" in html
    assert "Điều gì đã giúp?" in html
    listening = changed({"questions": asked, "kind": TableKind.LISTENING})
    for page in ("facilitator.html", "worksheets.html"):
        assert "Điều gì đã giúp?" in render_packet(listening)[page], page


def test_without_questions_the_agenda_gives_no_time_to_questions():
    guide = facilitator.fill(for_reader(changed({"questions": {}}), Audience.EVERYONE), ENGLISH)[0]
    assert "The questions" not in [step.what for step in guide.agenda]
    assert "The conversation" in [step.what for step in guide.agenda]
    assert "question" not in guide.fit
    html = render_packet(changed({"questions": {}}))["facilitator.html"]
    assert "Questions of your own" in html


@pytest.mark.parametrize(
    ("people", "time"), [(5, "2½ minutes."), (6, "2 minutes."), (7, "1½ minutes."), (10, "1 minute.")]
)
def test_a_time_to_speak_is_told_as_people_tell_it(people: int, time: str) -> None:
    fits = describe_fit(None, people, ENGLISH.words, ["What helps?"] * 4)
    assert f" {time}" in fits


def test_a_short_meeting_gives_one_time_for_all_questions_and_asks_for_names_only() -> None:
    given = Hours(18 * 60, 40), 23, ENGLISH.words
    assert describe_fit(*given).startswith(
        "With about 20 minutes for the questions, there is not enough time for everyone"
    )
    assert "about 50 seconds. In groups" in describe_fit(*given)
    assert "Opening round: names only" in [step.what for step in agenda(*given)]
    assert describe_opening((), *given) == "“What is your name?” Go around the table."
    for own, hours in ((("Welcome",), given[0]), ((), Hours(18 * 60, 90))):
        assert "what brought you" in describe_opening(own, hours, *given[1:])


def test_a_short_time_for_many_questions_is_not_blamed_on_five_people() -> None:
    asked = Hours(18 * 60, 60), 5, ENGLISH.words
    told = "For each question, each person has about"
    assert describe_fit(*asked, ["What helps?"] * 10) == f"{told} 40 seconds."
    too_short = "That is too short: ask fewer questions, or take more time."
    assert describe_fit(*asked, ["What helps?"] * 20) == f"{told} 20 seconds. {too_short}"


@pytest.mark.parametrize("people", [6, 12, 15, 40])
def test_a_time_to_speak_agrees_with_its_number_in_spanish(people: int) -> None:
    fits = describe_fit(None, people, Settings(language="es").words, ["¿Qué ayuda?"] * 4)
    assert "aproximadamente" in fits
    assert "unos 1 " not in fits


def test_why_people_sit_together_is_told_from_what_everybody_may_see():
    with_assets = changed(show=("sector", "representative_type", "assets"))
    persons = tuple(
        p.model_copy(update={"assets": (Asset(group="skill", word="bookkeeping"),)}) if p.id == "p01" else p
        for p in with_assets.people
    )
    result = result_of(type(with_assets.people)(persons), with_assets.convening, dict(with_assets.plan.seats))
    assert facilitator.fill(for_reader(result, Audience.EVERYONE), ENGLISH)[0].why == (
        "Table focus: capital",
        "Organizations: 4",
        "Sectors: business 2, government 1, labor 1, nonprofit 1",
        "Roles: doer 3, decision-maker 1, designee 1",
        "What they bring: bookkeeping",
    )
    hidden = result_of(result.people, result.convening.model_copy(update={"show": ()}), dict(result.plan.seats))
    assert facilitator.fill(for_reader(hidden, Audience.EVERYONE), ENGLISH)[0].why == (
        "Table focus: capital",
        "Organizations: 4",
    )


def test_what_people_bring_is_told_with_its_group_unless_it_is_a_skill():
    """No one brings the growers to whom they have a connection."""
    made = changed(show=("assets",))
    brought = (
        Asset(group="skill", word="lending"),
        Asset(group="connection", word="Hmong growers"),
        Asset(group="skill", word="law: family"),
        Asset(word="a van"),
    )
    persons = (p.model_copy(update={"assets": brought if p.id == "p01" else ()}) for p in made.people)
    result = result_of(type(made.people)(tuple(persons)), made.convening, dict(made.plan.seats))
    why = facilitator.fill(for_reader(result, Audience.EVERYONE), ENGLISH)[0].why
    assert "What they bring: lending, Hmong growers (connection), law: family and a van" in why


def test_a_seat_that_is_held_for_an_organization_brings_none_to_the_table():
    result = changed()
    held = Person(id="held", organization="Night Market", status=Invitation.OPEN)
    people = type(result.people)((*result.people, held))
    waiting = result_of(people, result.convening, {**result.plan.seats, "held": result.room.tables[0].id})
    assert "Organizations: 4" in facilitator.fill(for_reader(waiting, Audience.EVERYONE), ENGLISH)[0].why


def test_organizations_are_not_counted_at_a_table_with_someone_the_sheet_may_not_name() -> None:
    """Beside the agenda, which has time for all, the number would tell that one person is kept off the sheet."""
    result = changed()
    hidden = [p.model_copy(update={"listed": False}) if p.id == "p01" else p for p in result.people]
    some = result_of(type(result.people)(hidden), result.convening, dict(result.plan.seats))
    why = " ".join(facilitator.fill(for_reader(some, Audience.EVERYONE), ENGLISH)[0].why)
    assert "Table focus" in why
    assert "Organizations" not in why


def test_people_without_an_organization_are_not_told_to_come_from_some() -> None:
    result = changed()
    alone = [p.model_copy(update={"organization": ""}) if p.id == "p01" else p for p in result.people]
    some = result_of(type(result.people)(alone), result.convening, dict(result.plan.seats))
    why = facilitator.fill(for_reader(some, Audience.EVERYONE), ENGLISH)[0].why
    assert "Organizations: 4" in why


def test_organizations_are_no_reason_where_most_people_have_none() -> None:
    result = changed()
    alone = [p.model_copy(update={"organization": p.organization * (n % 3 == 0)}) for n, p in enumerate(result.people)]
    some = result_of(type(result.people)(alone), result.convening, dict(result.plan.seats))
    assert "organizations" not in " ".join(facilitator.fill(for_reader(some, Audience.EVERYONE), ENGLISH)[0].why)


def test_an_agenda_follows_the_tables_time():
    guide = facilitator.fill(for_reader(changed({"time": "9:30-10:15"}), Audience.EVERYONE), ENGLISH)[0]
    assert (guide.agenda[0].begins, guide.agenda[-1].begins) == ("9:30", "10:12")
    assert sum(step.minutes for step in guide.agenda) == 45


def test_there_is_no_opening_round_without_anyone():
    for people, is_there in ((0, False), (1, True)):
        steps = agenda(Hours(9 * 60, 90), people, words_in("en"))
        assert any("Opening round" in step.what for step in steps) is is_there
        assert all(step.minutes for step in steps)


def test_members_beside_the_seats_have_time_to_speak_too():
    """Two liaisons are members of the table, so the opening round takes two minutes more."""
    result = small()
    (alone, *_) = facilitator.fill(for_reader(result, Audience.EVERYONE), ENGLISH)
    others = [person.id for person in result.room.people if result.plan.seats[person.id] != "capital"][:2]
    liaisons = tuple(Membership("capital", person, "liaison of talent") for person in others)
    (guide, *_) = facilitator.fill(for_reader(replace(result, memberships=liaisons), Audience.EVERYONE), ENGLISH)
    people = alone.at.place.taken + 2
    assert guide.fit == describe_fit(None, people, guide.at.words, None, len(guide.asked))
    assert guide.fit != alone.fit


def test_who_has_a_task_is_named():
    tasks = {
        task.name: task.people
        for task in facilitator.fill(for_reader(changed(), Audience.EVERYONE), ENGLISH)[0].at.tasks
    }
    assert tasks["Facilitator"] == ()
    assert set(tasks) == {"Facilitator", "Recorder", "Timekeeper", "Reporter"}


def test_both_forms_of_a_listening_session_ask_for_no_names_and_have_no_room_for_promises():
    """The facilitator promises that the form is without names, and is asked to promise nothing."""
    pages = render_packet(changed({"kind": TableKind.LISTENING}))
    for page in ("table-sheets.html", "worksheets.html"):
        assert "For the recorder: use the speakers’ own words, without names." in pages[page], page
        assert "promised" not in pages[page], page


def test_a_listening_session_has_no_reporter_because_its_form_has_no_line_to_read_out():
    listening = changed({"kind": TableKind.LISTENING})
    for sheet in (
        facilitator.fill(for_reader(listening, Audience.EVERYONE), ENGLISH)[0],
        table_sheets.fill(for_reader(listening, Audience.EVERYONE), ENGLISH)[0],
    ):
        assert [task.name for task in sheet.at.tasks] == ["Facilitator", "Recorder", "Timekeeper"]


@pytest.mark.parametrize(
    ("name", "code"), [("es-MX", "es"), ("ES", "es"), ("inglés", "en"), ("", None), ("espada", None)]
)
def test_a_language_is_known_by_code_and_by_name(name, code):
    assert language_named(name) == code


def test_number_name_and_id_of_a_table_stand_on_each_of_its_pages():
    """The id is left out where the name is the same word."""
    pages = render_packet(small())
    for page in packet_pages():
        html = pages.get(page.path, "")
        if page.name in {"table_sheets", "facilitator", "worksheets", "seating_chart", "blank_chart"}:
            for number, table in enumerate(small().room.tables, start=1):
                assert (f"<code>{table.id}</code>" in html) == bool(table.shown_id), page.name
                assert table.label in html
                assert f"{number}" in html


@pytest.mark.parametrize("written", ["es;en", "es, en", "es/en", "es + en", "es;es;en", "Spanish; es-MX; en"])
def test_languages_are_separated_in_any_usual_way_and_named_once(written):
    assert languages_of(changed({"language": written}), ENGLISH) == ["es", "en"]


def test_the_language_of_most_people_is_the_rooms_if_none_is_stated():
    mostly_spanish = {f"p{n:02}": ("es",) for n in range(1, 15)} | {"s01": ("es",)}
    assert languages_of(changed(languages=mostly_spanish), ENGLISH) == ["en"]
    at_one_table = {f"p{n:02}": ("en",) for n in range(6, 15)} | at_capital("es")
    assert languages_of(changed(languages=at_one_table), ENGLISH) == ["es"]


def test_a_language_without_a_catalog_leaves_the_sheets_as_they_are():
    assert languages_of(changed(languages=at_capital("Klingon")), ENGLISH) == ["en"]


def test_a_table_where_nobody_sits_has_no_sheet():
    result = changed()
    empty = Table(id="spare", name="Spare", open_if_needed=True)
    convening = result.convening.model_copy(update={"tables": (*result.convening.tables, empty)})
    anchors = [
        at.anchor
        for at in spoken_places(
            for_reader(result_of(result.people, convening, dict(result.plan.seats)), Audience.EVERYONE), ENGLISH
        )
    ]
    assert anchors == ["table-capital", "table-talent", "table-t03"]


def test_a_table_of_staff_alone_has_a_sheet():
    result = changed()
    seats = {**result.plan.seats, "s01": "spare"}
    convening = result.convening.model_copy(update={"tables": (*result.convening.tables, Table(id="spare"))})
    found = list(spoken_places(for_reader(result_of(result.people, convening, seats), Audience.EVERYONE), ENGLISH))
    assert found[-1].anchor == "table-spare"


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ({"place": "South hall", "day": "Friday", "time": "9:30"}, "South hall · Friday · 9:30"),
        ({"place": "", "day": "Friday", "time": ""}, "Friday"),
        ({"place": "", "day": "", "time": ""}, ""),
    ],
)
def test_place_day_and_time_stand_in_one_line(table, line):
    first, *_ = spoken_places(for_reader(changed(table), Audience.EVERYONE), ENGLISH)
    assert first.when_and_where == line


def test_sheets_for_everyone_name_nobody_who_is_not_listed():
    for page in ("table-sheets.html", "facilitator.html", "worksheets.html"):
        assert "Jonas Petrov" not in render_packet(small())[page]


def test_a_note_names_the_languages_of_tables_that_have_no_pages(monkeypatch):
    monkeypatch.setattr(conversation, "languages", lambda: ("en", "es"))
    tables = [
        Table(id="a", name="Kites", language="es; Klingon"),
        Table(id="b", language="vi"),
        Table(id="c", language="en"),
    ]
    assert [note.text for note in language_notes((*tables, Table(id="d", language="vi")))] == [
        "No sheet in this language: Klingon, Kites; for questions in it, write in the table’s entry: "
        "questions: {Klingon: [..., ..., ...]}",
        "No sheet in this language: Vietnamese, b and d; for questions in it, write in the table’s entry: "
        "questions: {Vietnamese: [..., ..., ...]}",
    ]
    asked = Table(id="e", name="Reeds", language="vi", questions={"Tiếng Việt": ["Tại sao?"]})
    assert [note.text for note in language_notes([asked])] == ["No sheet in this language: Vietnamese, Reeds"]


@pytest.mark.parametrize("questions", [["What now?"], {"en": ["Why?"]}, {}, []])
def test_no_second_key_is_offered_for_a_table_with_questions(questions):
    table = Table(id="a", language="Somali", questions=questions)
    assert [note.text for note in language_notes([table])] == ["No sheet in this language: Somali, a"]


def test_questions_in_a_language_without_pages_stand_under_its_name():
    table = Table(id="e", name="Reeds", language="vi", questions={"Tiếng Việt": ["Tại sao?"], "en": ["Why?"]})
    own, other = list_questions(table, words_in("en"))
    assert (own.heading, other.heading, other.language, other.asked) == ("Questions", "Tiếng Việt", "vi", ("Tại sao?",))


@pytest.mark.parametrize(
    ("number", "what"), [(0, "For the conversation"), (1, "For the question,"), (2, "For the questions")]
)
def test_the_time_is_told_for_as_many_questions_as_the_table_has(number: int, what: str) -> None:
    assert describe_fit(None, 8, ENGLISH.words, None, number).startswith(what)
