"""The convening: the tables and requirements of a seating, as validated data."""

from seating.convening.convening_file import write_inferred, written_rules
from seating.convening.convening_reader import Reading, read_convening
from seating.convening.inference import inferred_sentences
from seating.convening.rooms import NotSeated, not_seated, open_room, reason_without_seat
from seating.convening.schema import Convening, Frame, RoundPlan
from seating.profiles.private_columns import ALWAYS_PRIVATE, is_private, private_columns

__all__ = [
    "ALWAYS_PRIVATE",
    "Convening",
    "Frame",
    "NotSeated",
    "Reading",
    "RoundPlan",
    "inferred_sentences",
    "is_private",
    "not_seated",
    "open_room",
    "private_columns",
    "read_convening",
    "reason_without_seat",
    "write_inferred",
    "written_rules",
]
