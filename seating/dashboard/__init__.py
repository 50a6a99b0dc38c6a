"""The element dashboard: what people rate each quarter, averaged exactly, with arrows and history.

Components are rated red, yellow, green or grey; an element's rating is the average of its components,
greys and blanks left out and counted. Nothing here knows a seating; `measures` reads its record.
"""

from seating.dashboard.board import Board, ComponentState, ElementState, QuarterState, build_board
from seating.dashboard.measures import Measure, find_measures
from seating.dashboard.quarter import Quarter, read_quarter
from seating.dashboard.ratings import Color, Rating, Ratings, Trend
from seating.dashboard.ratings_file import read_ratings

__all__ = [
    "Board",
    "Color",
    "ComponentState",
    "ElementState",
    "Measure",
    "Quarter",
    "QuarterState",
    "Rating",
    "Ratings",
]
__all__ += ["Trend", "build_board", "find_measures", "read_quarter", "read_ratings"]
