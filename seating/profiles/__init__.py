"""People: who they are, how they are picked, and how a list of rows becomes them."""

from seating.profiles.people import Heading, People
from seating.profiles.person import Asset, Attendance, Duty, Person, Role, Status
from seating.profiles.who import Who

__all__ = ["Asset", "Attendance", "Duty", "Heading", "People", "Person", "Role", "Status", "Who"]
