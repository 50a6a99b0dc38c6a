"""Find your table: one page for a phone or a kiosk, where people type their name and see their table."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.season.session_times import have_own_doors
from seating.present.settings import Settings
from seating.report.places import everybody, places
from seating.report.renamed_tables import tell_number_before
from seating.result import Result
from seating.wording import Said, message

ORDER = 16
TITLE = message("Find your table")
ABOUT = message("One file for a phone or a kiosk: people type their name and see their table. It works offline.")
IS_PRINTED = False


@dataclass(frozen=True, slots=True)
class Found:
    """A person with their table.

    `about` tells people of the same name apart, also from one without a seat, and is "" for everyone else. `seat` is
    the number of their chair; None without an order. `renumbered` tells that the table where they sat in the last round
    has another number now.
    """

    name: str
    about: str
    number: int
    table: str
    seat: int | None = None
    renumbered: Said | None = None


def fill(result: Result, settings: Settings) -> tuple[Found, ...] | None:
    """Return everyone with their table. None if each session has lists of its own, or no one may be listed."""
    if have_own_doors(result.room.tables):
        return None
    shown = everybody(places(result, settings.words))
    found = [(place, person) for place, person in shown if person.held_for is None]
    is_shared = {one.id: result.people.number_of(one, by_organization=False) > 0 for one in result.people}
    return (
        tuple(
            Found(
                name=person.name,
                about=person.organization if is_shared[person.id] else "",
                number=place.number,
                table=place.own_name,
                seat=person.chair,
                renumbered=tell_number_before(result, person.id, place.table, place.number),
            )
            for place, person in found
        )
        or None
    )
