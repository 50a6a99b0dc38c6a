"""Read the list and the convening that a request names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from seating.api.data_frames import build_source
from seating.api.form_files import (
    read_charts,
)
from seating.api.request import Inputs, Request
from seating.api.saved_rounds.ledger_state import (
    find_standing_tables,
)
from seating.convening import (
    Convening,
    Reading,
    read_convening,
    written_rules,
)
from seating.convening.convening_file import INFERRED
from seating.convening.convening_reader import find_problems_without_list, read_without_list
from seating.convening.tables import holds_tables
from seating.errors import InputError, in_order
from seating.profiles import People
from seating.profiles.list_rules import ListRules
from seating.profiles.reader import Reading as ListReading
from seating.profiles.reader import people_sheet, read_by_rules
from seating.sources import Source, read_book


def read_inputs(request: Request, listed: ListReading | None = None) -> Inputs:
    """Read the list and the convening. Errors are raised as by `read_round`.

    Parameters
    ----------
    request : Request
    listed : ListReading or None
        The list, if it was read already with the rules of the convening as it is now.
    """
    given, beside, earlier = _places(request)
    rules = written_rules(given, beside, earlier)
    try:
        listed = listed or read_list(request, rules)
    except InputError as error:  # the next run should not bring errors that could be told now
        raise InputError(in_order([*error.problems, *find_problems_without_list(given, beside)])) from None
    standing = (lambda people: find_standing_tables(request, people)) if request.reads_out else None
    reading = read_convening(listed.people, given, beside, earlier, standing)
    reading, charts = read_charts(request, reading)
    return Inputs(reading, (*listed.notes, *reading.notes), charts, rules)


def read_given(request: Request) -> Reading:
    """Read the list and the convening, as far as a request names them; without a list there are no people."""
    if request.people is not None:
        inputs = read_inputs(request)
        return replace(inputs.reading, notes=inputs.notes)
    if request.convening is None:
        return Reading(Convening(), People(()), ())
    return read_without_list(Path(request.convening))


def read_rules(request: Request) -> ListRules:
    """Return what the convening of a request states about reading the list. Errors in the convening are ignored."""
    return written_rules(*_places(request))


def _places(request: Request) -> tuple[Any, Path | None, Path | None]:
    """Return the convening that is given, the list beside which one may be, and the one of the output folder."""
    given = Path(request.convening) if isinstance(request.convening, str) else request.convening
    return given, request.list_file, request.out / INFERRED if request.reads_out else None


def read_list(request: Request, rules: ListRules | None = None) -> ListReading:
    """Read only the list.

    Parameters
    ----------
    request : Request
    rules : ListRules, optional
        What a convening states about reading the list; by default nothing.
    """
    told = rules or ListRules()
    return read_by_rules(read_source(request, told.columns), told, large=request.large)


def read_source(request: Request, columns: Mapping[str, Sequence[str]]) -> Source:
    """Return the rows of the list. In a workbook, they are those of the sheet with the people.

    Parameters
    ----------
    request : Request
    columns : mapping of str to sequence of str
        The meanings of headings that the convening states.

    Raises
    ------
    UsageError, InputError
        When the file or the sheet cannot be read.
    """
    if isinstance(request.people, str | Path):
        return people_sheet(read_book(request.people), request.sheet, columns, holds_tables)
    return build_source(request.people)
