"""Ten lists, and answers in the words of conveners: each is understood, or asked back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from seating.api.check import check
from seating.api.guided_start.answers import answer
from seating.api.guided_start.asking import Misunderstood
from seating.api.guided_start.questionnaire import Draft
from seating.api.guided_start.start_files import open_list, save_start
from seating.api.request import Request
from seating.convening.edit import parse_text
from seating.present.languages import words_in

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
