"""What is said of the other tables is what the questions about them came to."""

from __future__ import annotations

import pytest

from seating.cli.views.explain import print_person
from seating.explain.person import Elsewhere, Whereabouts
from seating.explain.price import Best
from seating.model import Value
from tests.report.made_up import small


class Heard:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def result(self, text: str) -> None:
        self.lines.append(text)

    def section(self, title: str, lines: list[str]) -> None:
        self.lines += [title, *lines]


def said(*others: tuple[int | None, bool]) -> str:
    """Return what is said of p01, who sits at capital at a penalty of 5; a pair is what another table costs, proven."""
    tables = ("talent", "t03")
    found = tuple(
        Elsewhere(table, Value(0, 0), Best(None, penalty, proven))
        for table, (penalty, proven) in zip(tables, others, strict=False)
    )
    console = Heard()
    print_person(console, small(), Whereabouts("p01", "capital", Best(None, 5, True), found))
    return console.lines[0].partition("Capital. ")[2]


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ([], "There is no other table."),
        (
            [(7, True), (9, True)],
            "Every other table is worse for the whole seating; the best alternative is Talent and skill.",
        ),
        (
            [(7, True), (None, True)],
            "Every other possible table is worse for the whole seating; the best alternative is Talent and skill.",
        ),
        (
            [(7, True), (7, True)],
            "Every other table is worse for the whole seating; the best alternative is Talent and skill or t03.",
        ),
        (
            [(7, False), (9, True)],
            "No equally good seating with them at another table was found; the best one has them at Talent and skill.",
        ),
        (
            [(7, True), (None, False)],
            "No equally good seating with them at another table was found; the best one has them at Talent and skill.",
        ),
        ([(5, False), (9, True)], "A seating with them at Talent and skill is just as good."),
        ([(None, True), (None, True)], "No other table is possible."),
        ([(None, True), (None, False)], "No seating with them at another table was found."),
        (
            [(4, False), (9, True)],
            "This check found a better seating, with them at Talent and skill. Solve again with a longer --time-limit.",
        ),
    ],
)
def test_every_and_no_are_said_only_where_each_answer_is_proven(
    others: list[tuple[int | None, bool]], sentence: str
) -> None:
    assert said(*others) == sentence
