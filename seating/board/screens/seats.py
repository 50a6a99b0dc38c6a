"""The board itself: tables with people as cards, which are picked up, put down, swapped and locked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request as WebRequest
from starlette.responses import Response

from seating.api.editing.convening_edits import edit_convening, move_in_history, read_history
from seating.api.editing.hall_pictures import remove_picture
from seating.api.lists.merged_seats import find_former_held, find_new_people
from seating.api.manual_seating import (
    ManualSeating,
    StepRefusedError,
    find_differences,
    is_candidate_letter,
    judge_manual_seating,
    name_pair,
    next_candidate,
    save_manual_seating,
)
from seating.api.result import Solved
from seating.board.chair_steps import list_chairs, list_changed_chairs, list_unmet_anew, make_chair_step, read_chair
from seating.board.kept_seatings import compare_candidates
from seating.board.move_effects import describe_change
from seating.board.offers import (
    TRAY,
    build_offer,
    describe_lock,
    describe_lock_step,
    describe_moved,
    find_bonds,
    find_person,
    label_of,
    list_companions,
    list_in_tray,
    list_locks,
    list_unmet,
    sort_gains,
    tell_held_among,
)
from seating.board.opened import Opened
from seating.board.progress import view_search
from seating.board.questions import SeatQuestion, make_answer_step, view_question
from seating.board.rendering import needs_list, redirect, render, session_of, wants_part, words_of
from seating.board.room_edits import make_picture_edit, make_room_edit
from seating.board.room_marks import (
    LOOK,
    Look,
    RoomMarks,
    Traits,
    list_traits,
    list_usual_columns,
    mark_people,
    read_look,
    write_look,
)
from seating.board.routing import Form, files_of, form_of, get, ids_of, post, unquote_id
from seating.board.session import Session
from seating.convening.room_picture import read_picture
from seating.convening.suggestions import count_places, suggest_tables
from seating.errors import InputError, InvalidValueError, UsageError, text_of
from seating.ledger.steps import Action, Step
from seating.present.languages import Words
from seating.profiles import People, Person
from seating.profiles.heads import Heads, count_heads, say_gone, say_in_column, say_persons
from seating.report.chair_names import shorten
from seating.report.chart.grid import knows_roles
from seating.report.floor_drawing import FloorDrawing, draw_floor, list_marks
from seating.report.missing import list_missing, tell_cut
from seating.report.person_names import tell_apart
from seating.report.quality import BOARD, describe_quality
from seating.report.role_marks import RoleMark, role_marks
from seating.report.sections.tables import Card, find_people_of_unmet_musts, list_cards, list_lacks_of
from seating.report.voice_states import STATE_WORDS
from seating.result import Result, proof
from seating.room.plan import as_seated, find_valid_seats
from seating.wording import said, whole_number

EXCHANGES_AT_ONCE = 20
"""Number of tables at which one answer looks for the best swap. At 1,000 people it takes about 0.1 s."""

SHOWN_STEPS = 30
"""Number of steps that the history shows."""

MOST_MISSING = 30
"""Number of rows of who is missing in the menu."""

LONGEST_NAME = 60
"""Number of characters that a name of a seating may have."""

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The content security policy of the picture of the hall."""


@dataclass(frozen=True, slots=True)
class TrayCard:
    """A person without a seat."""

    id: str
    name: str
    organization: str
    mark: RoleMark


@needs_list
def show(web: WebRequest) -> Response:
    """Show the board. An address may choose what marks and tables look like; the browser keeps the choice."""
    session = session_of(web)
    asked, look = web.query_params, read_look(web.cookies)
    if asked.get("view") in {"columns", "room"}:
        look = replace(look, is_room=asked["view"] == "room")
    if "color" in asked:
        look = replace(look, column=unquote_id(asked["color"]), has_meals="meals" in asked)
    answer = render(web, "seats.html.j2", screen="seats", **_view(web, session.read(), look))
    if asked:
        path = web.app.state.base
        answer.set_cookie(LOOK, write_look(look), path=path, httponly=True, samesite="strict")
    return answer


@needs_list
def show_part(web: WebRequest) -> Response:
    """Show the board alone, for a window in which something has changed."""
    opened = session_of(web).read()
    return render(web, "seats.html.j2#board", screen="seats", **_view(web, opened))


def show_picture(web: WebRequest) -> Response:
    """Send the picture of the hall. An SVG file that is opened by itself may load and run nothing."""
    hall = session_of(web).read().inputs.convening.room
    if hall is None or hall.picture_path is None:
        raise HTTPException(404)
    try:
        kind, content = read_picture(hall.picture_path)
    except InvalidValueError:
        raise HTTPException(404) from None
    return Response(content, media_type=kind, headers={"content-security-policy": PICTURE_POLICY})


def pick(web: WebRequest) -> Response:
    """Show one person, and what putting them and those tied to them at each table would change."""
    session, words, form = session_of(web), words_of(web), form_of(web)
    with session.lock:
        opened = session.read()
        person = find_person(opened, form.read_id("person"))
        gains = session.gains()
        tied = gains.find_party(person.id, opened.seating.locks.pairs)
        also = _list_also(web, opened)
        carried = _find_party(session, opened, person, form, also)
        party = carried if len(carried) > 1 else ()
        here = opened.seating.seats.get(person.id, TRAY)
        moves = gains.list_moves_together(party) if party else gains.list_moves(person.id)
        others = [
            build_offer(opened, gains, person, gain, words, party)
            for gain in sort_gains(opened, person, moves)
            if (gain.table or TRAY) != here
        ]
        left_out = gains.leaves_out
        question = session.question
    has_exchanges = not party and any(offer.is_worse for offer in others)
    shown: dict[str, Any] = {
        "person": person,
        "name": _name_people(opened, party or (person.id,), words),
        "shown_name": opened.name_person(person.id, words),
        "tied": _name_people(opened, tied[1:], words),
        "bonds": find_bonds(opened, person.id, tied[1:]),
        "number_of": opened.inputs.room.index,
        "alone": form["alone"],
        "also": also,
        "also_names": _name_people(opened, also, words),
        "can_follow": len(opened.seating.seats) > 1,
        "here": here,
        "chairs": list_chairs(opened, here, words),
        "offers": others,
        "has_exchanges": has_exchanges,
        "best": None if has_exchanges else next((offer for offer in others if offer.table), None),
        "leaves_out": left_out,
        "lacks": list_lacks_of(opened.judged, person.id) if here else [],
        "seating": opened.seating,
        "why": None,
    }
    if question is not None and question.person == person.id:
        shown["why"] = view_question(question, opened, words)
    return render(web, "seats_person.html.j2", tables=opened.inputs.room.tables, **shown)


def offer_pair(web: WebRequest) -> Response:
    """Show the people that a person can be locked with as a pair. The list is long, so a click asks for it."""
    opened = session_of(web).read()
    person = find_person(opened, form_of(web).read_id("person"))
    here, elsewhere = list_companions(opened, person, words_of(web))
    if not wants_part(web):
        return redirect(web, "seats")
    return render(web, "seats_pair.html.j2", person=person, here=here, elsewhere=elsewhere)


def list_exchanges(web: WebRequest) -> Response:
    """Show the best swap at the next tables where a seat for this person would break a must.

    The script asks again for those that follow, so that another card that is picked up meanwhile waits for a few only.
    It sends back who the best swap so far would be with. The last answer names the best move or swap.
    """
    session, words = session_of(web), words_of(web)
    with session.lock:
        opened = session.read()
        person = find_person(opened, form_of(web).read_id("person"))
        gains = session.gains()
        here = opened.seating.seats.get(person.id, TRAY)
        moves = [gain for gain in gains.list_moves(person.id) if gain.table is not None]
        tables = [gain.table for gain in moves if gain.worse and gain.table is not None]
        after = whole_number(form_of(web)["after"]) or 0
        until = after + EXCHANGES_AT_ONCE
        found = gains.find_exchanges(person.id, tables[after:until])
        offers = [build_offer(opened, gains, person, gain, words) for gain in found]
        so_far = [*found]
        if form_of(web)["best"]:
            other = find_person(opened, form_of(web).read_id("best"))
            so_far.insert(0, gains.compute_exchange(person.id, other.id))
        following = until if until < len(tables) else None
        shown: dict[str, Any] = {"offers": offers, "person": person, "here": here, "following": following, "best": None}
        shown["name"] = opened.name_person(person.id, words)
        if following is None:
            so_far[:0] = [gain for gain in moves if gain.table != here]
        for best in sort_gains(opened, person, so_far)[:1]:
            shown["best"] = build_offer(opened, gains, person, best, words)
    return render(web, "seats_exchanges.html.j2", **shown)


def ask_why(web: WebRequest) -> Response:
    """Ask why a person sits at their table, or why not at another one. The answers are looked for in the background."""
    session, form, words = session_of(web), form_of(web), words_of(web)
    with session.lock:
        session.solving.refuse_second()
        opened = session.read()
        person = find_person(opened, form.read_id("person"))
        here = opened.seating.seats.get(person.id, TRAY)
        gains = session.gains()
        offers = [build_offer(opened, gains, person, gain, words) for gain in gains.list_moves(person.id)]
        asked = [offer for offer in offers if offer.table not in {TRAY, here}]
        if form["table"]:
            asked = [offer for offer in asked if offer.table == form["table"]]
        if not asked:
            raise UsageError(words.gettext("There is no other table to ask about."))
        number = 1 if session.question is None else session.question.number + 1
        session.ask(SeatQuestion(number, opened, person.id, tuple(asked), session.request))
    return _answer_why(web)


def show_why(web: WebRequest) -> Response:
    """Show the answers so far, or that the question was ended by another one."""
    question, words = session_of(web).question, words_of(web)
    if question is not None and str(question.number) == web.path_params["number"]:
        return _answer_why(web, words.gettext("The search has ended") if question.run.is_news else "")
    if not wants_part(web):
        return redirect(web, "seats")
    ended = words.gettext("Another question was asked, perhaps in another window, so this one has ended. Ask again.")
    return render(web, "seats_why.html.j2", says=ended, ended=ended, why=None)


def stop_why(web: WebRequest) -> Response:
    """Stop looking for answers. Those that were found are kept."""
    session, words = session_of(web), words_of(web)
    question = session.question
    if question is not None and str(question.number) == form_of(web)["number"]:
        question.stop()
        question.run.join(1.0)
    return _answer_why(web, words.gettext("The search was stopped. Only what was found before that is shown."))


def take_why(web: WebRequest) -> Response:
    """Give everyone the seat of an answer, as one step."""
    session, form, words = session_of(web), form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        question = session.question
        if question is None or str(question.number) != form["number"]:
            raise StepRefusedError(words.gettext("Another question was asked in the meantime. Ask again."))
        return make_answer_step(question, form["table"], opened, words)

    return _step(web, make)


def _answer_why(web: WebRequest, says: str = "") -> Response:
    session = session_of(web)
    if not wants_part(web):
        return redirect(web, "seats")
    question, opened = session.question, session.read()
    why = None if question is None else view_question(question, opened, words_of(web))
    return render(web, "seats_why.html.j2", says=says, why=why)


def move(web: WebRequest) -> Response:
    """Put someone, with those tied to them, at a table, or into the tray."""
    session, form, words = session_of(web), form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        person, table = find_person(opened, form.read_id("person")), form["to"]
        _require_seat(opened, person, form["from"], words)
        party = _find_party(session, opened, person, form, _list_also(web, opened))
        chair = read_chair(opened, table, form["chair"], words)
        if chair is not None and chair.person:
            raise StepRefusedError(words.gettext("Someone else has this chair now. Nothing was done."))
        named = _name_people(opened, party, words)
        name = words.gettext("%(person)s: unseated", person=named)
        if table != TRAY:
            name = words.gettext("%(person)s to %(table)s", person=named, table=label_of(opened, table))
        seats: dict[str, str | None] = dict.fromkeys(party, table or None)
        if form["follow"] and table != TRAY:
            followers = _find_followers(session, opened, party, table)
            seats |= followers
            if heads := tell_held_among(opened.inputs.room, followers, words):
                name = words.gettext("%(name)s; also moved: %(people)s", name=name, people=heads)
            elif followers:
                name = words.ngettext(
                    "%(name)s, and %(number)s other person moves",
                    "%(name)s, and %(number)s other people move",
                    len(followers),
                    name=name,
                )
        chairs = {} if chair is None else {person.id: chair.number}
        return Step(Action.MOVE, name, seats=seats, chairs=chairs)

    return _step(web, make)


def change_chair(web: WebRequest) -> Response:
    """Give someone another chair of their table; whoever sits on it gets theirs."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        person = find_person(opened, form.read_id("person"))
        _require_seat(opened, person, form["from"], words)
        return make_chair_step(opened, person, form["chair"], words)

    return _step(web, make)


def show_followers(web: WebRequest) -> Response:
    """Show who would follow if those who are picked up moved to a table, and what that would change."""
    session, form, words = session_of(web), form_of(web), words_of(web)
    if not wants_part(web):
        return redirect(web, "seats")
    with session.lock:
        opened = session.read()
        person, table = find_person(opened, form.read_id("person")), form["table"]
        label_of(opened, table)
        party = _find_party(session, opened, person, form, _list_also(web, opened))
        followers = _find_followers(session, opened, party, table)
    now = opened.judged
    then = judge_manual_seating(opened.inputs, {**opened.seating.seats, **dict.fromkeys(party, table), **followers})
    moved = [(opened.name_person(one, words), label_of(opened, at)) for one, at in followers.items()]
    effect = describe_change(now, then)
    shown: dict[str, Any] = {
        "person": person,
        "here": opened.seating.seats.get(person.id, TRAY),
        "also": party[1:],
        "table": table,
    }
    heads = tell_held_among(opened.inputs.room, followers, words)
    shown |= {"alone": form["alone"], "moved": moved, "moved_heads": heads, "effect": effect}
    return render(web, "seats_followers.html.j2", **shown)


def _find_followers(session: Session, opened: Opened, party: Sequence[str], table: str) -> dict[str, str]:
    """Return the new seats of those who would follow. Who or what is locked stays."""
    locks, seats = opened.seating.locks, opened.seating.seats
    paired = (one for pair in locks.pairs for one in pair)
    seated = (one for one, at in seats.items() if at in locks.tables)
    return session.gains().find_followers(party, table, {*locks.people, *paired, *seated}.intersection(seats))


def _find_party(
    session: Session, opened: Opened, person: Person, form: Form, also: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the ids of those who are carried: a person, others, and those who are tied to them."""
    carried = dict.fromkeys((person.id, *also))
    if form["alone"]:
        return tuple(carried)
    gains, pairs = session.gains(), opened.seating.locks.pairs
    return tuple(dict.fromkeys(one for each in carried for one in gains.find_party(each, pairs)))


def _list_also(web: WebRequest, opened: Opened) -> tuple[str, ...]:
    """Return the ids of the others who were chosen to be carried with a person."""
    return tuple(find_person(opened, one).id for one in ids_of(web, "also"))


def _name_people(opened: Opened, people: Sequence[str], words: Words) -> str:
    """Return the names of people with these ids as a list."""
    return words.listed([opened.name_person(one, words) for one in people]) if people else ""


def exchange(web: WebRequest) -> Response:
    """Swap the seats of two people, each with those tied to them. One of them may be in the tray."""
    session, form, words = session_of(web), form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        one, other = find_person(opened, form.read_id("person")), find_person(opened, form.read_id("other"))
        _require_seat(opened, one, form["from"], words)
        _require_seat(opened, other, form["other_from"], words)
        here, there = opened.seating.seats.get(one.id), opened.seating.seats.get(other.id)
        if here == there:
            raise StepRefusedError(words.gettext("They already sit at the same table. Nothing was done."))
        mine, theirs = (_find_party(session, opened, each, form) for each in (one, other))
        called = [_name_people(opened, each, words) for each in (mine, theirs)]
        chairs: dict[str, int] = {}
        if len(mine) == len(theirs) == 1:
            had = opened.chair_orders.chairs
            chairs = {to: had[of] for to, of in ((one.id, other.id), (other.id, one.id)) if of in had}
            name = words.gettext("%(one)s and %(other)s swap seats", one=called[0], other=called[1])
        else:
            name = words.ngettext(
                "%(one)s swaps seats with %(other)s",
                "%(one)s swap seats with %(other)s",
                len(mine),
                one=called[0],
                other=called[1],
            )
        return Step(Action.MOVE, name, seats=dict.fromkeys(mine, there) | dict.fromkeys(theirs, here), chairs=chairs)

    return _step(web, make, is_exchange=True)


def lock(web: WebRequest) -> Response:
    """Lock or unlock a person, a table or a pair."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        key = form.read_id("lock")
        if form.read_id("with"):
            key = name_pair(form.read_id("person"), form.read_id("with"))
        label = describe_lock(opened, key, words)
        if (key in opened.seating.locks.keys) == (form["on"] == "1"):
            raise StepRefusedError(words.gettext("This was already done in another window."))
        if form["on"] != "1":
            return Step(Action.LOCK, words.gettext("Unlock %(name)s", name=label), unlocks=(key,))
        return Step(Action.LOCK, words.gettext("Lock %(name)s", name=label), locks=(key,))

    return _step(web, make)


def keep(web: WebRequest) -> Response:
    """Keep the seating as it is under a name; without one, as a candidate under the next free letter."""
    form, words = form_of(web), words_of(web)
    given = " ".join(form["name"].split())

    def make(opened: Opened) -> Step:
        if given in opened.seating.candidates:
            raise StepRefusedError(words.gettext("This name is already taken. Choose another one."))
        if len(given) > LONGEST_NAME:
            raise StepRefusedError(words.gettext("The name is too long. Choose a shorter one."))
        return Step(Action.KEEP, given or next_candidate(opened.seating), seats=dict(opened.seating.all_seats))

    if given:
        return _step(web, make, words.gettext("This seating is kept as “%(name)s”."))
    return _step(web, make, words.gettext("This seating is kept as candidate %(name)s."))


def take(web: WebRequest) -> Response:
    """Give everyone the seat that they have in a seating that was kept."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        candidate = form.read_id("candidate")
        kept = opened.seating.candidates.get(candidate)
        if kept is None:
            raise StepRefusedError(words.gettext("There is no such candidate."))
        now = find_valid_seats(opened.inputs.room, kept)
        changed = find_differences(opened.seating.seats, now)
        if not changed:
            raise StepRefusedError(words.gettext("This seating is already on the board."))
        name = words.gettext("Use candidate %(name)s", name=candidate)
        if not is_candidate_letter(candidate):
            name = words.gettext("Back to “%(name)s”", name=candidate)
        return Step(Action.MOVE, name, seats={person: now.get(person) for person in changed})

    return _step(web, make)


def begin(web: WebRequest) -> Response:
    """Go on from the seating that a command has saved meanwhile, or with the one on the board."""
    form, words = form_of(web), words_of(web)

    def make(opened: Opened) -> Step:
        last = opened.inputs.past.last
        if last is None or opened.seating.newer_entry is None:
            raise StepRefusedError(words.gettext("No command has saved another seating."))
        name, entry = words.gettext("Continue from here"), opened.seating.newer_entry
        if form["which"] == "saved":
            return Step(Action.BEGIN, name, seats=dict(last.seats), entry=entry)
        chairs = dict(opened.chair_orders.chairs)
        return Step(Action.BEGIN, name, seats=dict(opened.seating.all_seats), chairs=chairs, entry=entry)

    return _step(web, make)


def choose(web: WebRequest) -> Response:
    """Show a table, or another thing in the room, with what can be changed about it."""
    if not wants_part(web):
        return redirect(web, "seats")
    form, view = form_of(web), _view(web, session_of(web).read())
    chosen = _find_chosen(view, form["table"], form["thing"])
    return render(web, "seats_chosen.html.j2", screen="seats", **{**view, **chosen})


def change_room(web: WebRequest) -> Response:
    """Change a table, or another thing in the room, in the convening, as one step of the history."""
    session, form, words = session_of(web), form_of(web), words_of(web)
    table, thing, unused = form["table"], form["thing"], None
    chosen = next(iter(files_of(web).get("picture", [])), None)
    with session.lock:
        opened = session.read()
        try:
            if form["what"] == "picture":
                made = make_picture_edit(session.request, form, chosen, words)
                unused = made.file
            else:
                cards, _ = list_cards(opened.judged, is_short=False)
                made = make_room_edit(session.request, opened, _draw_room(opened.judged, cards), form, words)
            written, unused = edit_convening(session.request, made.edits, made.name), None
            now = session.read()
            session.add_steps(now, Step(Action.EDIT, made.name, convening=written.sha256))
            now, message, table, thing = session.read(), made.name, made.table, made.thing
        except (UsageError, InputError) as error:
            if unused is not None:
                remove_picture(session.request, unused)
            now, message = session.read(), text_of(error)
        web.state.version = session.windows.version
    view = _view(web, now)
    return _answer(web, now, message, **_find_chosen(view, table, thing))


def _find_chosen(view: Mapping[str, Any], table: str, thing: str) -> dict[str, Any]:
    """Return the table or the thing in the room that the inspector shows; nothing if it is gone."""
    floor, number = view["floor"], whole_number(thing)
    for card, drawn in zip(view["cards"], floor.tables if floor else (), strict=bool(floor)):
        if card.place.table.id == table:
            return {"chosen": card, "chosen_drawn": drawn}
    if floor and number is not None and number < len(floor.things):
        return {"chosen_thing": floor.things[number], "chosen_number": number}
    return {}


def undo(web: WebRequest) -> Response:
    """Take the last step back."""
    return _turn(web, Action.UNDO, lambda seating: seating.done[-1:])


def redo(web: WebRequest) -> Response:
    """Make the last undone step again."""
    return _turn(web, Action.REDO, lambda seating: seating.undone[:1])


def save(web: WebRequest) -> Response:
    """Save the seating as a round, with its report and packet."""
    session, words = session_of(web), words_of(web)
    with session.lock:
        save_manual_seating(replace(session.request, packet=True))
    session.windows.announce()
    says = words.gettext("The seating is saved. Its report and packet are under Files.")
    return _answer(web, session.read(), says)


def _turn(web: WebRequest, action: Action, steps: Callable[[ManualSeating], tuple[Step, ...]]) -> Response:
    words, shown = words_of(web), form_of(web)["number"]

    def make(opened: Opened) -> Step:
        if not (found := steps(opened.seating)):
            raise StepRefusedError(words.gettext("There is nothing to undo or redo."))
        if shown and shown != str(found[-1].number):
            raise StepRefusedError(words.gettext("The seating has changed in the meantime. Nothing was done."))
        if found[-1].action is Action.EDIT:
            _turn_convening(session_of(web), found[-1], is_undo=action is Action.UNDO)
        return Step(action, found[-1].name)

    return _step(web, make, words.gettext("Undone: %(name)s") if action is Action.UNDO else "")


def _turn_convening(session: Session, step: Step, *, is_undo: bool) -> None:
    """Undo or redo the change of the convening that a step has made; raise if it is not the next one to be so."""
    history = read_history(session.request)
    last = history.done[-1:] if is_undo else history.undone[:1]
    if not last or last[0].after != step.convening:
        raise StepRefusedError(
            said("The convening has changed since this step. Undo those changes on the Rules screen.")
        )
    move_in_history(session.request, -1 if is_undo else 1)


def _step(
    web: WebRequest, make: Callable[[Opened], Step], says: str = "%(name)s", *, is_exchange: bool = False
) -> Response:
    """Add the step that a function makes from the inputs as they are now, and answer with the board.

    Parameters
    ----------
    web : starlette.requests.Request
    make : callable
        Raises `StepRefusedError` if the step no longer applies; the message is shown.
    says : str
        The status message, with `%(name)s` for the name of the step.
    is_exchange : bool
        Whether the name of the step tells who sits where now.
    """
    session = session_of(web)
    with session.lock:
        opened = session.read()
        try:
            step = make(opened)
            session.add_steps(opened, step)
            now, words = session.read(), words_of(web)
            name = (says or "%(name)s") % {"name": step.name}
            if step.action is Action.LOCK:
                name = describe_lock_step(now, step, words)
            where, effect = describe_moved(opened, now, step, words)
            told = effect + (_list_chair_changes(opened, now, step, words) if step.action is Action.MOVE else [])
            is_named = is_exchange or (step.action is Action.MOVE and len({*(step.seats or {}).values()}) == 1)
            news = told if is_named else where + told
            message = " ".join([name + "." * bool(news), *news, *_list_separated(opened, now, words)])
            moved = where + told if where or effect else []
            shown = {"moved": moved, "can_be_undone": step.action is Action.MOVE} if moved else {}
        except StepRefusedError as refusal:
            now, message, shown = session.read(), text_of(refusal), {}
        web.state.version = session.windows.version
    return _answer(web, now, message, **shown)


def _list_chair_changes(before: Opened, now: Opened, step: Step, words: Words) -> list[str]:
    """Return a sentence for each person whose chair a move changed beside its own, and what is newly not met there."""
    unmet = list_unmet_anew(before, now)
    told = [words.gettext("Not met around the table: %(faults)s.", faults="; ".join(unmet))] if unmet else []
    return [*list_changed_chairs(before, now, step, words), *told]


def _list_separated(before: Opened, now: Opened, words: Words) -> list[str]:
    """Return a sentence for each locked pair that no longer sits together."""
    found = now.seating.locks.find_separated(now.seating.seats) - before.seating.locks.find_separated(
        before.seating.seats
    )
    names = [words.listed([now.name_person(find_person(now, one).id, words) for one in pair]) for pair in sorted(found)]
    return [words.gettext("%(people)s are locked as a pair, but now sit apart.", people=people) for people in names]


def _answer(web: WebRequest, opened: Opened, says: str, **shown: Any) -> Response:
    if not wants_part(web):
        return redirect(web, "seats")
    return render(web, "seats.html.j2#board", says=says, screen="seats", **{**_view(web, opened), **shown})


def _describe_unchanged(web: WebRequest, opened: Opened) -> str | None:
    """Return how good the seating is if a search has just found nothing better; None if none has."""
    solving = session_of(web).solving
    result = None if solving.run is None else solving.run.result
    if result is None or not solving.found_nothing_better(opened):
        return None
    return words_of(web).tell(describe_quality(result.for_team, BOARD)) if opened.is_described_by(result) else ""


def _view(web: WebRequest, opened: Opened, chosen: Look | None = None) -> dict[str, Any]:
    """Return what the templates of the board show, in the look that was just chosen or that the browser keeps."""
    words = words_of(web)
    seating, result, room = opened.seating, opened.judged, opened.inputs.room
    cards, _ = list_cards(result, is_short=False)
    look = chosen or read_look(web.cookies)
    order = {one.id: number for number, one in enumerate(sorted(room.persons, key=_order_in_list))}
    tray = _list_tray(opened, order, words)
    drawn = _draw_room(result, cards) if look.is_room else None
    floor = None if drawn is None else session_of(web).solving.by_hand.keep_chairs(drawn)
    shown = RoomMarks()
    traits: Traits = {}
    if look.is_room:
        seated = as_seated(room.persons, result.plan)
        shown = mark_people(look, opened.inputs.people, seated, words, list_usual_columns(opened.inputs))
        new = find_new_people(opened.inputs, seating, session_of(web).people_seen) if seating.all_seats else frozenset()
        traits = list_traits(shown, room.persons, new, seating.locks.people)
    return {
        "seating": seating,
        "result": result,
        "proof": proof,
        "cards": cards,
        "look": look,
        "chair_unmet": opened.chair_orders.unmet,
        "is_full": bool(seating.seats) and not seating.tray,
        "must_lacks": find_people_of_unmet_musts(result.judged),
        "chosen": None,
        "chosen_thing": None,
        "floor": floor,
        "shapes": {member.shape for card in cards for member in card.members} | {one.mark.shape for one in tray},
        "chair_names": {one.id: shorten(one) for one in room.persons} if floor else {},
        "shown": shown,
        "traits": traits,
        "people_with": Counter(trait for person in room.people for trait in traits.get(person.id, ())),
        "tray": tray,
        "marks": role_marks(words),
        "has_roles": knows_roles(result),
        "number_of": {person.id: number for number, person in enumerate(room.persons)},
        "order_in_list": order,
        "note_tables": lambda drawn: session_of(web).shown_tables.note(drawn, web.headers.get("x-shown", "")),
        "table_number": {table.id: number for number, table in enumerate(room.tables)},
        **_view_lacks(result if seating.seats else None),
        "locks": list_locks(opened, words),
        "compared": compare_candidates(opened, words),
        "history": sorted((*seating.done, *seating.kept), key=lambda step: step.number)[-SHOWN_STEPS:],
        "round_number": room.round_number,
        "is_round_saved": opened.is_round_saved,
        "next_letter": next_candidate(seating),
        "unchanged": _describe_unchanged(web, opened),
        "musts_elsewhere": opened.has_musts_elsewhere,
        "seats_needed": len(room.persons),
        **view_search(session_of(web), opened, words),
        **_tell_heads(opened, words),
        "moved": [],
        "can_be_undone": False,
        "needed_tables": suggest_tables(opened.inputs.convening, opened.inputs.people),
        "places": count_places(opened.inputs.convening, opened.inputs.people),
        **_count_gone(opened, session_of(web).people_seen, words),
        "n_seated_before": len(seating.all_seats),
        "is_another_list": opened.inputs.past.strangers is not None,
    }


def _count_gone(opened: Opened, before: People | None, words: Words) -> dict[str, Any]:
    """Return how many who had a seat are not on the list; in words if some are known to be held seats."""
    known = opened.inputs.people.by_id
    gone = [] if opened.seating.is_saved else [one for one in opened.seating.all_seats if one not in known]
    held = len(find_former_held(opened.inputs, before).intersection(gone))
    return {
        "n_gone": len(gone),
        "n_gone_people": len(gone) - held,
        "gone_heads": words.tell(say_gone(Heads(len(gone) - held, held))) if held else "",
    }


def _view_lacks(result: Solved | None) -> dict[str, Any]:
    """Return what is not met, and the first rows of who is missing with their states; nothing without a seating."""
    found = () if result is None else list_missing(result.for_team)
    return {
        "unmet": [] if result is None else list_unmet(result),
        "missing": [(one, STATE_WORDS[one.state]) for one in found[:MOST_MISSING]],
        "all_missing": len(found),
        "missing_cut": tell_cut(MOST_MISSING, found) if len(found) > MOST_MISSING else "",
    }


def _tell_heads(opened: Opened, words: Words) -> dict[str, Any]:
    """Return how many people and held seats there are, have a seat, and have none."""
    people, tray = opened.inputs.room.people, list_in_tray(opened)
    return {
        "heads": say_in_column(count_heads(people)),
        "seated_heads": words.tell(say_persons(one for one in people if one.id in opened.seating.seats)),
        "tray_heads": words.tell(say_persons(tray)),
        "has_held_in_tray": count_heads(tray).held > 0,
    }


def _list_tray(opened: Opened, order: Mapping[str, int], words: Words) -> list[TrayCard]:
    """Return the cards of those without a seat, in this order."""
    marks = role_marks(words)
    return [
        TrayCard(
            person.id,
            words.tell(tell_apart(opened.judged, person)),
            person.organization,
            marks[person.representative_type],
        )
        for person in sorted(list_in_tray(opened), key=lambda one: order[one.id])
    ]


def _order_in_list(person: Person) -> tuple[int, int]:
    """Return the line of a person on the list, and the place among the people of that line."""
    return person.line, person.party.number if person.party else 0


def _draw_room(result: Result, cards: Sequence[Card]) -> FloorDrawing | None:
    """Return the drawing of the room; None for a room that is not drawn."""
    found = tuple(card.place for card in cards)
    if len(found) < len(result.room.tables):
        return None
    return draw_floor(result.convening, result.room, found, list_marks(found))


def _require_seat(opened: Opened, person: Person, table: object, words: Words) -> None:
    """Raise `StepRefusedError` unless someone still sits where the window showed them."""
    now = opened.seating.seats.get(person.id, TRAY)
    if now == table:
        return
    if now:
        raise StepRefusedError(
            said(
                "%(person)s was moved to %(table)s in another window. Your change was not made.",
                person=opened.name_person(person.id, words),
                table=label_of(opened, now),
            )
        )
    raise StepRefusedError(
        said(
            "%(person)s was unseated in another window. Your change was not made.",
            person=opened.name_person(person.id, words),
        )
    )


ROUTES = (
    get("/seats", show),
    get("/seats/board", show_part),
    get("/seats/picture", show_picture),
    post("/seats/pick", pick),
    post("/seats/exchanges", list_exchanges),
    post("/seats/pair", offer_pair),
    post("/seats/why", ask_why),
    get("/seats/why/{number}", show_why),
    post("/seats/why/stop", stop_why),
    post("/seats/why/take", take_why),
    post("/seats/move", move),
    post("/seats/exchange", exchange),
    post("/seats/chair", change_chair),
    post("/seats/choose", choose),
    post("/seats/room", change_room),
    post("/seats/follow", show_followers),
    post("/seats/lock", lock),
    post("/seats/keep", keep),
    post("/seats/take", take),
    post("/seats/begin", begin),
    post("/seats/undo", undo),
    post("/seats/redo", redo),
    post("/seats/save", save),
)
