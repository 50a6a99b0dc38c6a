"""People: reading them from the rows of a list, their data, and descriptions that select some of them."""

from seating.profiles.columns import CANONICAL
from seating.profiles.people import Heading, People
from seating.profiles.person import Asset, Attendance, Duty, Person, Role, Status
from seating.profiles.privacy import ALWAYS_PRIVATE
from seating.profiles.reader import Reading, read_people
from seating.profiles.vocabulary import apply_vocabulary
from seating.profiles.who import Who

__all__ = [
    "ALWAYS_PRIVATE",
    "CANONICAL",
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
