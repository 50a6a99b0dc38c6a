"""Solving: start a search, watch it, stop it, and try the ways out when the musts conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.day.desk_arrivals import count_arrived, few_marked, list_arrived, read_arrivals_of
from seating.api.editing.convening_edits import edit_convening, move_in_history, read_history
from seating.api.manual_seating import Locks
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.rounds import record_attended
from seating.api.saved_rounds.ledger_state import close_round
from seating.api.searches.improve import improve, repair_with_locks
from seating.api.searches.trials import Trial, try_way_out
from seating.api.searches.way_edits import list_way_edits
from seating.api.solve import solve_request
from seating.board.drawn_room import read_if_readable, view_room
from seating.board.filling import Filling
from seating.board.offers import list_unmet, tell_held_among
from seating.board.opened import Opened
from seating.board.progress import describe_run, view_search
from seating.board.proposals import Proposal
from seating.board.rendering import needs_list, redirect, render, session_of, wants_part, words_of
from seating.board.routing import Form, form_of, get, post
from seating.board.session import Session
from seating.board.solve_run import Phase, SolveRun, Solving
from seating.convening.edit import Edit
from seating.engines.outcome import Status, is_optimal, status_of
from seating.errors import SeatingError, UsageError
from seating.judge import review
from seating.ledger.steps import Action, Step
from seating.model import Value
from seating.present.languages import Words
from seating.report.finding_words import says_apart
from seating.report.moves import count_moves
from seating.report.person_names import name_alone
from seating.report.quality import BOARD, describe_quality
from seating.requirements.base.findings import clause
from seating.room.plan import Plan
from seating.wording import message, said, whole_number

STARTS = {
    "new": message("Seat everyone"),
    "improve": message("Improve the seating"),
    "repair": message("Repair with the fewest moves"),
    "next": message("Seat the next round"),
}
"""What can be started, with its name. The next round can be seated once the open one is saved."""

ABOUTS = {
    "new": message("Everyone gets a new seat. Locks are ignored. The seating is saved with its report and packet."),
    "improve": message(
        "Starts from the seating on the board. Everything that is locked stays in place. You see who would move, and "
        "choose whether to apply it."
    ),
    "repair": message(
        "As few people move as possible. Everything that is locked stays in place, and you can undo the result."
    ),
    "next": message("Use this after the round has been saved and is over."),
}
"""What each of them does, in a sentence or two."""

NEXT_MEAL = message("Seat another meal")
ABOUT_NEXT_MEAL = message("Use this when this meal is over, if there is another one.")
"""The same for the next round, where there are no rounds: at a wedding or a dinner."""

TRIAL_SECONDS = 10.0
"""Seconds for trying a way out."""

OTHERS: Mapping[str, Literal["present", "absent"]] = {"present": "present", "absent": "absent"}
"""What people without a mark of the desk count as when a round is closed."""

USUAL = 60
"""Seconds after which a search ends unless another limit is chosen. The proof for a large list can take hours."""

LONGEST = 24 * 3600.0
"""The longest time limit, in seconds."""

HIGHEST_SEED = 2**31 - 1

TOLD_EVERY = 5
"""Seconds between two messages to a screen reader while a search runs."""

SOON = 2.0
"""Seconds of a search whose beginning and end are told together."""

TOLD_NOTES = frozenset(
    {
        "interrupted",
        "engine-lost",
        "conflict-cut-short",
        "round-closed",
        "round-finished",
        "walk-in-not-listed",
    }
)
"""The notes of a result that are about the search or the round. The report and the commands show the others."""

SHOWN_MOVES = 12
"""Maximum number of people who move that a trial names."""


@dataclass(frozen=True, slots=True)
class WayView:
    """A way out, and what trying it has given.

    Attributes
    ----------
    number : int
    sentence : str
    confirmed : bool
    run : SolveRun or None
        Its trial, if it was tried.
    short : tuple of str
        What the relaxed musts fall short of in the trial, as sentences.
    moved : tuple of str
        Who moves in the trial, and where to; at most `SHOWN_MOVES`.
    more_moved : int
        How many more move.
    moved_heads : str
        How many they all are; "" if no held seat is among them.
    can_be_taken : bool
        Whether the convening can be changed accordingly.
    """

    number: int
    sentence: str
    confirmed: bool
    run: SolveRun[Trial] | None = None
    short: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    more_moved: int = 0
    moved_heads: str = ""
    can_be_taken: bool = False


@needs_list
def show(web: WebRequest) -> Response:
    """Show the screen."""
    session = session_of(web)
    return render(web, "solving.html.j2", **_view(session, words_of(web)), **view_room(web))


@needs_list
def show_room(web: WebRequest) -> Response:
    """Show the room with the best seating so far, unless the window shows it already."""
    return render(web, "solving.html.j2#room", screen="solving", **view_room(web))


def show_run(web: WebRequest) -> Response:
    """Show the search as it is now, and tell of its end if the window does not show it yet."""
    return _show_run(web, "run")


def show_beside(web: WebRequest) -> Response:
    """Show the same over the room."""
    return _show_run(web, "beside")


def _show_run(web: WebRequest, block: str) -> Response:
    session, words = session_of(web), words_of(web)
    view = _view(session, words)
    run, says = view["run"], ""
    seconds = 0 if run is None else round(run.seconds)
    if run is not None and run.is_active and seconds and seconds % TOLD_EVERY == 0:  # not over "The search has begun."
        says = f"{view['stage']}. {view['progress']}" if view["stage"] else view["progress"]
    elif run is not None and view["ended"] and str(view["ended"]) != web.query_params.get("ended"):
        says = f"{words.gettext('The search has ended')}. {view['quality']}"
        if run.phase is Phase.FAILED:
            says = f"{words.gettext('The search has failed')}. {words.tell(run.error)}"
        if run.seconds < SOON:
            says = f"{words.gettext('The search has begun.')} {says}"  # a screen reader has not read that out yet
    return render(web, f"solving.html.j2#{block}", says=says, is_shown_too=True, **view)


def start(web: WebRequest) -> Response:
    """Start a search in the background."""
    session, words, form = session_of(web), words_of(web), form_of(web)
    what = form["what"]
    if what not in STARTS:
        raise UsageError(said("Choose what to do."))
    asked = _read_options(session.request, form)
    with session.lock:
        session.solving.refuse_second()
        opened = session.read()
        if what == "next" and not opened.has_saved_steps:
            raise UsageError(said("Save the seating first."))
        if form["sure"] != "yes" and (lost := _list_lost(opened, what, session.out, words)):
            return _ask_first(web, form, lost)
        if what == "next" and (others := OTHERS.get(form["others"])):
            record_attended(session.out, others=others)
        name = words.gettext(STARTS[what])
        works: Mapping[str, Callable[[Request], Solved]] = {
            "new": lambda request: _seat_anew(session, request, name),
            "improve": lambda request: _change(session, opened, request, improve, name),
            "repair": lambda request: _change(session, opened, request, repair_with_locks, name),
            "next": lambda request: _seat_anew(session, replace(request, next_round=True), name),
        }

        def end() -> None:
            session.solving.by_hand = Filling()
            session.windows.announce()

        if session.question is not None:
            session.question.stop()
        session.solving.unchanged = None
        session.solving.begin(SolveRun(works[what], asked, end), what, opened.seating.number)
    session.windows.announce()
    return _answer(web, words.gettext("The search has begun."), session.solving.run)


def stop(web: WebRequest) -> Response:
    """Stop the search and keep the best seating so far."""
    session, words = session_of(web), words_of(web)
    run = session.solving.active
    if run is None:
        return _answer(web, words.gettext("Nothing is running."))
    run.stop()
    run.join(1.0)
    if run.phase is Phase.NOTHING or run.plan is None:  # a repair keeps no seating that breaks a rule
        return _answer(web, words.gettext("The search was stopped."), run)
    return _answer(web, words.gettext("The search was stopped. The best seating so far is kept."), run)


def try_way(web: WebRequest) -> Response:
    """Try a way out on a copy."""
    session, words = session_of(web), words_of(web)
    with session.lock:
        session.solving.refuse_second()
        result, number = _conflict_of(session), _way_number(session, form_of(web)["way"])
        opened, way = session.read(), result.ways_out[number]
        request = replace(session.request, time_limit=TRIAL_SECONDS, write=False)
        session.solving.trials[number] = SolveRun(
            lambda asked: try_way_out(opened.inputs, result, way, asked), request, session.windows.announce
        )
    session.windows.announce()
    return _answer(web, words.gettext("The way out is being tried on a copy."))


def take_way(web: WebRequest) -> Response:
    """Change the convening as a way out asks."""
    session, words = session_of(web), words_of(web)
    with session.lock:
        session.solving.refuse_second()
        number = _way_number(session, form_of(web)["way"])
        trial, edits = _trial_of(session, number), _edits_of(session, number)
        if trial is None or edits is None:
            raise UsageError(
                said("This way out needs a change to the list. Change the list, then seat everyone again.")
            )
        edit_convening(session.request, edits, trial.way.sentence)
        session.solving = Solving(taken=trial.way.sentence)
    session.windows.announce()
    return _answer(web, words.gettext("The convening has changed. Seat everyone again."))


def apply(web: WebRequest) -> Response:
    """Put the better seating that was found on the board, as a step that can be undone."""
    session, words = session_of(web), words_of(web)
    with session.lock:
        session.solving.refuse_second()
        opened = session.read()
        proposal = session.solving.find_proposal(opened)
        if proposal is None:
            raise UsageError(said("The list, the musts or the seating have changed since this search. Search again."))
        session.add_steps(opened, Step(Action.MOVE, proposal.name, seats=dict(proposal.seats)))
        session.solving.proposal = None
    session.windows.announce()
    return _answer(web, words.gettext("The new seating is on the board."))


def keep(web: WebRequest) -> Response:
    """Keep the seating on the board, and forget the better one that was found."""
    session, words = session_of(web), words_of(web)
    with session.lock:
        session.solving.proposal = None
    session.windows.announce()
    return _answer(web, words.gettext("The seating on the board is kept. No one was moved."))


def undo_way(web: WebRequest) -> Response:
    """Change the convening back to what it was before the last way out was taken."""
    session, words = session_of(web), words_of(web)
    with session.lock:
        session.solving.refuse_second()
        done = read_history(session.request).done
        if not done or not session.solving.taken or done[-1].what != session.solving.taken:
            raise UsageError(said("The last change to the convening was not a way out chosen here."))
        move_in_history(session.request, -1)
        session.solving = Solving()
    session.windows.announce()
    return _answer(web, words.gettext("The convening is back to what it was before."))


def _list_lost(opened: Opened, what: str, out: Path, words: Words) -> list[str]:
    """Return what can no longer be changed or is not kept when this is started, as sentences; [] if nothing."""
    seating, lost = opened.seating, []
    if what == "next":
        if marked := _count_few_marked(opened, out):
            says = words.gettext(
                "The desk marked %(present)s of %(seated)s expected people as arrived.",
                present=marked[0],
                seated=marked[1],
            )
            return [says, words.gettext("Did the others come?")]
        closing = close_round(opened.inputs.past.ledger, opened.inputs.people, out)
        if not opened.has_rounds:
            return [
                words.tell(closing.present),
                words.gettext("Once the meal is closed, the board can no longer change this seating."),
            ]
        return [
            words.tell(closing.note.text),
            words.gettext("Once the round is closed, the board can no longer change it."),
        ]
    if what != "new":
        return []
    saved = opened.inputs.past.ledger.last
    if saved is not None and saved.attended is not None:
        lost.append(
            words.gettext(
                "Attendance for round %(number)s has already been recorded, so the round seems to be over.",
                number=saved.number,
            )
            if opened.has_rounds
            else words.gettext("Attendance has already been recorded, so the meal seems to be over.")
        )
    if seating.done and not seating.is_saved:
        since = sum(step.number > seating.saved_step for step in seating.done)
        lost.append(
            words.ngettext(
                "%(number)s step on the board is not saved.", "%(number)s steps on the board are not saved.", since
            )
            if since
            else words.gettext("The seating on the board is no longer the saved one.")
        )
    if seating.locks.keys:
        lost.append(
            words.ngettext("%(number)s lock is ignored.", "%(number)s locks are ignored.", len(seating.locks.keys))
        )
    return lost


def _count_few_marked(opened: Opened, out: Path) -> tuple[int, int] | None:
    """Return how many people the desk marked, and of how many, if it is to be asked whether the others came."""
    saved = opened.inputs.past.ledger.last
    if saved is None or saved.attended is not None:
        return None
    arrivals = read_arrivals_of(saved, out)
    is_asked = list_arrived(saved, arrivals) and few_marked(saved, arrivals)
    return count_arrived(saved, arrivals) if is_asked else None


def _ask_first(web: WebRequest, form: Form, lost: list[str]) -> Response:
    """Ask whether everyone is to be seated anew, or the round to be closed. Nothing has begun."""
    session, words = session_of(web), words_of(web)
    part, room = ("#run", {}) if wants_part(web) else ("", view_room(web))
    says = words.gettext("Nothing has begun yet. Answer the question first.")
    marked = _count_few_marked(session.read(), session.out) if form["what"] == "next" else None
    shown: dict[str, Any] = {
        "asked": form["what"],
        "lost": lost,
        "few": marked is not None,
        "seconds": form.get("seconds", USUAL),
        "seed": form["seed"],
    }
    return render(web, f"solving.html.j2{part}", says=says, **_view(session, words), **room, **shown)


def _answer(web: WebRequest, says: str, run: SolveRun[Any] | None = None) -> Response:
    """Show a message and the search. Of the end of this run, the next answer tells."""
    session, words = session_of(web), words_of(web)
    is_beside = form_of(web)["at"] == "seats"
    if not wants_part(web):
        return redirect(web, "seats" if is_beside else "solving")
    view = _view(session, words)
    if run is not None and run is view["run"]:
        view["ended"] = 0
    block = "beside" if is_beside else "run"
    return render(web, f"solving.html.j2#{block}", says=says, is_shown_too=run is not None, **view)


def _read_options(request: Request, form: Form) -> Request:
    """Return the request with the time limit and the seed of the form. A blank time limit is none.

    Raises
    ------
    UsageError
        When one of them is not a number that is allowed.
    """
    limit: float | None = None if "seconds" in form else USUAL
    if form["seconds"].strip():
        try:
            limit = float(form["seconds"])
        except ValueError:
            limit = 0.0
        if not 0 < limit <= LONGEST:
            raise UsageError(
                said(
                    '"%(value)s" is not a time limit. Write a number of seconds, or leave it blank.',
                    value=form["seconds"],
                )
            )
    seed = whole_number(form["seed"].strip() or "0", len(str(HIGHEST_SEED)))
    if seed is None or seed > HIGHEST_SEED:
        raise UsageError(said('"%(value)s" is not a variant. Write a whole number, such as 1.', value=form["seed"]))
    return replace(request, time_limit=limit, seed=seed)


def _seat_anew(session: Session, request: Request, name: str) -> Solved:
    """Solve and save as `seating solve` does. A seating that was begun on the board gets the seats as a step."""
    solving = session.solving
    result = solve_request(request)
    with session.lock:
        if session.solving is not solving:  # another list was chosen meanwhile
            return result
        opened = session.read()
        last = opened.inputs.past.last
        if opened.seating.is_begun and last is not None:
            moved, chairs = _list_changes(opened, result), dict(result.chairs)
            has_changed = moved or chairs != opened.chair_orders.chairs
            steps = [Step(Action.MOVE, name, seats=moved, chairs=chairs)] if has_changed else []
            session.add_steps(opened, *steps, Step(Action.SAVE, entry=last.entry.number))
    return result


def _change(
    session: Session,
    opened: Opened,
    request: Request,
    search: Callable[[Any, Mapping[str, str], Locks, Request], Solved],
    name: str,
) -> Solved:
    """Search from the seating on the board, and make the result a step that can be undone.

    A better seating of people who all had a seat before waits for an answer, unless as few people move as possible. If
    someone has changed the seating meanwhile, the result is kept beside it under the name of the step.
    """
    solving, seating, judged = session.solving, opened.seating, opened.judged
    result = search(opened.inputs, seating.seats, seating.locks, request)
    is_better = (result.review.unmet, result.penalty) < (judged.review.unmet, judged.penalty)
    moved = _list_changes(opened, result)
    if moved and (is_better or seating.tray) and session.solving is solving:
        with session.lock:
            now = session.read()
            step = Step(Action.MOVE, name, seats=moved)
            if now.seating.number != seating.number:
                step = Step(Action.KEEP, name, seats=dict(result.plan.seats))
            elif not seating.tray and result.repair is None:
                found = {person: table for person, table in moved.items() if table is not None}
                solving.proposal = Proposal(name, seating.number, found, result)
                return result
            session.add_steps(now, step)
        return result
    solving.unchanged = seating.number
    return result if result.conflicts else _with_seats_of(opened, result)


def _with_seats_of(opened: Opened, result: Solved) -> Solved:
    """Return a result about the seats on the board, because the search found no better ones. Everyone has a seat."""
    plan, planned = Plan(dict(opened.seating.seats)), opened.judged.planned
    room = replace(result.room, last_round=opened.judged.room.last_round)
    bound = result.bound if room.is_last == result.room.is_last else None  # of a seating that is the last one
    found = review(room, result.requirements, plan)
    value = Value(found.unmet, found.penalty)
    status = status_of(value, is_optimal(value, bound), otherwise=result.status)
    now = replace(result, room=room, plan=plan, planned=planned, review=found)
    return replace(now, status=status, bound=bound, moves=(), repair=None)


def _list_changes(opened: Opened, result: Solved) -> dict[str, str | None]:
    seats, room = opened.seating.seats, opened.inputs.room
    found = result.plan.seats.items()
    return {person: table for person, table in found if person in room.index and seats.get(person) != table}


def _conflict_of(session: Session) -> Solved:
    run = session.solving.run
    if run is None or run.result is None or not run.result.ways_out:
        raise UsageError(said("There is no conflict. Seat everyone first."))
    if not session.read().asks_the_same(run.result):
        raise UsageError(said("The list or the requirements have changed since this search. Seat everyone again."))
    return run.result


def _way_number(session: Session, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6) or int(text) >= len(_conflict_of(session).ways_out):
        raise UsageError(said("This way out no longer exists. Seat everyone again."))
    return int(text)


def _trial_of(session: Session, number: int) -> Trial | None:
    run = session.solving.trials.get(number)
    return None if run is None else run.result


def _edits_of(session: Session, number: int) -> tuple[Edit, ...] | None:
    trial = _trial_of(session, number)
    if trial is None:
        return None
    try:
        return list_way_edits(session.request, session.read().inputs, trial.change)
    except SeatingError:  # the convening is not a file that can be changed here
        return None


def _view(session: Session, words: Words) -> dict[str, Any]:
    """Return what the template shows."""
    solving = session.solving
    run = solving.run
    result = None if run is None else run.result
    opened = read_if_readable(session)
    is_current = result is not None and opened is not None and opened.asks_the_same(result)
    is_on_board = is_current and opened is not None and result is not None and opened.is_described_by(result)
    is_best = is_on_board and result is not None and result.status is Status.OPTIMAL
    is_seated = opened is not None and bool(opened.seating.seats)
    possible = {"new", *(("improve", "repair") if is_seated else ())}
    if opened is not None and opened.is_round_saved:
        possible.add("next")
    has_rounds = opened is None or opened.has_rounds
    musts_elsewhere = opened is not None and opened.has_musts_elsewhere
    starts = STARTS if has_rounds else {**STARTS, "next": NEXT_MEAL}
    return {
        "screen": "solving",
        "usual": USUAL,
        "starts": {what: name for what, name in starts.items() if what in possible},
        "abouts": ABOUTS if has_rounds else {**ABOUTS, "next": ABOUT_NEXT_MEAL},
        "has_rounds": has_rounds,
        "usual_start": ("" if is_best else "improve") if is_seated else "new",
        "round_on_board": opened.inputs.room.round_number if opened is not None and is_seated else None,
        **view_search(session, opened, words),
        "told": "" if run is None or is_on_board else describe_run(run, words, about_seats=musts_elsewhere),
        "musts_elsewhere": musts_elsewhere,
        "result": result,
        "is_current": is_current,
        "is_on_board": is_on_board,
        "is_unchanged": opened is not None and solving.found_nothing_better(opened),
        "quality": words.tell(describe_quality(result.for_team, BOARD)) if result is not None and is_on_board else "",
        "moves": words.tell(count_moves(result)) if result is not None and is_on_board and result.repair else "",
        "unmet": list_unmet(result) if result is not None and is_on_board else [],
        "notes": () if result is None else tuple(note.text for note in result.notes if note.slug in TOLD_NOTES),
        "has_lost_walk_ins": result is not None and any(note.slug == "walk-in-not-listed" for note in result.notes),
        "files": () if result is None else tuple(_list_links(session, result)),
        "ways": tuple(_list_ways(session, result, words)) if result is not None and is_current else (),
    }


def _list_links(session: Session, result: Solved) -> Iterator[tuple[str, str]]:
    """Yield the path in the output folder and the name of the report and of the packet, if they were written."""
    for name in ("report", "packet"):
        if name in result.files:
            path = Path(result.files[name])
            yield name, path.relative_to(session.out).as_posix()


def _list_ways(session: Session, result: Solved, words: Words) -> Iterator[WayView]:
    persons = {person.id: person for person in result.room.persons}
    for number, way in enumerate(result.ways_out):
        view = WayView(number, way.sentence, way.confirmed)
        trial = _trial_of(session, number)
        if trial is not None:
            moved = [
                words.gettext(
                    "%(person)s to %(table)s",
                    person=words.tell(name_alone(result, persons[one])),
                    table=result.room.table(trial.seats[one]).label,
                )
                for one in trial.moved
            ]
            view = replace(
                view,
                short=tuple(_describe_findings(trial, result)),
                moved=tuple(moved[:SHOWN_MOVES]),
                more_moved=max(0, len(moved) - SHOWN_MOVES),
                moved_heads=tell_held_among(result.room, trial.moved, words),
                can_be_taken=_edits_of(session, number) is not None,
            )
        yield replace(view, run=session.solving.trials.get(number))


def _describe_findings(trial: Trial, result: Solved) -> Iterator[str]:
    """Yield what the relaxed musts fall short of, with the table."""
    for each in trial.short:
        for finding in each.findings[:SHOWN_MOVES]:
            says = clause(finding.group or "", finding.have, finding.wanted, says_apart(result, finding))
            yield f"{result.room.table(finding.table).label}: {says}" if finding.table else says


ROUTES = (
    get("/solving", show),
    get("/solving/run", show_run),
    get("/solving/beside", show_beside),
    get("/solving/room", show_room),
    post("/solving/start", start),
    post("/solving/stop", stop),
    post("/solving/try", try_way),
    post("/solving/take", take_way),
    post("/solving/undo", undo_way),
    post("/solving/apply", apply),
    post("/solving/keep", keep),
)
