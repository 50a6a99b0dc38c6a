"""How an entry keeps the people and the convening that pages are made from."""

from __future__ import annotations

from pydantic import Field

from seating.ledger.form_parts import Form

__all__ = ["Pages"]


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
