"""The next step: what to do now, as the files and the seating are, with the screen for it."""

from __future__ import annotations

from dataclasses import dataclass

from seating.board.session import Session
from seating.errors import InputError, SeatingError
from seating.report.languages import Words

__all__ = ["NextStep", "find_next_step"]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now.

    Attributes
    ----------
    says : str
        As a sentence.
    screen : str
        The screen or the written page where it is done.
    """

    says: str
    screen: str


def find_next_step(session: Session, words: Words) -> NextStep | None:
    """Return the next step; None if the files cannot be read for a reason that no screen can mend."""
    if not session.has_list:
        return NextStep(words.gettext("Choose the list of people."), "files")
    if session.solving.active is not None:
        return NextStep(words.gettext("Wait until the search has ended, or stop it."), "solving")
    try:
        opened = session.read()
    except InputError as error:
        number = len(error.problems)
        says = words.ngettext(
            "Correct %(number)s problem in the list or the convening.",
            "Correct %(number)s problems in the list or the convening.",
            number,
        )
        return NextStep(says, "people")
    except SeatingError:
        return None
    seating, round_number = opened.seating, opened.inputs.room.round_number
    if seating.newer_entry:
        return NextStep(words.gettext("Choose which of the two seatings to go on with."), "seats")
    if not seating.seats:
        return NextStep(words.gettext("Check the tables and the requirements, then seat everybody."), "requirements")
    arrivals = opened.inputs.arrivals
    is_the_day = arrivals is not None and bool(arrivals.here())
    if seating.tray:
        says = words.ngettext("Give %(number)s person a seat.", "Give %(number)s people a seat.", len(seating.tray))
        return NextStep(says, "day" if is_the_day else "seats")
    if is_the_day and not seating.is_saved and opened.judged.review.unmet:
        return NextStep(words.gettext("A must is not met. List the moves that meet it, or seat a walk-in."), "day")
    if not seating.is_saved and opened.judged.review.unmet:
        says = words.gettext("Musts are unmet. Repair the seating, or change the requirements, before you save.")
        if not opened.unmet_before:
            says = words.gettext("Musts are unmet. Take the step back, or repair the seating, before you save.")
        return NextStep(says, "seats")
    if not seating.is_saved:
        says = words.gettext("Save round %(number)s.", number=round_number)
        if opened.is_round_saved:
            says = words.gettext("Save the changes to round %(number)s.", number=round_number)
        return NextStep(says, "seats")
    last = opened.inputs.past.last
    marked = frozenset() if arrivals is None else arrivals.here().keys()
    if (last is not None and last.attended is not None) or (is_the_day and seating.seats.keys() <= marked):
        return NextStep(words.gettext("When the round is over, seat the next round."), "solving")
    if is_the_day:
        return NextStep(words.gettext("Mark who has arrived and who is absent."), "day")
    for page, says in (
        ("packet/index.html", words.gettext("Print the packet. On the day, mark who has arrived.")),
        ("report.html", words.gettext("Open the report. On the day, mark who has arrived.")),
    ):
        path = f"round-{round_number}/{page}"
        if (session.out / path).is_file():
            return NextStep(says, f"output/{path}")
    return NextStep(words.gettext("Mark who has arrived and who is absent."), "day")
