"""Tables: ids, seats, and what stands on the card."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from seating.errors import Miss
from seating.present.languages import words_in
from seating.room.tables import Seats, Stage, Table, TableKind, find_table, list_renumbered, read_seats, tables_called


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        (8, 8, 8),
        ("8", 8, 8),
        ("6-10", 6, 10),
        (" 6 – 10 ", 6, 10),
        ({"min": 6, "max": 10}, 6, 10),
        ({"max": 8}, 0, 8),
        ({"min": 3}, 3, None),
        ("0-4", 0, 4),
    ],
)
def test_seats_are_read_in_each_way_of_writing_them(written: Any, low: int, high: int | None) -> None:
    assert read_seats(written) == Seats(minimum=low, maximum=high)


@pytest.mark.parametrize(
    "written",
    ["three", 3.5, [4], True, "6-4", 0, "0", -3, "-3", {"min": -1}, {"most": 3}, {"max": 0}, {"max": "x"}, None],
)
def test_other_seats_are_refused_and_the_value_is_named(written: Any) -> None:
    with pytest.raises(ValueError, match=r"seat|room|minimum"):
        read_seats(written)


@pytest.mark.parametrize(
    ("written", "shown"), [("8", "8"), ("6-10", "6-10"), ({"max": 8}, "at most 8"), ({"min": 3}, "at least 3")]
)
def test_seats_are_shown_as_they_would_be_said(written: Any, shown: str) -> None:
    assert str(read_seats(written)) == shown


@pytest.mark.parametrize("identity", ["T 4!", "Capital", "", "a_b", 4, 4.5, None])
def test_an_id_is_text_of_small_letters_digits_and_hyphens(identity: Any) -> None:
    with pytest.raises(ValidationError):
        Table(id=identity)


def test_one_value_is_a_list_of_one_and_numbers_are_text() -> None:
    table = Table.model_validate({"id": "a", "focus": "capital", "needs": ["van", 3], "place": 12, "name": True})
    assert (table.focus, table.needs, table.place, table.name) == (("capital",), ("van", "3"), "12", "yes")


def test_questions_may_be_in_several_languages() -> None:
    assert Table.model_validate({"id": "a", "questions": "Why?"}).questions == {"": ("Why?",)}
    assert Table.model_validate({"id": "a", "questions": {"es": ["¿Por qué?"]}}).questions == {"es": ("¿Por qué?",)}


def test_open_and_from_are_written_so() -> None:
    assert Table.model_validate({"id": "a", "open": "if needed"}).open_if_needed
    drawn = Table.model_validate({"id": "lead", "from": "chair", "kind": "leadership", "stage": "norming"})
    assert not drawn.seats_people
    assert (drawn.kind, drawn.stage) == (TableKind.LEADERSHIP, Stage.NORMING)
    with pytest.raises(ValidationError, match="if needed"):
        Table.model_validate({"id": "a", "open": "perhaps"})


def test_the_label_is_the_name_or_else_the_id() -> None:
    assert (Table(id="a").label, Table(id="a", name="Arts").label) == ("a", "Arts")


def test_a_name_made_from_the_number_of_tables_is_in_the_language_of_the_page() -> None:
    spanish, made = words_in("es"), Table(id="t05", name="Table 5")
    assert (made.label, spanish.tell(made.label)) == ("Table 5", "Mesa 5")
    assert spanish.tell(made.label_with(5)) == "Mesa 5"
    assert spanish.tell(made.label_with(2)) == "2 Mesa 5"
    for other in (Table(id="west", name="Table 5"), Table(id="t05", name="Table 6"), Table(id="t05")):
        assert spanish.tell(other.label) == (other.name or other.id)
    assert Table(id="a", name="Arts").label_with(3) == "3 Arts"


def test_tables_are_found_in_a_list_that_grows_and_in_equal_tuples() -> None:
    listed = [Table(id="north", name="The North")]
    assert tables_called("the north", listed) == (listed[0],)
    listed.append(Table(id="south", name="The North"))
    assert tables_called("the north", listed) == tuple(listed)
    assert tables_called("SOUTH", tuple(listed)) == (listed[1],)
    assert tables_called("", [Table(id="a")]) == ()
    for number in range(40):  # more tuples than are remembered
        (found,) = tables_called("t", (Table(id="t", name=f"{number}"),))
        assert found.name == f"{number}"
    miss = find_table("nort", tuple(listed))
    assert isinstance(miss, Miss)
    assert miss.near == "north"


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        (Table(id="capital", name="Capital"), ""),
        (Table(id="main-street", name="Main Street"), ""),
        (Table(id="inclusion", name="Inclusión"), ""),
        (Table(id="t03"), ""),
        (Table(id="t03", name="Table 3"), ""),
        (Table(id="t03", name="Capital"), "t03"),
    ],
)
def test_an_id_is_shown_unless_the_name_says_it(table, shown):
    assert table.shown_id == shown


def test_a_table_that_there_is_not_names_the_others_in_the_language_of_the_page() -> None:
    missed = find_table("nowhere", [Table(id="a"), Table(id="b")])
    assert isinstance(missed, Miss)
    assert words_in("es").tell(missed.hint) == "Las mesas son a y b."
    many = find_table("nowhere", [Table(id=f"t{n}") for n in range(30)])
    assert isinstance(many, Miss)
    assert many.hint.endswith("t18, t19, ….")


@pytest.mark.parametrize(
    ("before", "was", "then"),
    [
        ({"b": 2}, ("b",), 2),
        ({"a": 2, "b": 3}, ("a", "b"), None),
        ({"a": 3, "b": 2}, ("a", "b"), None),
        ({"b": 2}, ("a", "b"), 2),
        ({"c": 3, "b": 2}, ("b",), 3),
        ({"b": 1}, ("b",), None),
        ({"d": 2}, ("b",), None),
    ],
    ids=["renamed", "merged", "merged-in-another-order", "renamed-twice", "kept", "same-number", "new"],
)
def test_a_table_has_an_earlier_number_if_it_was_exactly_one_table(
    before: dict[str, int], was: tuple[str, ...], then: int | None
) -> None:
    table = Table(id="c", was=was)
    assert list_renumbered(before, [table]) == ([] if then is None else [(table, 1, then)])


def test_a_table_made_from_one_table_and_a_part_of_another_has_no_earlier_number() -> None:
    tables = [Table(id="x", was=("a", "b")), Table(id="y", was=("a",))]
    assert list_renumbered({"a": 1, "b": 2}, tables) == []


@pytest.mark.parametrize(
    "written", ["step-free; hearing loop", ["step-free", "hearing loop"], ["step-free;hearing loop;"]]
)
def test_items_of_a_table_can_stand_in_one_text_as_in_a_cell(written: Any) -> None:
    table = Table(id="a", features=written, needs=written, focus=written)
    assert table.features == table.needs == table.focus == ("step-free", "hearing loop")
