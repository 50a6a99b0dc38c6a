"""What the forms of entries are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["LARGEST", "Count", "Form", "RoundNumber"]

LARGEST = 10**15
"""No count, round or penalty of a seating is larger."""

Count = Annotated[int, Field(ge=0, le=LARGEST)]
RoundNumber = Annotated[int, Field(ge=1, le=LARGEST)]


class Form(BaseModel):
    """What a mapping in an entry must hold; a text is no number, and a number no truth."""

    model_config = ConfigDict(strict=True, frozen=True)
