"""The result that the functions of `seating.api` return, and how it is built from a checked plan."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from seating.analysis.frame import frame_voices
from seating.api.duties import Duties, assign_duties, list_standing
from seating.api.inputs import RoundInputs
from seating.api.request import Request
from seating.engines.outcome import Status
from seating.errors import Note
from seating.judge import Review
from seating.plan import Plan, Room
from seating.result import Result
from seating.wording import counted, listed

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Solved", "build_result"]

SHOWN_ALONE = 6
"""Maximum number of people alone at a table whom the note names."""


@dataclass(frozen=True)
class Solved(Result):
    """A result that can be converted to a data frame, an HTML page or a record."""

    def to_frame(self) -> pd.DataFrame:
        """Return the seating, one row per person, with the columns of `seating.csv`."""
        import pandas as pd

        from seating.report.spreadsheets import HEADINGS, seating_rows

        return pd.DataFrame(seating_rows(self), columns=list(HEADINGS), dtype=str)

    def to_html(self) -> str:
        """Return the report as one self-contained HTML file."""
        from seating.report.pages import render_report

        return render_report(self)

    def to_record(self) -> dict[str, Any]:
        """Return the mapping that `--json` prints."""
        from seating.report.record import as_record

        return as_record(self)

    def _repr_html_(self) -> str:
        return str(self.to_frame().to_html(index=False))


def build_result(
    request: Request,
    opened: RoundInputs,
    plan: Plan,
    judged: Review,
    status: Status,
    notes: Iterable[Note],
    former: Duties | None = None,
) -> Solved:
    """Return the result of a plan, without a bound.

    Parameters
    ----------
    request : Request
        Gives the seed and the time at start-up.
    opened : RoundInputs
    plan : Plan
    judged : Review
        The checker's result for the plan.
    status : Status
    notes : iterable of Note
        Notes in addition to those of the inputs.
    former : mapping of person id to tuple of duties, optional
        As for `assign_duties`.
    """
    tables = opened.convening.tables
    duties = assign_duties(opened.people, opened.room, tables, opened.requirements, plan, request.seed, former)
    return Solved(
        people=opened.people,
        convening=opened.convening,
        room=opened.room,
        requirements=opened.requirements,
        private_names=opened.private_names,
        private_columns=opened.private_columns,
        plan=plan,
        review=_with_frame(judged, opened, plan),
        status=status,
        bound=None,
        seconds=round(time.monotonic() - request.started, 3),
        seed=request.seed,
        not_seated=opened.not_seated,
        standing=list_standing(opened.people, opened.convening.tables, opened.room, plan, duties),
        duties=duties,
        notes=(*opened.notes, *_typed_back(opened), *notes, *_alone(opened.room, plan)),
        harvest=opened.harvest,
        nominations=opened.nominations,
    )


def _with_frame(judged: Review, opened: RoundInputs, plan: Plan) -> Review:
    """Return the review with the needed cells of the frame added to the voices, unless a column of it is private."""
    frame = opened.convening.frame
    if frame is None or {frame.rows, frame.columns} & opened.private_columns:
        return judged
    voices = (*judged.voices, *frame_voices(frame, opened.room, plan))
    return replace(judged, voices=tuple(sorted(voices, key=lambda voice: voice.state.rank)))


def _typed_back(opened: RoundInputs) -> tuple[Note, ...]:
    """Return the notes on the harvest and the nominations."""
    return tuple(note for form in (opened.harvest, opened.nominations) if form is not None for note in form.notes)


def _alone(room: Room, plan: Plan) -> Iterator[Note]:
    """Yield a note if people sit alone at a table. Staff do not count as company."""
    members = room.members(plan)
    alone = [(members[table.id][0], table) for table in room.tables if len(members[table.id]) == 1]
    if not alone:
        return
    shown = [f"{person.label} at {table.label}" for person, table in alone[:SHOWN_ALONE]]
    shown += [f"{len(alone) - SHOWN_ALONE} more"] if len(alone) > SHOWN_ALONE else []
    sits = "sits" if len(alone) == 1 else "sit"
    number = counted(len(alone), "person", "people")
    text = f"{number} {sits} alone at a table: {listed(shown)}. A minimum such as `seats: 2-8` prevents this."
    yield Note("alone-at-table", text, f"{number} {sits} alone at a table.")
