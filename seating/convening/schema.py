"""The validated convening as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo, model_validator

from seating.profiles.columns import CANONICAL, PARTS
from seating.profiles.who import as_word
from seating.requirement import Column, Requirement, as_list
from seating.tables import Stage, Table, Text, Texts
from seating.wording import nearest

__all__ = ["WRITTEN_KEYS", "Columns", "Convening", "Frame", "Power", "RoundPlan"]


def _listed_or_private(value: Any, info: ValidationInfo) -> Any:
    """Resolve a column of the list, or one that is always private though the list lacks it."""
    find = (info.context or {}).get("private_column")
    return find(as_word(value)) if find else value


def _vocabulary(value: Any) -> Any:
    """Read `{column: {value: [other names]}}`, or a list of values that have no other names."""
    if not isinstance(value, Mapping):
        raise ValueError("a vocabulary is a mapping; write {column: {value: [what else it is called]}}")
    return {str(column): _allowed(column, values) for column, values in value.items()}


def _allowed(column: Any, values: Any) -> dict[str, tuple[str, ...]]:
    if isinstance(values, list | tuple):
        values = {as_word(each): () for each in values}
    if not isinstance(values, Mapping) or not values:
        raise ValueError(f"{str(column)!r} needs its allowed values; write {{value: [what else it is called]}}")
    return {as_word(each): tuple(map(as_word, _names(each, names))) for each, names in values.items()}


def _names(value: Any, names: Any) -> tuple[Any, ...]:
    """Return what else a value is called: nothing, one word, or a list."""
    found = () if names is None else tuple(names) if isinstance(names, list | tuple) else (names,)
    if any(name is None or isinstance(name, Mapping | list | tuple) for name in found):
        raise ValueError(f"{str(value)!r} needs a list of what else it is called; write {{value: [other, another]}}")
    return found


Columns = Annotated[tuple[Annotated[str, BeforeValidator(_listed_or_private)], ...], BeforeValidator(as_list)]
"""One column or several; those that are always private may be named though the list lacks them."""


def _meant(value: Any) -> Any:
    """Read `{column: heading}` or `{column: [headings]}`; a part of a party is `party: {more: heading}`."""
    if not isinstance(value, Mapping):
        raise ValueError("`columns` is a mapping; write {attending: the heading of the list}")
    found: dict[str, tuple[str, ...]] = {}
    for key, headings in value.items():
        parts = headings.items() if key == "party" and isinstance(headings, Mapping) else [("", headings)]
        for part, named in parts:
            _known_column(str(key), str(part))
            listed = as_list(named)
            if not isinstance(listed, list | tuple) or any(
                isinstance(one, Mapping | list) or one is None for one in listed
            ):
                raise ValueError(f"{str(key)!r} needs a heading of the list; write {{{key}: the heading}}")
            found[f"{key} {part}".strip()] = tuple(map(as_word, listed))
    return found


def _known_column(key: str, part: str) -> None:
    """Refuse what is neither a column that is known, nor one of the list's own, nor a part of a party."""
    if key not in (*CANONICAL, "own"):
        near = nearest(key, (*CANONICAL, "own"))
        meant = f"did you mean {near!r}? " if near else ""
        raise ValueError(f"{key!r} is not a column; {meant}The columns are {', '.join((*CANONICAL, 'own'))}")
    if part and part not in PARTS:
        raise ValueError(f"{part!r} is not a part of a party; the parts are {', '.join(PARTS)}")


Meant = Annotated[Mapping[str, tuple[str, ...]], BeforeValidator(_meant)]
"""By column, or part of a party: the headings that the list has for it."""

Vocabulary = Annotated[Mapping[str, Mapping[str, tuple[str, ...]]], BeforeValidator(_vocabulary)]
"""By column: each allowed value, and what else it is called."""


class Frame(BaseModel):
    """The grid of perspectives that the convener wants filled: which pairs of values are needed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: Column
    columns: Column
    needed: tuple[tuple[Text, Text], ...] = ()


class Power(BaseModel):
    """Which columns of relations say who has power: over those named (`over`), or under them (`under`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    over: Columns = ()
    under: Columns = ()

    @model_validator(mode="after")
    def _says_one_thing_of_a_column(self) -> Self:
        both = sorted(set(self.over).intersection(self.under))
        if both:
            raise ValueError(f"{both[0]!r} stands in `over` and in `under`; leave it in one of them")
        return self


class RoundPlan(BaseModel):
    """What is known of a round before it is seated; `cadence` is how often its tables meet, as printed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: Stage | None = None
    cadence: Text = ""


class Outcome(BaseModel):
    """What should come of the work, by when, and what shows it; only the first is needed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    measure: Text = ""
    by: Text = ""


def _outcomes(value: Any) -> Any:
    """Read outcomes, one of which may be a bare sentence."""
    listed = value if isinstance(value, list | tuple) else (value,)
    return tuple({"name": one} if isinstance(one, str) else one for one in listed)


class Convening(BaseModel):
    """The validated input beside the list.

    Attributes
    ----------
    columns : mapping of str to tuple of str
        Which headings of the list mean which column, where they do not say so themselves.
    parties : bool
        Whether a row of the list may stand for several people.
    requirements : tuple of Requirement
        All of them, each with an id: those written, `size` and `focus`, and what cells ask.
    inferred : tuple of str
        What nobody wrote: "tables" or their least "seats", "requirements", or nothing.
    file, sha256 : str or None
        Of the file it was read from; None when there was none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text = ""
    shared_result: Text = ""
    working_language: Text = ""
    tables: tuple[Table, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    columns: Meant = {}
    vocabulary: Vocabulary = {}
    parties: bool = True
    frame: Frame | None = None
    power: Power = Power()
    rounds: tuple[RoundPlan, ...] = ()
    outcomes: Annotated[tuple[Outcome, ...], BeforeValidator(_outcomes)] = ()
    private: Columns = ()
    counts_only: Columns = ()
    show: Columns = ()
    inferred: Texts = ()
    file: str | None = None
    sha256: str | None = None

    @property
    def is_inferred(self) -> bool:
        """Whether nobody wrote a convening at all."""
        return self.file is None and bool(self.inferred)

    def table(self, identity: str) -> Table:
        """Return the table of an id."""
        return next(table for table in self.tables if table.id == identity)


WRITTEN_KEYS = tuple(key for key in Convening.model_fields if key not in {"inferred", "file", "sha256"})
"""The keys that a convening's file may have."""
