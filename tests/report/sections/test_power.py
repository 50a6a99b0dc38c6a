"""The balance of power in the report: which groups are compared, and what stays unsaid about small ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

import seating
from seating.convening import Convening
from seating.plan import Plan
from seating.present.languages import words_in
from seating.profiles import People, Person
from seating.profiles import Status as Invitation
from seating.report.packet import power as packet_power
from seating.report.pages import render_report
from seating.report.sections.power import MOST_SHOWN, list_blocks
from seating.result import Move, Result
from seating.tables import Table
from tests.builders import requirement
from tests.present.told import cells, titles
from tests.present.told import told as story

from ..made_up import result_of

CAPTION = "Each group compared with everyone else"


def compared(private: frozenset[str] = frozenset(), **changes: object) -> Result:
    """Return ten people at two tables: four women, two renters (one a woman), and nobody with a representative type."""
    persons = tuple(
        Person(
            id=f"p{n}",
            name=f"Person {n}",
            organization="Oak Fund" if n < 3 else f"Firm {n}",
            own={"gender": ("woman" if n % 3 == 0 else "man",), "home": ("renter" if n in {1, 9} else "owner",)},
        )
        for n in range(10)
    )
    tables = (Table(id="north", hosted_by="Oak Fund"), Table(id="south"))
    asked = requirement("voice", id="renters", name="Renters", who={"home": "renter"}, at_least=1)
    convening = Convening(tables=tables, requirements=(asked,)).model_copy(update=changes)
    seats = {f"p{n}": tables[n // 5].id for n in range(10)}
    duties = {"p9": ("chair",), "p0": ("chair",)}
    return result_of(People(persons), convening, seats, duties=duties, private_columns=private)


def groups(result: Result) -> dict[str, dict[str, list[str]]]:
    """Return the figures of each group, by column."""
    found = cells(list_blocks(result))
    return {
        caption.removeprefix(f"{CAPTION} "): {name: figures for name, *figures in rows}
        for caption, rows in found.items()
    }


def test_the_columns_of_the_convening_and_all_voices_are_compared():
    found = groups(compared(compare=("gender",)))
    assert list(found) == ["Organization", "Gender", "Voice"]
    assert found["Gender"]["woman"][:3] == ["40%", "0 of 4", "100%"]


@pytest.mark.parametrize(("others", "told"), [(7, "7 more are not shown."), (1, "1 more is not shown."), (0, "")])
def test_organizations_with_one_person_count_among_those_that_are_not_shown(others: int, told: str):
    now = compared()
    persons = (
        Person(id=f"p{n}", name=f"Person {n}", organization="Oak Fund" if n >= others else f"Firm {n}")
        for n in range(10)
    )
    blocks = list(list_blocks(result_of(People(tuple(persons)), now.convening, now.plan.seats)))
    assert [name for name, *_ in cells(blocks)[f"{CAPTION} Organization"]] == ["Oak Fund"]
    assert [line for line in story(blocks).splitlines() if "not shown" in line] == ([told] if told else [])


def test_a_held_seat_does_not_put_an_organization_before_larger_ones():
    """Of many organizations, only the largest are compared, by the number of people that the column tells."""
    sizes = [*([2] * MOST_SHOWN), 1]
    persons = [
        Person(id=f"p{firm}-{n}", name=f"Person {firm}-{n}", organization=f"Firm {firm}")
        for firm, size in enumerate(sizes)
        for n in range(size + 1)
    ]
    held = [Person(id=f"held{n}", organization=f"Firm {MOST_SHOWN}", status=Invitation.OPEN) for n in range(2)]
    people = People((*persons, *held))
    made = result_of(people, compared().convening, {person.id: "north" for person in people})
    assert list(groups(made)["Organization"]) == [f"Firm {firm}" for firm in range(MOST_SHOWN)]


@pytest.mark.parametrize("identity", ["p0", "forgotten-1"])
def test_no_group_is_told_smaller_than_it_was_because_cells_are_no_longer_known(identity: str):
    """A saved round keeps the organization of someone who left the list, but not that of someone who was forgotten."""
    now = compared(compare=("gender",))
    assert list(groups(now)) == ["Organization", "Gender", "Voice"]
    kept = {"organization": now.room.people[0].organization if identity == "p0" else ""}
    gone = Person(id=identity, name=identity, **kept)
    seats = {identity if one == "p0" else one: table for one, table in now.plan.seats.items()}
    later = result_of(People((gone, *now.room.people[1:])), now.convening, seats, unread=frozenset({identity}))
    assert list(groups(later)) == [*(["Organization"] if identity == "p0" else []), "Voice"]


def test_of_a_small_group_only_its_seats_are_told():
    """The duties of one of two renters would tell who they are."""
    assert groups(compared())["Voice"] == {"Renters": ["20%", "2 of 2", "–"]}


def many(movers: Sequence[int], chairs: Sequence[int] = (), **changes: object) -> Result:
    """Return twelve people at two tables, of whom the first six rent; some were asked to move, and some are chairs."""
    persons = tuple(
        Person(id=f"p{n}", name=f"Person {n}", own={"home": ("renter" if n < 6 else "owner",)}) for n in range(12)
    )
    tables = (Table(id="north"), Table(id="south"))
    asked = requirement("voice", id="renters", name="Renters", who={"home": "renter"}, at_least=1)
    convening = Convening(tables=tables, requirements=(asked,)).model_copy(update=changes)
    duties = {f"p{n}": ("chair",) * chairs.count(n) for n in chairs}
    made = result_of(People(persons), convening, {f"p{n}": tables[n % 2].id for n in range(12)}, duties=duties)
    return replace(made, moves=tuple(Move(f"p{n}", "north", "south", "") for n in movers))


def test_the_moves_of_fewer_than_three_people_are_not_compared_because_the_report_names_them():
    """3% of the renters and 0% of everyone else would tell that the one who moved rents."""
    shown = {"compare": ("home",)}
    assert groups(many([0], **shown)) == {
        "Home": {name: ["50%", "0 of 6", "–", "–"] for name in ("owner", "renter")},
        "Voice": {"Renters": ["50%", "0 of 6", "–", "–"]},
    }
    assert groups(many([0, 1, 2], **shown))["Voice"]["Renters"][-2:] == ["50%", "0%"]


@pytest.mark.parametrize(
    ("movers", "told"), [([0, 1, 2], ["–", "–"]), ([6, 7, 8], ["–", "–"]), ([0, 1, 6], ["33%", "17%"])]
)
def test_moves_do_not_tell_who_is_of_a_group_that_may_only_be_counted(movers: list[int], told: list[str]):
    """If all or none of those who moved are renters, the report would tell it of each of them."""
    found = groups(many(movers, counts_only=("home",), compare=("home",)))
    assert [found["Home"]["renter"][-2:], found["Voice"]["Renters"][-2:]] == [told, told]


@pytest.mark.parametrize("movers", [[0, 1, 2, 3, 4, 5, 6], [0, 6, 7, 8, 9, 10, 11]])
def test_moves_of_a_whole_group_do_not_tell_who_is_of_a_group_that_may_only_be_counted(movers: list[int]):
    """If all renters moved, or everyone else, the report would tell of those who stayed what they are."""
    found = groups(many(movers, counts_only=("home",), compare=("home",)))
    assert {name: figures[-2:] for name, figures in found["Home"].items()} == {
        "owner": ["–", "–"],
        "renter": ["–", "–"],
    }
    assert found["Voice"]["Renters"][-2:] == ["–", "–"]


@pytest.mark.parametrize(("chairs", "told"), [([0, 1], "–"), ([0, 1, 2], "–"), ([0, 1, 6], "67%"), ([6, 7, 8], "–")])
def test_duties_do_not_tell_who_is_of_a_group_that_may_only_be_counted(chairs: list[int], told: str):
    found = groups(many([], chairs, counts_only=("home",), compare=("home",)))
    assert [found["Home"]["renter"][-1], found["Voice"]["Renters"][-1]] == [told, told]


@pytest.mark.parametrize(("renters", "told"), [(1, "–"), (2, "–"), (3, "1 of 3"), (9, "0 of 9"), (10, "–")])
def test_where_a_small_group_that_may_only_be_counted_sits_is_not_told(renters: int, told: str):
    """Anyone can read on the seating who the only person at a table is, or who sits together."""
    made = many([], counts_only=("home",), compare=("home",))
    people = [
        one.model_copy(update={"own": {"home": ("renter" if n < renters else "owner",)}})
        for n, one in enumerate(made.people)
    ]
    found = groups(result_of(People(tuple(people)), made.convening, dict(made.plan.seats)))
    assert [found["Home"]["renter"][1], found["Voice"]["Renters"][1]] == [told, told]
    public = made.convening.model_copy(update={"counts_only": ()})
    shown = groups(result_of(People(tuple(people)), public, dict(made.plan.seats)))
    assert "–" not in {shown["Home"]["renter"][1], shown["Voice"]["Renters"][1]}


@pytest.mark.parametrize(
    ("chairs", "told"),
    [
        ([0, 1, 2, 3, 4, 5, 6], "–"),  # each renter has a duty, so nobody without one rents
        ([0, 6, 7, 8, 9, 10, 11], "–"),  # everyone else has one, so whoever has none rents
        ([0, 0, 6, 7, 8], "40%"),  # the renters may be the one with two duties, or two of the others
        ([0, 0, 0, 6, 7], "–"),  # three of five duties: only with the one who has three
    ],
)
def test_duties_do_not_tell_by_elimination_who_may_only_be_counted(chairs: list[int], told: str):
    found = groups(many([], chairs, counts_only=("home",), compare=("home",)))
    assert [found["Home"]["renter"][-1], found["Voice"]["Renters"][-1]] == [told, told]


@pytest.mark.parametrize(("north", "told"), [(6, "1 of 7"), (7, "–")])
def test_who_sits_alone_is_not_told_if_the_seating_then_tells_who_is_of_a_counted_group(north: int, told: str) -> None:
    """With seven people at North and five at South, all at North rent if 8 people rent and one of them is alone."""
    made = many([], counts_only=("home",), compare=("home",))
    seats = {f"p{n}": "north" if n < north else "south" for n in range(12)}
    people = [
        one.model_copy(update={"own": {"home": ("renter" if n <= north else "owner",)}})
        for n, one in enumerate(made.people)
    ]
    found = groups(result_of(People(tuple(people)), made.convening, seats))
    assert [found["Home"]["renter"][1], found["Voice"]["Renters"][1]] == [told, told]


def test_nobody_is_the_only_one_of_a_voice_beside_a_companion_who_is_known_to_be_of_it():
    """The languages of a row are those of all its people; of the sector of a guest, nothing is known."""
    rows = [{"name": f"Person {n}", "sector": "print", "languages": "en", "party size": ""} for n in range(6)]
    rows[0] |= {"name": "Ana", "sector": "labor", "languages": "vi", "party size": "2"}
    asked = [
        {"kind": "voice", "name": "Vietnamese", "who": {"languages": "vi"}, "at": "the room"},
        {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}, "at": "the room"},
    ]
    made = seating.solve(rows, {"tables": [{"id": "north", "seats": "1-9"}], "requirements": asked})
    found = groups(made)["Voice"]
    assert {name: figures[1] for name, figures in found.items()} == {"Vietnamese": "0 of 1", "Labor": "1 of 1"}


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ((2, 4), "No organization makes up more than half of any table with at least 4 people."),
        ((3, 3), ""),
    ],
)
def test_a_table_too_small_to_be_looked_at_is_not_called_balanced(sizes: tuple[int, int], told: str):
    """At the first table, all but one are from one organization."""
    at = [table for table, size in zip(("north", "south"), sizes, strict=True) for _ in range(size)]
    firms = ["Oak Fund" if n < sizes[0] - 1 else f"Firm {n}" for n in range(6)]
    people = People(tuple(Person(id=f"p{n}", name=f"Person {n}", organization=firms[n]) for n in range(6)))
    convening = Convening(tables=(Table(id="north"), Table(id="south")))
    lines = story(list_blocks(result_of(people, convening, {f"p{n}": at[n] for n in range(6)}))).splitlines()
    assert [line for line in lines if "more than half" in line] == ([told] if told else [])


def test_a_private_column_is_not_compared():
    result = compared(frozenset({"gender", "home"}), compare=("gender",), requirements=())
    assert list(groups(result)) == ["Organization"]


def test_a_private_voice_is_not_compared():
    result = replace(compared(), private_names={"renters": "private-1"})
    assert "Voice" not in groups(result)


def test_the_share_of_the_host_is_said():
    html = render_report(compared())
    assert "At 1 north, 3 of 5 people are from its host, Oak Fund." in html
    assert "from its host" not in render_report(compared(frozenset({"organization"})))
    tables = (Table(id="north", hosted_by="Firm 4"), Table(id="south"))
    assert "At 1 north, 1 of 5 people is from its host, Firm 4." in render_report(compared(tables=tables))


def test_the_share_of_seats_counts_further_sessions():
    result = compared(compare=("gender",))
    woman = groups(replace(result, plan=Plan(result.plan.seats, {"p0": ("south",), "p3": ("south",)})))["Gender"][
        "woman"
    ]
    assert woman[0] == "50%"


def test_the_note_on_a_host_is_in_the_language_of_the_terminal():
    rows = [{"name": f"Pia {n}", "organization": "Oak Fund" if n == 3 else ""} for n in range(4)]
    rows[0]["funded_by"] = "Oak Fund"
    tables = [{"id": "north", "name": "North", "hosted_by": "Oak Fund", "seats": 4}]
    found = seating.solve(rows, {"tables": tables, "requirements": [], "power": {"under": ["funded_by"]}})
    (note,) = (note for note in found.notes if note.slug == "host-depended-on")
    assert words_in("es").tell(note.text) == (
        "Oak Fund recibe a North. De las personas que están allí, 1 depende de quien recibe (vea funded_by): Pia 0. "
        "Elija otro anfitrión u otro lugar, para que todas las personas puedan hablar con franqueza."
    )
    assert words_in("es").tell(note.shared_text).startswith("Oak Fund recibe a North, y es posible")


@pytest.mark.parametrize("power", [{"under": ["funded by"]}, {}])
def test_of_two_people_with_one_name_the_note_on_a_host_tells_which_depends_on_it(power: dict[str, list[str]]) -> None:
    rows = [{"name": "Rhys Bowen", "organization": each, "funded by": ""} for each in ("Farm", "School")]
    rows += [{"name": "Pia", "organization": "Oak Fund", "funded by": ""}]
    rows[1]["funded by"] = "Oak Fund"
    tables = [{"id": "north", "name": "North", "hosted_by": "Oak Fund", "seats": 4}]
    asked = [{"kind": "apart", "relation": "funded by"}]
    found = seating.check(rows, {"tables": tables, "requirements": asked, "power": power})
    (note,) = (note for note in found.notes if note.slug == "host-depended-on")
    assert ": Rhys Bowen (School). " in note.text


def test_who_names_the_host_in_a_column_of_unknown_meaning_is_told_as_that() -> None:
    rows = [{"name": f"P{n}", "organization": "Oak Fund" if n == 3 else "", "helped by": ""} for n in range(4)]
    rows[0]["helped by"] = "Oak Fund"
    tables = [{"id": "north", "name": "North", "hosted_by": "Oak Fund", "seats": 3}, {"id": "south", "seats": 1}]
    asked = [{"kind": "apart", "relation": "helped by"}, {"kind": "pin", "people": ["P3"], "tables": ["south"]}]
    convening = {"tables": tables, "requirements": asked}
    for found in (seating.check(rows, convening), seating.solve(rows, convening)):
        (note,) = (note for note in found.notes if note.slug == "host-depended-on")
        assert "names the host in a column that does not show which of the two has power" in note.text
        assert "State it in the convening with power:" in note.text
        assert not note.shared_text
    page = story(packet_power.list_blocks(found))
    assert "The columns below do not show which of the two has power." in page
    assert "People at a table whose host is named in their row" in page
    assert "People at a table whose host they depend on" not in page


def test_no_one_on_an_open_seat_depends_on_the_host() -> None:
    rows = [{"name": f"P{n}", "organization": f"Org {n}", "funded_by": "", "status": ""} for n in range(3)]
    held = {"name": "", "organization": "Mill", "funded_by": "Oak Fund", "status": "open"}
    tables = [{"id": "north", "name": "North", "hosted_by": "Oak Fund", "seats": 4}]
    for row, wanted in ((held, 0), (held | {"name": "Ana", "status": ""}, 1)):
        found = seating.solve([*rows, row], {"tables": tables, "requirements": [], "power": {"under": ["funded_by"]}})
        assert sum(note.slug == "host-depended-on" for note in found.notes) == wanted


def test_interests_are_compared_only_if_someone_was_asked_for_them():
    heads = titles(list_blocks(compared()), f"{CAPTION} Organization")
    assert heads == ["Organization", "Share of seats", "Only one at their table", "Share of duties"]
    asked = compared()
    people = [one.model_copy(update={"interests": {"north": 1}}) if one.id == "p1" else one for one in asked.people]
    with_one = result_of(People(tuple(people)), asked.convening, dict(asked.plan.seats), duties=dict(asked.duties))
    assert "Interest met" in titles(list_blocks(with_one), f"{CAPTION} Organization")


def test_interests_are_not_compared_if_the_scores_of_someone_who_left_are_unknown():
    """A saved round has only the areas: of one area, the score does not matter."""
    asked = compared()
    for areas, is_told in ((("north",), True), (("north", "south"), False)):
        interests = {"interests": dict.fromkeys(areas, 1)}
        people = [one.model_copy(update=interests) if one.id == "p1" else one for one in asked.people]
        saved = result_of(People(tuple(people)), asked.convening, dict(asked.plan.seats), unread=frozenset({"p1"}))
        assert ("Interest met" in titles(list_blocks(saved), f"{CAPTION} Organization")) is is_told
