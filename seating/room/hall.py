"""The hall: its size, and what stands in it beside the tables, as written under `room:` in a convening.

A place is the middle of a thing, in meters from the top left corner of the plan: `at: [3.2, 4.5]` is 3.2 m to the right
and 4.5 m down. In code, `Room` is the people and tables of one round; the hall is where they meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, field_validator, model_validator

from seating.errors import InvalidValueError, one_of
from seating.wording import said

LARGEST = 500.0
"""The largest distance in a hall, in meters."""

MOST_FIXED = 200
"""Maximum number of things in a hall."""

PICTURE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
"""The media type of each ending of a picture's name."""

OUTSIDE = said("is outside the room")

PLACE_HINT = said("Write the distances in meters from the top left corner, to the right and down: [3.2, 4.5].")


class Shape(StrEnum):
    """The shape of a table. A square table has chairs on its four sides, a long one mostly on two."""

    ROUND = "round"
    SQUARE = "square"
    LONG = "long"


class FixtureKind(StrEnum):
    """What stands in a hall; `other`, such as a dance floor, needs a name."""

    DOOR = "door"
    STAGE = "stage"
    BAR = "bar"
    PILLAR = "pillar"
    OTHER = "other"


USUAL_SIZES = {
    FixtureKind.DOOR: (1.6, 0.2),
    FixtureKind.STAGE: (6.0, 2.0),
    FixtureKind.BAR: (3.0, 0.8),
    FixtureKind.PILLAR: (0.5, 0.5),
    FixtureKind.OTHER: (2.0, 2.0),
}
"""The width and depth of a thing whose size is not written, in meters."""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _measure(value: Any) -> Any:
    if not _is_number(value) or not 0 < value <= LARGEST:
        raise InvalidValueError(
            said("is not a number of meters"),
            said("Write a number above 0 and at most %(most)s.", most=f"{LARGEST:.0f}"),
            value=value,
        )
    return round(float(value), 2)


def _place(value: Any) -> Any:
    """Read `[3.2, 4.5]`."""
    is_pair = isinstance(value, Sequence) and not isinstance(value, str) and len(value) == 2
    if not is_pair or not all(_is_number(one) and 0 <= one <= LARGEST for one in value):
        raise InvalidValueError(said("is not a place in the room"), PLACE_HINT, value=value)
    return tuple(round(float(one), 2) for one in value)


def _size(value: Any) -> Any:
    """Read `[6, 2]`, or `0.5` for `[0.5, 0.5]`."""
    pair = (value, value) if _is_number(value) else value
    is_pair = isinstance(pair, Sequence) and not isinstance(pair, str) and len(pair) == 2
    if not is_pair or not all(_is_number(one) and 0 < one <= LARGEST for one in pair):
        says = said("is not a size")
        raise InvalidValueError(says, said("Write the width and the depth in meters: [6, 2]."), value=value)
    return tuple(round(float(one), 2) for one in pair)


def _turn(value: Any) -> Any:
    if not _is_number(value) or not -360 <= value <= 360:
        raise InvalidValueError(said("is not an angle"), said("Write a number of degrees, clockwise: 45."), value=value)
    return round(float(value) % 360, 1)


def _picture(value: Any) -> Any:
    """Read the name of a file in the folder of the convening."""
    is_name = isinstance(value, str) and not set(value) & set('/\\:"\0')
    if not is_name or PurePath(value).suffix.lower() not in PICTURE_TYPES:
        hint = said("Write the name of a PNG, JPEG or SVG file in the convening’s folder, without a path: hall.png.")
        raise InvalidValueError(said("is not the name of a picture"), hint, value=value)
    return value


Meters = Annotated[float, BeforeValidator(_measure)]
"""A distance in meters, to the centimeter."""

At = Annotated[tuple[float, float], BeforeValidator(_place)]
"""The middle of a thing, in meters from the top left corner."""

Turn = Annotated[float, BeforeValidator(_turn)]
"""Degrees, clockwise, from 0 to below 360."""


class Fixture(BaseModel):
    """A thing in the hall that is no table.

    Attributes
    ----------
    kind : FixtureKind
    at : (float, float)
        Its middle.
    size : (float, float)
        Its width and depth before it is turned; `size: 0.5` is a square.
    turn : float
        Degrees, clockwise.
    name : str
        As printed on the plan; "" for the word for its kind.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: Annotated[FixtureKind, BeforeValidator(one_of(FixtureKind), json_schema_input_type=FixtureKind | str)]
    at: At
    size: Annotated[
        tuple[float, float] | None, BeforeValidator(_size, json_schema_input_type=float | tuple[float, float])
    ] = None
    turn: Turn = 0.0
    name: Annotated[
        str,
        BeforeValidator(lambda value: str(value) if _is_number(value) else value, json_schema_input_type=str | float),
    ] = ""

    @model_validator(mode="after")
    def _other_has_a_name(self) -> Self:
        if self.kind is FixtureKind.OTHER and not self.name.strip():
            raise InvalidValueError(said("needs a name"), said("Write name: Dance floor."), value=self.kind.value)
        return self

    @property
    def extent(self) -> tuple[float, float]:
        """The width and depth, as written or as usual for the kind."""
        return self.size or USUAL_SIZES[self.kind]


class Hall(BaseModel):
    """The hall; without a width or a depth, it is as large as its tables need.

    Attributes
    ----------
    width, depth : float or None
        In meters.
    fixed : tuple of Fixture
        What stands in it beside the tables.
    picture : str
        The name of a picture that lies behind the plan and fills the room; "" for none. The folder is not part of what
        is saved, so a round that is read from the ledger has no picture.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    width: Meters | None = None
    depth: Meters | None = None
    fixed: tuple[Fixture, ...] = ()
    picture: Annotated[str, BeforeValidator(_picture)] = ""
    _folder: Path | None = PrivateAttr(None)

    @field_validator("fixed", mode="before")
    @classmethod
    def _are_not_too_many(cls, value: Any) -> Any:
        if value is None:
            return ()
        if isinstance(value, list | tuple) and len(value) > MOST_FIXED:
            says = said("has %(number)s entries; at most %(most)s are allowed", number=len(value), most=MOST_FIXED)
            raise InvalidValueError(says, said("Keep only the entries that matter for the tables."), value="fixed")
        return value

    @model_validator(mode="after")
    def _has_all_inside(self) -> Self:
        for one in self.fixed:
            if not self.holds(one.at):
                raise InvalidValueError(OUTSIDE, PLACE_HINT, value=list(one.at))
        return self

    @model_validator(mode="after")
    def _picture_has_a_size(self) -> Self:
        if self.picture and not self.has_walls:
            says = said("needs the size of the room, because the picture fills the room")
            raise InvalidValueError(says, said("Write width: and depth: in meters."), value=self.picture)
        return self

    @property
    def has_walls(self) -> bool:
        """Whether the size of the hall is known."""
        return self.width is not None and self.depth is not None

    @property
    def picture_path(self) -> Path | None:
        """Where the picture is; None for none, and if the folder of the convening is unknown."""
        return self._folder / self.picture if self.picture and self._folder is not None else None

    def with_folder(self, folder: Path) -> Self:
        """Return the hall as written in a convening of this folder."""
        found = self.model_copy()
        found._folder = folder
        return found

    def holds(self, at: tuple[float, float]) -> bool:
        """Whether a place is inside the walls, as far as they are known."""
        return at[0] <= (self.width or LARGEST) and at[1] <= (self.depth or LARGEST)
