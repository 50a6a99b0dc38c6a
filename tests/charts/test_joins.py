"""Joined texts are shown, and a file can undo or make every join."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.charts.chart_files import find_decisions, note_joins, read_chart_files
from seating.charts.join_decisions import Join, read_joins, write_joins
from seating.charts.joins import Joined, join_alike
from seating.charts.nominations import NamedByTable, list_nominations
from seating.errors import InputError, UsageError
from seating.profiles import People
from seating.sources import read_bytes
from seating.wording import fold
from tests.charts.forms import TABLES, charts, grid, long, people
from tests.examples import examples

VIET = (
    "Vietnamese-speaking business owners",
    "vietnamese speaking business owner",
    "Vietnamese speaking businessowners",
)
LABOR = ("labor", "AFL-CIO", "Union???", "el sindicato de carpinteros")
HERE = people({"id": "r1", "name": "Rosa Delgado"}, {"id": "ben", "name": "Ben Ode"}, {"id": "b2", "name": "Bea Ode"})


def joined(*texts: str, listed: People = HERE, decisions: tuple[Join, ...] = ()) -> Joined:
    """Return the charts of one person each that name these texts, joined."""
    rows = [[f"Author {n}", "", "", "talent", "", "", text, ""] for n, text in enumerate(texts)]
    return join_alike([charts(long(*rows), listed=listed)], listed, decisions)


def texts_of(found: Joined, which: int = 0) -> list[str]:
    return [naming.text for chart in found.sets[which].charts for naming in chart.namings]


def decide(*rows: tuple[str, str, str]) -> tuple[Join, ...]:
    lines = "".join(f'"{one}","{other}",{word}\n' for one, other, word in rows)
    return read_joins(read_bytes(f"description,joined with,join\n{lines}".encode(), "mentions.csv"), HERE)


def test_three_spellings_of_one_voice_are_one_and_are_shown() -> None:
    found = joined(*VIET)
    assert texts_of(found) == [VIET[0]] * 3
    assert [(one.description, one.joined_with, one.is_joined, one.is_decided) for one in found.joins] == [
        (VIET[1], VIET[0], True, False),
        (VIET[2], VIET[0], True, False),
    ]
    assert found.spellings == {VIET[0].lower(): VIET[1:]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Non-profit staff", "the nonprofit staff"),
        ("a resident", "Residents"),
        ("child care workers", "Childcare worker"),
        ("dueños de tiendas", "duenos de tienda"),
        ("vendedora", "las vendedoras"),
        ("AFL-CIO", "A.F.L. CIO!"),
        ("renter(s)", "renters"),
        ("Carpenters' union", "carpenters union"),
    ],
)
def test_case_spacing_accents_punctuation_and_number_make_no_difference(one: str, other: str) -> None:
    assert len(set(texts_of(joined(one, other)))) == 1


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("renters", "tenants", "meaning"),
        ("welders from the port", "port welders", "meaning"),
        ("veterans", "vetarans", "spelling"),
        ("Elem. schools", "Elementary schools", "spelling"),
        ("veteranos", "veterans", "meaning"),
        ("maestras", "teachers", "meaning"),
        ("CDC", "Community Development Corporation", "short"),
        ("Highline CU", "Highline Credit Union", "short"),
        ("business owner", "business owners on Main Street", "part"),
        ("labor", "building trades", "sector"),
    ],
)
def test_texts_that_mean_the_same_are_offered_with_the_reason(one: str, other: str, reason: str) -> None:
    for pair in ((one, other), (other, one)):
        found = joined(*pair)
        assert set(texts_of(found)) == {one, other}, "nothing is joined"
        assert [(set(decided(join)), join.is_joined, join.reason) for join in found.joins] == [
            ({one, other}, False, reason)
        ]


def test_texts_for_labor_are_one_after_a_yes_in_each_row() -> None:
    found = joined(*LABOR)
    assert len(set(texts_of(found))) == len(LABOR)
    again = joined(*LABOR, decisions=tuple(Join(*decided(one), True) for one in found.joins))
    assert len(set(texts_of(again))) == 1


@pytest.mark.parametrize("text", ["Highline CU", "HCU", "Highline Credt Union", "Highline Cred. Union"])
def test_a_text_near_an_organization_on_the_list_is_offered(text: str) -> None:
    listed = people({"id": "p1", "name": "Ada", "organization": "Highline Credit Union"})
    found = joined(text, listed=listed)
    assert [(decided(one), one.is_joined) for one in found.joins] == [((text, "Highline Credit Union"), False)]
    again = joined(text, listed=listed, decisions=tuple(Join(*decided(one), True) for one in found.joins))
    assert texts_of(again) == ["Highline Credit Union"]


def test_the_most_frequent_spelling_stands_for_all() -> None:
    assert set(texts_of(joined(VIET[0], VIET[2], VIET[2]))) == {VIET[2]}


def test_wordings_of_one_need_at_one_table_are_suggested() -> None:
    found = joined(
        "street vendors", "food trucks", "people who sell food on the street", "vendedores de comida", "taco sellers"
    )
    assert not any(one.is_joined for one in found.joins)
    assert len(found.joins) == 4, "each but the first may be another one"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("north side renters", "south side renters"),
        ("Vietnamese business owners", "Somali business owners"),
        ("a baker from town", "a welder from the mill"),
    ],
)
def test_texts_that_tell_people_apart_are_not_suggested(one: str, other: str) -> None:
    assert joined(one, other).joins == ()


def test_texts_at_two_tables_with_words_in_common_are_not_suggested() -> None:
    rows = [["A", "", "", "talent", "", "", "street vendors", ""], ["B", "", "", "capital", "", "", "food vendors", ""]]
    assert join_alike([charts(long(*rows))], people()).joins == ()


def test_texts_that_differ_in_case_only_are_one_text() -> None:
    found = joined("a welder", "A  Welder", "A WELDER")
    assert (set(texts_of(found)), found.joins) == ({"a welder"}, ())


def test_a_join_can_be_undone() -> None:
    found = joined(*VIET, decisions=decide((VIET[2], VIET[0], "no")))
    assert texts_of(found) == [VIET[0], VIET[0], VIET[2]]
    assert [(one.description, one.is_joined, one.is_decided) for one in found.joins] == [
        (VIET[1], True, False),
        (VIET[2], False, True),
    ]
    assert not any(one.is_offered for one in found.joins)


def test_an_undone_pair_stays_apart_when_a_third_text_stands_for_both() -> None:
    found = joined(VIET[1], VIET[1], VIET[0], VIET[2], decisions=decide((VIET[0], VIET[2], "no")))
    shown = texts_of(found)
    assert shown[2] != shown[3]


def test_texts_that_nobody_would_join_can_be_joined_by_hand() -> None:
    found = joined("renters", "people of Elm Court", decisions=decide(("people of elm court", "Renters", "yes")))
    assert len(set(texts_of(found))) == 1
    assert [(one.is_joined, one.is_decided) for one in found.joins] == [(True, True)]


def test_a_description_that_says_more_is_only_offered() -> None:
    found = joined("business owners on Main Street", "business owner", "business owner")
    assert len(set(texts_of(found))) == 2
    (offer,) = found.joins
    assert (offer.description, offer.joined_with, offer.is_joined) == (
        "business owners on Main Street",
        "business owner",
        False,
    )
    again = joined("business owners on Main Street", "business owner", decisions=(Join(*decided(offer), True),))
    assert len(set(texts_of(again))) == 1


def decided(one: Join) -> tuple[str, str]:
    return one.description, one.joined_with


@pytest.mark.parametrize("text", ["Rosa Delgadó", "Rosa-Delgado", "Rosa Delgado (Port Authority)"])
def test_a_name_on_the_list_in_other_signs_means_the_person(text: str) -> None:
    listed = people({"id": "r1", "name": "Rosa Delgado", "organization": "Port authority"})
    assert {naming.person for chart in joined(text, listed=listed).sets[0].charts for naming in chart.namings} == {"r1"}
    undone = joined(text, listed=listed, decisions=(Join(text, "r1", False, is_answered=True),))
    assert texts_of(undone) == [text]
    assert [(one.is_joined, one.is_decided) for one in undone.joins] == [(False, True)]


@pytest.mark.parametrize(
    ("name", "text"),
    [("Comisionado Raúl Ode", "Raul Ode"), ("Raul Ode", "Comisionado Raúl Ode")],
)
def test_a_name_means_the_person_without_titles_and_accents(name: str, text: str) -> None:
    listed = people({"id": "r1", "name": name}, {"id": "ben", "name": "Ben Ode"})
    found = joined(text, listed=listed)
    assert [naming.person for chart in found.sets[0].charts for naming in chart.namings] == ["r1"]


@pytest.mark.parametrize("text", ["Rosa Delgdo", "R. Delgado", "Rosa Delgado, Port Authority"])
def test_a_name_that_is_nearly_on_the_list_is_only_offered(text: str) -> None:
    found = joined(text, "Rosa Delgado")
    assert texts_of(found) == [text, "Rosa Delgado"]
    (one,) = found.joins
    assert (one.joined_with, one.person, one.is_joined, one.reason) == ("Rosa Delgado", "r1", False, "person")
    done = joined(text, decisions=decide((text, "Rosa Delgado", "yes")))
    assert {naming.person for chart in done.sets[0].charts for naming in chart.namings} == {"r1"}


def test_a_first_name_is_only_offered_and_can_be_joined() -> None:
    found = joined("Rosa")
    assert [(one.joined_with, one.is_joined) for one in found.joins] == [("Rosa Delgado", False)]
    assert found.sets[0].charts[0].namings[0].person is None
    again = joined("Rosa", decisions=decide(("Rosa", "Rosa Delgado", "yes")))
    assert again.sets[0].charts[0].namings[0].person == "r1"
    assert joined("Ode").joins == ()  # two people have this name


def test_a_title_with_a_given_name_is_only_offered_if_one_person_has_it() -> None:
    (one,) = joined("Sister Rosa").joins
    assert (one.joined_with, one.person, one.is_joined, one.reason) == ("Rosa Delgado", "r1", False, "person")
    two = people({"id": "r1", "name": "Rosa Delgado"}, {"id": "r2", "name": "Rosa Ode"})
    assert joined("Sister Rosa", listed=two).joins == ()
    assert joined("sister rosa").joins == ()  # no name, but a kind of people


def test_the_author_of_a_chart_may_be_nearly_on_the_list() -> None:
    cell = {("talent", "labor", "doer"): "a welder"}
    one = charts(grid("Rosa Delgdo", cell, own="capital"), listed=HERE)
    offered = join_alike([one], HERE)
    assert (offered.sets[0].charts[0].person, [join.is_joined for join in offered.joins]) == (None, [False])
    yes = decide(("Rosa Delgdo", "r1", "yes"))
    assert join_alike([one], HERE, yes).sets[0].charts[0].person == "r1"
    both = [charts(grid("Rosa Delgdo", cell), grid("Rosa Delgado", cell), listed=HERE)]
    people_of = [chart.person for chart in join_alike(both, HERE, yes).sets[0].charts]
    assert sorted(filter(None, people_of)) == ["r1"]


def test_nobody_is_found_without_a_list() -> None:
    assert [one.person for one in joined("Rosa Delgdo", "Rosa Delgado", listed=people()).joins] == [None]


@pytest.mark.parametrize(
    ("text", "counts_as", "person"),
    [
        ("Street Vendors", "vendedores ambulantes", None),
        ("peddlers", "vendedores ambulantes", None),  # on no chart
        ("the director", "Rosa Delgado", "r1"),  # on no chart
        ("landlords", "landlords", None),
    ],
)
def test_what_a_table_named_counts_as_what_the_file_joins_it_with(
    text: str, counts_as: str, person: str | None
) -> None:
    rows = [("street vendors", "vendedores ambulantes", "yes"), ("peddlers", "street vendors", "yes")]
    decisions = decide(*rows, ("the director", "Rosa Delgado", "yes"), ("landlords", "street vendors", "no"))
    (charts,) = joined("vendedores ambulantes", "vendedores ambulantes", "street vendors", decisions=decisions).sets
    named = NamedByTable(text, None, "north", "North")
    found = [one for one in list_nominations(charts, [named]).found if one.by_tables]
    assert [(one.text, one.person) for one in found] == [(counts_as, person)]


def test_both_times_share_their_descriptions() -> None:
    now, then = (charts(long(["A", "", "", "talent", "", "", text, ""])) for text in VIET[:2])
    found = join_alike([now, then], people())
    assert texts_of(found, 0) == texts_of(found, 1)


def test_the_file_of_decisions_reads_back_as_written() -> None:
    rows = (Join('a "b", c', "Đặng; x", True), Join("Łódź", "b", False))
    again = read_joins(read_bytes(write_joins(rows), "mentions.csv"))
    assert [(one.description, one.joined_with, one.is_joined) for one in again] == [
        ('a "b", c', "Đặng; x", True),
        ("Łódź", "b", False),
    ]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-a", "@x", "'=1", "\uff1d1", "a;=1+1", "'t Hooft"])
def test_the_file_of_decisions_runs_no_formula_and_reads_back_as_written(text: str) -> None:
    written = write_joins([Join(text, f"{text} 2", True, other={text: text})])
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    assert [cell for row in rows for part in row for cell in part.split(";") if cell[:1] in "=+-@\uff1d"] == []
    (again,) = read_joins(read_bytes(written, "mentions.csv"))
    assert (decided(again), again.other) == ((text, f"{text} 2"), {text: text})


def test_a_row_has_an_id_once_it_is_answered() -> None:
    offer = Join("Rosa", "Rosa Delgado", False, person="r1")
    assert b"r1" not in write_joins([offer])
    assert b"Rosa,Rosa Delgado,yes,r1" in write_joins([replace(offer, is_joined=True, is_answered=True)])


def test_own_columns_of_the_file_are_kept() -> None:
    text = (
        "who decided,description,joined with,join,note,note,,last\nAna,a baker,a welder,yes,x,y,z,\nBen,p,q,no,,,,v\n"
    )
    found = joined("a welder", "a welder", "a baker", decisions=read_joins(read_bytes(text.encode(), "mentions.csv")))
    rows = list(csv.reader(io.StringIO(write_joins(found.joins).decode("utf-8-sig"))))
    assert rows == [
        ["description", "joined with", "join", "who decided", "note", "note (2)", "column G", "last"],
        ["a baker", "a welder", "yes", "Ana", "x", "y", "z", ""],
        ["p", "q", "no", "Ben", "", "", "", "v"],
    ]
    assert write_joins(read_joins(read_bytes(write_joins(found.joins), "mentions.csv"))) == write_joins(found.joins)


def test_texts_joined_with_the_same_text_are_joined_with_each_other() -> None:
    chain = decide(("elders", "Elm Court", "yes"), ("Elm Court", "the old mill", "yes"))
    for texts in permutations(("elders", "the old mill", "Elm Court")):
        assert len(set(texts_of(joined(*texts, decisions=chain)))) == 1
    ends = [joined("elders", "the old mill", decisions=chain)]
    assert len(set(texts_of(ends[0]))) == 1


def test_a_text_kept_apart_from_one_is_kept_apart_from_all_that_count_as_it() -> None:
    rows = decide((VIET[0], "Elm Court", "yes"), ("Elm Court", VIET[1], "no"))
    for texts in permutations((VIET[0], VIET[1], "Elm Court")):
        found = dict(zip(texts, texts_of(joined(*texts, decisions=rows)), strict=True))
        assert found[VIET[0]] == found["Elm Court"] != found[VIET[1]]


@pytest.mark.parametrize("whom", ["r1", "R1", "Rosa Delgado", "Rosa Delgado [r1]"])
def test_a_person_in_the_file_may_be_an_id(whom: str) -> None:
    undone = joined("Rosa Delgdo", decisions=decide(("Rosa Delgdo", whom, "no")))
    assert undone.sets[0].charts[0].namings[0].person is None
    done = joined("the baker", decisions=decide((whom, "the baker", "yes")))
    assert done.sets[0].charts[0].namings[0].person == "r1"
    assert [(one.joined_with, one.is_joined) for one in done.joins] == [("Rosa Delgado", True)]


def test_a_person_who_shares_a_name_is_written_with_the_id() -> None:
    two = people({"id": "e1", "name": "Eli Roe"}, {"id": "e2", "name": "Eli Roe"})
    rows = read_joins(read_bytes(b"description,joined with,join\nthe mayor,e2,yes\n", "mentions.csv"), two)
    found = joined("the mayor", listed=two, decisions=rows)
    assert [(one.joined_with, one.person) for one in found.joins] == [("Eli Roe [e2]", "e2")]
    again = joined("the mayor", listed=two, decisions=read_joins(read_bytes(write_joins(found.joins), "j"), two))
    assert [naming.person for naming in again.sets[0].charts[0].namings] == ["e2"]


@examples(37)
@given(
    st.lists(st.sampled_from([*VIET, "Rosa", "Rosa Delgdo", "a baker", "bakers", "owner"]), min_size=1, max_size=7),
    st.lists(
        st.tuples(
            st.sampled_from([*VIET, "Rosa", "Rosa Delgdo", "a baker", "r1"]),
            st.sampled_from([*VIET, "ben", "Rosa Delgado", "bakers", "owner"]),
            st.sampled_from(["yes", "no"]),
        ),
        max_size=4,
    ),
)
def test_decisions_without_contradiction_are_followed_and_stay(
    texts: list[str], rows: list[tuple[str, str, str]]
) -> None:
    try:
        decisions = decide(*rows)
    except InputError:
        return
    found = joined(*texts, decisions=decisions)
    shown = {
        fold(text): naming.key
        for text, naming in zip(texts, found.sets[0].charts, strict=True)
        for naming in naming.namings
    }
    for one, other, word in rows:
        if {fold(one), fold(other)} <= shown.keys():
            assert (shown[fold(one)] == shown[fold(other)]) is (word == "yes" or fold(one) == fold(other))
    again = joined(*texts, decisions=read_joins(read_bytes(write_joins(found.joins), "mentions.csv"), HERE))
    assert texts_of(again) == texts_of(found)
    assert sorted(write_joins(again.joins).split()) == sorted(write_joins(found.joins).split())


@pytest.mark.parametrize(
    "texts",
    [
        (*VIET, "Rosa Delgdo", "Rosa", "business owner", "renters"),
        ("Vietnamese-speaking business owners", "vietnamese speaking business owner", "owner", "owner"),
    ],
)
def test_a_second_run_with_its_own_file_changes_nothing(texts: tuple[str, ...]) -> None:
    first = joined(*texts)
    second = joined(*texts, decisions=read_joins(read_bytes(write_joins(first.joins), "mentions.csv")))
    assert texts_of(first) == texts_of(second)
    assert [(decided(one), one.is_decided) for one in first.joins] == [
        (decided(one), one.is_decided) for one in second.joins
    ]
    assert sorted(write_joins(first.joins).split()) == sorted(write_joins(second.joins).split())


def test_decisions_about_texts_that_are_gone_are_kept() -> None:
    found = joined("a welder", decisions=decide(("x", "y", "no")))
    assert [(decided(one), one.is_joined, one.is_used) for one in found.joins] == [(("x", "y"), False, False)]


@pytest.mark.parametrize("word", ["yes", "Sí", "Y", "no", "N"])
def test_yes_and_no_are_read_in_both_languages(word: str) -> None:
    assert [one.is_joined for one in decide(("a", "b", word))] == [word.lower() not in {"no", "n"}]


def test_files_are_read_with_the_decisions_beside_the_page(tmp_path) -> None:
    (tmp_path / "charts.csv").write_text(
        long(*([f"A{n}", "", "", "talent", "", "", t, ""] for n, t in enumerate(VIET)))
    )
    assert find_decisions(None, tmp_path) == ()
    (tmp_path / "mentions.csv").write_text(f'description,joined with,join\n"{VIET[2]}","{VIET[0]}",no\n')
    found = read_chart_files([tmp_path / "charts.csv"], people(), TABLES, find_decisions(None, tmp_path))
    assert len(set(texts_of(found))) == 2
    with pytest.raises(UsageError):
        find_decisions(tmp_path / "nowhere.csv", tmp_path)


def test_a_solve_tells_what_was_joined_and_what_is_offered() -> None:
    note, offered = note_joins(joined(*VIET, "Rosa Delgdo"))
    assert (note.slug, note.shared_text) == ("charts-joined", "")
    assert '"Vietnamese speaking businessowners" as "Vietnamese-speaking business owners"' in note.text
    assert (offered.slug, offered.shared_text) == ("charts-similar", "")
    assert '"Rosa Delgdo" as "Rosa Delgado"' in offered.text
    assert note_joins(joined("a welder")) == ()


def test_the_author_of_a_chart_has_the_name_of_the_list() -> None:
    """Many people type their name in capitals."""
    cell = {("talent", "labor", "doer"): "a welder"}
    found = join_alike([charts(grid("ROSA DELGADO", cell), grid("Nina", cell), listed=HERE)], HERE)
    assert [(chart.by, chart.person) for chart in found.sets[0].charts] == [("Rosa Delgado", "r1"), ("Nina", None)]


def test_a_pair_is_asked_about_until_the_file_says_yes_or_no() -> None:
    texts = "landlord that takes vouchers", "voucher landlords"
    (open_,) = joined(*texts).joins
    rows = write_joins([open_]).decode("utf-8-sig").splitlines()
    assert rows[1:] == [f"{open_.description},{open_.joined_with},"]
    for answer, offered in (("", True), ("no", False), ("yes", False)):
        (again,) = joined(*texts, decisions=decide((open_.description, open_.joined_with, answer))).joins
        assert (again.is_offered, again.is_joined) == (offered, answer == "yes")
