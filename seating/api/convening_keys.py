"""The keys of a convening as a mapping, so that an editor completes them and a type checker knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypedDict

Texts: TypeAlias = str | Sequence[str]


class ConveningKeys(TypedDict, total=False):
    """The keys that the page *Keys of a convening* describes."""

    title: str
    host: str
    today: str
    working_language: str
    shared_result: str
    tables: str | Mapping[str, Any] | Sequence[Mapping[str, Any]]
    requirements: Sequence[Mapping[str, Any]]
    rounds: Sequence[Mapping[str, Any]]
    sessions: Mapping[str, Any]
    agenda: Sequence[Mapping[str, Any]]
    room: Mapping[str, Any]
    chairs: Mapping[str, Any]
    frame: Mapping[str, Any]
    power: Mapping[str, Any]
    outcomes: Any
    expected: Any
    usual_sectors: Any
    vocabulary: Mapping[str, Any]
    considered: Mapping[str, Any]
    columns: Mapping[str, Any]
    ids: Mapping[str, Any]
    corrections: Sequence[Mapping[str, Any]]
    additions: Sequence[Mapping[str, Any]]
    charts: Texts
    resource_map: Mapping[str, Any]
    parties: bool | str
    compare: Texts
    show: Texts
    private: Texts
    counts_only: Texts
