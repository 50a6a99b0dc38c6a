"""What `seating kinds --json` prints: the manual page of each kind of requirement."""

from __future__ import annotations

from seating.record.fields import OutputRecord, Record, Text


class KeyRecord(Record):
    """One key of a kind."""

    name: Text
    holds: Text
    """Its value, in words."""
    default: Text | None
    """null if the key is required; empty if nothing is the default."""


class KindRecord(Record):
    """The manual page of one kind."""

    kind: Text
    summary: Text
    """The first paragraph of the description."""
    description: Text
    example: Text
    """A worked example, as YAML."""
    is_must: bool
    """Whether it is a must unless the convening states otherwise."""
    can_be_robust: bool
    """Whether it has the key `robust`, with which it must be met even after any one absence."""
    keys: list[KeyRecord]
    """Its keys, without those that every kind has."""


class KindsRecord(OutputRecord):
    """The kinds of requirement: all of them, or the one that was asked for."""

    kinds: list[KindRecord]
