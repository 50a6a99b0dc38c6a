"""Who is missing, and which voices and cells of the frame a text may mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from seating.charts import summary
from seating.charts.agreement import find_agreement
from seating.charts.joins import join_alike
from seating.charts.summary import (
    MOST_MEANT,
    Absence,
    AddedUp,
    LongerNames,
    Missing,
    Perspective,
    add_up,
    find_missing,
    find_organizations,
    list_perspectives,
)
from seating.mentions.descriptions import is_narrower, names_kinds_of_people
from seating.profiles import People, Who
from seating.requirement import Ask
from tests.charts.forms import charts, long, people

HERE = people(
    {"id": "p1", "name": "Ana Kim", "organization": "State Small Business Office"},
    {"id": "p2", "name": "Ben Ode", "status": "idea"},
    {"id": "p3", "name": "Cy Poe", "status": "declined"},
    {"id": "p4", "name": "Di Rey", "attending": 0},
    {"id": "p5", "name": "someone from the union", "sector": "labor", "status": "open"},
)
COMING = {"p1", "p5"}

VOICES = (
    Perspective("voice-1", "Vietnamese businesses", Who.model_validate({"languages": "vi", "sector": "business"})),
    Perspective("voice-2", "Organized labor", Who.model_validate({"sector": "labor"})),
    Perspective("voice-3", "Youth", Who.model_validate({"age": ["youth", "young adult"]})),
    Perspective("voice-4", "Second-stage firms (50 or more employees)", None),
    Perspective("frame-1", "x", Who.model_validate({"sector": "labor", "representative_type": "doer"}), is_cell=True),
)


def missing(text: str, sector: str = "", role: str = "", listed: People = HERE) -> list[Missing]:
    found = charts(long(["A", "", "", "talent", sector, role, text, ""]), listed=listed)
    agreement = find_agreement(join_alike([found], listed), listed)
    return list(find_missing(agreement, listed, COMING, VOICES))


@pytest.mark.parametrize(
    ("text", "absence"),
    [
        ("Ben Ode", Absence.NOT_INVITED),
        ("Cy Poe", Absence.DECLINED),
        ("Di Rey", Absence.NOT_COMING),
        ("a welder", Absence.NOT_LISTED),
        ("someone from the union", Absence.HELD),
    ],
)
def test_why_somebody_is_missing(text: str, absence: Absence) -> None:
    assert [one.absence for one in missing(text)] == [absence]


@pytest.mark.parametrize(
    ("text", "sector", "absence"),
    [
        ("organized labour", "", Absence.NOT_BY_NAME),
        ("a welder", "labor", Absence.NOT_LISTED),
        ("second-stage firms", "", Absence.NOT_LISTED),
        ("youth", "", Absence.NOT_LISTED),
        ("Vietnamese interpreter", "", Absence.NOT_BY_NAME),
        ("Somali interpreter", "", Absence.NOT_LISTED),
        ("Kim", "labor", Absence.NOT_BY_NAME),
    ],
)
def test_who_may_be_on_the_list_is_missing_by_this_name_alone(text: str, sector: str, absence: Absence) -> None:
    here = people(
        {"id": "p1", "name": "Ana Kim", "sector": "labor"},
        {"id": "p2", "name": "Thu Dang", "duty": "interpreter", "languages": "vi; en", "age": "youth"},
    )
    assert [one.absence for one in missing(text, sector, listed=here)] == [absence]


def test_one_who_is_coming_is_not_missing() -> None:
    assert missing("Ana Kim") == []


def test_without_a_list_nobody_is_known_to_be_missing() -> None:
    found = find_agreement(join_alike([charts(long(["A", "", "", "talent", "", "", "x", ""]))], people()), people())
    assert find_missing(found, people(), None, VOICES) == ()


@pytest.mark.parametrize(
    ("text", "sector", "role", "meant"),
    [
        ("Vietnamese-speaking business owners", "", "", {"voice-1"}),
        ("Vietnamese-speaking neighbors", "", "", set()),
        ("Vietnamese-speaking shopkeepers", "business", "", {"voice-1"}),
        ("a welder", "labor", "doer", {"voice-2", "frame-1"}),
        ("a welder", "labor", "", {"voice-2"}),
        ("organised labor", "", "", {"voice-2"}),
        ("teenagers from the north side", "", "", {"voice-3"}),
        ("a landlord", "", "", set()),
        ("building trades", "", "", {"voice-2"}),
        ("Carpenters Local 1319", "", "", {"voice-2"}),
        ("IBEW Local No. 46", "", "", {"voice-2"}),
        ("AFL-CIO", "", "", {"voice-2"}),
        ("Union???", "", "", {"voice-2"}),
        ("el sindicato de carpinteros", "", "", {"voice-2"}),
        ("credit unions", "", "", set()),
        ("a local 7th grader", "", "", set()),
        ("2nd stage firms", "", "", {"voice-4"}),
        ("2nd-stage firms, 50+ employees", "", "", {"voice-4"}),
        ("first-stage firms", "", "", set()),
    ],
)
def test_what_a_text_may_mean(text: str, sector: str, role: str, meant: set[str]) -> None:
    (one,) = missing(text, sector, role)
    assert {each.id for each in one.may_mean} == meant


def test_an_organization_whose_people_are_coming_is_not_missing() -> None:
    assert missing("the State Small Business Office") == []
    listed = people({"id": "p1", "name": "Ana Kim", "organization": "State Small Business Office"})
    found = find_agreement(
        join_alike([charts(long(["A", "", "", "", "", "", "State small-business office", ""]))], listed), listed
    )
    assert [[one.id for one in each] for each in find_organizations(found, listed).values()] == [["p1"]]


def test_an_organization_whose_people_are_not_coming_is_missing() -> None:
    listed = people({"id": "p9", "name": "Eve Poe", "organization": "River Bank"})
    (one,) = missing("The River Bank", listed=listed)
    assert (one.people, one.organizations, one.absence) == (("p9",), ("River Bank",), "not coming")


def test_a_held_seat_is_no_one_of_its_organization() -> None:
    eve = {"id": "p9", "name": "Eve Poe", "organization": "River Bank", "status": "declined"}
    seat = {"id": "p8", "name": "", "organization": "River Bank", "status": "open"}
    for text in ("the River Bank", "someone from the bank"):
        (one,) = missing(text, listed=people(eve, seat))
        assert (one.people, one.organizations) == (("p9",), ("River Bank",))
    for text in ("the River Bank", "someone from the bank"):
        (one,) = missing(text, listed=people(seat))
        assert one.people == ()


@pytest.mark.parametrize(
    ("statuses", "absence"),
    [(["declined"], "has declined"), (["nominated"], "not invited yet"), (["declined", "nominated"], "not coming")],
)
def test_an_organization_is_missing_as_its_people_are(statuses: list[str], absence: str) -> None:
    rows = [
        {"id": f"p{n}", "name": f"Eve {n}", "organization": "Nurses", "status": s} for n, s in enumerate(statuses, 7)
    ]
    (one,) = missing("nurses", listed=people(*rows))
    assert one.absence == absence


UNION = ("labor", "building trades", "Carpenters Local 1319", "AFL-CIO", "Union???", "el sindicato de carpinteros")


def union_charts(voices: tuple[Perspective, ...], *more: str) -> Sequence[AddedUp]:
    """Return what is added up of charts that each name labor in other words at Talent, and of one with other texts."""
    rows = [[f"A{n}", "", "", "talent", "", "", text, ""] for n, text in enumerate(UNION)]
    rows += [["B", "", "", "capital", "", "", text, ""] for text in more]
    found = find_agreement(join_alike([charts(long(*rows))], HERE), HERE)
    return add_up(find_missing(found, HERE, COMING, voices))


@pytest.mark.parametrize(("voices", "name"), [(VOICES, "Organized labor"), ((), "labor")])
def test_texts_of_one_voice_or_sector_are_added_up(voices: tuple[Perspective, ...], name: str) -> None:
    (one,) = union_charts(voices)
    assert (one.name, len(one.charts), dict(one.at)) == (name, 6, {"talent": 6})
    assert {each.text for each in one.texts} == set(UNION)


def test_a_chart_counts_once_for_what_is_added_up() -> None:
    (one,) = union_charts(VOICES, "labor", "IBEW", "a baker")
    assert (len(one.charts), dict(one.at)) == (7, {"talent": 6, "capital": 1})
    assert one.texts[0].text == "labor"


def test_only_charts_on_which_a_text_stands_among_those_it_may_mean_are_added_up() -> None:
    """Whoever writes renters into the row of business does not ask for labor."""
    rows = (
        *(["A", "", "", "talent", "labor", "", "renters", ""], ["B", "", "", "talent", "business", "", "renters", ""]),
        *(["C", "", "", "capital", "business", "", "renters", ""], ["C", "", "", "talent", "", "", "labor", ""]),
    )
    found = find_agreement(join_alike([charts(long(*rows))], HERE), HERE)
    (one,) = [one for one in add_up(find_missing(found, HERE, COMING, VOICES)) if one.is_voice]
    assert (len(one.charts), dict(one.at)) == (2, {"talent": 2})
    assert {each.text: each.number for each in one.texts} == {"labor": 1, "renters": 1}


def test_one_text_alone_is_not_added_up() -> None:
    found = find_agreement(join_alike([charts(long(["A", "", "", "talent", "", "", "labor", ""]))], HERE), HERE)
    assert add_up(find_missing(found, HERE, COMING, VOICES)) == ()


def test_an_organization_whose_name_says_the_same_is_named() -> None:
    """The text is a description of people; only the name of the organization says which people are meant."""
    listed = people({"id": "p1", "name": "Ana", "organization": "Northwharf Tenants"})
    (one,) = missing("renters from Northwharf", listed=listed)
    assert (one.people, one.organizations) == (("p1",), ("Northwharf Tenants",))


def test_a_text_with_part_of_the_name_of_an_organization_is_not_called_missing_from_the_list() -> None:
    union = {"id": "p1", "name": "Ana", "organization": "Carpenters Local 88"}
    (one,) = missing("carpenters", listed=people(union))
    assert (one.absence, one.people) == (Absence.NOT_BY_NAME, ("p1",))
    assert one.organizations == ("Carpenters Local 88",)
    many = [{"id": f"p{n}", "name": f"Ana {n}", "organization": f"Union {n} of all carpenters"} for n in range(9)]
    (one,) = missing("carpenters", listed=people(*many))
    assert (one.absence, one.people) == (Absence.NOT_LISTED, ())


def test_a_word_for_kinds_of_people_means_no_organization() -> None:
    """Who asks for a resident or for tenants does not ask for people of an association, which speaks for some."""
    listed = people(
        {"id": "p1", "name": "Ana", "organization": "Mill Street Neighbors"},
        {"id": "p2", "name": "Ben", "organization": "Tenants Together"},
    )
    for text in ("a resident", "una vecina", "someone who lives here", "tenants", "residents and tenants"):
        (one,) = missing(text, listed=listed)
        assert (one.absence, one.organizations) == (Absence.NOT_LISTED, ()), text
    (one,) = missing("a resident of Mill Street", listed=people({"id": "p1", "organization": "Mill Street Neighbors"}))
    assert one.absence is Absence.NOT_BY_NAME


def test_one_of_the_two_surnames_of_a_person_on_the_list_is_not_called_missing_from_the_list() -> None:
    listed = people({"id": "p1", "name": "Remedios Quintanar Solís"}, {"id": "p2", "name": "Remedios Peña Mora"})
    (one,) = missing("Alcaldesa Remedios Quintanar", listed=listed)
    assert one.absence is Absence.NOT_BY_NAME
    assert missing("Remedios Vela", listed=listed)[0].absence is Absence.NOT_LISTED


def test_a_given_name_of_people_on_the_list_is_not_called_missing_from_the_list() -> None:
    listed = people(
        {"id": "p1", "name": "Jacinto Vigil"}, {"id": "p2", "name": "Rosa Vigil"}, {"id": "p3", "name": "Jacinto Rey"}
    )
    (one,) = missing("Jacinto", listed=listed)
    assert (one.absence, set(one.people), one.organizations) == (Absence.NOT_BY_NAME, {"p1", "p3"}, ())
    for text in ("vigil", "a Rosa", "Jacinto the plumber"):
        assert [one.absence for one in missing(text, listed=listed)] == [Absence.NOT_LISTED], text


def test_a_name_that_several_people_have_is_not_missing_if_one_of_them_comes() -> None:
    rows = ({"id": "q1", "name": "Ana Kim"}, {"id": "q2", "name": "Ana Kim", "organization": "Mill"})
    assert missing("ana kim", listed=people(*rows, {"id": "p1", "name": "Ana Kim"})) == []
    away = [dict(row, status="declined") for row in rows]
    assert [one.absence for one in missing("ana kim", listed=people(*away))] == [Absence.DECLINED]


def test_people_who_are_coming_of_what_is_added_up_are_counted() -> None:
    """A voice of which people are in the room is not read as missing from it."""
    here = people({"id": "p1", "sector": "Labor"}, {"id": "p2", "sector": "unions"}, {"id": "p3", "sector": "business"})
    rows = [[f"A{n}", "", "", "talent", "", "", text, ""] for n, text in enumerate(UNION)]
    agreement = find_agreement(join_alike([charts(long(*rows))], HERE), HERE)
    for voices, number in ((VOICES, 1), ((), 2)):
        (one,) = add_up(find_missing(agreement, HERE, COMING, voices), tuple(here))
        assert one.coming == number


def test_a_seat_that_is_held_may_mean_a_voice() -> None:
    (one,) = missing("someone from the union", "labor")
    assert {each.id for each in one.may_mean} == {"voice-2"}


def test_spellings_that_were_joined_count_too() -> None:
    rows = [[f"A{n}", "", "", "talent", "business", "", text, ""] for n, text in enumerate(("Viet. shops", "vi shops"))]
    joined = join_alike([charts(long(*rows), listed=HERE)], HERE)
    found = find_missing(find_agreement(joined, HERE), HERE, COMING, VOICES)
    assert {one.named.text: {each.id for each in one.may_mean} for one in found} == {
        "Viet. shops": {"voice-1"},
        "vi shops": set(),
    }


def test_perspectives_are_those_asked_for_and_the_needed_cells() -> None:
    ask = Ask("Youth", bool, bool, 1, (), who=VOICES[2].who)
    found = list_perspectives([("voice-3", ask)], [{"sector": "labor", "representative_type": "doer"}])
    assert [(one.id, one.name, one.is_cell) for one in found] == [
        ("voice-3", "Youth", False),
        ("frame-1", "labor · doer", True),
    ]


def test_a_longer_name_is_found_without_a_comparison_with_all() -> None:
    words = ("home", "owners", "homeowners", "assoc.", "association", "assocation", "Elm", "Elms")
    names = [" ".join(some) for some in product(words, repeat=3) if len(set(some)) == 3]
    longer = LongerNames(names)
    texts = [*words, *(" ".join(some) for some in product(words, repeat=2)), "elm home zzz", "?"]
    found = 0
    for text in texts:
        every = [name for name in names if is_narrower(name, text) and not names_kinds_of_people(text)]
        assert longer.find(text) == (every if len(every) <= MOST_MEANT else []), text
        few = LongerNames(every[:MOST_MEANT])
        assert few.find(text) == every[:MOST_MEANT], text
        found += bool(every)
    assert found > 40


@pytest.mark.parametrize("text", ["harbor police", "HP Local 4", "Harbour Polise Local 4"])
def test_a_short_form_or_another_spelling_may_mean_an_organization(text: str) -> None:
    names = ["Harbour Police" if text == "harbor police" else "Harbour Police Local 4", "Home Kitchens"]
    assert LongerNames(names).find(text) == names[:1]


def test_many_texts_are_compared_with_few_of_many_organizations(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    monkeypatch.setattr(summary, "is_narrower", lambda name, text: compared.append(name) or is_narrower(name, text))
    monkeypatch.setattr(summary, "MOST_LOOKS", 500)
    longer = LongerNames([f"word{n} group{n}" for n in range(400)])
    assert [longer.find(f"word{n}") for n in range(400)] == [[f"word{n} group{n}"] for n in range(400)]
    assert len(compared) < 1_000
