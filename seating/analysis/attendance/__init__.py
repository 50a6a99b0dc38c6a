"""No-shows: the chance that each requirement is met on the day, what depends on which person, and what to do."""

from __future__ import annotations

from seating.analysis.attendance.absences import Absence, Loss
from seating.analysis.attendance.chances import SURE, Chance, Chances, EventChance, compute_chances, make_card
from seating.analysis.attendance.stand_ins import Card, Musts, StandIn, Tried, find_needed, list_refused

__all__ = [
    "SURE",
    "Absence",
    "Card",
    "Chance",
    "Chances",
    "EventChance",
    "Loss",
    "Musts",
    "StandIn",
    "Tried",
    "compute_chances",
    "find_needed",
    "list_refused",
    "make_card",
]
