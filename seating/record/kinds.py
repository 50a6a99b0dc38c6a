"""What `seating kinds --json` prints: the manual page of each kind of requirement."""

from __future__ import annotations

from seating.record.fields import OutputRecord, Record, Text


class KeyRecord(Record):
    """One key of a kind."""

    name: Text
    holds: Text
    """A description of the value, in words."""
    default: Text | None
    """The default value; null if the key is required; empty if there is no value by default."""


class KindRecord(Record):
    """The description of one kind, as `seating kinds` prints it."""

    kind: Text
    summary: Text
    """The first paragraph of the description."""
    description: Text
    example: Text
    """A worked example, as YAML."""
    is_must: bool
    """Whether the kind is a must unless the convening states otherwise."""
    keys: list[KeyRecord]
    """The keys of the kind, without the keys that every kind has."""


class KindsRecord(OutputRecord):
    """The kinds of requirement: all of them, or the one that was asked for."""

    kinds: list[KindRecord]
