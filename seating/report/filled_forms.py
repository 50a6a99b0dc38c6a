"""A form for one table in one of its languages, with what is already known of the table."""

from __future__ import annotations

from dataclasses import dataclass

from seating.convening import Convening
from seating.report.conversation import Questions, SpokenPlace, list_questions, questions_in
from seating.report.paper_forms import Grid, PaperForm, PaperSheet
from seating.room.plan import Room
from seating.room.tables import Stage
from seating.wording import message

UNASKED = message("What we heard")
"""The heading where a session has no questions."""

MOST_ASKED = 5
"""With more questions, the lines for the answers become no fewer."""

FEWEST_ROWS = 4
"""Minimum number of empty rows below the needs of a table."""

STAGE_NAMES = {
    Stage.FORMING: message("forming"),
    Stage.STORMING: message("storming"),
    Stage.NORMING: message("norming"),
    Stage.PERFORMING: message("performing"),
}


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One table's form in one of its languages.

    Attributes
    ----------
    form : PaperForm
    at : SpokenPlace
    asked : tuple of str
        The questions of a listening session.
    language : str
        The language of the questions.
    others : tuple of Questions
        The same questions in the other languages in which they are written.
    lines : int
        Lines to write on, for each question.
    stage, meets : str
        The stage of the table, and how often it meets; "" if none is stated.
    """

    form: PaperForm
    at: SpokenPlace
    asked: tuple[str, ...]
    language: str
    others: tuple[Questions, ...]
    lines: int
    stage: str
    meets: str

    @property
    def sheets(self) -> tuple[PaperSheet, ...]:
        """The sheets of the form at this table; () if the table has none."""
        return self.form.listening if self.at.is_listening else self.form.working

    @property
    def anchor(self) -> str:
        """The fragment of the form, unique on the page."""
        return f"{self.at.anchor}-{self.form.name}"

    def list_firsts(self, grid: Grid) -> tuple[str, ...]:
        """Return the first cell of each row of a grid; "" in rows that are empty."""
        if not grid.has_needs:
            return ("",) * grid.rows
        needs = self.at.place.table.needs
        return (*needs[: grid.rows], *[""] * max(FEWEST_ROWS, grid.rows - len(needs)))


def fill_form(convening: Convening, room: Room, form: PaperForm, at: SpokenPlace, answer_lines: int = 15) -> FilledForm:
    """Return a form for a table.

    Parameters
    ----------
    convening : Convening
    room : Room
    form : PaperForm
    at : SpokenPlace
    answer_lines : int
        Lines to write on, for all questions of a listening session together.
    """
    planned = convening.round_plan(room.round_number)
    language, asked = questions_in(at.place.table, at.words)
    asked = asked or (at.words.gettext(UNASKED),)
    stage = at.place.table.stage or planned.stage
    return FilledForm(
        form=form,
        at=at,
        asked=asked,
        language=language,
        others=list_questions(at.place.table, at.words)[1:] if at.is_listening else (),
        lines=max(answer_lines // MOST_ASKED, answer_lines // len(asked)),
        stage=STAGE_NAMES[stage] if stage else "",
        meets=at.place.table.meets or planned.cadence,
    )
