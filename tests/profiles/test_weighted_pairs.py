"""Files of weighed pairs: read by headings, each pair once, and everything wrong named at its place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError, InvalidValueError, Problem, as_text
from seating.profiles import People
from seating.profiles.weighted_pairs import MOST_WEIGHT, WeightedPairs, as_weight, read_weighted_pairs
from seating.sources import read_bytes
from tests.builders import person

LISTED = People(tuple(person(row) for row in ("ana", "ben", "cam", {"id": "c2", "name": "Cam"})))
BY_ID = People(tuple(person(row) for row in ("ana", "ben", "cam", {"id": "c2", "name": "Cleo"})))


def read(text: str) -> WeightedPairs:
    return read_weighted_pairs(read_bytes(text.encode(), "alike.csv"), LISTED)


def wrong(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value.problems


def weights(pairs: WeightedPairs) -> dict[tuple[str, str], int]:
    named = [tuple(sorted((pairs.ids[a], pairs.ids[b]))) for a, b in pairs.ends.tolist()]
    return {(a, b): weight for (a, b), weight in zip(named, pairs.weights.tolist(), strict=True)}


def test_columns_are_found_by_their_headings_and_people_by_id_or_name() -> None:
    pairs = read("why,Weight,B,A\nold,3,ben,ANA\n,0,c2,Ben\n")
    assert weights(pairs) == {("ana", "ben"): 3, ("ben", "c2"): 0}
    assert (pairs.name, pairs.notes) == ("alike.csv", ())


def test_a_pair_both_ways_round_counts_once_with_a_note() -> None:
    pairs = read("a,b,weight\nana,ben,3\nben,c2,1\nben,ana,3\n")
    assert weights(pairs) == {("ana", "ben"): 3, ("ben", "c2"): 1}
    assert [note.slug for note in pairs.notes] == ["pair-twice"]
    assert "line 4" in pairs.notes[0].text


def test_two_weights_for_a_pair_are_an_error_with_both_lines() -> None:
    (problem,) = wrong("a,b,weight\nana,ben,3\nben,c2,1\nben,ana,4\n")
    assert as_text(problem) == (
        'alike.csv:4: column "weight" (C): "4" is a second weight for Ana and Ben, whose weight on line 2 is 3. '
        "Keep one of the two rows. [pair-twice]"
    )


def test_a_person_paired_with_themselves_asks_for_nothing_with_a_note() -> None:
    pairs = read("a,b,weight\nana,ana,100\nana,ben,1\n")
    assert weights(pairs) == {("ana", "ben"): 1}
    assert [note.slug for note in pairs.notes] == ["reference-oneself"]


def test_all_bad_rows_are_named_at_once() -> None:
    found = wrong("a,b,weight\nanna,ben,1\nana,Cam,1\nana,ben,1.5\nana,ben\n,ben,~2\n\nana,ben,2\n")
    assert [(problem.line, problem.column, problem.letter, problem.slug) for problem in found] == [
        (2, "a", "A", "person-unknown"),
        (3, "b", "B", "person-ambiguous"),
        (4, "weight", "C", "pair-weight"),
        (5, "weight", "C", "pair-weight"),
        (6, "weight", "C", "pair-weight"),
        (6, "a", "A", "person-unknown"),
    ]
    assert (found[0].value, found[0].hint) == ("anna", 'Did you mean "Ana"?')
    assert found[1].hint == 'Write the id: "cam" or "c2".'
    assert found[3].says == "the row has no weight"


def test_without_headings_the_file_is_refused() -> None:
    (problem,) = wrong("ana,ben,3\n")
    assert problem.slug == "pair-headings"


def test_weights_add_up_to_what_64_bits_hold() -> None:
    assert int(read(f"a,b,weight\nana,ben,{MOST_WEIGHT}\n").weights.sum()) == MOST_WEIGHT
    assert [problem.slug for problem in wrong(f"a,b,weight\nana,ben,{MOST_WEIGHT}\nana,c2,-1\n")] == ["pair-weight"]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("0", 0),
        (" 7 ", 7),
        ("+3", 3),
        ("-1", -1),
        ("\u22124", -4),
        ("1.0", None),
        ("--1", None),
        ("1e3", None),
        ("", None),
        ("٣", None),
    ],
)
def test_a_weight_is_a_whole_number(text: str, weight: int | None) -> None:
    assert as_weight(text) == weight


def test_a_file_of_headings_alone_holds_no_pairs() -> None:
    assert weights(read("a,b,weight\n")) == {}


SQUARE = ",Ana,ben,cam\nAna,x,3,\nben,3,,2\ncam,,2,-\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SQUARE, {("ana", "ben"): 3, ("ben", "cam"): 2}),
        ("Who likes whom\n" + SQUARE, {("ana", "ben"): 3, ("ben", "cam"): 2}),
        ("id,Name,ana,ben\nana,Ana,,3\nben,Ben,,\n", {("ana", "ben"): 3}),
        (",Ana,Ben,c2\nAna,0,1,5\nBen,2,0,5\nc2,,5,\n", {("ana", "ben"): 3, ("ana", "c2"): 5, ("ben", "c2"): 10}),
        ("idx,Ana,Ben,c2\nAna,,-4,1\nBen,-4,,\nc2,1,,\n", {("ana", "ben"): -4, ("ana", "c2"): 1}),
        (";Ana;Ben\nAna;;4\nBen;4;\n", {("ana", "ben"): 4}),
        ("Person 1,Person 2,Score\nAna,Ben,3\n", {("ana", "ben"): 3}),
    ],
    ids=[
        "square",
        "title above",
        "two columns of labels",
        "numbers that differ",
        "likes and dislikes",
        "semicolons",
        "rows",
    ],
)
def test_a_square_is_read_as_pairs(text: str, found: dict[tuple[str, str], int]) -> None:
    read_ = {pair: weight for pair, weight in weights(read(text)).items() if weight}
    assert read_ == {tuple(sorted(pair)): weight for pair, weight in found.items()}


def test_a_square_says_how_it_was_read() -> None:
    (note,) = read(SQUARE).notes
    assert (note.slug, "3 people" in note.text, "sum" in note.text) == ("pairs-from-square", True, False)
    assert "sum" in read(SQUARE.replace("Ana,x,3", "Ana,x,4")).notes[0].text


def test_everything_wrong_with_a_square_is_named() -> None:
    found = wrong(",Ana,Ben,Bob\nAna,,1.5,0\nBen,1,,x\nben,1,,\nCam,1,,\n")
    assert [(p.line, p.value, p.slug) for p in found] == [
        (1, "Bob", "person-unknown"),
        (2, "1.5", "pair-weight"),
        (4, "ben", "pair-twice"),
        (5, "Cam", "person-ambiguous"),
    ]


TRIPLES = st.dictionaries(
    st.sampled_from([("ana", "ben"), ("ana", "cam"), ("ana", "c2"), ("ben", "cam"), ("ben", "c2"), ("cam", "c2")]),
    st.integers(-9, 9),
    max_size=6,
)


@given(TRIPLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_the_two_people_does_not_matter(triples, random) -> None:
    rows = [[*random.sample([*pair], 2), str(weight)] for pair, weight in triples.items()]
    random.shuffle(rows)
    found = read("a,b,weight\n" + "".join(",".join(row) + "\n" for row in rows))
    assert weights(found) == {(min(pair), max(pair)): weight for pair, weight in triples.items()}
    assert bool(np.all(found.ends[:, 0] < found.ends[:, 1]))


@given(TRIPLES)
def test_a_square_means_the_same_as_its_rows(triples) -> None:
    ids = ["ana", "ben", "cam", "c2"]
    both = {**triples, **{(b, a): weight for (a, b), weight in triples.items()}}
    cells = [",".join([one, *(str(both.get((one, other), "")) for other in ids)]) for one in ids]
    text = "\n".join(["," + ",".join(ids), *cells, ""])
    square = read_weighted_pairs(read_bytes(text.encode(), "square.csv"), BY_ID)
    assert weights(square) == {(min(pair), max(pair)): weight for pair, weight in triples.items()}


@given(TRIPLES)
def test_pairs_written_in_a_convening_are_sorted_and_counted_once(triples) -> None:
    given_ = [(a, b, weight) for (a, b), weight in triples.items()]
    pairs = WeightedPairs.of([*given_, *((b, a, weight) for a, b, weight in given_)])
    assert weights(pairs) == {(min(pair), max(pair)): weight for pair, weight in triples.items()}
    assert pairs.ids == tuple(sorted({one for pair in triples for one in pair}))
    assert pairs.ends.tolist() == sorted(pairs.ends.tolist())


@pytest.mark.parametrize(
    ("triples", "says", "value"),
    [
        ([("a", "b", 1), ("b", "a", 2)], "is paired with a twice, with the weights 1 and 2", "b"),
        (
            [("a", "b", MOST_WEIGHT), ("a", "c", 1)],
            "the weights, ignoring their signs, add up to more than 100,000,000",
            None,
        ),
    ],
)
def test_pairs_that_contradict_each_other_or_weigh_too_much_are_refused(triples, says, value) -> None:
    with pytest.raises(InvalidValueError) as caught:
        WeightedPairs.of(triples)
    assert (caught.value.says, caught.value.value) == (says, value)
