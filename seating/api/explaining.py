"""Why a seating is as it is: what a requirement costs, why a person sits where they do, what clashes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from seating.api.asked import asked_person, asked_requirement
from seating.api.asking import Asking
from seating.api.opened import Opened, open_convening
from seating.api.request import Request
from seating.api.solved import Solved
from seating.api.solving import seat
from seating.early import begun, likely_engine
from seating.engines import Child
from seating.engines.status import Status
from seating.explain.person import Whereabouts, whereabouts
from seating.explain.price import Best, Price, price_of
from seating.model import Model, build_model
from seating.profiles import Person
from seating.requirement import Requirement

__all__ = ["Explained", "explain_request"]

SEATING_SHARE = 0.5
"""Share of the time limit for the seating where something is asked about it."""


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
    with begun(likely_engine(request.people)), Child() as child:
        opened = open_convening(request)
        whom = None if person is None else asked_person(opened, person)
        what = None if requirement is None else asked_requirement(opened, requirement)
        solved = seat(opened, _with_time_to_ask(request, person or requirement), child)
        found = Explained(solved, requirement=what, person=whom)
        if solved.review.unmet:
            return found
        model = build_model(opened.room, opened.requirements)
        tables = model.tables_of(solved.plan)
        now = Best(tables, solved.penalty, solved.status is Status.OPTIMAL)
        questions = 2 + bool(what and what.robust) if whom is None else max(1, model.n_tables - 1)
        ask = Asking(child, request, questions)
        if what is not None:
            price = price_of(model, now, what.id, ask.best_of, ask.against)
            if what.robust:
                price = replace(price, plain=ask.best_of(_asked_plainly(opened, what), tables))
            return replace(found, price=price)
        if whom is not None:
            return replace(found, whereabouts=whereabouts(model, now, whom.id, ask.best_of, ask.against))
    return found


def _with_time_to_ask(request: Request, asked: str | None) -> Request:
    """Return the request of the seating: where something is asked about it, half of the time is kept for that."""
    if request.time_limit is None or asked is None:
        return request
    return replace(request, time_limit=request.time_limit * SEATING_SHARE)


def _asked_plainly(opened: Opened, what: Requirement) -> Model:
    """Return the model in which a requirement need not hold after an absence."""
    plain = what.model_copy(update={"robust": 0})
    return build_model(opened.room, [plain if asked.id == what.id else asked for asked in opened.requirements])
