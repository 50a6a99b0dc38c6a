"""The worksheets: the forms that tables fill in, with what is already known of each table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seating.present.blocks import Block
from seating.present.settings import Settings
from seating.report.conversation import SpokenPlace, spoken_places
from seating.report.filled_forms import FilledForm, fill_form
from seating.report.paper_forms import PAPER_FORMS
from seating.report.theory_of_change import list_theory_blocks
from seating.result import Result
from seating.wording import message

ORDER = 55
TITLE = message("Worksheets")
ABOUT = message(
    "The recorders’ forms for what each table found, who was missing, and quotes; and sheets on which each table "
    "writes down what it needs, works on a problem in four steps, and states its theory of change."
)


@dataclass(frozen=True, slots=True)
class Worksheets:
    """The forms of all tables, and the blocks of their theories of change."""

    forms: tuple[FilledForm, ...]
    theory: tuple[Block, ...]


def fill(result: Result, settings: Settings) -> Worksheets | None:
    """Return each form for each table where someone sits, in each of its languages; None if there is nothing."""
    spoken = tuple(spoken_places(result, settings))
    theory = tuple(list_theory_blocks(result))
    return Worksheets(_fill_forms(result, spoken), theory) if spoken or theory else None


def _fill_forms(result: Result, spoken: Sequence[SpokenPlace]) -> tuple[FilledForm, ...]:
    filled = (fill_form(result.convening, result.room, form, at) for form in PAPER_FORMS for at in spoken)
    return tuple(one for one in filled if one.sheets)
