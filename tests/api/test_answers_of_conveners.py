"""Ten lists, and answers in the words of conveners: each is understood, or asked back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from seating.api.guided_start.answers import READERS, answer
from seating.api.guided_start.asking import Misunderstood
from seating.api.guided_start.questionnaire import Draft
from seating.api.guided_start.start_files import find_place, open_list, save_start
from seating.api.guided_start.written import write_convening
from seating.api.interface import check
from seating.api.request import Request
from seating.convening.convening_reader import read_convening
from seating.convening.edit import parse_text
from seating.errors import InputError, UsageError
from seating.present.languages import words_in
from seating.profiles.reader import read_people
from seating.sources import read_bytes
from seating.word_files import split_words
from tests.examples import examples

NAMES = [
    *("Ana Ruiz", "Ben Stone", "Cleo Hart", "Dov Diaz", "Esme Lind", "Fay Moss", "Gus Bell", "Hal Cruz"),
    *("Ida Poe", "Jo Roe", "Kit Vale", "Lia Dunn", "Max Orr", "Nia Webb", "Oto Lam", "Pia Senn"),
]


def make_list(heading: str, *columns: str) -> str:
    """Return a list of sixteen people; a column is its values, separated by |, which repeat."""
    values = [column.split("|") for column in columns]
    rows = (",".join([name, *(each[n % len(each)] for each in values)]) for n, name in enumerate(NAMES))
    return "\n".join([heading, *rows]) + "\n"


FORM = make_list(
    "name,Organization,Sector,Role,Interest: Housing,Interest: Schools,Interest: Jobs,Neighborhood,We fund,Access",
    "Oak Fund|Elm Clinic|South Mesa Makers|City of Ardo",
    "philanthropy|nonprofit|community|government|labor",
    "decision-maker|doer|designee",
    "3||1",
    "|3|2",
    "1|2|3",
    "Heights|South Mesa|Old Town",
    "Elm Clinic; South Mesa Makers|||",
    "|wheelchair|||",
)
LISTS = {
    "form": FORM,
    "city": make_list(
        "name,organization,what they care about,district,languages",
        "Harbor Bank|Riders Union|Book Club",
        "Transit|Parks|Arts and Culture",
        "Center|North Valley",
        "English|English; Spanish",
    ),
    "wedding": make_list("Guest,Side,Family,Table?", "bride|groom", "Ruiz|Stone|Hart|Lind", "head|||||||"),
    "school": make_list("name,grade,Homeroom,Veteran", "9|10|11", "Room A|Room B", "yes|no|no"),
    "spanish": make_list(
        "nombre,organización,sector,barrio,temas",
        "Banco Sol|Clínica Luz",
        "gobierno|sindicato|empresa",
        "Alturas|Centro",
        "vivienda|escuelas|trabajo",
    ),
    "funded": make_list("name,organization,Funded by", "Book Club|Oak Fund|Elm Clinic", "Oak Fund||Oak Fund"),
    "bare": make_list("name"),
    "roles": make_list("name,organization,type", "Oak Fund|Elm Clinic", "decision maker|doer|designee"),
    "teams": make_list("name,Team,Group", "Red|Blue", "Blue|Green|Red"),
    "data": make_list("name,interests", "data|leadership|health"),
}

TABLES: list[tuple[str, str, Any]] = [
    ("form", "10 tables about housing, schools, jobs", {"number": 10, "focus": {"Housing", "Schools", "Jobs"}}),
    (
        "form",
        "10 tables of 2: housing, schools, jobs",
        {"number": 10, "focus": {"Housing", "Schools", "Jobs"}, "max": 2},
    ),
    (
        "form",
        "housing, schools, jobs with 8 seats each",
        {"number": 3, "focus": {"Housing", "Schools", "Jobs"}, "max": 8},
    ),
    (
        "form",
        "housing, schools, jobs, 10 people each",
        {"number": 3, "focus": {"Housing", "Schools", "Jobs"}, "max": 10},
    ),
    ("form", "jobs and schools", {"number": 2, "focus": {"Schools", "Jobs"}}),
    ("form", "jobs and health", {"names": ["Jobs", "Health"], "focus": {"Jobs"}}),
    (
        "form",
        "three action tables: housing, schools, jobs, plus a steering table, a leadership table of the chairs and a "
        "data table",
        {"number": 3, "kinds": {"steering": None, "leadership": "chair", "data": "reporter"}},
    ),
    ("form", "housing, schools, steering", {"number": 2, "kinds": {"steering": None}}),
    ("form", "2 tables of 8 and a head table", {"names": ["Table 1", "Table 2", "Head table"], "max": 8}),
    ("form", "2 for housing, 3 for jobs", {"number": 5, "focus": {"Housing", "Jobs"}}),
    ("form", "housing (2 tables), jobs (1 table)", {"names": ["Housing A", "Housing B", "Jobs"]}),
    ("form", "one table per topic", {"number": 3, "focus": {"Housing", "Schools", "Jobs"}}),
    ("form", "we need 3 tables with 4-8 people each", {"number": 3, "max": 8}),
    ("form", "Housing; schools, jobs; a head table of 6", {"names": ["Housing", "Schools", "Jobs", "Head table"]}),
    ("form", "Tables: housing, schools, jobs", {"number": 3, "focus": {"Housing", "Schools", "Jobs"}}),
    ("form", "4 tables: 2 housing, 2 jobs", {"names": ["Housing A", "Housing B", "Jobs A", "Jobs B"]}),
    ("form", "3 tables (housing, schools and jobs), 8 people at each", {"number": 3, "max": 8}),
    ("form", "housing - 8 seats, jobs - 10 seats", {"names": ["Housing", "Jobs"]}),
    ("form", "table 1 housing, table 2 jobs", "the name of a table?"),
    ("form", "4 tables, 16 people", "altogether"),
    ("form", "housing, data", "governs"),
    ("form", "housng, jobs", "Did you mean"),
    ("form", "some tables for everyone, jobs", "the name of a table?"),
    ("form", "3 tables of 4", "have only 12 seats"),
    ("form", "2 tables: housing, schools, jobs", "3 names for 2 tables"),
    ("city", "transit, parks, arts and culture", {"names": ["Transit", "Parks", "Arts and culture"]}),
    (
        "city",
        "Arts and Culture and parks and transit",
        {"number": 3, "focus": {"Arts and Culture", "Parks", "Transit"}},
    ),
    ("wedding", "two tables of 8 and a sweetheart table", {"number": 3}),
    (
        "spanish",
        "3 mesas sobre vivienda, escuelas y trabajo",
        {"number": 3, "focus": {"vivienda", "escuelas", "trabajo"}},
    ),
    ("spanish", "dos mesas de 8 y una mesa principal", {"number": 3, "max": 8}),
    ("bare", "4x4", {"number": 4, "max": 4}),
    ("bare", "two round tables", {"number": 2}),
    ("data", "data, leadership, health", {"number": 3, "focus": {"data", "leadership", "health"}, "kinds": {}}),
    ("data", "health, a data table of the reporters", {"number": 1, "kinds": {"data": "reporter"}}),
]


def opened(name: str, folder: Path) -> Draft:
    path = folder / "people.csv"
    path.write_text(LISTS[name], encoding="utf-8")
    return open_list(Request(path, write=False))


@pytest.mark.parametrize(("name", "typed", "expected"), TABLES)
def test_answers_about_tables_are_understood_or_asked_back(name, typed, expected, tmp_path):
    made = answer(opened(name, tmp_path), "tables", typed)
    if isinstance(expected, str):
        assert isinstance(made, Misunderstood), made
        assert expected in made.says
        return
    assert isinstance(made, Draft), made
    save_start(made, tmp_path, words_in("en"))
    written = parse_text((tmp_path / "convening.yaml").read_text(encoding="utf-8"), "convening.yaml").plain["tables"]
    seated = [one for one in written if "kind" not in one]
    kinds = {one["kind"]: one.get("from") for one in made.tables if "kind" in one}
    assert len(seated) == expected.get("number", len(expected.get("names", ())))
    assert [one["name"] for one in seated] == expected.get("names", [one["name"] for one in seated])
    assert {one["focus"] for one in seated if "focus" in one} == expected.get("focus", set()) or "focus" not in expected
    assert kinds == expected.get("kinds", {})
    assert not expected.get("max") or {one["seats"]["max"] for one in seated} == {expected["max"]}
    check(tmp_path / "people.csv")


EACH, ROOM = None, "the room"
PEOPLE: list[tuple[str, str, Any]] = [
    ("form", "a decision-maker at each table", [({"representative_type": "decision-maker"}, 1, EACH)]),
    ("form", "decision-makers at every table", [({"representative_type": "decision-maker"}, 1, EACH)]),
    ("form", "people who decide", [({"representative_type": "decision-maker"}, 1, ROOM)]),
    ("form", "someone who decides at each table", [({"representative_type": "decision-maker"}, 1, EACH)]),
    (
        "form",
        "each table needs a decision-maker and two doers",
        [({"representative_type": "decision-maker"}, 1, EACH), ({"representative_type": "doer"}, 2, EACH)],
    ),
    ("form", "people from South Mesa", [({"Neighborhood": "South Mesa"}, 1, ROOM)]),
    ("form", "someone from South Mesa", [({"Neighborhood": "South Mesa"}, 1, ROOM)]),
    ("form", "3 people from Heights", [({"Neighborhood": "Heights"}, 3, ROOM)]),
    ("form", "two doers at jobs", [({"representative_type": "doer"}, 2, ["jobs"])]),
    ("form", "a wheelchair user at the jobs table", [({"needs": "wheelchair"}, 1, ["jobs"])]),
    (
        "form",
        "funders and the groups they fund",
        [
            ({"We fund": ["Elm Clinic", "South Mesa Makers"]}, 1, ROOM),
            ({"organization": ["Elm Clinic", "South Mesa Makers"]}, 1, ROOM),
        ],
    ),
    (
        "form",
        "2 unions, Ben Stone; the Oak Fund",
        [({"sector": "labor"}, 2, ROOM), ({"name": "Ben Stone"}, 1, ROOM), ({"organization": "Oak Fund"}, 1, ROOM)],
    ),
    ("form", "a decision-maker, two doers at each table", "at each table too"),
    ("form", "labor at housing and jobs", [({"sector": "labor"}, 1, ["housing", "jobs"])]),
    ("form", "labor at housing, jobs", [({"sector": "labor"}, 1, ["housing", "jobs"])]),
    ("form", "doers at every table except jobs", [({"representative_type": "doer"}, 1, ["housing"])]),
    ("form", "3 from Heights or Old Town", [({"Neighborhood": ["Heights", "Old Town"]}, 3, ROOM)]),
    (
        "form",
        "2 doers at jobs; 3 doers at housing",
        [({"representative_type": "doer"}, 2, ["jobs"]), ({"representative_type": "doer"}, 3, ["housing"])],
    ),
    ("city", "anyone who speaks Spanish", [({"languages": "es"}, 1, ROOM)]),
    ("form", "no funders", "is not on the list."),
    ("form", "young people", '"young people" is not on the list.'),
    ("form", "3 people from Hieghts", 'Did you mean "Heights"?'),
    ("form", "people from North Mesa", "is not on the list."),
    ("form", "Mesa Makers", 'Did you mean "South Mesa Makers"?'),
    (
        "city",
        "2 Spanish speakers; someone from Center",
        [({"languages": "es"}, 2, ROOM), ({"district": "Center"}, 1, ROOM)],
    ),
    ("school", "2 veterans", [({"Veteran": "yes"}, 2, ROOM)]),
    ("school", "3 people from Room A", [({"Homeroom": "Room A"}, 3, ROOM)]),
    ("spanish", "2 personas de Alturas", [({"barrio": "Alturas"}, 2, ROOM)]),
    ("spanish", "un sindicato en cada mesa", [({"sector": "sindicato"}, 1, EACH)]),
    ("funded", "grantees", [({"Funded by": ["Oak Fund"]}, 1, ROOM)]),
    ("funded", "funders", [({"organization": ["Oak Fund"]}, 1, ROOM)]),
    ("bare", "the mayor", "is not on the list."),
    ("bare", "funders", "is not on the list."),
    ("roles", "doers from Elm Clinic", [({"representative_type": "doer", "organization": "Elm Clinic"}, 1, ROOM)]),
    ("teams", "2 reds", '"Team: Red" or "Group: Red"'),
    ("teams", "Team: Red", [({"Team": "Red"}, 1, ROOM)]),
]


@pytest.mark.parametrize(("name", "typed", "expected"), PEOPLE)
def test_answers_about_people_are_understood_or_asked_back(name, typed, expected, tmp_path):
    draft = opened(name, tmp_path)
    tables = answer(draft, "tables", "housing, jobs" if name == "form" else "2")
    assert isinstance(tables, Draft)
    made = answer(tables, "needed", typed)
    if isinstance(expected, str):
        assert isinstance(made, Misunderstood), made
        assert expected in made.says
        return
    assert isinstance(made, Draft), made
    assert [(dict(one.plain["who"]), one.plain["at_least"], one.plain.get("at")) for one in made.needed] == expected
    save_start(made, tmp_path, words_in("en"))
    check(tmp_path / "people.csv")


COMPANY: list[tuple[str, str, str, Any]] = [
    ("together", "wedding", "Ana Ruiz and Ben Stone", [{"people": ["Ana Ruiz", "Ben Stone"]}]),
    ("together", "wedding", "Ana Ruiz, Ben Stone and Cleo Hart", [{"people": ["Ana Ruiz", "Ben Stone", "Cleo Hart"]}]),
    (
        "together",
        "wedding",
        "each family; Ana Ruiz & Dov Diaz",
        [{"by": "Family"}, {"people": ["Ana Ruiz", "Dov Diaz"]}],
    ),
    ("together", "wedding", "keep families together", [{"by": "Family"}]),
    ("together", "wedding", "by side", [{"by": "Side"}]),
    ("together", "wedding", "Ana Rius and Ben Stone", 'Did you mean "Ana Ruiz"?'),
    ("together", "wedding", "bride", "names 8 people, but the largest table has 6 seats."),
    ("together", "wedding", "couples", "does not name two people or organizations."),
    ("together", "bare", "each family", "does not name two people or organizations."),
    ("together", "form", "Oak Fund people", [{"people": ["Ana Ruiz", "Esme Lind", "Ida Poe", "Max Orr"]}]),
    ("apart", "form", "funders and the groups they fund", [{"relation": "We fund"}]),
    ("apart", "form", "We fund", [{"relation": "We fund"}]),
    (
        "apart",
        "form",
        "Ana Ruiz and Ben Stone; Gus Bell with Hal Cruz",
        [{"pairs": [["Ana Ruiz", "Ben Stone"]]}, {"pairs": [["Gus Bell", "Hal Cruz"]]}],
    ),
    ("apart", "funded", "funders and grantees", [{"relation": "Funded by"}]),
    ("apart", "bare", "funders and grantees", '"funders" is not on the list.'),
    ("apart", "teams", "Red and Blue", '"Team: Red" or "Group: Red"'),
    ("members", "wedding", "Ana Ruiz, Ben Stone", {"head-table": ("Ana Ruiz", "Ben Stone")}),
    ("members", "wedding", "Table?: head", {"head-table": ("Ana Ruiz", "Ida Poe")}),
    ("members", "wedding", "head table: Ana Ruiz", {"head-table": ("Ana Ruiz",)}),
    ("members", "wedding", "the couple", "is not on the list."),
]


@pytest.mark.parametrize(("key", "name", "typed", "expected"), COMPANY)
def test_answers_about_company_are_understood_or_asked_back(key, name, typed, expected, tmp_path):
    draft = answer(
        opened(name, tmp_path), "tables", "three tables of 6 and a head table of 4" if name == "wedding" else "2"
    )
    assert isinstance(draft, Draft)
    made = answer(draft, key, typed)
    if isinstance(expected, str):
        assert isinstance(made, Misunderstood), made
        assert expected in made.says
        return
    assert isinstance(made, Draft), made
    if key == "members":
        assert made.members == expected
    else:
        assert [
            {k: v for k, v in one.plain.items() if k not in {"kind", "private"}} for one in getattr(made, key)
        ] == expected
    save_start(made, tmp_path, words_in("en"))
    check(tmp_path / "people.csv")


def test_a_group_that_no_table_holds_leads_to_its_column(tmp_path):
    draft = answer(opened("wedding", tmp_path), "tables", "three tables of 6")
    offered = answer(draft, "together", "bride").offers[0].typed
    assert [dict(one.plain) for one in answer(draft, "together", offered).together] == [
        {"kind": "together", "by": "Side"}
    ]


def test_the_members_of_each_table_are_asked_for_only_when_there_are_such_tables(tmp_path):
    draft = opened("form", tmp_path)
    assert "members" not in [one.key for one in draft.questions]
    draft = answer(draft, "tables", "housing, jobs, steering, a head table")
    assert [one.key for one in draft.questions][3] == "members"
    assert "Write the table and a colon" in answer(draft, "members", "Ana Ruiz").says
    made = answer(draft, "members", "steering: Ana Ruiz, Ben Stone; head table: Cleo Hart")
    assert made.members == {"steering": ("Ana Ruiz", "Ben Stone"), "head-table": ("Cleo Hart",)}
    for asked, has_members in ((draft, False), (made, True)):
        path, *_ = save_start(asked, tmp_path, words_in("en"))
        convening = check(tmp_path / "people.csv").convening
        assert ("steering" in [table.id for table in convening.tables]) is has_members
        assert ("# - {id: steering" in path.read_text(encoding="utf-8")) is not has_members
        assert any(one.kind == "pin" for one in convening.requirements) is has_members
        path.unlink()


def test_governance_tables_have_the_duties_from_which_their_members_come(tmp_path):
    typed = "housing, jobs, a leadership table of the chairs, a data table of the reporters"
    draft = answer(opened("form", tmp_path), "tables", typed)
    save_start(draft, tmp_path, words_in("en"))
    found = check(tmp_path / "people.csv")
    assert {one.name for one in found.convening.requirements if one.kind == "duty"} == {"chair", "reporter"}
    assert not [note for note in found.notes if note.slug == "drawn-from-nobody"]


@pytest.mark.parametrize(
    ("above", "offers"),
    [
        ("Guest list Kim & Theo - 12 June 2027,,\n,,\n", {"purpose": "Kim & Theo", "when": "2027-06-12"}),
        ("Spring Forum 2027,,\n", {"purpose": "Spring Forum 2027"}),
        ("", {}),
    ],
)
def test_the_title_row_of_the_list_is_offered_and_written_only_when_taken(above, offers, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        above + make_list("name,organization,languages", "Oak Fund|Elm Clinic", "English"), encoding="utf-8"
    )
    draft = open_list(Request(path, write=False))
    assert dict(draft.offers) == offers
    assert {one.key: one.offer for one in draft.questions if one.offer} == offers
    for key, offer in offers.items():
        draft = answer(draft, key, offer)
    assert (draft.title, draft.day.isoformat() if draft.day else None) == (
        offers.get("purpose", ""),
        offers.get("when"),
    )


WORDS = [
    *NAMES[:4],
    "Ana Rius",
    "Oak Fund",
    "Elm Clinc",
    "young people",
    "doers",
    "people from Heights",
    "the mayor",
    "funders",
]


def list_names(value: Any) -> Iterator[str]:
    """Yield the texts in a part of a requirement."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (name for each in value.values() for name in list_names(each))
    elif isinstance(value, list | tuple):
        yield from (name for each in value for name in list_names(each))


@pytest.mark.room
@examples(25)
@given(
    key=st.sampled_from(["needed", "together", "apart"]),
    words=st.lists(st.tuples(st.sampled_from(WORDS), st.booleans()), min_size=1, max_size=3),
    between=st.sampled_from([", ", " and ", "; "]),
)
def test_every_name_that_is_written_is_on_the_list_or_was_said_to_be_missing(key, words, between):
    """An answer is written only if each of its names is known; offers lead on, and end."""
    people = read_people(read_bytes(FORM.encode(), "people.csv")).people
    draft = Draft(people, Request(Path("people.csv"), write=False))
    typed = between.join(f"{word}{'?' if is_missing else ''}" for word, is_missing in words)
    missing = {word.removeprefix("the ") for word, is_missing in words if is_missing}
    listed = {one.name for one in people} | set(people.organizations)
    listed |= {value for one in people for column in people.headings for value in one.values(column)}
    made = answer(draft, key, typed)
    if isinstance(made, Draft):
        for entry in getattr(made, key):
            told = entry.plain.get("who") or [entry.plain.get(part) for part in ("people", "pairs")]
            assert set(list_names(told)) <= listed | missing
        return
    for offer in made.offers:
        assert offer.typed != typed
        assert "\n" not in offer.typed


def test_a_convening_that_only_says_how_the_list_is_read_is_kept_and_goes_on(tmp_path):
    """A list with an unknown type is refused with lines to write; they must not end the guided start."""
    path = tmp_path / "people.csv"
    path.write_text(FORM.replace("designee", "lived experience"), encoding="utf-8")
    with pytest.raises(InputError, match="lived experience"):
        open_list(Request(path, write=False))
    told = (
        "vocabulary:\n  representative_type:\n    designee: [lived experience]  # as agreed\nprivate: [Neighborhood]\n"
    )
    (tmp_path / "convening.yaml").write_text(told, encoding="utf-8")
    assert find_place(path).lists == (path,)
    draft = open_list(Request(path, write=False))
    draft = answer(draft, "needed", "a designee at each table")
    save_start(draft, tmp_path, words_in("en"))
    written = parse_text((tmp_path / "convening.yaml").read_text(encoding="utf-8"), "convening.yaml").plain
    assert written["vocabulary"] == {"representative_type": {"designee": ["lived experience"]}}
    assert written["private"] == ["Neighborhood"]
    assert not check(path).clashes
    with pytest.raises(UsageError, match="already exists"):
        find_place(path)


MIXED_WORDS = (
    "10|two|8-10|tables|table|of|about|with|people|seats|each|,|;|:|and|plus|a|the|or|?|at|housing|schools|head table|"
    "steering|data|leadership table of the chairs|family|Group:|Ana Ruiz|Ben Stone|Oak Fund|funders|they fund|doers|"
    "from South Mesa|Red|wheelchair|English|everywhere|except|first meeting|in the room|2026-12-01|(|é"
)
MIXED = split_words(MIXED_WORDS)


@pytest.mark.room
@examples(25)
@given(name=st.sampled_from(sorted(LISTS)), data=st.data())
def test_any_words_are_understood_or_asked_back_and_what_is_written_is_read(name, data):
    people = read_people(read_bytes(LISTS[name].encode(), "people.csv"))
    draft = Draft(people.people, Request(Path("people.csv"), write=False))
    for key in READERS:
        words = data.draw(st.lists(st.sampled_from(MIXED), min_size=1, max_size=8), label=key)
        if key == "members" and not draft.chosen_tables:
            continue
        made = answer(draft, key, " ".join(words))
        if isinstance(made, Draft):
            draft = made
        else:
            assert made.says
            assert all(answer(draft, key, offer.typed) for offer in made.offers)
    plain = parse_text(write_convening(replace(draft, apart=(), together=()), words_in("en")), "convening.yaml").plain
    read_convening(people.people, plain)


def test_an_answer_of_many_names_is_read_without_trying_every_way_to_split_it():
    people = read_people(read_bytes(("name\n" + "".join(f"Ana Soto{n}\n" for n in range(40))).encode(), "p.csv")).people
    draft = Draft(people, Request(Path("p.csv")))
    asked = answer(draft, "together", " and ".join([*(f"Ana Soto{n}" for n in range(30)), "Zoe Nobody"]))
    assert isinstance(asked, Misunderstood)
    assert "Zoe Nobody" in asked.says
