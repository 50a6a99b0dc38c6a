"""How a person's other tables and the price of a requirement are described."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import seating
from seating.api.explain import Explanation
from seating.api.saved_rounds.saved_result import InputState
from seating.engines.outcome import Status
from seating.errors import Note
from seating.explanations.person_reasons import Elsewhere, Whereabouts
from seating.explanations.price import Best, Change, Price
from seating.judge import review
from seating.model import Value
from seating.pages import unmet
from seating.pages.explained import describe_person, describe_price, list_blocks, list_notes
from seating.room.lineage import label_of
from tests.pages.stored import compare
from tests.present.told import told
from tests.report.made_up import small


def said(*others: tuple[int | None, bool]) -> str:
    """Return what is said of p01, who sits at capital at a penalty of 5; a pair is what another table costs, proven."""
    tables = ("talent", "t03")
    found = tuple(
        Elsewhere(table, Value(0, 0), Best(None, penalty, proven))
        for table, (penalty, proven) in zip(tables, others, strict=False)
    )
    page = describe_person(small(), Whereabouts("p01", "capital", Best(None, 5, True), found))
    return told(page).splitlines()[0].partition("Capital. ")[2]


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ([], "There is no other table."),
        ([(7, True), (9, True)], ""),
        ([(7, True), (None, True)], ""),
        ([(5, False), (9, True)], ""),
        ([(None, True), (None, True)], "No other table is possible."),
        ([(None, True), (None, False)], ""),
        ([(4, False), (9, True)], "This check found a better seating. Solve again with a longer --time-limit."),
    ],
)
def test_every_and_no_are_said_only_where_each_answer_is_proven(
    others: list[tuple[int | None, bool]], sentence: str
) -> None:
    assert said(*others) == sentence


@pytest.mark.parametrize(("saved", "told_unknown"), [(None, True), (1, False)])
def test_nothing_is_told_of_better_seatings_if_a_saved_seating_knows_of_none(
    saved: int | None, told_unknown: bool
) -> None:
    """The answer itself may have found one, and the record keeps none that a private requirement would betray."""
    result = replace(small(), bound=None)
    found = Whereabouts(
        "p01", "capital", Best(None, 5, True), (Elsewhere("talent", Value(0, 0), Best(None, 4, False)),)
    )
    page = told(
        list_blocks(Explanation(result, person=result.people.by_id["p01"], whereabouts=found, saved_round=saved))
    )
    assert ("It is not known whether a better seating exists." in page) == told_unknown
    assert "This check found a better seating." in page


def test_a_round_that_was_planned_with_others_is_compared_alone() -> None:
    others = (Elsewhere("talent", Value(0, 0), Best(None, 4, False)),)
    found = Whereabouts("p01", "capital", Best(None, 5, True), others)
    number = small().room.round_number
    planned = replace(small(), planned={n: small().plan.seats for n in (number, number + 1)})
    page = told(describe_person(planned, found, is_saved=True))
    assert f"This check considers only this round. Planned together with it: {number + 1}" in page
    assert "Planned together" not in told(describe_person(small(), found, is_saved=True))


def test_what_does_not_apply_in_a_round_is_not_called_met_and_has_no_price() -> None:
    result = small()
    (one, *_) = [each for each in result.requirements if result.verdict(each).met]
    verdicts = {**result.review.verdicts, one.id: replace(result.verdict(one), applies=False)}
    idle = replace(result, review=replace(result.review, verdicts=verdicts))
    best = Best(None, 7, True)
    page = told(describe_price(idle, Price(one.id, best, 0, best)))
    assert "It does not apply in this round, so it has no price." in page
    assert "What it costs the others" not in page


BETTER = "be met better than they are now."
MIGHT = "but there might be one."


BEST_THERE = ("The best seating", "Not possible", "No seating was found")
"""How the line about the best seating begins, below what is so if no one else moves."""


def lines_of(other: Elsewhere, now: Best, *, with_figures: bool = False) -> list[str]:
    """Return what is said of the best seating with p01, who sits at capital, at the other table."""
    blocks = describe_person(small(), Whereabouts("p01", "capital", now, (other,)))
    lines = told(blocks, with_figures=with_figures).splitlines()
    lines = [line.removeprefix("  ") for line in lines[lines.index("Talent and skill") + 1 :]]
    return lines[next(n for n, line in enumerate(lines) if line.startswith(BEST_THERE)) :]


@pytest.mark.parametrize(
    ("proven", "penalty", "says", "cost"),
    [
        (True, 7, " with them there: worse for the room than the current one", "7 (+2)"),
        (True, 5, " with them there: as good for the room as the current one", "5 (+0)"),
        (False, 7, " found with them there: worse for the room than the current one", "7 (≤ +2)"),
        (False, 4, " found with them there: better for the room than the current one", "4 (-1)"),
        (True, 1205, " with them there: worse for the room than the current one", "1,205 (+1,200)"),
    ],
)
def test_what_a_table_costs_is_compared_with_now(proven: bool, penalty: int, says: str, cost: str) -> None:
    other = Elsewhere("talent", Value(0, 0), Best(None, penalty, proven))
    line = f"The best seating{says}"
    assert lines_of(other, Best(None, 5, True), with_figures=True) == [f"{line} Penalty: {cost}"]
    assert lines_of(other, Best(None, 5, True)) == [line]


def test_a_move_of_several_tells_how_many_others_move() -> None:
    lines = lines_of(Elsewhere("talent", Value(0, 9), Best(None, 7, True), moved=("p02", "p03")), Best(None, 5, True))
    assert lines[0].endswith("; others who move: 2 people")


def test_what_changes_if_no_one_else_moves_is_what_the_judge_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each person and table: the new unmet musts are listed, and the points add up to the change of the penalty."""
    monkeypatch.setattr(unmet, "SHOWN_CHANGES", 99)
    result = small()
    musts = {requirement.id for requirement in result.requirements if requirement.is_must}
    for person, here in result.plan.seats.items():
        others = [table.id for table in result.room.tables if table.id != here]
        costs = tuple(Elsewhere(table, Value(0, 0), Best(None, 7, True), moved=("p02",)) for table in others)
        page = told(describe_person(result, Whereabouts(person, here, Best(None, 5, True), costs)), with_figures=True)
        for table in others:
            plan = replace(result.plan, seats={**result.plan.seats, person: table})
            verdicts = review(result.room, result.requirements, plan).verdicts
            more = {one.id: verdicts[one.id].shortfall - result.verdict(one).shortfall for one in result.requirements}
            section = page.partition(f"\n{label_of(result.room, table)}\n")[2].partition("\n\n")[0]
            alone = section.partition("The best seating")[0]
            assert {*re.findall(r"unmet must: .* \[(.*)\]", alone)} == {name for name in musts if more[name] > 0}
            points = re.findall(r"(?:worse|better|met): .* ([+-][\d,]+) \[", alone)
            weights = {one.id: 0 if one.is_must else one.weight for one in result.requirements}
            assert sum(map(int, points)) == sum(more[name] * weight for name, weight in weights.items())
            assert not any(more.values()) or "no requirement would be met better or less well" not in alone


def test_at_most_four_changed_requirements_are_listed_with_their_signs() -> None:
    names = [requirement.id for requirement in small().requirements]
    changed = tuple(Change(name, points) for name, points in zip(names, (1200, 5, 2, -1, -3, -4), strict=False))
    other = Elsewhere("talent", Value(0, 0), Best(None, 7, True), changed, moved=("p02",))
    lines = lines_of(other, Best(None, 5, True))
    assert [line.split()[0] for line in lines[1:5]] == ["worse:", "worse:", "worse:", "better:"]
    assert [line.strip() for line in lines[5:]] == ["and 2 more"]


def test_a_table_that_musts_rule_out_names_them() -> None:
    (first, *_) = [requirement.id for requirement in small().requirements]
    impossible = Best(None, None, True)
    lines = lines_of(Elsewhere("talent", Value(1, 0), impossible, against=(first,)), Best(None, 5, True))
    assert lines[0] == "Not possible. This must prevents it:"
    assert lines[1].endswith(f"[{first}]")
    assert lines_of(Elsewhere("talent", Value(1, 0), impossible), Best(None, 5, True)) == [
        "Not possible. The program did not find out which musts prevent it."
    ]
    unknown = Elsewhere("talent", Value(1, 0), Best(None, None, False))
    assert lines_of(unknown, Best(None, 5, True)) == [
        "No seating was found that seats them there and meets every must, but there might be one."
    ]


def price_of(**more: object) -> Price:
    """Return the price of the first unmet wish, which costs 3 points."""
    made = small()
    (name, *_) = [r.id for r in made.requirements if not r.is_must and not made.verdict(r).met]
    now = more.get("now", Best(None, 17, True))
    return Price(**{"requirement": name, "now": now, "points": 3, "least": now.penalty, **more})  # type: ignore[arg-type, attr-defined]


def priced(**more: object) -> dict[str, list[str]]:
    """Return the sections on the price of an unmet wish; the first lines are under ""."""
    parts = told(describe_price(small(), price_of(**more))).split("\n\n")
    sections = {"": parts[0].splitlines()}
    for title, *lines in (part.splitlines() for part in parts[1:]):
        sections[title] = [line.strip() for line in lines]
    return sections


def test_the_price_of_a_requirement_is_as_stored() -> None:
    met, changed = Best(None, 20, False), (Change("labor-1", 3), Change("gap-2", -1))
    price = price_of(without=Best(None, 14, True), met=met, payers=changed)
    compare("price", lambda: describe_price(small(), price), languages=("en", "es"))


def test_a_person_is_as_stored() -> None:
    others = (
        Elsewhere("talent", Value(0, 9), Best(None, 7, True), (Change("labor-1", 2),), moved=("p02",)),
        Elsewhere("t03", Value(1, 0), Best(None, None, True), against=("roles-1",)),
    )
    found = Whereabouts("p01", "capital", Best(None, 5, True), others)
    compare("person", lambda: describe_person(small(), found, is_saved=True), languages=("en", "es"))


@pytest.mark.parametrize(
    ("now", "free", "says"),
    [
        ((17, True), (13, True), "Without it, the other requirements could be met better than they are now."),
        (
            (17, True),
            (14, True),
            "At present, it costs the other requirements nothing: without it, they could not be met any better.",
        ),
        ((17, False), (10, True), "Without it, the other requirements could be met better than they are now."),
        (
            (17, True),
            (14, False),
            f"Without it, no seating was found in which the other requirements are {BETTER[3:-1]}, {MIGHT}",
        ),
        ((17, True), (None, False), "No seating without it was found in the time available."),
    ],
)
def test_what_a_requirement_costs_the_others_is_told_as_far_as_it_is_proven(now, free, says) -> None:
    sections = priced(now=Best(None, *now), without=Best(None, *free))
    assert sections["What it costs the others"] == [says]
    assert sections[""][1] == "It is not met."


@pytest.mark.parametrize(("least", "is_as_good"), [(10, True), (12, False)])
def test_a_requirement_costs_nothing_if_the_others_could_be_met_as_well_with_it(least: int, is_as_good: bool) -> None:
    """A repaired seating need not be the best: with the requirement or without it, the others could be met better."""
    sections = priced(now=Best(None, 17, False), without=Best(None, 10, True), least=least)
    (line,) = sections["What it costs the others"]
    assert ("but just as well with it" in line) is is_as_good


@pytest.mark.parametrize(
    ("met", "against", "says"),
    [
        (None, (), []),
        ((None, True), (), ["It cannot be met, even on its own."]),
        (
            (None, False),
            (),
            ["No seating was found that meets both this requirement and every must, but there might be one."],
        ),
        ((20, True), (), ["It can be met, and nothing else would change for better or worse."]),
    ],
)
def test_what_meeting_it_would_take_is_said_as_far_as_it_is_known(met, against, says) -> None:
    best = None if met is None else Best(None, *met)
    sections = priced(without=Best(None, 14, True), met=best, against=against)
    assert sections.get("What meeting it would take", []) == says


def test_every_session_of_a_person_is_named() -> None:
    result = small()
    result = replace(result, plan=replace(result.plan, further={"p01": ("talent",)}))
    others = (Elsewhere("t03", Value(0, 0), Best(None, 7, True)),)
    page = told(describe_person(result, Whereabouts("p01", "capital", Best(None, 5, True), others)))
    first = page.splitlines()[0]
    assert first.endswith(" is placed at Capital and Talent and skill.")


@pytest.mark.parametrize(
    ("third", "is_advised"),
    [
        ({"seats": 3}, True),
        ({"people": ["Dee", "Eli"]}, False),
        ({"seats": 3, "for": {"kind": "lab"}}, False),
        ({"seats": 3, "for": {"kind": ["lab", "cart"]}}, True),
    ],
)
def test_no_place_is_asked_for_at_a_table_that_is_closed_to_the_person(third, is_advised: bool) -> None:
    """A governance table where only its members sit would give them no choice, whatever its place has."""
    rows = [
        {"id": n.lower(), "name": n, "kind": "lab", "needs": ""}
        | ({"kind": "cart", "needs": "step-free"} if n == "Ana" else {})
        for n in ("Ana", "Ben", "Cam", "Dee", "Eli")
    ]
    place = {"seats": 3, "features": ["step-free"]}
    office = {"id": "office", "name": "Office", **third}
    if "people" in third:
        office |= {"kind": "governance", "action_seat": False}
    solved = seating.solve(rows, {"tables": [{"id": "a", **place}, {"id": "b", **place}, office]})
    page = told(describe_person(solved, Whereabouts("ana", solved.plan.seats["ana"], Best(None, 0, True), ())))
    advice = "What would give them a choice of tables\n  A place at another table with: step-free"
    assert (advice in page) is is_advised


def test_how_a_search_ended_is_noted_only_where_it_was_done_now():
    """A saved seating was found by another command, which noted it then."""
    solved = replace(small(), notes=(Note("interrupted", "Interrupted."), Note("inferred", "Inferred.")))
    of_saved, ana = Explanation(solved, saved_round=1), solved.people.persons[0]
    slugs = {
        name: [note.slug for note in list_notes(explained)]
        for name, explained in (
            ("saved", of_saved),
            ("changed person", replace(of_saved, inputs=InputState.CHANGED, person=ana)),
            ("changed", replace(of_saved, inputs=InputState.CHANGED)),
            ("not saved", Explanation(solved)),
        )
    }
    assert slugs == {
        "saved": ["inferred"],
        "changed person": ["inferred"],
        "changed": ["interrupted", "inferred"],
        "not saved": ["interrupted", "inferred"],
    }


@pytest.mark.parametrize("asked", [False, True])
def test_where_a_must_is_unmet_and_no_conflict_was_found_it_is_told(asked: bool) -> None:
    solved = seating.solve(
        [{"id": n} for n in "abcd"],
        {
            "tables": [{"id": "north", "seats": 2}, {"id": "south", "seats": 2}],
            "requirements": [{"kind": "together", "people": ["a", "b"]}, {"kind": "apart", "people": ["a", "b"]}],
        },
    )
    saved = replace(solved, status=Status.NO_SEATING, conflicts=(), ways_out=())
    requirement = saved.by_requirement["apart-1"] if asked else None
    page = told(list_blocks(Explanation(saved, requirement=requirement, saved_round=1)))
    assert page.endswith("No conflict was found.")
    assert "any conflict" not in page
    assert "No conflict was found" not in told(list_blocks(Explanation(solved, requirement=requirement)))
