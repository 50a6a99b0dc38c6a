"""How far a search is, and the better seating that it has found: in words, and as screens show it."""

from __future__ import annotations

from typing import Any

from seating.board.opened import Opened
from seating.board.proposals import view_proposal
from seating.board.session import Session
from seating.board.solve_run import SolveRun
from seating.engines.messages import Stage
from seating.present.languages import Words
from seating.wording import message

STAGES = {
    Stage.CHECKING: message("Checking and explaining the seating"),
    Stage.PAGES: message("Writing pages"),
}
"""What a run does after the search."""


def view_search(session: Session, opened: Opened | None, words: Words) -> dict[str, Any]:
    """Return what templates show of the last search and of the seating that waits for an answer.

    Parameters
    ----------
    session : Session
    opened : Opened or None
        None if the files have errors.
    words : Words
    """
    solving = session.solving
    run, active, found = solving.run, solving.active, None if opened is None else solving.find_proposal(opened)
    elsewhere = opened is not None and opened.has_musts_elsewhere
    return {
        "run": run,
        "active": active,
        "ended": run.number if run is not None and run is not active else 0,
        "stage": "" if run is None else _name_stage(run, words),
        "proposal": view_proposal(found, opened, session.request, words) if opened and found else None,
        "progress": describe_run(run, words, about_seats=elsewhere) if run is not None and run.is_active else "",
    }


def _name_stage(run: SolveRun[Any], words: Words) -> str:
    """Return what a run does after the search; "" before and when it has ended."""
    return str(words.gettext(STAGES[run.doing])) if run.is_active and run.doing in STAGES else ""


def describe_run(run: SolveRun[Any], words: Words, *, about_seats: bool = False) -> str:
    """Return what is known about the search in one sentence or two.

    Parameters
    ----------
    run : SolveRun
    words : Words
    about_seats : bool
        Whether other rules are about governance tables, of which a search knows nothing.
    """
    seconds = round(run.seconds)
    point = run.latest
    if point is None:
        return words.gettext("The list is being read.") if run.is_active else ""
    if point.unmet:
        return words.gettext("%(seconds)s s: the best seating so far leaves a must unmet.", seconds=seconds)
    if run.is_proven:
        says = words.gettext("%(seconds)s s: all musts are met, and nothing better exists.", seconds=seconds)
        if about_seats:
            says = words.gettext(
                "%(seconds)s s: all musts about the seats are met, and nothing better exists.", seconds=seconds
            )
        return str(says)
    says = words.gettext("%(seconds)s s: all musts are met. A better seating might exist.", seconds=seconds)
    if about_seats:
        says = words.gettext(
            "%(seconds)s s: all musts about the seats are met. A better seating might exist.", seconds=seconds
        )
    return str(says)
