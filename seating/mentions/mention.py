"""A typed text with its one meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class MentionKind(StrEnum):
    """What a text can mean. There is nothing else."""

    PERSON = "person"
    ORGANIZATION = "organization"
    VALUE = "value of a column"
    VOICE = "voice"
    """A voice, role or need that the convening asks for, or a kind of people that the convener says is missing."""
    TABLE = "table"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """A text and what it means.

    Attributes
    ----------
    text : str
        As typed.
    kind : MentionKind
    ids : tuple of str
        The ids of the people on the list who are meant, of the table, or of the requirements that ask for a voice.
    name : str
        The name that the list or the convening writes; "" for an unknown text.
    who : mapping of str to Any
        The people as a `who` of a convening describes them; {} for a table or an unknown text.
    near : tuple of str
        For an unknown text, the names and values that it may mean, each of which resolves.
    """

    text: str
    kind: MentionKind
    ids: tuple[str, ...] = ()
    who: Mapping[str, Any] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    name: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the text has a meaning."""
        return self.kind is not MentionKind.UNKNOWN

    @property
    def is_on_list(self) -> bool:
        """Whether people on the list are meant."""
        return self.kind in {MentionKind.PERSON, MentionKind.ORGANIZATION, MentionKind.VALUE}

    @property
    def is_one_name(self) -> bool:
        """Whether the text is the name of a person or an organization."""
        return self.kind in {MentionKind.PERSON, MentionKind.ORGANIZATION}


@dataclass(frozen=True, slots=True)
class Written:
    """A typed text that may name somebody, and the file in which it stands."""

    text: str
    file: str
