"""People: reading them from the rows of a list, their data, and descriptions that select some of them."""

from seating.profiles.columns import CANONICAL
from seating.profiles.people import Heading, People, Who
from seating.profiles.person import ELSEWHERE, Asset, Attendance, Duty, Person, Role, Status
from seating.profiles.private_columns import ALWAYS_PRIVATE
from seating.profiles.reader import Reading, apply_vocabulary, read_people

__all__ = [
    "ALWAYS_PRIVATE",
    "CANONICAL",
    "ELSEWHERE",
    "Asset",
    "Attendance",
    "Duty",
    "Heading",
    "People",
    "Person",
    "Reading",
    "Role",
    "Status",
    "Who",
    "apply_vocabulary",
    "read_people",
]
