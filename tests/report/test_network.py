"""The page of a network: which cities lack what, and nothing that names a person or an organization of a list."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from seating.analysis.network import City, Heard, compare_perspectives, list_offers
from seating.analysis.promises import PromiseState
from seating.api.batch import find_folders, run_batch, write_batch
from seating.api.request import Request
from seating.present.settings import Settings
from seating.report.network_page import MOST_CITIES, render_network
from seating.voices import VoiceState
from tests.cli.running import run

from .conftest import Page

ASH = City(
    "ash",
    {"Renters": VoiceState.MISSING, "Youth": VoiceState.HEARD, "Farms": VoiceState.ABSENT},
    lacking=("small loans", "vans"),
    brought={"mentoring": 7},
    promises={PromiseState.LATE: 1, PromiseState.KEPT: 3},
    rounds=(Heard(1, 1, 3), Heard(2, 2, 3)),
    contact="Ines, 555 0100",
)
BIRCH = City(
    "birch",
    {"renters": VoiceState.TOO_FEW, "Youth": VoiceState.UNKNOWN},
    lacking=("Mentoring", "Small  Loans"),
    rounds=(Heard(1, 2, 2),),
)
CEDAR = City("cedar", {"Renters": VoiceState.ABSENT}, brought={"small loans": 2})
CITIES = (ASH, BIRCH, CEDAR)


def text_of(html: str) -> str:
    return " ".join(" ".join(Page(html).texts).split())


def test_a_perspective_is_compared_if_two_cities_ask_for_it():
    renters, youth = compare_perspectives(CITIES)
    assert (renters.name, renters.lacking, renters.partly) == ("Renters", ("ash", "cedar"), ("birch",))
    assert (youth.lacking, youth.heard, youth.open) == ((), ("ash",), ("birch",))


def test_what_one_city_lacks_is_offered_by_those_that_have_it():
    loans, mentoring = list_offers(CITIES)
    assert (loans.what, loans.lacking, [(city.name, n) for city, n in loans.has]) == (
        "small loans",
        ("ash", "birch"),
        [("cedar", 2)],
    )
    assert (mentoring.lacking, [(city.name, n) for city, n in mentoring.has]) == (("birch",), [("ash", 7)])


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("7 people", "How many of the voices that a round asked for", "1 of 3", "late")),
        ("es", ("7 personas", "1 de 3")),
    ],
)
def test_the_page_tells_what_cities_lack_promise_and_hear(language, parts):
    text = text_of(render_network(CITIES, "North", Settings(language=language)))
    for part in (*parts, "Ines, 555 0100", "ash, cedar", "small loans"):
        assert part in text
    assert "2 people" not in text  # few people are not counted
    assert "vans" not in text  # no city has any


def test_what_one_city_lacks_is_not_called_missing_in_several():
    states = {"ash": VoiceState.MISSING, "birch": VoiceState.HEARD}
    text = text_of(render_network([City(name, {"Youth": state}) for name, state in states.items()], "North"))
    assert "Missing in one or more cities" in text
    assert "several" not in text


def test_many_cities_in_a_cell_are_counted():
    many = [replace(CEDAR, name=f"c{number:02}") for number in range(MOST_CITIES + 3)]
    assert "c11 and 3 more" in text_of(render_network(many, "North"))


ROWS = """name,organization,sector,assets,circle
Ana Ruiz,Ruiz Farms,farms,mentoring,
Ben Odell,Clinic,health,small loans,x
Cy Park,Clinic,health,,
Di Moss,School,schools,,
"""
CONVENING = """network_contact: Ask Di
tables: [{id: a, seats: 2, needs: [vans, mentoring]}, {id: b, seats: 2}]
private: [circle]
requirements:
  - {kind: voice, name: Renters, who: {sector: renters}, at: the room}
  - {kind: voice, name: Ruiz Farms, who: {organization: Ruiz Farms}, at: the room}
  - {kind: voice, name: The inner circle, who: {circle: x}, at: the room}
"""


@pytest.fixture
def cities(tmp_path):
    for name, extra in (("ash", ""), ("birch", "private: [circle, assets]\n")):
        folder = tmp_path / "net" / name
        folder.mkdir(parents=True)
        (folder / "people.csv").write_text(ROWS, encoding="utf-8")
        text = CONVENING.replace("private: [circle]\n", extra) if extra else CONVENING
        (folder / "convening.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "net"


def test_nothing_private_and_no_name_leaves_a_city(cities):
    batch = run_batch(
        find_folders(cities, cities / "reports"),
        Request("", out=cities / "reports", packet=False),
        lambda row, of: None,
    )
    ash, birch = (row.city for row in batch.rows)
    assert set(ash.perspectives) == {"Renters"}
    assert (ash.lacking, ash.brought) == (("vans",), {"mentoring": 1, "small loans": 1})
    assert (birch.lacking, birch.brought) == ((), {})  # what people bring is private there
    write_batch(batch, cities / "reports")
    page = (cities / "reports" / "network.html").read_text(encoding="utf-8")
    assert not re.search("Ana|Ruiz|Odell|Clinic|School|circle", text_of(page))
    assert "Ask Di" in text_of(page)


def test_one_city_makes_no_network(cities):
    for file in (cities / "birch").iterdir():
        file.unlink()
    done = run(f"batch {cities} --no-packet --quiet")
    assert "side by side" not in done.stdout
    assert not (cities / "reports" / "network.html").exists()
