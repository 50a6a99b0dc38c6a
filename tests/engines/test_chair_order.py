"""The search for the best order around a table, compared with every order."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

from seating.engines.chair_order import find_order
from seating.room.chairs import FREE, Question, count_points, lay_out
from seating.room.floor import plan_floor
from seating.room.hall import Hall, Shape
from seating.room.tables import Table
from tests.examples import seeded

HALL = Hall.model_validate({"width": 12, "depth": 10, "fixed": [{"kind": "stage", "at": [6, 1]}]})


def make_question(seed: int) -> Question:
    """Return a small table with people whose links are drawn."""
    draw = random.Random(seed)
    chairs = draw.randint(1, 6)
    people = draw.randint(1, chairs)
    shape, turn = draw.choice(list(Shape)), draw.choice([0, 0, 90, 30])
    table = Table.model_validate({"id": "t", "seats": chairs, "shape": shape, "at": [6, 6], "turn": turn})
    layout = lay_out(plan_floor([table], HALL).tables[0], HALL)
    everyone = range(people)

    def link(share: float) -> list[set[int]]:
        return [{b for b in everyone if b != a and draw.random() < share} for a in everyone]

    companions, avoids = link(0.2), link(0.2)
    for links in (companions, avoids):
        for a in everyone:
            for b in links[a]:
                links[b].add(a)
    kept: tuple[int | None, ...] = ()
    if draw.random() < 0.3:
        places = draw.sample(range(chairs), people)
        kept = tuple(place if draw.random() < 0.4 else None for place in places)
    return Question(
        layout=layout,
        near=draw.choice([layout.beside, layout.across]),
        companions=tuple(map(frozenset, companions)),
        wishes=tuple(map(frozenset, link(0.2))),
        avoids=tuple(map(frozenset, avoids)),
        values=tuple(draw.choice(["", "f", "m"]) for _ in everyone),
        faces=frozenset(a for a in everyone if draw.random() < 0.2),
        kept=kept,
    )


def find_fewest(question: Question) -> int:
    """Return the fewest points of all orders that leave everyone in `kept` on their chair."""
    on = [*range(question.people)] + [FREE] * (len(question.near) - question.people)
    held = [(person, chair) for person, chair in enumerate(question.kept) if chair is not None]
    return min(
        count_points(question, order)
        for order in set(permutations(on))
        if all(order[chair] == person for person, chair in held)
    )


@seeded(10)
def test_no_order_is_better(seed: int) -> None:
    """Compared with every order."""
    question = make_question(seed)
    found = find_order(question)
    assert sorted(person for person in found.people if person != FREE) == [*range(question.people)]
    assert all(chair is None or found.people[chair] == person for person, chair in enumerate(question.kept))
    assert found.points == count_points(question, found.people)
    assert found.is_proven
    assert found.points == find_fewest(question)


def test_with_few_steps_nothing_is_proven() -> None:
    question = next(q for q in map(make_question, range(500)) if q.people > 4 and find_fewest(q) > 0)
    few = find_order(question, steps=2)
    assert not few.is_proven
    assert few.points == count_points(question, few.people)


def test_people_who_make_no_difference_are_tried_once() -> None:
    """Twelve people of two kinds have 12! orders; with as many of each as not, one in which all alternate is proven."""
    table = Table.model_validate({"id": "t", "seats": 12})
    layout = lay_out(plan_floor([table]).tables[0], None)
    none = (frozenset[int](),) * 12
    question = Question(layout, layout.beside, none, none, none, ("f",) * 6 + ("m",) * 6)
    assert find_order(question).points == 0
    uneven = find_order(replace(question, values=("f",) * 7 + ("m",) * 5))
    assert (uneven.points, uneven.is_proven) == (2, True)
