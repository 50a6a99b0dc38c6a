"""What the content of each kind of entry must hold before anything is read from it.

A digest proves that nothing changed since it was computed, and nothing more: another version, or a
program of somebody's own, can write an entry that is whole and lacks what this one reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from seating.record.fields import LARGEST, Count, Form, RoundNumber
from seating.record.rounds import Move, Round
from seating.wording import shortened

__all__ = ["Clash", "Conflict", "Offer", "Pages", "Recruit", "fault_of"]


class Clash(Form):
    """Musts that clash."""

    requirements: list[str]
    confirmed: bool


class _WayOut(Form):
    kind: Literal["relax", "recruit", "seat", "drop"]
    sentence: str
    cost: Count
    confirmed: bool


class Conflict(Form):
    """The smallest clash, with what could be done."""

    ways_out: list[_WayOut]


class Recruit(Form):
    """Whom to invite."""

    who: dict[str, Any]
    people: Count
    serves: list[str]
    sentence: str
    confirmed: bool
    smallest: bool = False
    tables: list[str] = Field(default_factory=list)


class Offer(Form):
    """Moves that nothing asks for."""

    saves: Count
    moves: list[Move]


class _Person(Form):
    id: str
    name: str
    shown: dict[str, list[str]] = Field(default_factory=dict)


class _Table(Form):
    id: str
    name: str = ""
    was: list[str] = Field(default_factory=list)


class _SavedConvening(Form):
    tables: list[_Table]


class Pages(Form):
    """What pages need besides the rounds."""

    people: list[_Person]
    convening: _SavedConvening
    columns: dict[str, str] = Field(default_factory=dict)
    private: list[str] = Field(default_factory=list)
    reasons: dict[str, str] = Field(default_factory=dict)


MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")

LONGEST_PLACE = 120
"""Characters; a key may be as long as whoever wrote it liked."""


class _Stakeholders(Form):
    file: str
    sha256: str


class _Convening(Form):
    file: str | None
    sha256: str | None


class _Inputs(Form):
    stakeholders: _Stakeholders
    convening: _Convening


class _Note(Form):
    slug: str
    text: str


class _Closed(Form):
    round: RoundNumber
    absent: list[str]
    told_by: Literal["attended", "list"]


class _Seated(Form):
    rounds: Annotated[list[Round], Field(min_length=1)]
    status: Literal["optimal", "feasible", "impossible", "no_seating"]
    inputs: _Inputs
    pages: Pages
    bound: int | None = None
    seconds: Annotated[float, Field(ge=0, le=LARGEST)]
    seed: Count
    notes: list[_Note] = Field(default_factory=list)
    conflict: Conflict | None = None
    conflicts: list[Clash] = Field(default_factory=list)
    conflicts_complete: bool | None = None
    recruit: list[Recruit] = Field(default_factory=list)
    closed: _Closed | None = None
    fewest_moves: Count | None = None
    fewest_moves_proven: bool | None = None
    newcomers: list[str] = Field(default_factory=list)
    offers: list[Offer] = Field(default_factory=list)


class _Attended(Form):
    round: RoundNumber
    present: list[str]
    tables: dict[str, str] = Field(default_factory=dict)


class _Undone(Form):
    undoes: RoundNumber


class _PastRound(Form):
    round: Annotated[int, Field(ge=-LARGEST, le=0)]
    seats: dict[str, str]


class _Imported(Form):
    earlier: list[_PastRound]


_FORMS: Mapping[str, type[Form]] = {
    "seated": _Seated,
    "attended": _Attended,
    "undone": _Undone,
    "imported": _Imported,
}


def fault_of(kind: str, saved: object, content: Mapping[str, Any]) -> str | None:
    """Return what of an entry's content this program cannot read, in words; None when all is there."""
    if not (isinstance(saved, str) and MOMENT.fullmatch(saved)):
        return "`saved` is not a moment in UTC"
    try:
        _FORMS[kind].model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{_place(first['loc'])} {_wrong(first['type'])}"
    return None


def _place(path: tuple[int | str, ...]) -> str:
    """Return where in the entry it is: `rounds[0].seats[3].table`."""
    parts = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"`{shortened(parts.removeprefix('.'), LONGEST_PLACE)}`"


def _wrong(error: str) -> str:
    return "is missing" if error == "missing" else "does not hold what belongs there"
