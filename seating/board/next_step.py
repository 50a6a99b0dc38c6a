"""The next step: what to do now, as the files and the seating are, with the screen for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from seating.board.offers import list_in_tray
from seating.board.opened import Opened
from seating.board.session import Session, name_convening
from seating.board.solve_run import Phase
from seating.errors import InputError, SeatingError
from seating.present.languages import Words
from seating.profiles.heads import count_heads, say_persons
from seating.result.proof import is_about_seats_only


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now.

    Attributes
    ----------
    says : str
        As a sentence.
    screen : str
        The screen or the written page where it is done.
    controls : tuple of str
        The ids of the buttons that do it. Screens fill these and no other ones.
    """

    says: str
    screen: str
    controls: tuple[str, ...] = ()


def find_next_step(session: Session, words: Words) -> NextStep | None:
    """Return the next step; None if the files cannot be read for a reason that no screen can fix."""
    if not session.has_list:
        return NextStep(words.gettext("Choose the list of people."), "files", ("use-list",))
    if session.solving.active is not None:
        return NextStep(words.gettext("Wait until the search ends, or stop it."), "solving")
    try:
        opened = session.read()
    except InputError as error:
        number = len(error.problems)
        says = words.ngettext(
            "Correct %(number)s problem in the list or the convening.",
            "Correct %(number)s problems in the list or the convening.",
            number,
        )
        is_of_list = {problem.file for problem in error.problems} != {name_convening(session)}
        return NextStep(says, "people" if is_of_list else "rules")
    except SeatingError:
        if Path(session.request.people).is_file():
            return None
        says = words.gettext("The list file is gone. Put it back, or choose another list.")
        return NextStep(says, "files", ("use-list",))
    run = session.solving.run
    if run is not None and run.phase is Phase.FAILED and session.solving.since == opened.seating.number:
        return NextStep(words.gettext("The search has failed. See why, then restart it."), "solving")
    return _find_step_before_saving(session, opened, words) or _find_step_after_saving(session, opened, words)


OPEN_WITHOUT_LIST, OPEN_WITH_ERRORS = frozenset({"files"}), frozenset({"files", "people", "rules"})
"""The screens that are possible without a list, and while the list or the convening has errors."""


def find_closed_screens(session: Session, screens: Iterable[str], words: Words) -> dict[str, str]:
    """Return the screens that are not possible yet, each with the reason.

    Parameters
    ----------
    session : Session
    screens : iterable of str
        The names of all screens.
    words : Words
    """
    if not session.has_list:
        says = words.gettext("Choose the list of people first.")
        return {name: says for name in screens if name not in OPEN_WITHOUT_LIST}
    try:
        seats = session.read().seating.seats
    except InputError:
        says = words.gettext("Correct the problems in the list first.")
        return {name: says for name in screens if name not in OPEN_WITH_ERRORS}
    except SeatingError:
        return {}
    return {} if seats else dict.fromkeys(("day", "print"), words.gettext("Seat everyone first."))


def _find_step_before_saving(session: Session, opened: Opened, words: Words) -> NextStep | None:
    """Return what is to be done until everyone has a seat that is saved and meets the musts; None if nothing is."""
    seating = opened.seating
    if seating.newer_entry:
        return NextStep(words.gettext("Choose which of the two seatings to continue with."), "seats", ("begin-saved",))
    if opened.inputs.past.strangers is not None:
        return NextStep(words.gettext("None of the people who had seats is on this list. Check the list."), "people")
    if session.solving.taken and session.solving.run is None:
        return NextStep(words.gettext("The convening was changed. Seat everyone again."), "solving", ("start",))
    if session.solving.find_proposal(opened) is not None:
        return NextStep(words.gettext("A better seating was found. Apply it, or keep this one."), "seats", ("apply",))
    if not seating.seats:
        controls = ("to-solving", "start", "solve")
        if opened.inputs.convening.is_inferred or is_about_seats_only(opened.judged):
            return NextStep(words.gettext("Select what matters, then seat everyone."), "rules", controls)
        return NextStep(words.gettext("Seat everyone."), "solving", controls)
    if seating.tray:
        says = words.ngettext("Give %(number)s person a seat.", "Give %(number)s people a seat.", len(seating.tray))
        found = list_in_tray(opened)
        if count_heads(found).held:
            says = words.gettext("Find a table for %(people)s.", people=words.tell(say_persons(found)))
        return NextStep(says, "day" if _is_the_day(opened) else "seats", ("start-repair",))
    if opened.judged.review.unmet and not (_is_the_day(opened) and seating.is_saved):
        return _find_repair(session, opened, words)
    if seating.is_saved:
        return None
    if _is_the_day(opened):
        return NextStep(words.gettext("Update the report and packet."), "day")
    return _find_print(words)


def _find_print(words: Words) -> NextStep:
    """Return the step of printing; it saves the seating."""
    says = words.gettext("Print what you need for the day. Then mark who has arrived.")
    return NextStep(says, "print", ("print-all",))


def _find_repair(session: Session, opened: Opened, words: Words) -> NextStep:
    """Return what to do about unmet musts."""
    solving, seating = session.solving, opened.seating
    if _is_the_day(opened):
        return NextStep(words.gettext("A must is not met. List the moves that would fix it, or seat a walk-in."), "day")
    result = None if solving.run is None else solving.run.result
    if result is not None and result.ways_out and opened.is_described_by(result):
        return NextStep(words.gettext("The musts cannot all be met. Choose a way out."), "solving")
    if solving.found_nothing_better(opened):
        says = words.gettext("Musts are not met, and the search found no better seating. Change the requirements.")
        return NextStep(says, "rules")
    if seating.is_saved:
        says = words.gettext("Musts are not met. Repair the seating, or change the requirements, before you print.")
        return NextStep(says, "solving", ("start-repair",))
    if not opened.unmet_before:
        says = words.gettext("Musts are not met. Undo the step, or repair the seating, before you save.")
        return NextStep(says, "seats", ("undo", "start-repair"))
    says = words.gettext("Musts are not met. Repair the seating, or change the requirements, before you save.")
    return NextStep(says, "solving", ("start-repair",))


def _find_step_after_saving(session: Session, opened: Opened, words: Words) -> NextStep:
    """Return what is to be done with a round that is saved."""
    round_number, last, arrivals = opened.inputs.room.round_number, opened.inputs.past.last, opened.inputs.arrivals
    marked = frozenset() if arrivals is None else arrivals.here().keys()
    is_the_day = _is_the_day(opened)
    if (last is not None and last.attended is not None) or (is_the_day and opened.seating.seats.keys() <= marked):
        if not opened.has_rounds:
            return NextStep(
                words.gettext("Attendance has been recorded. If there is another meal, seat it when this one is over."),
                "solving",
            )
        return NextStep(words.gettext("When the round is over, seat the next round."), "solving", ("start-next",))
    if is_the_day:
        return NextStep(words.gettext("Mark who has arrived and who is absent."), "day")
    if (session.out / f"round-{round_number}").is_dir():
        return _find_print(words)
    return NextStep(words.gettext("Mark who has arrived and who is absent."), "day")


def _is_the_day(opened: Opened) -> bool:
    """Whether someone is marked as arrived or absent."""
    return opened.inputs.arrivals is not None and bool(opened.inputs.arrivals.here())
