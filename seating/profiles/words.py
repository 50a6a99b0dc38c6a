"""The few words that some columns hold."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Duty", "Role", "Status"]


class Role(StrEnum):
    """A representative type."""

    DESIGNEE = "designee"
    DOER = "doer"
    DECISION_MAKER = "decision-maker"


class Status(StrEnum):
    """How far an invitation has come."""

    CONFIRMED = "confirmed"
    INVITED = "invited"
    OPEN = "open"
    NOMINATED = "nominated"
    IDEA = "idea"
    DECLINED = "declined"

    @property
    def is_seated(self) -> bool:
        """Whether somebody with this status gets a seat."""
        return self in {Status.CONFIRMED, Status.INVITED, Status.OPEN}

    @property
    def is_invited(self) -> bool:
        """Whether the row counts as invited: everything but ideas and nominations."""
        return self not in {Status.NOMINATED, Status.IDEA}


class Duty(StrEnum):
    """What staff do at a table."""

    FACILITATOR = "facilitator"
    INTERPRETER = "interpreter"
    RECORDER = "recorder"
    OBSERVER = "observer"
    HOST = "host"
