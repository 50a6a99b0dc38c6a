"""The promises of tables in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.analysis.promises import Commitments, Promise, PromiseState, find_date, list_promises
from seating.convening import Convening
from seating.room.tables import map_labels
from seating.wording import Said, said, said_field, said_joined

PROMISE_STATES = {
    PromiseState.KEPT: said("kept"),
    PromiseState.OPEN: said("open"),
    PromiseState.LATE: said("late"),
}
"""The states of promises in words."""


NO_OWNER = said("no one named")
"""Who keeps a promise, if the cell is blank."""


UNNAMED_OWNER = said("not named here")
"""Who keeps a promise, if a page may not name who is in the cell."""


def date_used(convening: Convening, round_number: int) -> Said:
    """Return the sentence on the date with which the dates of promises are compared in a round."""
    used = find_date(convening, round_number)
    if used is None:
        return said("The round has no date, so no promise counts as late because of its date.")
    about = said("Dates are compared with the day of the round")
    if used.key == "today":
        about = said("Dates are compared with today’s date, as it was given")
    return said_field(about, f"{used.day}.")


@dataclass(frozen=True, slots=True)
class PromiseOverview:
    """The promises in a round, late ones first, and the texts that a page prints above them.

    `tables` has the names of tables by id, former ones included; "" is the whole room. `date` is "" if no promise has a
    date.
    """

    promises: tuple[tuple[Promise, PromiseState], ...]
    tables: Mapping[str, str]
    summary: Said
    date: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise on a sheet, with its state in words; `table` is "" on the sheet of the table itself."""

    what: str
    who: str
    by: str
    state: str
    is_late: bool
    table: str = ""


def name_promising(commitments: Commitments, convening: Convening) -> Mapping[str, str]:
    """Return the names of the tables that promises can belong to, also of tables that ended, by id."""
    tables = (*commitments.former, *convening.tables)
    return map_labels(tables) | {"": said("the whole room")}


def describe_promises(commitments: Commitments, convening: Convening, round_number: int) -> PromiseOverview:
    """Return the promises of all tables in a round.

    Parameters
    ----------
    commitments : Commitments
    convening : Convening
    round_number : int
    """
    found = tuple(list_promises(commitments, convening, round_number))
    states = [state for _, state in found]
    counted = ((PromiseState.LATE, said("Late")), (PromiseState.OPEN, said("Open")), (PromiseState.KEPT, said("Kept")))
    return PromiseOverview(
        promises=found,
        tables=name_promising(commitments, convening),
        summary=said_joined((said_field(name, f"{states.count(one)}.") for one, name in counted), " "),
        date=date_used(convening, round_number) if any(one.due for one, _ in found) else "",
    )
