"""The guided start: what seven answers become, and what is asked again."""

from __future__ import annotations

import csv
import itertools
import re
from pathlib import Path

import pytest

from seating.api.guided_start.answers import answer
from seating.api.guided_start.asking import Misunderstood
from seating.api.guided_start.questionnaire import QUESTIONS, Draft
from seating.api.guided_start.start_files import find_place, open_list, save_start
from seating.api.interface import check, solve
from seating.api.request import Request
from seating.convening.column_account import ColumnState, account_for_columns
from seating.errors import UsageError
from seating.mentions.phrases import PhraseReader
from seating.present.languages import languages, words_in
from seating.profiles import People
from seating.requirements.apart import ApartRequirement
from seating.requirements.voice import VoiceRequirement
from tests.builders import person

ROWS = """name,organization,sector,kind of work,what they care about,languages
Ana Ruiz,Oak Fund,philanthropy,decision maker,Capital:3; Talent:1,English
Ben Stone,Elm Clinic,nonprofit,doer,Talent:3,English; Spanish
Cleo Hart,Elm Clinic,nonprofit,designee,Capital:2,Spanish
Dov Diaz,Carpenters Local 12,labor,doer,Talent:2,English
Esme Lind,,business,doer,Capital:1; Talent:3,English
Fay Moss,,business,designee,Capital:3,English
Gus Bell,City of Ardo,government,doer,Talent:1,English
Hal Cruz,City of Ardo,government,decision maker,Capital:2,English
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def opened(people: Path) -> Draft:
    return open_list(Request(people, write=False))


def answered(draft: Draft, key: str, typed: str) -> Draft:
    made = answer(draft, key, typed)
    assert isinstance(made, Draft), made
    return made


def refused(draft: Draft, key: str, typed: str) -> str:
    made = answer(draft, key, typed)
    assert isinstance(made, Misunderstood), made
    return made.says


def test_all_questions_can_be_skipped(people):
    draft = opened(people)
    for question in QUESTIONS:
        assert answer(draft, question.key, "   ") is draft
    save_start(draft, people.parent, words_in("en"))
    found = check(people)
    assert not found.clashes
    assert found.convening.states_requirements


def test_a_wedding_is_asked_for_no_number_and_no_year(people):
    people.write_text("name,side\nAna Ruiz,bride\nBen Stone,groom\n", encoding="utf-8")
    draft = opened(people)
    assert [one.key for one in draft.questions] == [one.key for one in QUESTIONS]
    assert not [one for one in draft.questions if "year" in one.about and one.key == "purpose"]
    made = answered(draft, "purpose", "Ana and Ben: a good evening")
    assert (made.title, made.shared_result) == ("Ana and Ben", "a good evening")
    assert made.told["purpose"] == 'The pages have the title "Ana and Ben".'


def test_a_purpose_is_a_title_and_a_result(people):
    draft = answered(opened(people), "purpose", "Ardo Works: 500 jobs by 2030")
    assert (draft.title, draft.shared_result) == ("Ardo Works", "500 jobs by 2030")
    assert "A number and a year" in answered(draft, "purpose", "Ardo Works: better lives").told["purpose"]
    assert (
        "A year would show when the result should be reached."
        in answered(draft, "purpose", "Ardo Works: 500 jobs").told["purpose"]
    )
    assert "A number would" in answered(draft, "purpose", "Ardo Works: better lives by 2030").told["purpose"]
    assert answered(draft, "purpose", "Ardo Works").title == "Ardo Works"
    for typed in ("Ardo Works, so that 500 find jobs by 2030", "Ardo Works – 500 find jobs by 2030"):
        draft = answered(opened(people), "purpose", typed)
        assert (draft.title, draft.shared_result) == ("Ardo Works", "500 find jobs by 2030")
    draft = answered(opened(people), "purpose", "Housing Summit – Spring 2027")
    assert (draft.title, draft.shared_result) == ("Housing Summit – Spring 2027", "")
    draft = answered(opened(people), "purpose", "500 jobs - and homes - by 2030")
    assert (draft.title, draft.shared_result) == ("", "500 jobs - and homes - by 2030")


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("2026-12-01", ""),
        ("2026-12-01, 18:00-20:00", "18:00-20:00"),
        ("December 1, 2026, 6 pm to 8 pm", "6 pm to 8 pm"),
        ("1st of December 2026", ""),
        ("1 de diciembre de 2026, 18:00", "18:00"),
        ("Dec. 1 2026", ""),
        ("Tuesday, December 1, 2026, 6 to 8:30 in the evening", "6 to 8:30 pm"),
        ("Tuesday 1 December 2026, 18h-20h", "18h-20h"),
        ("martes 1 de diciembre de 2026, 6 a 8:30 de la tarde", "6 a 8:30 pm"),
    ],
)
def test_days_and_times_are_understood_as_people_write_them(people, typed, hours):
    draft = answered(opened(people), "when", typed)
    assert (str(draft.day), draft.hours) == ("2026-12-01", hours)


def test_the_time_is_told_with_24_hours_so_that_a_missing_pm_is_seen(people):
    for typed, told in (("6:00 to 8:30 pm", "18:00-20:30"), ("6:00 to 8:30", "06:00-08:30"), ("18:00", "18:00")):
        assert f"on 2026-12-01, {told}." in answered(opened(people), "when", f"2026-12-01, {typed}").told["when"]
    assert "The year is missing." in refused(opened(people), "when", "Tuesday, December 1, 6 to 8:30 pm")


def test_without_a_year_the_next_such_day_is_offered(people):
    for typed in ("December 3, 5:30-7:30 pm", "29 de febrero"):
        offered = re.search(r"If you mean the next one, write (.*)\.", refused(opened(people), "when", typed))[1]
        assert answered(opened(people), "when", offered).day.isoformat() == offered


def test_an_answer_about_access_infers_tables_and_nothing_else(people, monkeypatch):
    draft = opened(people)
    asked = []
    for module in ("convening_reader", "inference"):
        monkeypatch.setattr(f"seating.convening.{module}.infer_requirements", lambda *_, **__: asked.append(1) or ())
    assert answered(draft, "access", "wheelchair at table 1").features == {"t01": ("wheelchair",)}
    assert answered(draft, "access", "English, Spanish").languages == ("en", "es")
    assert asked == []


def test_no_is_a_way_to_skip_a_question_and_no_language(people):
    draft = opened(people)
    for question in QUESTIONS:
        for typed in ("no", "None.", "nobody", "-", "n/a", "nada"):
            assert answer(draft, question.key, typed) is draft


def test_numbers_are_understood_as_words_but_not_in_names(people):
    draft = opened(people)
    assert len(answered(draft, "tables", "two tables").tables) == 2
    assert len(answered(draft, "tables", "about two tables of 5").tables) == 2
    for typed in ("two tables: talent, capital", "dos mesas: talent, capital"):
        assert [one["id"] for one in answered(draft, "tables", typed).tables] == ["talent", "capital"]
    assert answered(draft, "tables", "Five Points, talent").tables[0]["name"] == "Five Points"
    (entry,) = answered(draft, "needed", "at least three designees").needed
    assert (entry.plain["at_least"], dict(entry.plain["who"])) == (3, {"representative_type": "designee"})


def test_articles_and_speakers_are_understood(people):
    draft = opened(people)
    typed = "a designee, someone from Oak Fund, Spanish speakers, people who speak Spanish"
    assert [dict(entry.plain["who"]) for entry in answered(draft, "needed", typed).needed] == [
        {"representative_type": "designee"},
        {"organization": "Oak Fund"},
        {"languages": "es"},
        {"languages": "es"},
    ]
    assert 'Did you mean "Elm Clinic"?' in refused(draft, "apart", "the clinic and Ana Ruiz")


def test_a_day_in_numbers_is_taken_if_it_can_only_be_one(people):
    for typed in ("25/10/2026, 6 to 8 pm", "10/25/2026 6 to 8 pm", "25.10.26, 6 to 8 pm", "2026/10/25, 6 to 8 pm"):
        draft = answered(opened(people), "when", typed)
        assert (str(draft.day), draft.hours) == ("2026-10-25", "6 to 8 pm")
    assert str(answered(opened(people), "when", "10/10/2026").day) == "2026-10-10"


def test_a_day_in_numbers_that_can_be_two_days_is_asked(people):
    for typed in ("12/10/2026", "10-12-2026, 18:00-20:00", "12.10.26"):
        assert {"December 10", "October 12"} <= set(re.findall(r"\w+ \d+", refused(opened(people), "when", typed)))
    assert "The year is missing." in refused(opened(people), "when", "25/10, 18:00-20:00")
    assert "does not include a day" in refused(opened(people), "when", "18.30-20.00")
    assert "does not include a day" in refused(opened(people), "when", "31/31/2026")


@pytest.mark.parametrize("typed", ["Tuesday evening", "2026-02-30", "2026-12-01 in the evening", "12/1/26"])
def test_other_days_are_asked_again(people, typed):
    refused(opened(people), "when", typed)


def test_tables_find_the_column_in_which_people_name_them(people):
    draft = answered(opened(people), "tables", "talent and capital")
    assert draft.columns == {"representative_type": ("kind of work",), "interests": ("what they care about",)}
    assert [(one["id"], one["focus"], one["seats"]) for one in draft.tables] == [
        ("talent", "Talent", {"max": 5}),
        ("capital", "Capital", {"max": 5}),
    ]
    draft = answered(opened(people), "tables", "talent, capital, transit")
    assert "No one on the list is interested in transit." in draft.told["tables"]


def test_tables_can_be_counted(people):
    draft = answered(opened(people), "tables", "2 tables of 5")
    assert [(one["id"], one["seats"]) for one in draft.tables] == [("t01", {"max": 5}), ("t02", {"max": 5})]
    assert "have only 6 seats" in refused(draft, "tables", "2 tables of 3")
    assert "more tables than people who are coming (8)" in refused(draft, "tables", "9")
    assert "one table" in refused(draft, "tables", "everything")
    assert "Two tables are called" in refused(draft, "tables", "talent, capital, Talent")


def test_kinds_of_people_organizations_and_names_must_be_in_the_room(people):
    draft = answered(opened(people), "needed", "2 designees, Elm Clinic, Ana Ruiz, the mayor?, and 3 businesses")
    assert [dict(entry.plain["who"]) for entry in draft.needed] == [
        {"representative_type": "designee"},
        {"organization": "Elm Clinic"},
        {"name": "Ana Ruiz"},
        {"perspective": "mayor"},
        {"sector": "business"},
    ]
    assert "businesses (2 of 3)" in draft.told["needed"]
    assert "Not on the list yet, so the pages ask for them: the mayor." in draft.told["needed"]
    assert 'Did you mean "Carpenters Local 12"?' in refused(draft, "needed", "Carpenter Local")
    answered(draft, "needed", "Carpenter Local?")


def test_and_separates_languages_and_names_that_are_known(people):
    draft = answered(opened(people), "access", "English, Spanish and Vietnamese")
    assert (draft.languages, draft.others) == (("en", "es", "vi"), ())
    assert answered(draft, "access", "English only").languages == ("en",)
    needed = answered(draft, "needed", "Elm Clinic and Oak Fund, labor").needed
    assert [dict(entry.plain["who"]) for entry in needed[:2]] == [
        {"organization": "Elm Clinic"},
        {"organization": "Oak Fund"},
    ]


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("step-free everywhere", [""]),
        ("step-free at all tables", [""]),
        ("step-free: all", [""]),
        ("step-free except culture", ["talent", "capital"]),
        ("step-free everywhere except culture and capital", ["talent"]),
        ("step-free: all but culture, capital", ["talent"]),
        ("sin escalones en todas las mesas menos culture", ["talent", "capital"]),
        ("step-free at talent and culture", ["talent", "culture"]),
    ],
)
def test_what_tables_offer_is_understood_with_exceptions(people, typed, at):
    draft = answered(opened(people), "tables", "talent, capital, culture")
    features = answered(draft, "access", typed).features
    assert list(features) == at
    assert set(features.values()) in ({("step-free",)}, {("sin escalones",)})


def test_words_of_degree_belong_to_no_language(people):
    for typed in ("English, Spanish and some Vietnamese", "mostly English, a little Spanish, also Vietnamese"):
        draft = answered(opened(people), "access", typed)
        assert (draft.languages, draft.others) == (("en", "es", "vi"), ())


def test_a_sentence_about_a_table_is_no_offer(people):
    draft = answered(opened(people), "tables", "talent, capital, culture")
    for typed in (
        "one table must be step-free",
        "English; at least one table should be step-free",
        "a step-free table",
        "culture is upstairs",
        "talent is not step-free",
        "step-free, culture has stairs",
    ):
        assert "does not describe what the tables have" in refused(draft, "access", typed)
    assert answered(draft, "access", "no stairs").features or answered(draft, "access", "no stairs").others
    assert "no table called kitchen" in refused(draft, "access", "step-free everywhere except kitchen").replace('"', "")


def test_names_of_tables_keep_their_and_and_lose_what_is_no_name(people):
    for typed in ("talent; culture and inclusion", "2 tables: talent, culture and inclusion"):
        names = [one["name"] for one in answered(opened(people), "tables", typed).tables]
        assert names == ["Talent", "Culture and inclusion"]
    names = [one["name"] for one in answered(opened(people), "tables", "one for talent, one for capital").tables]
    assert names == ["Talent", "Capital"]
    assert len(answered(opened(people), "tables", "two action tables").tables) == 2


def test_a_sector_on_the_list_is_found_by_its_other_names_and_a_part_of_a_name_is_asked(people):
    (entry,) = answered(opened(people), "needed", "unions").needed
    assert dict(entry.plain["who"]) == {"sector": "labor"}
    assert "unions (1)" in answered(opened(people), "needed", "unions").told["needed"]
    for typed in ("a union member", "union people", "someone from labor", "a labor representative", "one labor person"):
        (entry,) = answered(opened(people), "needed", typed).needed
        assert dict(entry.plain["who"]) == {"sector": "labor"}, typed
    assert 'Did you mean "Elm Clinic"?' in refused(opened(people), "needed", "Elm")
    assert "Did you mean" not in refused(opened(people), "apart", "lenders and borrowers")


def test_a_kind_of_people_from_an_organization_has_both(people):
    draft = opened(people)
    for typed, who, number in (
        ("decision makers from Oak Fund", {"representative_type": "decision-maker", "organization": "Oak Fund"}, 1),
        ("2 designees of the Elm Clinic", {"representative_type": "designee", "organization": "Elm Clinic"}, 1),
        ("doers at the City of Ardo", {"representative_type": "doer", "organization": "City of Ardo"}, 1),
        ("doers from Oak Fund", {"representative_type": "doer", "organization": "Oak Fund"}, 0),
        ("young people from Elm Clinic?", {"perspective": "young people", "organization": "Elm Clinic"}, 0),
    ):
        made = answered(draft, "needed", typed)
        assert [dict(entry.plain["who"]) for entry in made.needed] == [who]
        assert ("On the list:" in made.told["needed"]) == bool(number)
    assert 'Did you mean "doers from City of Ardo"?' in refused(draft, "needed", "doers from the city")


def test_those_of_a_kind_of_enterprise_are_found_by_its_name(people):
    people.write_text(ROWS.replace("Esme Lind,,business", "Esme Lind,,microenterprise"), encoding="utf-8")
    for typed in ("2 microentrepreneurs", "micro-entrepreneurs", "microenterprise owners", "microempresarias"):
        (entry,) = answered(opened(people), "needed", typed).needed
        assert dict(entry.plain["who"]) == {"sector": "microenterprise"}
    (entry,) = answered(opened(people), "needed", "business owners").needed
    assert dict(entry.plain["who"]) == {"sector": "business"}


def test_people_from_a_place_are_a_kind_unless_an_organization_is_meant(people):
    draft = opened(people)
    (entry,) = answered(draft, "needed", "3 people from the South Valley?").needed
    assert dict(entry.plain["who"]) == {"perspective": "people from the South Valley"}
    (entry,) = answered(draft, "needed", "people from the Elm Clinic").needed
    assert dict(entry.plain["who"]) == {"organization": "Elm Clinic"}
    assert 'Did you mean "Carpenters Local 12"?' in refused(draft, "needed", "the carpenters' union")
    answered(draft, "needed", "the painters' union?, the clinical union?")


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("young people", {"perspective": "young people"}),
        ("Young People from South Valley", {"perspective": "Young People from South Valley"}),
        ("the street vendors", {"perspective": "street vendors"}),
        ("Renters", {"perspective": "Renters"}),
        ("young Latinos", {"perspective": "young Latinos"}),
        ("jóvenes", {"perspective": "jóvenes"}),
        ("Vietnamese speakers", {"languages": "vi"}),
        ("someone from the courts", {"organization": "courts"}),
        ("Riders' Voice", {"organization": "Riders' Voice"}),
        ("NAACP", {"organization": "NAACP"}),
        ("a credit union", {"organization": "credit union"}),
        ("Eastbank Neighbors Local 4", {"organization": "Eastbank Neighbors Local 4"}),
    ],
)
def test_whoever_is_not_on_the_list_is_asked_about_and_missing_only_once_that_is_said(people, typed, who):
    made = answer(opened(people), "needed", typed)
    assert isinstance(made, Misunderstood)
    assert "is not on the list." in made.says
    (entry,) = answered(opened(people), "needed", made.offers[-1].typed).needed
    assert dict(entry.plain["who"]) == who


def test_a_kind_of_people_is_found_once_they_are_on_the_list_beside_others(people):
    draft = answered(opened(people), "needed", "young people?")
    assert 'write "young people" in a "perspective" column' in draft.told["needed"]
    save_start(draft, people.parent, words_in("en"))
    rows = ROWS.replace("languages\n", "languages,perspective\n", 1)
    people.write_text(rows + "Ida Poe,,,,,,young people\nJo Roe,,,,,,elders\n", encoding="utf-8")
    (voice,) = (one for one in check(people).convening.requirements if isinstance(one, VoiceRequirement))
    assert dict(voice.who.columns) == {"perspective": ("young people",)}


def test_the_column_for_kinds_of_people_has_a_name_in_the_language_of_the_comments(people):
    path, *_ = save_start(answered(opened(people), "needed", "jóvenes?"), people.parent, words_in("es"))
    assert 'who: {perspectiva: "jóvenes"}' in path.read_text(encoding="utf-8")
    check(people)


def test_people_and_organizations_are_kept_apart(people):
    draft = answered(opened(people), "apart", "Ana Ruiz and Ben Stone; Oak Fund / Elm Clinic")
    assert [entry.plain["pairs"] for entry in draft.apart] == [
        [["Ana Ruiz", "Ben Stone"]],
        [["Ana Ruiz", "Ben Stone"], ["Ana Ruiz", "Cleo Hart"]],
    ]
    assert 'Did you mean "Ana Ruiz"?' in refused(draft, "apart", "Anna Ruiz and Ben Stone")
    assert "does not name two" in refused(draft, "apart", "the usual people")
    assert "names the same people twice" in refused(draft, "apart", "Ana Ruiz and Ana Ruiz")


def test_languages_access_and_what_happened_before(people):
    draft = answered(opened(people), "tables", "talent, capital")
    draft = answered(draft, "access", "English, Spanish, childcare, step-free: capital, table 1")
    assert (draft.languages, draft.others) == (("en", "es"), ("childcare",))
    assert draft.features == {"capital": ("step-free",), "talent": ("step-free",)}
    assert "no table" in refused(draft, "access", "step-free: kitchen")
    assert "is not a known language or need" in refused(draft, "access", "a good mood")
    for typed, before in {
        "first time": "first",
        "the same tables go on": "same",
        "the same tables continue": "same",
        "gente nueva: mezclar": "other",
    }.items():
        assert answered(draft, "before", typed).before == before
    refused(draft, "before", "many things")


def test_a_later_meeting_is_asked_whether_the_tables_go_on(people):
    draft = opened(people)
    for typed in ("second meeting", "second meeting, most people know each other", "la tercera reunión", "2nd time"):
        assert "Do the same tables continue, or should people meet others?" in refused(draft, "before", typed)
    for typed in ("we met in May for the first time, the same tables go on", "second meeting, the same tables"):
        assert answered(draft, "before", typed).before == "same"
    assert answered(draft, "before", "second meeting, mix people").before == "other"
    assert answered(draft, "before", "they know each other: keep the tables").before == "same"
    assert answered(draft, "before", "first meeting, people should meet others").before == "first"
    refused(draft, "before", "the same people at other tables")


ANSWERS = {
    "purpose": ("", "Ardo: Works # {now} : 5", "'", "\u202e\x07x"),
    "when": ("", "2026-12-01, 18:00-20:00"),
    "tables": ("", "talent, capital", "2 tables of 5", "2"),
    "needed": ("", 'labor, the "mayor": {x}?, Ana Ruiz'),
    "apart": ("", "Ana Ruiz and Ben Stone", "Ana Ruiz and Ben Stone; Ben Stone and Dov Diaz; Dov Diaz and Ana Ruiz"),
    "access": ("", "English, Spanish, step-free"),
    "before": ("", "first meeting", "same tables", "meet others"),
}


@pytest.mark.parametrize("tables", ANSWERS["tables"])
@pytest.mark.parametrize("apart", ANSWERS["apart"])
def test_whatever_is_answered_the_convening_is_accepted(people, tables, apart):
    rest = [(key, typed) for key, typed in ANSWERS.items() if key not in {"tables", "apart"}]
    columns = itertools.zip_longest(*(typed for _, typed in rest), fillvalue="")
    for number, typed in enumerate(columns):
        draft = opened(people)
        for key, text in [("tables", tables), ("apart", apart), *zip([key for key, _ in rest], typed, strict=True)]:
            draft = answered(draft, key, text)
        path, *_ = save_start(draft, people.parent, words_in("es" if number % 2 else "en"))
        found = check(people)
        assert not found.clashes, path.read_text(encoding="utf-8")
        kinds = {type(one) for one in found.convening.requirements}
        assert (ApartRequirement in kinds) == bool(apart)
        assert (VoiceRequirement in kinds) == bool(typed[2])
        path.unlink()


def test_a_list_of_names_alone_is_enough(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name\n" + "".join(f"Guest {n}\n" for n in range(8)), encoding="utf-8")
    draft = answered(opened(path), "needed", "labor?, 2 residents?, Guest 3")
    save_start(answered(draft, "access", "English, Spanish"), tmp_path, words_in("en"))
    found = check(path)
    voices = [one for one in found.convening.requirements if isinstance(one, VoiceRequirement)]
    assert [one.name for one in voices] == ["Labor", "Residents", "Guest 3"]


def test_without_a_list_there_are_example_rows_for_the_tables(tmp_path):
    draft = answered(open_list(None), "tables", "housing, transit, jobs")
    draft = answered(draft, "apart", "Ana Ruiz and Ben Stone")
    written = save_start(draft, tmp_path / "new", words_in("en"))
    assert sorted(path.name for path in written) == [
        "convening.schema.json",
        "convening.yaml",
        "questions.txt",
        "stakeholders.csv",
    ]
    found = check(tmp_path / "new" / "stakeholders.csv")
    assert not found.clashes
    assert all(one.interested for one in found.demand)
    assert "# - {kind: apart, people: [Ana Ruiz, Ben Stone]" in written[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("answers", [{}, {"tables": "housing, jobs"}, {"needed": "2 microentrepreneurs, labor"}])
def test_every_column_of_the_example_rows_is_used(tmp_path, answers):
    draft = open_list(None)
    for key, typed in answers.items():
        draft = answered(draft, key, typed)
    save_start(draft, tmp_path / "new", words_in("en"))
    assert check(tmp_path / "new" / "stakeholders.csv").notes == ()


def test_a_convening_that_is_there_is_never_overwritten(people):
    save_start(opened(people), people.parent, words_in("en"))
    for given in (people, people.parent):
        with pytest.raises(UsageError, match="already exists"):
            find_place(given)


def test_files_that_are_no_lists_are_not_offered(people):
    for name in ("requests.csv", "arrivals.csv", ".hidden.csv", "questions.txt", "notes.md"):
        (people.parent / name).write_text("name\n", encoding="utf-8")
    assert find_place(people.parent).lists == (people,)


@pytest.mark.parametrize("language", languages())
def test_the_examples_are_understood(language):
    draft, words = open_list(None), words_in(language)
    for question in QUESTIONS:
        draft = answered(draft, question.key, words.gettext(question.example))
    assert set(draft.told) == {question.key for question in QUESTIONS}
    assert draft.before == "first"
    assert set(draft.languages) == {"en", "es"}
    assert len(draft.features["capital"]) == 1


def test_more_tables_than_topics_are_shared_out_by_the_people_interested(people):
    draft = answered(opened(people), "tables", "5 tables: talent, capital, transit")
    assert [(one["id"], one["name"], one.get("focus", "")) for one in draft.tables] == [
        ("talent-a", "Talent A", "Talent"),
        ("talent-b", "Talent B", "Talent"),
        ("capital-a", "Capital A", "Capital"),
        ("capital-b", "Capital B", "Capital"),
        ("transit", "Transit", ""),
    ]
    assert "5 tables: Talent A, Talent B, Capital A, Capital B and Transit." in draft.told["tables"]
    assert "3 names for 2 tables" in refused(draft, "tables", "2 tables: talent, capital, transit")
    assert "Two tables are called" in refused(draft, "tables", "4 tables: talent, talent, capital")


@pytest.mark.parametrize("typed", ["6 tables:", "2 tables:", "4 tables: ,", "six tables: ;"])
def test_a_number_of_tables_without_their_names_is_asked_again(people, typed):
    assert "Write two or more" in refused(opened(people), "tables", typed)


@pytest.mark.parametrize("typed", ["English; wheelchair at tables 1 and 2", "step-free at table 1 and table 2"])
def test_tables_are_named_by_their_numbers_as_people_write_them(people, typed):
    draft = answered(opened(people), "tables", "talent, capital, transit")
    assert set(answered(draft, "access", typed).features) == {"talent", "capital"}
    assert 'There is no table called "7".' in refused(draft, "access", "wheelchair at tables 7")


@pytest.mark.parametrize(
    "typed", ["no stairs at table Capital", "no stairs: table Capital", "no stairs at the table capital"]
)
def test_the_word_table_may_stand_before_a_name(people, typed):
    draft = answered(opened(people), "tables", "talent, capital, transit")
    assert answered(draft, "access", typed).features == {"capital": ("no stairs",)}
    unknown = typed.replace("apital", "apitol")
    assert "There is no table" in refused(draft, "access", unknown)
    assert "apitol" in refused(draft, "access", unknown)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("no stairs at Kitchen and bar", {"kitchen-and-bar"}),
        ("no stairs: Kitchen and bar, garden", {"kitchen-and-bar", "garden-table"}),
        ("no stairs at the garden", {"garden-table"}),
        ("no stairs at the Garden table", {"garden-table"}),
        ("no stairs Garden Table", {"garden-table"}),
        ("no stairs everywhere except the garden and the library", {"kitchen-and-bar"}),
        ("no stairs at the entrance", {""}),
        ("large print in Spanish", {""}),
    ],
)
def test_the_name_of_a_table_needs_no_word_table(people, typed, offered):
    draft = answered(opened(people), "tables", "Kitchen and bar; Garden Table; Library")
    assert set(answered(draft, "access", typed).features) == offered


@pytest.mark.parametrize("typed", ["no stairs at Kitchen", "no stairs at Gardn", "no stairs in the cellar"])
def test_what_an_unknown_table_has_is_not_offered_at_all_of_them(people, typed):
    draft = answered(opened(people), "tables", "Kitchen and bar; Garden Table; Library")
    assert f'There is no table called "{typed.removeprefix("no stairs ").partition(" ")[2]}".' in refused(
        draft, "access", typed
    )


def test_tables_that_are_made_from_the_list_have_numbers_too(people):
    others = "".join(f"Person {letter},Org {letter},labor,doer,,\n" for letter in "ABCDEFGH")
    people.write_text(ROWS + others, encoding="utf-8")
    draft = answered(opened(people), "access", "wheelchair at table 1")
    save_start(draft, people.parent, words_in("en"))
    assert [bool(table.features) for table in check(people).convening.tables] == [True, False]
    offered = answered(opened(people), "access", "wheelchair everywhere except table 1").features
    assert len(offered) == 1
    assert offered.keys().isdisjoint(draft.features)
    assert 'There is no table called "7".' in refused(opened(people), "access", "wheelchair at table 7")


def test_an_organization_after_an_article_comes_before_a_kind_of_the_same_name() -> None:
    rows = [{"id": "a", "organization": "Library"}, {"id": "b", "sector": "library"}]
    people = People(tuple(map(person, rows)))
    assert PhraseReader(people).read("the library").who == {"organization": "Library"}


FORM = """Full name,Organization,Sector,"I am a designee, doer or decision-maker",{headings},We fund,Access and food,Bus
Ana Ruiz,Oak Fund,philanthropy,Decision-maker,3,,1,Elm Clinic,,yes
Ben Stone,Elm Clinic,nonprofit,Doer,,3,,,wheelchair,yes
Cleo Hart,Elm Clinic,nonprofit,Designee,2,,3,,,no
Dov Diaz,Carpenters Local 12,labor,Doer,1,3,,,vegan,no
Esme Lind,,business,Doer,,1,3,,,yes
Fay Moss,,business,Designee,3,2,,,,yes
Gus Bell,City of Ardo,government,Doer,,,3,,childcare (2),no
Hal Cruz,City of Ardo,government,Decision-maker,3,1,2,,,no
Ida Vo,Oak Fund,philanthropy,Designee,,3,1,,,yes
"""


@pytest.mark.parametrize(
    "heading",
    ["Interest: {}", "{} (0-3)", "Rate your interest [{}]", "Rating [{}]", "How interested are you in {}?"],
)
def test_from_a_form_to_seats_nothing_that_people_brought_is_lost(heading, tmp_path):
    """The form and the seats are compared: ratings, access needs, who funds whom, and each column."""
    topics = ["Talent & Skill", "Capital", "Community"]
    path = tmp_path / "people.csv"
    path.write_text(FORM.format(headings=",".join(map(heading.format, topics))), encoding="utf-8")
    draft = answered(opened(path), "tables", "talent, capital, community")
    draft = answered(draft, "access", "wheelchair: capital")
    save_start(answered(draft, "before", "first meeting"), tmp_path, words_in("en"))
    assert f'"{heading.format(topics[1])}"' in (tmp_path / "convening.yaml").read_text(encoding="utf-8")
    solved = solve(path)
    rows = {row["Full name"]: row for row in csv.DictReader(path.open(encoding="utf-8"))}
    for one in solved.people:
        written = {topic: int(cell) for topic in topics if (cell := rows[one.name][heading.format(topic)])}
        assert dict(one.interests) == written
        assert "; ".join(one.needs) == rows[one.name]["Access and food"]
    focus = {table.id: table.focus[0] for table in solved.convening.tables}
    at = {seat["name"]: seat["table"] for seat in solved.to_record()["rounds"][-1]["seats"]}
    given = {one.name: one.interests.get(focus[at[one.name]], 0) for one in solved.people}
    assert all(given.values()), "nobody sits at a table that they did not rate"
    missed = sum(max(one.interests.values()) - given[one.name] for one in solved.people)
    assert missed == solved.review.verdicts["focus-1"].shortfall
    assert at["Ben Stone"] == "capital"  # where a wheelchair can go
    account = {one.column.heading: one for one in account_for_columns(solved.convening, solved.people)}
    assert account["We fund"].state is ColumnState.READ
    assert account["Bus"].state is ColumnState.NOT_READ
    assert any(note.slug == "columns-unused" and '"Bus"' in note.text for note in solved.notes)
