"""Descriptions that mean the same people are joined, and those that do not are kept apart."""

from __future__ import annotations

import pytest

from seating.mentions import descriptions
from seating.mentions.descriptions import Likeness, are_alike, is_narrower, words_of
from seating.profiles.duplicates import edits
from seating.profiles.near_names import NearNames
from tests.charts.forms import people

ALIKE = """
Vietnamese-speaking business owners | vietnamese business owner
Vietnamese-speaking business owners | Viet. shop owners
vietnamese business owner | Viet shop owners
Vietnamse business owners | Vietnamese business owners
young people from the north side | youth, north side
Youth (north side) | a young person from the North Side
renters | Tenants
renters from the south side | south side tenant
home owners | homeowner
child care workers | childcare worker
someone from the state workforce agency | State workforce dept.
Somali elders | somali elder
Somali seniors | Somali elders
non-profit housing developers | nonprofit housing developer
parents of school-age children | school age kids' parents
formerly incarcerated people | returning citizens
the mayor's office | Mayors office
immigrant entrepreneurs | immigrant business owners
community college president | Community College presidents
bookeeper from a small business | bookkeeper, small business
U.S. Small Business Administration | US small business administration
people with disabilities | disabled people
Latino chamber of commerce | latino Chamber of Commerce (local)
Spanish speakers | spanish-speaking people
dueños de negocios | dueño de tienda
jóvenes del norte | joven del norte
hmong farmers | Hmong farmer
transit riders | transit rider
labour union | labor unions
organizations that lend to women | orgs that lend to women
organisation of street vendors | street vendors organization
a welder from the night shift | Welders from night shift
somebody who works at night | someone who works at night
people who work at night | Those who work at night
county commissioners | county commissioner
Head Start teachers | head start teacher
landlords on Dock Street | a landlord on Dock Street
unemployed dock workers | Dock workers who are unemployed
credit union loan officers | loan officer, credit union
neighborhood association | Neighbourhood assoc.
first-generation students | first generation pupils
university procurement office | Univ. procurement office
state legislators | State legislator
single moms | single mothers
single mom | Single mother
pediatricians | pediatrician
street vendor | street venders
veterans | military veterans' members | apart
carpenters' union | the carpenters union
the port authority | Port Authority
""".strip().splitlines()
"""Fifty pairs; the one marked `apart` says more on one side, so it is kept apart and only suggested."""

APART = """
youth from the north side | youth from the south side
renters | owners
state workforce agency | county workforce agency
employers | employees
bankers | bakers
mothers | fathers
small business owners | large business owners
business owners | shop workers
district 3 residents | district 4 residents
ward A neighbors | ward B neighbors
documented workers | undocumented workers
homeless youth | home owners' youth
lenders | leaders
high school students | college students
community college | college
Vietnamese youth | Vietnamese elders
Vietnamese business owners | Venezuelan business owners
county commissioner | city commissioner
landlords | tenants
Latino business owners | Latina business owners
school board | school bus drivers
people who are not staff | staff
funders | founders
doctor | director
ward 1 | ward 11
men who rent | women who rent
university president | university students
credit union members | labor union members
city planners | city plumbers
north side churches | north side clinics
east side | west side
urban farmers | suburban farmers
public schools | private schools
students with children | students without children
first-time buyers | first-time sellers
federal agency | state agency
mental health providers | health insurance providers
home care workers | home builders
child advocates | childless advocates
day laborers | day care providers
elected officials | appointed officials
former mayor | mayor
Mayor of Eastport | Mayor of Westport
carpenters | electricians
second-stage firms | start-up firms
Somali elders | Samoan elders
food truck owners | truck drivers
teachers | teachers' union
union apprentices | union retirees
Ward 5 library | Ward 5 school
""".strip().splitlines()


MORE_APART = """
young mothers | young fathers
Korean grocers | Korean pastors
tenants of Elm Court | tenants of Oak Court
day shift nurses | night shift nurses
police chief | fire chief
bus riders | bus drivers
owners of vacant lots | renters near vacant lots
Spanish teachers | Spanish tutors
Iraqi families | Iranian families
Hmong men | Hmong women
big employers | small employers
bank president | bank teller
county judge | county jailer
charter school parents | public school parents
people with cars | people without cars
homeowners | home builders
angel investors | small investors
Black-owned firms | Black-led churches
zoning board | school board
workforce board | water board
union electricians | non-union electricians
Catholic parishes | Catholic schools
retirees | retailers
trainers | trainees
farm owners | farm workers
tech startups | tech workers
state senator | state representative
city council | county council
dreamers | drummers
youth under 18 | youth over 18
""".strip().splitlines()


def split(line: str) -> tuple[str, str, bool]:
    one, other, *mark = (part.strip() for part in line.split("|"))
    return one, other, not mark


def test_short_forms_of_spanish_ordinals_are_words() -> None:
    for text in ("empresas de 2ª etapa", "empresa de 2da etapa", "empresas de 2a etapa"):
        assert words_of(text) == words_of("empresas de segunda etapa")


def test_ninety_five_of_a_hundred_planted_pairs_are_decided_rightly() -> None:
    wanted = [split(line) for line in ALIKE] + [(*split(line)[:2], False) for line in APART]
    assert len(wanted) == 100
    wrong = [(one, other) for one, other, is_alike in wanted if are_alike(one, other) is not is_alike]
    assert wrong == [], f"{100 - len(wrong)} of 100"


def test_no_planted_pair_of_different_people_is_joined() -> None:
    assert [line for line in (*APART, *MORE_APART) if are_alike(*split(line)[:2])] == []


@pytest.mark.parametrize("line", [*ALIKE, *APART])
def test_the_order_of_two_descriptions_does_not_matter(line: str) -> None:
    one, other, _ = split(line)
    assert are_alike(one, other) == are_alike(other, one)


@pytest.mark.room
def test_the_index_leaves_out_no_text_that_a_comparison_would_find() -> None:
    texts = list(dict.fromkeys(text for line in (*ALIKE, *APART, *MORE_APART) for text in split(line)[:2]))
    texts += ["", "!!!", "business owners on Main Street", "owner", "barbershop", "barber shop", "child care"]
    likeness = Likeness(texts)
    for text in texts:
        likeness.add(text)
    for text in texts:
        alike, near = likeness.find_alike(text), likeness.find_narrower_or_wider(text)
        for at, other in enumerate(texts):
            assert at in alike or not are_alike(text, other), (text, other)
            assert at in near or not (is_narrower(text, other) or is_narrower(other, text)), (text, other)
        assert len(alike) < 12, text


def test_a_description_that_says_more_is_not_joined() -> None:
    assert is_narrower("Vietnamese business owners on Main Street", "vietnamese business owner")
    assert not is_narrower("vietnamese business owner", "Vietnamese business owners on Main Street")
    assert not are_alike("vietnamese business owner", "Vietnamese business owners on Main Street")
    assert not is_narrower("youth from the north side", "youth from the south side")


def test_texts_without_a_word_of_the_same_first_letter_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most texts on charts mean none of the usual sectors. Words that are written as two begin with another letter."""
    compared: list[tuple[str, ...]] = []
    left_over = descriptions._left_over
    monkeypatch.setattr(
        descriptions, "_left_over", lambda here, there: compared.append(there) or left_over(here, there)
    )
    assert not is_narrower("a retired welder from Elm Street", "philanthropy")
    assert not compared
    assert is_narrower("childcare union shopowner", "business union owner")
    assert is_narrower("young child care workers", "childcare")


def test_a_description_without_any_particular_word_keeps_all_its_words() -> None:
    assert words_of("somebody else") == ("else",)
    assert words_of("somebody") == ("somebody",)
    assert not are_alike("somebody", "people")
    assert words_of("!!!") == ()


def test_signs_without_words_are_alike_only_if_they_are_the_same() -> None:
    assert are_alike("?", "?")
    assert not are_alike("\N{THUMBS UP SIGN}", "\N{PERSON WITH FOLDED HANDS}")


def test_vowel_signs_tell_words_apart() -> None:
    """Without them, the Hindi words for hair and bill have the same letters."""
    assert not are_alike("\u092c\u093e\u0932", "\u092c\u093f\u0932")
    assert are_alike("\u092c\u093e\u0932 \u0918\u0930", "\u092c\u093e\u0932  \u0918\u0930")


@pytest.mark.parametrize(
    ("word", "wrong", "is_alike"),
    [("abcdefgh", "abcdegh", True), ("abcdefghi" * 6, "abcdefgh" + "abcdefghi" * 5, False)],
)
def test_a_typing_error_counts_in_a_word_of_usual_length(word: str, wrong: str, is_alike: bool) -> None:
    assert are_alike(word, wrong) is is_alike


def test_other_scripts_are_compared_too() -> None:
    assert are_alike("越南 店主", "越南  店主")
    assert not are_alike("越南 店主", "越南 租客")
    assert are_alike("Арендаторы", "арендаторы")


@pytest.mark.parametrize(
    ("one", "other", "number"), [("", "abc", 3), ("abc", "acb", 1), ("kitten", "sitting", 3), ("same", "same", 0)]
)
def test_edits_are_counted(one: str, other: str, number: int) -> None:
    assert edits(one, other) == edits(other, one) == number


LISTED = people(
    {"id": "m", "name": "María Núñez"},
    {"id": "b", "name": "Benjamin Odell"},
    {"id": "l", "name": "Lena M. Ortiz"},
    {"id": "a", "name": "Ana Kim"},
    {"id": "s1", "name": "Sam Wagner"},
    {"id": "s2", "name": "Sara Wagner"},
)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Maria Nunez", "m"),
        ("M. Nunez", "m"),
        ("Nunez, Maria", "m"),
        ("Benjamin Odel", "b"),
        ("Benjamn Odell", "b"),
        ("B. Odell", "b"),
        ("Lena Ortiz", "l"),
        ("Lena Ortis", "l"),
        ("Ana Kim (Port Authority)", "a"),
        ("Ana Kim, Port Authority", "a"),
        ("Ana Kin", None),
        ("S. Wagner", None),
        ("Benjamin", None),
        ("Benjamin Ortiz", None),
        ("youth from the north side", None),
        ("", None),
    ],
)
def test_a_name_that_is_nearly_on_the_list(text: str, person: str | None) -> None:
    found = NearNames(LISTED).find(text)
    assert (found.id if found else None) == person


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ana", "a"),
        ("Anna Kim", "a"),
        ("Ana Kin", "a"),
        ("Ben Odell", "b"),
        ("Wagner", None),
        ("Sam", "s1"),
        ("youth", None),
        ("Ana Ortiz", None),
        ("a b c d", None),
    ],
)
def test_a_name_that_may_be_meant(text: str, person: str | None) -> None:
    found = NearNames(LISTED).suggest(text)
    assert (found.id if found else None) == person
