"""The people of a round as they are on its day, or were when it was saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from seating.analysis.arrivals import (
    Arrivals,
    list_unexpected,
    note_unexpected,
    place_at_sessions,
)
from seating.api.day.desk_arrivals import people_on_the_day
from seating.api.request import Inputs, Request
from seating.convening.requirements import Asking, imply_on_the_day
from seating.convening.warnings import note_unsuited
from seating.errors import Note
from seating.ledger import SavedRound
from seating.profiles import People, Person


def read_day(
    request: Request, inputs: Inputs, number: int, former: SavedRound | None, saved: SavedRound | None
) -> tuple[People, Arrivals | None]:
    """Return the people as they are on the day of a round, or were when it was saved, and what the desk wrote down.

    `former` is the round as last saved, also if a new seating takes its place. The people include walk-ins, so the
    sheets of a round can name them. A run that reads no output folder reads only the list, and no arrivals.
    """
    people = inputs.reading.people
    if not request.reads_out:
        return people, None
    seated = None if saved is None else saved.seats
    waiting = () if saved is None else tuple(one.id for one in saved.record.not_seated)
    were = None if former is None else former.people
    return people_on_the_day(request.out, people, inputs.rules, number, seated, waiting, were)


def apply_day(
    inputs: Inputs, number: int, people: People, arrivals: Arrivals | None, *, is_saved: bool, asking: Asking
) -> Inputs:
    """Return the inputs with the people as `read_day` returned them for a round."""
    reading = inputs.reading
    if arrivals is None:
        return replace(inputs, notes=_drop_untrue(inputs, people, number))
    placing = place_at_sessions(reading.people, people, arrivals, reading.convening, is_saved=is_saved)
    people = placing.people
    came = list_unexpected(reading.people, people, number)
    convening = imply_on_the_day(reading.convening, reading.people, people, asking, placing.placed)
    reading = replace(reading, convening=convening)
    return replace(
        inputs,
        reading=replace(reading, people=people),
        notes=(*_drop_untrue(inputs, people, number, came), *arrivals.notes, *placing.notes),
        arrivals=arrivals,
        unexpected=frozenset(person.id for person in came if person.id in inputs.reading.people.by_id),
    )


def _drop_untrue(inputs: Inputs, people: People, number: int, came: Sequence[Person] = ()) -> tuple[Note, ...]:
    """Return the notes on the list without those that people who arrived make untrue, and a note on their cells.

    Notes on those without a session in a round that is over are left out too.
    """
    ids = {person.id for person in came}
    true = tuple(note_unsuited(people, number))
    kept = [
        note
        for note in inputs.notes
        if (note in true or note.slug != "no-session-fits") and not (note.unseated and ids.issuperset(note.unseated))
    ]
    others = (note for note in true if note not in kept)
    return (*kept, *others, *note_unexpected(inputs.reading.people, came))
