"""Why a person sits at their table, or why not at another one: questions, and their answers as a screen shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from seating.api.manual_seating import StepRefusedError, find_differences, judge_manual_seating
from seating.api.request import Request
from seating.api.searches.seat_answers import SeatAnswer, find_seat_answers
from seating.board.move_effects import NOTHING_CHANGES, MoveEffect, describe_change
from seating.board.offers import TRAY, Offer, find_person, label_of, tell_held_among
from seating.board.opened import Opened
from seating.board.solve_run import SolveRun
from seating.ledger.steps import Action, Step
from seating.present.languages import Words
from seating.profiles import Person
from seating.report.seat_reasons import seat_reasons


class SeatQuestion:
    """Why a person sits at their table, or why not at another one, asked once and answered in the background.

    The answers come one by one. The search begins when this is made.

    Parameters
    ----------
    number : int
        Tells this question from the others of the session.
    asked : Opened
        The inputs and the seating that the question is about.
    person : str
        The id of the person.
    alone : tuple of Offer
        What the move alone would change, for each table that is asked about.
    request : Request

    Attributes
    ----------
    answers : list of SeatAnswer
        In the order of the tables. The list only grows.
    run : SolveRun
    is_stopped : bool
        Whether someone has stopped it.
    views : dict of str to AnswerView
        The answers that were judged already, by table; windows ask every second.
    """

    def __init__(self, number: int, asked: Opened, person: str, alone: tuple[Offer, ...], request: Request) -> None:
        self.number, self.asked, self.person, self.alone = number, asked, person, alone
        self.answers: list[SeatAnswer] = []
        self.is_stopped = False
        self.views: dict[str, AnswerView] = {}
        self.run: SolveRun[None] = SolveRun(self._answer, request, lambda: None)

    @property
    def is_about_one_table(self) -> bool:
        """Whether one table was asked about, and not all others."""
        return len(self.alone) == 1

    def is_about(self, opened: Opened) -> bool:
        """Whether inputs and seats are still those that the question is about."""
        return self.asked.inputs is opened.inputs and self.asked.seating.seats == opened.seating.seats

    def stop(self) -> None:
        """Stop the search if it has not ended. The answers so far are kept."""
        if self.run.is_active:
            self.is_stopped = True
            self.run.stop()

    def _answer(self, request: Request) -> None:
        seating, tables = self.asked.seating, [offer.table for offer in self.alone]
        found = find_seat_answers(self.asked.inputs, seating.seats, seating.locks, self.person, tables, request)
        for answer in found:
            self.answers.append(answer)
            if self.is_stopped:
                break


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer as the screen shows it.

    Attributes
    ----------
    table, label : str
        The id and the name of the table.
    alone : Offer
        What the move alone would change.
    is_found, is_proven : bool
        Whether a seating was found, and as in `SeatAnswer`.
    effect : MoveEffect
        What changes.
    moved : tuple of (str, str, str)
        The names of the others who would move, and of their table now ("" for none) and then.
    moved_heads : str
        How many they are; "" if no held seat is among them.
    against : tuple of str
        The musts that prevent it, as sentences.
    """

    table: str
    label: str
    alone: Offer
    is_found: bool
    is_proven: bool
    effect: MoveEffect = NOTHING_CHANGES
    moved: tuple[tuple[str, str, str], ...] = ()
    moved_heads: str = ""
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionView:
    """A question with its answers so far, and what they say together.

    Attributes
    ----------
    question : SeatQuestion
    person : Person
    name : str
        What sentences call the person.
    here : str
        The name of the person's table; "" if they have no seat.
    reason : str
        Why they sit there, as a public sentence; "" if there is no reason that may be shown.
    answers : tuple of AnswerView
        The best first.
    summary : str
        A sentence about all other tables; "" while answers are missing, or if there is nothing to compare with.
    is_valid : bool
        Whether the seating is still the one that was asked about.
    again : str
        The id of the table to ask about again if it is not; "" for all other tables.
    has_locked_seats : bool
        Whether someone else or a table is locked, so that people keep their seats in the answers.
    """

    question: SeatQuestion
    person: Person
    name: str
    here: str
    reason: str
    answers: tuple[AnswerView, ...]
    summary: str
    is_valid: bool
    again: str
    has_locked_seats: bool


def view_question(question: SeatQuestion, opened: Opened, words: Words) -> QuestionView:
    """Return a question as the screen shows it.

    Parameters
    ----------
    question : SeatQuestion
    opened : Opened
        The inputs and the seating now.
    words : Words
    """
    asked, now = question.asked, opened.seating.seats.get(question.person, TRAY)
    person, here = find_person(asked, question.person), asked.seating.seats.get(question.person, TRAY)
    name = asked.name_person(person.id, words)
    is_asked = bool(here) and not question.is_about_one_table
    reason = words.tell(seat_reasons(asked.judged)[person.id]) if is_asked else ""
    for answer in tuple(question.answers):
        if answer.table not in question.views:
            question.views[answer.table] = _view_answer(question, answer, words)
    views = list(question.views.values())
    views.sort(key=lambda view: (not view.is_found, view.effect.order))
    locks = asked.seating.locks
    is_whole = not question.is_about_one_table and len(views) == len(question.alone) and not asked.seating.tray
    return QuestionView(
        question=question,
        person=person,
        name=name,
        here=label_of(asked, here) if here else "",
        reason=reason,
        answers=tuple(views),
        summary=_summarize(views, name, words) if is_whole else "",
        is_valid=question.is_about(opened),
        again="" if not question.is_about_one_table or question.alone[0].table == now else question.alone[0].table,
        has_locked_seats=bool(locks.tables or locks.people - {person.id}),
    )


def make_answer_step(question: SeatQuestion, table: str, opened: Opened, words: Words) -> Step:
    """Return the step that gives everyone the seat of an answer.

    Raises
    ------
    StepRefusedError
        When there is no such answer, or when the seating has changed since the question.
    """
    found = next((answer for answer in question.answers if answer.table == table), None)
    if found is None or found.seats is None or not question.is_about(opened):
        raise StepRefusedError(words.gettext("The seating has changed since this question was asked. Ask again."))
    changed = find_differences(opened.seating.seats, found.seats)
    others = set(changed) - {question.person}
    told = {
        "person": opened.name_person(find_person(opened, question.person).id, words),
        "table": label_of(opened, table),
    }
    name = words.gettext("%(person)s to %(table)s", **told)
    if heads := tell_held_among(opened.inputs.room, others, words):
        name = words.gettext("%(person)s to %(table)s; also moved: %(people)s", people=heads, **told)
    elif others:
        name = words.ngettext(
            "%(person)s to %(table)s, and %(number)s other person moves",
            "%(person)s to %(table)s, and %(number)s other people move",
            len(others),
            **told,
        )
    return Step(Action.MOVE, name, seats={one: found.seats.get(one) for one in changed})


def _view_answer(question: SeatQuestion, answer: SeatAnswer, words: Words) -> AnswerView:
    asked = question.asked
    alone = next(offer for offer in question.alone if offer.table == answer.table)
    label = label_of(asked, answer.table)
    if answer.seats is None:
        against = tuple(map(asked.judged.sentence_of, answer.against))
        return AnswerView(answer.table, label, alone, is_found=False, is_proven=answer.is_proven, against=against)
    now, then = asked.judged, judge_manual_seating(asked.inputs, answer.seats)
    others = set(find_differences(asked.seating.seats, answer.seats)) - {question.person}
    return AnswerView(
        table=answer.table,
        label=label,
        alone=alone,
        is_found=True,
        is_proven=answer.is_proven,
        effect=describe_change(now, then),
        moved=tuple(_list_moved(question, answer.seats, words)),
        moved_heads=tell_held_among(asked.inputs.room, others, words),
    )


def _list_moved(question: SeatQuestion, seats: Mapping[str, str], words: Words) -> Iterator[tuple[str, str, str]]:
    room, now = question.asked.inputs.room, question.asked.seating.seats
    for one in find_differences(now, seats):
        if one != question.person:
            before = room.table(now[one]).label if one in now else ""
            yield question.asked.name_person(one, words), before, room.table(seats[one]).label


def _summarize(views: list[AnswerView], name: str, words: Words) -> str:
    """Return a sentence about all other tables. It has "every" and "no" only if each answer is proven."""
    found, is_proven = [view for view in views if view.is_found], all(view.is_proven for view in views)
    if not found and is_proven:
        return words.gettext("No other table is possible.") if views else ""
    if not found:
        return words.gettext("No seating with %(person)s at another table was found.", person=name)
    best = found[0].effect.order
    tables = words.listed([view.label for view in found if view.effect.order == best])
    if best < (0, 0):
        return words.gettext("A better seating was found, with %(person)s at %(tables)s.", person=name, tables=tables)
    if best == (0, 0):
        return words.gettext("Seatings with %(person)s at %(tables)s are just as good.", person=name, tables=tables)
    if not is_proven:
        return words.gettext("No equally good seating with %(person)s at another table was found.", person=name)
    if len(found) == len(views):
        return words.gettext("With %(person)s at any other table, every seating is worse.", person=name)
    return words.gettext("With %(person)s at any other possible table, every seating is worse.", person=name)
