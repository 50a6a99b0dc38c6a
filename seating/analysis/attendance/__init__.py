"""No-shows: how sure it is that what was asked for holds on the day, what hangs on whom, and what to do then."""

from __future__ import annotations

from seating.analysis.attendance.absences import Absence, Loss
from seating.analysis.attendance.chance import SURE, Chance
from seating.analysis.attendance.chances import Chances, Reckoned, chances_of
from seating.analysis.attendance.stand_ins import Card, StandIn

__all__ = ["SURE", "Absence", "Card", "Chance", "Chances", "Loss", "Reckoned", "StandIn", "chances_of"]
