"""Why a seating is as it is: what a requirement costs, why a person sits where they do, what clashes."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from seating.convene.opened import Opened, open_convening
from seating.convene.request import Request
from seating.convene.solved import Solved
from seating.convene.solving import seat
from seating.engines import SILENT, Child, Effort, Together, best_plan, start_child
from seating.engines.nearby import nearby
from seating.engines.status import Status
from seating.errors import InputError, Problem
from seating.explain.conflict import find_conflict
from seating.explain.person import Whereabouts, whereabouts
from seating.explain.price import Best, Price, price_of
from seating.model import Model, build_model, penalty_of
from seating.plan import IntArray
from seating.profiles import Person
from seating.requirement import Requirement
from seating.wording import fold, listed, nearest, quoted

__all__ = ["Explained", "explain_request"]

PROVABLE = 800
"""Seats (persons times tables) up to which every other seating is looked for from the start, and mostly proven."""

WORK = 12.0
"""Work units for all questions together; what is not proven by then is the best found."""

LEAST_WORK = 1.0
"""Work units for one question in a small room, at least."""

SHORTEST = 5.0
"""Seconds for the questions that follow the seating, at least, where there is a time limit."""


@dataclass(frozen=True)
class Explained:
    """A seating, and what was asked about it.

    Attributes
    ----------
    solved : Solved
        The seating that `solve` gives, with the conflict where its musts cannot all hold.
    price : Price or None
        Of the requirement asked about; None where the musts do not hold, since nothing has a price then.
    whereabouts : Whereabouts or None
        Of the person asked about; None likewise.
    requirement : Requirement or None
    person : Person or None
    """

    solved: Solved
    price: Price | None = None
    whereabouts: Whereabouts | None = None
    requirement: Requirement | None = None
    person: Person | None = None


def explain_request(request: Request, person: str | None = None, requirement: str | None = None) -> Explained:
    """Seat the open round and explain one thing about it; nothing is written.

    Parameters
    ----------
    request : Request
    person : str, optional
        An id or a name: why they sit there, and what each other table would cost.
    requirement : str, optional
        An id: what stands against it, and its price. With neither, only what clashes is explained.

    Raises
    ------
    UsageError, InputError
        As for a solve; when nobody, or nothing that is asked, goes by that name.
    """
    with start_child() as child:
        opened = open_convening(request)
        whom = None if person is None else _person(opened, person)
        what = None if requirement is None else _requirement(opened, requirement)
        solved = seat(opened, request, child)
        found = Explained(solved, requirement=what, person=whom)
        if solved.review.unmet:
            return found
        model = build_model(opened.room, opened.requirements)
        tables = model.tables_of(solved.plan)
        now = Best(tables, solved.penalty, solved.status is Status.OPTIMAL)
        questions = 2 if whom is None else max(1, model.n_tables - 1)
        ask = _Asking(child, request, questions)
        if what is not None:
            return replace(found, price=price_of(model, now, what.id, ask.best_of, ask.against))
        if whom is not None:
            return replace(found, whereabouts=whereabouts(model, now, whom.id, ask.best_of, ask.against))
    return found


class _Asking:
    """The questions that explaining asks, put to the engines."""

    def __init__(self, child: Child, request: Request, questions: int) -> None:
        self._child = child
        self._seed = request.seed
        self._work = WORK / questions
        limit = request.time_limit
        self._deadline = None if limit is None else time.monotonic() + max(SHORTEST, limit)

    def best_of(self, model: Model, begun: IntArray) -> Best:
        """Return the best seating of a model: proven in a small room, where the time allows; else the best found."""
        holds = Together(model, self._child, [begun], self._seed, deadline=self._deadline)
        musts = frozenset(identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must)
        if holds(musts) is False:
            return Best(None, None, holds.once_more(musts) is False)
        found = holds.nearest
        if model.n_persons * model.n_tables <= PROVABLE:
            effort = Effort(max(LEAST_WORK, self._work), self._deadline)
            outcome = best_plan(model, effort, self._seed, SILENT, self._child)
            if outcome.status is Status.OPTIMAL:
                as_good = penalty_of(model, begun) == outcome.value  # then fewer people move
                return Best(begun if as_good else outcome.tables, outcome.penalty, is_proven=True)
            found = min(found, outcome.tables, key=lambda tables: penalty_of(model, tables))
        tables = nearby(model, found, self._child, self._seed, self._work, self._deadline)
        value = penalty_of(model, tables)
        return Best(None, None, False) if value.unmet else Best(tables, value.penalty, value.penalty == 0)

    def against(self, model: Model) -> tuple[str, ...]:
        """Return the smallest clashing set of a model's musts."""
        holds = Together(model, self._child, [], self._seed, deadline=self._deadline)
        musts = [identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must]
        return find_conflict(musts, holds, holds.once_more).requirements


def _person(opened: Opened, reference: str) -> Person:
    """Return the seated person of an id or name."""
    named = opened.people.named(reference)
    if len(named) > 1:
        ids = listed((one.id for one in named), last="or")
        raise _wrong(
            "person-ambiguous", opened.people.file, reference, "is the name of several people", f"Write {ids}."
        )
    if not named:
        words = [word for one in opened.people for word in (one.name, one.id) if word]
        hint = _meant(reference, words) or "Write a name or an id that is on the list."
        raise _wrong("person-unknown", opened.people.file, reference, "is nobody on the list", hint)
    if named[0].id not in opened.room.index:
        says = "is on the list but has no seat this round"
        hint = "Look at `attending` and `status` in their row."
        raise _wrong("person-without-seat", opened.people.file, reference, says, hint)
    return named[0]


def _requirement(opened: Opened, reference: str) -> Requirement:
    """Return the requirement of an id, or of the name under which reports know a private one."""
    word = fold(reference)
    for asked in opened.requirements:
        if word in {fold(asked.id), fold(opened.private_names.get(asked.id, asked.id))}:
            return asked
    ids = [asked.id for asked in opened.requirements]
    hint = _meant(reference, ids) or f"The ids are {listed(ids[:20])}{', …' if len(ids) > 20 else ''}."
    raise _wrong("requirement-unknown", opened.convening.file, reference, "is no requirement of this round", hint)


def _meant(word: str, choices: list[str]) -> str:
    near = nearest(word, choices)
    return f"Did you mean {quoted(near)}?" if near else ""


def _wrong(slug: str, file: str | None, value: str, says: str, hint: str) -> InputError:
    return InputError([Problem(slug, says, file, value=value, hint=hint)])
