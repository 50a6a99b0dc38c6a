"""Explain a seating: what a requirement costs, why a person sits at a table, and which musts conflict."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from seating.analysis.initiative.memberships import governance_requirements, list_memberships
from seating.api.inputs import RoundInputs, read_round
from seating.api.one_round import seat_round
from seating.api.request import Request
from seating.api.result import Solved, judge_plan
from seating.api.saved_rounds.saved_records import with_saved_ids
from seating.api.saved_rounds.saved_result import InputState, SavedResult, saved_result
from seating.api.searches.conflict_search import explain_conflicts
from seating.convening import NotSeated, reason_without_seat
from seating.engines import Child, Effort, FeasibilityOracle, Worker, best_plan
from seating.engines.limits import PROVEN_ANSWERS
from seating.engines.local_search.incremental import IncrementalCosts, find_exchange
from seating.engines.local_search.lns import search_near
from seating.engines.messages import Quiet
from seating.engines.outcome import Status
from seating.engines.prestart import begun, likely_engine
from seating.errors import InputError, Miss, Problem, UsageError
from seating.explanations.conflicts import find_conflict
from seating.explanations.person_reasons import Whereabouts, explain_seat
from seating.explanations.price import Best, Price, add_meeting, compute_price
from seating.model import Model, build_model, penalty_of
from seating.model.penalty_of_terms import shortfalls
from seating.near_words import ask_near
from seating.profiles import People, Person
from seating.report.requirement_names import name_requirement
from seating.report.transition import Transition, find_transition
from seating.report.unsuited import list_bars_in_words
from seating.requirements.base.kind import Requirement, WordedRequirement
from seating.requirements.voice import VoiceRequirement
from seating.result import Result
from seating.result.memberships import has_chosen_members
from seating.result.shared_requirements import may_count_conflicts
from seating.result.staff_plan import is_staffed, list_seat_requirements
from seating.room.lineage import heir_of
from seating.room.plan import IntArray, Plan
from seating.wording import fold, list_first, said, said_first, said_list

SEATING_SHARE = 0.5
"""Share of the time limit that the search for a seating gets if a question about the seating follows."""


WORK = 12.0
"""Work units for all questions together. A seating that is not proven optimal by then is the best one found."""


SHOWN_IDS = 20
"""Number of requirement ids, or of sessions that do not fit, that a message lists."""

LEAST_WORK = 1.0
"""Minimum number of work units for one question in a small room."""


@dataclass(frozen=True, repr=False)
class Explanation:
    """A seating with the answer to one question about it.

    Attributes
    ----------
    solved : Solved
        The saved seating of the open round. If there is none, the seating that `solve` gives, with the conflicts if its
        musts cannot all be met.
    price : Price or None
        The price of the requirement asked about. None if a must is unmet, because there is no price then.
    whereabouts : Whereabouts or None
        Why the person asked about sits where they do. None if a must is unmet, if they have no seat, if the staff plan
        decides where they serve, or if the seating was saved from other inputs.
    requirement : Requirement or None
    person : Person or None
    governance : Result or None
        The result at the governance tables that the requirement names, if it names only governance tables. The price is
        then that at these tables. There is none if their members were not chosen.
    transition : Transition or None
        What is open if the person leaves, if that was asked.
    saved_round : int or None
        The number of the open round if a seating of it is saved.
    inputs : InputState
        Whether the list, the convening or the charts have changed since then. If they have, or might have, a person's
        saved seat is told without prices. A requirement or a conflict is explained in the seating that `solve` gives
        now. If no seating is saved, nothing has changed.
    """

    solved: Solved
    price: Price | None = None
    whereabouts: Whereabouts | None = None
    requirement: Requirement | None = None
    person: Person | None = None
    governance: Result | None = None
    saved_round: int | None = None
    inputs: InputState = InputState.SAME
    transition: Transition | None = None

    def __repr__(self) -> str:
        """Return a short text without names, as that of the result."""
        about = "a person" if self.person is not None else "a requirement" if self.requirement else "conflicts"
        return f"<{type(self).__name__} of {about} in {self.solved!r}>"

    @property
    def without_seat(self) -> NotSeated | None:
        """The person asked about and the reason, if they have no seat; they are then a member of a governance table."""
        absent = (one for one in self.solved.not_seated if self.person is not None and one.person.id == self.person.id)
        return next(absent, None)

    @property
    def is_in_staff_plan(self) -> bool:
        """Whether the staff plan decides where the person asked about serves: other tables have no price in seats."""
        return is_staffed(self.solved.season) and self.person is not None and self.person in self.solved.room.staff

    @property
    def judged(self) -> Result:
        """The result in which the requirement was judged."""
        return self.governance or self.solved


def explain_request(
    request: Request, person: str | None = None, requirement: str | None = None, *, leaves: bool = False
) -> Explanation:
    """Explain one aspect of the saved seating of the open round, or of the one that `solve` gives. Nothing is written.

    Parameters
    ----------
    request : Request
    person : str, optional
        The id or name of a person. Explains why they sit where they do, and what each other table would cost.
    requirement : str, optional
        The id of a requirement. Explains what prevents it, and its price. If neither a person nor a requirement is
        given, only conflicting musts are explained.
    leaves : bool
        Explains what is open if the person leaves, in place of their seat.

    Returns
    -------
    Explanation

    Raises
    ------
    UsageError, InputError
        As for `solve`, and when the person or the requirement is unknown.
    """
    with begun(likely_engine(request.people), bounds=True), Child() as worker:
        inputs = read_round(request)
        request = request.begin_search()
        whom = None if person is None else _find_person(inputs.people, person)
        what = None if requirement is None else _find_requirement(inputs, requirement)
        saved = _read_saved(request, inputs)
        state = InputState.SAME if saved is None else saved.inputs
        number = None if saved is None else inputs.room.round_number
        if saved is not None and not saved.is_unchanged and whom is not None:
            listed = with_saved_ids(inputs.people, inputs.past.ledger.rounds[inputs.room.round_number])
            then = next(one for one, now in zip(listed, inputs.people, strict=True) if now.id == whom.id)
            found = Explanation(saved.result, person=then, saved_round=number, inputs=state)
            if not leaves:
                return found
            present = _judge_saved_seats(request, inputs, saved.result.plan, listed)
            return replace(found, transition=find_transition(saved.result, then, listed, whom.id, present))
        if whom is not None and person is not None:
            _check_place(inputs, whom, person)
        if saved is None or not saved.is_unchanged:
            solved = seat_round(inputs, _reserve_time(request, person or requirement), worker)
        else:
            solved = saved.result if leaves else _find_unsaved_conflicts(saved.result, request, worker)
        found = Explanation(solved, requirement=what, person=whom, saved_round=number, inputs=state)
        if leaves and whom is not None:
            return replace(found, transition=find_transition(solved, whom))
        return _answer(found, request, worker)


def explain_result(
    request: Request, solved: Solved, person: str | None = None, requirement: str | None = None
) -> Explanation:
    """Explain one aspect of a seating.

    Parameters
    ----------
    request : Request
        Gives the seed and the time limit.
    solved : Solved
    person, requirement : str, optional
        As for `explain_request`.

    Raises
    ------
    UsageError
        When the seating was read from a folder without its list.
    InputError
        When the person or the requirement is unknown.
    """
    if any(isinstance(one, WordedRequirement) for one in solved.requirements):
        text = said("A round that was read without its list cannot be explained. Review it with the list first.")
        raise UsageError(text)
    whom = None if person is None else _find_person(solved.people, person)
    what = None if requirement is None else _find_asked(solved, requirement)
    with begun(likely_engine(None), bounds=True), Child() as worker:
        return _answer(Explanation(solved, requirement=what, person=whom), request.begin_search(), worker)


def _answer(found: Explanation, request: Request, worker: Worker) -> Explanation:
    """Return the explanation with the price of its requirement, or with what other tables would cost its person."""
    solved, what = found.solved, found.requirement
    if what is not None and what.id not in solved.by_requirement:
        return _explain_at_governance(found, what, request, worker)
    if solved.review.unmet or found.without_seat is not None or found.is_in_staff_plan:
        return found
    return _price(found, list_seat_requirements(solved), request, worker)


def _read_saved(request: Request, inputs: RoundInputs) -> SavedResult | None:
    """Return the saved seating of the open round, if there is one."""
    number = inputs.room.round_number
    if request.next_round or number not in inputs.past.ledger.rounds:
        return None
    return saved_result(request, number)


def _find_unsaved_conflicts(saved: Solved, request: Request, worker: Worker) -> Solved:
    """Return a saved seating with those conflicts searched for again of which the ledger keeps little.

    It joins private ones into one, and of those at governance tables it keeps the smallest alone.
    """
    deadline = request.deadline_from_now()

    def search(result: Solved) -> Solved:
        model = build_model(result.room, list_seat_requirements(result))
        return explain_conflicts(result, model, model.tables_of(result.plan), worker, deadline=deadline)

    views = tuple(search(view) if view.conflicts else view for view in saved.governance)
    return replace(saved if may_count_conflicts(saved) else search(saved), governance=views)


def _judge_saved_seats(request: Request, inputs: RoundInputs, saved: Plan, listed: People) -> Solved:
    """Return the saved seats as the present list and convening judge them.

    Whoever has no saved seat, or sat at a table that is gone, is left out of the room, as if they were absent.

    Parameters
    ----------
    request : Request
    inputs : RoundInputs
    saved : Plan
    listed : People
        The present list with the ids of the saved seating.
    """
    room, seats, further = inputs.room, dict[str, str](), dict[str, tuple[str, ...]]()
    for then, now in zip(listed, inputs.people, strict=True):
        heirs = [heir for table in saved.tables_of(then.id) if (heir := heir_of(room, table)) is not None]
        if heirs and now.id in room.index:
            seats[now.id], further[now.id] = heirs[0], tuple(heirs[1:])
    staff = tuple(one for one in room.staff if one.id in seats)
    room = replace(room, people=tuple(one for one in room.people if one.id in seats), staff=staff)
    return judge_plan(request, replace(inputs, room=room), Plan(seats, {one: at for one, at in further.items() if at}))


def _price(found: Explanation, asked: Sequence[Requirement], request: Request, worker: Worker) -> Explanation:
    """Return the explanation with the price of its requirement, or with what other tables would cost its person.

    Parameters
    ----------
    found : Explanation
        All musts are met.
    asked : sequence of Requirement
        The requirements that the seats meet; those that the staff plan meets are left out.
    request : Request
    worker : Worker
    """
    solved, what, whom = found.solved, found.requirement, found.person
    model = build_model(solved.room, asked)
    tables = model.tables_of(solved.plan)
    now = Best(tables, penalty_of(model, tables).penalty, solved.status is Status.OPTIMAL)  # without the staff plan's
    own = () if whom is None else solved.plan.tables_of(whom.id)
    questions = 2 if whom is None else max(1, model.n_tables - len(own))
    ask = Probes(worker, request, questions)
    if what is not None:
        price = compute_price(model, now, what.id, ask.best_of, ask.against)
        return replace(found, price=_add_presence(price, solved, asked, ask))
    if whom is not None:
        exchange = partial(find_exchange, IncrementalCosts.of(model, tables))
        return replace(found, whereabouts=explain_seat(model, now, whom.id, ask.best_of, ask.against, exchange, own))
    return found


def _explain_at_governance(found: Explanation, what: Requirement, request: Request, worker: Worker) -> Explanation:
    """Return the explanation of a requirement that names only governance tables."""
    views = [one for one in found.solved.governance if what.id in one.by_requirement]
    view = max(
        views, key=lambda one: (one.verdict(what).shortfall > 0, has_chosen_members(one.room))
    )  # first where it is unmet
    found = replace(found, governance=view)
    if view.review.unmet or not has_chosen_members(view.room):
        return found
    model = build_model(view.room, view.requirements)
    now = Best(model.tables_of(view.plan), view.penalty, view.status is Status.OPTIMAL)
    ask = Probes(worker, request, 2)
    price = compute_price(model, now, what.id, ask.best_of, ask.against)
    return replace(found, price=_add_presence(price, view, view.requirements, ask))


def _add_presence(price: Price, result: Result, asked: Sequence[Requirement], ask: Probes) -> Price:
    """Return the price of a voice that is unmet without a shortfall with what it takes to have it at its tables.

    Nothing is added if no one of the voice comes, or if only a held seat is to be filled: no other seating helps then.
    """
    what, verdict = result.by_requirement[price.requirement], result.review.verdicts[price.requirement]
    attending = max((voice.attending for voice in result.review.voices if voice.id == what.id), default=0)
    if not isinstance(what, VoiceRequirement) or verdict.met or verdict.shortfall or not attending:
        return price
    present = what.model_copy(update={"or_none": False})
    model = build_model(result.room, [present if one.id == what.id else one for one in asked])
    assert price.now.tables is not None
    if not shortfalls(model, price.now.tables)[model.requirement_ids.index(what.id)]:
        return price
    return add_meeting(price, model, ask.best_of, ask.against)


def _find_person(people: People, reference: str) -> Person:
    """Return the person with this id or name.

    Raises
    ------
    InputError
        When no one has it, or when several people have it.
    """
    found = people.find(reference)
    if isinstance(found, Miss):
        raise InputError([Problem(found.slug, found.says, people.file, value=reference, hint=found.hint)])
    return found


def _check_place(inputs: RoundInputs, person: Person, reference: str) -> None:
    """Check that a person will have a seat or is a member of a governance table.

    Raises
    ------
    InputError
        When they have neither.
    """
    if person.id in inputs.room.index:
        return
    nobody, tables = Plan({}), inputs.convening.tables
    members = list_memberships(inputs.people, tables, inputs.room, nobody, {})
    if person.id not in {one.person for one in members}:
        says = f"is on the list but has no seat this round: {reason_without_seat(person, inputs.room.round_number)}"
        where = _list_headings(inputs.people, "attending", "status")
        if person.attending.is_absent:
            where = "their mark in arrivals.csv"
        elif person.attending.find_unsuited(inputs.room.round_number):
            bars = tuple(list_bars_in_words(person, inputs.convening, inputs.room, lambda one: one.label))
            says = f"{says} ({'; '.join(list_first(bars, SHOWN_IDS)) or 'they cannot come to any'})"
            where = _list_headings(inputs.people, "can_come", "declined", "needs")
            where = f"{where}, and the `for` of the tables" if where else "the `for` of the tables"
        hint = f"Check {where}." if where else ""
        raise InputError([Problem("person-without-seat", says, inputs.people.file, value=reference, hint=hint)])


def _list_headings(people: People, *columns: str) -> str:
    """Return where these cells of a person are, by the headings of the list; "" if it has none of the columns."""
    known = [f"`{people.headings[column].text}`" for column in columns if column in people.headings]
    return f"{said_list(known)} in their row" if known else ""


def _find_requirement(inputs: RoundInputs, reference: str) -> Requirement:
    """Return the requirement with this id, or that the terminal or, if it is private, reports show under this name.

    Raises
    ------
    InputError
        When there is no such requirement.
    """
    word = fold(reference)
    known = tuple({r.id: r for r in (*inputs.requirements, *inputs.at_governance)}.values())
    if (found := _find_named(known, reference, inputs.people, inputs.private_names)) is not None:
        return found
    staffing = {
        fold(name): one.id for one in inputs.staffing for name in (one.id, inputs.private_names.get(one.id, one.id))
    }
    if word in staffing:
        says = "is about the staff plan, not about the seats, so it has no price in seats"
        is_private = staffing[word] in inputs.private_names
        page = "The page “For you alone” (--pages for-you-alone)" if is_private else "The report"
        hint = f"{page} shows whether it is met, and what it lacks. The page “Staff plan” shows who serves where."
        raise InputError([Problem("requirement-unknown", says, inputs.convening.file, value=reference, hint=hint)])
    every = inputs.convening.tables
    governing = tuple(table for table in every if not table.seats_people)
    asked = governance_requirements(inputs.at_governance, governing, every, inputs.people)
    if word in {fold(one.id) for one in asked}:
        says = "follows from the settings of a governance table, and cannot be explained"
        hint = "The report shows whether it is met. To change it, change `seats` or `people` of that table."
        raise InputError([Problem("requirement-unknown", says, inputs.convening.file, value=reference, hint=hint)])
    raise _unknown_requirement(known, reference, inputs.people, inputs.convening.file)


def _find_asked(solved: Solved, reference: str) -> Requirement:
    """Return the requirement of a result with this id or name.

    Raises
    ------
    InputError
        When there is no such requirement.
    """
    every = (*list_seat_requirements(solved), *(one for view in solved.governance for one in view.requirements))
    known = tuple({one.id: one for one in every}.values())
    found = _find_named(known, reference, solved.people, solved.private_names)
    if found is None:
        raise _unknown_requirement(known, reference, solved.people, solved.convening.file)
    return found


def _find_named(
    known: Iterable[Requirement], reference: str, people: People, private_names: Mapping[str, str]
) -> Requirement | None:
    word = fold(reference)
    for one in known:
        if word in map(fold, (one.id, name_requirement(one.id, people), private_names.get(one.id, ""))):
            return one
    return None


def _unknown_requirement(known: Iterable[Requirement], reference: str, people: People, file: str | None) -> InputError:
    ids = [name_requirement(requirement.id, people) for requirement in known]
    hint = ask_near(reference, ids, f"The ids are {said_first(ids, SHOWN_IDS)}.")
    says = "is not a requirement of this round"
    return InputError([Problem("requirement-unknown", says, file, value=reference, hint=hint)])


def _reserve_time(request: Request, asked: str | None) -> Request:
    """Return the request for the seating. If a question follows, half of the time limit is reserved for it."""
    if request.time_limit is None or asked is None:
        return request
    return replace(request, time_limit=request.time_limit * SEATING_SHARE)


class Probes:
    """Find the best seating of changed models, and the musts that conflict in them.

    Parameters
    ----------
    worker : Worker
    request : Request
        Gives the seed, the time limit, and the watch, which is told if a solver's process ends early.
    questions : int
        The number of questions to come. They share the work and the time that is left.
    """

    def __init__(self, worker: Worker, request: Request, questions: int) -> None:
        self._worker = worker
        self._seed = request.seed
        self._watch = Quiet(request.watch)
        self._work = WORK / questions
        self._left = questions
        self._deadline = request.deadline_from_now()

    def best_of(self, model: Model, begun: IntArray) -> Best:
        """Return the best seating of a model that can be found.

        In a small room it is proven optimal if the time allows.

        Parameters
        ----------
        model : Model
        begun : int array, shape (persons,)
            The current seating, as table numbers.
        """
        deadline = self._next_deadline()
        holds = FeasibilityOracle(model, self._worker, [begun], self._seed, deadline=deadline)
        musts = frozenset(identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must)
        if holds(musts) is False:
            return Best(None, None, holds.once_more(musts) is False)
        found = holds.nearest
        if model.n_persons * model.n_tables <= PROVEN_ANSWERS and not _is_over(deadline):
            effort = Effort(max(LEAST_WORK, self._work), deadline)
            outcome = best_plan(model, effort, self._seed, self._watch, self._worker)
            if outcome.status is Status.OPTIMAL:
                as_good = penalty_of(model, begun) == outcome.value  # prefer it, because then no one moves
                return Best(begun if as_good else outcome.tables, outcome.penalty, is_proven=True)
            found = min(found, outcome.tables, key=lambda tables: penalty_of(model, tables))
        tables = search_near(model, found, self._worker, self._seed, self._work, deadline)
        tables = min(begun, tables, key=lambda tables: penalty_of(model, tables))  # a tie goes to `begun`: no moves
        value = penalty_of(model, tables)
        return Best(None, None, False) if value.unmet else Best(tables, value.penalty, value.penalty == 0)

    def _next_deadline(self) -> float | None:
        """Return the deadline of the next question. All remaining questions get equal shares of the time left."""
        left, self._left = max(1, self._left), self._left - 1
        if self._deadline is None:
            return None
        now = time.monotonic()
        return now + max(0.0, self._deadline - now) / left

    def against(self, model: Model) -> tuple[str, ...]:
        """Return the ids of a minimal set of the model's musts that conflict; () if time was too short to find one."""
        holds = FeasibilityOracle(model, self._worker, [], self._seed, deadline=self._deadline)
        musts = [identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must]
        found = find_conflict(musts, holds, holds.once_more)
        return found.requirements if found.confirmed or len(found.requirements) == 1 else ()


def _is_over(deadline: float | None) -> bool:
    return deadline is not None and time.monotonic() >= deadline
